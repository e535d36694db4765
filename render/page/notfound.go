package page

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/eventatlas/eventatlas/render/site"
)

// NotFoundView is what a server answers for an address that does not exist.
type NotFoundView struct {
	Frame
	Ways []NavItem
}

// notFoundPage makes the page that is served in place of any address, however deep, so its links start at the root of the host: with the path that the
// site is served at, or else that of its configured address. Without either they are relative and only right for addresses in no folder.
func notFoundPage(b *Builder, page site.Page) any {
	page.Path = cmp.Or(b.root, rootOf(b.cat.Config.BaseURL)) + page.Path
	c := b.at(page)
	v := NotFoundView{Frame: c.frame()}
	v.titled(c.t("Page not found"))
	v.Icon = "question"
	v.Ways = c.everywhere()
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
