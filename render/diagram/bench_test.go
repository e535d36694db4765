package diagram

import "testing"

func benchmarkLayout(b *testing.B, spec Spec, opt Options) {
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		buf = Layout(spec, opt).AppendSVG(buf[:0])
	}
}

func BenchmarkEventPage(b *testing.B) { benchmarkLayout(b, smallPage(), Options{}) }
func BenchmarkWidePage(b *testing.B)  { benchmarkLayout(b, fanOut(38, 5), Options{}) }
func BenchmarkFlat40(b *testing.B) {
	benchmarkLayout(b, flatGraph(40, 60, 1), Options{Route: Orthogonal})
}

func BenchmarkFlat200(b *testing.B) {
	benchmarkLayout(b, flatGraph(200, 400, 3), Options{Route: Orthogonal})
}

func BenchmarkContextMap(b *testing.B) {
	benchmarkLayout(b, contextMap(30, 45, 4), Options{Route: Orthogonal})
}

func BenchmarkMap150(b *testing.B) {
	benchmarkLayout(b, contextMap(150, 260, 6), Options{Route: Orthogonal})
}

func BenchmarkOverview1500(b *testing.B) {
	spec := wholeSystem(1500, 4000, 20)
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		buf = Overview(spec, Options{}).AppendSVG(buf[:0])
	}
}

func BenchmarkSequence(b *testing.B) {
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		buf = Sequence(orderFlow(), Options{}).AppendSVG(buf[:0])
	}
}
