package nlp

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadwire/quadwire/extract/lexicon"
)

// A lemmatiser knows lemmas of words and rules for the others. Numbers in its
// tables are those of labels; a label is "UPOS XPOS" or only "UPOS", which
// stands for all words of that part of speech.
type lemmatiser struct {
	labels labelSet
	known  table // lemma by lower-cased form
	cased  table // the same by form as written, where that matters
	rules  table // edit by ending: "2y" takes 2 bytes off and adds y
}

// A labelSet numbers labels, from 1; 0 is for those that are not in it.
type labelSet struct {
	names  []string
	number map[string]uint8
	upos   []uint8 // by number, that of the part of speech alone
}

func newLabelSet(names []string) labelSet {
	names = names[:min(len(names), 254)]
	s := labelSet{names: names, number: make(map[string]uint8, len(names)), upos: make([]uint8, len(names)+1)}
	for i, n := range names {
		s.number[n] = uint8(i + 1)
	}
	for i, n := range names {
		upos, _, _ := strings.Cut(n, " ")
		s.upos[i+1] = s.number[upos]
	}
	return s
}

const lemmaSuffix = 6 // the longest ending that has a rule

// lemma returns the lemma of a form with the label "UPOS XPOS"; lower is the
// form in lower case.
func (l *lemmatiser) lemma(form, lower, label string) string {
	if strings.IndexByte(form, "’"[0]) >= 0 {
		form, lower = plainQuotes.Replace(form), plainQuotes.Replace(lower)
	}
	n := l.labels.number[label]
	s, ok := l.lookup(form, lower, n)
	if !ok {
		s = l.guess(form, lower, label, n)
	}
	if len(s) < len(lower) && strings.HasPrefix(lower, s) && overcut(s, lower, label) {
		return lower
	}
	return s
}

// overcut reports an ending taken off a word that has none: of an infinitive, of a plural without s, of a word whose
// rest has no vowel ("sing").
func overcut(s, lower, label string) bool {
	switch {
	case label == "VERB VB", label == "NOUN NNS" && !strings.HasSuffix(lower, "s"):
		return lexicon.Supersense(lower) != "" || lexicon.VerbSenses(lower) != nil
	case strings.HasPrefix(label, "VERB "):
		return !strings.ContainsAny(s, "aeiouy") && strings.HasSuffix(lower, "ing")
	}
	return false
}

// lookup finds the lemma of a form that is known.
func (l *lemmatiser) lookup(form, lower string, n uint8) (string, bool) {
	if form != lower {
		if s, ok := l.cased.get(form, n); ok {
			return s, true
		}
	}
	h := hash(lower)
	if form == lower {
		if s, ok := l.cased.find(lower, h, n); ok {
			return s, true
		}
	}
	if s, ok := l.known.find(lower, h, n); ok {
		return s, true
	}
	return l.known.find(lower, h, l.labels.upos[n])
}

// guess makes the lemma of a form that is not known.
func (l *lemmatiser) guess(form, lower, label string, n uint8) string {
	upos, xpos, _ := strings.Cut(label, " ")
	switch {
	case upos == "NUM":
		return plainNumber(lower)
	case upos == "PROPN" && xpos != "NNPS":
		return properLemma(form, lower)
	case upos == "SYM" || upos == "PUNCT" || upos == "X" || xpos == "NNP":
		return form
	case upos == "PROPN":
		return applyEdit(form, l.edit(lower, n))
	case upos == "ADJ" && keepsCase(form):
		return form
	case xpos == "NN" || xpos == "VB" || xpos == "VBP": // have no ending
		return squeeze(lower)
	}
	if xpos == "NNS" && (strings.HasSuffix(lower, "is") || strings.HasSuffix(lower, "us")) && lexicon.Supersense(lower) != "" {
		return lower // "cannabis", tagged as a plural
	}
	if short := squeeze(lower); short != lower {
		if s, ok := l.lookup(short, short, n); ok {
			return s
		}
		lower = short
	}
	return applyEdit(lower, l.edit(lower, n))
}

// plainNumber drops the commas between thousands: "12,000" is "12000".
func plainNumber(s string) string {
	head, _, ok := strings.Cut(s, ",")
	if !ok || len(head) == 0 || len(head) > 3 {
		return s
	}
	for i, part := range strings.Split(s, ",") {
		whole, _, _ := strings.Cut(part, ".")
		if i > 0 && len(whole) != 3 || strings.Trim(whole, "0123456789") != "" {
			return s
		}
	}
	return strings.ReplaceAll(s, ",", "")
}

// properLemma is the form of a name; one in capitals that is known as a name
// of persons, or too long for an acronym, gets its usual spelling: "Norton".
func properLemma(form, lower string) string {
	if len(form) < 5 || form[1] >= 'a' || strings.IndexFunc(form, notCapital) >= 0 {
		return form
	}
	title := form[:1] + lower[1:]
	if len(form) > 5 || lexicon.IsSurname(title) || lexicon.Gender(title) != 0 {
		return title
	}
	return form
}

func notCapital(r rune) bool { return r < 'A' || r > 'Z' }

// squeeze takes letters out that stand for a long cry: "soooo" is "so".
func squeeze(lower string) string {
	for i := 2; i < len(lower); i++ {
		c := lower[i]
		if c != lower[i-1] || c != lower[i-2] || c < 'a' || c > 'z' {
			continue
		}
		end := i
		for end < len(lower) && lower[end] == c {
			end++
		}
		if end-i+2 == 3 && c == 'w' && i == 2 {
			return lower // "www.example.com"
		}
		twice := lower[:i] + lower[end:]
		if lexicon.Supersense(twice) != "" || lexicon.VerbSenses(twice) != nil {
			return twice
		}
		return lower[:i-1] + lower[end:]
	}
	return lower
}

var plainQuotes = strings.NewReplacer("’", "'", "‘", "'")

// keepsCase tells adjectives whose lemma begins with a capital: "Spanish".
func keepsCase(form string) bool {
	first, _ := utf8.DecodeRuneInString(form)
	if !unicode.IsUpper(first) {
		return false
	}
	if _, ok := lexicon.Demonym(form); ok {
		return true
	}
	for _, s := range []string{"ese", "ian", "ean"} {
		if strings.HasSuffix(form, s) {
			return true
		}
	}
	return false
}

func (l *lemmatiser) edit(lower string, label uint8) string {
	none, ok := l.rules.get("", label)
	if !ok {
		return "" // these words are their own lemmas
	}
	for n := min(lemmaSuffix, len(lower)-1); n > 0; n-- {
		if e, ok := l.rules.get(lower[len(lower)-n:], label); ok {
			return e
		}
	}
	return none
}

// applyEdit changes the end of a form.
func applyEdit(form, edit string) string {
	if edit == "" {
		return form
	}
	cut := int(edit[0] - '0')
	if cut >= len(form) {
		return form
	}
	return form[:len(form)-cut] + edit[1:]
}

// makeEdit is the edit that turns a form into its lemma, "" where none does.
func makeEdit(form, lemma string) string {
	n := 0
	for n < len(form) && n < len(lemma) && form[n] == lemma[n] {
		n++
	}
	if n == 0 || len(form)-n > 9 {
		return ""
	}
	return string(rune('0'+len(form)-n)) + lemma[n:]
}

func decodeLemmatiser(d *decoder) *lemmatiser {
	l := &lemmatiser{labels: newLabelSet(d.Strings())}
	l.known, l.cased, l.rules = decodeTable(d), decodeTable(d), decodeTable(d)
	return l
}
