package nlp

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// treebankText reads the sentences of a treebank as a document and as the
// raw text of its paragraphs, a line each.
func treebankText(t testing.TB, name string) (gold []*Document, raw []string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "treebank", name))
	if err != nil {
		t.Skip("no treebank to measure with: ", err)
	}
	var doc, text strings.Builder
	flush := func() {
		if text.Len() == 0 {
			return
		}
		d, err := ReadCoNLLU(strings.NewReader(doc.String()))
		if err != nil {
			t.Fatal(err)
		}
		gold, raw = append(gold, d), append(raw, text.String())
		doc.Reset()
		text.Reset()
	}
	glued := false
	sc := bufio.NewScanner(strings.NewReader(string(data)))
	sc.Buffer(nil, 1<<20)
	newpar := false
	for sc.Scan() {
		line := sc.Text()
		switch {
		case strings.HasPrefix(line, "# newdoc"):
			flush()
			glued = true
		case line == "# newpar" || strings.HasPrefix(line, "# newpar id"):
			newpar = true
		case strings.HasPrefix(line, "# text = "):
			switch {
			case text.Len() > 0 && newpar:
				text.WriteByte('\n')
			case text.Len() > 0 && !glued:
				text.WriteByte(' ')
			}
			newpar, glued = false, false
			text.WriteString(strings.TrimPrefix(line, "# text = "))
		case line != "" && line[0] != '#':
			glued = strings.Contains(line, "SpaceAfter=No")
		}
		doc.WriteString(line + "\n")
	}
	flush()
	return gold, raw
}

// bounds are the words and sentences of a document by their place among the
// characters that are no blanks.
func bounds(d *Document) (words, sentences map[[2]int]bool) {
	at := characters(d)
	words, sentences = map[[2]int]bool{}, map[[2]int]bool{}
	for _, w := range d.Tokens {
		words[[2]int{at[w.Start], at[w.End]}] = true
	}
	for _, s := range d.Sentences {
		sentences[[2]int{at[s.Start], at[s.Stop]}] = true
	}
	return words, sentences
}

// concat makes one document of many.
func concat(docs []*Document) *Document {
	all := &Document{}
	for _, d := range docs {
		at := len(all.Text)
		all.Text += d.Text + "\n"
		for _, t := range d.Tokens {
			t.Start, t.End = t.Start+at, t.End+at
			all.Tokens = append(all.Tokens, t)
		}
		for _, s := range d.Sentences {
			s.Start, s.Stop = s.Start+at, s.Stop+at
			all.Sentences = append(all.Sentences, s)
		}
	}
	return all
}

// layouts are the ways in which the raw text of a treebank can come.
var layouts = []struct {
	name  string
	whole bool   // the documents of a file as one
	line  string // what stands between paragraphs
}{
	{"lines", false, "\n"},
	{"one-line", false, " "},
	{"whole-lines", true, "\n"},
	{"whole-one-line", true, " "},
}

func TestSegmentTreebank(t *testing.T) {
	verbose := os.Getenv("SEGMENT_DIFF")
	for _, test := range []struct {
		file             string
		words, sentences [4]float64
	}{
		{"en_gum_free-dev.conllu", [4]float64{99.9, 99.9, 99.9, 99.9}, [4]float64{95.5, 91, 95.5, 91}},
		{"en_ewt-dev.conllu", [4]float64{99.2, 99.2, 99.2, 99.2}, [4]float64{86.4, 78, 85.5, 72.5}},
	} {
		gold, raw := treebankText(t, test.file)
		for i, l := range layouts {
			t.Run(test.file+"/"+l.name, func(t *testing.T) {
				gold, raw := gold, raw
				if l.whole {
					gold, raw = []*Document{concat(gold)}, []string{strings.Join(raw, "\n")}
				}
				var score Score
				for k := range gold {
					d := Segment(gold[k].ID, strings.ReplaceAll(raw[k], "\n", l.line))
					score.Add(gold[k], d)
					if verbose == l.name {
						diff(t, gold[k], d)
					}
				}
				words, sentences := score.Words.F1(), score.Sentences.F1()
				t.Logf("words F1 %.2f of %d, sentences F1 %.2f of %d", words, score.Words.Gold, sentences, score.Sentences.Gold)
				if words < test.words[i] || sentences < test.sentences[i] {
					t.Errorf("words F1 %.2f, want %.1f; sentences F1 %.2f, want %.1f", words, test.words[i], sentences, test.sentences[i])
				}
			})
		}
	}
}

// diff logs the sentences that are divided otherwise than in the treebank.
func diff(t *testing.T, gold, got *Document) {
	gw, gs := bounds(gold)
	hw, hs := bounds(got)
	show := func(mark string, d *Document, other, otherS map[[2]int]bool) {
		at := characters(d)
		for i, w := range d.Tokens {
			if !other[[2]int{at[w.Start], at[w.End]}] {
				t.Logf("W%s %q in %q", mark, w.Form, d.Span(max(0, i-3), min(len(d.Tokens), i+4)))
			}
		}
		for _, s := range d.Sentences {
			if !otherS[[2]int{at[s.Start], at[s.Stop]}] {
				t.Logf("S%s %q", mark, d.Text[s.Start:s.Stop])
			}
		}
	}
	show("-", gold, hw, hs)
	show("+", got, gw, gs)
}
