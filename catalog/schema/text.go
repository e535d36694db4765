package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/eventatlas/eventatlas/catalog"
)

// maxText bounds the JSON text of one value; what is longer is left out rather than cut into something else.
const maxText = 1 << 20

// jsonText writes a value as compact JSON, numbers as they were written where JSON allows that; "" for nil.
func jsonText(n *catalog.Node) string {
	if n == nil {
		return ""
	}
	b := appendJSON(nil, n)
	if len(b) > maxText {
		return ""
	}
	return string(b)
}

func appendJSON(b []byte, n *catalog.Node) []byte {
	if len(b) > maxText {
		return b
	}
	if n == nil {
		return append(b, "null"...)
	}
	switch n.Kind {
	case catalog.BoolNode:
		return strconv.AppendBool(b, n.IsTrue())
	case catalog.NumberNode:
		return appendNumber(b, n.Text)
	case catalog.StringNode:
		return appendQuoted(b, n.Text)
	case catalog.ListNode:
		b = append(b, '[')
		for i, item := range n.Items {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendJSON(b, item)
		}
		return append(b, ']')
	case catalog.MapNode:
		return appendMap(b, n)
	default:
		return append(b, "null"...)
	}
}

func appendMap(b []byte, n *catalog.Node) []byte {
	b = append(b, '{')
	for i, m := range n.Members {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendQuoted(b, m.Key), ':')
		b = appendJSON(b, m.Value)
	}
	return append(b, '}')
}

// appendNumber writes a number; one that JSON cannot say becomes a string.
func appendNumber(b []byte, text string) []byte {
	if json.Valid([]byte(text)) {
		return append(b, text...)
	}
	return appendQuoted(b, text)
}

// appendQuoted writes a JSON string. Bytes that are not UTF-8 become U+FFFD.
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			b = appendByte(b, c)
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		b = utf8.AppendRune(b, r)
	}
	return append(b, '"')
}

func appendByte(b []byte, c byte) []byte {
	switch {
	case c == '"' || c == '\\':
		return append(b, '\\', c)
	case c == '\n':
		return append(b, `\n`...)
	case c == '\t':
		return append(b, `\t`...)
	case c == '\r':
		return append(b, `\r`...)
	case c < 0x20:
		return fmt.Appendf(b, `\u%04x`, c)
	default:
		return append(b, c)
	}
}

func quote(s string) string { return string(appendQuoted(nil, s)) }

// shown returns a text of the user as it can stand in a message: one line of limited length.
func shown(s string) string {
	const most = 200
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	quoted := quote(s)
	if strings.ContainsFunc(s, unicode.IsControl) {
		return quoted[1 : len(quoted)-1]
	}
	return s
}

// number reads a decimal number exactly. It refuses what would take long to work with: more than 64 characters or an exponent over 400.
func number(text string) (*big.Rat, bool) {
	if text == "" || len(text) > 64 || strings.ContainsAny(text, "/xXpP_") {
		return nil, false
	}
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		if e, err := strconv.Atoi(text[i+1:]); err != nil || e > 400 || e < -400 {
			return nil, false
		}
	}
	return new(big.Rat).SetString(text)
}

// formatNumber writes a number without an exponent, exactly if it has few decimals.
func formatNumber(r *big.Rat) string {
	if r.IsInt() {
		return r.Num().String()
	}
	text := strings.TrimRight(r.FloatString(12), "0")
	return strings.TrimSuffix(text, ".")
}

// maxNesting bounds the nesting of JSON text that is read here.
const maxNesting = 100

var (
	errNesting = errors.New("values are nested too deep")
	errEnd     = errors.New("it ends too early")
)

// parseText reads a JSON text into a value. All of it gets the one position, because the text stands in another file or in none.
func parseText(text string, pos catalog.Pos) (*catalog.Node, error) {
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	n, err := parseValue(dec, pos, maxNesting)
	if errors.Is(err, io.EOF) {
		err = errEnd
	}
	if err != nil {
		return nil, fmt.Errorf("reading JSON: %w", err)
	}
	if dec.More() {
		return nil, errors.New("reading JSON: more than one value")
	}
	return n, nil
}

func parseValue(dec *json.Decoder, pos catalog.Pos, depth int) (*catalog.Node, error) {
	token, err := dec.Token()
	if err != nil {
		return nil, err
	}
	switch v := token.(type) {
	case json.Delim:
		if depth == 0 {
			return nil, errNesting
		}
		if v == '[' {
			return parseList(dec, pos, depth-1)
		}
		return parseObject(dec, pos, depth-1)
	case string:
		return catalog.NewScalar(catalog.StringNode, pos, v), nil
	case json.Number:
		return catalog.NewScalar(catalog.NumberNode, pos, v.String()), nil
	case bool:
		return catalog.NewScalar(catalog.BoolNode, pos, strconv.FormatBool(v)), nil
	default:
		return catalog.NewScalar(catalog.NullNode, pos, "null"), nil
	}
}

func parseList(dec *json.Decoder, pos catalog.Pos, depth int) (*catalog.Node, error) {
	var items []*catalog.Node
	for dec.More() {
		item, err := parseValue(dec, pos, depth)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	_, err := dec.Token()
	return catalog.NewList(pos, items), err
}

func parseObject(dec *json.Decoder, pos catalog.Pos, depth int) (*catalog.Node, error) {
	var members []catalog.Member
	at := map[string]int{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, err
		}
		value, err := parseValue(dec, pos, depth)
		if err != nil {
			return nil, err
		}
		m := catalog.Member{Key: fmt.Sprint(key), Pos: pos, Value: value}
		if i, twice := at[m.Key]; twice {
			members[i] = m
			continue
		}
		at[m.Key] = len(members)
		members = append(members, m)
	}
	_, err := dec.Token()
	return catalog.NewMap(pos, members), err
}

// compactText returns JSON text without white space; text that is no JSON as it is.
func compactText(text string) string {
	var b bytes.Buffer
	if json.Compact(&b, []byte(text)) != nil {
		return text
	}
	return b.String()
}
