package catalog

import "sync"

// Code is the stable identifier of a kind of diagnostic, "group/what". It is what a user writes in
// `check.rules` and finds in reports, so a code that has been released is never renamed or reused.
type Code string

// The codes of reading files and of linking what was read. The rules of `check` and the AsyncAPI reader add their own
// in the same form; all of them are listed by Codes.
const (
	FileUnreadable    Code = "file/unreadable"   // the file could not be read
	FileTooLarge      Code = "file/too-large"    // the file is over the size limit
	FileEncoding      Code = "file/encoding"     // the file is not UTF-8
	FileName          Code = "file/name"         // the file's name is not usable
	FileMissing       Code = "file/missing"      // a file that is referred to does not exist
	FileOutside       Code = "file/outside-root" // a reference leads outside the source folder
	FileLink          Code = "file/symlink"      // a symbolic link leads outside the source folder
	FileIrregular     Code = "file/irregular"    // a pipe, socket or device
	SyntaxYAML        Code = "syntax/yaml"       // not valid YAML
	SyntaxJSON        Code = "syntax/json"       // not valid JSON
	SyntaxDuplicate   Code = "syntax/duplicate-key"
	SyntaxAlias       Code = "syntax/alias"        // too many aliases, or an alias of itself
	SyntaxDepth       Code = "syntax/depth"        // nested too deep
	SyntaxLimit       Code = "syntax/limit"        // too many values
	SyntaxKey         Code = "syntax/key"          // a key that is not a string
	SyntaxTag         Code = "syntax/tag"          // a YAML tag that has no meaning here
	SyntaxDocuments   Code = "syntax/documents"    // more than one YAML document in a file
	SyntaxFront       Code = "syntax/front-matter" // Markdown front matter that does not end
	FormatKey         Code = "format/unknown-key"
	FormatSection     Code = "format/unknown-section"
	FormatType        Code = "format/type"        // a value of the wrong type
	FormatValue       Code = "format/value"       // a value that is not one of those allowed
	FormatRequired    Code = "format/required"    // a key that must be there
	FormatID          Code = "format/id"          // an id with characters that are not allowed
	FormatReference   Code = "format/reference"   // a reference that cannot be parsed
	FormatVersion     Code = "format/version"     // not a version
	FormatUnsupported Code = "format/unsupported" // a format that is recognised but not read yet
	CatalogEmpty      Code = "catalog/empty"      // nothing to describe was found
	IDDuplicate       Code = "id/duplicate"       // two native definitions of one resource
	IDAlias           Code = "id/alias"           // an earlier id that is taken
	IDVanished        Code = "id/vanished"        // a page of the previous site that is gone, without an alias
	IDConfusable      Code = "id/confusable"      // invisible or direction-changing characters in an id or name
	RefUnresolved     Code = "ref/unresolved"     // the id exists, no version fits
	RefExternal       Code = "ref/external"       // no such id; drawn as a stub
	RefAlias          Code = "ref/alias"          // an id that the resource had earlier
	RefAmbiguous      Code = "ref/ambiguous"      // several resources fit
	RefKind           Code = "ref/kind"           // a reference to something of the wrong kind
	RefCycle          Code = "ref/cycle"          // parents, or references, that lead back to themselves
	RefRemote         Code = "ref/remote"         // a reference to a URL; nothing is fetched
	RefPointer        Code = "ref/pointer"        // a pointer into a document that leads nowhere
	MergeConflict     Code = "merge/conflict"     // two sources disagree about one resource
	SchemaMissing     Code = "schema/missing"     // a message without a schema
	SchemaInvalid     Code = "schema/invalid"     // a schema that cannot be read
	SchemaRefMissing  Code = "schema/ref-missing" // a reference inside a schema that leads nowhere
	DocsRawHTML       Code = "docs/raw-html"      // raw HTML in Markdown was left out
	DocsURL           Code = "docs/url-scheme"    // a link with a scheme that is not allowed
	DocsLimit         Code = "docs/limit"         // Markdown over a limit
	DocsBrokenLink    Code = "docs/broken-link"
	DocsDiagram       Code = "docs/diagram"   // a drawing in Markdown is shown as code
	ConfigInvalid     Code = "config/invalid" // eventatlas.yaml says something impossible
)

// CodeInfo describes a code.
type CodeInfo struct {
	Code     Code
	Severity Severity
	// Title says in one sentence what is wrong when the code is reported.
	Title string
}

// Codes lists every code that reading and linking report, in the order of the groups.
func Codes() []CodeInfo {
	return []CodeInfo{
		{FileUnreadable, Error, "The file could not be read."},
		{FileTooLarge, Error, "The file is larger than the limit."},
		{FileEncoding, Error, "The file is not UTF-8 text."},
		{FileName, Error, "The file's name has characters that cannot be used."},
		{FileMissing, Error, "A file that is referred to does not exist."},
		{FileOutside, Error, "A reference leads outside the source folder."},
		{FileLink, Error, "A symbolic link leads outside the source folder."},
		{FileIrregular, Warning, "A pipe, socket or device is left out."},
		{SyntaxYAML, Error, "The file is not valid YAML."},
		{SyntaxJSON, Error, "The file is not valid JSON."},
		{SyntaxDuplicate, Error, "A key stands twice in one mapping."},
		{SyntaxAlias, Error, "YAML aliases expand too far, or contain themselves."},
		{SyntaxDepth, Error, "Values are nested too deep."},
		{SyntaxLimit, Error, "The file holds more values than the limit."},
		{SyntaxKey, Error, "A key is not a string."},
		{SyntaxTag, Error, "A YAML tag has no meaning here."},
		{SyntaxDocuments, Error, "The file holds more than one YAML document."},
		{SyntaxFront, Error, "The front matter of a Markdown file does not end."},
		{FormatKey, Error, "A key is not known here."},
		{FormatSection, Error, "A section is not known."},
		{FormatType, Error, "A value has the wrong type."},
		{FormatValue, Error, "A value is not one of those allowed."},
		{FormatRequired, Error, "A key that must be there is missing."},
		{FormatID, Error, "An id has characters that are not allowed."},
		{FormatReference, Error, "A reference cannot be parsed."},
		{FormatVersion, Error, "A version or a version range cannot be parsed."},
		{FormatUnsupported, Info, "The format is recognised, but not read yet."},
		{CatalogEmpty, Error, "Nothing to describe was found."},
		{IDDuplicate, Error, "One resource is defined twice."},
		{IDAlias, Error, "An alias is the id of something else."},
		{IDVanished, Warning, "A page of the previous site is gone, and no alias leads on from it."},
		{IDConfusable, Warning, "An id or a name holds invisible or direction-changing characters."},
		{RefUnresolved, Error, "The resource exists, but no version of it fits."},
		{RefExternal, Warning, "The resource is not described in this catalog."},
		{RefAlias, Warning, "A reference uses an id that the resource had earlier."},
		{RefAmbiguous, Error, "Several resources fit the reference."},
		{RefKind, Error, "A reference leads to a resource of the wrong kind."},
		{RefCycle, Error, "References lead back to themselves."},
		{RefRemote, Warning, "A reference leads to a URL, and nothing is fetched."},
		{RefPointer, Error, "A pointer into a document leads nowhere."},
		{MergeConflict, Warning, "Two sources disagree about one resource."},
		{SchemaMissing, Warning, "A message has no schema."},
		{SchemaInvalid, Error, "A schema cannot be read."},
		{SchemaRefMissing, Error, "A reference inside a schema leads nowhere."},
		{DocsRawHTML, Warning, "Raw HTML in Markdown is left out."},
		{DocsURL, Warning, "A link has a scheme that is not allowed."},
		{DocsDiagram, Info, "A drawing in a text is shown as code."},
		{DocsLimit, Warning, "A text is over a limit and is shown as it was written."},
		{DocsBrokenLink, Error, "A link inside the documentation leads nowhere."},
		{ConfigInvalid, Error, "The configuration asks for something impossible."},
	}
}

// Severity returns the code's default severity: Error for a code that Codes does not list.
func (c Code) Severity() Severity { return severities()[c] }

// severities holds what is not an error, which is the zero value. It is made once: a large document may have many diagnostics.
var severities = sync.OnceValue(func() map[Code]Severity {
	table := map[Code]Severity{}
	for _, info := range Codes() {
		table[info.Code] = info.Severity
	}
	return table
})
