// Command lighthouse measures pages of generated sites with Google Lighthouse, in its mobile preset, and fails where a median is below the gate.
//
// It serves each folder on loopback with gzip, as a host does, since Lighthouse reads no files from a disk, and runs Lighthouse several times for
// each page, because single runs scatter by a few points. It wants Node and Chromium, and is no part of the tests: its figures mean something on
// an idle machine only.
//
//	lighthouse [-runs 5] [-lighthouse "npx --yes lighthouse@12.8.2"] FOLDER=PAGE[,PAGE…] …
package main

import (
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// gates are the least scores, of 100, in the order of the table.
var gates = []struct {
	category string
	least    int
}{{"performance", 99}, {"accessibility", 100}, {"best-practices", 100}, {"seo", 100}}

// audits are the figures that are shown beside the scores: milliseconds, but for the shift of the layout, which has no unit.
var audits = []string{"largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"}

func main() {
	runs := flag.Int("runs", 5, "runs of each page, of which the median counts")
	command := flag.String("lighthouse", "npx --yes lighthouse@12.8.2", "the command that is Lighthouse")
	flag.Parse()
	if err := measure(*runs, strings.Fields(*command), flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "lighthouse:", err)
		os.Exit(1)
	}
}

// measure prints a line for each page of the sites, and returns an error if one is below a gate or could not be measured.
func measure(runs int, command, sites []string) error {
	if runs < 1 || len(command) == 0 || len(sites) == 0 {
		return errors.New("usage: lighthouse [-runs N] FOLDER=PAGE[,PAGE…] …")
	}
	fmt.Printf("%-42s %5s %5s %5s %5s %8s %8s %7s\n", "page", "perf", "a11y", "best", "seo", "LCP ms", "TBT ms", "CLS")
	low := 0
	for _, site := range sites {
		folder, pages, _ := strings.Cut(site, "=")
		address, stop, err := serve(folder)
		if err != nil {
			return err
		}
		for page := range strings.SplitSeq(pages, ",") {
			reports, err := reportsOf(runs, command, address+page)
			if err != nil {
				stop()
				return fmt.Errorf("%s: %w", page, err)
			}
			if !line(page, reports) {
				low++
			}
		}
		stop()
	}
	if low > 0 {
		return fmt.Errorf("%d pages are below a gate: performance %d, the others %d", low, gates[0].least, gates[1].least)
	}
	return nil
}

// line prints the medians of a page and says whether all gates hold.
func line(page string, reports []report) bool {
	held := true
	fmt.Printf("%-42s", page)
	for _, g := range gates {
		score := int(median(reports, func(r report) float64 { return r.Categories[g.category].Score })*100 + .5)
		mark := " "
		if score < g.least {
			held, mark = false, "!"
		}
		fmt.Printf(" %4d%s", score, mark)
	}
	fmt.Printf("%8.0f %8.0f %8.3f\n", median(reports, figure(audits[0])), median(reports, figure(audits[1])), median(reports, figure(audits[2])))
	return held
}

// report is what is read of Lighthouse's JSON.
type report struct {
	Categories map[string]struct{ Score float64 }
	Audits     map[string]struct{ NumericValue float64 }
}

// figure returns a function that reads one audit of a report.
func figure(audit string) func(report) float64 {
	return func(r report) float64 { return r.Audits[audit].NumericValue }
}

// median returns the median of a figure over at least one report.
func median(reports []report, of func(report) float64) float64 {
	all := make([]float64, len(reports))
	for i, r := range reports {
		all[i] = of(r)
	}
	slices.SortFunc(all, cmp.Compare[float64])
	return (all[(len(all)-1)/2] + all[len(all)/2]) / 2
}

// reportsOf runs Lighthouse on an address.
func reportsOf(runs int, command []string, address string) ([]report, error) {
	reports := make([]report, runs)
	for i := range reports {
		args := append(slices.Clone(command[1:]), address, "--quiet", "--output=json", "--output-path=stdout",
			"--only-categories=performance,accessibility,best-practices,seo", "--chrome-flags=--headless=new --no-sandbox")
		cmd := exec.Command(command[0], args...)
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(out, &reports[i]); err != nil {
			return nil, err
		}
	}
	return reports, nil
}

// serve gives out a folder on loopback and returns its address, which ends in a slash.
func serve(folder string) (address string, stop func(), err error) {
	if _, err := os.Stat(folder); err != nil {
		return "", nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	s := &http.Server{Handler: packed(http.FileServer(http.Dir(filepath.Clean(folder))))}
	go func() { _ = s.Serve(l) }() // Ends with an error when the server is closed.
	return "http://" + l.Addr().String() + "/", func() { _ = s.Close() }, nil
}

// packed compresses what is text and lets it be kept, as hosts of static sites do.
func packed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "max-age=600")
		ext := path.Ext(r.URL.Path)
		if !slices.Contains([]string{"", ".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md"}, ext) {
			next.ServeHTTP(w, r)
			return
		}
		r.Header.Del("Range")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		defer z.Close()
		next.ServeHTTP(zipped{w, z}, r)
	})
}

// zipped sends a body through the writer that compresses it.
type zipped struct {
	http.ResponseWriter
	z *gzip.Writer
}

func (w zipped) Write(b []byte) (int, error) { return w.z.Write(b) }

func (w zipped) WriteHeader(status int) {
	w.Header().Del("Content-Length")
	w.ResponseWriter.WriteHeader(status)
}
