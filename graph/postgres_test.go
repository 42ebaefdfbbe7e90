package graph_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/quadwire/quadwire/graph"
)

// cluster is a PostgreSQL server for the tests of this package: the one that
// QUADWIRE_TEST_POSTGRES names, or one that is started here.
var cluster = sync.OnceValues(func() (url string, err error) {
	if url := os.Getenv("QUADWIRE_TEST_POSTGRES"); url != "" {
		return url, nil
	}
	return startCluster()
})

var schemas atomic.Int64

// postgres gives the URL of a new schema; it skips where there is no server.
func postgres(t testing.TB) string {
	t.Helper()
	url, err := cluster()
	if err != nil {
		t.Skip(err)
	}
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), schemas.Add(1))
	if _, err := db.ExecContext(t.Context(), "CREATE SCHEMA "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.ExecContext(context.Background(), "DROP SCHEMA "+name+" CASCADE") }) //nolint:errcheck // it is only for tests
	return url + "&search_path=" + name
}

// TestPostgresErrors: what is wrong with a database is said, without its password.
func TestPostgresErrors(t *testing.T) {
	url := postgres(t)
	for config, want := range map[graph.Config]string{
		{Backend: graph.Postgres}:                                                    "needs the URL",
		{Backend: graph.Postgres, Path: "quadwire.db"}:                               "such as postgres://",
		{Backend: graph.Cockroach, Path: "mysql://x"}:                                "such as postgres://",
		{Backend: graph.Postgres, Path: url, ReadOnly: true}:                         "no store",
		{Backend: graph.Postgres, Path: "postgres://u:secret@127.0.0.1:1/x"}:         "127.0.0.1:1",
		{Backend: graph.Postgres, Path: strings.Replace(url, "postgres?", "no?", 1)}: "does not exist",
	} {
		s, err := graph.Open(t.Context(), config)
		if err == nil {
			s.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%+v: %v, want %q", config, err, want)
		}
	}
}

// TestPostgresCounts: the tables have each value as often as it is used.
func TestPostgresCounts(t *testing.T) {
	url := postgres(t)
	s := open(t, graph.Config{Backend: graph.Postgres, Path: url})
	load(t, s, article("one"), article("two"), oddArticle())
	load(t, s, article("one"))
	if err := s.Forget(t.Context(), "two"); err != nil {
		t.Fatal(err)
	}
	q := quad.Make(quad.IRI("e:Beijing"), quad.IRI("r:x"), quad.IRI("e:Beijing"), nil)
	for _, do := range []func(context.Context, []quad.Quad) (int, error){s.Add, s.Add, s.Remove, s.Add} {
		if _, err := do(t.Context(), []quad.Quad{q}); err != nil {
			t.Fatal(err)
		}
	}
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var wrong, nodes int
	err = db.QueryRowContext(t.Context(), `WITH uses AS (SELECT hash, count(*) AS n FROM (SELECT unnest(ARRAY[subject_hash, predicate_hash, object_hash, label_hash]) AS hash FROM quads) AS x WHERE hash IS NOT NULL GROUP BY hash)
		SELECT count(*), count(*) FILTER (WHERE uses.n IS DISTINCT FROM nodes.refs) FROM nodes FULL JOIN uses USING (hash)`).Scan(&nodes, &wrong)
	if err != nil || nodes < 50 || wrong > 0 {
		t.Errorf("%d values, %d counted wrongly, %v", nodes, wrong, err)
	}
}

// TestPostgresWriters has several programs write the same articles at once.
func TestPostgresWriters(t *testing.T) {
	url := postgres(t)
	open(t, graph.Config{Backend: graph.Postgres, Path: url})
	var wait sync.WaitGroup
	for range 4 {
		s := open(t, graph.Config{Backend: graph.Postgres, Path: url})
		wait.Go(func() {
			for i := range 10 {
				if err := s.Load(t.Context(), article(fmt.Sprint(i%3))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	s := open(t, graph.Config{Backend: graph.Postgres, Path: url, ReadOnly: true})
	list, err := s.Articles(t.Context())
	if err != nil || len(list) != 3 {
		t.Errorf("%v %v", list, err)
	}
	memory := open(t, graph.Config{})
	load(t, memory, article("0"), article("1"), article("2"))
	if got := export(t, s, "nquads", ""); got != export(t, memory, "nquads", "") {
		t.Errorf("the store has other quads than one in memory")
	}
}
