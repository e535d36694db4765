package asyncapi

import (
	"net/url"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/eventatlas/eventatlas/catalog"
)

// userSchemas compiles the schemas that a document gives, to check examples and defaults by them. Every schema that something refers to becomes
// a resource of its own, in which references are absolute and lead straight to their ends: the compiler takes time in proportion to the
// square of the number of places that are referred to inside of one resource. `$id` and `$schema` are left out, because they would
// change what references mean, and in AsyncAPI they do not.
type userSchemas struct {
	*resolver
	compiler *jsonschema.Compiler
	added    map[place]bool
	compiled map[place]*jsonschema.Schema
	costs    map[costKey]int
	// level is how deep the recursion of cost is, spent what the examples that were asked about have cost.
	level, spent int
}

func newUserSchemas(r *resolver) *userSchemas {
	return &userSchemas{
		resolver: r, compiler: newCompiler(), added: map[place]bool{}, compiled: map[place]*jsonschema.Schema{}, costs: map[costKey]int{},
	}
}

// location names a schema among the resources of the compiler.
func location(p place) string {
	return (&url.URL{Scheme: "source", Path: "/" + p.file, RawQuery: url.QueryEscape(p.pointer)}).String()
}

// compile returns the schema at a value, or nil where there is none that can be compiled; what is wrong with it others say.
func (u *userSchemas) compile(v value) *jsonschema.Schema {
	end, fate := u.follow(v)
	if fate != found || !end.ok() || end.merged {
		return nil
	}
	if s, ok := u.compiled[end.place()]; ok {
		return s
	}
	added := u.add(end)
	if len(added) > maxCompiled {
		added = nil
	}
	for _, p := range slices.Backward(added) {
		s, err := u.compiler.Compile(location(p))
		if err != nil {
			s = nil
		}
		u.compiled[p] = s
	}
	return u.compiled[end.place()]
}

// maxCompiled is the number of schemas that one may lead to and still be compiled.
const maxCompiled = 4_000

// add makes a schema, and every schema that it leads to, known to the compiler, and returns those that are new, in the order in which they
// were found. Compiled from the last to the first, each finds nearly all that it needs compiled already, which
// matters to a compiler that looks through its whole queue for every reference.
func (u *userSchemas) add(v value) []place {
	var added []place
	queue := []value{v}
	for len(queue) > 0 {
		next := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if u.added[next.place()] {
			continue
		}
		u.added[next.place()] = true
		doc := u.absolute(visit{value: next}, func(other value) { queue = append(queue, other) })
		if err := u.compiler.AddResource(location(next.place()), doc); err == nil {
			added = append(added, next.place())
		}
	}
	return added
}

// absolute returns a document as plain values with absolute references, and tells where they lead.
func (u *userSchemas) absolute(v visit, tell func(other value)) any {
	if _, ok := refText(v.node); ok {
		end, fate := u.follow(v.value)
		if fate != found || !end.node.Is(catalog.MapNode) && !end.node.Is(catalog.BoolNode) {
			return true
		}
		tell(end)
		return map[string]any{"$ref": location(end.place())}
	}
	switch {
	case v.node.Is(catalog.ListNode):
		list := make([]any, 0, len(v.node.Items))
		for _, item := range v.items() {
			list = append(list, u.absolute(visit{value: item}, tell))
		}
		return list
	case !v.node.Is(catalog.MapNode):
		return scalar(v.node)
	}
	m := make(map[string]any, len(v.node.Members))
	for _, e := range v.entries() {
		switch {
		case !v.names && (e.name == "$id" || e.name == "$schema" || e.name == "id" && e.node.Is(catalog.StringNode)):
		case !v.names && isData(e.name):
			m[e.name] = plain(e.node)
		default:
			m[e.name] = u.absolute(visit{e.value, !v.names && names[e.name]}, tell)
		}
	}
	return m
}

// costKey asks what checking a value of some depth against a schema may cost.
type costKey struct {
	node  *catalog.Node
	depth int
}

// tooMuch is the cost from which an example is not checked: schemas that share their parts can ask for the same thing 2^20 times. allowance
// is what all examples of a document may cost together; the largest public document takes a few thousand.
const (
	tooMuch   = 50_000
	allowance = 500_000
)

// maxLevel bounds the recursion of counting.
const maxLevel = 10_000

// affordable reports whether a value may be checked against a schema in a reasonable time.
func (u *userSchemas) affordable(schema value, example *catalog.Node) bool {
	cost := u.cost(schema, depthOf(example))
	u.spent += cost
	return cost < tooMuch && u.spent < allowance
}

// cost counts the schemas that a value of that depth meets, at most tooMuch of them.
func (u *userSchemas) cost(v value, depth int) int {
	end, fate := u.follow(v)
	if fate != found || !end.node.Is(catalog.MapNode) || depth < 0 {
		return 1
	}
	if u.level++; u.level > maxLevel {
		u.level--
		return tooMuch
	}
	defer func() { u.level-- }()
	key := costKey{end.node, depth}
	if known, ok := u.costs[key]; ok {
		return known
	}
	u.costs[key] = tooMuch
	total := 1
	for _, e := range end.entries() {
		if total >= tooMuch {
			break
		}
		total += u.costOf(e, depth)
	}
	total = min(total, tooMuch)
	u.costs[key] = total
	return total
}

// costOf counts those of one keyword: applied to the value itself, or to what is in it.
func (u *userSchemas) costOf(e entry, depth int) int {
	total := 0
	switch e.name {
	case "allOf", "anyOf", "oneOf":
		for _, item := range e.items() {
			total = min(total+u.cost(item, depth), tooMuch)
		}
	case "not", "if", "then", "else":
		total = u.cost(e.value, depth)
	case "dependencies":
		for _, d := range e.entries() {
			total = min(total+u.cost(d.value, depth), tooMuch)
		}
	case "properties", "patternProperties":
		for _, d := range e.entries() {
			total = min(total+u.cost(d.value, depth-1), tooMuch)
		}
	case "items", "additionalProperties", "additionalItems", "contains":
		total = u.cost(e.value, depth-1)
		for _, item := range e.items() {
			total = min(total+u.cost(item, depth-1), tooMuch)
		}
	}
	return total
}

// depthOf is how deep a value is nested; a scalar has depth 0.
func depthOf(n *catalog.Node) int {
	deepest := -1
	if n != nil {
		for _, item := range n.Items {
			deepest = max(deepest, depthOf(item))
		}
		for _, m := range n.Members {
			deepest = max(deepest, depthOf(m.Value))
		}
	}
	return deepest + 1
}

// misfits returns in one sentence each why an example does not fit a schema, at most three.
func (u *userSchemas) misfits(schema value, example value) []misfit {
	if !u.affordable(schema, example.node) {
		return nil
	}
	s := u.compile(schema)
	if s == nil {
		return nil
	}
	const most = 3
	var list []misfit
	for _, p := range problems(s, plain(example.node)) {
		at := example.node.At(tokensPointer(p.tokens))
		list = append(list, misfit{at, example.pointer + tokensPointer(p.tokens), misfitSentence(p, at)})
		if len(list) == most {
			break
		}
	}
	return list
}

// misfit is what is wrong with an example, and where.
type misfit struct {
	node    *catalog.Node
	pointer string
	text    string
}

func tokensPointer(tokens []string) string {
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString("/" + catalog.EscapePointer(t))
	}
	return b.String()
}
