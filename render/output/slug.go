package output

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxSlug is the longest slug in bytes before its hash. A page's whole path stays below 200 with room for
// the folders around it, and so unpacks on Windows below a long folder of its own.
const maxSlug = 80

// Slug returns the name that a file or folder has for something of the given id: one path component of
// a-z, 0-9, full stops, hyphens and underscores, at most 89 bytes, that means the same on every system.
// Capital letters become small; that alone two ids may share a name for, and [New] then names both. An id
// that loses anything else on the way (a space, a slash, an accent, its end), or whose name would mean
// something to Windows or to the site itself, gets eight digits of its SHA-256 behind it, so that two such
// ids stay apart.
func Slug(id string) string {
	slug, lossy := tame(id)
	if len(slug) > maxSlug {
		slug, lossy = slug[:maxSlug], true
	}
	trimmed := strings.Trim(slug, ".-_")
	lossy = lossy || trimmed != slug
	slug = trimmed
	if reserved(slug) {
		// Windows reads "con.txt" as the console too, so nothing may follow the name but letters.
		slug, lossy = strings.ReplaceAll(slug, ".", "-"), true
	}
	if !lossy {
		return slug
	}
	sum := sha256.Sum256([]byte(id))
	return strings.TrimLeft(slug+"-"+hex.EncodeToString(sum[:4]), "-")
}

// tame spells an id in the letters of a slug and reports whether that lost something. Compatibility forms
// are spelled out (ﬁ is fi, ² is 2) and accents dropped; a run of anything else becomes a hyphen.
func tame(id string) (slug string, lossy bool) {
	var out strings.Builder
	hyphen := false
	for _, r := range norm.NFKD.String(id) {
		if out.Len() > maxSlug {
			return out.String(), true
		}
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '_' || r == '-':
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		case unicode.Is(unicode.Mn, r):
			lossy = true
			continue
		default:
			hyphen, lossy = true, true
			continue
		}
		if hyphen && out.Len() > 0 {
			out.WriteByte('-')
		}
		hyphen = false
		out.WriteRune(r)
	}
	return out.String(), lossy || !sameButCase(out.String(), id)
}

// sameButCase reports whether id is the slug with some of its letters written as capitals. Only a-z count:
// the Kelvin sign is a capital k to Unicode, and another id to us.
func sameButCase(slug, id string) bool {
	return len(slug) == len(id) && isASCII(id) && strings.EqualFold(slug, id)
}

// reserved reports whether a slug means something else than a file: to Windows, or at the top of a site.
func reserved(slug string) bool {
	stem, _, _ := strings.Cut(slug, ".")
	if isDevice(stem) {
		return true
	}
	switch slug {
	case "", "desktop.ini", "thumbs.db", "index", "index.html", "index.md", "index.json", "assets", "search", "api", "404", "404.html", "llms.txt", "git":
		return true
	}
	return false
}

// isDevice reports whether a name without its extension is one that Windows keeps for a device, in any
// case (Microsoft, "Naming Files, Paths, and Namespaces").
func isDevice(stem string) bool {
	stem = strings.ToLower(strings.TrimRight(stem, " "))
	switch stem {
	case "con", "prn", "aux", "nul", "clock$", "conin$", "conout$":
		return true
	}
	number, ok := strings.CutPrefix(stem, "com")
	if !ok {
		number, ok = strings.CutPrefix(stem, "lpt")
	}
	return ok && len([]rune(number)) == 1 && strings.Contains("0123456789¹²³", number)
}
