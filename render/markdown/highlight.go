package markdown

// AppendHighlighted appends code as HTML for a <code> element.
func AppendHighlighted(out []byte, language string, code []byte) []byte {
	return appendText(out, code)
}
