package boltstore

import (
	"bytes"
	"context"
	"fmt"
	"hash/maphash"
	"slices"
)

// Check reads all of a store and gives an error that says what does not agree: an index that has not the quads of the others, a
// value that is missing, not found, or in no quad, a count that is wrong.
func (s *Store) Check(ctx context.Context) error {
	return s.view(func(v *view) error {
		seed := maphash.MakeSeed()
		var first uint64
		for i := range orders {
			sum, n, err := v.checkIndex(ctx, i, seed)
			if err != nil {
				return fmt.Errorf("index %s: %w", orders[i].bucket, err)
			}
			if first == 0 {
				first = sum
			}
			if size := v.metaInt("size"); n != size || sum != first {
				return fmt.Errorf("index %s has %d quads of %d, or others: %w", orders[i].bucket, n, size, errDamaged)
			}
		}
		return v.checkValues(ctx)
	})
}

// checkIndex gives a sum over all quads of an index, in any order, and their number.
func (v *view) checkIndex(ctx context.Context, index int, seed maphash.Seed) (sum, n uint64, err error) {
	o := &orders[index]
	var run []tuple
	var last tuple
	err = v.runs[index].ForEach(func(key, data []byte) error {
		if run, err = o.readRun(run[:0], key, data); err != nil {
			return err
		}
		if !slices.IsSortedFunc(run, compareTuples) || n > 0 && compareTuples(last, run[0]) >= 0 || len(run) > longestRun || runSize(data) != int64(len(run)) {
			return fmt.Errorf("run %x: %w", key, errDamaged)
		}
		for _, t := range run {
			if t[0] != run[0][0] {
				return fmt.Errorf("run %x: %w", key, errDamaged)
			}
			sum += maphash.Comparable(seed, o.link(t))
			for _, id := range t {
				if index == byLabel && id != 0 && v.values.Get(appendNumber(nil, id)) == nil {
					return fmt.Errorf("value %d is not there: %w", id, errDamaged)
				}
			}
			n++
		}
		last = run[len(run)-1]
		return ctx.Err()
	})
	return sum, n, err
}

func (v *view) checkValues(ctx context.Context) error {
	n := uint64(0)
	used := v.ascending()
	err := v.values.ForEach(func(key, data []byte) error {
		n++
		id, _, err := readNumber(key)
		if err != nil {
			return err
		}
		if _, err = readValue(data); err != nil {
			return err
		}
		if id > v.metaInt("last") {
			return fmt.Errorf("value %d is beyond the last one: %w", id, errDamaged)
		}
		if !bytes.Equal(v.ids.Get(valueKey(data)), key) {
			return fmt.Errorf("value %d is not found by its name: %w", id, errDamaged)
		}
		if !used(id) {
			return fmt.Errorf("value %d is in no quad: %w", id, errDamaged)
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	names := uint64(0)
	err = v.ids.ForEach(func(_, _ []byte) error { names++; return nil })
	if nodes := v.metaInt("nodes"); err == nil && (n != nodes || names != n) {
		err = fmt.Errorf("%d values, %d names, the count says %d: %w", n, names, nodes, errDamaged)
	}
	return err
}
