package graph

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/quadwire/quadwire/schema"
)

// ErrData marks data that cannot be read as quads.
var ErrData = errors.New("bad data")

// ReadQuads reads quads of a format ("nquads" or "json") into the form of
// the store: short IRIs, native literals. Other formats are refused; JSON-LD
// because its contexts may lie anywhere on the network.
func ReadQuads(r io.Reader, format string, ns schema.Namespaces) ([]quad.Quad, error) {
	var in quad.ReadCloser
	switch format {
	case "nquads":
		var out []quad.Quad
		for q, err := range ReadNQuads(r, ns) {
			if err != nil {
				return nil, err
			}
			out = append(out, q)
		}
		return out, nil
	case "json":
		data, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		in = quad.FormatByName("json").Reader(bytes.NewReader(data))
	default:
		return nil, fmt.Errorf("%w: format %q cannot be read: send nquads or json", ErrData, format)
	}
	defer in.Close()
	short := newShortener(ns)
	var out []quad.Quad
	for {
		q, err := in.ReadQuad()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: quad %d: %w", ErrData, len(out)+1, err)
		}
		q = short.quad(q)
		if !isNode(q.Subject) || !isNode(q.Predicate) || q.Object == nil || q.Label != nil && !isNode(q.Label) {
			return nil, fmt.Errorf("%w: quad %d: subject, predicate and label must be IRIs, the object must be there: %s", ErrData, len(out)+1, q)
		}
		out = append(out, q)
	}
}

func isNode(v quad.Value) bool {
	switch v := v.(type) {
	case quad.IRI:
		return v != ""
	case quad.BNode:
		return v != ""
	}
	return false
}

// A shortener turns full IRIs into those of the store.
type shortener []schema.Namespace

func newShortener(ns schema.Namespaces) shortener {
	list := ns.List()
	slices.SortStableFunc(list, func(a, b schema.Namespace) int { return cmp.Compare(len(b.Full), len(a.Full)) })
	return list
}

func (s shortener) iri(full quad.IRI) quad.IRI {
	if local, ok := strings.CutPrefix(string(full), localScheme); ok {
		return quad.IRI(local)
	}
	for _, n := range s {
		if local, ok := strings.CutPrefix(string(full), n.Full); ok {
			return quad.IRI(n.Prefix + ":" + local)
		}
	}
	return full
}

func (s shortener) value(v quad.Value) quad.Value {
	switch v := v.(type) {
	case quad.IRI:
		return s.iri(v)
	case quad.TypedString:
		return literal(string(v.Value), string(s.iri(v.Type)))
	}
	return v
}

// ParseNode reads a value as Gizmo writes it: "<e:Beijing>", "_:b", "text".
// Full IRIs become short.
func (s *Store) ParseNode(text string) quad.Value {
	return newShortener(s.ns).value(quad.StringToValue(text))
}

// Add puts quads into the store and gives the number of new ones.
func (s *Store) Add(ctx context.Context, quads []quad.Quad) (int, error) {
	added, _, err := s.change(ctx, quads, nil)
	return added, err
}

// Remove takes quads out of the store and gives the number of those that
// were there.
func (s *Store) Remove(ctx context.Context, quads []quad.Quad) (int, error) {
	_, removed, err := s.change(ctx, nil, quads)
	return removed, err
}

func (s *Store) change(ctx context.Context, add, remove []quad.Quad) (added, removed int, err error) {
	if s.config.ReadOnly {
		return 0, 0, ErrReadOnly
	}
	defer s.exclude()()
	return s.changeLocked(ctx, add, remove)
}

func (s *Store) changeLocked(ctx context.Context, add, remove []quad.Quad) (added, removed int, err error) {
	defer s.edits.Add(1)
	if added, removed, err = s.writer.change(ctx, add, remove); err != nil {
		return 0, 0, s.failed(err)
	}
	return added, removed, nil
}

// RemoveNode takes out all quads that a value is part of.
func (s *Store) RemoveNode(ctx context.Context, v quad.Value) (int, error) {
	if s.config.ReadOnly {
		return 0, ErrReadOnly
	}
	defer s.exclude()()
	var list []quad.Quad
	seen := map[string]bool{}
	for _, d := range quad.Directions {
		quads, err := s.match(ctx, d, v)
		if err != nil {
			return 0, err
		}
		for _, q := range quads {
			if key := quadKey(q); !seen[key] {
				seen[key] = true
				list = append(list, q)
			}
		}
	}
	_, removed, err := s.changeLocked(ctx, nil, list)
	return removed, err
}

// A Pattern picks quads: those with one of the values in each direction that
// has any.
type Pattern map[quad.Direction][]quad.Value

// Find gives the quads of a pattern, all for an empty one.
func (s *Store) Find(ctx context.Context, pattern Pattern) ([]quad.Quad, error) {
	defer s.share()()
	var found []quad.Quad
	var err error
	// The first direction with values is read, the others are filters; a
	// predicate has the most quads and comes last.
	start := quad.Any
	for _, d := range []quad.Direction{quad.Subject, quad.Object, quad.Label, quad.Predicate} {
		if len(pattern[d]) > 0 {
			start = d
			break
		}
	}
	if start == quad.Any {
		return s.all(ctx)
	}
	for i, v := range pattern[start] {
		if slices.ContainsFunc(pattern[start][:i], func(w quad.Value) bool { return valueKey(v) == valueKey(w) }) {
			continue
		}
		quads, e := s.match(ctx, start, v)
		err = errors.Join(err, e)
		found = append(found, quads...)
	}
	return slices.DeleteFunc(found, func(q quad.Quad) bool {
		for d, values := range pattern {
			if len(values) > 0 && !slices.ContainsFunc(values, func(v quad.Value) bool { return valueKey(v) == valueKey(q.Get(d)) }) {
				return true
			}
		}
		return false
	}), err
}
