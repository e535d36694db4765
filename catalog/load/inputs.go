package load

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Inputs are what a build depended on beside its options, by absolute path: the files that it read or looked for, and the folders that it listed,
// each with the Sum that it saw. A build of inputs that have the same sums has the same result.
type Inputs map[string][sha256.Size]byte

// Sum returns what a build sees at a path: a hash of a file's bytes, or of the names in a folder that a build may care for; zero where
// there is neither. What opening might wait for, such as a pipe, is not opened.
func Sum(name string) [sha256.Size]byte {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return [sha256.Size]byte{}
	case info.IsDir():
		entries, err := os.ReadDir(name)
		if err != nil {
			return [sha256.Size]byte{}
		}
		return SumEntries(name, entries)
	case !info.Mode().IsRegular() || info.Size() > maxAsset:
		return sha256.Sum256(fmt.Appendf(nil, "%s %d", info.Mode().Type(), info.Size()))
	}
	return sumFile(name)
}

func sumFile(name string) (sum [sha256.Size]byte) {
	f, err := os.Open(name)
	if err != nil {
		return sum
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, io.LimitReader(f, maxAsset+1)); err != nil {
		return sum
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// SumEntries is the Sum of a folder with these entries, in any order. Hidden entries, what editors leave for a moment, dependency folders
// and sites that were written do not count.
func SumEntries(folder string, entries []fs.DirEntry) [sha256.Size]byte {
	var names []string
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") || Temporary(name) || e.IsDir() && (name == "node_modules" || isSite(filepath.Join(folder, name))) {
			continue
		}
		names = append(names, fmt.Sprintf("%s %s", e.Type(), name))
	}
	slices.Sort(names)
	return sha256.Sum256([]byte("folder\x00" + strings.Join(names, "\x00")))
}

// isSite reports whether a folder is a site that was written, or is being written.
func isSite(folder string) bool {
	for _, name := range []string{manifestName, stagingName} {
		if _, err := os.Lstat(filepath.Join(folder, name)); err == nil {
			return true
		}
	}
	return false
}

// Temporary reports whether a file's name is one that editors and tools use for a moment while they save: vim's 4913 and a.yaml~, Emacs'
// #a.yaml#, JetBrains' a.yaml___jb_tmp___, sed's sedAb12Cd and the like.
func Temporary(name string) bool {
	if name == "4913" || strings.HasPrefix(name, ".") && (strings.HasPrefix(name, ".#") || strings.HasPrefix(name, ".goutputstream")) {
		return true
	}
	if strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") || strings.HasPrefix(name, "sed") && len(name) == 9 && !strings.Contains(name, ".") {
		return true
	}
	if strings.Contains(name, "___jb_") || strings.Contains(name, ".sb-") {
		return true
	}
	return slices.ContainsFunc([]string{"~", ".swp", ".swx", ".swpx", ".bck", ".tmp", ".DS_Store"}, func(end string) bool { return strings.HasSuffix(name, end) })
}

// ledger collects inputs; files are read in parallel.
type ledger struct {
	mu     sync.Mutex
	inputs Inputs
}

func (l *ledger) record(name string, sum [sha256.Size]byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.inputs == nil {
		l.inputs = Inputs{}
	}
	l.inputs[name] = sum
}

// absolute returns the path that the operating system has for a path of a mount.
func (m *mount) absolute(name string) string { return filepath.Join(m.dir, m.local(name)) }

// looked records that a build depends on what is, or is not, at a path that it could not use.
func (s *space) looked(m *mount, name string) {
	path := m.absolute(name)
	s.ledger.record(path, Sum(path))
}
