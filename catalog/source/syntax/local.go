package syntax

import (
	"net/url"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// Local turns a reference to a file, as it is written in another file, into a path relative to the root: from is the path of the file
// that holds the reference. A reference that is not a plain relative path inside the root, or the place outside of it where from is, is refused: the code says how it is
// to be reported (file/outside-root, ref/remote, format/value), and problem says why. The code is empty where all is well.
// Nothing is decoded: a percent sign is part of a name, except where it would spell a dot or a separator.
func Local(from, reference string) (clean string, code catalog.Code, problem string) {
	switch {
	case strings.TrimSpace(reference) == "":
		return "", catalog.FormatValue, "the path of a file is empty"
	case strings.ContainsFunc(reference, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return "", catalog.FileOutside, "a path holds a control character"
	case strings.Contains(reference, `\`):
		return "", catalog.FileOutside, "`" + clip(reference) + "` holds a backslash; paths are written with `/`"
	case strings.HasPrefix(reference, "//"):
		return "", catalog.RefRemote, "`" + clip(reference) + "` is on another host, and nothing is fetched"
	case strings.HasPrefix(reference, "/"), strings.HasPrefix(reference, "~"):
		return "", catalog.FileOutside, "`" + clip(reference) + "` is not relative to the file that names it"
	}
	if scheme := schemeOf(reference); len(scheme) == 1 || strings.EqualFold(scheme, "file") {
		return "", catalog.FileOutside, "`" + clip(reference) + "` leads outside the source folder"
	} else if scheme != "" {
		return "", catalog.RefRemote, "`" + clip(reference) + "` is a URL, and nothing is fetched"
	}
	clean, ok := catalog.Relative(from, reference)
	if !ok || hidesSeparator(reference) {
		return "", catalog.FileOutside, "`" + clip(reference) + "` leads outside the source folder"
	}
	return clean, "", ""
}

// schemeOf returns the scheme of a URL (RFC 3986, section 3.1) or the letter of a drive, or "".
func schemeOf(reference string) string {
	for i, r := range reference {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
		case i > 0 && (r >= '0' && r <= '9' || r == '+' || r == '-' || r == '.'):
		case i > 0 && r == ':':
			return reference[:i]
		default:
			return ""
		}
	}
	return ""
}

// hidesSeparator reports whether percent signs spell a dot, a separator or a NUL.
func hidesSeparator(reference string) bool {
	if !strings.Contains(reference, "%") {
		return false
	}
	for _, hidden := range []string{"%2e", "%2f", "%5c", "%00", "%25"} {
		if strings.Contains(strings.ToLower(reference), hidden) {
			return true
		}
	}
	_, err := url.PathUnescape(reference)
	return err != nil
}
