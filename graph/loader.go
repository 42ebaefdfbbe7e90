package graph

import (
	"context"
	"time"

	"github.com/cayleygraph/quad"
	"golang.org/x/sync/semaphore"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/schema"
)

// A Loader puts many articles into a store, in steps of a bounded size: many
// articles in one step cost little more than one. Each is in the store as a
// whole or not at all, whatever happens. Steps are written while more articles
// come.
type Loader struct {
	store  *Store
	ready  chan labelled
	room   *semaphore.Weighted // of quads that wait
	flush  chan chan error
	failed chan struct{} // closed at the first error
	err    error
}

// Bounds of a step; as much may wait for the one under way.
const (
	stepQuads = 150_000
	leastStep = 5_000
	stepTime  = 5 * time.Second
	// A change of a bolt store has all pages in memory that it touches, with some ten kilobytes
	// for each. The larger the store, the more pages the same number of quads touches.
	stepPages = 50_000
)

// Loader gives a new loader. It is for one goroutine; Close ends it.
func (s *Store) Loader(ctx context.Context) *Loader {
	l := &Loader{store: s, ready: make(chan labelled, 1024), room: semaphore.NewWeighted(stepQuads), flush: make(chan chan error), failed: make(chan struct{})}
	go l.run(ctx)
	return l
}

// Add takes an article, with what is to be remembered of it (may be nil). It is in the store after one of the next calls, after
// Flush at the latest. The error may be of an earlier article.
func (l *Loader) Add(ctx context.Context, r *extract.Result, note *Note) error {
	g := graphFrom(r)
	g.note = note
	return l.add(ctx, g)
}

func graphFrom(r *extract.Result) labelled {
	return labelled{label: quad.IRI(schema.ArticleID(r.Article.ID)), quads: Quads(r)}
}

func (l *Loader) add(ctx context.Context, g labelled) error {
	if l.store.config.ReadOnly {
		return ErrReadOnly
	}
	if err := l.room.Acquire(ctx, weight(g)); err != nil {
		return err
	}
	select {
	case l.ready <- g:
		return nil
	case <-l.failed:
		l.room.Release(weight(g))
		return l.err
	case <-ctx.Done():
		l.room.Release(weight(g))
		return ctx.Err()
	}
}

func weight(g labelled) int64 { return int64(min(len(g.quads), stepQuads)) }

// Flush puts all that waits into the store. When it gives nil, it is on the
// disk, but for a store opened with NoSync.
func (l *Loader) Flush(ctx context.Context) error {
	if l.store.config.ReadOnly {
		return ErrReadOnly
	}
	done := make(chan error, 1)
	select {
	case l.flush <- done:
	case <-ctx.Done():
		return ctx.Err()
	}
	return <-done
}

// Close flushes and ends the loader.
func (l *Loader) Close(ctx context.Context) error {
	err := l.Flush(ctx)
	close(l.ready)
	return err
}

// run collects articles and writes them, until the loader is closed.
func (l *Loader) run(ctx context.Context) {
	var graphs []labelled
	quads, step := 0, stepQuads
	write := func() {
		if len(graphs) > 0 && l.err == nil {
			if l.err = l.store.replace(ctx, graphs); l.err != nil {
				close(l.failed)
			}
			if s := l.store.bolt; s != nil && quads > leastStep {
				step = int(max(leastStep, min(stepQuads, int64(quads)*stepPages/max(s.Pages(), 1))))
			}
		}
		graphs, quads = nil, 0
	}
	take := func(g labelled) {
		l.room.Release(weight(g))
		graphs = append(graphs, g)
		if quads += len(g.quads); quads >= step {
			write()
		}
	}
	tick := time.NewTicker(stepTime)
	defer tick.Stop()
	for {
		select {
		case g, ok := <-l.ready:
			if !ok {
				return
			}
			take(g)
		case <-tick.C:
			write()
		case done := <-l.flush:
			for len(l.ready) > 0 { // what was added before
				take(<-l.ready)
			}
			write()
			done <- l.err
		}
	}
}
