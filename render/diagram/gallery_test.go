package diagram

import (
	"bytes"
	"os"
	"testing"
)

// TestGallery writes a page with all sample drawings to the file that DIAGRAM_GALLERY names, to be looked at.
func TestGallery(t *testing.T) {
	name := os.Getenv("DIAGRAM_GALLERY")
	var b bytes.Buffer
	b.WriteString("<!doctype html><meta charset=utf-8><style>body{margin:12px;background:var(--dg-page);color:var(--dg-label)}figure{margin:0 0 16px}" + CSS() + "</style>")
	for _, s := range []Scene{
		Layout(eventPage(), Options{}), Layout(servicePage(), Options{}), Layout(cycles(), Options{}), Layout(strange(), Options{}),
		Layout(contextMap(30, 45, 4), Options{Route: Orthogonal}), Layout(fanOut(40, 5), Options{}),
	} {
		b.WriteString("<figure>")
		if err := s.SVG(&b); err != nil {
			t.Fatal(err)
		}
		b.WriteString("</figure>\n")
	}
	if name != "" {
		if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
