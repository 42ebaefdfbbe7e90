package main

import (
	"path/filepath"
	"strings"

	"github.com/quadwire/quadwire/extract/nlp"
)

// coref makes the model of coreference from GUM's chains, on trees as the
// reader predicts them and on those of the treebank.
func (t *trainer) coref() error {
	r, err := t.newReader("coref")
	if err != nil {
		return err
	}
	folder := filepath.Join(t.data, "treebank")
	train, err := gumChains(r, filepath.Join(folder, "en_gum_free-train.conllu"), true)
	if err != nil {
		return err
	}
	dev, err := gumChains(r, filepath.Join(folder, "en_gum_free-dev.conllu"), false)
	if err != nil {
		return err
	}
	o := t.Training
	o.Epochs = min(o.Epochs, corefEpochs)
	return t.write("coref", r.LearnCoref(train, dev, o))
}

// corefEpochs are enough passes over the chains.
const corefEpochs = 10

// gumChains reads the documents of GUM with their chains and annotates them;
// with both, each comes with its own trees as well.
func gumChains(r *nlp.Reader, path string, both bool) ([]nlp.Chained, error) {
	parts, err := newdocs(path)
	if err != nil {
		return nil, err
	}
	var out []nlp.Chained
	for _, part := range parts {
		d, err := nlp.ReadCoNLLU(strings.NewReader(part))
		if err != nil {
			return nil, err
		}
		chains := chainsOf(part)
		gold := *d
		gold.Tokens = append([]nlp.Token(nil), d.Tokens...)
		d.Names = nil
		r.Annotate(d)
		out = append(out, nlp.Chained{Document: d, Chains: chains})
		if both {
			gold.Names = d.Names
			out = append(out, nlp.Chained{Document: &gold, Chains: chains})
		}
	}
	return out, nil
}

// chainsOf are the chains of a document of GUM, in order of first mention.
func chainsOf(text string) [][]nlp.Span {
	var rows [][]string
	var out [][]nlp.Span
	number := make(map[string]int)
	first := 0
	for line := range strings.SplitSeq(text+"\n", "\n") {
		if line == "" {
			for _, s := range gumSpans(rows) {
				n, ok := number[s.id]
				if !ok {
					n = len(out)
					number[s.id] = n
					out = append(out, nil)
				}
				out[n] = append(out[n], nlp.Span{First: first + s.first, End: first + s.last + 1})
			}
			first += len(rows)
			rows = nil
		} else if c := strings.Split(line, "\t"); len(c) == 10 && !strings.ContainsAny(c[0], "-.") {
			rows = append(rows, c)
		}
	}
	return out
}
