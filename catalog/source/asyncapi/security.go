package asyncapi

import (
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
)

// readSecurity reads the security schemes among the components.
func (r *reader) readSecurity() {
	for _, e := range r.get(r.get(r.root, "components"), "securitySchemes").entries() {
		r.scheme(e.value, e.name)
	}
}

// scheme returns the security scheme that a value stands for, or nil.
func (r *reader) scheme(v value, name string) *catalog.SpecSecurity {
	end, _ := r.follow(v)
	if !end.node.Is(catalog.MapNode) {
		return nil
	}
	if s := r.security[end.place()]; s != nil {
		return s
	}
	s := &catalog.SpecSecurity{
		Name: name, Type: r.str(end, "type"), Description: r.description(end),
		In: r.str(end, "in"), Parameter: r.str(end, "name"), Scheme: r.str(end, "scheme"), BearerFormat: r.str(end, "bearerFormat"),
		OpenIDConnectURL: r.str(end, "openIdConnectUrl"), Scopes: r.strings(r.get(end, "scopes")),
		Extensions: extensions(end.entries()), Source: end.source(),
	}
	for _, e := range r.get(end, "flows").entries() {
		if !strings.HasPrefix(e.name, "x-") {
			s.Flows = append(s.Flows, r.flow(e))
		}
	}
	r.security[end.place()] = s
	r.spec.Security = append(r.spec.Security, s)
	return s
}

func (r *reader) flow(e entry) catalog.SpecFlow {
	end, _ := r.follow(e.value)
	f := catalog.SpecFlow{
		Name: e.name, AuthorizationURL: r.str(end, "authorizationUrl"), TokenURL: r.str(end, "tokenUrl"), RefreshURL: r.str(end, "refreshUrl"),
	}
	scopes := r.get(end, "availableScopes")
	if r.version.major == 2 {
		scopes = r.get(end, "scopes")
	}
	for _, scope := range scopes.entries() {
		f.Scopes = append(f.Scopes, catalog.SpecScope{Name: scope.name, Description: scope.node.Str()})
	}
	return f
}

// requirements reads what a server or an operation asks for. In 2.x an item names schemes that are needed together, in 3.x it is one
// scheme; of the items one is enough.
func (r *reader) requirements(o object) []catalog.SpecRequirement {
	var list []catalog.SpecRequirement
	for _, item := range r.field(o, "security").items() {
		q := catalog.SpecRequirement{Pos: item.node.Pos}
		if r.version.major == 2 {
			q.Schemes = r.grantsV2(item)
		} else if s := r.scheme(item, r.definitionKey(item, "securitySchemes")); s != nil {
			q.Schemes = []catalog.SpecGrant{{Scheme: s, Name: s.Name, Scopes: s.Scopes}}
		}
		list = append(list, q)
	}
	return list
}

func (r *reader) grantsV2(item value) []catalog.SpecGrant {
	defined := r.get(r.get(r.root, "components"), "securitySchemes")
	var list []catalog.SpecGrant
	for _, e := range item.entries() {
		list = append(list, catalog.SpecGrant{
			Scheme: r.scheme(defined.key(e.name), e.name), Name: e.name, Scopes: r.strings(e.value),
		})
	}
	return list
}

// labels returns a word for each of the alternatives: the names of its schemes.
func labels(requirements []catalog.SpecRequirement) []string {
	var list []string
	for _, q := range requirements {
		var names []string
		for _, g := range q.Schemes {
			names = append(names, g.Name)
		}
		if len(names) > 0 {
			list = append(list, strings.Join(names, " + "))
		}
	}
	return list
}

// strings returns the texts of a list of scalars.
func (r *reader) strings(v value) []string {
	var list []string
	for _, item := range v.items() {
		end, _ := r.follow(item)
		if end.node.IsScalar() {
			list = append(list, end.node.Text)
		}
	}
	return list
}
