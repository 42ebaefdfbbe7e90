package graph

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	_ "github.com/cayleygraph/quad/json"   // registers json and json-stream
	_ "github.com/cayleygraph/quad/jsonld" // registers jsonld
	_ "github.com/cayleygraph/quad/pquads" // registers pquads

	"github.com/quadwire/quadwire/schema"
)

// A Format is a way to write quads that keeps everything: named graphs, full
// IRIs and datatypes.
type Format struct {
	Name      string
	MediaType string
	Extension string
	Binary    bool
	write     func(w io.Writer, quads []quad.Quad, ns schema.Namespaces) error
}

// Formats are all formats; the first is the default. GraphML, GML and
// Graphviz are left out: they have no place for the article of a fact.
var Formats = []Format{
	{"nquads", "application/n-quads", ".nq", false, WriteNQuads},
	{"jsonld", "application/ld+json", ".jsonld", false, writeWith("jsonld")},
	{"json", "application/json", ".json", false, writeWith("json")},
	{"json-stream", "application/x-json-stream", ".jsonl", false, writeWith("json-stream")},
	{"pquads", "application/x-protobuf", ".pq", true, writeWith("pquads")},
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

// Write writes quads with full IRIs, the same bytes for the same quads.
func (f Format) Write(w io.Writer, quads []quad.Quad, ns schema.Namespaces) error {
	return f.write(w, quads, ns)
}

// Export writes an article, or all of the store for "".
func (s *Store) Export(ctx context.Context, w io.Writer, format, article string) error {
	f, err := FormatByName(format)
	if err != nil {
		return err
	}
	if article == "" && f.Name == "nquads" {
		return s.exportNQuads(ctx, w)
	}
	quads, err := s.quadsOf(ctx, article)
	if err != nil {
		return err
	}
	return f.write(w, quads, s.ns)
}

// writeWith writes through the quad package.
func writeWith(name string) func(io.Writer, []quad.Quad, schema.Namespaces) error {
	return func(w io.Writer, quads []quad.Quad, ns schema.Namespaces) error {
		out := quad.FormatByName(name).Writer(w)
		for _, q := range sorted(quads, ns) {
			if _, err := out.WriteQuads([]quad.Quad{full(q, ns)}); err != nil {
				return fmt.Errorf("format %s: %w", name, err)
			}
		}
		return out.Close()
	}
}

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
	out := make([]quad.Quad, len(quads))
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
