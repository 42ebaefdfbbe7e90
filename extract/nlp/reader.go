package nlp

import (
	"sync"

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
	labels := r.tagger.tag(words)
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
