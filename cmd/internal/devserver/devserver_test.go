package devserver

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/eventatlas/eventatlas/render/output"
)

const testPage = `<!doctype html><html><head><link rel="stylesheet" href="assets/site.1.css"></head><body>%s</body></html>`

// siteFor makes a small site whose front page says something.
func siteFor(t *testing.T, text string) Site {
	t.Helper()
	file := func(name, data string) output.File {
		return output.File{Path: name, Data: func() ([]byte, error) { return []byte(data), nil }}
	}
	tree, err := output.New([]output.File{
		file("index.html", fmt.Sprintf(testPage, text)), file("events/a/index.html", fmt.Sprintf(testPage, "event a")), file("404.html", fmt.Sprintf(testPage, "nothing here")),
		file("assets/site.1.css", "h1 {}"), file("files/x.yaml", "a: 1"), file("files/é x.json", "{}"),
		{Path: "events/broken/index.html", Data: func() ([]byte, error) { return nil, errors.New("no <b>page</b>") }},
	})
	if err != nil {
		t.Fatal(err)
	}
	return Site{Tree: tree}
}

// serving starts a server with a site and returns it and its port.
func serving(t *testing.T, opt Options) (*Server, int) {
	t.Helper()
	listeners, port, err := Listen(0, true)
	if err != nil {
		t.Fatal(err)
	}
	s := New(opt)
	s.Publish(siteFor(t, "the front page"))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, listeners) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return s, port
}

// ask sends bytes as they are and returns the status and the whole answer; 0 where the server hangs up.
func ask(t *testing.T, port int, request string) (int, string) {
	t.Helper()
	c, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(c, request); err != nil {
		return 0, ""
	}
	answer, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return 0, ""
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(answer.Body) // an answer to HEAD has none
	var head bytes.Buffer
	_ = answer.Header.Write(&head)
	return answer.StatusCode, head.String() + "\n" + string(body)
}

func get(target string, port int, headers ...string) string {
	return "GET " + target + " HTTP/1.1\r\nHost: localhost:" + strconv.Itoa(port) + "\r\nConnection: close\r\n" + strings.Join(append(headers, ""), "\r\n") + "\r\n"
}

func TestHosts(t *testing.T) {
	t.Parallel()
	_, port := serving(t, Options{Hosts: []string{"atlas.tunnel.example", "other.example:99"}})
	for host, want := range map[string]int{
		"localhost:PORT": 200, "LOCALHOST:PORT": 200, "127.0.0.1:PORT": 200, "[::1]:PORT": 200, "docs.localhost:PORT": 200,
		"atlas.tunnel.example": 200, "atlas.tunnel.example:PORT": 200, "ATLAS.tunnel.example": 200, "other.example:99": 200,
		"attacker.example": 403, "attacker.example:PORT": 403, "127.0.0.1.evil.example:PORT": 403, "localhost.evil.example:PORT": 403,
		"localhost.:PORT": 403, "localhost": 403, "localhost:1": 403, "[::ffff:127.0.0.1]:PORT": 403, "0x7f.1:PORT": 403, "127.1:PORT": 403,
		"2130706433:PORT": 403, "0.0.0.0:PORT": 403, "0:PORT": 403, "127.0.0.2:PORT": 403, "[::]:PORT": 403, "::1:PORT": 403, "evil@localhost:PORT": 403,
		"localhost@evil.example:PORT": 403, ".localhost:PORT": 403, "a/b.localhost:PORT": 403, "other.example": 403, "other.example:PORT": 403,
		"atlas.tunnel.example:1": 403, "xatlas.tunnel.example:PORT": 403, "localhost:PORT:PORT": 403, "localhost:0PORT": 403, "": 400,
	} {
		host = strings.ReplaceAll(host, "PORT", strconv.Itoa(port))
		status, answer := ask(t, port, "GET / HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\n\r\n")
		if status != want && (status != 400 || want != 403) {
			t.Errorf("Host %q: %d; want %d", host, status, want)
		}
		if status != 200 && strings.Contains(answer, "the front page") {
			t.Errorf("Host %q: it gets the page", host)
		}
	}
	own := strconv.Itoa(port)
	for name, request := range map[string]string{
		"no host":          "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
		"two hosts":        "GET / HTTP/1.1\r\nHost: localhost:" + own + "\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
		"HTTP/1.0":         "GET / HTTP/1.0\r\n\r\n",
		"a forwarded host": "GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost:" + own + "\r\nConnection: close\r\n\r\n",
	} {
		if status, answer := ask(t, port, request); status == 200 || strings.Contains(answer, "the front page") {
			t.Errorf("%s: %d", name, status)
		}
	}
}

func TestOrigins(t *testing.T) {
	t.Parallel()
	s, port := serving(t, Options{})
	own := fmt.Sprintf("http://localhost:%d", port)
	cases := []struct {
		headers string
		want    int
	}{
		{"", 200},
		{"Origin: " + own, 200},
		{"Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document", 200},
		{"Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty", 200},
		{"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document", 200},
		{"Origin: https://evil.example", 403},
		{"Origin: null", 403},
		{"Origin: http://localhost:1", 403},
		{"Origin: https://localhost:" + strconv.Itoa(port), 403},
		{"Origin: " + own + "\r\nOrigin: https://evil.example", 403},
		{"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script", 403},
		{"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image", 403},
		{"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty", 403},
		{"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe", 403},
		{"Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script", 403},
		{"Sec-Fetch-Site: cross-site", 403},
		{"Sec-Fetch-Site: nonsense", 403},
	}
	for _, target := range []string{"/", "/assets/site.1.css", "/" + ownPrefix + s.token + "/state?page=/"} {
		for _, c := range cases {
			var headers []string
			if c.headers != "" {
				headers = append(headers, c.headers)
			}
			status, answer := ask(t, port, get(target, port, headers...))
			if status != c.want {
				t.Errorf("%s with %q: %d; want %d", target, c.headers, status, c.want)
			}
			if strings.Contains(strings.ToLower(answer), "access-control-") {
				t.Errorf("%s with %q: the answer speaks of CORS", target, c.headers)
			}
		}
	}
}

// TestTargets sends targets that try to leave the tree, and those of the tree.
func TestTargets(t *testing.T) {
	t.Parallel()
	_, port := serving(t, Options{})
	for target, want := range map[string]int{
		"/": 200, "/index.html": 200, "/events/a/": 200, "/events/a/index.html": 200, "/?q=%3Cscript%3E": 200, "/assets/site.1.css?v=../..": 200,
		"/files/x.yaml": 200, "/files/%C3%A9%20x.json": 200, "/%65vents/a/": 200, "/events/broken/": 500,
		"/events/a": 404, "/events": 404, "/events/": 404, "/assets/": 404, "/nope": 404, "/nope/": 404, "/Index.html": 404, "/index.html/": 404,
		"/.git/config": 404, "/.env": 404, "/eventatlas.yaml": 404, "/catalog.yaml": 404, "/go.mod": 404, "/devserver.go": 404, "/index.html%20": 404, "/index.html.": 404,
		"/INDEX~1.HTM": 404, "/index.html?raw??": 200, "/index.html?import&raw": 200, "/proc/self/environ": 404, "/etc/passwd": 404, "/%2fetc/passwd": 400,
		"/../secret": 400, "/%2e%2e/": 400, "/..%2f": 400, "/..%5c": 400, "/a/..;/": 400, "//evil.example/..": 400, "//": 400, "/a//b": 400, "/./": 400, "/a/./b": 400,
		"/events/a/../../../etc/passwd": 400, "/%252e%252e/secret": 404, "/\\evil": 400, "/%5c..%5c": 400, "/index.html::$DATA": 400, "/C:/x": 400, "/index.html#x": 400,
		"/%00": 400, "/a%00.html": 400, "/%ff": 400, "/%zz": 400, "/%": 400, "/%0d%0aX: y": 400, "http://localhost:PORT/": 400, "http://evil.example/": 403, "*": 400, "index.html": 400,
		"/" + strings.Repeat("a", 5000): 400, "/_eventatlas/": 403, "/_eventatlas/wrong/events": 403, "/_eventatlas/wrong/state?page=/": 403, "/_eventatlas": 404, "/_eventatlas//events": 400,
	} {
		raw := strings.ReplaceAll(target, "PORT", strconv.Itoa(port))
		status, answer := ask(t, port, get(raw, port))
		if status != want && (want != 403 || status != 400) {
			t.Errorf("%.60q: %d; want %d", target, status, want)
		}
		for _, canary := range []string{"root:", "package devserver", "module github", "[core]", "PATH="} {
			if strings.Contains(answer, canary) {
				t.Errorf("%.60q: the answer has %q", target, canary)
			}
		}
		if strings.Contains(answer, "Location:") {
			t.Errorf("%.60q: a redirect", target)
		}
		for _, header := range []string{"X-Content-Type-Options: nosniff", "Cross-Origin-Resource-Policy: same-origin", "Cache-Control: no-store", "Content-Security-Policy: default-src 'none'"} {
			if status != 400 && !strings.Contains(answer, header) {
				t.Errorf("%.60q: the answer does not have %s", target, header)
			}
		}
	}
	if status, _ := ask(t, port, get("/"+strings.Repeat("a", 64<<10), port)); status != 431 && status != 400 && status != 414 && status != 0 {
		t.Errorf("a target of 64 kB: %d", status)
	}
}

func TestMethods(t *testing.T) {
	t.Parallel()
	_, port := serving(t, Options{})
	host := "localhost:" + strconv.Itoa(port)
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get"} {
		status, _ := ask(t, port, method+" / HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\n\r\n")
		if status != 405 && status != 400 {
			t.Errorf("%s: %d", method, status)
		}
	}
	if status, _ := ask(t, port, "CONNECT evil.example:443 HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\n\r\n"); status == 200 {
		t.Error("CONNECT makes a proxy")
	}
	c, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "HEAD / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", host)
	answer, err := io.ReadAll(c)
	if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 200") || strings.Contains(string(answer), "front page") {
		t.Errorf("HEAD: %q (%v)", answer, err)
	}
}

// TestInjection holds that a page of the server has its script once and is else the page of the tree, and that other files are as they are.
func TestInjection(t *testing.T) {
	t.Parallel()
	s, port := serving(t, Options{})
	_, answer := ask(t, port, get("/", port))
	page := fmt.Sprintf(testPage, "the front page")
	if got := strings.Count(answer, "/"+ownPrefix); got != 1 {
		t.Errorf("the script is in the page %d times", got)
	}
	start, end := strings.Index(answer, "<script"), strings.Index(answer, "</script>\n")
	body := answer[strings.Index(answer, "<!doctype"):start] + answer[end+len("</script>\n"):]
	if body != page {
		t.Errorf("without the script the page is %q; want %q", body, page)
	}
	if _, answer := ask(t, port, get("/assets/site.1.css", port)); !strings.HasSuffix(answer, "\nh1 {}") {
		t.Errorf("the stylesheet is %q", answer)
	}
	if _, answer := ask(t, port, get("/nope/deep/", port)); !strings.Contains(answer, "nothing here") {
		t.Errorf("the page of an unknown address is %q", answer)
	}
	for _, name := range []string{"live.js", "worker.js"} {
		if status, answer := ask(t, port, get("/"+ownPrefix+s.token+"/"+name, port)); status != 200 || !strings.Contains(answer, "text/javascript") {
			t.Errorf("%s: %d", name, status)
		}
	}
}

// stateOf asks for the state of a page.
func stateOf(t *testing.T, s *Server, port int, page string) (st state) {
	t.Helper()
	_, answer := ask(t, port, get("/"+ownPrefix+s.token+"/state?page="+page, port))
	_, body, _ := strings.Cut(answer, "\n\n")
	if _, after, ok := strings.Cut(answer, "\r\n\n"); ok {
		body = after
	}
	if err := json.Unmarshal([]byte(body), &st); err != nil {
		t.Fatalf("%v in %q", err, answer)
	}
	return st
}

func TestState(t *testing.T) {
	t.Parallel()
	s, port := serving(t, Options{})
	before, other := stateOf(t, s, port, "/"), stateOf(t, s, port, "/events/a/")
	site := siteFor(t, "another front page")
	site.Problems = []Problem{{Severity: "error", Message: "</script><script>alert(1)</script>"}}
	s.Publish(site)
	after := stateOf(t, s, port, "/")
	if before.Page == after.Page || before.Body == after.Body || !after.Found || after.Build != before.Build+1 {
		t.Errorf("of a page that changed the states are %+v and %+v", before, after)
	}
	if again := stateOf(t, s, port, "/events/a/"); again.Page != other.Page {
		t.Error("a page that did not change has another sum")
	}
	if gone := stateOf(t, s, port, "/gone/"); gone.Found {
		t.Error("a page that is not there is found")
	}
	if len(after.Problems) != 1 {
		t.Errorf("the problems are %v", after.Problems)
	}
	if _, answer := ask(t, port, get("/"+ownPrefix+s.token+"/state?page=/", port)); strings.Contains(answer, "</script>") {
		t.Error("a message of a problem is markup")
	}
	for _, page := range []string{"/../x", "//x", "x", ""} {
		if st := stateOf(t, s, port, page); st.Found {
			t.Errorf("%q is found", page)
		}
	}
	if a, b := sumsOf([]byte(`<link rel="stylesheet" href="a.css"><p>`)), sumsOf([]byte(`<link rel="stylesheet" href="b.css"><p>`)); a.Body != b.Body || a.Page == b.Page || b.Style != "b.css" {
		t.Errorf("of another stylesheet the sums are %+v and %+v", a, b)
	}
}

// TestEvents opens as many streams as are allowed, one that never reads among them, tells them of a build, and holds that nothing is
// left behind.
func TestEvents(t *testing.T) {
	s, port := serving(t, Options{})
	before := runtime.NumGoroutine()
	address := "/" + ownPrefix + s.token + "/events"
	var open []net.Conn
	for range maxClients {
		c, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(c, get(address, port))
		open = append(open, c)
	}
	readers := make([]*bufio.Reader, len(open))
	for i, c := range open[1:] {
		readers[i+1] = bufio.NewReader(c)
		wait(t, c, readers[i+1], "data: 1")
	}
	waitFor(t, func() bool { s.hub.mu.Lock(); defer s.hub.mu.Unlock(); return len(s.hub.clients) == maxClients })
	if status, _ := ask(t, port, get(address, port)); status != http.StatusServiceUnavailable {
		t.Errorf("one stream too many: %d", status)
	}
	for range 100 {
		s.Publish(siteFor(t, "new"))
	}
	for i, c := range open[1:] {
		wait(t, c, readers[i+1], "data: 101")
	}
	for _, c := range open {
		c.Close()
	}
	waitFor(t, func() bool { s.hub.mu.Lock(); defer s.hub.mu.Unlock(); return len(s.hub.clients) == 0 })
	waitFor(t, func() bool { return runtime.NumGoroutine() <= before+2 })
}

func wait(t *testing.T, c net.Conn, r *bufio.Reader, line string) {
	t.Helper()
	if err := c.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	for {
		got, err := r.ReadString('\n')
		if err != nil {
			t.Fatalf("waiting for %q: %v", line, err)
		}
		if strings.TrimSpace(got) == line {
			return
		}
	}
}

func waitFor(t *testing.T, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !done(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it does not come to rest")
		}
	}
}

// TestShutdown ends a server with open streams.
func TestShutdown(t *testing.T) {
	t.Parallel()
	listeners, port, err := Listen(0, true)
	if err != nil {
		t.Fatal(err)
	}
	s := New(Options{})
	s.Publish(siteFor(t, "x"))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, listeners) }()
	c, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprint(c, get("/"+ownPrefix+s.token+"/events", port))
	wait(t, c, bufio.NewReader(c), "data: 1")
	start := time.Now()
	stop()
	if err := <-done; err != nil || time.Since(start) > time.Second {
		t.Errorf("it ends after %v with %v", time.Since(start), err)
	}
}

func TestNoSiteYet(t *testing.T) {
	t.Parallel()
	s, port := serving(t, Options{})
	s.Publish(Site{Failure: "theme: <b>no</b>"})
	status, answer := ask(t, port, get("/events/a/", port))
	if status != http.StatusServiceUnavailable || !strings.Contains(answer, "live.js") || !strings.Contains(answer, "X-Eventatlas-Stale: 1") {
		t.Errorf("%d %s", status, answer)
	}
	if st := stateOf(t, s, port, "/"); st.Failure != "theme: <b>no</b>" || st.Page != "" {
		t.Errorf("the state is %+v", st)
	}
}

func TestListen(t *testing.T) {
	t.Parallel()
	taken, port, err := Listen(0, true)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		for _, l := range taken {
			l.Close()
		}
	}()
	for _, l := range taken {
		if host, _, _ := net.SplitHostPort(l.Addr().String()); !net.ParseIP(host).IsLoopback() {
			t.Errorf("it listens on %s", host)
		}
	}
	if _, _, err := Listen(port, true); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("a port in use that was asked for: %v", err)
	}
	if port < 65000 {
		next, number, err := Listen(port, false)
		if err != nil || number <= port {
			t.Fatalf("after a port in use comes %d (%v)", number, err)
		}
		for _, l := range next {
			l.Close()
		}
	}
}

func TestOpener(t *testing.T) {
	t.Parallel()
	for system, want := range map[string]string{"linux": "xdg-open", "darwin": "open", "windows": "rundll32"} {
		name, args := opener(system, "http://localhost:4321/")
		if name != want || args[len(args)-1] != "http://localhost:4321/" {
			t.Errorf("on %s it is %s %q", system, name, args)
		}
	}
}

// FuzzTarget holds that whatever is asked for, the name that is looked up leads nowhere but down.
func FuzzTarget(f *testing.F) {
	for _, seed := range []string{"/", "/../x", "/%2e%2e/", "//x", "/a/b/?c", "/%5c", "/a%2f..%2fb", "/é", "/%c3%a9"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, uri string) {
		name, ok := target(uri)
		if !ok {
			return
		}
		if strings.HasPrefix(name, "/") || strings.ContainsAny(name, "\\:\x00") || strings.Contains("/"+name, "/..") || strings.Contains(name, "//") {
			t.Errorf("%q asks for %q", uri, name)
		}
	})
}
