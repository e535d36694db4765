package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/eventatlas/eventatlas/catalog/schema"
	"github.com/eventatlas/eventatlas/internal/golden"
)

// TestClasses compares the classes of the fields of each case with the kept ones; the comment of a case is as that of TestTree.
func TestClasses(t *testing.T) {
	golden.Run(t, "testdata/classes/*.txtar", func(t *testing.T, c *golden.Case) {
		var schemas []txtar.File
		schemas = append(schemas, c.Files...)
		files := parseFiles(t, schemas)
		ref, limits := settings(t, c.Comment, files)
		root, _ := limits.Load(ref, files)
		var b strings.Builder
		fmt.Fprintf(&b, "(the whole value) %v\n", schema.RootClasses(root))
		schema.Walk(root, 0, func(f schema.Field, _ int) bool {
			fmt.Fprintf(&b, "%s %v\n", f.Path, schema.Classes(f))
			return true
		})
		c.Got("classes", b.String())
	})
}
