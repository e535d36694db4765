// Package contrast helps tests that hold the colours of stylesheets to what people can tell apart. It computes the ratio of WCAG 2.2 alone; which
// colours stand on which grounds, and what ratio they need, is for the tests of whoever sets them.
package contrast

import (
	"math"
	"strconv"
)

// Ratio returns the contrast ratio of two colours written as #rrggbb, from 1 to 21; NaN where one is no such colour (WCAG 2.2, "contrast ratio").
func Ratio(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is the relative luminance of a colour, from 0 to 1 (WCAG 2.2).
func luminance(hex string) float64 {
	if len(hex) != len("#rrggbb") {
		return math.NaN()
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			return math.NaN()
		}
		c := float64(v) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
