package graph

import (
	"context"
	"iter"

	"github.com/cayleygraph/quad"
)

// An Imported counts what an import put into a store.
type Imported struct {
	Graphs int // named ones: articles
	Quads  int
}

// importStep is how many quads of one graph are kept in memory. Graphs of
// articles are far smaller.
const importStep = 100_000

// Import puts quads into the store. What the store has of each of their named
// graphs is replaced; quads without a graph are added. A graph is in the store
// as a whole or not at all, unless it has more than 100,000 quads or comes in
// several pieces. At an error of the quads, what came before the graph that has
// it is imported, and counted.
func (s *Store) Import(ctx context.Context, quads iter.Seq2[quad.Quad, error]) (Imported, error) {
	var done Imported // handed to the loader
	l := s.Loader(ctx)
	end := func(err error) error {
		if failed := l.Close(ctx); failed != nil {
			return failed
		}
		return err
	}
	known := map[quad.Value]bool{}
	g := labelled{more: true}
	hand := func() error {
		if len(g.quads) == 0 {
			return nil
		}
		if g.label != nil && !known[g.label] {
			known[g.label] = true
			done.Graphs++
		}
		done.Quads += len(g.quads)
		return l.add(ctx, g)
	}
	for q, err := range quads {
		if err != nil {
			if failed := l.Close(ctx); failed != nil {
				return Imported{}, failed
			}
			return done, err
		}
		if q.Label != g.label || len(g.quads) >= importStep {
			if err := hand(); err != nil {
				return Imported{}, end(err)
			}
			g = labelled{label: q.Label, more: q.Label == nil || known[q.Label]}
		}
		g.quads = append(g.quads, q)
	}
	if err := hand(); err != nil {
		return Imported{}, end(err)
	}
	return done, l.Close(ctx)
}
