package main

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// stopTime is how long the command may take to end. A person waits for a second; a test's machine may be busy.
const stopTime = 3 * time.Second

// filesOf sums up the files below a folder, but for those that are the publisher's own.
func filesOf(tb testing.TB, dir string) map[string][sha256.Size]byte {
	tb.Helper()
	sums := map[string][sha256.Size]byte{}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if relative := strings.TrimPrefix(name, dir); !strings.HasPrefix(relative, string(filepath.Separator)+".eventatlas") {
			sums[relative] = sha256.Sum256(data)
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return sums
}

// stopped runs the command in a process of its own, sends it a signal after a while and returns its status and how long it takes to end.
func stopped(tb testing.TB, after time.Duration, signal os.Signal, args ...string) (status int, took time.Duration, said string) {
	tb.Helper()
	var out terminal
	c := exec.Command("eventatlas", args...)
	c.Stdout, c.Stderr = &out, &out
	if err := c.Start(); err != nil {
		tb.Fatal(err)
	}
	time.Sleep(after)
	begin := time.Now()
	if err := c.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
		tb.Fatal(err)
	}
	err := c.Wait()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		tb.Fatal(err)
	}
	return c.ProcessState.ExitCode(), time.Since(begin), out.String()
}

func withSignals(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signals to send")
	}
}

// TestStopped ends a build at many moments. The site is the old one or the new one, never some of both, and the next build succeeds.
func TestStopped(t *testing.T) {
	withSignals(t)
	t.Parallel()
	dir, out, whole := t.TempDir(), filepath.Join(t.TempDir(), "site"), filepath.Join(t.TempDir(), "site")
	sizedCatalog(t, dir, 200)
	generate := func(to string) {
		t.Helper()
		if got, err := exec.Command("eventatlas", "generate", dir, "-o", to, "-q").CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, got)
		}
	}
	generate(out)
	old := filesOf(t, out)
	for i, after := range []time.Duration{0, 5, 20, 40, 80, 120, 160, 200, 300, 500} {
		domains := "domains:\n  domain-000: {name: Domain number " + strconv.Itoa(i) + "}\n" // whose name is on every page
		write(t, filepath.Join(dir, "domains.yaml"), domains)
		generate(whole)
		status, took, said := stopped(t, after*time.Millisecond, []os.Signal{os.Interrupt, syscall.SIGTERM}[i%2], "generate", dir, "-o", out)
		now, next := filesOf(t, out), filesOf(t, whole)
		isNew := maps.Equal(now, next)
		switch {
		case !isNew && !maps.Equal(now, old):
			t.Errorf("stopped after %d ms, the site is neither the old nor the new one; it said %s", after, said)
		case status == 0 && !isNew:
			t.Errorf("stopped after %d ms, it claims success and the site is the old one", after)
		case took > stopTime:
			t.Errorf("stopped after %d ms, it takes %v to end", after, took)
		}
		t.Logf("after %d ms: status %d in %v, new: %v", after, status, took, isNew)
		old = now
	}
	generate(out)
	if !maps.Equal(filesOf(t, out), filesOf(t, whole)) {
		t.Error("the build after those that were stopped is not whole")
	}
}

// TestServeStopped ends the server, with a page open, by each signal.
func TestServeStopped(t *testing.T) {
	withSignals(t)
	t.Parallel()
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		dir := t.TempDir()
		small(t, dir, "First")
		c := exec.Command("eventatlas", "serve", dir, "--port", "0")
		pipe, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil { // its standard input is closed
			t.Fatal(err)
		}
		line, err := bufio.NewReader(pipe).ReadString('\n')
		address := addressLine.FindStringSubmatch(line)
		if address == nil {
			t.Fatalf("the first line is %q (%v)", line, err)
		}
		listenTo(t, address[1]).Scan()
		begin := time.Now()
		if err := c.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if err := c.Wait(); err != nil {
			t.Errorf("%v: it ends with %v", signal, err)
		}
		if took := time.Since(begin); took > stopTime {
			t.Errorf("%v: it takes %v to end", signal, took)
		}
	}
}
