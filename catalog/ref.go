package catalog

import (
	"slices"
	"strings"

	"github.com/Masterminds/semver/v3"
)

// Ref is a reference to a resource as the author wrote it: `id`, `id@version`, `id@range`, or any of them after
// `kind:`. Where the kind is implied by the place, Kind is set by the reader or left NoKind and the place's set applies.
type Ref struct {
	Kind Kind
	ID   string
	// Version is "", "latest", a version or a range; see Resolve.
	Version string
	Pos     Pos
}

// IsZero reports whether nothing is referred to.
func (r Ref) IsZero() bool { return r.ID == "" }

// String writes the reference in the form that ParseRef reads.
func (r Ref) String() string {
	s := r.ID
	if r.Kind != NoKind {
		s = r.Kind.String() + ":" + s
	}
	if r.Version != "" {
		s += "@" + r.Version
	}
	return s
}

// maxRef is the length of the longest reference in bytes: what is referred to and not described gets a page and a name, as everything.
const maxRef = 5 << 10

// ParseRef reads a reference. A word before the first ':' is a kind only if it is the name of one, and what follows the last
// '@' is a version only if it reads like a version, a range or "latest", because the ids of imported resources may hold
// both characters. It reports false where there is no id, and where the text is longer than any id can be.
func ParseRef(text string) (Ref, bool) {
	text = strings.TrimSpace(text)
	if len(text) > maxRef {
		return Ref{}, false
	}
	var r Ref
	if word, rest, ok := strings.Cut(text, ":"); ok {
		if kind, known := ParseKind(word); known {
			r.Kind, text = kind, rest
		}
	}
	r.ID = text
	if i := strings.LastIndexByte(text, '@'); i > 0 && looksLikeVersion(text[i+1:]) {
		r.ID, r.Version = text[:i], text[i+1:]
	}
	return r, strings.TrimSpace(r.ID) != ""
}

func looksLikeVersion(s string) bool {
	if s == "latest" || ValidRange(s) {
		return true
	}
	return s != "" && !strings.ContainsAny(s, " :/@") && strings.ContainsAny(s[:1], "0123456789vV")
}

// ValidRange reports whether the text is a version or a range of versions in the notation of Masterminds/semver.
func ValidRange(text string) bool {
	_, err := semver.NewConstraint(text)
	return err == nil
}

// CompareVersions orders versions: semantic ones by precedence (semver.org, item 11), the others after the rule of natural
// sorting, and a semantic version always above one that is none. The absent version is the lowest.
func CompareVersions(a, b string) int {
	if a == b {
		return 0
	}
	va, errA := semver.NewVersion(a)
	vb, errB := semver.NewVersion(b)
	switch {
	case errA == nil && errB == nil:
		if c := va.Compare(vb); c != 0 {
			return c
		}
	case errA == nil:
		return 1
	case errB == nil:
		return -1
	}
	return NaturalCompare(a, b)
}

// NaturalCompare orders texts with runs of digits compared as numbers, so that "v9" comes before "v10".
func NaturalCompare(a, b string) int {
	full := strings.Compare(a, b)
	for a != "" && b != "" {
		da, db := digits(a), digits(b)
		if da > 0 && db > 0 {
			na, nb := strings.TrimLeft(a[:da], "0"), strings.TrimLeft(b[:db], "0")
			if len(na) != len(nb) {
				return sign(len(na) - len(nb))
			}
			if c := strings.Compare(na, nb); c != 0 {
				return c
			}
			a, b = a[da:], b[db:]
			continue
		}
		if a[0] != b[0] {
			return sign(int(a[0]) - int(b[0]))
		}
		a, b = a[1:], b[1:]
	}
	if c := sign(len(a) - len(b)); c != 0 {
		return c
	}
	return full
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

func sign(n int) int { return min(1, max(-1, n)) }

// pickVersion returns the index in versions, which are sorted from lowest to highest, of the one that the wanted text names: an exact
// version, else the highest in the range; the highest of all for "" and "latest"; -1 if none fits.
func pickVersion(versions []string, parsed []*semver.Version, wanted string) int {
	if wanted == "" || wanted == "latest" {
		return len(versions) - 1
	}
	for i, v := range versions {
		if v == wanted {
			return i
		}
	}
	constraint, err := semver.NewConstraint(wanted)
	if err != nil {
		return -1
	}
	for i, v := range slices.Backward(parsed) {
		if v != nil && constraint.Check(v) {
			return i
		}
	}
	return -1
}

// parseVersions reads versions once for all references to them; nil stands for what is no semantic version.
func parseVersions(texts []string) []*semver.Version {
	parsed := make([]*semver.Version, len(texts))
	for i, text := range texts {
		if v, err := semver.NewVersion(text); err == nil {
			parsed[i] = v
		}
	}
	return parsed
}
