package diagram

import (
	"os"
	"path/filepath"
	"testing"
)

// gallery returns the samples that people look at, by name.
func gallery() map[string]Scene {
	return map[string]Scene{
		"event":    Layout(eventPage(), Options{}),
		"service":  Layout(servicePage(), Options{}),
		"cycles":   Layout(cycles(), Options{}),
		"strange":  Layout(strange(), Options{}),
		"context":  Layout(contextMap(30, 45, 4), Options{Route: Orthogonal}),
		"fit":      Layout(contextMap(30, 45, 4), Options{Fit: true}),
		"fitorth":  Layout(contextMap(30, 45, 4), Options{Fit: true, Route: Orthogonal}),
		"fan":      Layout(fanOut(40, 5), Options{}),
		"flow":     Sequence(orderFlow(), Options{}),
		"lanes":    Lanes(laneFlow(7, 30), Options{}),
		"overview": Overview(domainMap(20), Options{}),
		"diff":     Layout(difference(), Options{}),
		"nested":   Layout(nested(), Options{Route: Orthogonal}),
		"steps":    Layout(stepFlow(), Options{}),
		"path":     Layout(pathOf(smallPage()), Options{}),
		"wrapped":  Layout(flowSpec(3), Options{Fit: true}),
		"calls":    Layout(calls(), Options{}),
		"one":      Layout(Spec{Nodes: []Node{{Name: "Alone", Kind: KindEvent, Hero: true, Href: "#"}}}, Options{}),
		"two":      Layout(Spec{Nodes: []Node{{Name: "Here", Href: "#"}, {Name: "There", Href: "#"}}, Edges: []Edge{{From: 0, To: 1}}}, Options{}),
		"loose":    Layout(Spec{Groups: []Group{{Name: "Domain"}}, Nodes: []Node{{Name: "A", Group: 1}, {Name: "B", Group: 1}, {Name: "C", Group: 1}, {Name: "D", Group: 1}, {Name: "E", Group: 1}, {Name: "F", Group: 1}, {Name: "G", Group: 1}, {Name: "H"}, {Name: "I"}, {Name: "J"}}}, Options{}),
	}
}

// TestGallery draws every sample well-formed; DIAGRAM_GALLERY names a folder that takes them as pages to look at.
func TestGallery(t *testing.T) {
	dir := os.Getenv("DIAGRAM_GALLERY")
	for name, scene := range gallery() {
		svg := scene.AppendSVG(nil)
		if err := wellFormed(svg); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if dir == "" {
			continue
		}
		page := "<!doctype html><meta charset=utf-8><style>body{margin:12px;background:var(--dg-page)}" + CSS() + "</style>" + string(svg)
		if err := os.WriteFile(filepath.Join(dir, name+".html"), []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
