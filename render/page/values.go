package page

import (
	"slices"
	"strings"
)

// valueWords are the values that the format itself knows, and by which a catalog says what something is: they are words of the interface, and what
// else people write there is theirs.
var valueWords = []string{
	"public", "protected", "private", "internal", "notification", "state-transfer", "delta", "sourced", "log", "queue", "router", "pubsub",
	"at-least-once", "at-most-once", "exactly-once", "accepted", "proposed", "draft", "rejected", "superseded", "deprecated",
}

// value is a text of a catalog, translated where the format knows it.
func (b *Builder) value(text string) string {
	if slices.Contains(valueWords, text) {
		return b.t(text)
	}
	return visible(text)
}

// bindingWords are what bindingWord makes of the keys that bindings usually have.
var bindingWords = []string{
	"ack", "address", "archive days", "auto delete", "bus", "clean session", "cleanup policy", "client id", "consumer group", "content based deduplication", "dead letter queue",
	"deduplication scope", "delay seconds", "delete retention ms", "delivery mode", "destination", "durable", "exchange", "exclusive", "expiration",
	"fifo queue", "group id", "headers", "is", "keep alive", "key", "last will", "mandatory", "max message bytes", "max receive count", "message retention period",
	"message type", "method", "name", "ordering", "partitions", "priority", "qos", "query", "queue", "reply to", "replicas", "retain", "retention",
	"retention bytes", "retention ms", "schema id location", "schema id payload encoding", "schema lookup strategy", "schema registry url",
	"schema registry vendor", "sources", "status code", "stream", "subject", "timestamp", "topic", "topic configuration", "type", "user id", "vhost",
	"visibility timeout",
}

// bindingLabel is the name of a key of a binding, translated where it is a usual one.
func (b *Builder) bindingLabel(key string) string {
	word := bindingWord(key)
	if slices.Contains(bindingWords, word) {
		return b.t(word)
	}
	return word
}

// unit is a unit of time or of size, with its forms for one and for many.
type unit struct {
	size  int64
	forms string
}

var (
	milliseconds = []unit{{86400000, "%d day|%d days"}, {3600000, "%d hour|%d hours"}, {60000, "%d minute|%d minutes"}, {1000, "%d second|%d seconds"}}
	seconds      = []unit{{86400, "%d day|%d days"}, {3600, "%d hour|%d hours"}, {60, "%d minute|%d minutes"}}
	sizes        = []unit{{1 << 30, "%d GiB|%d GiB"}, {1 << 20, "%d MiB|%d MiB"}, {1 << 10, "%d KiB|%d KiB"}}
)

// unitsOf are the units of a number whose name says its unit, such as retention.ms.
func unitsOf(key string) []unit {
	lower := strings.ToLower(key)
	switch {
	case strings.HasSuffix(lower, "ms") || strings.Contains(lower, "millis"):
		return milliseconds
	case strings.HasSuffix(lower, "seconds"):
		return seconds
	case strings.HasSuffix(lower, "bytes"):
		return sizes
	default:
		return nil
	}
}
