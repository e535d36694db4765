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
	for start := 0; start < len(paths); {
		end := start + 1
		first := cat.Resources[start].Common()
		for end < len(paths) && cat.Resources[end].Common().Kind == first.Kind && cat.Resources[end].Common().ID == first.ID {
			end++
		}
		folder := first.Kind.Section() + "/" + slugs[folderName{first.Kind, first.ID}]
		var versions map[string]string
		if end > start+1 {
			versions = versionSlugs(cat.Resources[start:end])
		}
		for i := start; i < end; i++ {
			b := cat.Resources[i].Common()
			if b.Latest {
				paths[i] = folder + "/index.html"
				continue
			}
			paths[i] = folder + "/v/" + versions[b.Version] + "/index.html"
		}
		start = end
	}
	return paths
}

type folderName struct {
	kind catalog.Kind
	id   string
}

// folderSlugs finds the folder of each id, whatever its versions.
func folderSlugs(cat *catalog.Catalog) map[folderName]string {
	ids := map[catalog.Kind]map[string]string{}
	for _, r := range cat.Resources {
		b := r.Common()
		if ids[b.Kind] == nil {
			ids[b.Kind] = map[string]string{}
		}
		if _, ok := ids[b.Kind][b.ID]; !ok {
			ids[b.Kind][b.ID] = output.Slug(b.ID)
		}
	}
	slugs := map[folderName]string{}
	for kind, names := range ids {
		tellApart(names)
		for id, slug := range names {
			slugs[folderName{kind, id}] = slug
		}
	}
	return slugs
}

// tellApart changes the slugs of names that share one. They all get the suffix, so that none of them takes the address of another
// when one is removed. The suffix is short, and a name may be made for it, so whatever still shares a slug gets one that no name
// can be: output.Slug begins no slug with a low line.
func tellApart(slugs map[string]string) {
	for name := range shared(slugs) {
		slugs[name] += "-" + shortHash(name)
	}
	for name := range shared(slugs) {
		sum := sha256.Sum256([]byte(name))
		slugs[name] = "_" + hex.EncodeToString(sum[:20])
	}
}

// shared are the names whose slug is also that of another.
func shared(slugs map[string]string) map[string]bool {
	count := make(map[string]int, len(slugs))
	for _, slug := range slugs {
		count[slug]++
	}
	names := map[string]bool{}
	for name, slug := range slugs {
		if count[slug] > 1 {
			names[name] = true
		}
	}
	return names
}

// maxVersion is the longest folder of a version, which keeps the whole path below the 200 bytes that a tree of files allows.
const maxVersion = 60

// versionSlugs finds the folder of each version of one resource.
func versionSlugs(versions []catalog.Resource) map[string]string {
	slugs := make(map[string]string, len(versions))
	for _, r := range versions {
		version := r.Common().Version
		slugs[version] = slugOfVersion(version)
	}
	tellApart(slugs)
	return slugs
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
