// Package render makes the files of a site: the templates of a theme over the pages of a plan, and the assets that they refer to.
//
// Files returns a list of paths, each with a function that makes its bytes. Nothing is rendered before it is asked for, a page at a
// time and in any order, so `generate` asks for every path and the dev server for one, and what is served is what would be
// written. A page is a function of its view and its templates; views are made by the package page.
package render

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"sync"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/changes"
	"github.com/eventatlas/eventatlas/render/explore"
	"github.com/eventatlas/eventatlas/render/feed"
	"github.com/eventatlas/eventatlas/render/output"
	"github.com/eventatlas/eventatlas/render/page"
	"github.com/eventatlas/eventatlas/render/search"
	"github.com/eventatlas/eventatlas/render/site"
	"github.com/eventatlas/eventatlas/render/twin"
	"github.com/eventatlas/eventatlas/themes"
)

// Options are the choices that are not part of the catalog. The zero value is the default theme.
type Options struct {
	Theme themes.Theme
	// Root is the path at which the site is served, such as "/"; "" is what the configuration says. Only the page for addresses that do not exist has to know it.
	Root string
	// History is what the repository around the source knows of earlier states; nil was not read.
	History *changes.History
	// Previous is what an earlier site says of the catalog; nil compares with none.
	Previous *changes.Snapshot
	// Rules says what the codes of diagnostics stand for.
	Rules []catalog.CodeInfo
	// Program is the version of the program, which the page about the site names; "" is not known.
	Program string
	// Memo spares the work of the site before; nil is none.
	Memo *Memo
}

// Files returns the files of a site and the diagnostics of the texts in it together with those of the catalog, sorted. The error is
// about the theme: a template that does not parse, or that puts values where they cannot be made safe.
func Files(plan *site.Plan, opt Options) ([]output.File, []catalog.Diagnostic, error) {
	if opt.Theme.Name == "" {
		theme, err := themes.Default()
		if err != nil {
			return nil, nil, err
		}
		opt.Theme = theme
	}
	words, err := wordsOf(opt.Theme, plan.Catalog.Config.Locale)
	if err != nil {
		return nil, nil, err
	}
	sets, err := opt.Memo.templates(opt.Theme, words)
	if err != nil {
		return nil, nil, err
	}
	assets, files := assetFiles(opt.Theme, plan.Catalog)
	published := publish(plan.Catalog, opt.Memo)
	builder := page.New(plan, page.Options{
		Words: words, Assets: assets, Files: published.path, Root: opt.Root, History: opt.History, Memo: opt.Memo.page(), Rules: opt.Rules, Previous: opt.Previous, Program: opt.Program,
	})
	plan = builder.Plan()
	r := &renderer{builder: builder, sets: sets}
	for _, p := range plan.Pages {
		files = append(files, output.File{Path: p.Path, Data: func() ([]byte, error) { return r.page(p) }})
	}
	files = append(files, twin.Files(twin.Input{
		Plan: plan, Words: words, View: r.view, HTML: r.page, Findings: builder.ProblemsOf, Problems: builder.Problems(), Style: assets.Style,
	})...)
	for _, redirect := range plan.Redirects {
		files = append(files, output.File{Path: redirect.Path, Data: func() ([]byte, error) { return builder.Moved(redirect), nil }})
	}
	for _, s := range builder.Shared() {
		files = append(files, output.File{Path: s.Path, Data: func() ([]byte, error) { return s.Data(), nil }})
	}
	if builder.HasFeed() {
		files = append(files, output.File{Path: page.FeedPath, Data: func() ([]byte, error) { return feed.Write(builder.Feed()) }})
	}
	files = append(files, explore.Files(builder.ExploreSize(), builder.ExploreInput)...)
	files = append(files, search.Files(builder.SearchSize(), builder.SearchInput)...)
	return append(files, published.files(plan.Catalog)...), builder.Problems(), nil
}

// renderer renders pages; it is safe for concurrent use.
type renderer struct {
	builder *page.Builder
	sets    map[string]set
	buffers sync.Pool
	views   recent[any]
}

// view makes the view of a page, or returns it if it has just been made: what stands beside the page is made of it too.
func (r *renderer) view(p site.Page) any {
	return r.views.get(p.Path, func() any {
		s, ok := r.sets[p.Kind]
		if !ok {
			return nil
		}
		return s.kind.View(r.builder, p)
	})
}

// set is the templates of one kind of page.
type set struct {
	kind page.Kind
	tmpl *template.Template
}

// page renders one page.
func (r *renderer) page(p site.Page) ([]byte, error) {
	s, ok := r.sets[p.Kind]
	if !ok {
		return nil, fmt.Errorf("there is no page kind %q", p.Kind)
	}
	buffer, _ := r.buffers.Get().(*bytes.Buffer)
	if buffer == nil {
		buffer = &bytes.Buffer{}
	}
	defer r.buffers.Put(buffer)
	buffer.Reset()
	err := s.tmpl.ExecuteTemplate(&limited{buffer}, "base", r.view(p))
	switch {
	case errors.Is(err, errTooLarge):
		return tooLarge(p), nil
	case err != nil:
		return nil, fmt.Errorf("theme: %w", err)
	}
	return bytes.Clone(buffer.Bytes()), nil
}

// maxPage is the largest page in bytes: what only a template that repeats itself makes, or a file that somebody filled up on purpose.
const maxPage = 16 << 20

var errTooLarge = errors.New("the page is larger than 16 MB")

// tooLarge stands in for a page over the limit, so that one such file costs one page and not the site.
func tooLarge(p site.Page) []byte {
	return []byte(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
<title>This page is too large</title>
</head>
<body>
<h1>This page is too large</h1>
<p>It would have more than 16 MB, so it is left out. <a href="` + site.Relative(p.Path, site.FixedPath(site.Home)) + `">Go to the start of the catalog</a></p>
</body>
</html>
`)
}

// wordsOf are the texts of the interface in the language of the site, with those that the theme has of its own.
func wordsOf(theme themes.Theme, locale string) (page.Words, error) {
	var own []map[string]string
	for _, f := range theme.Words(page.Locales(locale)) {
		table, err := page.ParseWords(f.Data)
		if err != nil {
			return page.Words{}, fmt.Errorf("theme: %s: %w", f.Path, err)
		}
		own = append(own, table)
	}
	return page.NewWords(locale, own...)
}

// limited is a buffer that takes no more than maxPage.
type limited struct{ buffer *bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if l.buffer.Len()+len(p) > maxPage {
		return 0, errTooLarge
	}
	return l.buffer.Write(p)
}

// parseTheme parses the templates of each kind of page as a set of its own, so that pages may define the same block.
func parseTheme(theme themes.Theme, words page.Words) (map[string]set, error) {
	sets := map[string]set{}
	for _, kind := range page.Kinds() {
		tmpl := template.New("theme").Funcs(page.Funcs(words)).Option("missingkey=error")
		for _, f := range theme.Templates(kind.Name) {
			if err := lint(f.Path, string(f.Data)); err != nil {
				return nil, err
			}
			if _, err := tmpl.New(f.Path).Parse(string(f.Data)); err != nil {
				return nil, fmt.Errorf("theme %s: %w", theme.Name, err)
			}
		}
		if tmpl.Lookup("base") == nil || tmpl.Lookup("main") == nil {
			return nil, fmt.Errorf("theme %s: pages/%s.html has to define \"main\", and base.html \"base\"", theme.Name, kind.Name)
		}
		sets[kind.Name] = set{kind: kind, tmpl: tmpl}
	}
	return sets, nil
}
