package graph

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/graph/kv"
	cproto "github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
	"github.com/google/go-cmp/cmp"
	kvbolt "github.com/hidal-go/hidalgo/kv/bbolt"
	bolt "go.etcd.io/bbolt"
	"google.golang.org/protobuf/proto"
)

// TestBoltWriter makes random changes of a store on bolt and of one in memory,
// which Cayley writes, some of bolt's by Cayley's own writer too. Both hold the
// same, and no list, count or value of bolt's is wrong or left over.
func TestBoltWriter(t *testing.T) {
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
		sound(t, disk)
		if t.Failed() {
			t.Fatalf("round %d", round)
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

// sound checks that all that the file of a store says agrees.
func sound(t *testing.T, s *Store) {
	t.Helper()
	err := s.db.View(func(tx *bolt.Tx) error {
		links, nodes, uses := map[uint64]boltLink{}, map[uint64]quad.Value{}, map[uint64]int{}
		if err := tx.Bucket([]byte("log")).ForEach(func(key, data []byte) error {
			var p cproto.Primitive
			if err := proto.Unmarshal(data, &p); err != nil || p.ID != binary.BigEndian.Uint64(key) || p.Deleted {
				t.Errorf("entry %x: %v %v", key, &p, err)
			}
			if p.IsNode() {
				v, err := pquads.UnmarshalValue(p.Value)
				nodes[p.ID] = v
				return err
			}
			links[p.ID] = boltLink{p.Subject, p.Predicate, p.Object, p.Label}
			for _, v := range []uint64{p.Subject, p.Predicate, p.Object, p.Label} {
				uses[v]++
			}
			return nil
		}); err != nil {
			return err
		}
		if size := binary.LittleEndian.Uint64(append(slices.Clone(tx.Bucket([]byte("meta")).Get([]byte("size"))), make([]byte, 8)...)); size != uint64(len(links)) {
			t.Errorf("%d quads, the count says %d", len(links), size)
		}
		for id, v := range nodes {
			hash := refs.HashOf(v)
			if at, _ := binary.Uvarint(tx.Bucket(valueBucket('v', hash)).Get(hash[:])); at != id {
				t.Errorf("%s has number %d, is found at %d", v, id, at)
			}
			if n, _ := binary.Uvarint(tx.Bucket(valueBucket('n', hash)).Get(hash[:])); int(n) != uses[id] || n == 0 {
				t.Errorf("%s is used %d times, the count says %d", v, uses[id], n)
			}
		}
		lists := 0
		return tx.ForEach(func(name []byte, bucket *bolt.Bucket) error {
			return bucket.ForEach(func(key, data []byte) error {
				switch {
				case name[0] == 'v', name[0] == 'n':
					if len(key) != quad.HashSize {
						t.Errorf("key %x in %s", key, name)
					}
					lists++
				case len(name) <= 3 && string(name) != "log":
					ids, err := readPostings(data)
					if err != nil || len(ids) == 0 || !slices.IsSorted(ids) {
						t.Errorf("index %s: %v %v", name, ids, err)
					}
					for _, id := range ids {
						var want []uint64
						for _, d := range string(name) {
							want = append(want, links[id].get(map[rune]quad.Direction{'s': quad.Subject, 'p': quad.Predicate, 'o': quad.Object, 'c': quad.Label}[d]))
						}
						var full [4]uint64
						copy(full[:], want)
						if !bytes.Equal(key, keyBytes(full, len(want))) {
							t.Errorf("index %s: quad %d under %x", name, id, key)
						}
					}
				}
				return nil
			})
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestBoltLayout: a store that Cayley made is changed and read like our own,
// and one without an index by article is refused in words.
func TestBoltLayout(t *testing.T) {
	folder := t.TempDir()
	db, err := bolt.Open(filepath.Join(folder, "graph.bolt"), 0o644, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := kv.Init(kvbolt.New(db), nil); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(context.Background(), Config{Path: folder})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	q := quad.Quad{Subject: quad.IRI("e:A"), Predicate: quad.IRI("r:met"), Object: quad.IRI("e:B"), Label: quad.IRI("a:1")}
	if n, err := s.Add(t.Context(), []quad.Quad{q}); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if err := s.replace(t.Context(), []labelled{{label: quad.IRI("a:1")}}); err == nil || !strings.Contains(err.Error(), "build it again") {
		t.Errorf("%v", err)
	}
	if n, err := s.Remove(t.Context(), []quad.Quad{q}); n != 1 || err != nil {
		t.Fatal(n, err)
	}
}
