package render

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// hole stands for an action of a template while its HTML is read: a private character that nothing else writes.
const hole = "\uE000"

var action = regexp.MustCompile(`(?s)\{\{.*?\}\}`)

// lint refuses templates that put values where html/template cannot make them safe, or where the policy of the site forbids them anyway:
// inside scripts, styles, handlers and comments, in srcdoc and srcset, in the names of tags and attributes, and in the
// http-equiv of meta. (Its escaping of these places has had errors, such as CVE-2023-24538 and CVE-2026-39823.)
func lint(name, text string) error {
	if strings.Contains(text, hole) {
		return fmt.Errorf("theme: %s: the character U+E000 is not allowed", name)
	}
	tokens := html.NewTokenizer(strings.NewReader(action.ReplaceAllString(text, hole)))
	raw := ""
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			if err := tokens.Err(); !errors.Is(err, io.EOF) {
				return fmt.Errorf("theme: %s: %w", name, err)
			}
			return nil
		}
		token := tokens.Token()
		if reason := lintToken(kind, token, raw); reason != "" {
			return fmt.Errorf("theme: %s: %s", name, reason)
		}
		raw = ""
		if kind == html.StartTagToken && (token.Data == "script" || token.Data == "style") {
			raw = token.Data
		}
	}
}

// lintToken returns what is wrong with one token, or "".
func lintToken(kind html.TokenType, token html.Token, raw string) string {
	switch kind {
	case html.TextToken:
		if raw != "" && strings.TrimSpace(token.Data) != "" {
			return "a " + raw + " written in the page is forbidden by the site's policy; put it into assets/"
		}
	case html.CommentToken:
		if strings.Contains(token.Data, hole) {
			return "an action inside a comment"
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		return lintTag(token)
	default:
	}
	return ""
}

func lintTag(token html.Token) string {
	if strings.Contains(token.Data, hole) {
		return "an action inside the name of a tag"
	}
	for _, a := range token.Attr {
		switch {
		case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc":
			return "the attribute " + a.Key + " is forbidden by the site's policy"
		case a.Key == "srcset" && strings.Contains(a.Val, hole), token.Data == "meta" && a.Key == "http-equiv" && strings.Contains(a.Val, hole):
			return "an action inside " + a.Key
		case strings.Contains(a.Key, hole) && strings.Trim(a.Key, hole) != "":
			return "an action inside the name of an attribute"
		}
	}
	return ""
}
