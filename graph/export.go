package graph

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	_ "github.com/cayleygraph/quad/json"   // registers json and json-stream
	_ "github.com/cayleygraph/quad/pquads" // registers pquads

	"github.com/quadwire/quadwire/schema"
)

// A Format is a way to write quads.
type Format struct {
	Name      string
	MediaType string
	Extension string
	Binary    bool
	Network   bool // nodes and edges for other programs: facts between two entities only
	open      func(w io.Writer, ns schema.Namespaces) sink
}

// A sink writes graphs in a format, one after the other.
type sink interface {
	graph(quads []quad.Quad) error // quads of one label, in any order; not kept
	close() error
}

// Formats are all formats; the first is the default. Those that are not of a
// network keep everything: named graphs, full IRIs and datatypes.
var Formats = []Format{
	{"nquads", "application/n-quads", ".nq", false, false, openNQuads},
	{"trig", "application/trig", ".trig", false, false, openTriG},
	{"jsonld", "application/ld+json", ".jsonld", false, false, openJSONLD},
	{"json", "application/json", ".json", false, false, openWith("json")},
	{"json-stream", "application/x-json-stream", ".jsonl", false, false, openWith("json-stream")},
	{"pquads", "application/x-protobuf", ".pq", true, false, openWith("pquads")},
	{"graphml", "application/graphml+xml", ".graphml", false, true, openNetwork(writeGraphML)},
	{"gexf", "application/gexf+xml", ".gexf", false, true, openNetwork(writeGEXF)},
	{"dot", "text/vnd.graphviz", ".dot", false, true, openNetwork(writeDOT)},
	{"neo4j-nodes", "text/csv", ".csv", false, true, openNetwork(writeNodes(":ID", "name", ":LABEL", "iri"))},
	{"neo4j-edges", "text/csv", ".csv", false, true, openNetwork(writeEdges(true))},
	{"gephi-nodes", "text/csv", ".csv", false, true, openNetwork(writeNodes("Id", "Label", "class", "iri"))},
	{"gephi-edges", "text/csv", ".csv", false, true, openNetwork(writeEdges(false))},
}

// FormatNames lists the names of all formats.
func FormatNames() []string {
	names := make([]string, len(Formats))
	for i, f := range Formats {
		names[i] = f.Name
	}
	return names
}

// FormatByName finds a format; "" is the default.
func FormatByName(name string) (Format, error) {
	for _, f := range Formats {
		if f.Name == name || name == "" {
			return f, nil
		}
	}
	return Format{}, fmt.Errorf("no format %q: choose one of %s", name, strings.Join(FormatNames(), ", "))
}

// Write writes quads with full IRIs, the same bytes for the same quads: one
// graph after the other by their labels.
func (f Format) Write(w io.Writer, quads []quad.Quad, ns schema.Namespaces) error {
	out := f.open(w, ns)
	for _, g := range byLabel(quads) {
		if err := out.graph(g); err != nil {
			return err
		}
	}
	return out.close()
}

// byLabel divides quads into graphs, in the order of their labels.
func byLabel(quads []quad.Quad) [][]quad.Quad {
	graphs := map[string][]quad.Quad{}
	for _, q := range quads {
		label := ""
		if q.Label != nil {
			label = q.Label.String()
		}
		graphs[label] = append(graphs[label], q)
	}
	var list [][]quad.Quad
	for _, label := range slices.Sorted(maps.Keys(graphs)) {
		list = append(list, graphs[label])
	}
	return list
}

// A Selection says what of a store to export; the zero value is all.
type Selection struct {
	Article string // only what this article says, by identifier, or what is in any graph, by its IRI
	Entity  string // only what is said of this entity: "e:Beijing"
	Bare    bool   // without statements, sentences and articles: entities and direct edges only
}

// Export writes a part of the store in a format ("" is N-Quads), or all of it.
// [ErrNoArticle] and [ErrNoEntity] are for what it does not hold; nothing is
// written then.
func (s *Store) Export(ctx context.Context, w io.Writer, format string, what Selection) error {
	f, err := FormatByName(format)
	if err != nil {
		return err
	}
	if what.Bare && f.Network {
		return fmt.Errorf("%w: %s is made of the statements: it cannot be without them", ErrData, f.Name)
	}
	if what.Article != "" && what.Entity != "" {
		return fmt.Errorf("%w: export an article or an entity, not both", ErrData)
	}
	if what.Article == "" && what.Entity == "" {
		out := f.open(w, s.ns)
		if err := s.eachGraph(ctx, func(quads []quad.Quad) error { return out.graph(what.pick(quads)) }); err != nil {
			return err
		}
		return out.close()
	}
	var quads []quad.Quad
	if what.Entity != "" {
		quads, err = s.neighbourhood(ctx, quad.IRI(what.Entity))
	} else {
		quads, err = s.quadsOf(ctx, what.Article)
	}
	if err != nil {
		return err
	}
	return f.Write(w, what.pick(quads), s.ns)
}

// pick leaves out the provenance where it is not wanted.
func (what Selection) pick(quads []quad.Quad) []quad.Quad {
	if !what.Bare {
		return quads
	}
	return slices.DeleteFunc(quads, isProvenance)
}

// neighbourhood is what is said of an entity, with the sentences and the names
// and classes of whom it is in facts with.
func (s *Store) neighbourhood(ctx context.Context, id quad.IRI) ([]quad.Quad, error) {
	quads, err := s.aboutQuads(ctx, id)
	if err != nil {
		return nil, err
	}
	defer s.share()()
	seen := map[quad.IRI]bool{id: true}
	for _, q := range slices.Clone(quads) {
		near, ok := q.Object.(quad.IRI)
		if !ok || seen[near] || !strings.HasPrefix(string(near), "e:") && q.Predicate != quad.Value(derivedFrom) {
			continue
		}
		seen[near] = true
		own, err := s.match(ctx, quad.Subject, near)
		if err != nil {
			return nil, err
		}
		for _, o := range own {
			switch o.Predicate {
			case rdfsLabel, rdfType, owlSameAs, nifIsString:
				quads = append(quads, o)
			}
		}
	}
	return quads, nil
}

// openWith writes through the quad package.
func openWith(name string) func(io.Writer, schema.Namespaces) sink {
	return func(w io.Writer, ns schema.Namespaces) sink {
		return &packageSink{name, quad.FormatByName(name).Writer(w), ns}
	}
}

type packageSink struct {
	name string
	out  quad.WriteCloser
	ns   schema.Namespaces
}

func (p *packageSink) graph(quads []quad.Quad) error {
	for _, q := range sorted(quads, p.ns) {
		if _, err := p.out.WriteQuads([]quad.Quad{full(q, p.ns)}); err != nil {
			return fmt.Errorf("format %s: %w", p.name, err)
		}
	}
	return nil
}

func (p *packageSink) close() error { return p.out.Close() }

// sorted gives quads of one graph in the order of N-Quads, none twice.
func sorted(quads []quad.Quad, ns schema.Namespaces) []quad.Quad {
	type keyed struct {
		line string
		quad quad.Quad
	}
	list := make([]keyed, len(quads))
	for i, q := range quads {
		list[i] = keyed{nquad(q, ns), q}
	}
	slices.SortFunc(list, func(a, b keyed) int { return strings.Compare(a.line, b.line) })
	list = slices.CompactFunc(list, func(a, b keyed) bool { return a.line == b.line })
	out := make([]quad.Quad, len(list))
	for i, k := range list {
		out[i] = k.quad
	}
	return out
}

// full is a quad with full IRIs and lexical literals.
func full(q quad.Quad, ns schema.Namespaces) quad.Quad {
	object := typed(q.Object, q.Predicate)
	return quad.Quad{
		Subject:   expand(q.Subject, ns),
		Predicate: expand(q.Predicate, ns),
		Object:    expand(object, ns),
		Label:     expand(q.Label, ns),
	}
}

func expand(v quad.Value, ns schema.Namespaces) quad.Value {
	switch v := v.(type) {
	case quad.IRI:
		return quad.IRI(ns.Expand(string(v)))
	case quad.TypedString:
		v.Type = quad.IRI(ns.Expand(string(v.Type)))
		return v
	}
	return v
}
