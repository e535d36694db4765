package asyncapi

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"sync"
	"time"

	specs "github.com/asyncapi/spec-json-schemas/v6"
	"github.com/dlclark/regexp2"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/eventatlas/eventatlas/catalog"
)

// specSchema is the JSON Schema of one version of the specification.
type specSchema struct {
	// whole checks a document, payload what a payload in AsyncAPI's own format is.
	whole, payload *jsonschema.Schema

	mutex    sync.Mutex
	compiler *jsonschema.Compiler
}

// specifications are the JSON Schemas by version, each compiled when a document first asks for it: that takes up to 70 ms.
var specifications = func() map[version]func() (*specSchema, error) {
	// The library that holds the texts fills a map of its own on every call.
	var mutex sync.Mutex
	read := func(v version) ([]byte, error) {
		mutex.Lock()
		defer mutex.Unlock()
		return specs.Get(v.full())
	}
	all := map[version]func() (*specSchema, error){}
	for major, last := range newest {
		for minor := range last + 1 {
			v := version{major, minor}
			all[v] = sync.OnceValues(func() (*specSchema, error) { return compileSpecification(v, read) })
		}
	}
	return all
}()

// specification returns the compiled JSON Schema of a version.
func specification(v version) (*specSchema, error) {
	get := specifications[v]
	if get == nil {
		return nil, fmt.Errorf("no JSON Schema for AsyncAPI %s", v.full())
	}
	return get()
}

func compileSpecification(v version, read func(version) ([]byte, error)) (*specSchema, error) {
	text, err := read(v)
	if err != nil {
		return nil, fmt.Errorf("the JSON Schema of AsyncAPI %s: %w", v.full(), err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("the JSON Schema of AsyncAPI %s: %w", v.full(), err)
	}
	c := newCompiler()
	base := "http://asyncapi.com/definitions/" + v.full() + "/"
	if err := c.AddResource(base+"asyncapi.json", doc); err != nil {
		return nil, fmt.Errorf("the JSON Schema of AsyncAPI %s: %w", v.full(), err)
	}
	s := &specSchema{compiler: c}
	if s.whole, err = c.Compile(base + "asyncapi.json"); err != nil {
		return nil, fmt.Errorf("the JSON Schema of AsyncAPI %s: %w", v.full(), err)
	}
	payload := base + "asyncapi.json#/definitions/" + catalog.EscapePointer(base+"schema.json")
	if s.payload, err = c.Compile(payload); err != nil {
		return nil, fmt.Errorf("the JSON Schema of AsyncAPI %s: %w", v.full(), err)
	}
	return s, nil
}

// keys returns the keys that the schema at a location knows, sorted.
func (s *specSchema) keys(location string) []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	schema, err := s.compiler.Compile(location)
	if err != nil {
		return nil
	}
	return slices.Sorted(maps.Keys(schema.Properties))
}

// newCompiler returns a compiler that reads no file, takes patterns as JavaScript does, and has the formats above the library's.
func newCompiler() *jsonschema.Compiler {
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft7)
	c.UseLoader(noLoader{})
	c.UseRegexpEngine(compilePattern)
	for _, f := range formats() {
		c.RegisterFormat(f)
	}
	return c
}

// noLoader loads nothing.
type noLoader struct{}

// Load refuses.
func (noLoader) Load(url string) (any, error) { return nil, fmt.Errorf("%s is not loaded", url) }

// compilePattern compiles a pattern with the standard library, which takes linear time, and what that does not understand, such as looking
// ahead, as ECMAScript with a limit on the time of each match.
func compilePattern(text string) (jsonschema.Regexp, error) {
	const longest = 1_000
	if len(text) > longest {
		return nil, fmt.Errorf("a pattern of %d bytes is too long", len(text))
	}
	if re, err := regexp.Compile(text); err == nil {
		return re, nil
	}
	re, err := regexp2.Compile(text, regexp2.ECMAScript)
	if err != nil {
		return nil, fmt.Errorf("pattern: %w", err)
	}
	re.MatchTimeout = 50 * time.Millisecond
	return ecmaPattern{re}, nil
}

// ecmaPattern is a pattern that only JavaScript understands. One that takes too long matches: a doubt is not an error.
type ecmaPattern struct{ *regexp2.Regexp }

// MatchString reports whether the text holds a match.
func (p ecmaPattern) MatchString(text string) bool {
	ok, err := p.Regexp.MatchString(text)
	return ok || err != nil
}

func printer() *message.Printer { return message.NewPrinter(language.English) }
