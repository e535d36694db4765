package diagram

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/eventatlas/eventatlas/internal/contrast"
)

// palettes returns the custom properties in light and in dark.
func palettes(t *testing.T) (light, dark map[string]string) {
	t.Helper()
	light, dark = map[string]string{}, map[string]string{}
	for _, m := range regexp.MustCompile(`--(dg-[a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);`).FindAllStringSubmatch(CSS(), -1) {
		if light[m[1]] != "" {
			t.Errorf("--%s is set twice", m[1])
		}
		light[m[1]], dark[m[1]] = m[2], m[3]
	}
	return light, dark
}

// TestContrast holds text at 7:1 and lines at 3:1 in both themes, from the stylesheet itself: on what they are drawn on, on the page and in the box
// of a domain.
func TestContrast(t *testing.T) {
	light, dark := palettes(t)
	faint := opacities(t)
	for name, set := range map[string]map[string]string{"light": light, "dark": dark} {
		atLeast := func(want float64, a, b string, opacity float64) {
			if got := contrast.Ratio(blend(set[a], set[b], opacity), set[b]); !(got >= want) {
				t.Errorf("%s: %s on %s is %.1f:1, want %v", name, a, b, got, want)
			}
		}
		for _, k := range []string{"event", "command", "query", "service", "channel", "store", "external", "actor", "step", "domain"} {
			for _, class := range []string{"name", "word", "sub", "number", "note-text"} {
				atLeast(7, "dg-"+k+"-text", "dg-"+k+"-fill", faint[class])
			}
			atLeast(3, "dg-"+k+"-line", "dg-"+k+"-fill", 1) // The symbol.
			for _, ground := range grounds {
				atLeast(3, "dg-"+k+"-line", ground, 1)
			}
		}
		for _, ground := range grounds {
			for _, k := range []string{"edge", "feedback", "accent", "added", "removed", "changed"} {
				atLeast(3, "dg-"+k, ground, 1)
			}
			for _, k := range []string{"label", "feedback", "domain-text"} {
				atLeast(7, "dg-"+k, ground, 1)
			}
		}
	}
}

// grounds are what drawings stand on: the page, and the box of a domain.
var grounds = []string{"dg-page", "dg-domain-fill"}

// opacities are those of the classes of texts, 1 where the stylesheet says nothing.
func opacities(t *testing.T) map[string]float64 {
	t.Helper()
	classes := map[string]float64{}
	for _, m := range regexp.MustCompile(`(?m)^\.dg-svg \.([a-z-]+) \{([^}]*)\}`).FindAllStringSubmatch(CSS(), -1) {
		classes[m[1]] = 1
		if _, value, ok := strings.Cut(m[2], "opacity: "); ok {
			value, _, _ = strings.Cut(value, ";")
			opacity, err := strconv.ParseFloat(value, 64)
			if err != nil {
				t.Fatal(err)
			}
			classes[m[1]] = opacity
		}
	}
	if classes["word"] == 0 || classes["sub"] == 0 || classes["name"] == 0 {
		t.Fatalf("the classes of texts are not all found: %v", classes)
	}
	return classes
}

// blend is a colour over another at an opacity.
func blend(over, under string, opacity float64) string {
	var b strings.Builder
	b.WriteByte('#')
	for i := range 3 {
		x, errX := strconv.ParseUint(over[1+2*i:3+2*i], 16, 8)
		y, errY := strconv.ParseUint(under[1+2*i:3+2*i], 16, 8)
		if errX != nil || errY != nil {
			return ""
		}
		fmt.Fprintf(&b, "%02x", int(math.Round(float64(x)*opacity+float64(y)*(1-opacity))))
	}
	return b.String()
}

// TestEveryColourIsUsed compares the custom properties with what the rules ask for.
func TestEveryColourIsUsed(t *testing.T) {
	light, _ := palettes(t)
	if len(light) < 38 {
		t.Errorf("%d colours", len(light))
	}
	for name := range light {
		if strings.Count(CSS(), "var(--"+name+")") == 0 {
			t.Errorf("--%s is never used", name)
		}
	}
	for _, m := range regexp.MustCompile(`var\(--(dg-[a-z-]+)\)`).FindAllStringSubmatch(CSS(), -1) {
		if light[m[1]] == "" {
			t.Errorf("--%s is used and not set", m[1])
		}
	}
	if !strings.Contains(CSS(), "prefers-reduced-motion") || !strings.Contains(CSS(), "forced-colors") {
		t.Error("no rules for reduced motion or forced colours")
	}
}

// TestEveryClassHasARule finds classes that the drawings carry and the stylesheet does not know.
func TestEveryClassHasARule(t *testing.T) {
	attr := regexp.MustCompile(`class="([^"]*)"`)
	token := regexp.MustCompile(`^(n|k)\d+$`)
	// Marks for tools and scripts that need no look of their own.
	plain := map[string]bool{"dg-svg": true, "hero": true, "group": true, "depth0": true, "depth2": true, "legend": true, "frame": true, "node": true}
	for name, s := range gallery() {
		for _, m := range attr.FindAllStringSubmatch(string(s.AppendSVG(nil)), -1) {
			for class := range strings.FieldsSeq(m[1]) {
				if !token.MatchString(class) && !plain[class] && !regexp.MustCompile(`\.`+class+`\b`).MatchString(CSS()) {
					t.Errorf("%s: no rule for class %q", name, class)
				}
			}
		}
	}
}

func TestFocusRules(t *testing.T) {
	for i := range 30 {
		if !strings.Contains(CSS(), fmt.Sprintf(":not(.n%d, .k%d)", i, i)) {
			t.Errorf("no focus rule for node %d", i)
		}
	}
}
