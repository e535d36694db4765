package markdown

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// newParser builds the parser once; it is not changed afterwards and is safe for concurrent use. What is
// absent matters: no attribute lists ("{style=…}"), no heading ids of goldmark's own, no footnotes.
// The guards are paragraph transformers because these run after the blocks of a text are known and before
// anything inside them is parsed: exactly the pieces that the inline parser will see, one by one.
var newParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(append(parser.DefaultInlineParsers(),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(extension.NewLinkifyParser(), 999))...),
		parser.WithParagraphTransformers(
			util.Prioritized(guard{(*guardState).beforeTables}, 50),
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
			util.Prioritized(guard{(*guardState).afterTables}, 300)),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
})

var guardKey = parser.NewContextKey()

// parse returns the tree of a text that overLimit has let through.
func parse(source []byte, found *problems) ast.Node {
	pc := parser.NewContext()
	pc.Set(guardKey, &guardState{problems: found})
	return newParser().Parse(text.NewReader(source), parser.WithContext(pc))
}

// guard turns a paragraph that would cost too much into a block of code, which is shown as written.
type guard struct {
	check func(*guardState, []byte, *text.Segments) string
}

// guardState is what the guards of one parse share.
type guardState struct {
	problems           *problems
	cells, pipes, cost int
}

// Transform implements parser.ParagraphTransformer.
func (g guard) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	state, ok := pc.Get(guardKey).(*guardState)
	if !ok || node.Lines().Len() == 0 {
		return
	}
	message := g.check(state, reader.Source(), node.Lines())
	if message == "" {
		return
	}
	state.problems.at(node.Lines().At(0).Start, limitProblem(0, message, ""))
	code := ast.NewCodeBlock()
	code.SetLines(node.Lines())
	node.Parent().ReplaceChild(node.Parent(), node, code)
}

// beforeTables sees a paragraph that may be a table, or hold definitions. A cell is at most a line, so
// when the lines look like a table each of them is counted by itself.
func (s *guardState) beforeTables(source []byte, lines *text.Segments) string {
	columns, definitions, pipes := 0, 0, 0
	cost := 0
	for i := range lines.Len() {
		segment := lines.At(i)
		line := segment.Value(source)
		columns = max(columns, delimiterColumns(line))
		if bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("[")) {
			definitions++
		}
		pipes += bytes.Count(line, []byte(`\|`))
		var count inlineCount
		count.count(line)
		cost += count.cost()
	}
	if columns == 0 {
		pipes = 0
	}
	s.cells += columns * lines.Len()
	s.pipes += pipes
	switch {
	case columns > maxColumns:
		return fmt.Sprintf("the table has %d columns; the limit is %d", columns, maxColumns)
	case s.cells > maxCells:
		s.cells -= columns * lines.Len()
		return fmt.Sprintf("the tables have more than %d cells", maxCells)
	case s.pipes > maxEscapedPipes:
		return fmt.Sprintf("the tables have more than %d escaped pipes", maxEscapedPipes)
	case definitions > maxDefinitions:
		return fmt.Sprintf("the text has %d link definitions in a row; the limit is %d", definitions, maxDefinitions)
	}
	return s.spend(cost)
}

// afterTables sees a paragraph that stays one.
func (s *guardState) afterTables(source []byte, lines *text.Segments) string {
	var count inlineCount
	for i := range lines.Len() {
		segment := lines.At(i)
		count.count(segment.Value(source))
	}
	return s.spend(count.cost())
}

// spend adds a block's cost to that of the text, unless that would be too much.
func (s *guardState) spend(cost int) string {
	if s.cost+cost > maxCost {
		return tooTangled
	}
	s.cost += cost
	return ""
}

// delimiterColumns returns how many columns a line declares if it is the line under a table's header
// ("|---|:-:|"), or 0 when it cannot be.
func delimiterColumns(line []byte) int {
	line = bytes.TrimSpace(line)
	if len(line) == 0 || bytes.IndexByte(line, '-') < 0 || len(bytes.Trim(line, "-|: \t\v\f\r")) > 0 {
		return 0
	}
	return bytes.Count(bytes.Trim(line, "|"), []byte("|")) + 1
}
