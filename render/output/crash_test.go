package output

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestFailedBuildChangesNothing(t *testing.T) {
	failing := append(siteFiles(second), File{"z.html", func() ([]byte, error) { return nil, errors.New("template") }})
	tree, err := New(failing)
	if err != nil {
		t.Fatal(err)
	}
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, start := range []map[string]string{nil, first} {
		dir := filepath.Join(t.TempDir(), "site")
		if start != nil {
			publish(t, start, dir, Options{})
		}
		before := snapshot(t, dir)
		if _, err := Publish(t.Context(), tree, dir, Options{}); err == nil || !strings.Contains(err.Error(), "z.html: template") {
			t.Errorf("got %v", err)
		}
		equal(t, before, snapshot(t, dir))
		if _, err := Publish(canceled, site(t, second), dir, Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		equal(t, before, snapshot(t, dir))
	}
}

// TestCrash kills a build before each of its steps, looks at what readers see, and builds again.
func TestCrash(t *testing.T) {
	for _, start := range []map[string]string{nil, first} {
		for n := 1; ; n++ {
			dir := filepath.Join(t.TempDir(), "site")
			if start != nil {
				publish(t, start, dir, Options{})
			}
			if !failAt(t, second, dir, n) {
				if n < 10 {
					t.Errorf("only %d steps", n)
				}
				break
			}
			checkReadable(t, dir, start, second)
			if found := files(t, dir); found["index.html"] == second["index.html"] && found["assets/style.css"] != second["assets/style.css"] {
				t.Error("the new front page has old styles")
			}
			publish(t, second, dir, Options{})
			equal(t, second, files(t, dir))
		}
	}
}

// failAt publishes, fails from the n-th change of the file system on, and leaves behind what a program that
// died there would have left. It reports whether the build had that many steps.
func failAt(t *testing.T, content map[string]string, dir string, n int) bool {
	t.Helper()
	p := &publisher{tree: site(t, content), opt: Options{Workers: 1}}
	count, failed := 0, false
	p.hook = func(string, string) error {
		if count++; count >= n {
			failed = true
			return errors.New("disk full")
		}
		return nil
	}
	_, err := p.publish(t.Context(), dir)
	if failed != (err != nil) {
		t.Errorf("step %d: failed %v, error %v", n, failed, err)
	}
	put(t, filepath.Join(dir, stagingName, "left.html"), "left over")
	return failed
}

// TestKill kills a program that publishes one site after the other, at any time, and builds again.
func TestKill(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	for i := range 12 {
		child := exec.Command(os.Args[0], "-test.run=^TestKillChild$")
		child.Env = append(os.Environ(), "PUBLISH_FOREVER="+dir)
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(20+7*i) * time.Millisecond)
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = child.Wait() // it was killed
		checkReadable(t, dir, first, second)
		build := []map[string]string{first, second}[i%2]
		publish(t, build, dir, Options{})
		equal(t, build, files(t, dir))
	}
}

// TestKillChild is the program that TestKill kills.
func TestKillChild(t *testing.T) {
	dir := os.Getenv("PUBLISH_FOREVER")
	if dir == "" {
		return // it runs for TestKill only
	}
	for i := 0; ; i++ {
		publish(t, []map[string]string{first, second}[i%2], dir, Options{})
	}
}

// TestReaders reads the site all the time while it is published again and again: what is in both builds is
// never missing, and never half of it is there.
func TestReaders(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("an open file cannot be replaced")
	}
	large := [2]string{strings.Repeat("one ", 50_000), strings.Repeat("two ", 60_000)}
	dir := filepath.Join(t.TempDir(), "site")
	builds := [2]map[string]string{}
	for i := range builds {
		builds[i] = map[string]string{"index.html": large[i], "events/a/index.html": large[i], "assets/a.css": large[i]}
	}
	publish(t, builds[0], dir, Options{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range 40 {
			publish(t, builds[(i+1)%2], dir, Options{})
		}
	}()
	for reads := 0; ; reads++ {
		select {
		case <-done:
			if reads == 0 {
				t.Error("nothing was read")
			}
			return
		default:
		}
		for name := range builds[0] {
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil || string(data) != large[0] && string(data) != large[1] {
				t.Fatalf("%s: %d bytes, %v", name, len(data), err)
			}
		}
	}
}

// checkReadable holds that a reader of a half-published site finds each file whole, of one build or the
// other, and no page without its styles.
func checkReadable(t *testing.T, dir string, builds ...map[string]string) {
	t.Helper()
	found := files(t, dir)
	for name, text := range found {
		if strings.HasPrefix(name, ownPrefix) {
			continue
		}
		if !slices.ContainsFunc(builds, func(b map[string]string) bool { return b[name] == text }) {
			t.Errorf("%s holds %q", name, text)
		}
		if strings.HasSuffix(name, ".html") && found["assets/style.css"] == "" {
			t.Errorf("%s is there before its styles", name)
		}
	}
}

func TestOneBuildAtATime(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	inside, release := make(chan struct{}), make(chan struct{})
	slow, err := New([]File{{"index.html", func() ([]byte, error) { close(inside); <-release; return []byte("slow"), nil }}})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := Publish(context.Background(), slow, dir, Options{})
		done <- err
	}()
	<-inside
	_, err = Publish(t.Context(), site(t, first), dir, Options{})
	if want := fmt.Sprintf("another build (process %d)", os.Getpid()); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v; want %s", err, want)
	}
	close(release)
	if err := <-done; err != nil {
		t.Error(err)
	}
	equal(t, map[string]string{"index.html": "slow"}, files(t, dir))
}

func TestLockOfDeadProcess(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	publish(t, first, dir, Options{})
	put(t, filepath.Join(dir, lockName), "999999999\n")
	publish(t, second, dir, Options{})
	equal(t, second, files(t, dir))
}

// TestManyPublishers lets builds of two sites race; each succeeds or says that another is at work, and the
// folder ends as one of them.
func TestManyPublishers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	publish(t, first, dir, Options{})
	results := make(chan error)
	for i := range 20 {
		go func() {
			_, err := Publish(context.Background(), site(t, []map[string]string{first, second}[i%2]), dir, Options{})
			results <- err
		}()
	}
	for range 20 {
		if err := <-results; err != nil && !strings.Contains(err.Error(), "another build") {
			t.Error(err)
		}
	}
	if got := files(t, dir); !cmp.Equal(got, first) && !cmp.Equal(got, second) {
		t.Errorf("a mixture: %v", got)
	}
}
