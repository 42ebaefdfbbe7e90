package graph

import (
	"context"
	"fmt"
	"math"
	"slices"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/kv"
	cproto "github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/cayley/query/shape"
	"github.com/cayleygraph/quad"
	kvbolt "github.com/hidal-go/hidalgo/kv/bbolt"
	bolt "go.etcd.io/bbolt"
)

// A planner is Cayley's store of a bolt file that plans queries by what is
// there. Cayley's own takes half of the store for the size of most scans and
// then begins with the wrong one, and it looks for the quads of a node and
// predicate among all quads of the node. The planner asks how often values are
// used, which the store counts, and goes to the quads by the best index.
type planner struct {
	*kv.QuadStore
	db      *bolt.DB
	indexes []kv.QuadIndex
}

// newPlanner opens what Cayley has in a bolt file.
func newPlanner(db *bolt.DB) (*planner, error) {
	quads, err := kv.New(kvbolt.New(db), cayley.Options{kv.OptNoBloom: true})
	if err != nil {
		return nil, err
	}
	p := &planner{QuadStore: quads.(*kv.QuadStore), db: db}
	err = db.View(func(tx *bolt.Tx) (err error) {
		p.indexes, err = readIndexes(tx)
		return err
	})
	return p, err
}

// A binding says which value (its number, 0 for any) is in each direction of a
// quad.
type binding [quad.Label + 1]uint64

func (b binding) with(d quad.Direction, id uint64) binding {
	b[d] = id
	return b
}

// holds reports whether a quad is one of those.
func (b binding) holds(p *cproto.Primitive) bool {
	for _, d := range quad.Directions {
		if b[d] != 0 && p.GetDirection(d) != b[d] {
			return false
		}
	}
	return true
}

// nodeID is the number of a value of the store.
func nodeID(v refs.Ref) uint64 {
	id, _ := v.(kv.Int64Value)
	return uint64(id)
}

// QuadIterator gives the quads with a value in a direction.
func (p *planner) QuadIterator(d quad.Direction, v cayley.Ref) iterator.Shape {
	if nodeID(v) == 0 {
		return iterator.NewNull()
	}
	return &quadScan{p: p, bound: binding{}.with(d, nodeID(v))}
}

// QuadIteratorSize is how often a value is used, in any direction.
func (p *planner) QuadIteratorSize(ctx context.Context, d quad.Direction, v cayley.Ref) (refs.Size, error) {
	n, err := p.size(binding{}.with(d, nodeID(v)))
	return refs.Size{Value: n}, err
}

// size is how many quads there can be of a binding.
func (p *planner) size(b binding) (int64, error) {
	least := int64(-1)
	err := p.db.View(func(tx *bolt.Tx) error {
		log := tx.Bucket([]byte("log"))
		if log == nil { // of an empty store
			return nil
		}
		for _, id := range b {
			if id == 0 {
				continue
			}
			v, err := readValue(log, id)
			if err != nil {
				return err
			}
			n := readUses(tx, v)
			if least < 0 || n < least {
				least = n
			}
		}
		return nil
	})
	if err == nil && least < 0 {
		least = p.Size()
	}
	return least, err
}

// index gives the index that leads to the quads of a binding, and how many of
// its directions are bound; 0 for none. Of several it is the one that leads to
// the fewest: an article has few quads, a type many.
func (p *planner) index(b binding) (best kv.QuadIndex, bound int) {
	least := int64(-1)
	for _, ind := range p.indexes {
		n := 0
		for n < len(ind.Dirs) && b[ind.Dirs[n]] != 0 {
			n++
		}
		switch {
		case n == 0:
		case n == len(ind.Dirs) && n > 1:
			return ind, n
		case bound == 0:
			best, bound = ind, n
		default:
			if least < 0 {
				least = p.leads(best, bound, b)
			}
			if size := p.leads(ind, n, b); size < least {
				best, bound, least = ind, n, size
			}
		}
	}
	return best, bound
}

// leads is to how many quads the bound directions of an index lead at most.
func (p *planner) leads(ind kv.QuadIndex, bound int, b binding) int64 {
	var by binding
	for _, d := range ind.Dirs[:bound] {
		by[d] = b[d]
	}
	n, err := p.size(by)
	if err != nil {
		return math.MaxInt64
	}
	return n
}

// reaches is how many directions an index binds where those of a binding and
// one more are known.
func (p *planner) reaches(b binding, d quad.Direction) (most int) {
	for _, ind := range p.indexes {
		n := 0
		for n < len(ind.Dirs) && (b[ind.Dirs[n]] != 0 || ind.Dirs[n] == d) {
			n++
		}
		if slices.Contains(ind.Dirs[:n], d) {
			most = max(most, n)
		}
	}
	return most
}

// scan gives the quads of a binding, and others where no index leads to them
// alone.
func (p *planner) scan(b binding) iterator.Scanner {
	ind, n := p.index(b)
	if n == 0 {
		return p.QuadsAllIterator().Iterate()
	}
	s := kv.IndexScan{Index: ind}
	for _, d := range ind.Dirs[:n] {
		s.Values = append(s.Values, b[d])
	}
	return s.BuildIterator(p.QuadStore).Iterate()
}

// OptimizeShape puts scans in the place of what they can do.
func (p *planner) OptimizeShape(_ context.Context, s shape.Shape) (shape.Shape, bool) {
	switch s := s.(type) {
	case shape.QuadsAction:
		if b, ok := bind(s.Filter); ok {
			return nodesPlan{quadsPlan: quadsPlan{p: p, bound: b}, result: s.Result, save: s.Save}, true
		}
	case shape.Quads:
		if plan, ok := p.planQuads(s); ok {
			return plan, true
		}
	case shape.NodesFrom:
		if plan, ok := s.Quads.(quadsPlan); ok {
			return nodesPlan{quadsPlan: plan, result: s.Dir}, true
		}
	}
	return s, false
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
func (p *planner) planQuads(quads shape.Quads) (plan quadsPlan, ok bool) {
	plan.p = p
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
	p     *planner
	bound binding
	among []shape.QuadFilter
}

func (s quadsPlan) Optimize(context.Context, shape.Optimizer) (shape.Shape, bool) { return s, false }

func (s quadsPlan) BuildIterator(qs cayley.QuadStore) iterator.Shape { return s.scan(qs) }

func (s quadsPlan) scan(qs cayley.QuadStore) *quadScan {
	out := &quadScan{p: s.p, bound: s.bound}
	for _, f := range s.among {
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

func (s nodesPlan) Optimize(context.Context, shape.Optimizer) (shape.Shape, bool) { return s, false }

func (s nodesPlan) BuildIterator(qs cayley.QuadStore) iterator.Shape {
	return &nodeScan{quads: s.scan(qs), result: s.result, save: s.save}
}

// A quadScan iterates over the quads of a quadsPlan.
type quadScan struct {
	p     *planner
	bound binding
	among []values
}

// values are those that a direction may have.
type values struct {
	dir quad.Direction
	it  iterator.Shape
}

func (s *quadScan) String() string { return fmt.Sprintf("quads %v", s.bound) }

func (s *quadScan) SubIterators() (list []iterator.Shape) {
	for _, v := range s.among {
		list = append(list, v.it)
	}
	return list
}

func (s *quadScan) Optimize(ctx context.Context) (iterator.Shape, bool) {
	for i, v := range s.among {
		s.among[i].it, _ = v.it.Optimize(ctx)
		if iterator.IsNull(s.among[i].it) {
			return s.among[i].it, true
		}
	}
	return s, false
}

// Costs of steps, in units of Cayley's, and how many quads there are where
// nothing is known.
const (
	nextCost      = 2
	seekCost      = 5
	quadsOfValue  = 20
	quadsOfValues = 4 // of a value and a predicate
)

// fan is how many quads are to be read for a value in a direction.
func (s *quadScan) fan(d quad.Direction) int64 {
	if s.p.reaches(s.bound, d) > 1 {
		return quadsOfValues
	}
	return quadsOfValue
}

// cost finds the cheapest way to all quads: through those of the binding, or
// through the values of a direction, by their place in among; -1 for the former.
func (s *quadScan) cost(ctx context.Context) (costs iterator.Costs, way int, err error) {
	quads, err := s.p.size(s.bound)
	if err != nil {
		return costs, -1, err
	}
	check := int64(0)
	stats := make([]iterator.Costs, len(s.among))
	for i, v := range s.among {
		var e error
		stats[i], e = v.it.Stats(ctx)
		err = firstError(err, e)
		check += stats[i].ContainsCost
	}
	each := int64(nextCost)
	if _, n := s.p.index(s.bound); n == 0 {
		each = nextCost * (1 + s.p.Size()/max(quads, 1))
	}
	way, total := -1, quads*(each+check)
	for i, v := range s.among {
		fan := s.fan(v.dir)
		if through := stats[i].Size.Value * (stats[i].NextCost + seekCost + fan*(nextCost+check-stats[i].ContainsCost)); through < total {
			way, total = i, through
		}
		quads = min(quads, stats[i].Size.Value*fan)
	}
	return iterator.Costs{NextCost: 1 + total/max(quads, 1), ContainsCost: 1 + check, Size: refs.Size{Value: quads}}, way, err
}

func (s *quadScan) Stats(ctx context.Context) (iterator.Costs, error) {
	costs, _, err := s.cost(ctx)
	return costs, err
}

func (s *quadScan) Iterate() iterator.Scanner {
	_, way, _ := s.cost(context.Background())
	it := &quadNext{p: s.p, bound: s.bound, checks: s.checks(way)}
	if way < 0 {
		it.quads = s.p.scan(s.bound)
	} else {
		it.dir, it.values = s.among[way].dir, s.among[way].it.Iterate()
	}
	return it
}

func (s *quadScan) Lookup() iterator.Index {
	return &quadContains{bound: s.bound, checks: s.checks(-1)}
}

// checks are the values of directions, but for one of them.
func (s *quadScan) checks(but int) (list checks) {
	for i, v := range s.among {
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
	p, ok := q.(*cproto.Primitive)
	if !ok {
		return
	}
	for d, tags := range s.save {
		if id := p.GetDirection(d); id != 0 {
			for _, t := range tags {
				dst[t] = kv.Int64Value(id)
			}
		}
	}
}

func (s *nodeScan) node(q refs.Ref) refs.Ref {
	if p, ok := q.(*cproto.Primitive); ok {
		if id := p.GetDirection(s.result); id != 0 {
			return kv.Int64Value(id)
		}
	}
	return nil
}
