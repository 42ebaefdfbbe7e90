package extract

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/quadwire/quadwire/extract/nlp"
)

// ExtractLines reads each line as one sentence whose tokens are separated by
// blanks, without taking it for a heading or a dateline.
func (x *Extractor) ExtractLines(ctx context.Context, article Article, lines []string) (*Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	document := nlp.SegmentTokens(article.ID, lines)
	x.reader.Annotate(document)
	nlp.Repair(document)
	return x.facts(article, document), nil
}

// Styles of tuples for the benchmarks of open information extraction.
const (
	StyleNary   = "nary"   // one tuple an event, further arguments behind their prepositions
	StyleBinary = "binary" // subject, relation, object; further arguments in tuples of their own
)

// WriteTabbed writes the frames of a result as surface tuples, a line each:
// sentence, confidence, relation, arguments, separated by tabs. The words are
// those of the sentence, unresolved.
func WriteTabbed(w io.Writer, r *Result, style string) error {
	tuples, err := r.Tuples(style)
	if err != nil {
		return err
	}
	for i := range tuples {
		t := &tuples[i]
		s := r.Document.Sentences[t.Sentence]
		if _, err := fmt.Fprintf(w, "%s\t%.3f\t%s\n", flat(r.Document.Text[s.Start:s.Stop]), t.Confidence, strings.Join(t.Parts, "\t")); err != nil {
			return err
		}
	}
	return nil
}

// A Tuple is a relation and its arguments in the words of the sentence.
type Tuple struct {
	Sentence   int       // index into Document.Sentences
	Parts      []string  // relation, first argument, second argument ...
	Confidence float64   // 0..1
	Features   []Feature // what the confidence was made of
}

// Tuples gives the frames of a result as surface tuples in a style.
func (r *Result) Tuples(style string) ([]Tuple, error) {
	if style != StyleNary && style != StyleBinary {
		return nil, fmt.Errorf("no style %q: choose %s or %s", style, StyleNary, StyleBinary)
	}
	t := tupleWriter{analysis: r.analysis, style: style, without: -1, seen: map[string]bool{}}
	for i := range t.frames {
		if style == StyleNary {
			t.nary(&t.frames[i])
		} else {
			t.binary(&t.frames[i])
		}
	}
	return t.tuples, nil
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// A tupleWriter makes surface tuples of frames.
type tupleWriter struct {
	*analysis
	style   string
	without int // token whose subtree is left out of phrases, -1 for none
	tuples  []Tuple
	seen    map[string]bool
}

// withinChain is the kind of tuples of the verbs inside a chain.
const withinChain = "within chain"

// add adds a tuple of a frame, of the kind, about a subject and an object.
func (t *tupleWriter) add(fr *frame, kind string, subject, object int, parts ...string) {
	for n := range parts {
		parts[n] = flat(strings.ReplaceAll(parts[n], "\t", " "))
		if parts[n] == "" && n < 3 {
			return
		}
	}
	key := strings.Join(parts, "\t")
	if len(parts) < 3 || t.seen[key] {
		return
	}
	t.seen[key] = true
	features := append(t.features(fr, subject, object), Feature{"tuple " + kind, 1})
	confidence := sigmoid(sureness(features))
	if kind == withinChain {
		confidence /= 3 // the tuple of the chain says it too
	}
	t.tuples = append(t.tuples, Tuple{t.tok(fr.head).Sentence, parts, rounded(confidence), features})
}

// nary writes one tuple for each subject and object of a frame, with all
// further arguments.
func (t *tupleWriter) nary(fr *frame) {
	switch fr.rule {
	case "title", "apposition":
		for _, s := range fr.subjects {
			for _, o := range fr.objects {
				t.add(fr, "inferred", s.head, o.head, "is", t.slotWords(s), t.slotWords(o))
			}
		}
		return
	case "verb", "control", "existential", "copula":
	default:
		return
	}
	relation := t.relation(fr)
	objects, heads, args := t.parts(fr)
	if len(objects) == 0 {
		if len(args) == 0 {
			return
		}
		first := 0
		for n, s := range args { // what stands right behind the verb
			if s.head > fr.head && s.form == phraseSlot {
				first = n
				break
			}
		}
		s := args[first]
		last := first + 1
		for s.form == phraseSlot && last < len(args) && args[last].role == s.role && t.is(args[last].head, "conj") && t.descends(args[last].head, s.head) {
			last++
		}
		group := slices.Clone(args[first:last])
		args = slices.Delete(slices.Clone(args), first, last)
		if s.form == phraseSlot && s.head > fr.head {
			relation += " " + t.role(s)
			for _, s := range group {
				objects, heads = append(objects, t.phraseWords(s.head)), append(heads, s.head)
			}
		} else {
			objects, heads = append(objects, t.argument(s)), append(heads, s.head)
		}
	}
	var rest []string
	for _, s := range args {
		rest = append(rest, t.argument(s))
	}
	kind := "event"
	if fr.rule == "control" && t.inChain(fr.head) {
		kind = withinChain
	}
	for _, s := range fr.subjects {
		for n, o := range objects {
			t.add(fr, kind, s.head, heads[n], append([]string{relation, t.subjectWords(fr, s), o}, rest...)...)
		}
	}
}

// parts are the texts of the objects of a frame with their heads, -1 for a
// clause, and the slots of its further arguments that a tuple holds.
func (t *tupleWriter) parts(fr *frame) (objects []string, heads []int, args []slot) {
	for _, s := range fr.objects {
		objects, heads = append(objects, t.slotWords(s)), append(heads, s.head)
	}
	if len(objects) == 0 && fr.state >= 0 {
		for _, k := range t.conjuncts(fr.state) {
			if k != fr.state && (t.isVerb(k) || t.child(k, "cop", "nsubj") >= 0) {
				continue
			}
			objects, heads = append(objects, t.stateWords(k)), append(heads, k)
		}
	}
	if len(objects) == 0 && fr.clause >= 0 {
		objects, heads = append(objects, t.clauseWords(fr.clause)), append(heads, -1)
	}
	for _, s := range fr.args {
		switch {
		case s.form == wordSlot && s.head < fr.head:
		case fr.rule == "copula" && t.is(s.head, "nmod"):
		case s.form == clauseSlot && t.style == StyleNary && besides[s.role]:
		default:
			args = append(args, s)
		}
	}
	return objects, heads, args
}

// besides are the conjunctions of clauses that stand beside an event rather
// than belong to it; a bare participle is one too.
var besides = set("", "as", "because", "since", "while", "although", "though", "whereas", "even though", "so that")

// relation is the predicate of a frame as written, with the adverbs inside it.
func (t *tupleWriter) relation(fr *frame) string {
	words := slices.Clone(fr.words)
	verbs := fr.chain
	if fr.rule == "copula" {
		words = words[:0]
		verbs = chain{fr.state}
		for _, k := range t.kids[fr.state] {
			if t.is(k, "cop", "aux") || t.is(k, "advmod") && negative[t.form(k)] {
				words = append(words, k)
			}
		}
		if k := t.child(fr.state, "case"); k >= 0 && k < fr.state {
			words = append(words, k)
		}
	}
	for _, v := range verbs {
		if t.style == StyleBinary {
			break
		}
		for _, k := range t.children(v, "advmod") {
			if fr.rule == "copula" && k == v-1 && t.tok(v).UPOS != "NOUN" {
				continue // "personally involved"
			}
			if len(t.kids[k]) == 0 && k < v && k > slices.Min(append(words, v))-2 && !slices.Contains(words, k) && t.tok(k).XPOS != "WRB" {
				words = append(words, k)
			}
		}
	}
	slices.Sort(words)
	for len(words) > 1 && t.form(words[0]) == "to" {
		words = words[1:]
	}
	return t.text(words)
}

// role is the preposition of a slot as written.
func (t *tupleWriter) role(s slot) string {
	if words := t.prepositionWords(s.head); words != "" && strings.EqualFold(words, s.role) {
		return words
	}
	return s.role
}

// prepositionWords is the preposition of a phrase as written.
func (t *tupleWriter) prepositionWords(i int) string {
	var words []int
	for _, k := range t.kids[i] {
		if t.is(k, "case") && t.tok(k).XPOS != "POS" && k < i {
			words = append(words, k)
			words = append(words, t.children(k, "fixed")...)
		}
	}
	slices.Sort(words)
	return t.text(words)
}

// subjectWords is a subject without the clause that it is the subject of.
func (t *tupleWriter) subjectWords(fr *frame, s slot) string {
	if s.as != nil {
		return s.as.Text
	}
	if _, ok := t.relative[s.head]; ok || t.tok(s.head).XPOS == "WDT" {
		return ""
	}
	t.without = fr.head
	defer func() { t.without = -1 }()
	return t.phraseWords(s.head)
}

// argument is a further argument behind its preposition.
func (t *tupleWriter) argument(s slot) string {
	switch s.form {
	case clauseSlot:
		return t.text(t.under(s.head, t.isOuter))
	case wordSlot:
		return t.text(t.under(s.head, nil))
	}
	text := t.phraseWords(s.head)
	if role := t.role(s); role != "" {
		return role + " " + text
	}
	return text
}

func (t *tupleWriter) slotWords(s slot) string {
	if s.as != nil {
		return s.as.Text
	}
	return t.phraseWords(s.head)
}

// phraseWords is a noun phrase: with determiners and the phrases inside it,
// without relative clauses, appositions and what is coordinated with it.
func (t *tupleWriter) phraseWords(i int) string {
	return t.text(t.under(i, func(k, h int) bool {
		return h == i && t.is(k, "case", "mark", "cc", "conj", "cop", "nsubj", "aux", "obl", "advcl", "expl", "discourse", "ccomp") && !t.is(k, "nmod:poss") || t.isOuter(k, h)
	}))
}

// isOuter reports parts of a phrase that are statements of their own.
func (t *tupleWriter) isOuter(k, h int) bool {
	return k == t.without || t.is(k, "appos", "parataxis", "acl:relcl", "vocative") || t.style == StyleBinary && t.is(k, "acl")
}

// stateWords is a predicate nominal or adjective without subject and copula.
func (t *tupleWriter) stateWords(i int) string {
	return t.text(t.under(i, func(k, h int) bool {
		if h != i {
			return t.isOuter(k, h)
		}
		return t.is(k, "nsubj", "cop", "mark", "cc", "conj", "advcl", "expl", "aux", "csubj", "obl", "ccomp", "case", "discourse") || t.style == StyleBinary && t.is(k, "xcomp") || t.is(k, "advmod") && (negative[t.form(k)] || t.tok(k).XPOS == "WRB" || k < i-1 && t.tok(i).UPOS != "ADJ") || t.isOuter(k, h)
	}))
}

// clauseWords is a clause that is said or thought.
func (t *tupleWriter) clauseWords(i int) string {
	return t.text(t.under(i, func(k, h int) bool { return h == i && t.is(k, "mark") && t.form(k) != "to" || t.is(k, "parataxis") }))
}

// under are the tokens under i without the subtrees that drop names, and
// without punctuation at the ends.
func (t *tupleWriter) under(i int, drop func(k, h int) bool) []int {
	var out []int
	var walk func(i int)
	walk = func(i int) {
		out = append(out, i)
		for _, k := range t.kids[i] {
			if drop == nil || !drop(k, i) {
				walk(k)
			}
		}
	}
	walk(i)
	slices.Sort(out)
	for len(out) > 1 && t.tok(out[len(out)-1]).UPOS == "PUNCT" && !closes(t.tok(out[len(out)-1]).Form) {
		out = out[:len(out)-1]
	}
	for len(out) > 1 && t.tok(out[0]).UPOS == "PUNCT" && !opens(t.tok(out[0]).Form) {
		out = out[1:]
	}
	return out
}

func closes(form string) bool {
	return form == "''" || form == "”" || form == ")" || form == "-RRB-" || form == "'"
}

func opens(form string) bool {
	return form == "``" || form == "“" || form == "(" || form == "-LRB-" || form == "`"
}

// text joins tokens as they stand in the sentence, with a blank where words
// between them are left out.
func (t *tupleWriter) text(tokens []int) string {
	var b strings.Builder
	for n, i := range tokens {
		if n > 0 {
			if p := tokens[n-1]; p == i-1 {
				b.WriteString(t.doc.Text[t.tok(p).End:max(t.tok(p).End, t.tok(i).Start)])
			} else {
				b.WriteByte(' ')
			}
		}
		b.WriteString(t.tok(i).Form)
	}
	return b.String()
}

// binary writes subject, relation and object of a frame, and for each further
// argument, also one inside the object, a tuple whose relation ends in the
// preposition.
func (t *tupleWriter) binary(fr *frame) {
	switch fr.rule {
	case "verb", "control", "existential", "copula":
	default:
		return
	}
	subjects := make([]subjectText, 0, len(fr.subjects))
	for _, s := range fr.subjects {
		subjects = append(subjects, subjectText{s.head, t.subjectWords(fr, s)})
	}
	t.divide(fr, subjects, t.relation(fr), 0)
}

// A subjectText is a subject in its words.
type subjectText struct {
	head  int
	words string
}

// divide writes the tuples of a frame behind the relation that leads to it.
func (t *tupleWriter) divide(fr *frame, subjects []subjectText, relation string, depth int) {
	objects, heads, args := t.parts(fr)
	kinds := [...]string{"event", "argument"}
	if depth > 0 {
		kinds = [...]string{"event within", "argument within"}
	}
	emit := func(kind, relation, object string, head int) {
		for _, s := range subjects {
			t.add(fr, kind, s.head, head, relation, s.words, object)
		}
	}
	for n, o := range objects {
		emit(kinds[0], relation, o, heads[n])
		if len(fr.objects) > 0 {
			t.inside(fr, subjects, relation, fr.objects[n].head, depth)
		} else if fr.state >= 0 && n == 0 {
			t.inside(fr, subjects, relation, fr.state, depth)
		}
	}
	middle := relation
	if len(objects) > 0 {
		middle += " " + objects[0]
	}
	led := len(objects) > 0
	for _, arg := range args {
		switch arg.form {
		case wordSlot:
			continue
		case clauseSlot:
			t.within(fr, subjects, middle, arg.head, arg.role, depth)
			continue
		}
		text, role := t.phraseWords(arg.head), t.role(arg)
		emit(kinds[1], middle+" "+role, text, arg.head)
		t.inside(fr, subjects, middle+" "+role, arg.head, depth)
		if !led && arg.head > fr.head && role != "" {
			middle, led = middle+" "+role+" "+text, true
		}
	}
}

// inside writes tuples for the prepositional phrases of a noun phrase:
// "became justice of | the High Court".
func (t *tupleWriter) inside(fr *frame, subjects []subjectText, relation string, head, depth int) {
	if depth > 2 {
		return
	}
	for _, k := range t.children(head, "nmod", "acl") {
		if k < head || t.is(k, "nmod:poss") || t.tok(k).Deprel == "acl:relcl" {
			continue
		}
		lead := relation + " " + t.text(t.under(head, func(m, h int) bool {
			return h == head && (m >= k || t.is(m, "case", "cop", "nsubj", "aux", "mark", "cc", "conj", "obl", "advcl")) || t.isOuter(m, h)
		}))
		if t.is(k, "acl") {
			t.within(fr, subjects, lead, k, t.mark(k), depth)
			continue
		}
		prep := t.prepositionWords(k)
		if prep == "" {
			continue
		}
		for _, c := range t.conjuncts(k) {
			for _, s := range subjects {
				t.add(fr, "inside", s.head, c, lead+" "+prep, s.words, t.phraseWords(c))
			}
		}
		t.inside(fr, subjects, lead+" "+prep, k, depth+1)
	}
}

// within writes tuples for the parts of an adverbial or modifying clause:
// "uses priorities to select | grants".
func (t *tupleWriter) within(fr *frame, subjects []subjectText, lead string, v int, mark string, depth int) {
	if depth > 1 || t.child(v, "nsubj") >= 0 || !t.isVerb(v) {
		return
	}
	for _, inner := range t.chainFrames(t.chains(v)[0], []slot{{head: v}}) {
		inner.head = fr.head
		relation := lead
		if mark != "" {
			relation += " " + mark
		}
		t.divide(&inner, subjects, relation+" "+t.relation(&inner), depth+1)
	}
}
