package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/quadwire/quadwire/extract/nlp"
)

// usual are files of raw text that show how words are written within sentences;
// of the first two also sentences are learnt from.
var usual = []string{"voa_gmb", "state_dept_history", "wikinews", "masc_open_anc", "wikipedia_simple"}

func (t *trainer) segment() error {
	const lines, learnt = 60000, 10000
	cases := nlp.NewWordCases()
	var sentences []string
	for i, name := range usual {
		n := 0
		use := func(line string) bool {
			cases.Add(line)
			if n++; i < 2 && n <= learnt {
				sentences = append(sentences, strings.TrimSpace(line))
			}
			return n < lines
		}
		if err := readLines(filepath.Join(t.data, "text", name+".txt.xz"), use); err != nil {
			return err
		}
	}
	var texts []nlp.SegmentedText
	for _, f := range []struct {
		name   string
		weight float64
	}{{"en_ewt-train", 1}, {"en_gum_free-train", 2}} {
		data, err := os.ReadFile(filepath.Join(t.data, "treebank", f.name+".conllu"))
		if err != nil {
			return err
		}
		texts = append(texts, nlp.ReadSegmentedText(string(data), f.weight)...)
	}
	return t.write("segment", nlp.LearnBoundaries(texts, sentences, cases, t.Training))
}
