package extract

import (
	"sort"
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/extract/nlp"
	"github.com/quadwire/quadwire/schema"
)

// A frame is one event or state as a sentence tells it: the one thing
// between trees and facts.
type frame struct {
	rule    string
	head    int    // token of the predicate
	name    string // predicate: "agreed_to_explore"
	words   []int  // tokens of the predicate, in text order
	subject []operand
	object  []operand
	value   *Term // literal object where there is no other: a clause, an adjective
	args    []frameArg
	times   []frameTime
	place   *Term

	status     schema.Status
	speaker    *operand
	symmetric  bool // the subjects act on each other: "Xi and Lee met"
	presumed   bool // the noun phrase presupposes it, whatever its clause claims
	confidence float64
}

type frameArg struct {
	role  string
	ops   []operand
	value *Term
	head  int
}

type frameTime struct {
	text string // without its preposition
	full string
	when *Interval
	head int
	role string
}

// analysis is the working state for one article.
type analysis struct {
	*cast
	article  Article
	resolved map[int][]*actor // pronouns and definite nouns
	relative map[int]int      // relative pronoun -> antecedent
	gaps     map[int]int      // clause without relative pronoun -> antecedent
	quoteAt  []int            // per token: number of the quotation it lies in, or -1
	quotes   []span
	chainAt  []int // per token: number of the chain whose mention it heads, 0 for none
	telling  []int // verbs of saying, in order; nil before they are needed
	frames   []frame
}

// A rule reads frames off one token.
type rule struct {
	name    string
	example string // a sentence that it matches
	base    float64
	apply   func(a *analysis, i int) []frame
}

// rules are all ways from trees to frames. Adding one is a function, a line
// here and a test.
var rules = []rule{
	{"verb", "Lee attended a business forum in Beijing.", 0.9, (*analysis).verbFrames},
	{"control", "They agreed to pursue practical steps.", 0.8, (*analysis).controlFrames},
	{"copula", "Wellington is the capital of New Zealand.", 0.9, (*analysis).copulaFrames},
	{"title", "Chinese President Xi Jinping spoke.", 0.95, (*analysis).titleFrames},
	{"apposition", "John Burrows, the chairman of the panel, resigned.", 0.9, (*analysis).appositionFrames},
	{"nominal", "North Korea's missile launches alarmed the region.", 0.8, (*analysis).nominalFrames},
	{"possession", "The government's Flag Project has begun.", 0.6, (*analysis).possessionFrames},
	{"location", "A loudspeaker in South Korea broadcasts news.", 0.6, (*analysis).locationFrames},
	{"compound", "AirTanker is an EADS-led consortium.", 0.8, (*analysis).compoundFrames},
	{"value", "The $14 billion bailout failed.", 0.85, (*analysis).valueFrames},
	{"through", "Airbus signed deals with the Royal Saudi Air Force.", 0.75, (*analysis).throughFrames},
}

func (x *Extractor) analyse(article Article, doc *nlp.Document) *analysis {
	f := newForest(doc)
	a := &analysis{cast: newCast(f), article: article, resolved: map[int][]*actor{}, relative: map[int]int{}, gaps: map[int]int{}}
	a.findQuotes()
	a.findChains()
	a.findRelatives()
	a.assignRoles()
	a.resolvePronouns()
	a.resolveSpeakers()
	for i := range doc.Tokens {
		if !readable(a.sentence(i)) {
			continue
		}
		for r := range rules {
			for _, fr := range rules[r].apply(a, i) {
				if fr.rule == "" {
					fr.rule = rules[r].name
				}
				if fr.confidence == 0 {
					fr.confidence = rules[r].base
				}
				a.frames = append(a.frames, fr)
			}
		}
	}
	sort.SliceStable(a.frames, func(i, j int) bool { return a.frames[i].head < a.frames[j].head })
	return a
}

// findQuotes numbers the quotations of each paragraph.
func (a *analysis) findQuotes() {
	a.quoteAt = make([]int, len(a.doc.Tokens))
	open, paragraph := -1, -1
	for i := range a.doc.Tokens {
		a.quoteAt[i] = -1
		if p := a.sentence(i).Paragraph; p != paragraph {
			open, paragraph = -1, p
		}
		form := a.tok(i).Form
		opens := form == "“" || form == "``"
		closes := form == "”" || form == "''"
		if form == "\"" {
			opens, closes = open < 0, open >= 0
		}
		switch {
		case opens:
			a.quotes = append(a.quotes, span{i + 1, len(a.doc.Tokens), ""})
			open = len(a.quotes) - 1
		case closes && open >= 0:
			a.quotes[open].end = i
			open = -1
		default:
			a.quoteAt[i] = open
		}
	}
}

// findRelatives links relative pronouns, and clauses without one, to the
// nouns that they go back to.
func (a *analysis) findRelatives() {
	for v := range a.doc.Tokens {
		if a.tok(v).Deprel != "acl:relcl" {
			continue
		}
		noun := a.tok(v).Head
		lo, hi := a.yield(v)
		found := false
		for i := lo; i < hi && !found; i++ {
			switch a.form(i) {
			case "who", "which", "that", "whom", "whose":
				if a.tok(i).UPOS == "PRON" && !a.is(i, "mark") && a.nearestRelative(i) == v {
					a.relative[i] = noun
					found = true
				}
			}
		}
		if !found {
			a.gaps[v] = noun
		}
	}
}

// nearestRelative is the closest relative clause above token i.
func (a *analysis) nearestRelative(i int) int {
	for n := 0; n < 30 && i >= 0; n++ {
		if a.tok(i).Deprel == "acl:relcl" {
			return i
		}
		i = a.tok(i).Head
	}
	return -1
}

// subjectOf is who does what clause v says, its own subject or the one that
// it shares with the clause above it.
func (a *analysis) subjectOf(v, depth int) []operand {
	if s := a.child(v, "nsubj"); s >= 0 {
		return a.withCompanions(v, a.nounPhrase(s))
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
		return a.withCompanions(v, a.subjectOf(h, depth+1))
	case a.is(v, "xcomp"):
		if o := a.child(h, "obj", "iobj"); o >= 0 && a.controlsObject(h, o) {
			return a.operands(o)
		}
		return a.subjectOf(h, depth+1)
	case a.is(v, "advcl"):
		return a.adverbialSubject(v, h, depth)
	case a.tok(v).Deprel == "acl:relcl":
		if _, ok := a.gaps[v]; ok {
			return a.nounPhrase(h)
		}
	case a.is(v, "acl"):
		if m := a.mark(v); m != "" && m != "to" {
			return a.possessor(h)
		} else if m == "to" {
			if a.isPassive(v) {
				return a.nounPhrase(h)
			}
			return a.infinitiveSubject(h, depth)
		}
		return a.nounPhrase(h)
	case a.is(v, "ccomp") && a.tok(h).Deprel == "acl:relcl":
		if noun, ok := a.gaps[h]; ok {
			return a.nounPhrase(noun)
		}
	}
	return nil
}

// controlsObject reports whether the object of verb h is who does what the
// verb's infinitive says ("urged China to join"); else the subject is
// ("defeated Boeing to win an order").
func (a *analysis) controlsObject(h, o int) bool {
	return objectControl[a.lemma(h)]
}

var objectControl = set("urge", "ask", "tell", "order", "force", "allow", "permit", "help", "persuade", "encourage", "invite", "enable", "cause", "require", "advise", "expect", "want", "request", "push", "press", "call", "authorize", "authorise", "instruct", "direct", "lead", "make", "let", "see", "hear", "watch", "find", "keep", "have", "get", "leave", "consider", "name", "appoint", "believe", "warn", "remind", "teach", "train", "convince", "pressure", "challenge", "compel", "oblige", "beg", "commission", "hire", "elect", "choose", "need", "like", "prefer", "trust", "recruit", "prompt", "drive", "motivate", "inspire", "tempt", "induce", "bribe", "coax", "pay", "send", "task", "empower", "equip", "select", "designate", "nominate", "deploy", "assign", "aid", "assist", "stop", "prevent", "start", "set", "call", "report", "say", "think", "know", "deem", "render", "turn", "give", "grant")

// infinitiveSubject is who is to do what the infinitive behind noun n says:
// whose noun it is, or who has it ("won a contract to supply tankers").
func (a *analysis) infinitiveSubject(n, depth int) []operand {
	if p := a.possessor(n); len(p) > 0 {
		return p
	}
	if h := a.tok(n).Head; h >= 0 && a.is(n, "obj") && a.isVerb(h) {
		return a.subjectOf(h, depth+1)
	}
	return nil
}

// adverbialSubject is the subject of a participle or infinitive: that of the
// clause above, or the possessor where it hangs on an event noun ("his first
// visit since taking office").
func (a *analysis) adverbialSubject(v, h, depth int) []operand {
	switch a.tok(v).XPOS {
	case "VBG", "VBN", "VB":
	default:
		return nil
	}
	if !a.isClause(h) && a.isNominal(h) {
		return a.possessor(h)
	}
	if _, ok := a.charge(v); ok { // "accused Boric of reacting too slowly"
		if o := a.child(h, "obj", "nsubj:pass"); o >= 0 {
			return a.nounPhrase(o)
		}
	}
	return a.subjectOf(h, depth+1)
}

// nounPhrase is operands with relative pronouns followed.
func (a *analysis) nounPhrase(i int) []operand {
	if n, ok := a.relative[i]; ok {
		if a.form(i) == "whose" {
			return nil
		}
		return a.phrase(n)
	}
	return a.operands(i)
}

// withCompanions adds who acts along with the subject.
func (a *analysis) withCompanions(v int, subject []operand) []operand {
	for _, k := range a.kids[v] {
		if a.is(k, "obl", "nmod") && companion(a.preposition(k)) {
			subject = append(subject, a.operands(k)...)
		}
	}
	if s := a.child(v, "nsubj"); s >= 0 {
		for _, k := range a.children(s, "nmod") {
			if companion(a.preposition(k)) {
				subject = append(subject, a.operands(k)...)
			}
		}
	}
	for k := v - 1; k >= max(a.sentence(v).First, v-8); k-- { // "has, along with Russia, resisted"
		if h := a.tok(k).Head; h >= 0 && h != v && a.is(k, "appos", "nmod", "obl") && companion(a.preposition(k)) && !a.descends(v, k) && a.tok(v-1).Form == "," {
			subject = append(subject, a.operands(k)...)
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

// possessor is whose event a noun tells of: a possessive, a demonym or the
// name of a country or organisation before it, or a "by" phrase.
func (a *analysis) possessor(n int) []operand {
	if p := a.child(n, "nmod:poss"); p >= 0 {
		return a.govern(a.nounPhrase(p))
	}
	for _, k := range a.children(n, "nmod", "obl") {
		if a.preposition(k) == "by" {
			return a.govern(a.operands(k))
		}
	}
	for _, k := range a.children(n, "amod", "compound", "nmod:desc") {
		if m := a.nameAt[k]; m >= 0 && a.byName[m] != nil && !a.byName[m].isPerson() && a.nameAt[n] != m {
			if a.byName[m].isCountry() || a.byName[m].isOrganization() {
				return []operand{a.entityOperand(a.byName[m], k, a.tok(k).Form)}
			}
		}
	}
	return nil
}

// govern replaces capitals and seats of power that act by their governments.
func (a *analysis) govern(ops []operand) []operand {
	for n := range ops {
		e := ops[n].who
		if e == nil || e.class != "City" && e.class != "LandmarksOrHistoricalBuildings" && e.class != "Place" {
			continue
		}
		country, ok := lexicon.Capital(e.name)
		if !ok {
			country, ok = lexicon.Seat(e.name)
		}
		if ok {
			c := a.country(country, ops[n].head)
			c.mention(ops[n].head, ops[n].head+1, "name")
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
