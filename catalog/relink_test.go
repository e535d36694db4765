package catalog

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// someFragment makes a file at random out of few names, so that definitions meet, versions come and go, and references lead to nothing.
func someFragment(random *rand.Rand, path string) *Fragment {
	id := func(kind string, n int) string { return fmt.Sprintf("%s-%d", kind, random.IntN(n)) }
	place := func() Pos { return at(path, 1+random.IntN(50)) }
	var resources []Resource
	for range 1 + random.IntN(3) {
		m := message(id("m", 6), []string{"", "1.0.0", "1.2.0", "2.0.0"}[random.IntN(4)])
		m.Summary, m.Domain = id("text", 1000), ref(id("d", 3), place())
		s := service(id("s", 4))
		s.Produces = []Use{{Message: ref(id("m", 7), place()), Via: []Ref{ref(id("c", 3), place())}}}
		s.Consumes = []Use{{Message: ref(id("m", 7)+"@^1", place()), Group: id("g", 2)}}
		d := &Domain{Base: Base{Kind: DomainKind, ID: id("d", 3)}, Parent: ref(id("d", 3), place())}
		c := &Channel{Base: Base{Kind: ChannelKind, ID: id("c", 3)}, Address: id("topic", 2)}
		f := &Flow{Base: Base{Kind: FlowKind, ID: id("f", 2)}, Steps: []Step{{Resource: ref(id("m", 7), place())}}}
		all := []Resource{m, s, d, c, f}
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		resources = append(resources, all[:1+random.IntN(len(all))]...)
	}
	format := "native"
	if random.IntN(4) == 0 {
		format = "asyncapi"
	}
	return fragment(path, format, resources...)
}

// A linker that has linked other states of the files says what one that has not does, and leaves alone what it said before.
func TestLinkerForgetsNothing(t *testing.T) {
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 7))
		files := map[int]*Fragment{}
		linker := NewLinker()
		var before *Catalog
		var said string
		for step := range 12 {
			switch n := random.IntN(5); {
			case random.IntN(6) == 0:
				delete(files, n)
			default:
				files[n] = someFragment(random, fmt.Sprintf("f%d.yaml", n))
			}
			var list []*Fragment
			for n := range 5 {
				if files[n] != nil {
					list = append(list, files[n])
				}
			}
			got, want := linker.Link(list, Config{}), Link(list, Config{})
			for what, pair := range map[string][2]any{
				"resources": {got.Resources, want.Resources}, "edges": {got.Edges, want.Edges}, "mentions": {got.Mentions, want.Mentions},
				"diagnostics": {got.Diagnostics, want.Diagnostics}, "all": {whole(got), whole(want)},
			} {
				if diff := cmp.Diff(pair[1], pair[0]); diff != "" {
					t.Fatalf("seed %d, step %d: the %s differ from those of a first link: %s", seed, step, what, diff)
				}
			}
			if before != nil && whole(before) != said {
				t.Fatalf("seed %d, step %d: the catalog before has changed", seed, step)
			}
			before, said = got, whole(got)
		}
	}
}

// whole is dump with what the pages say of versions.
func whole(c *Catalog) string {
	var text strings.Builder
	text.WriteString(dump(c))
	for _, r := range c.Resources {
		b := r.Common()
		fmt.Fprintln(&text, b.Key(), b.Latest, b.Summary, b.Also, c.Latest(b.Kind, b.ID))
	}
	return text.String()
}
