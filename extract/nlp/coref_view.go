package nlp

import (
	"strings"
	"unicode"

	"github.com/quadwire/quadwire/extract/lexicon"
)

// A corefMention is what the resolver knows of a mention. Hashes stand for
// words and classes.
type corefMention struct {
	mentionSpan
	kind     MentionKind
	class    uint32 // how it refers: a pronoun's form, "name", "the", "a", "this", ...
	lemma    uint32 // of the head
	last     uint32 // last word of a name
	text     uint32 // all words but determiners and a final 's
	words    []uint32
	mods     []uint32 // adjectives and numbers before the head
	acronym  uint32   // capitals of the words, or the word itself where it is in capitals
	country  uint32
	row      int32 // of the head in the table of words, -1 for none
	number   byte  // 's', 'p', 'u'
	gender   byte  // 'm', 'f', 'n', 'u'
	person   byte  // '1', '2', '3'
	sort     uint32
	human    byte // 'y', 'n', 'u'
	role     uint32
	governor int
	sentence int
	quote    int // number of the quotation, 0 for none
	fronted  int // head of the subject that a pronoun in front of it may mean, -1 for none
	proper   bool
	self     bool   // reflexive
	base     string // of its relation: "nsubj"
}

// A pronoun's person, number and gender.
type pronoun struct {
	person, number, gender byte
	stem                   string
}

var pronouns = map[string]pronoun{
	"i": {'1', 's', 'u', "i"}, "me": {'1', 's', 'u', "i"}, "my": {'1', 's', 'u', "i"}, "mine": {'1', 's', 'u', "i"}, "myself": {'1', 's', 'u', "i"},
	"we": {'1', 'p', 'u', "we"}, "us": {'1', 'p', 'u', "we"}, "'s": {'1', 'p', 'u', "we"}, "our": {'1', 'p', 'u', "we"}, "ours": {'1', 'p', 'u', "we"}, "ourselves": {'1', 'p', 'u', "we"},
	"you": {'2', 'u', 'u', "you"}, "your": {'2', 'u', 'u', "you"}, "yours": {'2', 'u', 'u', "you"}, "yourself": {'2', 's', 'u', "you"}, "yourselves": {'2', 'p', 'u', "you"},
	"he": {'3', 's', 'm', "he"}, "him": {'3', 's', 'm', "he"}, "his": {'3', 's', 'm', "he"}, "himself": {'3', 's', 'm', "he"},
	"she": {'3', 's', 'f', "she"}, "her": {'3', 's', 'f', "she"}, "hers": {'3', 's', 'f', "she"}, "herself": {'3', 's', 'f', "she"},
	"it": {'3', 's', 'n', "it"}, "its": {'3', 's', 'n', "it"}, "itself": {'3', 's', 'n', "it"},
	"they": {'3', 'p', 'u', "they"}, "them": {'3', 'p', 'u', "they"}, "their": {'3', 'p', 'u', "they"}, "theirs": {'3', 'p', 'u', "they"}, "themselves": {'3', 'p', 'u', "they"},
	"this": {'3', 's', 'n', "this"}, "that": {'3', 's', 'n', "that"}, "these": {'3', 'p', 'u', "these"}, "those": {'3', 'p', 'u', "those"},
}

// A corefView is a document as the resolver sees it.
type corefView struct {
	*forest
	mentions []corefMention
	quotes   []int       // by token
	speakers map[int]int // by quotation, the word that names its speaker
	nameAt   []int       // by token, one more than the index of the name
}

func (r *pipeline) newCorefView(d *Document) *corefView {
	v := &corefView{forest: newForest(d), nameAt: make([]int, len(d.Tokens))}
	for k, n := range d.Names {
		for i := max(n.First, 0); i < n.End && i < len(v.nameAt); i++ {
			v.nameAt[i] = k + 1
		}
	}
	v.findQuotes()
	for _, m := range v.mentionSpans() {
		v.mentions = append(v.mentions, v.view(m))
	}
	for i := range v.mentions {
		m := &v.mentions[i]
		w := makeWord(d.Tokens[m.head].Form)
		m.row = -1
		if row, ok := r.vocabulary.rows[featureKeys(&w)[0]]; ok && int(row) < r.vocabulary.forms {
			m.row = row
		}
	}
	return v
}

// findQuotes numbers quotations, which end with their paragraph at the
// latest, and finds who speaks: the subject of a verb of speaking beside.
func (v *corefView) findQuotes() {
	d := v.doc
	v.quotes, v.speakers = make([]int, len(d.Tokens)), make(map[int]int)
	number, open, paragraph := 0, false, -1
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if p := v.paragraph(t.Sentence); p != paragraph {
			paragraph, open = p, false
		}
		switch form := normalise(t.Form); {
		case form == `"`:
			if open = !open; open {
				number++
			}
		case open:
			v.quotes[i] = number
		}
	}
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if v.quotes[i] != 0 || t.UPOS != "VERB" || !speaking(t.Lemma) {
			continue
		}
		s := v.child(i, "nsubj")
		if s < 0 {
			continue
		}
		for _, at := range [...]int{v.left[i], v.right[i], max(v.left[i]-2, 0), min(v.right[i]+2, len(d.Tokens)-1)} {
			for k := max(at-2, 0); k < min(at+3, len(d.Tokens)); k++ {
				if q := v.quotes[k]; q != 0 {
					if _, ok := v.speakers[q]; !ok {
						v.speakers[q] = s
					}
				}
			}
		}
	}
}

func (v *corefView) paragraph(sentence int) int {
	if sentence < 0 || sentence >= len(v.doc.Sentences) {
		return 0
	}
	return v.doc.Sentences[sentence].Paragraph
}

func speaking(lemma string) bool {
	switch lemma {
	case "say", "tell", "add", "note", "explain", "write", "ask", "reply", "warn", "insist", "declare", "state", "tweet", "argue", "claim":
		return true
	}
	return false
}

// view looks at one mention.
func (v *corefView) view(span mentionSpan) corefMention {
	d := v.doc
	t := &d.Tokens[span.head]
	m := corefMention{
		mentionSpan: span, number: 'u', gender: 'u', person: '3', human: 'u', governor: v.head(span.head),
		sentence: t.Sentence, quote: v.quotes[span.head], fronted: -1,
	}
	m.lemma = hash(strings.ToLower(t.Lemma))
	m.role = hash(t.Deprel)
	m.base, _, _ = strings.Cut(t.Deprel, ":")
	lower := strings.ToLower(normalise(t.Form))
	if p, ok := pronouns[lower]; ok && (t.UPOS == "PRON" || t.UPOS == "DET") && !span.group {
		m.kind, m.class = PronounMention, hash(p.stem)
		m.person, m.number, m.gender = p.person, p.number, p.gender
		if strings.HasSuffix(lower, "self") || strings.HasSuffix(lower, "selves") {
			m.class, m.self = hash(p.stem+"self"), true
		} else if t.Deprel == "nmod:poss" {
			m.class = hash(p.stem + "'s")
		}
		if p.gender == 'm' || p.gender == 'f' || p.person != '3' {
			m.human = 'y'
		} else if p.gender == 'n' {
			m.human = 'n'
		}
		m.text = hash(p.stem)
		v.front(&m)
		return m
	}
	v.words(&m)
	v.reference(&m)
	v.nature(&m)
	return m
}

// words collects the words of a name or noun.
func (v *corefView) words(m *corefMention) {
	d := v.doc
	var text, initials strings.Builder
	for i := m.first; i < m.end; i++ {
		t := &d.Tokens[i]
		if t.UPOS == "DET" || t.UPOS == "PUNCT" || t.XPOS == "POS" || t.XPOS == "PRP$" {
			continue
		}
		lower := strings.ToLower(normalise(t.Form))
		text.WriteString(lower)
		text.WriteByte(' ')
		switch t.UPOS {
		case "NOUN", "PROPN", "NUM", "ADJ":
			if len(m.words) < 12 {
				m.words = append(m.words, hash(lower))
			}
			if i < m.head && t.UPOS != "NOUN" && t.UPOS != "PROPN" && len(m.mods) < 6 {
				m.mods = append(m.mods, hash(lower))
			}
		}
		if r := runeAt(t.Form, 0); unicode.IsUpper(r) {
			initials.WriteRune(r)
		}
	}
	m.text = hash(text.String())
	form := strings.ReplaceAll(d.Tokens[m.head].Form, ".", "")
	if initials.Len() > 1 {
		m.acronym = hash(initials.String())
	} else if len(form) > 1 && len(form) < 7 && strings.ToUpper(form) == form {
		m.acronym = hash(form)
	}
	m.last = m.lemma
	end := m.head
	for _, c := range v.children[m.head] {
		if d.Tokens[c].Deprel == "flat" && c > end {
			end = c
		}
	}
	m.last = hash(strings.ToLower(d.Tokens[end].Form))
}

// reference says how a name or noun refers.
func (v *corefView) reference(m *corefMention) {
	d := v.doc
	t := &d.Tokens[m.head]
	m.kind = NounMention
	switch {
	case m.group:
		m.class, m.number = hash("group"), 'p'
		return
	case t.UPOS == "PROPN":
		m.kind, m.class, m.proper = NameMention, hash("name"), true
	case t.UPOS == "PRON":
		m.kind, m.class = PronounMention, hash("pron "+strings.ToLower(t.Form))
	case t.UPOS == "ADV" || t.UPOS == "NUM" || t.UPOS == "DET":
		m.class = hash(t.UPOS)
	default:
		m.class = hash("bare")
		for _, c := range v.children[m.head] {
			switch lower := strings.ToLower(d.Tokens[c].Form); {
			case d.Tokens[c].Deprel == "nmod:poss":
				m.class = hash("poss")
			case d.Tokens[c].Deprel == "nummod" && m.class == hash("bare"):
				m.class = hash("num")
			case d.Tokens[c].Deprel != "det":
			case lower == "a" || lower == "an":
				m.class = hash("a")
			case lower == "the":
				m.class = hash("the")
			case lower == "this" || lower == "that" || lower == "these" || lower == "those":
				m.class = hash("this")
			default:
				m.class = hash("some")
			}
		}
		if m.class == hash("bare") && t.Deprel == "compound" {
			m.class = hash("compound")
		}
	}
	switch {
	case strings.HasSuffix(t.XPOS, "S"):
		m.number = 'p'
	case strings.HasPrefix(t.XPOS, "NN"):
		m.number = 's'
	}
}

// nature says what sort of thing a mention is.
func (v *corefView) nature(m *corefMention) {
	d := v.doc
	t := &d.Tokens[m.head]
	sort := ""
	if k := v.nameAt[m.head]; k > 0 && m.proper {
		sort = d.Names[k-1].Type
		if c, ok := lexicon.Demonym(t.Form); ok {
			m.country = hash(strings.ToLower(c))
		}
	} else {
		sort = lexicon.Supersense(t.Lemma)
	}
	if m.country == 0 {
		m.country = hash(strings.ToLower(d.Span(m.first, m.end)))
	}
	m.sort = hash(sort)
	switch sort {
	case "person", "Person":
		m.human = 'y'
	case "":
	default:
		m.human = 'n'
		if m.number == 's' {
			m.gender = 'n'
		}
	}
	if m.human != 'y' || m.number == 'p' {
		return
	}
	for i := m.first; i < m.end; i++ {
		if !m.proper && i != m.head {
			continue
		}
		if g := genderOf(d.Tokens[i].Form); g != 'u' {
			m.gender = g
			return
		}
	}
}

// genderOf is the gender of a word that names a person.
func genderOf(form string) byte {
	gender := lexicon.NounGender(form)
	if gender == 0 {
		gender = lexicon.Gender(form)
	}
	switch gender {
	case 'M':
		return 'm'
	case 'F':
		return 'f'
	}
	return 'u'
}

// front finds the subject behind a pronoun that stands in a phrase or clause
// in front of it: "During his talks with Lee, Xi ..."
func (v *corefView) front(m *corefMention) {
	if s, ok := v.speakers[m.quote]; ok && m.person == '1' && m.number == 's' && s > m.head && s-m.head < maxClimb {
		m.fronted = s
	}
	if m.person != '3' {
		return
	}
	d := v.doc
	for i, steps := m.head, 0; i >= 0 && steps < maxClimb; i, steps = v.head(i), steps+1 {
		h := v.head(i)
		if h < 0 {
			return
		}
		if base, _, _ := strings.Cut(d.Tokens[i].Deprel, ":"); (base == "obl" || base == "advcl") && v.right[i] < h {
			for _, c := range v.children[h] {
				if strings.HasPrefix(d.Tokens[c].Deprel, "nsubj") && c > v.right[i] {
					m.fronted = c
				}
			}
			return
		}
	}
}
