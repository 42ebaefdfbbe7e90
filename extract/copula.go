package extract

import (
	"strings"

	"github.com/quadwire/quadwire/schema"
)

// copulaFrames read "X is Y": roles ("is the capital of"), kinds, properties.
func (a *analysis) copulaFrames(i int) []frame {
	cop := a.child(i, "cop")
	for _, k := range a.children(i, "nsubj") { // a copula of another clause
		if cop >= 0 && cop < k && k < i && cop > a.sentence(i).First && !a.isQuestion(i) && a.child(i, "nsubj") < cop {
			return nil
		}
	}
	if a.form(i) == "far" && a.hasRole(i, "from") && a.child(i, "obl") >= 0 && !a.isNominal(a.child(i, "obl")) {
		return nil // "is far from over"
	}
	if strings.HasPrefix(a.tok(i).XPOS, "W") { // "what is this?"
		return nil
	}
	if a.tok(i).XPOS == "VBD" || a.isHow(i) || (a.lemma(i) == "thing" || a.lemma(i) == "one") && a.tok(i).UPOS == "NOUN" && a.child(i, "amod", "compound") < 0 {
		return nil // "the boat they were in sank", "How big a problem are they?", "they are things I have done"
	}
	if cop < 0 || a.child(i, "expl") >= 0 || a.isVerb(i) && a.mark(i) == "to" || a.toBlame(i) { // "are to meet" is a plan, who is "to blame" blames nobody
		return nil
	}
	fr := frame{head: i, words: []int{cop, i}, subjects: a.subjects(i, 0), state: i, clause: a.child(i, "ccomp"), where: -1}
	if len(fr.subjects) == 0 {
		return nil
	}
	fr.status, fr.speaker = a.statusOf(i)
	fr.args = a.arguments(chain{i})
	return []frame{fr}
}

// isHow reports a predicate that asks how much: "how big a problem".
func (a *analysis) isHow(i int) bool {
	lo, _ := a.yieldWithout(i, func(k int) bool { return a.is(k, "nsubj", "cop", "punct", "cc", "mark") })
	return a.form(lo) == "how"
}

// copulaMeaning names the relation that a copula states.
func (a *analysis) copulaMeaning(p proposition) []proposition {
	i := p.state
	if a.bareIt(i) && (a.tok(i).UPOS == "NUM" || a.isMeasure(i)) {
		return nil
	}
	if a.tok(i).UPOS == "ADJ" || a.tok(i).UPOS == "ADV" || a.isVerb(i) {
		return []proposition{a.property(p, i)}
	}
	if prep := a.preposition(i); prep != "" { // "is in service"
		p.relation = "is_" + relationName(prep)
		p.object = a.operands(i)
		return []proposition{a.orLiteral(p, i)}
	}
	return []proposition{a.role(p, i, "is")}
}

// bareIt reports a subject "it" or "this", which a number is said of as a
// figure, not as a thing.
func (a *analysis) bareIt(i int) bool {
	s := a.child(i, "nsubj")
	return s >= 0 && (a.form(s) == "it" || a.form(s) == "this" || a.form(s) == "that")
}

// property is an adjective: with a prepositional argument it belongs to the
// relation ("is_unique_to"), else it is the value.
func (a *analysis) property(p proposition, i int) proposition {
	if x, prep := a.gerundObject(i); x >= 0 && a.tok(i).UPOS == "ADJ" {
		t := literal(strings.TrimPrefix(a.clauseText(x), prep+" "))
		p.relation, p.value = "is_"+relationName(a.form(i)+" "+prep), &t
		return p
	}
	for n, arg := range p.args {
		if len(arg.ops) > 0 && arg.head > i {
			words := a.form(i)
			for _, k := range a.children(i, "advmod") {
				if k < i && (a.form(k) == "less" || a.form(k) == "more") {
					words = a.form(k) + " " + words // "is less harmful than"
					if k > 0 && a.form(k-1) == "no" {
						words = "no " + words
					}
				}
			}
			p.relation = "is_" + relationName(words+" "+arg.role)
			p.object = arg.ops
			p.args = append(p.args[:n:n], p.args[n+1:]...)
			return p
		}
	}
	p.relation = "is"
	t := literal(a.predicateNominal(i))
	p.value = &t
	if clause := a.child(i, "ccomp"); clause >= 0 {
		p.relation = "is_" + relationName(a.form(i)+" that")
		t := literal(a.clauseText(clause))
		p.value = &t
	}
	return p
}

// predicateNominal is a predicate without its subject, copula and clauses.
func (a *analysis) predicateNominal(i int) string {
	lo, hi := a.yieldWithout(i, func(k int) bool {
		return a.is(k, "nsubj", "cop", "mark", "cc", "conj", "parataxis", "punct", "advcl", "expl", "aux", "csubj", "acl", "obl") && !(a.is(k, "advcl", "xcomp") && a.tok(i).UPOS == "ADJ" && a.mark(k) == "to")
	})
	if cop := a.child(i, "cop"); cop >= lo && cop < i {
		lo = cop + 1
	}
	for lo < i && (a.is(lo, "advmod") && negative[a.form(lo)] || a.is(lo, "cop", "aux", "nsubj") || a.is(lo, "det")) && a.form(lo+1) != "less" && a.form(lo+1) != "more" {
		lo++
	}
	return a.doc.Span(lo, hi)
}

func (a *analysis) orLiteral(p proposition, i int) proposition {
	if len(p.object) == 0 {
		t := literal(a.predicateNominal(i))
		p.value = &t
	}
	return p
}

// role is a noun said of the subject: "is_president_of" with whom it belongs
// to, else "is" with the concept. verb is "is", "became" or the like.
func (a *analysis) role(p proposition, i int, verb string) proposition {
	noun := a.roleName(i)
	if of := a.belongsTo(i); len(of) > 0 && (!parts[a.lemma(i)] || a.lemma(i) == "part" || a.lemma(i) == "member") && noun != "" && a.nameAt[i] < 0 {
		p.relation = verb + "_" + relationName(noun) + "_of"
		p.object = of
		p.args = dropRole(p.args, "of")
		return p
	}
	p.relation = verb
	for _, k := range a.conjuncts(i) {
		p.object = append(p.object, a.phrase(k)...)
	}
	if len(p.object) == 1 && p.object[0].quantity != nil && p.object[0].who != nil && p.object[0].who.concept && a.child(i, "nummod") >= 0 {
		t := literal(a.predicateNominal(i))
		p.object, p.value = nil, &t
	}
	return a.orLiteral(p, i)
}

func dropRole(args []argument, role string) []argument {
	out := args[:0:0]
	for _, arg := range args {
		if arg.role != role {
			out = append(out, arg)
		}
	}
	return out
}

// roleName is a noun with the modifiers that belong to the role: "national
// security adviser", without names of countries.
func (a *analysis) roleName(i int) string {
	lo, _ := a.modifiers(i)
	for lo < i && (a.nameAt[lo] >= 0 || a.tok(lo).UPOS == "PUNCT") {
		lo++
	}
	words := clean(a.doc.Span(lo, i))
	return strings.TrimSpace(strings.ToLower(words + " " + a.tok(i).Lemma))
}

// belongsTo is what a role noun is the role in or of: possessor, "of" phrase
// or the country before it.
func (a *analysis) belongsTo(i int) []operand {
	for _, k := range a.children(i, "nmod", "obl") {
		if p := a.preposition(k); p == "of" && a.child(k, "nummod") < 0 {
			return a.operands(k)
		}
	}
	return a.possessor(i)
}

// linking completes a proposition of a linking verb: "remains a key partner
// of", "became president", "remain skeptical that".
func (a *analysis) linking(p *proposition, v int) bool {
	verb := "is"
	switch a.lemma(v) {
	case "remain", "stay":
	case "become":
		verb = "became"
	case "seem", "appear":
	default:
		return false
	}
	x := a.child(v, "xcomp", "obj")
	if x < 0 || a.isVerb(x) {
		return false
	}
	if appears[a.lemma(v)] {
		p.status = stronger(p.status, schema.Possible)
	}
	inner := *p
	for _, s := range a.arguments(chain{x}) {
		if s.form == phraseSlot {
			a.placeArgument(&inner, s)
		}
	}
	if a.tok(x).UPOS == "ADJ" {
		inner = a.property(inner, x)
		if c := a.child(v, "ccomp"); c >= 0 {
			t := literal(a.clauseText(c))
			inner.relation, inner.value, inner.object = "is_"+relationName(a.form(x)+" that"), &t, nil
		}
	} else {
		inner = a.role(inner, x, verb)
	}
	inner.words = append(append([]int{}, p.words...), x)
	*p = inner
	return true
}
