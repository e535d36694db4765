package build

import (
	"context"

	"github.com/eventatlas/eventatlas/render/page"
	"github.com/eventatlas/eventatlas/render/site"
)

// Check reads the source and adds the problems of its texts: links that lead nowhere, HTML that is left out. It renders the
// texts, but no page.
func (s *Session) Check(ctx context.Context) (*Source, error) {
	src, err := s.Read(ctx)
	if err != nil {
		return nil, err
	}
	src.Diagnostics = page.New(site.New(src.Catalog, src.Graph), page.Options{}).Problems()
	return src, nil
}
