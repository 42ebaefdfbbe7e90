package nlp

import (
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
)

// Repair prepares trees for the reading of facts: names become one phrase with
// the titles before them, and a few attachments that the sentence cannot
// mean are mended. A tree stays a tree, but one that is no longer what the
// treebanks would have.
func Repair(d *Document) {
	r := repairer{d: d, kids: make([][]int, len(d.Tokens))}
	smallNouns(d)
	for _, n := range d.Names {
		r.guarded(d.Sentences[d.Tokens[n.First].Sentence], func() { r.group(n) })
	}
	for _, s := range d.Sentences {
		r.guarded(s, func() {
			for i := s.First; i < s.End; i++ {
				for _, repair := range repairs {
					repair(&r, i)
				}
			}
		})
	}
	for _, n := range d.Names {
		r.guarded(d.Sentences[d.Tokens[n.First].Sentence], func() { r.titled(n); r.inRole(n) })
	}
}

// repairs mend the tree at a token, each where the parser misreads one construction, see repair_clauses.go, repair_headlines.go,
// repair_names.go and repair_speech.go. They are tried in this order at each token of a sentence.
var repairs = []func(r *repairer, i int){
	(*repairer).pastOf,
	(*repairer).unknownSubject,
	(*repairer).missing,
	(*repairer).ruledOut,
	(*repairer).gerundSubject,
	(*repairer).toldClause,
	(*repairer).askedWhether,
	(*repairer).activityNoun,
	(*repairer).beforeNumber,
	(*repairer).headlineVerb,
	(*repairer).primeMinister,
	(*repairer).headlineShares,
	(*repairer).headlinePassive,
	(*repairer).headlinePlan,
	(*repairer).headlineNoun,
	(*repairer).listed,
	(*repairer).it,
	(*repairer).upTo,
	(*repairer).thatClause,
	(*repairer).dayBeforeVerb,
	(*repairer).afterRelative,
	(*repairer).aroundSpeech,
	(*repairer).contentClause,
	(*repairer).twoSubjects,
	(*repairer).sayingParticiple,
	(*repairer).behindSpeaker,
	(*repairer).saidBefore,
	(*repairer).saidToo,
	(*repairer).betweenTwo,
	(*repairer).letterWrote,
	(*repairer).withDoing,
	(*repairer).ledTo,
	(*repairer).editorInChief,
	(*repairer).accordingOne,
	(*repairer).secondWith,
	(*repairer).promising,
	(*repairer).didThen,
	(*repairer).yetTo,
	(*repairer).toldThing,
	(*repairer).inverted,
	(*repairer).saidIn,
	(*repairer).source,
	(*repairer).accused,
	(*repairer).quotedAs,
	(*repairer).whichHas,
	(*repairer).liveLabel,
}

type repairer struct {
	d    *Document
	kids [][]int

	first, end int     // the sentence in hand
	before     []Token // its tokens as they were
}

// guarded undoes changes of a sentence that leave no tree.
func (r *repairer) guarded(s Sentence, change func()) {
	tokens := r.d.Tokens[s.First:s.End]
	r.first, r.end = s.First, s.End
	r.before = append(r.before[:0], tokens...)
	r.index()
	change()
	for i := range tokens {
		h, steps := s.First+i, 0
		for ; h >= 0 && steps <= len(tokens); steps++ {
			h = r.d.Tokens[h].Head
		}
		if h >= 0 {
			copy(tokens, r.before)
			r.index()
			return
		}
	}
}

// index lists the children of all tokens of the sentence in hand.
func (r *repairer) index() {
	for i := r.first; i < r.end; i++ {
		r.kids[i] = r.kids[i][:0]
	}
	for i := r.first; i < r.end; i++ {
		if h := r.d.Tokens[i].Head; h >= 0 {
			r.kids[h] = append(r.kids[h], i)
		}
	}
}

// under reports whether token i is below token top, or is it.
func (r *repairer) under(i, top int) bool {
	for n := 0; i >= 0 && n <= len(r.d.Tokens); n++ {
		if i == top {
			return true
		}
		i = r.d.Tokens[i].Head
	}
	return false
}

func (r *repairer) child(i int, rel string) int {
	for _, k := range r.kids[i] {
		if base, _, _ := strings.Cut(r.d.Tokens[k].Deprel, ":"); base == rel {
			return k
		}
	}
	return -1
}

// isFinite reports a verb form with a tense, or with an auxiliary.
func (r *repairer) isFinite(v int) bool {
	x := r.d.Tokens[v].XPOS
	return x == "VBD" || x == "VBZ" || x == "VBP" || r.child(v, "aux") >= 0
}

// isPerson reports a noun for persons or the name of one.
func (r *repairer) isPerson(i int) bool {
	for _, n := range r.d.Names {
		if n.First <= i && i < n.End {
			return n.Type == "Person"
		}
	}
	noun := strings.ToLower(r.d.Tokens[i].Lemma)
	_, title := lexicon.Title(noun)
	return title || lexicon.Supersense(noun) == "person"
}

// reaches reports whether what stands under token i ends right before token end.
func (r *repairer) reaches(i, end int) bool {
	last := i
	for k := i + 1; k < end; k++ {
		if !r.under(k, i) {
			return false
		}
		last = k
	}
	return last == end-1
}

// begins is the first token from low on that stands under token i.
func (r *repairer) begins(i, low int) int {
	for k := low; k < i; k++ {
		if r.under(k, i) {
			return k
		}
	}
	return i
}

// behindComma reports whether what stands under token i, from low on, begins behind a comma.
func (r *repairer) behindComma(i, low int) bool {
	t, lo := r.d.Tokens, r.begins(i, low)
	return t[lo].Form == "," || lo > r.first && t[lo-1].Form == ","
}
