package extract

import (
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/schema"
)

// nominalFrames read events told by nouns with who does them and to what:
// "North Korea's missile launches", "Pyongyang's condemnation of the
// operation", "Seoul's attempt to balance ties", "Lee's visit to Beijing".
func (a *analysis) nominalFrames(n int) []frame {
	if a.tok(n).UPOS != "NOUN" || a.nameAt[n] >= 0 {
		return nil
	}
	lemma := a.lemma(n)
	if travel[lemma] {
		return a.eventFrame(n, "visited", a.prepositional(n, "to"))
	}
	if lemma == "interview" {
		return a.interview(n)
	}
	if gathering[lemma] {
		return a.eventFrame(n, "met", a.prepositional(n, "with"))
	}
	verb, kind, ok := lexicon.Nominal(lemma)
	if lexicon.Supersense(lemma) == "person" {
		return nil
	}
	if !ok || !eventKinds[kind] || notEvents[lemma] {
		return nil
	}
	if out := a.nominalPlan(n, verb); out != nil {
		return out
	}
	if kind == "cognition" {
		return nil // "her experiences with the firm" are no event
	}
	if object := a.prepositional(n, "of"); len(object) > 0 {
		return a.eventFrame(n, past(verb), object)
	}
	if k := a.patientModifier(n, verb); k >= 0 {
		return a.eventFrame(n, past(verb), a.phrase(k))
	}
	for _, prep := range []string{"with", "on", "against", "to", "into"} {
		if object := a.prepositional(n, prep); len(object) > 0 {
			return a.eventFrame(n, past(verb)+"_"+prep, object)
		}
	}
	return nil
}

var (
	eventKinds = set("act", "event", "communication", "process", "cognition", "phenomenon")
	notEvents  = set("ferry", "jet", "cycle", "bomb", "sail", "government", "building", "statement", "business", "movement", "organization", "organisation", "administration", "leadership", "economy", "state", "product", "history", "information", "meaning", "feeling", "right", "part", "position", "interest", "concern", "name", "number", "plan", "program", "programme", "project", "role", "service", "work", "cost", "price", "share", "report", "claim", "side", "pressure", "trade", "drill", "news", "market", "force", "form", "place", "term", "way", "result", "end", "line", "play", "point", "issue", "order", "time", "use", "record", "study", "document", "contract", "deal", "flag", "process", "campaign", "comment", "remark", "word", "speech", "tension", "relation", "stock", "bill", "security", "policy", "capability", "leader", "member", "step", "effort", "index", "average", "count", "tie", "bond", "link", "agreement", "accord", "treaty", "pact", "view", "opinion", "duty", "court", "verdict", "trial", "charge")
)

// unrealised are verbs whose object event need not have happened.
var unrealised = set("cancel", "postpone", "plan", "propose", "delay", "prevent", "threaten", "want", "demand", "urge", "avoid", "block", "schedule", "seek", "consider", "discuss", "oppose", "expect", "request", "announce", "suggest", "promise", "prepare", "call", "need", "ban", "prohibit", "arrange")

// patientModifier is the noun before an event noun that the event happens
// to: the missile of "missile launches".
func (a *analysis) patientModifier(n int, verb string) int {
	for _, k := range a.children(n, "compound") {
		if a.tok(k).UPOS == "NOUN" && a.nameAt[k] < 0 && (lexicon.Supersense(a.lemma(k)) == "artifact" || lexicon.IsA(a.lemma(k), "weapon")) {
			return k
		}
	}
	return -1
}

// prepositional is what stands behind a noun with the preposition.
func (a *analysis) prepositional(n int, preposition string) []operand {
	for _, k := range a.children(n, "nmod", "obl") {
		if a.preposition(k) == preposition {
			if a.tellsTime(k) {
				continue
			}
			ops := a.operands(k)
			if preposition == "with" || preposition == "on" || preposition == "against" {
				ops = a.govern(ops)
			}
			return ops
		}
	}
	return nil
}

// eventFrame is a noun's event where both who and what are told.
func (a *analysis) eventFrame(n int, name string, object []operand) []frame {
	subject := a.possessor(n)
	if len(subject) == 0 && (gathering[a.lemma(n)] || travel[a.lemma(n)]) {
		subject = a.impliedSubject(n)
	}
	if len(subject) == 0 || len(object) == 0 || !named(subject) {
		return nil
	}
	fr := newFrame(n, relationName(name), subject, object)
	fr.status, fr.speaker, fr.presumed = a.nominalStatus(n)
	for _, k := range a.children(n, "nmod", "nmod:unmarked") {
		if p := a.preposition(k); p == "in" || p == "at" {
			fr.where = k
		}
	}
	if travel[a.lemma(n)] {
		for _, o := range object {
			if o.who == nil || !o.who.isPlace() && !o.who.isOrganization() {
				return nil
			}
		}
	}
	return []frame{fr}
}

func named(ops []operand) bool {
	for _, o := range ops {
		if o.who != nil && !o.who.concept {
			return true
		}
	}
	return false
}

// impliedSubject is the subject of the clause that an event noun is an
// adverbial of: "during talks with Lee, Xi ...".
func (a *analysis) impliedSubject(n int) []operand {
	if !a.is(n, "obl") {
		return nil
	}
	switch a.preposition(n) {
	case "in", "during", "after", "before", "at", "on", "following":
		return a.subjectOf(a.tok(n).Head, 0)
	}
	return nil
}

// nominalStatus is the status of a noun's event. A definite or possessed
// event is presupposed by whatever is said of it; an indefinite one shares
// the status of its clause.
func (a *analysis) nominalStatus(n int) (schema.Status, *operand, bool) {
	for _, k := range a.children(n, "amod") {
		switch a.form(k) {
		case "reported", "alleged", "possible", "potential", "planned", "proposed", "suspected", "threatened", "upcoming":
			return schema.Possible, nil, false
		}
	}
	if h := a.tok(n).Head; h >= 0 && a.is(n, "obj", "nsubj:pass") && unrealised[a.lemma(h)] {
		return schema.Possible, nil, false
	}
	det, _ := a.determiner(n)
	if (a.child(n, "nmod:poss") >= 0 || det == "the" || det == "this") && a.quoteAt[n] < 0 {
		if !a.isHypothetical(n) {
			return schema.Asserted, nil, true
		}
	}
	if a.isCause(n) {
		return schema.Asserted, nil, true
	}
	status, speaker := a.context(n)
	if a.underModal(n) {
		status = stronger(schema.Possible, status)
	}
	if a.isHypothetical(n) {
		status = stronger(schema.Possible, status)
	}
	return status, speaker, false
}

// isCause reports a phrase of why or after what something is to be done, which is so whatever comes of it: "want to ban
// flights due to accidents in Nepal".
func (a *analysis) isCause(n int) bool {
	for d := 0; d < 4 && n >= 0 && a.is(n, "nmod", "obl"); d++ {
		switch a.preposition(n) {
		case "due to", "because of", "amid", "despite", "following", "in response to", "owing to", "in spite of":
			return a.quoteAt[n] < 0
		}
		n = a.tok(n).Head
	}
	return false
}

// underModal reports whether the clause around noun n is not asserted.
func (a *analysis) underModal(n int) bool {
	for d := 0; d < 10 && n >= 0; d++ {
		if a.isClause(n) {
			s, _ := a.statusOf(n)
			return s != schema.Asserted && s != schema.Claimed
		}
		n = a.tok(n).Head
	}
	return false
}

// nominalPlan reads nouns of intention with an infinitive: "China's
// intention to play a role".
func (a *analysis) nominalPlan(n int, verb string) []frame {
	x := -1
	for _, k := range a.children(n, "acl") {
		if a.isVerb(k) && a.mark(k) == "to" {
			x = k
		}
	}
	subject := a.possessor(n)
	if a.lemma(n) == "invitation" || a.lemma(n) == "invite" {
		return nil // who is invited is not said
	}
	if x < 0 || len(subject) == 0 || !named(subject) || !intends(verb) && !misses(verb) {
		return nil
	}
	var out []frame
	for _, c := range a.chains(x) {
		for _, plan := range a.chainFrames(c, acting(known(subject))) {
			plan.head, plan.intent = n, verb
			plan.words = append([]int{n}, plan.words...)
			plan.status, plan.speaker, plan.presumed = a.nominalStatus(n)
			out = append(out, plan)
		}
	}
	return out
}

// interview reads "an interview with CCTV": the medium interviews the
// subject of the clause.
func (a *analysis) interview(n int) []frame {
	medium := a.prepositional(n, "with")
	who := a.possessor(n)
	if len(who) == 0 {
		who = a.impliedSubject(n)
	}
	if len(medium) == 0 || len(who) == 0 || !named(who) {
		return nil
	}
	if medium[0].who != nil && medium[0].who.isPerson() {
		medium, who = who, medium
	}
	fr := newFrame(n, "interviewed", medium, who)
	fr.status, fr.speaker, fr.presumed = a.nominalStatus(n)
	return []frame{fr}
}

// possessionFrames read what belongs to a named entity: "the government's
// Flag Project", "France's Thales".
func (a *analysis) possessionFrames(i int) []frame {
	p := a.child(i, "nmod:poss")
	n := a.nameAt[i]
	if p < 0 || n < 0 || a.byName[n] == nil || a.nameAt[p] == n {
		return nil
	}
	owner := a.nounPhrase(p)
	if e := a.byName[n]; !e.isOrganization() || e.class == "GovernmentOrganization" { // "Tokyo's Hosei University" is in the city
		owner = a.govern(owner)
	}
	if a.byName[n].isPerson() && (len(owner) != 1 || owner[0].who == nil || !owner[0].who.isCountry()) { // "Norway's Lars Moen", not "her Ana"
		return nil
	}
	subject := []operand{a.entityOperand(a.byName[n], i, a.phraseText(i))}
	if len(owner) == 0 || owner[0].who == nil || owner[0].who.concept {
		return nil
	}
	if e, o := a.byName[n], owner[0].who; e.isCountry() || strings.HasSuffix(e.name, " of "+o.name) || o.isPerson() && e.isPlace() {
		return nil // "his native Peru", the ministry of Germany
	}
	return presumed(newFrame(i, "is_of", subject, owner))
}

// locationFrames read where a thing is from its noun phrase: "a loudspeaker
// in South Korea".
func (a *analysis) locationFrames(i int) []frame {
	if !a.is(i, "nmod") || !a.isNominal(i) {
		return nil
	}
	prep := a.preposition(i)
	h := a.tok(i).Head
	if h < 0 || a.tok(h).UPOS != "NOUN" && a.tok(h).UPOS != "PROPN" {
		return nil
	}
	var object []operand
	switch prep {
	case "in", "near":
		object = a.operands(i)
		if len(object) == 0 || object[0].who == nil || !object[0].who.isPlace() {
			return nil
		}
		if _, kind, ok := lexicon.Nominal(a.lemma(h)); ok && eventKinds[kind] && a.lemma(h) != "broadcast" {
			return nil
		}
	case "across":
		object = a.operands(i)
	default:
		return nil
	}
	if a.nameAt[h] < 0 && prep != "across" && !placed[a.supersense(h)] || a.superlative(h) {
		return nil // days, needs and situations are nowhere
	}
	subject := a.phrase(h)
	if len(subject) == 0 || len(object) == 0 || subject[0].ID == object[0].ID || subject[0].who == nil {
		return nil
	}
	name := "is_" + prep
	if who := subject[0].who; prep == "in" && who.isOrganization() {
		if who.class == "IntergovernmentalOrganization" || who.country != "" && who.country != object[0].who.ownCountry() {
			return nil // "the head of the IMF in Accra": its office there
		}
		name = "is_based_in" // "the institute in Lima"
	}
	fr := newFrame(i, name, subject, object)
	fr.status, fr.speaker, _ = a.nominalStatus(h)
	return []frame{fr}
}

// placed are the supersenses of nouns for what is somewhere.
var placed = set("artifact", "person", "group", "location", "object", "animal", "plant", "body", "food", "substance", "event", "")

// superlative reports a noun with "best", "most" or the like, of which a place is the range: "the best player in Europe".
func (a *analysis) superlative(h int) bool {
	for _, k := range a.children(h, "amod", "advmod") {
		if x := a.tok(k).XPOS; x == "JJS" || x == "RBS" {
			return true
		}
	}
	return false
}

// addressFrames read a place and the country or region behind it: "Austin,
// Texas".
func (a *analysis) addressFrames(i int) []frame {
	n := a.nameAt[i]
	if n < 0 || n+1 >= len(a.doc.Names) || a.doc.Names[n].First != i || a.byName[n] == nil || a.byName[n+1] == nil {
		return nil
	}
	name, next := a.doc.Names[n], a.doc.Names[n+1]
	place, region := a.byName[n], a.byName[n+1]
	if next.First != name.End+1 || a.tok(name.End).Form != "," || next.First >= a.sentence(i).End || next.Type == "Nationality" || place.id == region.id {
		return nil
	}
	if !place.isPlace() || place.isCountry() || place.class == "AdministrativeArea" || !region.isCountry() && region.class != "AdministrativeArea" {
		return nil
	}
	subject := []operand{a.entityOperand(place, i, a.doc.Span(name.First, name.End))}
	object := []operand{a.entityOperand(region, next.First, a.doc.Span(next.First, next.End))}
	return presumed(newFrame(next.First, "is_in", subject, object))
}

// valueFrames read what a thing is worth: "the $14 billion bailout".
func (a *analysis) valueFrames(i int) []frame {
	if a.tok(i).UPOS != "NOUN" {
		return nil
	}
	name := "is_worth"
	money := a.moneyOf(i)
	if money == nil && amounts[a.lemma(i)] {
		name, money = "is", a.amountOf(i)
	}
	if money == nil {
		return nil
	}
	subject := a.phrase(i)
	if len(subject) == 0 {
		return nil
	}
	fr := newFrame(i, name, subject, []operand{{Term: *money, head: i}})
	fr.status, fr.speaker, fr.presumed = a.nominalStatus(i)
	return []frame{fr}
}

// isHypothetical reports whether noun n hangs on a noun of mere possibility.
func (a *analysis) isHypothetical(n int) bool {
	h := a.tok(n).Head
	return h >= 0 && a.hypothetical(h)
}

var amounts = set("cost", "price", "value", "total", "budget", "revenue", "turnover", "profit", "loss", "fine", "speed", "rate", "income")

// amountOf is the quantity behind a noun of measure: "a cost of $26 million".
func (a *analysis) amountOf(i int) *Term {
	for _, k := range a.children(i, "nmod") {
		if a.preposition(k) != "of" {
			continue
		}
		text := a.phraseText(k)
		if q, ok := ParseQuantity(clean(text)); ok {
			t := quantityTerm(q, text)
			return &t
		}
	}
	return nil
}

// compoundFrames read participles joined to a name: "an EADS-led
// consortium", "the Lisbon-based firm".
func (a *analysis) compoundFrames(v int) []frame {
	if a.tok(v).XPOS != "VBN" || v < 2 || a.tok(v-1).Form != "-" || a.nameAt[v-2] < 0 || a.byName[a.nameAt[v-2]] == nil {
		return nil
	}
	n := a.tok(v).Head
	if n < v || !a.isNominal(n) {
		return nil
	}
	who := []operand{a.entityOperand(a.byName[a.nameAt[v-2]], v-2, a.tok(v-2).Form)}
	what := a.phrase(n)
	if m := a.tok(n).Head; a.is(n, "appos") && a.nameOperand(m) != nil {
		what = a.nameOperand(m)
	}
	if len(what) == 0 {
		return nil
	}
	switch a.lemma(v) {
	case "base":
		return presumed(newFrame(v, "is_based_in", what, who))
	case "bear": // "the German-born empress"
		return presumed(newFrame(v, "was_born_in", what, who))
	}
	return presumed(newFrame(v, relationName(past(a.lemma(v))), who, what))
}
