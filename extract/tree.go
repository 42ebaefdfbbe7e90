package extract

import (
	"strings"

	"github.com/quadwire/quadwire/extract/nlp"
)

// A forest gives a document's dependency trees downwards: the children of
// each token in text order.
type forest struct {
	doc    *nlp.Document
	kids   [][]int
	rels   []string // relation of each token to its head without its subtype
	forms  []string // lower-cased forms
	lemmas []string // lower-cased lemmas
}

func newForest(doc *nlp.Document) *forest {
	n := len(doc.Tokens)
	f := &forest{doc: doc, kids: make([][]int, n), rels: make([]string, n), forms: make([]string, n), lemmas: make([]string, n)}
	sizes := make([]int, n)
	for i := range doc.Tokens {
		t := &doc.Tokens[i]
		f.rels[i], _, _ = strings.Cut(t.Deprel, ":")
		f.forms[i], f.lemmas[i] = strings.ToLower(t.Form), strings.ToLower(t.Lemma)
		if t.Head >= 0 {
			sizes[t.Head]++
		}
	}
	all := make([]int, n) // one array for the children of all
	for i, size := range sizes {
		f.kids[i], all = all[:0:size], all[size:]
	}
	for i := range doc.Tokens {
		if h := doc.Tokens[i].Head; h >= 0 {
			f.kids[h] = append(f.kids[h], i)
		}
	}
	return f
}

func (f *forest) tok(i int) *nlp.Token { return &f.doc.Tokens[i] }

// form is the lower-cased form of a token.
func (f *forest) form(i int) string { return f.forms[i] }

// lemma is the lower-cased lemma of a token.
func (f *forest) lemma(i int) string { return f.lemmas[i] }

// rel is the relation of token i to its head without its subtype.
func (f *forest) rel(i int) string { return f.rels[i] }

// is reports whether the relation of token i is one of rels: "nsubj" stands
// for all its subtypes, "nsubj:pass" only for itself.
func (f *forest) is(i int, rels ...string) bool {
	full := f.doc.Tokens[i].Deprel
	base := f.rels[i]
	for _, r := range rels {
		if r == full || r == base {
			return true
		}
	}
	return false
}

// children are the dependents of i with one of the relations, in text order.
func (f *forest) children(i int, rels ...string) []int {
	var out []int
	for _, k := range f.kids[i] {
		if f.is(k, rels...) {
			out = append(out, k)
		}
	}
	return out
}

// child is the first dependent of i with one of the relations, or -1.
func (f *forest) child(i int, rels ...string) int {
	for _, k := range f.kids[i] {
		if f.is(k, rels...) {
			return k
		}
	}
	return -1
}

// conjuncts are i and what is coordinated with it.
func (f *forest) conjuncts(i int) []int {
	out := []int{i}
	for _, k := range f.children(i, "conj") {
		out = append(out, f.conjuncts(k)...)
	}
	return out
}

// yield is the range of tokens under i as one stretch [lo, hi).
func (f *forest) yield(i int) (lo, hi int) {
	lo, hi = i, i+1
	for _, k := range f.kids[i] {
		a, b := f.yield(k)
		lo, hi = min(lo, a), max(hi, b)
	}
	return lo, hi
}

// yieldWithout is the yield of i without the children that drop names.
func (f *forest) yieldWithout(i int, drop func(k int) bool) (lo, hi int) {
	lo, hi = i, i+1
	for _, k := range f.kids[i] {
		if drop(k) {
			continue
		}
		a, b := f.yield(k)
		lo, hi = min(lo, a), max(hi, b)
	}
	return lo, hi
}

// preposition is the case marking of a nominal: "in", "according to",
// "ahead of"; "" where it has none.
func (f *forest) preposition(i int) string {
	for _, k := range f.kids[i] {
		if f.rel(k) != "case" || f.tok(k).XPOS == "POS" || k > i {
			continue
		}
		words := []string{f.form(k)}
		for _, m := range f.children(k, "fixed") {
			words = append(words, f.form(m))
		}
		if m := f.mark(k); len(words) == 1 && m != "" {
			words = append(words, m)
		}
		// "because of", "prior to": two case words side by side
		if len(words) == 1 {
			for _, k2 := range f.kids[i] {
				if k2 == k+1 && f.rel(k2) == "case" && k2 < i {
					words = append(words, f.form(k2))
				}
			}
		}
		return strings.Join(words, " ")
	}
	return ""
}

// mark is the subordinating word of a clause: "that", "to", "if"; "" where
// it has none.
func (f *forest) mark(i int) string {
	out := ""
	for _, k := range f.kids[i] {
		if f.rel(k) != "mark" || k > i {
			continue
		}
		if form := f.form(k); out == "" || form != "to" && form != "with" || out == "with" {
			out = form // "with" introduces no infinitive
		}
	}
	return out
}

// has reports whether token i has a child of that form, in small letters, with one of the relations.
func (f *forest) has(i int, word string, rels ...string) bool {
	for _, k := range f.children(i, rels...) {
		if f.form(k) == word {
			return true
		}
	}
	return false
}

func (f *forest) sentence(i int) *nlp.Sentence {
	return &f.doc.Sentences[f.doc.Tokens[i].Sentence]
}

// isNominal reports whether token i heads a noun phrase.
func (f *forest) isNominal(i int) bool {
	switch f.tok(i).UPOS {
	case "NOUN", "PROPN", "PRON", "NUM", "SYM":
		return true
	case "DET":
		return f.is(i, "nsubj", "obj", "obl", "nmod", "conj")
	case "ADJ", "X", "VERB":
		if f.tok(i).UPOS == "ADJ" && f.is(i, "nsubj", "obj", "obl", "nmod") && f.child(i, "det", "compound", "nmod:poss") >= 0 {
			return true // "the final", "the poor"
		}
		return strings.HasPrefix(f.tok(i).XPOS, "NN")
	}
	return false
}

// isClause reports whether token i is the predicate of a clause: a verb, or
// a nominal or adjective with a copula.
func (f *forest) isClause(i int) bool {
	return f.isVerb(i) || f.child(i, "cop") >= 0
}

// isVerb reports whether token i is a main verb.
func (f *forest) isVerb(i int) bool {
	if f.is(i, "aux", "cop", "case", "mark", "fixed", "amod", "compound", "flat") {
		return false
	}
	t := f.tok(i)
	return (t.UPOS == "VERB" || t.UPOS == "AUX") && !strings.HasPrefix(t.XPOS, "NN")
}

func (f *forest) isPassive(v int) bool {
	if f.child(v, "aux:pass") >= 0 {
		return true
	}
	if f.child(v, "nsubj:pass", "csubj:pass") < 0 {
		return false
	}
	// "Two killed in crash" is a passive in a headline; elsewhere a main verb
	// without "be" is none: "Shares all dropped by a tenth".
	return f.sentence(v).Kind == nlp.Headline || f.tok(v).Head >= 0 || f.child(v, "aux") >= 0
}
