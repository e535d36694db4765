package page

import (
	"net/url"
	"strings"

	"github.com/eventatlas/eventatlas/render/site"
)

// NotFoundView is what a server answers for an address that does not exist.
type NotFoundView struct {
	Frame
	Ways []NavItem
}

// notFoundPage makes the page that is served below any address, so its links start at the root that the configured address of
// the site has; without one they work at the root of a host.
func notFoundPage(b *Builder, page site.Page) any {
	c := b.at(page)
	v := NotFoundView{Frame: c.frame()}
	v.titled(c.t("Page not found"))
	v.Icon = "question"
	if root := rootOf(c.cat.Config.BaseURL); root != "" {
		c.rebase(&v.Frame, root)
	}
	v.Ways = v.Nav[len(v.Nav)-1].Items
	return v
}

// rootOf is the path of an absolute address, with a slash at its end; "" where there is none.
func rootOf(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil || u.Host == "" {
		return ""
	}
	return strings.TrimSuffix(u.EscapedPath(), "/") + "/"
}

func (c *context) rebase(f *Frame, root string) {
	f.Root = root
	for _, href := range []*string{&f.HomeHref, &f.AZHref, &f.MapHref, &f.ProblemsHref, &f.Boot, &f.Script, &f.Logo} {
		if *href != "" {
			*href = root + *href
		}
	}
	for i := range f.Styles {
		f.Styles[i] = root + f.Styles[i]
	}
	for i := range f.Crumbs {
		if f.Crumbs[i].Href != "" {
			f.Crumbs[i].Href = root + f.Crumbs[i].Href
		}
	}
	for g := range f.Nav {
		for _, l := range []*Link{&f.Nav[g].Title, &f.Nav[g].More} {
			if l.Href != "" {
				l.Href = root + l.Href
			}
		}
		for i := range f.Nav[g].Items {
			f.Nav[g].Items[i].Href = root + f.Nav[g].Items[i].Href
		}
	}
}
