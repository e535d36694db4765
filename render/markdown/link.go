package markdown

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/yuin/goldmark/ast"
)

func (w *writer) link(n *ast.Link) {
	href, title, ok := w.destination(string(unescape(n.Destination)), startOf(n))
	if own := unescape(n.Title); len(own) > 0 {
		title = string(own)
	}
	w.anchor(href, title, ok, func() { w.children(n) })
}

func (w *writer) autoLink(n *ast.AutoLink) {
	dest := string(n.URL(w.source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(dest), "mailto:") {
		dest = "mailto:" + dest
	}
	href, _, ok := w.destination(dest, startOf(n))
	w.anchor(href, "", ok, func() { w.out = appendText(w.out, n.Label(w.source)) })
}

// anchor writes a link around what content writes, or the content alone where there is no address, or a
// link is open already: HTML has none inside another.
func (w *writer) anchor(href, title string, ok bool, content func()) {
	if !ok || href == "" || w.inLink || w.inlines >= maxInlineDepth {
		content()
		return
	}
	w.str(`<a href="`)
	w.out = appendAttribute(w.out, href)
	if title != "" {
		w.str(`" title="`)
		w.out = appendAttribute(w.out, title)
	}
	if External(href) {
		w.str(`" rel="noopener noreferrer`)
	}
	w.str(`">`)
	w.inLink = true
	w.inlines++
	content()
	w.inlines--
	w.inLink = false
	w.str("</a>")
}

// destination decides where a link leads. What the page resolves is checked like anything else: it made
// it from names that somebody chose.
func (w *writer) destination(dest string, offset int) (href, title string, ok bool) {
	if fragment, found := strings.CutPrefix(dest, "#"); found {
		return w.fragment(fragment), "", true
	}
	href, ok = SafeURL(dest)
	relative := ok && href != "" && !External(href) && !strings.HasPrefix(href, "mailto:")
	if w.opt.Resolve != nil && (relative || !ok) {
		known := false
		if href, title, known = w.opt.Resolve(dest); !known && relative {
			w.problems.at(offset, deadLink(dest))
			return "", "", false
		}
		href, ok = SafeURL(href)
		ok = ok && known
	}
	if !ok {
		w.problems.at(offset, forbiddenAddress(dest))
	}
	return href, title, ok
}

func deadLink(dest string) Problem {
	return Problem{
		Code: CodeLink, Warning: true,
		Message:    fmt.Sprintf("the link to %q leads nowhere, so only its text is shown", shorten(dest)),
		Suggestion: "check the path; it is relative to the file that holds the text",
	}
}

func forbiddenAddress(dest string) Problem {
	return Problem{
		Code: CodeURLScheme, Warning: true,
		Message:    fmt.Sprintf("%q is neither part of the catalog nor an address that a page may link to, so only its text is shown", shorten(dest)),
		Suggestion: "use http, https, mailto, or a path",
	}
}

// fragment finds the heading that an author means, whose id they need not know.
func (w *writer) fragment(name string) string {
	if decoded, err := url.PathUnescape(name); err == nil && w.fragments[decoded] != "" {
		return "#" + w.fragments[decoded]
	}
	href, _ := SafeURL("#" + name)
	return href
}

// image shows what the site itself holds. An image elsewhere would tell its owner who reads the page, so
// it becomes a link.
func (w *writer) image(n *ast.Image) {
	dest := string(unescape(n.Destination))
	alt := strings.TrimSpace(string(plainText(nil, w.source, n)))
	if src, ok := w.imageSource(dest); ok {
		w.str(`<img src="`)
		w.out = appendAttribute(w.out, src)
		w.str(`" alt="`)
		w.out = appendAttribute(w.out, alt)
		if title := unescape(n.Title); len(title) > 0 {
			w.str(`" title="`)
			w.out = appendAttribute(w.out, string(title))
		}
		w.str(`" loading="lazy">`)
		return
	}
	w.imageLink(dest, alt, startOf(n))
}

func (w *writer) imageSource(dest string) (string, bool) {
	if isDataImage(dest) {
		return dest, true
	}
	safe, ok := SafeURL(dest)
	if !ok || safe == "" || strings.HasPrefix(safe, "mailto:") || strings.HasPrefix(safe, "#") {
		return "", false
	}
	if w.opt.AllowImage == nil {
		return safe, !External(safe)
	}
	src, ok := w.opt.AllowImage(dest)
	if !ok {
		return "", false
	}
	return SafeURL(src)
}

func (w *writer) imageLink(dest, alt string, offset int) {
	href, ok := SafeURL(dest)
	problem := Problem{Code: CodeImage, Warning: true, Suggestion: "put the file beside the text and name it by its path"}
	switch {
	case !ok:
		problem = forbiddenAddress(dest)
	case External(href):
		problem.Message = fmt.Sprintf("the image %q would be fetched from another site, so it is shown as a link", shorten(dest))
	default:
		problem.Message = fmt.Sprintf("the image %q is not part of the catalog, so its text is shown", shorten(dest))
	}
	w.problems.at(offset, problem)
	if alt == "" {
		alt = shorten(dest)
	}
	w.anchor(href, "", ok && External(href), func() { w.out = appendText(w.out, []byte(alt)) })
}

// isDataImage reports whether dest is a picture written into the address: base64 of a format that cannot
// hold a script (SVG can).
func isDataImage(dest string) bool {
	if len(dest) > maxDataImage {
		return false
	}
	for _, format := range []string{"png", "jpeg", "gif", "webp"} {
		if data, ok := strings.CutPrefix(dest, "data:image/"+format+";base64,"); ok {
			return strings.Trim(data, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") == ""
		}
	}
	return false
}

// shorten keeps a message readable whatever it quotes.
func shorten(s string) string {
	if kept, more := cut([]byte(s), 80); more {
		return string(kept) + "…"
	}
	return s
}
