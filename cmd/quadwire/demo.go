package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/quadwire/quadwire/data"
	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/schema"
)

func newDemo(a *app) *cobra.Command {
	var noServe bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Read a bundled article, show what it says, serve its graph",
		Long: `Reads the bundled article, builds its graph in a store of its own, prints who
and what it speaks of, its main facts, who claims what and three queries to
try, and serves the graph until interrupted. The store is removed at the end;
with --db it is kept.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.demo(cmd, noServe) },
	}
	f := cmd.Flags()
	serveFlags(cmd)
	f.String("db", "", "folder to keep the store in (default: a temporary one)")
	backendFlag(f)
	f.BoolVar(&noServe, "no-serve", false, "end after the summary")
	return cmd
}

func (a *app) demo(cmd *cobra.Command, noServe bool) (err error) {
	kept := cmd.Flags().Changed("db") // the store of the settings is not for samples
	if !kept && a.config.Backend != graph.Memory {
		folder, err := os.MkdirTemp("", "quadwire-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(folder)
		a.config.DB, a.config.NoSync = filepath.Join(folder, "quadwire.db"), true
	}
	x, err := a.newExtractor()
	if err != nil {
		return err
	}
	date, err := time.Parse(time.DateOnly, data.ArticleDate)
	if err != nil {
		return err
	}
	r, err := x.Extract(cmd.Context(), extract.Article{ID: data.ArticleID, Text: data.Article, Date: date})
	if err != nil {
		return err
	}
	return a.open(cmd.Context(), false, func(store *graph.Store) error {
		if err := store.Load(cmd.Context(), r); err != nil {
			return err
		}
		out := cmd.OutOrStdout()
		where := "in the web UI"
		if kept {
			where += fmt.Sprintf(", or later with quadwire query --db %s", a.config.DB)
		}
		if err := summary(cmd.Context(), out, store, r, where); err != nil {
			return err
		}
		if noServe {
			return nil
		}
		return a.serve(cmd, store, func(url string) {
			fmt.Fprintf(out, "\nExplore the graph at %s (interrupt with Ctrl-C).\n", url)
		})
	})
}

// summary prints what an article says, for people, and queries to try there.
func summary(ctx context.Context, out io.Writer, store *graph.Store, r *extract.Result, there string) error {
	quads, err := store.Size(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s\n%s, %s, %d quads\n", r.Article.Headline, count(len(r.Document.Sentences), "sentence"), count(len(r.Facts), "fact"), quads)
	fmt.Fprintf(out, "\nWho and what\n")
	for _, line := range entityLines(r) {
		fmt.Fprintln(out, "  "+line)
	}
	fmt.Fprintf(out, "\nWhat happened (the article's own words)\n")
	for _, f := range mainFacts(r, 14) {
		fmt.Fprintln(out, "  "+factLine(f))
	}
	fmt.Fprintf(out, "\nWhat others say (no direct edges in the graph)\n")
	for _, f := range claims(r, 10) {
		fmt.Fprintf(out, "  %-9s %s says: %s\n", f.Status, f.AttributedTo.Name, f.Label)
	}
	fmt.Fprintf(out, "\nQueries to try %s\n", there)
	overview, err := store.Overview(ctx)
	if err != nil {
		return err
	}
	texts := slices.DeleteFunc(overview.Examples, func(e graph.Example) bool { return e.Visual || len(e.Query) > 300 })
	for _, e := range texts[:min(3, len(texts))] {
		fmt.Fprintf(out, "  %s\n    %s\n", e.Title, strings.Join(strings.Fields(strings.ReplaceAll(e.Query, "\n  .", ".")), " "))
	}
	return nil
}

// entityLines are the named entities by type, the most frequent type first.
func entityLines(r *extract.Result) []string {
	byType := map[string][]string{}
	for _, e := range r.Entities {
		if isNamed(&e) {
			byType[e.Type] = append(byType[e.Type], e.Name)
		}
	}
	types := slices.SortedFunc(maps.Keys(byType), func(a, b string) int {
		return cmp.Or(len(byType[b])-len(byType[a]), strings.Compare(a, b))
	})
	lines := make([]string, len(types))
	for i, t := range types {
		lines[i] = fmt.Sprintf("%-30s %s", t, strings.Join(byType[t], ", "))
	}
	return lines
}

func namedEntities(r *extract.Result) map[string]bool {
	named := map[string]bool{}
	for _, e := range r.Entities {
		named[e.ID] = isNamed(&e)
	}
	return named
}

// isNamed tells a named entity from a concept and from what is one of a
// concept: "the signing".
func isNamed(e *extract.Entity) bool { return e.Type != "Concept" && e.Broader == "" }

// mainFacts are asserted facts between entities, the surest and rather what
// happened than what is, in the order of the text.
func mainFacts(r *extract.Result, n int) []*extract.Fact {
	named := namedEntities(r)
	var facts []*extract.Fact
	weight := func(f *extract.Fact) float64 {
		w := f.Confidence
		if named[f.Object.ID] {
			w += 1
		}
		if !strings.HasPrefix(f.Predicate.ID, "r:is_") {
			w += 0.3
		}
		if f.Object.Type == "xsd:string" {
			w -= 1
		}
		if f.Status == schema.Inferred && strings.HasPrefix(f.Predicate.ID, "r:is_") {
			w -= 1 // "Lee is an official of South Korea"
		}
		return w
	}
	seen := map[string]bool{}
	for i := range r.Facts {
		f := &r.Facts[i]
		if f.Direct() && named[f.Subject.ID] && f.Object.Type != "xsd:boolean" && !seen[f.Label] {
			seen[f.Label] = true
			facts = append(facts, f)
		}
	}
	slices.SortStableFunc(facts, func(a, b *extract.Fact) int { return cmp.Compare(weight(b), weight(a)) })
	facts = facts[:min(n, len(facts))]
	slices.SortFunc(facts, func(a, b *extract.Fact) int { return a.Number - b.Number })
	return facts
}

// claims are what somebody else says, the surest and rather of named things, in
// the order of the text.
func claims(r *extract.Result, n int) []*extract.Fact {
	named := namedEntities(r)
	var facts []*extract.Fact
	weight := func(f *extract.Fact) float64 {
		if named[f.Subject.ID] {
			return f.Confidence + 0.3
		}
		return f.Confidence
	}
	for i := range r.Facts {
		if f := &r.Facts[i]; f.AttributedTo != nil && f.Status != schema.Asserted && f.AttributedTo.ID != f.Subject.ID && f.Object.Type != "xsd:boolean" {
			facts = append(facts, f)
		}
	}
	slices.SortStableFunc(facts, func(a, b *extract.Fact) int { return cmp.Compare(weight(b), weight(a)) })
	facts = facts[:min(n, len(facts))]
	slices.SortFunc(facts, func(a, b *extract.Fact) int { return a.Number - b.Number })
	return facts
}

func factLine(f *extract.Fact) string {
	line := f.Label
	if f.Quantity != nil {
		line += " [" + f.Quantity.Value + "]"
	}
	if f.Time != nil {
		line += " [" + when(*f.Time) + "]"
	}
	if f.Status == schema.Inferred {
		line += " (inferred)"
	}
	return line
}

// when writes an interval as short as its precision allows.
func when(i extract.Interval) string {
	last := i.End.Add(-time.Nanosecond)
	switch {
	case i.Begin.AddDate(0, 0, 1).Equal(i.End):
		return i.Begin.Format(time.DateOnly)
	case i.Begin.AddDate(0, 1, 0).Equal(i.End) && i.Begin.Day() == 1:
		return i.Begin.Format("2006-01")
	case i.Begin.AddDate(1, 0, 0).Equal(i.End) && i.Begin.YearDay() == 1:
		return i.Begin.Format("2006")
	}
	return i.Begin.Format(time.DateOnly) + " to " + last.Format(time.DateOnly)
}
