package graph

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"
)

// TestBolt makes random changes of a store on bolt and of one in memory, which Cayley writes, some of bolt's through Cayley
// too. Both hold the same, and nothing in the file is wrong or left over.
func TestBolt(t *testing.T) {
	ctx := t.Context()
	disk, err := Open(ctx, Config{Path: t.TempDir(), NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	memory, err := Open(ctx, Config{})
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(6, 6))
	values := []quad.Value{
		quad.String("a"), quad.String("<e:0>"), quad.Int(5), quad.Float(0.5), quad.Bool(true), quad.Time(time.Date(2026, 1, 5, 0, 0, 0, 0, time.FixedZone("", 3600))),
		quad.TypedString{Value: "P3D", Type: "xsd:duration"},
		quad.LangString{Value: "x", Lang: "en"},
		quad.BNode("b"),
	}
	for i := range 12 {
		values = append(values, quad.IRI(fmt.Sprintf("e:%d", i)))
	}
	some := func(label quad.Value) []quad.Quad {
		list := make([]quad.Quad, random.IntN(40))
		for i := range list {
			list[i] = quad.Quad{
				Subject: quad.IRI(fmt.Sprintf("e:%d", random.IntN(12))), Predicate: quad.IRI(fmt.Sprintf("r:%d", random.IntN(4))),
				Object: values[random.IntN(len(values))], Label: label,
			}
		}
		return list
	}
	label := func() quad.Value {
		if n := random.IntN(6); n > 0 {
			return quad.IRI(fmt.Sprintf("a:%d", n))
		}
		return nil
	}
	for round := range 300 {
		both := func(what string, do func(*Store) (any, error)) {
			a, err := do(disk)
			if err != nil {
				t.Fatalf("%s on bolt: %v", what, err)
			}
			b, err := do(memory)
			if err != nil {
				t.Fatalf("%s in memory: %v", what, err)
			}
			if a != b {
				t.Fatalf("round %d: %s: %v on bolt, %v in memory", round, what, a, b)
			}
		}
		switch l := label(); random.IntN(6) {
		case 0, 1:
			var graphs []labelled
			for range 1 + random.IntN(4) {
				l := label()
				graphs = append(graphs, labelled{label: l, quads: some(l), more: l == nil || random.IntN(3) == 0})
			}
			both("replace", func(s *Store) (any, error) { return nil, s.replace(ctx, slices.Clone(graphs)) })
		case 2:
			list := some(l)
			both("add", func(s *Store) (any, error) { return s.Add(ctx, list) })
		case 3:
			list := some(l)
			both("remove", func(s *Store) (any, error) { return s.Remove(ctx, list) })
		case 4:
			v := values[random.IntN(len(values))]
			both("remove node", func(s *Store) (any, error) { return s.RemoveNode(ctx, v) })
		case 5:
			list := some(quad.IRI("a:1"))
			both("add through Cayley", func(s *Store) (any, error) {
				n, _, err := (cayleyWriter{s}).change(ctx, list, nil)
				return n, err
			})
		}
		if diff := cmp.Diff(dump(t, memory), dump(t, disk)); diff != "" {
			t.Fatalf("round %d: (-memory +bolt)\n%s", round, diff)
		}
		if err := disk.bolt.Check(ctx); err != nil || t.Failed() {
			t.Fatalf("round %d: %v", round, err)
		}
	}
}

// dump is all of a store, read through Cayley.
func dump(t *testing.T, s *Store) string {
	t.Helper()
	quads, err := s.all(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WriteNQuads(&b, quads, s.ns); err != nil {
		t.Fatal(err)
	}
	var scanned bytes.Buffer
	if err := s.Export(t.Context(), &scanned, "nquads", Selection{}); err != nil {
		t.Fatal(err)
	}
	if b.String() != scanned.String() {
		t.Errorf("an export differs from what Cayley reads: %s", cmp.Diff(b.String(), scanned.String()))
	}
	return b.String()
}

// TestImportAgain imports a large graph, and the same quads in another order: pieces of it come one after the other.
func TestImportAgain(t *testing.T) {
	s, err := Open(t.Context(), Config{Path: t.TempDir(), NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var all, first, later []quad.Quad
	for i := range 140_000 {
		all = append(all, quad.Quad{Subject: quad.IRI("e:Hub"), Predicate: quad.IRI("r:met"), Object: quad.IRI(fmt.Sprintf("e:%d", i)), Label: quad.IRI("g:big")})
	}
	for i, q := range all {
		if i >= 50_000 && i < 85_000 || i >= 45_000 && i < 50_000 && i%2 == 0 {
			later = append(later, q)
		} else {
			first = append(first, q)
		}
	}
	for _, quads := range [][]quad.Quad{all, append(first, later...)} {
		_, err := s.Import(t.Context(), func(yield func(quad.Quad, error) bool) {
			for _, q := range quads {
				if !yield(q, nil) {
					return
				}
			}
		})
		if err == nil {
			err = s.bolt.Check(t.Context())
		}
		if n, _ := s.Size(t.Context()); n != int64(len(all)) || err != nil {
			t.Fatalf("%d quads, %v", n, err)
		}
	}
}

// used is how much of a file bolt uses.
func used(t *testing.T, file string) (n int64) {
	t.Helper()
	db, err := bolt.Open(file, 0o644, &bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.View(func(tx *bolt.Tx) error { n = tx.Size(); return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestBrokenFile damages the file of a store: errors, and no panic, whatever is read.
func TestBrokenFile(t *testing.T) {
	folder := t.TempDir()
	s, err := Open(t.Context(), Config{Path: folder})
	if err != nil {
		t.Fatal(err)
	}
	var quads []quad.Quad
	for i := range 5000 {
		quads = append(quads, quad.Quad{Subject: quad.IRI(fmt.Sprintf("e:%d", i)), Predicate: quad.IRI("r:met"), Object: quad.String(fmt.Sprint("text ", i)), Label: quad.IRI(fmt.Sprintf("a:%d", i/50))})
	}
	if _, err := s.Add(t.Context(), quads); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "graph.bolt")
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	good = good[:used(t, file)] // behind that there is nothing
	for _, part := range []int{8, 4, 2} {
		if err := os.WriteFile(file, good[:len(good)/part], 0o644); err != nil {
			t.Fatal(err)
		}
		if s, err := Open(t.Context(), Config{Path: folder, ReadOnly: true}); err == nil || !strings.Contains(err.Error(), "missing: remove it and build it again") {
			t.Errorf("one part of %d: %v", part, err)
			s.Close()
		}
	}
	random := rand.New(rand.NewPCG(2, 3))
	failed := 0
	for range 60 {
		bad := bytes.Clone(good)
		page := 2 + random.IntN(len(bad)/4096-2)
		clear(bad[page*4096 : page*4096+4096])
		if err := os.WriteFile(file, bad, 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := Open(t.Context(), Config{Path: folder, ReadOnly: true})
		if err != nil {
			failed++
			continue
		}
		if got, err := s.all(t.Context()); err != nil || len(got) != len(quads) {
			failed++
		}
		if _, err := s.match(t.Context(), quad.Subject, quad.IRI("e:77")); err != nil {
			failed++
		}
		s.Close()
	}
	if failed < 10 {
		t.Errorf("%d of 60 broken files were noticed", failed)
	}
}
