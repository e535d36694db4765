package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/eventatlas/eventatlas/catalog"
)

func TestSpecAnchors(t *testing.T) {
	ids := specIDs{}
	for _, c := range []struct{ kind, name, want string }{
		{"message", "lightMeasured", "message-lightMeasured"},
		{"channel", "lamps/{lampId}/measured", "channel-lamps-lampId-measured"},
		{"channel", "lamps.{lampId}.measured", "channel-lamps.lampId.measured"},
		{"message", "", "message-unnamed"},
		{"message", "a b", "message-a-b"},
		{"message", "a-b", "message-a-b~2"},
		{"message", "a_b", "message-a_b"},
		{"message", "größe", "message-gr~6u~~67~e"},
	} {
		if got := ids.entry(c.kind, c.name); got != c.want {
			t.Errorf("%s %q: got %q, want %q", c.kind, c.name, got, c.want)
		}
	}
	long := ids.entry("message", strings.Repeat("x", 200))
	if other := ids.entry("message", strings.Repeat("x", 201)); len(long) > 120 || len(other) > 120 || strings.HasPrefix(other, long) {
		t.Errorf("two long names become %q and %q", long, other)
	}
	for _, c := range []struct{ anchor, want string }{
		{"lumens", "p-lumens"},
		{"customer.address.zip", "p-customer.address.zip"},
		{"lines[].sku", "p-lines.sku"},
		{"way(Card).number", "p-way-Card.number"},
		{"(To a level).level", "p-To-a-level.level"},
		{`a."b.c"`, "p-a.b.c"},
	} {
		if got := ids.field("p", c.anchor); got != c.want {
			t.Errorf("%q: got %q, want %q", c.anchor, got, c.want)
		}
	}
}

// No two anchors of a page are equal, and each can stand in an attribute and behind a # as it is.
func FuzzSpecAnchors(f *testing.F) {
	f.Add("a b", "a-b", "x.y")
	f.Add("", "~2", "a~2")
	f.Add("\x00\u202E", "größe", strings.Repeat("é", 200))
	f.Fuzz(func(t *testing.T, x, y, z string) {
		ids, seen := specIDs{}, map[string]bool{}
		for _, name := range []string{x, y, z, x, x + "-" + y, x + "~2"} {
			for _, id := range []string{ids.entry("message", name), ids.field("message-"+specName(x)+"-payload", name)} {
				if seen[id] {
					t.Fatalf("%q is given out twice", id)
				}
				seen[id] = true
				if strings.Trim(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~") != "" {
					t.Fatalf("%q holds other characters", id)
				}
			}
		}
	})
}

func TestKafkaSettings(t *testing.T) {
	for _, c := range []struct {
		protocol, scheme string
		want             []string
	}{
		{"kafka", "plain", []string{"security.protocol=SASL_PLAINTEXT", "sasl.mechanism=PLAIN"}},
		{"kafka-secure", "scramSha256", []string{"security.protocol=SASL_SSL", "sasl.mechanism=SCRAM-SHA-256"}},
		{"kafka-secure", "scramSha512", []string{"security.protocol=SASL_SSL", "sasl.mechanism=SCRAM-SHA-512"}},
		{"kafka-secure", "oauth2", []string{"security.protocol=SASL_SSL", "sasl.mechanism=OAUTHBEARER"}},
		{"kafka", "gssapi", []string{"security.protocol=SASL_PLAINTEXT", "sasl.mechanism=GSSAPI"}},
		{"kafka-secure", "X509", []string{"security.protocol=SSL"}},
		{"kafka-secure", "symmetricEncryption", []string{"security.protocol=SSL"}},
		{"kafka", "apiKey", []string{"security.protocol=PLAINTEXT"}},
		{"mqtt", "plain", nil},
	} {
		if diff := cmp.Diff(c.want, kafkaSettings(c.protocol, c.scheme)); diff != "" {
			t.Errorf("%s with %s: %s", c.protocol, c.scheme, diff)
		}
	}
}

// Each of the thirteen types of security scheme has words of its own.
func TestSecurityWords(t *testing.T) {
	c := &context{Builder: &Builder{}}
	seen := map[string]string{}
	for _, kind := range []string{
		"userPassword", "apiKey", "X509", "symmetricEncryption", "asymmetricEncryption", "httpApiKey", "http", "oauth2", "openIdConnect",
		"plain", "scramSha256", "scramSha512", "gssapi",
	} {
		word := c.securityWord(kind)
		if word == kind || seen[word] != "" {
			t.Errorf("%s is called %q, as is %q", kind, word, seen[word])
		}
		seen[word] = kind
	}
	if got := c.securityWord("rocket\u202E"); got != "rocket\uFFFD" {
		t.Errorf("an unknown type is called %q", got)
	}
}

func TestServerProtocols(t *testing.T) {
	s := &specPage{context: &context{Builder: &Builder{}}}
	for _, c := range []struct{ protocol, version, want string }{
		{"kafka", "", "Kafka"},
		{"kafka-secure", "3.7", "Kafka 3.7 over TLS"},
		{"amqps", "0.9.1", "AMQP 0.9.1 over TLS"},
		{"secure-mqtt", "5", "MQTT 5 over TLS"},
		{"wss", "", "WebSocket over TLS"},
		{"https", "", "HTTP over TLS"},
		{"sqs", "", "Amazon SQS"},
		{"jms", "", "JMS"},
		{"own-thing", "", "own-thing"},
	} {
		if got := s.protocol(&catalog.Server{Protocol: c.protocol, ProtocolVersion: c.version}); got != c.want {
			t.Errorf("%s %s: got %q, want %q", c.protocol, c.version, got, c.want)
		}
	}
}
