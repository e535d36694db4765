package diagram

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// face is a size and a weight of the drawing's sans-serif.
type face struct {
	size float64
	bold bool
	// spacing is the letter spacing in px.
	spacing float64
}

var (
	faceWord  = face{size: 9.5, bold: true, spacing: 0.8}
	faceName  = face{size: 13, bold: true}
	faceSub   = face{size: 11}
	faceLabel = face{size: 11}
	faceGroup = face{size: 12, bold: true}
)

// Advance widths of U+0020 to U+007E in 1/40 em, one letter each, 'A' being 10/40. They are those of the widest
// sans-serif faces that browsers fall back on; usual trims them by as much as the padding of every shape can take, so
// that on every reader's machine what fits here stays in its box, and with most faces within the padding.
const (
	regular = "DHJYQ^WBGGNYDFDFQQQQQQQQQQEEYYYM_TSSVQOVVECRN\\VWPWSQOUS_SPSGFGYKKPQMQPEQQCCOC^QPQQHLGQOXOOLQNQY"
	bold    = "EJLYS`ZDJJMYGHGHSSSSSSSSSSGGYYYO_VVUYSSXYGFVQ_YZUZVSTXVdVTUJHJYKKRTOTSHTTEEREaTSTTKOKTR\\QROTNTY"
)

// measure returns an upper bound of the width of s in px.
func (f face) measure(s string) float64 {
	sum := 0.0
	for _, r := range s {
		sum += f.advance(r)
	}
	return sum
}

func (f face) advance(r rune) float64 {
	em := 0.0
	switch {
	case r >= 0x20 && r <= 0x7e:
		table := regular
		if f.bold {
			table = bold
		}
		em = float64(table[r-0x20]-'A'+10) / 40
	case invisible(r):
		return 0
	case unicode.Is(unicode.Mn, r):
		em = 0.7
	case wide(r):
		em = 1.05
	case broad(r):
		em = 1.2
	case r == 0xe33 || r == 0xeb3: // a letter with a sign over the one before it
		em = 1.35
	case r >= 0x1f000:
		em = 1.4
	case unicode.IsUpper(r):
		em = 0.85
	case r < 0x530:
		em = 0.75
	default:
		em = 0.95
	}
	return em*usual*f.size + f.spacing
}

const usual = 0.93

// invisible reports whether r takes no room on any machine. The signs over and under letters of scripts that have a font of their own are not among these: where
// that font is missing, each stands in a box beside its letter.
func invisible(r rune) bool {
	if unicode.In(r, unicode.Me, unicode.Cf) || r >= 0xfe00 && r <= 0xfe0f {
		return true
	}
	return unicode.Is(unicode.Mn, r) && (r < 0x700 || r >= 0x1ab0 && r < 0x1b00 || r >= 0x1dc0 && r < 0x1e00 || r >= 0x20d0 && r < 0x2100 || r >= 0xfe20 && r < 0xfe30)
}

// broad reports whether r belongs to a script whose letters are about as wide as high, and many wider: Tamil, Malayalam, Sinhala, Burmese, Khmer.
func broad(r rune) bool {
	return r >= 0xb80 && r < 0xc00 || r >= 0xd00 && r < 0xe00 || r >= 0x1000 && r < 0x10a0 || r >= 0x1780 && r < 0x1800
}

func wide(r rune) bool {
	return r >= 0x1100 && r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 ||
		r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 ||
		r >= 0x20000 && r <= 0x3ffff
}

// fit returns s if it is at most width wide, else its longest beginning with an ellipsis that is, and whether
// something was cut off.
func (f face) fit(s string, width float64) (string, bool) {
	sum, room, keep := 0.0, width-f.advance('…'), 0
	for i, r := range s {
		sum += f.advance(r)
		if sum > width {
			return strings.TrimRight(s[:keep], " ") + "…", true
		}
		if sum <= room {
			keep = i + utf8.RuneLen(r)
		}
	}
	return s, false
}

// wrap breaks s into at most two lines of the given width, at a space, after punctuation, between the words of a
// camel-case name, or where nothing else is left, between letters. It reports whether something was cut off.
func (f face) wrap(s string, width float64) ([]string, bool) {
	if f.measure(s) <= width {
		return []string{s}, false
	}
	at := f.breakAt(s, width)
	second, cut := f.fit(strings.TrimLeft(s[at:], " "), width)
	return []string{strings.TrimRight(s[:at], " "), second}, cut
}

// breakAt returns the index at which the first line of s ends: the break that makes two lines of most equal width
// when both then fit, else the last that leaves a whole first line.
func (f face) breakAt(s string, width float64) int {
	total := f.measure(s)
	sum, hard, soft, even, uneven := 0.0, 0, 0, 0, total
	var before rune
	for i, r := range s {
		if i > 0 && breaks(before, r) && sum <= width {
			soft = i
			if d := math.Abs(total - 2*sum); d < uneven && total-sum <= width {
				even, uneven = i, d
			}
		}
		sum += f.advance(r)
		if sum > width && r != ' ' {
			break
		}
		hard, before = i+utf8.RuneLen(r), r
	}
	switch {
	case even > 0:
		return even
	case soft*3 >= hard:
		// A break in the first third would leave an ugly stub over a line that is cut.
		return soft
	}
	return max(hard, firstRune(s))
}

func firstRune(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

func breaks(before, after rune) bool {
	switch {
	case before == ' ':
		return after != ' '
	case strings.ContainsRune("-_./:,", before):
		return !strings.ContainsRune("-_./:,", after)
	case unicode.IsLower(before) && unicode.IsUpper(after):
		return true
	}
	return wide(before) && wide(after)
}

// rightToLeft reports whether the first strong letter of s belongs to a script that is read from right to left.
func rightToLeft(s string) bool {
	for _, r := range s {
		switch {
		case r >= 0x590 && r <= 0x8ff, r >= 0xfb1d && r <= 0xfdff, r >= 0xfe70 && r <= 0xfeff, r >= 0x10800 && r <= 0x10fff:
			return true
		case unicode.IsLetter(r):
			return false
		}
	}
	return false
}
