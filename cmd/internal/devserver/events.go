package devserver

import (
	"fmt"
	"net/http"
	"sync"
	"time"
)

const (
	// maxClients is the most streams of events at a time.
	maxClients = 256
	heartbeat  = 15 * time.Second
	// slowReader is how long a client may take to read an event before it is given up.
	slowReader = 10 * time.Second
)

// hub tells the open streams of new builds.
type hub struct {
	mu      sync.Mutex
	clients map[chan uint64]bool
	closed  bool
	done    chan struct{}
}

// join returns a channel that has the latest build that was told of; nil where there are too many clients already.
func (h *hub) join() chan uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed || len(h.clients) >= maxClients {
		return nil
	}
	c := make(chan uint64, 1)
	h.clients[c] = true
	return c
}

func (h *hub) leave(c chan uint64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.clients, c)
}

// tell never waits: a client that has not taken the last build gets this one in its place.
func (h *hub) tell(build uint64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.clients {
		select {
		case <-c:
		default:
		}
		c <- build
	}
}

func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.closed {
		h.closed = true
		close(h.done)
	}
}

// events streams the numbers of builds: the present one at once, so that a page that was away learns what it missed.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		w.Header().Set("Content-Type", "text/event-stream")
		return
	}
	c := s.hub.join()
	if c == nil {
		fail(w, http.StatusServiceUnavailable, "too many pages are open")
		return
	}
	defer s.hub.leave(c)
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	send := func(format string, args ...any) bool {
		if out.SetWriteDeadline(time.Now().Add(slowReader)) != nil {
			return false
		}
		_, err := fmt.Fprintf(w, format, args...)
		return err == nil && out.Flush() == nil
	}
	_, build := s.current()
	if !send("retry: 500\ndata: %d\n\n", build) {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for alive := true; alive; {
		select {
		case <-r.Context().Done():
			return
		case <-s.hub.done:
			return
		case build := <-c:
			alive = send("data: %d\n\n", build)
		case <-beat.C:
			alive = send(": still here\n\n")
		}
	}
}
