package graph_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/quadwire/quadwire/graph"
)

// BenchmarkPostgres loads a million quads into a store in PostgreSQL, adds and
// replaces single articles and exports all.
func BenchmarkPostgres(b *testing.B) {
	graph.MeasureDatabase(b, func(b *testing.B) graph.Config {
		return graph.Config{Backend: graph.Postgres, Path: postgres(b)}
	})
}

// BenchmarkCopy has PostgreSQL itself copy as many rows as the million quads
// need into tables with the indexes of the store: the physical limit of it.
func BenchmarkCopy(b *testing.B) {
	quads, nodes := graph.MillionRows(b)
	for b.Loop() {
		db, err := pgx.Connect(b.Context(), postgres(b))
		if err != nil {
			b.Fatal(err)
		}
		for _, command := range []string{
			"CREATE TABLE nodes (hash bytea PRIMARY KEY, refs int, value_string text)",
			"CREATE TABLE quads (horizon bigserial PRIMARY KEY, subject_hash bytea, predicate_hash bytea, object_hash bytea, label_hash bytea)",
			"CREATE UNIQUE INDEX ON quads (subject_hash, predicate_hash, object_hash, label_hash)",
			"CREATE INDEX ON quads (object_hash, predicate_hash, subject_hash)", "CREATE INDEX ON quads (label_hash)",
		} {
			if _, err := db.Exec(b.Context(), command); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := db.CopyFrom(b.Context(), pgx.Identifier{"nodes"}, []string{"hash", "refs", "value_string"}, pgx.CopyFromRows(nodes)); err != nil {
			b.Fatal(err)
		}
		if _, err := db.CopyFrom(b.Context(), pgx.Identifier{"quads"}, []string{"subject_hash", "predicate_hash", "object_hash", "label_hash"}, pgx.CopyFromRows(quads)); err != nil {
			b.Fatal(err)
		}
		if err := db.Close(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(quads)*b.N)/b.Elapsed().Seconds(), "quads/s")
}
