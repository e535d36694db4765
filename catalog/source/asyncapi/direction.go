package asyncapi

import (
	"strings"
	"unicode"

	"github.com/eventatlas/eventatlas/catalog"
)

// readPerspective decides how directions are read: as the configuration says, else as the document says itself, else as the specification.
func (r *reader) readPerspective() {
	r.spec.Perspective = Application
	if r.opt.Perspective != "" {
		r.spec.Perspective = r.opt.Perspective
		return
	}
	own := r.get(r.root, "x-eventatlas-perspective")
	switch text := own.node.Str(); {
	case !own.ok():
	case text == Application, text == Client, text == Inverted:
		r.spec.Perspective = text
	default:
		r.report(diag(codeExtension, own.node.Position(), "`"+clip(text)+"` is not a perspective").At(own.pointer).
			Suggest("Use application, client or inverted"))
	}
}

// sends decides whether the service sends: what the specification says of the operation, turned round by the perspective, unless the
// operation's own `x-eventatlas-action` says it in so many words.
func (r *reader) sends(o object, bySpecification bool) bool {
	own := r.field(o, "x-eventatlas-action")
	switch own.node.Str() {
	case "send":
		return true
	case "receive":
		return false
	}
	if own.ok() {
		r.report(diag(codeExtension, own.node.Position(), "`"+clip(own.node.Str())+"` is not an action").At(own.pointer).
			Suggest("Use send or receive"))
	}
	return bySpecification == (r.spec.Perspective == Application)
}

// senders and receivers are the verbs that say what a service does. The words publish and subscribe are the ones that 2.x gave another
// meaning to; an author who uses them in the name of an operation means their ordinary one.
var (
	senders   = wordSet("send emit publish produce dispatch broadcast notify")
	receivers = wordSet("receive on consume subscribe handle process listen")
)

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(text) {
		set[word] = true
	}
	return set
}

// doubt warns, once for a document, where the names of operations say the opposite of their direction, and more of them than say
// the same. Most 2.x documents whose names tell what their author meant are like that.
func (r *reader) doubt() {
	var against []*catalog.SpecOperation
	with := 0
	for _, o := range r.spec.Operations {
		sends, tells := meaning(o)
		switch {
		case !tells || o.Component:
		case sends == o.Sends:
			with++
		default:
			against = append(against, o)
		}
	}
	if len(against) <= with {
		return
	}
	first := against[0]
	word := map[bool]string{true: "sends", false: "receives"}
	r.spec.Doubt = "the name of `" + first.ID + "` says the opposite of the direction that was read"
	if others := len(against) - 1; others > 0 {
		r.spec.Doubt += ", and so do " + itoa(others) + " more"
	}
	d := diag(codeDirection, first.Source.Pos, "`"+clip(first.ID)+"` is read as: the service "+word[first.Sends]+", which its name contradicts").
		At(first.Source.Pointer).
		Suggest("If the document says it the other way round, set `perspective: inverted` for it, or `x-eventatlas-action` in the operation")
	for _, o := range against[1:min(len(against), 6)] {
		d = d.Note(o.Source.Pos, "so does `"+clip(o.ID)+"`")
	}
	r.report(d)
}

// meaning reads the verb that an operation's id starts with.
func meaning(o *catalog.SpecOperation) (sends, tells bool) {
	if o.Synthetic {
		return false, false
	}
	verb := firstWord(o.ID)
	return senders[verb], senders[verb] || receivers[verb]
}

// firstWord returns the first word of a camel-cased or separated name, in lower case.
func firstWord(name string) string {
	end := len(name)
	for i, c := range name {
		if !unicode.IsLetter(c) || i > 0 && unicode.IsUpper(c) && !unicode.IsUpper(rune(name[0])) {
			end = i
			break
		}
		if i > 1 && unicode.IsUpper(c) {
			end = i
			break
		}
	}
	return strings.ToLower(name[:end])
}
