package lexicon_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/quadwire/quadwire/data"
	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/extract/lexicon/fold"
)

func TestLookup(t *testing.T) {
	for _, c := range []struct{ name, want, kind, country, sameAs string }{
		{"United States", "United States", "Country", "", "http://www.wikidata.org/entity/Q30"},
		{"US", "United States", "Country", "", "http://www.wikidata.org/entity/Q30"},
		{"UNITED STATES", "United States", "Country", "", "http://www.wikidata.org/entity/Q30"},
		{"China", "China", "Country", "", "http://www.wikidata.org/entity/Q148"},
		{"Malmö", "Malmö", "City", "Sweden", "https://sws.geonames.org/2692969/"},
		{"U.S.", "United States", "Country", "", "http://www.wikidata.org/entity/Q30"},
		{"The Netherlands", "Netherlands", "Country", "", "http://www.wikidata.org/entity/Q29999"},
		{"Britain", "United Kingdom", "Country", "", "http://www.wikidata.org/entity/Q145"},
		{"Republic of Korea", "South Korea", "Country", "", "http://www.wikidata.org/entity/Q884"},
		{"DPRK", "North Korea", "Country", "", "http://www.wikidata.org/entity/Q423"},
		{"Côte d’Ivoire", "Ivory Coast", "Country", "", "http://www.wikidata.org/entity/Q1008"},
		{"Cote d'Ivoire", "Ivory Coast", "Country", "", "http://www.wikidata.org/entity/Q1008"},
		{"Jordan", "Jordan", "Country", "", "http://www.wikidata.org/entity/Q810"},
		{"Paris", "Paris", "City", "France", "https://sws.geonames.org/2988507/"},
		{"London", "London", "City", "United Kingdom", "https://sws.geonames.org/2643743/"},
		{"Washington", "Washington", "City", "United States", "https://sws.geonames.org/4140963/"},
		{"San Jose", "San José", "City", "Costa Rica", "https://sws.geonames.org/3621849/"},
		{"São Paulo", "São Paulo", "City", "Brazil", "https://sws.geonames.org/3448439/"},
		{"Sao Paulo", "São Paulo", "City", "Brazil", "https://sws.geonames.org/3448439/"},
		{"Birmingham", "Birmingham", "City", "United Kingdom", "https://sws.geonames.org/2655603/"},
		{"BEIJING", "Beijing", "City", "China", "https://sws.geonames.org/1816670/"},
		{"Kiev", "Kyiv", "City", "Ukraine", "https://sws.geonames.org/703448/"},
		{"Nice", "Nice", "City", "France", "https://sws.geonames.org/2990440/"},
		{"NATO", "NATO", "IntergovernmentalOrganization", "", "http://dbpedia.org/resource/NATO"},
		{"Nato", "NATO", "IntergovernmentalOrganization", "", "http://dbpedia.org/resource/NATO"},
		{"EU", "European Union", "IntergovernmentalOrganization", "", "http://www.wikidata.org/entity/Q458"},
		{"WHO", "World Health Organization", "IntergovernmentalOrganization", "", "http://dbpedia.org/resource/World_Health_Organization"},
		{"Samsung", "Samsung", "Corporation", "South Korea", "http://dbpedia.org/resource/Samsung"},
		{"Tsinghua University", "Tsinghua University", "CollegeOrUniversity", "China", "http://dbpedia.org/resource/Tsinghua_University"},
		{"the White House", "White House", "LandmarksOrHistoricalBuildings", "United States", "http://dbpedia.org/resource/White_House"},
		{"Xi Jinping", "Xi Jinping", "Person", "China", "http://www.wikidata.org/entity/Q15031"},
		{"Lee Jae-myung", "Lee Jae Myung", "Person", "South Korea", "http://dbpedia.org/resource/Lee_Jae-myung"},
		{"Volodymyr Zelensky", "Volodymyr Zelenskyy", "Person", "Ukraine", "http://www.wikidata.org/entity/Q3874799"},
	} {
		got := lexicon.Lookup(c.name)
		if len(got) == 0 {
			t.Errorf("%s: nothing", c.name)
			continue
		}
		e := got[0]
		if e.Name != c.want || e.Type != c.kind || e.Country != c.country || e.SameAs != c.sameAs {
			t.Errorf("%s: %+v", c.name, e)
		}
	}
	for _, name := range []string{"", "  ", "us", "who", "nice", "reading", "apple", "the", "Xyzzyx", "\t", "Paris\tCity", "\xff"} {
		if got := lexicon.Lookup(name); len(got) > 0 {
			t.Errorf("%q: %+v", name, got)
		}
	}
}

// TestLookupOrder: what a name means most often comes first, and nothing
// twice.
func TestLookupOrder(t *testing.T) {
	for _, name := range []string{"London", "Georgia", "San José", "Washington", "Springfield", "Apple", "Nice"} {
		got := lexicon.Lookup(name)
		if !slices.IsSortedFunc(got, func(a, b lexicon.Entry) int { return b.Rank - a.Rank }) {
			t.Errorf("%s: %+v", name, got)
		}
		for i, e := range got {
			if slices.Contains(got[:i], e) {
				t.Errorf("%s: %+v twice", name, e)
			}
		}
	}
	if got := lexicon.Lookup("Georgia"); len(got) < 2 || got[0].Type != "Country" || got[1].Country != "United States" {
		t.Errorf("Georgia: %+v", got)
	}
}

func TestCountries(t *testing.T) {
	for _, c := range []struct {
		what    string
		of      func(string) (string, bool)
		in, out string
	}{
		{"demonym", lexicon.Demonym, "Chinese", "China"},
		{"demonym", lexicon.Demonym, "South Korean", "South Korea"},
		{"demonym", lexicon.Demonym, "South Koreans", "South Korea"},
		{"demonym", lexicon.Demonym, "North Koreans", "North Korea"},
		{"demonym", lexicon.Demonym, "South-Korean", "South Korea"},
		{"demonym", lexicon.Demonym, "British", "United Kingdom"},
		{"demonym", lexicon.Demonym, "Dutch", "Netherlands"},
		{"demonym", lexicon.Demonym, "American", "United States"},
		{"demonym", lexicon.Demonym, "chinese", ""},
		{"demonym", lexicon.Demonym, "Beijing", ""},
		{"capital", lexicon.Capital, "Beijing", "China"},
		{"capital", lexicon.Capital, "Washington", "United States"},
		{"capital", lexicon.Capital, "Seoul", "South Korea"},
		{"capital", lexicon.Capital, "Pyongyang", "North Korea"},
		{"capital", lexicon.Capital, "Kyiv", "Ukraine"},
		{"capital", lexicon.Capital, "Shanghai", ""},
		{"capital", lexicon.Capital, "beijing", ""},
		{"capital", lexicon.Capital, "", ""},
		{"seat", lexicon.Seat, "the White House", "United States"},
		{"seat", lexicon.Seat, "Kremlin", "Russia"},
		{"seat", lexicon.Seat, "Downing Street", "United Kingdom"},
		{"seat", lexicon.Seat, "Blue House", "South Korea"},
		{"seat", lexicon.Seat, "Main Street", ""},
	} {
		if got, ok := c.of(c.in); got != c.out || ok != (c.out != "") {
			t.Errorf("%s of %q: %q %v, want %q", c.what, c.in, got, ok, c.out)
		}
	}
}

func TestPeople(t *testing.T) {
	for name, want := range map[string]byte{"John": 'M', "Mary": 'F', "Jordan": 'U', "Jean-Luc": 'M', "john": 0, "Xyzzyx": 0, "": 0} {
		if got := lexicon.Gender(name); got != want {
			t.Errorf("Gender(%q) = %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]bool{"Smith": true, "Lee": true, "Zelensky": true, "lee": false, "Xyzzyx": false, "": false} {
		if got := lexicon.IsSurname(name); got != want {
			t.Errorf("IsSurname(%q) = %v", name, got)
		}
	}
	for name, want := range map[string]bool{"Mr.": true, "Dr": true, "Sir": true, "Ms": true, "Gen.": true, "president": false, "": false} {
		if got := lexicon.Honorific(name); got != want {
			t.Errorf("Honorific(%q) = %v", name, got)
		}
	}
}

func TestTitle(t *testing.T) {
	for words, want := range map[string]string{
		"president": "government", "prime ministers": "government", "vice premier": "leader", "Vice Premier": "leader",
		"foreign minister": "government", "deputy foreign minister": "government", "trade minister": "government",
		"secretary of transport": "government", "secretary of state": "government", "national security advisers": "government", "spokeswoman": "government",
		"general": "military", "CEO": "business", "co-chair": "leader", "chiefs of staff": "government",
		"table": "", "banana minister": "", "visit": "", "": "", "of": "", " ": "", "the": "",
	} {
		if got, ok := lexicon.Title(words); got != want || ok != (want != "") {
			t.Errorf("Title(%q) = %q %v, want %q", words, got, ok, want)
		}
	}
}

func TestWords(t *testing.T) {
	for noun, want := range map[string][2]string{
		"visit": {"visit", "act"}, "Launch": {"launch", "act"}, "agreement": {"agree", "communication"}, "talks": {"talk", "communication"},
		"signing": {"sign", "act"}, "invasion": {"invade", "act"}, "condemnation": {"condemn", "communication"}, "leader": {"lead", "agent"}, "missile": {}, "": {},
	} {
		if verb, kind, ok := lexicon.Nominal(noun); verb != want[0] || kind != want[1] || ok != (want[0] != "") {
			t.Errorf("Nominal(%q) = %q %q %v", noun, verb, kind, ok)
		}
	}
	for noun, want := range map[string]string{"leader": "lead", "buyer": "buy", "visitor": "visit", "adviser": "advise", "Teacher": "teach", "table": "", "": ""} {
		if got, ok := lexicon.Agentive(noun); got != want || ok != (want != "") {
			t.Errorf("Agentive(%q) = %q %v", noun, got, ok)
		}
	}
	for noun, want := range map[string]string{"missile": "artifact", "missiles": "artifact", "ballistic missile": "artifact", "analyst": "person", "analysts": "person", "cities": "location", "automakers": "group", "xyzzyx": "", "": ""} {
		if got := lexicon.Supersense(noun); got != want {
			t.Errorf("Supersense(%q) = %q, want %q", noun, got, want)
		}
	}
	for _, c := range []struct {
		noun, category string
		want           bool
	}{{"missile", "weapon", true}, {"company", "organization", true}, {"car", "vehicle", true}, {"missile", "person", false}, {"", "weapon", false}, {"missile", "", false}} {
		if got := lexicon.IsA(c.noun, c.category); got != c.want {
			t.Errorf("IsA(%q, %q) = %v", c.noun, c.category, got)
		}
	}
	for verb, want := range map[string]string{"say": "communication", "carry out": "creation", "carry_out": "creation", "xyzzyx": "", "": ""} {
		if got := strings.Join(lexicon.VerbSenses(verb), "|"); !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("VerbSenses(%q) = %q", verb, got)
		}
	}
	for s, want := range map[string]string{"$": "USD", "US$": "USD", "yuan": "CNY", "Won": "KRW", "£": "GBP", " euros ": "EUR", "xyzzyx": "", "": ""} {
		if got, ok := lexicon.Currency(s); got != want || ok != (want != "") {
			t.Errorf("Currency(%q) = %q %v", s, got, ok)
		}
	}
}

func TestPastTense(t *testing.T) {
	for lemma, want := range map[string]string{
		"agree": "agreed", "visit": "visited", "say": "said", "put": "put", "commit": "committed", "deny": "denied", "play": "played", "plan": "planned", "quiz": "quizzed", "go": "went", "launch": "launched", "sign": "signed", "stop": "stopped", "oversee": "oversaw",
		"carry out": "carried out", "take over": "took over", "test-fire": "test-fired", "overthrow": "overthrew", "panic": "panicked", "fix": "fixed", "equip": "equipped", "": "", "-": "-",
	} {
		if got := lexicon.PastTense(lemma); got != want {
			t.Errorf("PastTense(%q) = %q, want %q", lemma, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for s, want := range map[string]string{
		"São Paulo": "sao paulo", "The Netherlands": "netherlands", "Lee Jae-myung": "lee jae myung", "  a\u00a0 b ": "a b", "Erdoğan": "erdogan", "Łódź": "lodz",
		"Großbritannien": "grossbritannien", "e\u0301": "e", "’s": "'s", "The ": "the", "": "", "ĐÀ NẴNG": "da nang", "İzmir": "izmir",
	} {
		if got := fold.Name(s); got != want {
			t.Errorf("fold.Name(%q) = %q, want %q", s, got, want)
		}
	}
}

// TestTables: the tables are what the search needs: sorted by the first
// field, every line ended, no key empty.
func TestTables(t *testing.T) {
	for i, table := range []string{
		data.LexiconNames, data.LexiconDemonyms, data.LexiconCapitals, data.LexiconSeats, data.LexiconGiven, data.LexiconSurnames, data.LexiconTitles,
		data.LexiconNominals, data.LexiconAgents, data.LexiconNouns, data.LexiconCategories, data.LexiconVerbs, data.LexiconCurrencies,
	} {
		if !strings.HasSuffix(table, "\n") {
			t.Errorf("table %d does not end its last line", i)
		}
		last, n := "", 0
		for line := range strings.Lines(table) {
			n++
			key, _, ok := strings.Cut(line, "\t")
			if !ok || key == "" || key < last {
				t.Fatalf("table %d line %d: %q after %q", i, n, line, last)
			}
			last = key
		}
	}
	// every key is found, the first and the last too
	for line := range strings.Lines(data.LexiconCurrencies) {
		key, code, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if got, ok := lexicon.Currency(key); !ok || got != code {
			t.Errorf("Currency(%q) = %q %v, want %q", key, got, ok, code)
		}
	}
}

func FuzzLookups(f *testing.F) {
	for _, s := range []string{"Beijing", "the ", "-", "national security advisers of of", "İ", "\xff\xfe", "ss", "people", " of ", "chiefs of staff"} {
		f.Add(s)
	}
	f.Fuzz(func(_ *testing.T, s string) {
		lexicon.Lookup(s)
		lexicon.Demonym(s)
		lexicon.Capital(s)
		lexicon.Seat(s)
		lexicon.Gender(s)
		lexicon.IsSurname(s)
		lexicon.Honorific(s)
		lexicon.Title(s)
		lexicon.Nominal(s)
		lexicon.Agentive(s)
		lexicon.Supersense(s)
		lexicon.IsA(s, "person")
		lexicon.VerbSenses(s)
		lexicon.Currency(s)
		lexicon.PastTense(s)
	})
}

func BenchmarkLookup(b *testing.B) {
	for b.Loop() {
		lexicon.Lookup("Lee Jae Myung")
	}
}

func BenchmarkTitle(b *testing.B) {
	for b.Loop() {
		lexicon.Title("deputy foreign minister")
	}
}

func BenchmarkSupersense(b *testing.B) {
	for b.Loop() {
		lexicon.Supersense("missiles")
	}
}

func ExampleLookup() {
	for _, e := range lexicon.Lookup("Georgia") {
		fmt.Printf("%s: %s of %q\n", e.Name, e.Type, e.Country)
	}
	// Output:
	// Georgia: Country of ""
	// Georgia: AdministrativeArea of "United States"
}

func TestCategory(t *testing.T) {
	for noun, want := range map[string]string{"missile": "artifact", "visit": "act", "president": "person", "agreement": "communication", "company": "group", "act": "", "ballistic missile": "", "xyzzyx": "", "": ""} {
		if got := lexicon.Category(noun); got != want {
			t.Errorf("%q is %q, want %q", noun, got, want)
		}
	}
}
