package graph

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"github.com/quadwire/quadwire/schema"
)

// A Profile is what the store says of an entity: names, classes, facts with
// their sentences, and whom it is in facts with.
type Profile struct {
	ID         string           `json:"id"`
	Name       string           `json:"name"`
	Names      []string         `json:"names"`   // all others
	Classes    []string         `json:"classes"` // without prefix: "Person"
	SameAs     []string         `json:"sameAs"`
	Facts      []ProfileFact    `json:"facts"`     // the newest article first, in the order of the text
	Neighbours []Neighbour      `json:"neighbors"` // named ones before concepts, the most frequent first
	Articles   []ProfileArticle `json:"articles"`  // the newest first
	Truncated  bool             `json:"truncated"` // there are more facts
}

// A ProfileFact is a fact as a page shows it.
type ProfileFact struct {
	ID         string    `json:"id"`
	Label      string    `json:"label"`
	Status     string    `json:"status"`
	Speaker    string    `json:"attributedTo,omitempty"` // IRI
	Said       string    `json:"saidBy,omitempty"`       // name of the speaker
	Begin      time.Time `json:"begin,omitzero"`
	TimeText   string    `json:"timeText,omitempty"`
	Confidence float64   `json:"confidence"`
	Sentence   string    `json:"sentence"`
	Article    string    `json:"article"` // IRI
}

// A Neighbour is an entity that shares facts with another.
type Neighbour struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Facts int    `json:"facts"`
}

// A ProfileArticle is an article that speaks of an entity.
type ProfileArticle struct {
	ID       string    `json:"id"`
	Headline string    `json:"headline"`
	Date     time.Time `json:"date,omitzero"`
	Facts    int       `json:"facts"` // about the entity
}

// MaxProfileFacts is how many facts a profile has at most.
const MaxProfileFacts = 500

// About gives what the store says of an entity, by its short IRI
// ("e:Beijing"); [ErrNoEntity] where it says nothing.
func (s *Store) About(ctx context.Context, entity string) (*Profile, error) {
	defer s.share()()
	id := quad.IRI(entity)
	own, err := s.match(ctx, quad.Subject, id)
	if err != nil {
		return nil, err
	}
	p := &Profile{ID: entity, Names: []string{}, Classes: []string{}, SameAs: []string{}, Facts: []ProfileFact{}, Neighbours: []Neighbour{}, Articles: []ProfileArticle{}}
	for _, q := range own {
		switch text := quad.ToString(q.Object); q.Predicate {
		case rdfsLabel:
			p.Names = append(p.Names, text)
		case skosAltLabel:
			p.Names = append(p.Names, text)
		case rdfType:
			_, class, _ := strings.Cut(strings.Trim(text, "<>"), ":")
			p.Classes = append(p.Classes, class)
		case owlSameAs:
			p.SameAs = append(p.SameAs, strings.Trim(text, "<>"))
		}
		if q.Predicate == rdfsLabel && p.Name == "" {
			p.Name = quad.ToString(q.Object)
		}
	}
	for _, list := range []*[]string{&p.Names, &p.Classes, &p.SameAs} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	p.Names = slices.DeleteFunc(p.Names, func(n string) bool { return n == p.Name })
	statements, err := s.statementsOf(ctx, id)
	if err != nil {
		return nil, err
	}
	if p.Name == "" {
		if len(statements) == 0 && len(own) == 0 {
			return nil, fmt.Errorf("%w: %s is not in the store", ErrNoEntity, entity)
		}
		p.Name = schema.UnescapeLocal(strings.TrimPrefix(entity, "e:"))
	}
	if len(statements) > MaxProfileFacts {
		statements, p.Truncated = statements[:MaxProfileFacts], true
	}
	return p, s.fillProfile(ctx, p, id, statements)
}

// statementsOf gives the statement nodes whose subject or object is a node.
func (s *Store) statementsOf(ctx context.Context, id quad.IRI) ([]quad.IRI, error) {
	quads, err := s.match(ctx, quad.Object, id)
	if err != nil {
		return nil, err
	}
	var out []quad.IRI
	for _, q := range quads {
		if f, ok := q.Subject.(quad.IRI); ok && (q.Predicate == rdfSubject || q.Predicate == rdfObject) {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b quad.IRI) int { return compareFacts(string(a), string(b)) })
	return slices.Compact(out), nil
}

// compareFacts puts facts in the order of the text: "a:x#f2" before "a:x#f10".
func compareFacts(a, b string) int {
	x, m, _ := strings.Cut(a, "#f")
	y, n, _ := strings.Cut(b, "#f")
	return cmp.Or(strings.Compare(x, y), cmp.Compare(len(m), len(n)), strings.Compare(m, n))
}

func (s *Store) fillProfile(ctx context.Context, p *Profile, id quad.IRI, statements []quad.IRI) error {
	names := map[quad.IRI]string{}
	nameOf := func(e quad.IRI) string {
		if n, ok := names[e]; ok {
			return n
		}
		names[e] = schema.UnescapeLocal(strings.TrimPrefix(string(e), "e:"))
		if quads, err := s.match(ctx, quad.Subject, e); err == nil {
			for _, q := range quads {
				if q.Predicate == quad.Value(rdfsLabel) {
					names[e] = quad.ToString(q.Object)
				}
			}
		}
		return names[e]
	}
	sentences := map[quad.IRI]string{}
	near, articles := map[quad.IRI]int{}, map[quad.IRI]int{}
	for _, f := range statements {
		quads, err := s.match(ctx, quad.Subject, f)
		if err != nil {
			return err
		}
		fact := ProfileFact{ID: string(f)}
		for _, q := range quads {
			object, isNode := q.Object.(quad.IRI)
			switch q.Predicate {
			case rdfsLabel:
				fact.Label = quad.ToString(q.Object)
			case qwStatus:
				fact.Status = quad.ToString(q.Object)
			case qwTimeText:
				fact.TimeText = quad.ToString(q.Object)
			case semBegin:
				if t, ok := q.Object.(quad.Time); ok {
					fact.Begin = time.Time(t)
				}
			case qwConfidence:
				if c, ok := q.Object.(quad.Float); ok {
					fact.Confidence = float64(c)
				}
			case attributedTo:
				if isNode {
					fact.Speaker, fact.Said = string(object), nameOf(object)
				} else {
					fact.Said = quad.ToString(q.Object)
				}
			case derivedFrom:
				if text, ok := sentences[object]; ok {
					fact.Sentence = text
				} else if isNode {
					fact.Sentence, err = s.textOf(ctx, object)
					sentences[object] = fact.Sentence
				}
			case rdfSubject, rdfObject:
				if isNode && object != id && strings.HasPrefix(string(object), "e:") {
					near[object]++
				}
			}
			if err != nil {
				return err
			}
		}
		article, _, _ := strings.Cut(string(f), "#")
		fact.Article = article
		articles[quad.IRI(article)]++
		p.Facts = append(p.Facts, fact)
	}
	for e, n := range near {
		p.Neighbours = append(p.Neighbours, Neighbour{ID: string(e), Name: nameOf(e), Facts: n})
	}
	slices.SortFunc(p.Neighbours, func(a, b Neighbour) int { // names before concepts
		return cmp.Or(cmp.Compare(concept(a.Name), concept(b.Name)), b.Facts-a.Facts, strings.Compare(a.ID, b.ID))
	})
	p.Neighbours = p.Neighbours[:min(len(p.Neighbours), 40)]
	dates := map[string]time.Time{}
	for a, n := range articles {
		quads, err := s.match(ctx, quad.Subject, a)
		if err != nil {
			return err
		}
		article := ProfileArticle{ID: string(a), Facts: n}
		for _, q := range quads {
			switch q.Predicate {
			case headline:
				article.Headline = quad.ToString(q.Object)
			case datePublished:
				if t, ok := q.Object.(quad.Time); ok {
					article.Date = time.Time(t)
				}
			}
		}
		dates[article.ID] = article.Date
		p.Articles = append(p.Articles, article)
	}
	slices.SortFunc(p.Articles, func(a, b ProfileArticle) int {
		return cmp.Or(b.Date.Compare(a.Date), strings.Compare(a.ID, b.ID))
	})
	slices.SortStableFunc(p.Facts, func(a, b ProfileFact) int {
		return cmp.Or(dates[b.Article].Compare(dates[a.Article]), compareFacts(a.ID, b.ID))
	})
	return nil
}

// concept is 1 for what is named by a common noun, else 0.
func concept(name string) int {
	if r, _ := utf8.DecodeRuneInString(name); unicode.IsLower(r) && name == strings.ToLower(name) {
		return 1
	}
	return 0
}

func (s *Store) textOf(ctx context.Context, sentence quad.IRI) (string, error) {
	quads, err := s.match(ctx, quad.Subject, sentence)
	for _, q := range quads {
		if q.Predicate == quad.Value(nifIsString) {
			return quad.ToString(q.Object), err
		}
	}
	return "", err
}

// WriteAbout writes what the store says of an entity as quads: its own and
// those of the statements that it is the subject or object of.
func (s *Store) WriteAbout(ctx context.Context, w io.Writer, entity string, f Format) error {
	quads, err := s.aboutQuads(ctx, quad.IRI(entity))
	if err != nil {
		return err
	}
	return f.Write(w, quads, s.ns)
}

func (s *Store) aboutQuads(ctx context.Context, id quad.IRI) ([]quad.Quad, error) {
	defer s.share()()
	out, err := s.match(ctx, quad.Subject, id)
	if err != nil {
		return nil, err
	}
	in, err := s.match(ctx, quad.Object, id)
	if err != nil {
		return nil, err
	}
	if len(out)+len(in) == 0 {
		return nil, fmt.Errorf("%w: %s is not in the store", ErrNoEntity, string(id))
	}
	seen := map[quad.IRI]bool{}
	for _, q := range in {
		f, ok := q.Subject.(quad.IRI)
		if !ok || q.Predicate != quad.Value(rdfSubject) && q.Predicate != quad.Value(rdfObject) {
			out = append(out, q)
			continue
		}
		if seen[f] || len(seen) >= MaxProfileFacts {
			continue
		}
		seen[f] = true
		quads, err := s.match(ctx, quad.Subject, f)
		if err != nil {
			return nil, err
		}
		out = append(out, quads...)
	}
	return out, nil
}

// An ArticleProfile is an article and what it says.
type ArticleProfile struct {
	ID       string        `json:"id"`
	Headline string        `json:"headline"`
	Date     time.Time     `json:"date,omitzero"`
	URL      string        `json:"url,omitempty"`
	Author   string        `json:"author,omitempty"`
	Entities []Neighbour   `json:"entities"` // the most frequent first, without concepts
	Facts    []ProfileFact `json:"facts"`
}

// AboutArticle gives an article, by its identifier; [ErrNoArticle] where the
// store does not have it.
func (s *Store) AboutArticle(ctx context.Context, id string) (*ArticleProfile, error) {
	quads, err := s.quadsOf(ctx, id)
	if err != nil {
		return nil, err
	}
	article := quad.IRI(schema.ArticleID(id))
	p := &ArticleProfile{ID: string(article), Entities: []Neighbour{}, Facts: []ProfileFact{}}
	facts := map[quad.IRI]*ProfileFact{}
	names, counts, sentences, sources := map[quad.IRI]string{}, map[quad.IRI]int{}, map[quad.IRI]string{}, map[quad.IRI]quad.IRI{}
	concepts := map[quad.IRI]bool{}
	for _, q := range quads { // statements come first, as their other quads may stand before
		if f, ok := q.Subject.(quad.IRI); ok && q.Predicate == quad.Value(rdfType) && q.Object == quad.Value(rdfStatement) {
			facts[f] = &ProfileFact{ID: string(f), Article: p.ID}
		}
	}
	for _, q := range quads {
		subject, _ := q.Subject.(quad.IRI)
		object, isNode := q.Object.(quad.IRI)
		text := quad.ToString(q.Object)
		if f := facts[subject]; f != nil {
			switch q.Predicate {
			case rdfsLabel:
				f.Label = text
			case qwStatus:
				f.Status = text
			case qwTimeText:
				f.TimeText = text
			case attributedTo:
				if f.Said = text; isNode {
					f.Speaker = string(object)
				}
			case derivedFrom:
				sources[subject] = object
			case qwConfidence:
				if c, ok := q.Object.(quad.Float); ok {
					f.Confidence = float64(c)
				}
			case semBegin:
				if t, ok := q.Object.(quad.Time); ok {
					f.Begin = time.Time(t)
				}
			case rdfSubject, rdfObject:
				if isNode && strings.HasPrefix(string(object), "e:") {
					counts[object]++
				}
			}
			continue
		}
		switch q.Predicate {
		case headline:
			p.Headline = text
		case datePublished:
			if t, ok := q.Object.(quad.Time); ok {
				p.Date = time.Time(t)
			}
		case articleURL:
			p.URL = strings.Trim(text, "<>")
		case author:
			p.Author = text
		case rdfsLabel:
			names[subject] = text
		case nifIsString:
			sentences[subject] = text
		case rdfType:
			concepts[subject] = concepts[subject] || object == "skos:Concept"
		case skosBroader:
			concepts[subject] = true
		}
	}
	for id, f := range facts {
		f.Sentence = sentences[sources[id]]
		if f.Speaker != "" {
			f.Said = cmp.Or(names[quad.IRI(f.Speaker)], f.Speaker)
		}
		p.Facts = append(p.Facts, *f)
	}
	slices.SortFunc(p.Facts, func(a, b ProfileFact) int { return compareFacts(a.ID, b.ID) })
	for e, n := range counts {
		if !concepts[e] && names[e] != "" {
			p.Entities = append(p.Entities, Neighbour{ID: string(e), Name: names[e], Facts: n})
		}
	}
	slices.SortFunc(p.Entities, func(a, b Neighbour) int { return cmp.Or(b.Facts-a.Facts, strings.Compare(a.ID, b.ID)) })
	return p, nil
}
