package boltstore

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"
	bolt "go.etcd.io/bbolt"
)

// A view is what a transaction sees.
type view struct {
	tx                *bolt.Tx
	meta, values, ids *bolt.Bucket
	runs              [len(orders)]*bolt.Bucket
}

func newView(tx *bolt.Tx) (*view, error) {
	v := &view{tx: tx, meta: tx.Bucket([]byte("meta")), values: tx.Bucket([]byte("values")), ids: tx.Bucket([]byte("ids"))}
	there := v.meta != nil && v.values != nil && v.ids != nil
	for i := range orders {
		v.runs[i] = tx.Bucket([]byte(orders[i].bucket))
		there = there && v.runs[i] != nil
	}
	if !there {
		return nil, errDamaged
	}
	return v, nil
}

// caught makes an error of a panic: bolt has some for pages that are not what they should be.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: %v", errDamaged, p)
	}
}

// view runs a function in a transaction that reads.
func (s *Store) view(do func(*view) error) (err error) {
	defer caught(&err)
	return s.db.View(func(tx *bolt.Tx) error {
		v, err := newView(tx)
		if err != nil {
			return err
		}
		return do(v)
	})
}

func (v *view) metaInt(key string) uint64 {
	if data := v.meta.Get([]byte(key)); len(data) == 8 {
		return binary.BigEndian.Uint64(data)
	}
	return 0
}

// id finds the number of a value that appendValue wrote, 0 for none.
func (v *view) id(data []byte) (uint64, error) {
	found := v.ids.Get(valueKey(data))
	if found == nil {
		return 0, nil
	}
	id, _, err := readNumber(found)
	return id, err
}

// idOf finds the number of a value, 0 for none.
func (v *view) idOf(value quad.Value) (uint64, error) {
	if value == nil {
		return 0, nil
	}
	data, ok := appendValue(nil, value)
	if !ok {
		return 0, nil
	}
	return v.id(data)
}

// value gives the value of a number, nil for 0 and for one that is gone.
func (v *view) value(id uint64) (quad.Value, error) {
	if id == 0 {
		return nil, nil
	}
	data := v.values.Get(appendNumber(nil, id))
	if data == nil {
		return nil, nil
	}
	value, err := readValue(data)
	if err != nil {
		return nil, fmt.Errorf("value %d: %w", id, err)
	}
	return value, nil
}

// A binding says which value (its number, 0 for any) is in each direction of a
// quad.
type binding [quad.Label + 1]uint64

func (b binding) with(d quad.Direction, id uint64) binding {
	b[d] = id
	return b
}

// holds reports whether a quad is one of those.
func (b binding) holds(l link) bool {
	for i, id := range l {
		if b[i+1] != 0 && b[i+1] != id {
			return false
		}
	}
	return true
}

// A place is where the quads of a binding are, among others: in an index, the runs of a value, or those of its quads that have a
// label.
type place struct {
	index    int
	prefix   []byte // of the value
	from, to []byte // the first key, and the first one after all; nil where the prefix says it
}

func (b binding) place(index int) place {
	o := &orders[index]
	id, label := b[o.dirs[0]], b[quad.Label]
	if id == 0 {
		return place{index: index}
	}
	p := place{index: index, prefix: appendNumber(nil, id)}
	if label != 0 && o.label > 0 {
		p.from, p.to = appendKey(nil, id, label), appendKey(nil, id, label+1)
	}
	return p
}

// first finds the place's first run, or the next one after its end.
func (p place) first(c *bolt.Cursor) (key, data []byte) {
	if p.from == nil {
		return c.Seek(p.prefix)
	}
	return seekRun(c, p.from, p.prefix)
}

// holds reports whether a run is of the place.
func (p place) holds(key []byte) bool {
	return key != nil && bytes.HasPrefix(key, p.prefix) && (p.to == nil || bytes.Compare(key, p.to) < 0)
}

// seekRun finds the run that a quad is in or belongs into: the last one of its value that begins before it, or
// the first one. Where there is none of its value, it gives no data, and the key that comes next.
func seekRun(c *bolt.Cursor, target, value []byte) (key, data []byte) {
	key, data = c.Seek(target)
	if bytes.Equal(key, target) {
		return key, notNil(data)
	}
	var before, its []byte
	if key == nil {
		before, its = c.Last()
	} else {
		before, its = c.Prev()
	}
	if bytes.HasPrefix(before, value) {
		return before, notNil(its)
	}
	if key, data = c.Seek(target); bytes.HasPrefix(key, value) {
		return key, notNil(data)
	}
	return key, nil
}

func notNil(data []byte) []byte {
	if data == nil {
		return []byte{}
	}
	return data
}

// byDirection are the indexes that lead to the quads of a value, the one that leads to the fewest first, as a rule.
var byDirection = [...]struct {
	quad.Direction
	index int
}{{quad.Subject, bySubject}, {quad.Object, byObject}, {quad.Predicate, byPredicate}}

// place finds the place with the fewest quads.
func (v *view) place(b binding) (best place, err error) {
	least := int64(-1)
	for _, d := range byDirection {
		switch {
		case b[d.Direction] == 0:
			continue
		case b[quad.Label] != 0 || b == (binding{}).with(d.Direction, b[d.Direction]):
			return b.place(d.index), nil
		}
		p := b.place(d.index)
		n, err := v.size(p)
		if err != nil || n <= countedRuns {
			return p, err
		}
		if least < 0 || n < least {
			best, least = p, n
		}
	}
	if least < 0 {
		best = b.place(byLabel)
	}
	return best, nil
}

// How many runs are counted one by one. Of more, so many samples of so many runs each
// tell how many there are.
const (
	countedRuns = 64
	samples     = 16
	sampledRuns = 8
)

// size says how many quads are at a place: of a large one, about how many.
func (v *view) size(p place) (int64, error) {
	if len(p.prefix) == 0 {
		return int64(v.metaInt("size")), nil
	}
	c := v.runs[p.index].Cursor()
	n := int64(0)
	key, data := p.first(c)
	for i := 0; p.holds(key); i++ {
		switch {
		case p.from != nil && i < 2: // others of the value may be in these
			run, err := orders[p.index].readRun(nil, key, data)
			if err != nil {
				return n, err
			}
			for _, t := range run {
				if k := appendKey(nil, t[0], t[1]); bytes.Equal(k, p.from) {
					n++
				}
			}
		case i < countedRuns:
			n += runSize(data)
		default:
			prefix := p.prefix
			if p.from != nil {
				prefix = p.from
			}
			more, err := v.sample(c, prefix, key)
			return n + more, err
		}
		key, data = c.Next()
	}
	return n, nil
}

// sample says about how many quads are in the run of a key and in those after it that begin with a prefix of whole numbers, from
// what it finds at some places between.
func (v *view) sample(c *bolt.Cursor, prefix, key []byte) (n int64, err error) {
	first, err := readTuple(key)
	if err != nil {
		return 0, err
	}
	end := after(prefix)
	if key, _ = c.Seek(end); end == nil || key == nil {
		key, _ = c.Last()
	} else {
		key, _ = c.Prev()
	}
	last, err := readTuple(key)
	if err != nil {
		return 0, err
	}
	// The numbers that they have in common all between them have too, and the first other one grows.
	d := 0
	for d < len(first) && first[d] == last[d] {
		d++
	}
	if d == len(first) || last[d] < first[d] {
		return 0, nil
	}
	base := appendKey(nil, first[:d]...)
	step := (last[d]-first[d])/samples + 1
	for begin := first[d]; ; begin += step {
		sum, covered := int64(0), step
		key, data := c.Seek(appendNumber(bytes.Clone(base), begin))
		for seen := 0; bytes.HasPrefix(key, base); seen++ {
			here, _, err := readNumber(key[len(base):])
			if err != nil {
				return n, err
			}
			if here < begin || here-begin >= step || seen >= countedRuns {
				break
			}
			if seen >= sampledRuns && here > begin {
				covered = here - begin
				break
			}
			sum += runSize(data)
			key, data = c.Next()
		}
		n += int64(float64(sum) * float64(step) / float64(covered))
		if last[d]-begin < step {
			return n, nil
		}
	}
}

// after is the first key after all that begin with a prefix, nil for none.
func after(prefix []byte) []byte {
	key := bytes.Clone(prefix)
	for i := len(key) - 1; i >= 0; i-- {
		if key[i]++; key[i] != 0 {
			return key[:i+1]
		}
	}
	return nil
}

// A batch is quads of a place, as far as they were read. Each may be read in a transaction of its own: what is there all
// the time is read once, whatever changes meanwhile.
type batch struct {
	place
	bound binding
	begun bool
	done  bool  // there are no more
	last  tuple // that was read
	links []link
	runs  []tuple
}

// Quads that are read at once: the first time, and at most.
const (
	firstBatch = 16
	maxBatch   = 2048
)

// start is a batch without quads yet, before the first.
func (v *view) start(b binding) (*batch, error) {
	p, err := v.place(b)
	return &batch{place: p, bound: b}, err
}

// mostRuns is how many runs are read in one transaction at most.
const mostRuns = 4096

// fill reads about n quads in the place of those there, perhaps none before the end.
func (b *batch) fill(ctx context.Context, v *view, n int) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	b.links = b.links[:0]
	o, c := &orders[b.index], v.runs[b.index].Cursor()
	var key, data []byte
	again := b.begun
	if again {
		key, data = seekRun(c, appendKey(nil, b.last[:]...), appendKey(nil, b.last[0]))
	} else {
		key, data = b.first(c)
	}
	b.begun = true
	for range mostRuns {
		if len(b.links) >= n {
			return nil
		}
		if !b.holds(key) {
			b.done = true
			return nil
		}
		if b.runs, err = o.readRun(b.runs[:0], key, data); err != nil {
			return err
		}
		for _, t := range b.runs {
			if again && compareTuples(t, b.last) <= 0 {
				continue
			}
			if l := o.link(t); b.bound.holds(l) {
				b.links = append(b.links, l)
			}
		}
		if t := b.runs[len(b.runs)-1]; !again || compareTuples(t, b.last) > 0 {
			b.last = t
		}
		again = false
		key, data = c.Next()
	}
	return ctx.Err()
}

// quads calls a function with the quads of a binding, in the order of their numbers.
func (v *view) quads(ctx context.Context, b binding, yield func(link) error) error {
	list, err := v.start(b)
	if err != nil {
		return err
	}
	return list.each(ctx, v, yield)
}

// each calls a function with all quads.
func (b *batch) each(ctx context.Context, v *view, yield func(link) error) error {
	for !b.done {
		if err := b.fill(ctx, v, maxBatch); err != nil {
			return err
		}
		for _, l := range b.links {
			if err := yield(l); err != nil {
				return err
			}
		}
	}
	return nil
}

// A namer finds values and remembers those it has found last.
type namer struct {
	v      *view
	values map[uint64]quad.Value
}

// maxValues is how many values a namer remembers.
const maxValues = 100_000

func (n *namer) quad(l link) (q quad.Quad, err error) {
	for i, id := range l {
		if id == 0 {
			continue
		}
		value, ok := n.values[id]
		if !ok {
			if value, err = n.v.value(id); err != nil {
				return q, err
			}
			if value == nil {
				return q, fmt.Errorf("value %d is not there: %w", id, errDamaged)
			}
			if len(n.values) >= maxValues {
				clear(n.values)
			}
			n.values[id] = value
		}
		q.Set(quad.Directions[i], value)
	}
	return q, nil
}

// Match gives the quads with a value in a direction; all for [quad.Any].
func (s *Store) Match(ctx context.Context, d quad.Direction, value quad.Value) (out []quad.Quad, err error) {
	err = s.view(func(v *view) error {
		var b binding
		if d != quad.Any {
			id, err := v.idOf(value)
			if err != nil || id == 0 {
				return err
			}
			b[d] = id
		}
		names := namer{v, map[uint64]quad.Value{}}
		return v.quads(ctx, b, func(l link) error {
			q, err := names.quad(l)
			out = append(out, q)
			return err
		})
	})
	return out, err
}

// Graphs calls a function with all quads of each label in turn, in the order of the labels, those without one first. It needs
// memory for one graph and for the labels.
func (s *Store) Graphs(ctx context.Context, yield func(quads []quad.Quad) error) error {
	return s.view(func(v *view) error {
		labels, err := v.labels()
		if err != nil {
			return err
		}
		names := namer{v, map[uint64]quad.Value{}}
		var quads []quad.Quad
		for _, label := range labels {
			quads = quads[:0]
			list := &batch{place: place{index: byLabel, prefix: appendNumber(nil, label.id)}}
			err := list.each(ctx, v, func(l link) error {
				q, err := names.quad(l)
				quads = append(quads, q)
				return err
			})
			if err != nil {
				return err
			}
			if err := yield(quads); err != nil {
				return err
			}
		}
		return nil
	})
}

type label struct {
	id   uint64
	name string // "" for none
}

// labels gives those of all graphs, by name.
func (v *view) labels() (list []label, err error) {
	c := v.runs[byLabel].Cursor()
	for key, _ := c.First(); key != nil; {
		id, rest, err := readNumber(key)
		if err != nil {
			return nil, err
		}
		value, err := v.value(id)
		if err != nil {
			return nil, err
		}
		name := ""
		if value != nil {
			name = value.String()
		}
		list = append(list, label{id, name})
		next := after(key[:len(key)-len(rest)])
		if next == nil {
			break
		}
		key, _ = c.Seek(next)
	}
	slices.SortFunc(list, func(a, b label) int { return cmp.Compare(a.name, b.name) })
	return list, nil
}
