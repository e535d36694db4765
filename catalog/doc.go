// Package catalog is the vocabulary that every other package shares: resources (services, messages,
// channels …), references between them, positions in source files, diagnostics, and the ordered value
// tree that all formats are parsed into. It knows nothing of files on disk, of source formats or of how
// anything is shown, and it imports no other package of this module.
//
// A source format decodes each of its files into a Fragment. Link makes one Catalog of all fragments:
// it merges what several sources say of one resource, resolves every reference to one of three
// outcomes, and lists the edges between resources. Fragments and catalogs are read-only once they
// are made, so they may be shared between goroutines and kept between builds.
//
// Everything that is printed comes from a sorted slice; maps are for looking things up.
package catalog
