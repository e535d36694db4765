// Package feed writes Atom feeds (RFC 4287). It knows nothing of a catalog: an Entry has texts, a time, a link and a piece of HTML that its
// maker has escaped. Nothing depends on the clock: a feed is as new as its newest entry.
package feed

import (
	"bytes"
	"cmp"
	"crypto/sha1" //nolint:gosec // what a UUID of version 5 is made with (RFC 9562, section 5.5)
	"encoding/xml"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Feed is a feed. Base is the address of the site with a slash at its end, or "" where it is not known: then links are relative to the feed itself.
type Feed struct {
	Title, Base, Lang string
	// Self and Page are the paths of the feed and of the page that shows the same, from the root of the site.
	Self, Page string
	Entries    []Entry
}

// Entry is one thing that happened.
type Entry struct {
	// Key names the entry for ever; Link is its path from the root of the site.
	Key, Link     string
	Title, Author string
	Time          time.Time
	// HTML is the content.
	HTML string
}

type atom struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string   `xml:"xml:lang,attr,omitempty"`
	Base    string   `xml:"xml:base,attr,omitempty"`
	Title   string   `xml:"title"`
	ID      string   `xml:"id"`
	Updated string   `xml:"updated"`
	Links   []link   `xml:"link"`
	Maker   string   `xml:"generator"`
	Entries []entry  `xml:"entry"`
}

type link struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type entry struct {
	Title   string  `xml:"title"`
	ID      string  `xml:"id"`
	Updated string  `xml:"updated"`
	Author  string  `xml:"author>name"`
	Link    link    `xml:"link"`
	Content content `xml:"content"`
}

type content struct {
	Type string `xml:"type,attr"`
	HTML string `xml:",chardata"`
}

// Write writes a feed. It needs one entry at least, whose time is that of the feed.
func Write(f Feed) ([]byte, error) {
	out := atom{
		Lang: f.Lang, Base: f.Base, Title: clean(f.Title), ID: identity(f.Base, f.Base+f.Self, clean(f.Title)), Maker: "EventAtlas",
		Links: []link{{Rel: "self", Type: "application/atom+xml", Href: f.Base + f.Self}, {Rel: "alternate", Type: "text/html", Href: f.Base + f.Page}},
	}
	newest := time.Time{}
	for _, e := range f.Entries {
		if e.Time.After(newest) {
			newest = e.Time
		}
		out.Entries = append(out.Entries, entry{
			Title: clean(e.Title), ID: uuid(e.Key), Updated: stamp(e.Time), Author: clean(cmp.Or(e.Author, f.Title)),
			Link: link{Rel: "alternate", Type: "text/html", Href: f.Base + e.Link}, Content: content{Type: "html", HTML: clean(e.HTML)},
		})
	}
	out.Updated = stamp(newest)
	var b bytes.Buffer
	b.WriteString(xml.Header)
	w := xml.NewEncoder(&b)
	w.Indent("", " ")
	if err := w.Encode(out); err != nil {
		return nil, fmt.Errorf("writing a feed: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// identity is the name of the feed itself: its address, or what is made of its title where it has none.
func identity(base, address, title string) string {
	if base != "" {
		return address
	}
	return uuid("feed:" + title)
}

// uuid is a UUID of version 5 (RFC 9562) in the form of an IRI, made of a name.
func uuid(name string) string {
	sum := sha1.Sum([]byte("eventatlas:" + name)) //nolint:gosec // see above
	sum[6] = sum[6]&0x0f | 0x50
	sum[8] = sum[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// clean replaces what XML cannot hold (XML 1.0, section 2.2).
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r >= 0xFFFE && r&0xFFFE == 0xFFFE {
			return utf8.RuneError
		}
		return r
	}, s)
}
