package load

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// rules are the lines of an ignore file, in gitignore's syntax (git-scm.com/docs/gitignore); the last that matches decides.
type rules []rule

type rule struct {
	match   *regexp.Regexp
	include bool // a line that starts with '!'
	dirs    bool // a line that ends with '/'
}

// ignored reports whether a path, relative to the folder of the ignore file, is left out. A file in an ignored folder is never asked for,
// because the folder is not entered.
func (r rules) ignored(name string, dir bool) bool {
	name = filepath.ToSlash(name)
	for _, rule := range slices.Backward(r) {
		if rule.dirs && !dir {
			continue
		}
		if rule.match.MatchString(name) {
			return !rule.include
		}
	}
	return false
}

// parseRules reads an ignore file.
func parseRules(name, text string) (rules, []catalog.Diagnostic) {
	var list rules
	var diags []catalog.Diagnostic
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSuffix(line, "\r")
		if !strings.HasSuffix(line, `\ `) {
			line = strings.TrimRight(line, " \t")
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r, err := parseRule(line)
		if err != nil {
			pos := catalog.Pos{File: name, Line: i + 1, Column: 1}
			diags = append(diags, catalog.Diag(catalog.FormatValue, pos, "`"+line+"` is not a pattern").Suggest("Close every `[`"))
			continue
		}
		list = append(list, r)
	}
	return list, diags
}

func parseRule(line string) (rule, error) {
	var r rule
	if rest, ok := strings.CutPrefix(line, "!"); ok {
		r.include, line = true, rest
	}
	if rest, ok := strings.CutSuffix(line, "/"); ok {
		r.dirs, line = true, rest
	}
	anchored := strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	expression := globExpression(line)
	if !anchored {
		expression = "(?:.*/)?" + expression
	}
	var err error
	r.match, err = regexp.Compile("^" + expression + "$")
	return r, err
}

// globExpression writes a glob as a regular expression: `**` crosses folders, `*` and `?` do not.
func globExpression(glob string) string {
	var b strings.Builder
	for i := 0; i < len(glob); i++ {
		switch c := glob[i]; {
		case strings.HasPrefix(glob[i:], "**/"):
			b.WriteString("(?:.*/)?")
			i += 2
		case strings.HasPrefix(glob[i:], "/**") && i+3 == len(glob):
			b.WriteString("/.*")
			i += 2
		case c == '*':
			b.WriteString("[^/]*")
		case c == '?':
			b.WriteString("[^/]")
		case c == '[':
			end := strings.IndexByte(glob[i+1:], ']')
			if end < 0 {
				b.WriteByte('[')
				continue
			}
			class := glob[i+1 : i+1+end]
			if rest, ok := strings.CutPrefix(class, "!"); ok {
				class = "^" + rest
			}
			b.WriteString("[" + strings.ReplaceAll(class, `\`, `\\`) + "]")
			i += end + 1
		case c == '\\' && i+1 < len(glob):
			i++
			b.WriteString(regexp.QuoteMeta(glob[i : i+1]))
		default:
			b.WriteString(regexp.QuoteMeta(glob[i : i+1]))
		}
	}
	return b.String()
}
