package syntax_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/eventatlas/eventatlas/catalog"
)

// checkLikeStandard compares the outcome with that of encoding/json, which has the same idea of what JSON is, except that it
// lets keys stand twice and bytes be no UTF-8.
func checkLikeStandard(t *testing.T, data []byte, root *catalog.Node, diags []catalog.Diagnostic) {
	t.Helper()
	for _, d := range diags {
		if d.Code != catalog.SyntaxJSON {
			return
		}
	}
	trimmed := bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) || len(bytes.TrimLeft(trimmed, " \t\r\n")) == 0 {
		return
	}
	decoder := json.NewDecoder(bytes.NewReader(trimmed))
	decoder.UseNumber()
	var want any
	valid := json.Valid(trimmed)
	if valid != (root != nil) {
		t.Fatalf("valid is %v, but the tree is %v (%v)", valid, root, diags)
	}
	if !valid {
		return
	}
	if err := decoder.Decode(&want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, standard(root)); diff != "" {
		t.Fatal(diff)
	}
}

// standard makes of a tree what encoding/json makes of the text.
func standard(n *catalog.Node) any {
	switch n.Kind {
	case catalog.MapNode:
		m := map[string]any{}
		for _, member := range n.Members {
			m[member.Key] = standard(member.Value)
		}
		return m
	case catalog.ListNode:
		list := make([]any, len(n.Items))
		for i, item := range n.Items {
			list[i] = standard(item)
		}
		return list
	case catalog.BoolNode:
		return n.IsTrue()
	case catalog.NumberNode:
		return json.Number(n.Text)
	case catalog.NullNode:
		return nil
	default:
		return n.Text
	}
}
