package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/diagram"
	"github.com/eventatlas/eventatlas/render/output"
	"github.com/eventatlas/eventatlas/render/page"
	"github.com/eventatlas/eventatlas/themes"
)

// assetFiles makes the assets of a site out of those of a theme, after the names that the package themes gives them a meaning by. Whatever
// a page refers to is named by its content, so that a page never meets the assets of another build.
func assetFiles(theme themes.Theme, cat *catalog.Catalog) (page.Assets, []output.File) {
	a := &assets{}
	a.own.KindStyles, a.own.KindScripts = map[string]string{}, map[string]string{}
	style := []byte("@layer diagram{" + compact(diagram.CSS()) + "}")
	var script []byte
	for _, f := range theme.Assets() {
		switch role, ext := themes.RoleOf(f.Path), path.Ext(f.Path); {
		case role == themes.Common && ext == ".css":
			style = append(append(style, '\n'), f.Data...)
		case role == themes.Boot:
			a.own.Boot = a.add(f.Path, f.Data)
		case role == themes.Common:
			script = f.Data
			a.own.Script = a.add(f.Path, f.Data)
		case role == themes.OfKind && ext == ".css":
			a.own.KindStyles[themes.KindOf(f.Path)] = a.add(f.Path, f.Data)
		case role == themes.OnDemand:
			a.own.OnDemand = strings.TrimSpace(a.own.OnDemand + " " + path.Base(a.add(f.Path, f.Data)))
		case role == themes.Plain:
			a.put("assets/"+f.Path, f.Data)
		}
	}
	for _, f := range theme.Assets() {
		if themes.RoleOf(f.Path) == themes.OfKind && path.Ext(f.Path) == ".js" {
			kind := themes.KindOf(f.Path)
			a.own.KindScripts[kind] = a.add("site-"+kind+".js", slices.Concat(script, []byte(";\n"), f.Data))
		}
	}
	if logo := cat.Files[cat.Config.Logo]; logo != nil && isImage(logo) {
		style = a.logo(logo, style)
	}
	a.own.Style = a.add("site.css", style)
	return a.own, a.files
}

// assets collects the files, and what pages have to know of them.
type assets struct {
	own   page.Assets
	files []output.File
}

func (a *assets) put(name string, data []byte) {
	a.files = append(a.files, output.File{Path: name, Data: func() ([]byte, error) { return data, nil }})
}

// add adds a file under a name that holds a part of its hash, and returns that.
func (a *assets) add(name string, data []byte) string {
	ext := path.Ext(name)
	sum := sha256.Sum256(data)
	p := "assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
	a.put(p, data)
	return p
}

// maxInline is the largest logo in bytes that is put into the stylesheet, where it costs no request.
const maxInline = 4 << 10

var imageTypes = map[string]string{
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".svg": "image/svg+xml",
}

// logo publishes the picture beside the title: a small one as the theme's mark, a large one as a file.
func (a *assets) logo(f *catalog.File, style []byte) []byte {
	ext := strings.ToLower(path.Ext(f.Path))
	if len(f.Data) > maxInline {
		a.own.Logo = a.add("logo"+ext, f.Data)
		return style
	}
	data := ";base64," + base64.StdEncoding.EncodeToString(f.Data)
	if ext == ".svg" {
		data = "," + quoted(f.Data) // which compresses better
	}
	return append(style, "\n@layer logo{.mark{mask:none;background:url('data:"+imageTypes[ext]+data+"') center/contain no-repeat}}"...)
}

// quoted is a text as a data URL in single quotes: what would end either of them, or means something else there, is escaped, and nothing more, so that it
// compresses with the symbols beside it.
func quoted(text []byte) string {
	b := make([]byte, 0, len(text)+len(text)/8)
	for _, c := range bytes.ReplaceAll(text, []byte("\n"), []byte(" ")) {
		if c < ' ' || c > '~' || strings.IndexByte(`'\%#`, c) >= 0 {
			b = fmt.Appendf(b, "%%%02X", c)
			continue
		}
		b = append(b, c)
	}
	return string(b)
}

var (
	blanks = regexp.MustCompile(`(?s)/\*.*?\*/|\s+`)
	beside = regexp.MustCompile(` ?([{};,]) ?|(:) `)
)

// compact takes out of a stylesheet what no browser needs: comments, line breaks, and the blanks beside signs. Texts in quotes must not hold any of that.
func compact(css string) string {
	return beside.ReplaceAllString(blanks.ReplaceAllString(css, " "), "$1$2")
}
