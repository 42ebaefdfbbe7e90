package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/quadwire/quadwire/extract/intake"
	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/schema"
)

// withStore opens the store on disk, runs do and closes it.
func (a *app) withStore(ctx context.Context, readOnly bool, do func(*graph.Store) error) error {
	if a.config.Backend == graph.Memory {
		return usagef("a store in memory is gone when the program ends: choose --backend %s, or see serve --help", graph.Bolt)
	}
	return a.open(ctx, readOnly, do)
}

// open opens the store of any backend, runs do and closes it.
func (a *app) open(ctx context.Context, readOnly bool, do func(*graph.Store) error) (err error) {
	store, err := graph.Open(ctx, a.config.storeConfig(readOnly))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return do(store)
}

func newBuild(a *app) *cobra.Command {
	var id string
	var diff bool
	cmd := &cobra.Command{
		Use:   "build INPUT...",
		Short: "Read articles and put their facts into the store",
		Long: `Reads articles and puts their facts into the store, which is made if it is not
there. An article that is in the store already is replaced; one that says the
same is left alone, and one that was read before in the same way is not read again, so that
a run that was interrupted goes on where it stopped. What cannot be read is left out and listed at the end.
` + aboutInputs,
		Example: `  quadwire build article.txt
  quadwire build --db news.db --date 2026-01-05 news/
  quadwire build https://news.example/rss.xml
  quadwire build saved-pages/ feed.xml texts.zip crawl.warc.gz
  quadwire build --field text=body --field date=published_at articles.jsonl.gz`,
		Args: inputs,
		RunE: func(cmd *cobra.Command, args []string) error { return a.build(cmd, args, id, diff) },
	}
	f := cmd.Flags()
	f.BoolVar(&diff, "diff", false, "print what changed articles say now that they did not say before (+) and the other way round (-)")
	duplicatesFlag(f)
	webFlags(f)
	f.Bool("no-sync", false, "do not wait for the disk: faster, but a crash of the machine can break the store")
	storeFlags(f)
	readFlags(f)
	idFlag(f, &id)
	return cmd
}

func (a *app) build(cmd *cobra.Command, args []string, id string, diff bool) error {
	records, err := a.records(cmd, args, id)
	if err != nil {
		return err
	}
	// A store is not made for nothing.
	next, stop := iter.Pull2(records)
	defer stop()
	first, err, ok := next()
	if !ok {
		return cmp.Or(cmd.Context().Err(), fmt.Errorf("there is no article in %s", strings.Join(args, ", ")))
	}
	var missing error
	for ; ok && err != nil; first, err, ok = next() {
		missing = errors.Join(missing, err)
	}
	if !ok {
		return missing
	}
	return errors.Join(missing, a.withStore(cmd.Context(), false, func(store *graph.Store) error {
		_, failed := a.load(cmd, store, func(yield func(intake.Record, error) bool) {
			for ok && yield(first, err) {
				first, err, ok = next()
			}
		}, diff)
		return failed
	}))
}

// count writes "1 article" and "2 articles".
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func newArticles(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "articles",
		Short: "List the articles of the store",
		Long:  "Lists the articles of the store, a line each: identifier, day of publication,\nnumber of facts and headline, divided by tabs. An article with the story of another one\nhas a fifth column, copy of ARTICLE, in place of facts.",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withStore(cmd.Context(), true, func(store *graph.Store) error {
				list, err := store.Articles(cmd.Context())
				if err != nil {
					return err
				}
				out, end := buffered(cmd.OutOrStdout())
				for _, article := range list {
					day := "-"
					if !article.Date.IsZero() {
						day = article.Date.Format(time.DateOnly)
					}
					line := fmt.Sprintf("%s\t%s\t%d\t%s", article.ID, day, article.Facts, article.Headline)
					if article.CopyOf != "" {
						line += "\tcopy of " + article.CopyOf
					}
					fmt.Fprintln(out, line)
				}
				return end(nil)
			})
		},
	}
	storeFlags(cmd.Flags())
	return cmd
}

func newForget(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "forget ARTICLE...",
		Short:   "Take articles and all they said out of the store",
		Long:    "Takes articles and all they said out of the store, or other graphs by their IRIs.",
		Example: "  quadwire forget china-south-korea\n  quadwire forget https://my.example/notes",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("%s: name an article (quadwire articles lists them)", cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			// A store that is missing must not be made by forgetting.
			if err := a.withStore(cmd.Context(), true, func(*graph.Store) error { return nil }); err != nil {
				return err
			}
			return a.withStore(cmd.Context(), false, func(store *graph.Store) error {
				var errs []error
				for _, id := range args {
					if err := store.Forget(cmd.Context(), id); err != nil {
						errs = append(errs, err)
						continue
					}
					fmt.Fprintf(cmd.ErrOrStderr(), "quadwire: %s is forgotten\n", id)
					copies, err := store.CopiesOf(cmd.Context(), id)
					if errs = append(errs, err); len(copies) > 0 {
						fmt.Fprintf(cmd.ErrOrStderr(), "quadwire: what it told is told by its copies too, whose facts are not in the store (%s): build these again\n", strings.Join(copies, ", "))
					}
				}
				return errors.Join(errs...)
			})
		},
	}
	storeFlags(cmd.Flags())
	return cmd
}

func newExport(a *app) *cobra.Command {
	var format, file string
	var what graph.Selection
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the graph in a format that other tools read",
		Long: `Writes the graph of the store, of one article or of what is said of one entity, with
full IRIs, to standard output. The same store gives the same bytes.

nquads, trig, jsonld, json, json-stream and pquads keep everything. graphml, gexf,
dot and the tables for Neo4j and Gephi have entities as nodes and facts between
two of them as edges, with status, speaker, time, article and sentence.`,
		Example: `  quadwire export > graph.nq
  quadwire export -f jsonld --article china-south-korea -o article.jsonld
  quadwire export -f dot --entity "Lee Jae Myung" | dot -Tsvg > lee.svg
  quadwire export -f neo4j-nodes -o nodes.csv && quadwire export -f neo4j-edges -o edges.csv`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := graph.FormatByName(format); err != nil {
				return usageError{err}
			}
			for flag, value := range map[string]string{"article": what.Article, "entity": what.Entity} {
				if cmd.Flags().Changed(flag) && strings.TrimSpace(value) == "" {
					return usagef("export: --%s is empty: name one, or leave it out to export all", flag)
				}
			}
			if what.Article != "" && what.Entity != "" {
				return usagef("export: give --article or --entity, not both")
			}
			return a.withStore(cmd.Context(), true, func(store *graph.Store) error {
				if what.Entity != "" {
					what.Entity = schema.ParseEntityID(what.Entity)
				}
				return writeTo(cmd, file, func(w io.Writer) error {
					return store.Export(cmd.Context(), w, format, what)
				})
			})
		},
	}
	f := cmd.Flags()
	f.StringVarP(&format, "format", "f", "nquads", strings.Join(graph.FormatNames(), ", "))
	f.StringVar(&what.Article, "article", "", "only what this article says")
	f.StringVar(&what.Entity, "entity", "", "only what is said of this entity, by IRI or name")
	f.BoolVar(&what.Bare, "bare", false, "entities and direct edges only, without statements, sentences and articles")
	f.StringVarP(&file, "output", "o", "", "file to write, made or replaced when all is well (default: standard output)")
	storeFlags(f)
	return cmd
}

// writeTo writes to a file, which is put in place when all of it is written,
// or to standard output.
func writeTo(cmd *cobra.Command, file string, write func(io.Writer) error) error {
	if file == "" {
		out, end := buffered(cmd.OutOrStdout())
		return end(write(out))
	}
	temporary := file + ".part"
	f, err := os.Create(temporary)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(f)
	err = write(out)
	if err = errors.Join(err, out.Flush(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(temporary))
	}
	if err := os.Rename(temporary, file); err != nil {
		return errors.Join(err, os.Remove(temporary))
	}
	return nil
}
