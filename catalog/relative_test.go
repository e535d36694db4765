package catalog

import "testing"

func TestRelative(t *testing.T) {
	for _, c := range []struct{ from, reference, want string }{
		{"a.yaml", "b.yaml", "b.yaml"},
		{"docs/a.yaml", "./x/../b.yaml", "docs/b.yaml"},
		{"docs/a.yaml", "../b.yaml", "b.yaml"},
		{"../orders/a.yaml", "b.yaml", "../orders/b.yaml"},
		{"../orders/docs/a.yaml", "../b.yaml", "../orders/b.yaml"},
		{"../orders/a.yaml", "../other/b.yaml", "../other/b.yaml"},
		{"a.yaml", "../b.yaml", ""},
		{"docs/a.yaml", "../../b.yaml", ""},
		{"docs/a.yaml", "x/../../../b.yaml", ""},
		{"a.yaml", "..", ""},
		{"../orders/a.yaml", "../../b.yaml", ""},
		{"../orders/docs/a.yaml", "../../../b.yaml", ""},
		{"a.yaml", "/etc/passwd", ""},
		{"a.yaml", `..\b.yaml`, ""},
		{"a.yaml", "b\x00.yaml", ""},
		{"/a.yaml", "b.yaml", ""},
	} {
		got, ok := Relative(c.from, c.reference)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("from %s to %q: %q, %v; want %q", c.from, c.reference, got, ok, c.want)
		}
	}
}
