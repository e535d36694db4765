//go:build race

package build

// racing says that the race detector watches, which makes everything several times as slow and needs few of a kind to see a race.
const racing = true
