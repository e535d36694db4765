package asyncapi

import (
	"errors"
	"regexp"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// formats returns the formats of strings that are checked more closely than the library does: the specification asks for them in its own
// JSON Schemas, for the URLs, the addresses of people and the names of 2.x channels. References may look like anything, as for the
// reference parser.
var formats = sync.OnceValue(func() []*jsonschema.Format {
	const (
		escaped  = `%[0-9A-Fa-f]{2}`
		variable = `(?:[A-Za-z0-9_]|` + escaped + `)+(?:\.(?:[A-Za-z0-9_]|` + escaped + `)+)*(?::[1-9][0-9]{0,3}|\*)?`
		atom     = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
		label    = `[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?`
	)
	return []*jsonschema.Format{
		// RFC 3986, section 3, as far as the characters go.
		textFormat("uri", `^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|`+escaped+`)+$`),
		// RFC 6570, section 2.
		textFormat("uri-template", `^(?:[^\x00-\x20"'<>%\\^`+"`"+`{|}]|`+escaped+`|\{[+#./;?&=,!@|]?`+variable+`(?:,`+variable+`)*\})*$`),
		// RFC 5321, section 4.1.2, with a domain of at least two labels.
		textFormat("email", `^`+atom+`(?:\.`+atom+`)*@(?:`+label+`\.)+`+label+`$`),
		{Name: "uri-reference", Validate: func(any) error { return nil }},
	}
})

var errFormat = errors.New("does not have the form")

// textFormat returns a format that strings have if they match a pattern.
func textFormat(name, pattern string) *jsonschema.Format {
	re := regexp.MustCompile(pattern)
	return &jsonschema.Format{Name: name, Validate: func(v any) error {
		if text, ok := v.(string); ok && !re.MatchString(text) {
			return errFormat
		}
		return nil
	}}
}
