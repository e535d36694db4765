// Package asyncapi reads AsyncAPI documents, 2.0 to 3.1, in two pure stages: Decode looks at one file's bytes, so that its result can be
// kept while the file does not change; Assemble puts the document together with the files that it refers to.
//
// A document is read on its positioned tree and never dereferenced. Every part (channel, operation, message …) is identified by
// the file and JSON Pointer at the end of the references that lead to it, and is read once; so one component that is used in ten
// places is one message, circular schemas are ordinary, and the cost is that of the text.
//
// What is read becomes a catalog.Specification, complete enough for a reference page, in which both generations of the format look alike.
// The resources of the catalog are derived from it: the service that the document describes, its channels, messages and
// brokers. Only what the application does is a fact; what stands under `components` is a definition until something refers
// to it, and the other party of a message is never invented.
//
// A document that breaks the specification is read as far as it goes. Its problems are diagnostics; see Codes.
package asyncapi

import (
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// Format is the name of this source format in fragments and exports.
const Format = "asyncapi"

// The ways to read directions. Authors of 2.x documents often take `publish` for what the described application does, though it is what
// others do to it, and documents for the clients of a public interface tell the client's side. The outcome of
// Client and Inverted is the same, the opposite of what the specification says; the word is kept for the page to explain it.
const (
	Application = "application"
	Client      = "client"
	Inverted    = "inverted"
)

// Options are what the configuration says of a document. The zero value is a document that speaks for itself.
type Options struct {
	// Service is the id of the service that the document describes, Domain that of the service's domain.
	Service, Domain string
	// Perspective is Application, Client, Inverted, or "", which leaves it to the document's own `x-eventatlas-perspective`.
	Perspective string
	// Shared says that a message of the same name in another document is the same message.
	Shared bool
}

// Detect reports whether a document is meant to be AsyncAPI: whether it has the key `asyncapi`, whatever the version.
func Detect(root *catalog.Node) bool { return root.Get("asyncapi").IsScalar() }

// Decode reads what one file says without any other: which version it is, and which other files it needs. The fragment has no resources
// yet; Assemble adds them.
func Decode(file *catalog.File, opt Options) *catalog.Fragment {
	f := &catalog.Fragment{Path: file.Path, Format: Format, File: file}
	f.Imports, f.Diagnostics = Imports(file)
	if _, d, _ := readVersion(file.Root); d.Code != "" {
		d.Pos.File = file.Path
		f.Diagnostics = append(f.Diagnostics, d)
	}
	if opt.Service != "" {
		f.Describes = catalog.Ref{Kind: catalog.ServiceKind, ID: opt.Service, Pos: catalog.Pos{File: file.Path}}
	}
	return f
}

// Assemble returns a new fragment with the resources of a document that Decode has read: one Specification and one Service, then the
// brokers, channels and messages, each in source order. Files must hold what the fragment imports, directly and through other files,
// as far as that exists. The result depends on f, those of them that it names as looked at, and opt; f is not changed.
func Assemble(f *catalog.Fragment, files catalog.Files, opt Options) *catalog.Fragment {
	result := *f
	version, _, ok := readVersion(f.File.Root)
	if !ok {
		return &result
	}
	r := newReader(f.File, files, version, opt)
	r.read()
	result.Resources = r.resources()
	result.Diagnostics = append(append([]catalog.Diagnostic(nil), f.Diagnostics...), r.diags...)
	delete(r.asked, f.File.Path)
	result.Looked = r.asked
	return &result
}

// version is a version of the specification. Patches change nothing (AsyncAPI 3.0.0, "A.B.C").
type version struct{ major, minor int }

// before reports whether v is an earlier version than major.minor.
func (v version) before(major, minor int) bool {
	return v.major < major || v.major == major && v.minor < minor
}

// full is the version under which the specification's JSON Schema is known.
func (v version) full() string { return strconv.Itoa(v.major) + "." + strconv.Itoa(v.minor) + ".0" }

// newest is the last minor version of each major one that is read.
var newest = map[int]int{2: 6, 3: 1}

// readVersion reads the key `asyncapi`. It returns the version to read the document as, a diagnostic without a code where there is nothing to
// say, and false where the document cannot be read.
func readVersion(root *catalog.Node) (version, catalog.Diagnostic, bool) {
	n := root.Get("asyncapi")
	text := n.Str()
	bad := func(message string) (version, catalog.Diagnostic, bool) {
		d := diag(codeVersion, n.Position(), message).At("/asyncapi").Suggest("Use one of 2.0.0 to 2.6.0, 3.0.0 and 3.1.0")
		return version{}, d, false
	}
	major, rest, _ := strings.Cut(text, ".")
	minor, _, _ := strings.Cut(rest, ".")
	v, ok := parseVersion(major, minor)
	switch {
	case !ok:
		return bad("`" + clip(text) + "` is not a version of AsyncAPI")
	case newest[v.major] == 0, strings.HasPrefix(text, "2.0.0-"):
		return bad("AsyncAPI `" + clip(text) + "` is not supported")
	case v.minor > newest[v.major]:
		known := version{v.major, newest[v.major]}
		d := diag(codeVersionNew, n.Position(), "AsyncAPI `"+clip(text)+"` is not known; the document is read as "+known.full()).At("/asyncapi")
		return known, d, true
	}
	return v, catalog.Diagnostic{}, true
}

// parseVersion reads the two numbers of a version. The minor one may be missing, as in `asyncapi: 3`, and may carry a suffix.
func parseVersion(major, minor string) (version, bool) {
	a, errA := strconv.Atoi(major)
	if minor == "" {
		minor = "0"
	}
	minor, _, _ = strings.Cut(minor, "-")
	b, errB := strconv.Atoi(minor)
	return version{a, b}, errA == nil && errB == nil && a >= 0 && b >= 0
}
