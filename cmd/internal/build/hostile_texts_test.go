package build

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/eventatlas/eventatlas/catalog"
)

type object = map[string]any

// groupSize is how many texts share a resource.
const groupSize = 16

// everywhere is a catalog with the texts in every field that takes one. A service has each text by itself; all other resources hold several
// of them, one after the other, which keeps the number of pages small.
func everywhere(tb testing.TB, texts []string) map[string]string {
	tb.Helper()
	files := map[string]string{}
	root := object{"events": object{}, "services": object{}}
	for i, s := range texts {
		root["services"].(object)[fmt.Sprintf("service-%03d", i)] = hostileService(s, i)
		if i%groupSize == 0 {
			root["events"].(object)[fmt.Sprintf("event-%03d", i)] = hostileEvent(strings.Join(texts[i:min(i+groupSize, len(texts))], " "))
		}
	}
	for i, group := 0, texts; len(group) > 0; i++ {
		n := min(groupSize, len(group))
		hostileOthers(root, strconv.Itoa(i), group[:n])
		files[fmt.Sprintf("asyncapi-%d.json", i)] = marshal(tb, hostileAsyncAPI(strconv.Itoa(i), group[:n]))
		files[fmt.Sprintf("old-%d.json", i)] = marshal(tb, hostileAsyncAPI2(strconv.Itoa(i), group[:n]))
		group = group[n:]
	}
	hostileIDs(root, texts)
	for section, resources := range root {
		files[section+".json"] = marshal(tb, object{section: resources})
	}
	return files
}

func marshal(tb testing.TB, v any) string {
	tb.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}

// common are the fields that every resource has.
func common(s string) object {
	return object{
		"name": s, "summary": s, "description": s, "tags": []any{s, object{"name": s, "description": s}}, "badges": []any{s, object{"text": s, "color": s}},
		"links": []any{s, object{"title": s, "url": s}}, "deprecated": object{"since": s, "removal": s, "note": s}, "x-own": s, "x-" + s: object{s: []any{s, object{s: s}}},
	}
}

func with(base object, more object) object {
	maps.Copy(base, more)
	return base
}

func hostileSchema(s string) object {
	return object{
		"type": "object", "title": s, "description": s, "required": []any{s}, "$comment": s,
		"properties": object{
			s:   object{"type": "string", "title": s, "description": s, "enum": []any{s, "a"}, "default": s, "const": s, "pattern": s, "format": s, "examples": []any{s}},
			"o": object{"oneOf": []any{object{"title": s, "type": "object", "properties": object{s: object{}}}, object{"type": s}}},
		},
		"additionalProperties": object{"description": s}, "x-" + s: s, s: s,
	}
}

func hostileEvent(s string) object {
	return with(common(s), object{
		"version": "2.0.0", "key": s, "cloudevents": object{"type": s, "source": s, "subject": s, "dataschema": s}, "schema": hostileSchema(s), "headers": hostileSchema(s),
		"examples":       []any{object{"name": s, "summary": s, "payload": object{s: s}, "headers": object{s: s}}},
		"classification": object{s: []any{s}}, "versions": object{"1.0.0": object{"changes": s, "summary": s, "description": s}},
	})
}

func hostileService(s string, i int) object {
	event := fmt.Sprintf("event-%03d", i/groupSize*groupSize)
	service := with(common(s), object{
		"repository": s, "language": s, "owners": []any{"team:" + s},
		"produces": []any{object{"message": event, "via": "channel-" + strconv.Itoa(i/groupSize)}},
		"consumes": []any{object{"message": event, "group": s, "reads": []any{s}}},
		"calls":    []any{object{"service": "service-000", "label": s}},
	})
	if i%groupSize == 0 { // what is referred to and not described gets a page as well
		with(service, object{"domain": s, "system": s, "reads": []any{s}, "produces": []any{s}, "owners": []any{s}})
	}
	return service
}

// hostileOthers adds one resource of every other kind.
func hostileOthers(root object, id string, texts []string) {
	s := strings.Join(texts, " ")
	add := func(section, name string, v object) {
		if root[section] == nil {
			root[section] = object{}
		}
		root[section].(object)[name+"-"+id] = with(common(s), v)
	}
	terms, properties, parameters, bindings := object{}, object{}, object{}, object{}
	var steps []any
	for i, t := range texts {
		terms[t], bindings[t] = t, object{t: t}
		properties[t] = object{"type": t, "description": t, "enum": []any{t}, "properties": object{t: t}}
		parameters[t] = object{"description": t, "enum": []any{t}, "default": t, "examples": []any{t}}
		steps = append(steps, object{"id": t, "actor": t, "does": t, "summary": t, "then": []any{object{"step": texts[(i+1)%len(texts)], "when": t}}})
	}
	add("domains", "domain", object{"terms": terms})
	add("systems", "system", object{"domain": "domain-" + id})
	add("commands", "command", object{"schema": hostileSchema(s)})
	add("queries", "query", object{"schema": hostileSchema(s), "replies": []any{"event-000"}})
	add("channels", "channel", object{
		"address": s, "parameters": parameters, "bindings": bindings, "delivery": s, "retention": s, "ordering": s, "broker": "broker-" + id,
		"carries": []any{"event-000"}, "routes": []any{object{"to": "channel-0", "filter": s}},
	})
	add("brokers", "broker", object{"protocol": s, "url": texts[0], "environment": s})
	add("stores", "store", object{"technology": s, "classification": s, "residency": s, "retention": s})
	add("entities", "entity", object{"identifier": s, "properties": properties})
	add("flows", "flow", object{"steps": steps})
	add("teams", "team", object{"email": texts[0], "chat": texts[0], "role": s})
	add("people", "person", object{"email": texts[0], "chat": texts[0], "role": s})
	add("decisions", "decision", object{"date": s, "appliesTo": []any{"event-000"}})
}

// hostileIDs makes resources whose ids are the texts; they are reported, and shown.
func hostileIDs(root object, texts []string) {
	terms := object{}
	for _, s := range texts {
		terms[s] = object{}
	}
	root["stores"] = with(terms, root["stores"].(object))
}

func hostileAsyncAPI(id string, texts []string) object {
	s := strings.Join(texts, " ")
	message := object{
		"name": s, "title": s, "summary": s, "description": s, "contentType": s, "payload": hostileSchema(s), "headers": hostileSchema(s), "tags": []any{object{"name": s, "description": s}},
		"externalDocs": object{"url": texts[0], "description": s}, "examples": []any{object{"name": s, "summary": s, "payload": object{s: s}}}, "bindings": object{"kafka": object{"key": object{"description": s}, s: s}},
		"correlationId": object{"location": s, "description": s}, "x-" + s: s,
	}
	return object{
		"asyncapi": "3.0.0", "id": texts[0],
		"info": object{"title": s + id, "version": s, "description": s, "termsOfService": texts[0], "contact": object{"name": s, "url": texts[0], "email": s}, "license": object{"name": s, "url": texts[0]}, "tags": []any{object{"name": s}}},
		"servers": object{s: object{
			"host": s, "protocol": s, "protocolVersion": s, "pathname": s, "description": s, "title": s, "summary": s, "variables": object{s: object{"default": s, "description": s, "enum": []any{s}}},
			"security": []any{object{"type": s, "description": s}},
		}},
		"channels":   object{s: object{"address": s, "title": s, "summary": s, "description": s, "messages": object{s: message}, "parameters": object{s: object{"description": s, "location": s}}, "bindings": object{s: object{s: s}}}},
		"operations": object{s: object{"action": "send", "title": s, "summary": s, "description": s, "channel": object{"$ref": "#/channels/" + pointer(s)}, "bindings": object{s: s}}},
		"components": object{"schemas": object{s: hostileSchema(s)}, "securitySchemes": object{s: object{"type": s, "description": s, "openIdConnectUrl": texts[0]}}},
		"x-" + s:     s,
	}
}

func hostileAsyncAPI2(id string, texts []string) object {
	s := strings.Join(texts, " ")
	return object{
		"asyncapi": "2.6.0", "info": object{"title": "old " + s + id, "version": "1", "description": s},
		"servers":  object{"s": object{"url": "kafka://user:" + "secret" + "@" + s, "protocol": "kafka", "description": s}},
		"channels": object{s + id: object{"description": s, "publish": object{"operationId": s, "summary": s, "message": object{"name": s + id, "summary": s, "payload": hostileSchema(s)}}}},
	}
}

// pointer escapes a token of a JSON Pointer in a fragment as far as a reader asks for it (RFC 6901, sections 3 and 6).
func pointer(s string) string {
	return strings.NewReplacer("~", "~0", "/", "~1", "%", "%25").Replace(s)
}

// TestHostileTexts puts every payload into every field of the native format and of AsyncAPI, and asks every page.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	texts := payloads(t)
	files := everywhere(t, texts)
	files["eventatlas.yaml"] = marshal(t, object{"title": strings.Join(texts, " "), "description": strings.Join(texts, " "), "editURL": "https://edit.example/\"><script>__pwn=1</script>/{path}", "baseURL": "https://base.example/below/"})
	files["docs/page.md"] = "---\ntitle: <script>__pwn=1</script>\n---\n" + strings.Join(texts, "\n\n")
	files["docs/<img src=x onerror=__pwn=1>.md"] = "# <b>x\n"
	src, pages := attacked(t, write(t, files))
	if len(pages) < 2*len(texts) {
		t.Errorf("there are only %d files for %d payloads", len(pages), len(texts))
	}
	checkHostile(t, pages)
	checkExport(t, src)
	checkShown(t, src, pages, texts)
	t.Run("browser", func(t *testing.T) { checkInBrowser(t, pages) })
	for name, data := range pages {
		if strings.HasSuffix(name, ".html") && bytes.Contains(data, []byte("user:secret")) {
			t.Errorf("%s: it shows the password of a server", name)
		}
	}
}

// checkShown asks the pages of the services, whose names are the payloads, for their headings: nothing of a name may be lost but what cannot
// be seen.
func checkShown(t *testing.T, src *Source, pages map[string][]byte, texts []string) {
	t.Helper()
	for i, s := range texts {
		base := src.Catalog.Base(idOf(t, src, catalog.ServiceKind, fmt.Sprintf("service-%03d", i)))
		want := squeeze(base.Title())
		page := pages[fmt.Sprintf("services/service-%03d/index.html", i)]
		root, err := html.Parse(bytes.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		if got := squeeze(heading(root)); got != want {
			t.Errorf("%q is headed %q, want %q", s, got, want)
		}
	}
}

func idOf(t *testing.T, src *Source, kind catalog.Kind, id string) catalog.ID {
	t.Helper()
	found := src.Catalog.Latest(kind, id)
	if found == catalog.NoID {
		t.Fatalf("there is no %s %s", kind, id)
	}
	return found
}

// heading is the text of the name in the h1.
func heading(root *html.Node) string {
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "h1" {
			continue
		}
		for d := range n.Descendants() {
			if d.Type == html.ElementNode && d.Data == "bdi" {
				var b strings.Builder
				for text := range d.Descendants() {
					if text.Type == html.TextNode {
						b.WriteString(text.Data)
					}
				}
				return b.String()
			}
		}
	}
	return ""
}

// squeeze leaves of a text what must be seen: no white space, nothing invisible, none of the marks for it.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r <= ' ', unwanted(r), r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef, r == '\uFFFD', r >= 0x200b && r <= 0x200f && r != 0x200d, r >= 0x2028 && r <= 0x202e, r >= 0x2060 && r <= 0x2069, r == 0xfeff, r == 0x061c, r == 0xa0:
			return -1
		}
		return r
	}, s)
}
