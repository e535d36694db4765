package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// The committed bundles are what the sources give.
func TestBundleIsCurrent(t *testing.T) {
	files, err := Bundle(filepath.Join("..", "..", "default"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("no bundle was made")
	}
	for _, f := range files {
		committed, err := os.ReadFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(committed, f.Contents) {
			t.Errorf("%s is not what its source gives; run go generate ./themes", filepath.Base(f.Path))
		}
	}
}
