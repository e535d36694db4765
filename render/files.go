package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/output"
)

// published are the files of the source that the site offers as they were written: schemas, specifications and examples that a
// resource refers to, with what they refer to themselves, and nothing else.
type published map[string]string

// path returns where a file is published.
func (p published) path(file string) (string, bool) {
	to, ok := p[file]
	return to, ok
}

// publish finds the files to publish. Only kinds that a browser shows as text or as a picture are: anything it might run, a page of
// HTML or a drawing with a script in it, would run with the rights of the site.
func publish(cat *catalog.Catalog, memo *Memo) published {
	p := published{}
	var queue []string
	for _, r := range cat.Resources {
		queue = append(queue, references(r)...)
	}
	for len(queue) > 0 {
		name := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		f := cat.Files[name]
		if _, done := p[name]; done || f == nil || !isText(name) && !isImage(f) {
			continue
		}
		p[name] = publicPath(name)
		for _, i := range memo.importsOf(f) {
			queue = append(queue, i.Path)
		}
	}
	memo.trim()
	return p
}

// references are the files that a resource names.
func references(r catalog.Resource) []string {
	switch r := r.(type) {
	case *catalog.Message:
		list := []string{fileOf(r.Schema), fileOf(r.Headers)}
		for _, e := range r.Examples {
			list = append(list, e.File.Path)
		}
		return list
	case *catalog.Specification:
		return []string{r.File.Path}
	default:
		return nil
	}
}

// fileOf is the file that holds a schema by itself; one that is written in place is part of a declaration, which is not
// published.
func fileOf(ref catalog.SchemaRef) string {
	if ref.Inline != nil || ref.Text != "" {
		return ""
	}
	return ref.Path
}

func isText(name string) bool {
	return slices.Contains([]string{".json", ".yaml", ".yml", ".avsc", ".avdl", ".proto", ".raml"}, strings.ToLower(path.Ext(name)))
}

// isImage reports whether a file is a picture that may be shown: by extension, and for SVG by what is in it.
func isImage(f *catalog.File) bool {
	switch strings.ToLower(path.Ext(f.Path)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp":
		return true
	case ".svg":
		return isStillSVG(f.Data)
	default:
		return false
	}
}

// isStillSVG reports whether a drawing holds nothing that runs or loads: it may be opened by itself, and then its scripts would run
// with the rights of the site.
func isStillSVG(data []byte) bool {
	decoder := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := decoder.Token()
		if err != nil {
			return err.Error() == "EOF"
		}
		switch t := token.(type) {
		case xml.Directive:
			return false
		case xml.ProcInst:
			if t.Target != "xml" {
				return false
			}
		case xml.StartElement:
			if !isStillElement(t) {
				return false
			}
		}
	}
}

// stillElements are the elements of a drawing that only draw.
var stillElements = []string{
	"svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
	"text", "tspan", "textpath", "lineargradient", "radialgradient", "stop", "clippath", "mask", "pattern", "marker", "image",
}

// isStillElement reports whether an element only draws what is in the file itself: it is one of a few, and no attribute of it runs
// anything or leads out of the file.
func isStillElement(e xml.StartElement) bool {
	if e.Name.Space != "" && e.Name.Space != "http://www.w3.org/2000/svg" || !slices.Contains(stillElements, strings.ToLower(e.Name.Local)) {
		return false
	}
	for _, a := range e.Attr {
		name, value := strings.ToLower(a.Name.Local), strings.ToLower(a.Value)
		switch {
		case a.Name.Space == "xmlns" || name == "xmlns":
		case strings.HasPrefix(name, "on"), name == "style":
			return false
		case name == "href":
			if !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "data:image/png;") {
				return false
			}
		case strings.Contains(strings.ReplaceAll(value, "url(#", ""), "url("), strings.Contains(value, "\\"):
			return false
		}
	}
	return true
}

// publicPath is files/ and the path of the source, where every system can store that; else a name made of it.
func publicPath(name string) string {
	plain := len(name) <= 150
	for segment := range strings.SplitSeq(name, "/") {
		plain = plain && output.Slug(segment) == segment
	}
	if plain {
		return "files/" + name
	}
	sum := sha256.Sum256([]byte(name))
	ext := strings.ToLower(path.Ext(name))
	return "files/_/" + output.Slug(strings.TrimSuffix(path.Base(name), path.Ext(name))) + "." + hex.EncodeToString(sum[:16]) + ext
}

// password finds the credentials in the addresses of a text, in their usual place (RFC 3986, section 3.2.1).
var password = regexp.MustCompile(`(://)[^/\s"'@:<>]+:[^/\s"'@<>]+@`)

// withoutPasswords returns a file as it was written, but for passwords in addresses: whoever reads the site is not meant to have them.
func withoutPasswords(data []byte) []byte {
	if !bytes.Contains(data, []byte("://")) {
		return data
	}
	return password.ReplaceAll(data, []byte("$1"))
}

// files are the published files, sorted.
func (p published) files(cat *catalog.Catalog) []output.File {
	var list []output.File
	for _, name := range slices.Sorted(maps.Keys(p)) {
		data := cat.Files[name].Data
		if isText(name) {
			data = withoutPasswords(data)
		}
		list = append(list, output.File{Path: p[name], Data: func() ([]byte, error) { return data, nil }})
	}
	return list
}
