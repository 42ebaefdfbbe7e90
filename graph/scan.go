package graph

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"
)

// eachGraph gives the quads of each label in turn, in the order of the labels,
// those without one first. It needs memory for one graph and for the labels,
// not for all of the store.
func (s *Store) eachGraph(ctx context.Context, yield func(quads []quad.Quad) error) error {
	checked := func(quads []quad.Quad) error {
		if err := ctx.Err(); err != nil || len(quads) == 0 {
			return err
		}
		return yield(quads)
	}
	switch {
	case s.bolt != nil:
		return s.bolt.Graphs(ctx, checked)
	case s.sql != nil:
		return s.readSQL(ctx, func(r sqlReader) error { return r.eachGraph(ctx, checked) })
	}
	unlock := s.share()
	quads, err := s.all(ctx)
	unlock() // who takes the graphs may be slow
	if err != nil {
		return err
	}
	for _, g := range byLabel(quads) {
		if err := checked(g); err != nil {
			return err
		}
	}
	return nil
}

// sqlGraphs is how many graphs are read with one query.
const sqlGraphs = 50

func (r sqlReader) eachGraph(ctx context.Context, yield func(quads []quad.Quad) error) error {
	rows, err := r.QueryContext(ctx, "SELECT DISTINCT label_hash FROM quads WHERE label_hash IS NOT NULL")
	if err != nil {
		return err
	}
	values := map[refs.ValueHash]quad.Value{}
	if err := eachLabel(rows, values); err != nil {
		return err
	}
	if err := r.nodes(ctx, values); err != nil {
		return err
	}
	quads, err := r.quads(ctx, "label_hash IS NULL")
	if err == nil {
		err = yield(quads)
	}
	if err != nil {
		return err
	}
	labels := slices.SortedFunc(maps.Keys(values), func(a, b refs.ValueHash) int { return cmp.Compare(values[a].String(), values[b].String()) })
	for batch := range slices.Chunk(labels, sqlGraphs) {
		hashes := make([][]byte, len(batch))
		for i := range batch {
			hashes[i] = batch[i][:]
		}
		quads, err := r.quads(ctx, "label_hash = ANY($1)", hashes)
		if err != nil {
			return err
		}
		for _, g := range byLabel(quads) {
			if err := yield(g); err != nil {
				return err
			}
		}
	}
	return nil
}
