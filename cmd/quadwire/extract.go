package main

import (
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/schema"
)

// A resultWriter writes what one article says.
type resultWriter func(w io.Writer, r *extract.Result) error

// resultWriters are the formats of extract.
func (a *app) resultWriters() map[string]resultWriter {
	return map[string]resultWriter{
		"jsonl":    extract.WriteJSONL,
		"document": extract.WriteDocument,
		"tabbed": func(w io.Writer, r *extract.Result) error {
			return extract.WriteTabbed(w, r, a.config.Style)
		},
		"nquads": func(w io.Writer, r *extract.Result) error {
			return graph.WriteNQuads(w, graph.Quads(r), schema.Namespaces{Base: a.config.Base})
		},
	}
}

func newExtract(a *app) *cobra.Command {
	var format, id string
	var lines bool
	cmd := &cobra.Command{
		Use:   "extract INPUT...",
		Short: "Write the facts of articles to standard output",
		Long: `Reads articles and writes their facts to standard output, without a store.
` + aboutInputs,
		Example: `  quadwire extract article.txt
  quadwire extract --format nquads --date 2026-01-05 news/ > facts.nq
  curl -s https://news.example/plain/1 | quadwire extract -`,
		Args: inputs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.extract(cmd, args, format, id, lines)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&format, "format", "f", "jsonl", "jsonl (a fact a line), nquads, tabbed (surface tuples) or document (an article a line)")
	f.String("style", extract.StyleNary, "tuples of the format tabbed: nary or binary")
	f.BoolVar(&lines, "lines", false, "each line is an article of one sentence, its tokens divided by blanks")
	readFlags(f)
	webFlags(f)
	idFlag(f, &id)
	baseFlag(f)
	return cmd
}

func (a *app) extract(cmd *cobra.Command, args []string, format, id string, lines bool) error {
	write, ok := a.resultWriters()[format]
	if !ok {
		return usagef("no format %q: choose one of %s", format, strings.Join(slices.Sorted(maps.Keys(a.resultWriters())), ", "))
	}
	return a.writeResults(cmd, args, id, lines, write)
}

// writeResults reads articles, or lines as articles, and writes what they say.
func (a *app) writeResults(cmd *cobra.Command, args []string, id string, lines bool, write resultWriter) error {
	x, err := a.newExtractor()
	if err != nil {
		return err
	}
	out, end := buffered(cmd.OutOrStdout())
	tasks, unit := a.lineTasks(cmd, x, args), "lines"
	if !lines {
		records, err := a.records(cmd, args, id)
		if err != nil {
			return err
		}
		tasks, unit = a.articleTasks(cmd, x, records), "articles"
	}
	err = a.readAll(cmd, tasks, unit, func(r *extract.Result) error { return write(out, r) })
	return end(err)
}

func newExplain(a *app) *cobra.Command {
	var id string
	cmd := &cobra.Command{
		Use:   "explain INPUT...",
		Short: "Show how each sentence was read: tree, frames, rules, facts",
		Long: `Reads articles and shows for each sentence its tree, the frames that the rules
found in it, the facts made of each, and why nothing was made where nothing was.
` + aboutInputs,
		Example: `  quadwire explain article.txt
  echo "Lee visited Beijing." | quadwire explain -`,
		Args: inputs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.writeResults(cmd, args, id, false, extract.WriteExplanation)
		},
	}
	f := cmd.Flags()
	readFlags(f)
	webFlags(f)
	idFlag(f, &id)
	return cmd
}
