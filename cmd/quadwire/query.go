package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/quadwire/quadwire/graph"
)

func newQuery(a *app) *cobra.Command {
	var as, server string
	cmd := &cobra.Command{
		Use:   "query GIZMO | @NAME [ARGUMENT...] | @FILE | -",
		Short: "Run a Gizmo query on the store",
		Long: `Runs one Gizmo query on the store, or on a running server (--server), and writes
its results as JSON, a line each, as CSV or as a table. GIZMO is the query, @FILE
to read it from a file, - for standard input, or one that comes with quadwire:

` + namedHelp(),
		Example: `  quadwire query 'g.V("<e:Lee_Jae_Myung>").out("<r:visited>").all()'
  quadwire query @timeline "Lee Jae Myung" --as table
  quadwire query @between China "South Korea" --as csv > facts.csv
  quadwire query --server http://localhost:64210 @claims`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("%s: give one query (in quotes), @NAME, @FILE or -", cmd.CommandPath())
			}
			name, at := strings.CutPrefix(args[0], "@")
			if _, named := graph.FindNamed(name); at && !named && len(args) > 1 {
				return usagef("%s: there is no query @%s: quadwire help query lists them", cmd.CommandPath(), name)
			} else if len(args) > 1 && !at {
				return usagef("%s: %q is too much: put the query in quotes", cmd.CommandPath(), args[1])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			write, ok := rowWriters[as]
			if !ok {
				return usagef("--as %s: choose jsonl, csv or table", as)
			}
			script, err := script(cmd, args)
			if err != nil {
				return err
			}
			out, end := buffered(cmd.OutOrStdout())
			if server != "" {
				return end(write(out, a.remote(cmd.Context(), server, script)))
			}
			return a.withStore(cmd.Context(), true, func(store *graph.Store) error {
				options := graph.QueryOptions{Limit: a.config.Limit, Timeout: a.config.QueryTimeout}
				return end(write(out, store.Query(cmd.Context(), script, options)))
			})
		},
	}
	f := cmd.Flags()
	f.Int("limit", 0, "results at most (default: all, of a server what it gives)")
	f.StringVar(&as, "as", "jsonl", "jsonl, csv or table")
	f.StringVar(&server, "server", "", "ask this server instead of a store, such as http://localhost:64210")
	queryFlags(f)
	storeFlags(f)
	return cmd
}

// namedHelp lists the queries that come with the program.
func namedHelp() string {
	var b strings.Builder
	for _, q := range graph.NamedQueries {
		fmt.Fprintf(&b, "  %-22s %s\n", q.Usage(), q.Help)
	}
	return b.String()
}

// script is the text of a query: as given, by name, from a file or standard
// input.
func script(cmd *cobra.Command, args []string) (string, error) {
	name, at := strings.CutPrefix(args[0], "@")
	if at {
		if q, ok := graph.FindNamed(name); ok {
			text, err := q.Script(args[1:]...)
			if err != nil {
				return "", usageError{err}
			}
			return text, nil
		}
		if first, rest, ok := strings.Cut(name, " "); ok {
			if q, known := graph.FindNamed(first); known && len(q.Args) > 0 {
				return "", usagef("@%s is one argument: write quadwire query @%s %q", name, first, strings.TrimSpace(rest))
			}
		}
		text, err := os.ReadFile(name)
		if errors.Is(err, os.ErrNotExist) {
			return "", usagef("@%s is no file and no query that quadwire has: quadwire help query lists them", name)
		}
		return string(text), err
	}
	if args[0] == "-" {
		text, err := io.ReadAll(cmd.InOrStdin())
		return string(text), err
	}
	return args[0], nil
}

// remote asks a server. It gives as many results as the server does.
func (a *app) remote(ctx context.Context, server, script string) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		limit := "-1"
		if a.config.Limit > 0 {
			limit = strconv.Itoa(a.config.Limit)
		}
		address, err := url.JoinPath(server, "/api/v2/query")
		if err != nil {
			yield(nil, usagef("--server %s: write an address such as http://localhost:64210", server))
			return
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, address+"?lang=gizmo&limit="+limit, strings.NewReader(script))
		if err != nil {
			yield(nil, usagef("--server %s: write an address such as http://localhost:64210", server))
			return
		}
		client := http.Client{Timeout: cmp.Or(a.config.QueryTimeout, graph.DefaultTimeout) + 10*time.Second}
		answer, err := client.Do(r)
		if err != nil {
			yield(nil, fmt.Errorf("--server %s: %w", server, inWords(err)))
			return
		}
		defer answer.Body.Close()
		var body struct {
			Result    []json.RawMessage `json:"result"`
			Truncated bool              `json:"truncated"`
			Error     string            `json:"error"`
		}
		if err := json.NewDecoder(answer.Body).Decode(&body); err != nil || answer.StatusCode >= 400 && body.Error == "" {
			yield(nil, fmt.Errorf("--server %s: this is no quadwire server: it answers %s", server, answer.Status))
			return
		}
		if body.Error != "" {
			yield(nil, errors.New(body.Error))
			return
		}
		for _, row := range body.Result {
			d := json.NewDecoder(bytes.NewReader(row))
			d.UseNumber()
			var v any
			if err := d.Decode(&v); !yield(v, err) || err != nil {
				return
			}
		}
		if body.Truncated && a.config.Limit == 0 {
			yield(nil, errors.New("the server gives no more results: ask for less, or start it with a higher --limit"))
		}
	}
}

// A rowWriter writes the results of a query.
type rowWriter func(w io.Writer, rows iter.Seq2[any, error]) error

var rowWriters = map[string]rowWriter{"jsonl": writeLines, "csv": writeCSV, "table": writeTable}

func writeLines(w io.Writer, rows iter.Seq2[any, error]) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for v, err := range rows {
		if err == nil {
			err = e.Encode(v)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// collect makes a table of all results: columns in the order of their names,
// "id" first. What is no object is a column "value".
func collect(rows iter.Seq2[any, error]) (columns []string, table [][]string, err error) {
	var all []map[string]any
	seen := map[string]bool{}
	for v, err := range rows {
		if err != nil {
			return nil, nil, err
		}
		row, ok := v.(map[string]any)
		if !ok {
			row = map[string]any{"value": v}
		}
		for k := range row {
			if !seen[k] {
				seen[k] = true
				columns = append(columns, k)
			}
		}
		all = append(all, row)
	}
	first := func(c string) int {
		if i := slices.Index([]string{"id", "begin", "date", "fact", "status", "speaker"}, c); i >= 0 {
			return i
		}
		return 9
	}
	slices.SortFunc(columns, func(a, b string) int { return cmp.Or(first(a)-first(b), strings.Compare(a, b)) })
	for _, row := range all {
		line := make([]string, len(columns))
		for i, c := range columns {
			line[i] = cell(row[c])
		}
		table = append(table, line)
	}
	return columns, table, nil
}

// cell is a value as a person reads it: IRIs without brackets.
func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		if inner, ok := strings.CutPrefix(v, "<"); ok && strings.HasSuffix(inner, ">") {
			return strings.TrimSuffix(inner, ">")
		}
		return v
	}
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return strings.Trim(string(text), `"`)
}

func writeCSV(w io.Writer, rows iter.Seq2[any, error]) error {
	columns, table, err := collect(rows)
	if err != nil || len(columns) == 0 {
		return err
	}
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return err
	}
	return out.WriteAll(table)
}

// maxCell is how many characters a cell of a table shows.
const maxCell = 80

func writeTable(w io.Writer, rows iter.Seq2[any, error]) error {
	columns, table, err := collect(rows)
	if err != nil || len(columns) == 0 {
		return err
	}
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i, line := range append([][]string{columns}, table...) {
		for j, text := range line {
			text = strings.Join(strings.Fields(text), " ")
			if i == 0 {
				text = strings.ToUpper(text)
			}
			if utf8.RuneCountInString(text) > maxCell {
				text = string([]rune(text)[:maxCell-1]) + "…"
			}
			line[j] = text
		}
		if _, err := fmt.Fprintln(out, strings.Join(line, "\t")); err != nil {
			return err
		}
	}
	return out.Flush()
}
