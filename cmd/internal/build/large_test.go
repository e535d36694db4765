package build

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// company writes a catalog of n messages as a company of that size has one: 20 messages to a service, up to 40 domains with a few subdomains; names of
// several words, tags, brokers, flows, things that are deprecated, and gaps of every sort. EVENTATLAS_KEEP names a folder to keep it in.
func company(tb testing.TB, n int) string {
	tb.Helper()
	dir := os.Getenv("EVENTATLAS_KEEP")
	if dir == "" {
		dir = tb.TempDir()
	}
	c := &companyOf{messages: n, services: max(2, n/20), domains: min(40, max(2, n/20))}
	for name, text := range c.files() {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	return dir
}

// companyOf has the numbers of a catalog; all else follows from the number of a thing.
type companyOf struct{ messages, services, domains int }

var (
	companyAreas = []string{"Ordering", "Payments", "Shipping", "Customer Care", "Loyalty", "Pricing", "Warehouse", "Returns", "Marketing", "Risk", "Billing", "Claims", "Treasury", "Catalogue", "Suppliers", "Fleet", "Identity", "Analytics", "Partners", "Compliance"}
	companyNouns = []string{"Order", "Invoice", "Shipment", "Customer", "Basket", "Refund", "Voucher", "Parcel", "Contract", "Claim", "Policy", "Stock Level", "Price List", "Delivery Slot", "Payment Method", "Return Label", "Subscription", "Address"}
	companyPast  = []string{"Placed", "Confirmed", "Cancelled", "Updated", "Approved", "Rejected", "Shipped", "Expired", "Reserved", "Released", "Corrected"}
	companyVerbs = []string{"Place", "Confirm", "Cancel", "Update", "Approve", "Reserve"}
	companyTags  = []string{"core", "public", "tier-1", "tier-2", "regulated", "experimental", "mobile", "batch", "audit"}
)

func pick(list []string, i int) string { return list[i%len(list)] }

func (c *companyOf) domainName(i int) string {
	if i < len(companyAreas) {
		return companyAreas[i]
	}
	return fmt.Sprintf("%s %s", pick(companyAreas, i), pick([]string{"Europe", "Americas", "Asia", "Platform"}, i/len(companyAreas)-1))
}

// ref is the key of a message: four of five are events.
func (c *companyOf) ref(i int) string {
	switch {
	case i%10 == 7:
		return fmt.Sprintf("command:%s-%05d", strings.ToLower(strings.ReplaceAll(pick(companyVerbs, i/10)+" "+pick(companyNouns, i/3), " ", "-")), i)
	case i%20 == 11:
		return fmt.Sprintf("query:get-%s-%05d", strings.ToLower(strings.ReplaceAll(pick(companyNouns, i/3), " ", "-")), i)
	default:
		return fmt.Sprintf("event:%s-%s-%05d", strings.ToLower(strings.ReplaceAll(pick(companyNouns, i/3), " ", "-")), strings.ToLower(pick(companyPast, i)), i)
	}
}

func (c *companyOf) files() map[string]string {
	files := map[string]string{"frame.yaml": c.frame(), "eventatlas.yaml": "title: A company of some size\n"}
	for s := range c.services {
		files[fmt.Sprintf("service-%04d.yaml", s)] = c.service(s)
	}
	return files
}

// frame is what stands once: domains, teams, brokers and flows.
func (c *companyOf) frame() string {
	var b strings.Builder
	b.WriteString("domains:\n")
	for i := range c.domains {
		fmt.Fprintf(&b, "  domain-%03d: {name: %s, summary: Everything about %s.", i, c.domainName(i), strings.ToLower(c.domainName(i)))
		if i%7 != 5 {
			fmt.Fprintf(&b, ", owners: [team:team-%02d]", i%60)
		}
		b.WriteString("}\n")
		if i%4 == 0 {
			fmt.Fprintf(&b, "  domain-%03d-back: {name: %s Back Office, parent: domain-%03d}\n", i, c.domainName(i), i)
		}
	}
	b.WriteString("teams:\n")
	for i := range 60 {
		fmt.Fprintf(&b, "  team-%02d: {name: Team %s %d", i, pick(companyNouns, i), i)
		if i%9 != 0 {
			fmt.Fprintf(&b, ", email: team-%02d@company.example", i)
		}
		b.WriteString("}\n")
	}
	b.WriteString("brokers:\n  kafka-main: {name: Kafka Main, protocol: kafka, style: log}\n  rabbit-main: {name: Rabbit Main, protocol: amqp, style: queue}\nflows:\n")
	for i := range c.services / 8 {
		fmt.Fprintf(&b, "  flow-%03d:\n    name: How a %s is handled %d\n    steps:\n", i, strings.ToLower(pick(companyNouns, i)), i)
		for j := range 4 {
			kind, id, _ := strings.Cut(c.ref((i*160+j*20)%c.messages), ":")
			fmt.Fprintf(&b, "      - {id: s%d, message: '%s:%s'}\n", j, kind, id)
		}
	}
	return b.String()
}

func (c *companyOf) service(s int) string {
	var b strings.Builder
	first, per := s*c.messages/c.services, c.messages/c.services
	domain := s % c.domains
	place := fmt.Sprintf("domain-%03d", domain)
	if domain%4 == 0 && s/c.domains%5 == 4 {
		place += "-back"
	}
	fmt.Fprintf(&b, "services:\n  service-%04d:\n    name: %s %s Service %d\n    domain: %s\n    tags: [%s]\n", s, c.domainName(domain), pick(companyNouns, s), s, place, pick(companyTags, s))
	b.WriteString("    produces:\n")
	for i := first; i < first+per; i++ {
		if i%97 != 13 {
			fmt.Fprintf(&b, "      - {message: '%s', via: channel-%04d-%d}\n", c.ref(i), s, i%2)
		}
	}
	b.WriteString("    consumes:\n")
	for i := range 30 {
		m := (s*131 + i*i*17 + i*29) % c.messages
		if m/per != s && m%23 != 4 {
			fmt.Fprintf(&b, "      - {message: '%s', group: g%d, via: channel-%04d-%d}\n", c.ref(m), s, m/per%c.services, m%2)
		}
	}
	b.WriteString("channels:\n")
	for k, broker := range []string{"kafka-main", "rabbit-main"} {
		fmt.Fprintf(&b, "  channel-%04d-%d: {name: %s %d, address: company.%s.%d.%d, broker: %s}\n", s, k, pick(companyNouns, s), s, strings.ToLower(pick(companyNouns, s)), s, k, broker)
	}
	for _, kind := range []string{"event", "command", "query"} {
		header := false
		for i := first; i < first+per; i++ {
			if k, id, _ := strings.Cut(c.ref(i), ":"); k == kind {
				if !header {
					b.WriteString(map[string]string{"event": "events", "command": "commands", "query": "queries"}[kind] + ":\n")
					header = true
				}
				b.WriteString(c.message(i, id, place))
			}
		}
	}
	return b.String()
}

// message is a message with gaps that follow from its number.
func (c *companyOf) message(i int, id, domain string) string {
	var b strings.Builder
	words := strings.Fields(strings.ReplaceAll(id, "-", " "))
	for k, w := range words {
		words[k] = strings.ToUpper(w[:1]) + w[1:]
	}
	fmt.Fprintf(&b, "  %s:\n    name: %s\n    version: %d.%d.0\n    domain: %s\n    tags: [%s, %s]\n", id, strings.Join(words, ""), 1+i%3, i%7, domain, pick(companyTags, i/2), pick(companyTags, i/7+3))
	if i%6 != 0 {
		fmt.Fprintf(&b, "    summary: What happened to the %s number %d, and when.\n", strings.ToLower(pick(companyNouns, i/3)), i)
	}
	if i%3 == 1 {
		fmt.Fprintf(&b, "    owners: [team:team-%02d]\n", i%60)
	}
	if i%5 == 0 {
		b.WriteString("    visibility: public\n")
	}
	if i%31 == 6 {
		b.WriteString("    deprecated: {since: 1.1.0, removal: \"2027-06-30\"}\n")
	}
	if i%11 == 3 {
		b.WriteString("    classification: {pii: [customer.email]}\n")
	}
	if i%5 != 2 {
		b.WriteString("    schema:\n      type: object\n      required: [id]\n      properties:\n        id: {type: string, format: uuid}\n        amount: {type: number}\n        customer: {type: object, properties: {name: {type: string}, email: {type: string, format: email}}}\n")
	}
	return b.String()
}

// TestCompany builds the site of a company, with every page in its limits; of as many messages as EVENTATLAS_COMPANY says.
func TestCompany(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a site of a thousand pages")
	}
	n := 300
	if text := os.Getenv("EVENTATLAS_COMPANY"); text != "" {
		if _, err := fmt.Sscan(text, &n); err != nil {
			t.Fatal(err)
		}
	}
	_, tr := tree(t, company(t, n))
	files := content(t, tr)
	checkSite(t, files)
	weighPages(t, files)
}
