package nlp

import (
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
)

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

// sayingParticiple: a speaking participle behind a comma is of who acts in the clause above, and no part of what he says, tries or
// wants: "Liu said troops could be sent, warning that patience was thin", "tried to have the march banned, citing violence". Where
// a person does what is said, that one may be meant.
func (r *repairer) sayingParticiple(v int) {
	t := r.d.Tokens
	h := t[v].Head
	if t[v].XPOS != "VBG" || t[v].Deprel != "advcl" || h < 0 || h > v || r.child(v, "nsubj") >= 0 || r.child(v, "mark") >= 0 {
		return
	}
	lemma, top := strings.ToLower(t[v].Lemma), h
	switch {
	case t[h].Deprel == "xcomp" && (tells(lemma) || utters[lemma]):
		for n := 0; t[top].Deprel == "xcomp" && t[top].Head >= 0 && n < 8; n++ {
			top = t[top].Head
		}
	case t[h].Deprel == "acl" && (tells(lemma) || utters[lemma]): // "rejected the claim that it fired, blaming drones"
		if top = t[h].Head; top < 0 || t[top].Head < 0 || !denies(t[t[top].Head].Lemma) {
			return
		}
		top = t[top].Head
	case t[h].Deprel == "ccomp" && tells(lemma) && lemma != "continue":
		top = t[h].Head
		if top < 0 || top > h || !tells(t[top].Lemma) {
			return
		}
		if s := r.child(h, "nsubj"); s >= 0 && t[s].Deprel != "nsubj:pass" && (r.isPerson(s) || t[s].UPOS == "PRON") {
			return
		}
	default:
		return
	}
	if r.behindComma(v, h+1) {
		t[v].Head = top
		r.index()
	}
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
	if !r.behindComma(v, h+1) {
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

// ofOthers are nouns of what somebody else says.
var ofOthers = wordSet(`claim report allegation rumor rumour suggestion accusation speculation news`)

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
	if s := r.child(v, "nsubj"); strings.EqualFold(t[mark].Form, "while") && s >= 0 && t[s].XPOS == "NNP" && r.isFinite(v) {
		silent = true // "Hamas said it had no proposal, while Israel accused it of stalling"
	}
	if silent {
		t[v].Head = t[c].Head
		r.index()
	}
}

// toldThing: a story is told and is told nothing: "told the tale of their escape".
func (r *repairer) toldThing(o int) {
	t := r.d.Tokens
	v := t[o].Head
	if t[o].Deprel != "iobj" || v < 0 || v > o || r.child(v, "obj") >= 0 || r.child(v, "ccomp") >= 0 || r.child(v, "xcomp") >= 0 || !stories[strings.ToLower(t[o].Lemma)] {
		return
	}
	t[o].Deprel = "obj"
	r.index()
}

// stories are nouns of what is told.
var stories = wordSet(`story tale joke lie truth anecdote secret fib`)

// saidToo: a further verb of saying is no doing of the things that the first says something of: "The bank said profits had
// fallen but insisted that jobs were safe".
func (r *repairer) saidToo(v int) {
	t := r.d.Tokens
	c := t[v].Head
	if c < 0 || c > v || t[v].Deprel != "conj" || t[c].Deprel != "ccomp" || t[c].Head < 0 || t[c].Head > c || t[v].XPOS != "VBD" && t[v].XPOS != "VBN" || r.child(v, "nsubj") >= 0 || r.child(v, "aux") >= 0 {
		return
	}
	h := t[c].Head
	lemma, content := strings.ToLower(t[v].Lemma), r.child(v, "ccomp")
	speech := (tells(lemma) || denies(lemma)) && content > v && r.child(content, "mark") >= 0 || utters[lemma] && r.child(v, "obj") > v
	if !speech || !tells(t[h].Lemma) && !denies(t[h].Lemma) || t[h].XPOS != "VBD" || r.child(h, "nsubj") < 0 {
		return
	}
	s := r.child(c, "nsubj")
	if s < 0 || t[s].UPOS == "PRON" || t[s].UPOS == "PROPN" || r.isPerson(s) {
		return
	}
	if noun := strings.ToLower(t[s].Lemma); lexicon.Supersense(noun) == "group" && !gatherings[noun] {
		return
	}
	t[v].Head, t[v].XPOS, t[v].Feats = h, "VBD", "Mood=Ind|Tense=Past|VerbForm=Fin"
	r.index()
}

// denies reports a verb of denial, by its lemma.
func denies(lemma string) bool {
	att, ok := lexicon.AttitudeOf(strings.ToLower(lemma), lexicon.That)
	return ok && att.Class == "denial"
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
