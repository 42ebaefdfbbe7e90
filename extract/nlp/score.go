package nlp

import "slices"

// A Tally counts what is right among what there is and what was found.
type Tally struct{ Right, Gold, Found int }

// Precision is the share of what was found that is right, in percent.
func (t Tally) Precision() float64 { return percent(t.Right, t.Found) }

// Recall is the share of what there is that was found, in percent.
func (t Tally) Recall() float64 { return percent(t.Right, t.Gold) }

// F1 is the harmonic mean of both, in percent.
func (t Tally) F1() float64 { return percent(2*t.Right, t.Gold+t.Found) }

func percent(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}

// A Score compares documents with gold ones, by words that take the same
// characters, as the evaluation of the CoNLL 2018 shared task does (Zeman et
// al. 2018). Where words are given, every F1 is an accuracy.
type Score struct {
	Words, Sentences          Tally
	UPOS, XPOS, Feats, Lemmas Tally
	UAS, LAS                  Tally // heads; heads with the whole label
	Names                     Tally // of persons, organisations and places: same words and same type
}

// Add compares a document with the gold one of the same text, white space
// apart.
func (s *Score) Add(gold, found *Document) {
	places := characters(gold)
	at := make(map[[2]int]int, len(gold.Tokens))
	for i, t := range gold.Tokens {
		at[[2]int{places[t.Start], places[t.End]}] = i
	}
	match := make([]int, len(found.Tokens)) // the gold word of a word, -1 for none
	places = characters(found)
	for i, t := range found.Tokens {
		match[i] = -1
		if k, ok := at[[2]int{places[t.Start], places[t.End]}]; ok {
			match[i] = k
		}
	}
	for i, k := range match {
		if k >= 0 {
			s.word(gold, found, match, i, k)
		}
	}
	for _, t := range []*Tally{&s.Words, &s.UPOS, &s.XPOS, &s.Feats, &s.Lemmas, &s.UAS, &s.LAS} {
		t.Gold, t.Found = t.Gold+len(gold.Tokens), t.Found+len(found.Tokens)
	}
	s.sentences(gold, found)
	s.names(gold, found, match)
}

// word compares word i with its gold word k.
func (s *Score) word(gold, found *Document, match []int, i, k int) {
	a, b := &found.Tokens[i], &gold.Tokens[k]
	count := func(t *Tally, right bool) {
		if right {
			t.Right++
		}
	}
	head := a.Head < 0 && b.Head < 0 || a.Head >= 0 && b.Head >= 0 && match[a.Head] == b.Head
	count(&s.Words, true)
	count(&s.UPOS, a.UPOS == b.UPOS)
	count(&s.XPOS, a.XPOS == b.XPOS)
	count(&s.Feats, a.Feats == b.Feats)
	count(&s.Lemmas, a.Lemma == b.Lemma)
	count(&s.UAS, head)
	count(&s.LAS, head && a.Deprel == b.Deprel)
}

func (s *Score) sentences(gold, found *Document) {
	places := characters(gold)
	known := make(map[[2]int]bool, len(gold.Sentences))
	for _, x := range gold.Sentences {
		known[[2]int{places[x.Start], places[x.Stop]}] = true
	}
	s.Sentences.Gold, s.Sentences.Found = s.Sentences.Gold+len(gold.Sentences), s.Sentences.Found+len(found.Sentences)
	places = characters(found)
	for _, x := range found.Sentences {
		if known[[2]int{places[x.Start], places[x.Stop]}] {
			s.Sentences.Right++
		}
	}
}

func (s *Score) names(gold, found *Document, match []int) {
	known := make(map[Name]bool, len(gold.Names))
	for _, n := range gold.Names {
		if scored(n) {
			known[Name{First: n.First, End: n.End, Type: n.Type}] = true
		}
	}
	s.Names.Gold += len(known)
	for _, n := range found.Names {
		if !scored(n) {
			continue
		}
		s.Names.Found++
		if first, last := match[n.First], match[n.End-1]; first >= 0 && last >= 0 && known[Name{First: first, End: last + 1, Type: n.Type}] {
			s.Names.Right++
		}
	}
}

func scored(n Name) bool {
	return n.Type == "Person" || n.Type == "Organization" || n.Type == "Place"
}

// Bare is the document with its words and sentences only.
func (c Corpus) Bare() *Document {
	d := *c.Document
	d.Tokens, d.Names, d.Mentions = slices.Clone(d.Tokens), nil, nil
	for i := range d.Tokens {
		t := &d.Tokens[i]
		t.Lemma, t.UPOS, t.XPOS, t.Feats, t.Deprel, t.Head, t.Margin = "", "", "", "", "", -1, 0
	}
	return &d
}

// characters counts, for every byte of a text, the characters before it that
// are no blanks.
func characters(d *Document) []int {
	at := make([]int, len(d.Text)+1)
	n := 0
	for i, r := range d.Text {
		at[i] = n
		if !blank(r) {
			n++
		}
	}
	at[len(d.Text)] = n
	return at
}
