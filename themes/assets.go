package themes

import (
	"path"
	"strings"
)

// Role is what a file of assets/ is for, which its name alone says.
type Role int

// The roles. A page loads the common stylesheet and scripts and those of its kind; nothing else unless a script asks for it.
const (
	// Plain is a file that something refers to by its name, such as a picture.
	Plain Role = iota
	// Common is site.js, and every stylesheet that has no other role.
	Common
	// Boot is boot.js, which runs before the page is painted.
	Boot
	// OfKind is kind-<kind>.css or kind-<kind>.js, for the pages of one kind.
	OfKind
	// OnDemand is load-<name>.css or load-<name>.js, which a script loads when it is wanted.
	OnDemand
)

// RoleOf returns the role of an asset by its path below assets/.
func RoleOf(name string) Role {
	ext := path.Ext(name)
	switch {
	case ext != ".css" && ext != ".js":
		return Plain
	case name == "boot.js":
		return Boot
	case strings.HasPrefix(name, "kind-"):
		return OfKind
	case strings.HasPrefix(name, "load-"):
		return OnDemand
	case ext == ".css", name == "site.js":
		return Common
	default:
		return Plain
	}
}

// KindOf returns the kind of pages that an asset of the role OfKind is for.
func KindOf(name string) string {
	return strings.TrimPrefix(strings.TrimSuffix(name, path.Ext(name)), "kind-")
}
