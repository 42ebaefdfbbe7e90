package extract

import (
	"slices"
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/schema"
)

// assignRoles notes for each person the titles before and beside the name, so
// that groups ("both leaders") and pronouns can be resolved by them.
func (a *analysis) assignRoles() {
	for n, e := range a.byName {
		if e == nil || !e.isPerson() {
			continue
		}
		lo, hi := a.titleBefore(n)
		if lo == hi {
			continue
		}
		words := strings.ToLower(clean(a.doc.Span(lo, hi)))
		if e.role == "" && !a.bygone(lo) {
			e.role = words
		}
		if h := a.holderBefore(lo); h != nil && h.who.isCountry() && e.country == "" {
			e.country = h.who.name
		}
		if e.gender == 0 {
			e.gender = lexicon.NounGender(words)
		}
	}
}

// titleBefore is the range of the title in front of name n: "national
// security adviser"; empty where there is none.
func (a *analysis) titleBefore(n int) (lo, hi int) {
	name := a.doc.Names[n]
	first, _, _ := a.nameText(name)
	start := a.sentence(first).First
	hi = first
	for lo = max(start, hi-6); lo < hi; lo++ {
		if !a.titleLike(lo, hi) {
			continue
		}
		if _, ok := lexicon.Title(strings.ToLower(clean(a.doc.Span(lo, hi)))); ok {
			return lo, hi
		}
	}
	if hi > start && a.personNoun(hi-1) { // "analyst Maryann Keller"
		return hi - 1, hi
	}
	return hi, hi
}

func (a *analysis) titleLike(lo, hi int) bool {
	if a.tok(hi-1).UPOS == "ADJ" && a.tok(hi-1).Form == strings.ToLower(a.tok(hi-1).Form) {
		return false // "a major Warhol show"
	}
	for i := lo; i < hi; i++ {
		switch a.tok(i).UPOS {
		case "NOUN", "PROPN", "ADJ":
		case "PUNCT":
			if i == lo || a.tok(i).Form != "-" {
				return false
			}
		case "ADP":
			if i == lo || i == hi-1 {
				return false
			}
		default:
			return false
		}
	}
	return true
}

func (a *analysis) personNoun(i int) bool {
	return a.tok(i).XPOS == "NN" && a.nameAt[i] < 0 && lexicon.Supersense(a.lemma(i)) == "person"
}

// holderBefore is the country or organisation whose title stands at token
// lo: "Chinese President", "South Korea's adviser", "Senate Majority leader".
func (a *analysis) holderBefore(lo int) *operand {
	i := lo - 1
	start := 0
	if lo < len(a.doc.Tokens) {
		start = a.sentence(lo).First
	}
	for i >= start && (a.tok(i).XPOS == "POS" || a.tok(i).UPOS == "ADJ" && a.nameAt[i] < 0) {
		i--
	}
	if i < start {
		return nil
	}
	n := a.nameAt[i]
	if n < 0 || a.byName[n] == nil || a.byName[n].isPerson() {
		return nil
	}
	ops := []operand{a.entityOperand(a.byName[n], i, a.doc.Span(a.doc.Names[n].First, a.doc.Names[n].End))}
	if !a.localRole(lo) {
		ops = a.govern(ops)
	}
	return &ops[0]
}

// localRole reports a title that somebody has of a city and not of a state: "Madrid coach Ana Ruiz".
func (a *analysis) localRole(lo int) bool {
	for i := lo; i < min(lo+4, len(a.doc.Tokens)) && a.nameAt[i] < 0 && a.tok(i).Sentence == a.tok(lo).Sentence; i++ {
		if localRoles[a.lemma(i)] {
			return true
		}
	}
	return false
}

var localRoles = set("owner", "founder", "landlord", "tenant", "chef", "guest", "architect", "curator", "coach", "manager", "trainer", "striker", "goalkeeper", "keeper", "midfielder", "defender", "forward", "winger", "playmaker", "captain", "player", "fan", "supporter", "mayor", "councillor", "councilor", "alderman", "resident", "native", "correspondent", "bishop", "archbishop", "cardinal", "rabbi", "imam", "lawyer", "shopkeeper", "banker", "broker", "trader", "student", "teacher", "doctor", "artist", "writer", "journalist", "photographer", "driver")

// titleFrames read titles and role nouns in front of names: "Chinese
// President Xi Jinping", "automaker Chrysler".
func (a *analysis) titleFrames(i int) []frame {
	n := a.nameAt[i]
	if n < 0 || a.doc.Names[n].First != i || a.byName[n] == nil {
		return nil
	}
	e := a.byName[n]
	first, end, text := a.nameText(a.doc.Names[n])
	subject := []operand{a.entityOperand(e, end-1, text)}
	if e.isPerson() {
		lo, hi := a.titleBefore(n)
		if lo == hi || lexicon.Honorific(a.doc.Span(lo, hi)) {
			return nil
		}
		if x := a.tok(hi - 1).XPOS; x == "NNS" || x == "NNPS" { // all who are named behind it without titles of their own
			heads := a.conjuncts(end - 1)
			if first != end-1 {
				heads = append(slices.Clone(heads), a.conjuncts(first)...)
			}
			for _, k := range heads {
				m := a.nameAt[k]
				if m <= n || a.byName[m] == nil || !a.byName[m].isPerson() {
					continue
				}
				if lo, hi := a.titleBefore(m); lo == hi {
					subject = append(subject, a.entityOperand(a.byName[m], k, a.phraseText(k)))
				}
			}
		}
		return a.heldTitle(lo, hi, subject)
	}
	if k := first - 1; e.isOrganization() && k >= a.sentence(first).First && a.describes(k) {
		return a.kindFrame(k, subject)
	}
	return nil
}

// describes reports whether token k is a noun that says what the
// organisation named right behind it is.
func (a *analysis) describes(k int) bool {
	if a.nameAt[k] >= 0 || a.tok(k).XPOS != "NN" || a.under(k, k+1) < 0 && a.under(k, a.tok(k+1).Head) < 0 {
		return false
	}
	switch lexicon.Supersense(a.lemma(k)) {
	case "group", "person", "":
		return true
	}
	return false
}

// kindFrame says what kind of thing a name is, and whose: "Airbus parent
// EADS", "automaker Chrysler".
func (a *analysis) kindFrame(k int, subject []operand) []frame {
	if h := a.holderBefore(k); h != nil && !h.who.isCountry() {
		return presumed(newFrame(k, "is_"+relationName(a.lemma(k))+"_of", subject, []operand{*h}))
	}
	kind := a.add(strings.ToLower(a.lemma(k)), "Concept", k)
	kind.mention(k, k+1, "noun")
	return presumed(newFrame(k, "is", subject, []operand{a.entityOperand(kind, k, a.tok(k).Form)}))
}

func (a *analysis) heldTitle(lo, hi int, subject []operand) []frame {
	words := strings.ToLower(clean(a.doc.Span(lo, hi)))
	if x := a.tok(hi - 1).XPOS; (x == "NNS" || x == "NNPS") && strings.HasSuffix(words, "s") { // "Ministers Ana Ruiz and Jan Novak"
		one := strings.TrimSuffix(a.form(hi-1), "s")
		if _, ok := lexicon.Title(one); ok || lexicon.Supersense(one) == "person" {
			words = strings.TrimSuffix(words, "s")
		}
	}
	verb := "is"
	if a.bygone(lo) {
		verb = "was"
	}
	fr := newFrame(hi-1, verb, subject, nil)
	if h := a.holderBefore(lo); h != nil {
		fr.name = verb + "_" + relationName(words) + "_of"
		fr.objects = known([]operand{*h})
	} else {
		for k := lo - 1; k >= a.sentence(lo).First && a.tok(k).XPOS == "NN" && a.is(k, "compound") && a.nameAt[k] < 0; k-- {
			lo, words = k, strings.ToLower(a.doc.Text[a.tok(k).Start:a.tok(lo).Start])+words // "union leader"
		}
		kind := a.add(words, "Concept", lo)
		kind.mention(lo, hi, "noun")
		text := a.doc.Span(lo, hi)
		if !strings.EqualFold(clean(text), words) {
			text = words // "Presidents Ruiz and Novak": each is a president
		}
		fr.objects = known([]operand{a.entityOperand(kind, hi-1, text)})
	}
	fr.words = tokens(lo, hi)
	return presumed(fr)
}

// bygone reports a title that is no longer held: "former Chilean President".
func (a *analysis) bygone(lo int) bool {
	for i := lo - 1; i >= a.sentence(lo).First; i-- {
		if bygoneWords[a.form(i)] {
			return true
		}
		if u := a.tok(i).UPOS; a.nameAt[i] < 0 && u != "ADJ" && u != "PUNCT" || a.tok(i).Form == "," {
			return false
		}
	}
	return false
}

// isFormer reports a role noun with "former" or the like.
func (a *analysis) isFormer(noun int) bool {
	return slices.ContainsFunc(a.children(noun, "amod"), func(k int) bool { return bygoneWords[a.form(k)] })
}

// bygoneWords are words for who holds an office no longer.
var bygoneWords = set("former", "ex", "late", "then", "onetime", "ousted", "deposed", "retired", "previous")

// presumed is a frame that holds whatever is said around it.
func presumed(fr frame) []frame {
	fr.status, fr.presumed = schema.Asserted, true
	return []frame{fr}
}

func tokens(lo, hi int) []int {
	out := make([]int, 0, hi-lo)
	for i := lo; i < hi; i++ {
		out = append(out, i)
	}
	return out
}

// appositionFrames read "NAME, the ROLE of X" and "the ROLE of X, NAME".
func (a *analysis) appositionFrames(i int) []frame {
	if !a.is(i, "appos") || a.tok(i).Head < 0 || a.isExcluded(i) {
		return nil
	}
	h := a.tok(i).Head
	name, noun := h, i
	if a.nameOperand(name) == nil {
		name, noun = i, h
	}
	subject := a.nameOperand(name)
	if subject == nil || a.nameOperand(noun) != nil || !a.isNominal(noun) || a.tok(noun).UPOS != "NOUN" {
		return nil
	}
	if !a.sameSort(subject[0].who, noun) {
		return nil
	}
	fr := newFrame(noun, "is", subject, nil)
	fr.state, fr.objects = noun, []slot{{head: noun}}
	return presumed(fr)
}

// sameSort reports whether a noun can be said of the entity: persons are
// what persons are, places and organisations are not.
func (a *analysis) sameSort(e *actor, noun int) bool {
	sense := lexicon.Supersense(a.lemma(noun))
	_, title := lexicon.Title(a.lemma(noun))
	switch {
	case e.isPerson():
		return sense == "person" || title
	case e.isPlace():
		return sense != "person" && sense != "act"
	}
	return sense != "person" && sense != "act" && sense != "time" || sense == "group"
}

// nameOperand is the named entity that token i heads, nil for none.
func (a *analysis) nameOperand(i int) []operand {
	n := a.nameAt[i]
	if n < 0 || a.byName[n] == nil || a.doc.Names[n].Type == "Nationality" && a.tok(i).UPOS == "ADJ" {
		return nil
	}
	return []operand{a.entityOperand(a.byName[n], i, a.phraseText(i))}
}
