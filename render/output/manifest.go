package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// The names of what this package keeps in the output folder beside the site.
const (
	manifestName = ownPrefix + "manifest.json" // what the last build wrote
	pendingName  = ownPrefix + "pending.json"  // what a build is about to write
	stagingName  = ownPrefix + "staging"       // the files of that build
	lockName     = ownPrefix + "lock"
)

const (
	manifestVersion = 1
	// maxManifest is the most of a manifest that is read: a million files.
	maxManifest = 256 << 20
)

// manifest lists the files of a build in the order of their paths.
type manifest struct {
	Version int     `json:"version"`
	Files   []entry `json:"files"`
}

type entry struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

func newEntry(path string, data []byte) entry {
	sum := sha256.Sum256(data)
	return entry{Path: path, Size: int64(len(data)), SHA256: hex.EncodeToString(sum[:])}
}

// encode returns the manifest's bytes, one file a line so that a change of the site is a change of lines.
func (m manifest) encode() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\"version\":%d,\"files\":[", m.Version)
	for i, e := range m.Files {
		if i > 0 {
			out.WriteByte(',')
		}
		line, _ := json.Marshal(e) // strings and a number: it cannot fail
		out.WriteByte('\n')
		out.Write(line)
	}
	out.WriteString("\n]}\n")
	return out.Bytes()
}

// readManifest returns the entries of a manifest by path, or none where there is no such file. Entries
// that a build of ours could not have written are left out and returned as skipped.
func readManifest(root *os.Root, name string) (entries map[string]entry, skipped []string, err error) {
	data, err := readRegular(root, name, maxManifest)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, nil, fmt.Errorf("%s is damaged; delete the output folder and build again: %w", name, err)
	}
	if m.Version != manifestVersion {
		return nil, nil, fmt.Errorf("%s has version %d, which this program does not know; delete the output folder and build again", name, m.Version)
	}
	entries = make(map[string]entry, len(m.Files))
	for _, e := range m.Files {
		if checkPath(e.Path) != nil || len(e.SHA256) != 2*sha256.Size {
			skipped = append(skipped, e.Path)
			continue
		}
		entries[e.Path] = e
	}
	return entries, skipped, nil
}

// readRegular reads a file that is one: a pipe would block, a link lead elsewhere.
func readRegular(root *os.Root, name string, limit int64) ([]byte, error) {
	info, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file; remove it and build again", name)
	}
	if info.Size() > limit {
		return nil, fmt.Errorf("%s has %d bytes; the limit is %d", name, info.Size(), limit)
	}
	return root.ReadFile(name)
}

// unchanged reports whether a regular file has the size and hash of its entry.
func unchanged(root *os.Root, e entry) bool {
	info, err := root.Lstat(e.Path)
	if err != nil || !info.Mode().IsRegular() || info.Size() != e.Size {
		return false
	}
	f, err := root.Open(e.Path)
	if err != nil {
		return false
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, io.LimitReader(f, e.Size+1)); err != nil {
		return false
	}
	return hex.EncodeToString(sum.Sum(nil)) == e.SHA256
}
