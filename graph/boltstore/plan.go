package boltstore

import (
	"context"
	"fmt"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/cayley/query/shape"
	"github.com/cayleygraph/quad"
)

// Cayley's own plans take half of a store for the size of most scans and then begin with the wrong one, and look for the quads of a
// node and predicate among all quads of the node. Plans here ask how many quads there are of a value.

// size is how many quads there can be of a binding.
func (s *Store) size(b binding) (n int64, err error) {
	err = s.view(func(v *view) error {
		p, err := v.place(b)
		if err == nil {
			n, err = v.size(p)
		}
		return err
	})
	return n, err
}

// OptimizeShape puts scans in the place of what they can do.
func (s *Store) OptimizeShape(_ context.Context, sh shape.Shape) (shape.Shape, bool) {
	switch sh := sh.(type) {
	case shape.QuadsAction:
		if b, ok := bind(sh.Filter); ok {
			return nodesPlan{quadsPlan: quadsPlan{s: s, bound: b}, result: sh.Result, save: sh.Save}, true
		}
	case shape.Quads:
		if plan, ok := s.planQuads(sh); ok {
			return plan, true
		}
	case shape.NodesFrom:
		if plan, ok := sh.Quads.(quadsPlan); ok {
			return nodesPlan{quadsPlan: plan, result: sh.Dir}, true
		}
	}
	return sh, false
}

func bind(filter map[quad.Direction]refs.Ref) (b binding, ok bool) {
	for d, v := range filter {
		id := nodeID(v)
		if id == 0 || int(d) >= len(b) {
			return b, false
		}
		b[d] = id
	}
	return b, len(filter) > 0
}

// planQuads takes quads that have no direction twice.
func (s *Store) planQuads(quads shape.Quads) (plan quadsPlan, ok bool) {
	plan.s = s
	seen := map[quad.Direction]bool{quad.Any: true}
	for _, f := range quads {
		if int(f.Dir) >= len(plan.bound) || seen[f.Dir] || f.Values == nil {
			return plan, false
		}
		seen[f.Dir] = true
		if one, ok := shape.One(f.Values); !ok {
			plan.among = append(plan.among, f)
		} else if plan.bound[f.Dir] = nodeID(one); nodeID(one) == 0 {
			return plan, false
		}
	}
	return plan, len(quads) > 0
}

// A quadsPlan stands for the quads of a binding whose values in some other
// directions are among given ones.
type quadsPlan struct {
	s     *Store
	bound binding
	among []shape.QuadFilter
}

func (p quadsPlan) Optimize(context.Context, shape.Optimizer) (shape.Shape, bool) { return p, false }

func (p quadsPlan) BuildIterator(qs cayley.QuadStore) iterator.Shape { return p.scan(qs) }

func (p quadsPlan) scan(qs cayley.QuadStore) *quadScan {
	out := &quadScan{s: p.s, bound: p.bound}
	for _, f := range p.among {
		out.among = append(out.among, values{f.Dir, f.Values.BuildIterator(qs)})
	}
	return out
}

// A nodesPlan stands for a direction of those quads; others are saved under
// tags.
type nodesPlan struct {
	quadsPlan
	result quad.Direction
	save   map[quad.Direction][]string
}

func (p nodesPlan) Optimize(context.Context, shape.Optimizer) (shape.Shape, bool) { return p, false }

func (p nodesPlan) BuildIterator(qs cayley.QuadStore) iterator.Shape {
	return &nodeScan{quads: p.scan(qs), result: p.result, save: p.save}
}

// A quadScan iterates over the quads of a quadsPlan.
type quadScan struct {
	s     *Store
	bound binding
	among []values
}

// values are those that a direction may have.
type values struct {
	dir quad.Direction
	it  iterator.Shape
}

func (q *quadScan) String() string { return fmt.Sprintf("quads %v", q.bound) }

func (q *quadScan) SubIterators() (list []iterator.Shape) {
	for _, v := range q.among {
		list = append(list, v.it)
	}
	return list
}

func (q *quadScan) Optimize(ctx context.Context) (iterator.Shape, bool) {
	for i, v := range q.among {
		q.among[i].it, _ = v.it.Optimize(ctx)
		if iterator.IsNull(q.among[i].it) {
			return q.among[i].it, true
		}
	}
	return q, false
}

// Costs of steps, in units of Cayley's, and how many quads there are where
// nothing is known.
const (
	nextCost      = 2
	seekCost      = 5
	quadsOfValue  = 20
	quadsOfValues = 4 // of a value and a predicate or label
)

// fan is how many quads are to be read for a value in a direction.
func (q *quadScan) fan(d quad.Direction) int64 {
	if d != quad.Predicate && (q.bound[quad.Predicate] != 0 || q.bound[quad.Label] != 0) {
		return quadsOfValues
	}
	return quadsOfValue
}

// cost finds the cheapest way to all quads: through those of the binding, or
// through the values of a direction, by their place in among; -1 for the former.
func (q *quadScan) cost(ctx context.Context) (costs iterator.Costs, way int, err error) {
	quads, err := q.s.size(q.bound)
	if err != nil {
		return costs, -1, err
	}
	check := int64(0)
	stats := make([]iterator.Costs, len(q.among))
	for i, v := range q.among {
		var e error
		stats[i], e = v.it.Stats(ctx)
		err = firstError(err, e)
		check += stats[i].ContainsCost
	}
	way, total := -1, quads*(nextCost+check)
	for i, v := range q.among {
		fan := q.fan(v.dir)
		if through := stats[i].Size.Value * (stats[i].NextCost + seekCost + fan*(nextCost+check-stats[i].ContainsCost)); through < total {
			way, total = i, through
		}
		quads = min(quads, stats[i].Size.Value*fan)
	}
	return iterator.Costs{NextCost: 1 + total/max(quads, 1), ContainsCost: 1 + check, Size: refs.Size{Value: quads}}, way, err
}

func (q *quadScan) Stats(ctx context.Context) (iterator.Costs, error) {
	costs, _, err := q.cost(ctx)
	return costs, err
}

func (q *quadScan) Iterate() iterator.Scanner {
	_, way, _ := q.cost(context.Background())
	it := &quadNext{s: q.s, bound: q.bound, checks: q.checks(way)}
	if way < 0 {
		it.quads = q.s.scan(q.bound)
	} else {
		it.dir, it.values = q.among[way].dir, q.among[way].it.Iterate()
	}
	return it
}

func (q *quadScan) Lookup() iterator.Index {
	return &quadContains{bound: q.bound, checks: q.checks(-1)}
}

// checks are the values of directions, but for one of them.
func (q *quadScan) checks(but int) (list checks) {
	for i, v := range q.among {
		if i != but {
			list = append(list, check{v.dir, v.it.Lookup()})
		}
	}
	return list
}

// A nodeScan iterates over the nodes of a nodesPlan.
type nodeScan struct {
	quads  *quadScan
	result quad.Direction
	save   map[quad.Direction][]string
}

func (s *nodeScan) String() string { return fmt.Sprintf("%v of %v", s.result, s.quads) }

func (s *nodeScan) SubIterators() []iterator.Shape { return []iterator.Shape{s.quads} }

func (s *nodeScan) Optimize(ctx context.Context) (iterator.Shape, bool) {
	if quads, ok := s.quads.Optimize(ctx); ok {
		return quads, true // nothing
	}
	return s, false
}

func (s *nodeScan) Stats(ctx context.Context) (iterator.Costs, error) {
	costs, err := s.quads.Stats(ctx)
	costs.NextCost++
	costs.ContainsCost = seekCost + s.quads.fan(s.result)*costs.ContainsCost
	return costs, err
}

func (s *nodeScan) Iterate() iterator.Scanner {
	return &nodeNext{nodeScan: s, quads: s.quads.Iterate()}
}

func (s *nodeScan) Lookup() iterator.Index {
	return &nodeContains{nodeScan: s, checks: s.quads.checks(-1)}
}

// tag writes what a scan saves of a quad.
func (s *nodeScan) tag(q refs.Ref, dst map[string]refs.Ref) {
	r, ok := q.(quadRef)
	if !ok {
		return
	}
	for d, tags := range s.save {
		if node := r.node(d); node != nil {
			for _, t := range tags {
				dst[t] = node
			}
		}
	}
}

func (s *nodeScan) node(q refs.Ref) refs.Ref {
	if r, ok := q.(quadRef); ok {
		return r.node(s.result)
	}
	return nil
}
