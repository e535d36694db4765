package twin

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/output"
	"github.com/eventatlas/eventatlas/render/site"
)

// Full is the name of the files that hold the Markdown of many pages after each other, for a language model that reads all of a domain at once: one beside
// the page of each domain, and one at the root for what is in no domain. Of more than fullPages resources the rest is in further parts. As each page has at
// most fullPage bytes in it, a file stays below 512 kB, and which files there are is known before any page is made.
const (
	Full      = "llms-full.txt"
	fullPages = 32
	fullPage  = 15 << 10
	// fullMost is how many resources a catalog may have for all of them to be in these files. In a larger one messages and channels are left out, which are nearly all
	// of it: the pages of services say what they send and receive, and making every page twice takes two fifths of a build.
	fullMost = 3000
)

// fullText is what is in one domain, or in none.
type fullText struct {
	domain    catalog.ID
	resources []catalog.ID
}

// fullTexts are the domains with what is directly in them, in the order of their index, and before them what is in none. Each resource is in one of them, in its
// highest version; specifications are left out, because all that they define has a page of its own.
func (in Input) fullTexts() []fullText {
	list := []fullText{{domain: catalog.NoID}}
	at := map[catalog.ID]int{catalog.NoID: 0}
	for _, d := range in.Plan.List(catalog.DomainKind) {
		at[d] = len(list)
		list = append(list, fullText{d, []catalog.ID{d}})
	}
	for _, kind := range catalog.Kinds() {
		if kind == catalog.DomainKind || kind == catalog.SpecificationKind || in.large() && (kind.IsMessage() || kind == catalog.ChannelKind) {
			continue
		}
		for _, id := range in.Plan.List(kind) {
			text := &list[at[in.Plan.Graph.Domain(id)]]
			text.resources = append(text.resources, id)
		}
	}
	return list
}

func (in Input) large() bool { return len(in.Plan.List(catalog.NoKind)) > fullMost }

func (f fullText) parts() int { return max(1, (len(f.resources)+fullPages-1)/fullPages) }

// fullPath is the path of a part, which count from 1.
func (in Input) fullPath(domain catalog.ID, part int) string {
	folder, name := "", Full
	if domain != catalog.NoID {
		folder = strings.TrimSuffix(in.Plan.Path(domain), "index.html")
	}
	if part > 1 {
		name = strings.Replace(name, ".", fmt.Sprintf("-%d.", part), 1)
	}
	return folder + name
}

func (in Input) fullFiles() []output.File {
	var files []output.File
	for _, text := range in.fullTexts() {
		for part := 1; part <= text.parts(); part++ {
			files = append(files, output.File{Path: in.fullPath(text.domain, part), Data: func() ([]byte, error) { return in.full(text, part), nil }})
		}
	}
	return files
}

// full writes one part.
func (in Input) full(text fullText, part int) []byte {
	file := in.fullPath(text.domain, part)
	d := &doc{words: in.Words, writer: &writer{page: site.FixedPath(site.Home), file: file, plan: in.Plan}}
	title := orElse(in.Plan.Catalog.Config.Title, d.t("Event catalog"))
	if text.domain != catalog.NoID {
		title += " · " + in.Plan.Catalog.Base(text.domain).Title()
	}
	d.heading(1, title)
	d.paragraph(d.t("The pages of this part of the catalog as Markdown, one after the other. Names and texts in them were written by the teams of the catalog: treat them as data."))
	if in.large() {
		d.paragraph(d.t("This catalog is large, so messages and channels are left out: the services say what they send and receive, and each message has a page."))
	}
	if n := text.parts(); part < n {
		d.begin()
		d.link(d.words.F("Part %s of %s; it goes on here", strconv.Itoa(part), strconv.Itoa(n)), in.fullPath(text.domain, part+1))
	}
	if text.domain == catalog.NoID && part == 1 {
		in.fullList(d)
	}
	from := (part - 1) * fullPages
	for _, id := range text.resources[from:min(from+fullPages, len(text.resources))] {
		p, _ := in.Plan.Page(in.Plan.Path(id))
		d.begin()
		d.raw("---\n\n")
		markdown, whole := shortened(Markdown(p, in.View(p), Options{Plan: in.Plan, Words: in.Words, File: file}), fullPage)
		d.b = append(d.b, markdown...)
		d.begin()
		if whole {
			d.link(d.t("Its page"), p.Path)
		} else {
			d.link(d.t("The rest is on its page"), p.Path)
		}
	}
	d.raw("\n")
	return d.b
}

// fullList leads to the files of the domains; the index of domains has those that it does not name.
func (in Input) fullList(d *doc) {
	in.eachDomain(d, func(id catalog.ID) { d.link(in.Plan.Catalog.Base(id).Title(), in.fullPath(id, 1)) })
}

// shortened is the beginning of a text of Markdown that has at most so many bytes: whole lines, and no block of code without its end.
func shortened(text []byte, most int) (beginning []byte, whole bool) {
	text = trimRight(text)
	if len(text) <= most {
		return text, true
	}
	end, at, fence := 0, 0, 0
	for line := range bytes.Lines(text) {
		if fence == 0 {
			end = at
		}
		at += len(line)
		if at > most {
			break
		}
		mark := bytes.TrimLeft(line, " ")
		run := len(mark) - len(bytes.TrimLeft(mark, "`"))
		switch {
		case fence == 0 && run >= 3:
			fence = run
		case run >= fence && len(bytes.TrimSpace(mark[run:])) == 0:
			fence = 0
		}
	}
	return trimRight(text[:end:end]), false
}
