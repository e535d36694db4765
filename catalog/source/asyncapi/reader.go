package asyncapi

import (
	"maps"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// reader reads one document. The maps hold what was read already, by identity.
type reader struct {
	*resolver
	hasher   *hasher
	user     *userSchemas
	opt      Options
	version  version
	root     value
	spec     *catalog.Specification
	servers  map[place]string
	channels map[place]*catalog.SpecChannel
	messages map[place]*catalog.SpecMessage
	security map[place]*catalog.SpecSecurity
	// fallback holds an id for each message that has no name, key or title of its own.
	fallback map[*catalog.SpecMessage]string
	// physical holds the names by which a channel's protocol knows it, where bindings give one.
	physical map[*catalog.SpecChannel]string
	folds    map[place]folded
	// refs and sites are what references and schemaSites return, once they were asked for.
	refs  []reference
	sites []schemaSite
	// listed holds the channels that are in the specification, performed the operations, by identity.
	listed    map[*catalog.SpecChannel]bool
	performed map[place]bool
	severity  map[catalog.Code]catalog.Severity
	// spent and inherited count against maxFolded and maxInherited, guesses against maxGuesses, looked against maxLooked.
	spent, inherited, guesses, looked int
	limited                           bool
	diags                             []catalog.Diagnostic
}

func newReader(file *catalog.File, files catalog.Files, v version, opt Options) *reader {
	if files[file.Path] != file {
		files = maps.Clone(files)
		if files == nil {
			files = catalog.Files{}
		}
		files[file.Path] = file
	}
	r := &reader{
		resolver: newResolver(files), opt: opt, version: v,
		root:      value{node: file.Root, file: file.Path},
		servers:   map[place]string{},
		channels:  map[place]*catalog.SpecChannel{},
		messages:  map[place]*catalog.SpecMessage{},
		security:  map[place]*catalog.SpecSecurity{},
		fallback:  map[*catalog.SpecMessage]string{},
		physical:  map[*catalog.SpecChannel]string{},
		folds:     map[place]folded{},
		listed:    map[*catalog.SpecChannel]bool{},
		performed: map[place]bool{},
		severity:  map[catalog.Code]catalog.Severity{},
	}
	r.hasher = newHasher(r.resolver)
	r.user = newUserSchemas(r.resolver)
	return r
}

// report adds a diagnostic; one of a rule gets the rule's severity.
func (r *reader) report(d catalog.Diagnostic) {
	if severity, ok := r.severity[d.Code]; ok {
		d.Severity = severity
	}
	r.diags = append(r.diags, d)
}

// read fills the specification.
func (r *reader) read() {
	r.spec = &catalog.Specification{
		Base:     catalog.Base{Kind: catalog.SpecificationKind, ID: r.root.file, Source: r.root.source()},
		Language: Format, SpecVersion: r.root.node.StrAt("asyncapi"),
		File: catalog.FileRef{Path: r.root.file, Pos: r.root.node.Pos}, Root: r.root.node,
	}
	r.readPerspective()
	r.readInfo()
	r.readSecurity()
	r.readServers()
	if r.version.major == 2 {
		r.readV2()
	} else {
		r.readV3()
	}
	r.readComponents()
	r.nameMessages()
	r.doubt()
	r.checkRefs()
	r.check()
}

func (r *reader) readInfo() {
	info := r.get(r.root, "info")
	s := r.spec
	s.Name, s.Version = r.str(info, "title"), r.str(info, "version")
	s.Description = r.description(info)
	contact, license := r.get(info, "contact"), r.get(info, "license")
	s.Info = catalog.SpecInfo{
		URN: r.str(r.root, "id"), Terms: r.str(info, "termsOfService"),
		ContactName: r.str(contact, "name"), ContactURL: r.str(contact, "url"), ContactEmail: r.str(contact, "email"),
		LicenseName: r.str(license, "name"), LicenseURL: r.str(license, "url"),
		ContentType: r.str(r.root, "defaultContentType"),
	}
	about := info
	if r.version.major == 2 {
		about = r.root
	}
	s.Tags, s.Links = r.tags(object{value: about}), r.links(object{value: about})
	s.Extensions = append(extensions(r.root.entries()), extensions(info.entries())...)
}

// readComponents reads the definitions that nothing has referred to yet, and the schemas.
func (r *reader) readComponents() {
	components := r.get(r.root, "components")
	for _, e := range r.get(components, "channels").entries() {
		if c := r.channel(e.value, e.name); c != nil && !r.isListed(c) {
			c.Component = true
			r.list(c)
		}
	}
	for _, e := range r.get(components, "operations").entries() {
		r.operationV3(e, true)
	}
	for _, e := range r.get(components, "messages").entries() {
		r.message(e.value, "")
	}
	for _, e := range r.get(components, "schemas").entries() {
		r.spec.Schemas = append(r.spec.Schemas, catalog.SpecSchema{Name: e.name, Schema: r.schema(e.value, "")})
	}
	r.markComponents()
}

func (r *reader) isListed(c *catalog.SpecChannel) bool { return r.listed[c] }

func (r *reader) list(c *catalog.SpecChannel) {
	r.listed[c] = true
	r.spec.Channels = append(r.spec.Channels, c)
}

// maxGuesses bounds the words among which similar ones are looked for.
const maxGuesses = 200_000

// near suggests the word that was meant, or nothing.
func (r *reader) near(word string, words []string) string {
	if r.guesses += len(words); r.guesses > maxGuesses {
		return ""
	}
	if w := catalog.Nearest(word, words); w != "" {
		return "Did you mean `" + w + "`?"
	}
	return ""
}

// markComponents marks the messages that no channel and no operation has.
func (r *reader) markComponents() {
	used := map[*catalog.SpecMessage]bool{}
	for _, c := range r.spec.Channels {
		for _, u := range c.Messages {
			used[u.Message] = used[u.Message] || !c.Component
		}
	}
	for _, o := range r.spec.Operations {
		for _, u := range uses(o) {
			used[u.Message] = used[u.Message] || !o.Component
		}
	}
	for _, m := range r.spec.Messages {
		m.Component = !used[m]
	}
}

// uses returns the messages of an operation and of its reply.
func uses(o *catalog.SpecOperation) []catalog.SpecUse {
	if o.Reply == nil {
		return o.Messages
	}
	return append(append([]catalog.SpecUse(nil), o.Messages...), o.Reply.Messages...)
}

// str returns the text of a scalar at a key, references followed.
func (r *reader) str(v value, key string) string { return r.get(v, key).node.Str() }

// description returns the Markdown of a value's description.
func (r *reader) description(v value) catalog.Text { return markdown(r.get(v, "description").node) }

func markdown(n *catalog.Node) catalog.Text {
	if n.Str() == "" {
		return catalog.Text{}
	}
	return catalog.Text{Markdown: n.Text, Pos: n.Pos}
}

// field returns what stands in a field of an object, references followed.
func (r *reader) field(o object, name string) value {
	end, _ := r.follow(o.key(name))
	return end
}

func (r *reader) tags(o object) []catalog.Tag {
	var list []catalog.Tag
	for _, item := range r.field(o, "tags").items() {
		tag, _ := r.follow(item)
		if name := r.str(tag, "name"); name != "" {
			list = append(list, catalog.Tag{Name: name, Description: r.str(tag, "description")})
		}
	}
	return list
}

func (r *reader) links(o object) []catalog.Hyperlink {
	docs := r.field(o, "externalDocs")
	url := r.get(docs, "url")
	if url.node.Str() == "" {
		return nil
	}
	return []catalog.Hyperlink{{Title: r.str(docs, "description"), URL: url.node.Text, Pos: url.node.Pos}}
}

func (r *reader) bindings(o object) []catalog.Binding {
	var list []catalog.Binding
	for _, e := range r.field(o, "bindings").entries() {
		if strings.HasPrefix(e.name, "x-") {
			continue
		}
		if end, _ := r.follow(e.value); end.ok() {
			list = append(list, catalog.Binding{Protocol: e.name, Value: end.node})
		}
	}
	return list
}

// extensions returns the `x-` fields, without those that the reference parser leaves behind in documents that it has written.
func extensions(entries []entry) []catalog.Extension {
	var list []catalog.Extension
	for _, e := range entries {
		if strings.HasPrefix(e.name, "x-") && !strings.HasPrefix(e.name, "x-parser-") {
			list = append(list, catalog.Extension{Key: e.name, Value: e.node})
		}
	}
	return list
}

// definitionKey returns the name of a definition: the last key below one of the containers on the way from a value to what it stands for; else,
// for something that is a file or a part of one, the name of that.
func (r *reader) definitionKey(v value, containers ...string) string {
	trail := r.trail(v)
	for _, at := range slices.Backward(trail) {
		if key := keyBelow(at.pointer, containers); key != "" {
			return key
		}
	}
	last := trail[len(trail)-1]
	if last.file == r.root.file && len(trail) == 1 {
		return ""
	}
	if last.pointer != "" {
		return lastToken(last.pointer)
	}
	return fileName(last.file)
}

// keyBelow returns the last token of a pointer whose last but one is one of the containers.
func keyBelow(pointer string, containers []string) string {
	i := strings.LastIndexByte(pointer, '/')
	if i <= 0 {
		return ""
	}
	for _, c := range containers {
		if strings.HasSuffix(pointer[:i], "/"+c) {
			return catalog.UnescapePointer(pointer[i+1:])
		}
	}
	return ""
}

func lastToken(pointer string) string {
	return catalog.UnescapePointer(pointer[strings.LastIndexByte(pointer, '/')+1:])
}

// fileName returns the name of a file without its folder and extensions.
func fileName(path string) string {
	name := path[strings.LastIndexByte(path, '/')+1:]
	stem, _, _ := strings.Cut(name, ".")
	return stem
}
