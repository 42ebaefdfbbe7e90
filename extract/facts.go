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
	if o.Type == "xsd:boolean" && (strings.HasPrefix(relation, p.relation+"_") || p.relation == "took_over") {
		relation = p.relation // "they protested": against what is not told; "Ruiz took over": no company
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
	f.Label = w.label(&f, p, s, o)
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
