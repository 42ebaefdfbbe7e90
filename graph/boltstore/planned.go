package boltstore

import (
	"context"
	"maps"
	"slices"

	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"
)

// The iterators of plans. Where several paths lead to a quad of a plan, each of
// them is found, with its tags; Cayley's intersections of plans leave some out.

// checks say whether the values of a quad are among those wanted.
type checks []check

type check struct {
	dir quad.Direction
	it  iterator.Index
}

func (c check) holds(ctx context.Context, q quadRef) bool {
	node := q.node(c.dir)
	return node != nil && c.it.Contains(ctx, node)
}

func (list checks) hold(ctx context.Context, q quadRef) bool {
	for _, c := range list {
		if !c.holds(ctx, q) {
			return false
		}
	}
	return true
}

// nextPath goes to the next combination of paths for a quad. After the last
// one it is at the first again.
func (list checks) nextPath(ctx context.Context, q quadRef) bool {
	for _, c := range list {
		if c.it.NextPath(ctx) {
			return true
		}
		c.holds(ctx, q)
	}
	return false
}

func (list checks) tag(dst map[string]refs.Ref) {
	for _, c := range list {
		c.it.TagResults(dst)
	}
}

func (list checks) err() error {
	for _, c := range list {
		if err := c.it.Err(); err != nil {
			return err
		}
	}
	return nil
}

func (list checks) close() (err error) {
	for _, c := range list {
		err = firstError(err, c.it.Close())
	}
	return err
}

// A quadNext goes through quads: those of the binding, or those of each of
// values in turn.
type quadNext struct {
	s      *Store
	bound  binding
	quads  *scanner // of the binding or the value
	values iterator.Scanner
	dir    quad.Direction        // of values
	paths  []map[string]refs.Ref // to the value, as far as somebody asked
	path   int
	checks checks
	at     quadRef
	err    error
}

func (it *quadNext) Next(ctx context.Context) bool {
	it.path = 0
	for it.err == nil {
		if it.quads == nil && !it.nextValue(ctx) {
			return false
		}
		for it.quads.Next(ctx) {
			if it.err = ctx.Err(); it.err != nil {
				return false
			}
			if q := quadRef(it.quads.at); it.checks.hold(ctx, q) {
				it.at = q
				return true
			}
		}
		it.err = firstError(it.quads.err, it.checks.err())
		if it.values == nil {
			return false
		}
		it.quads = nil
	}
	return false
}

// nextValue begins with the quads of the next value.
func (it *quadNext) nextValue(ctx context.Context) bool {
	if it.values == nil {
		return false
	}
	for it.values.Next(ctx) {
		if id := nodeID(it.values.Result()); id != 0 {
			it.paths = append(it.paths[:0], tagsOf(it.values))
			it.quads = it.s.scan(it.bound.with(it.dir, id))
			return true
		}
	}
	it.err = it.values.Err()
	return false
}

func tagsOf(it iterator.Base) map[string]refs.Ref {
	tags := map[string]refs.Ref{}
	it.TagResults(tags)
	return tags
}

func (it *quadNext) Result() refs.Ref {
	if it.at == (quadRef{}) {
		return nil
	}
	return it.at
}

func (it *quadNext) NextPath(ctx context.Context) bool {
	if it.at == (quadRef{}) {
		return false
	}
	if it.checks.nextPath(ctx, it.at) {
		return true
	}
	if it.values == nil {
		return false
	}
	if it.path+1 == len(it.paths) && it.values.NextPath(ctx) {
		it.paths = append(it.paths, tagsOf(it.values))
	}
	if it.path+1 >= len(it.paths) {
		return false
	}
	it.path++
	return true
}

func (it *quadNext) TagResults(dst map[string]refs.Ref) {
	if it.path < len(it.paths) {
		maps.Copy(dst, it.paths[it.path])
	}
	it.checks.tag(dst)
}

func (it *quadNext) Err() error { return it.err }

func (it *quadNext) String() string { return "quads" }

func (it *quadNext) Close() error {
	err := it.checks.close()
	if it.values != nil {
		err = firstError(err, it.values.Close())
	}
	return err
}

// A quadContains says which quads are among those of a scan.
type quadContains struct {
	bound  binding
	checks checks
	at     quadRef
}

func (it *quadContains) Contains(ctx context.Context, v refs.Ref) bool {
	q, ok := v.(quadRef)
	if !ok || !it.bound.holds(link(q)) || !it.checks.hold(ctx, q) {
		return false
	}
	it.at = q
	return true
}

func (it *quadContains) Result() refs.Ref {
	if it.at == (quadRef{}) {
		return nil
	}
	return it.at
}

func (it *quadContains) NextPath(ctx context.Context) bool {
	return it.at != (quadRef{}) && it.checks.nextPath(ctx, it.at)
}

func (it *quadContains) TagResults(dst map[string]refs.Ref) { it.checks.tag(dst) }
func (it *quadContains) Err() error                         { return it.checks.err() }
func (it *quadContains) Close() error                       { return it.checks.close() }
func (it *quadContains) String() string                     { return "quads" }

// A nodeNext goes through the nodes of quads.
type nodeNext struct {
	*nodeScan
	quads iterator.Scanner
	at    refs.Ref
}

func (it *nodeNext) Next(ctx context.Context) bool {
	for it.quads.Next(ctx) {
		if it.at = it.node(it.quads.Result()); it.at != nil {
			return true
		}
	}
	return false
}

func (it *nodeNext) Result() refs.Ref                  { return it.at }
func (it *nodeNext) NextPath(ctx context.Context) bool { return it.quads.NextPath(ctx) }
func (it *nodeNext) Err() error                        { return it.quads.Err() }
func (it *nodeNext) Close() error                      { return it.quads.Close() }

func (it *nodeNext) TagResults(dst map[string]refs.Ref) {
	it.tag(it.quads.Result(), dst)
	it.quads.TagResults(dst)
}

// A nodeContains looks for the quads of a node. What it has found stays when
// there is no other.
type nodeContains struct {
	*nodeScan
	quads  *scanner // of the node, nil at their end
	checks checks
	at     quadRef
	tags   map[string]refs.Ref
	err    error
}

func (it *nodeContains) Contains(ctx context.Context, v refs.Ref) bool {
	it.quads = nil
	id, scan := nodeID(v), it.nodeScan.quads
	if id == 0 || it.err != nil || scan.bound[it.result] != 0 && scan.bound[it.result] != id {
		return false
	}
	it.quads = scan.s.scan(scan.bound.with(it.result, id))
	return it.next(ctx)
}

// next goes to the node's next quad.
func (it *nodeContains) next(ctx context.Context) bool {
	for it.quads != nil && it.quads.Next(ctx) {
		if it.err = ctx.Err(); it.err != nil {
			return false
		}
		if q := quadRef(it.quads.at); it.checks.hold(ctx, q) {
			it.found(q)
			return true
		}
	}
	if it.quads != nil {
		it.err = it.quads.err
	}
	it.err, it.quads = firstError(it.err, it.checks.err()), nil
	return false
}

func (it *nodeContains) found(q quadRef) {
	it.at, it.tags = q, nil
	if len(it.save) > 0 || len(it.checks) > 0 {
		it.tags = map[string]refs.Ref{}
		it.checks.tag(it.tags)
		it.tag(q, it.tags)
	}
}

func (it *nodeContains) Result() refs.Ref {
	if it.at == (quadRef{}) {
		return nil
	}
	return it.node(it.at)
}

func (it *nodeContains) NextPath(ctx context.Context) bool {
	if it.err != nil || it.quads == nil {
		return false
	}
	if it.checks.nextPath(ctx, it.at) {
		it.found(it.at)
		return true
	}
	return it.next(ctx)
}

func (it *nodeContains) Err() error { return it.err }

func (it *nodeContains) TagResults(dst map[string]refs.Ref) { maps.Copy(dst, it.tags) }

func (it *nodeContains) Close() error {
	return it.checks.close()
}

func firstError(errs ...error) error {
	i := slices.IndexFunc(errs, func(err error) bool { return err != nil })
	if i < 0 {
		return nil
	}
	return errs[i]
}
