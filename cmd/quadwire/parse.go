package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/extract/intake"
	"github.com/quadwire/quadwire/extract/nlp"
)

func newParse(a *app) *cobra.Command {
	var id string
	var conllu bool
	cmd := &cobra.Command{
		Use:   "parse INPUT...",
		Short: "Write what the reader of English sees, as CoNLL-U",
		Long: `Reads articles and writes their sentences, words, tags, trees, names and
coreference chains to standard output as CoNLL-U (Universal Dependencies 2).
` + aboutInputs,
		Example: `  quadwire parse article.txt
  echo "Lee visited Beijing." | quadwire parse -
  quadwire parse --conllu en_ewt-dev.conllu`,
		Args: inputs,
		RunE: func(cmd *cobra.Command, args []string) error { return a.parse(cmd, args, id, conllu) },
	}
	f := cmd.Flags()
	f.BoolVar(&conllu, "conllu", false, "the input is CoNLL-U: keep its sentences and words, annotate them anew")
	readFlags(f)
	webFlags(f)
	idFlag(f, &id)
	hide(f, "min-confidence")
	return cmd
}

func (a *app) parse(cmd *cobra.Command, args []string, id string, conllu bool) error {
	x, err := a.newExtractor()
	if err != nil {
		return err
	}
	tasks := a.conlluTasks(cmd, x, args)
	if !conllu {
		records, err := a.records(cmd, args, id)
		if err != nil {
			return err
		}
		tasks = a.parseTasks(cmd, x, records)
	}
	out, end := buffered(cmd.OutOrStdout())
	p := newProgress(cmd.ErrOrStderr(), "documents", 0)
	p.plain = true
	defer p.end()
	err = inOrder(cmd.Context(), a.config.Jobs, tasks, func(d *nlp.Document) error {
		p.add(1, 0)
		return nlp.WriteCoNLLU(out, d)
	})
	return end(err)
}

func (a *app) parseTasks(cmd *cobra.Command, x *extract.Extractor, records iter.Seq2[intake.Record, error]) iter.Seq2[task[*nlp.Document], error] {
	o := a.intake(cmd)
	return func(yield func(task[*nlp.Document], error) bool) {
		for r, err := range records {
			if !yield(task[*nlp.Document]{r.Name, func(context.Context) (*nlp.Document, error) {
				article, err := r.Read(o)
				if err != nil {
					return nil, err
				}
				return x.Read(article), nil
			}}, err) {
				return
			}
		}
	}
}

// conlluTasks are one for each document of each file.
func (a *app) conlluTasks(cmd *cobra.Command, x *extract.Extractor, args []string) iter.Seq2[task[*nlp.Document], error] {
	o := a.intake(cmd)
	return func(yield func(task[*nlp.Document], error) bool) {
		for f, err := range intake.Files(cmd.Context(), args) {
			if err != nil && !yield(task[*nlp.Document]{}, err) || err == nil && !conlluOf(x, f, o, yield) {
				return
			}
		}
	}
}

func conlluOf(x *extract.Extractor, s intake.File, o intake.Options, yield func(task[*nlp.Document], error) bool) bool {
	in, err := s.Open(o)
	if err != nil {
		return yield(task[*nlp.Document]{}, err)
	}
	defer in.Close()
	text, err := io.ReadAll(in)
	if err != nil {
		return yield(task[*nlp.Document]{}, fmt.Errorf("%s: %w", s.Name(), err))
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return yield(task[*nlp.Document]{}, fmt.Errorf("%s: %w", s.Name(), intake.ErrEmpty))
	}
	line := 0
	for _, part := range documents(text) {
		skipped := line
		line += bytes.Count(part, []byte("\n"))
		t := task[*nlp.Document]{s.Name(), func(context.Context) (*nlp.Document, error) {
			// Blank lines in front keep the numbers of lines in errors right.
			d, err := readCoNLLU(x, s, io.MultiReader(strings.NewReader(strings.Repeat("\n", skipped)), bytes.NewReader(part)))
			if err != nil {
				err = fmt.Errorf("%s: %w", s.Name(), err)
			}
			return d, err
		}}
		if !yield(t, nil) {
			return false
		}
	}
	return true
}

// documents divides CoNLL-U where "# newdoc" stands.
func documents(text []byte) [][]byte {
	var out [][]byte
	mark := []byte("# newdoc")
	for len(text) > 0 {
		next := bytes.Index(text[1:], append([]byte("\n"), mark...))
		if next < 0 {
			return append(out, text)
		}
		out = append(out, text[:next+2])
		text = text[next+2:]
	}
	return out
}

func readCoNLLU(x *extract.Extractor, s intake.File, in io.Reader) (*nlp.Document, error) {
	d, err := nlp.ReadCoNLLU(in)
	if err != nil {
		return nil, err
	}
	if d.ID == "" && s.Path != intake.Stdin {
		d.ID = intake.ID(s.Path)
	}
	d.Names, d.Mentions = nil, nil
	x.Annotate(d)
	return d, nil
}
