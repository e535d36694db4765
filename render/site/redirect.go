package site

import (
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/output"
)

// Redirect is the address that a resource had under an earlier id.
type Redirect struct {
	// Path is the old address, From the alias, and To the highest version of the resource.
	Path string
	From catalog.Ref
	To   catalog.ID
}

// addRedirects plans a page for each alias. An address that is taken stays what it is, and the alias is reported.
func (p *Plan) addRedirects() {
	first := map[string]catalog.Ref{}
	for _, r := range p.Catalog.Resources {
		b := r.Common()
		for _, alias := range b.Aliases {
			if alias.Kind == catalog.NoKind {
				alias.Kind = b.Kind
			}
			path := alias.Kind.Section() + "/" + output.Slug(alias.ID) + "/index.html"
			other, again := first[path]
			page, taken := p.Page(path)
			switch {
			case again && other.Pos == alias.Pos: // what several versions share
			case again:
				p.Problems = append(p.Problems, aliasTaken(alias, "is an alias already").
					Suggest("Leave it with the resource that had the id last").Note(other.Pos, "the other alias is here"))
			case taken:
				p.Problems = append(p.Problems, p.aliasOfPage(alias, page))
			default:
				first[path] = alias
				p.Redirects = append(p.Redirects, Redirect{Path: path, From: alias, To: p.Catalog.Latest(b.Kind, b.ID)})
			}
		}
	}
	slices.SortFunc(p.Redirects, func(a, b Redirect) int { return strings.Compare(a.Path, b.Path) })
}

func aliasTaken(alias catalog.Ref, what string) catalog.Diagnostic {
	return catalog.Diag(catalog.IDAlias, alias.Pos, "`"+alias.String()+"` "+what)
}

// aliasOfPage reports an alias whose address is that of a page.
func (p *Plan) aliasOfPage(alias catalog.Ref, page Page) catalog.Diagnostic {
	if page.Resource == catalog.NoID {
		return aliasTaken(alias, "cannot be an alias, because the site has a page of its own at that address").Suggest("Remove the alias")
	}
	b := p.Catalog.Base(page.Resource)
	if b.Stub {
		return aliasTaken(alias, "cannot be an alias while something refers to it").
			Suggest("Refer to the resource by the id that it has now").Note(b.Source.Pos, "it is referred to here")
	}
	what := "it is " + article(b.Kind) + " of this catalog"
	if b.ID != alias.ID {
		what = "it would have the address of the " + b.Kind.String() + " `" + b.ID + "`"
	}
	return aliasTaken(alias, "cannot be an alias, because "+what).
		Suggest("Remove the alias, or give one of the two another id").Note(b.Source.Pos, "the "+b.Kind.String()+" is here")
}

func article(kind catalog.Kind) string {
	if strings.ContainsAny(kind.String()[:1], "aeiou") {
		return "an " + kind.String()
	}
	return "a " + kind.String()
}
