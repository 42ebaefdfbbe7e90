package main

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/quadwire/quadwire/graph"
)

// TestKill kills the program at random moments while it puts articles into a
// store and replaces them, or serves while clients do. Each article is in the
// store as a whole, old or new, or not at all, the list of articles is true, and
// what clients were told to be in the store is there.
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
		if out, err := exec.Command(program, "build", "--db", db, "--date", "2026-01-05", current(t, folder, version)).CombinedOutput(); err != nil {
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
		if round%2 == 1 {
			killedServing(t, program, folder, db, n, whole, random, seen)
			continue
		}
		cmd := exec.Command(program, "build", "--db", db, "--date", "2026-01-05", current(t, folder, round/2%2))
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
		wholeGraphs(t, graphs(t, db), whole, seen)
	}
	t.Logf("%d rounds: %v", rounds, seen)
}

// current puts the articles of a version where those of the other one were.
func current(t testing.TB, folder string, version int) string {
	t.Helper()
	to := filepath.Join(folder, "current")
	if err := os.RemoveAll(to); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(to, os.DirFS(filepath.Join(folder, fmt.Sprintf("v%d", version)))); err != nil {
		t.Fatal(err)
	}
	return to
}

func wholeGraphs(t testing.TB, there map[string]string, whole [2]map[string]string, seen map[string]int) {
	t.Helper()
	for id, text := range there {
		switch text {
		case whole[0][id]:
			seen["first version"]++
		case whole[1][id]:
			seen["second version"]++
		default:
			t.Fatalf("half of %s is in the store:\n%s", id, text)
		}
	}
}

// killedServing has four clients post articles to a server, each its own, in
// one version after the other, and others ask, until it is killed.
func killedServing(t testing.TB, program, folder, db string, n int, whole [2]map[string]string, random *rand.Rand, seen map[string]int) {
	if out, err := exec.Command(program, "import", "--db", db, "/dev/null").CombinedOutput(); err != nil { // the store must be there
		t.Fatalf("%v\n%s", err, out)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	cmd := exec.Command(program, "serve", "--db", db, "--write", "--token", "t", "--listen", address)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 200 {
		if answer, err := http.Get("http://" + address + "/healthz"); err == nil {
			answer.Body.Close()
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	var mu sync.Mutex
	stored := map[string]int{} // version that a client was told to be in the store
	onTheWay := map[string]int{}
	var wait sync.WaitGroup
	for client := range 4 {
		wait.Go(func() {
			own := (n - client + 3) / 4 // its articles are client, client+4 ...
			for i := 0; ; i++ {
				id, version := fmt.Sprintf("article-%02d", client+i%own*4), i/own%2
				text, err := os.ReadFile(filepath.Join(folder, fmt.Sprintf("v%d", version), id+".txt"))
				if err != nil {
					t.Error(err)
					return
				}
				r, err := http.NewRequest("POST", "http://"+address+"/api/articles?date=2026-01-05&id="+id, bytes.NewReader(text))
				if err != nil {
					t.Error(err)
					return
				}
				r.Header.Set("Authorization", "Bearer t")
				mu.Lock()
				onTheWay[id] = version
				mu.Unlock()
				answer, err := http.DefaultClient.Do(r)
				if err != nil {
					return // it was killed
				}
				io.Copy(io.Discard, answer.Body) //nolint:errcheck // the same
				answer.Body.Close()
				if answer.StatusCode/100 != 2 {
					t.Errorf("%s: %s", id, answer.Status)
					return
				}
				mu.Lock()
				stored[id] = version
				delete(onTheWay, id)
				mu.Unlock()
			}
		})
	}
	time.Sleep(time.Duration(random.IntN(350)) * time.Millisecond)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	cmd.Wait() //nolint:errcheck // it was killed
	wait.Wait()
	there := graphs(t, db)
	wholeGraphs(t, there, whole, seen)
	for id, version := range stored {
		if other, ok := onTheWay[id]; there[id] != whole[version][id] && (!ok || there[id] != whole[other][id]) {
			t.Fatalf("%s was said to be in the store, but another version is", id)
		}
	}
	seen["told to be stored"] += len(stored)
}

var modified = regexp.MustCompile(`(?m)^.*dateModified.*\n`)

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
	for id, text := range out { // when a text was changed is not of the text
		out[id] = modified.ReplaceAllString(text, "")
	}
	if n := strings.Count(all.String(), "\n"); n != total {
		t.Errorf("the store has %d quads, its articles %d", n, total)
	}
	return out
}
