package graph_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"github.com/piprate/json-gold/ld"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/schema"
)

// oddArticle is full of what must be escaped.
func oddArticle() *extract.Result {
	odd := article("odd \"name\"\\<>{}|^`%")
	odd.Article.Headline = "quotes \" ' \\ tabs\t lines\n\r, \u0001 \u007f \x00 \xff 東京 😀 \u2028"
	odd.Article.URL = "https://news.example/a b?c=<d>&e=\"f\""
	odd.Entities = append(odd.Entities, extract.Entity{ID: schema.EntityID("R&D <50%> \"Q\" 東京"), Name: "R&D", Type: "Thing"})
	for i, l := range []extract.Term{
		{Value: "-9223372036854775808", Type: "xsd:integer"},
		{Value: "273000000000000000000000", Type: "xsd:integer"},
		{Value: "1e21", Type: "xsd:double"},
		{Value: "0.1", Type: "xsd:decimal"},
		{Value: "2026-01-05", Type: "xsd:date"},
		{Value: "2026-01-05T00:00:00Z", Type: "xsd:dateTime"},
		{Value: "true", Type: "xsd:boolean"},
	} {
		odd.Facts = append(odd.Facts, extract.Fact{
			Number: 10 + i, Subject: odd.Facts[0].Subject, Predicate: extract.Predicate{ID: "r:weighed"}, Object: l,
			Status: schema.Asserted, Args: []extract.Arg{{Role: "next to <x>", Term: l}},
		})
	}
	return odd
}

// TestOtherParsers has parsers that others wrote read an export.
func TestOtherParsers(t *testing.T) {
	s := open(t, graph.Config{})
	load(t, s, oddArticle(), article("one"))
	quads := export(t, s, "nquads", "")
	ran := false
	for _, command := range [][]string{{"rapper", "-q", "-i", "nquads", "-c", "-", "https://base.example/"}, {"serdi", "-i", "nquads", "-"}} {
		if _, err := exec.LookPath(command[0]); err != nil {
			t.Logf("no %s: install it to check exports (.ci/run does)", command[0])
			continue
		}
		ran = true
		run := exec.CommandContext(t.Context(), command[0], command[1:]...)
		run.Stdin = strings.NewReader(quads)
		var stderr bytes.Buffer
		run.Stderr = &stderr
		if _, err := run.Output(); err != nil || strings.Contains(stderr.String(), "error") || strings.Contains(stderr.String(), "warning") {
			t.Errorf("%s: %v\n%s", command[0], err, stderr.String())
		}
	}
	// What was exported can be read again.
	again, err := graph.ReadQuads(strings.NewReader(quads), "nquads", s.Namespaces())
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := graph.WriteNQuads(&b, again, s.Namespaces()); err != nil {
		t.Fatal(err)
	}
	if b.String() != quads {
		t.Error("an export read and written again differs")
	}
	if !ran {
		t.Skip("neither rapper nor serdi is installed")
	}
}

// TestJSONLD has a processor of JSON-LD make quads of an export.
func TestJSONLD(t *testing.T) {
	s := open(t, graph.Config{})
	load(t, s, oddArticle(), article("one"))
	loose := []quad.Quad{
		quad.Make(quad.BNode("b"), quad.IRI("http://x/p"), quad.LangString{Value: "x \u2028", Lang: "en"}, nil),
		quad.Make(quad.IRI("http://x/s"), quad.IRI("rdf:type"), quad.String("no class"), nil),
		quad.Make(quad.IRI("http://x/s"), quad.IRI("rdf:type"), quad.IRI("http://x/C"), quad.BNode("g")),
	}
	if _, err := s.Add(t.Context(), loose); err != nil {
		t.Fatal(err)
	}
	var data any
	if err := json.Unmarshal([]byte(export(t, s, "jsonld", "")), &data); err != nil {
		t.Fatal(err)
	}
	options := ld.NewJsonLdOptions("")
	options.Format = "application/n-quads"
	text, err := ld.NewJsonLdProcessor().ToRDF(data, options)
	if err != nil {
		t.Fatal(err)
	}
	again, err := graph.ReadQuads(strings.NewReader(text.(string)), "nquads", s.Namespaces())
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := graph.WriteNQuads(&b, again, s.Namespaces()); err != nil {
		t.Fatal(err)
	}
	blank := regexp.MustCompile(`_:\w+`) // their names do not matter
	want, got := blank.ReplaceAllString(export(t, s, "nquads", ""), "_:x"), blank.ReplaceAllString(b.String(), "_:x")
	if diff := cmp.Diff(lines(want), lines(got)); diff != "" {
		t.Error(diff)
	}
	empty := open(t, graph.Config{})
	if got := export(t, empty, "jsonld", ""); got != "[]\n" {
		t.Errorf("an empty store is %q", got)
	}
}

func lines(text string) []string {
	list := strings.Split(text, "\n")
	slices.Sort(list)
	return list
}

// TestTerms looks for every term of the model in an export.
func TestTerms(t *testing.T) {
	s := open(t, graph.Config{})
	load(t, s, article("one"), article("two"))
	quads := export(t, s, "nquads", "")
	for _, want := range []string{
		// One edge for each article.
		`<https://quadwire.example/e/Lee_Jae_Myung> <https://quadwire.example/r/visited> <https://quadwire.example/e/Beijing> <https://quadwire.example/a/one> .`,
		`<https://quadwire.example/e/Lee_Jae_Myung> <https://quadwire.example/r/visited> <https://quadwire.example/e/Beijing> <https://quadwire.example/a/two> .`,
		`a/one#f1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement>`,
		`a/one#f1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> <https://quadwire.example/e/Lee_Jae_Myung>`,
		`a/one#f1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> <https://quadwire.example/r/visited>`,
		`a/one#f1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> <https://quadwire.example/e/Beijing>`,
		`a/one#f1> <http://www.w3.org/2000/01/rdf-schema#label> "Lee Jae Myung visited Beijing"`,
		`a/one#f1> <https://quadwire.example/ns#status> "asserted"`,
		`a/one#f1> <http://www.w3.org/ns/prov#wasDerivedFrom> <https://quadwire.example/a/one#s1>`,
		`a/one#f2> <http://www.w3.org/ns/prov#wasAttributedTo> <https://quadwire.example/e/North_Korea>`,
		`a/one#f1> <http://semanticweb.cs.vu.nl/2009/11/sem/hasBeginTimeStamp> "2026-01-05T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>`,
		`a/one#f1> <http://semanticweb.cs.vu.nl/2009/11/sem/hasEndTimeStamp> "2026-01-06T00:00:00Z"^^`,
		`a/one#f1> <https://quadwire.example/ns#timeText> "on Monday"`,
		`a/one#f1> <http://semanticweb.cs.vu.nl/2009/11/sem/hasPlace> <https://quadwire.example/e/Beijing>`,
		`a/one#f1> <https://quadwire.example/ns#arg/on> "Monday"`,
		`a/one#f2> <https://quadwire.example/ns#quantity> "15"^^<http://www.w3.org/2001/XMLSchema#integer>`,
		`a/one#f1> <https://quadwire.example/ns#confidence> "0.93"^^<http://www.w3.org/2001/XMLSchema#double>`,
		`<https://quadwire.example/r/paid> "2.5"^^<http://www.w3.org/2001/XMLSchema#decimal>`,
		`<http://www.w3.org/2004/02/skos/core#altLabel> "Lee"`,
		`<https://quadwire.example/e/missile> <http://www.w3.org/2004/02/skos/core#related> <https://quadwire.example/e/North_Korea>`,
		`<http://www.w3.org/2002/07/owl#sameAs> <http://www.wikidata.org/entity/Q12611505>`,
		`<https://schema.org/headline> "Lee in Beijing"`,
		`<https://schema.org/datePublished> "2026-01-05T00:00:00Z"^^`,
		`<https://schema.org/url> <https://news.example/1>`,
		`<https://schema.org/author> "Jane Doe"`,
		`<https://quadwire.example/ns#sha256> "00ff"`,
		`nif-core#isString> "Lee visited Beijing on Monday."`,
		`nif-core#beginIndex> "31"^^<http://www.w3.org/2001/XMLSchema#integer>`,
		`nif-core#endIndex> "80"^^`,
	} {
		if !strings.Contains(quads, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(quads, "<https://quadwire.example/e/missile> <https://quadwire.example/r/is>") {
		t.Error("a claim has a direct edge")
	}
}

func TestFindAndChange(t *testing.T) {
	for name, config := range backends(t) {
		t.Run(name, func(t *testing.T) {
			s := open(t, fresh(t, config))
			load(t, s, article("one"), article("two"))
			before := export(t, s, "", "")
			q := quad.Make(quad.IRI("e:Lee_Jae_Myung"), quad.IRI("r:visited"), quad.IRI("e:Beijing"), nil)
			// The same without a label is another quad.
			if n, err := s.Remove(t.Context(), []quad.Quad{q}); n != 0 || err != nil {
				t.Errorf("removed %d, %v", n, err)
			}
			for _, want := range []int{1, 0} {
				if n, err := s.Add(t.Context(), []quad.Quad{q, q}); n != want || err != nil {
					t.Errorf("added %d, %v, want %d", n, err, want)
				}
			}
			found, err := s.Find(t.Context(), graph.Pattern{quad.Subject: {s.ParseNode("<https://quadwire.example/e/Lee_Jae_Myung>")}, quad.Predicate: {quad.IRI("r:visited")}})
			if err != nil || len(found) != 3 {
				t.Errorf("found %v, %v", found, err)
			}
			if n, err := s.Remove(t.Context(), []quad.Quad{q, q}); n != 1 || err != nil {
				t.Errorf("removed %d, %v", n, err)
			}
			if export(t, s, "", "") != before {
				t.Error("the store has changed")
			}
		})
	}
}

// TestSymmetricRelation: a symmetric relation is an edge from either side, but
// one statement; a claim of it is none.
func TestSymmetricRelation(t *testing.T) {
	r := article("one")
	lee, xi := extract.Term{ID: "e:Lee", Name: "Lee"}, extract.Term{ID: "e:Xi", Name: "Xi"}
	event := schema.Event{PLOVER: "CONSULT", CAMEO: "040"}
	r.Facts = []extract.Fact{
		{Number: 1, Subject: lee, Predicate: extract.Predicate{ID: "r:met"}, Object: xi, Status: schema.Asserted, Event: event},
		{Number: 2, Subject: lee, Predicate: extract.Predicate{ID: "r:married"}, Object: xi, Status: schema.Claimed},
		{Number: 3, Subject: lee, Predicate: extract.Predicate{ID: "r:visited"}, Object: xi, Status: schema.Asserted},
	}
	edges := map[string]int{}
	statements, codes := 0, 0
	for _, q := range graph.Quads(r) {
		switch p := quad.ToString(q.Predicate); {
		case strings.Contains(p, "r:"):
			edges[fmt.Sprintf("%v %v %v", q.Subject, q.Predicate, q.Object)]++
		case strings.Contains(p, "rdf:subject"):
			statements++
		case strings.Contains(p, "qw:plover") || strings.Contains(p, "qw:cameo"):
			codes++
		}
	}
	for _, want := range []string{"<e:Lee> <r:met> <e:Xi>", "<e:Xi> <r:met> <e:Lee>", "<e:Lee> <r:visited> <e:Xi>"} {
		if edges[want] != 1 {
			t.Errorf("edge %s stands %d times", want, edges[want])
		}
	}
	for _, bad := range []string{"<e:Xi> <r:married> <e:Lee>", "<e:Lee> <r:married> <e:Xi>", "<e:Xi> <r:visited> <e:Lee>"} {
		if edges[bad] != 0 {
			t.Errorf("there is an edge %s", bad)
		}
	}
	if statements != 3 || codes != 2 {
		t.Errorf("%d statements and %d codes, want 3 and 2", statements, codes)
	}
}

// TestProperties: what schema.org and Wikidata call a relation is an edge
// beside it, in their direction; a claim names the property and is no edge.
func TestProperties(t *testing.T) {
	r := article("one")
	lee := extract.Term{ID: "e:Lee", Name: "Lee", Type: "Person"}
	korea := extract.Term{ID: "e:South_Korea", Name: "South Korea", Type: "Country"}
	r.Facts = []extract.Fact{
		{Number: 1, Subject: lee, Predicate: extract.Predicate{ID: "r:is_president_of"}, Object: korea, Status: schema.Asserted},
		{Number: 2, Subject: lee, Predicate: extract.Predicate{ID: "r:is_citizen_of"}, Object: korea, Status: schema.Inferred},
		{Number: 3, Subject: lee, Predicate: extract.Predicate{ID: "r:was_born_in"}, Object: korea, Status: schema.Claimed},
		{Number: 4, Subject: lee, Predicate: extract.Predicate{ID: "r:died_in"}, Object: korea, Status: schema.Negated},
	}
	got := map[string]bool{}
	for _, q := range graph.Quads(r) {
		if p := quad.ToString(q.Predicate); strings.Contains(p, "wdt:") || strings.Contains(p, "qw:property") || strings.Contains(p, "schema:nationality") || strings.Contains(p, "Place") {
			got[fmt.Sprintf("%v %v %v", q.Subject, q.Predicate, q.Object)] = true
		}
	}
	want := map[string]bool{
		"<e:South_Korea> <wdt:P35> <e:Lee>": true, "<e:Lee> <schema:nationality> <e:South_Korea>": true,
		"<a:one#f1> <qw:property> <wdt:P35>": true, "<a:one#f2> <qw:property> <schema:nationality>": true, "<a:one#f3> <qw:property> <schema:birthPlace>": true,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("properties (-want +got)\n%s", diff)
	}
}
