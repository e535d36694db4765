package history

import (
	"context"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/changes"
	"github.com/eventatlas/eventatlas/catalog/load"
)

// work is the reading of some commits.
type work struct {
	place
	ctx     context.Context //nolint:containedctx // that of one call
	past    *load.Past
	objects *objects
	err     error
}

// close ends what reads objects, if it was ever wanted.
func (w *work) close() error {
	if w.objects != nil {
		if err := w.objects.close(); w.err == nil {
			w.err = err
		}
		w.objects = nil
	}
	return w.err
}

// content is that of an object; nil for none.
func (w *work) content(name string, most int64) []byte {
	if w.err != nil {
		return nil
	}
	if w.objects == nil {
		if w.objects, w.err = w.open(w.ctx); w.err != nil {
			return nil
		}
	}
	return w.objects.read(name, most)
}

// at is the content of a file of the source in a commit.
func (w *work) at(commit, name string) []byte {
	file := path.Clean(w.prefix + name)
	if commit == "" || !inside(w.prefix, name) {
		return nil
	}
	return w.content(commit+":"+file, imported)
}

// planned is a commit with the files of it that are compared.
type planned struct {
	entry
	compared []touched
	more     int
}

// plan chooses the files that are compared. The choice depends on the log and on the sizes of files alone, never on what is known already.
func (w *work) plan(list []entry) ([]planned, error) {
	plans := make([]planned, len(list))
	var ids []string
	for i, e := range list {
		plans[i].entry = e
		for _, f := range e.files {
			f.path = w.name(f.path)
			if f.path == "" || !w.past.Known(f.path) || !w.wanted(f.path) {
				continue
			}
			plans[i].compared = append(plans[i].compared, f)
			ids = append(ids, f.was, f.now)
		}
		slices.SortFunc(plans[i].compared, func(a, b touched) int { return strings.Compare(a.path, b.path) })
	}
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return id == "" })
	if len(ids) > 10*maxFiles {
		ids = ids[:10*maxFiles]
	}
	sizes, err := w.sizes(w.ctx, ids)
	if err != nil {
		return nil, err
	}
	count, size := 0, int64(0)
	for i := range plans {
		plans[i].bound(sizes, &count, &size)
	}
	return plans, nil
}

// names are the paths of the compared files.
func (p *planned) names() string {
	var b strings.Builder
	for _, f := range p.compared {
		b.WriteString("\x00" + f.path)
	}
	return b.String()
}

// wanted reports whether a file may be part of a catalog by its name.
func (w *work) wanted(name string) bool {
	if w.past.Source(name) {
		return true
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".json", ".yaml", ".yml", ".avsc", ".proto", ".md", ".mdx":
		return true
	}
	return false
}

// bound leaves out files beyond the limits.
func (p *planned) bound(sizes map[string]int64, count *int, size *int64) {
	kept := p.compared[:0]
	own := int64(0)
	for _, f := range p.compared {
		n, ok := weight(f, sizes)
		if !ok || len(kept) == filesPerCommit || *count == maxFiles || own+n > bytesPerCommit || *size+n > maxBytes {
			p.more++
			continue
		}
		own, *size, *count = own+n, *size+n, *count+1
		kept = append(kept, f)
	}
	p.compared = kept
}

// weight is how many bytes a file has in both states together; false where that is not known.
func weight(f touched, sizes map[string]int64) (int64, bool) {
	was, ok := sizes[f.was]
	now, ok2 := sizes[f.now]
	return was + now, (ok || f.was == "") && (ok2 || f.now == "")
}

// name is the path of a file as the catalog has it: relative to the folder of the source; "" where it has none.
func (w *work) name(file string) string {
	if rest, ok := strings.CutPrefix(file, w.prefix); ok {
		return rest
	}
	dir := strings.TrimSuffix(w.prefix, "/")
	for up := 1; dir != "" && dir != "."; up++ {
		dir = path.Dir(dir)
		rest, ok := strings.CutPrefix(file, dir+"/")
		if dir == "." {
			rest, ok = file, true
		}
		if ok {
			return strings.Repeat("../", up) + rest
		}
	}
	return ""
}

// compare compares the two states of the files that a commit touched.
func (w *work) compare(p planned) changes.Commit {
	c := changes.Commit{ID: p.id, Author: p.author, Subject: p.subject, Time: p.time, More: p.more}
	before, after := changes.Side{Files: catalog.Files{}}, changes.Side{Files: catalog.Files{}}
	for _, f := range p.compared {
		was, now := w.state(p.parent, f.path, f.was), w.state(p.id, f.path, f.now)
		switch {
		case was.broken || now.broken:
			c.More++
		case was.describes || now.describes:
			was.addTo(&before)
			now.addTo(&after)
		default:
			c.Files = append(c.Files, changes.CompareFiles(f.path, was.file, now.file, was.files, now.files))
		}
	}
	c.Resources = changes.Compare(before, after)
	return c
}

// state is a file at one time: what it describes, or else the file itself, and what it refers to.
type state struct {
	resources []catalog.Resource
	file      *catalog.File
	files     catalog.Files
	// describes says that it describes something; broken that it cannot be read.
	describes, broken bool
}

func (s state) addTo(side *changes.Side) {
	side.Resources = append(side.Resources, s.resources...)
	maps.Copy(side.Files, s.files)
}

// state reads a file as it was in a commit.
func (w *work) state(commit, name, id string) state {
	if id == "" {
		return state{}
	}
	data := w.content(id, bytesPerCommit)
	if data == nil {
		return state{broken: true}
	}
	rest := int64(imported)
	read := func(other string) []byte {
		if rest <= 0 {
			return nil
		}
		found := w.at(commit, other)
		rest -= int64(len(found))
		return found
	}
	if w.past.Source(name) {
		fragment, others := w.past.Decode(name, data, read)
		switch {
		case fragment.Format != "":
			return state{resources: fragment.Resources, files: others, describes: true}
		case slices.ContainsFunc(fragment.Diagnostics, func(d catalog.Diagnostic) bool { return d.Severity == catalog.Error }):
			return state{broken: true}
		}
	}
	file, others := w.past.File(name, data, read)
	return state{file: file, files: others, broken: file == nil}
}
