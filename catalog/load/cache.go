package load

import (
	"crypto/sha256"
	"sync"

	"github.com/eventatlas/eventatlas/catalog"
)

// Cache keeps what was decoded, by path, content and the options that shape it. It is safe for concurrent use; a nil Cache keeps
// nothing. What it returns is shared and must not be changed.
type Cache struct {
	mu      sync.Mutex
	entries map[cacheKey]cacheEntry
	// used are the keys asked for since the last Trim.
	used map[cacheKey]bool
	// assembled are the fragments that were put together with others, by those that Decode made; and those asked for since the last Trim.
	assembled, asked map[*catalog.Fragment]*catalog.Fragment
}

type cacheKey struct {
	path, service, domain, perspective, messages string
	imported                                     bool
	sum                                          [sha256.Size]byte
}

type cacheEntry struct {
	format   string
	fragment *catalog.Fragment
}

// NewCache returns an empty cache.
func NewCache() *Cache {
	return &Cache{entries: map[cacheKey]cacheEntry{}, used: map[cacheKey]bool{}, asked: map[*catalog.Fragment]*catalog.Fragment{}}
}

func newKey(path string, sum [sha256.Size]byte, s catalog.SourceConfig) cacheKey {
	return cacheKey{path: path, service: s.Service, domain: s.Domain, perspective: s.Perspective, messages: s.Messages, sum: sum}
}

// importKey is the key of a file that is parsed and not decoded.
func importKey(path string, sum [sha256.Size]byte) cacheKey {
	return cacheKey{path: path, imported: true, sum: sum}
}

func (c *Cache) get(key cacheKey) (cacheEntry, bool) {
	if c == nil {
		return cacheEntry{}, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	entry, ok := c.entries[key]
	if ok {
		c.used[key] = true
	}
	return entry, ok
}

func (c *Cache) put(key cacheKey, d decoded) {
	if c == nil {
		return
	}
	entry := cacheEntry{fragment: d.fragment}
	if d.format != nil {
		entry.format = d.format.Name
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries[key] = entry
	c.used[key] = true
}

// Trim forgets whatever no load has asked for since the last Trim.
func (c *Cache) Trim() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for key := range c.entries {
		if !c.used[key] {
			delete(c.entries, key)
		}
	}
	clear(c.used)
	c.assembled, c.asked = c.asked, map[*catalog.Fragment]*catalog.Fragment{}
}

// whole returns what was made of a decoded fragment, if all the other files that it was made of are the same. A fragment is decoded anew when the file or an
// option changes, so it stands for both.
func (c *Cache) whole(decoded *catalog.Fragment, files catalog.Files) *catalog.Fragment {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	whole := c.assembled[decoded]
	if whole == nil {
		return nil
	}
	for path, file := range whole.Looked {
		if files[path] != file {
			return nil
		}
	}
	return whole
}

func (c *Cache) putWhole(decoded, whole *catalog.Fragment) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked[decoded] = whole
}
