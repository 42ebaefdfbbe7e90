package main

import (
	"bytes"
	"context"
	"errors"
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
INPUT is a file, a folder (all *.txt in it and below) or - for standard input.`,
		Example: `  quadwire parse article.txt
  echo "Lee visited Beijing." | quadwire parse -
  quadwire parse --conllu en_ewt-dev.conllu`,
		Args: inputs,
		RunE: func(cmd *cobra.Command, args []string) error { return a.parse(cmd, args, id, conllu) },
	}
	f := cmd.Flags()
	f.BoolVar(&conllu, "conllu", false, "the input is CoNLL-U: keep its sentences and words, annotate them anew")
	readFlags(f)
	idFlag(f, &id)
	hide(f, "min-confidence")
	return cmd
}

func (a *app) parse(cmd *cobra.Command, args []string, id string, conllu bool) error {
	sources, missing := a.sources(args, id)
	if len(sources) == 0 {
		return missing
	}
	x, err := a.newExtractor()
	if err != nil {
		return err
	}
	o := a.config.intake()
	o.Stdin = cmd.InOrStdin()
	var tasks iter.Seq2[task[*nlp.Document], error] = func(yield func(task[*nlp.Document], error) bool) {
		for _, s := range sources {
			if conllu && !a.conlluTasks(x, s, o, yield) {
				return
			} else if !conllu && !yield(parseTask(x, s, o), nil) {
				return
			}
		}
	}
	out, end := buffered(cmd.OutOrStdout())
	p := newProgress(cmd.ErrOrStderr(), "documents", 0)
	p.plain = true
	defer p.end()
	err = inOrder(cmd.Context(), a.config.Jobs, tasks, func(d *nlp.Document) error {
		p.add(1, 0)
		return nlp.WriteCoNLLU(out, d)
	})
	return end(errors.Join(missing, err))
}

func parseTask(x *extract.Extractor, s intake.Source, o intake.Options) task[*nlp.Document] {
	return task[*nlp.Document]{s.Name(), func(context.Context) (*nlp.Document, error) {
		article, err := s.Read(o)
		if err != nil {
			return nil, err
		}
		return x.Read(article), nil
	}}
}

// conlluTasks are one for each document of a source.
func (a *app) conlluTasks(x *extract.Extractor, s intake.Source, o intake.Options, yield func(task[*nlp.Document], error) bool) bool {
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

func readCoNLLU(x *extract.Extractor, s intake.Source, in io.Reader) (*nlp.Document, error) {
	d, err := nlp.ReadCoNLLU(in)
	if err != nil {
		return nil, err
	}
	if d.ID == "" {
		d.ID = s.ID
	}
	d.Names, d.Mentions = nil, nil
	x.Annotate(d)
	return d, nil
}
