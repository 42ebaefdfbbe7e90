package extract

import (
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
)

// slots are the noun phrase headed by i and everything coordinated with it,
// each a slot of its own; a relative pronoun gives the noun that it goes back
// to.
func (a *analysis) slots(i int) []slot {
	if n, ok := a.relative[i]; ok {
		if a.form(i) == "whose" {
			return nil
		}
		return a.antecedents(n, i)
	}
	if n := a.titlesOf(i); n >= 0 {
		return []slot{{head: n}}
	}
	var out []slot
	for _, k := range a.conjuncts(i) {
		if cc := a.child(k, "cc"); k != i && cc > 0 && a.form(cc) == "or" && a.tok(cc-1).Form == "," && (a.isMeasure(k) || a.tok(k).UPOS == "SYM") {
			continue // "$212 million, or $1.04 per share"
		}
		if k != i && a.isExcluded(k) {
			continue // "Spain, not Italy"
		}
		if k != i && a.isMeasure(i) && a.nameAt[k] >= 0 {
			continue // "had 31 percent and the Greens 29"
		}
		if k == i || a.isNominal(k) || !a.isClause(k) {
			out = append(out, slot{head: k})
		}
	}
	return out
}

// isExcluded reports a coordinated noun behind "not": "Spain, not Italy".
func (a *analysis) isExcluded(k int) bool {
	for _, m := range a.kids[k] {
		if m >= k || a.form(m) != "not" || !a.is(m, "advmod", "cc", "det") {
			continue
		}
		if h := a.tok(k).Head; !a.notOnly(m) || h >= 0 && h < m && a.tok(m-1).Form == "," && !a.is(h, "nsubj") { // "a strategy, not just a plan"
			return true
		}
	}
	return false
}

// antecedents are the nouns that relative pronoun i goes back to: noun n, or
// all that is coordinated with it where the clause stands behind the last of
// them with a plural verb ("Uganda and Rwanda, which import oil").
func (a *analysis) antecedents(n, i int) []slot {
	v := a.nearestRelative(i)
	if a.form(i) == "which" && a.is(i, "nsubj") && v >= 0 && a.tok(n).XPOS == "NNS" && a.isComment(v) && a.isSingularVerb(v) {
		return nil // "full of rocks, which helps"
	}
	first := n
	for a.is(first, "conj") {
		first = a.tok(first).Head
	}
	all := a.conjuncts(first)
	if len(all) < 2 || v < 0 || a.tok(n).XPOS == "NNS" || i < all[len(all)-1] || !a.isPlural(v) {
		return []slot{{head: n}}
	}
	out := make([]slot, 0, len(all))
	for _, k := range all {
		if a.isNominal(k) {
			out = append(out, slot{head: k})
		}
	}
	return out
}

// isSingularVerb reports a verb in the form for one thing.
func (a *analysis) isSingularVerb(v int) bool {
	if k := a.child(v, "aux", "cop"); k >= 0 {
		f := a.form(k)
		return f == "is" || f == "was" || f == "has"
	}
	return a.tok(v).XPOS == "VBZ"
}

// isPlural reports a verb in the form for a plural subject.
func (a *analysis) isPlural(v int) bool {
	for _, k := range a.children(v, "aux", "cop") {
		switch a.form(k) {
		case "are", "were", "have":
			return true
		}
	}
	return a.tok(v).XPOS == "VBP"
}

// titlesOf is the one of coordinated titles that has the name of who holds
// them all: "CEO and co-founder Steve Jobs"; -1 for none.
func (a *analysis) titlesOf(i int) int {
	if a.child(i, "conj") < 0 || a.nameAt[i] >= 0 || a.tok(i).XPOS != "NN" && a.tok(i).XPOS != "NNP" {
		return -1
	}
	all, holder := a.conjuncts(i), -1
	for _, k := range all {
		_, title := lexicon.Title(a.lemma(k))
		if !title && lexicon.Supersense(a.lemma(k)) != "person" || a.nameAt[k] >= 0 || a.tok(k).XPOS == "NNS" || k != i && a.child(k, "det") >= 0 {
			return -1
		}
		if e := a.namedBy(k); e != nil && e.isPerson() {
			holder = k
		}
	}
	return holder
}

// nounPhrase is what slots(i) stand for.
func (a *analysis) nounPhrase(i int) []operand { return a.resolve(a.slots(i)) }

// subjectOf is who does what clause v says, as entities.
func (a *analysis) subjectOf(v, depth int) []operand { return a.resolve(a.subjects(v, depth)) }

// subjects are who does what clause v says, its own subjects or those that it
// shares with the clause above it.
func (a *analysis) subjects(v, depth int) []slot {
	if s := a.child(v, "nsubj"); s >= 0 {
		for _, k := range a.children(v, "nsubj") {
			if a.tok(s).Deprel == "nsubj:outer" {
				s = k // "The reason is that it has money"
			}
		}
		return a.withCompanions(v, a.slots(s))
	}
	if depth > 8 {
		return nil
	}
	h := a.tok(v).Head
	if h < 0 || a.child(v, "expl", "csubj") >= 0 {
		return nil
	}
	switch {
	case a.is(v, "conj") && a.isClause(h), a.is(v, "conj") && a.is(h, "acl", "advcl", "xcomp"):
		return a.withCompanions(v, a.subjects(h, depth+1))
	case a.is(v, "xcomp"):
		if o := a.child(h, "obj", "iobj"); o >= 0 && a.controlsObject(h) {
			return a.slots(o)
		}
		return a.subjects(h, depth+1)
	case a.is(v, "advcl", "xcomp") && a.mark(v) == "to" && a.isTool(h):
		return nil
	case a.is(v, "advcl"):
		return a.adverbialSubject(v, h, depth)
	case a.tok(v).Deprel == "acl:relcl":
		if _, ok := a.gaps[v]; ok {
			return []slot{{head: h}}
		}
	case a.is(v, "acl"):
		return a.modifierSubject(v, h, depth)
	case a.is(v, "ccomp") && a.tok(h).Deprel == "acl:relcl":
		if noun, ok := a.gaps[h]; ok {
			return []slot{{head: noun}}
		}
	}
	return nil
}

// isTool reports the participle of a tool, which itself does nothing: "the machines needed to clear the fields".
func (a *analysis) isTool(v int) bool {
	if !a.is(v, "acl") || a.tok(v).XPOS != "VBN" || a.child(v, "nsubj") >= 0 {
		return false
	}
	switch a.lemma(v) {
	case "need", "require", "use", "employ":
		return true
	}
	return false
}

// modifierSubject is the subject of a participle or infinitive that modifies
// noun h: "the case reviewed by a court", "its plan to sell engines".
func (a *analysis) modifierSubject(v, h, depth int) []slot {
	switch m := a.mark(v); {
	case m == "" && a.tok(v).XPOS == "VBG" && a.is(h, "obj") && spends[a.lemma(a.tok(h).Head)] && a.tellsTime(h):
		return a.subjects(a.tok(h).Head, depth+1) // "spent four years trying to ..."
	case m == "to" && a.causee(v, a.tok(h).Head) == h:
		return a.slots(h)
	case m == "to" && (!a.isPassive(v) || chances[a.lemma(h)]):
		return a.infinitiveSubject(h, depth)
	case m != "" && m != "to":
		return a.possessors(h)
	}
	return a.slots(h)[:1]
}

// controlsObject reports a verb whose object does what its infinitive says
// ("urged China to join"); with others the subject does ("defeated Boeing to
// win an order").
func (a *analysis) controlsObject(h int) bool {
	_, ok := lexicon.AttitudeOf(a.lemma(h), lexicon.Obj)
	return ok
}

// infinitiveSubject is who is to do what the infinitive behind noun n says:
// whose noun it is, or who has it ("won a contract to supply tankers").
func (a *analysis) infinitiveSubject(n, depth int) []slot {
	if a.isNth(n) {
		if a.child(n, "cop") >= 0 {
			return a.subjects(n, depth+1)
		}
		return a.slots(n)[:1]
	}
	if p := a.possessors(n); len(p) > 0 {
		return p
	}
	if h := a.tok(n).Head; h >= 0 && a.is(n, "obj") && a.isVerb(h) && holders[a.lemma(h)] {
		if k := a.child(h, "iobj"); k >= 0 { // "gave the Treasury permission to lend"
			return a.slots(k)
		}
		return a.subjects(h, depth+1)
	}
	h := a.tok(n).Head
	switch {
	case ways[a.lemma(n)]:
	case a.child(n, "cop") >= 0 && a.preposition(n) != "", h >= 0 && a.is(n, "obl") && a.isVerb(h) && entering[a.lemma(h)]: // "is in talks to buy", "entered into an agreement to buy"
		if a.child(n, "cop") >= 0 {
			h = n
		}
		return a.subjects(h, depth+1)
	}
	return nil
}

var entering = set("enter", "agree", "embark", "work", "engage", "move", "press", "begin", "join", "settle", "decide")

// sinceEvent is whose event stands right before a participle with "since",
// wherever the tree hangs it: "met during Boric's first visit since taking office".
func (a *analysis) sinceEvent(v int) []slot {
	if a.mark(v) != "since" || a.tok(v).XPOS != "VBG" {
		return nil
	}
	lo, _ := a.yield(v)
	if lo == a.sentence(v).First || a.tok(lo-1).UPOS != "NOUN" || a.child(lo-1, "nmod:poss") < 0 {
		return nil
	}
	return a.possessors(lo - 1)
}

// holders are verbs whose subject has the plan or the right that is their
// object: "won a contract to", not "blocked a plan to".
var holders = set("have", "make", "announce", "unveil", "reveal", "propose", "launch", "sign", "win", "get", "receive", "reach", "draw", "present", "drop", "abandon", "scrap", "shelve", "delay", "postpone", "pursue", "seek", "take", "secure", "gain", "earn", "strike", "express", "voice", "show", "reaffirm", "confirm", "reiterate", "keep", "lose", "miss", "use", "give", "grant", "offer", "sell", "exercise", "hold", "begin", "start", "mount", "lead", "join", "face", "need", "want", "find", "plan", "submit", "file", "cancel", "defend", "retain", "set")

// adverbialSubject is the subject of a participle or infinitive: that of the
// clause above, or the possessor where it hangs on an event noun ("his first
// visit since taking office").
func (a *analysis) adverbialSubject(v, h, depth int) []slot {
	switch a.tok(v).XPOS {
	case "VBG", "VBN", "VB":
	default:
		return nil
	}
	if !a.isClause(h) && a.isNominal(h) {
		return a.possessors(h)
	}
	if a.mark(v) == "to" && a.takesTime(h) && a.child(v, "obj") < 0 && !a.isPassive(v) && !a.acts(h) {
		return nil // "The building took years to complete": it completed nothing
	}
	if o := a.causee(v, h); o >= 0 {
		return a.slots(o)
	}
	if o := a.petitioned(v, h); o >= 0 {
		return a.slots(o)
	}
	if o := a.child(h, "obj", "nsubj:pass"); o >= 0 && a.mark(v) == "as" && regards[a.lemma(h)] { // "described the case as motivated by hate"
		return a.slots(o)
	}
	if a.is(h, "ccomp") && a.tok(v).XPOS == "VBG" && a.mark(v) == "" && v > h {
		return a.subjects(h, depth+1) // "said GM is open, continuing to sell"
	}
	if p := a.sinceEvent(v); len(p) > 0 {
		return p
	}
	if a.mark(v) == "against" && a.speaks(h) { // "warned against reading it": whoever reads
		return nil
	}
	if a.isPassive(h) && a.mark(v) == "by" { // "can be avoided by walking": whoever walks
		return nil
	}
	if _, ok := a.charge(v); ok { // "accused Boric of reacting too slowly"
		if o := a.child(h, "iobj"); o >= 0 {
			return a.slots(o)
		}
		if o := a.child(h, "obj", "nsubj:pass"); o >= 0 {
			return a.slots(o)
		}
	}
	return a.subjects(h, depth+1)
}

// acts reports a clause whose subject is a person, a body or a country.
func (a *analysis) acts(v int) bool {
	s := a.child(v, "nsubj")
	if s < 0 {
		return false
	}
	if n := a.nameAt[s]; n >= 0 && a.byName[n] != nil {
		return true
	}
	sense := a.supersense(s)
	return sense == "person" || sense == "group"
}

// petitioned is who is to do what infinitive v says by a verb with a preposition: "called on the government to
// release them"; -1 for none.
func (a *analysis) petitioned(v, h int) int {
	if h < 0 || a.mark(v) != "to" && !a.has(v, "to", "mark") {
		return -1
	}
	for _, o := range a.children(h, "obl") {
		if o > v || !petitions[a.lemma(h)+" "+a.preposition(o)] && !(a.has(v, "for", "mark") && petitions[a.lemma(h)+" for"]) {
			continue
		}
		if is, known := a.isPersonNoun(o); is || a.nameAt[o] >= 0 || a.isPassive(v) || !known && a.supersense(o) == "group" || tellsThings[a.lemma(o)] { // "asked for money to testify" is another thing
			return o
		}
	}
	return -1
}

var petitions = set("call for", "call on", "call upon", "plead with", "appeal to", "push for", "press for", "wait for", "campaign for", "arrange for", "ask for", "pray for", "hope for", "lobby for", "argue for", "vote for", "long for", "beg for", "plead for", "rely on", "count on", "depend on", "prevail on", "prevail upon", "gesture to", "signal to", "shout at", "yell at")

// regards are verbs of what somebody is taken for.
var regards = set("describe", "regard", "see", "view", "portray", "dismiss", "denounce", "condemn", "characterise", "characterize", "treat", "consider", "label", "brand", "depict", "praise", "hail", "reject", "perceive", "criticise", "criticize", "cast", "present", "attack", "deride", "slam")

// causee is the object of verb h that does what infinitive v says, wherever
// the tree hangs the infinitive: "caused a bridge to collapse"; -1 for none.
func (a *analysis) causee(v, h int) int {
	if h < 0 || a.mark(v) != "to" {
		return -1
	}
	o := a.child(h, "obj")
	att, ok := lexicon.AttitudeOf(a.lemma(h), lexicon.Obj)
	if o < 0 || o > v || !ok {
		return -1
	}
	switch a.lemma(h) {
	case "call", "phone", "ring", "contact":
		if is, _ := a.isPersonNoun(o); !is || a.lemma(o) == "police" { // "called the police to report it"
			return -1
		}
		return o
	case "make", "have", "get", "bring", "take", "give", "see", "hear", "find", "leave", "keep", "want", "need", "require", "like", "hold": // "made the decision to go"
		return -1
	}
	switch att.Class {
	case "causative", "permission", "wish", "thought":
		return o
	case "order":
		if is, known := a.isPersonNoun(o); is || !known { // "hired Ana Ruiz to lead it"
			return o
		}
	}
	return -1
}

// withCompanions adds who acts along with the subject.
func (a *analysis) withCompanions(v int, subject []slot) []slot {
	for _, k := range a.kids[v] {
		if a.is(k, "obl", "nmod") && companion(a.preposition(k)) {
			subject = append(subject, a.slots(k)...)
		}
	}
	if s := a.child(v, "nsubj"); s >= 0 {
		for _, k := range a.children(s, "nmod") {
			if companion(a.preposition(k)) {
				subject = append(subject, a.slots(k)...)
			}
		}
	}
	if s := a.child(v, "nsubj"); s >= 0 && !a.negatedPhrase(s) {
		for _, k := range a.children(s, "nmod") {
			if a.preposition(k) == "including" { // "leaders including Xi attended"
				subject = append(subject, a.slots(k)...)
			}
		}
	}
	for k := v - 1; k >= max(a.sentence(v).First, v-8); k-- { // "has, along with Russia, resisted"
		if h := a.tok(k).Head; h >= 0 && h != v && a.is(k, "appos", "nmod", "obl") && companion(a.preposition(k)) && !a.descends(v, k) && a.tok(v-1).Form == "," {
			subject = append(subject, a.slots(k)...)
		}
	}
	return subject
}

func companion(preposition string) bool {
	switch preposition {
	case "along with", "together with", "alongside", "as well as":
		return true
	}
	return false
}

// possessor is whose event a noun tells of, as entities.
func (a *analysis) possessor(n int) []operand { return a.resolve(a.possessors(n)) }

// possessors are whose event a noun tells of: a possessive, a demonym or the
// name of a country or organisation before it, or a "by" phrase.
func (a *analysis) possessors(n int) []slot {
	if p := a.child(n, "nmod:poss"); p >= 0 {
		if localRoles[a.lemma(n)] {
			return a.slots(p) // "Madrid's mayor"
		}
		return acting(a.slots(p))
	}
	for _, k := range a.children(n, "nmod", "obl") {
		if a.preposition(k) == "by" {
			return acting(a.slots(k))
		}
	}
	for _, k := range a.children(n, "amod", "compound", "nmod:desc") {
		if m := a.nameAt[k]; m >= 0 && a.byName[m] != nil && !a.byName[m].isPerson() && a.nameAt[n] != m {
			if a.byName[m].isCountry() || a.byName[m].isOrganization() {
				return known([]operand{a.entityOperand(a.byName[m], k, a.tok(k).Form)})
			}
		}
	}
	return nil
}

// acting marks slots as those of somebody who acts.
func acting(slots []slot) []slot {
	for n := range slots {
		slots[n].acts = true
	}
	return slots
}

// govern replaces capitals and seats of power that act by their governments.
func (a *analysis) govern(ops []operand) []operand {
	for n := range ops {
		e := ops[n].who
		if h := ops[n].head; h >= 0 && a.nameAt[h] < 0 && a.tok(h).UPOS == "NOUN" {
			continue // "advises the city"
		}
		if e == nil || e.class != "City" && e.class != "LandmarksOrHistoricalBuildings" && e.class != "Place" {
			continue
		}
		country, ok := lexicon.Capital(e.name)
		if !ok {
			country, ok = lexicon.Seat(e.name)
		}
		if ok {
			c := a.country(country, ops[n].head)
			if a.nameAt[ops[n].head] >= 0 {
				c.mention(ops[n].head, ops[n].head+1, "name")
			}
			ops[n].Term = Term{ID: c.id, Name: c.name, Type: c.class, Text: ops[n].Text}
			ops[n].who = c
		}
	}
	return ops
}

// predicateText is the words of a predicate as written.
func (a *analysis) predicateText(words []int) string {
	parts := make([]string, len(words))
	for n, w := range words {
		parts[n] = a.tok(w).Form
	}
	return strings.Join(parts, " ")
}
