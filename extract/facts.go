package extract

import (
	"slices"
	"sort"
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/extract/nlp"
	"github.com/quadwire/quadwire/schema"
)

// facts goes the second half of an article's way: Document -> frames -> facts.
func (x *Extractor) facts(article Article, document *nlp.Document) *Result {
	a := x.analyse(article, document)
	w := factWriter{analysis: a, seen: map[string]bool{}, direct: map[string]bool{}}
	for i := range a.frames {
		w.at = i
		w.frame(&a.frames[i])
	}
	w.infer(0)
	n := len(w.facts)
	w.belong()
	w.infer(n)
	return w.result(x.options.MinConfidence)
}

// A factWriter makes facts of frames: one for each subject and object.
type factWriter struct {
	*analysis
	facts  []Fact
	seen   map[string]bool
	direct map[string]bool // subject, predicate and object of what has a direct edge
	at     int             // place of the frame in hand
}

func (w *factWriter) frame(fr *frame) {
	for _, p := range w.meanings(fr) {
		w.proposition(&p)
	}
}

func (w *factWriter) proposition(p *proposition) {
	if p.symmetric {
		for i, s := range p.subject {
			for _, o := range p.subject[i+1:] {
				w.fact(p, s, o)
			}
		}
		return
	}
	for _, s := range p.subject {
		if s.ID == "" {
			continue
		}
		if len(p.object) == 0 && p.value != nil {
			w.fact(p, s, operand{Term: *p.value, head: p.head})
		}
		for _, o := range p.object {
			w.fact(p, s, o)
		}
	}
}

func (w *factWriter) fact(p *proposition, s, o operand) {
	if s.ID == o.ID && s.ID != "" || o.ID == "" && o.Value == "" {
		return
	}
	noun := objectNoun(w.analysis, o)
	relation := schema.Canonical(p.relation, noun)
	if relation == "bordered" && s.who != nil && !s.who.isPlace() && s.who.isPerson() {
		relation = p.relation // "his neighbour"
	}
	if o.Type == "xsd:boolean" && strings.HasPrefix(relation, p.relation+"_") {
		relation = p.relation // "they protested": against what is not told
	}
	f := Fact{
		Sentence:   w.tok(p.head).Sentence,
		Subject:    s.Term,
		Predicate:  Predicate{ID: "r:" + relation, Text: w.predicateText(p.words)},
		Event:      schema.Lookup(relation, noun).Event,
		Object:     o.Term,
		Status:     p.status,
		Place:      p.place,
		Quantity:   o.quantity,
		Confidence: w.confidence(p, s, o),
		Rule:       p.rule,
		frame:      w.at,
		features:   func() []Feature { return w.factFeatures(p, s, o) },
	}
	if f.Status == "" {
		f.Status = schema.Asserted
	}
	if p.speaker != nil && p.speaker.ID != s.ID {
		who := p.speaker.Term
		f.AttributedTo = &who
	} else if p.speaker != nil && f.Status != schema.Asserted {
		who := p.speaker.Term
		f.AttributedTo = &who
	}
	if f.AttributedTo != nil && f.AttributedTo.ID == "" && f.AttributedTo.Value == "" {
		f.AttributedTo = nil
	}
	w.addArgs(&f, p, o)
	f.Label = w.label(&f, w.isMany(s), p, o.head)
	key := strings.Join([]string{s.ID, f.Predicate.ID, o.ID, o.Value, string(f.Status), speakerID(&f), sentenceKey(f.Sentence)}, "\x00")
	if w.seen[key] {
		return
	}
	w.seen[key] = true
	w.keep(f)
}

// keep adds a fact; until the end its number is its place, from 1.
func (w *factWriter) keep(f Fact) {
	f.Number = len(w.facts) + 1
	w.facts = append(w.facts, f)
	if f.Direct() {
		w.direct[f.Subject.ID+"\x00"+f.Predicate.ID+"\x00"+f.Object.ID] = true
	}
}

func objectNoun(a *analysis, o operand) string {
	switch {
	case o.ID == "" && o.Type == "xsd:string":
		return schema.Clause
	case o.who == nil || !o.who.concept:
		return ""
	}
	return a.lemma(o.head)
}

func sentenceKey(n int) string { return string(rune(n)) }

func speakerID(f *Fact) string {
	if f.AttributedTo == nil {
		return ""
	}
	return f.AttributedTo.ID + f.AttributedTo.Value
}

func (w *factWriter) addArgs(f *Fact, p *proposition, o operand) {
	for _, arg := range p.args {
		if h := w.tok(arg.head).Head; w.is(arg.head, "nmod") && p.state >= 0 && h == p.state && o.head != h && w.is(o.head, "conj") {
			continue // what stands behind one of several predicates
		}
		if arg.value != nil {
			f.Args = append(f.Args, Arg{Role: arg.role, Term: *arg.value})
		}
		for _, op := range arg.ops {
			if op.ID != o.ID || op.ID == "" {
				f.Args = append(f.Args, Arg{Role: arg.role, Term: op.Term})
			}
		}
	}
	for _, t := range p.times {
		f.Args = append(f.Args, Arg{Role: t.role, Term: literal(t.text), Time: t.when})
		if lasting[t.role] && f.Duration == "" {
			f.Duration, _ = ParseDuration(clean(t.text))
		}
		if strings.HasPrefix(t.role, "as ") || t.role == "than" { // "twice as high as in 2020"
			continue
		}
		if f.TimeText == "" || f.Time == nil && t.when != nil {
			f.TimeText, f.Time = clean(t.full), t.when
		}
	}
	w.complements(f, p, o)
}

// lasting are prepositions before a time that say how long.
var lasting = set("for", "over", "within", "in", "during", "throughout", "after", "")

// measureTime takes a time that the tree hangs on an object or argument for
// that of the fact: "reaching $273 billion in 2024", "choose between the new
// flag and their own early in 2016".
func (w *factWriter) measureTime(f *Fact, p *proposition, o operand) {
	if f.TimeText != "" {
		return
	}
	heads := []int{o.head}
	if p.chain != nil {
		for _, s := range p.frame.args {
			if s.form == phraseSlot {
				heads = append(heads, s.head)
			}
		}
	}
	for _, head := range heads {
		if head < 0 || head >= len(w.doc.Tokens) || f.TimeText != "" {
			continue
		}
		for _, k := range w.children(head, "nmod", "advmod") {
			if k > head && !w.is(k, "nmod:poss") && w.hungTime(f, k) {
				return
			}
		}
	}
}

// hungTime sets the time of a fact to the phrase headed by k, if it is one.
func (w *factWriter) hungTime(f *Fact, k int) bool {
	text, prep := w.phraseText(k), w.preposition(k)
	if w.is(k, "advmod") {
		text = w.wholeText(k)
	}
	if prep == "of" || !IsTimePhrase(text) {
		return false
	}
	full := text
	if prep != "" && !strings.HasPrefix(strings.ToLower(text), prep+" ") {
		full = prep + " " + text
	}
	t := w.time(full, text, k, f.Status, prep)
	f.Args = append(f.Args, Arg{Role: t.role, Term: literal(t.text), Time: t.when})
	f.TimeText, f.Time = clean(t.full), t.when
	return true
}

// complements adds what stands behind a concept with a preposition: "signing
// of 15 agreements", "grievances with Japan".
func (w *factWriter) complements(f *Fact, p *proposition, o operand) {
	w.measureTime(f, p, o)
	if o.ID == "" && o.head >= 0 && o.head != p.head && o.Type != "xsd:string" { // "secured $11bn of deals"
		for _, k := range w.children(o.head, "nmod") {
			for _, op := range w.operands(k) {
				if w.preposition(k) == "of" {
					f.Args = append(f.Args, Arg{Role: "of", Term: op.Term})
				}
			}
		}
	}
	if o.who == nil || !o.who.concept || o.head < 0 || w.tok(o.head).UPOS != "NOUN" {
		return
	}
	for _, k := range w.children(o.head, "nmod") {
		role := w.preposition(k)
		if role == "" || w.is(k, "nmod:poss") || w.tellsTime(k) {
			continue
		}
		for _, op := range w.operands(k) {
			f.Args = append(f.Args, Arg{Role: role, Term: op.Term})
			if role == "of" && f.Quantity == nil {
				f.Quantity = op.quantity
			}
		}
	}
}

// label is the fact as a person reads it, with a verb for many if its subject is; p is what it was made of, nil for what
// was concluded, and object the head of its object, -1 for none.
func (w *factWriter) label(f *Fact, many bool, p *proposition, noun int) string {
	relation := strings.ReplaceAll(strings.TrimPrefix(f.Predicate.ID, "r:"), "_", " ")
	object := wording(f.Object, w.isCapital(f.Sentence, f.Object.Text))
	subject := f.Subject.Name
	if first, _, _ := strings.Cut(f.Subject.Text, " "); len(f.Subject.Text) <= longSubject && !unworded[strings.ToLower(first)] && !spreads(f.Subject) && !strings.Contains(f.Subject.Text, " "+f.Object.Name) {
		subject = wording(f.Subject, w.isCapital(f.Sentence, f.Subject.Text))
	} else {
		last := lastWord(f.Subject.Name)
		many = many && (last == "people" || last == "police")
	}
	if f.Object.Type == "xsd:boolean" {
		object = ""
	}
	if f.Status == schema.Negated {
		object = strings.TrimPrefix(object, "no ") // "did not have clue" of "had no clue"
	}
	relation = held(f.Status, relation)
	if many {
		verb, rest, _ := strings.Cut(relation, " ")
		if form, ok := ofMany[verb]; ok {
			relation = strings.TrimSpace(form + " " + rest)
		}
	}
	if p != nil {
		relation, object = w.completed(f, p, noun, relation, object)
	}
	return strings.TrimSpace(subject + " " + relation + " " + object)
}

// completed adds to a label what its object is made or taken for or is to do, and the marks of words that are quoted.
func (w *factWriter) completed(f *Fact, p *proposition, noun int, relation, object string) (string, string) {
	if rest, ok := strings.CutSuffix(relation, " "+p.result); ok && p.result != "" {
		return rest, object + " " + p.result // "kept the patients warm"
	}
	if c := p.clause; c >= 0 && p.chain != nil && f.Object.Type == "xsd:string" && w.quoteAt[c] >= 0 && w.quoteAt[c] != w.quoteAt[p.head] {
		lo, _ := w.yield(c)
		for lo < c && w.tok(lo).UPOS == "PUNCT" {
			lo++
		}
		if w.quoteAt[lo] == w.quoteAt[c] && !strings.Contains(object, "\"") {
			return relation, "\"" + object + "\""
		}
	}
	if c := p.clause; c >= 0 && p.chain != nil && f.Object.Type == "xsd:string" && w.quoteAt[c] < 0 {
		lo, _ := w.yield(c)
		for lo < c && w.tok(lo).UPOS == "PUNCT" {
			lo++
		}
		if t := w.tok(lo); w.quoteAt[lo] < 0 && lo == w.sentence(lo).First && w.nameAt[lo] < 0 && t.UPOS != "PROPN" && t.Form != "I" && strings.HasPrefix(object, t.Form) && !w.isCapital(f.Sentence, object) {
			return relation, strings.ToLower(object[:1]) + object[1:] // "said the toll rose"
		}
	}
	if noun >= 0 && noun < len(w.doc.Tokens) && w.tok(noun).UPOS == "NOUN" && f.Object.Type == "Concept" { // "rejected calls to resign"
		for _, k := range w.children(noun, "acl") {
			lo, hi := w.yieldWithout(k, func(m int) bool { return w.is(m, "advcl", "punct") && m > k })
			if w.mark(k) == "to" && lo == noun+1 && w.doc.Tokens[hi-1].End-w.doc.Tokens[lo].Start <= longSubject {
				return relation, object + " " + strings.Trim(clean(w.doc.Span(lo, hi)), " ,;.\"")
			}
		}
	}
	for _, arg := range f.Args {
		if arg.Role == "to" && p.chain != nil && w.controlsObject(p.chain[len(p.chain)-1]) && arg.Term.ID == "" && arg.Term.Value != "" && len(arg.Term.Value) <= longSubject && f.Object.ID != "" {
			return relation, object + " to " + strings.TrimPrefix(arg.Term.Value, "to ") // "required airlines to disclose fees"
		}
		if arg.Role == "as" && p.chain != nil && regards[w.lemma(p.chain[len(p.chain)-1])] && len(arg.Term.Text) <= longSubject && f.Object.Type != "xsd:string" {
			return relation, object + " as " + stripDeterminer(clean(arg.Term.Text))
		}
	}
	return relation, object
}

// spreads reports a subject that the words name several of, or of which they tell more: "leader of France" in "the leaders of
// France and Italy".
func spreads(t Term) bool {
	several := strings.Contains(t.Text, ", ") || strings.Contains(t.Text, " and ")
	return several && strings.Contains(t.Name, " of ") && t.Name != t.Text || strings.Contains(t.Text, ", which ") || strings.Contains(t.Text, ", who ")
}

// longSubject is how many bytes of a subject as written a label takes; of longer ones it takes the name.
const longSubject = 60

var (
	ofMany   = map[string]string{"is": "are", "was": "were", "has": "have"}
	unworded = set("his", "her", "its", "their", "my", "our", "your", "whose", "no", "neither", "none", "nobody", "nothing") // first words of subjects that labels take the name of
)

// wording is a term in a label: things without a name as the article has them, "12 soldiers" rather than "soldier".
func wording(t Term, capitals bool) string {
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
	if capitals || strings.Contains(t.Name, first) || first == strings.ToUpper(first) || strings.HasSuffix(first, "'s") || strings.HasSuffix(first, "’s") || strings.HasSuffix(first, "s'") {
		return text
	}
	return strings.ToLower(first) + text[len(first):]
}

// isCapital reports a text of a sentence whose first word has its capital in any place: "Afghan guerrillas".
func (w *factWriter) isCapital(sentence int, text string) bool {
	text = strings.TrimLeft(stripDeterminer(clean(text)), "\"“‘'")
	s := w.doc.Sentences[sentence]
	begins := true
	for i := s.First; i < s.End; i++ {
		t := w.tok(i)
		if t.Form != "" && strings.HasPrefix(text, t.Form) {
			if rest := strings.ToLower(t.Form[1:]) != t.Form[1:]; rest { // "MPs"
				return true
			}
			if _, ok := lexicon.Demonym(t.Form); ok || capitals[strings.ToLower(t.Form)] || w.nameAt[i] >= 0 {
				return true
			}
			if _, title := lexicon.Title(strings.ToLower(t.Form)); title || isTitleWord(t.Form) {
				return false
			}
			return t.UPOS == "PROPN" || !begins
		}
		begins = begins && (t.UPOS == "PUNCT" || t.UPOS == "DET")
	}
	return false
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

var pronouns = set("he", "him", "his", "she", "her", "hers", "it", "its", "they", "them", "their", "theirs", "this", "that", "these", "those", "who", "whom", "which")

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

// confidence is how sure a fact is: for events and states what was learned
// from facts that were judged, for what noun phrases tell how often their rule
// is right, weighed by the margins of the trees.
func (w *factWriter) confidence(p *proposition, s, o operand) float64 {
	switch p.rule {
	case "verb", "control", "copula":
		return rounded(sigmoid(sureness(w.factFeatures(p, s, o))))
	}
	m := float64(w.tok(p.head).Margin)
	for _, op := range []operand{s, o} {
		if op.head >= 0 && op.head < len(w.doc.Tokens) {
			m = min(m, float64(w.tok(op.head).Margin))
		}
	}
	return rounded(p.confidence * (0.7 + 0.3*m))
}

// result numbers the facts in text order and keeps the entities that they
// speak of.
func (w *factWriter) result(threshold float64) *Result {
	kept := w.facts[:0]
	for _, f := range w.facts {
		if f.Confidence >= threshold {
			kept = append(kept, f)
		}
	}
	sort.SliceStable(kept, func(i, j int) bool { return kept[i].Sentence < kept[j].Sentence })
	number := make(map[int]int, len(kept)) // place in w.facts -> number
	for i := range kept {
		number[kept[i].Number] = i + 1
	}
	used := map[string]bool{}
	for i := range kept {
		f := &kept[i]
		f.Number, f.Premise = i+1, number[f.Premise]
		used[f.Subject.ID], used[f.Object.ID] = true, true
		if f.AttributedTo != nil {
			used[f.AttributedTo.ID] = true
		}
		if f.Place != nil {
			used[f.Place.ID] = true
		}
		for _, arg := range f.Args {
			used[arg.Term.ID] = true
		}
	}
	r := &Result{Article: w.article, Document: w.doc, Facts: kept, analysis: w.analysis}
	for _, e := range slices.Clone(w.list) {
		if used[e.id] && e.concept {
			w.useBroader(e, used)
		}
	}
	for i := range kept {
		f := &kept[i]
		terms := []*Term{&f.Subject, &f.Object, f.AttributedTo, f.Place}
		for n := range f.Args {
			terms = append(terms, &f.Args[n].Term)
		}
		for _, t := range terms {
			if t != nil && t.Type == "Concept" {
				t.Type = w.byID[t.ID].classOut()
			}
		}
	}
	for _, e := range w.list {
		if used[e.id] || !e.concept && len(e.spans) > 0 {
			r.Entities = append(r.Entities, w.entity(e))
		}
	}
	return r
}

// useBroader keeps the concepts above a concept, up to its class in WordNet.
func (w *factWriter) useBroader(e *actor, used map[string]bool) {
	for range 10 {
		if e.broader == "" {
			category := lexicon.Category(e.name)
			if category == "" {
				return
			}
			if top := w.add(category, "Concept", e.first); top.concept && top != e {
				e.broader = top.id
			}
		}
		if e.broader == "" {
			return
		}
		used[e.broader] = true
		if e = w.byID[e.broader]; e == nil {
			return
		}
	}
}

// classOut is the class of an entity in the graph.
func (e *actor) classOut() string {
	if e.concept && e.kind != "" {
		return e.kind
	}
	return e.class
}

func (w *factWriter) entity(e *actor) Entity {
	out := Entity{ID: e.id, Name: e.name, Type: e.classOut(), Link: e.link, Broader: e.broader, Related: e.related}
	for alt := range e.alt {
		if alt != e.name {
			out.AltNames = append(out.AltNames, alt)
		}
	}
	sort.Strings(out.AltNames)
	sort.SliceStable(e.spans, func(i, j int) bool { return e.spans[i].first < e.spans[j].first })
	for _, s := range e.spans {
		out.Mentions = append(out.Mentions, Mention{Begin: w.doc.Rune(w.tok(s.first).Start), End: w.doc.Rune(w.tok(s.end - 1).End), Kind: s.kind})
	}
	return out
}
