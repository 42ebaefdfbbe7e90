package extract

import (
	"slices"

	"github.com/quadwire/quadwire/extract/lexicon"
)

// says reports a verb of saying or thinking, by its lemma: one that can have
// a quotation.
func says(lemma string) bool {
	att, ok := lexicon.AttitudeOf(lemma, lexicon.That)
	if !ok {
		return false
	}
	switch att.Class {
	case "speech", "thought", "order", "evidence":
		return true
	}
	return false
}

// speaks reports whether verb v is one of saying or thinking.
func (a *analysis) speaks(v int) bool {
	lemma := a.lemma(v)
	if att, ok := lexicon.AttitudeOf(lemma, lexicon.That); ok {
		switch att.Class {
		case "speech", "thought", "order", "evidence", "doubt", "denial":
			return true
		}
	}
	senses := lexicon.VerbSenses(lemma)
	return len(senses) > 0 && (senses[0] == "communication" || senses[0] == "cognition")
}

// intends reports a verb of planning or of wanting something of others.
func intends(lemma string) bool {
	for _, c := range []lexicon.Complement{lexicon.To, lexicon.Obj} {
		if att, ok := lexicon.AttitudeOf(lemma, c); ok && (att.Positive == "planned" || att.Class == "permission") {
			return true
		}
	}
	return false
}

// misses reports a verb of what does not come about: "refuse", "fail".
func misses(lemma string) bool {
	att, ok := lexicon.AttitudeOf(lemma, lexicon.To)
	return ok && att.Positive == "false"
}

// attitude is what verb, adjective or noun h says of its content clause, and
// who says so; ok is false where it says nothing.
func (a *analysis) attitude(h, content int) (effect string, who *operand, ok bool) {
	who = a.holder(h)
	lemma := a.lemma(h)
	if lemma == "remain" || lemma == "stay" || lemma == "be" { // "remain skeptical that"
		for _, x := range a.children(h, "xcomp", "acl", "amod") {
			if x != content {
				if att, ok := lexicon.AttitudeOf(a.form(x), lexicon.That); ok {
					return att.Positive, who, true
				}
			}
		}
	}
	att, known := lexicon.AttitudeOf(lemma, lexicon.That)
	if prt := a.child(h, "compound:prt"); prt >= 0 {
		if with, ok := lexicon.AttitudeOf(lemma+" "+a.form(prt), lexicon.That); ok { // "ruled out that"
			att, known = with, true
		}
	}
	if !known && a.tok(h).UPOS == "NOUN" {
		if verb, _, ok := lexicon.Nominal(lemma); ok {
			att, known = lexicon.AttitudeOf(verb, lexicon.That)
		}
	}
	if v, denial, ok := a.denied(h); ok { // "rejected claims that": whoever claims, it is denied
		effect = denial.Positive
		if a.statusNegated(v) {
			effect = denial.Negative
		}
		who = first(a.govern(a.subjectOf(v, 0)))
		if a.isPassive(v) {
			who = first(a.agent(v))
		}
		return effect, who, true
	}
	effect = att.Positive
	if !known {
		effect = "claimed"
	}
	if negated := a.statusNegated(h); negated && known {
		effect = att.Negative
	} else if negated {
		effect = "open"
	}
	if att.Class == "denial" && a.neither(h) { // "would neither confirm nor deny that"
		return "possible", nil, true
	}
	switch att.Class {
	case "evidence":
		if who == nil && effect == "claimed" && a.quoteAt[h] < 0 {
			return "", nil, false // "It shows that they are willing": the article says so
		}
	case "factive", "implicative", "perception", "result", "seeming":
		if effect != "true" {
			who = nil // "the tests do not prove that ..." attributes nothing
		}
	}
	if s := a.child(h, "nsubj"); lemma == "hear" && s >= 0 && courts[a.lemma(s)] {
		return "claimed", nil, true // "the court heard that he had lied"
	}
	if demands[lemma] && a.isSubjunctive(content) {
		return "planned", who, true
	}
	switch {
	case a.mark(content) == "whether" || a.mark(content) == "if" && a.isVerb(h):
		if att.Class != "doubt" && lemma != "ask" && lemma != "wonder" {
			who = nil // "have not confirmed whether": they say nothing
		}
		return "possible", who, true
	case effect == "true":
		if a.quoteAt[h] >= 0 || a.tok(h).UPOS == "ADJ" && who != nil {
			return "claimed", who, true
		}
		return "", nil, false
	}
	return effect, who, true
}

// courts are bodies before which things are claimed.
var courts = set("court", "jury", "inquest", "tribunal", "hearing", "inquiry", "trial", "committee", "panel")

// demands are verbs whose content may be what somebody wants: "insisted that the union agree".
var demands = set("insist", "suggest", "demand", "propose", "recommend", "ask", "urge", "request", "require", "order", "stipulate", "advise", "plead", "move")

// isSubjunctive reports a clause whose verb has no ending where its subject or the tense would give it one.
func (a *analysis) isSubjunctive(v int) bool {
	if a.child(v, "aux") >= 0 && a.form(a.child(v, "aux")) != "be" {
		return false
	}
	if k := a.child(v, "aux:pass", "cop"); k >= 0 {
		return a.form(k) == "be"
	}
	if a.tok(v).XPOS == "VB" {
		return true
	}
	h := a.tok(v).Head
	return a.tok(v).XPOS == "VBP" && h >= 0 && a.tok(h).XPOS == "VBD"
}

// denied reports whether what h calls a report, a claim or the like is denied, by which verb.
func (a *analysis) denied(h int) (v int, att lexicon.Attitude, ok bool) {
	v = a.tok(h).Head
	if v < 0 || !a.isVerb(v) || !a.is(h, "obj", "nsubj:pass") || a.isPassive(v) != (a.tok(h).Deprel == "nsubj:pass") {
		return v, att, false
	}
	att, ok = lexicon.AttitudeOf(a.lemma(v), lexicon.That)
	return v, att, ok && att.Class == "denial"
}

// neither reports a verb behind "nor".
func (a *analysis) neither(h int) bool {
	k := a.child(h, "cc")
	return k >= 0 && a.form(k) == "nor"
}

func (a *analysis) statusNegated(h int) bool {
	for _, k := range a.kids[h] {
		if a.is(k, "advmod", "det", "cc:preconj", "cc") && negative[a.form(k)] && !a.notOnly(k) {
			return true
		}
		if a.is(k, "nsubj") && a.negatedPhrase(k) {
			return true
		}
	}
	return false
}

// holder is who has the attitude that h tells of: its subject, the agent of a
// passive, whose noun it is.
func (a *analysis) holder(h int) *operand {
	switch {
	case a.isPassive(h):
		return first(a.agent(h))
	case a.isNominal(h) && !a.isVerb(h) && a.child(h, "cop") < 0:
		if who := first(a.possessor(h)); who != nil {
			return who
		}
		if v := a.tok(h).Head; v >= 0 && a.is(h, "obj") && a.isVerb(v) { // "have hopes that", "voiced fear that"
			return first(a.govern(a.subjectOf(v, 0)))
		}
		if lexicon.Supersense(a.lemma(h)) == "communication" { // "a statement that"
			return first(a.phrase(h))
		}
		return nil
	case a.is(h, "acl") && a.tok(h).Deprel != "acl:relcl": // "comments by Japan's leader suggesting Tokyo could ..."
		if p := first(a.possessor(a.tok(h).Head)); p != nil {
			return p
		}
	}
	return first(a.govern(a.subjectOf(h, 0)))
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
func (a *analysis) beside(i, from int) (effect string, who *operand, ok bool) {
	for _, k := range a.kids[i] {
		effect = "claimed"
		switch {
		case a.is(k, "obl") && a.preposition(k) == "according to" && !a.closesReport(i, k) && !a.descends(from, k) && !a.contrasted(i, k, from):
			who = first(a.govern(a.operands(k)))
			if n, ok := a.relative[k]; ok || a.tok(k).XPOS == "WDT" { // "a report, according to which ..."
				who = nil
				if ok {
					who = first(a.phrase(n))
				}
			} else if who == nil || who.who == nil {
				t := literal(a.phraseText(k))
				who = &operand{Term: t, head: k}
			}
		case a.is(k, "parataxis") && k != from && a.isVerb(k) && a.speaks(k) && (a.child(k, "ccomp", "obj") < 0 || a.goesOnQuoting(k)) && a.child(k, "nsubj") >= 0 && !a.descends(from, k) && !a.contrasted(i, k, from):
			who = first(a.govern(a.subjectOf(k, 0)))
			if att, ok := lexicon.AttitudeOf(a.lemma(k), lexicon.That); ok && att.Class == "denial" {
				effect = "denied"
			}
		default:
			continue
		}
		if att, ok := lexicon.AttitudeOf(a.lemma(i), lexicon.That); i == from && ok && att.Class == "speech" {
			continue
		}
		return effect, who, true
	}
	return "", nil, false
}

// goesOnQuoting reports a speaker behind a comma who after a colon goes on with a quotation: "They will close, she said:
// \"We must.\""
func (a *analysis) goesOnQuoting(k int) bool {
	c := a.child(k, "ccomp")
	lo, _ := a.yield(k)
	return c > k && a.child(k, "obj") < 0 && a.colonBefore(c) && lo > 0 && (a.tok(lo-1).Form == "," || a.tok(lo).Form == ",")
}

// contrasted reports a clause from behind "but", with a subject of its own, behind an attribution k of clause i:
// "According to the polls they will win, but the party doubts it".
func (a *analysis) contrasted(i, k, from int) bool {
	for n := 0; n < 20 && from >= 0 && from != i; n++ {
		if a.is(from, "conj") && k < from && a.child(from, "nsubj") >= 0 {
			if cc := a.child(from, "cc"); cc >= 0 && a.form(cc) == "but" {
				return true
			}
		}
		from = a.tok(from).Head
	}
	return false
}

// closesReport reports an "according to" that ends the sentence behind
// somebody's reported words: it is the source of the report, not of the words.
func (a *analysis) closesReport(i, k int) bool {
	_, hi := a.yield(k)
	for ; hi < a.sentence(k).End; hi++ {
		if a.tok(hi).UPOS != "PUNCT" {
			return false
		}
	}
	for n := 0; i >= 0 && n < 20; n++ {
		if h := a.tok(i).Head; a.is(i, "ccomp") && h >= 0 && h < k && a.speaks(h) && a.child(h, "nsubj") >= 0 {
			return true
		}
		i = a.tok(i).Head
	}
	return false
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

// quoted attributes what stands between quotation marks and has no speaker in
// its own clause: a sentence of a longer quotation, or the words of the
// person whose doings the sentence tells.
func (c *climb) quoted() {
	q := c.quoteAt[c.from]
	if q < 0 || c.quotes[q].end-c.quotes[q].first < 4 {
		return
	}
	c.say("claimed", c.quoteSpeaker(q))
}

// quoteSpeaker is who says quotation q: the subject of the nearest verb of
// saying in its paragraph, rather behind it than before it. A paragraph with
// none goes on with the quotation of the one before.
func (a *analysis) quoteSpeaker(q int) *operand {
	if who, ok := a.speakers[q]; ok {
		return who
	}
	if label, ok := a.turnOf[q]; ok {
		a.speakers[q] = a.turnSpeaker(label)
		return a.speakers[q]
	}
	who := a.nearestTeller(q)
	if who == nil {
		who = a.introduces(q)
	}
	if who == nil {
		who = a.signs(q)
	}
	if who == nil && q > 0 && a.paragraphOf(q)-a.paragraphOf(q-1) <= 1 {
		who = a.quoteSpeaker(q - 1)
	}
	a.speakers[q] = who
	return who
}

// introduces is who says a quotation that has a paragraph of its own, by the one before: "The minister
// said:".
func (a *analysis) introduces(q int) *operand {
	begin := a.quotes[q].first
	if begin <= 0 || begin >= len(a.doc.Tokens) {
		return nil
	}
	n := a.tok(begin).Sentence - 1
	if n < 0 || a.doc.Sentences[n].Paragraph == a.paragraphOf(q) || a.tok(a.doc.Sentences[n].End-1).Form != ":" {
		return nil
	}
	for v := a.doc.Sentences[n].End - 1; v >= a.doc.Sentences[n].First; v-- {
		if a.isVerb(v) && says(a.lemma(v)) && a.child(v, "nsubj") >= 0 {
			return first(a.govern(a.subjectOf(v, 0)))
		}
	}
	return nil
}

// signs is who stands in a line of its own under a quotation: "— Bill Trask, mayor".
func (a *analysis) signs(q int) *operand {
	last := min(a.quotes[q].end, len(a.doc.Tokens)) - 1
	n := a.tok(last).Sentence + 1
	if n >= len(a.doc.Sentences) {
		return nil
	}
	s := a.doc.Sentences[n]
	if s.Paragraph == a.doc.Sentences[n-1].Paragraph || s.End-s.First > 15 || a.tok(s.End-1).Form == "." {
		return nil
	}
	i := s.First
	if f := a.tok(i).Form; f == "—" || f == "–" || f == "-" || f == "--" {
		i++
	}
	if i < s.End && a.nameAt[i] >= 0 && a.byName[a.nameAt[i]] != nil && !a.byName[a.nameAt[i]].isPlace() {
		name := a.doc.Names[a.nameAt[i]]
		who := a.entityOperand(a.byName[a.nameAt[i]], name.End-1, a.doc.Span(name.First, name.End))
		return &who
	}
	return nil
}

func (a *analysis) paragraphOf(q int) int {
	return a.sentence(min(a.quotes[q].first, len(a.doc.Tokens)-1)).Paragraph
}

func (a *analysis) nearestTeller(q int) *operand {
	lo, hi := a.quotes[q].first, min(a.quotes[q].end, len(a.doc.Tokens))
	tellers := a.tellers()
	next, _ := slices.BinarySearch(tellers, lo)
	best, distance := -1, 1<<30
	consider := func(k, d int) {
		if a.sentence(tellers[k]).Paragraph == a.paragraphOf(q) && d < distance {
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
			if a.quoteAt[v] < 0 && a.isVerb(v) && says(a.lemma(v)) && a.child(v, "nsubj") >= 0 {
				a.telling = append(a.telling, v)
			}
		}
	}
	return a.telling
}
