package schema

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/emicklei/proto"

	"github.com/eventatlas/eventatlas/catalog"
)

// What a Protobuf file may be made of. The parser reads by recursion and joins names piece by piece, so that a file made for it could take
// it far; no honest one comes near these.
const (
	maxProto        = 1 << 20
	maxProtoNesting = 64
	maxProtoDots    = 1000
	maxProtoRun     = 1 << 16
)

// protoFile is a Protobuf file with the names of what it defines.
type protoFile struct {
	path, pkg string
	proto3    bool
	// defs are by full name; top are the messages that stand in no other, in source order.
	defs    map[string]*protoDef
	top     []*protoDef
	imports []*proto.Import
	extends []*proto.Message
	// at is where a file stands that is written in place; its own positions mean nothing to a reader then.
	at catalog.Pos
}

// protoDef is a message, group or enum.
type protoDef struct {
	name     string
	file     *protoFile
	pos      catalog.Pos
	comment  *proto.Comment
	elements []proto.Visitee
	enum     bool
}

// parseProto reads a file. The position of an error is that in the file, or at for text in place.
func parseProto(file string, data []byte, at catalog.Pos) (*protoFile, *catalog.Diagnostic) {
	f := &protoFile{path: file, defs: map[string]*protoDef{}, at: at}
	err := guardProto(data)
	var parsed *proto.Proto
	if err == nil {
		parsed, err = parseGuarded(data)
	}
	if err != nil {
		d := f.problem(err)
		return nil, &d
	}
	f.define(parsed.Elements, "")
	return f, nil
}

// parseGuarded runs the parser, which is not ours, so that whatever it stumbles over is an error.
func parseGuarded(data []byte) (parsed *proto.Proto, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the parser stopped: %v", r)
		}
	}()
	return proto.NewParser(bytes.NewReader(data)).Parse()
}

// problem turns an error of the parser, which starts with "line:column: " or holds "at line:column = ", into a diagnostic.
func (f *protoFile) problem(err error) catalog.Diagnostic {
	text, _, _ := strings.Cut(err.Error(), "\n")
	pos := catalog.Pos{File: f.path}
	rest := strings.TrimPrefix(strings.TrimPrefix(text, "go scanner error at "), "<input>:")
	line, after, _ := strings.Cut(rest, ":")
	column, message, ok := strings.Cut(after, ":")
	if !ok || strings.Contains(column, " ") {
		column, message, _ = strings.Cut(after, " = ")
	}
	l, err1 := strconv.Atoi(line)
	c, err2 := strconv.Atoi(strings.TrimSpace(column))
	if err1 == nil && err2 == nil {
		pos.Line, pos.Column, text = l, c, strings.TrimSpace(message)
	}
	if f.at.IsValid() && pos.Line > 0 {
		text = "line " + strconv.Itoa(pos.Line) + " of it: " + text
	}
	pos = fallback(f.at, pos)
	return catalog.Diag(catalog.SchemaInvalid, pos, "the Protobuf schema cannot be read: "+shown(text))
}

// guardProto refuses what the parser must not be given. It skips comments and strings, in which anything may stand.
func guardProto(data []byte) error {
	if len(data) > maxProto {
		return errors.New("it is larger than 1 MiB")
	}
	depth, dots, run := 0, 0, 0
	for i := 0; i < len(data); i++ {
		if end := skipText(data, i); end > i {
			if data[i] == '\'' && end-i > maxProtoRun {
				return errors.New("a string in it is too long")
			}
			i, run = end-1, 0
			continue
		}
		run++
		switch data[i] {
		case '{', '[', '(', '<':
			depth++
		case '}', ']', ')', '>':
			depth = max(0, depth-1)
		case '.', '-':
			dots++
		case ' ', '\t', '\r', '\n':
			continue
		}
		if data[i] == ';' || data[i] == '{' || data[i] == '}' {
			dots = 0
		}
		if depth > maxProtoNesting || dots > maxProtoDots || run > maxProtoRun {
			return errors.New("it is nested too deep, or a name or a gap in it is too long")
		}
		run = 0
	}
	if run > maxProtoRun {
		return errors.New("a gap in it is too long")
	}
	return nil
}

// skipText returns the end of the comment or string that starts at i, or i.
func skipText(data []byte, i int) int {
	rest := data[i:]
	switch {
	case bytes.HasPrefix(rest, []byte("//")):
		return endOf(data, i+2, "\n")
	case bytes.HasPrefix(rest, []byte("/*")):
		return endOf(data, i+2, "*/")
	case rest[0] == '"' || rest[0] == '\'':
		for j := i + 1; j < len(data); j++ {
			switch data[j] {
			case '\\':
				j++
			case rest[0], '\n':
				return j + 1
			}
		}
		return len(data)
	}
	return i
}

func endOf(data []byte, from int, mark string) int {
	if j := bytes.Index(data[from:], []byte(mark)); j >= 0 {
		return from + j + len(mark)
	}
	return len(data)
}

// define notes the names that elements define in a scope.
func (f *protoFile) define(elements []proto.Visitee, scope string) {
	for _, e := range elements {
		switch e := e.(type) {
		case *proto.Syntax:
			f.proto3 = e.Value == "proto3"
		case *proto.Edition:
			f.proto3 = true
		case *proto.Package:
			f.pkg, scope = e.Name, e.Name
		case *proto.Import:
			f.imports = append(f.imports, e)
		case *proto.Enum:
			f.note(scope, &protoDef{name: e.Name, pos: f.position(e.Position.Line, e.Position.Column), comment: e.Comment, elements: e.Elements, enum: true})
		case *proto.Group:
			f.note(scope, &protoDef{name: e.Name, pos: f.position(e.Position.Line, e.Position.Column), comment: e.Comment, elements: e.Elements})
		case *proto.Message:
			f.defineMessage(e, scope)
		case *proto.Oneof:
			f.define(e.Elements, scope)
		}
	}
}

func (f *protoFile) defineMessage(m *proto.Message, scope string) {
	if m.IsExtend {
		f.extends = append(f.extends, m)
		f.define(m.Elements, scope)
		return
	}
	f.note(scope, &protoDef{name: m.Name, pos: f.position(m.Position.Line, m.Position.Column), comment: m.Comment, elements: m.Elements})
}

// note adds a definition and what is defined inside of it. Of two with one name the first counts.
func (f *protoFile) note(scope string, d *protoDef) {
	top := scope == f.pkg
	d.file, d.name = f, join(scope, d.name)
	if f.defs[d.name] == nil {
		f.defs[d.name] = d
	}
	if !d.enum && top {
		f.top = append(f.top, d)
	}
	if !d.enum {
		f.define(d.elements, d.name)
	}
}

func (f *protoFile) position(line, column int) catalog.Pos {
	if f.at.IsValid() {
		return f.at
	}
	return catalog.Pos{File: f.path, Line: line, Column: column}
}

// commentText joins the comments before and behind a declaration into a description.
func commentText(comments ...*proto.Comment) string {
	var parts []string
	for _, c := range comments {
		if c == nil {
			continue
		}
		lines := make([]string, len(c.Lines))
		for i, line := range c.Lines {
			line = strings.TrimSpace(line)
			if c.Cstyle {
				line = strings.TrimSpace(strings.TrimPrefix(line, "*"))
			}
			lines[i] = line
		}
		if text := strings.TrimSpace(strings.Join(lines, "\n")); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "\n")
}

// protoImports lists the files that a Protobuf file imports. What import paths count from is not written in the file: it is the folder above
// those that the package is named after, if the file stands in such, else the one that holds the first folder of the path, else
// the file's own.
func protoImports(file *catalog.File) ([]catalog.Import, []catalog.Diagnostic) {
	f, problem := parseProto(file.Path, file.Data, catalog.Pos{})
	if problem != nil {
		return nil, []catalog.Diagnostic{*problem}
	}
	var imports []catalog.Import
	var diags []catalog.Diagnostic
	for _, i := range f.imports {
		if isWellKnown(i.Filename) {
			continue
		}
		pos := f.position(i.Position.Line, i.Position.Column)
		p, fate := filePath(i.Filename, path.Join(f.importRoot(i.Filename), "x"))
		if fate != found {
			diags = append(diags, catalog.Diag(catalog.FileOutside, pos, "the import `"+shown(i.Filename)+"` leads outside the source folder"))
			continue
		}
		if p != file.Path && !slices.ContainsFunc(imports, func(other catalog.Import) bool { return other.Path == p }) {
			imports = append(imports, catalog.Import{Path: p, Pos: pos})
		}
	}
	return imports, diags
}

// isWellKnown reports whether an import comes with the compiler or with a plug-in, and is hardly ever kept beside the schemas.
func isWellKnown(file string) bool {
	for _, prefix := range [...]string{"google/", "buf/validate/", "gogoproto/", "validate/", "protoc-gen-"} {
		if strings.HasPrefix(file, prefix) {
			return true
		}
	}
	return false
}

// importRoot guesses the folder that an import path counts from.
func (f *protoFile) importRoot(file string) string {
	dir := path.Dir(f.path)
	packageDir := strings.ReplaceAll(f.pkg, ".", "/")
	if packageDir != "" && (dir == packageDir || strings.HasSuffix(dir, "/"+packageDir)) {
		return strings.TrimSuffix(strings.TrimSuffix(dir, packageDir), "/")
	}
	first, _, nested := strings.Cut(file, "/")
	for d := dir; nested && d != "." && d != "/"; d = path.Dir(d) {
		if path.Base(d) == first {
			return path.Dir(d)
		}
	}
	return dir
}
