package boltstore

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/cayleygraph/quad"
	bolt "go.etcd.io/bbolt"
)

// A Tx is a change of a store. What it is to do is collected, and written at its end in the order of the keys, when all that
// has to be read for it has been read. After an error of a method it must not be used any more.
type Tx struct {
	*view
	added, removed int

	numbers map[quad.Value]uint64 // of values that the change is about, 0 for those that are not there
	fresh   []freshValue          // new in this transaction
	byData  map[string]uint64     // numbers of those
	last    uint64                // number given out
	before  uint64                // the last one given out before the transaction
	changes []change
	graphs  map[uint64]*changedGraph // by label
	gone    map[uint64]bool          // values of quads that were taken out
}

// A changedGraph is what a graph is to be, as far as the transaction has changed it.
type changedGraph struct {
	replaced bool
	whole    []link        // all of it, sorted, where it was replaced
	single   map[link]bool // quads added and removed one by one, after that: are they there?
}

type freshValue struct {
	id   uint64
	data []byte
}

// A change is a quad that is to be there or not.
type change struct {
	link
	gone bool
}

// Update runs a change in a transaction: all of it is done or, after an error, nothing. It says how many quads
// are new and how many are gone.
func (s *Store) Update(do func(*Tx) error) (added, removed int, err error) {
	defer caught(&err)
	err = s.db.Update(func(tx *bolt.Tx) error {
		t, err := newTx(tx)
		if err == nil {
			err = do(t)
		}
		if err == nil {
			err = t.finish()
		}
		if err != nil {
			return err
		}
		added, removed = t.added, t.removed
		stats := tx.Stats()
		s.pages.Store(stats.GetNodeCount())
		return nil
	})
	return added, removed, err
}

func newTx(tx *bolt.Tx) (*Tx, error) {
	v, err := newView(tx)
	if err != nil {
		return nil, err
	}
	t := &Tx{view: v, numbers: map[quad.Value]uint64{}, byData: map[string]uint64{}, graphs: map[uint64]*changedGraph{}, gone: map[uint64]bool{}}
	t.last = v.metaInt("last")
	t.before = t.last
	// What is new has greater numbers than all that is there, and comes at the end of what has the same beginning.
	v.values.FillPercent = 0.95
	for _, b := range v.runs {
		b.FillPercent = 0.9
	}
	return t, nil
}

// Bucket gives a bucket beside those of the quads, which is made where it is missing.
func (t *Tx) Bucket(name string) (*bolt.Bucket, error) {
	return t.tx.CreateBucketIfNotExists([]byte(name))
}

// Replace makes a graph what it is to be. All quads have its label.
func (t *Tx) Replace(ctx context.Context, label quad.Value, quads []quad.Quad) error {
	if label == nil {
		return errors.New("quads without a label are no graph that can be replaced")
	}
	c, err := t.number(label, len(quads) > 0)
	if err != nil || c == 0 {
		return err
	}
	want := make([]link, 0, len(quads))
	for _, q := range quads {
		l, err := t.link(q, true)
		if err != nil {
			return err
		}
		if l.get(quad.Label) != c {
			return fmt.Errorf("quad %v is not of the graph %v", q, label)
		}
		want = append(want, l)
	}
	slices.SortFunc(want, compareLinks)
	want = slices.Compact(want)
	have, err := t.content(ctx, c)
	if err != nil {
		return err
	}
	t.graphs[c] = &changedGraph{replaced: true, whole: want}
	for len(want) > 0 || len(have) > 0 {
		order := -1
		if len(want) == 0 {
			order = 1
		} else if len(have) > 0 {
			order = compareLinks(want[0], have[0])
		}
		switch {
		case order < 0:
			t.put(want[0])
			want = want[1:]
		case order > 0:
			t.take(have[0])
			have = have[1:]
		default:
			want, have = want[1:], have[1:]
		}
	}
	return nil
}

// content is all of a graph as it would be after the changes so far, sorted.
func (t *Tx) content(ctx context.Context, label uint64) (list []link, err error) {
	g := t.graphs[label]
	switch {
	case g != nil && g.replaced:
		list = slices.Clone(g.whole)
	case label <= t.before:
		err := t.quads(ctx, binding{}.with(quad.Label, label), func(l link) error { list = append(list, l); return nil })
		if err != nil {
			return nil, err
		}
	}
	if g != nil && len(g.single) > 0 {
		list = slices.DeleteFunc(list, func(l link) bool { _, changed := g.single[l]; return changed })
		for l, there := range g.single {
			if there {
				list = append(list, l)
			}
		}
	}
	slices.SortFunc(list, compareLinks)
	return list, nil
}

// Add puts a quad in and reports whether it was not there.
func (t *Tx) Add(q quad.Quad) (bool, error) {
	l, err := t.link(q, true)
	if err != nil {
		return false, err
	}
	there, err := t.has(l)
	if err != nil || there {
		return false, err
	}
	t.put(l)
	t.note(l, true)
	return true, nil
}

// Remove takes a quad out and reports whether it was there.
func (t *Tx) Remove(q quad.Quad) (bool, error) {
	l, err := t.link(q, false)
	if err != nil {
		return false, err
	}
	there, err := t.has(l)
	if err != nil || !there {
		return false, err
	}
	t.take(l)
	t.note(l, false)
	return true, nil
}

func (t *Tx) note(l link, there bool) {
	g := t.graphs[l.get(quad.Label)]
	if g == nil {
		g = &changedGraph{}
		t.graphs[l.get(quad.Label)] = g
	}
	if g.single == nil {
		g.single = map[link]bool{}
	}
	g.single[l] = there
}

func (t *Tx) put(l link) {
	t.changes = append(t.changes, change{l, false})
	t.added++
}

func (t *Tx) take(l link) {
	t.changes = append(t.changes, change{l, true})
	t.removed++
	for _, id := range l {
		t.gone[id] = true
	}
}

func (t *Tx) has(l link) (bool, error) {
	if g := t.graphs[l.get(quad.Label)]; g != nil {
		if there, ok := g.single[l]; ok {
			return there, nil
		}
		if g.replaced {
			_, there := slices.BinarySearchFunc(g.whole, l, compareLinks)
			return there, nil
		}
	}
	for _, id := range l {
		if id == unknown || id > t.before {
			return false, nil
		}
	}
	o := &orders[bySubject]
	run, _, err := t.run(bySubject, o.tuple(l))
	if err != nil {
		return false, err
	}
	_, there := slices.BinarySearchFunc(run, o.tuple(l), compareTuples)
	return there, nil
}

// unknown stands for a value that the store does not have.
const unknown = ^uint64(0)

// link gives a quad by numbers; unknown are those that are not there and not to
// be made.
func (t *Tx) link(q quad.Quad, create bool) (l link, err error) {
	for i, v := range [...]quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
		if v == nil && i < 3 {
			return l, fmt.Errorf("a quad without a %v cannot be kept", quad.Directions[i])
		}
		if v == nil {
			continue
		}
		if l[i], err = t.number(v, create); err != nil {
			return l, err
		}
		if l[i] == 0 {
			l[i] = unknown
		}
	}
	return l, nil
}

// number finds the number of a value, or gives it one; 0 is for none.
func (t *Tx) number(v quad.Value, create bool) (uint64, error) {
	if v == nil {
		return 0, nil
	}
	if !isKept(v) {
		return 0, fmt.Errorf("%v: a value of type %T cannot be kept", v, v)
	}
	if tm, ok := v.(quad.Time); ok {
		v = quad.Time(time.Time(tm).UTC())
	}
	id, known := t.numbers[v]
	if id != 0 || known && !create {
		return id, nil
	}
	data, _ := appendValue(nil, v)
	if !known {
		var err error
		if id, err = t.id(data); err != nil {
			return 0, err
		}
	}
	if id == 0 {
		id = t.byData[string(data)]
	}
	if id == 0 && create {
		t.last++
		id = t.last
		t.fresh = append(t.fresh, freshValue{id, data})
		t.byData[string(data)] = id
	}
	t.numbers[v] = id
	return id, nil
}

// finish writes all that is left to write.
func (t *Tx) finish() error {
	if err := t.flush(); err != nil {
		return err
	}
	dropped, err := t.drop()
	if err != nil {
		return err
	}
	nodes := int64(t.metaInt("nodes")) + int64(t.last-t.metaInt("last")) - int64(dropped)
	size := int64(t.metaInt("size")) + int64(t.added-t.removed)
	return errors.Join(t.setMeta("nodes", uint64(max(nodes, 0))), t.setMeta("size", uint64(max(size, 0))), t.setMeta("last", t.last))
}

func (t *Tx) setMeta(key string, n uint64) error {
	return t.meta.Put([]byte(key), binary.BigEndian.AppendUint64(nil, n))
}

// flush writes the changes that were collected and the values that are new in them.
func (t *Tx) flush() error {
	for _, f := range t.fresh {
		if err := t.values.Put(appendNumber(nil, f.id), f.data); err != nil {
			return err
		}
	}
	slices.SortFunc(t.fresh, func(a, b freshValue) int { return bytes.Compare(valueKey(a.data), valueKey(b.data)) })
	for _, f := range t.fresh {
		if err := t.ids.Put(valueKey(f.data), appendNumber(nil, f.id)); err != nil {
			return err
		}
	}
	list := make([]indexChange, len(t.changes))
	for i := range orders {
		for j, c := range t.changes {
			list[j] = indexChange{orders[i].tuple(c.link), c.gone, j}
		}
		slices.SortFunc(list, func(a, b indexChange) int { return cmp.Or(compareTuples(a.tuple, b.tuple), cmp.Compare(a.at, b.at)) })
		if err := t.apply(i, list); err != nil {
			return err
		}
	}
	return nil
}

// An indexChange is a change in the order of an index.
type indexChange struct {
	tuple
	gone bool
	at   int // its place among all: of a quad the last counts
}

// An entry is what is to be written under a key.
type entry struct{ key, data []byte }

// apply makes sorted changes in an index. It reads all that it needs before it writes: bolt's cursors cannot go back over pages
// that a transaction has emptied.
func (t *Tx) apply(index int, list []indexChange) error {
	o := &orders[index]
	var puts []entry
	var deletes [][]byte
	for len(list) > 0 {
		var run []tuple
		var next []byte
		if list[0].tuple[0] <= t.before {
			var err error
			if run, next, err = t.run(index, list[0].tuple); err != nil {
				return err
			}
		}
		n := 1
		for n < len(list) && list[n].tuple[0] == list[0].tuple[0] && (next == nil || bytes.Compare(appendKey(nil, list[n].tuple[:]...), next) < 0) {
			n++
		}
		grows := len(run) == 0 || compareTuples(run[len(run)-1], list[0].tuple) < 0
		changed := merge(run, list[:n])
		list = list[n:]
		stays := len(run) == 0
		for parts := (len(changed) + longestRun - 1) / longestRun; parts > 0; parts-- {
			part := changed[:(len(changed)+parts-1)/parts]
			if grows { // what comes later will be at the end
				part = changed[:min(len(changed), longestRun)]
			}
			changed = changed[len(part):]
			stays = stays || part[0] == run[0]
			puts = append(puts, entry{appendKey(nil, part[0][:]...), o.appendRun(nil, part)})
		}
		if !stays {
			deletes = append(deletes, appendKey(nil, run[0][:]...))
		}
	}
	for _, p := range puts {
		if err := t.runs[index].Put(p.key, p.data); err != nil {
			return err
		}
	}
	for _, key := range deletes {
		if err := t.runs[index].Delete(key); err != nil {
			return err
		}
	}
	return nil
}

// run finds the run that a quad is in or belongs into, none where there is none of its first value, and the key that comes after it.
func (t *Tx) run(index int, q tuple) (run []tuple, next []byte, err error) {
	c := t.runs[index].Cursor()
	key, data := seekRun(c, appendKey(nil, q[:]...), appendKey(nil, q[0]))
	if data == nil {
		return nil, key, nil
	}
	if run, err = orders[index].readRun(nil, key, data); err != nil {
		return nil, nil, err
	}
	next, _ = c.Next()
	return run, next, nil
}

// merge makes changes of a run. Of several of one quad, the last counts.
func merge(run []tuple, list []indexChange) []tuple {
	out := make([]tuple, 0, len(run)+len(list))
	for i, c := range list {
		if i+1 < len(list) && list[i+1].tuple == c.tuple {
			continue
		}
		n, there := slices.BinarySearchFunc(run, c.tuple, compareTuples)
		out = append(out, run[:n]...)
		if run = run[n:]; there {
			run = run[1:]
		}
		if !c.gone {
			out = append(out, c.tuple)
		}
	}
	return append(out, run...)
}

// drop takes out values that are in no quad any more and says how many.
func (t *Tx) drop() (n int, err error) {
	ids := make([]uint64, 0, len(t.gone))
	for id := range t.gone {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	used := t.ascending()
	for _, id := range ids {
		if id == 0 || used(id) {
			continue
		}
		key := appendNumber(nil, id)
		data := t.values.Get(key)
		if data == nil {
			return n, fmt.Errorf("value %d is not there: %w", id, errDamaged)
		}
		if err := errors.Join(t.ids.Delete(valueKey(data)), t.values.Delete(key)); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// ascending gives a function that reports whether a value is in a quad, for values of growing numbers.
func (v *view) ascending() func(id uint64) bool {
	var cursors [len(orders)]*bolt.Cursor
	var at [len(orders)][]byte
	for i := range cursors {
		cursors[i] = v.runs[i].Cursor()
		at[i], _ = cursors[i].First()
	}
	return func(id uint64) bool {
		prefix := appendNumber(nil, id)
		used := false
		for i, c := range cursors {
			if at[i] != nil && bytes.Compare(at[i], prefix) < 0 {
				at[i], _ = c.Seek(prefix)
			}
			used = used || bytes.HasPrefix(at[i], prefix)
		}
		return used
	}
}

func compareTuples(a, b tuple) int { return slices.Compare(a[:], b[:]) }
func compareLinks(a, b link) int   { return slices.Compare(a[:], b[:]) }
