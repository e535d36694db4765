package build

import (
	"context"
	"maps"
	"path/filepath"

	"github.com/eventatlas/eventatlas/catalog/changes"
	"github.com/eventatlas/eventatlas/catalog/load"
	"github.com/eventatlas/eventatlas/cmd/internal/history"
)

// startHistory begins to read the history of what was loaded, and returns the function that waits for it and adds what it depends on to the inputs. It has
// time while everything is linked and checked.
func (s *Session) startHistory(ctx context.Context, loaded *load.Result) func(load.Inputs) *changes.History {
	if !s.History || loaded.Config.History.Commits < 0 {
		return func(load.Inputs) *changes.History { return nil }
	}
	inputs := load.Inputs{}
	look := func(file string) {
		if abs, err := filepath.Abs(file); err == nil {
			inputs[abs] = load.Sum(abs)
		}
	}
	done := make(chan *changes.History, 1)
	go func() {
		done <- s.past.Read(ctx, history.Source{Dir: s.SourceFolder(), Config: loaded.Config, Commits: loaded.Config.History.Commits}, look)
	}()
	return func(all load.Inputs) *changes.History {
		h := <-done
		maps.Copy(all, inputs)
		return h
	}
}
