package extract

import (
	"sort"
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/extract/lexicon/fold"
	"github.com/quadwire/quadwire/extract/nlp"
	"github.com/quadwire/quadwire/schema"
)

// An actor is an entity while its article is being read.
type actor struct {
	id, name, class, link string
	broader               string
	related               string // named entity that a concept is of: the Samsung of "Samsung executive"
	country               string // of an organisation or a place, where the lexicons know it
	alt                   map[string]bool
	gender                byte // 'M', 'F' or 0
	concept               bool
	kind                  string // class of a concept's own thing of the article: "Event" of "the visit"
	role                  string // last title noun seen: "president"
	spans                 []span // token ranges of its mentions
	first                 int    // first token
	last                  int    // first token of its last mention
}

type span struct {
	first, end int
	kind       string // name, noun, pronoun
}

// people and groups, by class

func (e *actor) isPerson() bool { return e.class == "Person" }

func (e *actor) isCountry() bool { return e.class == "Country" }

// ownCountry is the country that a place is in, or is; "" where unknown.
func (e *actor) ownCountry() string {
	if e.isCountry() {
		return e.name
	}
	return e.country
}

func (e *actor) isPlace() bool {
	switch e.class {
	case "Country", "City", "Place", "AdministrativeArea", "Landform", "Continent", "LandmarksOrHistoricalBuildings", "CivicStructure", "BodyOfWater", "Mountain":
		return true
	}
	return false
}

func (e *actor) isOrganization() bool {
	return !e.concept && !e.isPerson() && !e.isPlace() && e.class != "Event" && e.class != "Product" && e.class != "CreativeWork" && e.class != "Thing"
}

// A cast is the entities of one article, found by name.
type cast struct {
	*forest
	list   []*actor
	byID   map[string]*actor
	byName []*actor       // per Document.Names; nil where a name is none
	nameAt []int          // per token: index of the name it is in, or -1
	about  map[string]int // how many names of the article belong to a country
	sports bool           // the article is about games
	games  bool           // it speaks of games at all
	user   *lexicon.User  // the user's own lexicon, may be nil
}

func newCast(f *forest, user *lexicon.User) *cast {
	c := &cast{forest: f, user: user, byID: map[string]*actor{}, byName: make([]*actor, len(f.doc.Names)), nameAt: make([]int, len(f.doc.Tokens))}
	for i := range c.nameAt {
		c.nameAt[i] = -1
	}
	for n, name := range f.doc.Names {
		for i := name.First; i < name.End; i++ {
			c.nameAt[i] = n
		}
	}
	c.about, c.sports, c.games = c.countriesNamed(), c.isSports(), c.speaksOfGames()
	c.resolveNames()
	return c
}

// add gives the entity with the name and class, new or known.
func (c *cast) add(name, class string, first int) *actor {
	return c.node(name, "", class, first)
}

// node gives the entity with the name, the qualifier that keeps it apart from
// others of that name, and the class, new or known.
func (c *cast) node(name, qualifier, class string, first int) *actor {
	return c.nodeOf(schema.QualifiedID(name, qualifier), name, class, first)
}

// nodeOf gives the entity with the IRI, new or known.
func (c *cast) nodeOf(id, name, class string, first int) *actor {
	if e, ok := c.byID[id]; ok {
		if e.concept == (class == "Concept") {
			return e
		}
		if e.concept { // a name beats a concept of the same spelling
			e.concept, e.class, e.name = false, class, name
		}
		return e
	}
	e := &actor{id: id, name: name, class: class, alt: map[string]bool{}, first: first, concept: class == "Concept"}
	c.byID[id] = e
	c.list = append(c.list, e)
	return e
}

func (e *actor) mention(first, end int, kind string) {
	for _, s := range e.spans {
		if s.first == first && s.end == end {
			return
		}
	}
	e.spans = append(e.spans, span{first, end, kind})
	e.last = max(e.last, first)
}

func (e *actor) alias(name string) {
	if name != "" && name != e.name {
		e.alt[name] = true
	}
}

// nameText is the text of a name without article, possessive and title.
func (c *cast) nameText(n nlp.Name) (first, end int, text string) {
	first, end = n.First, n.End
	for end > first+1 && (c.tok(end-1).XPOS == "POS" || c.tok(end-1).UPOS == "PUNCT" && c.form(end-1) != "." && c.form(end-1) != ")") {
		end--
	}
	for first < end-1 && (c.form(first) == "the" && !isTitleWord(c.tok(first).Form) || c.tok(first).UPOS == "PUNCT" || c.tok(first).UPOS == "DET") {
		first++
	}
	if n.Type == "Person" {
		first = c.skipTitles(first, end)
		for end > first+2 && c.tok(end-1).Form == c.tok(end-2).Form { // a heading run into the text
			end--
		}
	}
	return first, end, clean(c.doc.Span(first, end))
}

// skipTitles is where a person's name begins behind titles and demonyms:
// "Emeritus Professor John Burrows".
func (c *cast) skipTitles(first, end int) int {
	for first < end-1 {
		step := 0
		for n := min(4, end-1-first); n > 0 && step == 0; n-- {
			words := clean(c.doc.Span(first, first+n))
			if _, ok := lexicon.Title(strings.ToLower(words)); ok && !(n == 1 && first+2 == end && lexicon.GivenRather(words)) {
				step = n
			}
		}
		if _, ok := lexicon.Demonym(c.tok(first).Form); step == 0 && (ok || lexicon.Honorific(c.tok(first).Form)) {
			step = 1
		}
		if step == 0 || c.tok(first+step).UPOS == "PUNCT" {
			return first
		}
		first += step
	}
	return first
}

func isTitleWord(s string) bool { return s == "The" }

var plainQuotes = strings.NewReplacer("’", "'", "‘", "'", "“", "\"", "”", "\"")

// clean puts a name on one line with single blanks and straight apostrophes.
func clean(s string) string {
	if isClean(s) {
		return s
	}
	s = plainQuotes.Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// isClean reports a string that clean would not change.
func isClean(s string) bool {
	blank := true
	for i := range len(s) {
		switch c := s[i]; {
		case c > 0x7f, c < ' ', c == ' ' && blank:
			return false
		default:
			blank = c == ' '
		}
	}
	return s == "" || !blank
}

// resolveNames makes one entity of all names that mean the same. Long names
// come first, so that short ones find them, then acronyms that are explained.
func (c *cast) resolveNames() {
	order := make([]int, 0, len(c.doc.Names))
	for n, name := range c.doc.Names {
		kind := c.doc.Sentences[c.tok(name.First).Sentence].Kind
		if kind != nlp.Boilerplate && kind != nlp.Heading && kind != nlp.Byline {
			order = append(order, n)
		}
	}
	sort.SliceStable(order, func(i, j int) bool {
		a, b := c.doc.Names[order[i]], c.doc.Names[order[j]]
		if a.End-a.First == b.End-b.First {
			return c.parenthesised(a) && !c.parenthesised(b)
		}
		return a.End-a.First > b.End-b.First
	})
	for _, n := range order {
		c.resolveName(n)
	}
	sort.SliceStable(c.list, func(i, j int) bool { return c.list[i].first < c.list[j].first })
}

func (c *cast) resolveName(n int) {
	name := c.doc.Names[n]
	first, end, text := c.nameText(name)
	if text == "" || !hasLetter(text) || end == first+1 && notNames[text] {
		return
	}
	e := c.inParentheses(n)
	if state, ok := c.stateBehind(text, first); ok && e == nil {
		e = c.node(state.Name, c.qualifier(state), state.Type, first)
		e.country, e.link = state.Country, state.SameAs
	}
	if e == nil {
		class := c.classNamed(name.Type, text, first)
		if place := strings.ToLower(text); noPlaces[place] && (first == 0 || c.form(first-1) != "the") {
			class = "Organization" // "City beat United"
			e = c.node(text, c.doc.ID, class, first)
		}
		if class == "Place" && e == nil {
			e = c.asSurname(text, first, end)
		}
		if e != nil {
			// somebody whose surname is a place's name
		} else if e = c.known(text, class, first); e == nil {
			e = c.newNamed(text, class, first)
		}
	}
	if e == nil {
		return
	}
	e = c.asTeam(e, first)
	e.first = min(e.first, first)
	e.mention(first, end, "name")
	if _, ok := lexicon.Demonym(text); !ok {
		e.alias(text)
	}
	c.byName[n] = e
}

// noPlaces are nouns for places that name none without "the".
var noPlaces = set("city", "town", "county", "state", "capital", "island", "valley", "bay", "lake", "river", "port", "united", "athletic", "rovers", "wanderers")

// notNames are words that the reader takes for names here and there.
var notNames = set("it", "its", "he", "she", "they", "we", "i", "you", "us", "the", "and", "of")

// parenthesised reports a single word between parentheses behind another.
func (c *cast) parenthesised(name nlp.Name) bool {
	return name.First > 1 && name.End == name.First+1 && c.tok(name.First-1).Form == "(" && name.End < len(c.doc.Tokens) && c.tok(name.End).Form == ")"
}

// inParentheses is the entity of the name that name n is the acronym of:
// "Government Accountability Office (GAO)".
func (c *cast) inParentheses(n int) *actor {
	name := c.doc.Names[n]
	if !c.parenthesised(name) {
		return nil
	}
	form := c.tok(name.First).Form
	m := c.nameAt[name.First-2]
	if m < 0 || c.byName[m] == nil || len(form) < 2 || strings.ToUpper(form) != form || c.byName[m].isPerson() {
		return nil
	}
	return c.byName[m]
}

func hasLetter(s string) bool {
	for _, r := range s {
		if r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r > 0x7f {
			return true
		}
	}
	return false
}

// known finds the entity of the article that the name means.
func (c *cast) known(text, class string, at int) *actor {
	if own := c.user.Lookup(text); len(own) > 0 {
		return c.byID[ownID(own[0])]
	}
	if class == "Person" {
		return c.knownPerson(text, at)
	}
	if country, ok := lexicon.Demonym(text); ok {
		if country == "United States" && at > 0 { // "Latin American", "African American"
			whole := c.tok(at-1).Form + " America"
			if entry, ok := c.meant(whole, "Place"); ok && strings.HasPrefix(text, "American") {
				return c.newNamed(entry.Name, "Place", at-1)
			}
			switch c.form(at - 1) {
			case "african", "native", "asian", "mexican", "arab":
				return nil
			}
		}
		return c.country(country, at)
	}
	if place, ok := continentals[strings.ToLower(strings.TrimSuffix(text, "s"))]; ok {
		return c.newNamed(place, "Place", at)
	}
	if people, rest, ok := strings.Cut(text, " "); ok && class == "Organization" { // "Japanese Toyota"
		if _, ok := c.nationOf(people); ok {
			if _, whole := c.meant(text, class); !whole {
				if entry, ok := c.meant(rest, class); ok && entry.Type == "Corporation" && entry.SameAs != "" {
					return c.newNamed(rest, class, at)
				}
			}
		}
	}
	for _, e := range c.list {
		if e.isPerson() || e.concept {
			continue
		}
		if strings.EqualFold(e.name, text) || e.alt[text] {
			return e
		}
	}
	if entry, ok := c.meant(text, class); ok {
		if entry.Type == "Country" {
			return c.country(entry.Name, at)
		}
		if e := c.byID[schema.QualifiedID(entry.Name, c.qualifier(entry))]; e != nil && !e.concept && !e.isPerson() {
			return e
		}
	}
	if direction(text) {
		return c.byDirection(text)
	}
	if entry, ok := c.meant(text, class); ok && entry.Type == "Corporation" && entry.SameAs != "" {
		return nil // Boeing is not Boeing Commercial Airplanes
	}
	for _, e := range c.list {
		if class != "Place" && class != "Nationality" && e.isOrganization() && isSuffix(text, e.name) {
			return e
		}
		if class != "Place" && class != "Nationality" && e.isOrganization() && (isAcronym(text, e.name) || isPrefix(text, e.name) || isPrefix(text, strings.TrimPrefix(e.name, "The "))) {
			return e
		}
	}
	return nil
}

// continentals are adjectives and people of parts of the world.
var continentals = map[string]string{
	"european": "Europe", "african": "Africa", "asian": "Asia", "north american": "North America", "south american": "South America", "latin american": "Latin America", "middle eastern": "Middle East", "scandinavian": "Scandinavia", "southeast asian": "Southeast Asia",
	"eastern european": "Eastern Europe", "western european": "Western Europe", "central asian": "Central Asia", "east asian": "East Asia", "south asian": "South Asia", "west african": "West Africa", "east african": "East Africa", "north african": "North Africa",
}

// nationOf is the country that a word names, itself or by its people.
func (c *cast) nationOf(word string) (string, bool) {
	if country, ok := lexicon.Demonym(word); ok {
		return country, true
	}
	if entries := lexicon.Lookup(word); len(entries) > 0 && entries[0].Type == "Country" {
		return entries[0].Name, true
	}
	return "", false
}

// direction reports names such as "the North" that stand for a country whose
// name holds the word.
func direction(text string) bool {
	switch strings.ToLower(text) {
	case "north", "south", "east", "west":
		return true
	}
	return false
}

func (c *cast) byDirection(text string) *actor {
	for _, e := range c.list {
		if e.isCountry() && strings.HasPrefix(strings.ToLower(e.name), strings.ToLower(text)+" ") {
			return e
		}
	}
	return nil
}

// knownPerson finds the person that a part of a name means: a full name with
// the same last or, where that fails, first word. Of two of one family it is
// the one named in full shortly before, else the first that the article
// introduces.
func (c *cast) knownPerson(text string, at int) *actor {
	words := strings.Fields(text)
	var best *actor
	score := 0
	for _, e := range c.list {
		if !e.isPerson() || fold.IsASCII(text) && fold.IsASCII(e.name) && !containsFold(e.name, words[0]) && !containsFold(e.name, words[len(words)-1]) {
			continue
		}
		s := 8 * personScore(words, strings.Fields(e.name))
		if s == 0 {
			continue
		}
		if e.first <= at {
			s += 4
		}
		if c.namedBefore(e, at) {
			s += 2
		}
		if s > score || s == score && e.first < best.first {
			best, score = e, s
		}
	}
	return best
}

// containsFold reports whether a name has a word in it, in any case.
func containsFold(name, word string) bool {
	if strings.Contains(name, word) {
		return true
	}
	for i := 0; i+len(word) <= len(name); i++ {
		if name[i]|0x20 == word[0]|0x20 && strings.EqualFold(name[i:i+len(word)], word) {
			return true
		}
	}
	return false
}

// asSurname is the person of whom a place's name is the surname, where the
// article has named him in full and the mention acts as people do: "Montenegro
// told reporters"; nil elsewhere.
func (c *cast) asSurname(text string, first, end int) *actor {
	if strings.Contains(text, " ") || !c.is(end-1, "nsubj", "nsubj:pass", "nmod:poss", "obj") || first > 0 && c.form(first-1) == "the" {
		return nil
	}
	for _, e := range c.list {
		words := strings.Fields(e.name)
		if e.isPerson() && e.first < first && len(words) > 1 && words[len(words)-1] == text {
			return e
		}
	}
	return nil
}

// namedBefore reports whether the article names the person in full in the
// sentence of token at, or the one before, ahead of it.
func (c *cast) namedBefore(e *actor, at int) bool {
	for _, s := range e.spans {
		if s.first < at && s.end-s.first > 1 && c.tok(at).Sentence-c.tok(s.first).Sentence <= 1 {
			return true
		}
	}
	return false
}

// personScore is 3 for the same name, 2 for the surname alone (last word),
// 1 for the first word alone (family names of East Asia), 0 for no match.
func personScore(short, full []string) int {
	if len(short) > len(full) {
		return 0
	}
	tail, head := true, true
	for i := range short {
		tail = tail && sameWord(short[len(short)-1-i], full[len(full)-1-i])
		head = head && sameWord(short[i], full[i])
	}
	if len(short) == len(full) && (head || strings.EqualFold(strings.Join(short, " "), strings.Join(full, " "))) {
		return 3
	}
	if len(short) == len(full) {
		return 0
	}
	switch {
	case tail:
		return 2
	case head && (len(short) > 1 || lexicon.Gender(short[0]) == 0 || lexicon.IsSurname(short[0])):
		return 1
	case len(short) == 2 && sameWord(short[0], full[0]) && sameWord(short[1], full[len(full)-1]): // middle name left out
		return 2
	}
	return 0
}

// sameWord compares parts of names, without the marks on letters where one of them has some:
// "Mbappe", "Mbappé"; particles are large at the beginning of a surname, "Van Hasselt".
func sameWord(a, b string) bool {
	return a == b || len(a) <= 3 && strings.EqualFold(a, b) || (!fold.IsASCII(a) || !fold.IsASCII(b)) && fold.Name(a) == fold.Name(b)
}

// isAcronym reports whether short is made of the initials of long.
func isAcronym(short, long string) bool {
	short = strings.ReplaceAll(short, ".", "")
	if len(short) < 2 || short != strings.ToUpper(short) {
		return false
	}
	var all, big strings.Builder
	for _, w := range strings.FieldsFunc(long, func(r rune) bool { return r == ' ' || r == '-' }) {
		all.WriteString(strings.ToUpper(w[:1]))
		if w[0] >= 'A' && w[0] <= 'Z' {
			big.WriteString(w[:1])
		}
	}
	return short == all.String() || short == big.String()
}

// isPrefix reports whether short is the longer name without what says only
// what sort of organisation it is: "Apple" of "Apple Computer Inc.", not of
// "Apple Developers Conference".
func isPrefix(short, long string) bool {
	rest, ok := strings.CutPrefix(long, short+" ")
	if !ok || len(short) <= 3 && strings.ToUpper(short) != short {
		return false
	}
	for word := range strings.FieldsSeq(rest) {
		if !sorts[strings.ToLower(strings.Trim(word, ".,()"))] {
			return false
		}
	}
	return true
}

// isSuffix reports the last word of a longer name where it is that of a body
// which an article has one of: "Senate" of "United States Senate".
func isSuffix(short, long string) bool {
	return bodies[strings.ToLower(short)] && strings.HasSuffix(long, " "+short)
}

// bodies are bodies that are called by their last word.
var bodies = set("senate", "congress", "parliament", "treasury", "court", "ministry", "council", "commission", "committee", "church", "foundation", "institute", "federation", "authority", "academy", "assembly", "pentagon", "fed", "association")

// sorts are words of names that say what sort of organisation it is.
var sorts = set("inc", "corp", "corporation", "co", "company", "companies", "ltd", "limited", "llc", "plc", "ag", "sa", "spa", "s.p.a", "nv", "n.v", "se", "gmbh", "kg", "ab", "asa", "oyj", "group", "holding", "holdings", "motor", "motors", "computer", "computers", "airlines", "airways", "air", "lines", "bank", "banks", "banking", "industries", "industry", "international", "technologies", "technology", "systems", "communications", "telecom", "energy", "petroleum", "oil", "gas", "pharmaceuticals", "pharma", "electronics", "electric", "steel", "mining", "foods", "brothers", "bros", "partners", "associates", "capital", "financial", "insurance", "stores", "media", "news", "agency", "newspaper", "times", "post", "university", "college", "institute", "foundation", "party", "union", "fc", "f.c", "cf", "united", "city", "club", "&", "and", "of", "the", "america", "usa", "us", "uk", "europe", "composite", "average", "index", "100", "225", "500", "30", "40", "50")
