package explore

import (
	"fmt"
	"strings"
	"testing"
)

func files(t *testing.T, in Input) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, f := range Files(len(in.Rows), func() Input { return in }) {
		data, err := f.Data()
		if err != nil {
			t.Fatal(err)
		}
		out[f.Path] = string(data)
	}
	return out
}

func TestFiles(t *testing.T) {
	in := Input{
		Facets: []Facet{{"domain", "Domain", []Value{{"shop", "Shop", "domain", -1}, {"ordering", "Ordering", "domain", 0}}}, {"tag", "Tag", []Value{{ID: "a</script>", Title: "a</script>", Around: -1}}}},
		Words:  [][2]string{{"Name", "Name"}},
		Rows: []Row{
			{"OrderPlaced", "2.0.0", "events/order-placed/index.html", [][]int{{1}, {0}}, 1, 3},
			{"Orders", "", "channels/orders/index.html", [][]int{{0, 1}, nil}, -1, -1},
		},
	}
	got := files(t, in)
	root, data := got[Root], got["explore/d/0.js"]
	if len(got) != 2 {
		t.Errorf("%d files", len(got))
	}
	digest, _, _ := strings.Cut(strings.TrimPrefix(root, `eventatlasExplore(0,"`), `"`)
	if want := fmt.Sprintf(`eventatlasExplore(1,%q,[["OrderPlaced","Orders"],["2.0.0",""],["events/order-placed/","channels/orders/"],[1,-1],[3,-1],[1,[0,1]],[0,-1]])`, digest) + "\n"; data != want {
		t.Errorf("got %s, want %s", data, want)
	}
	if want := `[2,1,[["domain","Domain",[["shop","Shop","domain",-1],["ordering","Ordering","domain",0]]],["tag","Tag",[["a\u003c/script\u003e","a\u003c/script\u003e","",-1]]]],[["Name","Name"]]])`; !strings.Contains(root, want) {
		t.Errorf("got %s, want %s", root, want)
	}
}

// The rows are divided, and no file is without any.
func TestParts(t *testing.T) {
	for n, want := range map[int]int{0: 1, 1: 2, rows: 2, rows + 1: 3} {
		if got := len(files(t, Input{Rows: make([]Row, n)})); got != want {
			t.Errorf("%d rows: %d files, want %d", n, got, want)
		}
	}
	if _, err := Files(1, func() Input { return Input{} })[0].Data(); err == nil {
		t.Error("too few rows are no error")
	}
}
