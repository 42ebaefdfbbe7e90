package extract

import (
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/extract/nlp"
	"github.com/quadwire/quadwire/schema"
)

// statusOf is how the article holds what the clause of v says, and who says
// so: its own negation and modality under all that stands above it, clause by
// clause up to the root.
func (a *analysis) statusOf(v int) (schema.Status, *operand) {
	c := climb{analysis: a, from: v, status: a.ownStatus(v)}
	if a.isUnreal(v) {
		c.modified = true
	}
	c.up(v)
	return c.status, c.speaker
}

// isUnreal reports "would have raised", of which nothing comes any more.
func (a *analysis) isUnreal(v int) bool {
	would, have := false, false
	for _, k := range a.children(v, "aux") {
		switch a.form(k) {
		case "would", "could", "might", "should":
			would = true
		case "have", "'ve", "’ve":
			have = true
		}
	}
	return would && have
}

// context is what statusOf finds above the phrase of noun n, whose event
// has no status of its own.
func (a *analysis) context(n int) (schema.Status, *operand) {
	c := climb{analysis: a, from: n, status: schema.Asserted}
	c.up(n)
	return c.status, c.speaker
}

// stronger is the one of two statuses that is further from asserted.
func stronger(own, outer schema.Status) schema.Status {
	if rank(outer) > rank(own) {
		return outer
	}
	return own
}

func rank(s schema.Status) int {
	switch s {
	case schema.Claimed:
		return 1
	case schema.Possible:
		return 2
	case schema.Planned:
		return 3
	case schema.Negated:
		return 4
	case schema.Doubted:
		return 5
	case schema.Denied:
		return 6
	}
	return 0
}

// compose is the status of a complement whose own is s, under a predicate
// that makes it what effect says; see [lexicon.Attitude].
func compose(s schema.Status, effect string) schema.Status {
	switch effect {
	case "true":
		return s
	case "false":
		switch s {
		case schema.Negated:
			return schema.Asserted // "did not fail to sign"
		case schema.Asserted, schema.Claimed, schema.Planned:
			return schema.Negated
		}
		return s
	case "planned":
		return stronger(s, schema.Planned)
	case "claimed":
		return stronger(s, schema.Claimed)
	case "doubted":
		return stronger(s, schema.Doubted)
	case "denied":
		if s == schema.Negated {
			return schema.Claimed // "denied that they had not signed"
		}
		return schema.Denied
	}
	return stronger(s, schema.Possible)
}

var negative = set("not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "barely", "scarcely", "nowhere")

// ownStatus reads the negation and modality of a clause.
func (a *analysis) ownStatus(v int) schema.Status {
	status := schema.Asserted
	for _, k := range a.kids[v] {
		switch {
		case a.is(k, "advmod") && negative[a.form(k)] && k+1 < len(a.doc.Tokens) && partly[a.form(k+1)]:
			status = stronger(status, schema.Possible) // "does not always work"
		case a.is(k, "advmod", "det", "cc:preconj", "cc") && negative[a.form(k)] && (!a.is(k, "cc") || a.form(k) == "neither") && !a.notOnly(k):
			return schema.Negated
		case a.is(k, "nsubj", "obj") && a.oneOfTwo(k):
			status = stronger(status, schema.Possible)
		case a.is(k, "nsubj", "obj") && a.negatedPhrase(k), a.is(k, "obl") && a.negatedWay(k):
			return schema.Negated
		case a.is(k, "advmod") && a.form(k) == "longer" && k > 0 && a.form(k-1) == "no" && !a.commaBetween(k, v):
			return schema.Negated
		case a.is(k, "advmod") && k == v-1 && (a.form(k) == "almost" || a.form(k) == "nearly") && a.isVerb(v) && !growth[a.lemma(v)]:
			return schema.Negated // "almost passed the Senate"
		case a.is(k, "advcl") && (a.mark(k) == "if" || a.mark(k) == "unless") && !a.hasWord(k, "even") && !a.hasWord(k, "as") && a.isPresent(v):
			status = stronger(status, schema.Possible) // "taxes fall if the party wins"
		case a.is(k, "advmod") && hearsay[a.form(k)]:
			status = stronger(status, schema.Claimed)
		case a.is(k, "advmod") && perhaps[a.form(k)]:
			status = stronger(status, schema.Possible)
		case a.is(k, "aux") && (a.form(k) == "would" || a.form(k) == "'d" || a.form(k) == "’d") && a.wasAhead(v):
			status = stronger(status, schema.Planned)
		case a.is(k, "aux"):
			status = stronger(status, modal(a.form(k)))
		}
	}
	for _, k := range a.children(v, "advmod") {
		if perhaps[a.form(k)] && status == schema.Planned {
			status = schema.Possible // "will perhaps yield results"
		}
	}
	if a.isEither(v) {
		status = stronger(status, schema.Possible) // "either lied or made a mistake"
	}
	if a.neither(v) && a.is(v, "conj") {
		return schema.Negated // "neither confirmed nor denied"
	}
	if h := a.tok(v).Head; h >= 0 && a.sharesAuxiliary(v, h) {
		status = stronger(status, a.ownStatus(h))
	}
	if a.isQuestion(v) && rank(status) < rank(schema.Negated) {
		return schema.Possible // "Will it be sold?"
	}
	if a.isToBe(v) {
		status = stronger(status, schema.Planned)
	}
	return status
}

// isEither reports one of two clauses of which one may be so: "Either it hit a rock or it ran aground".
func (a *analysis) isEither(v int) bool {
	first := v
	for n := 0; n < 5 && a.is(first, "conj") && a.isClause(a.tok(first).Head); n++ {
		first = a.tok(first).Head
	}
	lo, _ := a.yield(first)
	either, or := a.form(lo) == "either", false
	for _, k := range a.kids[first] {
		either = either || k < first && a.form(k) == "either" && a.is(k, "cc:preconj", "advmod", "cc")
		if a.is(k, "conj") && a.isClause(k) {
			if cc := a.child(k, "cc"); cc >= 0 && a.form(cc) == "or" {
				or = true
			}
		}
	}
	return either && or
}

// oneOfTwo reports nouns of which one is meant: "either Weber or Diaz".
func (a *analysis) oneOfTwo(n int) bool {
	c := a.child(n, "conj")
	if c < 0 {
		return false
	}
	for _, k := range a.kids[n] {
		if k < n && a.form(k) == "either" {
			return true
		}
	}
	return false
}

// wasAhead reports the "would" of what somebody said then of the time after: "said it would close the
// plant", not "said it would close if ...", "would like to".
func (a *analysis) wasAhead(v int) bool {
	for a.is(v, "conj") {
		v = a.tok(v).Head
	}
	h := a.tok(v).Head
	if h < 0 || !a.is(v, "ccomp") || a.tok(h).XPOS != "VBG" && !a.isPast(h) || a.lemma(v) == "like" || a.lemma(v) == "love" || a.lemma(v) == "prefer" {
		return false
	}
	if att, ok := lexicon.AttitudeOf(a.lemma(h), lexicon.That); !ok || att.Class != "speech" {
		return false
	}
	for _, k := range a.kids[v] {
		switch {
		case a.is(k, "advcl") && (a.mark(k) == "if" || a.mark(k) == "unless" || a.inverted(k)), a.is(k, "advmod") && perhaps[a.form(k)], a.is(k, "aux") && a.form(k) == "have":
			return false
		}
	}
	return true
}

// notOnly reports the "not" of "not only ..., but".
func (a *analysis) notOnly(k int) bool {
	return k+1 < len(a.doc.Tokens) && (a.form(k+1) == "only" || a.form(k+1) == "just" || a.form(k+1) == "least" || a.form(k+1) == "surprisingly")
}

// sharesAuxiliary reports a coordinated verb under the auxiliaries of the
// first: "will buy and close the plant", "was not signed or sent".
func (a *analysis) sharesAuxiliary(v, h int) bool {
	if !a.is(v, "conj") || !a.isVerb(h) || a.child(v, "aux", "nsubj", "mark", "cop") >= 0 || a.child(h, "aux") < 0 {
		return false
	}
	switch a.tok(v).XPOS {
	case "VB", "VBN", "VBG":
		return a.tok(v).XPOS == a.tok(h).XPOS
	}
	return false
}

// isToBe reports "is to meet", "are to be held": what is arranged.
func (a *analysis) isToBe(v int) bool {
	if a.lemma(v) == "be" && a.complement(v) >= 0 && a.child(v, "cop") < 0 {
		return true
	}
	if !a.isVerb(v) || a.mark(v) != "to" || a.is(v, "xcomp", "advcl", "acl", "csubj") {
		return false
	}
	if a.sentence(v).Kind == nlp.Headline && a.child(v, "nsubj") >= 0 { // "Automaker to cut jobs"
		return true
	}
	for _, k := range a.kids[v] {
		if a.is(k, "aux", "cop") && a.lemma(k) == "be" && a.form(k) != "be" && !a.is(k, "aux:pass") {
			return true
		}
		if a.is(k, "aux:pass") && (a.form(k) == "is" || a.form(k) == "are" || a.form(k) == "was" || a.form(k) == "were") {
			return true
		}
	}
	return false
}

func (a *analysis) negatedPhrase(k int) bool {
	if f := a.form(k); f == "nobody" || f == "nothing" || f == "none" || f == "neither" {
		return true
	}
	for _, m := range a.children(k, "det", "advmod", "cc:preconj", "cc") {
		if f := a.form(m); (f == "no" || f == "neither") && (!a.is(m, "cc") || f == "neither") {
			return true
		}
	}
	if p := a.child(k, "nmod:poss"); p >= 0 { // "neither side's claims"
		if det := a.child(p, "det"); det >= 0 && (a.form(det) == "no" || a.form(det) == "neither") {
			return true
		}
	}
	return false
}

// commaBetween reports a comma between two tokens.
func (a *analysis) commaBetween(i, k int) bool {
	for n := min(i, k) + 1; n < max(i, k); n++ {
		if a.tok(n).Form == "," {
			return true
		}
	}
	return false
}

// negatedWay reports a prepositional phrase with "no" that negates the whole: "in no way", "to nobody". Others say
// what there was not: "ended with no agreement".
func (a *analysis) negatedWay(k int) bool {
	if !a.negatedPhrase(k) {
		return false
	}
	if a.tok(k).UPOS == "PRON" {
		return true
	}
	switch a.preposition(k) + " " + a.lemma(k) {
	case "in way", "at point", "at time", "at stage", "under circumstance", "under condition", "by mean", "by means", "on account", "in circumstance", "in case", "to one", "by one", "with one", "to avail":
		return true
	}
	return false
}

// partly are adverbs that "not" takes something from without denying the whole.
var partly = set("entirely", "always", "necessarily", "completely", "fully", "exclusively", "solely", "wholly", "merely", "simply", "quite", "exactly", "all")

// growth are verbs of what "almost" says how much.
var growth = set("double", "triple", "treble", "quadruple", "halve", "equal", "match", "empty", "fill", "complete", "quintuple", "assure", "finish", "guarantee", "exhaust", "cover", "surround", "reach", "convince")

var (
	hearsay = set("reportedly", "allegedly", "supposedly", "purportedly", "apparently")
	perhaps = set("perhaps", "maybe", "possibly", "probably", "likely", "presumably", "potentially", "conceivably")
)

func modal(form string) schema.Status {
	switch form {
	case "will", "wo", "'ll", "’ll", "shall":
		return schema.Planned
	case "would", "could", "may", "might", "can", "ca", "should", "must", "'d", "’d", "need", "ought":
		return schema.Possible
	}
	return schema.Asserted
}

// isQuestion reports whether the first full stop behind v, within the
// quotation that it lies in, is a question mark.
func (a *analysis) isQuestion(v int) bool {
	for i := v; i < a.sentence(v).End; i++ {
		switch a.tok(i).Form {
		case "?":
			if c := a.child(v, "ccomp", "parataxis"); c >= 0 && c < v && says(a.lemma(v)) && a.child(v, "nsubj") >= 0 && !a.asks(v) {
				return false // "Who leads it, the paper asked?"
			}
			return !a.asksLater(v, i)
		case ".", "!":
			return false
		}
		if a.quoteAt[i] != a.quoteAt[v] {
			return false
		}
	}
	return false
}

// asksLater reports a clause that states something before the question that its sentence ends in: "He has won, so
// why did he leave?", "I thought: why would she lie?"
func (a *analysis) asksLater(v, end int) bool {
	if a.asks(v) {
		return false
	}
	for w := v + 1; w < end; w++ {
		if a.asks(w) && !a.descends(v, w) && (a.is(w, "parataxis", "conj") || a.is(w, "ccomp") && a.colonBefore(w)) {
			return true
		}
	}
	return false
}

// asks reports a clause with an interrogative before its verb, or its subject behind its auxiliary.
func (a *analysis) asks(v int) bool {
	s := a.child(v, "nsubj")
	for _, k := range a.kids[v] {
		if k < v && strings.HasPrefix(a.tok(k).XPOS, "W") && a.tok(k).XPOS != "WDT" || a.is(k, "aux", "cop") && k < s && s < v {
			return true
		}
	}
	return false
}

// colonBefore reports a clause that begins behind a colon.
func (a *analysis) colonBefore(v int) bool {
	lo, _ := a.yield(v)
	return a.tok(lo).Form == ":" || lo > 0 && a.tok(lo-1).Form == ":"
}

// A climb is on its way from a clause up to the root.
type climb struct {
	*analysis
	from     int // the clause that it began at
	status   schema.Status
	speaker  *operand
	adjunct  bool // it has left an adverbial clause, which is not denied with its main clause
	reported bool // it has left what somebody says or thinks, whose truth does not hang on what stands further out
	modified bool // it has left a clause that modifies a noun: what becomes of the noun's clause does not matter
	relative bool // it has left a relative clause of something definite
	steps    int
}

// say adds an attribution; the innermost speaker is the one who says so.
func (c *climb) say(effect string, who *operand) {
	if c.relative && (effect == "denied" || effect == "false" || effect == "doubted") {
		return // "denied paying the broker, who had fled": he had
	}
	c.status = compose(c.status, effect)
	if c.speaker == nil && c.canSpeak(who) {
		c.speaker = who
	}
}

// canSpeak reports somebody, or some document, that can say or think.
func (a *analysis) canSpeak(who *operand) bool {
	if who == nil || who.head >= 0 && (a.tok(who.head).UPOS == "NUM" || a.lemma(who.head) == "one") {
		return false
	}
	if who.who == nil || !who.who.concept || who.head < 0 {
		return true
	}
	switch lexicon.Supersense(a.lemma(who.head)) {
	case "person", "group", "communication", "":
		return true
	}
	return tellsThings[a.lemma(who.head)]
}

// tellsThings are nouns of what tells something, beside those of communication, and of bodies whose names are things' too.
var tellsThings = set("study", "survey", "poll", "research", "analysis", "data", "figure", "result", "statistic", "test", "finding", "investigation", "review", "census", "website", "site", "post", "email", "letter", "suit", "lawsuit", "official", "source", "paper", "newspaper", "magazine", "administration", "ministry", "office", "regulator", "watchdog", "carrier", "maker", "developer", "insurer", "lender", "operator", "retailer", "supplier")

// suppose makes a clause one that is only supposed: of what is not so if
// something is not so, nothing is said either.
func (c *climb) suppose() {
	if c.status == schema.Negated && !c.modified {
		c.status = schema.Possible
	}
	c.weaken(schema.Possible)
}

// weaken adds what makes a clause less than asserted without a speaker.
func (c *climb) weaken(s schema.Status) {
	if !c.modified {
		c.status = stronger(c.status, s)
	}
}

// up goes from clause or phrase i to what it depends on.
func (c *climb) up(i int) {
	for ; c.steps < 40; c.steps++ {
		if effect, who, ok := c.beside(i, c.from); ok {
			c.say(effect, who)
		}
		h := c.tok(i).Head
		if h < 0 || c.isAside(i) {
			break
		}
		if c.is(i, "obl") && c.preposition(i) == "according to" {
			break // the source of what is said further out
		}
		if c.is(i, "appos") && i > h && c.nameAt[h] >= 0 {
			c.modified = true // what a name is holds, whatever becomes of it
		}
		switch {
		case c.is(i, "csubj", "ccomp") && c.mark(i) == "to":
			c.weaken(schema.Possible) // "it is hard for them to win"
		case c.tok(i).Deprel == "acl" && c.mark(i) == "that" && c.isFalse(h):
			c.say("denied", nil)
			c.reported = true
		case c.is(i, "ccomp", "csubj"), c.tok(i).Deprel == "acl" && c.mark(i) == "that":
			c.content(h, i)
		case c.is(i, "xcomp"):
			c.controlled(h, i)
		case c.is(i, "advcl"):
			c.adverbial(h, i)
			switch c.mark(i) { // "had to rebuild it after it had disappeared": it had
			case "after", "because", "as", "since", "when", "once", "although", "though", "while":
				c.modified = c.modified || (c.isPast(i) || c.isDone(i)) && (c.is(h, "xcomp", "csubj") || c.isClause(h))
			}
			c.adjunct = c.adjunct || c.mark(i) != "to" && c.complement(h) != i
		case c.is(i, "acl"):
			c.modifier(h, i)
		case !c.isClause(i) && c.isClause(h) && i != c.from && !c.is(i, "nsubj"):
			// a clause within an argument of what is planned or may be
			if own := c.ownStatus(h); own == schema.Possible || own == schema.Planned {
				c.weaken(own)
			}
		}
		if c.status != schema.Asserted && c.speaker != nil {
			return // whoever is further out only reports the speaker
		}
		i = h
	}
	if c.speaker == nil {
		c.quoted()
	}
}

// content applies what predicate h says of its finite clause.
func (c *climb) content(h, i int) {
	switch c.form(h) {
	case "now", "given", "seeing": // "Now that it has ended"
		c.reported, c.modified = true, true
		return
	}
	if i < h && c.quoteAt[i] < 0 && c.quoteAt[c.from] < 0 && c.beforeQuote(i, h) >= 0 {
		return // "He is critical: \"It fails,\" Koveos said": the first is no part of it
	}
	effect, who, ok := c.attitude(h, i)
	if !ok {
		att, known := lexicon.AttitudeOf(c.lemma(h), lexicon.That)
		c.reported = c.reported || known && att.Class == "factive" // "failed to notice that it had cracked": it had
		return
	}
	if mark := c.mark(i); (mark == "whether" || mark == "if" || c.lemma(h) == "fear") && c.status == schema.Planned {
		c.status = schema.Possible // "It is not clear whether they will attend"
	}
	if effect == "planned" || effect == "possible" || effect == "open" {
		if c.modified {
			effect = "claimed"
		}
	}
	c.say(effect, who)
	c.reported = true
}

// beforeQuote is where the quotation begins that stands behind a colon between clause i and its speaker; -1 for none.
func (a *analysis) beforeQuote(i, speaker int) int {
	for p := i + 1; p+1 < speaker; p++ {
		if a.tok(p).Form == ":" && a.quoteAt[p] < 0 && a.quoteAt[p+2] >= 0 {
			return p + 1
		}
	}
	return -1
}

// controlled applies what predicate h says of an infinitive or participle
// that it controls: "failed to", "urged them to", "is believed to".
func (c *climb) controlled(h, i int) {
	att, known := c.attitudeTo(h, i)
	own := c.ownStatus(h)
	effect := att.Positive
	switch {
	case c.outcome(h, i):
		effect = "true"
	case !known:
		effect = "possible"
	case own == schema.Negated && att.Class == "intention" && att.Positive == "planned":
		effect = "false" // "no country wants to accept them"
	case own == schema.Negated:
		effect = att.Negative
	case c.inVain(h):
		effect = "false" // "tried unsuccessfully to buy it"
	}
	if c.prospective(h) {
		effect = "planned" // "is going to fall"
	}
	if c.pending(h) {
		effect = "false" // "have yet to confirm"
	}
	if effect == "able" {
		effect = "possible"
		if k := c.child(h, "cop"); k >= 0 && (c.form(k) == "was" || c.form(k) == "were") {
			effect = "true"
		}
	}
	if c.adjunct && effect == "false" {
		return // "refused to sign when they approved it"
	}
	if (c.modified || c.reported) && effect != "claimed" && effect != "denied" && effect != "doubted" {
		return
	}
	var who *operand
	switch att.Class {
	case "order", "wish", "thought", "speech", "claim", "denial":
		if c.isPassive(h) {
			who = first(c.agent(h))
		} else if c.child(h, "obj", "iobj") >= 0 || att.Class == "claim" || att.Class == "denial" || att.Class == "speech" {
			who = first(c.govern(c.subjectOf(h, 0)))
		}
	}
	c.say(effect, who)
	if (effect == "true" || effect == "false") && (own == schema.Possible || own == schema.Planned) {
		c.weaken(own) // "may manage to"
	}
}

// inVain reports a predicate of what did not succeed.
func (a *analysis) inVain(h int) bool {
	for _, k := range a.kids[h] {
		if f := a.form(k); a.is(k, "advmod") && (f == "unsuccessfully" || f == "vainly" || f == "fruitlessly") || a.is(k, "obl") && (a.preposition(k) == "in" && f == "vain" || a.preposition(k) == "without" && f == "success") {
			return true
		}
	}
	return false
}

// attitudeTo is what predicate h says of the infinitive or participle i.
func (a *analysis) attitudeTo(h, i int) (lexicon.Attitude, bool) {
	lemma := a.lemma(h)
	if prt := a.child(h, "compound:prt"); prt >= 0 {
		if att, ok := lexicon.AttitudeOf(lemma+" "+a.form(prt), lexicon.To); ok { // "rule out", "give up"
			return att, true
		}
	}
	switch a.mark(i) {
	case "from":
		return lexicon.AttitudeOf(lemma, lexicon.From)
	case "of", "with", "for":
		return lexicon.AttitudeOf(lemma, lexicon.Of)
	}
	if a.form(h) == "supposed" && !a.has(i, "have", "aux") {
		return lexicon.AttitudeOf("supposed", lexicon.To)
	}
	if a.isVerb(h) && (a.isPassive(h) || a.child(h, "obj", "iobj") >= 0 && a.controlsObject(h)) {
		if att, ok := lexicon.AttitudeOf(lemma, lexicon.Obj); ok {
			return att, true
		}
	}
	if a.tok(h).UPOS == "ADJ" || a.tok(h).XPOS == "VBN" && a.child(h, "cop") >= 0 {
		if att, ok := lexicon.AttitudeOf(a.form(h), lexicon.To); ok {
			return att, true
		}
	}
	return lexicon.AttitudeOf(lemma, lexicon.To)
}

// adverbial applies what the conjunction of clause i says: conditions,
// purposes, what is accused or prevented.
func (c *climb) adverbial(h, i int) {
	if att, ok := c.charge(i); ok {
		who := first(c.govern(c.subjectOf(h, 0)))
		if c.isPassive(h) || c.reducedPassive(h) {
			who = first(c.agent(h))
		}
		if att.Class != "accusation" {
			who = nil
		}
		if c.ownStatus(h) == schema.Negated {
			c.weaken(schema.Possible) // "was not accused of lying"
			return
		}
		c.say(att.Positive, who)
		return
	}
	if c.hasWord(i, "instead") || c.hasWord(i, "rather") || c.hasWord(i, "without") || c.mark(i) == "of" && c.stopsShort(h) {
		c.weaken(schema.Negated) // "instead of closing the plant"
		return
	}
	if c.mark(i) == "as" && regards[c.lemma(h)] && (c.tok(i).XPOS == "VBN" || c.tok(i).XPOS == "VBG") && c.child(h, "obj", "nsubj:pass") >= 0 {
		who := first(c.govern(c.subjectOf(h, 0)))
		if c.isPassive(h) {
			who = first(c.agent(h))
		}
		c.say("claimed", who)
		return
	}
	own := c.ownStatus(h)
	future := own == schema.Planned || own == schema.Possible
	if effect := c.gerundEffect(h, i); effect != "" {
		if c.adjunct && effect == "false" {
			return
		}
		c.say(effect, nil)
		if future && effect == "true" {
			c.weaken(own)
		}
		return
	}
	if c.mark(i) == "for" && c.has(i, "to", "mark") { // "were calling for him to step down"
		c.weaken(schema.Planned)
		return
	}
	switch mark := c.mark(i); mark {
	case "if", "unless", "whether", "lest", "provided", "providing", "supposing", "assuming":
		c.suppose()
	case "in":
		if c.hasWord(i, "order") { // "in order to" is a purpose, "in case" a condition
			c.weaken(schema.Planned)
		} else if c.tok(i).XPOS != "VBG" {
			c.suppose()
		} else if future {
			c.weaken(own)
		}
	case "to":
		petition := c.petitioned(i, h) >= 0
		switch {
		case c.outcome(h, i), c.came(h, i):
			c.weaken(own)
		case petition && !c.modified && !c.reported && own != schema.Negated:
			c.say("planned", first(c.govern(c.subjectOf(h, 0)))) // "called on the government to cut taxes"
		case !petition && (c.complement(h) == i || c.tok(h).UPOS == "ADJ" || c.causee(i, h) >= 0):
			c.controlled(h, i)
		default:
			c.weaken(schema.Planned)
		}
	case "before", "until", "till":
		if !c.isPast(i) && c.tok(i).XPOS != "VBG" || future {
			c.weaken(schema.Possible)
		}
	case "when", "once", "after", "while", "as", "where", "whenever":
		if future && c.tok(i).XPOS != "VBD" && !c.isFact(h, i) {
			c.weaken(own) // "will be the largest when it enters service"
		}
	case "so":
		if c.has(i, "that", "mark") {
			c.weaken(schema.Planned)
		}
	case "":
		if c.inverted(i) {
			c.suppose()
		} else if c.hasWhen(i) && future && c.tok(i).XPOS != "VBD" {
			c.weaken(own)
		} else if future && c.child(i, "nsubj", "aux") < 0 && (c.tok(i).XPOS == "VBG" || c.tok(i).XPOS == "VBN") {
			c.weaken(own)
		}
	default:
		if future && c.tok(i).XPOS == "VBG" {
			c.weaken(own)
		}
	}
	if c.hasWord(i, "long") && (c.hasWord(i, "as") || c.hasWord(i, "so")) || c.hasWord(i, "condition") {
		c.weaken(schema.Possible) // "as long as", "on condition that"
	}
}

// gerundEffect is what predicate h says of the participle i behind a preposition that it takes:
// "succeeded in winning", "worried about losing"; "" where the participle is no complement.
func (a *analysis) gerundEffect(h, i int) string {
	prep := a.mark(i)
	usual, ok := gerundPrepositions[prep]
	if !ok && prep != "to" || a.tok(i).XPOS != "VBG" || i < h || a.child(i, "nsubj") >= 0 || !a.isVerb(h) && a.tok(h).UPOS != "ADJ" {
		return ""
	}
	word := a.lemma(h)
	if a.tok(h).UPOS == "ADJ" || a.isPassive(h) {
		word = a.form(h)
	}
	if prep == "to" && a.has(h, "close", "advmod") { // "came close to signing"
		word = "close"
	}
	att, known := lexicon.AttitudeOf(word, lexicon.Complement(prep))
	if !known && word != a.lemma(h) {
		att, known = lexicon.AttitudeOf(a.lemma(h), lexicon.Complement(prep))
	}
	switch {
	case known && a.ownStatus(h) == schema.Negated:
		return att.Negative
	case known:
		return att.Positive
	case a.heldObject(h):
		return ""
	}
	return usual
}

// gerundPrepositions are prepositions that participles complete predicates with, and what that says of them
// where the predicate is not in the table.
var gerundPrepositions = map[string]string{"about": "open", "at": "open", "of": "open", "on": "open", "toward": "open", "towards": "open", "against": "open", "in": "", "with": "", "for": "", "into": "true"}

// isFact reports an adverbial clause whose status is its own, whatever will become of its main clause h: "After being
// beaten they will ...", "While users like the game, they may ...".
func (a *analysis) isFact(h, i int) bool {
	switch a.mark(i) {
	case "after":
		return a.tok(i).XPOS == "VBG" || a.isPassive(i) && a.child(i, "nsubj") < 0
	case "while", "where":
		if k := a.child(i, "aux"); k >= 0 && modal(a.form(k)) != schema.Asserted {
			return true // its own modality says enough
		}
		return i < h && a.child(i, "nsubj") >= 0
	}
	return false
}

// came reports a clause behind "to" of what came about with what h says: "led to the mayor leaving the party", "uses a
// spectrograph to detect gas", "took three days to clear the road".
func (a *analysis) came(h, i int) bool {
	return a.tok(i).XPOS == "VBG" && a.child(i, "nsubj") >= 0 || a.takesTime(h) ||
		a.lemma(h) == "use" && a.child(h, "obj") >= 0 && a.isVerb(h) && a.mark(h) != "to"
}

// takesTime reports a verb of how long something took.
func (a *analysis) takesTime(h int) bool {
	o := a.child(h, "obj")
	return a.lemma(h) == "take" && o >= 0 && !(o+1 < a.sentence(o).End && a.form(o+1) == "off") && (a.tellsTime(o) || lexicon.Supersense(a.lemma(o)) == "time")
}

// outcome reports an infinitive of what came of it rather than what for:
// "fell 5% to close at 40 points", "beat Chile to win the cup".
func (a *analysis) outcome(h, i int) bool {
	if comebacks[a.lemma(h)] && beats[a.lemma(i)] { // "came from behind to beat Sweden"
		for _, k := range a.kids[h] {
			if f := a.form(k); k > h && k < i && (a.is(k, "advmod", "obl", "compound:prt") && (f == "back" || f == "behind" || f == "through")) || a.lemma(k) == "deficit" {
				return true
			}
		}
	}
	return changes[a.lemma(h)] && outcomes[a.lemma(i)]
}

var (
	changes  = set("fall", "rise", "drop", "gain", "climb", "lose", "decline", "increase", "surge", "jump", "slip", "plunge", "grow", "advance", "rebound", "recover", "slide", "soar", "tumble", "beat", "defeat", "overcome", "return", "come")
	outcomes = set("close", "end", "finish", "settle", "become", "reach", "hit", "stand", "slip", "trade", "win", "claim", "take", "total", "rank", "find", "go", "move", "advance", "progress", "qualify", "stay", "remain", "earn", "secure", "seal", "book", "set", "retain", "defend", "regain", "keep", "lift", "level", "equal", "break")
)

// beats are verbs of winning a match, comebacks those of how.
var (
	beats     = set("beat", "defeat", "win", "draw", "edge", "overcome", "stun")
	comebacks = set("come", "fight", "battle", "hit", "bounce", "rally", "recover", "claw", "overturn", "overcome", "erase", "overhaul")
)

// isPast reports a clause in a past tense.
func (a *analysis) isPast(i int) bool {
	for _, k := range a.children(i, "aux", "cop") {
		switch a.form(k) {
		case "was", "were", "had", "did":
			return true
		}
	}
	return a.tok(i).XPOS == "VBD"
}

func (a *analysis) hasWhen(i int) bool {
	for _, k := range a.children(i, "advmod") {
		if f := a.form(k); k < i && (f == "when" || f == "whenever" || f == "once") {
			return true
		}
	}
	return false
}

// hasWord reports a word among the conjunctions of a clause: "as long as".
func (a *analysis) hasWord(i int, word string) bool {
	for _, k := range a.kids[i] {
		if k < i && a.form(k) == word && a.is(k, "mark", "advmod", "fixed", "case", "cc") {
			return true
		}
		for _, m := range a.children(k, "fixed") {
			if k < i && a.form(m) == word {
				return true
			}
		}
	}
	return false
}

// inverted reports a condition without "if": "had they known", "should it
// fail", "were it to close".
func (a *analysis) inverted(i int) bool {
	s := a.child(i, "nsubj")
	for _, k := range a.children(i, "aux", "cop") {
		if f := a.form(k); k < s && (f == "had" || f == "should" || f == "were") {
			return true
		}
	}
	return false
}

// modifier applies what noun h says of the clause that modifies it: "plans
// to close", "the possibility of losing".
func (c *climb) modifier(h, i int) {
	if n := c.tok(h).Head; c.tok(i).XPOS == "VBG" && c.mark(i) == "" && n >= 0 && c.is(h, "nmod") && c.preposition(h) == "of" && c.hypothetical(n) {
		c.weaken(schema.Possible) // "the risk of banks failing"
		return
	}
	switch {
	case c.hasWord(i, "whether"):
		c.weaken(schema.Possible) // "debate about whether it helps"
	case c.tok(i).Deprel == "acl:relcl" || c.mark(i) == "" && (c.tok(i).XPOS == "VBN" || c.tok(i).XPOS == "VBG"):
		// What a noun is said to be or do holds, whatever becomes of the noun:
		// "wants to sell the plant that it bought", "wants to sell plants
		// making cars". Of something of which there may be none it does not:
		// "wants a plant that makes cars".
		if c.hypothetical(h) && c.tok(i).Deprel != "acl:relcl" && !(c.tok(i).XPOS == "VBN" && c.lemma(h) == "fear") { // "fears echoed by Japan"
			c.weaken(schema.Possible)
		}
		c.relative = c.relative || c.tok(i).Deprel == "acl:relcl" && (c.isDefinite(h) || c.isComment(i)) && c.tok(i).XPOS != "VB"
		c.modified = c.modified || c.isDefinite(h) || c.tok(i).XPOS == "VBD" || c.isDone(i) || c.tok(i).Deprel != "acl:relcl" || c.isComment(i)
	case c.mark(i) == "for" && c.has(i, "to", "mark"): // "the moment for them to act"
		c.weaken(schema.Possible)
	case c.mark(i) == "to" && c.tok(h).Head >= 0 && c.causee(i, c.tok(h).Head) == h:
		c.controlled(c.tok(h).Head, i)
	case c.mark(i) == "to":
		if verb, _, ok := lexicon.Nominal(c.lemma(h)); ok {
			if att, ok := lexicon.AttitudeOf(verb, lexicon.To); ok && att.Class == "implicative" {
				c.say(att.Positive, nil) // "their failure to sign"
				return
			}
		}
		if c.isNth(h) {
			return // "the first woman to climb it"
		}
		if chances[c.lemma(h)] {
			c.weaken(schema.Possible)
			return
		}
		c.weaken(schema.Planned)
		if v := c.tok(h).Head; v >= 0 && c.is(h, "obj", "nsubj:pass") && c.isVerb(v) && cancels[c.lemma(v)] && c.ownStatus(v) == schema.Asserted {
			c.weaken(schema.Negated) // "scrapped plans to build a factory"
		}
	case c.hypothetical(h):
		c.weaken(schema.Possible)
	}
}

// chances are nouns of what may be done.
var chances = set("opportunity", "chance", "ability", "right", "option", "freedom", "possibility", "power", "permission", "capacity", "potential", "license", "licence")

// isNth reports a noun with "only", "first", "last", of which an infinitive tells what it did.
func (a *analysis) isNth(n int) bool {
	for _, k := range a.children(n, "amod") {
		if f := a.form(k); f == "only" || f == "last" || f == "latest" || ordinals[f] > 0 || a.tok(k).XPOS == "JJS" {
			return lexicon.Supersense(a.lemma(n)) == "person" || lexicon.Supersense(a.lemma(n)) == "group"
		}
	}
	return false
}

// cancels are verbs after which a plan is none any more.
var cancels = set("scrap", "abandon", "drop", "shelve", "cancel", "ditch", "axe", "ax", "reject", "block", "veto", "withdraw", "kill", "bury", "halt", "abort", "nix")

// isFalse reports a noun whose content the article calls wrong: "The claim that ... is false".
func (a *analysis) isFalse(n int) bool {
	h := a.tok(n).Head
	if h < 0 || !a.is(n, "nsubj") || a.child(h, "cop") < 0 || a.ownStatus(h) != schema.Asserted {
		return false
	}
	switch a.lemma(h) {
	case "false", "untrue", "wrong", "incorrect", "baseless", "unfounded", "lie", "hoax", "myth", "fabrication", "inaccurate", "bogus", "nonsense":
		return true
	}
	return false
}

// isDone reports a clause in the present perfect: "that has cost millions".
func (a *analysis) isDone(i int) bool {
	k := a.child(i, "aux")
	return k >= 0 && a.tok(i).XPOS == "VBN" && (a.form(k) == "has" || a.form(k) == "have" || a.form(k) == "had")
}

// isComment reports a relative clause between commas or brackets.
func (a *analysis) isComment(i int) bool {
	lo, _ := a.yield(i)
	switch a.tok(lo).Form {
	case ",", "(", "—", "–":
		return true
	}
	return lo > 0 && (a.tok(lo-1).Form == "," || a.tok(lo-1).Form == "(")
}

// isDefinite reports a noun phrase of something that there is: a name, or
// one with a definite or possessive determiner.
func (a *analysis) isDefinite(n int) bool {
	det, _ := a.determiner(n)
	return a.nameAt[n] >= 0 || a.child(n, "nmod:poss") >= 0 || det == "the" || det == "this" || det == "that" || det == "these" || det == "those"
}

// hypothetical reports nouns of mere possibility: "in the event of an attack".
func (a *analysis) hypothetical(n int) bool {
	switch a.lemma(n) {
	case "event", "case", "possibility", "prospect", "risk", "threat", "chance", "danger", "likelihood", "idea", "fear", "probability", "option":
		return true
	}
	return false
}

// charge is what somebody is accused of doing or kept from doing: "accused
// her of lying", "stopped them from leaving".
func (a *analysis) charge(v int) (lexicon.Attitude, bool) {
	h := a.tok(v).Head
	if h < 0 || !a.is(v, "advcl") || a.tok(v).XPOS != "VBG" && !a.isPerfect(v) {
		return lexicon.Attitude{}, false
	}
	switch a.mark(v) {
	case "of", "with", "for":
		return lexicon.AttitudeOf(a.lemma(h), lexicon.Of)
	case "from":
		return lexicon.AttitudeOf(a.lemma(h), lexicon.From)
	}
	return lexicon.Attitude{}, false
}

// isCharge reports what somebody is accused of or kept from.
func (a *analysis) isCharge(v int) bool {
	_, ok := a.charge(v)
	return ok
}

// stopsShort reports the "short" of "stopped short of accusing them".
func (a *analysis) stopsShort(h int) bool {
	return a.form(h) == "short" || a.hasWord(h, "short")
}

// isPerfect reports a participle with "having": "having failed".
func (a *analysis) isPerfect(v int) bool {
	k := a.child(v, "aux")
	return k >= 0 && a.form(k) == "having"
}

// isAside reports an apposition behind a dash ("... — an action both
// denounced"), a participle before the subject ("Meeting in Paris, they
// said ...") and one behind "since" ("since taking office"): what they say
// is not part of what is reported around them.
func (a *analysis) isAside(i int) bool {
	h := a.tok(i).Head
	if a.is(i, "appos") && i > h {
		lo, _ := a.yield(i)
		for k := lo - 1; k <= lo && k > h; k++ {
			if f := a.tok(k).Form; f == "—" || f == "–" || f == "--" {
				return a.quoteAt[i] < 0
			}
		}
	}
	if a.is(i, "advcl", "acl") && a.mark(i) == "since" && a.tok(i).XPOS == "VBG" {
		return a.quoteAt[i] < 0
	}
	if a.is(i, "advcl") && i < h && a.tok(i).XPOS == "VBG" && a.mark(i) == "" {
		s := a.child(h, "nsubj")
		return s > i && a.quoteAt[i] < 0 && a.preposition(i) == ""
	}
	return false
}
