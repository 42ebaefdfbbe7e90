package nlp

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/quadwire/quadwire/extract/nlp/neural"
)

// A pipeline finds parts of speech, features, lemmas, trees and names.
type pipeline struct {
	model      *neural.Model
	vocabulary vocabulary
	feats      featTable
	lemmas     *lemmatiser
	coref      *resolver // nil for none
	tags       []string  // labels "UPOS XPOS"
	upos, xpos []string  // of every label
	deprels    []string
	root       int // the number of "root" among deprels

	passes chan *pass // that are not in use
}

const (
	// maxPiece is the length of the longest sentence that is parsed as one;
	// longer ones are cut, so that no cost grows with the square of a length.
	maxPiece = 180
	// passTokens is about how many tokens go through the network at once.
	passTokens = 1024
)

// A piece is a sentence, or a part of one that is too long: tokens [first, end).
type piece struct {
	first, end int
	continues  bool // the sentence of the piece before
}

// A pass is the memory for one batch of pieces.
type pass struct {
	state    neural.State
	trees    neural.Trees
	forms    *forms
	lower    []string // forms in lower case
	features []int32
	tokens   [][]int32
	in       [][][]int32
	scores   []float32
	heads    []int
	labels   []int
	sure     []float32
	viterbi  viterbi
}

// annotate fills in tags, lemmas, trees and names of all sentences.
func (s *pipeline) annotate(d *Document) {
	var batch []piece
	d.Names = d.Names[:0]
	p := s.pass()
	defer s.release(p)
	tokens := 0
	for i := range d.Sentences {
		first, end := d.Sentences[i].First, d.Sentences[i].End
		for k := first; k < end; k += maxPiece {
			d.Tokens[k].Sentence = i
			c := piece{k, min(k+maxPiece, end), k > first}
			for t := c.first; t < c.end; t++ {
				d.Tokens[t].Sentence = i
			}
			if tokens > 0 && tokens+c.end-c.first > passTokens && !c.continues {
				s.read(d, batch, p)
				batch, tokens = batch[:0], 0
			}
			batch = append(batch, c)
			tokens += c.end - c.first
		}
	}
	s.read(d, batch, p)
}

// pass gives memory for a pass, to be released.
func (s *pipeline) pass() *pass {
	select {
	case p := <-s.passes:
		return p
	default:
		return &pass{forms: newForms(&s.vocabulary)}
	}
}

func (s *pipeline) release(p *pass) {
	select {
	case s.passes <- p:
	default:
	}
}

// read fills in pieces.
func (s *pipeline) read(d *Document, batch []piece, p *pass) {
	if len(batch) == 0 {
		return
	}
	p.lower, p.features, p.tokens, p.in = p.lower[:0], p.features[:0], p.tokens[:0], p.in[:0]
	for _, c := range batch {
		p.features = p.forms.features(p.features, d.Tokens[c.first:c.end])
		for _, f := range p.forms.found {
			p.lower = append(p.lower, f.lower)
		}
	}
	for i := range p.lower {
		p.tokens = append(p.tokens, p.features[i*allFeatures:(i+1)*allFeatures])
	}
	n := 0
	for _, c := range batch {
		p.in = append(p.in, p.tokens[n:n+c.end-c.first])
		n += c.end - c.first
	}
	s.model.Read(&p.state, p.in)
	n = 0
	for k, c := range batch {
		s.tag(d.Tokens[c.first:c.end], p.lower[n:], k, p)
		n += c.end - c.first
		s.attach(d, c, k, p)
		s.name(d, c, k, p)
	}
	s.model.LabelArcs(&p.state)
	root := -1
	for k, c := range batch {
		for t := c.first; t < c.end; t++ {
			tok := &d.Tokens[t]
			if tok.Head >= 0 {
				tok.Deprel = s.deprels[s.deprel(s.model.Labels(&p.state, k, t-c.first))]
				continue
			}
			if tok.Deprel = "root"; c.continues && root >= 0 {
				tok.Head, tok.Deprel = root, "parataxis"
			} else {
				root = t
			}
		}
	}
}

// deprel is the best label but that of the root.
func (s *pipeline) deprel(scores []float32) int {
	best := -1
	for i, v := range scores {
		if i != s.root && (best < 0 || v > scores[best]) {
			best = i
		}
	}
	return max(best, 0)
}

func best(scores []float32) int {
	top := 0
	for i, v := range scores {
		if v > scores[top] {
			top = i
		}
	}
	return top
}

// closedClass are words that are never nouns or verbs in lower case, with the
// label that they get instead.
var closedClass = map[string]string{
	"amid": "ADP IN", "amidst": "ADP IN", "despite": "ADP IN", "since": "SCONJ IN", "upon": "ADP IN",
	"toward": "ADP IN", "towards": "ADP IN", "throughout": "ADP IN", "alongside": "ADP IN",
}

// tag fills in what a tagger knows of the tokens of piece k.
func (s *pipeline) tag(tokens []Token, lower []string, k int, p *pass) {
	for i := range tokens {
		label := best(s.model.Tags(&p.state, k, i))
		if other, ok := closedClass[lower[i]]; ok {
			switch s.upos[label] {
			case "NOUN", "VERB", "PROPN", "ADJ":
				if n := slices.Index(s.tags, other); n >= 0 {
					label = n
				}
			}
		}
		s.setTag(&tokens[i], lower[i], label)
	}
}

func (s *pipeline) setTag(t *Token, lower string, label int) {
	t.UPOS, t.XPOS = s.upos[label], s.xpos[label]
	t.Lemma = s.lemmas.lemma(t.Form, lowerForm(t.Form, lower), s.tags[label])
	t.Feats = s.feats.get(lower, s.tags[label])
}

// lowerForm is a form in lower case; lower may be so already, with the
// typography of the treebanks.
func lowerForm(form, lower string) string {
	if len(form) == len(lower) && form[0] < utf8.RuneSelf {
		return lower
	}
	return strings.ToLower(form)
}

// attach finds the tree of piece k.
func (s *pipeline) attach(d *Document, c piece, k int, p *pass) {
	n := c.end - c.first
	if size := n * (n + 1); cap(p.scores) < size {
		p.scores = make([]float32, size)
	}
	scores := p.scores[:n*(n+1)]
	s.model.Arcs(&p.state, k, scores)
	if cap(p.heads) < n {
		p.heads = make([]int, n)
	}
	heads := p.heads[:n]
	p.trees.Find(n, scores, heads)
	for i, h := range heads {
		t := &d.Tokens[c.first+i]
		p.state.SetHead(k, i, h)
		t.Margin = margin(scores[i*(n+1):(i+1)*(n+1)], i, h)
		if t.Head = -1; h >= 0 {
			t.Head = c.first + h
		}
	}
}

// name finds the names of piece k.
func (s *pipeline) name(d *Document, c piece, k int, p *pass) {
	n := c.end - c.first
	row := func(i int) []float32 { return s.model.Names(&p.state, k, i) }
	p.labels = bestNames(n, row, p.labels[:0], &p.viterbi)
	p.sure = p.sure[:0]
	for i, l := range p.labels {
		p.sure = append(p.sure, neural.Probability(row(i), l))
	}
	d.Names = appendNames(d.Names, p.labels, p.sure, c.first)
}

// margin is how much more probable a head is than the best other one, 0 where
// it is less so. It changes the scores.
func margin(row []float32, self, head int) float32 {
	if head < 0 {
		head = len(row) - 1
	}
	row[self] = -1e9
	other := -1
	for j, v := range row {
		if j != head && (other < 0 || v > row[other]) {
			other = j
		}
	}
	if row[other] >= row[head] {
		return 0
	}
	return neural.Probability(row, head) - neural.Probability(row, other)
}
