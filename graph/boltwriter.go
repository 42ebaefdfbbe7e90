package graph

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync/atomic"
	"time"

	cproto "github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
	bolt "go.etcd.io/bbolt"
	"google.golang.org/protobuf/proto"
)

// A boltWriter writes what Cayley's own writer would (see boltlayout.go), but any
// change in one transaction, in the order of the keys, and without leaving
// removed quads behind.
type boltWriter struct {
	db      *bolt.DB
	dropped func() error  // called when values are gone, which Cayley remembers
	nodes   *atomic.Int64 // pages that the last change had in memory
}

func (w boltWriter) replace(ctx context.Context, graphs []labelled) error {
	_, _, err := w.update(ctx, func(b *boltTx) error {
		for _, g := range graphs {
			if err := b.replace(g); err != nil {
				return fmt.Errorf("graph %s: %w", g.label, err)
			}
		}
		return keepNotes(&boltLedger{bucket: b.ledger}, graphs)
	})
	return err
}

func (w boltWriter) change(ctx context.Context, add, remove []quad.Quad) (added, removed int, err error) {
	return w.update(ctx, func(b *boltTx) error {
		if err := b.more(add); err != nil {
			return err
		}
		for _, q := range remove {
			l, err := b.link(q, false)
			if err != nil {
				return err
			}
			if id, err := b.find(l); err != nil {
				return err
			} else if id != 0 {
				if err := b.remove(l, id); err != nil {
					return err
				}
			}
		}
		return dropNotes(&boltLedger{bucket: b.ledger}, remove)
	})
}

// update runs a change in a transaction.
func (w boltWriter) update(ctx context.Context, do func(*boltTx) error) (added, removed int, err error) {
	dropped := 0
	err = w.db.Update(func(tx *bolt.Tx) error {
		b, err := newBoltTx(tx)
		if err != nil {
			return err
		}
		if err := do(b); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		err = b.flush()
		stats := tx.Stats()
		w.nodes.Store(stats.GetNodeCount())
		added, removed, dropped = b.added, b.removed, b.dropped
		return err
	})
	if err == nil && dropped > 0 {
		err = w.dropped()
	}
	return added, removed, err
}

// A boltTx collects a change. Values and quads are in the log at once, what is
// found by key is written by flush, in the order of the keys.
type boltTx struct {
	tx      *bolt.Tx
	log     *bolt.Bucket
	meta    *bolt.Bucket
	ledger  *bolt.Bucket
	indexes []*boltIndex
	horizon uint64
	byValue map[quad.Value]*boltNode
	byHash  map[refs.ValueHash]*boltNode
	byID    map[uint64]*boltNode
	links   map[boltLink]uint64   // added in this transaction, 0 for removed
	graphs  map[uint64][]boltLink // those added, by label

	added, removed, dropped int // quads and values
}

// A boltNode is a value that the change is about.
type boltNode struct {
	id    uint64
	hash  refs.ValueHash
	fresh bool // new in this transaction
	uses  int  // more or fewer places in quads
}

// A boltLink is a quad by the numbers of its values; 0 is none.
type boltLink struct{ subject, predicate, object, label uint64 }

func (l boltLink) get(d quad.Direction) uint64 {
	switch d {
	case quad.Subject:
		return l.subject
	case quad.Predicate:
		return l.predicate
	case quad.Object:
		return l.object
	}
	return l.label
}

// A boltIndex is one of the store's indexes and what the change does to it.
type boltIndex struct {
	dirs    []quad.Direction
	bucket  *bolt.Bucket
	entries []posting
}

// A posting is a number to add to, or to take out of, the list of a key.
type posting struct {
	key  [4]uint64
	id   uint64
	gone bool
}

func newBoltTx(tx *bolt.Tx) (*boltTx, error) {
	b := &boltTx{
		tx: tx, log: tx.Bucket([]byte("log")), meta: tx.Bucket([]byte("meta")),
		byValue: map[quad.Value]*boltNode{}, byHash: map[refs.ValueHash]*boltNode{}, byID: map[uint64]*boltNode{}, links: map[boltLink]uint64{}, graphs: map[uint64][]boltLink{},
	}
	if b.log == nil || b.meta == nil {
		return nil, errors.New("it has no log: remove the store and build it again")
	}
	b.horizon = b.metaInt("horizon")
	var err error
	if b.ledger, err = tx.CreateBucketIfNotExists([]byte(ledgerIn)); err != nil {
		return nil, err
	}
	own, err := readIndexes(tx)
	if err != nil {
		return nil, err
	}
	for _, ind := range own {
		name := make([]byte, len(ind.Dirs))
		for i, d := range ind.Dirs {
			name[i] = d.Prefix()
		}
		bucket, err := tx.CreateBucketIfNotExists(name)
		if err != nil {
			return nil, err
		}
		b.indexes = append(b.indexes, &boltIndex{dirs: ind.Dirs, bucket: bucket})
	}
	// The log only grows at its end.
	b.log.FillPercent = 0.95
	return b, nil
}

func (b *boltTx) metaInt(key string) uint64 {
	if v := b.meta.Get([]byte(key)); len(v) == 8 {
		return binary.LittleEndian.Uint64(v)
	}
	return 0
}

func (b *boltTx) setMeta(key string, v uint64) error {
	return b.meta.Put([]byte(key), binary.LittleEndian.AppendUint64(nil, v))
}

// more adds the quads that are not there.
func (b *boltTx) more(quads []quad.Quad) error {
	for _, q := range quads {
		l, err := b.link(q, true)
		if err != nil {
			return err
		}
		if id, err := b.find(l); err != nil {
			return err
		} else if id == 0 {
			if err := b.add(l); err != nil {
				return err
			}
		}
	}
	return nil
}

// replace makes a graph what it is to be.
func (b *boltTx) replace(g labelled) error {
	if g.more {
		return b.more(g.quads)
	}
	old, err := b.graphOf(g.label)
	if err != nil {
		return err
	}
	kept := map[boltLink]bool{}
	for _, q := range g.quads {
		l, err := b.link(q, true)
		if err != nil {
			return err
		}
		if _, there := old[l]; there {
			delete(old, l)
			kept[l] = true
			continue
		}
		if kept[l] || b.links[l] != 0 {
			continue // twice in the graph
		}
		if err := b.add(l); err != nil {
			return err
		}
	}
	gone := slices.SortedFunc(maps.Keys(old), func(x, y boltLink) int { return cmp.Compare(old[x], old[y]) })
	for _, l := range gone {
		if err := b.remove(l, old[l]); err != nil {
			return err
		}
	}
	return nil
}

// graphOf gives the quads of a label, with their numbers.
func (b *boltTx) graphOf(label quad.Value) (map[boltLink]uint64, error) {
	out := map[boltLink]uint64{}
	node, err := b.node(label, false)
	if err != nil || node == nil {
		return out, err
	}
	for _, l := range b.graphs[node.id] {
		if id := b.links[l]; id != 0 {
			out[l] = id
		}
	}
	if node.fresh {
		return out, nil
	}
	for _, ind := range b.indexes {
		if !slices.Equal(ind.dirs, []quad.Direction{quad.Label}) {
			continue
		}
		ids, err := readPostings(ind.bucket.Get(binary.BigEndian.AppendUint64(nil, node.id)))
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			l, ok, err := b.linkOf(id)
			if err != nil {
				return nil, err
			}
			if _, changed := b.links[l]; ok && !changed {
				out[l] = id
			}
		}
		return out, nil
	}
	return nil, errors.New("the store has no index by article: build it again")
}

// find gives the number of a quad, 0 where it is not there.
func (b *boltTx) find(l boltLink) (uint64, error) {
	if id, ok := b.links[l]; ok {
		return id, nil
	}
	for _, d := range quad.Directions {
		if l.get(d) == unknown {
			return 0, nil
		}
	}
	ind := b.indexes[0]
	for _, other := range b.indexes {
		if len(other.dirs) > len(ind.dirs) {
			ind = other
		}
	}
	ids, err := readPostings(ind.bucket.Get(keyBytes(ind.key(l), len(ind.dirs))))
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		if have, ok, err := b.linkOf(id); err != nil {
			return 0, err
		} else if ok && have == l {
			return id, nil
		}
	}
	return 0, nil
}

// linkOf reads a quad of the log; it is not ok where it is a removed one.
func (b *boltTx) linkOf(id uint64) (boltLink, bool, error) {
	var p cproto.Primitive
	there, err := readEntry(b.log, id, &p)
	return boltLink{p.Subject, p.Predicate, p.Object, p.Label}, there && !p.IsNode(), err
}

// unknown stands for a value that the store does not have.
const unknown = ^uint64(0)

// link gives a quad by numbers, new ones for values that are new where it is
// to be made.
func (b *boltTx) link(q quad.Quad, create bool) (boltLink, error) {
	var ids [4]uint64
	for i, v := range [4]quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
		if v == nil {
			continue
		}
		n, err := b.node(v, create)
		if err != nil {
			return boltLink{}, err
		}
		if ids[i] = unknown; n != nil {
			ids[i] = n.id
		}
	}
	return boltLink{ids[0], ids[1], ids[2], ids[3]}, nil
}

// node finds a value, or makes it; nil is for none.
func (b *boltTx) node(v quad.Value, create bool) (*boltNode, error) {
	if t, ok := v.(quad.Time); ok {
		v = quad.Time(time.Time(t).UTC())
	}
	if n := b.byValue[v]; n != nil {
		return n, nil
	}
	hash := refs.HashOf(v)
	n := b.byHash[hash]
	if n == nil {
		if bucket := b.tx.Bucket(valueBucket('v', hash)); bucket != nil {
			if id, size := binary.Uvarint(bucket.Get(hash[:])); size > 0 {
				n = &boltNode{id: id, hash: hash}
			}
		}
	}
	if n == nil && create {
		b.horizon++
		n = &boltNode{id: b.horizon, hash: hash, fresh: true}
		data, err := pquads.MarshalValue(v)
		if err != nil {
			return nil, err
		}
		if err := b.put(&cproto.Primitive{ID: n.id, Value: data}); err != nil {
			return nil, err
		}
	}
	if n != nil {
		b.byValue[v], b.byHash[hash], b.byID[n.id] = n, n, n
	}
	return n, nil
}

// nodeOf is the value of a number that is part of a quad of the store.
func (b *boltTx) nodeOf(id uint64) (*boltNode, error) {
	if n := b.byID[id]; n != nil {
		return n, nil
	}
	v, err := readValue(b.log, id)
	if err != nil {
		return nil, err
	}
	n := &boltNode{id: id, hash: refs.HashOf(v)}
	b.byHash[n.hash], b.byID[id] = n, n
	return n, nil
}

func (b *boltTx) put(p *cproto.Primitive) error {
	data, err := proto.Marshal(p)
	if err != nil {
		return err
	}
	return b.log.Put(logKey(p.ID), data)
}

// add makes a quad that is not there.
func (b *boltTx) add(l boltLink) error {
	b.horizon++
	id := b.horizon
	b.links[l], b.added = id, b.added+1
	b.graphs[l.label] = append(b.graphs[l.label], l)
	if err := b.index(l, id, 1); err != nil {
		return err
	}
	return b.put(&cproto.Primitive{ID: id, Subject: l.subject, Predicate: l.predicate, Object: l.object, Label: l.label})
}

// remove takes a quad out that is there.
func (b *boltTx) remove(l boltLink, id uint64) error {
	b.links[l], b.removed = 0, b.removed+1
	if err := b.index(l, id, -1); err != nil {
		return err
	}
	return b.log.Delete(logKey(id))
}

// index notes what becomes of the lists and values of a quad.
func (b *boltTx) index(l boltLink, id uint64, uses int) error {
	for _, ind := range b.indexes {
		ind.entries = append(ind.entries, posting{ind.key(l), id, uses < 0})
	}
	for _, v := range [4]uint64{l.subject, l.predicate, l.object, l.label} {
		if v == 0 {
			continue
		}
		n, err := b.nodeOf(v)
		if err != nil {
			return err
		}
		n.uses += uses
	}
	return nil
}

// flush writes what was collected.
func (b *boltTx) flush() error {
	for _, ind := range b.indexes {
		if err := ind.flush(); err != nil {
			return err
		}
	}
	nodes := slices.SortedFunc(maps.Values(b.byID), func(x, y *boltNode) int { return bytes.Compare(x.hash[:], y.hash[:]) })
	for _, n := range nodes {
		if err := b.flushNode(n); err != nil {
			return err
		}
	}
	size := int64(b.metaInt("size")) + int64(b.added) - int64(b.removed)
	return errors.Join(b.setMeta("horizon", b.horizon), b.setMeta("size", uint64(max(size, 0))))
}

// flushNode writes where a value is found and how often it is used.
func (b *boltTx) flushNode(n *boltNode) error {
	if n.uses == 0 && !n.fresh {
		return nil
	}
	counts, err := b.tx.CreateBucketIfNotExists(valueBucket('n', n.hash))
	if err != nil {
		return err
	}
	have, _ := binary.Uvarint(counts.Get(n.hash[:]))
	if uses := int64(have) + int64(n.uses); uses > 0 {
		if err := counts.Put(n.hash[:], binary.AppendUvarint(nil, uint64(uses))); err != nil || !n.fresh {
			return err
		}
		values, err := b.tx.CreateBucketIfNotExists(valueBucket('v', n.hash))
		if err != nil {
			return err
		}
		return values.Put(n.hash[:], binary.AppendUvarint(nil, n.id))
	}
	b.dropped++
	if err := errors.Join(counts.Delete(n.hash[:]), b.log.Delete(logKey(n.id))); err != nil {
		return err
	}
	if values := b.tx.Bucket(valueBucket('v', n.hash)); values != nil {
		return values.Delete(n.hash[:])
	}
	return nil
}

// key is the key of a quad in an index: as many numbers as it has directions.
func (ind *boltIndex) key(l boltLink) (key [4]uint64) {
	for i, d := range ind.dirs {
		key[i] = l.get(d)
	}
	return key
}

func keyBytes(key [4]uint64, n int) []byte {
	var out []byte
	for _, v := range key[:n] {
		out = binary.BigEndian.AppendUint64(out, v)
	}
	return out
}

// flush changes the lists of an index, by key.
func (ind *boltIndex) flush() error {
	slices.SortFunc(ind.entries, func(a, b posting) int { return cmp.Or(slices.Compare(a.key[:], b.key[:]), cmp.Compare(a.id, b.id)) })
	for rest := ind.entries; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].key == rest[0].key {
			n++
		}
		key := keyBytes(rest[0].key, len(ind.dirs))
		ids, err := readPostings(ind.bucket.Get(key))
		if err != nil {
			return err
		}
		gone := map[uint64]bool{}
		for _, e := range rest[:n] {
			if e.gone {
				gone[e.id] = true
			} else {
				ids = append(ids, e.id)
			}
		}
		if len(gone) > 0 {
			ids = slices.DeleteFunc(ids, func(id uint64) bool { return gone[id] })
		}
		if len(ids) == 0 {
			err = ind.bucket.Delete(key)
		} else {
			var list []byte
			for _, id := range ids {
				list = binary.AppendUvarint(list, id)
			}
			err = ind.bucket.Put(key, list)
		}
		if err != nil {
			return err
		}
		rest = rest[n:]
	}
	return nil
}
