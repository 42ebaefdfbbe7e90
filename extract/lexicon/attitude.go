package lexicon

import _ "embed"

// attitudes is the table of [AttitudeOf], written by hand and sorted:
// word and complement, class, value, value under negation.
//
//go:embed attitudes.tsv
var attitudes string

// An Attitude is what a predicate says of the truth of its complement, when
// it holds itself and when it is negated: "managed to sign" means that it was
// signed, "did not manage to sign" that it was not.
//
// The values are "true", "false", "planned", "possible", "claimed",
// "doubted", "denied", "open" for nothing, and "able" for what is true of the
// past and possible else.
type Attitude struct {
	Class              string // implicative, factive, aspect, seeming, intention, claim, causative, permission, preventive, perception, order, wish, accusation, thought, speech, doubt, denial, evidence, result, question
	Positive, Negative string
}

// Complement is how a predicate takes what it speaks of.
type Complement string

// The complements that the table tells apart, beside participles behind other
// prepositions, which are called by those: "succeed in", "worry about".
const (
	That Complement = "that" // a finite clause: "said that", "doubts whether"
	To   Complement = "to"   // an infinitive or participle of the same subject: "agreed to", "denied taking"
	Obj  Complement = "obj"  // one whose subject is the object: "urged them to", "was said to"
	Of   Complement = "of"   // a participle behind of, with or for: "accused them of", "charged with"
	From Complement = "from" // a participle behind from: "kept them from"
)

// AttitudeOf gives the attitude of a verb, adjective or noun, by its lemma,
// towards a complement of the kind.
//
// The table is written for this program. Its
// classes and the way that they behave under negation follow Karttunen
// (Implicative Verbs, Language 47, 1971; Simple and Phrasal Implicatives,
// *SEM 2012) and Nairn, Condoravdi and Karttunen (Computing Relative Polarity
// for Textual Inference, ICoS 2006); factives Kiparsky and Kiparsky (Fact, 1970).
func AttitudeOf(lemma string, complement Complement) (a Attitude, ok bool) {
	v, ok := value(attitudes, lemma+" "+string(complement))
	if !ok {
		return Attitude{}, false
	}
	class, rest := field(v)
	positive, negative := field(rest)
	return Attitude{Class: class, Positive: positive, Negative: negative}, true
}
