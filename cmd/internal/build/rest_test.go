package build

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// everything writes a catalog of n messages that has pages of every kind, many of each: a company, what a company has beside messages and services, and the
// sample among it, whose texts and documents people wrote.
func everything(tb testing.TB, n int) string {
	tb.Helper()
	c := &companyOf{messages: n, services: max(2, n/20), domains: min(40, max(2, n/20))}
	files := c.files()
	files["eventatlas.yaml"] = "title: A company of some size\nbaseURL: https://events.shop.example/\nshare: {badges: true, embeds: true}\n"
	files["rest.yaml"] = c.rest()
	for i := range max(2, n/100) {
		files[fmt.Sprintf("documents/service-%04d.asyncapi.yaml", i)] = c.document(i)
		files[fmt.Sprintf("decisions/decision-%04d.md", i)] = c.decision(i)
		files[fmt.Sprintf("docs/page-%04d.md", i)] = c.page(i)
	}
	dir := write(tb, files)
	if err := os.CopyFS(filepath.Join(dir, "shop"), os.DirFS(shop)); err != nil {
		tb.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "shop", "eventatlas.yaml")); err != nil {
		tb.Fatal(err)
	}
	return dir
}

// rest is people, systems, stores, entities, and services and events that are written in other versions or under earlier ids.
func (c *companyOf) rest() string {
	var people, systems, stores, entities, services, events strings.Builder
	all := max(2, c.messages/100)
	for i := range all {
		noun, domain := pick(companyNouns, i), fmt.Sprintf("domain-%03d", i%c.domains)
		fmt.Fprintf(&people, "  person-%04d: {name: Person %d, email: person-%04d@company.example}\n", i, i, i)
		fmt.Fprintf(&systems, "  system-%04d: {name: %s System %d, domain: %s, owners: [person:person-%04d]}\n", i, noun, i, domain, i)
		fmt.Fprintf(&stores, "  store-%04d: {name: %s Store %d, technology: PostgreSQL 17, classification: pii, owners: [team:team-%02d]}\n", i, noun, i, i%60)
		fmt.Fprintf(&entities, "  entity-%04d:\n    name: %s %d\n    owners: [team:team-%02d]\n    identifier: id\n    properties:\n      id: {type: string, required: true}\n      other: {type: string, references: entity-%04d}\n", i, noun, i, i%60, (i+1)%all)
		fmt.Fprintf(&services, "  rest-%04d:\n    name: %s Keeper %d\n    system: system-%04d\n    writes: [store-%04d]\n    reads: [store-%04d]\n    consumes: [versioned-%04d]\n", i, noun, i, i, i, (i*3+1)%max(2, c.messages/100), i)
		fmt.Fprintf(&events, "  versioned-%04d:\n    name: %sVersioned%d\n    version: 3.0.0\n    aliases: [earlier-%04d]\n    domain: %s\n    schema: {type: object, required: [id], properties: {id: {type: string}, total: {type: number}}}\n    versions:\n", i, strings.ReplaceAll(noun, " ", ""), i, i, domain)
		events.WriteString("      2.0.0: {changes: Before totals were numbers., schema: {type: object, properties: {id: {type: string}, total: {type: string}}}}\n")
		events.WriteString("      1.0.0: {changes: The first one., deprecated: true, schema: {type: object, properties: {id: {type: integer}}}}\n")
	}
	return fmt.Sprintf("people:\n%ssystems:\n%sstores:\n%sentities:\n%sservices:\n%sevents:\n%s", &people, &systems, &stores, &entities, &services, &events)
}

func (c *companyOf) decision(i int) string {
	kind, id, _ := strings.Cut(c.ref(i*37%c.messages), ":")
	return fmt.Sprintf("---\nkind: decision\nid: decision-%04d\nname: Decision number %d\nstatus: accepted\ndate: 2024-0%d-11\nappliesTo: [domain:domain-%03d]\n---\n## Context\n\nIt was about [this](%s:%s).\n\n## Decision\n\n1. One.\n2. Two.\n", i, i, 1+i%9, i%c.domains, kind, id)
}

func (c *companyOf) page(i int) string {
	kind, id, _ := strings.Cut(c.ref(i*53%c.messages), ":")
	return fmt.Sprintf("# How it is done, part %d\n\n## First\n\nSee [a message](%s:%s).\n\n```diagram %s:%s\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## First\n\nThe same heading again.\n", i, kind, id, kind, id)
}

// document is an AsyncAPI document with a few messages of its own.
func (c *companyOf) document(i int) string {
	var channels, operations, messages strings.Builder
	for k := range 1 + i%6 {
		noun := strings.ReplaceAll(pick(companyNouns, i+k), " ", "")
		fmt.Fprintf(&channels, "  c%d:\n    address: documents.%d.%d.{key}\n    parameters: {key: {description: What it is about., enum: [a, b]}}\n    messages: {m: {$ref: '#/components/messages/%s%d'}}\n", k, i, k, noun, k)
		fmt.Fprintf(&operations, "  o%d: {action: %s, channel: {$ref: '#/channels/c%d'}, summary: Something of number %d.}\n", k, pick([]string{"send", "receive"}, k), k, i)
		fmt.Fprintf(&messages, "    %s%d:\n      name: %sDocumented%04d\n      payload:\n        type: object\n        required: [id]\n        properties:\n          id: {type: string, format: uuid}\n          state: {enum: [new, old]}\n          lines: {type: array, items: {type: object, properties: {sku: {type: string}, count: {type: integer, minimum: 1}}}}\n", noun, k, noun, i*10+k)
	}
	return fmt.Sprintf("asyncapi: 3.0.0\ninfo: {title: Documented service %d, version: 1.%d.0, description: 'What **it** says.'}\nservers: {main: {host: 'kafka.company.example:9092', protocol: kafka}}\nchannels:\n%soperations:\n%scomponents:\n  messages:\n%s",
		i, i%5, &channels, &operations, &messages)
}
