// Package boltstore keeps quads for Cayley in one file of bbolt, laid out for many graphs that come, change and go as a whole, as
// articles do. Cayley's own layout of such a file writes every quad and value at places all over the file, the more the larger it is;
// here what is new lies together, and a quad is found with all its values at any of its places.
package boltstore

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"sync/atomic"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"
	bolt "go.etcd.io/bbolt"
)

// Errors of Open.
var (
	ErrEmpty   = errors.New("there are no quads in it")
	ErrVersion = errors.New("it has the layout of another version")
)

// layout is the version of what the buckets hold.
const layout = 2

// A Store is a file as Cayley sees it. It is safe for concurrent use. Queries of it are planned by how often
// values are used.
type Store struct {
	db    *bolt.DB
	pages atomic.Int64
}

// Open reads what is in a file and makes what is missing, unless the file is opened to be read only: then that is
// ErrEmpty. The store closes the file.
func Open(db *bolt.DB) (_ *Store, err error) {
	defer caught(&err)
	s := &Store{db: db}
	err = db.View(checkLayout)
	if errors.Is(err, ErrEmpty) && !db.IsReadOnly() {
		err = db.Update(create)
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

// checkLayout finds out whether a file is a store of this version.
func checkLayout(tx *bolt.Tx) error {
	meta := tx.Bucket([]byte("meta"))
	if meta == nil {
		return ErrEmpty
	}
	version := meta.Get([]byte("layout"))
	if len(version) != 8 || binary.BigEndian.Uint64(version) != layout {
		return ErrVersion
	}
	v, err := newView(tx)
	if err != nil {
		return err
	}
	if key, _ := v.values.Cursor().Last(); key != nil {
		if id, _, err := readNumber(key); err != nil || id > v.metaInt("last") {
			return errDamaged
		}
	}
	return nil
}

func create(tx *bolt.Tx) error {
	for _, name := range []string{"meta", "values", "ids", "s", "p", "o", "c"} {
		if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
			return err
		}
	}
	return tx.Bucket([]byte("meta")).Put([]byte("layout"), binary.BigEndian.AppendUint64(nil, layout))
}

// Pages says how many pages of the file the last change had in memory, some ten kilobytes
// for each.
func (s *Store) Pages() int64 { return s.pages.Load() }

// View runs a function with a bucket beside those of the quads, nil where there is none.
func (s *Store) View(bucket string, do func(*bolt.Bucket) error) (err error) {
	defer caught(&err)
	return s.db.View(func(tx *bolt.Tx) error { return do(tx.Bucket([]byte(bucket))) })
}

// Sync writes to the disk what bolt was told not to wait for.
func (s *Store) Sync() error { return s.db.Sync() }

// Close closes the file.
func (s *Store) Close() error { return s.db.Close() }

// A nodeRef is the number of a value, a quadRef those of a quad.
type (
	nodeRef uint64
	quadRef link
)

// Key is for Cayley's maps.
func (r nodeRef) Key() any { return r }

// Key is for Cayley's maps.
func (r quadRef) Key() any { return r }

// nodeID is the number of a value of the store.
func nodeID(v refs.Ref) uint64 {
	id, _ := v.(nodeRef)
	return uint64(id)
}

// node is a value of a quad, nil for none.
func (r quadRef) node(d quad.Direction) refs.Ref {
	if id := link(r).get(d); id != 0 {
		return nodeRef(id)
	}
	return nil
}

// ValueOf finds a value.
func (s *Store) ValueOf(value quad.Value) (ref cayley.Ref, err error) {
	err = s.view(func(v *view) error {
		id, err := v.idOf(value)
		if id != 0 {
			ref = nodeRef(id)
		}
		return err
	})
	return ref, err
}

// NameOf is the way back.
func (s *Store) NameOf(ref cayley.Ref) (value quad.Value, err error) {
	if known, ok := ref.(refs.PreFetchedValue); ok {
		return known.NameOf(), nil
	}
	err = s.view(func(v *view) error {
		value, err = v.value(nodeID(ref))
		return err
	})
	return value, err
}

// Quad gives the values of a quad.
func (s *Store) Quad(ref cayley.Ref) (q quad.Quad, err error) {
	r, ok := ref.(quadRef)
	if !ok {
		return q, nil
	}
	err = s.view(func(v *view) error {
		for i, id := range r {
			value, err := v.value(id)
			if err != nil {
				return err
			}
			q.Set(quad.Directions[i], value)
		}
		return nil
	})
	return q, err
}

// QuadDirection gives one value of a quad.
func (s *Store) QuadDirection(ref cayley.Ref, d quad.Direction) (cayley.Ref, error) {
	if r, ok := ref.(quadRef); ok {
		return r.node(d), nil
	}
	return nil, nil
}

// QuadIterator gives the quads with a value in a direction.
func (s *Store) QuadIterator(d quad.Direction, v cayley.Ref) iterator.Shape {
	if nodeID(v) == 0 {
		return iterator.NewNull()
	}
	return &quadScan{s: s, bound: binding{}.with(d, nodeID(v))}
}

// QuadIteratorSize is about how many there are.
func (s *Store) QuadIteratorSize(_ context.Context, d quad.Direction, v cayley.Ref) (refs.Size, error) {
	if nodeID(v) == 0 {
		return refs.Size{Exact: true}, nil
	}
	n, err := s.size(binding{}.with(d, nodeID(v)))
	return refs.Size{Value: n}, err
}

// QuadsAllIterator gives all quads.
func (s *Store) QuadsAllIterator() iterator.Shape { return &quadScan{s: s} }

// NodesAllIterator gives all values.
func (s *Store) NodesAllIterator() iterator.Shape { return allNodes{s} }

// Stats counts quads and values.
func (s *Store) Stats(context.Context, bool) (stats cayley.Stats, err error) {
	err = s.view(func(v *view) error {
		stats.Quads = refs.Size{Value: int64(v.metaInt("size")), Exact: true}
		stats.Nodes = refs.Size{Value: int64(v.metaInt("nodes")), Exact: true}
		return nil
	})
	return stats, err
}

// ApplyDeltas is Cayley's way of changing a store.
func (s *Store) ApplyDeltas(deltas []cayley.Delta, ignore cayley.IgnoreOpts) error {
	_, _, err := s.Update(func(t *Tx) error {
		for _, d := range deltas {
			if err := t.delta(d, ignore); err != nil {
				return &cayley.DeltaError{Delta: d, Err: err}
			}
		}
		return nil
	})
	return err
}

func (t *Tx) delta(d cayley.Delta, ignore cayley.IgnoreOpts) error {
	switch d.Action {
	case cayley.Add:
		added, err := t.Add(d.Quad)
		if err == nil && !added && !ignore.IgnoreDup {
			err = cayley.ErrQuadExists
		}
		return err
	case cayley.Delete:
		removed, err := t.Remove(d.Quad)
		if err == nil && !removed && !ignore.IgnoreMissing {
			err = cayley.ErrQuadNotExist
		}
		return err
	}
	return fmt.Errorf("%w %v", cayley.ErrInvalidAction, d.Action)
}

// NewQuadWriter is Cayley's way of adding many quads.
func (s *Store) NewQuadWriter() (quad.WriteCloser, error) { return writer{s}, nil }

type writer struct{ s *Store }

func (w writer) WriteQuad(q quad.Quad) error {
	_, err := w.WriteQuads([]quad.Quad{q})
	return err
}

func (w writer) WriteQuads(quads []quad.Quad) (int, error) {
	_, _, err := w.s.Update(func(t *Tx) error {
		for _, q := range quads {
			if _, err := t.Add(q); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return len(quads), nil
}

func (w writer) Close() error { return nil }
