package extract

import (
	"slices"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/schema"
)

// Verbs by what they say of their content. The classes follow the literature
// on factive and implicative verbs (Karttunen 1971, 2012); speech and thought
// beyond these lists come from WordNet's verb categories.
var (
	doubts   = set("doubt", "question", "dispute", "query", "mistrust", "distrust")
	denies   = set("deny", "refute", "reject", "rebut", "disprove")
	factive  = set("know", "realize", "realise", "learn", "discover", "regret", "forget", "remember", "prove", "notice")
	intends  = set("agree", "plan", "intend", "pledge", "vow", "promise", "want", "seek", "aim", "hope", "expect", "offer", "threaten", "propose", "prepare", "decide", "attempt", "try", "schedule", "set", "order", "ask", "tell", "encourage", "urge", "invite", "need", "wish", "commit", "opt", "choose", "arrange", "vote", "demand", "insist", "recommend", "suggest", "instruct", "direct", "persuade", "advise", "require", "request", "call", "push", "force", "authorize", "authorise", "allow", "permit", "enable", "project", "forecast", "estimate", "slate", "mean", "design", "consider", "struggle", "move", "work", "fight", "press", "long", "beg", "appeal", "campaign", "lobby", "swear", "undertake", "volunteer", "elect")
	achieves = set("manage", "begin", "start", "continue", "help", "come", "go", "proceed", "happen", "keep", "stop", "finish", "use", "get", "serve", "rush")
	misses   = set("refuse", "fail", "decline", "avoid", "neglect", "hesitate")
	seems    = set("seem", "appear", "tend", "look")
	negative = set("not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "barely", "scarcely")
	speech   = set("say", "tell", "add", "state", "report", "announce", "claim", "argue", "stress", "emphasize", "emphasise", "note", "explain", "insist", "warn", "suggest", "assert", "allege", "maintain", "declare", "acknowledge", "admit", "confirm", "reveal", "disclose", "contend", "recall", "reiterate", "reply", "respond", "write", "tweet", "comment", "remark", "quote", "indicate", "find", "show", "conclude", "describe", "predict", "estimate", "believe", "think", "fear", "suspect", "feel", "underline", "underscore", "point", "repeat", "continue", "ask", "call", "mention", "testify", "tout", "urge", "propose", "hope", "expect", "assume", "speculate", "agree", "promise", "vow", "pledge", "dread")
)

// speaks reports whether verb v is one of saying or thinking.
func (a *analysis) speaks(v int) bool {
	lemma := a.lemma(v)
	if speech[lemma] || doubts[lemma] || denies[lemma] {
		return true
	}
	senses := lexicon.VerbSenses(lemma)
	return len(senses) > 0 && (senses[0] == "communication" || senses[0] == "cognition")
}

// statusOf is how the article holds what the clause of v says, and who says
// so: its own negation and modality under the attitudes above it.
func (a *analysis) statusOf(v int) (schema.Status, *operand) {
	outer, speaker := a.context(v, v, 0)
	return stronger(a.ownStatus(v), outer), speaker
}

// stronger composes a clause's own status with that of its context.
func stronger(own, outer schema.Status) schema.Status {
	rank := map[schema.Status]int{schema.Asserted: 0, schema.Claimed: 1, schema.Possible: 2, schema.Planned: 3, schema.Negated: 4, schema.Doubted: 5, schema.Denied: 6}
	if rank[outer] > rank[own] {
		return outer
	}
	return own
}

// ownStatus reads the negation and modality of a clause.
func (a *analysis) ownStatus(v int) schema.Status {
	status := schema.Asserted
	for _, k := range a.kids[v] {
		switch {
		case a.is(k, "advmod", "det", "cc:preconj", "cc") && negative[a.form(k)] && (!a.is(k, "cc") || a.form(k) == "neither"):
			return schema.Negated
		case a.is(k, "nsubj", "obj", "obl") && a.negatedPhrase(k):
			return schema.Negated
		case a.is(k, "advmod") && possibly[a.form(k)]:
			status = schema.Possible
		case a.is(k, "aux"):
			if s := modal(a.form(k)); s != schema.Asserted {
				status = s
			}
		}
	}
	if status == schema.Asserted && a.isQuestion(v) {
		status = schema.Possible
	}
	if a.lemma(v) == "be" && a.complement(v) >= 0 && a.child(v, "cop") < 0 { // "is to be held"
		status = schema.Planned
	}
	if status == schema.Asserted && a.isPassive(v) && a.mark(v) == "to" && a.child(v, "aux") >= 0 && a.has(v, "is", "aux") {
		status = schema.Planned
	}
	return status
}

func (a *analysis) negatedPhrase(k int) bool {
	if f := a.form(k); f == "nobody" || f == "nothing" || f == "none" || f == "neither" {
		return true
	}
	for _, m := range a.children(k, "det", "advmod") {
		if f := a.form(m); f == "no" || f == "neither" {
			return true
		}
	}
	return false
}

var possibly = set("perhaps", "maybe", "possibly", "probably", "reportedly", "allegedly", "supposedly", "likely")

func modal(form string) schema.Status {
	switch form {
	case "will", "wo", "'ll", "’ll", "shall":
		return schema.Planned
	case "would", "could", "may", "might", "can", "ca", "should", "must", "'d", "’d", "need", "ought":
		return schema.Possible
	}
	return schema.Asserted
}

func (a *analysis) isQuestion(v int) bool {
	s := a.sentence(v)
	last := s.End - 1
	for last > s.First && (a.tok(last).Form == "\"" || a.tok(last).Form == "”") {
		last--
	}
	return a.tok(last).Form == "?"
}

// context walks from clause i up to the root: conditions, purposes and plans
// weaken what stands under them; the nearest verb of saying gives the
// speaker. from is the clause that the walk began at.
func (a *analysis) context(i, from, depth int) (schema.Status, *operand) {
	if depth > 25 {
		return schema.Asserted, nil
	}
	status, speaker := schema.Asserted, (*operand)(nil)
	add := func(s schema.Status, who *operand) {
		status = stronger(status, s)
		if speaker == nil {
			speaker = who
		}
	}
	if who, ok := a.beside(i, from); ok {
		add(schema.Claimed, who)
	}
	h := a.tok(i).Head
	if h < 0 {
		a.quotedContext(i, from, add)
		return status, speaker
	}
	if a.isAside(i) {
		return status, speaker // the writer's own remark, whatever it stands beside
	}
	switch {
	case a.is(i, "ccomp", "csubj"), a.tok(i).Deprel == "acl" && a.mark(i) == "that":
		if s, who, ok := a.attitude(h, i); ok {
			add(s, who)
		}
	case a.is(i, "xcomp") && a.child(h, "obj", "iobj") >= 0:
		if s := chainStatus(a.lemma(h)); s != schema.Asserted {
			who := first(a.subjectOf(h, 0))
			add(s, who)
		}
	case a.is(i, "xcomp"):
		if i != from || !a.inChain(from) {
			add(chainStatus(a.lemma(h)), nil)
		}
	case a.is(i, "advcl"):
		if charged, ok := a.charge(i); ok {
			add(charged, first(a.govern(a.subjectOf(h, 0))))
		}
		switch a.mark(i) {
		case "if", "unless", "whether", "in case", "lest", "so":
			add(schema.Possible, nil)
		case "to":
			add(schema.Planned, nil)
		case "before", "until", "till":
			if a.tok(i).XPOS != "VBD" && a.child(i, "aux") < 0 && a.tok(i).XPOS != "VBG" {
				add(schema.Possible, nil)
			}
		}
	case a.is(i, "acl") && a.mark(i) == "to":
		add(schema.Planned, nil)
	case a.is(i, "acl") && a.tok(i).Deprel != "acl:relcl" && a.tok(i).XPOS == "VBG" && a.hypothetical(h):
		add(schema.Possible, nil)
	}
	if status != schema.Asserted && speaker != nil {
		// an outer speaker only reports the inner one
		return status, speaker
	}
	outer, who := a.above(h, i, from, depth)
	add(outer, who)
	if speaker == nil {
		a.quotedContext(i, from, add)
	}
	return status, speaker
}

// above is the context of the head of i; a noun's clause only counts where
// the clause of i is no independent part of it.
func (a *analysis) above(h, i, from, depth int) (schema.Status, *operand) {
	status, speaker := a.context(h, from, depth+1)
	nonfinite := a.is(i, "advcl") && a.child(i, "nsubj", "aux", "mark") < 0 && (a.tok(i).XPOS == "VBG" || a.tok(i).XPOS == "VBN")
	if a.isClause(h) && (nonfinite || i != from && a.isNominal(i) && !a.isClause(i) && !a.is(i, "nsubj")) {
		if own := a.ownStatus(h); own == schema.Possible || own == schema.Planned {
			status = stronger(status, own)
		}
	}
	return status, speaker
}

// charge is the status of what somebody is accused of doing or kept from
// doing: "accused her of lying", "stopped them from leaving".
func (a *analysis) charge(v int) (schema.Status, bool) {
	h := a.tok(v).Head
	if h < 0 || !a.is(v, "advcl") || a.tok(v).XPOS != "VBG" {
		return schema.Asserted, false
	}
	switch a.mark(v) {
	case "of", "with", "for":
		switch a.lemma(h) {
		case "accuse", "suspect", "charge", "blame", "criticize", "criticise", "fault":
			return schema.Claimed, true
		}
	case "from":
		switch a.lemma(h) {
		case "stop", "prevent", "keep", "ban", "bar", "block", "prohibit", "deter", "discourage", "restrain":
			return schema.Negated, true
		}
	}
	return schema.Asserted, false
}

// isAside reports an apposition behind a dash ("... — an action both
// denounced"), a participle before the subject ("Meeting in Paris, they
// said ...") and one behind "since" ("since taking office"): what they say is not part of what is reported around them.
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

// hypothetical reports nouns of mere possibility: "in the event of an attack".
func (a *analysis) hypothetical(n int) bool {
	switch a.lemma(n) {
	case "event", "case", "possibility", "prospect", "risk", "threat", "chance", "danger", "likelihood":
		return true
	}
	return false
}

func chainStatus(lemma string) schema.Status {
	switch {
	case achieves[lemma]:
		return schema.Asserted
	case misses[lemma]:
		return schema.Negated
	case seems[lemma]:
		return schema.Possible
	case intends[lemma]:
		return schema.Planned
	}
	return schema.Possible
}

// attitude is what verb, adjective or noun h says of its content clause.
func (a *analysis) attitude(h, content int) (schema.Status, *operand, bool) {
	lemma := a.lemma(h)
	who := first(a.govern(a.subjectOf(h, 0)))
	if a.isNominal(h) && !a.isVerb(h) && a.child(h, "cop") < 0 {
		who = first(a.possessor(h))
		if who == nil {
			who = first(a.phrase(h))
		}
	}
	if a.is(h, "acl") && a.tok(h).Deprel != "acl:relcl" { // "comments by Japan's leader suggesting Tokyo could ..."
		if p := first(a.possessor(a.tok(h).Head)); p != nil {
			who = p
		}
	}
	if a.isPassive(h) {
		who = first(a.agent(h))
	}
	negated := a.ownStatus(h) == schema.Negated
	switch {
	case doubts[lemma], lemma == "skeptical", lemma == "sceptical", lemma == "doubtful", lemma == "unsure", lemma == "unconvinced", negated && (lemma == "believe" || lemma == "think"):
		return schema.Doubted, who, true
	case lemma == "remain" || lemma == "stay" || lemma == "be":
		for _, x := range a.children(h, "xcomp", "acl", "amod") {
			if s, _, ok := a.attitude(x, content); ok && x != content && s == schema.Doubted {
				return s, who, true
			}
		}
		return schema.Claimed, who, true
	case denies[lemma]:
		return schema.Denied, who, true
	case factive[lemma] && !negated:
		return schema.Asserted, nil, false
	case negated && (factive[lemma] || lemma == "show" || lemma == "mean" || lemma == "suggest" || lemma == "guarantee" || lemma == "ensure"):
		return schema.Possible, nil, true // "the tests do not prove that ..."
	case lemma == "order", lemma == "want", lemma == "demand", lemma == "insist", lemma == "propose", lemma == "recommend", lemma == "ensure", lemma == "urge":
		return schema.Planned, who, true
	case lemma == "whether", a.mark(content) == "whether", a.mark(content) == "if":
		return schema.Possible, who, true
	}
	return schema.Claimed, who, true
}

func first(ops []operand) *operand {
	if len(ops) == 0 {
		return nil
	}
	return &ops[0]
}

// beside finds attribution that stands next to clause i: "according to the
// Herald", "..., CCTV reported". What a medium reports of somebody's words
// stays a fact of the article: the words are public.
func (a *analysis) beside(i, from int) (*operand, bool) {
	for _, k := range a.kids[i] {
		var who *operand
		switch {
		case a.is(k, "obl") && a.preposition(k) == "according to":
			who = first(a.govern(a.operands(k)))
			if who == nil || who.who == nil {
				t := literal(a.phraseText(k))
				who = &operand{Term: t, head: k}
			}
		case a.is(k, "parataxis") && k != from && a.isVerb(k) && a.speaks(k) && a.child(k, "ccomp", "obj") < 0 && a.child(k, "nsubj") >= 0 && !a.descends(from, k):
			who = first(a.govern(a.subjectOf(k, 0)))
		default:
			continue
		}
		if i == from && a.speaks(i) && speech[a.lemma(i)] {
			continue
		}
		return who, true
	}
	return nil, false
}

// descends reports whether token i lies under h.
func (a *analysis) descends(i, h int) bool {
	for n := 0; n < 60 && i >= 0; n++ {
		if i == h {
			return true
		}
		i = a.tok(i).Head
	}
	return false
}

// quotedContext attributes what stands between quotation marks and has no
// speaker in its own clause: a sentence of a longer quotation, or the words
// of the person whose doings the sentence tells.
func (a *analysis) quotedContext(i, from int, add func(schema.Status, *operand)) {
	q := a.quoteAt[from]
	if q < 0 || a.quotes[q].end-a.quotes[q].first < 4 {
		return
	}
	add(schema.Claimed, a.quoteSpeaker(q))
}

// quoteSpeaker is who says quotation q: the subject of the nearest verb of
// saying in its paragraph, rather behind it than before it.
func (a *analysis) quoteSpeaker(q int) *operand {
	lo, hi := a.quotes[q].first, min(a.quotes[q].end, len(a.doc.Tokens))
	tellers := a.tellers()
	next, _ := slices.BinarySearch(tellers, lo)
	best, distance := -1, 1<<30
	consider := func(k, d int) {
		if a.sentence(tellers[k]).Paragraph == a.sentence(lo).Paragraph && d < distance {
			best, distance = tellers[k], d
		}
	}
	if next > 0 {
		consider(next-1, 2*(lo-tellers[next-1]))
	}
	if next < len(tellers) {
		consider(next, max(0, tellers[next]-hi))
	}
	if best < 0 {
		return nil
	}
	return first(a.govern(a.subjectOf(best, 0)))
}

// tellers are the verbs of saying outside of quotations that have a subject.
func (a *analysis) tellers() []int {
	if a.telling == nil {
		a.telling = []int{}
		for v := range a.doc.Tokens {
			if a.quoteAt[v] < 0 && a.isVerb(v) && speech[a.lemma(v)] && a.child(v, "nsubj") >= 0 {
				a.telling = append(a.telling, v)
			}
		}
	}
	return a.telling
}
