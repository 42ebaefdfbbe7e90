package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/quadwire/quadwire/extract/nlp"
)

// score prints how well the models in the folder read the development data.
func (t *trainer) score() error {
	r, err := t.newReader("")
	if err != nil {
		return err
	}
	_, test, err := t.trees()
	if err != nil {
		return err
	}
	fmt.Printf("%-28s %6s %6s %6s %6s %6s %6s %6s\n", "gold words", "UPOS", "XPOS", "feats", "lemmas", "UAS", "LAS", "names")
	for i, gold := range test {
		d := gold.Bare()
		r.Annotate(d)
		var s nlp.Score
		s.Add(gold.Document, d)
		fmt.Printf("%-28s %6.2f %6.2f %6.2f %6.2f %6.2f %6.2f", []string{"EWT dev", "GUM free dev"}[i], s.UPOS.F1(), s.XPOS.F1(), s.Feats.F1(), s.Lemmas.F1(), s.UAS.F1(), s.LAS.F1())
		if gold.Named {
			fmt.Printf(" %6.2f", s.Names.F1())
		}
		fmt.Println()
	}
	if err := t.scoreText(r); err != nil {
		return err
	}
	if err := t.scoreNames(r); err != nil {
		return err
	}
	return t.scoreCoref(r)
}

// scoreCoref finds chains in documents whose words are given.
func (t *trainer) scoreCoref(r *nlp.Reader) error {
	dev, err := gumChains(r, filepath.Join(t.data, "treebank", "en_gum_free-dev.conllu"), false)
	if err != nil {
		return err
	}
	var s nlp.CorefScore
	for _, x := range dev {
		r.Resolve(x.Document)
		s.Add(x.Chains, x.Document.Chains())
	}
	fmt.Printf("coreference, GUM free dev: %v\n", &s)
	return nil
}

// scoreText reads raw text: paragraphs on lines of their own, and all on one line.
func (t *trainer) scoreText(r *nlp.Reader) error {
	fmt.Printf("%-28s %6s %6s %6s %6s %6s %6s %6s\n", "raw text", "words", "sents", "UPOS", "XPOS", "lemmas", "UAS", "LAS")
	for _, name := range []string{"en_ewt-dev", "en_gum_free-dev"} {
		docs, texts, err := rawTreebank(filepath.Join(t.data, "treebank", name+".conllu"))
		if err != nil {
			return err
		}
		for _, layout := range []struct{ name, line string }{{"paragraphs", "\n"}, {"one line", " "}} {
			var s nlp.Score
			for i, gold := range docs {
				s.Add(gold, r.Read(gold.ID, strings.ReplaceAll(texts[i], "\n", layout.line)))
			}
			fmt.Printf("%-28s %6.2f %6.2f %6.2f %6.2f %6.2f %6.2f %6.2f\n", name+", "+layout.name, s.Words.F1(), s.Sentences.F1(), s.UPOS.F1(), s.XPOS.F1(), s.Lemmas.F1(), s.UAS.F1(), s.LAS.F1())
		}
	}
	return nil
}

// scoreNames finds names in UNER's annotation of EWT, which no model has seen.
func (t *trainer) scoreNames(r *nlp.Reader) error {
	docs, err := columns(filepath.Join(t.data, "ner", "uner_ewt_dev.iob2"))
	if err != nil {
		return err
	}
	var s nlp.Score
	for _, gold := range docs {
		d := nlp.Corpus{Document: gold}.Bare()
		r.Annotate(d)
		s.Add(gold, d)
	}
	fmt.Printf("names, UNER EWT dev: precision %.2f recall %.2f F1 %.2f\n", s.Names.Precision(), s.Names.Recall(), s.Names.F1())
	return nil
}

// newReader reads the models in the folder, without one where it is to be made.
func (t *trainer) newReader(without string) (*nlp.Reader, error) {
	var f nlp.Files
	for name, data := range f.ByName() {
		if name == without {
			continue
		}
		var err error
		if *data, err = os.ReadFile(filepath.Join(t.out, name+".bin")); err != nil {
			return nil, err
		}
	}
	return nlp.NewReaderOf(f)
}

// rawTreebank reads the documents of a treebank and their raw text.
func rawTreebank(path string) (docs []*nlp.Document, texts []string, err error) {
	parts, err := newdocs(path)
	if err != nil {
		return nil, nil, err
	}
	for _, part := range parts {
		d, err := nlp.ReadCoNLLU(strings.NewReader(part))
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", path, err)
		}
		docs, texts = append(docs, d), append(texts, nlp.ReadSegmentedText(part, 1)[0].Text)
	}
	return docs, texts, nil
}

// newdocs divides a treebank into documents.
func newdocs(path string) ([]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []string
	for i, part := range strings.Split(string(data), "# newdoc") {
		if i > 0 {
			out = append(out, "# newdoc"+part)
		}
	}
	return out, nil
}
