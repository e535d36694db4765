package page

import (
	"html/template"
	"slices"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/markdown"
)

func (s *specPage) serverSection() SpecSection {
	section := SpecSection{ID: "servers", Title: s.t("Servers")}
	for i := range first(s.r.Servers) {
		section.Entries = append(section.Entries, s.settle(s.server(&s.r.Servers[i])))
	}
	return s.more(s.fit(section, 4), len(s.r.Servers))
}

func (s *specPage) server(v *catalog.Server) SpecEntry {
	id := s.servers[v.ID]
	e := SpecEntry{
		ID: id, Name: s.called(firstOf(v.Title, v.ID)), Icon: "broker", Code: visible(serverURL(v)),
		Summary: s.phrase(v.Summary, v.Pos.File), Text: s.prosePart(v.Description, id),
		Chips: append(s.partProblems(v.Pointer), tagChips(v.Tags)...), Place: s.place(v.Pos),
	}
	e.Facts = []Fact{
		{Label: s.t("Protocol"), Cell: Cell{Text: s.protocol(v)}},
		s.codeFact(s.t("URL"), serverURL(v)),
		s.codeFact(s.t("As written"), s.writtenURL(v)),
		{Label: s.t("Security"), Cell: Cell{HTML: s.requirements(v.Requirements, v)}},
		{Label: s.t("Environment"), Cell: Cell{Text: visible(v.Environment)}},
		s.otherName(s.t("Id"), v.ID, e.Name),
		s.linksFact(v.Links),
	}
	e.Page = s.pageLink(s.partID(catalog.BrokerKind, v.Pos.File, v.Pointer), s.t("Page of the broker"))
	e.Blocks = s.blocks(
		s.parameterBlock(id+"-variables", s.t("Variables"), v.Variables, nil),
		s.bindingBlock(id, v.Bindings), s.extensionBlock(id, v.Extensions))
	return e
}

// protocol names the protocol of a server, its version, and whether it is spoken over TLS.
func (s *specPage) protocol(v *catalog.Server) string {
	name := strings.ToLower(v.Protocol)
	plain := strings.TrimPrefix(strings.TrimSuffix(name, "-secure"), "secure-")
	if slices.Contains([]string{"amqps", "mqtts", "wss", "https", "stomps", "rediss"}, name) {
		plain = strings.TrimSuffix(name, "s")
	}
	text := protocolWord(plain) + prefixed(" ", visible(v.ProtocolVersion))
	if plain != name {
		text = s.words.F("%s over TLS", text)
	}
	return text
}

// otherName is a fact of a name that is not what the entry is called; empty if it is.
func (c *context) otherName(label, name, called string) Fact {
	if visible(name) == called {
		return Fact{Label: label}
	}
	return c.codeFact(label, name)
}

// pageLink leads to the page of what was made of a part of the document.
func (c *context) pageLink(id catalog.ID, text string) Link {
	if id == catalog.NoID {
		return Link{}
	}
	return Link{Text: text, Href: c.href(id), Icon: c.icon(id)}
}

// serverURL is where a server is, with its variables replaced by their defaults.
func serverURL(v *catalog.Server) string {
	if v.Host == "" || v.Protocol == "" {
		return v.Host + v.Path
	}
	return v.Protocol + "://" + v.Host + v.Path
}

// writtenURL is the URL with its variables, if there are any; credentials have no place on a page.
func (s *specPage) writtenURL(v *catalog.Server) string {
	f := s.cat.Files[v.Pos.File]
	if f == nil || len(v.Variables) == 0 {
		return ""
	}
	n := f.Root.At(v.Pointer)
	url := firstOf(n.StrAt("url"), n.StrAt("host")+n.StrAt("pathname"))
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok {
		scheme, rest = "", url
	}
	host := rest
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		host = rest[:i]
	}
	rest = rest[strings.LastIndexByte(host, '@')+1:]
	if ok {
		return scheme + "://" + rest
	}
	return rest
}

// requirements say what a server or an operation asks for: alternatives, each of schemes that are needed together.
func (s *specPage) requirements(list []catalog.SpecRequirement, server *catalog.Server) template.HTML {
	w := &writer{}
	for i, q := range list {
		w.raw(`<p class="rq">`)
		if i > 0 {
			w.el("small", "note", s.t("or"))
			w.raw(" ")
		}
		if len(q.Schemes) == 0 {
			w.text(s.t("nothing"))
		}
		for j, g := range q.Schemes {
			if j > 0 {
				w.raw(" ")
				w.el("small", "note", s.t("and"))
				w.raw(" ")
			}
			s.grant(w, g, server)
		}
		w.raw("</p>")
	}
	return w.html()
}

// grant writes one scheme with the scopes that are needed of it, and what a Kafka client has to be configured with.
func (s *specPage) grant(w *writer, g catalog.SpecGrant, server *catalog.Server) {
	if g.Scheme == nil {
		w.bdi(visible(g.Name))
		w.raw(" ")
		w.chip(Chip{Text: s.t("not defined"), Icon: "warn", Tone: "warn"})
		return
	}
	w.link(Link{Text: s.called(firstOf(g.Scheme.Name, g.Name)), Href: hash(s.security[g.Scheme])})
	w.raw(" ")
	w.el("span", "note", s.securityWord(g.Scheme.Type))
	for _, scope := range g.Scopes {
		w.raw(" ")
		w.el("code", "", visible(scope))
	}
	if server == nil {
		return
	}
	for _, setting := range kafkaSettings(server.Protocol, g.Scheme.Type) {
		w.raw("<br>")
		w.el("code", "", setting)
	}
}

// kafkaSettings are the settings of a Kafka client for a protocol and a security scheme (Apache Kafka, producer and consumer
// configuration: security.protocol is the transport, with or without SASL above it).
func kafkaSettings(protocol, scheme string) []string {
	transport := "PLAINTEXT"
	switch strings.ToLower(protocol) {
	case "kafka":
	case "kafka-secure":
		transport = "SSL"
	default:
		return nil
	}
	if scheme == "X509" {
		return []string{"security.protocol=SSL"}
	}
	mechanism := map[string]string{
		"plain": "PLAIN", "scramSha256": "SCRAM-SHA-256", "scramSha512": "SCRAM-SHA-512", "oauth2": "OAUTHBEARER", "openIdConnect": "OAUTHBEARER",
		"gssapi": "GSSAPI", "userPassword": "PLAIN",
	}[scheme]
	if mechanism == "" {
		return []string{"security.protocol=" + transport}
	}
	return []string{"security.protocol=SASL_" + transport, "sasl.mechanism=" + mechanism}
}

// securityWord says what a type of security scheme is (AsyncAPI 3.0, Security Scheme Object).
func (c *context) securityWord(kind string) string {
	switch kind {
	case "userPassword":
		return c.t("user name and password")
	case "apiKey":
		return c.t("API key")
	case "X509":
		return c.t("X.509 client certificate")
	case "symmetricEncryption":
		return c.t("encryption with a shared key")
	case "asymmetricEncryption":
		return c.t("encryption with a key pair")
	case "httpApiKey":
		return c.t("API key over HTTP")
	case "http":
		return c.t("HTTP authentication")
	case "oauth2":
		return "OAuth 2.0"
	case "openIdConnect":
		return "OpenID Connect"
	case "plain":
		return c.t("SASL/PLAIN: user name and password")
	case "scramSha256":
		return c.t("SASL/SCRAM with SHA-256")
	case "scramSha512":
		return c.t("SASL/SCRAM with SHA-512")
	case "gssapi":
		return c.t("SASL/GSSAPI: Kerberos")
	default:
		return visible(kind)
	}
}

func (s *specPage) securitySection() SpecSection {
	section := SpecSection{ID: "security", Title: s.t("Security")}
	for _, x := range first(s.r.Security) {
		section.Entries = append(section.Entries, s.settle(s.securityEntry(x)))
	}
	return s.more(s.fit(section, 4), len(s.r.Security))
}

func (s *specPage) securityEntry(x *catalog.SpecSecurity) SpecEntry {
	id := s.security[x]
	e := SpecEntry{
		ID: id, Name: s.called(x.Name), Icon: "key", Code: visible(x.Type), Summary: trusted(appendEscaped(nil, s.securityWord(x.Type))),
		Text: s.prosePart(x.Description, id), Chips: s.partProblems(x.Source.Pointer), Place: s.place(x.Source.Pos),
	}
	e.Facts = []Fact{
		{Label: s.t("Sent"), Cell: s.whereKey(x)},
		{Label: s.t("HTTP scheme"), Cell: codeCell(x.Scheme)},
		{Label: s.t("Token format"), Cell: codeCell(x.BearerFormat)},
		{Label: s.t("Discovery"), Cell: linkCell(x.OpenIDConnectURL, x.OpenIDConnectURL)},
		{Label: s.t("Scopes"), Cell: Cell{Codes: visibleAll(x.Scopes)}},
		{Label: s.t("Asked for by"), Cell: s.askers(x)},
	}
	e.Blocks = s.blocks(s.flowBlock(id, x.Flows), s.extensionBlock(id, x.Extensions))
	return e
}

// whereKey says where a client puts its API key.
func (s *specPage) whereKey(x *catalog.SpecSecurity) Cell {
	if x.In == "" {
		return Cell{}
	}
	cell := Cell{Text: s.words.F("as the %s", strings.Replace(visible(x.In), "user", s.t("user name"), 1))}
	if x.Parameter != "" {
		cell.Text, cell.HTML = s.words.F("in the %s as", visible(x.In)), noteCode(visible(x.Parameter))
	}
	return cell
}

// askers are the servers and operations that a security scheme is needed for.
func (s *specPage) askers(x *catalog.SpecSecurity) Cell {
	var cell Cell
	for i := range s.r.Servers {
		if v := &s.r.Servers[i]; asks(v.Requirements, x) {
			cell.Links = append(cell.Links, Link{Text: s.called(firstOf(v.Title, v.ID)), Href: hash(s.servers[v.ID]), Icon: "broker"})
		}
	}
	for _, o := range s.r.Operations {
		if asks(o.Security, x) {
			cell.Links = append(cell.Links, s.operationLink(specUse{operation: o}))
		}
	}
	if len(cell.Links) == 0 {
		cell.Text = s.t("nothing in this document")
	}
	return s.capped(cell, "operations")
}

func asks(list []catalog.SpecRequirement, x *catalog.SpecSecurity) bool {
	for _, q := range list {
		for _, g := range q.Schemes {
			if g.Scheme == x {
				return true
			}
		}
	}
	return false
}

// flowBlock lists the flows of OAuth 2 with their scopes.
func (s *specPage) flowBlock(id string, flows []catalog.SpecFlow) SpecBlock {
	t := Table{ID: id + "-flows", Cols: []string{s.t("Flow"), s.t("Authorization"), s.t("Token"), s.t("Refresh"), s.t("Scopes")}}
	var rows []Row
	for _, f := range flows {
		rows = append(rows, Row{Cells: []Cell{
			{Text: s.flowWord(f.Name)},
			linkCell(f.AuthorizationURL, f.AuthorizationURL), linkCell(f.TokenURL, f.TokenURL),
			linkCell(f.RefreshURL, f.RefreshURL), scopeCell(f.Scopes),
		}})
	}
	t.Groups = []Group{{Rows: rows}}
	return SpecBlock{ID: t.ID, Title: s.t("Flows"), Table: t}
}

func (c *context) flowWord(name string) string {
	switch name {
	case "implicit":
		return c.t("implicit")
	case "password":
		return c.t("password")
	case "clientCredentials":
		return c.t("client credentials")
	case "authorizationCode":
		return c.t("authorization code")
	default:
		return visible(name)
	}
}

func scopeCell(scopes []catalog.SpecScope) Cell {
	w := &writer{}
	for _, scope := range scopes {
		w.raw(`<p class="rq">`)
		w.el("code", "", visible(scope.Name))
		w.raw(" ")
		w.bdi(visible(scope.Description))
		w.raw("</p>")
	}
	return Cell{HTML: w.html()}
}

func codeCell(code string) Cell {
	if code == "" {
		return Cell{}
	}
	return Cell{Codes: []string{visible(code)}}
}

// place is where something is defined.
func (s *specPage) place(pos catalog.Pos) Place {
	if !pos.IsValid() {
		return Place{}
	}
	return Place{Text: visible(pos.String()), Edit: s.editHref(pos)}
}

// prosePart renders a description below the headings of an entry. Its problems are reported where the text is part of a resource.
func (s *specPage) prosePart(text catalog.Text, id string) template.HTML {
	if strings.TrimSpace(text.Markdown) == "" {
		return ""
	}
	opt := s.markdownOptions(text.Pos.File, id+"-")
	opt.HeadingShift = 3
	return trusted(markdown.Render(text.Markdown, opt).HTML)
}

// hash is the link to an anchor; "" for what is not on the page.
func hash(id string) string {
	if id == "" {
		return ""
	}
	return "#" + id
}
