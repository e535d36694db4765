package markdown

import (
	"strings"
	"unicode/utf8"
)

// maxURL is the longest address that a page may link to, in bytes: browsers and proxies begin to refuse
// at a few thousand, and nothing a person writes is longer.
const maxURL = 4096

// SafeURL returns an address that a page may link to, made of printable ASCII without quotes, angle
// brackets, spaces or backslashes, and whether dest is such an address. Everything of the site that writes
// an href or a src asks it, and entities and escapes are resolved before it is asked.
//
// It is a list of what is allowed (http, https, mailto, relative paths, queries and fragments), because
// lists of what is not have been got around for twenty years: by case, by entities, by tabs in the middle
// of a scheme, by schemes that nobody thought of (blob:, filesystem:). What a browser would do with an
// address decides (WHATWG URL, "basic URL parser"):
//
//   - it drops tabs and newlines anywhere, and spaces and controls at both ends, before it looks for a
//     scheme, so that is done first;
//   - it takes a backslash for a slash, so "/\host" would leave the site: it is escaped;
//   - it takes "//host" for another site: that becomes https://host, and so is marked as external;
//   - it takes "https:path" for a path of the page's own site: refused, as its author meant something else.
//
// An address with a colon in its first segment whose scheme is not allowed is refused even where a browser
// would take it for a path.
func SafeURL(dest string) (string, bool) {
	dest = trimURL(dest)
	if len(dest) > maxURL {
		return "", false
	}
	if strings.HasPrefix(dest, "//") {
		dest = "https:" + dest
	}
	scheme, rest := splitScheme(dest)
	switch strings.ToLower(scheme) {
	case "":
		return escapeURL(dest), !strings.HasPrefix(rest, ":")
	case "http", "https":
		host := strings.TrimPrefix(rest, "://")
		if len(host) == len(rest) || host == "" || strings.ContainsRune(`/\?#`, rune(host[0])) {
			return "", false
		}
		return strings.ToLower(scheme) + "://" + escapeURL(host), true
	case "mailto":
		return "mailto" + escapeURL(rest), len(rest) > 1
	default:
		return "", false
	}
}

// External reports whether an address that SafeURL returned leads out of the site.
func External(href string) bool {
	return strings.HasPrefix(href, "https://") || strings.HasPrefix(href, "http://")
}

// trimURL drops what a browser drops before it reads an address.
func trimURL(dest string) string {
	dest = strings.TrimFunc(dest, func(r rune) bool { return r <= ' ' })
	if !strings.ContainsAny(dest, "\t\n\r") {
		return dest
	}
	return strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(dest)
}

// splitScheme cuts dest before the colon that ends its scheme. Where no colon comes before the first
// slash, question mark or hash, there is no scheme.
func splitScheme(dest string) (scheme, rest string) {
	i := strings.IndexAny(dest, ":/?#")
	if i < 0 || dest[i] != ':' {
		return "", dest
	}
	return dest[:i], dest[i:]
}

const hexDigits = "0123456789ABCDEF"

// escapeURL percent-encodes what an address may not hold, and leaves what is encoded already.
func escapeURL(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r == '%' || !isURLByte(r) }) {
		return s
	}
	out := make([]byte, 0, len(s)+16)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			out = append(out, "%EF%BF%BD"...)
		case r == '%' && !isEscape(s[i:]):
			out = append(out, "%25"...)
		case r == '%' || isURLByte(r):
			out = append(out, byte(r))
		default:
			for _, c := range []byte(s[i : i+size]) {
				out = append(out, '%', hexDigits[c>>4], hexDigits[c&15])
			}
		}
		i += size
	}
	return string(out)
}

// isURLByte reports whether a character stands in an address as itself: RFC 3986's reserved and
// unreserved characters, without the quote that could end an attribute.
func isURLByte(r rune) bool {
	return r < utf8.RuneSelf && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' ||
		strings.ContainsRune("-._~:/?#[]@!$&()*+,;=", r))
}

func isEscape(s string) bool {
	return len(s) >= 3 && isHex(s[1]) && isHex(s[2])
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
