package load

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/asyncapi"
	"github.com/eventatlas/eventatlas/catalog/source/native"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

// Format is a source format: how to know a file of it, and how to decode one.
type Format struct {
	// Name is what resources carry as their source's format.
	Name string
	// Detect reports whether a file is of the format, by its content or its place.
	Detect func(file *catalog.File) bool
	// Decode is a function of one file and the options alone; it never fails.
	Decode func(file *catalog.File, source catalog.SourceConfig) *catalog.Fragment
	// Assemble makes, with the files that the fragment refers to at hand, the fragment that has the resources. It returns a new one; nil
	// means that Decode has said everything.
	Assemble func(fragment *catalog.Fragment, files catalog.Files, source catalog.SourceConfig) *catalog.Fragment
}

// Formats lists the source formats in the order in which they are tried.
func Formats() []Format {
	return []Format{
		{
			Name:   "asyncapi",
			Detect: func(f *catalog.File) bool { return asyncapi.Detect(f.Root) },
			Decode: func(f *catalog.File, s catalog.SourceConfig) *catalog.Fragment {
				return asyncapi.Decode(f, asyncOptions(s))
			},
			Assemble: func(f *catalog.Fragment, files catalog.Files, s catalog.SourceConfig) *catalog.Fragment {
				return asyncapi.Assemble(f, files, asyncOptions(s))
			},
		},
		{Name: "openapi", Detect: isOpenAPI, Decode: notYet("OpenAPI documents are recognised, but not read yet")},
		{Name: "eventcatalog", Detect: isEventCatalog, Decode: notYet("EventCatalog folders are recognised, but not read yet")},
		{Name: "native", Detect: isNative, Decode: func(f *catalog.File, _ catalog.SourceConfig) *catalog.Fragment { return native.Decode(f) }},
	}
}

// Codes describes every code that reading, linking and checking report: those of package catalog, and those of the formats.
func Codes() []catalog.CodeInfo { return slices.Concat(catalog.Codes(), asyncapi.Codes()) }

// isNative reports whether a file is of this project's own format: a document with one of its sections, Markdown whose front matter
// has a kind, or a page of documentation.
func isNative(f *catalog.File) bool {
	if !isMarkdown(f.Path) {
		return native.Detect(f.Root)
	}
	if strings.Contains("/"+path.Dir(f.Path)+"/", "/docs/") {
		return true
	}
	front, _, diags := syntax.Markdown(f.Path, f.Data)
	return front.Get("kind") != nil || len(diags) > 0 && kindLine.Match(f.Data)
}

// kindLine finds the kind in front matter that does not parse, which is worth a message; that of other tools' files is not.
var kindLine = regexp.MustCompile(`(?m)^kind:[ \t]*\w+[ \t]*$`)

func isMarkdown(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".mdx":
		return true
	}
	return false
}

func asyncOptions(s catalog.SourceConfig) asyncapi.Options {
	return asyncapi.Options{Service: s.Service, Domain: s.Domain, Perspective: s.Perspective, Shared: s.Messages == "shared"}
}

func isOpenAPI(f *catalog.File) bool {
	return f.Root.Get("openapi").IsScalar() || f.Root.Get("swagger").IsScalar()
}

// eventCatalogFolders are the folders whose index files describe resources in an EventCatalog.
var eventCatalogFolders = []string{"events", "commands", "queries", "services", "domains", "channels", "systems", "flows", "containers", "entities"}

// isEventCatalog reports whether a file is the index of an EventCatalog resource: index.md or index.mdx with front matter that has
// an id and no kind, two levels below a folder of resources.
func isEventCatalog(f *catalog.File) bool {
	base := path.Base(f.Path)
	if base != "index.mdx" && base != "index.md" {
		return false
	}
	for _, folder := range eventCatalogFolders {
		if strings.HasPrefix(f.Path, folder+"/") || strings.Contains(f.Path, "/"+folder+"/") {
			front, _, _ := syntax.Markdown(f.Path, f.Data)
			return front.Get("id").IsScalar() && front.Get("kind") == nil
		}
	}
	return false
}

// notYet is a decoder that says that a format is known and cannot be read: silence would look like an empty catalog.
func notYet(message string) func(*catalog.File, catalog.SourceConfig) *catalog.Fragment {
	return func(f *catalog.File, _ catalog.SourceConfig) *catalog.Fragment {
		pos := catalog.Pos{File: f.Path, Line: 1, Column: 1}
		return &catalog.Fragment{Diagnostics: []catalog.Diagnostic{catalog.Diag(catalog.FormatUnsupported, pos, message)}}
	}
}

// decodable reports whether a file's name is one of those that discovery opens.
func decodable(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml", ".json", ".md", ".mdx", ".markdown":
		return true
	}
	return false
}

// parse makes a file of its bytes, with its document where its name says that it has one.
func parse(name string, data []byte) (*catalog.File, []catalog.Diagnostic) {
	file := &catalog.File{Path: name, Data: data}
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml", ".json", ".avsc":
		root, diags := syntax.Parse(name, data)
		file.Root = root
		return file, diags
	}
	return file, nil
}
