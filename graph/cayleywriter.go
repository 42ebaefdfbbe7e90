package graph

import (
	"context"
	"fmt"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// A cayleyWriter writes through Cayley, for stores whose layout is not ours to
// know.
type cayleyWriter struct{ s *Store }

func (w cayleyWriter) replace(ctx context.Context, graphs []labelled) error {
	var added, removed []quad.Quad
	for _, g := range joined(graphs) {
		if g.label == nil {
			if _, _, err := w.change(ctx, g.quads, nil); err != nil {
				return err
			}
			continue
		}
		old, err := w.s.match(ctx, quad.Label, g.label)
		if err != nil {
			return fmt.Errorf("graph %s: %w", g.label, err)
		}
		added = append(added, difference(g.quads, old)...)
		if !g.more {
			removed = append(removed, difference(old, g.quads)...)
		}
	}
	if err := w.apply(added, removed); err != nil {
		return err
	}
	return keepNotes(w.s.ledger, graphs)
}

// joined makes one graph of those of one label.
func joined(graphs []labelled) []labelled {
	at := map[quad.Value]int{}
	var out []labelled
	for _, g := range graphs {
		i, ok := at[g.label]
		switch {
		case !ok:
			at[g.label] = len(out)
			out = append(out, g)
		case g.more:
			out[i].quads = append(out[i].quads[:len(out[i].quads):len(out[i].quads)], g.quads...)
		default:
			out[i] = g
		}
	}
	return out
}

// change checks first which quads are there: Cayley would take an unlabelled
// quad for a missing one with a label.
func (w cayleyWriter) change(ctx context.Context, add, remove []quad.Quad) (int, int, error) {
	known, asked := map[string]bool{}, map[string]bool{}
	changed := func(quads []quad.Quad, there bool) (list []quad.Quad, err error) {
		for _, q := range quads {
			if subject := valueKey(q.Subject); !asked[subject] {
				asked[subject] = true
				have, err := w.s.match(ctx, quad.Subject, q.Subject)
				if err != nil {
					return nil, err
				}
				for _, t := range have {
					known[quadKey(t)] = true
				}
			}
			if key := quadKey(q); known[key] == there {
				known[key] = !there
				list = append(list, q)
			}
		}
		return list, nil
	}
	added, err := changed(add, false)
	if err != nil {
		return 0, 0, err
	}
	removed, err := changed(remove, true)
	if err != nil {
		return 0, 0, err
	}
	if err := w.apply(added, removed); err != nil {
		return 0, 0, err
	}
	return len(added), len(removed), dropNotes(w.s.ledger, removed)
}

// apply makes two steps of it: in one, Cayley would lose values that are in
// both.
func (w cayleyWriter) apply(added, removed []quad.Quad) error {
	if err := w.deltas(cayley.Add, added); err != nil {
		return err
	}
	return w.deltas(cayley.Delete, removed)
}

func (w cayleyWriter) deltas(action cayley.Procedure, quads []quad.Quad) error {
	if len(quads) == 0 {
		return nil
	}
	deltas := make([]cayley.Delta, len(quads))
	for i, q := range quads {
		deltas[i] = cayley.Delta{Quad: q, Action: action}
	}
	return w.s.cayley().ApplyDeltas(deltas, cayley.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true})
}
