package nlp

import (
	"strings"
	"unicode"

	"github.com/quadwire/quadwire/extract/lexicon"
)

// Repair prepares trees for the reading of facts: names become one phrase with
// the titles before them, and a few attachments that no English sentence can
// have are mended. A tree stays a tree, but one that is no longer what the
// treebanks would have.
func Repair(d *Document) {
	r := repairer{d: d, kids: make([][]int, len(d.Tokens))}
	for _, n := range d.Names {
		r.guarded(d.Sentences[d.Tokens[n.First].Sentence], func() { r.group(n) })
	}
	for _, s := range d.Sentences {
		r.guarded(s, func() {
			for i := s.First; i < s.End; i++ {
				r.headlineVerb(i)
				r.mark(i)
				r.negation(i)
				r.teller(i)
				r.modal(i)
				r.owning(i)
				r.perfect(i)
				r.possession(i)
				r.nominal(i)
				r.gerund(i)
				r.reported(i)
				r.content(i)
				r.that(i)
				r.finite(i)
				r.clauses(i)
				r.coordinated(i)
				r.twins(i)
				r.part(i)
				r.aside(i)
				r.main(i)
				r.listed(i)
				r.oblique(i)
				r.purpose(i)
				r.source(i)
			}
		})
	}
}

// guarded undoes changes of a sentence that leave no tree.
func (r *repairer) guarded(s Sentence, change func()) {
	tokens := r.d.Tokens[s.First:s.End]
	r.first, r.end = s.First, s.End
	r.before = append(r.before[:0], tokens...)
	r.index()
	change()
	for i := range tokens {
		h, steps := s.First+i, 0
		for ; h >= 0 && steps <= len(tokens); steps++ {
			h = r.d.Tokens[h].Head
		}
		if h >= 0 {
			copy(tokens, r.before)
			r.index()
			return
		}
	}
}

type repairer struct {
	d    *Document
	kids [][]int

	first, end int     // the sentence in hand
	before     []Token // its tokens as they were
}

// index lists the children of all tokens of the sentence in hand.
func (r *repairer) index() {
	for i := r.first; i < r.end; i++ {
		r.kids[i] = r.kids[i][:0]
	}
	for i := r.first; i < r.end; i++ {
		if h := r.d.Tokens[i].Head; h >= 0 {
			r.kids[h] = append(r.kids[h], i)
		}
	}
}

// under reports whether token i is below token top, or is it.
func (r *repairer) under(i, top int) bool {
	for n := 0; i >= 0 && n <= len(r.d.Tokens); n++ {
		if i == top {
			return true
		}
		i = r.d.Tokens[i].Head
	}
	return false
}

func (r *repairer) child(i int, rel string) int {
	for _, k := range r.kids[i] {
		if base, _, _ := strings.Cut(r.d.Tokens[k].Deprel, ":"); base == rel {
			return k
		}
	}
	return -1
}

// group makes a name one phrase, with the title and the nationality before
// the name of a person: "South Korean President Lee Jae Myung".
func (r *repairer) group(n Name) {
	t := r.d.Tokens
	lo := n.First
	if n.Type == "Person" {
		title := titleStart(r.d, n.First)
		lo = title
		if title < n.First {
			for _, m := range r.d.Names {
				if m.End == title && m.Type != "Person" && t[m.First].Sentence == t[n.First].Sentence {
					lo = m.First
				}
			}
		}
	}
	if n.Type == "Organization" {
		for round := 0; round < 3 && r.described(n, round); round++ {
		}
	}
	if n.End-lo < 2 {
		return
	}
	inside := func(i int) bool { return i >= lo && i < n.End }
	outside, top, rank := 0, -1, 99
	for i := lo; i < n.End; i++ {
		if inside(t[i].Head) {
			continue
		}
		outside++
		free := true
		for h, steps := t[i].Head, 0; h >= 0 && steps < len(t); h, steps = t[h].Head, steps+1 {
			if inside(h) {
				free = false
				break
			}
		}
		if k := attachment(t, i, lo); free && k < rank {
			top, rank = i, k
		}
	}
	if top < 0 || outside == 1 && (n.Type != "Person" || top >= n.First) {
		return
	}
	head := n.First
	if n.Type != "Person" {
		head = top
		if top < n.First {
			head = n.End - 1
		}
	}
	to, rel := t[top].Head, t[top].Deprel
	for i := lo; i < n.End; i++ {
		switch {
		case i == head:
			t[i].Head, t[i].Deprel = to, rel
		case i >= n.First && n.Type == "Person":
			t[i].Head, t[i].Deprel = head, "flat"
		case i >= n.First && inside(t[i].Head) && t[i].Head >= n.First && i != t[head].Head && !r.under(head, i):
		case i >= n.First:
			t[i].Head, t[i].Deprel = head, "compound"
		case i == n.First-1:
			t[i].Head, t[i].Deprel = head, "nmod:desc"
		default:
			t[i].Head, t[i].Deprel = n.First-1, "compound"
			if t[i].UPOS == "ADJ" {
				t[i].Deprel = "amod"
			}
		}
	}
	for i := lo; i < n.End; i++ {
		if i == head {
			continue
		}
		for _, k := range r.kids[i] {
			if !inside(k) && t[k].Head == i {
				t[k].Head = head
			}
		}
	}
	r.index()
}

// described makes the name of an organisation the head of the phrase that
// describes it: "Finnish telecoms company Nokia". It climbs one noun a round
// and reports whether it did.
func (r *repairer) described(n Name, round int) bool {
	t := r.d.Tokens
	top := n.First
	for i := n.First; i < n.End; i++ {
		if h := t[i].Head; h < n.First || h >= n.End {
			top = i
			break
		}
	}
	h := t[top].Head
	if h < 0 || h >= n.First || h < n.First-3 || t[h].UPOS != "NOUN" || t[n.First-1].UPOS != "NOUN" {
		return false
	}
	switch base, _, _ := strings.Cut(t[top].Deprel, ":"); base {
	case "flat", "appos", "compound", "nmod", "amod":
	default:
		if round == 0 {
			return false
		}
	}
	if r.child(top, "case") >= 0 {
		return false
	}
	for _, k := range r.kids[h] {
		if t[k].Deprel == "nmod:poss" {
			return false // "Norway's news agency NTB" is an apposition
		}
	}
	for k := h; k < n.First; k++ {
		if t[k].UPOS != "NOUN" && t[k].UPOS != "ADJ" && t[k].UPOS != "PROPN" {
			return false
		}
	}
	switch lexicon.Supersense(t[n.First-1].Lemma) {
	case "group", "person", "artifact":
	default:
		return false
	}
	t[top].Head, t[top].Deprel = t[h].Head, t[h].Deprel
	t[h].Head, t[h].Deprel = top, "compound"
	for _, k := range r.kids[h] {
		if k != top && (k < h && (t[k].Deprel == "det" || t[k].Deprel == "case" || t[k].Deprel == "mark" || t[k].Deprel == "cc") || k > top) {
			t[k].Head = top
		}
	}
	r.index()
	return true
}

// attachment says how much a relation looks like that of a whole phrase: the
// less the better.
func attachment(t []Token, i, lo int) int {
	rel, _, _ := strings.Cut(t[i].Deprel, ":")
	after := lo > 0 && (t[lo-1].UPOS == "CCONJ" || t[lo-1].Form == ",")
	switch rel {
	case "conj":
		if after {
			return 0
		}
		return 5
	case "nsubj":
		return 1
	case "obj", "iobj":
		return 2
	case "obl":
		return 3
	case "nmod":
		return 4
	case "root":
		return 6
	case "appos":
		return 7
	}
	return 8
}

// titleStart is where the title before token first begins: "national
// security adviser"; first where there is none.
func titleStart(d *Document, first int) int {
	start := first
	for lo := first - 1; lo >= 0 && lo >= first-6 && d.Tokens[lo].Sentence == d.Tokens[first].Sentence; lo-- {
		switch d.Tokens[lo].UPOS {
		case "NOUN", "PROPN", "ADJ":
		case "PUNCT":
			if d.Tokens[lo].Form != "-" {
				return start
			}
		default:
			return start
		}
		words := joinForms(d.Tokens[lo:first])
		if _, ok := lexicon.Title(words); ok || lexicon.Honorific(words) {
			start = lo
		}
	}
	return start
}

// move attaches token i to head, unless that made a circle.
func (r *repairer) move(i, head int, rel string) bool {
	if i == head || head >= 0 && r.under(head, i) {
		return false
	}
	r.d.Tokens[i].Head, r.d.Tokens[i].Deprel = head, rel
	return true
}

// perfect finds the participle of "has in recent years ... resisted".
func (r *repairer) perfect(i int) {
	t := r.d.Tokens
	if !strings.EqualFold(t[i].Lemma, "have") || t[i].UPOS != "VERB" || r.child(i, "obj") >= 0 || r.child(i, "xcomp") >= 0 || r.child(i, "ccomp") >= 0 {
		return
	}
	for v := i + 1; v < len(t) && v < i+14 && t[v].Sentence == t[i].Sentence; v++ {
		switch {
		case (t[v].XPOS == "VBN" || t[v].XPOS == "VBD") && t[v].UPOS == "VERB":
			if t[v].Head == i && t[i].Deprel == "aux" || r.under(i, v) || r.child(v, "aux") >= 0 || t[v].Deprel == "amod" {
				return
			}
			t[v].Head, t[v].Deprel = t[i].Head, t[i].Deprel
			t[i].Head, t[i].Deprel = v, "aux"
			for _, k := range r.kids[i] {
				if k != v {
					t[k].Head = v
				}
			}
			r.index()
			return
		case t[v].UPOS == "VERB", t[v].UPOS == "AUX", t[v].UPOS == "SCONJ", t[v].UPOS == "CCONJ":
			return
		}
	}
}

// saying are verbs whose object is hardly ever a thing that a participle
// follows: "said the two sides confirmed the plan".
var saying = wordSet(`say believe think claim argue suggest hope add insist fear allege assert reckon estimate know confirm acknowledge admit stress warn`)

// reported turns the object of a verb of saying and the verb behind it into
// the clause that they are.
func (r *repairer) reported(v int) {
	t := r.d.Tokens
	n := t[v].Head
	if n < 0 || t[v].Deprel != "acl" || t[v].UPOS != "VERB" || n > v {
		return
	}
	s := t[n].Head
	if s < 0 || t[n].Deprel != "obj" || !saying[strings.ToLower(t[s].Lemma)] {
		return
	}
	if t[v].XPOS != "VBD" && (t[v].XPOS != "VBN" || r.child(v, "obj") < 0) {
		return
	}
	t[v].Head, t[v].Deprel = s, "ccomp"
	t[n].Head, t[n].Deprel = v, "nsubj"
	r.index()
}

// finite moves a finite verb that is coordinated with a noun, or with what
// stands behind "to", up to the finite verb above: "has a plan and resists
// change", "agreed to explore ways and signed a treaty".
func (r *repairer) finite(v int) {
	t := r.d.Tokens
	n := t[v].Head
	if n < 0 || t[v].Deprel != "conj" || t[v].UPOS != "VERB" || r.child(n, "cop") >= 0 || r.child(v, "nsubj") >= 0 {
		return
	}
	noun, infinitive := t[n].UPOS == "NOUN" || t[n].UPOS == "PROPN", t[n].XPOS == "VB" && r.toInfinitive(n)
	switch {
	case noun && !r.isFinite(v), infinitive && t[v].XPOS != "VBD" && t[v].XPOS != "VBZ", !noun && !infinitive:
		return
	}
	w := n
	for k := 0; k < 8 && w >= 0 && (t[w].UPOS != "VERB" || infinitive && !r.isFinite(w)); k++ {
		switch base, _, _ := strings.Cut(t[w].Deprel, ":"); base {
		case "obj", "obl", "xcomp", "nmod", "conj", "appos", "iobj":
			w = t[w].Head
		case "advcl", "acl", "csubj":
			if !infinitive {
				return
			}
			w = t[w].Head
		default:
			return
		}
	}
	if w >= 0 && w < v && t[w].UPOS == "VERB" && r.move(v, w, "conj") {
		r.index()
	}
}

// isFinite reports a verb form with a tense, or with an auxiliary.
func (r *repairer) isFinite(v int) bool {
	x := r.d.Tokens[v].XPOS
	return x == "VBD" || x == "VBZ" || x == "VBP" || r.child(v, "aux") >= 0
}

// toInfinitive reports a verb behind "to".
func (r *repairer) toInfinitive(v int) bool {
	m := r.child(v, "mark")
	return m >= 0 && strings.EqualFold(r.d.Tokens[m].Form, "to")
}

// headlineVerb: a plural is the subject of the word behind it in a headline that
// has no other verb, where that word can be one: "Talks end in Oslo".
func (r *repairer) headlineVerb(v int) {
	t := r.d.Tokens
	s := v - 1
	if r.d.Sentences[t[v].Sentence].Kind != Headline || t[v].Head >= 0 || t[v].XPOS != "NN" || s < r.first ||
		t[s].XPOS != "NNS" || t[s].Head != v || t[s].Deprel != "compound" || v+1 == r.end || t[v+1].UPOS == "PUNCT" {
		return
	}
	if lexicon.VerbSenses(strings.ToLower(t[v].Lemma)) == nil {
		return
	}
	for i := r.first; i < r.end; i++ {
		if t[i].UPOS == "VERB" || t[i].UPOS == "AUX" {
			return
		}
	}
	t[v].UPOS, t[v].XPOS, t[v].Feats = "VERB", "VBP", "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin"
	t[s].Deprel = "nsubj"
	for _, k := range r.kids[v] {
		if k > v && t[k].Deprel == "nmod" {
			t[k].Deprel = "obl"
		} else if k < s {
			t[k].Head = s
		}
	}
	r.index()
}

// mark: nothing depends on a mark.
func (r *repairer) mark(i int) {
	t := r.d.Tokens
	if h := t[i].Head; h >= 0 && t[h].UPOS == "PUNCT" && t[h].Head >= 0 && t[i].UPOS != "PUNCT" && r.move(i, t[h].Head, t[i].Deprel) {
		r.index()
	}
}

// teller parts a verb of saying at the end of a sentence from the clause
// before it, whose subject it was given: "A quake struck Chile, killing 12
// people, the minister said."
func (r *repairer) teller(s int) {
	t := r.d.Tokens
	subjects := r.subjects(s)
	if len(subjects) < 2 || !telling[strings.ToLower(t[s].Lemma)] {
		return
	}
	for m := s + 1; m < r.end; m++ {
		if t[m].UPOS != "PUNCT" {
			return
		}
	}
	first, last := subjects[0], subjects[len(subjects)-1]
	v := -1
	for _, k := range r.kids[first] {
		if t[k].Deprel == "acl" && t[k].UPOS == "VERB" && (t[k].XPOS == "VBN" || t[k].XPOS == "VBD") && k < last {
			v = k
			break
		}
	}
	if v < 0 {
		return
	}
	start := last
	for start > v && r.under(start-1, last) {
		start--
	}
	t[v].Head, t[v].Deprel = s, "ccomp"
	t[first].Head, t[first].Deprel = v, "nsubj"
	for _, k := range r.kids[s] {
		switch {
		case k == first || k >= start || k == v:
		case t[k].Deprel == "nsubj" && r.child(v, "obj") < 0:
			t[k].Head, t[k].Deprel = v, "obj"
			r.index()
		case t[k].Deprel == "ccomp":
			t[k].Head, t[k].Deprel = v, "advcl"
		case k > first:
			t[k].Head = v
		}
	}
	if t[v].XPOS == "VBN" {
		t[v].XPOS = "VBD"
	}
	r.index()
}

// negation gives "not" to the clause of the auxiliary that it stands behind:
// a negation in the wrong place turns a fact into its opposite.
func (r *repairer) negation(i int) {
	t := r.d.Tokens
	switch strings.ToLower(t[i].Form) {
	case "not", "n't", "n’t", "never":
	default:
		return
	}
	if i == 0 || t[i-1].Sentence != t[i].Sentence || t[i-1].UPOS != "AUX" {
		return
	}
	rel, _, _ := strings.Cut(t[i-1].Deprel, ":")
	if h := t[i-1].Head; (rel == "aux" || rel == "cop") && h >= 0 && h != t[i].Head && r.move(i, h, "advmod") {
		r.index()
	}
}

// modal makes "need" the auxiliary that it is before a bare verb: "need not
// lead to conflict".
func (r *repairer) modal(i int) {
	t := r.d.Tokens
	if l := strings.ToLower(t[i].Form); l != "need" && l != "dare" || t[i].UPOS != "VERB" {
		return
	}
	v := r.child(i, "xcomp")
	if v < i || t[v].UPOS != "VERB" || r.child(v, "mark") >= 0 || r.child(i, "obj") >= 0 {
		return
	}
	t[v].Head, t[v].Deprel = t[i].Head, t[i].Deprel
	t[i].UPOS, t[i].XPOS, t[i].Head, t[i].Deprel = "AUX", "MD", v, "aux"
	for _, k := range r.kids[i] {
		if k != v {
			t[k].Head = v
		}
	}
	r.index()
}

// owning makes "has" the verb where it was taken for the auxiliary of a
// noun: "Pyongyang has capability".
func (r *repairer) owning(i int) {
	t := r.d.Tokens
	h := t[i].Head
	if h < i || t[i].Deprel != "aux" || !strings.EqualFold(t[i].Lemma, "have") || t[h].UPOS != "NOUN" || r.child(h, "cop") >= 0 {
		return
	}
	t[i].UPOS, t[i].Head, t[i].Deprel = "VERB", t[h].Head, t[h].Deprel
	t[h].Head, t[h].Deprel = i, "obj"
	for _, k := range r.kids[h] {
		switch base, _, _ := strings.Cut(t[k].Deprel, ":"); base {
		case "nsubj", "mark", "aux", "advcl", "punct", "cc", "obl":
			if k != i {
				t[k].Head = i
			}
		case "advmod":
			if k < i {
				t[k].Head = i
			}
		}
	}
	r.index()
}

// possession makes a noun of what a possessive pronoun stands before: "its
// holding", "their pay".
func (r *repairer) possession(i int) {
	t := r.d.Tokens
	h := t[i].Head
	if t[i].XPOS != "PRP$" || h < i || h > i+3 || t[h].UPOS != "VERB" {
		return
	}
	t[i].Deprel = "nmod:poss"
	t[h].UPOS, t[h].XPOS = "NOUN", "NN"
	t[h].Lemma = strings.ToLower(t[h].Form)
	if v := t[h].Head; v >= 0 && v < h && t[v].UPOS == "VERB" && r.child(v, "obj") < 0 {
		switch t[h].Deprel {
		case "advcl", "xcomp", "ccomp", "conj":
			t[h].Deprel = "obj"
		}
	}
	r.index()
}

// nominal makes a noun of an adjective that stands as one: "its chief
// executive is expected".
func (r *repairer) nominal(i int) {
	t := r.d.Tokens
	if t[i].UPOS != "ADJ" || t[i].XPOS != "JJ" || r.child(i, "cop") >= 0 {
		return
	}
	switch base, _, _ := strings.Cut(t[i].Deprel, ":"); base {
	case "nsubj", "obj":
	default:
		return
	}
	if r.child(i, "det") < 0 && r.child(i, "nmod") < 0 || lexicon.Supersense(strings.ToLower(t[i].Form)) == "" {
		return
	}
	t[i].UPOS, t[i].XPOS, t[i].Lemma = "NOUN", "NN", strings.ToLower(t[i].Form)
}

// gerund makes a noun of what looks like a verb but is none: "denied
// wrongdoing".
func (r *repairer) gerund(i int) {
	t := r.d.Tokens
	if t[i].XPOS != "VBG" || t[i].UPOS != "VERB" || lexicon.VerbSenses(t[i].Lemma) != nil || lexicon.Supersense(strings.ToLower(t[i].Form)) == "" {
		return
	}
	t[i].UPOS, t[i].XPOS, t[i].Lemma = "NOUN", "NN", strings.ToLower(t[i].Form)
	v := t[i].Head
	if v < 0 || t[v].UPOS != "VERB" || v > i {
		return
	}
	if d := t[i].Deprel; d == "xcomp" || d == "ccomp" || d == "advcl" {
		t[i].Deprel = "obj"
	}
	for _, k := range r.kids[i] {
		if t[k].Deprel == "conj" && t[k].UPOS == "VERB" {
			t[k].Head = v
		}
	}
	r.index()
}

// telling are verbs that have what is said as a clause with "that".
var telling = wordSet(`say tell announce claim report state add argue insist believe think suggest warn note confirm declare explain stress
	emphasize emphasise assert allege deny acknowledge admit promise inform notify assure hope fear know indicate reveal show decide demand conclude propose predict`)

// content gives a verb of saying the clause with "that" which was taken for
// a relative clause of the noun between them: "told the Treasury that it
// intends to buy", "announced on Friday that ...".
func (r *repairer) content(v int) {
	t := r.d.Tokens
	n := t[v].Head
	if n < 0 || n > v || t[v].Deprel != "acl:relcl" && t[v].Deprel != "acl" {
		return
	}
	s, that := t[n].Head, r.child(v, "mark")
	if s < 0 || s > n || that < n || !strings.EqualFold(t[that].Form, "that") || !telling[strings.ToLower(t[s].Lemma)] || t[s].UPOS != "VERB" {
		return
	}
	if x := r.child(v, "nsubj"); x < 0 || x == that || r.child(s, "ccomp") >= 0 {
		return
	}
	t[v].Head, t[v].Deprel = s, "ccomp"
	r.index()
}

// that gives a verb of saying the clause whose "that" stands right behind it.
func (r *repairer) that(i int) {
	t := r.d.Tokens
	if i == 0 || t[i].UPOS != "SCONJ" || !strings.EqualFold(t[i].Form, "that") || t[i].Head < i {
		return
	}
	s, v := i-1, t[i].Head
	if t[s].UPOS != "VERB" || t[s].Sentence != t[i].Sentence || !telling[strings.ToLower(t[s].Lemma)] || r.child(s, "ccomp") >= 0 {
		return
	}
	for n := 0; n < 4 && t[v].UPOS != "VERB"; n++ {
		if base, _, _ := strings.Cut(t[v].Deprel, ":"); base != "nsubj" && base != "compound" || t[v].Head < v {
			return
		}
		v = t[v].Head
	}
	if t[v].UPOS != "VERB" || r.under(s, v) || r.under(v, s) {
		return
	}
	t[v].Head, t[v].Deprel = s, "ccomp"
	t[i].Head = v
	r.index()
}

// subjects are the nominal subjects of v before it.
func (r *repairer) subjects(v int) []int {
	var out []int
	for _, k := range r.kids[v] {
		if base, _, _ := strings.Cut(r.d.Tokens[k].Deprel, ":"); base == "nsubj" && k < v {
			out = append(out, k)
		}
	}
	return out
}

// clauses parts a verb with two subjects where "that", "since" or the like
// stands between them: the second is the verb's own.
func (r *repairer) clauses(v int) {
	t := r.d.Tokens
	s := r.subjects(v)
	if len(s) != 2 {
		return
	}
	j, mark := s[0], -1
	for _, k := range r.kids[v] {
		if t[k].Deprel == "mark" && k > j && k < s[1] {
			mark = k
		}
	}
	if mark < 0 {
		return
	}
	if say := r.child(j, "acl"); say > j && say < mark && telling[strings.ToLower(t[say].Lemma)] {
		// "The minister, Ola Berg, suggested in May that Oslo could act"
		t[say].Head, t[say].Deprel = t[v].Head, t[v].Deprel
		t[v].Head, t[v].Deprel = say, "ccomp"
		t[j].Head, t[j].Deprel = say, "nsubj"
		for _, k := range r.kids[v] {
			if k < say && k != j {
				t[k].Head = say
			}
		}
		if t[say].XPOS == "VBN" {
			t[say].XPOS = "VBD"
		}
	} else if h := t[v].Head; h >= 0 && h < j {
		// "arrived for a visit, his first trip since he took office"
		t[j].Head, t[j].Deprel = h, "dep"
	}
	r.index()
}

// coordinated: what stands before "and" is not the subject of the verb right
// behind it: "met them in Berlin and won".
func (r *repairer) coordinated(v int) {
	t := r.d.Tokens
	s := r.subjects(v)
	h := t[v].Head
	if len(s) != 1 || h < 0 || h > s[0] || t[h].UPOS != "VERB" || v == 0 || t[v].UPOS != "VERB" {
		return
	}
	j, cc := s[0], r.child(v, "cc")
	if cc < j || cc > v || t[v].XPOS != "VBD" && t[v].XPOS != "VBZ" && t[v].XPOS != "VBP" {
		return
	}
	for m := cc + 1; m < v; m++ {
		if t[m].UPOS != "ADV" && t[m].UPOS != "AUX" {
			return
		}
	}
	t[v].Deprel = "conj"
	t[j].Head, t[j].Deprel = h, "obl"
	for _, k := range r.kids[v] {
		if t[k].Deprel == "mark" && k < j {
			t[k].Head, t[k].Deprel, t[k].UPOS, t[k].XPOS = j, "case", "ADP", "IN"
		}
	}
	r.index()
}

// aside: a verb of saying at the end without "and" stands beside its
// sentence: "The army fired missiles, officials said."
func (r *repairer) aside(s int) {
	t := r.d.Tokens
	h := t[s].Head
	if h < 0 || h > s || t[s].Deprel != "conj" || !telling[strings.ToLower(t[s].Lemma)] || r.child(s, "cc") >= 0 || len(r.subjects(s)) != 1 || t[h].UPOS != "VERB" {
		return
	}
	for m := s + 1; m < r.end; m++ {
		if t[m].UPOS != "PUNCT" {
			return
		}
	}
	t[s].Deprel = "parataxis"
	if c := r.child(s, "ccomp"); c >= 0 && c < s && t[c].UPOS == "NOUN" && r.child(c, "cop") < 0 {
		t[c].Head, t[c].Deprel = h, "obj"
		if r.child(h, "obj") >= 0 {
			t[c].Deprel = "obl"
		}
	}
	r.index()
}

// main finds the verb of a sentence whose tree has none at its top: "Trade
// between the countries reached $2 billion."
func (r *repairer) main(v int) {
	t := r.d.Tokens
	if t[v].Deprel != "acl" || t[v].UPOS != "VERB" || r.child(v, "mark") >= 0 || len(r.subjects(v)) > 0 {
		return
	}
	if t[v].XPOS != "VBD" && (t[v].XPOS != "VBN" || r.child(v, "obj") < 0) {
		return
	}
	top := t[v].Head
	for ; top >= 0 && t[top].Head >= 0; top = t[top].Head {
		if t[top].UPOS == "VERB" || top > v {
			return
		}
	}
	if top < 0 || top > v || t[top].UPOS != "NOUN" && t[top].UPOS != "PROPN" || r.child(top, "cop") >= 0 {
		return
	}
	t[v].Head, t[v].Deprel = -1, "root"
	t[top].Head, t[top].Deprel = v, "nsubj"
	for _, k := range r.kids[top] {
		if k > v {
			t[k].Head = v
		}
	}
	r.index()
}

// part: a noun that "of" stands before is no second object but belongs to
// the noun before "of": "promises of trade and technology projects".
func (r *repairer) part(i int) {
	t := r.d.Tokens
	h := t[i].Head
	if t[i].Deprel != "conj" || h < 0 || h+1 >= i || t[i].UPOS != "NOUN" || t[h].UPOS != "NOUN" || r.child(i, "cc") >= 0 {
		return
	}
	if of := h + 1; strings.EqualFold(t[of].Form, "of") && t[of].Deprel == "case" && r.under(of, i) {
		t[i].Deprel = "nmod"
		t[of].Head = i
		r.index()
	}
}

// twins coordinates two subjects of one verb that "and" stands between.
func (r *repairer) twins(v int) {
	t := r.d.Tokens
	first := -1
	for _, k := range r.kids[v] {
		if base, _, _ := strings.Cut(t[k].Deprel, ":"); base != "nsubj" || k > v {
			continue
		}
		if first < 0 {
			first = k
			continue
		}
		for m := first + 1; m < k; m++ {
			if t[m].UPOS == "VERB" || t[m].UPOS == "AUX" {
				return
			}
			if t[m].UPOS == "CCONJ" {
				t[k].Head, t[k].Deprel = first, "conj"
				r.index()
				return
			}
		}
	}
}

// listed coordinates names of which one was taken for a part of the other:
// "urged China and South Korea".
func (r *repairer) listed(i int) {
	t := r.d.Tokens
	h := t[i].Head
	if h < i || h > i+4 || t[i].Deprel != "compound" || t[i].UPOS != "PROPN" || t[h].UPOS != "PROPN" {
		return
	}
	for m := i + 1; m < h; m++ {
		if t[m].UPOS == "CCONJ" && t[m].Head > i && (m == i+1 || t[i+1].Form == ",") {
			t[i].Head, t[i].Deprel = t[h].Head, t[h].Deprel
			t[h].Head, t[h].Deprel = i, "conj"
			r.index()
			return
		}
	}
}

// purposes are nouns that an infinitive completes.
var purposes = wordSet(`intention plan decision attempt effort bid promise pledge offer desire willingness commitment proposal ability right
	chance opportunity need refusal failure readiness determination vow threat request demand call resolve agreement permission wish ambition`)

// purpose gives such a noun the infinitive behind it: "confirmed its
// intention to play a role".
func (r *repairer) purpose(i int) {
	t := r.d.Tokens
	v := t[i].Head
	if v < 0 || t[i].Deprel != "xcomp" && t[i].Deprel != "advcl" || r.child(i, "mark") < 0 || !strings.EqualFold(t[r.child(i, "mark")].Form, "to") {
		return
	}
	o := r.child(v, "obj")
	if o > v && o < i && r.child(i, "mark") == o+1 && purposes[strings.ToLower(t[o].Lemma)] && t[v].UPOS == "VERB" {
		t[i].Head, t[i].Deprel = o, "acl"
		r.index()
	}
}

// source gives "according to ..." at the end of a sentence, behind a comma,
// to the main clause.
func (r *repairer) source(i int) {
	t := r.d.Tokens
	k := r.child(i, "case")
	if k < 1 || k > i || t[i].Deprel != "obl" || !strings.EqualFold(t[k].Form, "according") {
		return
	}
	before := t[k-1].Form
	if before != "," && !closer(before) {
		return
	}
	for m := i + 1; m < r.end; m++ {
		if t[m].UPOS == "VERB" {
			return
		}
	}
	for m := r.first; m < r.end; m++ {
		if t[m].Head < 0 && (t[m].UPOS == "VERB" || r.child(m, "cop") >= 0) && r.move(i, m, "obl") {
			r.index()
			return
		}
	}
}

// oblique: what has a preposition is no object.
func (r *repairer) oblique(i int) {
	t := r.d.Tokens
	if t[i].Deprel != "obj" || t[i].Head < 0 || t[i].Head > i {
		return
	}
	for _, k := range r.kids[i] {
		if t[k].Deprel == "case" && k < i && t[k].UPOS == "ADP" && t[k].XPOS == "IN" && !strings.EqualFold(t[k].Form, "of") {
			t[i].Deprel = "obl"
			return
		}
	}
}

// moreNames adds names that the model missed but the lexicon or what stands
// around them tells.
func moreNames(d *Document) {
	covered := make([]bool, len(d.Tokens))
	for i := range d.Names {
		growName(d, i, covered)
	}
	for _, n := range d.Names {
		for k := n.First; k < n.End; k++ {
			covered[k] = true
		}
	}
	joinPeoples(d)
	add := func(first, end int, kind string) {
		d.Names = append(d.Names, Name{First: first, End: end, Type: kind, Score: 0.5})
		for k := first; k < end; k++ {
			covered[k] = true
			if t := &d.Tokens[k]; t.UPOS == "PRON" { // He Lifeng
				t.UPOS, t.XPOS, t.Lemma = "PROPN", "NNP", t.Form
			}
		}
	}
	for i := 0; i < len(d.Tokens); i++ {
		if covered[i] || !unicode.IsUpper(runeAt(d.Tokens[i].Form, 0)) {
			continue
		}
		end := properRun(d, i, covered)
		if end == i {
			continue
		}
		headline := capitalRun(d, i)
		if title := titleStart(d, i); title < i && !headline {
			add(i, end, "Person")
		} else if first, last := d.Tokens[i].Form, d.Tokens[end-1].Form; end-i > 1 && end-i < 5 && !headline &&
			(lexicon.IsSurname(last) || lexicon.Gender(first) == 'M' || lexicon.Gender(first) == 'F') && knownClass(joinForms(d.Tokens[i:end])) == 0 {
			if _, ok := lexicon.Title(first); !ok {
				add(i, end, "Person")
			}
		} else if k, kind := knownRun(d, i, end); kind != "" {
			add(i, k, kind)
			end = k
		}
		i = end - 1
	}
	sortNames(d)
}

// properRun is the end of the proper nouns that begin at token i.
func properRun(d *Document, i int, covered []bool) int {
	t := d.Tokens
	end := i
	for end < len(t) && t[end].Sentence == t[i].Sentence && !covered[end] {
		c := unicode.IsUpper(runeAt(t[end].Form, 0))
		next := end+1 < len(t) && t[end+1].Sentence == t[i].Sentence && !covered[end+1] && unicode.IsUpper(runeAt(t[end+1].Form, 0))
		switch {
		case c && t[end].UPOS == "PROPN":
		case c && end == i && next && titleStart(d, i) < i && t[end+1].UPOS == "PROPN": // He Lifeng
		case end > i && t[end].Form == "-" && next:
		default:
			return end
		}
		end++
	}
	return end
}

// capitalRun says whether most words of the sentence of token i are capitalised.
func capitalRun(d *Document, i int) bool {
	s := d.Sentences[d.Tokens[i].Sentence]
	if s.Kind == Headline || s.Kind == Heading {
		return true
	}
	n, upper := 0, 0
	for k := s.First; k < s.End; k++ {
		if f := d.Tokens[k].Form; len(f) > 3 {
			n++
			if unicode.IsUpper(runeAt(f, 0)) {
				upper++
			}
		}
	}
	return n > 2 && (upper == n || n > 6 && upper*5 >= n*4)
}

// knownRun is the longest name of the lexicon at token first, where it can
// mean one kind of thing only.
func knownRun(d *Document, first, end int) (int, string) {
	for k := end; k > first; k-- {
		entries := lexicon.Lookup(joinForms(d.Tokens[first:k]))
		if len(entries) == 0 || d.Tokens[k-1].Form == "-" {
			continue
		}
		kind := nameKind(entries[0].Type)
		for _, e := range entries {
			if nameKind(e.Type) != kind {
				kind = ""
			}
		}
		form := d.Tokens[first].Form
		acronym := len(form) > 1 && strings.ToUpper(form) == form
		if kind != "" && kind != "Thing" && (k-first > 1 || acronym || entries[0].Type == "Country" || first > d.Sentences[d.Tokens[first].Sentence].First) {
			return k, kind
		}
	}
	return first, ""
}

// growName takes in what plainly belongs to a name: the family name before
// "Sung-lac", the words that the acronym behind it stands for.
func growName(d *Document, n int, covered []bool) {
	name := &d.Names[n]
	t := d.Tokens
	limit := d.Sentences[t[name.First].Sentence].First
	if n > 0 {
		limit = max(limit, d.Names[n-1].End)
	}
	free := func(i int) bool {
		return i >= limit && unicode.IsUpper(runeAt(t[i].Form, 0))
	}
	if name.Type == "Person" {
		for i := name.First - 1; free(i) && t[i].UPOS == "PROPN"; i-- {
			_, title := lexicon.Title(t[i].Form)
			_, demonym := lexicon.Demonym(t[i].Form)
			linked := t[i].Head >= name.First && t[i].Head < name.End || t[name.First].Head == i
			if title || demonym || lexicon.Honorific(t[i].Form) || !linked || timeWords[t[i].Form] {
				break
			}
			name.First = i
		}
	}
	// the Chinese Foreign Ministry
	if name.Type == "Organization" && name.End == name.First+1 && bodies[t[name.First].Form] {
		for i := name.First - 1; free(i); i-- {
			if _, demonym := lexicon.Demonym(t[i].Form); demonym || t[i].UPOS != "ADJ" && t[i].UPOS != "PROPN" && t[i].UPOS != "NOUN" || i == d.Sentences[t[i].Sentence].First && t[i].UPOS == "ADJ" {
				break
			}
			name.First = i
		}
	}
	// European Aeronautic Defence & Space NV (EADS)
	if e := name.End; name.Type == "Organization" && e+2 < len(t) && t[e].Form == "(" && t[e+2].Form == ")" && len(t[e+1].Form) > 2 && strings.ToUpper(t[e+1].Form) == t[e+1].Form {
		limit = d.Sentences[t[name.First].Sentence].First
		for i := name.First; i >= limit && i > name.First-5; i-- {
			if i < name.First && !free(i) && !connectives[t[i].Form] && !unicode.IsUpper(runeAt(t[i].Form, 0)) {
				break
			}
			if initials := initialsOf(t[i:e]); unicode.IsUpper(runeAt(t[i].Form, 0)) && strings.HasPrefix(initials, t[e+1].Form) {
				name.First = i
				break
			}
		}
	}
}

// bodies are words that name nothing alone.
var bodies = wordSet(`Ministry Department Office Agency Committee Council Commission Court Bank Party Bureau Authority Institute University
	Association Federation Union Group Corporation Force Board Administration Service`)

var connectives = wordSet(`of and the for & in`)

func initialsOf(tokens []Token) string {
	var b strings.Builder
	for _, t := range tokens {
		if r := runeAt(t.Form, 0); unicode.IsUpper(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// joinPeoples joins "Korean People" and "Army" in "Korean People's Army".
func joinPeoples(d *Document) {
	kept := d.Names[:0]
	for _, n := range d.Names {
		if k := len(kept) - 1; k >= 0 && n.Type == "Organization" && n.First == kept[k].End+1 && d.Tokens[kept[k].End].XPOS == "POS" && d.Tokens[kept[k].End-1].Form == "People" {
			kept[k].End, kept[k].Type = n.End, n.Type
			continue
		}
		kept = append(kept, n)
	}
	d.Names = kept
}

// dropOverlaps keeps the first of names that overlap.
func dropOverlaps(d *Document) {
	kept := d.Names[:0]
	for _, n := range d.Names {
		if len(kept) > 0 && n.First < kept[len(kept)-1].End {
			if last := &kept[len(kept)-1]; n.End-n.First > last.End-last.First {
				*last = n
			}
			continue
		}
		kept = append(kept, n)
	}
	d.Names = kept
}
