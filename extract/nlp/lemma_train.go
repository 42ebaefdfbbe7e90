package nlp

import (
	"slices"
	"strings"

	"github.com/quadwire/quadwire/data"
	"github.com/quadwire/quadwire/extract/lexicon"
)

// participles are those of verbs that form them unlike the past tense:
// "verb participle", with bars between.
const participles = `arise arisen|awake awoken|bear borne|beat beaten|browbeat browbeaten|become become|befall befallen|begin begun|bid bidden|bite bitten|blow blown|break broken|choose chosen|come come|do done|draw drawn|drink drunk|drive driven|eat eaten|fall fallen|fly flown|forbid forbidden|foresee foreseen|forget forgotten|forgive forgiven|forgo forgone|forsake forsaken|freeze frozen|get gotten|give given|go gone|grow grown|hide hidden|hew hewn|know known|lie lain|mistake mistaken|mow mown|outdo outdone|outgrow outgrown|overcome overcome|overdo overdone|overeat overeaten|oversew oversewn|override overridden|overrun overrun|oversee overseen|overtake overtaken|overthrow overthrown|partake partaken|prove proven|redo redone|redraw redrawn|retake retaken|rewrite rewritten|ride ridden|ring rung|rise risen|run run|saw sawn|see seen|sew sewn|shake shaken|shave shaven|show shown|shrink shrunk|sing sung|sink sunk|slay slain|smite smitten|sow sown|speak spoken|spring sprung|steal stolen|stink stunk|strew strewn|strike stricken|stride stridden|strive striven|swear sworn|swell swollen|swim swum|take taken|tear torn|throw thrown|tread trodden|undergo undergone|undertake undertaken|underwrite underwritten|undo undone|wake woken|wear worn|weave woven|withdraw withdrawn|write written`

// A wordForm is a form with a label and its lemma.
type wordForm struct{ form, label, lemma string }

// inflected makes the forms of the verbs and nouns of the lexicon.
func inflected() []wordForm {
	var out []wordForm
	for _, pair := range strings.Split(participles, "|") {
		verb, form, _ := strings.Cut(pair, " ")
		out = append(out, wordForm{form, "VERB VBN", verb})
	}
	for _, verb := range plainWords(data.LexiconVerbs) {
		past := lexicon.PastTense(verb)
		out = append(out, wordForm{past, "VERB VBD", verb}, wordForm{past, "VERB VBN", verb}, wordForm{plural(verb), "VERB VBZ", verb}, wordForm{presentParticiple(verb, past), "VERB VBG", verb})
	}
	for _, noun := range plainWords(data.LexiconNouns) {
		if strings.HasSuffix(noun, "ss") || !strings.HasSuffix(noun, "s") {
			out = append(out, wordForm{plural(noun), "NOUN NNS", noun})
			if strings.HasSuffix(noun, "o") {
				out = append(out, wordForm{noun + "es", "NOUN NNS", noun})
			}
		}
	}
	return out
}

// compared makes the comparatives and superlatives of short adjectives.
func (c *lemmaLearner) compared() []wordForm {
	var out []wordForm
	for _, key := range sortedKeys(c.known) {
		w, label, _ := strings.Cut(key, " ")
		if label != "ADJ JJ" || len(w) < 3 || len(w) > 7 || strings.IndexFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) >= 0 {
			continue
		}
		stem := w
		switch n := len(w); {
		case w[n-1] == 'e':
			stem = w[:n-1]
		case w[n-1] == 'y':
			stem = w[:n-1] + "i"
		}
		out = append(out, wordForm{stem + "er", "ADJ JJR", w}, wordForm{stem + "est", "ADJ JJS", w})
	}
	return out
}

// plainWords are the first columns of a table that are words of small letters.
func plainWords(lines string) []string {
	var out []string
	for line := range strings.Lines(lines) {
		word, _, _ := strings.Cut(line, "\t")
		if len(word) > 2 && strings.IndexFunc(word, func(r rune) bool { return r < 'a' || r > 'z' }) < 0 {
			out = append(out, word)
		}
	}
	return out
}

// plural adds an s to a noun or a verb.
func plural(w string) string {
	n := len(w)
	switch {
	case w[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(w[n-2])):
		return w[:n-1] + "ies"
	case strings.HasSuffix(w, "man") && w != "human" && w != "german":
		return w[:n-2] + "en"
	case w[n-1] == 's' || w[n-1] == 'x' || w[n-1] == 'z' || strings.HasSuffix(w, "ch") || strings.HasSuffix(w, "sh"):
		return w + "es"
	}
	return w + "s"
}

// presentParticiple doubles the consonants that the past tense doubles.
func presentParticiple(verb, past string) string {
	n := len(verb)
	switch {
	case strings.HasSuffix(verb, "ie"):
		return verb[:n-2] + "ying"
	case strings.HasSuffix(verb, "ee") || strings.HasSuffix(verb, "oe") || strings.HasSuffix(verb, "ye"):
		return verb + "ing"
	case verb[n-1] == 'e':
		return verb[:n-1] + "ing"
	case strings.HasPrefix(past, verb) && len(past) == n+3:
		return past[:n+1] + "ing"
	}
	return verb + "ing"
}

// A lemmaLearner counts what the lemmas of words are.
type lemmaLearner struct {
	known, cased, rules tally // by text, a space, and the label
	seen                map[string]bool
	labels              map[string]bool
	lexical             map[string]bool // forms and labels of verbs of the lexicon
}

// learnLemmas collects lemmas and rules.
func learnLemmas(docs []*Document, o Training) []byte {
	c := &lemmaLearner{make(tally), make(tally), make(tally), make(map[string]bool), make(map[string]bool), make(map[string]bool)}
	more := inflected()
	for _, w := range more {
		c.lexical[w.form+" "+w.label] = true
	}
	for _, typos := range []bool{false, true} {
		for _, d := range docs {
			for i := range d.Tokens {
				c.add(&d.Tokens[i], typos)
			}
		}
	}
	more = append(c.compared(), more...)
	for _, w := range more {
		c.rule(w.form, w.label, w.lemma)
	}
	m := &lemmaMaps{newLabelSet(sortedKeys(c.labels)), make(map[tableKey]string), make(map[tableKey]string), make(map[tableKey]string)}
	c.makeRules(m)
	c.makeKnown(m, more)
	c.makeCased(m)
	o.logf("lemmas: %d known, %d cased, %d rules", len(m.known), len(m.cased), len(m.rules))
	e := &encoder{}
	m.encode(e)
	return e.buf
}

// add counts a word; misspelt ones count where no other word has their form.
func (c *lemmaLearner) add(t *Token, typos bool) {
	typo := strings.Contains(t.Feats, "Typo=Yes")
	if t.Lemma == "" || t.Lemma == "_" || strings.Contains(t.Form, " ") || t.XPOS == "GW" {
		return
	}
	form := plainQuotes.Replace(t.Form)
	lower, label := strings.ToLower(form), t.UPOS+" "+t.XPOS
	c.labels[label], c.labels[t.UPOS] = true, true
	if t.UPOS == "VERB" && c.lexical[lower+" "+label] && lexicon.VerbSenses(t.Lemma) == nil {
		return // a mistake of the treebank
	}
	closed := t.UPOS == "AUX" || t.UPOS == "PART"
	if typo && !closed {
		if typos && !c.seen[lower] && t.UPOS != "PROPN" {
			c.known.add(lower+" "+label, t.Lemma, 1)
			c.known.add(lower+" "+t.UPOS, t.Lemma, 1)
		}
		return
	}
	if typos {
		return
	}
	c.seen[lower] = true
	c.known.add(lower+" "+label, t.Lemma, 1)
	c.known.add(lower+" "+t.UPOS, t.Lemma, 1)
	c.cased.add(form+" "+label, t.Lemma, 1)
	c.rule(lower, label, strings.ToLower(t.Lemma))
}

// baseForms are tags of words that are their own lemmas, unless it is known otherwise.
var baseForms = []string{"NN", "JJ", "RB", "VB", "VBP", "IN", "UH", "NNP", "CD", "FW", "MD", "DT", "PRP"}

// rule counts what a form says about endings, once.
func (c *lemmaLearner) rule(lower, label, lemma string) {
	key := lower + " " + label
	_, xpos, _ := strings.Cut(label, " ")
	if c.seen[key] || slices.Contains(baseForms, xpos) {
		return
	}
	c.seen[key] = true
	if e := makeEdit(lower, lemma); e != "" {
		for n := 0; n <= min(lemmaSuffix, len(lower)-1); n++ {
			c.rules.add(lower[len(lower)-n:]+" "+label, e, 1)
		}
	}
}

// makeRules keeps the endings that differ from what shorter ones give.
func (c *lemmaLearner) makeRules(m *lemmaMaps) {
	keys := sortedKeys(c.rules)
	slices.SortStableFunc(keys, func(a, b string) int { return strings.IndexByte(a, ' ') - strings.IndexByte(b, ' ') })
	for _, key := range keys {
		n := c.rules[key]
		e, total := most(n), 0
		for _, k := range n {
			total += k
		}
		ending, label, _ := strings.Cut(key, " ")
		number := m.labels.number[label]
		if number == 0 || ending != "" && (total < 3 || n[e]*3 < total*2) {
			continue
		}
		shorter := ""
		for k := 1; k <= len(ending) && shorter == ""; k++ {
			shorter = m.rules[tableKey{ending[k:], number}]
		}
		if e != shorter {
			m.rules[tableKey{ending, number}] = e
		}
	}
}

// makeKnown keeps the words that rules get wrong; those of a part of speech
// come before those of single tags.
func (c *lemmaLearner) makeKnown(m *lemmaMaps, more []wordForm) {
	for _, upos := range []bool{true, false} {
		rules := m.table()
		next := make(map[tableKey]string)
		for _, key := range sortedKeys(c.known) {
			form, label, _ := strings.Cut(key, " ")
			if strings.Contains(label, " ") == upos {
				continue
			}
			v := most(c.known[key])
			if upos && c.regular(rules, form, label) || !upos && v == rules.lemma(form, form, label) {
				continue
			}
			next[tableKey{form, m.labels.number[label]}] = v
		}
		for k, v := range next {
			m.known[k] = v
		}
	}
	rules := m.table()
	for _, w := range more {
		key := tableKey{w.form, m.labels.number[w.label]}
		if m.known[key] == "" && c.known[w.form+" "+w.label] == nil && rules.lemma(w.form, w.form, w.label) != w.lemma {
			m.known[key] = w.lemma
		}
	}
}

// regular says whether the rules get a form right with every tag that it has.
func (c *lemmaLearner) regular(rules *lemmatiser, form, upos string) bool {
	for _, label := range rules.labels.names {
		if n := c.known[form+" "+label]; n != nil && strings.HasPrefix(label, upos+" ") && most(n) != rules.lemma(form, form, label) {
			return false
		}
	}
	return true
}

// makeCased keeps the words whose spelling tells more than their letters do.
func (c *lemmaLearner) makeCased(m *lemmaMaps) {
	rules := m.table()
	for _, key := range sortedKeys(c.cased) {
		form, label, _ := strings.Cut(key, " ")
		v, lower := most(c.cased[key]), strings.ToLower(form)
		got := rules.lemma(form, lower, label)
		if v != got && c.cased[key][v] > 2*c.cased[key][got] {
			m.cased[tableKey{form, m.labels.number[label]}] = v
		}
	}
}

// lemmaMaps are the tables of a lemmatiser while it is learnt.
type lemmaMaps struct {
	labels              labelSet
	known, cased, rules map[tableKey]string
}

func (m *lemmaMaps) encode(e *encoder) {
	e.Strings(m.labels.names)
	for _, t := range []map[tableKey]string{m.known, m.cased, m.rules} {
		encodeTable(e, t)
	}
}

// table is the lemmatiser of what is learnt so far.
func (m *lemmaMaps) table() *lemmatiser {
	e := &encoder{}
	m.encode(e)
	return decodeLemmatiser(newDecoder(e.Bytes()))
}
