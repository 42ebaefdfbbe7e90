package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/extract/nlp"
)

// An operand is what a noun phrase stands for in a fact.
type operand struct {
	Term
	who      *actor
	head     int
	quantity *Term // how many or how much of it
}

// operands are what the noun phrase headed by i and everything coordinated
// with it stand for; none where a pronoun or group cannot be resolved.
func (a *analysis) operands(i int) []operand {
	var out []operand
	for _, k := range a.conjuncts(i) {
		out = append(out, a.phrase(k)...)
	}
	return out
}

// phrase resolves one noun phrase without its conjuncts.
func (a *analysis) phrase(i int) []operand {
	if k := a.shift(i); k != i { // "a number of conferences and roadshows"
		return a.operands(k)
	}
	if ops := a.someOut(i); ops != nil {
		return ops
	}
	text := a.phraseText(i)
	if group, ok := a.resolved[i]; ok {
		out := make([]operand, 0, len(group))
		for _, e := range group {
			out = append(out, a.entityOperand(e, i, text))
		}
		return out
	}
	if n := a.nameOf(i); n >= 0 {
		if e := a.byName[n]; e != nil && !a.namesModifier(i, n) {
			if people := a.people(i, n); people != nil {
				return []operand{a.entityOperand(people, i, text)}
			}
			return []operand{a.entityOperand(e, i, text)}
		}
	}
	if e := a.namedBy(i); e != nil {
		return []operand{a.entityOperand(e, i, text)}
	}
	if e := a.kindOfName(i); e != nil {
		return []operand{a.entityOperand(e, i, text)}
	}
	if n := a.countedBefore(i); n >= 0 {
		return a.phrase(n)
	}
	t := a.tok(i)
	switch {
	case t.UPOS == "PRON" || t.UPOS == "DET":
		return nil
	case a.is(i, "obj") && t.Head >= 0 && spends[a.lemma(t.Head)] && emptyNouns[a.lemma(i)] && a.child(i, "nummod") >= 0: // "spent twelve years"
		return []operand{{Term: literal(text), head: i}}
	case t.UPOS == "NUM" || t.UPOS == "SYM" || t.XPOS == "$" || a.isMeasure(i):
		for _, text := range []string{text, a.measureText(i)} {
			if q, ok := ParseQuantity(clean(text)); ok {
				return []operand{{Term: quantityTerm(q, text), head: i}}
			}
		}
		if t.UPOS == "NUM" || t.UPOS == "SYM" {
			return []operand{{Term: literal(text), head: i}}
		}
	}
	if !a.isNominal(i) {
		return nil
	}
	return a.concept(i, text)
}

// people is the concept of people of a country, whom a plural names: "millions
// of Americans" are not the United States; nil for a country.
func (a *analysis) people(i, n int) *actor {
	name := a.doc.Names[n]
	if e := a.byName[n]; e != nil && e.class == "PoliticalParty" && i == name.End-1 && name.End == name.First+1 && strings.HasSuffix(a.tok(i).Form, "s") && (a.isSomePeople(i) || a.child(i, "nummod") >= 0) { // "three Republicans"
		some := a.add(strings.TrimSuffix(a.tok(i).Form, "s"), "Concept", i)
		some.mention(i, i+1, "noun")
		return some
	}
	if name.Type != "Nationality" || i != name.End-1 {
		return nil
	}
	lemma := a.tok(i).Lemma
	plural := (a.tok(i).XPOS == "NNPS" || a.tok(i).XPOS == "NNS") && lemma != a.tok(i).Form
	if !plural && !a.isSomePeople(i) {
		return nil
	}
	if !plural {
		lemma = a.tok(i).Form
	}
	whole := strings.TrimSpace(clean(a.doc.Span(name.First, i)) + " " + lemma)
	if _, ok := lexicon.Demonym(lemma); !ok {
		if _, ok := lexicon.Demonym(whole); !ok { // "South Koreans"
			return nil
		}
	}
	e := a.add(whole, "Concept", i)
	e.mention(name.First, name.End, "noun")
	return e
}

// isSomePeople reports a demonym that stands for some of a people: "all
// Japanese who were abducted", "two Chinese".
func (a *analysis) isSomePeople(i int) bool {
	if !a.is(i, "nsubj", "obj", "iobj", "obl", "nmod", "conj") {
		return false
	}
	for _, k := range a.kids[i] {
		switch {
		case k < i && a.is(k, "nummod"), a.tok(k).Deprel == "acl:relcl" && k > i:
			return true
		case a.is(k, "det"):
			switch a.form(k) {
			case "all", "some", "many", "any", "no", "every", "each", "most", "a", "an", "another":
				return true
			case "the":
				return !collective(a.form(i)) // "the Briton won"
			}
		case a.is(k, "amod") && (a.form(k) == "many" || a.form(k) == "several" || a.form(k) == "few" || a.form(k) == "young" || a.form(k) == "most"):
			return true
		}
	}
	return false
}

// collective reports a demonym that with "the" stands for a people: "the British", "the Chinese".
func collective(form string) bool {
	for _, end := range []string{"sh", "ch", "ese", "ss"} {
		if strings.HasSuffix(form, end) {
			return true
		}
	}
	return false
}

// countedBefore is the plural noun that "some" or "many" without a noun
// counts: "launched missiles and claimed some were hypersonic"; -1 for none.
func (a *analysis) countedBefore(i int) int {
	switch a.form(i) {
	case "some", "many", "most", "several", "few":
	default:
		return -1
	}
	if !a.is(i, "nsubj") || a.isNominal(i) && a.tok(i).UPOS == "NOUN" {
		return -1
	}
	for _, k := range a.children(i, "nmod") {
		if a.preposition(k) == "of" {
			return k
		}
	}
	for k := i - 1; k >= a.sentence(i).First; k-- {
		if a.tok(k).XPOS == "NNS" && a.is(k, "obj", "nsubj", "nsubj:pass") && !a.isMeasure(k) {
			return k
		}
	}
	return -1
}

// namedBy is the entity whose name stands in apposition to noun i: "the
// capital, Wellington".
func (a *analysis) namedBy(i int) *actor {
	if a.tok(i).UPOS != "NOUN" && (a.tok(i).UPOS != "PROPN" || a.nameAt[i] >= 0) {
		return nil
	}
	for _, k := range a.children(i, "nmod") { // "the Indian city of Bhopal"
		if placeNouns[a.lemma(i)] && a.lemma(i) != "capital" && a.lemma(i) != "port" && a.preposition(k) == "of" {
			if ops := a.nameOperand(k); ops != nil && ops[0].who.isPlace() && !ops[0].who.isCountry() && a.tok(i).XPOS == "NN" {
				return ops[0].who
			}
		}
	}
	for _, k := range a.children(i, "appos", "flat", "nmod:desc") {
		ops := a.nameOperand(k)
		if ops == nil || k < i && !a.is(k, "appos") {
			continue
		}
		if a.sameSort(ops[0].who, i) || a.is(k, "flat") && lexicon.Supersense(a.lemma(i)) == "" || k == i+1 && ops[0].who.isOrganization() { // "Airbus parent EADS"
			return ops[0].who
		}
	}
	return nil
}

// kindOfName is the entity whose name stands before a noun that says only what
// it is: "Yonhap news agency", "the Nikkei average".
func (a *analysis) kindOfName(i int) *actor {
	if a.tok(i).XPOS != "NN" || !kindNouns[a.lemma(i)] || a.child(i, "nmod", "acl", "amod") >= 0 {
		return nil
	}
	var found *actor
	for _, k := range a.children(i, "compound", "nmod:desc", "nmod:unmarked") {
		n := a.nameAt[k]
		switch {
		case k > i:
		case n < 0 && a.form(k) == "news" || a.form(k) == "stock" || a.form(k) == "share":
		case n < 0 || a.byName[n] == nil || a.byName[n].isPerson() || a.byName[n].isPlace() || found != nil && found != a.byName[n]:
			return nil
		default:
			found = a.byName[n]
		}
	}
	if found != nil {
		lo, _ := a.yieldWithout(i, func(k int) bool { return a.is(k, "det", "case", "nmod:poss") || k > i })
		found.alias(clean(a.doc.Span(lo, i+1)))
	}
	return found
}

var kindNouns = set("agency", "newspaper", "magazine", "daily", "index", "average", "website", "broadcaster", "network", "company", "corporation", "firm", "airline", "carmaker", "automaker", "app", "platform")

// shift goes from a word of quantity to what it counts: "a number of
// conferences", "dozens of rounds".
func (a *analysis) shift(i int) int {
	if !countWords[a.lemma(i)] && !quantifiers[a.form(i)] || a.nameOf(i) >= 0 {
		return i
	}
	to := i
	for _, k := range a.children(i, "nmod") {
		if a.preposition(k) == "of" && a.isNominal(k) && a.tok(k).UPOS != "PRON" && (to == i || countWords[a.lemma(to)]) {
			to = k // "billions of dollars of loans" are loans
		}
	}
	if to != i && countWords[a.lemma(to)] {
		return a.shift(to)
	}
	return to
}

// someOut is so many of a greater number, "two of its five ferries": ferries,
// two.
func (a *analysis) someOut(i int) []operand {
	if a.tok(i).UPOS != "NUM" || a.nameOf(i) >= 0 {
		return nil
	}
	for _, k := range a.children(i, "nmod") {
		if t := a.tok(k); k > i && (a.preposition(k) == "of" || a.preposition(k) == "out" || a.preposition(k) == "out of") && t.XPOS == "NNS" && !a.isMeasure(k) {
			ops := a.operands(k)
			for n := range ops {
				if ops[n].who != nil && ops[n].who.concept {
					ops[n].quantity = a.count(i)
					ops[n].Text = a.tok(i).Form + " of " + a.phraseText(k)
				}
			}
			return ops
		}
	}
	return nil
}

// count is the number that token i is.
func (a *analysis) count(i int) *Term {
	if q, ok := ParseQuantity(a.tok(i).Form); ok {
		t := quantityTerm(q, a.tok(i).Form)
		return &t
	}
	return nil
}

// quantifiers with "of" are so many of what stands behind it: "most of the goods".
var quantifiers = set("most", "some", "many", "much", "several", "few", "all", "half", "both", "each", "any")

var countWords = set("number", "something", "ten", "dozen", "hundred", "thousand", "million", "billion", "series", "couple", "lot", "variety", "range", "pair", "handful", "score", "wave", "string", "array", "host", "kind", "type", "sort", "dollar", "euro", "pound", "barrel", "ton", "tonne", "liter", "litre", "gallon", "acre", "hectare")

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// isMeasure reports whether the phrase is a number with a unit or money.
func (a *analysis) isMeasure(i int) bool {
	switch a.lemma(i) {
	case "percent", "%", "dollar", "euro", "pound", "yen", "won", "yuan", "point", "mile", "kilometer", "kilometre", "km", "barrel", "ton", "tonne", "kilogram", "foot", "meter", "metre", "degree", "vote", "percentage", "cent":
		return a.child(i, "nummod") >= 0
	}
	return false
}

// nameOf is the name that token i heads or, where the tree attaches it
// elsewhere in the name, lies in; -1 for none.
func (a *analysis) nameOf(i int) int { return a.nameAt[i] }

// namesModifier reports whether the name n only modifies head i: the name
// lies in the phrase but i is a common noun outside it.
func (a *analysis) namesModifier(i, n int) bool {
	name := a.doc.Names[n]
	return name.Type == "Nationality" && a.tok(i).UPOS == "ADJ" && i == name.End-1 && !a.is(i, "nsubj", "obj", "obl", "nmod", "conj", "appos", "root")
}

// measureText is a measure without what stands behind it: "about $273
// billion" of "about $273 billion in 2024".
func (a *analysis) measureText(i int) string {
	lo, hi := a.yieldWithout(i, func(k int) bool {
		return a.is(k, "nmod", "obl", "acl", "advcl", "conj", "cc", "case", "punct", "appos")
	})
	return stripDeterminer(strings.Trim(a.doc.Span(lo, hi), " ,;:—–-\"“”"))
}

func (a *analysis) entityOperand(e *actor, i int, text string) operand {
	return operand{Term: Term{ID: e.id, Name: e.name, Type: e.class, Text: text}, who: e, head: i}
}

func literal(text string) Term {
	text = clean(text)
	return Term{Name: text, Value: text, Type: "xsd:string", Text: text}
}

func quantityTerm(q Quantity, text string) Term {
	return Term{Name: clean(text), Value: q.Value, Type: q.Datatype, Text: text, Measure: q.measure()}
}

// phraseText is a noun phrase as written: without relative and participial
// clauses, appositions and conjuncts.
func (a *analysis) phraseText(i int) string {
	if text, ok := a.texts[i]; ok {
		return text
	}
	text := a.bareText(i)
	a.texts[i] = text
	return text
}

// tellsTime reports whether the phrase headed by i is a time expression.
func (a *analysis) tellsTime(i int) bool {
	is, ok := a.whens[i]
	if !ok {
		is = IsTimePhrase(a.phraseText(i))
		a.whens[i] = is
	}
	return is
}

func (a *analysis) bareText(i int) string {
	lo, hi := a.yieldWithout(i, func(k int) bool {
		if a.is(k, "case", "mark", "cc", "conj", "acl", "appos", "parataxis", "cop", "nsubj", "advcl", "aux", "expl", "discourse") {
			return true
		}
		if a.is(k, "obl", "advmod", "punct", "ccomp", "csubj", "dep", "xcomp", "obj") {
			return k > i || a.child(i, "cop") >= 0
		}
		return a.is(k, "nmod:unmarked") && a.tok(i).UPOS != "NUM" && a.tok(k).UPOS != "NUM" && !(a.tok(k).UPOS == "PROPN" && a.nameAt[k] < 0 && IsTimePhrase(a.tok(k).Form)) // "May 16", "March 2021", "dawn Sunday" stay whole
	})
	for _, k := range a.kids[i] { // "exactly on time" begins behind "on"
		if k >= lo && k < i && a.is(k, "case") && a.tok(k).XPOS != "POS" {
			lo = k + 1
		}
	}
	for lo < i && a.is(lo, "case") && a.tok(lo).UPOS == "ADP" {
		lo++
	}
	if f := a.form(lo); lo > 0 && lo < i && (f == "least" || f == "most") && a.form(lo-1) == "at" {
		lo-- // "at least 31 people"
	}
	return trimMarks(a.doc.Span(lo, hi))
}

// trimMarks takes marks off the ends of a phrase, but no quotation mark whose other one stays.
func trimMarks(s string) string {
	text := strings.Trim(s, " ,;:—–-\"“”")
	switch {
	case strings.Count(text, "“") > strings.Count(text, "”"):
		text += "”"
	case strings.Count(text, "\"")%2 == 1 && strings.HasSuffix(strings.TrimRight(s, " ,;:—–-"), "\""):
		text += "\""
	}
	return text
}

// concept makes a concept of a noun phrase: modifiers and head without
// determiner and quantity, the head in the singular.
func (a *analysis) concept(i int, text string) []operand {
	if a.tok(i).UPOS == "PROPN" && a.nameOf(i) < 0 && a.tok(i).Form == strings.ToUpper(a.tok(i).Form) && len(a.tok(i).Form) == 1 {
		return nil
	}
	if a.lemma(i) == "one" || emptyNouns[a.lemma(i)] && a.child(i, "amod", "compound") < 0 {
		return a.withInfinitive(i)
	}
	name, form := a.conceptName(i)
	if name == "" {
		return nil
	}
	if body := a.stateBody(i); body != "" {
		e := a.add(body, "GovernmentOrganization", i)
		e.alias(name)
		return []operand{a.conceptOperand(e, i, text)}
	}
	e := a.narrower(a.conceptLemma(i), name, i)
	if whole := a.wholeOf(i); whole != "" {
		return []operand{a.conceptOperand(a.narrower(name, name+" of "+whole, i), i, text)}
	}
	if prep, owners := a.ownersOf(i); len(owners) > 0 {
		var out []operand
		for _, owner := range owners {
			e := a.narrower(name, name+" "+prep+" "+owner.name, i)
			e.relate(owner)
			out = append(out, a.conceptOperand(e, i, text))
		}
		return out
	}
	if a.isSpecific(i) {
		e = a.specific(e, i)
	}
	if form != e.name {
		e.alias(form)
	}
	for _, k := range a.children(i, "amod", "compound", "nmod:desc") {
		if m := a.nameAt[k]; k < i && m >= 0 && a.byName[m] != nil { // "Samsung executives"
			e.relate(a.byName[m])
		}
	}
	return []operand{a.conceptOperand(e, i, text)}
}

// isSpecific reports a noun phrase for one thing that only the article tells of:
// "the visit", "this operation", "the suspect"; not what there is one of in the
// world ("the economy"), nor kinds and plurals.
func (a *analysis) isSpecific(i int) bool {
	if t := a.tok(i); t.XPOS != "NN" || a.isMeasure(i) || uniques[a.lemma(i)] || kindWords[lexicon.Supersense(a.conceptLemma(i))] == "" {
		return false
	}
	for _, k := range a.kids[i] {
		if k < i && a.is(k, "det") {
			switch a.form(k) {
			case "the", "this", "that":
				return true
			}
		}
	}
	return false
}

// kindWords are the classes of such things, by the supersense of their noun.
var kindWords = map[string]string{"act": "Event", "event": "Event", "phenomenon": "Event", "person": "Person", "group": "Organization", "artifact": "Thing", "communication": "Thing"}

// uniques are nouns for what there is one of, or for all of a kind.
var uniques = set("world", "government", "economy", "internet", "web", "public", "media", "press", "market", "law", "state", "nation", "country", "police", "military", "army", "navy", "parliament", "court", "church", "environment", "community", "population", "people", "society", "industry", "majority", "minority", "opposition", "same", "other", "rest", "phone", "radio", "television", "news", "past", "future", "truth", "poor", "left", "right", "middle", "sky", "sea", "air", "ground", "war", "street", "road", "house", "age", "language", "music", "trade", "use", "case", "work", "game")

// specific is the article's own thing of a concept, an event, a person, an
// object: "the visit" is a visit of this article.
func (a *analysis) specific(e *actor, i int) *actor {
	if !e.concept || e.kind != "" {
		return e
	}
	own := a.node(e.name, a.doc.ID, "Concept", i)
	noun := a.conceptLemma(i)
	own.kind, own.broader = kindWords[lexicon.Supersense(noun)], e.id
	_, verb, _ := lexicon.Nominal(noun)
	organization := lexicon.IsA(noun, "organization")
	switch {
	case lexicon.IsA(noun, "meeting"), eventKinds[verb] && !organization && (strings.HasSuffix(noun, "ing") || strings.HasSuffix(noun, "ion") || strings.HasSuffix(noun, "ment")):
		own.kind = "Event" // a meeting is no organisation, a signing no thing
	case own.kind == "Organization" && !organization:
		own.kind = "Thing"
	}
	return own
}

// relate notes the named entity that a concept is of.
func (e *actor) relate(to *actor) {
	if e.concept && e.related == "" && !to.concept {
		e.related = to.id
	}
}

// conceptName is the name of the concept that noun i heads, its modifiers and
// itself in the singular, and the same as written; "" where it has no letter.
func (a *analysis) conceptName(i int) (name, form string) {
	lo, _ := a.modifiers(i)
	last := a.tok(i)
	before := ""
	if lo < i {
		before = clean(a.doc.Text[a.tok(lo).Start:last.Start]) + " "
		if strings.HasSuffix(a.doc.Text[a.tok(lo).Start:last.Start], "-") {
			before = strings.TrimSuffix(before, " ")
		}
		before = strings.ReplaceAll(before, "\"", "")
	}
	form = last.Form
	if last.UPOS != "PROPN" {
		form, before = strings.ToLower(form), a.lowerWords(lo, i, before)
	}
	if !hasLetter(a.conceptLemma(i)) {
		return "", ""
	}
	lemma := a.conceptLemma(i)
	if k := i + 1; k < a.sentence(i).End && a.is(k, "nummod") && a.tok(k).Head == i { // "number 3", "group B"
		lemma += " " + a.tok(k).Form
		form += " " + a.tok(k).Form
	}
	return clean(before + lemma), clean(before + form)
}

func (a *analysis) conceptLemma(i int) string {
	if t := a.tok(i); t.UPOS == "PROPN" {
		if !strings.HasPrefix(a.form(i), a.lemma(i)) {
			return t.Form
		}
		return t.Lemma
	}
	if t := a.tok(i); len(t.Form) > 1 && strings.ToUpper(t.Form) == t.Form && !strings.HasPrefix(a.form(i), a.lemma(i)) {
		return t.Form // the "KM" of a ship is no kilometer
	}
	return a.lemma(i)
}

// narrower is the concept called name under the broader one called general.
func (a *analysis) narrower(general, name string, i int) *actor {
	e := a.add(name, "Concept", i)
	if general == name || !e.concept || e.broader != "" {
		return e
	}
	if h := a.headConcept(general, i); h != nil && h != e {
		e.broader = h.id
	}
	return e
}

func (a *analysis) conceptOperand(e *actor, i int, text string) operand {
	lo, quantity := a.modifiers(i)
	e.mention(lo, i+1, "noun")
	return operand{Term: Term{ID: e.id, Name: e.name, Type: e.class, Text: text}, who: e, head: i, quantity: quantity}
}

// withInfinitive is a noun that means little without its infinitive, as
// words: "ways to reduce tensions".
func (a *analysis) withInfinitive(i int) []operand {
	for _, k := range a.children(i, "acl") {
		if a.mark(k) == "to" && k > i {
			_, hi := a.yield(k)
			lo, _ := a.yieldWithout(i, func(c int) bool { return c > i || a.is(c, "det", "case") })
			return []operand{{Term: literal(strings.Trim(a.doc.Span(lo, hi), " ,;:—–-\"“”")), head: i}}
		}
	}
	return nil
}

// wholeOf is what a part is part of: the citizens of "a quarter of citizens".
func (a *analysis) wholeOf(i int) string {
	if !parts[a.lemma(i)] {
		return ""
	}
	for _, k := range a.children(i, "nmod") {
		if a.preposition(k) == "of" && a.tok(k).UPOS != "PRON" {
			return stripDeterminer(clean(a.phraseText(k)))
		}
	}
	return ""
}

// ownersOf are the named entities that the people, group or possession that
// noun i tells of belongs to, and the preposition that says so: "shares in
// Toyota" and "the ministry's spokesman" are no shares and spokesmen at large.
func (a *analysis) ownersOf(i int) (prep string, owners []*actor) {
	if a.tok(i).UPOS != "NOUN" {
		return "", nil
	}
	switch a.supersense(i) {
	case "person", "group", "possession":
	default:
		return "", nil
	}
	if p := a.child(i, "nmod:poss"); p >= 0 {
		if localRoles[a.lemma(i)] {
			return "of", allNamed(a.nounPhrase(p))
		}
		return "of", allNamed(a.govern(a.nounPhrase(p)))
	}
	for _, k := range a.children(i, "nmod") {
		p := a.preposition(k)
		if k < i || p != "of" && p != "in" && p != "at" && p != "for" && p != "from" || a.tellsTime(k) {
			continue
		}
		if owners := allNamed(a.operands(k)); len(owners) > 0 && (p == "of" || !owners[0].isPlace()) {
			return p, owners
		}
	}
	return "", nil
}

// supersense is that of noun i with the noun before it ("air force"), else of the noun alone.
func (a *analysis) supersense(i int) string {
	if k := i - 1; k >= 0 && a.tok(k).Head == i && a.is(k, "compound") {
		if sense := lexicon.Supersense(a.lemma(k) + " " + a.lemma(i)); sense != "" {
			return sense
		}
	}
	return lexicon.Supersense(a.lemma(i))
}

// allNamed are the named entities of operands; none where some are concepts.
func allNamed(ops []operand) []*actor {
	var out []*actor
	for _, op := range ops {
		if op.who == nil || op.who.concept {
			return nil
		}
		out = append(out, op.who)
	}
	return out
}

var parts = set("quarter", "half", "third", "portion", "part", "majority", "minority", "percent", "%", "fifth", "proportion", "share", "rest", "bulk", "most", "fraction", "member", "type", "sort", "kind", "group", "team", "piece")

// stateBody is the name of a body of a state, the same however it is said:
// "South Korea's military" and "the South Korean military" are the "military
// of South Korea"; "" for all else.
func (a *analysis) stateBody(i int) string {
	lemma := a.conceptLemma(i)
	if before := i - 1; !stateBodies[lemma] && (before < 0 || !stateBodies[a.lemma(before)+" "+lemma]) {
		return ""
	}
	lo, _ := a.modifiers(i)
	var owner *actor
	if p := a.child(i, "nmod:poss"); p >= 0 {
		if ops := a.govern(a.nounPhrase(p)); len(ops) == 1 {
			owner = ops[0].who
		}
	}
	for _, k := range a.children(i, "nmod") {
		if owner == nil && a.preposition(k) == "of" {
			if ops := a.govern(a.operands(k)); len(ops) == 1 {
				owner = ops[0].who
			}
		}
	}
	rest := lo
	for k := lo; k < i; k++ {
		if n := a.nameAt[k]; n >= 0 && a.byName[n] != nil && a.byName[n].isCountry() {
			owner, rest = a.byName[n], k+1
		}
	}
	if owner == nil || !owner.isCountry() {
		return ""
	}
	return american.Replace(strings.TrimSpace(strings.ToLower(clean(a.doc.Span(rest, i)))+" "+lemma)) + " of " + owner.name
}

var stateBodies = set("government", "parliament", "cabinet", "army", "navy", "military", "police", "senate", "congress", "treasury", "ministry", "embassy", "administration", "air force", "armed force", "defense force", "defence force", "coast guard", "foreign office", "central bank")

// emptyNouns mean nothing by themselves.
var emptyNouns = set("thing", "something", "anything", "nothing", "one", "other", "lot", "way", "kind", "bit", "half", "part", "some", "none", "everything", "here", "there", "former", "latter", "respect", "regard", "fact", "addition", "example", "order", "case", "instance", "time", "day", "year", "month", "week", "hour", "minute", "moment")

// lowerWords lower-cases the first word of a sentence inside a modifier.
func (a *analysis) lowerWords(lo, i int, before string) string {
	if lo == a.sentence(i).First && a.tok(lo).UPOS != "PROPN" && before != "" && strings.ToUpper(a.tok(lo).Form) != a.tok(lo).Form {
		if _, demonym := lexicon.Demonym(a.tok(lo).Form); !demonym {
			r, n := utf8.DecodeRuneInString(before)
			return string(unicode.ToLower(r)) + before[n:]
		}
	}
	return before
}

func (a *analysis) headConcept(lemma string, i int) *actor {
	if !hasLetter(lemma) || emptyNouns[lemma] {
		return nil
	}
	return a.add(lemma, "Concept", i)
}

// modifiers finds where the modifiers of a noun that belong to its concept
// begin, and its quantity.
func (a *analysis) modifiers(i int) (lo int, quantity *Term) {
	lo = i
	for k := i - 1; k >= a.sentence(i).First; k-- {
		top := a.under(k, i)
		if top < 0 || a.is(k, "case") && a.tok(k).XPOS != "POS" {
			break
		}
		if a.is(top, "nummod") {
			quantity = a.number(top)
			break
		}
		if u := a.tok(top).UPOS; u == "SYM" || u == "NUM" && a.tok(k).Form != "-" && a.form(i) != "" && !a.joinedNumber(top, i) {
			break // an amount of money is no part of the concept
		}
		if a.is(top, "amod", "compound", "nmod:desc", "nmod:unmarked", "flat", "advmod", "punct", "obl:unmarked", "obl:npmod", "goeswith", "nmod:npmod") && (!looseWords[a.form(k)] || a.nameAt[k] >= 0) && !a.isBoundary(k, top) {
			if a.is(top, "punct") && a.form(k) != "-" && a.form(k) != "–" {
				break
			}
			if a.is(top, "advmod") && !a.is(k, "advmod") {
				continue
			}
			lo = k
			continue
		}
		if looseWords[a.form(k)] || a.is(top, "amod") {
			continue
		}
		break
	}
	if n := a.nameAt[lo]; n >= 0 && a.doc.Names[n].End < i && a.byName[n] != nil && a.byName[n].isCountry() && a.nameAt[a.doc.Names[n].End] >= 0 && a.nameAt[a.doc.Names[n].End] != n {
		lo = a.doc.Names[n].End // "UK RAF contract" is a contract of the RAF
	}
	for lo < i && (a.tok(lo).UPOS == "PUNCT" || a.tok(lo).UPOS == "ADV" || a.tok(lo).UPOS == "CCONJ" || looseWords[a.form(lo)] && a.nameAt[lo] < 0) {
		lo++
	}
	if lo > 1 && lo <= i && a.tok(lo-1).Form == "-" && ordinals[a.form(lo-2)] > 0 && a.under(lo-2, i) >= 0 { // "third-quarter net income"
		lo -= 2
	}
	if quantity == nil {
		for _, k := range a.children(i, "nummod") {
			if k < i {
				quantity = a.number(k)
			}
		}
	}
	if quantity == nil {
		quantity = a.someOf(i)
	}
	return lo, quantity
}

// someOf is an amount without a number: "several ballistic missiles", "dozens
// of people"; nil where there is none.
func (a *analysis) someOf(i int) *Term {
	if a.tok(i).XPOS != "NNS" {
		return nil
	}
	for _, k := range a.kids[i] {
		if k < i && amountsVague[a.form(k)] && a.is(k, "amod", "det", "nummod") && a.form(k+1) != "of" {
			return &Term{Name: a.form(k), Type: "xsd:string", Text: a.tok(k).Form, Measure: &Measure{Modifier: a.form(k)}}
		}
	}
	if h := a.tok(i).Head; a.is(i, "nmod") && h >= 0 && h < i && amountsVague[a.form(h)] && a.preposition(i) == "of" {
		return &Term{Name: a.form(h), Type: "xsd:string", Text: a.tok(h).Form, Measure: &Measure{Modifier: a.form(h)}}
	}
	return nil
}

var amountsVague = set("several", "many", "few", "numerous", "multiple", "various", "dozens", "hundreds", "thousands", "millions", "billions", "scores", "countless")

// joinedNumber reports numbers that are part of a modifier: "27-year contract".
func (a *analysis) joinedNumber(k, i int) bool {
	return k+1 < i && a.tok(k+1).Form == "-"
}

func (a *analysis) isBoundary(k, top int) bool {
	return a.tok(top).XPOS == "POS" || a.tok(k).XPOS == "POS" || a.tok(k).UPOS == "PUNCT" && strings.Contains("\"“”(),—", a.tok(k).Form)
}

// under is the child of head that token k lies under, -1 where it lies
// elsewhere.
func (a *analysis) under(k, head int) int {
	for n := 0; n < 20 && k >= 0; n++ {
		if a.tok(k).Head == head {
			return k
		}
		k = a.tok(k).Head
	}
	return -1
}

// looseWords are adjectives that count, order or point rather than describe.
var looseWords = set("several", "multiple", "many", "few", "some", "various", "numerous", "own", "same", "other", "such", "certain", "recent", "latest", "last", "next", "first", "second", "third", "new", "current", "previous", "past", "more", "most", "least", "further", "additional", "only", "entire", "whole", "all", "both", "different", "above", "so-called", "reported", "alleged", "possible", "potential", "just", "about", "nearly", "almost", "over", "than", "at")

func (a *analysis) number(k int) *Term {
	lo, hi := a.yield(k)
	text := a.doc.Span(lo, hi)
	if q, ok := ParseQuantity(clean(text)); ok {
		t := quantityTerm(q, text)
		return &t
	}
	return nil
}

// moneyOf is an amount of money in front of a noun: "a $14 billion bailout".
func (a *analysis) moneyOf(i int) *Term {
	for _, k := range a.kids[i] {
		if k < i && a.is(k, "compound", "nummod", "amod", "nmod:unmarked", "nmod") && (a.tok(k).UPOS == "SYM" || a.tok(k).UPOS == "NUM" || a.tok(k).XPOS == "$") {
			lo, hi := a.yield(k)
			if q, ok := ParseQuantity(clean(a.doc.Span(lo, min(hi, i)))); ok && q.Unit != "" && q.Unit != "percent" {
				t := quantityTerm(q, a.doc.Span(lo, min(hi, i)))
				return &t
			}
		}
	}
	return nil
}

// clauseText is a clause as a string literal: without its conjunction, outer
// punctuation and attribution.
func (a *analysis) clauseText(v int) string {
	lo, hi := a.yieldWithout(v, func(k int) bool {
		return a.is(k, "mark") && a.form(k) != "to" && a.form(k) != "whether" || a.is(k, "parataxis", "punct") || a.is(k, "conj") && a.ownsAttribution(k) || a.is(k, "obl") && k > v && a.preposition(k) == "according to"
	})
	if h := a.tok(v).Head; h > v && a.is(v, "ccomp") && a.quoteAt[v] < 0 {
		if q := a.beforeQuote(v, h); q >= 0 && q < hi {
			lo = q
		}
	}
	trimmed := func(lo, hi int) string { return strings.Trim(clean(a.doc.Span(lo, hi)), " ,;:.—–\"") }
	if h := a.tok(v).Head; lo < h && h < hi && a.is(v, "ccomp") { // "The toll rose, officials said, and is to rise"
		from, to := h, h+1
		for from > lo && !a.descends(from-1, v) {
			from--
		}
		for to < hi && !a.descends(to, v) {
			to++
		}
		if next := trimmed(to, hi); strings.HasPrefix(next, "and ") || strings.HasPrefix(next, "but ") || to < hi && a.tok(to).XPOS == "VBG" {
			return trimmed(lo, from) + ", " + next
		}
		return strings.TrimSpace(trimmed(lo, from) + " " + trimmed(to, hi))
	}
	for _, k := range a.kids[v] {
		if !a.is(k, "parataxis") || k < lo || k >= hi || !a.speaks(k) {
			continue
		}
		if from, to := a.yield(k); from > lo && to < hi { // "They agreed, the ministry said, but ..."
			next := to
			for next < hi && a.tok(next).UPOS == "PUNCT" {
				next++
			}
			if next < hi && (a.tok(next).Head == v && a.is(next, "aux", "cop") || next == v) {
				return strings.TrimSpace(trimmed(lo, from) + " " + trimmed(to, hi)) // "The toll, officials said, is to rise"
			}
			return strings.TrimSpace(trimmed(lo, from) + ", " + trimmed(to, hi))
		}
	}
	text := trimmed(lo, hi)
	if strings.Count(text, "\"")%2 == 1 { // a quotation that ends or begins it
		if strings.HasPrefix(strings.TrimLeft(clean(a.doc.Span(lo, hi)), " ,"), "\"") {
			return "\"" + text
		}
		end := hi
		for end < a.sentence(v).End && a.tok(end).UPOS == "PUNCT" {
			end++
		}
		if strings.HasSuffix(strings.TrimRight(clean(a.doc.Span(lo, end)), " ,;:.—–"), "\"") {
			text += "\""
		}
	}
	return text
}

func (a *analysis) ownsAttribution(k int) bool {
	return a.isClause(k) && a.child(k, "nsubj", "nsubj:pass") >= 0 && a.child(k, "ccomp") >= 0
}

// readable reports whether facts are read from a sentence.
func readable(s *nlp.Sentence) bool { return s.Kind == nlp.Prose || s.Kind == nlp.Headline }
