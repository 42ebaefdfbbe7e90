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
	at := make([]int, len(d.Text)+1)
	n := 0
	for i, r := range d.Text {
		at[i] = n
		if !blank(r) {
			n++
		}
	}
	at[len(d.Text)] = n
	words, sentences = map[[2]int]bool{}, map[[2]int]bool{}
	for _, w := range d.Tokens {
		words[[2]int{at[w.Start], at[w.End]}] = true
	}
	for _, s := range d.Sentences {
		sentences[[2]int{at[s.Start], at[s.Stop]}] = true
	}
	return words, sentences
}

func f1(hit, gold, got int) float64 { return 200 * float64(hit) / float64(gold+got) }

func TestSegmentTreebank(t *testing.T) {
	verbose := os.Getenv("SEGMENT_DIFF") != ""
	for _, test := range []struct {
		file             string
		words, sentences float64
	}{
		{"en_gum_free-dev.conllu", 98.5, 88},
		{"en_ewt-dev.conllu", 97.5, 70},
	} {
		t.Run(test.file, func(t *testing.T) {
			gold, raw := treebankText(t, test.file)
			var w, s [3]int
			for i := range gold {
				d := Segment(gold[i].ID, raw[i])
				gw, gs := bounds(gold[i])
				hw, hs := bounds(d)
				for k := range hw {
					if gw[k] {
						w[0]++
					}
				}
				for k := range hs {
					if gs[k] {
						s[0]++
					}
				}
				w[1], w[2], s[1], s[2] = w[1]+len(gw), w[2]+len(hw), s[1]+len(gs), s[2]+len(hs)
				if verbose {
					diff(t, gold[i], d)
				}
			}
			words, sentences := f1(w[0], w[1], w[2]), f1(s[0], s[1], s[2])
			t.Logf("words F1 %.2f of %d, sentences F1 %.2f of %d", words, w[1], sentences, s[1])
			if words < test.words || sentences < test.sentences {
				t.Errorf("words F1 %.2f, want %.1f; sentences F1 %.2f, want %.1f", words, test.words, sentences, test.sentences)
			}
		})
	}
}

// diff logs the sentences that are divided otherwise than in the treebank.
func diff(t *testing.T, gold, got *Document) {
	gw, gs := bounds(gold)
	hw, hs := bounds(got)
	show := func(mark string, d *Document, other, otherS map[[2]int]bool) {
		at := make([]int, len(d.Text)+1)
		n := 0
		for i, r := range d.Text {
			at[i] = n
			if !blank(r) {
				n++
			}
		}
		at[len(d.Text)] = n
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
