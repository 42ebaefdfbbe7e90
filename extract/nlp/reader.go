package nlp

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/quadwire/quadwire/data"
)

// A Reader holds the models of English. It is safe for concurrent use.
type Reader struct{ *pipeline }

var embeddedFiles = Files{Reader: data.Reader, Lemmas: data.Lemmas, Coref: data.Coref}

// embedded loads the models that ship with the program, once.
var embedded = sync.OnceValues(func() (*Reader, error) {
	return NewReaderOf(embeddedFiles)
})

// NewReader loads the embedded models.
func NewReader() (*Reader, error) { return embedded() }

// NewReaderOf loads models from their bytes.
func NewReaderOf(f Files) (*Reader, error) {
	p, err := decodePipeline(f)
	if err != nil {
		return nil, err
	}
	return &Reader{p}, nil
}

// Read segments and annotates a text. Any text is read; nothing fails.
func (r *Reader) Read(id, text string) *Document {
	d := Segment(id, text)
	r.Annotate(d)
	return d
}

// Annotate fills in tags, lemmas, trees and names of a segmented document.
func (r *Reader) Annotate(d *Document) {
	r.annotate(d)
	finishNames(d)
	r.retag(d)
	inflect(d)
}

// retag mends words that were taken for a verb or the like and are a name:
// "Boeing has never sold engines to Iran."
func (r *Reader) retag(d *Document) {
	proper := slices.Index(r.tags, "PROPN NNP")
	if proper < 0 {
		return
	}
	for _, n := range d.Names {
		if n.Type == "Nationality" || n.End > n.First+1 && n.Type != "Person" {
			continue // words of longer names keep their part of speech
		}
		for i := n.First; i < n.End; i++ {
			switch t := &d.Tokens[i]; t.UPOS {
			case "VERB", "AUX", "ADV", "INTJ", "PRON":
				if unicode.IsUpper(runeAt(t.Form, 0)) {
					r.setTag(t, strings.ToLower(t.Form), proper)
				}
			}
		}
	}
}
