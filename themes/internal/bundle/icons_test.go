package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// draw writes a symbol.
func draw(t *testing.T, path, stroke, body string) {
	t.Helper()
	text := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" stroke-width="` + stroke +
		`" stroke-linecap="round" stroke-linejoin="round">` + body + "</svg>\n"
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestIcons(t *testing.T) {
	folder := t.TempDir()
	draw(t, filepath.Join(folder, "b.svg"), "3", "<path/>")
	draw(t, filepath.Join(folder, "a.svg"), "2", "<rect/>")
	draw(t, filepath.Join(folder, "c-d.svg"), "2", "<circle/>")
	draw(t, filepath.Join(folder, "bar", "z.svg"), "2", "<line/>")
	s, err := iconsOf(folder)
	if err != nil {
		t.Fatal(err)
	}
	const next = `<g transform="translate(0 48)">`
	for text, want := range map[string]string{
		".x { --i: icon(c-d); mask: var(--icons) 0 calc(icon(a) * icons(step)) }": ".x { --i: 2; mask: var(--icons) 0 calc(0 * 50.00000%) }",
		"icon(bar/z) icons(bar/step)": "0 100.00000%",
		"icons()": `url('data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 48 24 120" fill="none" stroke="%23000" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">` +
			next + `<rect/>` + next + `<g stroke-width="3"><path/></g>` + next + "<circle/></g></g></g></svg>')",
	} {
		if got, err := s.expand(text); got != want || err != nil {
			t.Errorf("%s\n%s, %v; want\n%s", text, got, err, want)
		}
	}
	if got, err := s.expand("icons(bar/)"); !strings.Contains(got, next+"<line/>") || err != nil {
		t.Errorf("%s, %v lacks the symbol", got, err)
	}
	for _, text := range []string{"icon(e)", "icon(bar/a)", "icons(other/)", "icon()"} {
		if _, err := s.expand(text); err == nil {
			t.Errorf("%s is no error", text)
		}
	}
}

func TestIconsUnlike(t *testing.T) {
	folder := t.TempDir()
	if s, err := iconsOf(filepath.Join(folder, "none")); len(s) != 0 || err != nil {
		t.Errorf("a theme without symbols: %v, %v", s, err)
	}
	if err := os.WriteFile(filepath.Join(folder, "e.svg"), []byte("<svg/>"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := iconsOf(folder); err == nil || !strings.Contains(err.Error(), "e.svg") {
		t.Errorf("a symbol unlike the others: %v", err)
	}
}
