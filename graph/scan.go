package graph

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"slices"

	cproto "github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"
	bolt "go.etcd.io/bbolt"
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
	case s.db != nil:
		return s.db.View(func(tx *bolt.Tx) error { return eachBoltGraph(tx, checked) })
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

// A named is a label and what leads to its quads.
type named[T any] struct {
	name string
	key  T
}

func sortNamed[T any](list []named[T]) {
	slices.SortFunc(list, func(a, b named[T]) int { return cmp.Compare(a.name, b.name) })
}

// eachBoltGraph reads Cayley's log by its index of labels. An article's quads
// and values lie near each other there.
func eachBoltGraph(tx *bolt.Tx, yield func(quads []quad.Quad) error) error {
	index, log := tx.Bucket([]byte{quad.Label.Prefix()}), tx.Bucket([]byte("log"))
	if index == nil || log == nil {
		return errors.New("the store has no index by article: build it again")
	}
	l := &logReader{log: log, values: map[uint64]quad.Value{}}
	var labels []named[[]byte]
	err := index.ForEach(func(key, _ []byte) error {
		label, err := l.value(binary.BigEndian.Uint64(key))
		name := ""
		if label != nil {
			name = label.String()
		}
		labels = append(labels, named[[]byte]{name, bytes.Clone(key)})
		return err
	})
	if err != nil {
		return err
	}
	sortNamed(labels)
	var quads []quad.Quad
	for _, label := range labels {
		ids, err := readPostings(index.Get(label.key))
		if err != nil {
			return err
		}
		quads = quads[:0]
		for _, id := range ids {
			q, ok, err := l.quad(id)
			if err != nil {
				return err
			}
			if ok {
				quads = append(quads, q)
			}
		}
		if err := yield(quads); err != nil {
			return err
		}
	}
	return nil
}

// A logReader reads quads of the log and remembers their values, up to a number.
type logReader struct {
	log    *bolt.Bucket
	values map[uint64]quad.Value
}

// maxValues is how many values a logReader remembers.
const maxValues = 100_000

// value gives the value of a number, nil for 0.
func (l *logReader) value(id uint64) (quad.Value, error) {
	if v, ok := l.values[id]; ok || id == 0 {
		return v, nil
	}
	v, err := readValue(l.log, id)
	if err != nil {
		return nil, err
	}
	if len(l.values) >= maxValues {
		clear(l.values)
	}
	l.values[id] = v
	return v, nil
}

// quad gives a quad; it is not ok where it is a removed one.
func (l *logReader) quad(id uint64) (q quad.Quad, ok bool, err error) {
	var p cproto.Primitive
	if ok, err = readEntry(l.log, id, &p); err != nil || !ok {
		return q, false, err
	}
	for i, v := range [4]uint64{p.Subject, p.Predicate, p.Object, p.Label} {
		value, err := l.value(v)
		if err != nil {
			return q, false, err
		}
		q.Set(quad.Directions[i], value)
	}
	return q, true, nil
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
	var labels []named[refs.ValueHash]
	for h, v := range values {
		labels = append(labels, named[refs.ValueHash]{v.String(), h})
	}
	sortNamed(labels)
	for batch := range slices.Chunk(labels, sqlGraphs) {
		hashes := make([][]byte, len(batch))
		for i := range batch {
			hashes[i] = batch[i].key[:]
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
