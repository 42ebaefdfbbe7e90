package extract

import (
	"strings"

	"github.com/quadwire/quadwire/schema"
)

// copulaFrames read "X is Y": roles ("is the capital of"), kinds, properties.
func (a *analysis) copulaFrames(i int) []frame {
	cop := a.child(i, "cop")
	if cop < 0 || a.child(i, "expl") >= 0 {
		return nil
	}
	fr := frame{head: i, words: []int{cop, i}, subject: a.subjectOf(i, 0)}
	fr.status, fr.speaker = a.statusOf(i)
	if len(fr.subject) == 0 || a.bareIt(i) && (a.tok(i).UPOS == "NUM" || a.isMeasure(i)) {
		return nil
	}
	a.collect(&fr, chain{i})
	if a.tok(i).UPOS == "ADJ" || a.tok(i).UPOS == "ADV" || a.isVerb(i) {
		return a.property(fr, i)
	}
	if prep := a.preposition(i); prep != "" { // "is in service"
		fr.name = "is_" + relationName(prep)
		fr.object = a.operands(i)
		return a.orLiteral(fr, i)
	}
	return a.role(fr, i, "is")
}

// bareIt reports a subject "it" or "this", which a number is said of as a
// figure, not as a thing.
func (a *analysis) bareIt(i int) bool {
	s := a.child(i, "nsubj")
	return s >= 0 && (a.form(s) == "it" || a.form(s) == "this" || a.form(s) == "that")
}

// property is an adjective: with a prepositional argument it belongs to the
// relation ("is_unique_to"), else it is the value.
func (a *analysis) property(fr frame, i int) []frame {
	for n, arg := range fr.args {
		if len(arg.ops) > 0 && arg.head > i {
			fr.name = "is_" + relationName(a.form(i)+" "+arg.role)
			fr.object = arg.ops
			fr.args = append(fr.args[:n:n], fr.args[n+1:]...)
			return []frame{fr}
		}
	}
	fr.name = "is"
	t := literal(a.predicateNominal(i))
	fr.value = &t
	if clause := a.child(i, "ccomp"); clause >= 0 {
		fr.name = "is_" + relationName(a.form(i)+" that")
		t := literal(a.clauseText(clause))
		fr.value = &t
	}
	return []frame{fr}
}

// predicateNominal is a predicate without its subject, copula and clauses.
func (a *analysis) predicateNominal(i int) string {
	lo, hi := a.yieldWithout(i, func(k int) bool {
		return a.is(k, "nsubj", "cop", "mark", "cc", "conj", "parataxis", "punct", "advcl", "expl", "aux", "csubj", "acl", "obl") && !(a.is(k, "advcl", "xcomp") && a.tok(i).UPOS == "ADJ" && a.mark(k) == "to")
	})
	for lo < i && (a.is(lo, "advmod") && negative[a.form(lo)] || a.is(lo, "cop", "aux", "nsubj") || a.is(lo, "det")) {
		lo++
	}
	return a.doc.Span(lo, hi)
}

func (a *analysis) orLiteral(fr frame, i int) []frame {
	if len(fr.object) == 0 {
		t := literal(a.predicateNominal(i))
		fr.value = &t
	}
	return []frame{fr}
}

// role is a noun said of the subject: "is_president_of" with whom it belongs
// to, else "is" with the concept. verb is "is", "became" or the like.
func (a *analysis) role(fr frame, i int, verb string) []frame {
	noun := a.roleName(i)
	if of := a.belongsTo(i); len(of) > 0 && noun != "" && a.nameAt[i] < 0 {
		fr.name = verb + "_" + relationName(noun) + "_of"
		fr.object = of
		fr.args = dropRole(fr.args, "of")
		return []frame{fr}
	}
	fr.name = verb
	for _, k := range a.conjuncts(i) {
		fr.object = append(fr.object, a.phrase(k)...)
	}
	if len(fr.object) == 1 && fr.object[0].quantity != nil && fr.object[0].who != nil && fr.object[0].who.concept && a.child(i, "nummod") >= 0 {
		t := literal(a.predicateNominal(i))
		fr.object, fr.value = nil, &t
	}
	return a.orLiteral(fr, i)
}

func dropRole(args []frameArg, role string) []frameArg {
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

// copular completes a frame of a linking verb: "remains a key partner of",
// "became president", "remain skeptical that".
func (a *analysis) copular(fr *frame, v int) bool {
	lemma := a.lemma(v)
	if lemma != "remain" && lemma != "become" && lemma != "stay" && lemma != "seem" && lemma != "appear" {
		return false
	}
	x := a.child(v, "xcomp", "obj")
	if x < 0 || a.isVerb(x) {
		return false
	}
	verb := "is"
	if lemma == "become" {
		verb = "became"
	}
	if lemma == "seem" || lemma == "appear" {
		fr.status = stronger(fr.status, schema.Possible)
	}
	inner := *fr
	a.collect(&inner, chain{x})
	var out []frame
	if a.tok(x).UPOS == "ADJ" {
		out = a.property(inner, x)
		if c := a.child(v, "ccomp"); c >= 0 && len(out) == 1 {
			t := literal(a.clauseText(c))
			out[0].name, out[0].value, out[0].object = "is_"+relationName(a.form(x)+" that"), &t, nil
		}
	} else {
		out = a.role(inner, x, verb)
	}
	if len(out) != 1 {
		return false
	}
	*fr = out[0]
	fr.words = append(fr.words, x)
	return true
}
