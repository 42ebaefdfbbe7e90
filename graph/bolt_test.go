package graph

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
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
