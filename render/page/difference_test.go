package page_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/eventatlas/eventatlas/render/page"
	"github.com/eventatlas/eventatlas/render/site"
)

const versioned = `-- shop.yaml --
teams:
  tills: { name: Tills }
services:
  till:
    owners: [team:tills]
    produces: [paid]
  old-ledger:
    owners: [team:tills]
    consumes: [{ message: paid@1.0.0 }]
  ledger:
    consumes: [{ message: paid@2.0.0, reads: [amount] }]
  gone:
    deprecated: { since: 2026-01-01, removal: 2027-01-01 }
    produces: [ended]
  reader:
    consumes: [ended]
channels:
  old-topic:
    address: old
    deprecated: true
    carries: [paid]
events:
  ended: {}
  paid:
    version: 2.0.0
    summary: Money is here.
    classification: { personal: [payer] }
    schema:
      type: object
      required: [amount]
      properties:
        amount: { type: integer, minimum: 1 }
        payer: { type: string }
        next: { $ref: "#" }
    versions:
      1.0.0:
        classification: { internal: [amount] }
        schema:
          type: object
          properties:
            amount: { type: number }
            note: { type: string }
            next: { $ref: "#" }
      0.9.0:
        classification: { internal: [amount] }
        schema:
          type: object
          properties:
            amount: { type: number }
            note: { type: string }
            next: { $ref: "#" }
`

// viewAt makes the view of the page of a resource.
func viewAt(t *testing.T, plan *site.Plan, path string) any {
	t.Helper()
	p, ok := plan.Page(path)
	if !ok {
		t.Fatalf("there is no page %s", path)
	}
	b := page.New(plan, page.Options{})
	for _, kind := range page.Kinds() {
		if kind.Name == p.Kind {
			return kind.View(b, p)
		}
	}
	t.Fatalf("there is no kind %s", p.Kind)
	return nil
}

// rowsOf are the rows of a table as texts.
func rowsOf(table page.Table) string {
	var b strings.Builder
	for _, g := range table.Groups {
		b.WriteString("= " + g.Title.Text + "\n")
		for _, r := range g.Rows {
			for _, c := range r.Cells {
				b.WriteString(cellWords(c) + " | ")
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func cellWords(c page.Cell) string {
	var parts []string
	for _, l := range c.Links {
		parts = append(parts, l.Text)
	}
	for _, chip := range c.Chips {
		parts = append(parts, chip.Text)
	}
	parts = append(parts, strings.TrimSpace(c.Text+string(c.HTML)))
	return strings.TrimSpace(strings.Join(append(parts, c.Codes...), " "))
}

func TestDifferences(t *testing.T) {
	plan := planOf(t, txtar.Parse([]byte(versioned)).Files)
	view := viewAt(t, plan, "events/paid/index.html").(page.MessageView)
	if view.Differences.Title != "Changes since 1.0.0" {
		t.Error(view.Differences.Title)
	}
	want := `= Schema
<a href="#field-amount"><code>amount</code></a> | + added required | optional | required | ledger |
<a href="#field-amount"><code>amount</code></a> | ± changed type | number | integer | ledger |
<a href="#field-amount"><code>amount</code></a> | + added range |  | ≥ 1 | ledger |
<a href="#field-payer"><code>payer</code></a> | + added |  | string |  |
<a href="../../events/paid/v/1.0.0/index.html#field-note"><code>note</code></a> | − removed | string |  |  |
amount | − removed class of data | internal |  | ledger |
payer | + added class of data |  | personal |  |
= Still on 1.0.0
old-ledger | not moved | receives it | Tills |  |
`
	got := strings.ReplaceAll(rowsOf(view.Differences), " | \n", " |\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := cellWords(view.History.Groups[0].Rows[0].Cells[3]); got != "3 added, 1 removed, 1 changed" {
		t.Error(got)
	}
	same := viewAt(t, plan, "events/paid/v/1.0.0/index.html").(page.MessageView).Differences
	if same.Len() > 0 || !strings.Contains(same.Empty, "0.9.0") {
		t.Errorf("nothing is different from 0.9.0: %s %s", rowsOf(same), same.Empty)
	}
	first := viewAt(t, plan, "events/paid/v/0.9.0/index.html").(page.MessageView).Differences
	if first.Shown() {
		t.Error("the first version is different from none")
	}
}

// Those who still depend on what goes away are named with their owners, whatever it is.
func TestRemaining(t *testing.T) {
	plan := planOf(t, txtar.Parse([]byte(versioned)).Files)
	for path, want := range map[string]string{
		"services/gone/index.html":      "1 consumer is still left: ",
		"channels/old-topic/index.html": "0 consumers are still left.",
	} {
		var notices []page.Notice
		switch v := viewAt(t, plan, path).(type) {
		case page.ServiceView:
			notices = v.Notices
		case page.ChannelView:
			notices = v.Notices
		}
		if len(notices) != 1 || !strings.Contains(string(notices[0].Text), want) {
			t.Errorf("%s: %v", path, notices)
		}
	}
}

// What is reached stands with the path that proves it and with the owners, also where the flow comes back to its start.
func TestImpact(t *testing.T) {
	plan := planOf(t, txtar.Parse([]byte(`-- ring.yaml --
teams: { ops: { name: Operations } }
services:
  first: { produces: [one], consumes: [three] }
  second: { owners: [team:ops], produces: [two], consumes: [one] }
  third: { produces: [three], consumes: [two] }
events: { one: {}, two: {}, three: {} }
`)).Files)
	impact := viewAt(t, plan, "events/one/index.html").(page.MessageView).Impact
	var got []string
	for _, g := range impact.Groups {
		for _, r := range g.Rows {
			got = append(got, g.Title.Text+": "+cellWords(r.Cells[0])+" through "+textOf(r.Cells[1]))
		}
	}
	want := "1 hop: second through \n2 hops: third through second → two\n3 hops: first through second → two → third → three"
	if text := strings.Join(got, "\n"); text != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
	if !strings.HasSuffix(impact.Lead, "To talk to: Operations.") {
		t.Error(impact.Lead)
	}
}

// textOf is the text of the HTML in a cell.
func textOf(c page.Cell) string {
	var b strings.Builder
	inTag := false
	for _, r := range string(c.HTML) {
		switch {
		case r == '<':
			inTag = true
		case r == '>':
			inTag = false
		case !inTag:
			b.WriteRune(r)
		}
	}
	return b.String()
}
