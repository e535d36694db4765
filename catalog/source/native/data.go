package native

import "github.com/eventatlas/eventatlas/catalog"

func stores() section {
	type store = catalog.Store
	return simple(catalog.StoreKind, "Databases, caches and buckets.", []field[store]{
		key("technology", "What it is, such as PostgreSQL 17.", text(), func(r *store) *string { return &r.Technology }),
		key("classification", "The class of the data in it, such as pii.", text(), func(r *store) *string { return &r.Classification }),
		key("residency", "Where the data are.", text(), func(r *store) *string { return &r.Residency }),
		key("retention", "How long data are kept.", text(), func(r *store) *string { return &r.Retention }),
	})
}

func entities() section {
	type entity = catalog.Entity
	return simple(catalog.EntityKind, "Business objects.", []field[entity]{
		key("domain", "The domain it belongs to.", reference(), func(r *entity) *catalog.Ref { return &r.Domain }),
		key("identifier", "The property that tells one from another.", text(), func(r *entity) *string { return &r.Identifier }),
		key("properties", "What it consists of, by name.", properties(), func(r *entity) *[]catalog.Property { return &r.Properties }),
		key("references", "The entities it has to do with.", references(), func(r *entity) *[]catalog.Ref { return &r.References }),
	})
}

func properties() value[[]catalog.Property] {
	return mapping(property(), nil, func(_ *decoder, m catalog.Member, p catalog.Property) catalog.Property {
		p.Name = m.Key
		return p
	})
}

// property is the type of a property, or that and what else there is to say.
func property() value[catalog.Property] {
	type property = catalog.Property
	short := convert(text(), func(_ *decoder, _ *catalog.Node, s string) (property, bool) { return property{Type: s}, true })
	return either(short, object[property]{
		name: "a property", def: "property", doc: "A property of a business object.",
		fields: []field[property]{
			key("type", "What it is, in words, such as money or array of order-line.", text(), func(p *property) *string { return &p.Type }),
			key("description", "What it means.", text(), func(p *property) *string { return &p.Description }),
			key("required", "That it is always there.", boolean(), func(p *property) *bool { return &p.Required }),
			key("references", "The entity it stands for.", reference(), func(p *property) *catalog.Ref { return &p.References }),
			key("enum", "The values it may have.", words(), func(p *property) *[]string { return &p.Enum }),
			key("properties", "What it consists of, by name.", lazy(properties), func(p *property) *[]catalog.Property { return &p.Properties }),
		},
	}.value())
}
