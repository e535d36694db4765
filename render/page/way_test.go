package page

import (
	"fmt"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/catalog"
)

// drawnWay is what the page of a command shows of a catalog.
func drawnWay(t *testing.T, source string) string {
	t.Helper()
	c, id := contextAt(t, source, "command:pay")
	figure := c.messageFigure(c.usesOf(id, catalog.Produces), c.usesOf(id, catalog.Consumes), c.messageChannels(id))
	return strings.TrimSpace(linesOfSpec(figure.Spec))
}

// TestWayOfAMessage draws the channels that a message takes, and none that only other messages take.
func TestWayOfAMessage(t *testing.T) {
	const services = `
services:
  shop: { produces: [pay] }
  till: { consumes: [{ message: pay, via: tills }] }
commands: { pay: {}, pack: {} }
`
	for _, test := range []struct{ name, channels, want string }{
		{"an exchange, a queue for it, a queue for others, and one for what is left over", `
channels:
  exchange: { carries: [pay, pack], routes: [tills, packers] }
  tills: { carries: [pay], routes: [left-over] }
  packers: { carries: [pack], routes: [left-over] }
  left-over: { carries: [pay, pack] }
`, `
1: shop
2: <pay>
3: exchange
4: tills
5: till, left-over
<pay> is carried by exchange
exchange routes to tills
shop produces <pay>
tills consumed by till
tills routes to left-over
`},
		{"a channel of which nobody says what it carries", `
channels:
  exchange: { carries: [pay], routes: [tills, tap] }
  tills: { carries: [pay] }
  tap: {}
`, `
1: shop
2: <pay>
3: exchange
4: tills, tap
5: till
<pay> is carried by exchange
exchange routes to tap
exchange routes to tills
shop produces <pay>
tills consumed by till
`},
		{"routes in a circle", `
channels:
  east: { carries: [pay], routes: [tills] }
  tills: { carries: [pay], routes: [east] }
`, `
1: shop
2: <pay>
3: east
4: tills
5: till
<pay> is carried by east
east routes to tills
shop produces <pay>
tills consumed by till
tills routes to east
`},
		{"a chain that is longer than the columns", `
channels:
  a: { carries: [pay], routes: [b] }
  b: { carries: [pay], routes: [c] }
  c: { carries: [pay], routes: [tills] }
  tills: { carries: [pay] }
`, `
1: shop
2: <pay>
3: a
4: b
5: c, tills
6: till
<pay> is carried by a
a routes to b
b routes to c
c routes to tills
shop produces <pay>
tills consumed by till
`},
	} {
		if got := drawnWay(t, services+test.channels); got != strings.TrimSpace(test.want) {
			t.Errorf("%s: got\n%s", test.name, got)
		}
	}
}

// TestWayHasBounds draws the first of many channels, and where the others are.
func TestWayHasBounds(t *testing.T) {
	var b strings.Builder
	b.WriteString("commands: { pay: {} }\nchannels:\n")
	for i := range 40 {
		fmt.Fprintf(&b, "  c%02d: { carries: [pay], routes: [c%02d, d%02d] }\n  d%02d: {}\n", i, (i+1)%40, i, i)
	}
	got := drawnWay(t, b.String())
	if n := strings.Count(got, "is carried by"); n != 2 || !strings.Contains(got, "<pay> is carried by + 30 more") {
		t.Errorf("%d channels are drawn behind the message:\n%s", n, got)
	}
}
