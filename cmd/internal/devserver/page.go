package devserver

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the scripts of the server
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

//go:embed live.js
var liveScript []byte

//go:embed worker.js
var workerScript []byte

// types are the media types of what a site has; the table of the operating system would make them those of this machine.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
	".gif": "image/gif", ".webp": "image/webp", ".ico": "image/x-icon", ".woff2": "font/woff2", ".xml": "application/xml", ".avsc": "application/json",
	".md": "text/markdown; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".atom": "application/atom+xml", ".jsonl": "application/jsonl",
}

// drawingPolicy is that of a drawing that is opened by itself: it draws, and does nothing else.
const drawingPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'"

func typeOf(name string) string {
	if t, ok := types[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "text/plain; charset=utf-8"
}

// indexName is the page of a folder.
const indexName = "index.html"

// fileOf is the name of the file that an address stands for.
func fileOf(name string) string {
	if name == "" || strings.HasSuffix(name, "/") {
		return name + indexName
	}
	return name
}

// page answers with a file of the tree.
func (s *Server) page(w http.ResponseWriter, r *http.Request, name string) {
	site, build := s.current()
	w.Header().Set("X-Eventatlas-Build", strconv.FormatUint(build, 10))
	if site.Failure != "" {
		w.Header().Set("X-Eventatlas-Stale", "1")
	}
	if site.Tree == nil {
		s.write(w, r, http.StatusServiceUnavailable, indexName, []byte(noSite), build)
		return
	}
	status, file := http.StatusOK, fileOf(name)
	data, ok, err := site.Tree.Read(file)
	if err == nil && !ok {
		status, file = http.StatusNotFound, "404.html"
		data, ok, err = site.Tree.Read(file)
	}
	switch {
	case err != nil:
		fail(w, http.StatusInternalServerError, "the page cannot be rendered: "+err.Error())
	case !ok:
		fail(w, http.StatusNotFound, "there is no such page")
	default:
		s.write(w, r, status, file, data, build)
	}
}

// noSite is shown, under the problems, until a first build succeeds.
const noSite = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>No site yet</title>
</head>
<body>
<h1>No site yet</h1>
<p>The catalog could not be built. The problem is shown here and in the terminal; this page changes when it is solved.</p>
</body>
</html>
`

func (s *Server) write(w http.ResponseWriter, r *http.Request, status int, file string, data []byte, build uint64) {
	w.Header().Set("Content-Type", typeOf(file))
	switch strings.ToLower(path.Ext(file)) {
	case ".html":
		data = s.inject(data, build)
	case ".svg":
		w.Header().Set("Content-Security-Policy", drawingPolicy)
	default:
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(data)
	}
}

// inject puts the server's script into a page.
func (s *Server) inject(data []byte, build uint64) []byte {
	sums := sumsOf(data)
	tag := fmt.Appendf(nil, `<script src="/%s%s/live.js" data-build="%d" data-page="%s" data-body="%s" defer></script>`+"\n", ownPrefix, s.token, build, sums.Page, sums.Body)
	at := bytes.Index(data, []byte("</head>"))
	if at < 0 {
		at = len(data)
	}
	return bytes.Join([][]byte{data[:at], data[at:]}, tag)
}

// sums tell whether a page has changed, and whether only its first stylesheet has, which all pages share.
type sums struct {
	Page  string `json:"page"`
	Body  string `json:"body"`
	Style string `json:"style"`
}

var styleLink = regexp.MustCompile(`<link rel="stylesheet" href="([^"]*)">`)

func sumsOf(data []byte) sums {
	s := sums{Page: short(data), Body: short(data)}
	if at := styleLink.FindSubmatchIndex(data); at != nil {
		s.Style = string(data[at[2]:at[3]])
		s.Body = short(slices.Concat(data[:at[0]], data[at[1]:]))
	}
	return s
}

func short(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:12])
}

// own answers what the server's script asks for.
func (s *Server) own(w http.ResponseWriter, r *http.Request, rest string) {
	token, name, _ := strings.Cut(rest, "/")
	if token != s.token {
		fail(w, http.StatusForbidden, "this address is for the pages of this server")
		return
	}
	switch name {
	case "live.js":
		s.script(w, r, liveScript)
	case "worker.js":
		s.script(w, r, workerScript)
	case "events":
		s.events(w, r)
	case "state":
		s.state(w, r)
	default:
		fail(w, http.StatusNotFound, "there is nothing here")
	}
}

func (s *Server) script(w http.ResponseWriter, r *http.Request, data []byte) {
	w.Header().Set("Content-Type", types[".js"])
	if r.Method != http.MethodHead {
		_, _ = w.Write(data)
	}
}

// state is what a page asks after each build: whether it is still what it would be now, and which problems there are.
type state struct {
	Build    uint64    `json:"build"`
	Found    bool      `json:"found"`
	Problems []Problem `json:"problems"`
	Failure  string    `json:"failure,omitempty"`
	sums
}

func (s *Server) state(w http.ResponseWriter, r *http.Request) {
	site, build := s.current()
	answer := state{Build: build, Problems: site.Problems, Failure: site.Failure}
	if name, ok := target(r.URL.Query().Get("page")); ok && site.Tree != nil {
		data, found, err := site.Tree.Read(fileOf(name))
		if !found && err == nil {
			data, _, err = site.Tree.Read("404.html")
		}
		answer.Found = found && err == nil
		answer.sums = sumsOf(data)
	}
	if answer.Problems == nil {
		answer.Problems = []Problem{}
	}
	data, err := json.Marshal(answer)
	if err != nil {
		fail(w, http.StatusInternalServerError, "the state cannot be written")
		return
	}
	w.Header().Set("Content-Type", types[".json"])
	_, _ = w.Write(data)
}
