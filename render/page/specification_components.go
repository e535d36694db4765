package page

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// tables are what the document defines and never uses, its files, and what else is about it.
func (s *specPage) tables() []Table {
	list := []Table{s.unusedTable(), s.filesTable(), s.relatedTable(s.page.Resource)}
	if len(s.r.Channels)+len(s.r.Operations) == 0 && s.service != catalog.NoID {
		channels, operations := s.serviceTables()
		list = append([]Table{channels, operations}, list...)
	}
	return slices.DeleteFunc(list, func(t Table) bool { return !t.Shown() })
}

// filesTable lists the document and the files that it refers to, to download as they are.
func (s *specPage) filesTable() Table {
	t := Table{ID: "files", Title: s.t("Files"), Cols: []string{s.t("File"), s.t("What"), s.t("Size")}}
	var rows []Row
	for i, name := range s.sources {
		f := s.cat.Files[name]
		if f == nil {
			continue
		}
		what := s.t("referred to")
		if i == 0 {
			what = s.t("the document")
		}
		l := Link{Text: visible(name), Icon: "file"}
		if to, ok := s.files(name); ok {
			l.Href = s.to(to)
		}
		rows = append(rows, Row{Cells: []Cell{{Links: []Link{l}}, {Text: what}, {Text: size(len(f.Data)), Number: true}}})
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// size is a number of bytes in the unit that reads best.
func size(n int) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1000*1000:
		return fmt.Sprintf("%.1f kB", float64(n)/1000)
	default:
		return fmt.Sprintf("%.1f MB", float64(n)/1000/1000)
	}
}

// unusedTable lists the components that nothing refers to, in the document or in the files of its own.
func (s *specPage) unusedTable() Table {
	t := Table{ID: "unused", Title: s.t("Defined and not used"), Cols: []string{s.t("Component"), s.t("Sort"), s.t("Defined at")}}
	components := s.r.Root.Get("components")
	if !components.Is(catalog.MapNode) {
		return t
	}
	used := s.references()
	var rows []Row
	for _, sort := range components.Members {
		if !sort.Value.Is(catalog.MapNode) || strings.HasPrefix(sort.Key, "x-") {
			continue
		}
		for _, m := range sort.Value.Members {
			pointer := "/components/" + catalog.EscapePointer(sort.Key) + "/" + catalog.EscapePointer(m.Key)
			if len(rows) < specRows && !strings.HasPrefix(m.Key, "x-") && !used[pointer] && !s.required(sort.Key, m.Key) {
				rows = append(rows, Row{Cells: []Cell{{Codes: []string{visible(m.Key)}}, {Text: bindingWord(sort.Key)}, {Codes: []string{visible(m.Value.Position().String())}}}})
			}
		}
	}
	t.Groups = []Group{{Rows: rows}}
	return t
}

// required reports whether a component is used by name: 2.x names the security schemes of servers and operations.
func (s *specPage) required(sort, name string) bool {
	if sort != "securitySchemes" {
		return false
	}
	return slices.ContainsFunc(s.r.Security, func(x *catalog.SpecSecurity) bool {
		return x.Name == name && s.askers(x).Text == ""
	})
}

// pointers are places that references lead to.
type pointers map[string]bool

// references collects where the references of files lead to in the document, with the definition around each place. A definition's
// references to itself do not count.
func (s *specPage) references() pointers {
	found := pointers{}
	for _, name := range s.sources {
		if f := s.cat.Files[name]; f != nil && f.Root != nil {
			s.collect(f.Root, name, found)
		}
	}
	return found
}

// collect walks a file; a node inside of a component of the document knows which one it is part of.
func (s *specPage) collect(root *catalog.Node, file string, found pointers) {
	type step struct {
		n      *catalog.Node
		at     []string
		inside string
	}
	seen := map[*catalog.Node]bool{}
	stack := []step{{n: root}}
	for len(stack) > 0 {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if at.n == nil || seen[at.n] {
			continue
		}
		seen[at.n] = !at.n.IsScalar()
		if target := s.component(at.n.Get("$ref").Str(), file); target != "" && target != at.inside {
			found[target] = true
		}
		for _, m := range at.n.Members {
			next := step{n: m.Value, inside: at.inside}
			if len(at.at) < 3 && file == s.r.File.Path {
				next.at = append(slices.Clone(at.at), m.Key)
				next.inside = componentAt(next.at)
			} else {
				next.at = at.at
			}
			stack = append(stack, next)
		}
		for _, item := range at.n.Items {
			stack = append(stack, step{n: item, at: []string{"", "", ""}, inside: at.inside})
		}
	}
}

func componentAt(keys []string) string {
	if len(keys) != 3 || keys[0] != "components" {
		return ""
	}
	return "/components/" + catalog.EscapePointer(keys[1]) + "/" + catalog.EscapePointer(keys[2])
}

// component is the component of the document that a reference in a file leads to, or into; "" for any other place.
func (s *specPage) component(ref, file string) string {
	name, pointer, ok := strings.Cut(ref, "#/components/")
	if plain, err := url.PathUnescape(pointer); err == nil {
		pointer = plain
	}
	if !ok || name != "" && path.Join(path.Dir(file), name) != s.r.File.Path || name == "" && file != s.r.File.Path {
		return ""
	}
	sort, rest, _ := strings.Cut(pointer, "/")
	key, _, _ := strings.Cut(rest, "/")
	return "/components/" + sort + "/" + key
}

// serviceTables list the channels and the operations of the described service, for a document whose parts are not read one by one.
func (s *specPage) serviceTables() (channels, operations Table) {
	operations = Table{ID: "operations", Title: s.t("Operations"), Cols: []string{s.t("Direction"), s.t("Message"), s.t("Channel"), s.t("Operation")}}
	r, ok := s.cat.Resource(s.service).(*catalog.Service)
	if !ok {
		return Table{}, Table{}
	}
	var ids []catalog.ID
	var rows []Row
	for _, direction := range []struct {
		word string
		uses []catalog.Use
	}{{s.t("sends"), r.Produces}, {s.t("receives"), r.Consumes}} {
		for _, u := range direction.uses {
			if message, _ := s.cat.Resolve(u.Message, catalog.MessageKinds()); message != catalog.NoID {
				via := s.via(u)
				ids = append(ids, via...)
				rows = append(rows, Row{Cells: []Cell{{Text: direction.word}, {Links: []Link{s.link(message)}}, {Links: s.links(via)}, codeCell(u.Operation)}})
			}
		}
	}
	operations.Groups = []Group{{Rows: rows}}
	return s.channelTable(s.byTitle(ids)), operations
}

func (s *specPage) via(u catalog.Use) []catalog.ID {
	var ids []catalog.ID
	for _, ref := range u.Via {
		if ch, _ := s.cat.Resolve(ref, catalog.KindSet{catalog.ChannelKind}); ch != catalog.NoID {
			ids = append(ids, ch)
		}
	}
	return ids
}
