package extract

import (
	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/schema"
)

// controlFrames are the contents of verb chains, of orders and of adjectives
// that take an infinitive: "agreed to pursue steps" plans to pursue them,
// "urged China to join hands" wants China to, "is ready to sign".
func (a *analysis) controlFrames(v int) []frame {
	if !a.isVerb(v) || !a.isControlled(v) {
		return nil
	}
	if h := a.tok(v).Head; a.prospective(h) && a.complement(h) == v {
		return nil
	}
	if h := a.tok(v).Head; h >= 0 && a.lemma(h) == "use" && a.isPassive(h) {
		return nil // "is used to tax schools": who taxes is not said
	}
	if h := a.tok(v).Head; h >= 0 && a.isVerb(h) {
		switch {
		case a.hedges(h):
			return nil
		case a.orders(h) && a.ownStatus(v) == schema.Negated:
			return nil // "urged fans not to enter": whether they did is not said
		case a.tok(v).XPOS == "VBG" && consists[a.lemma(h)] && a.mark(v) == "":
			return nil // "The challenges include designing it": who designs is not said
		case (a.lemma(h) == "try" || a.lemma(h) == "attempt") && a.tok(h).XPOS == "VBD" && a.is(v, "xcomp") && !a.inVain(h) && a.ownStatus(h) != schema.Negated:
			return nil // "tried to enter": whether they did is not said
		}
	}
	if aspect[a.lemma(v)] && a.complement(v) >= 0 {
		return nil // what begins or continues is told by the verb below
	}
	subjects := a.subjects(v, 0)
	var out []frame
	for _, c := range a.chains(v) {
		out = append(out, a.chainFrames(c, subjects)...)
	}
	return out
}

// orders reports a verb of what somebody wants of others.
func (a *analysis) orders(h int) bool {
	att, ok := lexicon.AttitudeOf(a.lemma(h), lexicon.Obj)
	return ok && att.Class == "order" && (a.child(h, "obj", "iobj") >= 0 || a.isPassive(h))
}

// consists are verbs whose participle names what something is or takes.
var consists = set("include", "involve", "mean", "require", "entail", "necessitate", "comprise", "justify", "permit", "prevent")

// isControlled reports whether v is, or is coordinated with, the infinitive or
// participle of another predicate and has no subject of its own.
func (a *analysis) isControlled(v int) bool {
	if a.inChain(v) {
		return true
	}
	for n := 0; n < 10 && a.is(v, "conj") && a.child(v, "nsubj") < 0; n++ {
		v = a.tok(v).Head
	}
	h := a.tok(v).Head
	return h >= 0 && a.is(v, "xcomp") && (a.isVerb(h) || a.isClause(h) || a.tok(h).UPOS == "ADJ")
}
