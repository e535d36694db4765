// Package devserver serves the tree of a site to the browser of the person who edits the catalog, and tells open pages when they
// have changed.
//
// It is meant to be left running beside other software, so it trusts no request. It listens on loopback; it answers only
// to names of this machine, which ends DNS rebinding, and to requests that its own pages make or that somebody typed, which ends what other
// pages may try; it sends nothing that would let another page read an answer. What a request names is looked up among the names of the tree in memory, as
// it is: no path of the file system is ever made of it, and there are no redirects.
//
// A page is rendered when it is asked for. Into each goes the one script of the server, which is never part of a written site: it hears of a new build through
// server-sent events, asks whether its own page has changed, and loads it again only then. The address of all of this has a token in it that only
// pages of this server know.
package devserver

import (
	"context"
	"crypto/rand"
	"errors"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/eventatlas/eventatlas/render/output"
)

// Site is what one build has to show.
type Site struct {
	// Tree is the site; nil before any build has succeeded.
	Tree *output.Tree
	// Problems are shown above every page when they are grave; Failure says why there is no newer tree than this one, and is shown too.
	Problems []Problem
	Failure  string
}

// Problem is a diagnostic as the browser shows it: texts, nothing of which is markup.
type Problem struct {
	// Severity is error, warning or info; Place is like events.yaml:3:7.
	Severity   string   `json:"severity"`
	Code       string   `json:"code"`
	Place      string   `json:"place"`
	Message    string   `json:"message"`
	Source     string   `json:"source,omitempty"`
	Column     int      `json:"column,omitempty"`
	Notes      []string `json:"notes,omitempty"`
	Suggestion string   `json:"suggestion,omitempty"`
}

// Options say whom to answer.
type Options struct {
	// Hosts are further names, with or without a port, that requests may be addressed to: those of a proxy or a tunnel.
	Hosts []string
}

// Server serves the site that was published last. It is safe for concurrent use.
type Server struct {
	opt   Options
	token string
	port  string
	hub   hub
	http  http.Server

	mu    sync.RWMutex
	site  Site
	build uint64
}

// New returns a server that has nothing to show yet.
func New(opt Options) *Server {
	s := &Server{opt: opt, token: strings.ToLower(rand.Text()), hub: hub{clients: map[chan uint64]bool{}, done: make(chan struct{})}}
	s.http = http.Server{Handler: s, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10}
	return s
}

// Publish shows a site from now on and tells the open pages.
func (s *Server) Publish(site Site) {
	s.mu.Lock()
	s.build++
	s.site = site
	build := s.build
	s.mu.Unlock()
	s.hub.tell(build)
}

func (s *Server) current() (Site, uint64) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.site, s.build
}

// Serve answers on the listeners, which must share a port, until the context ends; then it closes the streams of events and gives answers that
// are under way a second.
func (s *Server) Serve(ctx context.Context, listeners []net.Listener) error {
	_, port, err := net.SplitHostPort(listeners[0].Addr().String())
	if err != nil {
		return err
	}
	s.port = port
	failed := make(chan error, len(listeners))
	for _, l := range listeners {
		go func() { failed <- s.http.Serve(l) }()
	}
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	s.hub.close()
	rest, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if s.http.Shutdown(rest) != nil {
		_ = s.http.Close()
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// ServeHTTP answers one request, for http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	harden(w.Header())
	if status, reason := s.refuse(r); status != 0 {
		if status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", "GET, HEAD")
		}
		fail(w, status, reason)
		return
	}
	name, ok := target(r.RequestURI)
	if !ok {
		fail(w, http.StatusBadRequest, "this is no address of a page")
		return
	}
	if rest, own := strings.CutPrefix(name, ownPrefix); own {
		s.own(w, r, rest)
		return
	}
	s.page(w, r, name)
}

func fail(w http.ResponseWriter, status int, reason string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte("eventatlas: " + reason + "\n"))
}
