package extract

import (
	"sort"
	"strings"

	"github.com/quadwire/quadwire/schema"
)

// A chain is a verb with the verbs that complete it, each without a subject
// of its own: "agreed to continue exploring".
type chain []int

// chains are the ways down from verb v through infinitives and participles;
// one for each coordinated end.
func (a *analysis) chains(v int) []chain {
	next := a.complement(v)
	if next < 0 {
		return []chain{{v}}
	}
	var out []chain
	for _, x := range a.conjuncts(next) {
		if !a.isVerb(x) || x != next && a.child(x, "nsubj") >= 0 {
			continue
		}
		for _, rest := range a.chains(x) {
			out = append(out, append(chain{v}, rest...))
		}
	}
	if len(out) == 0 {
		return []chain{{v}}
	}
	return out
}

// complement is the verb that completes v, or -1.
func (a *analysis) complement(v int) int {
	if a.child(v, "obj", "iobj") >= 0 {
		return -1
	}
	for _, x := range a.children(v, "xcomp") {
		if a.isVerb(x) && x > v {
			return x
		}
	}
	if a.child(v, "ccomp", "xcomp") >= 0 || a.child(v, "obl") >= 0 && !intends(a.lemma(v)) {
		return -1
	}
	for _, x := range a.children(v, "advcl") {
		if a.petitioned(x, v) >= 0 {
			return -1
		}
	}
	for _, x := range a.children(v, "advcl") { // "work together to preserve peace", "set to take place"
		if x > v && a.isVerb(x) && a.mark(x) == "to" && a.child(x, "nsubj") < 0 && (a.child(v, "aux:pass") >= 0 || intends(a.lemma(v)) || a.lemma(v) == "work" || a.lemma(v) == "set") {
			return x
		}
	}
	return -1
}

// inChain reports whether verb v completes another one.
func (a *analysis) inChain(v int) bool {
	h := a.tok(v).Head
	if h < 0 {
		return false
	}
	if a.is(v, "conj") && a.child(v, "nsubj") < 0 && a.isVerb(h) {
		return a.inChain(h)
	}
	return a.isVerb(h) && a.complement(h) == v
}

func (a *analysis) verbFrames(v int) []frame {
	if !a.isVerb(v) || a.tok(v).XPOS == "MD" || a.isControlled(v) || a.child(v, "expl") >= 0 {
		return nil
	}
	if h := a.tok(v).Head; h >= 0 && strings.HasSuffix(a.tok(v).Deprel, ":relcl") && a.tok(h).XPOS == "WRB" && a.child(h, "case") >= 0 { // "by how they live"
		return nil
	}
	if a.toBlame(v) {
		return nil // "are to blame": nobody blames
	}
	if a.hedges(v) {
		return nil // "I must say"
	}
	subjects := a.subjects(v, 0)
	if a.mark(v) == "to" && len(subjects) > 0 && ways[a.lemma(subjects[0].head)] {
		return nil // "the easiest way is to lift the ban": it says what the way is
	}
	var out []frame
	for _, c := range a.chains(v) {
		out = append(out, a.chainFrames(c, subjects)...)
	}
	return out
}

// toBlame reports "are to blame", of whom nobody blames.
func (a *analysis) toBlame(v int) bool {
	return a.form(v) == "blame" && a.has(v, "to", "mark") && a.child(v, "cop", "aux") >= 0 && a.child(v, "obj") < 0
}

// hedges reports a speaker's "I must say that", "I have to admit that": what is said is what follows.
func (a *analysis) hedges(v int) bool {
	s := a.child(v, "nsubj")
	if s < 0 || a.form(s) != "i" && a.form(s) != "we" {
		return false
	}
	said := v
	if a.lemma(v) == "have" || (a.lemma(v) == "like" || a.lemma(v) == "want" || a.lemma(v) == "wish") && a.complement(v) >= 0 {
		said = a.complement(v)
	} else if k := a.child(v, "aux"); k < 0 || a.form(k) == "have" || a.form(k) == "had" || a.form(k) == "do" || a.form(k) == "did" || a.form(k) == "will" {
		return false
	}
	if said < 0 || a.child(said, "ccomp") < 0 {
		return false
	}
	switch a.lemma(said) {
	case "say", "admit", "add", "stress", "confess", "tell", "note", "emphasise", "emphasize", "thank", "remind", "point":
		return true
	}
	return false
}

// ways are nouns that an infinitive names the content of.
var ways = set("way", "aim", "goal", "plan", "option", "idea", "purpose", "task", "job", "step", "solution", "challenge", "key", "point", "thing", "strategy", "intention", "objective", "mission", "problem", "policy", "alternative", "priority", "role", "move", "choice", "answer", "trick", "rule")

// chainFrames is the frame of a verb chain: none without a subject.
func (a *analysis) chainFrames(c chain, subjects []slot) []frame {
	v, last := c[0], c[len(c)-1]
	if len(subjects) == 0 {
		return nil
	}
	fr := frame{head: v, chain: c, words: a.chainWords(c), subjects: subjects, state: -1, where: -1}
	fr.status, fr.speaker = a.statusOf(v)
	if len(c) > 1 && a.prospective(v) {
		fr.status = stronger(fr.status, schema.Planned)
	}
	fr.passive = a.isPassive(v) || a.reducedPassive(v)
	fr.objects = a.objects(last)
	fr.clause = a.contentOf(last)
	if x := a.child(last, "xcomp"); x >= 0 && !a.isVerb(x) {
		fr.state = x
	}
	fr.args = a.arguments(c)
	return []frame{fr}
}

// fines are verbs whose second object is a sum of money: "fined Apple 500 million euros".
var fines = set("fine", "dock")

// moves are verbs that share no object with the verb behind "and": "come and
// see the plant".
var moves = set("apologise", "apologize", "resign", "retire", "collapse", "appear", "crash", "burst", "emerge", "escape", "lie", "come", "go", "sit", "stand", "stay", "return", "arrive", "rise", "fall", "live", "die", "leave")

// isWhen reports an object that tells when or how long: "ended December 30".
func (a *analysis) isWhen(k int) bool {
	dated := a.tok(k).UPOS == "PROPN" || a.tok(k).UPOS == "NUM" || a.tok(k).UPOS == "NOUN" && a.child(k, "nummod") >= 0
	return dated && a.form(k) != "pm" && a.form(k) != "am" && a.is(k, "obj") && !spends[a.lemma(a.tok(k).Head)] && a.nameAt[k] < 0 && a.tellsTime(k)
}

// spends are verbs whose object may be a time: "spent two years".
var spends = set("spend", "take", "need", "require", "waste", "lose", "save", "serve", "mark", "celebrate", "face", "get", "receive", "give", "add", "await")

// existentialFrames read "there is": what there is stands as the object of
// nobody, so that no fact is made of it.
func (a *analysis) existentialFrames(v int) []frame {
	there := a.child(v, "expl")
	if there < 0 || a.form(there) != "there" || !a.isVerb(v) {
		return nil
	}
	s := a.child(v, "nsubj")
	if s < 0 {
		return nil
	}
	fr := frame{head: v, chain: chain{v}, words: a.chainWords(chain{v}), subjects: []slot{{head: there, form: wordSlot}}, objects: a.slots(s), state: -1, clause: -1, where: -1}
	fr.status, fr.speaker = a.statusOf(v)
	fr.args = a.arguments(fr.chain)
	return []frame{fr}
}

// reducedPassive reports a passive participle without its auxiliary: "the
// case reviewed by a court", not the second verb of "closed and sold shops".
func (a *analysis) reducedPassive(v int) bool {
	if a.form(v) == "born" {
		return true
	}
	if h := a.tok(v).Head; a.tok(v).XPOS == "VBN" && a.is(v, "xcomp") && h >= 0 && (a.child(h, "obj") >= 0 || a.isPassive(h)) && a.child(v, "obj", "aux") < 0 && a.mark(v) == "" {
		return true // "had their picture taken", "was found murdered"
	}
	if h := a.tok(v).Head; a.is(v, "conj") && a.isVerb(h) && !a.isPassive(h) && !a.reducedPassive(h) {
		return false
	}
	return a.tok(v).XPOS == "VBN" && a.is(v, "acl", "advcl", "conj") && a.child(v, "aux", "nsubj") < 0 && a.tok(v).Deprel != "acl:relcl" && a.child(v, "obj") < 0
}

// objects are the direct objects of a verb; where a relative clause has none,
// its antecedent.
func (a *analysis) objects(v int) []slot {
	var out []slot
	if a.form(v) == "born" {
		return nil // "Born Ana Ruiz in Lima, ..."
	}
	for _, k := range a.children(v, "obj") {
		if !a.isIdiom(v, k) && !a.isWhen(k) && !a.isScore(v, k) {
			out = append(out, a.slots(k)...)
		}
	}
	if k := a.child(v, "iobj"); k >= 0 && (len(out) == 0 && a.child(v, "xcomp", "ccomp") >= 0 || fines[a.lemma(v)]) { // "asked Ito to leave", "fined Ito 500 euros"
		return a.slots(k)
	}
	if len(out) > 0 {
		return out
	}
	if h := a.tok(v).Head; a.is(v, "conj") && a.isVerb(h) && !a.isPassive(v) { // "recognize and carry balls" hangs the balls on the first verb
		for _, k := range a.conjuncts(h) {
			if o := a.child(k, "obj"); o > v && k < v {
				return a.slots(o)
			}
		}
	}
	for _, k := range a.children(v, "conj") { // "buy and sell stocks" on the second
		if k == v+2 && a.isVerb(k) && a.tok(k).XPOS == a.tok(v).XPOS && a.form(v+1) != "but" && !moves[a.lemma(v)] && !a.isPassive(v) && a.child(v, "obl", "advmod", "ccomp", "xcomp") < 0 {
			if o := a.child(k, "obj"); o > k {
				return a.slots(o)
			}
		}
	}
	if noun, ok := a.gaps[v]; ok && a.child(v, "nsubj") >= 0 && a.child(v, "ccomp", "obj") < 0 && !a.isPassive(v) {
		return []slot{{head: noun}}
	}
	return nil
}

// arguments are what all verbs of a chain have beside subject, object and
// content: prepositional phrases, times, indirect objects, infinitives and
// clauses, adverbs, in text order.
func (a *analysis) arguments(c chain) []slot {
	var out []slot
	for n, v := range c {
		for _, k := range a.kids[v] {
			if n+1 < len(c) && k == c[n+1] {
				continue
			}
			out = append(out, a.argument(v, k)...)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].head < out[j].head })
	return out
}

// argument is what child k of verb v is beside subject, object and content.
func (a *analysis) argument(v, k int) []slot {
	switch {
	case a.isWhen(k):
		return []slot{{head: k, form: timeSlot}}
	case a.is(k, "obl", "nmod") && !a.is(k, "nmod:poss"):
		return a.oblique(k)
	case a.is(k, "obj") && a.child(v, "iobj") >= 0 && fines[a.lemma(v)]:
		return []slot{{head: k, role: "amount"}}
	case a.is(k, "iobj") && fines[a.lemma(v)]:
		return nil
	case a.is(k, "iobj") && (a.child(v, "obj") >= 0 || a.child(v, "xcomp", "ccomp") < 0):
		out := a.slots(k)
		for n := range out {
			out[n].role = "to"
		}
		return out
	case a.is(k, "xcomp") && a.isVerb(k):
		return []slot{{head: k, role: a.mark(k), form: clauseSlot}}
	case a.is(k, "advcl"):
		return []slot{{head: k, role: a.conjunction(k), form: clauseSlot}}
	case a.is(k, "advmod") && !negative[a.form(k)]:
		if IsTimePhrase(a.wholeText(k)) {
			return []slot{{head: k, form: timeSlot}}
		}
		return []slot{{head: k, form: wordSlot}}
	}
	return nil
}

// oblique is the prepositional phrase or time expression headed by k.
func (a *analysis) oblique(k int) []slot {
	prep := a.preposition(k)
	if companion(prep) || prep == "according to" || a.isDiscourse(k, prep) {
		return nil
	}
	if a.isTime(k, prep) {
		return []slot{{head: k, role: prep, form: timeSlot}}
	}
	out := a.slots(k)
	for n := range out {
		out[n].role = prep
		if n > 0 {
			if p := a.preposition(out[n].head); p != "" { // "from Spain and to Chile"
				out[n].role = p
			}
		}
	}
	return out
}

// isDiscourse reports phrases that join sentences rather than tell of the
// event: "as a result", "for example", "on the other hand".
func (a *analysis) isDiscourse(k int, prep string) bool {
	if a.child(k, "nmod", "acl") >= 0 {
		return false
	}
	if prep == "among" && a.tok(k).UPOS == "PRON" {
		return true
	}
	switch prep + " " + a.lemma(k) {
	case "as result", "for example", "for instance", "in fact", "of course", "in addition", "in contrast", "by contrast", "in particular", "in general",
		"in turn", "on hand", "at all", "at least", "in short", "as well", "in case", "in response", "on contrary", "after all", "in all", "above all",
		"at option", "at expense", "at request", "at discretion", "at cost", "at behest", "at invitation":
		return true
	}
	return false
}

// isTime reports whether the phrase headed by k tells when.
func (a *analysis) isTime(k int, prep string) bool {
	n := a.nameAt[k]
	if n >= 0 && prep != "on" && prep != "in" && prep != "" {
		return false
	}
	if n >= 0 && a.byName[n] != nil && a.byName[n].class != "Event" && a.byName[n].class != "Thing" {
		return false
	}
	return a.tellsTime(k)
}

// wholeText is all that stands under token i, as written.
func (a *analysis) wholeText(i int) string {
	lo, hi := a.yield(i)
	return a.doc.Span(lo, hi)
}

// conjunction is the words that join an adverbial clause: "after", "in order
// to", "so that"; "" for a bare participle.
func (a *analysis) conjunction(k int) string {
	var words []string
	for _, m := range a.kids[k] {
		if m < k && (a.is(m, "mark") || a.is(m, "case") || a.is(m, "advmod") && a.tok(m).XPOS == "WRB") {
			words = append(words, a.form(m))
			for _, f := range a.children(m, "fixed") {
				words = append(words, a.form(f))
			}
		}
	}
	return strings.Join(words, " ")
}

// contentOf is the clause that a verb of saying or thinking has as its
// content: its complement, or the clause that it stands beside ("..., CCTV
// reported"); -1 for none.
func (a *analysis) contentOf(v int) int {
	if c := a.child(v, "ccomp"); c >= 0 {
		return c
	}
	if h := a.tok(v).Head; h >= 0 && a.rel(v) == "parataxis" && a.speaks(v) && a.child(v, "obj") < 0 && !a.isPassive(v) {
		if lo, _ := a.yield(v); lo == a.sentence(v).First || a.tok(lo).Form != ";" && a.tok(lo-1).Form != ";" {
			return h
		}
	}
	return -1
}

// chainWords are the tokens of a predicate: auxiliaries, negation, particles
// and infinitive markers included.
func (a *analysis) chainWords(c chain) []int {
	var out []int
	for _, v := range c {
		out = append(out, v)
		for _, k := range a.kids[v] {
			if a.is(k, "aux", "compound:prt") || a.is(k, "mark") && a.form(k) == "to" || a.is(k, "advmod") && negative[a.form(k)] {
				out = append(out, k)
			}
		}
	}
	sort.Ints(out)
	return out
}

// particle is what makes one word with the verb: "broke down", "take place";
// -1 for none.
func (a *analysis) particle(v int) int {
	if prt := a.child(v, "compound:prt"); prt >= 0 {
		return prt
	}
	if o := a.child(v, "obj"); o >= 0 && a.isIdiom(v, o) {
		return o
	}
	if k := v + 1; k < a.sentence(v).End && a.is(k, "advmod") && a.tok(k).Head == v && directions[a.form(k)] && len(a.kids[k]) == 0 && (k+1 >= len(a.doc.Tokens) || a.form(k+1) != "to") {
		return k // "turned back"
	}
	return -1
}

// directions are adverbs that make another verb with the one before them.
var directions = set("back", "away", "out", "down", "up", "off", "apart", "aside", "ahead")

var reflexives = set("himself", "herself", "itself", "themselves", "myself", "yourself", "ourselves")

// isScore reports the votes behind a verb that has a clause ("ruled 9-2 that ...") and the goals behind whom
// somebody played ("beat Sweden 3-2").
func (a *analysis) isScore(v, o int) bool {
	if a.tok(o).UPOS != "NUM" {
		return false
	}
	if a.child(v, "ccomp") > o {
		return true
	}
	dash := o + 1
	return dash+1 < a.sentence(o).End && (a.tok(dash).Form == "-" || a.tok(dash).Form == "–") && a.tok(dash+1).UPOS == "NUM" && (a.child(v, "obj") < o || a.tok(a.child(v, "obj")).UPOS == "NUM")
}

// isIdiom reports objects that are part of the verb.
func (a *analysis) isIdiom(v, o int) bool {
	if reflexives[a.form(o)] && a.child(v, "xcomp") < 0 {
		return true // "turned himself in"
	}
	switch a.lemma(v) + " " + a.form(o) {
	case "take place", "take part", "take effect", "take shape", "lose ground", "gain ground", "make sense", "bear fruit":
		return true
	}
	return false
}

var aspect = set("continue", "begin", "start", "keep", "proceed", "go")

func (a *analysis) hasRole(v int, prep string) bool {
	for _, k := range a.children(v, "obl") {
		if a.preposition(k) == prep {
			return true
		}
	}
	return false
}
