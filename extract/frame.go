package extract

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/extract/nlp"
	"github.com/quadwire/quadwire/schema"
)

// A frame is one event or state as a sentence tells it: the one thing
// between trees and facts. Its parts are places in the tree; the words of a
// part are what stands there, its meaning is found when facts are made of it.
type frame struct {
	rule  string
	head  int    // token of the predicate: a verb, a predicate nominal or adjective, a noun of an event
	chain []int  // verbs from the first to the last: "agreed", "explore"; nil for frames without a verb
	words []int  // tokens of the predicate, in text order: "agreed", "to", "explore"
	name  string // relation of a frame without a verb, by the naming rule of predicates: "is_president_of"

	subjects []slot
	objects  []slot
	state    int    // predicate nominal or adjective of a linking verb, -1 for none
	clause   int    // head of the clause that is said, thought or seen, -1 for none
	args     []slot // further arguments and adverbials of the chain, in text order
	where    int    // place phrase of an event noun, -1 for none
	passive  bool
	intent   string // verb of a noun that intends what the chain says: "try" of "attempt to balance"

	status     schema.Status
	speaker    *operand
	presumed   bool // the noun phrase presupposes it, whatever its clause claims
	confidence float64
}

// A slot is a part of a frame.
type slot struct {
	head int      // token that heads the phrase or clause
	role string   // preposition, conjunction or infinitive marker; "to" for an indirect object without one, "" for none
	form slotForm // what it is
	as   *operand // what it stands for, where that is not what the whole phrase means: the China of "Chinese"
	acts bool     // it acts: a capital stands for its government
}

type slotForm uint8

const (
	phraseSlot slotForm = iota // a noun phrase
	timeSlot                   // a time expression, with or without preposition
	clauseSlot                 // a clause or infinitive
	wordSlot                   // an adverb
)

// newFrame is a frame of one of the rules for nouns, whose predicate is
// head and whose parts are known entities or concepts.
func newFrame(head int, name string, subject, object []operand) frame {
	return frame{head: head, name: name, words: []int{head}, subjects: known(subject), objects: known(object), state: -1, clause: -1, where: -1}
}

// known are slots of operands.
func known(ops []operand) []slot {
	out := make([]slot, len(ops))
	for n := range ops {
		out[n] = slot{head: ops[n].head, as: &ops[n]}
	}
	return out
}

// resolve is what slots stand for; none for a pronoun or a group that cannot
// be resolved.
func (a *analysis) resolve(slots []slot) []operand {
	var out []operand
	for _, s := range slots {
		var ops []operand
		if s.as != nil {
			ops = []operand{*s.as}
		} else {
			ops = a.phrase(s.head)
		}
		if s.acts {
			ops = a.govern(ops)
		}
		out = append(out, ops...)
	}
	return out
}

// analysis is the working state for one article.
type analysis struct {
	*cast
	article  Article
	resolved map[int][]*actor // pronouns and definite nouns
	relative map[int]int      // relative pronoun -> antecedent
	gaps     map[int]int      // clause without relative pronoun -> antecedent
	quoteAt  []int            // per token: number of the quotation it lies in, or -1
	turnOf   map[int]int      // of quotations that are turns of an interview: the first token of who speaks
	quotes   []span
	texts    map[int]string   // phraseText by head, once it is asked for
	whens    map[int]bool     // tellsTime by head
	speakers map[int]*operand // of quotations, once they are asked for
	chainAt  []int            // per token: number of the chain whose mention it heads, 0 for none
	anchors  []anchor         // times that were resolved so far
	telling  []int            // verbs of saying, in order; nil before they are needed
	frames   []frame
}

// A rule reads frames off one token.
type rule struct {
	name    string
	example string // a sentence that it matches
	against string // one that looks alike and that it does not match
	base    float64
	apply   func(a *analysis, i int) []frame
}

// rules are all ways from trees to frames. Adding one is a function, a line
// here and a written parse in testdata/rules.
var rules = []rule{
	{
		"verb", "Lee attended a business forum in Beijing.",
		"The forum in Beijing.", 0.9, (*analysis).verbFrames,
	},
	{
		"control", "They agreed to pursue practical steps.",
		"They agreed on practical steps.", 0.8, (*analysis).controlFrames,
	},
	{
		"existential", "There were 15 people aboard.",
		"The people were aboard.", 0.6, (*analysis).existentialFrames,
	},
	{
		"copula", "Wellington is the capital of New Zealand.",
		"Wellington is to host the talks.", 0.9, (*analysis).copulaFrames,
	},
	{
		"title", "Chinese President Xi Jinping spoke.",
		"Mr. Xi spoke.", 0.95, (*analysis).titleFrames,
	},
	{
		"apposition", "John Burrows, the chairman of the panel, resigned.",
		"John Burrows resigned as chairman of the panel.", 0.9, (*analysis).appositionFrames,
	},
	{
		"nominal", "North Korea's missile launches alarmed the region.",
		"North Korea's missile alarmed the region.", 0.8, (*analysis).nominalFrames,
	},
	{
		"possession", "France's Thales has grown.",
		"France's economy has grown.", 0.8, (*analysis).possessionFrames,
	},
	{
		"location", "A loudspeaker in South Korea broadcasts news.",
		"An attack in South Korea made news.", 0.75, (*analysis).locationFrames,
	},
	{
		"address", "The plant in Austin, Texas, has grown.",
		"The plants in Canada, Texas and Spain have grown.", 0.85, (*analysis).addressFrames,
	},
	{
		"compound", "AirTanker is an EADS-led consortium.",
		"AirTanker is a long-range consortium.", 0.8, (*analysis).compoundFrames,
	},
	{
		"value", "The $14 billion bailout failed.",
		"The 14 automakers failed.", 0.85, (*analysis).valueFrames,
	},
}

func (x *Extractor) analyse(article Article, doc *nlp.Document) *analysis {
	f := newForest(doc)
	a := &analysis{cast: newCast(f, x.options.Lexicon), article: article, resolved: map[int][]*actor{}, relative: map[int]int{}, gaps: map[int]int{}, speakers: map[int]*operand{}, texts: map[int]string{}, whens: map[int]bool{}}
	a.findQuotes()
	a.findChains()
	a.findRelatives()
	a.assignRoles()
	a.resolvePronouns()
	a.resolveSpeakers()
	for i := range doc.Tokens {
		if !readable(a.sentence(i)) {
			continue
		}
		for r := range rules {
			for _, fr := range rules[r].apply(a, i) {
				if fr.rule == "" {
					fr.rule = rules[r].name
				}
				if fr.confidence == 0 {
					fr.confidence = rules[r].base
				}
				a.frames = append(a.frames, fr)
			}
		}
	}
	sort.SliceStable(a.frames, func(i, j int) bool { return a.frames[i].head < a.frames[j].head })
	return a
}

// findQuotes numbers the quotations of each paragraph.
func (a *analysis) findQuotes() {
	a.quoteAt = make([]int, len(a.doc.Tokens))
	turns, turn := a.turns(), -1
	a.turnOf = map[int]int{}
	open, paragraph := -1, -1
	for i := range a.doc.Tokens {
		a.quoteAt[i] = -1
		if p := a.sentence(i).Paragraph; p != paragraph {
			goesOn := open >= 0 && turn < 0 && a.closesFirst(i)
			if turn >= 0 && open >= 0 {
				a.quotes[open].end = i
			}
			open, paragraph, turn = -1, p, -1
			if end, ok := turns[i]; ok {
				turn = end
			}
			if goesOn {
				a.quotes = append(a.quotes, span{i, len(a.doc.Tokens), ""})
				open = len(a.quotes) - 1
			}
		}
		if turn >= 0 { // all that is said in it, whatever marks it has
			if i == turn {
				a.quotes = append(a.quotes, span{i, len(a.doc.Tokens), ""})
				open = len(a.quotes) - 1
				a.turnOf[open] = a.doc.Sentences[a.firstOf(paragraph, i)].First
			}
			a.quoteAt[i] = open
			continue
		}
		form := a.tok(i).Form
		opens := form == "“" || form == "``"
		closes := form == "”" || form == "''"
		if form == "\"" {
			opens, closes = open < 0, open >= 0
		}
		switch {
		case opens:
			a.quotes = append(a.quotes, span{i + 1, len(a.doc.Tokens), ""})
			open = len(a.quotes) - 1
		case closes && open >= 0:
			a.quotes[open].end = i
			open = -1
		default:
			a.quoteAt[i] = open
		}
	}
}

// firstOf is the first sentence of a paragraph, from one of its tokens.
func (a *analysis) firstOf(paragraph, i int) int {
	s := a.tok(i).Sentence
	for s > 0 && a.doc.Sentences[s-1].Paragraph == paragraph {
		s--
	}
	return s
}

// Turns of an interview: so many at least, by so many speakers at most.
const (
	leastTurns   = 4
	mostSpeakers = 6
)

// turns are the paragraphs of an interview, by their first tokens, with the first token behind "Q:" or "Ribeiro:"; none where
// the article is no interview.
func (a *analysis) turns() map[int]int {
	out, speakers, again, capitals := map[int]int{}, map[string]int{}, false, 0
	for n, s := range a.doc.Sentences {
		if n > 0 && a.doc.Sentences[n-1].Paragraph == s.Paragraph {
			continue
		}
		colon := a.labelEnd(s.First)
		if colon < 0 || a.sentence(colon+1).Paragraph != s.Paragraph {
			continue
		}
		label := a.doc.Span(s.First, colon)
		if noSpeakers[strings.ToLower(label)] {
			continue
		}
		out[s.First] = colon + 1
		speakers[label]++
		again = again || speakers[label] > 1
		if strings.ToUpper(label) == label && len(label) > 3 {
			capitals++
		}
	}
	if len(out) >= leastTurns-1 && a.allAsk(out) { // the answers have no labels
		began := len(a.doc.Tokens)
		for first := range out {
			began = min(began, first)
		}
		for n, s := range a.doc.Sentences {
			if _, labelled := out[s.First]; !labelled && s.First > began && a.doc.Sentences[n-1].Paragraph != s.Paragraph && s.Kind == nlp.Prose {
				out[s.First] = s.First
			}
		}
		return out
	}
	if (len(out) < leastTurns || !again) && capitals < leastTurns-1 || len(speakers) > mostSpeakers {
		return nil
	}
	return out
}

// allAsk reports whether the paragraphs that begin at these tokens are all questions.
func (a *analysis) allAsk(turns map[int]int) bool {
	for first := range turns {
		n := a.tok(first).Sentence
		for n+1 < len(a.doc.Sentences) && a.doc.Sentences[n+1].Paragraph == a.doc.Sentences[n].Paragraph {
			n++
		}
		if a.tok(a.doc.Sentences[n].End-1).Form != "?" {
			return false
		}
	}
	return true
}

// noSpeakers are words before a colon that nobody is.
var noSpeakers = set("transcript", "note", "update", "updated", "correction", "summary", "watch", "read", "read more", "related", "photo", "photos", "video", "source", "sources", "date", "time", "place", "where", "when", "what", "who", "why", "location", "title", "subject", "contact", "about", "breaking", "analysis", "opinion", "background", "key points", "copyright")

// labelEnd is the colon behind the words that begin at token i, where those may be a speaker: "Q", "MR. ABBATE", "ASMA KELL,
// BYLINE"; -1 for none.
func (a *analysis) labelEnd(i int) int {
	for k := i; k < min(i+8, len(a.doc.Tokens)-1); k++ {
		form := a.tok(k).Form
		r, _ := utf8.DecodeRuneInString(form)
		switch {
		case form == ":" && k > i:
			return k
		case unicode.IsUpper(r), k > i && (form == "." || form == ","):
		default:
			return -1
		}
	}
	return -1
}

// turnSpeaker is who speaks in a turn: whose name stands before it, or of whom that is a part, or, where it is "A", the only
// person that the article names before the interview.
func (a *analysis) turnSpeaker(label int) *operand {
	end := a.labelEnd(label)
	if end < 0 {
		return a.interviewed()
	}
	last := ""
	for k := label; k < end && a.tok(k).Form != ","; k++ {
		if n := a.nameAt[k]; n >= 0 && a.byName[n] != nil && !a.byName[n].isPlace() {
			name := a.doc.Names[n]
			who := a.entityOperand(a.byName[n], name.End-1, a.doc.Span(name.First, name.End))
			return &who
		}
		last = a.tok(k).Form
	}
	if form := a.tok(label).Form; form == "A" || form == "Answer" {
		return a.onlyPerson()
	}
	if len(last) < 3 {
		return nil
	}
	for _, e := range a.list {
		if e.isPerson() && len(e.spans) > 0 && strings.EqualFold(e.name[strings.LastIndexByte(e.name, ' ')+1:], last) {
			who := a.entityOperand(e, e.spans[0].end-1, e.name)
			return &who
		}
	}
	if form := a.tok(label).Form; form == "Q" || form == "Question" {
		return nil
	}
	return &operand{Term: literal(a.doc.Span(label, end)), head: label}
}

// firstTurn is where the turns of an interview begin.
func (a *analysis) firstTurn() int {
	first := len(a.doc.Tokens)
	for _, label := range a.turnOf {
		first = min(first, label)
	}
	return first
}

// interviewed is who answers questions that alone have labels: who talks with somebody before the first of them, else the
// only person there.
func (a *analysis) interviewed() *operand {
	first := a.firstTurn()
	for v := range first {
		if a.isVerb(v) && (a.lemma(v) == "talk" || a.lemma(v) == "speak" || a.lemma(v) == "tell" || a.lemma(v) == "explain") {
			if who := a.subjectOf(v, 0); len(who) == 1 && who[0].who != nil && who[0].who.isPerson() {
				return &who[0]
			}
		}
	}
	return a.onlyPerson()
}

// onlyPerson is the one whom the article names before its first turn, nil where there are several.
func (a *analysis) onlyPerson() *operand {
	first := a.firstTurn()
	var person *actor
	at := -1
	for n, name := range a.doc.Names {
		if e := a.byName[n]; e != nil && e.isPerson() && name.First < first {
			if person != nil && person != e {
				return nil
			}
			person, at = e, n
		}
	}
	if person == nil {
		return nil
	}
	who := a.entityOperand(person, a.doc.Names[at].End-1, person.name)
	return &who
}

// closesFirst reports whether the paragraph that begins at token i ends a
// quotation before it begins one.
func (a *analysis) closesFirst(i int) bool {
	plain := 0
	for p := a.sentence(i).Paragraph; i < len(a.doc.Tokens) && a.sentence(i).Paragraph == p; i++ {
		switch a.tok(i).Form {
		case "“", "``":
			return false
		case "”", "''":
			return true
		case "\"":
			plain++
		}
	}
	return plain%2 == 1
}

// findRelatives links relative pronouns, and clauses without one, to the
// nouns that they go back to.
func (a *analysis) findRelatives() {
	for v := range a.doc.Tokens {
		if a.tok(v).Deprel != "acl:relcl" {
			continue
		}
		noun := a.tok(v).Head
		if s := a.child(v, "nsubj"); s >= 0 && adjuncts[a.lemma(noun)] && !hasAdjuncts[a.lemma(v)] && !strings.HasPrefix(a.tok(s).XPOS, "W") {
			continue // "the reason he resigned", "the day that they won"
		}
		lo, hi := a.yield(v)
		found := false
		for i := lo; i < hi && !found; i++ {
			switch a.form(i) {
			case "who", "which", "that", "whom", "whose":
				if a.tok(i).UPOS == "PRON" && !a.is(i, "mark") && a.nearestRelative(i) == v {
					a.relative[i] = a.antecedentOf(a.form(i), noun, v)
					found = true
				}
			case "where", "when", "why", "whereby": // nothing is missing from the clause
				found = found || a.tok(i).XPOS == "WRB" && a.nearestRelative(i) == v
			}
		}
		if !found {
			a.gaps[v] = noun
		}
	}
}

// adjuncts are nouns that clauses modify without a place in them, hasAdjuncts verbs that take them as objects all the same.
var (
	adjuncts    = set("reason", "way", "time", "day", "moment", "year", "month", "week", "night", "date")
	hasAdjuncts = set("give", "cite", "offer", "spend", "have", "choose", "find", "name", "waste", "mention", "explain", "need", "take", "pick", "lose", "mark", "celebrate", "call", "use", "see", "know", "want", "set")
)

// antecedentOf is the noun that a relative pronoun goes back to: the one that
// the tree has, or one inside its phrase, where "which" would mean a person or
// "who" a thing ("the director of the museum, which opened").
func (a *analysis) antecedentOf(pronoun string, noun, v int) int {
	if h := a.tok(noun).Head; h >= 0 && h < noun && a.is(noun, "appos") && a.nameAt[noun] < 0 {
		if ops := a.nameOperand(h); ops != nil && a.sameSort(ops[0].who, noun) { // "Fico, a former minister who has pledged"
			return h
		}
	}
	if h := a.tok(noun).Head; pronoun != "who" && h >= 0 && h < noun && a.is(noun, "nmod") && a.child(v, "nsubj") >= 0 && a.form(a.child(v, "nsubj")) == pronoun && !a.isComment(v) {
		switch one, many := a.tok(noun).XPOS, a.tok(h).XPOS; { // "fear of people that is healthy"
		case one == "NNS" && many == "NN" && a.isSingularVerb(v), one == "NN" && many == "NNS" && a.isPlural(v):
			return h
		}
	}
	if pronoun != "which" && pronoun != "who" {
		return noun
	}
	person := pronoun == "who"
	if is, _ := a.isPersonNoun(noun); person && !is && a.nameAt[noun] < 0 { // "a veteran of the industry who came back"
		for h, n := a.tok(noun).Head, 0; h >= 0 && n < 3 && (n > 0 || a.is(noun, "nmod")); h, n = a.tok(h).Head, n+1 {
			if is, _ := a.isPersonNoun(h); is {
				if up := a.tok(h).Head; a.is(h, "appos") && up >= 0 && up < h && a.nameAt[h] < 0 && a.nameOperand(up) != nil {
					return up
				}
				return h
			}
			if !a.is(h, "nmod") {
				break
			}
		}
	}
	if n, h := a.nameAt[noun], a.tok(noun).Head; person && n >= 0 && h >= 0 && a.is(noun, "appos") && a.doc.Names[n].Type == "Nationality" {
		return h // "Danny Röhl, a German who was appointed"
	}
	is, known := a.isPersonNoun(noun)
	if k := a.child(noun, "conj"); person && !is && k > noun && k < v && a.is(noun, "nmod") && a.preposition(noun) == "between" && (a.nameAt[k] >= 0 || a.tok(k).XPOS == "NNS") {
		return k // "between the government and the rebels, who refused"
	}
	if !known || is == person {
		return noun
	}
	for k := v - 1; k > noun; k-- { // the nearest that it can be of
		if a.is(k, "nmod", "appos", "conj") && a.descends(k, noun) && !a.descends(k, v) {
			if is, known := a.isPersonNoun(k); known && is == person {
				return k
			}
		}
	}
	return noun
}

// isPersonNoun reports whether a noun is of persons; known is false where that
// is not known.
func (a *analysis) isPersonNoun(i int) (is, known bool) {
	if n := a.nameAt[i]; n >= 0 {
		switch a.doc.Names[n].Type {
		case "Person":
			return true, true
		case "Organization", "Place":
			return false, true
		}
		return false, false
	}
	switch lexicon.Supersense(a.lemma(i)) {
	case "person":
		return true, true
	case "artifact", "location", "act", "event", "communication", "possession":
		return false, true
	}
	return false, false
}

// nearestRelative is the closest relative clause above token i.
func (a *analysis) nearestRelative(i int) int {
	for n := 0; n < 30 && i >= 0; n++ {
		if a.tok(i).Deprel == "acl:relcl" {
			return i
		}
		i = a.tok(i).Head
	}
	return -1
}
