package page

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/catalog"
)

// specPart is a place in a specification and the kind of resource that was made of it.
type specPart struct {
	file, pointer string
	kind          catalog.Kind
}

// partsOf finds the resources by the parts of specifications that they come from. Of several versions that were made of one place the
// latest wins, because that is the one that links lead to.
func partsOf(cat *catalog.Catalog) map[specPart]catalog.ID {
	parts := map[specPart]catalog.ID{}
	for i, r := range cat.Resources {
		base := r.Common()
		for _, s := range append([]catalog.Source{base.Source}, base.Also...) {
			if s.Pointer != "" {
				parts[specPart{s.Pos.File, s.Pointer, base.Kind}] = catalog.ID(i)
			}
		}
	}
	return parts
}

// partID is the resource that was made of a part of a specification, or NoID.
func (b *Builder) partID(kind catalog.Kind, file, pointer string) catalog.ID {
	if id, ok := b.parts[specPart{file, pointer, kind}]; ok && pointer != "" {
		return id
	}
	return catalog.NoID
}

// specIDs gives out the anchors of a page, each once. An anchor is made of what it names, so that it stays the same when
// something else of the document changes; only names that differ in nothing but punctuation are told apart by their order.
type specIDs map[string]bool

// maxSpecName is the longest name in an anchor, in bytes; a longer one is cut and ends in a hash of all of it.
const maxSpecName = 96

// entry is the anchor of something with a name.
func (ids specIDs) entry(kind, name string) string { return ids.take(kind + "-" + specName(name)) }

// field is the anchor of a field of a schema, by its anchor in the tree: lines[].sku becomes lines.sku, and way(Card).number becomes
// way-Card.number.
func (ids specIDs) field(schema, anchor string) string {
	return ids.take(schema + "-" + specName(anchor))
}

// take returns the anchor, with a number behind it if it is taken.
func (ids specIDs) take(id string) string {
	next := id
	for n := 2; ids[next]; n++ {
		next = id + "~" + strconv.Itoa(n)
	}
	ids[next] = true
	return next
}

// specName is a name as a part of an anchor: letters and digits of ASCII as they are, other letters as numbers, and one hyphen for anything
// else between them.
func specName(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range name {
		plain := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '.'
		if !plain && r < utf8.RuneSelf {
			gap = true
			continue
		}
		if gap && b.Len() > 0 && r != '.' && !strings.HasSuffix(b.String(), ".") {
			b.WriteByte('-')
		}
		gap = false
		if plain {
			b.WriteRune(r)
			continue
		}
		b.WriteString("~" + strconv.FormatInt(int64(r), 36) + "~")
	}
	if b.Len() > maxSpecName {
		return cutName(b.String())
	}
	if b.Len() == 0 {
		return "unnamed"
	}
	return b.String()
}

func cutName(name string) string {
	sum := sha256.Sum256([]byte(name))
	return name[:maxSpecName] + "-" + hex.EncodeToString(sum[:4])
}
