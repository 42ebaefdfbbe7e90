package nlp

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/extract/nlp/linear"
)

// A lemmatiser knows lemmas of words and rules for the others.
type lemmatiser struct {
	known map[string]string // lemma by lower-cased form and label
	cased map[string]string // the same by form as written, where that matters
	rules map[string]string // edit by tag and ending: "2y" takes 2 bytes off and adds y
}

const lemmaSuffix = 6 // the longest ending that has a rule

// lemma returns the lemma of a form with the label "UPOS XPOS".
func (l *lemmatiser) lemma(form, label string) string {
	form = plainQuotes.Replace(form)
	if s, ok := l.cased[form+" "+label]; ok {
		return s
	}
	lower := strings.ToLower(form)
	if l, ok := keptPlurals[lower]; ok {
		return l
	}
	if s, ok := l.known[lower+" "+label]; ok {
		return s
	}
	upos, xpos, _ := strings.Cut(label, " ")
	switch {
	case xpos == "NNP" || upos == "NUM" || upos == "SYM" || upos == "PUNCT" || upos == "X":
		return form
	case xpos == "NNPS" || upos == "PROPN":
		return applyEdit(form, l.edit(lower, label))
	case keepsCase(lower, form, upos):
		return form[:1] + applyEdit(form[1:], l.edit(lower, label))
	}
	lemma := applyEdit(lower, l.edit(lower, label))
	if upos == "VERB" && lexicon.VerbSenses(lemma) == nil {
		return knownVerb(lower, lemma)
	}
	return lemma
}

// knownVerb mends lemmas that are no verbs: "ruled" is of "rule", not of "rull".
func knownVerb(form, lemma string) string {
	for _, ending := range []string{"ed", "d", "ing", "es", "s"} {
		stem, ok := strings.CutSuffix(form, ending)
		if !ok || len(stem) < 2 {
			continue
		}
		candidates := []string{stem, stem + "e"}
		if n := len(stem); n > 2 && stem[n-1] == stem[n-2] {
			candidates = append(candidates, stem[:n-1])
		}
		if before, ok := strings.CutSuffix(stem, "i"); ok {
			candidates = append(candidates, before+"y")
		}
		for _, c := range candidates {
			if lexicon.VerbSenses(c) != nil {
				return c
			}
		}
	}
	return lemma
}

// keptPlurals are plurals that nobody puts in the singular.
var keptPlurals = map[string]string{"media": "media", "data": "data", "headquarters": "headquarters", "politics": "politics", "economics": "economics", "news": "news", "series": "series", "troops": "troops", "goods": "goods", "sanctions": "sanction"}

var plainQuotes = strings.NewReplacer("’", "'", "‘", "'")

// keepsCase tells demonyms, whose lemma begins with a capital: "Spanish".
func keepsCase(lower, form, upos string) bool {
	if upos != "ADJ" && upos != "NOUN" || lower[0] == form[0] || form[0] >= utf8.RuneSelf {
		return false
	}
	for _, s := range []string{"ese", "ish", "ian", "can", "ish-", "qi", "ni"} {
		if strings.HasSuffix(lower, s) {
			return true
		}
	}
	// An acronym or a name with capitals inside: "CEO", "iPhone".
	return len(form) > 1 && strings.IndexFunc(form[1:], unicode.IsUpper) >= 0
}

func (l *lemmatiser) edit(lower, label string) string {
	for n := min(lemmaSuffix, len(lower)-1); n >= 0; n-- {
		if e, ok := l.rules[label+" "+lower[len(lower)-n:]]; ok {
			return e
		}
	}
	return ""
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

func (l *lemmatiser) encode(e *linear.Encoder) {
	for _, m := range []map[string]string{l.known, l.cased, l.rules} {
		encodeMap(e, m)
	}
}

func decodeLemmatiser(d *linear.Decoder) *lemmatiser {
	return &lemmatiser{decodeMap(d), decodeMap(d), decodeMap(d)}
}
