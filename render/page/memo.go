package page

import (
	"sync"

	"github.com/eventatlas/eventatlas/render/markdown"
)

// Memo keeps rendered texts from one builder to the next. What a text becomes is a function of the text and of the answers to what it asks
// while it is rendered, where its links and pictures lead; both are kept, and a text is rendered again when one of the answers is another. A nil Memo
// keeps nothing. It serves one builder at a time, from any goroutine.
type Memo struct {
	mu      sync.Mutex
	entries map[memoKey]memoEntry
	used    map[memoKey]bool
}

// NewMemo returns an empty memo.
func NewMemo() *Memo { return &Memo{entries: map[memoKey]memoEntry{}, used: map[memoKey]bool{}} }

// memoKey has the page beside the text, because the same text on two pages gets two sets of answers.
type memoKey struct {
	page, text, prefix string
	shift              int
}

type memoEntry struct {
	asked  []question
	result markdown.Result
}

// question is something that a text has asked, and the answer.
type question struct {
	image             bool
	dest, href, title string
	ok                bool
}

// render renders a text, or returns what it has become before.
func (m *Memo) render(page, text string, opt markdown.Options) markdown.Result {
	if m == nil {
		return markdown.Render(text, opt)
	}
	key := memoKey{page, text, opt.IDPrefix, opt.HeadingShift}
	m.mu.Lock()
	entry, ok := m.entries[key]
	m.mu.Unlock()
	if !ok || !entry.holds(opt) {
		if entry, ok = observe(text, opt); !ok {
			return entry.result
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.entries[key], m.used[key] = entry, true
	return entry.result
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

// observe renders a text and notes what it asks. It reports whether that is all that the result depends on: drawings in a text are not
// worth to be noted.
func observe(text string, opt markdown.Options) (entry memoEntry, whole bool) {
	whole = true
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
	noting.Diagram = func(info, body string) ([]byte, bool) {
		whole = false
		return opt.Diagram(info, body)
	}
	entry.result = markdown.Render(text, noting)
	return entry, whole
}

// trim forgets what nobody has asked for since the last time.
func (m *Memo) trim() {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for key := range m.entries {
		if !m.used[key] {
			delete(m.entries, key)
		}
	}
	clear(m.used)
}
