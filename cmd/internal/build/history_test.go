package build

import (
	"encoding/xml"
	"maps"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// repository makes the editor's catalog a repository with what is in it now as its first commit.
func (e *editor) repository() {
	e.t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		e.t.Skip("there is no git")
	}
	e.git("init", "-q")
	e.commit()
}

func (e *editor) git(args ...string) {
	e.t.Helper()
	cmd := exec.CommandContext(e.t.Context(), "git", args...)
	cmd.Dir = e.dir
	date := "2024-05-06T07:08:09Z"
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=Ada & <b>", "GIT_AUTHOR_EMAIL=ada@shop.example",
		"GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=ada@shop.example", "GIT_AUTHOR_DATE="+date, "GIT_COMMITTER_DATE="+date)
	if out, err := cmd.CombinedOutput(); err != nil {
		e.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func (e *editor) commit() string {
	e.t.Helper()
	e.git("add", "-A")
	e.git("commit", "-q", "--allow-empty", "-m", "Say <script> & more, "+strconv.Itoa(e.random.IntN(1000)))
	return "commit"
}

// TestSessionWithHistory is TestSessionEqualsFreshBuild for a catalog in a repository, into which edits are committed between builds.
func TestSessionWithHistory(t *testing.T) {
	t.Parallel()
	for seed := range 4 {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, uint64(seed)+1000)
			e.repository()
			session := NewSession(e.dir, "")
			session.History = true
			if _, err := session.Read(t.Context()); err != nil {
				t.Fatal(err)
			}
			for i := range 6 {
				what := e.edit()
				if i%2 == 1 {
					what += ", " + e.commit()
				}
				if compare(t, session, e.dir, what); t.Failed() {
					return
				}
			}
		})
	}
}

// TestHistoryOfSite holds that the page of changes, the feed, the first page and the pages of resources tell of commits, and that a commit changes
// one of the inputs, so that whoever watches builds again.
func TestHistoryOfSite(t *testing.T) {
	t.Parallel()
	e := newEditor(t, 1)
	e.write("eventatlas.yaml", "title: Tea & <i>\nbaseURL: https://docs.example/tea/\nhistory: {url: 'https://code.example/commit/{commit}'}\n")
	e.repository()
	e.write("parts/s0.yaml", strings.Replace(e.service(0), "name: Event 0", "name: Event nought", 1))
	session := NewSession(e.dir, "")
	session.History = true
	src, err := session.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	before := maps.Clone(src.Inputs)
	e.commit()
	changed := false
	for name, sum := range before {
		changed = changed || Sum(name) != sum
	}
	if !changed {
		t.Error("a commit is not seen by who watches the inputs")
	}
	src, err = session.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tr, err := session.Site(src)
	if err != nil {
		t.Fatal(err)
	}
	files := content(t, tr)
	for name, want := range map[string]string{
		"changes/index.html":        "Event nought",
		"changes/index.md":          "Event 0",
		"index.html":                `<link rel="alternate" type="application/atom+xml" href="feed.atom">`,
		"events/event-0/index.html": "Last changed 2024-05-06",
		"events/event-0/index.md":   "Last changed 2024-05-06",
	} {
		if !strings.Contains(string(files[name]), want) {
			t.Errorf("%s does not hold %q", name, want)
		}
		if strings.Contains(string(files[name]), "<script> &") {
			t.Errorf("%s holds what somebody wrote as markup", name)
		}
	}
	if page := string(files["changes/index.html"]); !strings.Contains(page, `href="https://code.example/commit/`) {
		t.Error("no commit leads to where it can be seen")
	}
	var feed struct {
		ID      string `xml:"id"`
		Updated string `xml:"updated"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Content string `xml:"content"`
			Link    struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(files["feed.atom"], &feed); err != nil || len(feed.Entries) != 2 {
		t.Fatalf("%v\n%s", err, files["feed.atom"])
	}
	first := feed.Entries[0]
	if feed.ID != "https://docs.example/tea/feed.atom" || feed.Updated != "2024-05-06T07:08:09Z" || !strings.HasPrefix(first.ID, "urn:uuid:") || first.ID == feed.Entries[1].ID ||
		!strings.HasPrefix(first.Title, "Say <script> & more") || !strings.HasPrefix(first.Link.Href, "https://docs.example/tea/changes/#c-") || strings.Contains(first.Content, "<script>") {
		t.Errorf("%+v", feed)
	}
	anchor := strings.TrimPrefix(first.Link.Href, "https://docs.example/tea/changes/#")
	if !strings.Contains(string(files["changes/index.html"]), `id="`+anchor+`"`) {
		t.Errorf("there is no %s", anchor)
	}
}
