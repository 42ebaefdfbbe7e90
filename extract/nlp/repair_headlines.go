package nlp

import (
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
)

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
