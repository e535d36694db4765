package diagram

import (
	"strings"
	"unicode/utf8"
)

// clean returns s with everything that XML 1.0 forbids (control characters, U+FFFE, U+FFFF, broken UTF-8, which
// is what lone surrogates decode to) replaced by U+FFFD, and with line ends and tabs made spaces.
func clean(s string) string {
	if simple(s) || strings.IndexFunc(s, unclean) < 0 && utf8.ValidString(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case unclean(r):
			return utf8.RuneError
		}
		return r
	}, s)
}

// simple reports whether s is printable ASCII, as most texts are.
func simple(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

func unclean(r rune) bool {
	return r < 0x20 || r == 0x7f || r == 0xfffe || r == 0xffff || r == utf8.RuneError || r >= 0x80 && r <= 0x9f
}

// safeHref returns href if it is one that a page may follow: relative, a fragment, http, https or mailto; else "".
// The rule is a positive list: what comes before the first colon must be one of three schemes, unless a slash, a
// question mark or a number sign stands before it.
func safeHref(href string) string {
	if href != clean(href) || strings.HasPrefix(href, "//") {
		return ""
	}
	colon, before := -1, true
	for i := range len(href) {
		switch href[i] {
		case '\\', ' ':
			return ""
		case ':':
			if before {
				colon, before = i, false
			}
		case '/', '?', '#':
			before = false
		}
	}
	if colon < 0 {
		return href
	}
	switch strings.ToLower(href[:colon]) {
	case "http", "https", "mailto":
		return href
	}
	return ""
}
