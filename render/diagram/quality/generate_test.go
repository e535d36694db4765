package quality

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/eventatlas/eventatlas/render/diagram"
)

// dice is a fixed generator of numbers (xorshift), so that a seed makes the same graph everywhere and for ever.
type dice struct{ state uint64 }

func newDice(seed int) *dice {
	d := &dice{uint64(seed)*0x9e3779b97f4a7c15 + 0x2545f4914f6cdd1d}
	d.below(2)
	return d
}

// below returns a number from 0 to n-1.
func (d *dice) below(n int) int {
	d.state ^= d.state << 13
	d.state ^= d.state >> 7
	d.state ^= d.state << 17
	return int((d.state >> 33) % uint64(max(1, n)))
}

func (d *dice) chance(percent int) bool { return d.below(100) < percent }

func of[T any](d *dice, list []T) T { return list[d.below(len(list))] }

// trade is a domain with the words that its names are made of.
type trade struct {
	name     string
	things   []string
	services []string
}

var trades = []trade{
	{"Orders", []string{"Order", "Basket", "Quote"}, []string{"Checkout", "Basket API", "Order History", "Quote Desk"}},
	{"Payments", []string{"Payment", "Refund", "Chargeback"}, []string{"Card Gateway", "Refund Desk", "Settlement", "Payment Router"}},
	{"Warehouse", []string{"Stock", "Shelf", "Picking"}, []string{"Stock Keeper", "Picking Planner", "Returns Dock"}},
	{"Delivery", []string{"Parcel", "Route", "Pickup"}, []string{"Route Planner", "Courier App", "Label Printer", "Parcel Tracking"}},
	{"Customers", []string{"Customer", "Address", "Consent"}, []string{"Profile", "Address Check", "Consent Register"}},
	{"Insight", []string{"Report", "Forecast"}, []string{"Lake Loader", "Forecast Engine", "Report Mailer"}},
	{"Catalog", []string{"Product", "Price", "Assortment"}, []string{"Product Editor", "Price Engine", "Image Resizer", "Search Index"}},
	{"Support", []string{"Ticket", "Complaint"}, []string{"Help Desk", "Chat Relay", "Complaint Triage"}},
	{"Billing", []string{"Invoice", "Reminder", "Credit Note"}, []string{"Invoice Run", "Dunning", "Ledger Export"}},
	{"Identity", []string{"Account", "Session"}, []string{"Login", "Token Issuer", "Account Recovery"}},
}

var done = []string{"Placed", "Changed", "Cancelled", "Confirmed", "Rejected", "Opened", "Closed", "Moved"}

var verbs = []string{"Place", "Change", "Cancel", "Confirm", "Reserve", "Notify"}

// sketch builds a graph.
type sketch struct {
	*dice
	graph
	used map[string]int
}

func newSketch(about string, seed int) *sketch {
	return &sketch{dice: newDice(seed), graph: graph{about: about}, used: map[string]int{}}
}

// unique returns a name that no part of the graph has.
func (s *sketch) unique(name string) string {
	s.used[name]++
	if n := s.used[name]; n > 1 {
		return fmt.Sprintf("%s %d", name, n)
	}
	return name
}

func (s *sketch) node(k diagram.Kind, name, sub string, group, column int) int {
	s.spec.Nodes = append(s.spec.Nodes, diagram.Node{Kind: k, Name: s.unique(name), Subtitle: sub, Group: group, Column: column})
	return len(s.spec.Nodes) - 1
}

func (s *sketch) edge(from, to int) *diagram.Edge {
	s.spec.Edges = append(s.spec.Edges, diagram.Edge{From: from, To: to})
	return &s.spec.Edges[len(s.spec.Edges)-1]
}

func (s *sketch) joined(from, to int) bool {
	for _, e := range s.spec.Edges {
		if e.From == from && e.To == to {
			return true
		}
	}
	return false
}

// groups adds n domains and returns their words, by group number minus one.
func (s *sketch) groups(n int) []trade {
	first := s.below(len(trades))
	var list []trade
	for i := range n {
		t := trades[(first+i)%len(trades)]
		name := t.name
		if i >= len(trades) {
			name = fmt.Sprintf("%s %d", t.name, i/len(trades)+1)
		}
		s.spec.Groups = append(s.spec.Groups, diagram.Group{Name: name})
		list = append(list, t)
	}
	return list
}

func (s *sketch) version() string {
	return fmt.Sprintf("v%d.%d", 1+s.below(6), s.below(10))
}

// service adds a service of a domain, or one of none where group is 0.
func (s *sketch) service(list []trade, group, column int) int {
	t := of(s.dice, trades)
	if group > 0 {
		t = list[group-1]
	}
	kind, sub := diagram.KindService, s.version()
	if group == 0 && s.chance(30) {
		kind, sub = diagram.KindExternal, "partner"
	}
	return s.node(kind, of(s.dice, t.services), sub, group, column)
}

// message adds an event, a command or a query.
func (s *sketch) message(t trade, group, column int) int {
	thing := of(s.dice, t.things)
	switch s.below(6) {
	case 0:
		return s.node(diagram.KindCommand, of(s.dice, verbs)+thing, s.version(), group, column)
	case 1:
		return s.node(diagram.KindQuery, "Get"+thing, s.version(), group, column)
	}
	return s.node(diagram.KindEvent, thing+of(s.dice, done), s.version(), group, column)
}

// topic adds a channel for a message.
func (s *sketch) topic(column int) int {
	name := strings.ToLower(of(s.dice, of(s.dice, trades).things)) + "." + strings.ToLower(of(s.dice, done)) + ".v" + strconv.Itoa(1+s.below(3))
	return s.node(diagram.KindChannel, strings.ReplaceAll(name, " ", "-"), of(s.dice, []string{"Kafka", "RabbitMQ", "SQS", "MQTT"}), 0, column)
}
