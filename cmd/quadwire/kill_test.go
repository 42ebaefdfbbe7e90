package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/quadwire/quadwire/graph"
)

// TestKill kills the program at random moments while it puts articles into a
// store and replaces them. Each article is in the store as a whole, old or
// new, or not at all, and the list of articles is true.
func TestKill(t *testing.T) { killed(t, 20) }

// BenchmarkKill does the same a hundred times; what it shows is that it ends
// without an error.
func BenchmarkKill(b *testing.B) {
	for b.Loop() {
		killed(b, 100)
	}
}

func killed(t testing.TB, rounds int) {
	program, err := exec.LookPath("quadwire")
	if err != nil {
		t.Fatal(err)
	}
	const n = 30
	folder := t.TempDir()
	var whole [2]map[string]string // graph of each article, of both versions
	for version := range whole {
		texts := filepath.Join(folder, fmt.Sprintf("v%d", version))
		if err := os.Mkdir(texts, 0o755); err != nil {
			t.Fatal(err)
		}
		for i := range n {
			text := fmt.Sprintf("President Ana Ruiz of Chile visited %s on Monday. She met %d ministers and signed an agreement with Peru. Marta Silva%d of Airbus praised the deal.\n",
				[]string{"Lima", "Oslo"}[version], 3+i, i)
			if err := os.WriteFile(filepath.Join(texts, fmt.Sprintf("article-%02d.txt", i)), []byte(strings.Repeat(text, 1+i%3)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		db := filepath.Join(folder, fmt.Sprintf("whole%d.db", version))
		if out, err := exec.Command(program, "build", "--db", db, "--date", "2026-01-05", texts).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		whole[version] = graphs(t, db)
		if len(whole[version]) != n {
			t.Fatalf("%d articles, want %d", len(whole[version]), n)
		}
	}
	db := filepath.Join(folder, "killed.db")
	random := rand.New(rand.NewPCG(1, uint64(rounds)))
	seen := map[string]int{}
	for round := range rounds {
		cmd := exec.Command(program, "build", "--db", db, "--date", "2026-01-05", filepath.Join(folder, fmt.Sprintf("v%d", round%2)))
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.IntN(350)) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		cmd.Wait() //nolint:errcheck // it was killed
		if _, err := os.Stat(filepath.Join(db, "graph.bolt")); err != nil {
			seen["no store"]++
			continue
		}
		for id, text := range graphs(t, db) {
			switch text {
			case whole[0][id]:
				seen["first version"]++
			case whole[1][id]:
				seen["second version"]++
			default:
				t.Fatalf("round %d: half of %s is in the store:\n%s", round, id, text)
			}
		}
	}
	t.Logf("%d rounds: %v", rounds, seen)
}

// graphs gives what the store says of each article that it lists, and checks
// that it lists all.
func graphs(t testing.TB, db string) map[string]string {
	t.Helper()
	s, err := graph.Open(t.Context(), graph.Config{Path: db, ReadOnly: true})
	if err != nil {
		if strings.Contains(err.Error(), graph.ErrNoStore.Error()) { // killed before there was anything
			return nil
		}
		t.Fatal(err)
	}
	defer s.Close()
	list, err := s.Articles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, a := range list {
		var b bytes.Buffer
		if err := s.Export(t.Context(), &b, "nquads", graph.Selection{Article: a.ID}); err != nil {
			t.Fatal(err)
		}
		out[a.ID] = b.String()
		if facts := strings.Count(b.String(), "#Statement> "); facts != a.Facts {
			t.Errorf("%s has %d facts, the list says %d", a.ID, facts, a.Facts)
		}
	}
	var all bytes.Buffer
	if err := s.Export(t.Context(), &all, "nquads", graph.Selection{}); err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, text := range out {
		total += strings.Count(text, "\n")
	}
	if n := strings.Count(all.String(), "\n"); n != total {
		t.Errorf("the store has %d quads, its articles %d", n, total)
	}
	return out
}
