package diagram

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
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

// contrast is the ratio of WCAG 2.2.
func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(hex string) float64 {
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			return math.NaN()
		}
		c := float64(v) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

// TestContrast holds text at 7:1 and lines at 3:1 in both themes, from the stylesheet itself.
func TestContrast(t *testing.T) {
	light, dark := palettes(t)
	for name, set := range map[string]map[string]string{"light": light, "dark": dark} {
		atLeast := func(want float64, a, b string) {
			if got := contrast(set[a], set[b]); !(got >= want) {
				t.Errorf("%s: %s on %s is %.1f:1, want %v", name, a, b, got, want)
			}
		}
		for _, k := range []string{"event", "command", "query", "service", "channel", "store", "external", "actor", "step", "domain"} {
			atLeast(7, "dg-"+k+"-text", "dg-"+k+"-fill")
			atLeast(3, "dg-"+k+"-line", "dg-page")
		}
		for _, k := range []string{"edge", "feedback", "accent", "added", "removed", "changed"} {
			atLeast(3, "dg-"+k, "dg-page")
			atLeast(3, "dg-"+k, "dg-domain-fill")
		}
		atLeast(7, "dg-label", "dg-page")
		atLeast(7, "dg-label", "dg-domain-fill")
		atLeast(7, "dg-step-text", "dg-step-fill")
	}
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
	for i := range 60 {
		if !strings.Contains(CSS(), fmt.Sprintf(":not(.n%d, .k%d)", i, i)) {
			t.Errorf("no focus rule for node %d", i)
		}
	}
}
