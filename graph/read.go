package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/quad"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/schema"
)

// collect reads the quads of an iterator and closes it.
func (s *Store) collect(ctx context.Context, it iterator.Scanner) ([]quad.Quad, error) {
	defer it.Close()
	var out []quad.Quad
	for it.Next(ctx) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		q, err := s.cayley().Quad(it.Result())
		if err != nil {
			return nil, err
		}
		if q.IsValid() {
			out = append(out, q)
		}
	}
	return out, it.Err()
}

// all gives every quad of the store.
func (s *Store) all(ctx context.Context) ([]quad.Quad, error) {
	switch {
	case s.sql != nil:
		return s.matchSQL(ctx, quad.Any, nil)
	case s.bolt != nil:
		return s.bolt.Match(ctx, quad.Any, nil)
	}
	return s.collect(ctx, s.cayley().QuadsAllIterator().Iterate())
}

// Size is the number of quads.
func (s *Store) Size(ctx context.Context) (int64, error) {
	defer s.share()()
	stats, err := s.cayley().Stats(ctx, s.sql != nil)
	if err != nil && s.sql != nil {
		return 0, s.failed(err)
	}
	if err != nil {
		return 0, nil //nolint:nilerr // an empty store has no count yet
	}
	return stats.Quads.Value, nil
}

// Articles lists what the store holds, by identifier.
func (s *Store) Articles(ctx context.Context) ([]Article, error) {
	defer s.share()()
	quads, err := s.match(ctx, quad.Object, newsArticle)
	if err != nil {
		return nil, err
	}
	var out []Article
	for _, q := range quads {
		id, ok := q.Subject.(quad.IRI)
		if !ok || q.Predicate != rdfType || q.Label != q.Subject {
			continue
		}
		a, err := s.article(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("article %s: %w", id, err)
		}
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b Article) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

func (s *Store) article(ctx context.Context, id quad.IRI) (Article, error) {
	a := Article{ID: strings.TrimPrefix(string(id), "a:")}
	quads, err := s.match(ctx, quad.Subject, id)
	for _, q := range quads {
		switch q.Predicate {
		case headline:
			a.Headline = quad.ToString(q.Object)
		case datePublished:
			if t, ok := q.Object.(quad.Time); ok {
				a.Date = time.Time(t)
			}
		case qwDuplicateOf:
			a.CopyOf = strings.TrimPrefix(strings.Trim(quad.StringOf(q.Object), "<>"), "a:")
		case qwFacts:
			if n, ok := q.Object.(quad.Int); ok {
				a.Facts = int(n)
			}
		}
	}
	return a, err
}

// CopiesOf lists the articles that are in the store as copies of one, without facts of their own.
func (s *Store) CopiesOf(ctx context.Context, id string) (list []string, err error) {
	defer s.share()()
	quads, err := s.match(ctx, quad.Object, s.labelOf(id))
	for _, q := range quads {
		if node, ok := q.Subject.(quad.IRI); ok && q.Predicate == qwDuplicateOf {
			list = append(list, strings.TrimPrefix(string(node), "a:"))
		}
	}
	slices.Sort(list)
	return list, err
}

// Has reports whether the store holds an article.
func (s *Store) Has(ctx context.Context, id string) (bool, error) {
	defer s.share()()
	quads, err := s.match(ctx, quad.Subject, quad.IRI(schema.ArticleID(id)))
	return len(quads) > 0, err
}

// labelOf is the label of what an article says, by its identifier, or of any
// graph by its IRI.
func (s *Store) labelOf(id string) quad.IRI {
	if strings.Contains(id, ":") {
		return newShortener(s.ns).iri(quad.IRI(strings.Trim(id, "<>")))
	}
	return quad.IRI(schema.ArticleID(id))
}

// quadsOf gives the quads of an article, or of any graph by its IRI.
func (s *Store) quadsOf(ctx context.Context, id string) ([]quad.Quad, error) {
	defer s.share()()
	quads, err := s.graphOf(ctx, s.labelOf(id))
	if err == nil && len(quads) == 0 {
		err = fmt.Errorf("%w: %s (quadwire articles lists them)", ErrNoArticle, id)
	}
	return quads, err
}

// A Claim is a statement of an article as a person reads it.
type Claim struct {
	Label   string
	Status  string
	Speaker string // IRI, "" for the article itself
	Time    string // as written
	Place   string // IRI
}

// Claims gives what an article says, in no order and without duplicates; nothing where it
// is not in the store.
func (s *Store) Claims(ctx context.Context, id string) (map[Claim]bool, error) {
	quads, err := s.graphOf(ctx, quad.IRI(schema.ArticleID(id)))
	if err != nil {
		return nil, s.failed(err)
	}
	return claimsOf(quads), nil
}

// ClaimsOf gives what a result says as [Store.Claims] does.
func ClaimsOf(r *extract.Result) map[Claim]bool { return claimsOf(Quads(r)) }

func claimsOf(quads []quad.Quad) map[Claim]bool {
	nodes := map[quad.Value]*Claim{}
	for _, q := range quads {
		if q.Predicate == qwStatus {
			nodes[q.Subject] = &Claim{Status: quad.ToString(q.Object)}
		}
	}
	for _, q := range quads {
		c := nodes[q.Subject]
		if c == nil {
			continue
		}
		switch q.Predicate {
		case rdfsLabel:
			c.Label = quad.ToString(q.Object)
		case attributedTo:
			c.Speaker = bare(q.Object)
		case qwTimeText:
			c.Time = quad.ToString(q.Object)
		case semPlace:
			c.Place = bare(q.Object)
		}
	}
	out := map[Claim]bool{}
	for _, c := range nodes {
		out[*c] = true
	}
	return out
}

// bare is an IRI without its brackets, or a literal.
func bare(v quad.Value) string {
	if iri, ok := v.(quad.IRI); ok {
		return string(iri)
	}
	return quad.ToString(v)
}
