package nlp

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/quadwire/quadwire/extract/nlp/neural"
)

// A Trainer learns to read: first words and what stands beside them from raw
// text, then tags, trees and names from corpora.
type Trainer struct {
	s     *pipeline
	train []Corpus
	o     Training
}

// A Corpus is a document to learn from or to measure with.
type Corpus struct {
	*Document
	Trees, Named bool // what is known of it
}

// Sizes of the network and of its table.
const (
	embedWidth  = 128
	hiddenWidth = 256
	layerCount  = 2
	arcWidth    = 160
	labelWidth  = 128
	tagWidth    = 128

	maxForms   = 45000
	maxAffixes = 25000
)

// Words counts the words of raw text.
type Words struct {
	types  map[string]int32
	forms  []string
	counts []int
	lines  [][]int32
}

// NewWords has no words.
func NewWords() *Words { return &Words{types: make(map[string]int32)} }

// Add notes a sentence.
func (w *Words) Add(tokens []Token) {
	line := make([]int32, len(tokens))
	for i := range tokens {
		line[i] = w.add(tokens[i].Form, 1)
	}
	w.lines = append(w.lines, line)
}

func (w *Words) add(form string, n int) int32 {
	id, ok := w.types[form]
	if !ok {
		id = int32(len(w.forms))
		form = strings.Clone(form)
		w.types[form] = id
		w.forms = append(w.forms, form)
		w.counts = append(w.counts, 0)
	}
	w.counts[id] += n
	return id
}

// NewTrainer collects labels.
func NewTrainer(train []Corpus, o Training) *Trainer {
	var trees []*Document
	deprels := make(map[string]int)
	for _, c := range train {
		if !c.Trees {
			continue
		}
		trees = append(trees, c.Document)
		for _, t := range c.Tokens {
			deprels[t.Deprel]++
		}
	}
	s := &pipeline{tags: tagLabels(trees)}
	for _, l := range sortedKeys(deprels) {
		if deprels[l] > 2 {
			s.deprels = append(s.deprels, l)
		}
	}
	s.finish()
	return &Trainer{s, train, o}
}

// learnVocabulary keeps the most frequent forms and parts of forms.
func (s *pipeline) learnVocabulary(text *Words) {
	forms, affixes := make(map[uint32]int), make(map[uint32]int)
	for id, f := range text.forms {
		w := makeWord(f)
		for k, key := range featureKeys(&w) {
			if k == 0 {
				forms[key] += text.counts[id]
			} else {
				affixes[key] += text.counts[id]
			}
		}
	}
	s.vocabulary.rows = make(map[uint32]int32)
	keep := func(counts map[uint32]int, least, limit int) {
		keys := slices.SortedFunc(maps.Keys(counts), func(a, b uint32) int {
			return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b))
		})
		for _, k := range keys[:min(limit, len(keys))] {
			if _, ok := s.vocabulary.rows[k]; !ok && counts[k] >= least {
				s.vocabulary.rows[k] = int32(len(s.vocabulary.rows))
			}
		}
	}
	keep(forms, 10, maxForms)
	s.vocabulary.forms = len(s.vocabulary.rows)
	keep(affixes, 50, maxAffixes)
}

// Pretrain learns from raw text and returns what was learnt, for [Trainer.Train].
// A training that was interrupted goes on from the checkpoint, a file.
func (t *Trainer) Pretrain(text *Words, checkpoint string) ([]byte, error) {
	s := t.s
	for _, c := range t.train {
		for _, w := range c.Tokens {
			text.add(w.Form, 5) // so that the words of the corpora have rows
		}
	}
	s.learnVocabulary(text)
	net := neural.New(neural.Shape{
		Features: len(s.vocabulary.rows) + listRows, Embed: embedWidth, Hidden: hiddenWidth, Layers: layerCount,
		Arc: arcWidth, Label: labelWidth, Tag: tagWidth, Tags: len(s.tags), Deprels: len(s.deprels), Names: len(nameLabels),
	}, t.o.Seed)
	raw := &neural.Text{Counts: make([]float64, s.vocabulary.forms)}
	for id, f := range text.forms {
		w := makeWord(f)
		features := s.vocabulary.features(nil, &w)
		raw.Features = append(raw.Features, features)
		if features[0] >= 0 {
			raw.Counts[features[0]] += float64(text.counts[id])
		}
	}
	for _, l := range text.lines {
		if len(l) > 2 {
			raw.Lines = append(raw.Lines, l[:min(len(l), 80)])
		}
	}
	t.o.logf("raw text: %d sentences, %d kinds of words, %d rows of which %d are forms", len(raw.Lines), len(raw.Features), len(s.vocabulary.rows), s.vocabulary.forms)
	if err := net.Pretrain(raw, neural.Training{Seed: t.o.Seed, Epochs: 1, Rate: 1.5e-3, Tokens: 4000, Logf: t.o.logf, Checkpoint: checkpoint}); err != nil {
		return nil, err
	}
	return s.encode(net.Encode()), nil
}

// A Lesson is what [Trainer.Train] learns from beside the corpora.
type Lesson struct {
	Start      []byte // what [Trainer.Pretrain] or another lesson returned
	Lemmas     []byte // the model of lemmas, for the log
	Teacher    []byte // a model of [Quantise] that labels what has no labels; nil for none
	Raw        *Words // sentences for the teacher to label
	Test       []Corpus
	Epochs     int
	Rate       float64 // the largest learning rate
	Checkpoint string  // a file; a training that was interrupted goes on from it
}

// Train learns from the corpora, and from a teacher where there is one. What it
// returns is for another lesson, or for [Quantise].
func (t *Trainer) Train(l Lesson) ([]byte, error) {
	s, net, err := decodeNet(l.Start)
	if err == nil {
		err = s.decodeLemmas(l.Lemmas)
	}
	if err != nil {
		return nil, err
	}
	o := neural.Training{
		Seed: t.o.Seed, Epochs: l.Epochs, Rate: l.Rate, Tokens: 900, Logf: t.o.logf, Checkpoint: l.Checkpoint,
		Epoch: func(int) { s.test(net, l.Test, t.o) },
	}
	f := newForms(&s.vocabulary)
	sentences := s.labelled(f, t.train)
	if l.Teacher != nil {
		teacher, err := decodePipeline(Files{Reader: l.Teacher, Lemmas: l.Lemmas})
		if err != nil {
			return nil, fmt.Errorf("teacher: %w", err)
		}
		o.Teacher = teacher.model
		sentences = append(sentences, bare(f, l.Raw)...)
	}
	if err := net.Train(sentences, o); err != nil {
		return nil, err
	}
	return s.encode(net.Encode()), nil
}

// Quantise makes the model of a reader of what was learnt.
func Quantise(learnt []byte) ([]byte, error) {
	s, net, err := decodeNet(learnt)
	if err != nil {
		return nil, err
	}
	return s.encode(net.Quantise()), nil
}

func decodeNet(learnt []byte) (*pipeline, *neural.Net, error) {
	s, data, err := decodeReader(learnt)
	if err != nil {
		return nil, nil, err
	}
	net, err := neural.DecodeNet(data)
	if err == nil {
		err = s.fits(net.Shape)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("what was learnt before: %w", err)
	}
	return s, net, nil
}

// labelled are the sentences of corpora.
func (s *pipeline) labelled(f *forms, corpora []Corpus) []*neural.Sentence {
	var out []*neural.Sentence
	add := func(c Corpus, x Sentence, names []int) {
		sentence := s.sentence(f, c, x)
		if c.Named {
			sentence.Names = names[x.First:x.End]
		}
		out = append(out, sentence)
	}
	for _, c := range corpora {
		names, small := goldNames(c.Document), lowerCase(c)
		for i, x := range c.Sentences {
			if x.End-x.First == 0 || x.End-x.First > maxPiece {
				continue
			}
			add(c, x, names)
			if !c.Trees && i%lowerEvery == 0 {
				add(small, x, names)
			}
		}
	}
	return out
}

// bare are sentences without labels.
func bare(f *forms, text *Words) []*neural.Sentence {
	var out []*neural.Sentence
	for _, line := range text.lines {
		if len(line) < 3 || len(line) > maxPiece {
			continue
		}
		tokens := make([]Token, len(line))
		for i, id := range line {
			tokens[i].Form = text.forms[id]
		}
		out = append(out, &neural.Sentence{Features: cutFeatures(f.features(nil, tokens))})
	}
	return out
}

// cutFeatures divides features by token.
func cutFeatures(all []int32) [][]int32 {
	out := make([][]int32, 0, len(all)/allFeatures)
	for ; len(all) > 0; all = all[allFeatures:] {
		out = append(out, all[:allFeatures:allFeatures])
	}
	return out
}

// lowerEvery is how often a sentence with names is learnt in lower case too,
// as people write in a hurry.
const lowerEvery = 8

func lowerCase(c Corpus) Corpus {
	d := *c.Document
	d.Tokens = slices.Clone(d.Tokens)
	for i := range d.Tokens {
		d.Tokens[i].Form = strings.ToLower(d.Tokens[i].Form)
	}
	c.Document = &d
	return c
}

func (s *pipeline) sentence(f *forms, d Corpus, x Sentence) *neural.Sentence {
	out := &neural.Sentence{}
	out.Features = cutFeatures(f.features(nil, d.Tokens[x.First:x.End]))
	if !d.Trees {
		return out
	}
	for i := x.First; i < x.End; i++ {
		t := &d.Tokens[i]
		out.Tags = append(out.Tags, slices.Index(s.tags, t.UPOS+" "+t.XPOS))
		out.Deprels = append(out.Deprels, slices.Index(s.deprels, t.Deprel))
		if t.Head < 0 {
			out.Heads = append(out.Heads, -1)
		} else {
			out.Heads = append(out.Heads, t.Head-x.First)
		}
	}
	return out
}

// test logs how well documents are read.
func (s *pipeline) test(net *neural.Net, docs []Corpus, o Training) {
	model, err := neural.DecodeModel(net.Quantise())
	if err != nil {
		o.logf("%v", err)
		return
	}
	s.model = model
	for _, gold := range docs {
		d := *gold.Document
		d.Tokens, d.Names = slices.Clone(gold.Tokens), nil
		s.annotate(&d)
		var score Score
		score.Add(gold.Document, &d)
		o.logf("UPOS %.2f UAS %.2f LAS %.2f lemmas %.2f names %.2f", score.UPOS.F1(), score.UAS.F1(), score.LAS.F1(), score.Lemmas.F1(), score.Names.F1())
	}
}
