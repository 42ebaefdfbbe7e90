package extract

import "github.com/quadwire/quadwire/schema"

// controlFrames are the contents of verb chains and of orders: "agreed to
// pursue steps" plans to pursue them, "urged China to join hands" wants China
// to.
func (a *analysis) controlFrames(v int) []frame {
	if !a.isVerb(v) || !a.is(v, "xcomp") && !a.inChain(v) {
		return nil
	}
	h := a.tok(v).Head
	if a.is(v, "conj") {
		for h >= 0 && a.is(h, "conj") {
			h = a.tok(h).Head
		}
		if h >= 0 && a.is(h, "xcomp", "advcl") {
			h = a.tok(h).Head
		}
	}
	if h < 0 || !a.isVerb(h) {
		return nil
	}
	if h := a.tok(v).Head; a.prospective(h) && a.complement(h) == v {
		return nil
	}
	if aspect[a.lemma(v)] && a.complement(v) >= 0 {
		return nil // what begins or continues is told by the verb below
	}
	for aspect[a.lemma(h)] && a.inChain(h) {
		h = a.tok(h).Head
	}
	subjects := a.subjects(v, 0)
	object := a.child(h, "obj", "iobj")
	status := chainStatus(a.lemma(h))
	outer, speaker := a.statusOf(h)
	if a.isPassive(h) && status == schema.Asserted {
		status = schema.Planned
	}
	var out []frame
	for _, c := range a.chains(v) {
		for _, fr := range a.chainFrames(c, subjects) {
			fr.status = stronger(stronger(a.ownStatus(v), status), outer)
			fr.speaker = speaker
			if speaker == nil && object >= 0 && fr.status != schema.Asserted {
				fr.speaker = first(a.govern(a.subjectOf(h, 0)))
			}
			out = append(out, fr)
		}
	}
	return out
}
