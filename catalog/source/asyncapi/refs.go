package asyncapi

import (
	"net/url"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// fate is what became of a reference.
type fate uint8

const (
	found    fate = iota
	remote        // a URL; nothing is fetched
	outside       // leads out of the root
	absent        // the file is not there
	dangling      // the pointer leads nowhere
	cyclic        // leads back to itself through nothing but references
	tangled       // leads through more references than anybody would write
)

// address is a reference taken apart: a file, relative to the root, and a JSON Pointer into it.
type address struct {
	fate          fate
	file, pointer string
}

// parseRef takes the text of a `$ref` apart as the file that holds it sees it. The path is percent-decoded once and must name a
// file below the root; the fragment is percent-decoded and must be a JSON Pointer (RFC 6901, section 6).
func parseRef(text, from string) address {
	base, fragment, _ := strings.Cut(text, "#")
	if decoded, err := url.PathUnescape(fragment); err == nil {
		fragment = decoded
	}
	a := address{file: from, pointer: fragment}
	switch {
	case base == "":
	case isFileURL(base):
		a.fate = outside
	case hasScheme(base) || strings.HasPrefix(base, "//"):
		a.fate = remote
	default:
		a.file, a.fate = relativeFile(base, from)
	}
	if a.fate == found && fragment != "" && fragment[0] != '/' {
		a.fate = dangling
	}
	return a
}

// hasScheme reports whether a reference starts with the scheme of a URL (RFC 3986, section 3.1).
func hasScheme(ref string) bool {
	for i, c := range ref {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		case i > 0 && (c == '+' || c == '-' || c == '.' || '0' <= c && c <= '9'):
		default:
			return c == ':' && i > 0
		}
	}
	return false
}

// isFileURL reports whether a reference starts with file: or with the letter of a drive.
func isFileURL(ref string) bool {
	scheme, _, ok := strings.Cut(ref, ":")
	return ok && hasScheme(ref) && (len(scheme) == 1 || strings.EqualFold(scheme, "file"))
}

// relativeFile resolves a path, as a URL has it, against the file that holds it.
func relativeFile(ref, from string) (string, fate) {
	if decoded, err := url.PathUnescape(ref); err == nil {
		ref = decoded
	}
	joined, ok := catalog.Relative(from, ref)
	if !ok || isFileURL(ref) {
		return "", outside
	}
	return joined, found
}
