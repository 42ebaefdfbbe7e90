package nlp

import "strings"

// An inflector sets the features that words get from their place in the tree:
// "they put" is plural, "it" after a verb is accusative, "being" in "is being
// built" is a participle.
type inflector struct {
	tokens []Token
	marks  []inflection
}

// An inflection is what the children of a word say of it.
type inflection struct {
	aux, passive, to bool
	subject          int // token, or -1
	conjuncts        bool
}

// inflect sets such features of all words.
func inflect(d *Document) {
	f := inflector{d.Tokens, make([]inflection, len(d.Tokens))}
	for i := range f.marks {
		f.marks[i].subject = -1
	}
	for i := range f.tokens {
		if h := f.tokens[i].Head; h >= 0 {
			f.child(&f.marks[h], i)
		}
	}
	for i := range f.tokens {
		f.set(i)
	}
}

// child notes what a child says of its head.
func (f *inflector) child(m *inflection, i int) {
	switch rel := f.tokens[i].Deprel; rel {
	case "aux":
		m.aux = true
	case "aux:pass":
		m.passive = true
	case "mark":
		m.to = true
	case "conj":
		m.conjuncts = true
	default:
		if strings.HasPrefix(rel, "nsubj") && m.subject < 0 {
			m.subject = i
			m.passive = m.passive || rel == "nsubj:pass"
		}
	}
}

func (f *inflector) set(i int) {
	t := &f.tokens[i]
	switch t.XPOS {
	case "PRP":
		t.Feats = pronounCase(t)
	case "VBG":
		if t.UPOS == "VERB" {
			t.Feats = f.gerund(i, t.Feats)
		}
	case "VBN":
		if t.UPOS == "VERB" {
			t.Feats = f.voice(i, t.Feats)
		}
	case "VB":
		if t.UPOS == "VERB" {
			t.Feats = f.imperative(i, t.Feats)
		}
	case "VBD", "VBP":
		t.Feats = f.agree(i, t.Feats)
	case "VBZ":
		f.perfect(i)
	}
}

// perfect tells the "'s" of "it's been" and "she's got", which is of "have".
func (f *inflector) perfect(i int) {
	t := &f.tokens[i]
	if t.UPOS != "AUX" || t.Lemma != "be" || i+1 >= len(f.tokens) || !strings.HasSuffix(t.Form, "s") || len(t.Form) > len("’s") || t.Head < i {
		return
	}
	switch strings.ToLower(f.tokens[t.Head].Form) {
	case "been", "got", "had":
		t.Lemma = "have"
		return
	}
	for _, next := range f.tokens[i+1 : min(i+4, len(f.tokens))] {
		if strings.EqualFold(next.Form, "been") {
			t.Lemma = "have"
		}
		if next.UPOS != "ADV" && next.UPOS != "PART" {
			return
		}
	}
}

// pronounCase tells subjects from objects: the forms of "it" and "you" do not.
func pronounCase(t *Token) string {
	if !strings.EqualFold(t.Lemma, "it") && !strings.EqualFold(t.Lemma, "you") {
		return t.Feats
	}
	rel, _, _ := strings.Cut(t.Deprel, ":")
	switch rel {
	case "obj", "iobj", "obl", "nmod":
		if rest, ok := strings.CutPrefix(t.Feats, "Case=Nom"); ok {
			return "Case=Acc" + rest
		}
	case "nsubj", "expl":
		if rest, ok := strings.CutPrefix(t.Feats, "Case=Acc"); ok {
			return "Case=Nom" + rest
		}
	}
	return t.Feats
}

const (
	gerund          = "VerbForm=Ger"
	presentPart     = "Tense=Pres|VerbForm=Part"
	activePart      = "Tense=Past|VerbForm=Part"
	passivePart     = "Tense=Past|VerbForm=Part|Voice=Pass"
	infinitive      = "VerbForm=Inf"
	imperative      = "Mood=Imp|VerbForm=Fin"
	mostConjunction = 20 // conjuncts that are followed to the first one
)

// gerund tells nominal clauses, and those of nouns, from participles.
func (f *inflector) gerund(i int, old string) string {
	if old != gerund && old != presentPart {
		return old
	}
	i = f.first(i)
	rel, _, _ := strings.Cut(f.tokens[i].Deprel, ":")
	switch {
	case f.marks[i].aux:
		return presentPart
	case rel == "acl" || rel == "amod" || rel == "csubj" || rel == "xcomp" || rel == "ccomp":
		return gerund
	case rel == "advcl" || rel == "root" || rel == "parataxis" || rel == "case":
		return presentPart
	}
	return old
}

// first follows conjuncts that have no auxiliary of their own to the first one.
func (f *inflector) first(i int) int {
	for range mostConjunction {
		t := &f.tokens[i]
		if t.Deprel != "conj" || f.marks[i].aux || f.marks[i].passive || t.Head < 0 || f.tokens[t.Head].XPOS != t.XPOS {
			break
		}
		i = t.Head
	}
	return i
}

// voice tells "has built" from "was built" and "a house built of stone".
func (f *inflector) voice(i int, old string) string {
	if old != activePart && old != passivePart {
		return old
	}
	i = f.first(i)
	if m := &f.marks[i]; m.aux && !m.passive {
		return activePart
	}
	return passivePart
}

// imperative tells commands from infinitives.
func (f *inflector) imperative(i int, old string) string {
	if old != infinitive && old != imperative {
		return old
	}
	i = f.first(i)
	m := &f.marks[i]
	if rel := f.tokens[i].Deprel; (rel == "root" || rel == "parataxis") && !m.aux && !m.to && m.subject < 0 {
		return imperative
	}
	return infinitive
}

// agree gives a finite verb the person and number of its subject.
func (f *inflector) agree(i int, old string) string {
	past := f.tokens[i].XPOS == "VBD"
	if !strings.HasPrefix(old, "Mood=Ind|Number=") {
		return old
	}
	subject := f.subject(i)
	if subject < 0 {
		return old
	}
	person, plural := f.person(subject)
	if !past && !plural && person == 3 {
		plural = true // "the police say"
	}
	return finite(person, plural, past)
}

// subject finds the subject of a verb, an auxiliary, or the first of conjuncts.
func (f *inflector) subject(i int) int {
	for range mostConjunction {
		t := &f.tokens[i]
		if s := f.marks[i].subject; s >= 0 {
			return s
		}
		switch t.Deprel {
		case "aux", "aux:pass", "cop", "conj":
			i = t.Head
		default:
			return -1
		}
		if i < 0 {
			return -1
		}
	}
	return -1
}

// person gives the person and number of a subject.
func (f *inflector) person(i int) (person int, plural bool) {
	t := &f.tokens[i]
	if rel := t.Lemma; (rel == "that" || rel == "who" || rel == "which") && t.UPOS == "PRON" && t.Head >= 0 {
		if h := &f.tokens[t.Head]; h.Deprel == "acl:relcl" && h.Head >= 0 {
			i = h.Head
			t = &f.tokens[i]
		}
	}
	plural = strings.Contains(t.Feats, "Number=Plur") || f.marks[i].conjuncts
	switch {
	case t.UPOS != "PRON":
		return 3, plural
	case strings.Contains(t.Feats, "Person=1"):
		return 1, plural
	case strings.Contains(t.Feats, "Person=2"):
		return 2, plural
	}
	return 3, plural
}

// finite is the features of an indicative.
func finite(person int, plural, past bool) string {
	n := (person - 1) * 4
	if plural {
		n += 2
	}
	if past {
		n++
	}
	return indicatives[n]
}

// indicatives are by person, number and tense.
var indicatives = func() (all []string) {
	for _, person := range []string{"1", "2", "3"} {
		for _, number := range []string{"Sing", "Plur"} {
			for _, tense := range []string{"Pres", "Past"} {
				all = append(all, "Mood=Ind|Number="+number+"|Person="+person+"|Tense="+tense+"|VerbForm=Fin")
			}
		}
	}
	return all
}()
