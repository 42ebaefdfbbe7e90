package graph

import (
	"context"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/schema"
)

// A Loader puts many articles into a store, in steps of a bounded size: many
// articles in one step cost little more than one. Each is in the store as a
// whole or not at all, whatever happens.
type Loader struct {
	store  *Store
	graphs []labelled
	quads  int
	since  time.Time // of the first graph that waits
}

// Bounds of a step.
const (
	stepQuads = 200_000
	stepTime  = 5 * time.Second
)

// Loader gives a new loader. It is for one goroutine; Flush ends it.
func (s *Store) Loader() *Loader { return &Loader{store: s} }

// Add takes an article. It is in the store after one of the next calls, after
// Flush at the latest.
func (l *Loader) Add(ctx context.Context, r *extract.Result) error {
	return l.add(ctx, graphFrom(r))
}

func graphFrom(r *extract.Result) labelled {
	return labelled{label: quad.IRI(schema.ArticleID(r.Article.ID)), quads: Quads(r)}
}

func (l *Loader) add(ctx context.Context, g labelled) error {
	if len(l.graphs) == 0 {
		l.since = time.Now()
	}
	l.graphs = append(l.graphs, g)
	l.quads += len(g.quads)
	if l.quads < stepQuads && time.Since(l.since) < stepTime {
		return nil
	}
	return l.Flush(ctx)
}

// Flush puts all that waits into the store. When it gives nil, it is on the
// disk, but for a store opened with NoSync.
func (l *Loader) Flush(ctx context.Context) error {
	if l.store.config.ReadOnly {
		return ErrReadOnly
	}
	if len(l.graphs) == 0 {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	graphs := l.graphs
	l.graphs, l.quads = nil, 0
	return l.store.replace(ctx, graphs)
}
