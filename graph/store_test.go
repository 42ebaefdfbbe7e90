package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/extract/nlp"
	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/schema"
)

// article is what an article of two sentences says.
func article(id string) *extract.Result {
	const text = "Lee visited Beijing on Monday. The North claimed the “missiles” were hypersonic."
	lee := extract.Term{ID: "e:Lee_Jae_Myung", Name: "Lee Jae Myung", Type: "Person", Text: "Lee"}
	beijing := extract.Term{ID: "e:Beijing", Name: "Beijing", Type: "City", Text: "Beijing"}
	north := extract.Term{ID: "e:North_Korea", Name: "North Korea", Type: "Country", Text: "The North"}
	missile := extract.Term{ID: "e:missile", Name: "missile", Type: "Concept", Text: "missiles"}
	day := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	monday := &extract.Interval{Begin: day, End: day.AddDate(0, 0, 1)}
	return &extract.Result{
		Article:  extract.Article{ID: id, Text: text, Date: day, Headline: "Lee in Beijing", URL: "https://news.example/1", Author: "Jane Doe", SHA256: "00ff"},
		Document: &nlp.Document{ID: id, Text: text, Sentences: []nlp.Sentence{{Start: 0, Stop: 30}, {Start: 31, Stop: len(text)}}},
		Entities: []extract.Entity{
			{ID: lee.ID, Name: lee.Name, Type: "Person", AltNames: []string{"Lee"}, Link: "http://www.wikidata.org/entity/Q12611505", Mentions: []extract.Mention{{Begin: 0, End: 3, Kind: "name"}}},
			{ID: beijing.ID, Name: beijing.Name, Type: "City"},
			{ID: north.ID, Name: north.Name, Type: "Country"},
			{ID: missile.ID, Name: missile.Name, Type: "Concept", Broader: "e:weapon", Related: "e:North_Korea"},
		},
		Facts: []extract.Fact{
			{
				Number: 1, Subject: lee, Predicate: extract.Predicate{ID: "r:visited", Text: "visited"}, Object: beijing,
				Label: "Lee Jae Myung visited Beijing", Status: schema.Asserted, Time: monday, TimeText: "on Monday", Confidence: 0.93,
				Args: []extract.Arg{{Role: "on", Term: extract.Term{Name: "Monday", Text: "Monday"}, Time: monday}}, Place: &beijing,
			},
			{
				Number: 2, Sentence: 1, Subject: missile, Predicate: extract.Predicate{ID: "r:is", Text: "were"},
				Object: extract.Term{Value: "hyper\"sonic\\\n", Name: "hypersonic", Type: "xsd:string", Text: "hypersonic"},
				Label:  "missile is hypersonic", Status: schema.Claimed, AttributedTo: &north, Confidence: 0.25,
				Quantity: &extract.Term{Value: "15", Name: "15", Type: "xsd:integer"},
			},
			{
				Number: 3, Sentence: 1, Subject: lee, Predicate: extract.Predicate{ID: "r:paid", Text: "paid"},
				Object: extract.Term{Value: "2.50", Name: "2.50", Type: "xsd:decimal"}, Label: "Lee paid 2.50", Status: schema.Asserted, Confidence: 1,
			},
		},
	}
}

func backends(t *testing.T) map[string]graph.Config {
	return map[string]graph.Config{
		graph.Memory: {Backend: graph.Memory},
		graph.Bolt:   {Path: t.TempDir()},
		"nosync":     {Path: t.TempDir(), NoSync: true},

		graph.Postgres: {Backend: graph.Postgres},
	}
}

// fresh is the configuration with a place of its own; it skips where the
// backend has none.
func fresh(t *testing.T, config graph.Config) graph.Config {
	switch {
	case config.Backend == graph.Postgres:
		config.Path = postgres(t)
	case config.Path != "":
		config.Path = t.TempDir()
	}
	return config
}

// TestConformance runs the same checks on every backend.
func TestConformance(t *testing.T) {
	for name, config := range backends(t) {
		for check, run := range map[string]func(*testing.T, *graph.Store){
			"LoadTwice": loadTwice, "Replace": replace, "Forget": forget, "Articles": articles,
			"Gizmo": gizmo, "Errors": queryErrors, "Panics": panics, "Formats": formats, "Limits": limits,
			"Merge": merge, "Split": split, "Import": imports, "Ledger": testLedger,
		} {
			t.Run(name+"/"+check, func(t *testing.T) {
				run(t, open(t, fresh(t, config)))
			})
		}
	}
}

// rebuilt is what a store of the same kind holds when the decisions are there
// before the articles.
func rebuilt(t *testing.T, s *graph.Store, results ...*extract.Result) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "identity.tsv")
	if err := graph.WriteIdentity(file, s.Identity()); err != nil {
		t.Fatal(err)
	}
	again := open(t, graph.Config{Backend: graph.Memory, Identity: file})
	load(t, again, results...)
	return export(t, again, "", "")
}

func decide(t *testing.T, s *graph.Store, d graph.Decision, want int) {
	t.Helper()
	for _, want := range []int{want, 0} { // the second time there is nothing left to do
		if n, err := s.Decide(t.Context(), d); err != nil || n != want {
			t.Fatalf("%s: %d articles, want %d; %v", d, n, want, err)
		}
	}
}

// merge: a merged entity's facts are the other's, its name is another name,
// and the store is what it would be if the decision had been there first.
func merge(t *testing.T, s *graph.Store) {
	load(t, s, article("one"), article("two"))
	decide(t, s, graph.Decision{From: "e:Lee_Jae_Myung", Into: "e:Lee", Name: "Lee"}, 2)
	decide(t, s, graph.Decision{From: "e:Lee", Into: "e:President_Lee", Name: "President Lee"}, 2)
	all := export(t, s, "", "")
	for _, want := range []string{
		"<https://quadwire.example/e/President_Lee> <https://quadwire.example/r/visited> <https://quadwire.example/e/Beijing> <https://quadwire.example/a/one> .",
		"<https://quadwire.example/e/President_Lee> <http://www.w3.org/2004/02/skos/core#altLabel> \"Lee Jae Myung\" <https://quadwire.example/a/two> .",
		"<https://quadwire.example/e/President_Lee> <http://www.w3.org/2000/01/rdf-schema#label> \"President Lee\" <https://quadwire.example/a/two> .",
		"<https://quadwire.example/a/one#f1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> <https://quadwire.example/e/President_Lee> <https://quadwire.example/a/one> .",
	} {
		if !strings.Contains(all, want+"\n") {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(all, "e/Lee_Jae_Myung>") || strings.Contains(all, "e/Lee>") {
		t.Error("the old names are still entities")
	}
	if diff := cmp.Diff(rebuilt(t, s, article("one"), article("two")), all); diff != "" {
		t.Errorf("built again it differs:\n%s", diff)
	}
	load(t, s, article("one"), article("two"))
	if diff := cmp.Diff(all, export(t, s, "", "")); diff != "" {
		t.Errorf("loading again changes it:\n%s", diff)
	}
	if _, err := s.Decide(t.Context(), graph.Decision{From: "e:Nobody", Into: "e:Lee", Name: "Lee"}); !errors.Is(err, graph.ErrNoEntity) {
		t.Errorf("merging nobody: %v", err)
	}
}

// split: one article's entity becomes another, the other article's stays.
func split(t *testing.T, s *graph.Store) {
	load(t, s, article("one"), article("two"))
	decide(t, s, graph.Decision{From: "e:Lee_Jae_Myung", Into: "e:Lee_the_baker", Name: "Lee the baker", Article: "two"}, 1)
	if text := export(t, s, "", "two"); strings.Contains(text, "e/Lee_Jae_Myung>") || !strings.Contains(text, "e/Lee_the_baker> <https://quadwire.example/r/visited>") {
		t.Error("the article still means the old one")
	}
	if text := export(t, s, "", "one"); !strings.Contains(text, "e/Lee_Jae_Myung> <https://quadwire.example/r/visited>") || strings.Contains(text, "baker") {
		t.Error("the other article has changed")
	}
	if diff := cmp.Diff(rebuilt(t, s, article("one"), article("two")), export(t, s, "", "")); diff != "" {
		t.Errorf("built again it differs:\n%s", diff)
	}
}

func open(t testing.TB, config graph.Config) *graph.Store {
	t.Helper()
	s, err := graph.Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func load(t testing.TB, s *graph.Store, results ...*extract.Result) {
	t.Helper()
	if err := s.Load(t.Context(), results...); err != nil {
		t.Fatal(err)
	}
}

func export(t testing.TB, s *graph.Store, format, id string) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.Export(t.Context(), &b, format, graph.Selection{Article: id}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func loadTwice(t *testing.T, s *graph.Store) {
	load(t, s, article("one"))
	before := export(t, s, "", "")
	load(t, s, article("one"), article("one"))
	if diff := cmp.Diff(before, export(t, s, "", "")); diff != "" {
		t.Error(diff)
	}
	want := len(graph.Quads(article("one")))
	if got := strings.Count(before, "\n"); got != want {
		t.Errorf("%d quads in the store, %d in the article", got, want)
	}
}

func replace(t *testing.T, s *graph.Store) {
	load(t, s, article("one"), article("two"))
	smaller := article("one")
	smaller.Facts = smaller.Facts[1:]
	smaller.Facts[0].Label = "another label"
	load(t, s, smaller)
	var want bytes.Buffer
	if err := graph.WriteNQuads(&want, append(graph.Quads(smaller), graph.Quads(article("two"))...), s.Namespaces()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.String(), export(t, s, "", "")); diff != "" {
		t.Error(diff)
	}
}

func forget(t *testing.T, s *graph.Store) {
	load(t, s, article("one"))
	before := export(t, s, "", "")
	load(t, s, article("two"))
	if err := s.Forget(t.Context(), "two"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, export(t, s, "", "")); diff != "" {
		t.Error(diff)
	}
	if err := s.Forget(t.Context(), "two"); !errors.Is(err, graph.ErrNoArticle) {
		t.Errorf("forgetting twice: %v", err)
	}
	load(t, s, article("two"))
	if err := errors.Join(s.Forget(t.Context(), "one"), s.Forget(t.Context(), "two")); err != nil {
		t.Fatal(err)
	}
	if left := export(t, s, "", ""); left != "" {
		t.Errorf("left behind:\n%s", left)
	}
}

// imports has what was exported come back.
func imports(t *testing.T, s *graph.Store) {
	from := open(t, graph.Config{})
	load(t, from, article("one"), article("two"), oddArticle())
	note := quad.Make(quad.IRI("e:Beijing"), quad.IRI("http://x/note"), "a note", nil)
	if _, err := from.Add(t.Context(), []quad.Quad{note, quad.Make(quad.BNode("b"), quad.IRI("loose"), quad.LangString{Value: "x", Lang: "en"}, quad.BNode("g"))}); err != nil {
		t.Fatal(err)
	}
	want := export(t, from, "nquads", "")
	put := func(text string, graphs, quads int) {
		t.Helper()
		done, err := s.Import(t.Context(), graph.ReadNQuads(strings.NewReader(text), s.Namespaces()))
		if err != nil || done.Graphs != graphs || quads > 0 && done.Quads != quads {
			t.Errorf("%+v, %v; want %d graphs and %d quads", done, err, graphs, quads)
		}
	}
	put(want, 4, strings.Count(want, "\n"))
	if diff := cmp.Diff(want, export(t, s, "nquads", "")); diff != "" {
		t.Errorf("what was imported is exported otherwise: %s", diff)
	}
	lines := strings.SplitAfter(want, "\n")
	slices.Reverse(lines)
	put(strings.Join(lines, ""), 4, 0)
	// A graph in pieces, other graphs between them, and an article that says less.
	short := "<https://quadwire.example/e/A> <https://quadwire.example/r/met> <https://quadwire.example/e/B> <https://quadwire.example/a/one> .\n"
	put(strings.Replace(short, "e/A>", "e/C>", 1)+"<http://x/s> <http://x/p> <http://x/o> .\n"+short, 1, 3)
	if got := export(t, s, "nquads", "one"); got != short+strings.Replace(short, "e/A>", "e/C>", 1) {
		t.Errorf("article one is\n%s", got)
	}
	// Each line as it is, however often it comes.
	odd := ""
	for i, object := range []string{
		`"0.0"^^<http://www.w3.org/2001/XMLSchema#decimal>`, `"12345678901234567890.123"^^<http://www.w3.org/2001/XMLSchema#decimal>`, `"1_0"^^<http://www.w3.org/2001/XMLSchema#integer>`,
		`"1.5"^^<http://www.w3.org/2001/XMLSchema#double>`, `"NaN"^^<http://www.w3.org/2001/XMLSchema#double>`, `"INF"^^<http://www.w3.org/2001/XMLSchema#double>`, `"T"^^<http://www.w3.org/2001/XMLSchema#boolean>`,
		`"C:\\x00dir"`, `_:a-b`, `_:a.b`, `_:axb`, `"5"`, `"5"^^<http://www.w3.org/2001/XMLSchema#integer>`, `"true"^^<http://www.w3.org/2001/XMLSchema#boolean>`,
	} {
		odd += fmt.Sprintf("<http://x/s%02d> <http://x/p> %s <http://x/odd> .\n", i, object)
	}
	put(odd, 1, 0)
	put(odd+odd, 1, 0)
	put(odd+"<http://x/z> <http://x/p> \"-0.0\"^^<http://www.w3.org/2001/XMLSchema#decimal> <http://x/odd> .\n", 1, 0)
	got, err := s.Find(t.Context(), graph.Pattern{quad.Label: {quad.IRI("http://x/odd")}})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := graph.WriteNQuads(&b, got, s.Namespaces()); err != nil || len(got) != 15 {
		t.Errorf("%d quads, %v", len(got), err)
	}
	if diff := cmp.Diff(odd+"<http://x/z> <http://x/p> \"0.0\"^^<http://www.w3.org/2001/XMLSchema#decimal> <http://x/odd> .\n", b.String()); diff != "" {
		t.Error(diff)
	}
	if got, err := results(t, s, `g.V("<http://x/s04>", "<http://x/s05>").out("<http://x/p>").all()`, graph.QueryOptions{}); err != nil || len(got) != 2 {
		t.Errorf("%v %v", got, err)
	}
	// What comes before a fault stays, whole graphs only.
	_, err = s.Import(t.Context(), graph.ReadNQuads(strings.NewReader(strings.ReplaceAll(short, "a/one>", "a/whole>")+strings.ReplaceAll(short, "a/one>", "a/half>")+"<x"), s.Namespaces()))
	if !errors.Is(err, graph.ErrData) || !strings.Contains(err.Error(), "line 3, column 1") {
		t.Error(err)
	}
	for id, want := range map[string]bool{"whole": true, "half": false, "one": true} {
		quads, err := s.Find(t.Context(), graph.Pattern{quad.Label: {quad.IRI("a:" + id)}})
		if err != nil || len(quads) > 0 != want {
			t.Errorf("%s: %d quads, %v", id, len(quads), err)
		}
	}
}

func articles(t *testing.T, s *graph.Store) {
	load(t, s, article("two"), article("one"))
	got, err := s.Articles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	want := []graph.Article{{ID: "one", Headline: "Lee in Beijing", Date: day, Facts: 3}, {ID: "two", Headline: "Lee in Beijing", Date: day, Facts: 3}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func results(t *testing.T, s *graph.Store, script string, options graph.QueryOptions) ([]string, error) {
	t.Helper()
	var out []string
	for v, err := range s.Query(t.Context(), script, options) {
		if err != nil {
			return out, err
		}
		line, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(string(line)))
	}
	return out, nil
}

func gizmo(t *testing.T, s *graph.Store) {
	load(t, s, article("one"))
	for script, want := range map[string][]string{
		`g.V("<e:Lee_Jae_Myung>").out("<r:visited>").all()`:                                           {`{"id":"<e:Beijing>"}`},
		`graph.Vertex("<e:Lee_Jae_Myung>").Out("<r:visited>").All()`:                                  {`{"id":"<e:Beijing>"}`},
		`g.V().has("<qw:quantity>", gt(12)).out("<rdfs:label>").all()`:                                {`{"id":"missile is hypersonic"}`},
		`g.V().has("<qw:confidence>", lt(0.5)).out("<rdfs:label>").all()`:                             {`{"id":"missile is hypersonic"}`},
		`g.V().has("<sem:hasBeginTimeStamp>", gte(new Date("2026-01-05"))).out("<rdfs:label>").all()`: {`{"id":"Lee Jae Myung visited Beijing"}`},
		`g.V().out("<rdfs:label>").filter(regex("^Lee J.*Beijing$")).all()`:                           {`{"id":"Lee Jae Myung visited Beijing"}`},
		`var m = g.M().out("<rdf:subject>"); g.V("<a:one#f1>").follow(m).all()`:                       {`{"id":"<e:Lee_Jae_Myung>"}`},
		`g.V("<a:one#f1>").out("<rdf:subject>").and(g.V("<e:Lee_Jae_Myung>")).all()`:                  {`{"id":"<e:Lee_Jae_Myung>"}`},
		`g.V("<e:Lee_Jae_Myung>").out(g.V("<r:visited>")).all()`:                                      {`{"id":"<e:Beijing>"}`},
		`g.emit(g.V("<e:Lee_Jae_Myung>").out(["<r:visited>","<r:paid>"]).count())`:                    {`2`},
		`g.V("<e:Lee_Jae_Myung>").out("<r:paid>").forEach(function(d){ g.emit(d.id * 2) })`:           {`5`},
		`g.V("<e:Lee_Jae_Myung>").tag("source").out("<r:visited>").tag("target").all()`:               {`{"id":"<e:Beijing>","source":"<e:Lee_Jae_Myung>","target":"<e:Beijing>"}`},
		`g.V("<e:Beijing>").labelContext("<a:one>").in("<r:visited>").unique().all()`:                 {`{"id":"<e:Lee_Jae_Myung>"}`},
		`g.emit(g.V("<e:Beijing>").in("<r:visited>").toArray()[0])`:                                   {`"<e:Lee_Jae_Myung>"`},
		`g.V("<nobody>").all()`:                                           nil,
		`g.V("<nobody>").followRecursive("<r:visited>").all()`:            nil,
		`g.V("<e:Beijing>").or(g.V("<no>")).or(g.V("<nobody>")).all()`:    {`{"id":"<e:Beijing>"}`},
		`g.V("<e:Beijing>").except(g.V("<no>").save("<no>", "x")).all()`:  {`{"id":"<e:Beijing>"}`},
		`g.V("<e:Beijing>", "<nobody>").tag("x").in("<r:visited>").all()`: {`{"id":"<e:Lee_Jae_Myung>","x":"<e:Beijing>"}`},
	} {
		got, err := results(t, s, script, graph.QueryOptions{})
		if err != nil {
			t.Errorf("%s: %v", script, err)
			continue
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s\n%s", script, diff)
		}
	}
}

func queryErrors(t *testing.T, s *graph.Store) {
	load(t, s, article("one"))
	for script, want := range map[string]string{
		"":                          "empty",
		"g.V(":                      "line 1, column 5: Unexpected end of input",
		"g.V().\nnope().all()":      "nope",
		"g.X()":                     "X",
		`throw new Error("my own")`: "my own",
	} {
		if _, err := results(t, s, script, graph.QueryOptions{}); !errors.Is(err, graph.ErrQuery) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", script, err, want)
		}
	}
}

// panics are scripts that would end the process without a guard.
func panics(t *testing.T, s *graph.Store) {
	load(t, s, article("one"))
	for _, script := range []string{
		`g.V().out(regex("x")).all()`,
		`var f = regex("x"); g.V().In(f).all()`,
		`g.V().both([like("x")]).all()`,
		`g.V()["out"](gt(1)).all()`,
		`g.V().save(regex("x"), "t").all()`,
		`g.V().has(regex("x"), "t").all()`,
		`g.V().labelContext(regex("x")).all()`,
		`g.V().follow(regex("x")).all()`,
		`g.V().followRecursive(regex("x")).all()`,
		`g.V().and(regex("x")).all()`,
		`g.V().out({}).all()`,
		`g.V().out(function(){}).all()`,
		`g.V().out(1).all()`,
		`g.V().out("<r:visited>", {}).all()`,
		`g.V().tag({}).all()`,
		`g.V().save("<r:visited>", {}).all()`,
		`g.V().followRecursive({}).all()`,
		`g.V().followRecursive(1).all()`,
		`g.V().has().all()`,
		`g.V().has("<x>").all()`,
		`g.V().skip("x").limit({}).all()`,
		`g.V().filter(1).all()`,
		`g.V({}).all()`,
		`g.V().back("x").all()`,
		`g.V().forEach(1)`,
		`g.V().order().all()`,
		`g.V("<e:Beijing>").or(g.V("<no>").or(g.V("<nobody>"))).all()`,
		`g.V("<e:Beijing>").except(g.V("<no>").or(g.V("<nobody>"))).all()`,
		`g.V("<e:Beijing>").except(g.V("<e:Lee_Jae_Myung>").except(g.V("<nobody>").tag("x"))).all()`,
	} {
		_, err := results(t, s, script, graph.QueryOptions{Limit: 10, Timeout: 5 * time.Second})
		t.Logf("%s: %v", script, err)
	}
}

func limits(t *testing.T, s *graph.Store) {
	load(t, s, article("one"))
	got, err := results(t, s, `g.V("<e:Lee_Jae_Myung>").out().all()`, graph.QueryOptions{Limit: 2})
	if err != nil || len(got) != 2 {
		t.Errorf("limit 2 gave %d results, %v", len(got), err)
	}
	for _, script := range []string{"while(true){}", "while(true){ g.emit(1) }"} {
		start := time.Now()
		_, err = results(t, s, script, graph.QueryOptions{Timeout: 200 * time.Millisecond})
		if err == nil || !strings.Contains(err.Error(), "stopped after") || time.Since(start) > 3*time.Second {
			t.Errorf("%s: %v after %s", script, err, time.Since(start))
		}
	}
}

func formats(t *testing.T, s *graph.Store) {
	load(t, s, article("one"), article("two"))
	for _, f := range graph.Formats {
		first := export(t, s, f.Name, "")
		if first == "" || first != export(t, s, f.Name, "") {
			t.Errorf("%s is empty or differs from one time to the next", f.Name)
		}
	}
	if err := s.Export(t.Context(), &bytes.Buffer{}, "nope", graph.Selection{}); err == nil || !strings.Contains(err.Error(), "jsonld") {
		t.Errorf("unknown format: %v", err)
	}
	if err := s.Export(t.Context(), &bytes.Buffer{}, "", graph.Selection{Article: "nope"}); !errors.Is(err, graph.ErrNoArticle) {
		t.Errorf("unknown article: %v", err)
	}
}

func TestMissingStore(t *testing.T) {
	_, err := graph.Open(t.Context(), graph.Config{Path: t.TempDir(), ReadOnly: true})
	if !errors.Is(err, graph.ErrNoStore) {
		t.Error(err)
	}
}

func TestLockedStore(t *testing.T) {
	config := graph.Config{Path: t.TempDir()}
	open(t, config)
	start := time.Now()
	_, err := graph.Open(t.Context(), config)
	if !errors.Is(err, graph.ErrLocked) || !strings.Contains(err.Error(), config.Path) || time.Since(start) > 3*time.Second {
		t.Errorf("%v after %s", err, time.Since(start))
	}
}

func TestReadersShare(t *testing.T) {
	config := graph.Config{Path: t.TempDir()}
	s, err := graph.Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	load(t, s, article("one"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	config.ReadOnly = true
	a, b := open(t, config), open(t, config)
	if export(t, a, "", "") != export(t, b, "", "") {
		t.Error("two readers see different graphs")
	}
	if err := a.Load(t.Context(), article("two")); !errors.Is(err, graph.ErrReadOnly) {
		t.Errorf("loading into a store opened read-only: %v", err)
	}
}

func TestShape(t *testing.T) {
	got, err := graph.Shape(t.Context(), `g.V("<e:Lee>", 0).tag("source").out("<r:visited>").all()`, 0)
	if err != nil {
		t.Fatal(err)
	}
	all, _ := json.Marshal(got)
	for _, want := range []string{"e:Lee", "r:visited", "source", "subject"} {
		if !strings.Contains(string(all), want) {
			t.Errorf("no %s in the shape %s", want, all)
		}
	}
	if _, err := graph.Shape(t.Context(), "1+1", 0); !errors.Is(err, graph.ErrQuery) {
		t.Errorf("a script without a path: %v", err)
	}
}

func Example() {
	ctx := context.Background()
	store, err := graph.Open(ctx, graph.Config{Backend: graph.Memory})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer store.Close()
	if err := store.Load(ctx, article("one")); err != nil {
		fmt.Println(err)
	}
	for v, err := range store.Query(ctx, `g.V("<e:Lee_Jae_Myung>").out("<r:visited>").all()`, graph.QueryOptions{}) {
		fmt.Println(v, err)
	}
	// Output: map[id:<e:Beijing>] <nil>
}

// TestIdentityFile: decisions are read as they were written; a file that a
// person broke is an error that names the line.
func TestIdentityFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "identity.tsv")
	want := []graph.Decision{{From: "e:A", Into: "e:B", Name: "B"}, {From: "e:C", Into: "e:C_(poet)", Name: "C (poet)", Article: "x-1"}}
	if err := graph.WriteIdentity(file, want); err != nil {
		t.Fatal(err)
	}
	got, err := graph.ReadIdentity(file)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	if got, err := graph.ReadIdentity(filepath.Join(t.TempDir(), "none")); got != nil || err != nil {
		t.Errorf("a missing file: %v %v", got, err)
	}
	for _, line := range []string{"merge e:A e:B", "merge\te:A\te:A\tA", "merge\tA\te:B\tB", "merge\te:A\te:B\t", "split\te:A\te:B\tB", "join\te:A\te:B\tB"} {
		if err := os.WriteFile(file, []byte("# fine\n"+line+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := graph.ReadIdentity(file); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: %v", line, err)
		}
		if _, err := graph.Open(t.Context(), graph.Config{Identity: file}); err == nil {
			t.Errorf("%q: the store opens", line)
		}
	}
}

// TestNamedQueries: each query that comes with the program runs and gives what
// it says.
func TestNamedQueries(t *testing.T) {
	s := open(t, graph.Config{})
	load(t, s, article("one"), article("two"))
	for _, c := range []struct {
		name string
		args []string
		rows int
		want string
	}{
		{"articles", nil, 2, `"headline":"Lee in Beijing"`},
		{"facts", []string{"Lee Jae Myung"}, 4, `"fact":"Lee Jae Myung visited Beijing"`},
		{"facts", []string{"<e:Beijing>"}, 2, `"status":"asserted"`},
		{"timeline", []string{"e:Lee_Jae_Myung"}, 2, `"begin":"2026-01-05T00:00:00Z"`},
		{"between", []string{"Lee Jae Myung", "Beijing"}, 2, `visited`},
		{"between", []string{"Lee Jae Myung", "missile"}, 0, ``},
		{"claims", nil, 2, `"speaker":"<e:North_Korea>"`},
		{"claims", []string{"North Korea"}, 2, `missile is hypersonic`},
		{"claims", []string{"Beijing"}, 0, ``},
		{"denials", nil, 0, ``},
		{"neighbors", []string{"Lee Jae Myung"}, 1, `{"facts":2,"id":"<e:Beijing>"}`},
		{"relation", []string{"visited"}, 2, `"subject":"<e:Lee_Jae_Myung>"`},
		{"speakers", nil, 1, `{"claims":2,"id":"<e:North_Korea>"}`},
		{"facts", []string{"Lee"}, 4, `"fact":"Lee Jae Myung visited Beijing"`}, // another name of his
		{"facts", []string{`"); while(true){}; ("`}, -1, `nobody and nothing in the store is called "); while`},
		{"timeline", []string{"e:Nobody"}, -1, `is called Nobody`},
		{"relation", []string{"ate"}, -1, `no fact of the store has the relation <r:ate>`},
	} {
		q, ok := graph.FindNamed(c.name)
		if !ok {
			t.Fatalf("no query %s", c.name)
		}
		script, err := q.Script(c.args...)
		if err != nil {
			t.Fatal(err)
		}
		var rows []string
		for v, err := range s.Query(t.Context(), script, graph.QueryOptions{Timeout: 10 * time.Second}) {
			if err != nil && c.rows < 0 && errors.Is(err, graph.ErrQuery) {
				rows = append(rows, err.Error())
				c.rows = 1
				continue
			}
			if err != nil {
				t.Fatalf("@%s %q: %v", c.name, c.args, err)
			}
			var line bytes.Buffer
			e := json.NewEncoder(&line)
			e.SetEscapeHTML(false)
			if err := e.Encode(v); err != nil {
				t.Fatal(err)
			}
			rows = append(rows, line.String())
		}
		if all := strings.Join(rows, "\n"); len(rows) != c.rows || !strings.Contains(all, c.want) {
			t.Errorf("@%s %q: %d rows, want %d with %s:\n%s", c.name, c.args, len(rows), c.rows, c.want, all)
		}
	}
	for _, q := range graph.NamedQueries {
		if _, err := q.Script("a", "b", "c"); !errors.Is(err, graph.ErrQuery) || !strings.Contains(err.Error(), q.Usage()) {
			t.Errorf("@%s takes too much: %v", q.Name, err)
		}
	}
}
