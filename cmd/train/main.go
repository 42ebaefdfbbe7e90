// Command train makes the models of the reader of English from raw text,
// treebanks and name corpora. It is run by developers; what it makes is
// embedded.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/quadwire/quadwire/extract/nlp"
)

func main() {
	log.SetFlags(log.Ltime)
	t := &trainer{}
	flag.StringVar(&t.data, "data", "../shared", "folder with treebank, ner, lexicon and text")
	flag.StringVar(&t.out, "out", "data/models", "folder for the models")
	flag.StringVar(&t.work, "work", filepath.Join(os.TempDir(), "quadwire-train"), "folder for what is learnt on the way; a training that was interrupted goes on from there")
	flag.Uint64Var(&t.Seed, "seed", 1, "seed of all randomness")
	flag.IntVar(&t.Epochs, "epochs", 30, "passes over the treebanks")
	flag.IntVar(&t.pupilEpochs, "pupil", 8, "passes with what the model says of raw text after that")
	flag.IntVar(&t.raw, "raw", 8000000, "words of raw text, at most, from each file")
	only := flag.String("only", "", "models to make, with commas between: "+strings.Join(names(stages), ", ")+"; all by default")
	flag.Parse()
	t.Log = stamped{}
	if err := t.run(*only); err != nil {
		log.Fatal(err)
	}
}

// stamped writes lines with the time.
type stamped struct{}

func (stamped) Write(p []byte) (int, error) {
	return fmt.Fprintf(os.Stderr, "%s %s", time.Now().Format(time.TimeOnly), p)
}

// A trainer makes models of data.
type trainer struct {
	nlp.Training
	data, out, work string
	raw             int
	pupilEpochs     int
}

// A stage makes one model, or prints how good they are.
type stage struct {
	name string
	make func(*trainer) error
}

// stages are all models in the order in which they are made: later ones may
// need earlier ones.
var stages = []stage{
	{"segment", (*trainer).segment},
	{"lemmas", (*trainer).lemmas},
	{"reader", (*trainer).reader},
	{"coref", (*trainer).coref},
	{"confidence", (*trainer).confidence},
	{"score", (*trainer).score},
}

func names(stages []stage) []string {
	var out []string
	for _, s := range stages {
		out = append(out, s.name)
	}
	return out
}

func (t *trainer) run(only string) error {
	wanted := strings.Split(only, ",")
	for _, w := range wanted {
		if only != "" && !slices.Contains(names(stages), w) {
			return fmt.Errorf("there is no model %q; there are %s", w, strings.Join(names(stages), ", "))
		}
	}
	if err := os.MkdirAll(t.work, 0o755); err != nil {
		return err
	}
	for _, s := range stages {
		if only == "" || slices.Contains(wanted, s.name) {
			if err := s.make(t); err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
		}
	}
	return nil
}

func (t *trainer) write(model string, data []byte) error {
	return os.WriteFile(filepath.Join(t.out, model+".bin"), data, 0o644)
}

// trees are the treebanks to learn from and those to measure with.
func (t *trainer) trees() (train, test []nlp.Corpus, err error) {
	for _, f := range []struct {
		name  string
		named bool
		set   *[]nlp.Corpus
	}{
		{"en_ewt-train", false, &train},
		{"en_gum_free-train", true, &train},
		{"en_ewt-dev", false, &test},
		{"en_gum_free-dev", true, &test},
	} {
		path := filepath.Join(t.data, "treebank", f.name+".conllu")
		d, err := treebank(path)
		if err != nil {
			return nil, nil, err
		}
		if f.named {
			if err := addNames(d, path); err != nil {
				return nil, nil, err
			}
		}
		*f.set = append(*f.set, nlp.Corpus{Document: d, Trees: true, Named: f.named})
	}
	return train, test, nil
}

func (t *trainer) lemmas() error {
	train, _, err := t.trees()
	if err != nil {
		return err
	}
	var docs []*nlp.Document
	for _, c := range train {
		docs = append(docs, c.Document)
	}
	return t.write("lemmas", nlp.LearnLemmas(docs, t.Training))
}

func (t *trainer) reader() error {
	train, test, err := t.trees()
	if err != nil {
		return err
	}
	named, err := namedCorpora(t.data)
	if err != nil {
		return err
	}
	learner := nlp.NewTrainer(append(named, train...), t.Training)
	settings := fmt.Sprintf("%d-%d", t.raw, t.Seed)
	words := filepath.Join(t.work, "words-"+settings+".bin")
	pretrained, err := os.ReadFile(words)
	if err != nil {
		text, err := rawText(t.data, t.raw)
		if err != nil {
			return err
		}
		if pretrained, err = learner.Pretrain(text, t.checkpoint("words", settings)); err != nil {
			return err
		}
		if err := os.WriteFile(words, pretrained, 0o644); err != nil {
			return err
		}
	}
	lemmas, err := os.ReadFile(filepath.Join(t.out, "lemmas.bin"))
	if err != nil {
		return err
	}
	lesson := nlp.Lesson{Start: pretrained, Lemmas: lemmas, Test: test, Epochs: t.Epochs, Rate: 2e-3, Checkpoint: t.checkpoint("teacher", fmt.Sprintf("%s-%d", settings, t.Epochs))}
	if lesson.Start, err = learner.Train(lesson); err != nil {
		return err
	}
	if lesson.Teacher, err = nlp.Quantise(lesson.Start); err != nil {
		return err
	}
	if lesson.Raw, err = rawText(t.data, t.raw/pupilShare); err != nil {
		return err
	}
	lesson.Epochs, lesson.Rate, lesson.Checkpoint = t.pupilEpochs, 1.2e-3, t.checkpoint("pupil", fmt.Sprintf("%s-%d-%d", settings, t.Epochs, t.pupilEpochs))
	learnt, err := learner.Train(lesson)
	if err != nil {
		return err
	}
	model, err := nlp.Quantise(learnt)
	if err != nil {
		return err
	}
	return t.write("reader", model)
}

// pupilShare is the part of the raw text that the teacher labels for the pupil.
const pupilShare = 24

func (t *trainer) checkpoint(step, settings string) string {
	return filepath.Join(t.work, step+"-"+settings+".checkpoint")
}

// addNames adds the names of GUM to its trees.
func addNames(d *nlp.Document, path string) error {
	docs, err := gumNames(path)
	if err != nil {
		return err
	}
	first := 0
	for _, x := range docs {
		for _, n := range x.Names {
			n.First, n.End = first+n.First, first+n.End
			d.Names = append(d.Names, n)
		}
		first += len(x.Tokens)
	}
	if first != len(d.Tokens) {
		return fmt.Errorf("%s: %d words with names, %d with trees", path, first, len(d.Tokens))
	}
	return nil
}

func treebank(path string) (*nlp.Document, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	d, err := nlp.ReadCoNLLU(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return d, nil
}
