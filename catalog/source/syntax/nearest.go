package syntax

import "strings"

// maxCompared is the length in runes above which a word is not compared: nobody mistypes a word that long.
const maxCompared = 64

// Nearest returns the word of words that the given one is most likely a slip of, or "" where none is near: the one with the least
// number of letters inserted, left out, changed or swapped with their neighbour (optimal string alignment distance), at
// most one for words of up to five letters and a third of the letters of longer ones. Upper and lower case, hyphens and
// underscores do not count. Of words that are equally near it is the first.
func Nearest(word string, words []string) string {
	wanted := fold(word)
	if len(wanted) == 0 || len(wanted) > maxCompared {
		return ""
	}
	best, nearest := max(1, len(wanted)/3)+1, ""
	for _, candidate := range words {
		folded := fold(candidate)
		if len(folded) > maxCompared || candidate == word {
			continue
		}
		if d := distance(wanted, folded, best); d < best && d < len(folded) {
			best, nearest = d, candidate
		}
	}
	return nearest
}

// fold returns the letters that a comparison looks at.
func fold(word string) []rune {
	if len(word) > 4*maxCompared {
		word = word[:4*maxCompared+1]
	}
	return []rune(strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(word)))
}

// distance returns the optimal string alignment distance of two words, or limit where it is at least that.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(b)], limit)
}
