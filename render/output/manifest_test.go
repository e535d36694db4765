package output

import (
	"os"
	"path/filepath"
	"testing"
)

// FuzzManifest gives a build a manifest that anybody may have written. Files that were there stay, unless
// the manifest knew their content; nothing outside the folder changes.
func FuzzManifest(f *testing.F) {
	f.Add([]byte(`{"version":1,"files":[{"path":"../outside.txt","size":7,"sha256":"x"}]}`))
	f.Add(manifest{Version: manifestVersion, Files: []entry{newEntry("kept.txt", []byte("guess")), newEntry("index.html", []byte("x"))}}.encode())
	f.Add(manifest{Version: manifestVersion, Files: []entry{newEntry("link/outside.txt", []byte("outside"))}}.encode())
	f.Fuzz(func(t *testing.T, data []byte) {
		base := t.TempDir()
		dir := filepath.Join(base, "site")
		put(t, filepath.Join(base, "outside.txt"), "outside")
		put(t, filepath.Join(dir, "kept.txt"), "kept, and its hash is not in the manifest")
		put(t, filepath.Join(dir, manifestName), string(data))
		if err := os.Symlink(base, filepath.Join(dir, "link")); err != nil {
			t.Fatal(err)
		}
		before := files(t, dir)
		_, err := Publish(t.Context(), site(t, map[string]string{"index.html": "new"}), dir, Options{})
		if err == nil {
			before["index.html"] = "new"
		}
		equal(t, before, files(t, dir))
		if got, err := os.ReadFile(filepath.Join(base, "outside.txt")); err != nil || string(got) != "outside" {
			t.Errorf("outside: %q %v", got, err)
		}
	})
}
