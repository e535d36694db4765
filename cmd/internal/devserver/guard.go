package devserver

import (
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ownPrefix begins the addresses that are the server's own and not the site's; no page's path begins with an underscore.
const ownPrefix = "_eventatlas/"

// maxTarget is the longest request target in bytes.
const maxTarget = 4 << 10

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
	"worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// harden sets the headers that every answer has.
func harden(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
}

// refuse returns the status and the reason for which a request is not answered; 0 for one that is.
func (s *Server) refuse(r *http.Request) (status int, reason string) {
	switch {
	case r.Host == "":
		return http.StatusBadRequest, "the request does not say whom it is for"
	case !s.isHost(r.Host):
		return http.StatusForbidden, "this name is not one of this server's; allow it with --allow-host"
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return http.StatusMethodNotAllowed, "pages can only be read"
	case !sameOrigin(r):
		return http.StatusForbidden, "another site asks for this"
	}
	return 0, ""
}

// isHost reports whether a Host header names this server: loopback, by one of its usual names and with the port that is listened on, or what the
// user allows.
func (s *Server) isHost(host string) bool {
	if slices.ContainsFunc(s.opt.Hosts, func(allowed string) bool {
		return strings.EqualFold(host, allowed) || strings.EqualFold(host, allowed+":"+s.port)
	}) {
		return true
	}
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = host, "80"
		if strings.HasPrefix(name, "[") && strings.HasSuffix(name, "]") {
			name = name[1 : len(name)-1]
		}
	} else if strings.Contains(name, ":") && !strings.HasPrefix(host, "[") {
		return false
	}
	name = strings.ToLower(name)
	loopback := name == "localhost" || name == "127.0.0.1" || name == "::1" || strings.HasSuffix(name, ".localhost") && plainName(name)
	return loopback && port == s.port
}

func plainName(name string) bool {
	return !strings.HasPrefix(name, ".") && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-.") == ""
}

// sameOrigin reports whether a request comes from a page of this server, or from the user: by the address bar or by a link of another site,
// which may lead to a page but include nothing. Browsers send the headers that say so; programs send none.
func sameOrigin(r *http.Request) bool {
	h := r.Header
	if len(h["Origin"]) > 0 && (len(h["Origin"]) > 1 || !strings.EqualFold(h.Get("Origin"), "http://"+r.Host)) {
		return false
	}
	switch h.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return len(h["Sec-Fetch-Site"]) < 2
	case "cross-site", "same-site":
		return r.Method == http.MethodGet && h.Get("Sec-Fetch-Mode") == "navigate" && h.Get("Sec-Fetch-Dest") == "document"
	default:
		return false
	}
}

// target returns the name that the target of a request asks for, decoded once, without its first slash and its query. Targets that only
// somebody looking for a way out would send are none.
func target(uri string) (name string, ok bool) {
	raw, _, _ := strings.Cut(uri, "?")
	if len(uri) > maxTarget || !strings.HasPrefix(raw, "/") || !plain(raw) || strings.ContainsAny(raw, "#<>\"") {
		return "", false
	}
	name, err := url.PathUnescape(raw)
	if err != nil || !plain(name) {
		return "", false
	}
	return name[1:], true
}

// plain reports whether a path has only characters that names of a site have, and leads nowhere but down.
func plain(path string) bool {
	if !utf8.ValidString(path) || strings.ContainsAny(path, `\:`) || strings.Contains(path, "//") || strings.ContainsFunc(path, unicode.IsControl) {
		return false
	}
	for segment := range strings.SplitSeq(path, "/") {
		if strings.HasPrefix(segment, "..") || segment == "." {
			return false
		}
	}
	return true
}
