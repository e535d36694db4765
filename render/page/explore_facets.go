package page

import (
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/explore"
	"github.com/eventatlas/eventatlas/render/site"
)

// facets are what rows of the table of everything may be chosen by. The kind, the domain, the owner and the state are columns of it too.
func (b *Builder) facets() []*facet {
	list := []*facet{
		{Facet: explore.Facet{Name: "kind", Title: b.t("Kind")}, of: b.kindValue, fixed: true},
		{Facet: explore.Facet{Name: "domain", Title: b.t("Domain")}},
		{Facet: explore.Facet{Name: "owner", Title: b.t("Owner")}, of: b.ownerValues},
		{Facet: explore.Facet{Name: "is", Title: b.t("State")}, of: b.stateValues, fixed: true},
		{Facet: explore.Facet{Name: "tag", Title: b.t("Tag")}, of: b.tagValues},
		{Facet: explore.Facet{Name: "class", Title: b.t("Classified")}, of: b.classValues()},
		{Facet: explore.Facet{Name: "protocol", Title: b.t("Protocol")}, of: b.protocolValues},
		{Facet: explore.Facet{Name: "broker", Title: b.t("Broker")}, of: b.brokerValues},
		{Facet: explore.Facet{Name: "lacks", Title: b.t("Lacks")}, of: b.gapValues, fixed: true},
	}
	for _, f := range list {
		f.at = map[string]int{}
	}
	kinds, domains := list[0], list[1]
	for _, kind := range catalog.Kinds() {
		if len(b.plan.List(kind)) > 0 {
			kinds.number(kindAsValue(b, kind))
		}
	}
	domains.of = func(id catalog.ID) []explore.Value { return b.domainValue(domains, id) }
	for _, gap := range site.Gaps() {
		if b.plan.ListingOf(site.Lacking, catalog.NoID, string(gap)) != nil {
			list[8].number(b.gapValue(gap))
		}
	}
	return list
}

func kindAsValue(b *Builder, kind catalog.Kind) explore.Value {
	return explore.Value{ID: kind.String(), Title: b.t(kindWord(kind)), Icon: kind.String(), Around: -1}
}

func (b *Builder) kindValue(id catalog.ID) []explore.Value {
	return []explore.Value{kindAsValue(b, b.cat.Base(id).Kind)}
}

// domainValue is the innermost domain around a resource. Those around that have to be there first, because a value says which one it is a part of.
func (b *Builder) domainValue(f *facet, id catalog.ID) []explore.Value {
	around := b.g.Ancestors(id)
	var last []explore.Value
	for _, d := range slices.Backward(around) {
		v := b.resourceValue(d)
		if len(last) > 0 {
			v.Around = f.number(last[0])
		}
		last = []explore.Value{v}
	}
	return last
}

func (b *Builder) resourceValue(id catalog.ID) explore.Value {
	base := b.cat.Base(id)
	return explore.Value{ID: visible(base.ID), Title: visible(base.Title()), Icon: base.Kind.String(), Around: -1}
}

// ownerValues are the owners of a resource. Teams and people may share an id, so that of a person has its kind before it.
func (b *Builder) ownerValues(id catalog.ID) []explore.Value {
	var list []explore.Value
	for _, owner := range b.owners(id) {
		v := b.resourceValue(owner)
		if b.cat.Base(owner).Kind == catalog.PersonKind {
			v.ID = "person:" + v.ID
		}
		list = append(list, v)
	}
	return list
}

func (b *Builder) stateValues(id catalog.ID) []explore.Value {
	base := b.cat.Base(id)
	var list []explore.Value
	add := func(holds bool, id, title string) {
		if holds {
			list = append(list, explore.Value{ID: id, Title: title, Around: -1})
		}
	}
	add(base.Deprecated != nil, "deprecated", b.t("deprecated"))
	add(base.Draft, "draft", b.t("draft"))
	add(base.Stub, "undescribed", b.t("not described"))
	switch r := b.cat.Resource(id).(type) {
	case *catalog.Service:
		add(r.External, "external", b.t("external"))
	case *catalog.Message:
		add(r.Visibility == "public", "public", b.t("public"))
	}
	return list
}

func (b *Builder) tagValues(id catalog.ID) []explore.Value {
	var names []string
	for _, tag := range b.cat.Base(id).Tags {
		names = append(names, tag.Name)
	}
	return wordValues(names)
}

// wordValues are words as values, each once.
func wordValues(words []string) []explore.Value {
	var list []explore.Value
	for i, word := range words {
		if word != "" && slices.Index(words, word) == i {
			list = append(list, explore.Value{ID: visible(word), Title: visible(word), Around: -1})
		}
	}
	return list
}

// classValues finds the classes of the data in a resource: those of the fields of a message, whoever says them, as the page of classified data lists them,
// and that of a store.
func (b *Builder) classValues() func(catalog.ID) []explore.Value {
	classes := map[catalog.ID][]string{}
	for _, x := range b.plan.Fields.Classified {
		id := messageOf(x)
		classes[id] = append(classes[id], strings.ToLower(x.Class))
	}
	return func(id catalog.ID) []explore.Value {
		if s, ok := b.cat.Resource(id).(*catalog.Store); ok {
			return wordValues([]string{strings.ToLower(s.Classification)})
		}
		return wordValues(classes[id])
	}
}

// channelsAt are a channel itself, or the channels of a message.
func (b *Builder) channelsAt(id catalog.ID) []catalog.ID {
	switch kind := b.cat.Base(id).Kind; {
	case kind == catalog.ChannelKind:
		return []catalog.ID{id}
	case kind.IsMessage():
		return b.messageChannels(id)
	default:
		return nil
	}
}

func (b *Builder) brokerValues(id catalog.ID) []explore.Value {
	var list []explore.Value
	for _, channel := range b.channelsAt(id) {
		if broker := b.brokerOf(channel); broker != catalog.NoID {
			v := b.resourceValue(broker)
			if !slices.Contains(list, v) {
				list = append(list, v)
			}
		}
	}
	return list
}

// protocolValues are the protocols of the brokers of a resource, or of the servers of its channels.
func (b *Builder) protocolValues(id catalog.ID) []explore.Value {
	var list []explore.Value
	add := func(protocol string) {
		if protocol == "" {
			return
		}
		v := explore.Value{ID: visible(strings.ToLower(protocol)), Title: protocolWord(strings.ToLower(protocol)), Around: -1}
		if !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	broker := func(id catalog.ID) bool {
		r, ok := b.cat.Resource(id).(*catalog.Broker)
		if ok {
			add(r.Protocol)
		}
		return ok && r.Protocol != ""
	}
	if b.cat.Base(id).Kind == catalog.BrokerKind {
		broker(id)
	}
	for _, channel := range b.channelsAt(id) {
		if at := b.brokerOf(channel); at != catalog.NoID && broker(at) {
			continue
		}
		if ch, ok := b.cat.Resource(channel).(*catalog.Channel); ok {
			for _, server := range ch.Servers {
				protocol, _, _ := strings.Cut(server, "://")
				add(protocol)
			}
		}
	}
	return list
}

func (b *Builder) gapValue(gap site.Gap) explore.Value {
	return explore.Value{ID: string(gap), Title: b.gapTitle(gap), Around: -1}
}

func (b *Builder) gapValues(id catalog.ID) []explore.Value {
	var list []explore.Value
	for _, gap := range site.Gaps() {
		if concerned, lacking := b.plan.Lacks(gap, id); concerned && lacking {
			list = append(list, b.gapValue(gap))
		}
	}
	return list
}

// exploreWords are the texts of the table of everything.
func (b *Builder) exploreWords() [][2]string {
	t := func(text string) [2]string { return [2]string{text, b.t(text)} }
	return [][2]string{
		t("Name"), t("Kind"), t("Domain"), t("Owner"), t("State"), t("Producers"), t("Consumers"), t("Filter by name"), t("Sort by"), t("%s of %s"), t("Filters"),
		t("Clear all filters"), t("Nothing fits these filters."), t("Previous"), t("Next"), t("Rows %s to %s"), t("Show all %s"), t("Show fewer"), t("descending"),
	}
}
