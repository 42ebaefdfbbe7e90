package extract

import (
	"slices"
	"strings"
	"unicode"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/schema"
)

// Which thing of the world a name means: candidates come from the lexicons, by
// name; the class that the reader saw and the countries that the article
// speaks of decide. What stays open stays without a link.

// countriesNamed counts the names of the article that belong to a country: its
// own names and those of its people, regions and cities.
func (c *cast) countriesNamed() map[string]int {
	count := map[string]int{}
	seen := map[string]bool{}
	for _, n := range c.doc.Names {
		text := clean(c.doc.Span(n.First, n.End))
		if seen[text] || n.Type == "Person" {
			continue
		}
		seen[text] = true
		if country, ok := lexicon.Demonym(text); ok {
			count[country]++
			continue
		}
		entries := lexicon.Lookup(text)
		if len(entries) == 0 {
			continue
		}
		switch e := entries[0]; {
		case e.Type == "Country":
			if regionToo(entries) == "" {
				count[e.Name]++
			}
		case e.Type == "City" || e.Type == "AdministrativeArea":
			if others := slices.ContainsFunc(entries, func(o lexicon.Entry) bool { return o.Country != e.Country && o.Rank > e.Rank/20 }); !others {
				count[e.Country]++
			}
		}
	}
	return count
}

// regionToo is the country that has a region called like another country:
// "Georgia" is one of the United States too.
func regionToo(entries []lexicon.Entry) string {
	for _, e := range entries[1:] {
		if e.Type == "AdministrativeArea" && e.Country == "United States" {
			return e.Country
		}
	}
	return ""
}

// fits reports whether a thing of the lexicons is of the kind that the reader
// saw in a name.
func fits(entry *lexicon.Entry, class string) bool {
	switch kindOf(entry.Type) {
	case "Place":
		return class == "Place" || class == "Nationality" || class == "Organization" && entry.Type == "Country"
	case "Person":
		return class == "Person"
	}
	return class == "Organization" || class == "Place" && entry.Type == "LandmarksOrHistoricalBuildings" || class == "Product" && entry.Type == "Corporation" || class == entry.Type
}

// isSports reports an article about games: it names clubs or leagues, and its
// words are of games.
func (c *cast) isSports() bool {
	teams, words := map[string]bool{}, 0
	for _, n := range c.doc.Names {
		text := clean(c.doc.Span(n.First, n.End))
		if n.Type != "Person" && len(teams) < 3 {
			if entries := lexicon.Lookup(text); len(entries) > 0 && (entries[0].Type == "SportsTeam" || entries[0].Type == "SportsOrganization") {
				teams[entries[0].Name] = true
			}
		}
	}
	if len(teams) < 2 {
		return false
	}
	for i := range c.doc.Tokens {
		if gameWords[c.lemma(i)] {
			words++
		}
	}
	return words > 4 && words*100 > len(c.doc.Tokens)
}

// speaksOfGames reports an article that has a word of games, and of nothing else, at all.
func (c *cast) speaksOfGames() bool {
	for i := range c.doc.Tokens {
		if lemma := c.lemma(i); gameWords[lemma] && !alsoElsewhere[lemma] {
			return true
		}
	}
	return false
}

// alsoElsewhere are words of games that articles of other things have as often.
var alsoElsewhere = set("win", "title", "draw", "fan", "season")

var gameWords = set("match", "game", "goal", "coach", "striker", "midfielder", "defender", "goalkeeper", "league", "season", "club", "team", "cup", "fan", "player", "trainer", "squad", "champion", "championship", "tournament", "title", "win", "draw", "stadium", "score", "playoff", "quarterback", "inning", "referee", "penalty")

// asTeam is the club that a city stands for in an article about games: "lost
// to Hanover", but not "lost in Hanover"; the city itself elsewhere.
func (c *cast) asTeam(city *actor, first int) *actor {
	if !c.sports || city.class != "City" {
		return city
	}
	team, ok := lexicon.Team(city.name, city.country)
	if !ok {
		return city
	}
	k := first - 1
	for k >= 0 && (c.tok(k).UPOS == "ADJ" || c.tok(k).UPOS == "DET") {
		k--
	}
	if k >= 0 && c.tok(k).Sentence == c.tok(first).Sentence {
		switch c.form(k) {
		case "in", "near", "around", "outside", "through", "into", "city", "town", "across":
			return city
		case "to": // "traveled to Munich"
			if h := c.tok(c.tok(first).Head); c.tok(first).Head >= 0 && h.UPOS == "VERB" && !plays[h.Lemma] {
				return city
			}
		}
	}
	entries := lexicon.Lookup(team)
	for i := range entries {
		if entries[i].Type == "SportsTeam" && entries[i].Country == city.country {
			e := c.node(entries[i].Name, c.qualifier(entries[i]), "SportsTeam", first)
			e.country, e.link = entries[i].Country, entries[i].SameAs
			return e
		}
	}
	return city
}

var plays = set("lose", "draw", "fall", "concede", "belong")

// stateBehind is the state of the United States that a name behind a city and
// a comma means: "Everett, Washington".
func (c *cast) stateBehind(text string, first int) (lexicon.Entry, bool) {
	if first < 2 || c.tok(first-1).Form != "," || c.nameAt[first-2] < 0 || c.tok(first-2).Sentence != c.tok(first).Sentence {
		return lexicon.Entry{}, false
	}
	if c.doc.Names[c.nameAt[first-2]].Type != "Place" {
		return lexicon.Entry{}, false
	}
	for _, e := range lexicon.Lookup(text) {
		if e.Type == "AdministrativeArea" && e.Country == "United States" {
			return e, true
		}
	}
	return lexicon.Entry{}, false
}

// inContext is how much likelier a thing is meant where its country is spoken of.
const inContext = 50

// meant is the thing that a name means. Of things of equal right only what
// they share is given: their class.
func (c *cast) meant(text, class string) (lexicon.Entry, bool) {
	var best lexicon.Entry
	score, ties := 0, false
	entries := lexicon.Lookup(text)
	for i := range entries {
		entry := &entries[i]
		if !fits(entry, class) {
			continue
		}
		s := entry.Rank
		switch {
		case entry.Type == "Country" && len(entries) > 1 && c.about[entry.Name] == 0 && c.about[regionToo(entries)] > 0:
			s = 0 // "Atlanta, Georgia"
		case c.about[entry.Country] > 0, entry.Type == "Country" && c.about[entry.Name] > 0:
			s *= inContext
		}
		switch {
		case s > score:
			best, score, ties = *entry, s, false
		case s == score && (entry.Name != best.Name || entry.Country != best.Country):
			ties = true
		}
	}
	if score == 0 {
		if entry, ok := c.meantOtherwise(text, class, entries); ok || class != "Organization" {
			return entry, ok
		}
		if short := withoutForm(text); short != text {
			return c.company(short)
		}
		return lexicon.Entry{}, false
	}
	if (best.Type == "GovernmentOrganization" || best.Type == "PoliticalParty") && best.Country != "" && c.about[best.Country] == 0 {
		for i := range entries { // "the Senate", of nobody knows which country
			ties = ties || fits(&entries[i], class) && entries[i].Country != best.Country
		}
	}
	if ties {
		return lexicon.Entry{Name: text, Type: best.Type, Rank: open}, true
	}
	return best, true
}

// meantOtherwise is what a name means that the lexicons know as a thing of
// another kind than the reader saw, or only by name.
func (c *cast) meantOtherwise(text, class string, entries []lexicon.Entry) (lexicon.Entry, bool) {
	if class == "Nationality" {
		return lexicon.Entry{}, false
	}
	if len(entries) > 0 && entries[0].Rank >= curated && (class != "Person" || !startsGiven(text)) && class != "Event" && class != "CreativeWork" {
		one := true
		for i := range entries {
			one = one && (entries[i].Rank < curated || entries[i].Name == entries[0].Name)
		}
		if one && (kindOf(entries[0].Type) != "Person" || strings.Contains(text, " ")) {
			return entries[0], true
		}
	}
	entry, ok := lexicon.Known(text)
	switch {
	case !ok, class == "Place", (entry.Type == "Person") != (class == "Person"):
		return lexicon.Entry{}, false
	}
	entry.Type = class
	if class == "" {
		entry.Type = "Thing"
	}
	return entry, true
}

// company is the linked company of a name from which a legal form was taken.
func (c *cast) company(name string) (lexicon.Entry, bool) {
	if entry, ok := c.meant(name, "Organization"); ok && entry.Type == "Corporation" && entry.SameAs != "" {
		return entry, true
	}
	return lexicon.Entry{}, false
}

// withoutForm is a company's name without one word for its legal form or
// trade: "Apple" of "Apple Computer".
func withoutForm(name string) string {
	i := strings.LastIndexByte(name, ' ')
	if i < 0 || !forms[strings.ToLower(strings.Trim(name[i+1:], ".,()"))] {
		return name
	}
	return strings.TrimRight(name[:i], ",& ")
}

var forms = set("inc", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "plc", "ag", "sa", "spa", "s.p.a", "nv", "n.v", "se", "gmbh", "kg", "ab", "asa", "oyj", "group", "holding", "holdings", "motor", "motors", "computer", "computers", "a/s", "pte")

// curated is the least rank of the names that were chosen one by one.
const curated = 5_000_000

// classNamed is the class that the reader saw in a name, but where a noun before
// it says that it is a firm, or where it is a person's and the name is, or begins with, that of a company and nobody's in
// the article.
func (c *cast) classNamed(class, text string, first int) string {
	k := first - 1
	if k > 0 && c.tok(k).Form == "," && firmNouns[c.lemma(k-1)] && c.tok(first).Head == k-1 {
		k-- // "the bus company, Rodonorte, said"
	}
	if k >= 0 && storms[c.lemma(k)] && class != "Event" && !strings.Contains(text, " ") {
		return "Event" // "storm Petra"
	}
	if class != "Organization" && class != "Nationality" && k >= 0 && firmNouns[c.lemma(k)] && !(class == "Person" && ofEither[c.lemma(k)] && startsGiven(text)) && c.tok(k).XPOS == "NN" && c.nameAt[k] < 0 && c.tok(k).Sentence == c.tok(first).Sentence {
		if entries := lexicon.Lookup(text); len(entries) == 0 || kindOf(entries[0].Type) == "Organization" {
			return "Organization" // "the investment firm Harrow Capital"
		}
	}
	if class != "Person" {
		return class
	}
	word, _, _ := strings.Cut(text, " ")
	if entries := lexicon.Lookup(word); len(entries) > 0 && entries[0].Type == "Corporation" && entries[0].Rank >= curated && (word == text || lexicon.Gender(word) == 0) && c.neverPerson(word) {
		return "Organization"
	}
	return class
}

// ofEither are firmNouns that persons are too: "the Wimbledon champion Ana Ruiz".
var ofEither = set("champion", "producer", "publisher", "operator", "maker", "supplier", "giant", "manufacturer")

var storms = set("storm", "hurricane", "typhoon", "cyclone")

// neverPerson reports a surname that the article never introduces as one:
// without a given name, a title or an honorific before it.
func (c *cast) neverPerson(text string) bool {
	if strings.Contains(text, " ") {
		return false
	}
	for n, name := range c.doc.Names {
		words := strings.Fields(clean(c.doc.Span(name.First, name.End)))
		if name.Type != "Person" || words[len(words)-1] != text {
			continue
		}
		first, _, _ := c.nameText(name)
		if len(words) > 1 || first > name.First {
			return false
		}
		if k := first - 1; k >= 0 && c.nameAt[k] != n {
			if _, title := lexicon.Title(c.tok(k).Form); title || lexicon.Honorific(c.tok(k).Form) || c.tok(k).UPOS == "NOUN" && lexicon.Supersense(c.form(k)) == "person" {
				return false
			}
		}
	}
	return true
}

func startsGiven(text string) bool {
	first, _, _ := strings.Cut(text, " ")
	return lexicon.Gender(first) != 0 || lexicon.IsSurname(first)
}

// leader is the head of a state or government whom a surname without more
// means: the article calls him by his title, or speaks of his country and the
// name is rare.
func (c *cast) leader(text string, at int) (lexicon.Entry, bool) {
	if strings.Contains(text, " ") {
		return lexicon.Entry{}, false
	}
	entry, ok := lexicon.Leader(text)
	if !ok {
		return lexicon.Entry{}, false
	}
	if at > 0 && c.nameAt[at-1] < 0 || at > 0 && c.nameAt[at-1] == c.nameAt[at] {
		if kind, ok := lexicon.Title(c.tok(at - 1).Form); ok && kind == "leader" {
			return entry, true
		}
	}
	return entry, c.about[entry.Country] > 0 && lexicon.Gender(text) == 0 && !commonSenses[lexicon.Supersense(text)]
}

// another reports that the person of that name whom the lexicons know is not
// the one at token at: he is said to be of another people ("British teacher
// Mike Johnson"), or his name is a common one and the article does not speak
// of his country.
func (c *cast) another(entry lexicon.Entry, at int) bool {
	if entry.Country == "" {
		return false
	}
	for k := at - 1; k >= 0 && k > at-6 && c.tok(k).Sentence == c.tok(at).Sentence; k-- {
		if n := c.nameAt[k]; n >= 0 && c.doc.Names[n].End <= at {
			country, ok := c.nationOf(clean(c.doc.Span(c.doc.Names[n].First, c.doc.Names[n].End)))
			if !ok {
				break
			}
			return country != entry.Country && c.doc.Names[n].Type == "Nationality"
		}
		if u := c.tok(k).UPOS; u != "ADJ" && u != "NOUN" && u != "PROPN" && c.tok(k).Form != "-" {
			break
		}
	}
	words := strings.Fields(entry.Name)
	return c.about[entry.Country] == 0 && len(words) == 2 && lexicon.Gender(words[0]) != 0 && lexicon.Common(words[1])
}

// commonSenses are kinds of common words that are surnames too: Brown, Rice.
var commonSenses = set("attribute", "plant", "food", "animal", "artifact", "act", "substance")

// country gives the entity of a country by its common name.
func (c *cast) country(name string, at int) *actor {
	e := c.add(name, "Country", at)
	e.class, e.country = "Country", name
	if entries := lexicon.Lookup(name); len(entries) > 0 && entries[0].Type == "Country" {
		e.link = entries[0].SameAs
	}
	return e
}

// newNamed makes an entity of a name, with what the lexicons know of it.
func (c *cast) newNamed(text, class string, at int) *actor {
	if own := c.user.Lookup(text); len(own) > 0 {
		e := c.nodeOf(ownID(own[0]), own[0].Name, own[0].Type, at)
		e.link = own[0].SameAs
		if e.isCountry() {
			e.country = e.name
		}
		return e
	}
	entry, ok := c.meant(text, class)
	if ok && entry.Type == "SportsTeam" && entry.Name != text && !strings.Contains(text, " ") && !c.games {
		entry, ok = lexicon.Entry{}, false // "Europa" is a club only among games
	}
	switch {
	case !ok && class == "Person":
		entry, ok = c.leader(text, at)
	case ok && entry.Type == "Person" && c.another(entry, at):
		entry = lexicon.Entry{Name: text, Type: "Person", Rank: open}
	}
	if (!ok || entry.Rank == open) && class == "Organization" {
		if own, is := c.ownBody(text, at); is {
			entry, ok = own, true
		}
	}
	if !ok {
		switch class {
		case "Nationality":
			return nil
		case "":
			class = "Thing"
		}
		if class == "Thing" && saysOrganization(text) {
			class = "Organization"
		}
		e := c.node(text, c.qualifier(lexicon.Entry{Name: text, Type: class}), class, at)
		if class == "Person" {
			e.gender = lexicon.Gender(strings.Fields(text)[0])
		}
		return e
	}
	if entry.Type == "Country" {
		return c.country(entry.Name, at)
	}
	e := c.node(entry.Name, c.qualifier(entry), entry.Type, at)
	e.country, e.link = entry.Country, entry.SameAs
	if e.isPerson() {
		e.gender = lexicon.Gender(strings.Fields(entry.Name)[0])
	}
	return e
}

// ownID is the IRI of an entry of the user's lexicon.
func ownID(e lexicon.Entry) string {
	if e.ID != "" {
		return e.ID
	}
	return schema.EntityID(e.Name)
}

// open is the rank of what a name may mean when it may mean many things.
const open = -1

// qualifier keeps things of one name apart, in this article and in all others,
// so that it may hang on nothing but the thing and the article. A name alone
// stands for what the lexicons hold for likeliest ("e:Birmingham"); another
// thing of that name has its country or class beside it
// ("e:Birmingham~United_States", "e:Washington~person"); what one article
// calls by a name that means many things is that article's own
// ("e:Schmidt~ARTICLE").
func (c *cast) qualifier(entry lexicon.Entry) string {
	entries := lexicon.Lookup(entry.Name)
	known := entry.SameAs != "" || entry.Rank > 0
	switch {
	case entry.Rank == open:
		return c.doc.ID
	case entry.Type == "Person" && !known && !strings.Contains(entry.Name, " "):
		return c.doc.ID
	case len(entries) == 0:
		return ""
	}
	top := entries[0]
	switch {
	case top.Type == entry.Type && top.Country == entry.Country || known && top.SameAs == entry.SameAs && top.SameAs != "":
		return ""
	case entry.Country != "" && entry.Country != top.Country:
		return entry.Country
	case kindOf(top.Type) != kindOf(entry.Type) || known:
		return kindWord(entry.Type)
	}
	return ""
}

// kindWord is a class as the word of a qualifier: "person", "sports_team",
// "region".
func kindWord(class string) string {
	if class == "AdministrativeArea" {
		return "region"
	}
	var b strings.Builder
	for i, r := range class {
		if i > 0 && unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// ownBody is a body that every state has ("Foreign Ministry", "Supreme Court")
// as the one of the country named before it, "Chinese Foreign Ministry", else
// of the country that the article is about: the "foreign ministry of China";
// of this article alone where that is not clear.
func (c *cast) ownBody(text string, at int) (lexicon.Entry, bool) {
	country, body := "", false
	for n := 2; n > 0 && country == ""; n-- { // "South Korean", "US"
		words := strings.Fields(text)
		if len(words) <= n {
			continue
		}
		if nation, ok := c.nationOf(strings.Join(words[:n], " ")); ok {
			country, text = nation, strings.Join(words[n:], " ")
		}
	}
	for w := range strings.FieldsSeq(strings.ToLower(text)) {
		if !stateWords[w] {
			return lexicon.Entry{}, false
		}
		body = body || namedBodies[w]
	}
	if !body {
		return lexicon.Entry{}, false
	}
	entry := lexicon.Entry{Name: text, Type: "GovernmentOrganization", Rank: open}
	if country == "" {
		country = c.homeOf(at)
	}
	if country == "" {
		return entry, true
	}
	return lexicon.Entry{Name: american.Replace(strings.ToLower(text)) + " of " + country, Type: entry.Type, Country: country}, true
}

// american makes one spelling of two.
var american = strings.NewReplacer("defence", "defense", "labour", "labor")

// homeOf is the country whose institutions are meant at token i: the only one
// named in the sentence, else the one that most names of the article belong to.
func (c *cast) homeOf(i int) string {
	if i > 1 && c.tok(i-1).XPOS == "POS" && c.nameAt[i-2] >= 0 { // "Russia's Defense Ministry"
		n := c.doc.Names[c.nameAt[i-2]]
		if country, ok := c.nationOf(clean(c.doc.Span(n.First, n.End))); ok {
			return country
		}
	}
	s := c.doc.Sentences[c.tok(i).Sentence]
	only := ""
	for k := s.First; k < s.End; k++ {
		if n := c.nameAt[k]; n >= 0 && c.doc.Names[n].First == k {
			switch country, ok := c.nationOf(clean(c.doc.Span(k, c.doc.Names[n].End))); {
			case !ok:
			case only != "" && only != country:
				return c.mainCountry(2)
			default:
				only = country
			}
		}
	}
	if only != "" {
		return only
	}
	return c.mainCountry(2)
}

// mainCountry is the country that the article names, by itself or its people,
// so many times as often as any other; "" where none is.
func (c *cast) mainCountry(times int) string {
	count := map[string]int{}
	for _, name := range c.doc.Names {
		if country, ok := c.nationOf(clean(c.doc.Span(name.First, name.End))); ok {
			count[country]++
		}
	}
	best, most, second := "", 0, 0
	for country, n := range count {
		switch {
		case n > most:
			best, most, second = country, n, most
		case n > second:
			second = n
		}
	}
	if most < times*second || most == second {
		return ""
	}
	return best
}

var (
	namedBodies = set("ministry", "court", "parliament", "cabinet", "senate", "assembly", "congress", "police", "army", "navy", "force", "forces", "guard", "department", "commission", "agency", "bank", "government", "council", "office", "treasury", "television", "prosecutor", "prosecutors")
	stateWords  = set("ministry", "court", "parliament", "cabinet", "senate", "assembly", "congress", "police", "army", "navy", "force", "forces", "guard", "department", "commission", "agency", "bank", "government", "council", "office", "treasury", "television", "prosecutor", "prosecutors",
		"of", "the", "for", "and", "&", "'s", "foreign", "affairs", "defense", "defence", "interior", "finance", "health", "justice", "education", "agriculture", "labor", "labour", "trade", "transport", "transportation", "energy", "environment", "culture", "tourism", "oil", "planning", "economy", "economic", "industry", "science", "technology", "information", "communications", "housing", "immigration", "security", "public", "internal", "external", "home", "state", "national", "supreme", "high", "constitutional", "federal", "appeal", "appeals", "district", "criminal", "central", "reserve", "election", "elections", "electoral", "independent", "air", "coast", "armed", "military", "republican", "presidential", "general", "attorney", "prime", "minister", "women", "youth", "sports", "human", "rights", "social", "welfare", "development", "water", "resources", "intelligence", "tax", "customs", "border", "statistics", "meteorological", "cabinet")
)

// saysOrganization reports a name of many words that says that it is one of a
// body of people: "Institute for Palestine Studies".
func saysOrganization(name string) bool {
	words := strings.Fields(name)
	if len(words) < 2 {
		return false
	}
	for i, w := range words {
		if (i == 0 || i == len(words)-1 || i+1 < len(words) && preposed[words[i+1]]) && bodyWords[w] {
			return true
		}
	}
	return false
}

var preposed = set("of", "for", "on", "in", "to")

var bodyWords = set("Institute", "Center", "Centre", "Society", "Association", "Union", "Federation", "Authority", "Agency", "Ministry", "Department", "Committee", "Council", "Commission", "Foundation", "Organization", "Organisation", "Party", "Group", "Bank", "University", "College", "School", "Academy", "Company", "Corporation", "Inc", "Ltd", "Office", "Bureau", "Court", "Army", "Police", "Force", "Forces", "Brigade", "Team", "Club", "League", "Alliance", "Coalition", "Network", "Church", "Hospital", "Museum", "Press", "Times", "Post", "News", "NGO", "Airlines", "Airways")

func kindOf(class string) string {
	switch class {
	case "Country", "City", "AdministrativeArea", "Landform", "Place", "Continent", "Island", "Mountain", "BodyOfWater", "LakeBodyOfWater", "SeaBodyOfWater", "RiverBodyOfWater", "Airport":
		return "Place"
	case "Person":
		return "Person"
	}
	return "Organization"
}
