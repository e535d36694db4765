package syntax

import (
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// Nearest returns the word of words that the given one is most likely a slip of, or "" where none is near. A word that differs in
// case, hyphens, underscores or spaces only comes first; then the one that catalog.Nearest finds. Of
// words that are equally near it is the first.
func Nearest(word string, words []string) string {
	bare := letters(word)
	if bare == "" {
		return ""
	}
	for _, w := range words {
		if w != word && letters(w) == bare {
			return w
		}
	}
	return catalog.Nearest(word, words)
}

// letters returns the word in lower case without what separates its parts.
func letters(word string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == ' ' {
			return -1
		}
		return r
	}, strings.ToLower(word))
}
