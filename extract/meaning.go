package extract

import (
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/extract/nlp"
	"github.com/quadwire/quadwire/schema"
)

// A proposition is what a frame means: a named relation between entities,
// concepts and values. Facts are propositions with one subject and one object.
type proposition struct {
	*frame
	relation  string // predicate by the naming rule: "agreed_to_explore"
	subject   []operand
	object    []operand
	value     *Term // literal object where there is no other: a clause, an adjective
	args      []argument
	times     []timeArgument
	place     *Term
	status    schema.Status
	words     []int  // tokens of the predicate
	symmetric bool   // the subjects act on each other: "Xi and Lee met"
	result    string // what the object is after it, the end of the relation: "warm" of "kept the patients warm"
}

// An argument is a further argument of a proposition.
type argument struct {
	role  string
	ops   []operand
	value *Term
	head  int
}

// A timeArgument is a time expression of a proposition.
type timeArgument struct {
	text string // without its preposition
	full string
	when *Interval
	head int
	role string
}

// meanings are the propositions that a frame holds; none where it does not
// say who, or what it says is nothing by itself.
func (a *analysis) meanings(fr *frame) []proposition {
	if a.comparing(fr.head) || a.pending(fr.head) {
		return nil
	}
	if a.asksWhat(fr) {
		return nil
	}
	p := proposition{frame: fr, relation: fr.name, status: fr.status, words: fr.words, subject: a.resolve(fr.subjects)}
	if len(p.subject) == 0 {
		return nil
	}
	a.placeArguments(&p)
	p.joinTimes()
	if p.status == schema.Asserted && a.isPresent(fr.head) && slices.ContainsFunc(p.times, a.isAhead) {
		p.status = schema.Planned // "the law takes effect on Monday"
	}
	var out []proposition
	switch {
	case fr.rule == "copula":
		out = a.copulaMeaning(p)
	case fr.rule == "apposition":
		out = []proposition{a.role(p, fr.state, "is")}
		if out[0].relation == "is" && a.isFormer(fr.state) && !slices.ContainsFunc(out[0].object, func(o operand) bool { return strings.Contains(strings.ToLower(o.Name), "former") }) {
			out[0].relation = "was" // "former champion Ana Ruiz"
		}
	case fr.chain == nil:
		p.object = a.resolve(fr.objects)
		if fr.where >= 0 {
			a.placeArgument(&p, slot{head: fr.where, role: "in"})
			p.args = nil
		}
		out = []proposition{p}
	default:
		out = a.verbMeaning(p)
	}
	for n := range out {
		if fr.intent != "" {
			out[n].relation = relationName(past(fr.intent) + " to " + a.infinitive(fr.chain, out[n].relation))
		}
	}
	return out
}

// asksWhat reports clauses of what is not known or does not need to be told: "what sacrifices are required", "why should
// the state pay?"
func (a *analysis) asksWhat(fr *frame) bool {
	for _, s := range fr.subjects {
		if s.head < 0 || s.form != phraseSlot {
			continue
		}
		if d := a.child(s.head, "det"); d >= 0 && (a.tok(d).XPOS == "WDT" || a.tok(d).XPOS == "WP") {
			return true
		}
	}
	why, should := false, false
	for _, k := range a.kids[fr.head] {
		why = why || k < fr.head && a.form(k) == "why"
		should = should || a.is(k, "aux") && (a.form(k) == "should" || a.form(k) == "would")
	}
	return why && should
}

// comparing reports clauses that tell nothing by themselves: what something
// is measured by ("than people expected") and participles that serve as
// prepositions ("compared to last year").
func (a *analysis) comparing(v int) bool {
	if a.mark(v) == "than" || a.preposition(v) == "than" {
		return !a.hasWord(v, "rather")
	}
	if a.is(v, "advcl") && v == a.sentence(v).First && turnings[a.form(v)] && a.child(v, "obj") < 0 && a.hasRole(v, "to") {
		return true // "Turning to sports, ..."
	}
	return a.is(v, "advcl", "acl") && a.child(v, "nsubj", "aux", "mark") < 0 && prepositional[a.form(v)]
}

var turnings = set("turning", "coming", "moving", "looking", "getting", "going", "returning", "switching")

var prepositional = set("compared", "based", "given", "depending", "following", "including", "excluding", "regarding", "concerning", "according", "considering", "owing", "pending", "barring", "starting", "beginning", "assuming", "judging", "speaking", "provided", "providing", "granted", "seeing", "respecting")

// verbMeaning names the relation of a verb chain and finds its object. A verb
// with prepositional arguments only takes the first of them as its object.
func (a *analysis) verbMeaning(p proposition) []proposition {
	c := p.chain
	v, last := c[0], c[len(c)-1]
	passive := p.passive
	p.object = a.objectMeaning(last, p.objects)
	if len(c) == 1 && passive {
		if agent := a.agent(v); agent != nil && a.feels(v) { // "was disappointed by the failure"
			p.object, p.relation = agent, "is_"+relationName(a.form(v)+" by")
			return []proposition{p}
		} else if agent != nil && naming[a.lemma(v)] {
			return nil // "are called the Kurils by Russia"
		} else if agent != nil {
			p.object, p.subject, passive = p.subject, a.govern(agent), false
		}
	} else if !passive {
		p.subject = a.actors(v, p.subject)
	}
	p.relation = a.chainName(c, passive)
	if k := last + 1; k < a.sentence(last).End && a.tok(k).XPOS == "IN" && a.tok(k).Head == last && len(a.kids[k]) == 0 && a.is(k, "obl", "advmod") && len(p.object) == 1 && a.gaps[v] == p.object[0].head && p.object[0].head > 0 {
		p.relation += "_" + relationName(a.form(k)) // "a move she cautioned against"
	}
	if len(p.object) == 0 && a.linking(&p, last) {
		return []proposition{p}
	}
	a.complete(&p, c)
	if p.relation == "" {
		return nil
	}
	p = a.light(p)
	if p.relation == "beat" && a.isVictim(p.object) {
		p.relation = "beat_up"
	} else if p.relation == "beat" && a.isMark(p.object) {
		p.relation = "exceeded"
	} else if p.relation == "toppled" && len(p.object) == 1 && p.object[0].who != nil && p.object[0].who.concept && a.supersense(p.object[0].head) == "artifact" {
		p.relation = "knocked_over"
	}
	if a.isMeeting(&p, last) {
		p.symmetric, p.relation = true, "met"
	}
	return append([]proposition{p}, a.through(&p)...)
}

// actors are subjects that do something: capitals stand for governments.
func (a *analysis) actors(v int, subject []operand) []operand {
	switch a.lemma(v) {
	case "be", "lie", "host", "grow", "stand", "sit":
		return subject
	}
	return a.govern(subject)
}

// agent is the "by" phrase of a passive.
func (a *analysis) agent(v int) []operand {
	var agent []operand
	for _, k := range a.children(v, "obl") {
		if a.preposition(k) == "by" && !a.isMeasure(k) && !a.tellsTime(k) {
			ops := a.nounPhrase(k)
			if len(ops) == 0 || ops[0].ID == "" {
				continue
			}
			if agent != nil && ops[0].who != nil && ops[0].who.concept {
				continue
			}
			if a.tok(k).Deprel == "obl:agent" || !means[a.lemma(k)] {
				agent = ops // rather a name than a thing: "returned by mail by Ruiz"
			}
		}
	}
	return agent
}

// feels reports verbs whose passive tells what its subject feels.
func (a *analysis) feels(v int) bool {
	senses := lexicon.VerbSenses(a.lemma(v))
	return len(senses) > 0 && senses[0] == "emotion"
}

// means are nouns that "by" names as a way, not as who does it.
var means = set("mail", "phone", "telephone", "email", "car", "train", "bus", "plane", "air", "sea", "hand", "foot", "boat", "law", "accident", "mistake", "force", "surprise", "default", "name", "e-mail", "radio", "satellite", "percent", "point")

// objectMeaning is what the objects of verb v stand for.
func (a *analysis) objectMeaning(v int, objects []slot) []operand {
	ops := a.resolve(objects)
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

// placeArguments sorts the arguments of a frame into times, place and others.
func (a *analysis) placeArguments(p *proposition) {
	for _, s := range p.frame.args {
		switch s.form {
		case timeSlot:
			if s.role == "since" && a.sinceRecord(s.head) {
				continue
			}
			p.times = append(p.times, a.timeOf(s, p.status))
		case phraseSlot:
			a.placeArgument(p, s)
		}
	}
}

func (a *analysis) placeArgument(p *proposition, s slot) {
	if s.role == "" || s.role == "by" && p.passive {
		return
	}
	ops := a.resolve([]slot{s})
	switch s.role {
	case "with", "against", "between", "among", "on", "by":
		ops = a.govern(ops)
	case "in", "at", "near", "around":
		if p.place == nil && len(ops) > 0 && ops[0].who != nil && ops[0].who.isPlace() {
			place := ops[0].Term
			p.place = &place
		}
	}
	for n := range p.args { // coordinated phrases are one argument
		if p.args[n].role == s.role && a.is(s.head, "conj") && a.descends(s.head, p.args[n].head) {
			p.args[n].ops = append(p.args[n].ops, ops...)
			return
		}
	}
	p.args = append(p.args, argument{role: s.role, ops: ops, head: s.head})
}

// sinceRecord reports a "since" behind a superlative, of which it tells no time of the event: "fell to its lowest level since 2003".
func (a *analysis) sinceRecord(k int) bool {
	h := a.tok(k).Head
	if h < 0 {
		return false
	}
	for _, o := range a.children(h, "obj", "obl", "xcomp") {
		if o < k && a.superlative(o) {
			return true
		}
	}
	return a.superlative(h)
}

// joinTimes puts a time of day on the day that the clause tells apart from it ("at 5pm ET on Thursday"), and makes one time
// of two ends ("from 2014 ... to 2024").
func (p *proposition) joinTimes() {
	for n := range p.times {
		clock := &p.times[n]
		if clock.when == nil || clock.when.Precision() != "hour" && clock.when.Precision() != "minute" || !clockOnly(timeWords(clock.text)) {
			continue
		}
		for k := range p.times {
			if day := p.times[k].when; k != n && day != nil && day.Precision() == "day" {
				shift := day.Begin.Sub(clock.when.Begin.Truncate(24 * time.Hour))
				when := *clock.when
				when.Begin, when.End = when.Begin.Add(shift), when.End.Add(shift)
				clock.when = &when
			}
		}
	}
	for n := 0; n+1 < len(p.times); n++ {
		from, to := p.times[n], p.times[n+1]
		if from.role != "from" || to.role != "to" && to.role != "until" && to.role != "through" || from.when == nil || to.when == nil || !from.when.Begin.Before(to.when.End) {
			continue
		}
		when := Interval{Begin: from.when.Begin, End: to.when.End}
		from.text, from.full, from.when = from.text+" "+to.full, from.full+" "+to.full, &when
		p.times[n] = from
		p.times = append(p.times[:n+1:n+1], p.times[n+2:]...)
	}
}

// isAhead reports a time after the day of the article.
func (a *analysis) isAhead(t timeArgument) bool {
	return t.when != nil && !a.article.Date.IsZero() && t.when.Begin.After(a.article.Date)
}

// isPresent reports a clause of prose in the present tense.
func (a *analysis) isPresent(v int) bool {
	if a.sentence(v).Kind != nlp.Prose {
		return false
	}
	present := func(i int) bool { return a.tok(i).XPOS == "VBZ" || a.tok(i).XPOS == "VBP" }
	if present(v) {
		return true
	}
	for _, k := range a.children(v, "aux", "cop") {
		if present(k) && a.lemma(k) == "be" && a.tok(v).XPOS != "VBN" {
			return true // "is opening on Monday"
		}
	}
	return false
}

// timeOf is the time expression of a slot, under the status of its event.
func (a *analysis) timeOf(s slot, status schema.Status) timeArgument {
	text, full := a.phraseText(s.head), ""
	if a.is(s.head, "advmod") {
		text = a.wholeText(s.head)
	}
	if s.role == "between" && a.child(s.head, "conj") >= 0 {
		text = strings.TrimPrefix(a.wholeText(s.head), "between ")
	}
	full = text
	if s.role != "" && !strings.HasPrefix(strings.ToLower(text), s.role+" ") {
		full = s.role + " " + text
	}
	switch v := a.tok(s.head).Head; {
	case v >= 0 && a.is(v, "xcomp"): // "is expected to close by September"
		if st, _ := a.statusOf(v); st == schema.Planned || st == schema.Possible {
			status = st
		}
	case v >= 0 && a.isPresent(v): // "construction begins in May"
		status = schema.Planned
	}
	return a.time(full, text, s.head, status, s.role)
}

func (a *analysis) time(full, text string, k int, status schema.Status, prep string) timeArgument {
	bare := text
	if prep != "" && strings.HasPrefix(strings.ToLower(bare), prep+" ") {
		bare = bare[len(prep)+1:]
	}
	t := timeArgument{text: bare, full: full, head: k, role: prep}
	future := status == schema.Planned || status == schema.Possible
	if v := a.tok(k).Head; prep == "until" && v >= 0 && putsOff[a.lemma(v)] {
		future = true // "was adjourned until June"
	}
	for _, s := range []string{full, text} {
		if when, ok := ResolveTime(clean(s), a.article.Date, future); ok {
			if v := a.tok(k).Head; strings.Contains(strings.ToLower(text), "this weekend") && !future && v >= 0 && a.isPast(v) && when.Begin.After(a.article.Date) {
				when.Begin, when.End = when.Begin.AddDate(0, 0, -7), when.End.AddDate(0, 0, -7) // "shot two men this weekend", on a Monday
			}
			t.when = &when
			a.anchors = append(a.anchors, anchor{k, when})
			return t
		}
	}
	for _, before := range a.anchorsOf(k) {
		for _, s := range []string{text, full} {
			if when, ok := ResolveAnchored(clean(s), before.when); ok && before.when.End.Sub(before.when.Begin) <= when.End.Sub(when.Begin)+3*24*time.Hour { // years and months differ in length
				t.when = &when
				a.anchors = append(a.anchors, anchor{k, when})
				return t
			}
		}
	}
	return t
}

// putsOff are verbs of what goes on when a time ahead has come.
var putsOff = set("adjourn", "postpone", "delay", "defer", "suspend", "extend", "remand", "ban", "close", "shut", "reschedule", "shelve", "prolong")

// An anchor is a time that the article gives, which later expressions such as
// "the next day" count from.
type anchor struct {
	at   int // token that heads its expression
	when Interval
}

// anchorsOf are the times that are spoken of before token k, in its sentence or
// one of the three before, the nearest first. "The next day" counts from a day,
// so that a longer one is passed over.
func (a *analysis) anchorsOf(k int) []anchor {
	var found []anchor
	for _, c := range a.anchors {
		if c.at < k && a.tok(k).Sentence-a.tok(c.at).Sentence <= 3 && !c.when.Vague {
			found = append(found, c)
		}
	}
	slices.SortStableFunc(found, func(x, y anchor) int { return y.at - x.at })
	return found
}

// chainName is the predicate of a chain by the naming rule: simple past,
// infinitives behind "to", aspect inside the chain left out.
func (a *analysis) chainName(c chain, passive bool) string {
	parts := []string{}
	if len(c) > 1 && a.prospective(c[0]) {
		c = c[1:]
		passive = a.isPassive(c[0]) || a.is(c[0], "conj") && a.tok(c[0]).XPOS == "VBN" && a.isPassive(a.tok(c[0]).Head)
	}
	for n, v := range c {
		lemma := a.lemma(v)
		if n > 0 && n < len(c)-1 && aspect[lemma] {
			continue
		}
		if o := a.child(v, "obj"); o >= 0 && reflexives[a.form(o)] && a.isIdiom(v, o) {
			lemma += " oneself"
			if prt := a.child(v, "compound:prt"); prt >= 0 {
				lemma += " " + a.form(prt)
			}
		} else if prt := a.particle(v); prt >= 0 {
			lemma += " " + a.form(prt)
		} else if k := v + 1; lemma == "look" && k < a.sentence(v).End && a.form(k) == "forward" {
			lemma += " forward"
		}
		if n > 0 && a.statusNegated(v) { // "vowed not to resign"
			parts = append(parts, "not")
		}
		switch {
		case n == 0 && lemma == "be":
			parts = append(parts, "was")
		case n == 0 && passive:
			parts = append(parts, "was", a.participle(v))
		case n == 0:
			parts = append(parts, a.pastOf(v, lemma))
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

// prospective reports the "going" of "is going to fall", which tells when
// rather than what.
func (a *analysis) prospective(v int) bool {
	return a.lemma(v) == "go" && a.tok(v).XPOS == "VBG" && a.child(v, "aux") >= 0
}

// pending reports the "have" of "have yet to confirm".
func (a *analysis) pending(v int) bool {
	if a.lemma(v) != "have" || a.complement(v) < 0 {
		return false
	}
	return a.has(v, "yet", "advmod")
}

func (a *analysis) participle(v int) string {
	out := a.form(v)
	if prt := a.particle(v); prt >= 0 {
		out += " " + a.form(prt)
	}
	return out
}

// pastOf is the past of verb v, whose lemma with its particle is given. Where
// the text has a regular one it is that: "lied", not "lay".
func (a *analysis) pastOf(v int, lemma string) string {
	if a.lemma(v) == "lie" && (a.tok(v).XPOS == "VBG" || a.tok(v).XPOS == "VB") {
		place := false
		for _, k := range a.children(v, "obl", "advmod", "compound:prt", "xcomp") {
			p := a.preposition(k)
			place = place || k > v && p != "to" && p != "about" && !a.tellsTime(k)
		}
		if s := a.child(v, "nsubj"); !place && (s < 0 || a.nameAt[s] >= 0 || a.tok(s).UPOS == "PRON" || a.supersense(s) == "person") {
			return "lied" // "Diaz was lying"
		}
	}
	if form := a.form(v); strings.HasPrefix(a.tok(v).XPOS, "VB") && strings.HasSuffix(form, "ed") && !strings.HasSuffix(past(a.lemma(v)), "ed") {
		return strings.Replace(lemma, a.lemma(v), form, 1)
	}
	return past(lemma)
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
		case (r == ' ' || r == '-' || r == '_') && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	return strings.Trim(b.String(), "_")
}

// leadsToDoing reports a verb with a participle behind "to" that has a subject of its own.
func (a *analysis) leadsToDoing(v int) bool {
	for _, k := range a.children(v, "advcl") {
		if a.tok(k).XPOS == "VBG" && a.mark(k) == "to" && a.child(k, "nsubj") >= 0 {
			return true
		}
	}
	return false
}

// complete gives a proposition without object one: a clause, a quotation, the
// first prepositional argument, or true.
func (a *analysis) complete(p *proposition, c chain) {
	last := c[len(c)-1]
	if x := a.child(last, "xcomp"); x == last+1 && p.passive && len(c) == 1 && a.tok(x).UPOS == "ADJ" && len(a.kids[x]) == 0 && slices.ContainsFunc(p.args, func(g argument) bool { return len(g.ops) > 0 }) { // "was found dead at his home"
		p.relation += "_" + relationName(a.form(x))
	}
	if o := a.child(last, "obj"); len(p.object) > 0 || o >= 0 && !a.isIdiom(last, o) && !a.isWhen(o) && !a.isScore(last, o) && a.form(last) != "born" {
		if x := a.child(last, "xcomp"); len(p.object) == 0 || x >= 0 && (a.lemma(last) == "have" || a.lemma(last) == "get" && a.tok(x).XPOS == "VBN") && a.isVerb(x) {
			p.relation = "" // "have their pictures taken" is no having
			return
		}
		if p.clause >= 0 {
			t := literal(a.clauseText(p.clause))
			if a.lemma(last) == "tell" && len(c) == 1 { // "told reporters that ..." is said to them
				if len(p.object) > 0 {
					p.args = append(p.args, argument{role: "to", ops: p.object, head: p.object[0].head})
				}
				p.object, p.value, p.relation = nil, &t, "said"
				return
			}
			p.args = append(p.args, argument{role: "that", value: &t, head: p.clause})
		}
		for _, x := range a.children(last, "xcomp") {
			if a.tok(x).UPOS == "ADJ" && len(a.kids[x]) == 0 && x > last && len(p.object) > 0 && a.lemma(last) != "have" { // "left rates unchanged"
				p.relation += "_" + relationName(a.form(x))
				p.result = a.form(x)
				continue
			}
			t, role := literal(strings.TrimPrefix(a.clauseText(x), "to ")), "to"
			if !a.isVerb(x) { // "kept the port open", "called it a success"
				role = "as"
			}
			p.args = append(p.args, argument{role: role, value: &t, head: x})
		}
		return
	}
	if p.clause >= 0 {
		t := literal(a.clauseText(p.clause))
		p.value = &t
		return
	}
	if x, prep := a.gerundObject(last); x >= 0 {
		t := literal(strings.TrimPrefix(a.clauseText(x), prep+" "))
		p.value = &t
		if a.has(last, "close", "advmod") {
			prep = "close to"
		}
		p.relation += "_" + relationName(prep)
		return
	}
	for _, k := range a.children(last, "obl") {
		if k > last && a.tok(k).Deprel == "obl:unmarked" && (a.isMeasure(k) || a.tok(k).UPOS == "SYM") && len(p.object) == 0 { // "fell 3 percent"
			if ops := a.operands(k); len(ops) == 1 && ops[0].Value != "" {
				p.object = ops
				return
			}
		}
	}
	for _, n := range behindFirst(p.args, last) {
		arg := p.args[n]
		if arg.role == "" || len(arg.ops) == 0 || arg.role == "to" && a.is(arg.head, "iobj") || a.negatedPhrase(arg.head) && !a.negatedWay(arg.head) {
			continue
		}
		p.object = arg.ops
		p.relation += "_" + relationName(arg.role)
		p.args = append(p.args[:n:n], p.args[n+1:]...)
		return
	}
	if x := a.child(last, "xcomp"); x >= 0 && !a.isVerb(x) && a.child(last, "obj", "iobj") < 0 { // "wanted to be able to go"
		if t := literal(a.clauseText(x)); t.Value != "to" {
			p.value = &t
		} else {
			p.relation = ""
		}
		return
	}
	if places[a.lemma(last)] {
		for _, k := range a.children(last, "advmod", "xcomp", "obj") {
			if ordinals[a.form(k)] > 0 { // "finished second"
				t := literal(a.tok(k).Form)
				p.value = &t
				return
			}
		}
	}
	if a.is(p.head, "advcl") && a.mark(p.head) == "as" && len(p.args) == 0 && a.speaks(last) {
		p.relation = "" // "as economists had expected"
	}
	if a.lemma(last) == "lead" && len(p.args) == 0 && a.leadsToDoing(last) {
		p.relation = "" // "Rumours led to him leaving": what led is told, what to is another fact
	}
	if emptyVerbs[a.lemma(last)] || naming[a.lemma(last)] || a.heldObject(last) {
		p.relation = "" // nothing is said: "the report comes after ..."
	}
	for _, arg := range p.args {
		if len(arg.ops) == 0 && arg.value == nil && arg.head > last && a.tok(arg.head).UPOS == "PRON" && strings.HasPrefix(a.doc.Text[a.tok(last).End:], " "+arg.role+" ") && bound[arg.role] {
			p.relation = "" // "relies on them": on whom is not known
		}
	}
	for _, k := range a.children(last, "conj") {
		if o := a.child(k, "obj"); k <= last+3 && o == k+1 && a.tok(o).UPOS == "PRON" && a.child(last, "obl", "advmod") < 0 { // "found and rescued her"
			p.relation = ""
		}
	}
	if len(p.object) == 0 {
		p.value = &Term{Name: "true", Value: "true", Type: "xsd:boolean"}
	}
}

// places are verbs of who comes where in a contest.
var places = set("finish", "come", "place", "rank", "end")

// bound are prepositions that make one sense with the verb right before them.
var bound = set("on", "upon", "of", "at", "into", "about", "for")

// gerundObject is the participle that verb or adjective h has as its object behind a preposition, or the clause that
// it is like: "aims at cancelling the deal", "felt like they had lost"; -1 for none.
func (a *analysis) gerundObject(h int) (x int, prep string) {
	for _, k := range a.children(h, "advcl") {
		switch prep := a.mark(k); {
		case k < h || a.heldObject(h) || a.child(h, "xcomp") >= 0:
		case a.tok(k).XPOS == "VBG" && (a.gerundEffect(h, k) != "" || prep == "in" && k == h+2 || a.isCharge(k)):
			return k, prep
		case prep == "like" && appears[a.lemma(h)]:
			return k, prep
		}
	}
	return -1, ""
}

var appears = set("feel", "sound", "look", "seem", "appear")

// heldObject reports a verb with an object that is neither part of it nor a time.
func (a *analysis) heldObject(v int) bool {
	o := a.child(v, "iobj", "obj")
	return o >= 0 && !a.isIdiom(v, o) && !a.isWhen(o)
}

// behindFirst orders arguments: those behind the verb before fronted ones.
func behindFirst(args []argument, v int) []int {
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

var emptyVerbs = set("result", "come", "go", "be", "do", "have", "get", "make", "seem", "mean", "let", "include", "say", "add", "tell", "note", "state", "feel", "look", "sound", "become", "aim", "rely", "consist", "depend", "refer", "belong", "tend", "manage")

// isMeeting reports whether coordinated subjects meet each other.
func (a *analysis) isMeeting(p *proposition, v int) bool {
	return a.lemma(v) == "meet" && len(p.subject) > 1 && a.child(v, "obj") < 0 && !a.hasRole(v, "with")
}

// isVictim tells who is hit from who loses a contest: "protesters beat a man",
// "beat the champion".
func (a *analysis) isVictim(object []operand) bool {
	if len(object) != 1 || object[0].who == nil || !object[0].who.concept {
		return false
	}
	noun := a.conceptLemma(object[0].head)
	return lexicon.Supersense(noun) == "person" && !contestants[noun]
}

// isMark reports what is no opponent but a figure or an expectation: "beat estimates".
func (a *analysis) isMark(object []operand) bool {
	if len(object) != 1 || object[0].who == nil || !object[0].who.concept || object[0].head < 0 {
		return len(object) == 1 && object[0].who == nil
	}
	switch a.supersense(object[0].head) {
	case "cognition", "communication", "quantity", "act", "attribute", "possession":
		return true
	}
	return false
}

var contestants = set("champion", "rival", "opponent", "contender", "player", "candidate", "incumbent", "challenger", "holder", "titleholder", "favorite", "favourite", "seed", "finalist", "leader", "winner", "visitor", "host", "compatriot", "countryman", "counterpart", "democrat", "republican", "conservative", "liberal", "runner", "boxer", "qualifier", "bidder", "competitor", "senator", "governor", "mayor", "president", "veteran", "newcomer", "teammate", "medallist", "medalist", "skater", "swimmer", "racer", "driver", "neighbor", "neighbour")

// light replaces a light verb and its event noun by the event: "paid a
// visit to Beijing" is a visit.
func (a *analysis) light(p proposition) proposition {
	if len(p.object) != 1 || p.object[0].who == nil || !p.object[0].who.concept {
		return p
	}
	noun := a.lemma(p.object[0].head)
	for _, k := range a.children(p.object[0].head, "nmod") { // "paid a visit to Lisbon"
		if name, ok := lightEvent(p.relation, noun, a.preposition(k)); ok {
			if ops := a.nounPhrase(k); len(ops) > 0 {
				p.relation, p.object = name, ops
				return p
			}
		}
	}
	for n, arg := range p.args {
		name, ok := lightEvent(p.relation, noun, arg.role)
		if !ok || len(arg.ops) == 0 {
			continue
		}
		p.relation, p.object = name, arg.ops
		p.args = append(p.args[:n:n], p.args[n+1:]...)
		return p
	}
	return p
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

// through relates two named entities through the object of a verb: "Airbus
// signed deals with the Royal Saudi Air Force" is signed_deal_with.
func (a *analysis) through(p *proposition) []proposition {
	v := p.head
	o := a.child(v, "obj")
	if len(p.chain) > 1 || p.rule != "verb" || p.passive || o < 0 || a.isIdiom(v, o) || a.tok(o).UPOS != "NOUN" || a.nameAt[o] >= 0 || len(a.resolved[o]) > 0 || a.is(v, "xcomp") {
		return nil
	}
	noun := a.lemma(o)
	if gathering[noun] || travel[noun] || noun == "interview" || countWords[noun] || !named(p.subject) || lexicon.PastTense(a.lemma(v)) == "" {
		return nil // these are events of their own
	}
	var out []proposition
	if a.hasRole(v, "as") { // "described the ties between them as good"
		return nil
	}
	for _, k := range append(a.children(o, "nmod"), a.children(v, "obl")...) {
		prep := a.preposition(k)
		if k < o || !relating[prep] {
			continue
		}
		ops := a.nounPhrase(k)
		if prep == "with" || prep == "against" {
			ops = a.govern(ops)
		}
		object := ops[:0:0]
		for _, op := range ops {
			if op.who != nil && !op.who.concept && !((prep == "of" || prep == "in" || prep == "on") && op.who.isPlace()) {
				object = append(object, op)
			}
		}
		if len(object) == 0 {
			continue
		}
		q := proposition{frame: p.frame, subject: p.subject, object: object, status: p.status}
		q.words = append(append([]int{}, p.words...), o)
		sort.Ints(q.words)
		q.relation = relationName(past(a.lemma(v)) + " " + noun + " " + prep)
		out = append(out, q)
	}
	return out
}

// relating are prepositions that join the object of a verb with another
// party.
var relating = set("with", "from", "to", "against", "for", "of", "over", "on", "between", "in")

// infinitive puts the first verb of a relation back into its base form.
func (a *analysis) infinitive(c chain, relation string) string {
	if rest, ok := strings.CutPrefix(relation, relationName(past(a.lemma(c[0])))); ok {
		return a.lemma(c[0]) + rest
	}
	return relation
}
