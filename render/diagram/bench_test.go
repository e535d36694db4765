package diagram

import (
	"testing"
)

// drawings are the sizes that are timed: what a page has, what a map has, and what no reader should be shown flat.
func drawings() []struct {
	name string
	draw func() Scene
} {
	layout := func(spec Spec, opt Options) func() Scene { return func() Scene { return Layout(spec, opt) } }
	maps := Options{Route: Orthogonal}
	whole, flow := wholeSystem(1500, 4000, 20), orderFlow()
	return []struct {
		name string
		draw func() Scene
	}{
		{"EventPage", layout(smallPage(), Options{})},
		{"ServicePage", layout(servicePage(), Options{})},
		{"WidePage", layout(fanOut(38, 5), Options{})},
		{"Flat40", layout(flatGraph(40, 60, 1), maps)},
		{"Flat200", layout(flatGraph(200, 400, 3), maps)},
		{"ContextMap", layout(contextMap(30, 45, 4), maps)},
		{"Map150", layout(contextMap(150, 260, 6), maps)},
		{"Overview1500", func() Scene { return Overview(whole, Options{}) }},
		{"Sequence", func() Scene { return Sequence(flow, Options{}) }},
	}
}

// BenchmarkLayout times the places alone, [BenchmarkSVG] writing them: the second should be a small part of the first.
func BenchmarkLayout(b *testing.B) {
	for _, d := range drawings() {
		b.Run(d.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				d.draw()
			}
		})
	}
}

// BenchmarkSVG times writing a scene that is laid out.
func BenchmarkSVG(b *testing.B) {
	for _, d := range drawings() {
		b.Run(d.name, func(b *testing.B) {
			b.ReportAllocs()
			scene := d.draw()
			buf := scene.AppendSVG(nil)
			b.SetBytes(int64(len(buf)))
			for b.Loop() {
				buf = scene.AppendSVG(buf[:0])
			}
		})
	}
}

// BenchmarkDrawing times both, as a page has them.
func BenchmarkDrawing(b *testing.B) {
	for _, d := range drawings() {
		b.Run(d.name, func(b *testing.B) {
			b.ReportAllocs()
			var buf []byte
			for b.Loop() {
				buf = d.draw().AppendSVG(buf[:0])
			}
		})
	}
}
