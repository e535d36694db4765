package report

import (
	"encoding/json"
	"io"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/render/export"
)

// writeJSON prints one object: the version of the interface, the counts, and the diagnostics as `export --format json` has them.
func writeJSON(w io.Writer, list []catalog.Diagnostic, _ Options) error {
	count := Tally(list)
	out := struct {
		Version     string            `json:"version"`
		Errors      int               `json:"errors"`
		Warnings    int               `json:"warnings"`
		Notes       int               `json:"notes"`
		Diagnostics []json.RawMessage `json:"diagnostics"`
	}{export.Version, count.Errors, count.Warnings, count.Infos, []json.RawMessage{}}
	for _, d := range list {
		out.Diagnostics = append(out.Diagnostics, export.Diagnostic(d))
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}
