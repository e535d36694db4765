package asyncapi

import "testing"

// TestFormats has texts of each format and others that are near.
func TestFormats(t *testing.T) {
	cases := map[string]struct{ good, bad []string }{
		"uri":          {[]string{"https://a.example/b?c#d", "urn:a:b", "mailto:a@b.example", "http://[::1]/"}, []string{"a.example", "https://a.example/{b}", "https://a b", "https:", "%zz:"}},
		"uri-template": {[]string{"", "shops/{shop}/sales", "a.b-c", "{a,b*,c:3}", "{user.id}", "größe", "{?q}"}, []string{"a b", "{}", "{a-b}", "a{b", "a}b", "x|y", "50%"}},
		"email":        {[]string{"a@b.example", "a.b+c@d-e.example"}, []string{"a", "a@b", "@b.example", "a b@c.example", "a@.example", "a..b@c.example"}},
	}
	for _, f := range formats() {
		for _, text := range cases[f.Name].good {
			if f.Validate(text) != nil {
				t.Errorf("%q is no %s", text, f.Name)
			}
		}
		for _, text := range cases[f.Name].bad {
			if f.Validate(text) == nil {
				t.Errorf("%q is a %s", text, f.Name)
			}
		}
		if f.Validate(5) != nil {
			t.Errorf("a number is judged as %s", f.Name)
		}
	}
}
