package schema

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// nearestFile suggests the file that was meant: one with a similar path, or one of the same name in another folder.
func nearestFile(wanted string, files catalog.Files) string {
	if files[wanted] != nil {
		return ""
	}
	paths := slices.Sorted(maps.Keys(files))
	if near := catalog.Nearest(wanted, paths); near != "" {
		return "did you mean `" + near + "`?"
	}
	for _, p := range paths {
		if path.Base(p) == path.Base(wanted) {
			return "there is `" + p + "`"
		}
	}
	return ""
}

// nearestPointer suggests the reference that was meant, with the first token that does not fit replaced by a similar one.
func (r *jsonReader) nearestPointer(doc *document, a address, written string) string {
	if !strings.HasPrefix(a.fragment, "/") {
		doc.index()
		return didYouMean(a.uri+"#", catalog.Nearest(a.fragment, slices.Sorted(maps.Keys(doc.anchors))), "")
	}
	p := doc.top()
	tokens := strings.Split(a.fragment[1:], "/")
	for i, token := range tokens {
		value := p.node.Step(catalog.UnescapePointer(token))
		if value != nil {
			p = p.at(token, value)
			continue
		}
		var keys []string
		for _, m := range p.node.Members {
			keys = append(keys, m.Key)
		}
		near := catalog.Nearest(catalog.UnescapePointer(token), keys)
		before := a.uri + "#" + strings.Join(append([]string{""}, tokens[:i]...), "/") + "/"
		if near == "" || token == "" || before+near == written {
			return ""
		}
		return didYouMean(before, catalog.EscapePointer(near), strings.Join(append([]string{""}, tokens[i+1:]...), "/"))
	}
	return ""
}

func didYouMean(before, word, after string) string {
	if word == "" {
		return ""
	}
	return "did you mean `" + before + word + after + "`?"
}
