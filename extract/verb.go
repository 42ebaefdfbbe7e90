package extract

import (
	"sort"
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
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
	if a.child(v, "ccomp", "xcomp") >= 0 || a.child(v, "obl") >= 0 && !intends[a.lemma(v)] {
		return -1
	}
	for _, x := range a.children(v, "advcl") { // "work together to preserve peace", "set to take place"
		if x > v && a.isVerb(x) && a.mark(x) == "to" && a.child(x, "nsubj") < 0 && (a.child(v, "aux:pass") >= 0 || intends[a.lemma(v)] || a.lemma(v) == "work" || a.lemma(v) == "set") {
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
	if !a.isVerb(v) || a.inChain(v) || a.child(v, "expl") >= 0 {
		return nil
	}
	var out []frame
	for _, c := range a.chains(v) {
		out = append(out, a.chainFrames(c, a.subjectOf(v, 0))...)
	}
	return out
}

// chainFrames makes the frames of a verb chain with its objects. A verb
// with prepositional arguments only takes the first of them as its object.
func (a *analysis) chainFrames(c chain, subject []operand) []frame {
	v, last := c[0], c[len(c)-1]
	fr := frame{head: v, words: a.chainWords(c), subject: subject}
	fr.status, fr.speaker = a.statusOf(v)
	a.collect(&fr, c)
	passive := a.isPassive(v) || a.reducedPassive(v)
	if len(c) == 1 && passive {
		if agent := a.agent(v); agent != nil && a.feels(v) { // "was disappointed by the failure"
			fr.object, fr.name = agent, "is_"+relationName(a.form(v)+" by")
			return a.withSubject(fr)
		} else if agent != nil {
			fr.object, fr.subject, passive = fr.subject, a.govern(agent), false
		}
	} else if !passive {
		fr.subject = a.actors(v, fr.subject)
	}
	fr.name = a.chainName(c, passive)
	if len(fr.object) == 0 {
		if a.copular(&fr, last) {
			return a.withSubject(fr)
		}
		fr.object = a.objects(last, fr.subject)
	}
	a.complete(&fr, c)
	if fr.name == "" {
		return nil
	}
	out := a.light(fr)
	if len(out) == 1 && a.isMeeting(&out[0], last) {
		out[0].symmetric = true
		out[0].name = "met"
	}
	var kept []frame
	for _, f := range out {
		kept = append(kept, a.withSubject(f)...)
	}
	return kept
}

func (a *analysis) withSubject(fr frame) []frame {
	if len(fr.subject) == 0 {
		return nil
	}
	return []frame{fr}
}

// actors are subjects that do something: capitals stand for governments.
func (a *analysis) actors(v int, subject []operand) []operand {
	switch a.lemma(v) {
	case "be", "lie", "host", "grow", "stand", "sit":
		return subject
	}
	return a.govern(subject)
}

func (a *analysis) reducedPassive(v int) bool {
	return a.tok(v).XPOS == "VBN" && a.is(v, "acl", "advcl", "conj") && a.child(v, "aux", "nsubj") < 0 && a.tok(v).Deprel != "acl:relcl" && a.child(v, "obj") < 0
}

// agent is the "by" phrase of a passive.
func (a *analysis) agent(v int) []operand {
	for _, k := range a.children(v, "obl") {
		if a.preposition(k) == "by" && !IsTimePhrase(a.phraseText(k)) {
			ops := a.operands(k)
			if len(ops) == 0 || ops[0].ID == "" {
				continue
			}
			if a.tok(k).Deprel == "obl:agent" || !means[a.lemma(k)] {
				return ops
			}
		}
	}
	return nil
}

// feels reports verbs whose passive tells what its subject feels.
func (a *analysis) feels(v int) bool {
	senses := lexicon.VerbSenses(a.lemma(v))
	return len(senses) > 0 && senses[0] == "emotion"
}

// means are nouns that "by" names as a way, not as who does it.
var means = set("mail", "phone", "telephone", "email", "car", "train", "bus", "plane", "air", "sea", "hand", "foot", "boat", "law", "accident", "mistake", "force", "surprise", "default", "name", "email", "e-mail", "radio", "satellite", "percent", "point")

// objects are the direct objects of a verb, a relative clause's antecedent
// where the clause has a gap for it.
func (a *analysis) objects(v int, subject []operand) []operand {
	var out []operand
	for _, k := range a.children(v, "obj") {
		if a.isIdiom(v, k) {
			continue
		}
		out = append(out, a.objectPhrase(v, k)...)
	}
	if k := a.child(v, "iobj"); len(out) == 0 && k >= 0 && a.child(v, "xcomp", "ccomp") >= 0 { // "asked Ito to leave"
		return a.objectPhrase(v, k)
	}
	if len(out) == 0 && a.is(v, "conj") { // "recognize and carry balls" hangs the balls on the first verb
		if h := a.tok(v).Head; a.isVerb(h) && !a.isPassive(v) {
			if o := a.child(h, "obj"); o > v {
				return a.objectPhrase(v, o)
			}
		}
	}
	if len(out) == 0 {
		if noun, ok := a.gaps[v]; ok && a.child(v, "nsubj") >= 0 && a.child(v, "ccomp", "obj") < 0 {
			out = a.phrase(noun)
		}
	}
	return out
}

func (a *analysis) objectPhrase(v, k int) []operand {
	ops := a.nounPhrase(k)
	senses := lexicon.VerbSenses(a.lemma(v))
	if len(senses) > 0 {
		switch senses[0] {
		case "social", "communication", "competition", "cognition", "emotion":
			if !motion[a.lemma(v)] {
				ops = a.govern(ops)
			}
		}
	}
	return ops
}

var motion = set("visit", "leave", "reach", "enter", "tour", "arrive", "hit", "strike", "bomb", "shell", "attack", "see", "travel", "flee", "capture", "seize", "approach", "depart", "push")

// collect gathers the prepositional arguments, times and places of all verbs
// of a chain.
func (a *analysis) collect(fr *frame, c chain) {
	passive := a.isPassive(c[0]) || a.reducedPassive(c[0])
	for n, v := range c {
		for _, k := range a.kids[v] {
			switch {
			case n+1 < len(c) && k == c[n+1]:
			case a.is(k, "obl", "nmod") && !a.is(k, "nmod:poss"):
				a.oblique(fr, k, passive && n == 0)
			case a.is(k, "advmod"):
				a.adverb(fr, k)
			case a.is(k, "iobj") && (a.child(v, "obj") >= 0 || a.child(v, "xcomp", "ccomp") < 0):
				fr.args = append(fr.args, frameArg{role: "to", ops: a.nounPhrase(k), head: k})
			}
		}
	}
	sort.SliceStable(fr.args, func(i, j int) bool { return fr.args[i].head < fr.args[j].head })
}

func (a *analysis) oblique(fr *frame, k int, passive bool) {
	prep := a.preposition(k)
	text := a.phraseText(k)
	if companion(prep) || prep == "according to" {
		return
	}
	full := text
	if !strings.HasPrefix(strings.ToLower(text), prep+" ") {
		full = strings.TrimSpace(prep + " " + text)
	}
	if a.nameAt[k] < 0 || prep == "on" || prep == "in" || prep == "" {
		if e := a.nameAt[k]; (e < 0 || a.byName[e] == nil || a.byName[e].class == "Event" || a.byName[e].class == "Thing") && IsTimePhrase(text) {
			fr.times = append(fr.times, a.time(full, text, k, fr, prep))
			return
		}
	}
	if prep == "by" && passive || prep == "" && a.tok(k).UPOS != "PROPN" {
		return
	}
	ops := a.nounPhrase(k)
	switch prep {
	case "with", "against", "between", "among", "on", "by":
		ops = a.govern(ops)
	case "in", "at", "near", "around":
		if fr.place == nil && len(ops) > 0 && ops[0].who != nil && ops[0].who.isPlace() {
			place := ops[0].Term
			fr.place = &place
		}
	}
	if prep == "" {
		return
	}
	fr.args = append(fr.args, frameArg{role: prep, ops: ops, head: k})
}

func (a *analysis) adverb(fr *frame, k int) {
	lo, hi := a.yield(k)
	text := a.doc.Span(lo, hi)
	if IsTimePhrase(text) {
		fr.times = append(fr.times, a.time(text, text, k, fr, ""))
	}
}

func (a *analysis) time(full, text string, k int, fr *frame, prep string) frameTime {
	bare := text
	if prep != "" && strings.HasPrefix(strings.ToLower(bare), prep+" ") {
		bare = bare[len(prep)+1:]
	}
	t := frameTime{text: bare, full: full, head: k, role: prep}
	future := fr.status == "planned" || fr.status == "possible"
	for _, s := range []string{full, text} {
		if when, ok := ResolveTime(clean(s), a.article.Date, future); ok {
			t.when = &when
			break
		}
	}
	return t
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

// chainName is the predicate of a chain by the naming rule: simple past,
// infinitives behind "to", aspect inside the chain left out.
func (a *analysis) chainName(c chain, passive bool) string {
	parts := []string{}
	for n, v := range c {
		lemma := a.lemma(v)
		if n > 0 && n < len(c)-1 && aspect[lemma] {
			continue
		}
		if prt := a.particle(v); prt >= 0 {
			lemma += " " + a.form(prt)
		}
		switch {
		case n == 0 && lemma == "be":
			parts = append(parts, "was")
		case n == 0 && passive:
			parts = append(parts, "was", a.participle(v))
		case n == 0:
			parts = append(parts, past(lemma))
		case a.isPassive(v):
			parts = append(parts, "to", "be", a.participle(v))
		case a.mark(v) == "to" || a.is(v, "conj") && a.mark(a.tok(v).Head) == "to" || aspect[a.lemma(c[n-1])] && n > 1 && a.mark(c[n-1]) == "to":
			parts = append(parts, "to", lemma)
		default:
			parts = append(parts, a.form(v))
		}
	}
	return relationName(strings.Join(parts, " "))
}

func (a *analysis) participle(v int) string {
	out := a.form(v)
	if prt := a.particle(v); prt >= 0 {
		out += " " + a.form(prt)
	}
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
	return -1
}

// isIdiom reports objects that are part of the verb.
func (a *analysis) isIdiom(v, o int) bool {
	switch a.lemma(v) + " " + a.form(o) {
	case "take place", "take part", "take effect", "take shape", "lose ground", "gain ground", "make sense", "bear fruit":
		return true
	}
	return false
}

func past(lemma string) string {
	verb, rest, _ := strings.Cut(lemma, " ")
	return strings.TrimSpace(lexicon.PastTense(verb) + " " + rest)
}

// relationName makes a predicate's local name of words.
func relationName(words string) string {
	words = strings.ToLower(clean(words))
	var b strings.Builder
	for _, r := range words {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r > 0x7f:
			b.WriteRune(r)
		case r == ' ', r == '-', r == '_':
			b.WriteByte('_')
		}
	}
	return strings.Trim(b.String(), "_")
}

var aspect = set("continue", "begin", "start", "keep", "proceed", "go")

// complete gives a frame without object one: a clause, a quotation, the
// first prepositional argument, or true.
func (a *analysis) complete(fr *frame, c chain) {
	last := c[len(c)-1]
	clause := a.contentOf(last)
	if o := a.child(last, "obj"); len(fr.object) > 0 || o >= 0 && !a.isIdiom(last, o) {
		if len(fr.object) == 0 {
			fr.name = ""
			return
		}
		if clause >= 0 {
			t := literal(a.clauseText(clause))
			fr.args = append(fr.args, frameArg{role: "that", value: &t, head: clause})
		}
		for _, x := range a.children(last, "xcomp") {
			t := literal(strings.TrimPrefix(a.clauseText(x), "to "))
			fr.args = append(fr.args, frameArg{role: "to", value: &t, head: x})
		}
		return
	}
	if clause >= 0 {
		t := literal(a.clauseText(clause))
		fr.value = &t
		return
	}
	for _, n := range behindFirst(fr.args, last) {
		arg := fr.args[n]
		if arg.role == "" || len(arg.ops) == 0 || arg.role == "to" && a.is(arg.head, "iobj") {
			continue
		}
		fr.object = arg.ops
		fr.name += "_" + relationName(arg.role)
		fr.args = append(fr.args[:n:n], fr.args[n+1:]...)
		return
	}
	if emptyVerbs[a.lemma(last)] || naming[a.lemma(last)] || a.child(last, "iobj", "obj") >= 0 && !a.isIdiom(last, a.child(last, "iobj", "obj")) {
		fr.name = "" // nothing is said: "the report comes after ..."
	}
	if len(fr.object) == 0 {
		fr.value = &Term{Name: "true", Value: "true", Type: "xsd:boolean"}
	}
}

// behindFirst orders arguments: those behind the verb before fronted ones.
func behindFirst(args []frameArg, v int) []int {
	var behind, fronted []int
	for n, arg := range args {
		if arg.head > v {
			behind = append(behind, n)
		} else {
			fronted = append(fronted, n)
		}
	}
	return append(behind, fronted...)
}

var naming = set("call", "name", "label", "dub", "entitle", "title")

var emptyVerbs = set("come", "go", "be", "do", "have", "get", "make", "seem", "mean", "let", "include")

// contentOf is the clause that a verb of saying or thinking has as its
// content: its complement, or the clause that it stands beside ("..., CCTV
// reported"); -1 for none.
func (a *analysis) contentOf(v int) int {
	if c := a.child(v, "ccomp"); c >= 0 {
		return c
	}
	if h := a.tok(v).Head; h >= 0 && a.rel(v) == "parataxis" && a.speaks(v) && a.child(v, "obj") < 0 {
		return h
	}
	return -1
}

// isMeeting reports whether coordinated subjects meet each other.
func (a *analysis) isMeeting(fr *frame, v int) bool {
	return a.lemma(v) == "meet" && len(fr.subject) > 1 && a.child(v, "obj") < 0 && !a.hasRole(v, "with")
}

func (a *analysis) hasRole(v int, prep string) bool {
	for _, k := range a.children(v, "obl") {
		if a.preposition(k) == prep {
			return true
		}
	}
	return false
}

// light replaces a light verb and its event noun by the event: "paid a
// visit to Beijing" is a visit.
func (a *analysis) light(fr frame) []frame {
	if len(fr.object) != 1 || fr.object[0].who == nil || !fr.object[0].who.concept {
		return []frame{fr}
	}
	noun := a.lemma(fr.object[0].head)
	for _, k := range a.children(fr.object[0].head, "nmod") { // "paid a visit to Lisbon"
		if name, ok := lightEvent(fr.name, noun, a.preposition(k)); ok {
			if ops := a.operands(k); len(ops) > 0 {
				fr.name, fr.object = name, ops
				return []frame{fr}
			}
		}
	}
	for n, arg := range fr.args {
		name, ok := lightEvent(fr.name, noun, arg.role)
		if !ok || len(arg.ops) == 0 {
			continue
		}
		fr.name, fr.object = name, arg.ops
		fr.args = append(fr.args[:n:n], fr.args[n+1:]...)
		return []frame{fr}
	}
	return []frame{fr}
}

func lightEvent(verb, noun, prep string) (string, bool) {
	switch verb {
	case "paid", "made", "began", "started", "concluded":
		if travel[noun] && prep == "to" {
			return "visited", true
		}
	case "held", "had":
		if gathering[noun] && prep == "with" {
			return "met", true
		}
	}
	return "", false
}

var (
	travel    = set("visit", "trip", "journey", "tour")
	gathering = set("talk", "talks", "meeting", "summit", "discussion", "conversation", "consultation")
)
