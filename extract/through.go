package extract

import "github.com/quadwire/quadwire/extract/lexicon"

// throughFrames relate two named entities through the object of a verb:
// "Airbus signed deals with the Royal Saudi Air Force" is signed_deal_with.
func (a *analysis) throughFrames(v int) []frame {
	if !a.isVerb(v) || a.isPassive(v) || a.reducedPassive(v) {
		return nil
	}
	o := a.child(v, "obj")
	if o < 0 || a.isIdiom(v, o) || a.tok(o).UPOS != "NOUN" || a.nameAt[o] >= 0 || len(a.resolved[o]) > 0 {
		return nil
	}
	noun := a.lemma(o)
	if gathering[noun] || travel[noun] || noun == "interview" || countWords[noun] {
		return nil // these are events of their own
	}
	subject := a.actors(v, a.subjectOf(v, 0))
	if !named(subject) {
		return nil
	}
	var out []frame
	for _, k := range append(a.children(o, "nmod"), a.children(v, "obl")...) {
		prep := a.preposition(k)
		if k < o || !relating[prep] {
			continue
		}
		ops := a.operands(k)
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
		fr := frame{head: v, subject: subject, object: object, words: append(a.chainWords(chain{v}), o)}
		fr.name = relationName(past(a.lemma(v)) + " " + noun + " " + prep)
		fr.status, fr.speaker = a.statusOf(v)
		if a.is(v, "xcomp") || a.inChain(v) {
			continue // the chain above tells what becomes of it
		}
		if lexicon.PastTense(a.lemma(v)) == "" {
			continue
		}
		out = append(out, fr)
	}
	return out
}

// relating are prepositions that join the object of a verb with another
// party.
var relating = set("with", "from", "to", "against", "for", "of", "over", "on", "between", "in")
