package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/output"
)

// newPaths gives each resource the path of its page. No two are equal, and none depends on the order of files.
func newPaths(cat *catalog.Catalog) []string {
	paths := make([]string, len(cat.Resources))
	slugs := folderSlugs(cat)
	for i, r := range cat.Resources {
		b := r.Common()
		folder := b.Kind.Section() + "/" + slugs[folderName{b.Kind, b.ID}]
		if b.Latest {
			paths[i] = folder + "/index.html"
			continue
		}
		paths[i] = folder + "/v/" + versionSlug(cat, b) + "/index.html"
	}
	return paths
}

type folderName struct {
	kind catalog.Kind
	id   string
}

// folderSlugs finds the folder of each id, whatever its versions. Ids of one kind that share a slug all get the suffix,
// so that none of them takes the address of another when one is removed.
func folderSlugs(cat *catalog.Catalog) map[folderName]string {
	slugs := map[folderName]string{}
	count := map[folderName]int{}
	for _, r := range cat.Resources {
		b := r.Common()
		name := folderName{b.Kind, b.ID}
		if _, ok := slugs[name]; ok {
			continue
		}
		slugs[name] = output.Slug(b.ID)
		count[folderName{b.Kind, slugs[name]}]++
	}
	for name, s := range slugs {
		if count[folderName{name.kind, s}] > 1 {
			slugs[name] = s + "-" + shortHash(name.id)
		}
	}
	return slugs
}

// maxVersion is the longest folder of a version, which keeps the whole path below the 200 bytes that a tree of files allows.
const maxVersion = 60

// versionSlug is the folder of one older version; versions of one resource that share a slug get the suffix.
func versionSlug(cat *catalog.Catalog, b *catalog.Base) string {
	s := slugOfVersion(b.Version)
	for _, id := range cat.Versions(b.Kind, b.ID) {
		if other := cat.Base(id); other != b && slugOfVersion(other.Version) == s {
			return s + "-" + shortHash(b.Version)
		}
	}
	return s
}

func slugOfVersion(version string) string {
	s := output.Slug(cmp.Or(version, "unversioned"))
	if len(s) > maxVersion {
		return shortHash(version)
	}
	return s
}

// shortHash is eight hexadecimal digits that stand for a name.
func shortHash(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:4])
}
