// Package page holds the kinds of pages. A kind is a value: the name that the plan of the site and the theme's template know it
// by, and a function from the catalog to a view, the one typed struct that the template is given. A view holds texts, numbers
// and slices of them, and nothing from which a template could reach the catalog; so the same view and the same template
// give the same bytes, and a test can check each template against the type of its view.
//
// Views say what is on a page, in the order in which its reader asks; how it looks is the theme's. The repeated parts (tables,
// trees, code, navigation, drawings) are small structs too, such as Table, which the pure functions of Funcs write as HTML.
//
// To add a kind of page: write <kind>.go with a struct that embeds Frame and a View function that begins with
// b.frame(page) and fills it; write themes/default/pages/<kind>.html, which defines "main" out of the partials; add one line to Kinds.
// If it shows a resource, that is all: the plan names the kind after the resource's. Otherwise the plan (render/site) lists the
// page's path. Every text that a reader sees passes b.t, so that it is in the table of words.
package page

import "github.com/eventatlas/eventatlas/render/site"

// Kind is one kind of page.
type Kind struct {
	// Name is that of site.Page.Kind and of the template pages/<name>.html.
	Name string
	// View makes what the template is given. It may be called from several goroutines at once.
	View func(b *Builder, page site.Page) any
	// Zero is an empty view, for checking templates.
	Zero any
}

// Kinds lists the kinds of pages.
func Kinds() []Kind {
	return []Kind{
		{"home", homePage, HomeView{}},
		{"message", messagePage, MessageView{}},
		{"service", servicePage, ServiceView{}},
		{"channel", channelPage, ChannelView{}},
		{"domain", domainPage, DomainView{}},
		{"system", systemPage, SystemView{}},
		{"broker", brokerPage, BrokerView{}},
		{"store", storePage, StoreView{}},
		{"entity", entityPage, EntityView{}},
		{"flow", flowPage, FlowView{}},
		{"team", teamPage, TeamView{}},
		{"person", personPage, PersonView{}},
		{"decision", decisionPage, DecisionView{}},
		{"doc", docPage, DocView{}},
		{"specification", specificationPage, SpecificationView{}},
		{site.Index, indexPage, IndexView{}},
		{site.AZ, azPage, AZView{}},
		{site.List, listPage, ListView{}},
		{site.Schemas, schemasPage, SchemasView{}},
		{site.FieldName, fieldPage, FieldView{}},
		{site.Classified, classifiedPage, ClassifiedView{}},
		{site.Impact, impactPage, ImpactView{}},
		{site.Reach, reachPage, ReachView{}},
		{site.Map, mapPage, MapView{}},
		{site.Health, healthPage, HealthView{}},
		{site.Explore, explorePage, ExploreView{}},
		{site.Findings, findingsPage, FindingsView{}},
		{site.Problems, problemsPage, ProblemsView{}},
		{site.Changes, changesPage, ChangesView{}},
		{site.Search, searchPage, SearchView{}},
		{site.About, aboutPage, AboutView{}},
		{site.NotFound, notFoundPage, NotFoundView{}},
	}
}
