package nlp

import (
	"maps"
	"slices"
	"sync"
	"unicode"

	"github.com/quadwire/quadwire/data"
)

// A Reader holds the models of English. It is safe for concurrent use.
type Reader struct {
	tagger *tagger
	lemmas *lemmatiser
	parser *parser
	names  *namer
}

// embedded loads the models that ship with the program, once.
var embedded = sync.OnceValues(func() (*Reader, error) {
	return NewReaderOf(Files{Tagger: data.Tagger, Parser: data.Parser, Names: data.Names})
})

// NewReader loads the embedded models.
func NewReader() (*Reader, error) { return embedded() }

// NewReaderOf loads models from their bytes.
func NewReaderOf(f Files) (*Reader, error) {
	var r Reader
	var parserErr error
	var wait sync.WaitGroup
	wait.Go(func() { r.parser, parserErr = decodeParser(f.Parser) })
	var err error
	r.tagger, r.lemmas, err = decodeTagger(f.Tagger)
	wait.Wait()
	if err != nil {
		return nil, err
	}
	if parserErr != nil {
		return nil, parserErr
	}
	if r.names, err = newNamer(f.Names, r.tagger.words); err != nil {
		return nil, err
	}
	return &r, nil
}

// Read segments and annotates a text. Any text is read; nothing fails.
func (r *Reader) Read(id, text string) *Document {
	d := Segment(id, text)
	r.Annotate(d)
	return d
}

// Annotate fills in tags, lemmas, trees and names of a segmented document.
func (r *Reader) Annotate(d *Document) {
	for i := range d.Sentences {
		r.annotate(d, i)
	}
	r.names.annotate(d)
	r.retag(d)
	repair(d)
}

// annotate tags and parses one sentence.
func (r *Reader) annotate(d *Document, sentence int) {
	s := d.Sentences[sentence]
	tokens := d.Tokens[s.First:s.End]
	if len(tokens) == 0 {
		return
	}
	forms := make([]string, len(tokens))
	for i := range tokens {
		forms[i] = tokens[i].Form
	}
	words := r.tagger.words.look(forms)
	r.parse(d, sentence, words, r.tag(words))
}

// closedClass are words that are never nouns or verbs in lower case, with the
// label that they get instead.
var closedClass = map[string]string{
	"amid": "ADP IN", "amidst": "ADP IN", "despite": "ADP IN", "since": "SCONJ IN", "upon": "ADP IN",
	"toward": "ADP IN", "towards": "ADP IN", "throughout": "ADP IN", "alongside": "ADP IN",
}

// tag labels words; where a word of a closed class was taken for a noun or a
// verb it labels them once more around the right one.
func (r *Reader) tag(words []word) []int {
	labels := r.tagger.tag(words)
	known := map[int]int{}
	for i := range words {
		label, ok := closedClass[words[i].form]
		if !ok {
			continue
		}
		switch r.tagger.upos[labels[i]] {
		case "NOUN", "VERB", "PROPN", "ADJ":
			if n := slices.Index(r.tagger.model.Labels(), label); n >= 0 {
				known[i] = n
			}
		}
	}
	if len(known) == 0 {
		return labels
	}
	return r.tagger.tagWith(words, func(i int) int {
		if n, ok := known[i]; ok {
			return n
		}
		return -1
	})
}

// parse fills in a sentence whose words have the given labels of the tagger.
func (r *Reader) parse(d *Document, sentence int, words []word, labels []int) {
	s := d.Sentences[sentence]
	tokens := d.Tokens[s.First:s.End]
	for i, n := range r.parser.parse(words, r.tagger.hash(labels)) {
		t := &tokens[i]
		label := r.tagger.model.Labels()[labels[i]]
		t.UPOS, t.XPOS = r.tagger.upos[labels[i]], r.tagger.xpos[labels[i]]
		t.Lemma = r.lemmas.lemma(t.Form, label)
		t.Feats = r.tagger.feats.get(words[i].lower, label)
		t.Sentence = sentence
		t.Margin = n.margin
		t.Head, t.Deprel = -1, "root"
		if n.head < 0 {
			t.Margin = 1 // no other word was left
		}
		if n.head >= 0 {
			t.Head, t.Deprel = s.First+n.head, r.parser.moves[n.move].deprel
		}
	}
}

// retag reads sentences again in which a name was taken for a verb or the
// like: "Boeing has never sold engines to Iran."
func (r *Reader) retag(d *Document) {
	proper := slices.Index(r.tagger.model.Labels(), "PROPN NNP")
	if proper < 0 {
		return
	}
	wrong := map[int]bool{} // tokens
	for _, n := range d.Names {
		if n.End > n.First+1 || n.Type == "Nationality" {
			continue // words of longer names keep their part of speech
		}
		switch t := &d.Tokens[n.First]; t.UPOS {
		case "VERB", "AUX", "ADV", "INTJ":
			if unicode.IsUpper(runeAt(t.Form, 0)) {
				wrong[n.First] = true
			}
		}
	}
	last := -1
	for _, i := range slices.Sorted(maps.Keys(wrong)) {
		sentence := d.Tokens[i].Sentence
		if sentence == last {
			continue
		}
		last = sentence
		s := d.Sentences[sentence]
		forms := make([]string, 0, s.End-s.First)
		for k := s.First; k < s.End; k++ {
			forms = append(forms, d.Tokens[k].Form)
		}
		words := r.tagger.words.look(forms)
		labels := r.tagger.tagWith(words, func(k int) int {
			if wrong[s.First+k] {
				return proper
			}
			return -1
		})
		r.parse(d, sentence, words, labels)
	}
}
