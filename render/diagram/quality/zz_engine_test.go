//go:build engine

package quality

import (
	"fmt"
	"testing"

	"github.com/eventatlas/eventatlas/render/diagram"
)

func TestEngineKept(t *testing.T) {
	list := append(kept(t), sample(t)...)
	var all []*tally
	idx := map[string]*tally{}
	for _, g := range list {
		x := idx[g.group]
		if x == nil {
			x = &tally{name: g.group, class: classes[g.group]}
			idx[g.group] = x
			all = append(all, x)
		}
		x.list = append(x.list, result{graph: g})
	}
	for _, c := range all {
		c.list = measureAll(c.graphs())
		if c.class == pages {
			for i := range c.list {
				c.list[i].moved = displacement(c.list[i].graph)
			}
		}
	}
	// compare(t, all)
	clock(all)
	table, _ := print(append(all, everything(all)))
	fmt.Println(table)
}

func TestEngineRandom(t *testing.T) {
	g := random(3860)
	s := g.draw()
	fmt.Println(diagram.Check(g.spec, s))
}
