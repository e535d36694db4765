package page

import (
	"sync"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/markdown"
)

// Memo keeps rendered texts from one builder to the next. What a text becomes is a function of the text and of the answers to what it asks
// while it is rendered, where its links and pictures lead; both are kept, and a text is rendered again when one of the answers is another. A nil Memo
// keeps nothing. It serves one builder at a time, from any goroutine.
type Memo struct {
	mu      sync.Mutex
	entries map[memoKey]memoEntry
	used    map[memoKey]bool
	// last are the texts of the resources of the last builder: what is the same value as then is not even looked up.
	last []keptProse
}

// NewMemo returns an empty memo.
func NewMemo() *Memo { return &Memo{entries: map[memoKey]memoEntry{}, used: map[memoKey]bool{}} }

// memoKey has the page beside the text, because the same text on two pages gets two sets of answers.
type memoKey struct {
	page, text, prefix, label string
	shift                     int
}

// memoEntry is a text rendered. A drawing in it depends on more than what was asked, so a text that is drawn is not worth keeping.
type memoEntry struct {
	asked  []question
	drawn  bool
	result markdown.Result
}

// question is something that a text has asked, and the answer.
type question struct {
	image             bool
	dest, href, title string
	ok                bool
}

// keptProse is what the texts of a resource have become. A resource is not changed once it is linked, so the pointers to it and to the file of its
// documentation stand for their content.
type keptProse struct {
	base  *catalog.Base
	docs  *catalog.File
	page  string
	prose prose
}

// prose returns what the texts of a resource became in the last builder, if they are the same and so are all answers to what they asked.
func (m *Memo) prose(id catalog.ID, base *catalog.Base, c *context) (prose, bool) {
	if m == nil || int(id) >= len(m.last) {
		return prose{}, false
	}
	last := &m.last[id]
	if last.base != base || last.docs != c.cat.Files[base.Docs.Path] || last.page != c.page.Path || last.prose.drawn {
		return prose{}, false
	}
	for _, a := range last.prose.asked {
		if !a.holds(c.markdownOptions(a.file, "")) {
			return prose{}, false
		}
	}
	return last.prose, true
}

// keep takes the texts of a builder for the next one.
func (m *Memo) keep(b *Builder) {
	if m == nil {
		return
	}
	m.last = make([]keptProse, len(b.prose))
	for id := range b.prose {
		base := b.cat.Base(catalog.ID(id))
		m.last[id] = keptProse{base: base, docs: b.cat.Files[base.Docs.Path], page: b.plan.Path(catalog.ID(id)), prose: b.prose[id]}
	}
}

// render renders a text, or returns what it has become before.
func (m *Memo) render(page, text string, opt markdown.Options) memoEntry {
	if m == nil {
		return memoEntry{result: markdown.Render(text, opt)}
	}
	key := memoKey{page, text, opt.IDPrefix, opt.TableLabel, opt.HeadingShift}
	m.mu.Lock()
	entry, ok := m.entries[key]
	m.mu.Unlock()
	if !ok || !entry.holds(opt) {
		if entry = observe(text, opt); entry.drawn {
			return entry
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.entries[key], m.used[key] = entry, true
	return entry
}

// holds reports whether everything that the text has asked still has the same answer.
func (e memoEntry) holds(opt markdown.Options) bool {
	for _, q := range e.asked {
		now := question{image: q.image, dest: q.dest}
		if q.image {
			now.href, now.ok = opt.AllowImage(q.dest)
		} else {
			now.href, now.title, now.ok = opt.Resolve(q.dest)
		}
		if now != q {
			return false
		}
	}
	return true
}

// observe renders a text and notes what it asks.
func observe(text string, opt markdown.Options) (entry memoEntry) {
	noting := opt
	noting.Resolve = func(dest string) (string, string, bool) {
		href, title, ok := opt.Resolve(dest)
		entry.asked = append(entry.asked, question{dest: dest, href: href, title: title, ok: ok})
		return href, title, ok
	}
	noting.AllowImage = func(dest string) (string, bool) {
		src, ok := opt.AllowImage(dest)
		entry.asked = append(entry.asked, question{image: true, dest: dest, href: src, ok: ok})
		return src, ok
	}
	noting.Diagram = func(info, body string) ([]byte, int, string) {
		entry.drawn = true
		return opt.Diagram(info, body)
	}
	entry.result = markdown.Render(text, noting)
	return entry
}

// trim forgets what the builder before has not looked up, once there is more to forget than to keep: a text of a resource that is the same value as
// before is not looked up, and may be wanted again when names change and every resource is linked anew.
func (m *Memo) trim(resources int) {
	if m == nil {
		return
	}
	if len(m.entries) > 2*resources+1_000 {
		for key := range m.entries {
			if !m.used[key] {
				delete(m.entries, key)
			}
		}
	}
	clear(m.used)
}
