package nlp

import (
	"fmt"

	"github.com/quadwire/quadwire/extract/nlp/linear"
)

// Files are the bytes of the models that a [Reader] needs.
type Files struct{ Tagger, Parser, Names []byte }

const modelVersion = 1

func encodeTagger(t *tagger, l *lemmatiser) []byte {
	e := &linear.Encoder{}
	e.Uint(modelVersion)
	t.words.encode(e)
	t.feats.encode(e)
	l.encode(e)
	t.model.Encode(e)
	return e.Bytes()
}

func decodeTagger(data []byte) (*tagger, *lemmatiser, error) {
	d := linear.NewDecoder(data)
	checkVersion(d)
	words := decodeLexicon(d)
	feats := featTable{decodeMap(d), decodeMap(d)}
	lemmas := decodeLemmatiser(d)
	m, err := decodeModel(d)
	if err != nil {
		return nil, nil, fmt.Errorf("tagger: %w", err)
	}
	return newTagger(m, words, feats), lemmas, nil
}

func encodeParser(p *parser) []byte {
	e := &linear.Encoder{}
	e.Uint(modelVersion)
	p.model.Encode(e)
	return e.Bytes()
}

func decodeParser(data []byte) (*parser, error) {
	d := linear.NewDecoder(data)
	checkVersion(d)
	m, err := decodeModel(d)
	if err != nil {
		return nil, fmt.Errorf("parser: %w", err)
	}
	p := newParser(m)
	var kinds [moveKinds]bool
	for i, mv := range p.moves {
		kinds[mv.kind] = true
		if mv.kind == shift && i > 0 {
			kinds[shift] = false
		}
	}
	if kinds != [moveKinds]bool{true, true, true} {
		return nil, fmt.Errorf("parser: %w", linear.ErrCorrupt)
	}
	return p, nil
}

func checkVersion(d *linear.Decoder) {
	if d.Uint(1<<16) != modelVersion {
		d.Fail()
	}
}

// decodeModel reads the model that ends a file.
func decodeModel(d *linear.Decoder) (*linear.Model, error) {
	if d.Err() != nil {
		return nil, d.Err()
	}
	m, err := linear.DecodeModel(d)
	if err != nil {
		return nil, err
	}
	return m, d.Finish()
}
