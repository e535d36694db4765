package search

import (
	"bytes"
	"compress/gzip"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/eventatlas/eventatlas/render/output"
)

// sample returns n entries, each as likely as any other.
func sample(entries []Entry, n int) []Entry {
	random := rand.New(rand.NewPCG(7, 7))
	list := make([]Entry, n)
	for i := range list {
		list[i] = entries[random.IntN(len(entries))]
	}
	return list
}

// rank is the place of the first entry for which is holds in the answer to a query, from 1; 0 where there is none among the first 20.
func (r *reader) rank(query string, is func(record []string) bool) int {
	for i, e := range r.search(query) {
		if i == 20 {
			break
		}
		if is(r.record(e)) {
			return i + 1
		}
	}
	return 0
}

func isTitled(name string) func([]string) bool {
	return func(record []string) bool { return record[1] == name }
}

func TestRanks(t *testing.T) {
	entries := catalogOf(10_000)
	r := readerOf(t, entries)
	declares := map[string][]string{}
	for _, e := range entries {
		for _, f := range e.Fields {
			declares[e.Title] = append(declares[e.Title], f.Name)
		}
	}
	exact, fields, typos := 0, 0, 0
	for _, e := range sample(entries, 1000) {
		if r.rank(e.Title, isTitled(e.Title)) == 1 {
			exact++
		} else {
			t.Logf("%s is not the first", e.Title)
		}
		field := e.Fields[len(e.Fields)-2].Name
		if k := r.rank(field, func(record []string) bool { return slices.Contains(declares[record[1]], field) }); k >= 1 && k <= 5 {
			fields++
		}
	}
	random := rand.New(rand.NewPCG(3, 3))
	for _, e := range sample(entries, 200) {
		typed := mistype(e.Title, random)
		if k := r.rank(typed, isTitled(e.Title)); k >= 1 && k <= 5 {
			typos++
		} else {
			t.Logf("%s is not found as %s: %d", e.Title, typed, k)
		}
	}
	t.Logf("names first: %d of 1000, fields in the first five: %d of 1000, names with a mistake: %d of 200", exact, fields, typos)
	if exact < 1000 || fields < 980 || typos < 190 {
		t.Error("too few are found")
	}
}

// mistype makes one mistake in a name: a letter too many, too few, wrong, or swapped with the next.
func mistype(name string, random *rand.Rand) string {
	i, letter := random.IntN(len(name)-1), string(rune('a'+random.IntN(26)))
	switch random.IntN(4) {
	case 0:
		return name[:i] + letter + name[i:]
	case 1:
		return name[:i] + name[i+1:]
	case 2:
		return name[:i] + letter + name[i+1:]
	default:
		return name[:i] + name[i+1:i+2] + name[i:i+1] + name[i+2:]
	}
}

// The bytes that a first query loads, for the ten results that are shown.
func TestBytesOfFirstResult(t *testing.T) {
	for _, c := range []struct{ entries, limit int }{{1_000, 60_000}, {10_000, 80_000}, {100_000, 100_000}} {
		if c.entries > 10_000 && testing.Short() {
			continue
		}
		r := readerOf(t, catalogOf(c.entries))
		most, worst, total := 0, "", 0
		queries := []string{"o", "or", "order", "shipm", "customerId", "payment", "checkout", "orderLinePlaced", "refund total", "kind:event price", "line placed", "ordre line placed"}
		for _, q := range queries {
			r.forget()
			found := r.search(q)
			for _, e := range found[:min(10, len(found))] {
				r.record(e)
			}
			if n := compressed(t, r.loaded); n > most {
				most, worst = n, q
			}
			total += compressed(t, r.loaded)
		}
		t.Logf("%d entries: %d bytes on average, %d at most (%s), root %d, files %d", c.entries, total/len(queries), most, worst,
			compressed(t, map[string][]byte{Root: r.loaded[Root]}), len(r.files))
		if most > c.limit {
			t.Errorf("%q loads %d bytes", worst, most)
		}
		if len(r.files) > c.entries/20+300 {
			t.Errorf("%d files", len(r.files))
		}
	}
}

func compressed(t *testing.T, files map[string][]byte) int {
	t.Helper()
	n := 0
	for _, data := range files {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		n += b.Len()
	}
	return n
}

// hostile are words that are something else in some language that they pass through.
var hostile = []string{
	"constructor", "__proto__", "toString", "hasOwnProperty", "</script>", "<!--", "a\u2028b", "\u2029", "\x00", "\uFFFF", "\uFEFF", "]]>", "${x}",
	`"`, `\`, "'", "../../etc/passwd", "%2e%2e", ":kind:event", "kind:", "owner:__proto__", "field:constructor", "𝒪𝓇𝒹ℯ𝓇", "Ａ", "ß", "İ", "日本", "ｶﾞ", "👩‍👩‍👧", "e\u0301",
	strings.Repeat("a", 5000), strings.Repeat("a ", 500), "\xff\xfe", "*", "A", "a,b;c",
}

// Every one of them is found by its name, or not at all, and none breaks anything.
func TestHostileNames(t *testing.T) {
	var entries []Entry
	for i, word := range hostile {
		entries = append(entries, Entry{Icon: "event", Title: word, Names: []string{word}, Prose: []string{word, "x" + word}, Fields: []Field{{word, "a." + word}}, Path: strconv.Itoa(i)})
	}
	for _, size := range []int{0, 1 << 20, 1 << 24} {
		r := newReader(t, Files(Size{Entries: len(entries), Source: size}, func() Input { return Input{Entries: entries} }))
		for path, data := range r.files {
			b, err := data()
			if err != nil {
				t.Fatal(err)
			}
			if bytes.ContainsAny(b, "<\u2028\u2029") {
				t.Errorf("%s holds what ends a script or a line", path)
			}
		}
		for i, word := range hostile {
			q := parse(word)
			if found := r.search(word); len(q.words) > 0 && len(q.filters) == 0 && !slices.ContainsFunc(found, func(e int) bool { return r.record(e)[8] == strconv.Itoa(i) }) {
				t.Errorf("%.20q is not found", word)
			}
		}
	}
}

// The order of the entries and the number of processors do not matter.
func TestSameBytes(t *testing.T) {
	entries := catalogOf(500)
	one := contents(t, entries)
	slices.Reverse(entries)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if diff := cmp.Diff(one, contents(t, entries)); diff != "" {
		t.Error(diff[:200])
	}
}

func contents(t *testing.T, entries []Entry) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, f := range files(entries) {
		data, err := f.Data()
		if err != nil {
			t.Fatal(err)
		}
		all[f.Path] = string(data)
	}
	return all
}

func files(entries []Entry) []output.File {
	return Files(Size{Entries: len(entries), Source: source(len(entries))}, func() Input { return Input{Entries: entries} })
}

// Nothing is made before a file is asked for, and then once.
func TestLazy(t *testing.T) {
	made := 0
	list := Files(Size{Entries: 1}, func() Input { made++; return Input{Entries: []Entry{{Title: "a", Names: []string{"a"}}}} })
	if made != 0 {
		t.Error("the index is made with its paths")
	}
	for _, f := range list {
		if _, err := f.Data(); err != nil {
			t.Error(err)
		}
	}
	if made != 1 {
		t.Errorf("the index was made %d times", made)
	}
	if _, err := Files(Size{Entries: 2}, func() Input { return Input{} })[0].Data(); err == nil {
		t.Error("another number of entries than was said is no error")
	}
}

func TestFilters(t *testing.T) {
	r := readerOf(t, []Entry{
		{Title: "OrderPlaced", Names: []string{"OrderPlaced"}, Filters: []Filter{{"kind", "event"}, {"owner", "order-team"}}, Fields: []Field{{"email", "customer.email"}}},
		{Title: "OrderService", Names: []string{"OrderService"}, Filters: []Filter{{"kind", "service"}, {"owner", "order-team"}}},
		{Title: "StockLow", Names: []string{"StockLow"}, Filters: []Filter{{"kind", "event"}, {"is", "deprecated"}}, Standing: 1},
	})
	for query, want := range map[string]string{
		"kind:event":                 "OrderPlaced StockLow",
		"kind:event order":           "OrderPlaced",
		"owner:Order-Team":           "OrderPlaced OrderService",
		`owner:"order team" service`: "OrderService",
		"is:deprecated":              "StockLow",
		"field:email":                "OrderPlaced",
		"field:customer.email":       "OrderPlaced",
		"customer.email":             "OrderPlaced",
		"kind:event kind:service":    "OrderPlaced OrderService StockLow",
		"kind:event owner:orderteam": "OrderPlaced",
		"field:email field:name":     "",
		"kind:nothing":               "",
		"lower":                      "",
		"ordre":                      "OrderPlaced OrderService",
		"is: ":                       "",
		"":                           "",
	} {
		var got []string
		for _, e := range r.search(query) {
			got = append(got, r.record(e)[1])
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: got %q, want %q", query, s, want)
		}
	}
}

func BenchmarkFiles(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		entries := catalogOf(n)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := files(entries)[0].Data(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestFormerNames holds that an id which something had leads to it before all that only mentions it, and that its record says so; others say nothing.
func TestFormerNames(t *testing.T) {
	entries := append(catalogOf(500), Entry{
		Icon: "event", Title: "TicketPrinted", Path: "events/ticket-printed/index.html", Names: []string{"TicketPrinted", "ticket-printed", "coupon-emitted"}, Former: "coupon-emitted",
	})
	for i := range 5 {
		name := "coupon-emitted-copy-" + strconv.Itoa(i)
		entries = append(entries, Entry{Icon: "event", Title: name, Path: name, Names: []string{name}, Fields: []Field{{"coupon-emitted", "coupon-emitted"}}, Weight: 100})
	}
	r := readerOf(t, entries)
	for _, query := range []string{"coupon-emitted", "CouponEmitted", "coupon emitted"} {
		answer := r.search(query)
		if len(answer) == 0 || r.record(answer[0])[1] != "TicketPrinted" {
			t.Errorf("%q does not lead to what had the name", query)
			continue
		}
		if record := r.record(answer[0]); len(record) != 10 || record[9] != "coupon-emitted" {
			t.Errorf("%q says %q", query, record)
		}
		if record := r.record(answer[1]); len(record) != 9 {
			t.Errorf("%q says %q", query, record)
		}
	}
}
