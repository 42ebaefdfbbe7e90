package nlp

import (
	"encoding/binary"
	"fmt"
	"runtime"
	"strings"

	"github.com/quadwire/quadwire/extract/nlp/neural"
)

// Files are the bytes of the models that a [Reader] needs.
type Files struct {
	Reader []byte // tags, trees and names
	Lemmas []byte // lemmas and features
	Coref  []byte // coreference; without it nothing is resolved
}

// ByName are the models by the names of their files.
func (f *Files) ByName() map[string]*[]byte {
	return map[string]*[]byte{"reader": &f.Reader, "lemmas": &f.Lemmas, "coref": &f.Coref}
}

const (
	modelVersion  = 4
	lemmasVersion = 1000 // of the file of lemmas and features
)

const maxWords = 1 << 20

// encode writes labels, vocabulary and a network.
func (s *pipeline) encode(net []byte) []byte {
	e := &encoder{}
	e.Uint(modelVersion)
	e.Strings(s.tags)
	e.Strings(s.deprels)
	e.Uint(s.vocabulary.forms)
	keys := make([]byte, 0, 4*len(s.vocabulary.rows))
	for _, k := range s.vocabulary.keys() {
		keys = binary.LittleEndian.AppendUint32(keys, k)
	}
	e.String(string(keys))
	e.String(string(net))
	return e.Bytes()
}

// LearnLemmas learns lemmas and features from treebanks.
func LearnLemmas(trees []*Document, o Training) []byte {
	e := &encoder{}
	e.Uint(lemmasVersion)
	feats := learnFeats(trees)
	feats.encode(e)
	e.buf = append(e.buf, learnLemmas(trees, o)...)
	return e.Bytes()
}

// decodePipeline reads the models that a reader needs.
func decodePipeline(f Files) (*pipeline, error) {
	s, net, err := decodeReader(f.Reader)
	if err != nil {
		return nil, err
	}
	if err := s.decodeLemmas(f.Lemmas); err != nil {
		return nil, err
	}
	if s.coref, err = decodeCoref(f.Coref); err != nil {
		return nil, err
	}
	if s.model, err = neural.DecodeModel(net); err == nil {
		err = s.fits(s.model.Shape)
	}
	if err != nil {
		return nil, fmt.Errorf("model of the reader: %w", err)
	}
	return s, nil
}

func (s *pipeline) decodeLemmas(data []byte) error {
	d := newDecoder(data)
	checkVersion(d, lemmasVersion)
	s.feats = featTable{decodeMap(d), decodeMap(d)}
	s.lemmas = decodeLemmatiser(d)
	if err := d.Finish(); err != nil {
		return fmt.Errorf("model of lemmas: %w", err)
	}
	return nil
}

// decodeReader reads what encode wrote; the network is left as bytes.
func decodeReader(data []byte) (s *pipeline, net []byte, err error) {
	d := newDecoder(data)
	checkVersion(d, modelVersion)
	s = &pipeline{tags: d.Strings(), deprels: d.Strings()}
	s.vocabulary.forms = d.Uint(maxWords)
	keys, net := d.Block(), d.Block()
	if err := d.Finish(); err != nil {
		return nil, nil, fmt.Errorf("model of the reader: %w", err)
	}
	s.vocabulary.rows = make(map[uint32]int32, len(keys)/4)
	for i := 0; i+4 <= len(keys); i += 4 {
		s.vocabulary.rows[binary.LittleEndian.Uint32(keys[i:])] = int32(i / 4)
	}
	s.finish()
	return s, net, nil
}

// fits checks that a network has the labels and words of the pipeline.
func (s *pipeline) fits(n neural.Shape) error {
	if n.Features != len(s.vocabulary.rows)+listRows || n.Names != len(nameLabels) || n.Tags != len(s.tags) || n.Deprels != len(s.deprels) {
		return errCorrupt
	}
	return nil
}

func (s *pipeline) finish() {
	s.passes = make(chan *pass, runtime.GOMAXPROCS(0))
	for _, label := range s.tags {
		upos, xpos, _ := strings.Cut(label, " ")
		s.upos, s.xpos = append(s.upos, upos), append(s.xpos, xpos)
	}
	s.root = -1
	for i, l := range s.deprels {
		if l == "root" {
			s.root = i
		}
	}
}

func checkVersion(d *decoder, version int) {
	if d.Uint(1<<16) != version {
		d.Fail()
	}
}
