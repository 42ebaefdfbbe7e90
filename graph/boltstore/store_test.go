package boltstore_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/graphtest"
	"github.com/cayleygraph/cayley/graph/graphtest/testutil"
	"github.com/cayleygraph/quad"
	bolt "go.etcd.io/bbolt"

	"github.com/quadwire/quadwire/graph/boltstore"
)

func open(t testing.TB) *boltstore.Store {
	t.Helper()
	db, err := bolt.Open(filepath.Join(t.TempDir(), "graph.bolt"), 0o644, &bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	s, err := boltstore.Open(db)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Check(t.Context()); err != nil && t.Context().Err() == nil {
			t.Error(err)
		}
		s.Close()
	})
	return s
}

// TestCayley runs the suite that Cayley has for its own stores, but for its paths, one of whose answers is that of the order in which
// quads came. TestPlan of package graph compares paths with those of Cayley's store in memory.
func TestCayley(t *testing.T) {
	database := func(t testing.TB) (cayley.QuadStore, cayley.Options) { return open(t), nil }
	config := &graphtest.Config{}
	for name, test := range map[string]func(testing.TB, testutil.DatabaseFunc, *graphtest.Config){
		"load one":              graphtest.TestLoadOneQuad,
		"load twice":            graphtest.TestLoadDup,
		"load twice at once":    graphtest.TestLoadDupSingle,
		"load twice raw":        graphtest.TestLoadDupRaw,
		"delete":                graphtest.TestDeleteQuad,
		"sizes":                 graphtest.TestSizes,
		"iterator":              graphtest.TestIterator,
		"has-a":                 graphtest.TestHasA,
		"sets":                  graphtest.TestSetIterator,
		"deleted from iterator": graphtest.TestDeletedFromIterator,
		"types":                 graphtest.TestLoadTypedQuads,
		"add and remove":        graphtest.TestAddRemove,
		"delete node":           graphtest.TestNodeDelete,
		"order":                 graphtest.TestIteratorsAndNextResultOrderA,
		"compare":               graphtest.TestCompareTypedValues,
		"schema":                graphtest.TestSchema,
		"delete again":          graphtest.TestDeleteReinserted,
		"delete again twice":    graphtest.TestDeleteReinsertedDup,
	} {
		t.Run(name, func(t *testing.T) { test(t, database, config) })
	}
	t.Run("writers", func(t *testing.T) { graphtest.TestWriters(t, database, config) })
	t.Run("1000", func(t *testing.T) { graphtest.Test1K(t, database, config) })
	t.Run("1000 at once", func(t *testing.T) { graphtest.Test1KBatch(t, database, config) })
}

func TestOpen(t *testing.T) {
	file := filepath.Join(t.TempDir(), "graph.bolt")
	at := func(readOnly bool) (*boltstore.Store, error) {
		db, err := bolt.Open(file, 0o644, &bolt.Options{ReadOnly: readOnly})
		if err != nil {
			t.Fatal(err)
		}
		s, err := boltstore.Open(db)
		if err != nil {
			db.Close()
		}
		return s, err
	}
	empty, err := bolt.Open(file, 0o644, nil)
	if err != nil {
		t.Fatal(err)
	}
	empty.Close()
	if _, err := at(true); !errors.Is(err, boltstore.ErrEmpty) {
		t.Errorf("an empty file, to be read: %v", err)
	}
	s, err := at(false)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	if s, err = at(true); err != nil {
		t.Fatal(err)
	}
	s.Close()
	other, err := bolt.Open(file, 0o644, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = other.Update(func(tx *bolt.Tx) error { return tx.Bucket([]byte("meta")).Delete([]byte("layout")) })
	if err != nil {
		t.Fatal(err)
	}
	other.Close()
	if _, err := at(false); !errors.Is(err, boltstore.ErrVersion) {
		t.Errorf("a file of another layout: %v", err)
	}
}

// TestDamage breaks bytes of a store's buckets: whatever is asked, there is an answer or an error.
func TestDamage(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	caught := 0
	for range 300 {
		db, err := bolt.Open(filepath.Join(t.TempDir(), "graph.bolt"), 0o644, &bolt.Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		s, err := boltstore.Open(db)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.Update(func(tx *boltstore.Tx) error { return tx.Replace(t.Context(), quad.IRI("a:1"), some(random, "a:1")) }); err != nil {
			t.Fatal(err)
		}
		err = db.Update(func(tx *bolt.Tx) error {
			b := tx.Bucket([]byte([]string{"s", "p", "o", "c", "values", "ids"}[random.IntN(6)]))
			var key, value []byte
			c := b.Cursor()
			for k, v := c.First(); k != nil; k, v = c.Next() {
				if key == nil || random.IntN(5) == 0 {
					key, value = bytes.Clone(k), bytes.Clone(v)
				}
			}
			damage := func(data []byte) []byte {
				if len(data) > 0 && random.IntN(2) == 0 {
					data[random.IntN(len(data))] ^= byte(1 << random.IntN(8))
				}
				return data[:len(data)-random.IntN(min(len(data), 2)+1)]
			}
			if random.IntN(2) == 0 {
				return b.Put(key, damage(value))
			}
			if err := b.Delete(key); err != nil {
				return err
			}
			if key = damage(key); len(key) == 0 {
				return nil
			}
			return b.Put(key, value)
		})
		if err != nil {
			t.Fatal(err)
		}
		if s.Check(t.Context()) != nil {
			caught++
		}
		_, _ = s.Match(t.Context(), quad.Object, quad.IRI("e:3"))
		_ = s.Graphs(t.Context(), func([]quad.Quad) error { return nil })
		for _, d := range quad.Directions {
			ref, _ := s.ValueOf(quad.IRI("e:2"))
			if ref == nil {
				continue
			}
			it := s.QuadIterator(d, ref).Iterate()
			for it.Next(t.Context()) {
				_, _ = s.Quad(it.Result())
			}
			it.Close()
		}
		_, _, _ = s.Update(func(tx *boltstore.Tx) error { return tx.Replace(t.Context(), quad.IRI("a:1"), some(random, "a:1")) })
		s.Close()
	}
	if caught < 200 {
		t.Errorf("Check has seen %d of 300", caught)
	}
}

func some(random *rand.Rand, label quad.IRI) []quad.Quad {
	list := make([]quad.Quad, 20+random.IntN(300))
	for i := range list {
		list[i] = quad.Quad{
			Subject: quad.IRI(fmt.Sprintf("e:%d", random.IntN(40))), Predicate: quad.IRI(fmt.Sprintf("r:%d", random.IntN(4))),
			Object: quad.IRI(fmt.Sprintf("e:%d", random.IntN(12))), Label: label,
		}
	}
	return list
}

// TestLong fills one graph beyond any run, in any order, and empties it again.
func TestLong(t *testing.T) {
	s, random := open(t), rand.New(rand.NewPCG(5, 6))
	var list []quad.Quad
	for i := range 3000 {
		list = append(list, quad.Quad{Subject: quad.IRI("e:Hub"), Predicate: quad.IRI("r:met"), Object: quad.Int(i)})
	}
	for _, add := range []bool{true, false} {
		random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		for part := range slices.Chunk(list, 100) {
			added, removed, err := s.Update(func(tx *boltstore.Tx) error {
				for _, q := range part {
					ok, err := tx.Remove(q)
					if add {
						ok, err = tx.Add(q)
					}
					if err != nil || !ok {
						t.Fatalf("%v: %v %v", q, ok, err)
					}
				}
				return nil
			})
			if err != nil || added+removed != 100 {
				t.Fatal(added, removed, err)
			}
			if err := s.Check(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		got, err := s.Match(t.Context(), quad.Predicate, quad.IRI("r:met"))
		if want := map[bool]int{true: 3000}[add]; len(got) != want || err != nil {
			t.Fatalf("%d quads, want %d; %v", len(got), want, err)
		}
	}
	if stats, err := s.Stats(t.Context(), true); stats.Nodes.Value != 0 || err != nil {
		t.Errorf("%d values are left, %v", stats.Nodes.Value, err)
	}
}

// TestSize: what is told of the number of a value's quads is near it.
func TestSize(t *testing.T) {
	s, random := open(t), rand.New(rand.NewPCG(7, 8))
	count := map[string]int{}
	_, _, err := s.Update(func(tx *boltstore.Tx) error {
		for article := range 2000 {
			label := quad.IRI(fmt.Sprintf("a:%d", article))
			var list []quad.Quad
			add := func(name string, n int) {
				for i := range n {
					list = append(list, quad.Quad{Subject: quad.IRI(fmt.Sprintf("%s#%d", label, i)), Predicate: quad.IRI("r:of"), Object: quad.IRI(name), Label: label})
				}
				count[name] += n
			}
			add("e:Always", 3)
			if random.IntN(4) == 0 {
				add("e:Often", 1+random.IntN(5))
			}
			if article > 1500 {
				add("e:Lately", 1)
			}
			add(fmt.Sprintf("e:%d", article/10), 1)
			if err := tx.Replace(t.Context(), label, list); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, n := range count {
		ref, err := s.ValueOf(quad.IRI(name))
		if err != nil {
			t.Fatal(err)
		}
		size, err := s.QuadIteratorSize(t.Context(), quad.Object, ref)
		if err != nil || size.Value < int64(n*2/3) || size.Value > int64(n*3/2) {
			t.Errorf("%s: about %d quads of %d, %v", name, size.Value, n, err)
		}
	}
}

func update(t testing.TB, s *boltstore.Store, do func(tx *boltstore.Tx) error) (added, removed int) {
	t.Helper()
	added, removed, err := s.Update(do)
	if err == nil {
		err = s.Check(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return added, removed
}

// TestEmptied changes a graph so that whole pages lose all they had, before quads come that are looked up there.
func TestEmptied(t *testing.T) {
	s, label := open(t), quad.IRI("a:1")
	var pairs, hub []quad.Quad
	for i := range 1000 {
		pairs = append(pairs, quad.Quad{Subject: quad.IRI(fmt.Sprintf("e:%d", i)), Predicate: quad.IRI("r:met"), Object: quad.IRI(fmt.Sprintf("o:%d", i)), Label: label})
	}
	for i := range 60_000 {
		hub = append(hub, quad.Quad{Subject: quad.IRI("e:Hub"), Predicate: quad.IRI("r:met"), Object: quad.Int(i), Label: label})
	}
	update(t, s, func(tx *boltstore.Tx) error { return tx.Replace(t.Context(), label, pairs) })
	turned := []quad.Quad{{Subject: quad.IRI("o:999"), Predicate: quad.IRI("r:met"), Object: quad.IRI("e:0"), Label: label}}
	update(t, s, func(tx *boltstore.Tx) error { return tx.Replace(t.Context(), label, turned) })
	update(t, s, func(tx *boltstore.Tx) error { return tx.Replace(t.Context(), label, hub) })
	added, removed := update(t, s, func(tx *boltstore.Tx) error {
		if err := tx.Replace(t.Context(), label, slices.Concat(hub[:20_000], hub[40_000:])); err != nil {
			return err
		}
		for _, q := range hub {
			if _, err := tx.Add(q); err != nil {
				return err
			}
		}
		return nil
	})
	if added != 20_000 || removed != 20_000 {
		t.Errorf("%d added, %d removed", added, removed)
	}
	got, err := s.Match(t.Context(), quad.Subject, quad.IRI("e:Hub"))
	if len(got) != len(hub) || err != nil {
		t.Errorf("%d quads, %v", len(got), err)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Match(stopped, quad.Subject, quad.IRI("e:Hub")); !errors.Is(err, context.Canceled) {
		t.Errorf("a search that is cancelled: %v", err)
	}
	for _, l := range []quad.Value{nil, quad.IRI("a:2")} {
		if _, _, err := s.Update(func(tx *boltstore.Tx) error { return tx.Replace(t.Context(), l, hub[:1]) }); err == nil {
			t.Errorf("a quad of %v is taken for one of %v", label, l)
		}
	}
}

// TestScanChanges changes runs that an iterator is in: what is there all the time is seen, once.
func TestScanChanges(t *testing.T) {
	s := open(t)
	quadOf := func(p string, i int) quad.Quad {
		return quad.Quad{Subject: quad.IRI("e:Hub"), Predicate: quad.IRI(p), Object: quad.Int(i), Label: quad.IRI("a:1")}
	}
	update(t, s, func(tx *boltstore.Tx) error {
		for i := range 256 {
			if _, err := tx.Add(quadOf("r:met", i)); err != nil {
				return err
			}
		}
		return nil
	})
	ref, err := s.ValueOf(quad.IRI("e:Hub"))
	if err != nil {
		t.Fatal(err)
	}
	it := s.QuadIterator(quad.Subject, ref).Iterate()
	defer it.Close()
	seen := map[quad.Value]int{}
	next := func() bool {
		if !it.Next(t.Context()) {
			return false
		}
		q, err := s.Quad(it.Result())
		if err != nil {
			t.Fatal(err)
		}
		seen[q.Object]++
		return true
	}
	next()
	update(t, s, func(tx *boltstore.Tx) error {
		for i := range 128 {
			if _, err := tx.Remove(quadOf("r:met", i)); err != nil {
				return err
			}
		}
		return nil
	})
	update(t, s, func(tx *boltstore.Tx) error { _, err := tx.Add(quadOf("e:Hub", 200)); return err })
	for next() {
	}
	for i := 128; i < 256; i++ {
		if n := seen[quad.Int(i)]; n == 0 || n > 1 && i != 200 {
			t.Errorf("%d was seen %d times", i, n)
		}
	}
}

// TestZero: there is one zero.
func TestZero(t *testing.T) {
	s := open(t)
	of := func(f float64) quad.Quad {
		return quad.Quad{Subject: quad.IRI("e:A"), Predicate: quad.IRI("r:is"), Object: quad.Float(f)}
	}
	for _, f := range []float64{0, math.Copysign(0, -1), math.NaN(), math.NaN()} {
		update(t, s, func(tx *boltstore.Tx) error { _, err := tx.Add(of(f)); return err })
	}
	got, err := s.Match(t.Context(), quad.Any, nil)
	if len(got) != 2 || err != nil {
		t.Errorf("%v, %v", got, err)
	}
}

// BenchmarkForget takes out a graph of 400,000 quads.
func BenchmarkForget(b *testing.B) {
	label := quad.IRI("g:big")
	for b.Loop() {
		b.StopTimer()
		s := open(b)
		for part := range 8 {
			_, _, err := s.Update(func(tx *boltstore.Tx) error {
				for i := range 50_000 {
					i += part * 50_000
					if _, err := tx.Add(quad.Quad{Subject: quad.IRI(fmt.Sprintf("e:%d", i)), Predicate: quad.IRI("r:met"), Object: quad.Int(i), Label: label}); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		b.StartTimer()
		if _, _, err := s.Update(func(tx *boltstore.Tx) error { return tx.Replace(b.Context(), label, nil) }); err != nil {
			b.Fatal(err)
		}
	}
}
