package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/schema"
)

// label is the fact as a person reads it: "at least 12 soldiers were killed in Mali". p is the proposition that it was made of, s
// and o are its subject and object; for conclusions p is nil and the operands have no head.
func (w *factWriter) label(f *Fact, p *proposition, s, o operand) string {
	subject, many := f.Subject.Name, w.isMany(s)
	if w.readsWell(f) {
		subject = w.wording(f.Sentence, f.Subject)
	} else if last := lastWord(subject); last != "people" && last != "police" { // names are in the singular
		many = false
	}
	object := w.wording(f.Sentence, f.Object)
	if f.Object.Type == "xsd:boolean" {
		object = ""
	}
	if f.Status == schema.Negated {
		object = strings.TrimPrefix(object, "no ") // "did not have clue" of "had no clue"
	}
	status := f.Status
	if status == schema.Negated && p != nil && w.isAheadOf(p.head) {
		status = schema.Planned // and not: "is not to leave"
	}
	relation := held(status, strings.ReplaceAll(strings.TrimPrefix(f.Predicate.ID, "r:"), "_", " "))
	if status != f.Status {
		relation = strings.Replace(relation, "is to ", "is not to ", 1)
	}
	if verb, rest, _ := strings.Cut(relation, " "); many && ofMany[verb] != "" {
		relation = strings.TrimSpace(ofMany[verb] + " " + rest)
	}
	if p != nil {
		relation, object = w.filledOut(f, p, o, relation, object)
	}
	return strings.TrimSpace(subject + " " + relation + " " + object)
}

// isAheadOf reports a verb of what will not be, "would never join", "vowed not to resign", rather than of what was not.
func (w *factWriter) isAheadOf(v int) bool {
	for _, k := range w.children(v, "aux") {
		switch w.form(k) {
		case "will", "wo", "'ll", "’ll", "would", "'d", "’d", "shall":
			return w.child(v, "cop") < 0
		}
	}
	return w.isVerb(v) && w.mark(v) == "to" && w.statusNegated(v)
}

var ofMany = map[string]string{"is": "are", "was": "were", "has": "have"}

// longest is how many bytes of the article's words a label takes for a part of it.
const longest = 60

// readsWell reports a subject whose words in the article do for its label. Its name is better where they are many, tell of
// several ("the leaders of France and Italy": "leader of France") or of something by the way, begin with a word that
// means nothing alone, or tell the object too ("200 protesters in Oslo are in Oslo").
func (w *factWriter) readsWell(f *Fact) bool {
	text, name := f.Subject.Text, f.Subject.Name
	first, _, _ := strings.Cut(strings.ToLower(text), " ")
	several := strings.Contains(text, ", ") || strings.Contains(text, " and ")
	switch {
	case len(text) > longest, dependent[first], strings.Contains(text, " "+f.Object.Name):
		return false
	case several && strings.Contains(name, " of ") && name != text, strings.Contains(text, ", which "), strings.Contains(text, ", who "):
		return false
	}
	return true
}

// dependent are first words of phrases that mean nothing without what stands before them, or that negate.
var dependent = set("his", "her", "its", "their", "my", "our", "your", "whose", "no", "neither", "none", "nobody", "nothing")

var pronouns = set("he", "him", "his", "she", "her", "hers", "it", "its", "they", "them", "their", "theirs", "this", "that", "these", "those", "who", "whom", "which")

// wording is a term of a fact in a label: things without a name as the article has them, "12 soldiers" rather than "soldier".
func (w *factWriter) wording(sentence int, t Term) string {
	if t.ID == "" || t.Text == "" || t.Type != "Concept" || pronouns[strings.ToLower(t.Text)] {
		return t.Name
	}
	text := stripDeterminer(clean(t.Text))
	for _, more := range []string{", which ", ", who ", ", where ", ", whose "} { // what is told by the way
		text, _, _ = strings.Cut(text, more)
	}
	if strings.Count(text, "\"")%2 == 1 { // one mark of a pair
		text = strings.ReplaceAll(text, "\"", "")
	}
	first, _, _ := strings.Cut(text, " ")
	if strings.Contains(t.Name, first) || strings.HasSuffix(first, "'s") || strings.HasSuffix(first, "’s") || strings.HasSuffix(first, "s'") || w.isCapital(sentence, text) {
		return text
	}
	return strings.ToLower(first) + text[len(first):]
}

// isCapital reports words of a sentence of which the first has its capital in any place: "Afghan guerrillas", "MPs".
func (w *factWriter) isCapital(sentence int, text string) bool {
	text = strings.TrimLeft(text, "\"“‘'")
	s, begins := w.doc.Sentences[sentence], true
	for i := s.First; i < s.End; i++ {
		t := w.tok(i)
		if t.Form == "" || !strings.HasPrefix(text, t.Form) {
			begins = begins && (t.UPOS == "PUNCT" || t.UPOS == "DET")
			continue
		}
		_, demonym := lexicon.Demonym(t.Form)
		_, title := lexicon.Title(w.form(i))
		switch {
		case hasCapitalInside(t.Form), demonym, capitals[w.form(i)], w.nameAt[i] >= 0:
			return true
		case title, isTitleWord(t.Form):
			return false
		}
		return t.UPOS == "PROPN" || !begins
	}
	return false
}

// hasCapitalInside reports "MPs", "iPhone".
func hasCapitalInside(word string) bool {
	_, n := utf8.DecodeRuneInString(word)
	return strings.ToLower(word[n:]) != word[n:]
}

// capitals are adjectives and nouns that are no names of peoples and have a capital.
var capitals = set("european", "europeans", "asian", "asians", "african", "africans", "arab", "arabs", "western", "scottish", "welsh", "english", "kurdish", "kurds", "muslim", "muslims", "christian", "christians", "catholic", "catholics",
	"jewish", "jews", "islamist", "islamists", "shia", "sunni", "latin", "nordic", "baltic", "balkan", "protestant", "protestants", "hindu", "hindus", "buddhist", "sikh", "orthodox", "soviet", "communist", "republican", "democratic", "nazi", "olympic", "christmas", "easter", "internet")

// isMany reports a subject in the plural, as the article has it.
func (w *factWriter) isMany(s operand) bool {
	if s.head < 0 || s.head >= len(w.doc.Tokens) || s.who == nil || !s.who.concept {
		return false
	}
	if first, _, _ := strings.Cut(strings.ToLower(s.Text), " "); first == "one" || first == "each" || first == "every" || first == "either" {
		return false // "one of the men"
	}
	switch t := w.tok(s.head); t.XPOS {
	case "NNS", "NNPS":
		return true
	default:
		return t.UPOS == "NOUN" && (w.lemma(s.head) == "people" || w.lemma(s.head) == "police")
	}
}

// filledOut adds to a label what its object is made or taken for or is to do, and the marks of words that are quoted.
func (w *factWriter) filledOut(f *Fact, p *proposition, o operand, relation, object string) (string, string) {
	if rest, ok := strings.CutSuffix(relation, " "+p.result); ok && p.result != "" {
		return rest, object + " " + p.result // "kept the patients warm"
	}
	if p.chain == nil {
		return relation, object + w.purpose(f, o)
	}
	if p.clause >= 0 && f.Object.Type == "xsd:string" {
		return relation, w.said(f, p, object)
	}
	last := p.chain[len(p.chain)-1]
	for _, arg := range f.Args {
		switch {
		case f.Object.ID == "":
		case arg.Role == "to" && arg.Term.ID == "" && arg.Term.Value != "" && len(arg.Term.Value) <= longest && w.controlsObject(last):
			return relation, object + " to " + strings.TrimPrefix(arg.Term.Value, "to ") // "required airlines to disclose fees"
		case arg.Role == "as" && len(arg.Term.Text) <= longest && regards[w.lemma(last)]:
			return relation, object + " as " + stripDeterminer(clean(arg.Term.Text)) // "saw the deal as a mistake"
		}
	}
	return relation, object + w.purpose(f, o)
}

// said is a clause in a label: in quotation marks where it is quoted, without its capital where it began the sentence.
func (w *factWriter) said(f *Fact, p *proposition, clause string) string {
	lo, _ := w.yield(p.clause)
	for lo < p.clause && w.tok(lo).UPOS == "PUNCT" {
		lo++
	}
	switch q, t := w.quoteAt[p.clause], w.tok(lo); {
	case q != w.quoteAt[lo]:
	case q >= 0 && q != w.quoteAt[p.head] && !strings.Contains(clause, "\""):
		return "\"" + clause + "\""
	case q < 0 && lo == w.sentence(lo).First && t.Form != "I" && strings.HasPrefix(clause, t.Form) && !w.isCapital(f.Sentence, clause):
		r, n := utf8.DecodeRuneInString(clause)
		return string(unicode.ToLower(r)) + clause[n:] // "said the toll rose"
	}
	return clause
}

// purpose is what the object of a fact is to do, " to resign" of "rejected calls to resign"; "" where that is not told, or
// long.
func (w *factWriter) purpose(f *Fact, o operand) string {
	if o.head < 0 || o.head >= len(w.doc.Tokens) || w.tok(o.head).UPOS != "NOUN" || f.Object.Type != "Concept" {
		return ""
	}
	for _, k := range w.children(o.head, "acl") {
		lo, hi := w.yieldWithout(k, func(m int) bool { return w.is(m, "advcl", "punct") && m > k })
		if text := w.doc.Span(lo, hi); w.mark(k) == "to" && lo == o.head+1 && len(text) <= longest {
			return " " + strings.Trim(clean(text), " ,;.\"")
		}
	}
	return ""
}

// held words a relation by the status of its fact: "visited", "did not
// visit", "is to visit", "may visit".
func held(status schema.Status, relation string) string {
	if status != schema.Negated && status != schema.Planned && status != schema.Possible {
		return relation
	}
	verb, rest, _ := strings.Cut(relation, " ")
	base, ok := lexicon.BaseForm(verb)
	if verb == "is" || verb == "was" {
		base, ok = "be", true
	}
	switch {
	case !ok:
		return "(" + string(status) + ") " + relation
	case status == schema.Planned:
		return strings.TrimSpace("is to " + base + " " + rest)
	case status == schema.Possible:
		return strings.TrimSpace("may " + base + " " + rest)
	case base == "be":
		return strings.TrimSpace(verb + " not " + rest)
	}
	return strings.TrimSpace("did not " + base + " " + rest)
}

func stripDeterminer(s string) string {
	for _, cc := range []string{"and ", "or ", "plus ", "as well as ", "but also "} { // "trade, jobs, and air quality"
		s = strings.TrimPrefix(s, cc)
	}
	if first, rest, ok := strings.Cut(s, " "); ok && determiners[strings.ToLower(first)] {
		return rest
	}
	return s
}

var determiners = set("the", "a", "an", "this", "these", "that", "those")
