package extract

import (
	"slices"
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/extract/nlp"
)

// resolvePronouns fills in who is meant by pronouns, by groups ("both
// leaders", "the two countries") and by definite nouns ("the company"), by
// agreement and recency. What it cannot resolve stays out of the map, and
// facts with it are dropped.
func (a *analysis) resolvePronouns() {
	for i := range a.doc.Tokens {
		if !readable(a.sentence(i)) || a.tok(i).UPOS == "PRON" && a.nameAt[i] >= 0 {
			continue
		}
		if group := a.antecedent(i); len(group) > 0 {
			a.resolved[i] = group
			kind := "pronoun"
			if a.tok(i).UPOS == "NOUN" {
				kind = "noun"
			}
			for _, e := range group {
				e.mention(i, i+1, kind)
			}
		}
	}
}

// resolveSpeakers resolves "I" in quotations: it is the speaker.
func (a *analysis) resolveSpeakers() {
	for i := range a.doc.Tokens {
		q := a.quoteAt[i]
		if q < 0 || a.tok(i).UPOS != "PRON" {
			continue
		}
		switch a.form(i) {
		case "i", "me", "my", "myself", "mine":
			if s := a.quoteSpeaker(q); s != nil && s.who != nil && (s.who.isPerson() || s.who.kind == "Person") {
				a.resolved[i] = one(s.who)
				s.who.mention(i, i+1, "pronoun")
			}
		}
	}
}

func (a *analysis) antecedent(i int) []*actor {
	if a.tok(i).UPOS == "NOUN" || a.tok(i).UPOS == "PROPN" && a.nameAt[i] < 0 {
		return a.definite(i)
	}
	if direction(a.tok(i).Form) && a.nameAt[i] < 0 {
		return a.sharedName(i)
	}
	if a.tok(i).UPOS != "PRON" {
		return nil
	}
	switch a.form(i) {
	case "himself", "herself", "itself", "themselves":
		return a.reflexive(i)
	case "he", "him", "his":
		return one(a.recentPerson(i, 'M'))
	case "she", "her", "hers":
		return one(a.recentPerson(i, 'F'))
	case "it", "its":
		return one(a.recentThing(i))
	case "they", "their", "them":
		return a.recentGroup(i)
	}
	return nil
}

// reflexive is the subject of the verb that governs a reflexive pronoun.
func (a *analysis) reflexive(i int) []*actor {
	v := a.tok(i).Head
	for n := 0; v >= 0 && n < 6 && !a.isVerb(v); n++ {
		v = a.tok(v).Head
	}
	if v < 0 {
		return nil
	}
	if s := a.child(v, "nsubj"); s >= 0 {
		if group, ok := a.resolved[s]; ok {
			return group
		}
		return a.actorsOf(s)
	}
	return nil
}

// sharedName resolves the first half of "North and South Korea".
func (a *analysis) sharedName(i int) []*actor {
	if i+2 >= len(a.doc.Tokens) || a.form(i+1) != "and" || a.nameAt[i+2] < 0 {
		return nil
	}
	n := a.doc.Names[a.nameAt[i+2]]
	if n.First != i+2 || n.End-n.First < 2 || !direction(a.tok(i+2).Form) {
		return nil
	}
	whole := a.tok(i).Form + " " + clean(a.doc.Span(n.First+1, n.End))
	if entry, ok := a.meant(whole, "Place"); ok && entry.Type == "Country" {
		return one(a.country(entry.Name, i))
	}
	return nil
}

func one(e *actor) []*actor {
	if e == nil {
		return nil
	}
	return []*actor{e}
}

// a candidate is a mention that a pronoun may go back to.
type candidate struct {
	who   *actor
	at    int
	score int
}

// best walks the mentions around token i and gives the one with the highest
// score: subjects before others, near before far, the same sentence's later
// subject only for a pronoun in a fronted phrase.
func (a *analysis) best(i int, fits func(e *actor) bool) *actor {
	var top candidate
	here, chain := a.tok(i).Sentence, a.chainAt[i]
	low, high := a.doc.Sentences[max(0, here-4)].First, a.doc.Sentences[here].End // what is not linked counts only here
	for _, e := range a.list {
		if e.first < len(a.doc.Tokens) && a.tok(e.first).Sentence > here || a.chainAt[i] == 0 && a.tok(e.last).Sentence < here-4 {
			continue // of another part of a long text
		}
		if !fits(e) {
			continue
		}
		if a.isSingular(i) && e.concept && len(e.spans) > 0 && a.tok(a.spanHead(e.spans[0])).XPOS == "NNS" {
			continue
		}
		for _, s := range e.spans {
			if s.kind == "noun" && !e.concept || s.first >= high || s.first < low && (chain == 0 || !slices.Contains(a.chainAt[s.first:s.end], chain)) {
				continue
			}
			c := candidate{e, s.first, a.salience(i, s)}
			if c.score > 0 && (c.score > top.score || c.score == top.score && c.at > top.at) {
				top = c
			}
		}
	}
	return top.who
}

// isSingular reports "it" and "its", which go back to no plural.
func (a *analysis) isSingular(i int) bool { return a.form(i) == "it" || a.form(i) == "its" }

func (a *analysis) salience(i int, s span) int {
	here, there := a.tok(i).Sentence, a.tok(s.first).Sentence
	head := a.spanHead(s)
	linked := a.chainAt[i] > 0 && a.chainAt[head] == a.chainAt[i]
	if linked {
		if there < here-4 {
			there = here - 4 // chains reach far
		}
	}
	if there > here || here-there > 4 || !readable(a.sentence(s.first)) {
		return 0
	}
	if here == there && s.first < i && a.afterDash(i) && a.is(head, "nmod:poss") {
		return 70 // "Lee's visit to Beijing — his first trip"
	}
	subject := a.is(head, "nsubj", "nsubj:pass") || a.is(head, "conj", "nmod:poss") && a.is(a.tok(head).Head, "nsubj")
	score := 40 - 8*(here-there)
	if subject {
		score += 10
		if a.tok(a.tok(head).Head).Head < 0 {
			score += 4 // subject of the main clause
		}
	}
	if a.is(head, "nmod", "compound") && !a.is(head, "nmod:poss") {
		score -= 6
	}
	if here == there && s.first > i {
		if !subject || !a.fronted(i, head) {
			return 0
		}
		score += 8
	}
	if here == there && (a.coargument(i, head) || a.is(head, "appos") && a.descends(i, a.tok(head).Head)) {
		return 0 // "the company that had bought it, Nile Grain"
	}
	switch q := a.quoteAt[s.first]; {
	case a.quoteAt[i] == q:
	case q >= 0:
		score -= 6
	case a.form(i) == "it" || a.form(i) == "its":
		return 0 // what "it" means within a quotation, the quotation tells
	}
	if linked {
		score += chained
	}
	if here != there && a.sentence(i).Paragraph == a.sentence(s.first).Paragraph {
		score += 20 // a new paragraph turns to somebody else
	}
	return score
}

// chained is how much it counts that the reader has two mentions in one chain.
const chained = 30

// findChains notes the coreference chains of the heads of mentions, from 1.
func (a *analysis) findChains() {
	a.chainAt = make([]int, len(a.doc.Tokens))
	for _, m := range a.doc.Mentions {
		if a.chainAt[m.Head] == 0 {
			a.chainAt[m.Head] = m.Chain + 1
		}
	}
}

// afterDash reports a possessive right behind a dash, whose noun restates
// the one before it.
func (a *analysis) afterDash(i int) bool {
	if i == 0 || !a.is(i, "nmod:poss") {
		return false
	}
	f := a.tok(i - 1).Form
	return f == "—" || f == "–" || f == "--"
}

// spanHead is the token of a span whose head lies outside it.
func (a *analysis) spanHead(s span) int {
	for i := s.first; i < s.end; i++ {
		if h := a.tok(i).Head; h < s.first || h >= s.end {
			return i
		}
	}
	return s.first
}

// fronted reports whether pronoun i stands in a phrase before the subject
// of its main clause: "During his talks with Lee, Xi ...".
func (a *analysis) fronted(i, subject int) bool {
	top := a.under(i, a.tok(subject).Head)
	return top >= 0 && top < subject && a.is(top, "obl", "advcl")
}

// coargument reports whether a pronoun and a candidate depend on one
// predicate, so that they cannot be the same ("Xi met him").
func (a *analysis) coargument(i, head int) bool {
	if v := a.tok(i).Head; v >= 0 && a.is(i, "obj") && a.is(head, "obj") && a.is(v, "advcl") && a.mark(v) == "to" && a.tok(v).Head == a.tok(head).Head {
		return true // "using force to take it"
	}
	return a.tok(i).Head == a.tok(head).Head && !a.is(i, "nmod:poss") && a.tok(i).Head >= 0
}

func (a *analysis) recentPerson(i int, gender byte) *actor {
	if who := a.goesOnSpeaking(i, gender); who != nil {
		return who
	}
	if e, ok := a.chainedNoun(i, "NN"); ok && e != nil && e.kind == "Person" { // "the man ... he"
		return e
	}
	self := a.ownWords(i)
	e := a.best(i, func(e *actor) bool { return e != self && a.mayBe(e, gender) && !a.commands(i, e) })
	if e == nil || !a.namedHere(e, i) {
		if who := a.subjectAbove(i, gender); who != nil {
			return who
		}
	}
	if e != nil && !a.inParagraph(e, i) {
		if only := a.onlyHere(i, func(e *actor) bool { return e != self && a.mayBe(e, gender) }); only != nil {
			return only // of whom the paragraph speaks
		}
	}
	if who := a.subjectBefore(i); who != nil && who.kind == "Person" && a.is(i, "nsubj") && (e == nil || !a.inParagraph(e, i)) {
		return who // "The mayor pleaded not guilty. He said ..."
	}
	return e
}

// namedHere reports whether an entity is named in the sentence of token i before it.
func (a *analysis) namedHere(e *actor, i int) bool {
	for _, s := range e.spans {
		if s.first < i && a.tok(s.first).Sentence == a.tok(i).Sentence {
			return true
		}
	}
	return false
}

// subjectAbove is the person without a name who is the subject of the clause on which that of a pronoun hangs: "The minister
// did not apologise, nor will he resign".
func (a *analysis) subjectAbove(i int, gender byte) *actor {
	v := a.tok(i).Head
	for n := 0; n < 6 && v >= 0 && !a.isClause(v); n++ {
		v = a.tok(v).Head
	}
	if v < 0 || !a.is(v, "conj", "advcl", "ccomp", "xcomp") || a.quoteAt[i] >= 0 {
		return nil
	}
	h := a.tok(v).Head
	if h < 0 || !a.isClause(h) {
		return nil
	}
	s := a.child(h, "nsubj", "nsubj:pass")
	if s < 0 || s > i || a.tok(s).XPOS != "NN" || a.nameAt[s] >= 0 || a.child(s, "conj", "appos") >= 0 || len(a.resolved[s]) > 0 {
		return nil
	}
	if person, _ := a.isPersonNoun(s); !person || !fitsGender(a.lemma(s), gender) {
		return nil
	}
	if ops := a.phrase(s); len(ops) == 1 {
		return ops[0].who
	}
	return nil
}

// inParagraph reports whether an entity is named in the paragraph of token i before it.
func (a *analysis) inParagraph(e *actor, i int) bool {
	for _, s := range e.spans {
		if s.first < i && s.kind == "name" && a.sentence(s.first).Paragraph == a.sentence(i).Paragraph {
			return true
		}
	}
	return false
}

// onlyHere is the one entity that fits of those that the paragraph names before token i, nil where there are none or several.
func (a *analysis) onlyHere(i int, fits func(e *actor) bool) *actor {
	var only *actor
	for _, e := range a.list {
		if fits(e) && a.inParagraph(e, i) && !a.actsOn(e, i) {
			if only != nil {
				return nil
			}
			only = e
		}
	}
	return only
}

// actsOn reports whether an entity is another part of the clause of noun i: "Airbus did not buy the company".
func (a *analysis) actsOn(e *actor, i int) bool {
	for _, s := range e.spans {
		if a.tok(s.first).Sentence == a.tok(i).Sentence && a.coargument(i, a.spanHead(s)) {
			return true
		}
	}
	return false
}

// ownWords is who says the quotation in which token i stands, where its sentence tells: no "he" in it is that
// person. nil for nobody.
func (a *analysis) ownWords(i int) *actor {
	if a.quoteAt[i] < 0 {
		return nil
	}
	for _, v := range a.tellers() {
		if a.tok(v).Sentence != a.tok(i).Sentence {
			continue
		}
		s := a.child(v, "nsubj")
		if n := a.nameAt[s]; n >= 0 {
			return a.byName[n]
		}
		if group := a.resolved[s]; len(group) == 1 {
			return group[0]
		}
		switch a.form(s) {
		case "he":
			return a.goesOnSpeaking(s, 'M')
		case "she":
			return a.goesOnSpeaking(s, 'F')
		}
	}
	return nil
}

// mayBe reports a person who is not known to be of the other gender.
func (a *analysis) mayBe(e *actor, gender byte) bool {
	return e.isPerson() && (e.gender == 0 || e.gender == 'U' || e.gender == gender)
}

// fitsGender reports a noun for persons of a gender, or of any.
func fitsGender(noun string, gender byte) bool {
	g := lexicon.NounGender(noun)
	return g == 0 || g == gender
}

// commands reports a pronoun whose clause names an entity behind it, so that it is somebody else: "He said
// that Diaz had lied".
func (a *analysis) commands(i int, e *actor) bool {
	h := a.tok(i).Head
	if h < 0 || !a.is(i, "nsubj") {
		return false
	}
	for _, s := range e.spans {
		if s.kind == "name" && s.first > i && a.tok(s.first).Sentence == a.tok(i).Sentence && a.descends(s.first, h) {
			return true
		}
	}
	return false
}

// goesOnSpeaking is who spoke in the sentence before, or of whom it told, where the pronoun is of who speaks in this one, or
// begins it: "An officer said Weber had fled. He added that ..."; nil for nobody.
func (a *analysis) goesOnSpeaking(i int, gender byte) *actor {
	v, n := a.tok(i).Head, a.tok(i).Sentence
	if v < 0 || n == 0 || !a.is(i, "nsubj", "nsubj:pass") || a.quoteAt[i] >= 0 {
		return nil
	}
	speaks := a.isVerb(v) && says(a.lemma(v)) && !a.is(v, "ccomp", "acl", "advcl")
	if opens := i == a.sentence(i).First && a.tok(v).Head < 0; !speaks && !opens {
		return nil
	}
	before := a.doc.Sentences[n-1]
	if !readable(&before) || a.sentence(i).Paragraph-before.Paragraph > 1 {
		return nil
	}
	for k := a.sentence(i).First; k < i; k++ {
		if a.nameAt[k] >= 0 && a.quoteAt[k] < 0 && a.byName[a.nameAt[k]] != nil && a.byName[a.nameAt[k]].isPerson() {
			return nil // "When Diaz came, he said ..."
		}
	}
	root := a.rootOf(&before)
	if root < 0 {
		return nil
	}
	teller := root
	for _, k := range a.children(root, "parataxis") {
		if says(a.lemma(k)) && a.child(k, "nsubj") >= 0 {
			teller = k
		}
	}
	s := a.child(teller, "nsubj", "nsubj:pass")
	if s < 0 || a.quoteAt[s] >= 0 || a.child(s, "conj") >= 0 {
		return nil
	}
	for _, o := range a.children(teller, "obj", "iobj", "obl") { // "a priest told her ... she says"
		if f := a.form(o); f == "him" && gender == 'M' || f == "her" && gender == 'F' {
			if group := a.resolved[o]; len(group) == 1 && !a.commands(i, group[0]) {
				return group[0]
			}
			return nil
		}
	}
	if o := a.child(teller, "obj", "iobj"); o >= 0 && says(a.lemma(teller)) && a.nameAt[o] >= 0 && a.byName[a.nameAt[o]] != nil && a.mayBe(a.byName[a.nameAt[o]], gender) {
		return nil // "Weber told Diaz that he was fired": either may answer
	}
	var who *actor
	switch group := a.resolved[s]; {
	case a.nameAt[s] >= 0:
		who = a.byName[a.nameAt[s]]
	case len(group) == 1:
		who = group[0]
	case len(group) == 0 && a.tok(s).XPOS == "NN" && a.isVerb(teller) && says(a.lemma(teller)) && a.sentence(i).Paragraph == before.Paragraph:
		if person, _ := a.isPersonNoun(s); person && fitsGender(a.lemma(s), gender) {
			if ops := a.phrase(s); len(ops) == 1 && ops[0].who != nil && !a.commands(i, ops[0].who) {
				return ops[0].who
			}
		}
		return nil
	}
	if who == nil || !a.mayBe(who, gender) || a.commands(i, who) {
		return nil
	}
	return who
}

func (a *analysis) recentThing(i int) *actor {
	if a.is(i, "expl") || a.pleonastic(i) || a.ofSituation(i) {
		return nil
	}
	if h := a.tok(i).Head; h >= 0 && a.is(i, "obj") && a.isVerb(h) && a.speaks(h) {
		return nil // "He denies it": what was said
	}
	if e := a.teller(i); e != nil && !e.isPerson() {
		return e
	}
	if e := a.ofClause(i); e != nil {
		return e
	}
	if h := a.tok(i).Head; h >= 0 && a.is(i, "nsubj") && says(a.lemma(h)) && a.isVerb(h) { // things do not speak
		return a.best(i, func(e *actor) bool { return e.isOrganization() || e.isCountry() })
	}
	if h := a.tok(i).Head; h >= 0 && a.is(i, "nmod:poss") && lexicon.Supersense(a.lemma(h)) == "person" { // "its chief executive": of a body
		state := ofPlaces[a.lemma(h)] // "its president" of a country too
		e := a.best(i, func(e *actor) bool { return e.isOrganization() || state && e.isPlace() })
		if body := a.subjectBefore(i); body != nil && body.kind == "Organization" && (e == nil || !a.mentionedSince(e, i)) {
			return body
		}
		return e
	}
	if e, ok := a.chainedNoun(i, "NN"); ok {
		return e
	}
	where := a.placeOf(i)
	e := a.best(i, func(e *actor) bool {
		return e != where && !e.isPerson() && (!e.concept || a.wasSubject(e))
	})
	if where != nil && (e == nil || !a.namedHere(e, i)) {
		if thing := a.mainSubject(i); thing != nil {
			return thing
		}
	}
	if thing := a.parallelSubject(i); thing != nil && (e == nil || !a.mentionedSince(e, i)) {
		return thing
	}
	if e != nil && !a.is(i, "nsubj", "nmod:poss") && !a.inChainOf(i, e) {
		return nil // objects rather go back to things than to names
	}
	return e
}

// mainSubject is the thing without a name of which the sentence of token i tells; nil for none.
func (a *analysis) mainSubject(i int) *actor {
	v := a.rootOf(a.sentence(i))
	if v < 0 {
		return nil
	}
	s := a.child(v, "nsubj", "nsubj:pass")
	if s < 0 || s > i || a.tok(s).XPOS != "NN" || a.nameAt[s] >= 0 || a.child(s, "conj") >= 0 {
		return nil
	}
	return a.thingAt(s)
}

// thingAt is the thing or body that a noun means, nil where it means a person.
func (a *analysis) thingAt(s int) *actor {
	if n := a.nameAt[s]; n >= 0 {
		if e := a.byName[n]; e != nil && !e.isPerson() {
			return e
		}
		return nil
	}
	if person, _ := a.isPersonNoun(s); person {
		return nil
	}
	if group := a.resolved[s]; len(group) == 1 {
		return group[0]
	}
	if ops := a.phrase(s); len(ops) == 1 {
		return ops[0].who
	}
	return nil
}

// placeOf is the place of which the clause of a pronoun tells what is done there, which the pronoun is not: "near Krakow,
// where it employs 3,000 people".
func (a *analysis) placeOf(i int) *actor {
	v := a.nearestRelative(i)
	if v < 0 || a.tok(v).Head < 0 {
		return nil
	}
	for _, k := range a.children(v, "advmod") {
		if a.form(k) == "where" {
			if n := a.nameAt[a.tok(v).Head]; n >= 0 {
				return a.byName[n]
			}
		}
	}
	return nil
}

// ofPlaces are nouns for persons whom places have.
var ofPlaces = set("leader", "president", "premier", "minister", "mayor", "governor", "king", "queen", "chancellor", "ruler", "monarch", "emperor", "ambassador", "citizen", "resident", "people", "voter", "inhabitant", "lawmaker", "head", "dictator", "sultan", "emir", "prince", "senator", "diplomat", "envoy", "soldier", "general", "refugee", "immigrant", "farmer", "worker", "athlete", "player", "national", "official")

// ofClause is the thing that is the subject of a reported clause, where the pronoun is that of an adverbial clause within:
// "The firm says the plant has made cars since it opened".
func (a *analysis) ofClause(i int) *actor {
	v := a.tok(i).Head
	if v < 0 || !a.is(i, "nsubj", "nsubj:pass") || !a.is(v, "advcl") || !a.is(a.tok(v).Head, "ccomp") || a.mark(v) == "" {
		return nil
	}
	s := a.child(a.tok(v).Head, "nsubj")
	if s < 0 || s > i || a.tok(s).XPOS != "NN" && a.tok(s).UPOS != "PROPN" || a.child(s, "conj") >= 0 {
		return nil
	}
	return a.thingAt(s)
}

// parallelSubject is the thing that the sentence before is about, where the
// pronoun is the subject of the next one: "The storm is the worst in years. It
// will reach France."
func (a *analysis) parallelSubject(i int) *actor {
	if !a.is(i, "nsubj", "nsubj:pass") {
		return nil
	}
	if e := a.subjectBefore(i); e != nil && e.kind != "Person" {
		return e
	}
	return nil
}

// subjectBefore is the thing without a name that the sentence before that of
// token i is about.
func (a *analysis) subjectBefore(i int) *actor {
	n := a.tok(i).Sentence
	if n == 0 || !readable(&a.doc.Sentences[n-1]) {
		return nil
	}
	root := a.rootOf(&a.doc.Sentences[n-1])
	if root < 0 {
		return nil
	}
	s := a.child(root, "nsubj", "nsubj:pass")
	if s < 0 || s > root || a.tok(s).XPOS != "NN" || a.nameAt[s] >= 0 || !a.isSpecific(s) {
		return nil
	}
	if ops := a.phrase(s); len(ops) == 1 && ops[0].who != nil && ops[0].who.concept {
		return ops[0].who
	}
	return nil
}

// rootOf is the root of the tree of a sentence, -1 where there is none.
func (a *analysis) rootOf(s *nlp.Sentence) int {
	for i := s.First; i < s.End; i++ {
		if a.tok(i).Head < 0 {
			return i
		}
	}
	return -1
}

// mentionedSince reports whether the article names an entity in the sentence
// before that of pronoun i, or ahead of it in its own.
func (a *analysis) mentionedSince(e *actor, i int) bool {
	for _, s := range e.spans {
		if s.first < i && a.tok(i).Sentence-a.tok(s.first).Sentence <= 1 {
			return true
		}
	}
	return false
}

// teller is the named subject of the verb of saying whose content a pronoun is
// the subject of: "Ford says it made a profit".
func (a *analysis) teller(i int) *actor {
	v := a.tok(i).Head
	if v >= 0 && a.is(v, "conj") && a.is(a.tok(v).Head, "ccomp") && a.mark(v) == "that" {
		v = a.tok(v).Head // "said they came and that it had seen them"
	}
	if v < 0 || !a.is(i, "nsubj") || !a.is(v, "ccomp") || !a.speaks(a.tok(v).Head) {
		return nil
	}
	s := a.child(a.tok(v).Head, "nsubj")
	if s < 0 || s > i {
		return nil
	}
	if n := a.nameAt[s]; n >= 0 {
		return a.byName[n]
	}
	if sense := a.supersense(s); a.tok(s).UPOS == "PROPN" || a.tok(s).XPOS == "NN" && sense == "group" {
		if ops := a.phrase(s); len(ops) == 1 {
			return ops[0].who
		}
	}
	return nil
}

// chainedNoun is what the reader's chain of pronoun i goes back to, where that
// is a noun phrase rather than a name: "the aircraft ... it". ok reports that
// it is, even where nothing is known of the noun.
func (a *analysis) chainedNoun(i int, tag string) (who *actor, ok bool) {
	chain := a.chainAt[i]
	if chain == 0 {
		return nil, false
	}
	noun := -1
	for _, m := range a.doc.Mentions {
		if m.Chain+1 != chain || m.Head >= i {
			continue
		}
		switch n := a.nameAt[m.Head]; {
		case n >= 0 && a.byName[n] != nil, len(a.resolved[m.Head]) > 0 && m.Kind == nlp.NounMention:
			return nil, false
		case m.Kind == nlp.NounMention && a.tok(m.Head).XPOS == tag:
			noun = m.Head
		}
	}
	if noun < 0 {
		return nil, false
	}
	if ops := a.phrase(noun); len(ops) == 1 {
		return ops[0].who, true
	}
	return nil, true
}

// inChainOf reports whether the reader has pronoun i in a chain with the entity.
func (a *analysis) inChainOf(i int, e *actor) bool {
	for _, s := range e.spans {
		if a.chainAt[i] > 0 && a.chainAt[a.spanHead(s)] == a.chainAt[i] {
			return true
		}
	}
	return false
}

// pleonastic reports an "it" that stands for the clause behind it or for
// nothing: "it is hard to say", "it was not disclosed whether", "it seems
// that", "it makes sense".
func (a *analysis) pleonastic(i int) bool {
	p := a.tok(i).Head
	if p < 0 || !a.is(i, "nsubj") {
		return false
	}
	if a.child(p, "csubj") >= 0 {
		return true
	}
	if det, _ := a.determiner(p); a.child(p, "cop") >= 0 && (a.nameAt[p] >= 0 || det == "the") {
		for _, k := range a.kids[p] {
			if a.tok(k).Deprel == "acl:relcl" { // "It was the old government which sold it"
				return true
			}
		}
	}
	clause := -1
	for _, k := range a.kids[p] {
		if k > p && (a.is(k, "ccomp", "xcomp") || a.tok(k).XPOS == "VBG" && a.is(k, "advcl", "csubj") && a.mark(k) == "" || a.is(k, "advcl", "acl") && (a.mark(k) == "to" || a.mark(k) == "that" || a.mark(k) == "whether")) {
			clause = k
		}
	}
	switch {
	case a.child(p, "cop") >= 0 && a.tok(p).UPOS != "VERB": // "it is important that", "it is time to go"
		return clause >= 0 && (a.tok(p).UPOS == "ADJ" || a.tok(p).UPOS == "ADV" || a.tok(p).UPOS == "NOUN") && !a.isWilling(p)
	case a.isPassive(p):
		return clause >= 0 && a.speaks(p) && a.mark(clause) != "to"
	}
	if a.child(p, "cop") >= 0 && a.tok(p).UPOS == "ADJ" && situations[a.lemma(p)] && a.child(p, "obl") < 0 { // "It's possible, but ..."
		return true
	}
	switch a.lemma(p) {
	case "sound", "look", "feel":
		k := a.child(p, "advcl")
		return k >= 0 && (a.mark(k) == "like" || a.mark(k) == "as")
	case "turn":
		return a.child(p, "compound:prt") >= 0 && a.form(a.child(p, "compound:prt")) == "out"
	case "mean":
		return clause >= 0 && a.mark(clause) == "to"
	case "seem", "appear", "happen", "follow", "emerge", "transpire":
		return clause >= 0 && a.mark(clause) != "to"
	case "take", "make":
		o := a.child(p, "obj")
		return o >= 0 && (clause >= 0 || a.form(o) == "sense")
	case "rain", "snow":
		return true
	}
	return false
}

// situations are adjectives that rather a situation is than a thing.
var situations = set("possible", "impossible", "clear", "unclear", "apparent", "evident", "obvious", "inevitable", "late", "early", "true", "likely", "unlikely", "unfortunate", "hard", "difficult", "easy", "tough", "cold", "hot", "warm", "dark", "quiet", "lonely", "sad", "fun", "nice", "great", "wonderful", "terrible", "awful", "horrible", "amazing", "incredible", "scary", "strange", "ironic", "surprising", "interesting", "painful", "good", "bad", "fine", "okay", "enough")

// isWilling reports adjectives that somebody is, with an infinitive of what
// he is to do: "it is able to fly", against "it is easy to see".
func (a *analysis) isWilling(p int) bool {
	switch a.form(p) {
	case "able", "unable", "ready", "willing", "unwilling", "likely", "unlikely", "set", "due", "keen", "eager", "free", "reluctant", "confident", "sure", "certain", "aware", "determined", "prepared", "bound", "poised", "committed", "afraid", "glad", "happy", "proud", "pleased", "optimistic", "sorry", "quick", "slow", "first", "last", "about", "entitled", "supposed", "expected", "scheduled", "concerned":
		return true
	}
	return false
}

// ofSituation reports an "it" that a noun of an act, event or state is said
// of: what it means is a whole situation ("it is a direct response").
func (a *analysis) ofSituation(i int) bool {
	p := a.tok(i).Head
	if p < 0 || !a.is(i, "nsubj") || a.child(p, "cop") < 0 || a.tok(p).UPOS != "NOUN" {
		return false
	}
	if lexicon.IsA(a.lemma(p), "meeting") {
		return true
	}
	switch lexicon.Supersense(a.lemma(p)) {
	case "act", "event", "state", "feeling", "process", "phenomenon", "attribute", "cognition":
		return true
	}
	return false
}

// wasSubject reports whether a concept was ever a subject or object.
func (a *analysis) wasSubject(e *actor) bool {
	for _, s := range e.spans {
		if a.is(s.end-1, "nsubj") {
			return true
		}
	}
	return false
}

// recentGroup resolves "they": the last coordinated subject of names, else
// the last organisation or plural subject.
func (a *analysis) recentGroup(i int) []*actor {
	here := a.tok(i).Sentence
	if e, ok := a.chainedNoun(i, "NNS"); ok && e != nil {
		return one(e)
	}
	for j := i - 1; j >= 0 && here-a.tok(j).Sentence <= 2; j-- {
		if !a.is(j, "nsubj") || !readable(a.sentence(j)) {
			continue
		}
		if j < i && a.tok(j).Head == a.tok(i).Head && a.is(i, "nsubj", "obj", "obl") || a.form(i) == "them" && a.acting(j, i) {
			continue
		}
		if g := a.actorsOf(j); len(g) > 1 {
			return g
		}
		if g, ok := a.resolved[j]; ok && len(g) > 1 {
			return g
		}
		if n := a.nameAt[j]; n >= 0 && a.byName[n] != nil && a.byName[n].isOrganization() && here-a.tok(j).Sentence <= 1 && !a.hasPlural(j, i) && !a.takesPart(i, a.byName[n]) {
			return one(a.byName[n])
		}
		if strings.Contains(a.tok(j).Feats, "Number=Plur") && a.tok(j).UPOS == "NOUN" {
			if a.isMeasure(j) || lexicon.Supersense(a.lemma(j)) == "time" || lexicon.Supersense(a.lemma(j)) == "quantity" {
				continue
			}
			if ops := a.phrase(j); len(ops) == 1 && ops[0].who != nil {
				return one(ops[0].who)
			}
		}
	}
	return nil
}

// acting reports whether noun j is the subject of the verb of pronoun i, also of one that it is coordinated with.
func (a *analysis) acting(j, i int) bool {
	v := a.tok(i).Head
	for n := 0; n < 8 && v >= 0; n++ {
		if a.tok(j).Head == v {
			return true
		}
		if !a.is(v, "conj", "xcomp") || a.child(v, "nsubj") >= 0 {
			return false
		}
		v = a.tok(v).Head
	}
	return false
}

// takesPart reports whether an entity is another part of the clause of
// pronoun i, which then is not it: "They will be owned by AirTanker".
func (a *analysis) takesPart(i int, e *actor) bool {
	h := a.tok(i).Head
	if h < 0 || a.is(i, "nmod:poss") {
		return false
	}
	for _, k := range a.kids[h] {
		if n := a.nameAt[k]; k != i && n >= 0 && a.byName[n] == e {
			return true
		}
	}
	return false
}

// hasPlural reports a plural noun between two tokens, which "they" may
// rather mean than an organisation.
func (a *analysis) hasPlural(from, to int) bool {
	for k := from + 1; k < to; k++ {
		if a.tok(k).XPOS == "NNS" {
			return true
		}
	}
	return false
}

// actorsOf are the named entities of a coordinated phrase.
func (a *analysis) actorsOf(i int) []*actor {
	var out []*actor
	for _, k := range a.conjuncts(i) {
		if n := a.nameAt[k]; n >= 0 && a.byName[n] != nil {
			out = append(out, a.byName[n])
		}
	}
	return out
}

// definite resolves noun phrases that go back to names: "both leaders",
// "the two countries", "the sides", "the country", "the company".
func (a *analysis) definite(i int) []*actor {
	lemma := a.lemma(i)
	det, two := a.determiner(i)
	if a.inApposition(i) {
		return nil
	}
	if det == "" {
		return nil
	}
	for _, k := range a.children(i, "amod", "compound", "nmod:poss", "acl", "nmod") {
		if !two && !a.tellsSeat(k) && !(a.tok(k).Deprel == "acl:relcl" && a.isComment(k)) {
			return nil
		}
	}
	plural := a.tok(i).XPOS == "NNS" || a.tok(i).XPOS == "NNPS"
	if plural && (two || det == "these" || lemma == "leader" || lemma == "side") {
		switch {
		case lemma == "side" || lemma == "country" || lemma == "nation" || lemma == "government" || lemma == "neighbor" || lemma == "neighbour":
			return a.lastTwo(i, (*actor).isCountry)
		case lemma == "company" || lemma == "firm" || lemma == "carmaker" || lemma == "automaker":
			return a.lastTwo(i, (*actor).isOrganization)
		case lexicon.Supersense(lemma) == "person":
			return a.lastTwo(i, func(e *actor) bool {
				return e.isPerson() && (lemma != "leader" && lemma != "president" || e.role != "")
			})
		}
		return nil
	}
	if plural || det != "the" && det != "this" && det != "that" {
		return nil
	}
	if e := a.calledBefore(lemma, i); e != nil {
		return one(e)
	}
	if _, title := lexicon.Title(lemma); title {
		fits := func(e *actor) bool {
			return e.isPerson() && (e.role == lemma || strings.HasSuffix(e.role, " "+lemma))
		}
		if e := a.onlyHere(i, func(e *actor) bool { return fits(e) || e.role == "" && leads[lemma] && a.isLeader(e) }); e != nil {
			return one(e)
		}
		return one(a.best(i, fits))
	}
	if fits := spokenOf[lemma]; fits != nil && !a.introduced(lemma, i) {
		if e := a.namedAs(lemma, i); e != nil {
			return one(e)
		}
		return one(a.best(i, func(e *actor) bool { return e.isOrganization() && fits[e.class] }))
	}
	switch lemma {
	case "country", "nation":
		return one(a.best(i, (*actor).isCountry))
	case "company", "firm", "automaker", "carmaker", "corporation":
		fits := func(e *actor) bool { return e.isOrganization() && !noCompany[e.class] }
		some := func(e *actor) bool { return fits(e) || !e.concept && e.class == "Thing" } // of which the kind is not known
		if e := a.onlyHere(i, some); e != nil {
			return one(e)
		}
		return one(a.best(i, fits))
	case "island", "city", "town", "capital", "peninsula":
		return one(a.best(i, func(e *actor) bool {
			return e.isPlace() && (lemma != "city" && lemma != "capital" || e.class == "City") && (lemma != "island" || e.class != "City")
		}))
	}
	return nil
}

// spokenOf are the classes that bodies may have of which an article goes on to
// speak as "the club".
var spokenOf = func() map[string]map[string]bool {
	business, public := set("Corporation", "Organization"), set("Organization", "GovernmentOrganization", "ResearchOrganization")
	anyone := set("Organization", "NGO", "IntergovernmentalOrganization", "ReligiousOrganization", "MilitantGroup", "MilitaryOrganization", "SportsOrganization", "ResearchOrganization", "GovernmentOrganization")
	of := map[string]map[string]bool{
		"club": set("SportsTeam", "SportsOrganization"), "team": set("SportsTeam"), "party": set("PoliticalParty"), "museum": set("LandmarksOrHistoricalBuildings", "Museum", "Organization"), "university": set("CollegeOrUniversity"), "college": set("CollegeOrUniversity"),
		"newspaper": set("NewsMediaOrganization"), "broadcaster": set("NewsMediaOrganization"), "organization": anyone, "organisation": anyone, "charity": set("NGO", "Organization"),
		"agency": public, "regulator": public, "watchdog": public, "bank": business, "lender": business,
	}
	for _, noun := range []string{"airline", "carrier", "retailer", "manufacturer", "maker", "chipmaker", "drugmaker", "planemaker", "brewer", "insurer", "miner", "builder", "operator", "supermarket", "producer", "startup", "start-up", "conglomerate", "multinational"} {
		of[noun] = business
	}
	return of
}()

// namedAs is the organisation that has a noun in its name, the last one before token i.
func (a *analysis) namedAs(noun string, i int) *actor {
	var last *actor
	at := -1
	for _, e := range a.list {
		if !e.isOrganization() || !slices.Contains(strings.Fields(strings.ToLower(e.name)), noun) {
			continue
		}
		for _, s := range e.spans {
			if s.first < i && s.first > at && s.kind == "name" {
				last, at = e, s.first
			}
		}
	}
	return last
}

// introduced reports whether the article has a body of its own by that noun: "a bank ... the bank".
func (a *analysis) introduced(lemma string, i int) bool {
	for k := i - 1; k >= 0; k-- {
		if a.lemma(k) != lemma || a.nameAt[k] >= 0 || a.is(k, "appos", "compound", "nmod:desc", "root") {
			continue
		}
		if det, _ := a.determiner(k); det == "a" || det == "an" || det == "another" {
			return a.child(k, "cop", "appos") < 0 && a.child(k, "flat") < 0
		}
	}
	return false
}

// leads are the offices of those who lead states.
var leads = set("president", "chancellor", "king", "queen", "premier", "leader")

// isLeader reports somebody whom the lexicons know as the head of a state or government.
func (a *analysis) isLeader(e *actor) bool {
	entry, ok := lexicon.Leader(e.name[strings.LastIndexByte(e.name, ' ')+1:])
	return ok && entry.Name == e.name
}

// noCompany are the classes of bodies that nobody calls a company.
var noCompany = set("NewsMediaOrganization", "GovernmentOrganization", "IntergovernmentalOrganization", "PoliticalParty", "SportsTeam", "SportsOrganization", "CollegeOrUniversity", "MilitantGroup", "MilitaryOrganization", "NGO", "ReligiousOrganization")

// calledBefore is the entity in front of whose name a noun stands earlier in the
// article, the last one: "storm Petra ... the storm".
func (a *analysis) calledBefore(lemma string, i int) *actor {
	for n := len(a.byName) - 1; n >= 0; n-- {
		e, first := a.byName[n], a.doc.Names[n].First
		if e == nil || first >= i || first == 0 || e.isCountry() {
			continue
		}
		if k := first - 1; a.lemma(k) == lemma && a.nameAt[k] < 0 && a.tok(k).UPOS == "NOUN" && a.tok(k).XPOS == "NN" && a.tok(k).Sentence == a.tok(first).Sentence {
			return e
		}
	}
	return nil
}

// inApposition reports a noun phrase between commas behind a name, which says
// what the name is: "Google and Meta, both customers of it, declined".
func (a *analysis) inApposition(i int) bool {
	lo, _ := a.yieldWithout(i, func(k int) bool { return k > i || a.is(k, "punct") })
	return a.is(i, "appos") || lo > 1 && a.form(lo) == "both" && a.form(lo-1) == "," && a.nameAt[lo-2] >= 0
}

// tellsSeat reports the "based" of "the Chicago-based company".
func (a *analysis) tellsSeat(k int) bool {
	return a.form(k) == "based" && k > 1 && a.tok(k-1).Form == "-"
}

// determiner is the determiner of a noun and whether it speaks of two.
func (a *analysis) determiner(i int) (det string, two bool) {
	for _, k := range a.kids[i] {
		switch {
		case a.is(k, "det"):
			det = a.form(k)
			two = two || det == "both"
		case a.is(k, "nummod") && a.form(k) == "two":
			two = true
		}
	}
	return det, two && det != ""
}

// lastTwo are the two entities of a sort that were spoken of most recently
// before token i and, among those, most often.
func (a *analysis) lastTwo(i int, fits func(*actor) bool) []*actor {
	type hit struct {
		who   *actor
		score float64
	}
	var hits []hit
	here := a.tok(i).Sentence
	for _, e := range a.list {
		if !fits(e) {
			continue
		}
		score := 0.0
		for _, s := range e.spans {
			if s.first >= i || s.kind == "pronoun" {
				continue
			}
			d := here - a.tok(s.first).Sentence
			w := 1.0 / float64(1+d)
			if a.is(a.spanHead(s), "nsubj", "conj", "nmod:poss") {
				w *= 1.5
			}
			score += w
		}
		for _, other := range a.list { // a leader speaks for a country
			if e.isCountry() && other.isPerson() && other.country == e.name && other.role != "" {
				for _, s := range other.spans {
					if s.first < i {
						score += 1.0 / float64(1+here-a.tok(s.first).Sentence)
					}
				}
			}
		}
		if score > 0 {
			hits = append(hits, hit{e, score})
		}
	}
	if len(hits) < 2 {
		return nil
	}
	for n := 0; n < 2; n++ {
		for m := n + 1; m < len(hits); m++ {
			if hits[m].score > hits[n].score {
				hits[n], hits[m] = hits[m], hits[n]
			}
		}
	}
	first, second := hits[0].who, hits[1].who
	if second.first < first.first {
		first, second = second, first
	}
	return []*actor{first, second}
}
