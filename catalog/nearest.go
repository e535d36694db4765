package catalog

import "math/bits"

// Nearest returns the word that is the fewest edits (insertion, deletion, substitution, swap of neighbours) away from the given one, if
// that is close enough to be a slip of the pen: at most one edit in three letters, three in all. Case is
// ignored. Of equally near words the first wins; "" is none.
func Nearest(word string, words []string) string {
	target := fold(word)
	limit := min(3, max(1, len(target)/3))
	best := ""
	mask := letters(target)
	for _, w := range words {
		candidate := fold(w)
		if d := len(candidate) - len(target); d > limit || -d > limit || bits.OnesCount64(mask^letters(candidate)) > 2*limit {
			continue
		}
		if d := editDistance(target, candidate, limit); d <= limit {
			best, limit = w, d-1
			if limit < 0 {
				break
			}
		}
	}
	return best
}

func fold(s string) []byte {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return b
}

// letters is the set of bytes in a word, folded into 64 bits: a cheap bound that spares most comparisons.
func letters(word []byte) uint64 {
	var mask uint64
	for _, c := range word {
		mask |= 1 << (c & 63)
	}
	return mask
}

// editDistance is the optimal string alignment distance of two words, or limit+1 once it is known to be larger.
func editDistance(a, b []byte, limit int) int {
	previous, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		next[0] = i + 1
		least := next[0]
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(row[j+1]+1, next[j]+1, row[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], previous[j-1]+1)
			}
			least = min(least, next[j+1])
		}
		if least > limit {
			return limit + 1
		}
		previous, row, next = row, next, previous
	}
	return row[len(b)]
}
