package extract_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/extract/lexicon"
)

// Names are linked to the thing that they mean where the article tells which
// that is, and to nothing where it does not.
func TestLinks(t *testing.T) {
	x, err := extract.New(extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text, name, class, link string
	}{
		{"The storm reached Atlanta in Georgia on Monday.", "Georgia", "AdministrativeArea", "http://dbpedia.org/resource/Georgia_(U.S._state)"},
		{"Russian troops left Georgia on Monday.", "Georgia", "Country", "http://www.wikidata.org/entity/Q230"},
		{"The mayor of Birmingham met British officials in London.", "Birmingham", "City", "https://sws.geonames.org/2655603/"},
		{"The mayor of Birmingham met officials from Alabama and Atlanta.", "Birmingham", "City", "https://sws.geonames.org/4049979/"},
		{"The Social Democratic Party won the election in Romania.", "Social Democratic Party", "PoliticalParty", ""},
		{"The Social Democratic Party won the election.", "Social Democratic Party", "PoliticalParty", ""},
		{"German Chancellor Angela Merkel met Putin and his Russian ministers in Berlin.", "Vladimir Putin", "Person", "http://www.wikidata.org/entity/Q7747"},
		{"Putin the baker sells bread.", "Putin", "Person", ""},
		{"EU leaders met in Brussels.", "European Union", "IntergovernmentalOrganization", "http://www.wikidata.org/entity/Q458"},
		{"European leaders met in Brussels.", "Europe", "Continent", "http://dbpedia.org/resource/Europe"},
		{"The US Government sued Apple Computer on Friday.", "government of United States", "GovernmentOrganization", ""},
		{"The US Government sued Apple Computer on Friday.", "Apple Inc.", "Corporation", "http://www.wikidata.org/entity/Q312"},
		{"The coach praised Andres Iniesta after the match.", "Andrés Iniesta", "Person", "http://dbpedia.org/resource/Andrés_Iniesta"},
		{"Boeing showed the plane in Everett, Washington.", "Washington", "AdministrativeArea", "http://dbpedia.org/resource/Washington_(state)"},
		{"The coach praised the team. Bayern Munich won the match in the Bundesliga, and Hamburg lost the game to Schalke with no goal. The striker of the club missed the next match of the season.", "Hamburger SV", "SportsTeam", "http://dbpedia.org/resource/Hamburger_SV"},
		{"The coach praised the team. Bayern Munich won the match in Hamburg, in the Bundesliga, against Schalke with no goal. The striker of the club missed the next match of the season.", "Hamburg", "City", "https://sws.geonames.org/2911298/"},
		{"The mayor of Hamburg met Angela Merkel.", "Hamburg", "City", "https://sws.geonames.org/2911298/"},
		{"Ford said on Monday that it will close a plant. General Motors closed two.", "Ford Motor Company", "Corporation", "http://www.wikidata.org/entity/Q44294"},
		{"Mr. Ford said on Monday that he will close a plant.", "Ford", "Person", ""},
		{"British teacher Mike Johnson won a prize in London.", "Mike Johnson", "Person", ""},
		{"The teacher Mike Johnson won a prize.", "Mike Johnson", "Person", ""},
		{"House Speaker Mike Johnson met US senators in Washington.", "Mike Johnson", "Person", "http://www.wikidata.org/entity/Q19880665"},
		{"Latin American leaders met in Lima.", "Latin America", "Place", "http://dbpedia.org/resource/Latin_America"},
		{"The Tarvel Institute for Palestine Studies published a report.", "Tarvel Institute for Palestine Studies", "Organization", ""},
	} {
		r, err := x.Extract(context.Background(), extract.Article{ID: "t", Text: c.text})
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, e := range r.Entities {
			if e.Name == c.name {
				found = true
				if e.Type != c.class || e.Link != c.link {
					t.Errorf("%s: %s is %s <%s>, want %s <%s>", c.text, e.Name, e.Type, e.Link, c.class, c.link)
				}
			}
		}
		if !found {
			t.Errorf("%s: no %s in %v", c.text, c.name, names(r))
		}
	}
}

func names(r *extract.Result) []string {
	var out []string
	for _, e := range r.Entities {
		if e.Type != "Concept" {
			out = append(out, e.Name+"/"+e.Type)
		}
	}
	return out
}

// The IRI of an entity is made of its name and, where the name alone means
// something else, of what keeps it apart; another article changes nothing.
func TestIdentity(t *testing.T) {
	x, err := extract.New(extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, id string }{
		{"The storm reached Atlanta in Georgia on Monday.", "e:Georgia~United_States"},
		{"Russian troops left Georgia on Monday.", "e:Georgia"},
		{"The mayor of Birmingham met officials from Alabama and Atlanta.", "e:Birmingham~United_States"},
		{"Denzel Washington met the mayor of London.", "e:Denzel_Washington"},
		{"Ms Schmidt met the mayor of London.", "e:Schmidt~t"},
		{"The Social Democratic Party won the election.", "e:Social_Democratic_Party~t"},
		{"Chinese officials spoke in Beijing. The Foreign Ministry rejected the report.", "e:foreign_ministry_of_China"},
		{"The Chinese Foreign Ministry rejected the report.", "e:foreign_ministry_of_China"},
		{"China's foreign ministry rejected the report.", "e:foreign_ministry_of_China"},
		{"Britain's Defence Ministry rejected the report.", "e:defense_ministry_of_United_Kingdom"},
		{"The Foreign Ministry rejected the report.", "e:Foreign_Ministry~t"},
		{"Lee Jae-myung met the mayor of London.", "e:Lee_Jae_Myung"},
		{"Social Democrats of the SPD met in Berlin.", "e:Social_Democratic_Party_of_Germany"},
	} {
		r, err := x.Extract(context.Background(), extract.Article{ID: "t", Text: c.text})
		if err != nil {
			t.Fatal(err)
		}
		found := false
		var all []string
		for _, e := range r.Entities {
			found = found || e.ID == c.id
			all = append(all, e.ID)
		}
		if !found {
			t.Errorf("%s: no %s in %v", c.text, c.id, all)
		}
	}
}

// A user's lexicon comes before the bundled ones, also for names that the
// reader would not find.
func TestUserLexicon(t *testing.T) {
	u, err := lexicon.ReadUser(strings.NewReader("e:Acme\tAcme Rockets\tCorporation\tACM\thttps://acme.example/#it\n\tParis\tPerson\n\tblue desk\tOrganization\tthe blue desk\n"), "mine.tsv")
	if err != nil {
		t.Fatal(err)
	}
	x, err := extract.New(extract.Options{Lexicon: u})
	if err != nil {
		t.Fatal(err)
	}
	r, err := x.Extract(context.Background(), extract.Article{ID: "t", Text: "ACM hired Paris on Monday. The blue desk sued Acme Rockets in London."})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, e := range r.Entities {
		got[e.ID] = e.Type + " " + e.Link
	}
	for id, want := range map[string]string{"e:Acme": "Corporation https://acme.example/#it", "e:Paris": "Person ", "e:blue_desk": "Organization ", "e:London": "City https://sws.geonames.org/2643743/"} {
		if got[id] != want {
			t.Errorf("%s is %q, want %q; all: %v", id, got[id], want, got)
		}
	}
	var labels []string
	for _, f := range r.Facts {
		labels = append(labels, f.Label)
	}
	for _, want := range []string{"Acme Rockets hired Paris", "blue desk sued Acme Rockets"} {
		if !slices.Contains(labels, want) {
			t.Errorf("no fact %q in %q", want, labels)
		}
	}
}
