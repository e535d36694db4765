package search

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

var (
	subjects = strings.Fields(`Order Payment Invoice Shipment Customer Basket Product Stock Price Refund Voucher Address Account Booking Claim Policy
		Delivery Parcel Carrier Warehouse Supplier Contract Subscription Session Device Sensor Meter Tariff Ticket Incident Alert Report Ledger
		Journal Settlement Transfer Mandate Card Wallet Loan Quote Offer Campaign Coupon Review Rating Profile Consent Identity Document`)
	aspects = strings.Fields(`Line Header Batch Total Schedule Window Limit Balance Status Note Label Route Stage Draft Version Snapshot Summary
		Attachment Reminder Approval Dispute Fee Tax Discount Allocation Reservation Return Exchange Replacement Inspection`)
	verbs = strings.Fields(`Placed Cancelled Confirmed Rejected Created Updated Removed Expired Renewed Suspended Resumed Closed Opened Merged Split
		Archived Restored Approved Denied Escalated Assigned Released Captured Authorised Refunded Dispatched Received Lost Found Counted`)
	owners = strings.Fields(`checkout payments logistics inventory identity pricing growth platform billing risk`)
	common = strings.Fields(`id customerId occurredAt correlationId tenant currency amount status version createdBy`)
)

// catalogOf makes a catalog of n entries: names and fields as people give them, in which a name is that of one entry and each
// entry has common fields and two of its own.
func catalogOf(n int) []Entry {
	random := rand.New(rand.NewPCG(1, uint64(n)))
	list := make([]Entry, n)
	for i := range list {
		a, b, c := subjects[i%50], aspects[i/50%30], verbs[i/1500%30]
		name := a + b + c
		if round := i / 45000; round > 0 {
			name = a + subjects[round] + b + c
		}
		owner := owners[random.IntN(len(owners))]
		e := Entry{
			Icon: "event", Title: name, Version: fmt.Sprintf("1.%d.0", i%9), Owner: owner, Domain: strings.ToLower(a),
			Summary: fmt.Sprintf("The %s of the %s was %s by somebody.", strings.ToLower(b), strings.ToLower(a), strings.ToLower(c)),
			Path:    "events/" + strings.ToLower(name) + "/index.html", Names: []string{name}, Labels: []string{owner, a},
			Filters: []Filter{{"kind", "event"}, {"owner", owner}, {"domain", a}}, Weight: random.IntN(9),
		}
		e.Prose = []string{e.Summary}
		for range 4 {
			f := common[random.IntN(len(common))]
			e.Fields = append(e.Fields, Field{f, f})
		}
		own := strings.ToLower(b) + c + subjects[random.IntN(50)]
		e.Fields = append(e.Fields, Field{own, own}, Field{"kind" + subjects[(i+7)%50], "detail." + own + ".kind" + subjects[(i+7)%50]})
		list[i] = e
	}
	return list
}

// source is what a catalog of n such entries would be in YAML, about.
func source(n int) int { return n * 600 }

func readerOf(tb testing.TB, entries []Entry) *reader {
	tb.Helper()
	return newReader(tb, Files(Size{Entries: len(entries), Source: source(len(entries))}, func() Input { return Input{Entries: entries} }))
}
