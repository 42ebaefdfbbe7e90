package nlp

import (
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
)

// smallNouns makes nouns of the first words of sentences that were taken for
// names, where they are in none and the article has them as nouns elsewhere.
func smallNouns(d *Document) {
	small := map[string]string{} // form -> lemma
	for _, t := range d.Tokens {
		if t.XPOS == "NN" && t.Form == strings.ToLower(t.Form) {
			small[t.Form] = t.Lemma
		}
	}
	named := map[int]bool{}
	for _, n := range d.Names {
		named[n.First] = true
	}
	for _, s := range d.Sentences {
		if s.First >= s.End || s.Kind == Headline || named[s.First] || d.Tokens[s.First].XPOS != "NNP" {
			continue
		}
		t := &d.Tokens[s.First]
		lemma, ok := small[strings.ToLower(t.Form)]
		if form := strings.ToLower(t.Form); !ok && abstract[lexicon.Supersense(form)] {
			lemma, ok = form, strings.ToUpper(t.Form) != t.Form
		}
		if ok {
			t.UPOS, t.XPOS, t.Lemma = "NOUN", "NN", lemma
		}
	}
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

// editorInChief: a title with a name behind it is that person's, however it is written: "The editor-in-chief Karl Hanson said".
func (r *repairer) editorInChief(e int) {
	t := r.d.Tokens
	v := t[e].Head
	if e+5 >= r.end || v < e || t[e].Deprel != "nsubj" || t[e+1].Form != "-" || t[e+2].Form != "in" || t[e+3].Form != "-" || t[e+4].Form != "chief" {
		return
	}
	s := e + 5
	if t[s].UPOS != "PROPN" || t[s].Head != v || t[s].Deprel != "nsubj" {
		return
	}
	t[e].Head, t[e].Deprel = s, "nmod:desc"
	t[e+4].Head, t[e+4].Deprel = e, "nmod"
	r.index()
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

// primeMinister: the one whom "PM" behind a verb means: "MPs urge PM to resign".
func (r *repairer) primeMinister(i int) {
	t := r.d.Tokens
	if h := t[i].Head; t[i].Form == "PM" && t[i].Deprel == "obl:unmarked" && h == i-1 && t[h].UPOS == "VERB" && r.child(h, "obj") < 0 {
		t[i].Deprel, t[i].UPOS, t[i].XPOS = "obj", "NOUN", "NN"
		r.index()
	}
}

// titled: of two subjects the first, a noun for persons, is the title of the
// second, a person's name right behind it: "Executive director of the museum
// Ana Ruiz said".
func (r *repairer) titled(n Name) {
	t := r.d.Tokens
	v := t[n.First].Head
	if n.Type != "Person" || v < n.End || !strings.HasPrefix(t[n.First].Deprel, "nsubj") {
		return
	}
	for _, k := range r.kids[v] {
		if k >= n.First || !strings.HasPrefix(t[k].Deprel, "nsubj") || t[k].UPOS != "NOUN" && t[k].UPOS != "PROPN" {
			continue
		}
		noun := strings.ToLower(t[k].Lemma)
		if _, title := lexicon.Title(noun); !title && lexicon.Supersense(noun) != "person" || !r.reaches(k, n.First) {
			continue
		}
		t[k].Head, t[k].Deprel = n.First, "appos"
		r.index()
		return
	}
}

// inRole: a person in apposition behind a place or a body has the role named
// before those: "The mayor of Oslo, Ana Ruiz".
func (r *repairer) inRole(n Name) {
	t := r.d.Tokens
	i := n.First
	h := t[i].Head
	if n.Type != "Person" || t[i].Deprel != "appos" || h < 0 || h > i || r.isPerson(h) {
		return
	}
	for k := h; t[k].Deprel == "nmod" || t[k].Deprel == "conj" || t[k].Deprel == "compound"; {
		if k = t[k].Head; k < 0 || k > i {
			return
		}
		if r.isPerson(k) {
			if t[k].XPOS == "NN" && r.reaches(k, i) || t[k].XPOS == "NN" && t[i-1].Form == "," {
				t[i].Head = k
				r.index()
			}
			return
		}
	}
}
