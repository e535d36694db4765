package build

import (
	"crypto/sha256"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/eventatlas/eventatlas/catalog/load"
)

// Sum returns what a build sees at an absolute path, as the inputs of a Source have it.
func Sum(name string) [sha256.Size]byte { return load.Sum(name) }

// recorder is a folder that writes down what is read of it.
type recorder struct {
	fs.FS
	dir    string
	inputs load.Inputs
}

func newRecorder(dir string, inputs load.Inputs) recorder {
	return recorder{FS: os.DirFS(dir), dir: dir, inputs: inputs}
}

// ReadDir lists a folder, for fs.ReadDirFS.
func (r recorder) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(r.FS, name)
	if err == nil {
		folder := filepath.Join(r.dir, filepath.FromSlash(name))
		r.inputs[folder] = load.SumEntries(folder, entries)
	}
	return entries, err
}

// ReadFile reads a file, for fs.ReadFileFS.
func (r recorder) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(r.FS, name)
	if err == nil {
		r.inputs[filepath.Join(r.dir, filepath.FromSlash(name))] = sha256.Sum256(data)
	}
	return data, err
}
