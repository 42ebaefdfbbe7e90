// Package lexicon tells what names, titles and words are: countries and their
// people, cities, organisations, given names, nouns of acts and their verbs.
// The tables are sorted lines inside the program, found by binary search, so
// that nothing is read or built at start.
package lexicon

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadwire/quadwire/data"
	"github.com/quadwire/quadwire/extract/lexicon/fold"
)

// An Entry is what a name may stand for.
type Entry struct {
	Name    string // the usual name: "United States"
	Type    string // class of schema.org where there is one: "Country", "City", "Corporation"; "Thing" where only its name is known
	Country string // where it belongs, by the country's usual name, "" where unknown
	SameAs  string // IRI of the thing in Wikidata, GeoNames or DBpedia, "" where unknown
	Rank    int    // how likely the name means it, higher first; for a city from its population
	ID      string // IRI that a user's lexicon gives it, "" for one made of the name

	alias string // in a user's lexicon: the name as written
}

// Lookup gives what a name may stand for, likeliest first. Marks on letters,
// hyphens and a leading article do not matter, nor does case when the name is
// all in capitals; "us" is not "US".
func Lookup(name string) []Entry {
	key := fold.Name(name)
	if key == "" {
		return nil
	}
	surface := strings.TrimSpace(name)
	var out []Entry
	for line := range lines(data.LexiconNames, key) {
		alias, rest := field(line)
		canonical, rest := field(rest)
		if alias == "" {
			alias = canonical
		}
		if !agrees(surface, alias) {
			continue
		}
		e := Entry{Name: canonical}
		e.Type, rest = field(rest)
		e.Country, rest = field(rest)
		same, rest := field(rest)
		e.Rank, _ = strconv.Atoi(rest)
		e.SameAs = sameAs(same, e.Name)
		if !has(out, e) {
			out = append(out, e)
		}
	}
	return out
}

// Known gives a person or thing of which only the name is known: the English
// Wikipedia has an article under it. The Type is "Person" or "Thing".
func Known(name string) (Entry, bool) {
	v, ok := value(data.LexiconWikipedia, fold.Name(name))
	if !ok || !capital(strings.TrimLeft(name, "aei")) { // iPhone, eBay
		return Entry{}, false
	}
	title, kind := field(v)
	e := Entry{Name: recase(title, name), Type: kind}
	e.SameAs = sameAs("=", e.Name)
	return e, true
}

// recase writes the letters of a name in the case of the text, where that has
// the same letters: "iPhone" for "Iphone", "Andrés Iniesta" for "Andres
// Iniesta" and "Andrés Iniesta".
func recase(name, surface string) string {
	a, b := []rune(name), []rune(surface)
	if len(a) != len(b) || upper(surface) {
		return name
	}
	for i := range a {
		switch {
		case unicode.IsUpper(b[i]):
			a[i] = unicode.ToUpper(a[i])
		case unicode.IsLower(b[i]):
			a[i] = unicode.ToLower(a[i])
		}
	}
	return string(a)
}

// sameAs is the IRI that the short form in the table stands for: "Q30" of
// Wikidata, a number of GeoNames, "=" and a title of the English Wikipedia,
// by which DBpedia calls things, "=" alone where that is the name.
func sameAs(short, name string) string {
	switch {
	case short == "":
		return ""
	case short[0] == 'Q':
		return "http://www.wikidata.org/entity/" + short
	case short[0] == '=':
		title := strings.ReplaceAll(short[1:], " ", "_")
		if title == "" {
			title = strings.ReplaceAll(name, " ", "_")
		}
		r, size := utf8.DecodeRuneInString(title)
		return "http://dbpedia.org/resource/" + escapeTitle.Replace(string(unicode.ToUpper(r))+title[size:])
	}
	return "https://sws.geonames.org/" + short + "/"
}

// escapeTitle writes what an IRI may not hold.
var escapeTitle = strings.NewReplacer("%", "%25", "\"", "%22", "<", "%3C", ">", "%3E", "\\", "%5C", "^", "%5E", "`", "%60", "{", "%7B", "|", "%7C", "}", "%7D", "?", "%3F", "#", "%23")

// Leader gives the head of a state or government whom a surname alone means.
func Leader(surname string) (Entry, bool) {
	v, ok := value(data.LexiconLeaders, fold.Name(surname))
	if !ok || !capital(surname) {
		return Entry{}, false
	}
	e := Entry{Type: "Person"}
	e.Name, v = field(v)
	e.Country, v = field(v)
	e.SameAs = sameAs(v, e.Name)
	return e, true
}

func has(entries []Entry, e Entry) bool {
	for _, have := range entries {
		if have == e {
			return true
		}
	}
	return false
}

// agrees tells a name from a common word that is spelled alike: a short
// acronym must be written in the same case, another name begins with a
// capital wherever the alias does, and an English noun is no name that has lost
// its marks ("Union" for "Unión").
func agrees(surface, alias string) bool {
	if !fold.IsASCII(alias) && fold.IsASCII(surface) && !strings.Contains(surface, " ") && Supersense(strings.ToLower(surface)) != "" {
		return false
	}
	for _, article := range []string{"the ", "The ", "THE "} {
		surface, alias = strings.TrimPrefix(surface, article), strings.TrimPrefix(alias, article)
	}
	if len(alias) <= 5 && upper(alias) {
		return surface == alias || len(alias) > 3 && strings.EqualFold(surface, alias) && !lower(surface)
	}
	if strings.HasPrefix(surface, "al-") || strings.HasPrefix(surface, "al ") {
		surface = "A" + surface[1:]
	}
	a, _ := utf8.DecodeRuneInString(alias)
	s, _ := utf8.DecodeRuneInString(surface)
	return !unicode.IsUpper(a) || unicode.IsUpper(s) || !unicode.IsLetter(s)
}

func upper(s string) bool { return strings.ToUpper(s) == s }

func lower(s string) bool { return strings.ToLower(s) == s }

// Demonym gives the country whose people or things a word names: "Chinese",
// "South Koreans".
func Demonym(form string) (country string, ok bool) {
	return value(data.LexiconDemonyms, strings.ReplaceAll(strings.TrimSpace(form), "-", " "))
}

// Team gives the club that sports pages call by the name of a city of a
// country.
func Team(city, country string) (team string, ok bool) {
	for line := range lines(data.LexiconTeams, city) {
		if where, team := field(line); where == country {
			return team, true
		}
	}
	return "", false
}

// Capital gives the country whose capital a city is.
func Capital(city string) (country string, ok bool) {
	if !capital(city) {
		return "", false
	}
	return value(data.LexiconCapitals, fold.Name(city))
}

// Seat gives the country whose government a building or street stands for.
func Seat(name string) (country string, ok bool) {
	return value(data.LexiconSeats, fold.Name(name))
}

func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// Gender gives 'M' or 'F' for a given name, 'U' for one of both and 0 for an
// unknown one.
func Gender(given string) byte {
	if !capital(given) {
		return 0
	}
	v, ok := value(data.LexiconGiven, fold.Name(given))
	if !ok {
		if first, _, found := strings.Cut(given, "-"); found {
			v, ok = value(data.LexiconGiven, fold.Name(first))
		}
	}
	if !ok {
		return 0
	}
	return v[0]
}

// IsSurname reports whether a word is a known family name.
func IsSurname(s string) bool {
	_, ok := value(data.LexiconSurnames, fold.Name(s))
	return ok && capital(s)
}

// NounGender is 'M' or 'F' where a noun or title is only for men or only for women, else 0.
func NounGender(noun string) byte {
	noun = strings.TrimSuffix(strings.ToLower(noun), ".")
	switch {
	case strings.Contains(menNouns, " "+noun+" "):
		return 'M'
	case strings.Contains(womenNouns, " "+noun+" "), strings.HasSuffix(noun, "woman"):
		return 'F'
	case strings.HasSuffix(noun, "man") && noun != "human" && noun != "shaman" && noun != "german" && noun != "roman" && noun != "ottoman" && noun != "norman":
		return 'M'
	}
	return 0
}

const (
	menNouns   = " mr sir lord king prince boy father brother son husband uncle nephew gentleman guy grandfather grandson stepfather godfather widower actor "
	womenNouns = " mrs ms miss lady queen princess girl mother sister daughter wife aunt niece actress grandmother granddaughter stepmother godmother widow "
)

// Common reports whether a family name is one of the most frequent ones of
// English-speaking countries.
func Common(surname string) bool { return strings.Contains(frequent, " "+surname+" ") }

const frequent = " Adams Allen Anderson Baker Bailey Barnes Bell Bennett Brooks Brown Bryant Butler Campbell Carter Clark Collins Cook Cooper Cox Cruz Davies Davis Diaz Edwards Evans Fisher Flores Ford Foster Fox Garcia Gomez Gonzalez Graham Grant Gray Green Griffin Hall Hamilton Harris Harrison Hayes Henderson Hernandez Hill Howard Hughes Hunt Jackson James Jenkins Johnson Jones Jordan Kelly Kennedy Khan King Lee Lewis Long Lopez Marshall Martin Martinez Mason Miller Mitchell Moore Morgan Morris Murphy Murray Myers Nelson Owens Parker Patel Patterson Perez Perry Peters Peterson Phillips Powell Price Ramirez Reed Reyes Reynolds Richardson Rivera Roberts Robertson Robinson Rodriguez Rogers Ross Russell Ryan Sanchez Sanders Scott Shaw Simmons Simpson Smith Stevens Stewart Sullivan Taylor Thomas Thompson Torres Turner Walker Wallace Ward Warren Washington Watson Webb Wells West White Williams Wilson Wood Woods Wright Young "

// Honorific reports whether a form is one that only stands before names:
// "Mr.", "Dr", "Sir".
func Honorific(form string) bool {
	key := strings.TrimSuffix(strings.ToLower(strings.TrimSpace(form)), ".")
	kind, ok := value(data.LexiconTitles, key)
	return ok && kind == "honorific"
}

// modifiers may stand before a title: "deputy foreign minister".
const modifiers = " acting assistant associate caretaker chief co deputy designate elect emeritus ex executive first former founding general interim joint junior lead longtime outgoing previous regional retired senior special state then top under vice "

// Title gives the kind of a title or role, in one or many words: "vice
// premier" is "leader", "national security advisers" is "government", "chief
// executive" is "business".
func Title(words string) (kind string, ok bool) {
	key := titleKey(words)
	for key != "" {
		if kind, ok = title(key); ok {
			return kind, true
		}
		if before, after, found := strings.Cut(key, " of "); found && after != "" {
			if kind, ok = title(before); ok { // "secretary of transport"
				return kind, true
			}
		}
		first, rest, found := strings.Cut(key, " ")
		if !found || !strings.Contains(modifiers, " "+first+" ") {
			break
		}
		key = rest
	}
	return "", false
}

var titleMarks = strings.NewReplacer("-", " ", "‑", " ", ".", "", "’", "'")

// titleKey is a title in lower case, without hyphens and full stops.
func titleKey(words string) string {
	if strings.IndexFunc(words, func(r rune) bool { return r < 'a' || r > 'z' }) < 0 {
		return words
	}
	return strings.Join(strings.Fields(titleMarks.Replace(strings.ToLower(words))), " ")
}

// GivenRather reports whether a word that can be a title is rather a given
// name before a family name: "Amir", "Dean", not "President" or "King".
func GivenRather(word string) bool {
	g := Gender(word)
	return (g == 'M' || g == 'F') && capital(word) && !strings.Contains(ranks, " "+strings.ToLower(word)+" ")
}

// ranks are titles before names although children are named so too.
const ranks = " president king queen prince princess pope general major senator judge justice duke chancellor captain colonel sergeant governor minister doctor sir lord lady saint father sister brother bishop marshal rabbi sheikh sultan emperor baron count "

// offices are heads whose field may be any noun: "trade minister".
const offices = " minister secretary ambassador commissioner envoy spokesman spokeswoman spokesperson negotiator analyst economist strategist reporter correspondent editor lawmaker adviser advisor official "

// fields are what ministers are for.
const fields = " affairs agriculture agricultural aviation budget business cabinet climate commerce communications culture defence defense development digital diplomatic economic economy education employment energy environment environmental finance financial fisheries foreign health home homeland housing immigration industry information infrastructure intelligence interior international justice labor labour law market military national nuclear oil parliamentary petroleum planning police policy political presidential press prime public science security senior social sports state tax technology tourism trade transport transportation treasury unification veterans water welfare "

func title(key string) (string, bool) {
	for _, k := range [...]string{key, singular(key)} {
		if kind, ok := value(data.LexiconTitles, k); ok {
			return kind, true
		}
	}
	key = singular(key)
	i := strings.LastIndexByte(key, ' ')
	if i < 0 || !strings.Contains(offices, key[i:]+" ") {
		return "", false
	}
	for w := range strings.FieldsSeq(key[:i]) {
		if w != "and" && !strings.Contains(fields, " "+strings.TrimSuffix(w, ",")+" ") {
			return "", false
		}
	}
	return value(data.LexiconTitles, key[i+1:])
}

// singular turns the last word, or the one before "of" or "in", to its
// singular where it looks like a plural.
func singular(key string) string {
	tail := ""
	for _, stop := range []string{" of ", " in ", " at ", " general", " emeritus"} {
		if i := strings.Index(key, stop); i > 0 && key[i-1] == 's' {
			key, tail = key[:i], key[i:]
			break
		}
	}
	switch {
	case strings.HasSuffix(key, "chiefs") || strings.HasSuffix(key, "ss"):
		key = strings.TrimSuffix(key, "chiefs") + strings.Repeat("chief", strings.Count(key, "chiefs"))
	case strings.HasSuffix(key, "people"):
		key = strings.TrimSuffix(key, "people") + "person"
	case strings.HasSuffix(key, "men"):
		key = strings.TrimSuffix(key, "men") + "man"
	case strings.HasSuffix(key, "ies"):
		key = strings.TrimSuffix(key, "ies") + "y"
	case strings.HasSuffix(key, "sses") || strings.HasSuffix(key, "ches"):
		key = strings.TrimSuffix(key, "es")
	case strings.HasSuffix(key, "s"):
		key = strings.TrimSuffix(key, "s")
	}
	return key + tail
}

// Nominal gives the verb of a noun that names an act, and the kind of the
// act: "visit" is an "act" of "visit", "agreement" a "communication" of
// "agree", "leader" an "agent" of "lead".
func Nominal(noun string) (verb, kind string, ok bool) {
	v, ok := value(data.LexiconNominals, strings.ToLower(noun))
	verb, kind = field(v)
	return verb, kind, ok
}

// Agentive gives the verb of a noun for one who does something: "leader" is
// one who leads.
func Agentive(noun string) (verb string, ok bool) {
	return value(data.LexiconAgents, strings.ToLower(noun))
}

// newsPersons are nouns that in news are for persons, where the first sense of WordNet is another or that it has not.
const newsPersons = " founder co-founder cofounder ceo cfo coo midfielder queen chancellor mep whistleblower fullback winger "

// Supersense gives the broad class of a noun in its most frequent sense:
// "person", "group", "location", "act", "artifact"; "" for an unknown noun.
func Supersense(noun string) string {
	key := strings.ToLower(noun)
	if strings.Contains(newsPersons, " "+strings.TrimSuffix(key, "s")+" ") {
		return "person"
	}
	v, ok := value(data.LexiconNouns, key)
	if !ok {
		v, ok = value(data.LexiconNouns, singular(key))
	}
	if !ok {
		if i := strings.LastIndexAny(key, " -"); i >= 0 {
			return Supersense(key[i+1:])
		}
	}
	return v
}

// IsA reports whether a noun, in one of its first two senses, is of a
// category such as "weapon", "organization", "official", "person".
func IsA(noun, category string) bool {
	v, ok := value(data.LexiconCategories, strings.ToLower(noun))
	for ok && v != "" {
		var c string
		if c, v = cut(v, '|'); c == category {
			return true
		}
	}
	return false
}

// supersenses are the files of nouns in WordNet, its widest classes.
var supersenses = " act animal artifact attribute body cognition communication event feeling food group location motive object person phenomenon plant possession process quantity relation shape state substance time "

// Category gives the class of a single noun in WordNet, as a noun: "artifact"
// of "missile", "act" of "visit"; "" where none is known, and for the classes
// themselves.
func Category(noun string) string {
	if strings.ContainsAny(noun, " -") || strings.Contains(supersenses, " "+noun+" ") {
		return ""
	}
	if sense := Supersense(noun); strings.Contains(supersenses, " "+sense+" ") {
		return sense
	}
	return ""
}

// VerbSenses gives the broad classes of a verb, most frequent first:
// "communication", "motion".
func VerbSenses(verb string) []string {
	v, ok := value(data.LexiconVerbs, strings.ReplaceAll(strings.ToLower(verb), "_", " "))
	if !ok {
		return nil
	}
	return strings.Split(v, "|")
}

// Currency gives the code of a currency by its sign or name: "$", "yuan".
func Currency(s string) (code string, ok bool) {
	return value(data.LexiconCurrencies, strings.ToLower(strings.TrimSpace(s)))
}

// value is the first line's value for a key.
func value(table, key string) (string, bool) {
	for line := range lines(table, key) {
		return line, true
	}
	return "", false
}

// lines yields what follows the key in each of the key's lines.
func lines(table, key string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		if key == "" {
			return
		}
		lo, hi := 0, len(table)
		for lo < hi { // the first line whose key is not less
			mid := lo + (hi-lo)/2
			start := lo + strings.LastIndexByte(table[lo:mid], '\n') + 1
			end := start + strings.IndexByte(table[start:], '\n')
			if k, _ := field(table[start:end]); k < key {
				lo = end + 1
			} else {
				hi = start
			}
		}
		for lo < len(table) {
			end := lo + strings.IndexByte(table[lo:], '\n')
			k, rest := field(table[lo:end])
			if k != key || !yield(rest) {
				return
			}
			lo = end + 1
		}
	}
}

func field(line string) (first, rest string) { return cut(line, '\t') }

func cut(s string, sep byte) (first, rest string) {
	if i := strings.IndexByte(s, sep); i >= 0 {
		return s[:i], s[i+1:]
	}
	return s, ""
}
