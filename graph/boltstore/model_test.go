package boltstore

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	bolt "go.etcd.io/bbolt"
)

// A model is what a store should hold.
type model map[quad.Quad]bool

func (m model) replace(label quad.Value, quads []quad.Quad) {
	for q := range m {
		if q.Label == label {
			delete(m, q)
		}
	}
	for _, q := range quads {
		m[q] = true
	}
}

// TestModel makes random changes, several in each transaction and over many pages, and asks for random bindings.
func TestModel(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 25 {
		db, err := bolt.Open(filepath.Join(t.TempDir(), "graph.bolt"), 0o644, &bolt.Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		s, err := Open(db)
		if err != nil {
			t.Fatal(err)
		}
		m := model{}
		subjects, predicates, objects, labels := 1+r.IntN(20), 1+r.IntN(4), 1+r.IntN(400), 1+r.IntN(6)
		value := func(kind string, n int) quad.Value { return quad.IRI(fmt.Sprintf("%s:%d", kind, r.IntN(n))) }
		label := func() quad.Value {
			if n := r.IntN(labels); n > 0 {
				return quad.IRI(fmt.Sprintf("a:%d", n))
			}
			return nil
		}
		some := func(n int, label func() quad.Value) (list []quad.Quad) {
			for range n {
				list = append(list, quad.Quad{Subject: value("e", subjects), Predicate: value("r", predicates), Object: value("e", objects), Label: label()})
			}
			return list
		}
		for range 12 {
			_, _, err := s.Update(func(tx *Tx) error {
				for range 1 + r.IntN(4) {
					switch l := label(); {
					case r.IntN(4) == 0 && l != nil:
						quads := some(r.IntN(2)*r.IntN(1500), func() quad.Value { return l })
						m.replace(l, quads)
						if err := tx.Replace(t.Context(), l, quads); err != nil {
							return err
						}
					case r.IntN(2) == 0:
						for _, q := range some(r.IntN(800), label) {
							if added, err := tx.Add(q); err != nil || added == m[q] {
								t.Errorf("add says %v, %v", added, err)
							}
							m[q] = true
						}
					default:
						list := some(r.IntN(800), label)
						for q := range m {
							if len(list) < 1200 {
								list = append(list, q)
							}
						}
						for _, q := range list {
							if removed, err := tx.Remove(q); err != nil || removed != m[q] {
								t.Errorf("remove says %v, %v", removed, err)
							}
							delete(m, q)
						}
					}
				}
				return nil
			})
			if err == nil {
				err = s.Check(t.Context())
			}
			if err != nil || t.Failed() {
				t.Fatal(err)
			}
		}
		if err := s.view(func(v *view) error { return compare(t, v, r, len(m)) }); err != nil {
			t.Error(err)
		}
		s.Close()
	}
}

// compare asks for random bindings, in batches of any size.
func compare(t *testing.T, v *view, r *rand.Rand, size int) error {
	var all []link
	if err := v.quads(t.Context(), binding{}, func(l link) error { all = append(all, l); return nil }); err != nil {
		return err
	}
	if len(all) != size {
		t.Errorf("%d quads of %d", len(all), size)
	}
	if len(all) == 0 {
		return nil
	}
	for range 400 {
		var b binding
		for i, id := range all[r.IntN(len(all))] {
			if r.IntN(2) == 0 {
				b[i+1] = id
			}
		}
		var want []link
		for _, l := range all {
			if b.holds(l) {
				want = append(want, l)
			}
		}
		slices.SortFunc(want, compareLinks)
		for _, n := range []int{1, maxBatch} {
			var got []link
			list, err := v.start(b)
			if err != nil {
				return err
			}
			for !list.done {
				if err := list.fill(t.Context(), v, n); err != nil {
					return err
				}
				got = append(got, list.links...)
			}
			slices.SortFunc(got, compareLinks)
			if !slices.Equal(got, want) {
				t.Errorf("%v: %d of %d", b, len(got), len(want))
			}
		}
	}
	return nil
}
