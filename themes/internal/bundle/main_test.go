package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// The committed bundles are what the sources give.
func TestBundleIsCurrent(t *testing.T) {
	sources, err := filepath.Glob("../../*/src")
	if err != nil || len(sources) < 2 {
		t.Fatal(sources, err)
	}
	var files []api.OutputFile
	for _, src := range sources {
		bundled, err := Bundle(filepath.Dir(src))
		if err != nil {
			t.Fatal(err)
		}
		if len(bundled) == 0 {
			t.Fatalf("no bundle was made of %s", src)
		}
		files = append(files, bundled...)
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
