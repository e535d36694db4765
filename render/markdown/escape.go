package markdown

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// appendText adds characters to HTML between tags. A character that a reader cannot see, or that turns the
// order of those around it, is shown by its number (Trojan Source, CVE-2021-42574); one that no document
// may hold becomes U+FFFD.
func appendText(out, text []byte) []byte {
	return appendEscaped(out, text, func(out []byte, r rune) []byte {
		return fmt.Appendf(out, `<span class="invisible">U+%04X</span>`, r)
	})
}

// appendAttribute adds characters to a quoted attribute value. There is no element to show an invisible
// character with, so it becomes U+FFFD.
func appendAttribute(out []byte, value string) []byte {
	return appendEscaped(out, []byte(value), func(out []byte, _ rune) []byte {
		return append(out, "\uFFFD"...)
	})
}

func appendEscaped(out, text []byte, invisible func([]byte, rune) []byte) []byte {
	start := 0
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf && plainByte(c) {
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		broken := r == utf8.RuneError && size == 1
		if c >= utf8.RuneSelf && !broken && !illegal(r) && !invisibleAt(text, i, r, size) {
			i += size
			continue
		}
		out = append(out, text[start:i]...)
		out = appendSpecial(out, r, invisible)
		i += size
		start = i
	}
	return append(out, text[start:]...)
}

func appendSpecial(out []byte, r rune, invisible func([]byte, rune) []byte) []byte {
	switch {
	case r == '&':
		return append(out, "&amp;"...)
	case r == '<':
		return append(out, "&lt;"...)
	case r == '>':
		return append(out, "&gt;"...)
	case r == '"':
		return append(out, "&#34;"...)
	case r == '\'':
		return append(out, "&#39;"...)
	case r == utf8.RuneError || illegal(r):
		return append(out, "\uFFFD"...)
	default:
		return invisible(out, r)
	}
}

func plainByte(c byte) bool {
	return c >= ' ' && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'' && c != 0x7f || c == '\n' || c == '\t'
}

// illegal reports the characters that XML 1.0 excludes, and the C1 controls, which no text means.
func illegal(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef
}

// invisibleAt reports whether the character at text[i:] must be shown by its number. Joiners between
// characters outside ASCII are part of emoji and of the scripts of Iran and India, and stay.
func invisibleAt(text []byte, i int, r rune, size int) bool {
	switch {
	case r == 0x200C || r == 0x200D:
		before, _ := utf8.DecodeLastRune(text[:i])
		after, _ := utf8.DecodeRune(text[i+size:])
		return !joinable(before) || !joinable(after)
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200E, r == 0x200F, r == 0x061C:
		return true // the order of writing
	case r == 0x200B, r == 0x2060, r == 0xFEFF, r == 0x00AD, r == 0x180E, r >= 0x2061 && r <= 0x2064, r >= 0x206A && r <= 0x206F:
		return true // no width
	case r >= 0xE0000 && r <= 0xE007F:
		return true // tags: a whole hidden alphabet
	}
	return false
}

func joinable(r rune) bool {
	return r >= utf8.RuneSelf && r != utf8.RuneError && r != 0x200C && r != 0x200D
}

// unescape resolves the backslash escapes and entities of a piece of Markdown (CommonMark 2.4 and 2.5).
func unescape(text []byte) []byte {
	if bytes.IndexByte(text, '\\') < 0 && bytes.IndexByte(text, '&') < 0 {
		return text
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text) && util.IsPunct(text[i+1]):
			out = append(out, text[i+1])
			i += 2
		case c == '&':
			value, size := entity(text[i:])
			out = append(out, value...)
			i += size
		default:
			out = append(out, c)
			i++
		}
	}
	return out
}

// longestEntity is longer than every name of an HTML entity, so that a search for its end stays short.
const longestEntity = 40

// entity returns what the entity at the beginning of s stands for and how long it is written; where there
// is none, the ampersand itself.
func entity(s []byte) (value []byte, size int) {
	end := bytes.IndexByte(s[:min(len(s), longestEntity)], ';')
	if end < 2 {
		return s[:1], 1
	}
	name := string(s[1:end])
	if name[0] != '#' {
		if found, ok := util.LookUpHTML5EntityByName(name); ok {
			return found.Characters, end + 1
		}
		return s[:1], 1
	}
	if r, ok := numeric(name[1:]); ok {
		return utf8.AppendRune(nil, r), end + 1
	}
	return s[:1], 1
}

// numeric reads the part of a numeric entity between # and ;: at most seven decimal or six hexadecimal
// digits.
func numeric(digits string) (rune, bool) {
	base, most := 10, 7
	if digits != "" && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base, most = digits[1:], 16, 6
	}
	if len(digits) > most {
		return 0, false
	}
	value, err := strconv.ParseUint(digits, base, 32)
	if err != nil {
		return 0, false
	}
	if value == 0 {
		return utf8.RuneError, true
	}
	return rune(value), true // AppendRune makes U+FFFD of what is no character
}
