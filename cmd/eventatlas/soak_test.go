package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// load is what a process that runs for a day must not use ever more of.
type load struct {
	heap                       uint64
	resident, files, goroutine int
}

func (l load) String() string {
	return fmt.Sprintf("%.1f MB of heap, %.1f MB resident, %d open files, %d goroutines", float64(l.heap)/1e6, float64(l.resident)/1e6, l.files, l.goroutine)
}

// weigh measures the process; the system's part is 0 where it does not tell.
func weigh() load {
	http.DefaultClient.CloseIdleConnections()
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	l := load{heap: m.HeapAlloc, goroutine: runtime.NumGoroutine()}
	if entries, err := os.ReadDir("/proc/self/fd"); err == nil {
		l.files = len(entries)
	}
	if data, err := os.ReadFile("/proc/self/statm"); err == nil {
		if fields := strings.Fields(string(data)); len(fields) > 1 {
			pages, _ := strconv.Atoi(fields[1])
			l.resident = pages * os.Getpagesize()
		}
	}
	return l
}

// TestServeSoak edits a served catalog again and again, and holds that the server needs no more after the last edit than after the first of
// them. EVENTATLAS_SOAK is the number of edits.
func TestServeSoak(t *testing.T) {
	edits := 80
	if n, err := strconv.Atoi(os.Getenv("EVENTATLAS_SOAK")); err == nil {
		edits = n
	} else if testing.Short() {
		t.Skip("edits for some seconds")
	}
	dir := t.TempDir()
	sizedCatalog(t, dir, 200)
	r := start(t, "serve", dir, "--port", "0", "--limit", "1")
	address := r.address()
	name := filepath.Join(dir, "s00000.yaml")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	further := filepath.Join(dir, "further", "x.yaml")
	var before load
	for i := range edits {
		text := fmt.Sprintf("Edit %d of thing 3.", i)
		switch i % 8 {
		case 2:
			write(t, further, "events:\n  further: {name: Further}\n")
		case 4:
			if err := os.RemoveAll(filepath.Dir(further)); err != nil {
				t.Fatal(err)
			}
		case 6:
			write(t, filepath.Join(dir, "domains.yaml"), fmt.Sprintf("domains:\n  domain-000: {name: Domain of edit %d}\n", i))
		}
		write(t, name, strings.Replace(string(data), "Something happened to thing 3.", text, 1))
		shows(t, address+"/events/event-00003/", text)
		if i == edits/4 {
			before = weigh()
		}
	}
	after := weigh()
	t.Logf("after %d edits: %s", edits/4, before)
	t.Logf("after %d edits: %s", edits, after)
	const slack = 2 << 20
	if after.heap > before.heap*12/10+slack || edits > 1000 && after.resident > before.resident*12/10+slack {
		t.Errorf("the memory grows: after a quarter of the edits %s, after all %s", before, after)
	}
	if after.files > before.files+2 || after.goroutine > before.goroutine+4 {
		t.Errorf("something is left open: after a quarter of the edits %s, after all %s", before, after)
	}
	r.end()
}
