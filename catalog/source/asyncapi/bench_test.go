package asyncapi

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/eventatlas/eventatlas/catalog"
)

// large returns a document of about the size, of messages whose payloads share schemas, as those that are written by programs do.
func large(size int) string {
	var channels, operations, messages, schemas strings.Builder
	for i := 0; channels.Len()+operations.Len()+messages.Len()+schemas.Len() < size; i++ {
		fmt.Fprintf(&channels, "  channel%d:\n    address: shop.channel.%d\n    messages:\n      sale: { $ref: '#/components/messages/Sale%d' }\n", i, i, i)
		fmt.Fprintf(&operations, "  operation%d:\n    action: send\n    channel: { $ref: '#/channels/channel%d' }\n", i, i)
		fmt.Fprintf(&messages, "    Sale%d:\n      title: Sale %d\n      payload: { $ref: '#/components/schemas/Sale%d' }\n      examples:\n        - payload: { id: a, field0: b }\n", i, i, i)
		fmt.Fprintf(&schemas, "    Sale%d:\n      type: object\n      required: [id]\n      properties:\n        id: { type: string, format: uuid }\n        other: { $ref: '#/components/schemas/Sale%d' }\n", i, i/2)
		for j := range 20 {
			fmt.Fprintf(&schemas, "        field%d:\n          type: string\n          description: What the field says, in a sentence of some length.\n          maxLength: %d\n", j, j+10)
		}
	}
	return head + "channels:\n" + channels.String() + "operations:\n" + operations.String() + "components:\n  messages:\n" + messages.String() + "  schemas:\n" + schemas.String()
}

// BenchmarkAssemble reads documents of several sizes, already parsed.
func BenchmarkAssemble(b *testing.B) {
	for _, size := range []int{10_000, 100_000, 1_000_000, 3_000_000} {
		b.Run(fmt.Sprintf("%dkB", size/1000), func(b *testing.B) {
			text := large(size)
			file, files, _ := openFolder(b, fstest.MapFS{"a.yaml": {Data: []byte(text)}}, "a.yaml")
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				f := Assemble(Decode(file, Options{}), files, Options{})
				if !Valid(f.Diagnostics) {
					b.Fatal(f.Diagnostics[0])
				}
			}
		})
	}
}

// BenchmarkCorpus reads all public documents, where they are there, already parsed.
func BenchmarkCorpus(b *testing.B) {
	type document struct {
		file  *catalog.File
		files catalog.Files
	}
	var documents []document
	for _, fact := range corpus(b) {
		file, files, _ := openFolder(b, os.DirFS(corpusFolder), fact.File)
		documents = append(documents, document{file, files})
	}
	for b.Loop() {
		for _, d := range documents {
			Assemble(Decode(d.file, Options{}), d.files, Options{})
		}
	}
}
