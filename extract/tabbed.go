package extract

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/quadwire/quadwire/extract/nlp"
)

// ExtractLines reads each line as one sentence whose tokens are separated by
// blanks, without taking it for a heading or a dateline.
func (x *Extractor) ExtractLines(ctx context.Context, article Article, lines []string) (*Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	document := nlp.SegmentTokens(article.ID, lines)
	x.reader.Annotate(document)
	nlp.Repair(document)
	return x.facts(article, document), nil
}

// Styles of tuples for the benchmarks of open information extraction.
const (
	StyleNary   = "nary"   // one tuple an event, further arguments behind their prepositions
	StyleBinary = "binary" // subject, relation, object; further arguments in tuples of their own
)

// WriteTabbed writes the facts of a result as surface tuples, a line each:
// sentence, confidence, relation, arguments, separated by tabs.
func WriteTabbed(w io.Writer, r *Result, style string) error {
	if style != StyleNary && style != StyleBinary {
		return fmt.Errorf("no style %q: choose %s or %s", style, StyleNary, StyleBinary)
	}
	for i := range r.Facts {
		f := &r.Facts[i]
		s := r.Document.Sentences[f.Sentence]
		sentence := flat(r.Document.Text[s.Start:s.Stop])
		for _, tuple := range tuples(f, style) {
			if _, err := fmt.Fprintf(w, "%s\t%.3f\t%s\n", sentence, f.Confidence, strings.Join(tuple, "\t")); err != nil {
				return err
			}
		}
	}
	return nil
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// tuples are relation, subject, object and further arguments of a fact in
// the words of its sentence.
func tuples(f *Fact, style string) [][]string {
	if f.Rule == "location" || f.Premise > 0 || f.Status == "inferred" {
		return nil
	}
	relation, subject, object := flat(f.Predicate.Text), flat(f.Subject.Text), flat(f.Object.Text)
	if object == "" {
		object = flat(f.Object.Name)
	}
	if relation == "" || subject == "" {
		return nil
	}
	base := []string{relation, subject}
	if f.Object.Type != "xsd:boolean" {
		base = append(base, object)
	}
	var more [][]string
	for _, arg := range f.Args {
		text := flat(arg.Term.Text)
		if text == "" {
			continue
		}
		if style == StyleNary {
			if arg.Time == nil && arg.Role != "that" {
				text = strings.TrimSpace(arg.Role + " " + text)
			}
			base = append(base, text)
			continue
		}
		middle := relation
		if f.Object.Type != "xsd:boolean" {
			middle += " " + object
		}
		more = append(more, []string{strings.TrimSpace(middle + " " + arg.Role), subject, text})
	}
	if len(base) < 3 {
		return more
	}
	return append([][]string{base}, more...)
}
