package graph

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
)

// An Overview tells a newcomer what a store holds and what to ask it.
type Overview struct {
	Articles int       `json:"articles"`
	Facts    int       `json:"facts"`
	Entities int       `json:"entities"`
	Complete bool      `json:"complete"` // false where facts and entities were counted in the newest articles only
	Sampled  int       `json:"sampled"`  // articles that were read
	Examples []Example `json:"examples"`
	Named    []Named   `json:"named"`
}

// A Named is a query that comes with the program, for the command line.
type Named struct {
	Usage string `json:"usage"` // "@timeline NAME"
	Help  string `json:"help"`
}

// An Example is a query that gives results on what is loaded.
type Example struct {
	Title  string `json:"title"`
	Hint   string `json:"hint"`
	Query  string `json:"query"`
	Visual bool   `json:"visual"` // its results are tagged for a picture
}

// maxSample is how many quads an overview reads at most.
const maxSample = 300_000

// Overview reads the store, of a large one the newest articles.
func (s *Store) Overview(ctx context.Context) (*Overview, error) {
	o, err := s.overview(ctx)
	if err == nil {
		for _, q := range NamedQueries {
			o.Named = append(o.Named, Named{q.Usage(), q.Help})
		}
	}
	return o, err
}

func (s *Store) overview(ctx context.Context) (*Overview, error) {
	defer s.share()()
	found, err := s.match(ctx, quad.Object, newsArticle)
	if err != nil {
		return nil, err
	}
	var ids []quad.IRI
	dates := map[quad.IRI]time.Time{}
	for _, q := range found {
		id, ok := q.Subject.(quad.IRI)
		if !ok || q.Predicate != rdfType || q.Label != q.Subject {
			continue
		}
		ids = append(ids, id)
	}
	o := &Overview{Articles: len(ids), Examples: []Example{}}
	if len(ids) <= maxDated {
		for _, id := range ids {
			if dates[id], err = s.dateOf(ctx, id); err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(ids, func(a, b quad.IRI) int {
		return cmp.Or(dates[b].Compare(dates[a]), strings.Compare(string(a), string(b)))
	})
	g := newSurvey()
	for _, id := range ids {
		quads, err := s.graphOf(ctx, id)
		if err != nil {
			return nil, err
		}
		g.read(id, quads)
		o.Sampled++
		if g.quads > maxSample {
			break
		}
	}
	o.Complete = o.Sampled == o.Articles
	o.Facts, o.Entities = len(g.facts), len(g.types)
	o.Examples = append(o.Examples, g.examples()...)
	return o, nil
}

// maxDated is how many articles are sorted by date.
const maxDated = 5000

func (s *Store) dateOf(ctx context.Context, id quad.IRI) (time.Time, error) {
	quads, err := s.match(ctx, quad.Subject, id)
	for _, q := range quads {
		if t, ok := q.Object.(quad.Time); ok && q.Predicate == datePublished {
			return time.Time(t), err
		}
	}
	return time.Time{}, err
}

// A survey counts what examples are made of.
type survey struct {
	quads    int
	facts    map[quad.IRI]*surveyed
	types    map[quad.IRI]quad.Value
	names    map[quad.IRI]string
	out, in  map[quad.IRI]map[quad.IRI]int // direct edges of an entity by predicate
	articles map[quad.IRI]string           // headline
	order    []quad.IRI
	perGraph map[quad.IRI]int // facts
}

type surveyed struct {
	subject, object, status, speaker quad.Value
	timed                            bool
}

func newSurvey() *survey {
	return &survey{
		facts: map[quad.IRI]*surveyed{}, types: map[quad.IRI]quad.Value{}, names: map[quad.IRI]string{},
		out: map[quad.IRI]map[quad.IRI]int{}, in: map[quad.IRI]map[quad.IRI]int{},
		articles: map[quad.IRI]string{}, perGraph: map[quad.IRI]int{},
	}
}

func (g *survey) read(article quad.IRI, quads []quad.Quad) {
	g.order = append(g.order, article)
	g.quads += len(quads)
	for _, q := range quads {
		s, _ := q.Subject.(quad.IRI)
		p, _ := q.Predicate.(quad.IRI)
		switch {
		case p == rdfType && q.Object == rdfStatement:
			g.fact(s)
			g.perGraph[article]++
		case p == rdfType && strings.HasPrefix(string(s), "e:"):
			g.types[s] = q.Object
		case p == rdfsLabel && strings.HasPrefix(string(s), "e:"):
			g.names[s] = quad.ToString(q.Object)
		case p == headline && s == article:
			g.articles[s] = quad.ToString(q.Object)
		case p == rdfSubject:
			g.fact(s).subject = q.Object
		case p == rdfObject:
			g.fact(s).object = q.Object
		case p == qwStatus:
			g.fact(s).status = q.Object
		case p == attributedTo:
			g.fact(s).speaker = q.Object
		case p == semBegin:
			g.fact(s).timed = true
		case strings.HasPrefix(string(p), "r:"):
			if o, ok := q.Object.(quad.IRI); ok { // texts make no picture
				count(g.out, s, p)
				count(g.in, o, p)
			}
		}
	}
}

func (g *survey) fact(id quad.IRI) *surveyed {
	f := g.facts[id]
	if f == nil {
		f = &surveyed{}
		g.facts[id] = f
	}
	return f
}

func count(m map[quad.IRI]map[quad.IRI]int, node, predicate quad.IRI) {
	if m[node] == nil {
		m[node] = map[quad.IRI]int{}
	}
	m[node][predicate]++
}

// top gives the key with the highest count, the first by name of equals.
func top(counts map[quad.IRI]int) quad.IRI {
	if keys := frequent(counts, 1); len(keys) > 0 {
		return keys[0]
	}
	return ""
}

func frequent(counts map[quad.IRI]int, n int) []quad.IRI {
	keys := slices.SortedFunc(maps.Keys(counts), func(a, b quad.IRI) int {
		return cmp.Or(counts[b]-counts[a], strings.Compare(string(a), string(b)))
	})
	return keys[:min(n, len(keys))]
}

func (g *survey) name(id quad.IRI) string {
	if n := g.names[id]; n != "" {
		return n
	}
	return strings.ReplaceAll(strings.TrimPrefix(string(id), "e:"), "_", " ")
}

// examples are queries that have results, the most telling first.
func (g *survey) examples() []Example {
	if len(g.order) == 0 {
		return nil
	}
	subjects, degrees, statuses := map[quad.IRI]int{}, map[quad.IRI]int{}, map[string]int{}
	timed, attributed := 0, 0
	for _, f := range g.facts {
		if id, ok := f.subject.(quad.IRI); ok {
			subjects[id]++
		}
		if f.timed {
			timed++
		}
		if f.speaker != nil {
			attributed++
			statuses[quad.ToString(f.status)]++
		}
	}
	for _, edges := range []map[quad.IRI]map[quad.IRI]int{g.out, g.in} {
		for id, predicates := range edges {
			for _, n := range predicates {
				degrees[id] += n
			}
		}
	}
	var out []Example
	out = append(out, g.aboutPerson(subjects)...)
	if attributed > 0 {
		out = append(out, claims(statuses))
	}
	out = append(out, g.picture(degrees)...)
	out = append(out, g.articleFacts()...)
	if timed > 0 {
		out = append(out, timeline)
	}
	if len(g.facts) > 0 {
		out = append(out, everything)
	}
	return append(out, allArticles)
}

// node writes an IRI as Gizmo takes it, in quotation marks.
func node(id quad.IRI) string { return strconv.Quote(id.String()) }

func (g *survey) aboutPerson(subjects map[quad.IRI]int) []Example {
	persons := maps.Clone(subjects)
	maps.DeleteFunc(persons, func(id quad.IRI, _ int) bool { return g.types[id] != quad.IRI("schema:Person") })
	who := top(persons)
	if who == "" {
		who = top(subjects)
	}
	if who == "" {
		return nil
	}
	return []Example{{
		Title: "What is said of " + g.name(who) + "?",
		Hint:  "Facts of the most connected name, with how sure each is",
		Query: fmt.Sprintf("g.V(%s)\n  .in(\"<rdf:subject>\")\n  .save(\"<rdfs:label>\", \"fact\")\n  .save(\"<qw:status>\", \"status\")\n  .all()", node(who)),
	}}
}

func claims(statuses map[string]int) Example {
	names := slices.Sorted(maps.Keys(statuses))
	for i, n := range names {
		names[i] = strconv.Quote(n)
	}
	return Example{
		Title: "Who claims, doubts or denies what?",
		Hint:  "Statements that somebody else vouches for, with the speaker",
		Query: fmt.Sprintf("g.V(%s).tag(\"status\")\n  .in(\"<qw:status>\")\n  .save(\"<rdfs:label>\", \"statement\")\n  .out(\"<prov:wasAttributedTo>\").tag(\"speaker\")\n  .all()", strings.Join(names, ", ")),
	}
}

// picture draws the neighbours of the node with the most direct edges.
func (g *survey) picture(degrees map[quad.IRI]int) []Example {
	hub := top(degrees)
	if hub == "" {
		return nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "var x = g.V(%s);\n", node(hub))
	for _, side := range []struct {
		edges           map[quad.IRI]int
		from, step, end string
	}{{g.out[hub], "source", "out", "target"}, {g.in[hub], "target", "in", "source"}} {
		list := frequent(side.edges, 12)
		if len(list) == 0 {
			continue
		}
		names := make([]string, len(list))
		for i, p := range list {
			names[i] = node(p)
		}
		fmt.Fprintf(&b, "x.tag(%q).%s([%s]).tag(%q).all();\n", side.from, side.step, strings.Join(names, ", "), side.end)
	}
	return []Example{{Title: "A picture of " + g.name(hub), Hint: "What it is linked to, in both directions", Query: strings.TrimSpace(b.String()), Visual: true}}
}

func (g *survey) articleFacts() []Example {
	for _, id := range g.order {
		if g.perGraph[id] == 0 {
			continue
		}
		title := g.articles[id]
		if title == "" {
			title = strings.TrimPrefix(string(id), "a:")
		}
		return []Example{{
			Title: "What does one article say?",
			Hint:  title,
			Query: fmt.Sprintf("g.V(\"<rdf:Statement>\")\n  .labelContext(%s)\n  .in(\"<rdf:type>\")\n  .save(\"<rdfs:label>\", \"fact\")\n  .save(\"<qw:status>\", \"status\")\n  .save(\"<prov:wasDerivedFrom>\", \"sentence\")\n  .all()", node(id)),
		}}
	}
	return nil
}

var timeline = Example{
	Title: "What happened when?",
	Hint:  "Facts with a time, in the order of time",
	Query: `var facts = g.V("<rdf:Statement>").in("<rdf:type>")
  .save("<sem:hasBeginTimeStamp>", "when")
  .save("<rdfs:label>", "what").tagArray();
function key(f) { return JSON.stringify(f.when) + f.what; }
facts.sort(function(a, b) { return key(a) < key(b) ? -1 : 1; });
facts.forEach(function(f) { g.emit({when: f.when, what: f.what}); });`,
}

var everything = Example{
	Title: "A picture of many facts",
	Hint:  "Subjects and objects of up to 60 facts",
	Query: `g.V("<rdf:Statement>").in("<rdf:type>")
  .save("<rdf:subject>", "source")
  .save("<rdf:object>", "target")
  .limit(60).all()`,
	Visual: true,
}

var allArticles = Example{
	Title: "Which articles are there?",
	Hint:  "With their headlines, where they have one",
	Query: `g.V("<schema:NewsArticle>").in("<rdf:type>")
  .saveOpt("<schema:headline>", "headline")
  .all()`,
}
