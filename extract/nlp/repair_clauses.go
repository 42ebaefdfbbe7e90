package nlp

import (
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
)

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

// pastOf: with a subject in the singular a verb without its ending is in the past, where the past has the
// same form: "Spain beat Italy".
func (r *repairer) pastOf(v int) {
	t := r.d.Tokens
	form := strings.ToLower(t[v].Form)
	if t[v].XPOS != "VBP" || lexicon.PastTense(form) != form || r.d.Sentences[t[v].Sentence].Kind == Headline || r.child(v, "aux") >= 0 {
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

// didThen: a past form behind "and" does not go on with an infinitive but with the verb before it: "refused to concede and alleged
// fraud".
func (r *repairer) didThen(v int) {
	t := r.d.Tokens
	w := t[v].Head
	if w < 0 || w > v || t[v].Deprel != "conj" || t[v].XPOS != "VBD" && t[v].XPOS != "VBN" || t[w].XPOS != "VB" || t[w].Deprel != "xcomp" || r.child(v, "aux") >= 0 || r.child(v, "nsubj") >= 0 {
		return
	}
	h, mark := t[w].Head, r.child(w, "mark")
	if h < 0 || h > w || mark < 0 || t[mark].Form != "to" || t[h].XPOS != "VBD" || t[h].UPOS != "VERB" {
		return
	}
	t[v].Head, t[v].XPOS, t[v].Feats = h, "VBD", "Mood=Ind|Tense=Past|VerbForm=Fin"
	for _, k := range r.kids[w] {
		if k > v && t[k].UPOS != "PUNCT" {
			t[k].Head = v
		}
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
	if !r.behindComma(w, r.first) { // the relative clause is no aside
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
