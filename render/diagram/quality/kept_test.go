package quality

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/eventatlas/eventatlas/internal/golden"
)

const keptPath = "../testdata/graphs"

// families makes the kept graphs by group. With UPDATE=1 they are written anew; in between, the files are what is
// measured, so a graph stays what it was when the generator changes. The group "own" is written by hand alone.
func families() map[string][]graph {
	f := map[string][]graph{}
	add := func(group, name string, g graph) {
		g.group, g.name = group, group+"/"+name
		f[group] = append(f[group], g)
	}
	number := func(group string, seeds int, makes func(seed int) graph) {
		for i := range seeds {
			add(group, fmt.Sprintf("%02d", i+1), makes(i+1))
		}
	}
	number("message", 36, func(i int) graph { return messagePage(i, i%9, i%4, (i*5)%19, 1+i%5) })
	number("service", 24, func(i int) graph { return servicePage(i, i%11, (i*3)%13, i%4) })
	number("map", 20, func(i int) graph { return contextMap(i, 6+2*i, 6+3*i, 2+i%5) })
	number("mixed", 16, func(i int) graph { return mixedMap(i, 4+i, 5+i, 2+i%4) })
	number("nested", 18, func(i int) graph { return nestedMap(i, 8+2*i, 8+3*i, 2+i%3, 1+i%2) })
	number("flow", 16, func(i int) graph { return flow(i, 3+2*i, i/3, i/5) })
	number("lanes", 14, func(i int) graph { return lanesFlow(i, 4+3*i, 1+i%8, i/2, i/4) })
	number("overview", 8, func(i int) graph { return overview(i, 3+3*i, 8+6*(i%5)) })
	number("sequence", 10, func(i int) graph { return sequence(i, 1+i, 2+2*i, i/3) })
	number("sparse", 16, func(i int) graph { return sparse(i, 8+3*i, 9+5*i, 70+10*(i%4)) })
	number("levels", 8, func(i int) graph { return layeredGraph(i, 3+i%3, 3+i, 4+i) })
	number("labels", 10, func(i int) graph { return labelled(i, 6+2*i, 8+2*i, 20+8*i) })
	for i, name := range []string{"cjk", "long", "mixed", "rtl", "short"} {
		add("names", name, script(i+1, name))
		add("names", name+"-2", script(i+11, name))
	}
	shapes(func(name string, g graph) { add("shapes", name, g) })
	small(func(name string, g graph) { add("small", name, g) })
	return f
}

func shapes(add func(name string, g graph)) {
	for i, n := range []int{3, 6, 12, 30} {
		add(fmt.Sprintf("chain-%d", n), chain(i, n))
		add(fmt.Sprintf("tree-%d", n), tree(i, n, 2+i%2))
		add(fmt.Sprintf("grown-%d", n), randomTree(i+5, n))
		add(fmt.Sprintf("ring-%d", n), ring(i, n, i*2))
		add(fmt.Sprintf("hub-%d", n), hubs(i, n, 1+i%3))
	}
	for i, n := range []int{3, 5, 8, 12} {
		add(fmt.Sprintf("bipartite-%d", n), bipartite(i+1, n, n+1, 60-12*i))
		add(fmt.Sprintf("complete-%d", n), bipartite(i+1, n/2+1, n/2, 100))
		add(fmt.Sprintf("dense-%d", 2*n), sparse(i+1, 2*n, 5*n, 100))
	}
}

func small(add func(name string, g graph)) {
	add("none", newSketch("Nothing at all.", 1).graph)
	add("one", chain(1, 1))
	add("two", chain(2, 2))
	add("two-apart", plain("Two that nothing connects.", 3, 2).graph)
	loop := plain("A node that calls itself.", 4, 1)
	loop.edge(0, 0).Label = "retries"
	add("loop", loop.graph)
	pair := plain("Two that call each other.", 5, 2)
	pair.edge(0, 1)
	pair.edge(1, 0)
	add("pair", pair.graph)
	twice := plain("Two with several edges.", 6, 2)
	twice.edge(0, 1)
	twice.edge(0, 1).Sync = true
	twice.edge(0, 1).Label = "v2"
	add("parallel", twice.graph)
	box := newSketch("A domain with one service.", 7)
	box.service(box.groups(1), 1, 0)
	add("box", box.graph)
	loose := newSketch("A domain of services that nothing connects.", 8)
	list := loose.groups(1)
	for range 9 {
		loose.service(list, 1, 0)
	}
	add("loose", loose.graph)
	for i := range 5 {
		add(fmt.Sprintf("islands-%d", i+1), islands(i, 2+3*i))
	}
}

// kept reads the kept graphs; with UPDATE=1 it writes those first that are generated.
func kept(t *testing.T) []graph {
	t.Helper()
	if golden.Updating() {
		for group, list := range families() {
			archive := txtar.Archive{Comment: []byte("Graphs that the drawing engine is measured with; see render/diagram/quality.\n\n")}
			for _, g := range list {
				archive.Files = append(archive.Files, txtar.File{Name: strings.TrimPrefix(g.name, group+"/"), Data: []byte(g.text())})
			}
			if err := os.WriteFile(filepath.Join(keptPath, group+".txtar"), txtar.Format(&archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	paths, err := filepath.Glob(keptPath + "/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var all []graph
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		group := strings.TrimSuffix(filepath.Base(path), ".txtar")
		for _, f := range archive.Files {
			g, err := parseGraph(group+"/"+f.Name, string(f.Data))
			if err != nil {
				t.Fatal(err)
			}
			g.group = group
			all = append(all, g)
		}
	}
	slices.SortStableFunc(all, func(a, b graph) int { return strings.Compare(a.name, b.name) })
	return all
}

// TestKeptGraphs holds that there are enough of them, each of its own, and that writing and reading do not change one.
func TestKeptGraphs(t *testing.T) {
	all := kept(t)
	if len(all) < 200 {
		t.Errorf("%d graphs are kept, 200 are wanted", len(all))
	}
	seen := map[string]string{}
	for _, g := range all {
		again, err := parseGraph(g.name, g.text())
		if err != nil {
			t.Fatal(err)
		}
		text := strings.SplitN(g.text(), "\n", 2)[1]
		if strings.SplitN(again.text(), "\n", 2)[1] != text {
			t.Errorf("%s is not what it was after writing and reading", g.name)
		}
		if other, twice := seen[text]; twice {
			t.Errorf("%s and %s are the same", other, g.name)
		}
		seen[text] = g.name
	}
}
