package diagram

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
)

// TestBadge holds badges of hostile texts to XML, to elements that only draw, and texts to their fields.
func TestBadge(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"event", `</text><script>alert(1)</script>`, "a\"b'c & <d>]]>", "\x00\x1b\ufffe\u202e", "", strings.Repeat("Wide ", 100), "注文が確定", "هذا"} {
		data := Badge(text+" 1.0", []BadgePart{{Text: "event"}, {text, "info"}, {"1 consumer", "good"}, {"deprecated", "warn"}, {"x", "no tone"}})
		texts, rects, end := 0, 0, 0.0
		decoder := xml.NewDecoder(strings.NewReader(string(data)))
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%q: %v\n%s", text, err, data)
			}
			e, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			at := map[string]string{}
			for _, a := range e.Attr {
				at[a.Name.Local] = a.Value
			}
			switch e.Name.Local {
			case "svg", "title", "g":
			case "text":
				texts++
			case "rect":
				x, err := strconv.ParseFloat(at["x"], 64)
				if err != nil || x < end-0.2 || x > end+0.2 {
					t.Errorf("%q: a field begins at %q, and the one before it ends at %v", text, at["x"], end)
				}
				width, err := strconv.ParseFloat(at["width"], 64)
				if err != nil || width > maxBadge+2*badgePadding+1 {
					t.Errorf("%q: a field is %q wide", text, at["width"])
				}
				end = x + width
				rects++
			default:
				t.Errorf("%q: there is a <%s>", text, e.Name.Local)
			}
		}
		if texts != rects || texts < 4 {
			t.Errorf("%q: %d texts in %d fields", text, texts, rects)
		}
	}
}
