package graph_test

import (
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"github.com/quadwire/quadwire/extract/intake/story"
	"github.com/quadwire/quadwire/graph"
)

// testLedger is the part of the conformance suite on what a store remembers
// of articles beside their graphs.
func testLedger(t *testing.T, s *graph.Store) {
	ctx := t.Context()
	long := strings.Repeat("The port reopened after a storm that had closed it for days, and ships were waiting outside as the minister spoke to reporters. ", 3)
	note := func(id, key, text string) *graph.Note {
		return &graph.Note{ID: id, Source: id + ".txt", Key: key, Text: text, Signature: story.Sign(long), Versions: []time.Time{time.Date(2026, 1, 6, 0, 0, 0, 0, time.UTC)}}
	}
	load := func(notes ...*graph.Note) {
		t.Helper()
		l := s.Loader(ctx)
		for _, n := range notes {
			if err := l.Add(ctx, article(n.ID), n); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.Close(ctx); err != nil {
			t.Fatal(err)
		}
	}
	has := func(key string, want bool) {
		t.Helper()
		if got, err := s.Input(ctx, key); (got != nil) != want || err != nil {
			t.Errorf("input %s: %v, %v", key, got, err)
		}
	}
	same := func(n *graph.Note, want string) {
		t.Helper()
		got, err := s.SameStory(ctx, n)
		if err != nil || got == nil && want != "" || got != nil && got.ID != want {
			t.Errorf("the story of %s is that of %v, not of %q; %v", n.ID, got, want, err)
		}
	}
	has("k1", false)
	same(note("x", "kx", "t1"), "")
	load(note("one", "k1", "t1"), note("two", "k2", "t2"))
	has("k1", true)
	same(note("x", "kx", "t1"), "one") // by the text
	same(note("x", "kx", "tx"), "one") // by its likeness
	same(note("two", "k3", "t2"), "two")
	n := note("y", "ky", "t1")
	n.Signature = nil
	same(n, "one")
	got, err := s.Note(ctx, "one")
	if diff := cmp.Diff(note("one", "k1", "t1"), got); diff != "" || err != nil {
		t.Error(err, diff)
	}
	load(note("one", "k4", "t4")) // another text
	has("k1", false)
	has("k4", true)
	if err := s.Load(ctx, article("one")); err != nil { // from elsewhere
		t.Fatal(err)
	}
	has("k4", false)
	if n, err := s.Note(ctx, "one"); n != nil || err != nil {
		t.Error(n, err)
	}
	// What was changed by hand is to be read again.
	lost := quad.Quad{Subject: quad.IRI("e:Lee_Jae_Myung"), Predicate: quad.IRI("r:visited"), Object: quad.IRI("e:Beijing"), Label: quad.IRI("a:two")}
	if n, err := s.Remove(ctx, []quad.Quad{lost}); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	has("k2", false)
	load(note("two", "k2", "t2"))
	if err := s.Forget(ctx, "two"); err != nil {
		t.Fatal(err)
	}
	has("k2", false)
	same(note("x", "kx", "t2"), "")
	// Other inputs for the same article; a copy, and what becomes of its original.
	load(note("three", "k5", "t5"))
	if err := s.AlsoInputs(ctx, map[string][]string{"three": {"k6", "k7"}, "nobody": {"k8"}}); err != nil {
		t.Fatal(err)
	}
	has("k5", true)
	has("k6", true)
	has("k7", true)
	has("k8", false)
	copied := note("four", "k9", "t5")
	copied.CopyOf = "three"
	load(copied)
	has("k9", true)
	changed := note("three", "k10", "t10")
	changed.Signature = nil
	load(changed)
	has("k6", false)
	has("k9", false)
	load(note("three", "k5", "t5"))
	has("k9", true)
	if err := s.Forget(ctx, "three"); err != nil {
		t.Fatal(err)
	}
	has("k9", false)
	claims, err := s.Claims(ctx, "one")
	want := map[graph.Claim]bool{{Label: "Lee Jae Myung visited Beijing", Status: "asserted", Time: "on Monday", Place: "e:Beijing"}: true, {Label: "missile is hypersonic", Status: "claimed", Speaker: "e:North_Korea"}: true, {Label: "Lee paid 2.50", Status: "asserted"}: true}
	if diff := cmp.Diff(want, claims); diff != "" || err != nil {
		t.Error(err, diff)
	}
}
