package nlp

import (
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
)

// Repair prepares trees for the reading of facts: names become one phrase with
// the titles before them, and a few attachments that the sentence cannot
// mean are mended. A tree stays a tree, but one that is no longer what the
// treebanks would have.
func Repair(d *Document) {
	r := repairer{d: d, kids: make([][]int, len(d.Tokens))}
	smallNouns(d)
	for _, n := range d.Names {
		r.guarded(d.Sentences[d.Tokens[n.First].Sentence], func() { r.group(n) })
	}
	for _, s := range d.Sentences {
		r.guarded(s, func() {
			for i := s.First; i < s.End; i++ {
				r.pastOf(i)
				r.unknownSubject(i)
				r.missing(i)
				r.ruledOut(i)
				r.tailSpeech(i)
				r.tailSubject(i)
				r.sharedHave(i)
				r.gerundSubject(i)
				r.toldClause(i)
				r.askedWhether(i)
				r.activityNoun(i)
				r.beforeNumber(i)
				r.headlineVerb(i)
				r.primeMinister(i)
				r.headlineShares(i)
				r.headlinePassive(i)
				r.headlinePlan(i)
				r.headlineNoun(i)
				r.listed(i)
				r.it(i)
				r.upTo(i)
				r.thatClause(i)
				r.dayBeforeVerb(i)
				r.afterRelative(i)
				r.aroundSpeech(i)
				r.contentClause(i)
				r.twoSubjects(i)
				r.sayingParticiple(i)
				r.behindSpeaker(i)
				r.saidBefore(i)
				r.saidToo(i)
				r.betweenTwo(i)
				r.letterWrote(i)
				r.withDoing(i)
				r.ledTo(i)
				r.editorInChief(i)
				r.accordingOne(i)
				r.secondWith(i)
				r.promising(i)
				r.citing(i)
				r.whenClause(i)
				r.yetTo(i)
				r.toldThing(i)
				r.inverted(i)
				r.saidIn(i)
				r.source(i)
				r.accused(i)
				r.quotedAs(i)
				r.whichHas(i)
				r.liveLabel(i)
			}
		})
	}
	for _, n := range d.Names {
		r.guarded(d.Sentences[d.Tokens[n.First].Sentence], func() { r.titled(n); r.inRole(n) })
	}
}

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

type repairer struct {
	d    *Document
	kids [][]int

	first, end int     // the sentence in hand
	before     []Token // its tokens as they were
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

// paths are prepositions that go with motion, not with nouns.
var paths = wordSet(`past into off out up down away through back ahead towards toward onto`)

// headlineVerb: a plural is the subject of the word behind it in a headline that
// has no other verb, where that word can be one: "Talks end in Oslo".
func (r *repairer) headlineVerb(v int) {
	t := r.d.Tokens
	s := v - 1
	if r.d.Sentences[t[v].Sentence].Kind != Headline || t[v].Head >= 0 || s < r.first || t[s].Head != v || t[s].Deprel != "compound" && t[s].Deprel != "nmod:desc" || v+1 == r.end || t[v+1].UPOS == "PUNCT" {
		return
	}
	next := strings.ToLower(t[v+1].Form)
	plural := t[v].XPOS == "NN" && t[s].XPOS == "NNS"
	singular := t[v].XPOS == "NNS" && t[s].XPOS == "NNP" && paths[next] || t[v].XPOS == "NNS" && (next == "record" || next == "new" || next == "all-time") && strings.EqualFold(t[v].Form, "hits") ||
		t[v].XPOS == "NNS" && (t[s].XPOS == "NN" || t[s].XPOS == "NNP") && (t[v+1].UPOS == "ADV" || adrift[next] || lexicon.Supersense(strings.ToLower(t[v].Lemma)) == "")
	if !plural && !singular || lexicon.VerbSenses(strings.ToLower(t[v].Lemma)) == nil {
		return
	}
	for i := r.first; i < r.end; i++ {
		if (t[i].UPOS == "VERB" || t[i].UPOS == "AUX") && (i != v+1 || !adrift[next]) {
			return
		}
	}
	t[v].UPOS, t[v].XPOS, t[v].Feats = "VERB", "VBP", "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin"
	if singular {
		t[v].XPOS, t[v].Feats = "VBZ", "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
	}
	t[s].Deprel = "nsubj"
	for _, k := range r.kids[v] {
		if k > v && t[k].Deprel == "nmod" {
			t[k].Deprel = "obl"
		} else if f := strings.ToLower(t[k].Form); k > v && t[k].Deprel == "amod" && (f == "high" || f == "low") { // "Gold hits record high"
			t[k].UPOS, t[k].XPOS, t[k].Deprel, t[k].Feats = "NOUN", "NN", "obj", "Number=Sing"
		} else if k < s {
			t[k].Head = s
		}
	}
	if adrift[next] && t[v+1].Head == v {
		t[v+1].UPOS, t[v+1].XPOS, t[v+1].Deprel, t[v+1].Feats = "ADV", "RB", "advmod", ""
		for _, k := range r.kids[v+1] {
			t[k].Head = v
		}
	}
	r.index()
}

// adrift are adverbs that look like participles or nouns, of where ships and things end up.
var adrift = wordSet(`aground adrift ashore afloat ablaze aside astray`)

// thatClause: "that" is no object where the verb of its clause has a subject and another object:
// "denied a report that Iran fired missiles".
func (r *repairer) thatClause(i int) {
	t := r.d.Tokens
	v := t[i].Head
	if v < i || t[i].Deprel != "obj" || !strings.EqualFold(t[i].Form, "that") {
		return
	}
	subject, object := r.child(v, "nsubj"), -1
	for _, k := range r.kids[v] {
		if k > v && t[k].Deprel == "obj" {
			object = k
		}
	}
	if subject > i && subject < v && object >= 0 {
		t[i].UPOS, t[i].XPOS, t[i].Deprel, t[i].Feats = "SCONJ", "IN", "mark", ""
		if t[v].Deprel == "acl:relcl" {
			t[v].Deprel = "acl"
		}
		r.index()
	}
}

// gerundSubject: a participle between a conjunction and a finite verb without a subject is that verb's: "since fighting
// resumed".
func (r *repairer) gerundSubject(i int) {
	t := r.d.Tokens
	w := i + 1
	if t[i].XPOS != "VBG" || w >= r.end || i == r.first || t[w].XPOS != "VBD" && t[w].XPOS != "VBZ" && !(t[w].XPOS == "VBN" && t[w].Head == i && (t[w].Deprel == "advcl" || t[w].Deprel == "acl")) || t[w].UPOS != "VERB" || t[i].Deprel != "advcl" || t[w].Head != i && t[w].Head != t[i].Head {
		return
	}
	mark := r.child(i, "mark")
	if mark != i-1 || r.child(w, "nsubj") >= 0 || r.child(w, "aux") >= 0 {
		return
	}
	t[w].Head, t[w].Deprel = t[i].Head, t[i].Deprel
	for _, k := range r.kids[i] {
		if k != w {
			t[k].Head = w
		}
	}
	t[i].Head, t[i].Deprel, t[i].UPOS, t[i].XPOS, t[i].Lemma, t[i].Feats = w, "nsubj", "NOUN", "NN", strings.ToLower(t[i].Form), "Number=Sing"
	r.index()
}

// ruledOut: a participle right behind a verb of such things is its object: "ruled out using force", "considered selling it".
func (r *repairer) ruledOut(v int) {
	t := r.d.Tokens
	h := t[v].Head
	if t[v].XPOS != "VBG" || t[v].Deprel != "advcl" || h < 0 || h > v || h < v-2 || r.child(v, "mark") >= 0 || r.child(v, "nsubj") >= 0 || r.child(h, "obj") >= 0 {
		return
	}
	if h == v-2 && t[v-1].Deprel != "compound:prt" {
		return
	}
	if !gerundVerbs[strings.ToLower(t[h].Lemma)] {
		return
	}
	t[v].Deprel = "xcomp"
	r.index()
}

var gerundVerbs = wordSet(`rule consider avoid deny admit risk suggest recommend oppose resist regret propose contemplate discuss mention miss finish quit delay postpone`)

// tailSubject: the noun right before a speaking verb at the end is its subject: "it will close, two people said".
func (r *repairer) tailSubject(v int) {
	t := r.d.Tokens
	h := t[v].Head
	if t[v].Deprel != "parataxis" && t[v].Deprel != "conj" || h < 0 || h > v || !tells(t[v].Lemma) || r.child(v, "nsubj") >= 0 {
		return
	}
	for _, s := range r.kids[h] {
		if s > h && s < v && t[s].Deprel == "nsubj" && r.reaches(s, v) {
			t[s].Head = v
			r.index()
			return
		}
	}
}

// sharedHave: participles behind one with "had" go on with it, also where the tree takes them for doings of the speaker:
// "heard that he had lied, forged a passport and stolen a car".
func (r *repairer) sharedHave(v int) {
	t := r.d.Tokens
	w := t[v].Head
	if w < 0 || w > v || t[v].Deprel != "conj" || t[v].UPOS != "VERB" || t[w].UPOS != "VERB" || r.child(v, "nsubj") >= 0 || r.child(v, "aux") >= 0 {
		return
	}
	said := r.child(w, "ccomp")
	if said < w || said > v || t[said].XPOS != "VBN" || r.child(said, "aux") < 0 || t[w].XPOS == "VBN" {
		return
	}
	only := func(k int) bool { // a form that is no past: "stolen"
		return t[k].XPOS == "VBN" || t[k].XPOS == "VBD" && lexicon.PastTense(strings.ToLower(t[k].Lemma)) != strings.ToLower(t[k].Form)
	}
	participle := only(v)
	for _, k := range r.kids[v] {
		participle = participle || t[k].Deprel == "conj" && only(k) && r.child(k, "aux") < 0
	}
	if !participle {
		return
	}
	t[v].Head, t[v].XPOS = said, "VBN"
	r.index()
}

// tailSpeech: a speaker behind a comma at the end is no further event: "They will close and cut jobs, Ruiz said on Tuesday".
func (r *repairer) tailSpeech(v int) {
	t := r.d.Tokens
	h := t[v].Head
	if t[v].Deprel != "conj" || h < 0 || h > v || !tells(t[v].Lemma) || r.child(v, "cc") >= 0 || r.child(v, "ccomp") >= 0 || r.child(v, "obj") >= 0 {
		return
	}
	s := r.child(v, "nsubj")
	if s < 0 {
		return
	}
	lo := min(s, v)
	for i := h + 1; i < lo; i++ {
		if r.under(i, s) {
			lo = i
			break
		}
	}
	if t[lo-1].Form != "," {
		return
	}
	for n := 0; t[h].Deprel == "conj" && n < 5; n++ {
		h = t[h].Head
	}
	t[v].Head, t[v].Deprel = h, "parataxis"
	r.index()
}

// missing: who is missing misses nothing: "A climber is still missing".
func (r *repairer) missing(v int) {
	t := r.d.Tokens
	if t[v].XPOS != "VBG" || !strings.EqualFold(t[v].Form, "missing") || r.child(v, "obj") >= 0 {
		return
	}
	be := r.child(v, "aux")
	if be < 0 || t[be].Lemma != "be" {
		return
	}
	t[v].UPOS, t[v].XPOS, t[v].Lemma, t[v].Feats = "ADJ", "JJ", "missing", "Degree=Pos"
	t[be].Deprel = "cop"
	r.index()
}

// unknownSubject: a name that begins a sentence right before a past form without another subject is the subject:
// "United signed Sesko".
func (r *repairer) unknownSubject(v int) {
	t := r.d.Tokens
	s := r.first
	if v < s+1 || t[v].Head >= 0 || t[v].XPOS != "VBN" && t[v].XPOS != "VBD" || t[v].UPOS != "VERB" || r.child(v, "nsubj") >= 0 || r.child(v, "aux") >= 0 || r.child(v, "csubj") >= 0 || r.child(v, "expl") >= 0 {
		return
	}
	if t[s].Head != v || !r.reaches(s, v) || t[s].Deprel == "punct" || t[s].Deprel == "mark" || t[s].Deprel == "obl" {
		return
	}
	named := t[s].UPOS == "PROPN" || lexicon.IsSurname(t[s].Form)
	for _, n := range r.d.Names {
		named = named || n.First <= s && s < n.End
	}
	if !named {
		return
	}
	t[s].Deprel = "nsubj"
	if t[s].UPOS != "PROPN" {
		t[s].UPOS, t[s].XPOS, t[s].Lemma, t[s].Feats = "PROPN", "NNP", t[s].Form, "Number=Sing"
	}
	t[v].XPOS, t[v].Feats = "VBD", "Mood=Ind|Tense=Past|VerbForm=Fin"
	r.index()
}

// toldClause: a whole clause behind whom something is told is what is told: "told the court she was innocent".
func (r *repairer) toldClause(v int) {
	t := r.d.Tokens
	n := t[v].Head
	if t[v].Deprel != "acl:relcl" || n < 0 || n > v || t[n].Head < 0 || t[n].Head > n || t[n].Deprel != "iobj" && t[n].Deprel != "obj" || !listeners[strings.ToLower(t[t[n].Head].Lemma)] || r.child(t[n].Head, "ccomp") >= 0 {
		return
	}
	s := r.child(v, "nsubj")
	if s < n || s > v || r.child(v, "cop") < 0 && r.child(v, "obj") < 0 {
		return
	}
	for k := n + 1; k < s; k++ {
		if x := t[k].XPOS; x == "WDT" || x == "WP" || x == "WRB" || x == "WP$" || t[k].Form == "," {
			return
		}
	}
	if x := t[s].XPOS; x == "WDT" || x == "WP" {
		return
	}
	if noun := strings.ToLower(t[n].Lemma); t[n].UPOS != "PROPN" && t[n].UPOS != "PRON" && lexicon.Supersense(noun) != "person" && lexicon.Supersense(noun) != "group" && noun != "court" && noun != "station" && noun != "newspaper" {
		return
	}
	t[v].Head, t[v].Deprel = t[n].Head, "ccomp"
	r.index()
}

var listeners = wordSet(`tell inform assure warn remind convince persuade notify advise`)

// askedWhether: who says something when asked is asked: "Asked whether she would resign, the minister said ...".
func (r *repairer) askedWhether(i int) {
	t := r.d.Tokens
	if i != r.first || !strings.EqualFold(t[i].Form, "asked") && !strings.EqualFold(t[i].Form, "pressed") && !strings.EqualFold(t[i].Form, "questioned") || t[i].Deprel != "ccomp" || r.child(i, "nsubj") >= 0 {
		return
	}
	t[i].XPOS, t[i].Deprel, t[i].Feats = "VBN", "advcl", "Tense=Past|VerbForm=Part|Voice=Pass"
	r.index()
}

// pastOf: with a subject in the singular a verb without its ending is in the past, where the past has the
// same form: "Spain beat Italy".
func (r *repairer) pastOf(v int) {
	t := r.d.Tokens
	form := strings.ToLower(t[v].Form)
	if t[v].XPOS != "VBP" || !samePast[form] || r.d.Sentences[t[v].Sentence].Kind == Headline || r.child(v, "aux") >= 0 {
		return
	}
	s := r.child(v, "nsubj")
	if s < 0 || s > v || r.child(s, "conj") >= 0 {
		return
	}
	singular := t[s].XPOS == "NN" || t[s].XPOS == "NNP" || t[s].UPOS == "PRON" && (strings.EqualFold(t[s].Form, "he") || strings.EqualFold(t[s].Form, "she") || strings.EqualFold(t[s].Form, "it"))
	if !singular {
		for _, k := range r.kids[v] { // "Protesters hit an officer on Sunday"
			singular = singular || t[k].Deprel == "obl" && weekdays[t[k].Form]
		}
	}
	if singular {
		t[v].XPOS, t[v].Feats = "VBD", "Mood=Ind|Tense=Past|VerbForm=Fin"
	}
}

var samePast = wordSet(`beat cut hit put set shut let cost hurt spread quit bet burst cast split thrust read shed upset broadcast forecast rid`)

// beforeNumber: a name before the number of a measured noun is no part of it but who gets or loses it:
// "fined Apple 500 million euros".
func (r *repairer) beforeNumber(i int) {
	t := r.d.Tokens
	o := t[i].Head
	if t[i].UPOS != "PROPN" || t[i].Deprel != "compound" || o < i || t[o].Deprel != "obj" || t[o].Head < 0 || t[o].Head > i || t[t[o].Head].UPOS != "VERB" || t[o].UPOS != "NOUN" {
		return
	}
	if n := r.child(o, "nummod"); n < i || r.child(t[o].Head, "iobj") >= 0 {
		return
	}
	t[i].Head, t[i].Deprel = t[o].Head, "iobj"
	r.index()
}

// activityNoun: what is halted or banned is an activity, whoever does it, and what no verb can be is none:
// "halted logging", "denied wrongdoing".
func (r *repairer) activityNoun(i int) {
	t := r.d.Tokens
	h := t[i].Head
	if t[i].XPOS == "VB" && h >= 0 && h == i-1 && t[i].Deprel == "xcomp" && t[h].UPOS == "VERB" && !bareVerbs[strings.ToLower(t[h].Lemma)] && r.child(i, "mark") < 0 && r.child(i, "obj") < 0 && r.child(h, "obj") < 0 && lexicon.Supersense(strings.ToLower(t[i].Form)) != "" {
		t[i].UPOS, t[i].XPOS, t[i].Feats, t[i].Deprel = "NOUN", "NN", "Number=Sing", "obj" // "raised pay by 35 percent"
		for _, k := range r.kids[i] {
			if t[k].Deprel == "obl" || t[k].Deprel == "advmod" || t[k].Deprel == "advcl" {
				t[k].Head = h
			}
		}
		r.index()
		return
	}
	if t[i].XPOS != "VBG" || h < 0 || h > i || t[i].Deprel != "xcomp" && t[i].Deprel != "advcl" || t[h].UPOS != "VERB" {
		return
	}
	noun := strings.ToLower(t[i].Form)
	bans := activityVerbs[strings.ToLower(t[h].Lemma)] && t[i].Deprel == "xcomp"
	if !bans && noun != "wrongdoing" || r.child(i, "obj") >= 0 || r.child(i, "xcomp") >= 0 || r.child(i, "ccomp") >= 0 || r.child(i, "aux") >= 0 || r.child(h, "obj") >= 0 {
		return
	}
	t[i].UPOS, t[i].XPOS, t[i].Lemma, t[i].Feats = "NOUN", "NN", noun, "Number=Sing"
	for _, k := range r.kids[i] {
		switch t[k].Deprel {
		case "obl":
			t[k].Head = h
		case "mark":
			t[k].Deprel = "case"
		case "advmod":
			t[k].Head = h
		}
	}
	if t[i].Deprel == "advcl" {
		t[i].Deprel = "obl"
	} else {
		t[i].Deprel = "obj"
	}
	r.index()
}

// bareVerbs are verbs that take an infinitive without "to".
var bareVerbs = wordSet(`make let help have see hear watch feel dare need bid go come do be get try`)

var activityVerbs = wordSet(`halt ban block suspend restrict prohibit forbid permit outlaw criminalise criminalize legalise legalize curb resume`)

// contentClause: what an allegation or a belief is that somebody did is its content, and "that" no object:
// "allegations that the aide snooped into their affairs".
func (r *repairer) contentClause(i int) {
	t := r.d.Tokens
	if i == r.first || !strings.EqualFold(t[i].Form, "that") || t[i].Deprel != "obj" && t[i].Deprel != "mark" && t[i].Deprel != "obl" {
		return
	}
	noun := i - 1
	v := t[i].Head
	if v < i || t[noun].UPOS != "NOUN" || !contents[strings.ToLower(t[noun].Lemma)] || t[v].UPOS != "VERB" || makesContents[strings.ToLower(t[v].Lemma)] {
		return
	}
	if d := t[v].Deprel; d != "acl:relcl" && d != "acl" {
		return
	}
	s := r.child(v, "nsubj")
	if h := t[v].Head; s < 0 && h > i && h < v && strings.HasPrefix(t[h].Deprel, "nsubj") && t[h].Head > v { // "the aide that snooped"
		t[h].Head, t[h].Deprel, s = v, "nsubj", h
	}
	if t[i].Deprel != "mark" && (s < i || s > v || r.child(v, "obl") < 0 && r.child(v, "advcl") < 0 && r.child(v, "xcomp") < 0) {
		return
	}
	t[i].UPOS, t[i].XPOS, t[i].Deprel, t[i].Feats = "SCONJ", "IN", "mark", ""
	t[v].Head, t[v].Deprel = noun, "acl"
	r.index()
}

// contents are nouns of what is said or thought; makesContents are verbs whose object these often are.
var (
	contents      = wordSet(`allegation accusation claim belief fear suggestion rumour rumor report suspicion hope concern worry complaint assertion assumption speculation warning evidence proof indication sign conviction confirmation news revelation insistence denial threat trend fact idea notion view possibility`)
	makesContents = wordSet(`make deny reject publish bring face raise hear level file issue release write read see receive get have take give send spread repeat hold share find express voice address dismiss call use`)
)

// twoSubjects: of two subjects before one verb the second is the subject. The first
// is that of the clause between them ("Most doctors do not ask, Dempsey said"),
// part of the second ("Taylor Swift fans") or stands apart ("The next thing she
// knew, Ruiz had been sold").
func (r *repairer) twoSubjects(v int) {
	t := r.d.Tokens
	var s []int
	for _, k := range r.kids[v] {
		if d := t[k].Deprel; k < v && (d == "nsubj" || d == "nsubj:pass") {
			s = append(s, k)
		}
	}
	if len(s) < 2 {
		return
	}
	last := s[len(s)-1]
	if cop := r.child(v, "cop"); cop >= 0 && cop < last {
		return // "The truth is Smith is late"
	}
	if first := s[len(s)-2]; r.child(last, "case") >= 0 && !r.isPerson(last) || t[last-1].Form == "." && r.under(last-1, first) { // "because of a cut", "the dollar index .DXY"
		t[last].Head = first
		if t[last].Deprel = "appos"; r.child(last, "case") >= 0 {
			t[last].Deprel = "nmod"
		}
		r.index()
		return
	}
	lo := last
	for i := r.first; i < last; i++ {
		if r.under(i, last) {
			lo = i
			break
		}
	}
	hi := last
	for i := last; i < v; i++ {
		if r.under(i, last) {
			hi = i
		}
	}
	if lo > r.first && (t[lo-1].Form == "," || t[lo].Form == ",") && hi+1 < v && (t[hi+1].Form == "," || t[hi].Form == ",") { // "Boyer and Cohen, both researchers, had to"
		t[last].Head, t[last].Deprel = s[len(s)-2], "appos"
		r.index()
		return
	}
	for _, k := range s[:len(s)-1] {
		if t[k].UPOS == "PRON" && (t[k].XPOS == "WDT" || t[k].XPOS == "WP") {
			if c := r.child(v, "ccomp"); c > v && r.child(c, "nsubj") < 0 { // "who Jones said stole the car"
				t[k].Head = c
				r.index()
			}
			continue
		}
		clause := -1
		for _, c := range r.kids[v] {
			if c > k && c < last && (t[c].Deprel == "ccomp" || t[c].Deprel == "parataxis") && t[c].UPOS == "VERB" {
				clause = c
			}
		}
		noun := strings.ToLower(t[k].Lemma)
		_, title := lexicon.Title(noun)
		switch {
		case clause >= 0:
			has := false
			for _, c := range r.kids[clause] {
				has = has || strings.HasPrefix(t[c].Deprel, "nsubj")
			}
			if has {
				t[k].Deprel = "dislocated"
			} else {
				t[k].Head = clause
			}
		case k == lo-1 && t[k].UPOS == "PROPN" && t[last].UPOS == "NOUN":
			t[k].Head, t[k].Deprel = last, "compound"
		case k == lo-1 && t[k].UPOS == "NOUN" && t[last].UPOS == "PROPN" && lexicon.Supersense(noun) == "group": // "rugby union team Ammanford RFC"
			t[k].Head, t[k].Deprel = last, "nmod:desc"
		case t[last].UPOS == "PROPN" && (title || lexicon.Supersense(noun) == "person"):
			continue // see titled
		default:
			t[k].Deprel = "dislocated"
		}
		r.index()
	}
}

// sayingParticiple: who says something and warns of something is the speaker, also
// where the participle hangs on what is said: "Liu said troops could be sent, warning
// that patience was thin". Where a person does what is said, that one may be meant.
func (r *repairer) sayingParticiple(v int) {
	t := r.d.Tokens
	c := t[v].Head
	if t[v].XPOS != "VBG" || t[v].Deprel != "advcl" || c < 0 || c > v || t[c].Deprel != "ccomp" || t[c].Head < 0 || t[c].Head > c || !tells(t[v].Lemma) || t[v].Lemma == "continue" || !tells(t[t[c].Head].Lemma) || r.child(v, "nsubj") >= 0 || r.child(v, "mark") >= 0 {
		return
	}
	lo := v
	for i := c; i < v; i++ {
		if r.under(i, v) {
			lo = i
			break
		}
	}
	if t[lo].Form != "," && t[lo-1].Form != "," {
		return
	}
	if s := r.child(c, "nsubj"); s >= 0 && t[s].Deprel != "nsubj:pass" && (r.isPerson(s) || t[s].UPOS == "PRON") {
		return
	}
	t[v].Head = t[c].Head
	r.index()
}

// behindSpeaker: a participle behind a speaker between commas goes on with what is said, unless it is one of speaking:
// "He won, the commission said, defeating Pinto", "She was arrested, her party said, calling for protests". It is never
// what is said itself.
func (r *repairer) behindSpeaker(v int) {
	t := r.d.Tokens
	h := t[v].Head
	if h < 0 || h > v || t[v].XPOS != "VBG" || t[v].Deprel != "advcl" && t[v].Deprel != "ccomp" || !tells(t[h].Lemma) || r.child(v, "mark") >= 0 || r.child(v, "nsubj") >= 0 || r.child(v, "aux") >= 0 || r.child(h, "nsubj") < 0 {
		return
	}
	lo := v
	for i := h + 1; i < v; i++ {
		if r.under(i, v) {
			lo = i
			break
		}
	}
	if t[lo].Form != "," && t[lo-1].Form != "," {
		return
	}
	content := -1
	for _, k := range r.kids[h] {
		if k < h && t[k].Deprel == "ccomp" {
			content = k
		}
	}
	if t[h].Deprel == "parataxis" && t[h].Head >= 0 && t[h].Head < h && r.child(h, "ccomp") < 0 || t[h].Deprel == "parataxis" && t[v].Deprel == "ccomp" {
		content = t[h].Head
	}
	if content < 0 {
		return
	}
	t[v].Deprel = "advcl"
	lemma := strings.ToLower(t[v].Lemma)
	if !tells(lemma) && !utters[lemma] {
		t[v].Head = content
	}
	r.index()
}

// utters are verbs of what speakers do, beside those that have a content.
var utters = wordSet(`cite refer quote speak talk call appeal plead criticise criticize blame accuse praise welcome condemn describe thank apologise apologize vow pledge promise invite pay
	deny shake nod smile laugh weep cry wipe stand sit hold wave gesture wear send draw prompt spark trigger raise`)

// saidBefore: a whole clause between the beginning and a speaker is what is said: "Refugees crossed the border, the Red Cross said".
func (r *repairer) saidBefore(c int) {
	t := r.d.Tokens
	h := t[c].Head
	if h < c || t[c].Deprel != "advcl" || !tells(t[h].Lemma) || t[h].XPOS == "VBG" || r.child(h, "ccomp") >= 0 || r.child(h, "obj") >= 0 || r.child(c, "mark") >= 0 || !r.isFinite(c) && r.child(c, "cop") < 0 {
		return
	}
	s, speaker := r.child(c, "nsubj"), r.child(h, "nsubj")
	if s < 0 || s > c || speaker < c || strings.HasPrefix(t[s].XPOS, "W") || t[h].Deprel == "advcl" || t[h].Deprel == "acl:relcl" {
		return
	}
	if k := r.kids[c][0]; strings.HasPrefix(t[k].XPOS, "W") || t[k].UPOS == "AUX" || t[k].UPOS == "SCONJ" {
		return // "Had they known", "When they came"
	}
	t[c].Deprel = "ccomp"
	r.index()
}

// letterWrote: a name between a thing and a verb without an object is who did it: "The letter Mike wrote was sold".
func (r *repairer) letterWrote(s int) {
	t := r.d.Tokens
	n := t[s].Head
	if t[s].Deprel != "appos" && t[s].Deprel != "flat" && t[s].Deprel != "compound" || t[s].UPOS != "PROPN" || n < 0 || n > s || t[n].XPOS != "NN" && t[n].XPOS != "NNS" || r.isPerson(n) {
		return
	}
	for i := n + 1; i < s; i++ {
		if !r.under(i, s) || t[i].UPOS == "PUNCT" {
			return
		}
	}
	for _, v := range r.kids[n] {
		if v > s && t[v].Deprel == "acl:relcl" && t[v].XPOS == "VBD" && r.reaches(s, v) && r.child(v, "nsubj") < 0 && r.child(v, "obj") < 0 && r.child(v, "aux") < 0 && r.child(v, "cop") < 0 {
			t[s].Head, t[s].Deprel = v, "nsubj"
			r.index()
			return
		}
	}
}

// secondWith: a thing between "and" and a further participle is what that is of, and no amount: "with the FTSE losing 3.2% and
// the DAX falling by 5%".
func (r *repairer) secondWith(v int) {
	t := r.d.Tokens
	w := t[v].Head
	if w < 0 || w > v || t[v].XPOS != "VBG" || t[w].XPOS != "VBG" || t[v].Deprel != "conj" || r.child(v, "nsubj") >= 0 || r.child(w, "nsubj") < 0 || r.child(v, "cc") >= 0 {
		return
	}
	o := r.child(w, "obj")
	if o < w {
		return
	}
	s := r.child(o, "conj")
	if s < o || !r.reaches(s, v) || r.child(o, "nummod") < 0 || r.child(s, "nummod") >= 0 {
		return
	}
	cc := r.child(s, "cc")
	t[s].Head, t[s].Deprel = v, "nsubj"
	if cc >= 0 {
		t[cc].Head = v
	}
	r.index()
}

// promising: what is coordinated with an adjective, and has no object, is one: "good and promising".
func (r *repairer) promising(v int) {
	t := r.d.Tokens
	h := t[v].Head
	if t[v].XPOS != "VBG" || t[v].Deprel != "conj" || h < 0 || h > v || t[h].UPOS != "ADJ" || r.child(h, "cop") < 0 || len(r.kids[v]) > 1 || r.child(v, "cc") < 0 {
		return
	}
	t[v].UPOS, t[v].XPOS, t[v].Lemma, t[v].Feats = "ADJ", "JJ", strings.ToLower(t[v].Form), "Degree=Pos"
	r.index()
}

// withDoing: a preposition before a participle is its mark: "charged them with planning".
func (r *repairer) withDoing(i int) {
	t := r.d.Tokens
	if h := t[i].Head; t[i].Deprel == "case" && t[i].UPOS == "ADP" && h > i && t[h].XPOS == "VBG" && t[h].UPOS == "VERB" && t[h].Deprel == "advcl" {
		t[i].Deprel, t[i].UPOS = "mark", "SCONJ"
		r.index()
	}
}

// ledTo: what a thing led to is a doing, and a participle behind a noun there is that noun's: "Rumours led to Tom Brand leaving
// the party".
func (r *repairer) ledTo(v int) {
	t := r.d.Tokens
	h := t[v].Head
	if h < 0 || h > v || t[v].XPOS != "VBG" || t[v].Deprel != "advcl" && t[v].Deprel != "acl" || r.child(v, "mark") >= 0 || r.child(v, "nsubj") >= 0 {
		return
	}
	n := -1
	if t[v].Deprel == "acl" {
		n, h = h, t[h].Head
	} else {
		for _, k := range r.kids[h] {
			if k > h && k < v && t[k].Deprel == "obl" && r.reaches(k, v) {
				n = k
			}
		}
	}
	if n < 0 || h < 0 || t[n].Deprel != "obl" {
		return
	}
	c := r.child(n, "case")
	switch strings.ToLower(t[h].Lemma) {
	case "lead", "contribute":
		if c < 0 || t[c].Form != "to" {
			return
		}
	case "result", "end":
		if c < 0 || t[c].Form != "in" {
			return
		}
	default:
		return
	}
	t[v].Head, t[v].Deprel = h, "advcl"
	t[n].Head, t[n].Deprel = v, "nsubj"
	t[c].Head, t[c].Deprel, t[c].UPOS = v, "mark", "SCONJ"
	r.index()
}

// ofOthers are nouns of what somebody else says.
var ofOthers = wordSet(`claim report allegation rumor rumour suggestion accusation speculation news`)

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

// accordingOne: a source is that of the whole clause, and no part of its predicate: "is one of the deepest, according to the agency".
func (r *repairer) accordingOne(k int) {
	t := r.d.Tokens
	h := t[k].Head
	if t[k].Deprel != "nmod" || h < 0 || h > k {
		return
	}
	c := r.child(k, "case")
	if c < r.first || !strings.EqualFold(t[c].Form, "according") || c == r.first || t[c-1].Form != "," {
		return
	}
	for n := 0; n < 10 && h >= 0 && t[h].UPOS != "VERB" && r.child(h, "cop") < 0; n++ {
		h = t[h].Head
	}
	if h >= 0 {
		t[k].Head, t[k].Deprel = h, "obl"
		r.index()
	}
}

// citing: a speaking participle behind a comma is of who acts in the main clause, and no part of what he tries or wants:
// "tried to have the march banned, citing violence".
func (r *repairer) citing(v int) {
	t := r.d.Tokens
	h := t[v].Head
	if t[v].XPOS != "VBG" || t[v].Deprel != "advcl" || h < 0 || h > v || t[h].Deprel != "xcomp" || r.child(v, "mark") >= 0 || r.child(v, "nsubj") >= 0 {
		return
	}
	if lemma := strings.ToLower(t[v].Lemma); !utters[lemma] && !tells(lemma) {
		return
	}
	lo := v
	for i := h + 1; i < v; i++ {
		if r.under(i, v) {
			lo = i
			break
		}
	}
	if t[lo].Form != "," && t[lo-1].Form != "," {
		return
	}
	for n := 0; t[h].Deprel == "xcomp" && t[h].Head >= 0 && n < 8; n++ {
		h = t[h].Head
	}
	t[v].Head = h
	r.index()
}

// whenClause: when something happened is no object of what does not ask or tell: "The contract dissolved, particularly when the firm failed".
func (r *repairer) whenClause(v int) {
	t := r.d.Tokens
	h := t[v].Head
	if t[v].Deprel != "ccomp" || h < 0 || h > v || t[h].UPOS != "VERB" || whenVerbs[strings.ToLower(t[h].Lemma)] || tells(t[h].Lemma) {
		return
	}
	for _, k := range r.kids[v] {
		if k < v && t[k].Deprel == "advmod" && strings.EqualFold(t[k].Form, "when") {
			t[v].Deprel = "advcl"
			r.index()
			return
		}
	}
}

// whenVerbs are verbs that "when" asks of.
var whenVerbs = wordSet(`know ask decide see remember learn find wonder reveal disclose determine discuss recall understand show specify predict choose forget guess hate love like consider define dictate establish investigate study check tell say`)

// yetTo: that somebody has not confirmed or answered is told by the article, and no part of what is reported: "said Amazon could
// launch a phone, though the company has yet to confirm it".
func (r *repairer) yetTo(v int) {
	t := r.d.Tokens
	c := t[v].Head
	if t[v].Deprel != "advcl" || c < 0 || c > v || t[c].Deprel != "ccomp" || t[c].Head < 0 || t[c].Head > c || !tells(t[t[c].Head].Lemma) {
		return
	}
	mark := r.child(v, "mark")
	if mark < c || mark > v || t[mark-1].Form != "," {
		return
	}
	switch strings.ToLower(t[mark].Form) {
	case "though", "although", "while":
	default:
		return
	}
	silent := false
	for i := mark; i < r.end; i++ {
		if r.under(i, v) {
			switch strings.ToLower(t[i].Lemma) {
			case "yet", "decline", "respond", "comment":
				silent = true
			}
		}
	}
	if lemma := strings.ToLower(t[v].Lemma); strings.EqualFold(t[mark].Form, "while") && r.child(v, "nsubj") >= 0 && (tells(lemma) || utters[lemma] || lemma == "reject") {
		silent = true // "Hamas said it had no proposal, while Israel accused it of stalling"
	}
	if silent {
		t[v].Head = t[c].Head
		r.index()
	}
}

// betweenTwo: what stands between one and the other stands before its verb: "Talks between the union and the company failed".
func (r *repairer) betweenTwo(v int) {
	t := r.d.Tokens
	n := t[v].Head
	if n < 0 || n > v || t[v].Deprel != "conj" || t[v].UPOS != "VERB" || t[n].UPOS != "NOUN" || r.child(n, "nsubj") >= 0 || r.child(n, "cop") >= 0 || !r.isFinite(v) {
		return
	}
	one, cc, s := r.child(n, "nmod"), r.child(v, "cc"), r.child(v, "nsubj")
	if one < n || cc < one || s < cc || s > v || t[cc].Form != "and" || !r.reaches(one, cc) || t[cc-1].Form == "," {
		return
	}
	if k := r.child(one, "case"); k < 0 || t[k].Form != "between" {
		return
	}
	t[v].Head, t[v].Deprel = t[n].Head, t[n].Deprel
	t[n].Head, t[n].Deprel = v, "nsubj"
	t[s].Head, t[s].Deprel = one, "conj"
	t[cc].Head = s
	for _, k := range r.kids[n] {
		if k > v {
			t[k].Head = v
		}
	}
	r.index()
}

// toldThing: a story is told and is told nothing: "told the tale of their escape".
func (r *repairer) toldThing(o int) {
	t := r.d.Tokens
	v := t[o].Head
	if t[o].Deprel != "iobj" || v < 0 || v > o || r.child(v, "obj") >= 0 || r.child(v, "ccomp") >= 0 || r.child(v, "xcomp") >= 0 || t[o].UPOS != "NOUN" || lexicon.Supersense(strings.ToLower(t[o].Lemma)) != "communication" {
		return
	}
	t[o].Deprel = "obj"
	r.index()
}

// saidToo: a further verb of saying is no doing of the things that the first says something of: "The bank said profits had
// fallen but insisted that jobs were safe".
func (r *repairer) saidToo(v int) {
	t := r.d.Tokens
	c := t[v].Head
	if c < 0 || c > v || t[v].Deprel != "conj" || t[c].Deprel != "ccomp" || t[c].Head < 0 || t[c].Head > c || t[v].XPOS != "VBD" && t[v].XPOS != "VBN" || r.child(v, "nsubj") >= 0 || r.child(v, "aux") >= 0 {
		return
	}
	h := t[c].Head
	att, ok := lexicon.AttitudeOf(strings.ToLower(t[v].Lemma), lexicon.That)
	content := r.child(v, "ccomp")
	if !ok || att.Class != "speech" && att.Class != "denial" || content < v || r.child(content, "mark") < 0 || !tells(t[h].Lemma) || t[h].XPOS != "VBD" || r.child(h, "nsubj") < 0 {
		return
	}
	s := r.child(c, "nsubj")
	if s < 0 || t[s].UPOS == "PRON" || t[s].UPOS == "PROPN" || r.isPerson(s) || lexicon.Supersense(strings.ToLower(t[s].Lemma)) == "group" {
		return
	}
	t[v].Head, t[v].XPOS, t[v].Feats = h, "VBD", "Mood=Ind|Tense=Past|VerbForm=Fin"
	r.index()
}

// tells reports a verb of saying, by its lemma.
func tells(lemma string) bool {
	att, ok := lexicon.AttitudeOf(strings.ToLower(lemma), lexicon.That)
	return ok && att.Class == "speech"
}

// inverted: a person right behind a verb of saying that has no subject and stands behind a quotation is who
// says it: "\"They were sold,\" explained Ana Ruiz".
func (r *repairer) inverted(v int) {
	t := r.d.Tokens
	s := r.child(v, "nsubj")
	if v == r.first || t[v].XPOS != "VBD" || !tells(t[v].Lemma) || s > v || s >= 0 && t[r.first].UPOS != "PUNCT" || r.child(v, "aux") >= 0 {
		return
	}
	if f := t[v-1].Form; f != "\"" && f != "”" && f != "''" && f != "’" {
		return
	}
	if o := r.child(v, "obj"); o > v && r.isPerson(o) {
		t[o].Deprel = "nsubj"
		if s >= 0 {
			t[s].Deprel = "ccomp"
		}
		r.index()
	}
}

// quotedAs: who is quoted as saying something says it.
func (r *repairer) quotedAs(v int) {
	t := r.d.Tokens
	h := t[v].Head
	if h < 0 || h > v || t[h].Lemma != "quote" || t[v].Deprel != "advcl" || t[v].Form != "saying" && t[v].Form != "telling" || r.child(h, "nsubj") < 0 {
		return
	}
	mark := r.child(v, "mark")
	if mark < h || t[mark].Form != "as" {
		return
	}
	to, rel := t[h].Head, t[h].Deprel
	for _, k := range r.kids[h] {
		switch {
		case k == v || t[k].Deprel == "aux:pass" || t[k].Deprel == "aux":
		case t[k].Deprel == "nsubj:pass":
			t[k].Head, t[k].Deprel = v, "nsubj"
		default:
			t[k].Head = v
		}
	}
	for _, k := range r.kids[v] {
		if t[k].Deprel == "obl" && k > v { // "by the Global Times"
			if c := r.child(k, "case"); c >= 0 && t[c].Form == "by" {
				t[k].Deprel = "obl:by"
				t[k].Head = h
			}
		}
	}
	t[v].Head, t[v].Deprel, t[v].XPOS = to, rel, "VBD"
	t[h].Head, t[h].Deprel = v, "aux"
	t[h].UPOS = "AUX"
	t[mark].Deprel, t[mark].Head = "fixed", h
	r.index()
}

// whichHas: a relative clause in the singular goes back to the name before its comma, not to the plural that is coordinated with
// it: "opposition from fishermen and China, which has banned it".
func (r *repairer) whichHas(v int) {
	t := r.d.Tokens
	h := t[v].Head
	if t[v].Deprel != "acl:relcl" || h < 0 || h > v || t[h].XPOS != "NNS" {
		return
	}
	s := r.child(v, "nsubj")
	if s < h+2 || t[s].Form != "which" && t[s].Form != "who" || t[s-1].Form != "," {
		return
	}
	singular := t[v].XPOS == "VBZ"
	for _, k := range r.kids[v] {
		singular = singular || k < v && (t[k].Form == "has" || t[k].Form == "is" || t[k].Form == "was" || t[k].Form == "does")
	}
	last := -1
	for _, k := range r.kids[h] {
		if t[k].Deprel == "conj" && k < s && (t[k].XPOS == "NNP" || t[k].XPOS == "NN") {
			last = k
		}
	}
	if singular && last >= 0 && last >= s-3 {
		t[v].Head = last
		r.index()
	}
}

// source: a source at the end of a sentence, behind a comma, is that of the whole, not of an adverbial clause before it:
// "Six were wounded when a bomb exploded, according to police".
func (r *repairer) source(k int) {
	t := r.d.Tokens
	c := r.child(k, "case")
	if c < 0 || c > k || !strings.EqualFold(t[c].Form, "according") || t[k].Deprel != "obl" {
		return
	}
	h := t[k].Head
	if h < 0 || h > c || t[h].Deprel != "advcl" && !(t[h].Deprel == "acl" && t[h].XPOS == "VBG") || t[c-1].Form != "," {
		return
	}
	for i := k + 1; i < r.end; i++ {
		if !r.under(i, k) && t[i].UPOS != "PUNCT" {
			return
		}
	}
	top := h
	for n := 0; t[top].Head >= 0 && n < 20; n++ {
		top = t[top].Head
		if t[top].Deprel == "ccomp" {
			return // whose source it is is not clear
		}
	}
	t[k].Head = top
	r.index()
}

// accused: what somebody is accused of is no part of who he is, wherever the tree hangs it: "accused the paper of inventing it".
func (r *repairer) accused(v int) {
	t := r.d.Tokens
	o := t[v].Head
	if t[v].Deprel != "acl" || t[v].XPOS != "VBG" || o < 0 || o > v || t[o].Deprel != "obj" && t[o].Deprel != "nsubj:pass" || t[o].Head < 0 {
		return
	}
	m := r.child(v, "mark")
	if m < 0 || t[m].Form != "of" {
		return
	}
	if att, ok := lexicon.AttitudeOf(strings.ToLower(t[t[o].Head].Lemma), lexicon.Of); ok && att.Class == "accusation" {
		t[v].Head, t[v].Deprel = t[o].Head, "advcl"
		r.index()
	}
}

// saidIn: what is said in an interview or a statement is said, and no part of those:
// "said in an interview that the police were not able to".
func (r *repairer) saidIn(i int) {
	t := r.d.Tokens
	n := t[i].Head
	if t[i].Deprel != "acl" || n < 0 || n > i || t[n].Head < 0 || t[n].Deprel != "obl" && !(listeners[strings.ToLower(t[t[n].Head].Lemma)] && (t[n].Deprel == "iobj" || t[n].Deprel == "obj")) || t[n].Head > n || !tells(t[t[n].Head].Lemma) {
		return
	}
	mark := r.child(i, "mark")
	if c := r.child(n, "case"); ofOthers[strings.ToLower(t[n].Lemma)] && c >= 0 && (t[c].Form == "on" || t[c].Form == "to" || t[c].Form == "about") {
		return // "commented on claims that ..."
	}
	if mark < n || !strings.EqualFold(t[mark].Form, "that") || r.child(t[n].Head, "ccomp") >= 0 || t[n].Deprel == "obl" && r.child(t[n].Head, "obj") >= 0 {
		return
	}
	t[i].Head, t[i].Deprel = t[n].Head, "ccomp"
	r.index()
}

// dayBeforeVerb: a day between a subject and its verb is when it happened: "The court on Tuesday halted the sale". Of an event it is
// the event's: "The meeting on Tuesday ended the dispute".
func (r *repairer) dayBeforeVerb(i int) {
	t := r.d.Tokens
	on := i - 1
	if !weekdays[t[i].Form] || t[i].Deprel != "nmod" || on < r.first || !strings.EqualFold(t[on].Form, "on") || t[on].Head != i {
		return
	}
	s := t[i].Head
	for n := 0; s >= 0 && n < 8 && !strings.HasPrefix(t[s].Deprel, "nsubj"); n++ {
		s = t[s].Head
	}
	if s < 0 || t[s].Head < i || t[t[s].Head].UPOS != "VERB" {
		return
	}
	v := t[s].Head
	for k := i + 1; k < v; k++ {
		if t[k].UPOS != "AUX" && t[k].UPOS != "ADV" && t[k].UPOS != "PART" {
			return
		}
	}
	if lemma := strings.ToLower(t[s].Lemma); gatherings[lemma] {
		return
	} else if t[s].UPOS != "PROPN" {
		switch lexicon.Supersense(lemma) {
		case "act", "event", "phenomenon", "process", "time":
			return
		}
	}
	t[i].Head, t[i].Deprel = v, "obl"
	r.index()
}

// gatherings are events that the lexicon has for groups of people or places first.
var gatherings = wordSet(`meeting summit conference session hearing talk talks gathering rally reception congress assembly dinner lunch march parade`)

var weekdays = map[string]bool{"Monday": true, "Tuesday": true, "Wednesday": true, "Thursday": true, "Friday": true, "Saturday": true, "Sunday": true}

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

// headlineShares: shares tumble, and nobody shares a tumble: "Tesla shares tumble after row".
func (r *repairer) headlineShares(v int) {
	t := r.d.Tokens
	if r.d.Sentences[t[v].Sentence].Kind != Headline || t[v].UPOS != "VERB" || !strings.EqualFold(t[v].Form, "shares") || v == r.first || v+1 >= r.end {
		return
	}
	o, s := v+1, r.child(v, "nsubj")
	if t[o].Head != v || t[o].Deprel != "obj" || s < 0 || s > v || !falls[strings.ToLower(t[o].Lemma)] {
		return
	}
	t[o].Head, t[o].Deprel, t[o].UPOS, t[o].XPOS, t[o].Feats = t[v].Head, t[v].Deprel, "VERB", "VBP", "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin"
	t[v].Head, t[v].Deprel, t[v].UPOS, t[v].XPOS, t[v].Lemma, t[v].Feats = o, "nsubj", "NOUN", "NNS", "share", "Number=Plur"
	t[s].Head, t[s].Deprel = v, "compound"
	for _, k := range r.kids[v] {
		if k != s && k != o {
			t[k].Head = o
		}
	}
	for _, k := range r.kids[o] {
		if t[k].Deprel == "nmod" {
			t[k].Deprel = "obl"
		}
	}
	r.index()
}

var falls = wordSet(`tumble fall rise slump soar jump slide drop plunge gain surge climb sink dip rally rebound crash slip edge ease`)

// headlinePassive: headlines leave out "is": "Man charged with murder", "Mother of missing girl arrested in Spain".
func (r *repairer) headlinePassive(v int) {
	t := r.d.Tokens
	if r.d.Sentences[t[v].Sentence].Kind != Headline || t[v].XPOS != "VBD" && t[v].XPOS != "VBN" || r.child(v, "obj") >= 0 || r.child(v, "aux") >= 0 || r.child(v, "ccomp") >= 0 || !suffered[strings.ToLower(t[v].Lemma)] {
		return
	}
	if n := v + 1; n < r.end && stays[strings.ToLower(t[v].Lemma)+" "+strings.ToLower(t[n].Form)] {
		return // "Minister hit back at critics", "Shares closed lower"
	}
	if t[v].Deprel == "acl" && t[v].Head >= 0 && t[v].Head < v { // what is arrested is the head of the line
		top := t[v].Head
		for n := 0; t[top].Deprel == "nmod" && n < 5; n++ {
			top = t[top].Head
		}
		if t[top].Head >= 0 || t[top].UPOS != "NOUN" && t[top].UPOS != "PROPN" && t[top].UPOS != "NUM" {
			return
		}
		t[v].Head, t[v].Deprel = -1, "root"
		t[top].Head, t[top].Deprel = v, "nsubj:pass"
		for _, k := range r.kids[top] {
			if k > v {
				t[k].Head = v
			}
		}
		t[v].XPOS = "VBN"
		r.index()
		return
	}
	s := r.child(v, "nsubj")
	if t[v].Head >= 0 || s < 0 || s > v {
		return
	}
	if lemma := strings.ToLower(t[v].Lemma); !r.isPerson(s) {
		for _, k := range r.kids[s] { // "Mother of boy stabbed": the boy; "List of people killed" is no event
			if t[k].Deprel == "nmod" && r.isPerson(k) && r.reaches(k, v) {
				return
			}
		}
		if sense := lexicon.Supersense(strings.ToLower(t[s].Lemma)); lemma == "hit" && (sense == "phenomenon" || sense == "event") {
			return // "Storm hit as families slept"
		}
	}
	t[s].Deprel, t[v].XPOS, t[v].Feats = "nsubj:pass", "VBN", "Tense=Past|VerbForm=Part|Voice=Pass"
	r.index()
}

// suffered are verbs that without an object say in a headline what was done to their subject.
var suffered = wordSet(`charge arrest impeach kill jail sentence fine accuse convict shoot injure hurt rescue hold detain name elect appoint sack fire suspend ban evacuate wound stab murder hospitalise hospitalize
	acquit indict deport extradite expel oust remove replace crown honor honour blame cancel postpone delay close shut scrap approve reject block halt recall damage destroy hit rock strand trap bail remand cite probe sue free release unveil discover`)

// stays are verbs and words behind them with which they are no passives.
var stays = func() map[string]bool {
	m := map[string]bool{}
	for verb, words := range map[string]string{"fire": "at on into back", "hit": "back out", "hold": "on off up firm steady out back", "close": "lower higher up flat mixed at in", "shoot": "back"} {
		for w := range strings.FieldsSeq(words) {
			m[verb+" "+w] = true
		}
	}
	return m
}()

// headlinePlan: a name with an infinitive is the subject of a plan in a
// headline that has no other verb: "Norway's Equinor to buy rival".
func (r *repairer) headlinePlan(v int) {
	t := r.d.Tokens
	n := t[v].Head
	if r.d.Sentences[t[v].Sentence].Kind != Headline || n < 0 || t[n].Head >= 0 || t[v].Deprel != "acl" || t[v].XPOS != "VB" || t[n].UPOS != "PROPN" && t[n].XPOS != "NNS" {
		return
	}
	m := r.child(v, "mark")
	if m != v-1 || m != n+1 || !strings.EqualFold(t[m].Form, "to") {
		return
	}
	t[v].Head, t[v].Deprel = -1, t[n].Deprel
	t[n].Head, t[n].Deprel = v, "nsubj"
	for _, k := range r.kids[n] {
		if k > v {
			t[k].Head = v
		}
	}
	r.index()
}

// headlineNoun: what a headline's verb is taken for may be the object of the
// plural before it, which is the verb: "High court blocks plan to sell port".
func (r *repairer) headlineNoun(v int) {
	t := r.d.Tokens
	s := v - 1
	if r.d.Sentences[t[v].Sentence].Kind != Headline || t[v].Head >= 0 || t[v].XPOS != "VBP" || s <= r.first || t[s].Head != v ||
		t[s].Deprel != "nsubj" || t[s].XPOS != "NNS" || t[s-1].Head != s || t[s-1].Deprel != "compound" || !planNouns[strings.ToLower(t[v].Form)] {
		return
	}
	base := strings.TrimSuffix(strings.ToLower(t[s].Form), "s")
	if len(lexicon.VerbSenses(base)) == 0 {
		return
	}
	t[s].UPOS, t[s].XPOS, t[s].Lemma, t[s].Feats = "VERB", "VBZ", base, "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
	t[s].Head, t[s].Deprel = -1, t[v].Deprel
	t[v].UPOS, t[v].XPOS, t[v].Feats = "NOUN", "NN", "Number=Sing"
	t[v].Head, t[v].Deprel = s, "obj"
	t[s-1].Head, t[s-1].Deprel = s, "nsubj"
	for _, k := range r.kids[s] {
		if k < s-1 {
			t[k].Head = s - 1
		}
	}
	for _, k := range r.kids[v] {
		switch {
		case k == s:
		case t[k].Deprel == "xcomp":
			t[k].Deprel = "acl"
		case t[k].UPOS == "PUNCT":
			t[k].Head = s
		}
	}
	r.index()
}

// planNouns are nouns of plans that are spelled like verbs.
var planNouns = wordSet(`plan bid call push move offer pledge vow vote attempt request demand threat appeal`)

// afterRelative: what is coordinated behind a relative clause between commas
// goes on with the main clause: "Fiat bought a stake in Chrysler, which had
// left bankruptcy, and has raised it since".
func (r *repairer) afterRelative(v int) {
	t := r.d.Tokens
	w := t[v].Head
	if w < 0 || t[v].Deprel != "conj" || t[w].Deprel != "acl:relcl" || t[v].UPOS != "VERB" || r.child(v, "nsubj") >= 0 {
		return
	}
	cc := r.child(v, "cc")
	if cc <= w || cc-1 < r.first || t[cc-1].Form != "," || !r.isFinite(v) {
		return
	}
	lo := w
	for i := r.first; i < w; i++ {
		if r.under(i, w) {
			lo = i
			break
		}
	}
	if lo == r.first || t[lo].Form != "," && t[lo-1].Form != "," { // the relative clause is no aside
		return
	}
	main := t[w].Head
	for n := 0; main >= 0 && n < 8 && (t[main].UPOS != "VERB" || !r.isFinite(main)); n++ {
		main = t[main].Head
	}
	if main < 0 || main > w || t[main].Deprel == "acl:relcl" {
		return
	}
	t[v].Head = main
	r.index()
}

// aroundSpeech: what goes on behind a speaker between commas goes on with what
// is said: "The toll passed 500, officials said, and is expected to rise".
func (r *repairer) aroundSpeech(v int) {
	t := r.d.Tokens
	w := t[v].Head
	if w < 0 || w > v || t[v].Deprel != "conj" || t[w].UPOS != "VERB" || r.child(v, "nsubj") >= 0 || r.child(w, "obj") >= 0 || !r.isFinite(v) {
		return
	}
	said, subject, cc := r.child(w, "ccomp"), r.child(w, "nsubj"), r.child(v, "cc")
	if said < 0 || said > w || subject < said || cc < w || !r.isFinite(said) {
		return
	}
	lo, hi := min(w, subject), max(w, subject)
	for i := r.first; i < r.end; i++ {
		if r.under(i, subject) {
			lo, hi = min(lo, i), max(hi, i)
		}
	}
	if lo == r.first || t[lo-1].Form != "," || hi+2 > cc || t[hi+1].Form != "," {
		return
	}
	t[v].Head = said
	r.index()
}

// liveLabel: "live" before a colon of a headline is no verb but what news sites
// write over reports that go on: "Storm Petra live: roads are closed".
func (r *repairer) liveLabel(v int) {
	t := r.d.Tokens
	if r.d.Sentences[t[v].Sentence].Kind != Headline || t[v].UPOS != "VERB" || t[v].Head >= 0 || !strings.EqualFold(t[v].Form, "live") || v+1 >= r.end || t[v+1].Form != ":" {
		return
	}
	s := r.child(v, "nsubj")
	if s < 0 {
		return
	}
	top := s
	for _, k := range r.kids[v] {
		if k > v && t[k].UPOS != "PUNCT" {
			top = k
			break
		}
	}
	for _, k := range r.kids[v] {
		if k != top {
			t[k].Head = top
		}
	}
	if top != s {
		t[s].Deprel = "dislocated"
	}
	t[top].Head, t[top].Deprel = -1, "root"
	t[v].UPOS, t[v].XPOS, t[v].Head, t[v].Deprel = "ADJ", "JJ", s, "amod"
	r.index()
}

// isFinite reports a verb form with a tense, or with an auxiliary.
func (r *repairer) isFinite(v int) bool {
	x := r.d.Tokens[v].XPOS
	return x == "VBD" || x == "VBZ" || x == "VBP" || r.child(v, "aux") >= 0
}

// upTo: "up to" before a number is a measure, not a way: "faces up to 10 years".
func (r *repairer) upTo(i int) {
	t := r.d.Tokens
	if !strings.EqualFold(t[i].Form, "up") || i+2 >= r.end || !strings.EqualFold(t[i+1].Form, "to") || t[i+2].UPOS != "NUM" {
		return
	}
	n := i + 2
	for h := t[n].Head; (t[n].Deprel == "nummod" || t[n].Deprel == "compound") && h > n && h < i+6; h = t[n].Head {
		n = h
	}
	v := t[n].Head
	if t[n].Deprel != "obl" && t[n].Deprel != "obj" || v < 0 || v >= i || t[v].UPOS != "VERB" || t[i].Head != v || t[i+1].Head != n && t[i+1].Head != i {
		return
	}
	if o := r.child(v, "obj"); o >= 0 && o != n {
		return
	}
	switch {
	case t[n].Deprel == "obl" && moving[strings.ToLower(t[v].Lemma)]:
		t[n].Deprel = "obl:unmarked" // "rose up to 5 percent"
	case t[n].Deprel == "obl":
		t[n].Deprel = "obj"
	}
	t[i].Head, t[i].Deprel = n, "advmod"
	t[i+1].Head, t[i+1].Deprel = i, "fixed"
	r.index()
}

// moving are verbs with which a number says by how much.
var moving = wordSet(`rise fall grow drop climb jump go move gain increase decrease decline slip surge soar tumble last live wait`)

// it is the subject of a verb that has neither another nor a clause to stand
// for: "Fiat said it intends to buy".
func (r *repairer) it(i int) {
	t := r.d.Tokens
	v := t[i].Head
	if t[i].Deprel != "expl" || v < i || !strings.EqualFold(t[i].Form, "it") || t[v].UPOS != "VERB" || impersonal[strings.ToLower(t[v].Lemma)] {
		return
	}
	for _, k := range r.kids[v] {
		switch base, _, _ := strings.Cut(t[k].Deprel, ":"); base {
		case "nsubj", "csubj", "ccomp", "cop":
			return
		case "aux":
			if t[k].Deprel == "aux:pass" {
				return
			}
		}
	}
	t[i].Deprel = "nsubj"
	r.index()
}

// impersonal are verbs whose "it" often stands for nothing.
var impersonal = wordSet(`be seem appear happen turn take rain snow matter follow emerge transpire help hurt occur strike suffice remain become make cost`)

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

// isPerson reports a noun for persons or the name of one.
func (r *repairer) isPerson(i int) bool {
	for _, n := range r.d.Names {
		if n.First <= i && i < n.End {
			return n.Type == "Person"
		}
	}
	noun := strings.ToLower(r.d.Tokens[i].Lemma)
	_, title := lexicon.Title(noun)
	return title || lexicon.Supersense(noun) == "person"
}

// reaches reports whether what stands under token i ends right before token end.
func (r *repairer) reaches(i, end int) bool {
	last := i
	for k := i + 1; k < end; k++ {
		if !r.under(k, i) {
			return false
		}
		last = k
	}
	return last == end-1
}
