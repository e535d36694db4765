package render

import "sync"

// recent keeps the last few results of a function: the files of one page are asked for one after the other, and all are made of the same view. It
// is safe for concurrent use.
type recent[V any] struct {
	mu      sync.Mutex
	entries map[string]*entry[V]
	order   [recentSize]string
	next    int
}

type entry[V any] struct {
	once  sync.Once
	value V
}

// recentSize is a few more than there are processors, as each may be at another page.
const recentSize = 64

// get returns the result for a key, and calls make unless it is one of the last.
func (r *recent[V]) get(key string, make func() V) V {
	e := r.entry(key)
	e.once.Do(func() { e.value = make() })
	return e.value
}

func (r *recent[V]) entry(key string) *entry[V] {
	r.mu.Lock()
	defer r.mu.Unlock()
	if e, ok := r.entries[key]; ok {
		return e
	}
	if r.entries == nil {
		r.entries = map[string]*entry[V]{}
	}
	delete(r.entries, r.order[r.next])
	r.order[r.next] = key
	r.next = (r.next + 1) % recentSize
	e := &entry[V]{}
	r.entries[key] = e
	return e
}
