package boltstore

import (
	"bytes"
	"context"

	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/refs"
)

// A scanner goes through the quads of a binding. It reads some at once, so that no
// transaction waits for who takes them.
type scanner struct {
	s     *Store
	batch *batch // nil before the first
	bound binding
	n     int // of links of the batch that were taken
	at    link
	err   error
}

func (s *Store) scan(b binding) *scanner { return &scanner{s: s, bound: b} }

// Next goes to the next quad.
func (it *scanner) Next(ctx context.Context) bool {
	for it.err == nil && (it.batch == nil || it.n == len(it.batch.links)) {
		if it.batch != nil && it.batch.done {
			return false
		}
		it.err = it.s.view(func(v *view) (err error) { return it.read(ctx, v) })
	}
	if it.err != nil {
		return false
	}
	it.at = it.batch.links[it.n]
	it.n++
	return true
}

func (it *scanner) read(ctx context.Context, v *view) (err error) {
	n := firstBatch
	if it.batch == nil {
		it.batch, err = v.start(it.bound)
	} else {
		n = min(maxBatch, 4*it.n)
	}
	if it.n = 0; err != nil {
		return err
	}
	return it.batch.fill(ctx, v, max(n, firstBatch))
}

// allNodes iterates over all values.
type allNodes struct{ s *Store }

func (a allNodes) String() string                                  { return "all values" }
func (a allNodes) SubIterators() []iterator.Shape                  { return nil }
func (a allNodes) Optimize(context.Context) (iterator.Shape, bool) { return a, false }
func (a allNodes) Iterate() iterator.Scanner                       { return &nodesNext{s: a.s, next: []byte{}} }
func (a allNodes) Lookup() iterator.Index                          { return &nodesContains{} }

func (a allNodes) Stats(ctx context.Context) (iterator.Costs, error) {
	stats, err := a.s.Stats(ctx, false)
	return iterator.Costs{ContainsCost: 1, NextCost: nextCost, Size: stats.Nodes}, err
}

// A nodesNext goes through all values.
type nodesNext struct {
	s    *Store
	next []byte // key to go on with, nil for the end
	ids  []uint64
	at   uint64
	err  error
}

func (it *nodesNext) Next(ctx context.Context) bool {
	for len(it.ids) == 0 {
		if it.err == nil {
			it.err = ctx.Err()
		}
		if it.next == nil || it.err != nil {
			it.at = 0
			return false
		}
		it.err = it.s.view(it.read)
	}
	it.at, it.ids = it.ids[0], it.ids[1:]
	return true
}

func (it *nodesNext) read(v *view) error {
	it.ids = it.ids[:0]
	c := v.values.Cursor()
	key, _ := c.Seek(it.next)
	for ; key != nil && len(it.ids) < maxBatch; key, _ = c.Next() {
		id, _, err := readNumber(key)
		if err != nil {
			return err
		}
		it.ids = append(it.ids, id)
	}
	if it.next = nil; key != nil {
		it.next = bytes.Clone(key)
	}
	return nil
}

func (it *nodesNext) Result() refs.Ref {
	if it.at == 0 {
		return nil
	}
	return nodeRef(it.at)
}

func (it *nodesNext) NextPath(context.Context) bool  { return false }
func (it *nodesNext) TagResults(map[string]refs.Ref) {}
func (it *nodesNext) Err() error                     { return it.err }
func (it *nodesNext) Close() error                   { return nil }
func (it *nodesNext) String() string                 { return "all values" }

// A nodesContains says that every value is one.
type nodesContains struct{ at refs.Ref }

func (it *nodesContains) Contains(_ context.Context, v refs.Ref) bool {
	_, ok := v.(nodeRef)
	if it.at = nil; ok {
		it.at = v
	}
	return ok
}

func (it *nodesContains) Result() refs.Ref               { return it.at }
func (it *nodesContains) NextPath(context.Context) bool  { return false }
func (it *nodesContains) TagResults(map[string]refs.Ref) {}
func (it *nodesContains) Err() error                     { return nil }
func (it *nodesContains) Close() error                   { return nil }
func (it *nodesContains) String() string                 { return "all values" }
