package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func symbol(t *testing.T, folder, name, stroke, body string) {
	t.Helper()
	text := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" stroke-width="` + stroke +
		`" stroke-linecap="round" stroke-linejoin="round">` + body + "</svg>\n"
	if err := os.WriteFile(filepath.Join(folder, name+".svg"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestIcons(t *testing.T) {
	folder := t.TempDir()
	symbol(t, folder, "b", "3", "<path/>")
	symbol(t, folder, "a", "2", "<rect/>")
	symbol(t, folder, "c-d", "2", "<circle/>")
	s, err := iconsOf(folder)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.expand(".x { --i: icon(c-d); mask: var(--icons) 0 calc(icon(a) * icons(step)) }")
	if want := ".x { --i: 2; mask: var(--icons) 0 calc(0 * 50.00000%) }"; err != nil || got != want {
		t.Errorf("%s, %v; want %s", got, err, want)
	}
	picture, err := s.expand("icons()")
	next := `<g transform="translate(0 48)">`
	for _, want := range []string{`viewBox="0 48 24 120"`, next + `<rect/>` + next + `<g stroke-width="3"><path/></g>` + next + "<circle/></g></g></g>", "stroke=\"%23000\""} {
		if err != nil || !strings.Contains(picture, want) {
			t.Errorf("%s, %v lacks %s", picture, err, want)
		}
	}
	if _, err := s.expand("icon(e)"); err == nil {
		t.Error("a symbol that is not there is no error")
	}
	if err := os.WriteFile(filepath.Join(folder, "e.svg"), []byte("<svg/>"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := iconsOf(folder); err == nil || !strings.Contains(err.Error(), "e.svg") {
		t.Errorf("a symbol unlike the others: %v", err)
	}
}
