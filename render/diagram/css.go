package diagram

import _ "embed" // The stylesheet.

//go:embed diagram.css
var stylesheet string

// CSS returns the stylesheet for the drawings of this package: every class that they carry, for light and dark
// pages after their color-scheme, print and forced colours, with the custom properties --dg-… on :root for a theme to change.
func CSS() string { return stylesheet }
