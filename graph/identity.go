package graph

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/quadwire/quadwire/schema"
)

// ErrNoEntity marks an entity that the store does not know.
var ErrNoEntity = errors.New("no such entity")

// A Decision is what a user said about who is who. It is kept in a file, a
// line each, and made again of every article that comes: decisions hold
// through rebuilds.
type Decision struct {
	From    string // entity that is renamed: "e:Lee"
	Into    string // what it is from now on: "e:Lee_Jae_Myung"
	Name    string // readable name of Into
	Article string // the one article that it is about, "" for all
}

// String is the decision as a line of the file.
func (d Decision) String() string {
	if d.Article != "" {
		return strings.Join([]string{"split", d.From, d.Into, d.Name, d.Article}, "\t")
	}
	return strings.Join([]string{"merge", d.From, d.Into, d.Name}, "\t")
}

// ReadIdentity reads a file of decisions. A file that is missing has none.
// Empty lines and those that begin with # are left out; a line that is none
// is an error that names it.
func ReadIdentity(file string) ([]Decision, error) {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) || file == "" {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("decisions: %w", err)
	}
	defer f.Close()
	var out []Decision
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimRight(lines.Text(), "\r")
		if strings.TrimSpace(text) == "" || strings.HasPrefix(text, "#") {
			continue
		}
		fields := strings.Split(text, "\t")
		switch {
		case fields[0] == "merge" && len(fields) == 4:
			out = append(out, Decision{From: fields[1], Into: fields[2], Name: fields[3]})
		case fields[0] == "split" && len(fields) == 5:
			out = append(out, Decision{From: fields[1], Into: fields[2], Name: fields[3], Article: fields[4]})
		default:
			return nil, fmt.Errorf("%s: line %d is no decision: write merge or split and its fields, divided by tabs, as quadwire merge and quadwire split do", file, n)
		}
		if d := out[len(out)-1]; !strings.HasPrefix(d.From, "e:") || !strings.HasPrefix(d.Into, "e:") || d.From == d.Into || d.Name == "" {
			return nil, fmt.Errorf("%s: line %d: %s and %s must be two entities, such as e:Lee and e:Lee_Jae_Myung, with a name", file, n, d.From, d.Into)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return out, nil
}

// WriteIdentity replaces a file of decisions in one step.
func WriteIdentity(file string, decisions []Decision) error {
	var b strings.Builder
	b.WriteString("# Who is who: decisions of the user, in the order in which they are made of every article.\n# merge FROM INTO NAME, split FROM INTO NAME ARTICLE; fields are divided by tabs.\n")
	for _, d := range decisions {
		b.WriteString(d.String() + "\n")
	}
	temporary, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*")
	if err != nil {
		return err
	}
	_, err = temporary.WriteString(b.String())
	if err = errors.Join(err, temporary.Sync(), temporary.Close()); err != nil {
		return errors.Join(err, os.Remove(temporary.Name()))
	}
	if err := os.Chmod(temporary.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), file)
}

// Identified makes decisions, in their order, of the quads of one article.
func Identified(decisions []Decision, quads []quad.Quad) []quad.Quad {
	for _, d := range decisions {
		quads = d.apply(quads)
	}
	return quads
}

// apply renames an entity. Its old label becomes another name, and what would
// only relate it to itself is dropped.
func (d Decision) apply(quads []quad.Quad) []quad.Quad {
	from, into := quad.IRI(d.From), quad.IRI(d.Into)
	concerns := func(q quad.Quad) bool {
		return d.Article == "" || q.Label == quad.Value(quad.IRI(schema.ArticleID(d.Article)))
	}
	if !slices.ContainsFunc(quads, func(q quad.Quad) bool {
		return concerns(q) && (q.Subject == quad.Value(from) || q.Object == quad.Value(from))
	}) {
		return quads
	}
	out := make([]quad.Quad, 0, len(quads)+1)
	seen := make(map[string]bool, len(quads)+1)
	add := func(q quad.Quad) {
		if key := quadKey(q); !seen[key] {
			seen[key] = true
			out = append(out, q)
		}
	}
	label := quad.String(d.Name)
	for _, q := range quads {
		if !concerns(q) {
			add(q)
			continue
		}
		old := q
		if q.Subject == quad.Value(from) {
			if q.Predicate == quad.Value(rdfsLabel) {
				q.Predicate = skosAltLabel
			}
			add(quad.Quad{Subject: into, Predicate: rdfsLabel, Object: label, Label: q.Label})
			q.Subject = into
		}
		if q.Object == quad.Value(from) {
			q.Object = into
			add(quad.Quad{Subject: into, Predicate: rdfsLabel, Object: label, Label: q.Label})
		}
		switch {
		case q.Subject == q.Object && old.Subject != old.Object:
		case q.Subject == quad.Value(into) && q.Predicate == quad.Value(skosAltLabel) && q.Object == quad.Value(label):
		default:
			add(q)
		}
	}
	return out
}

// IdentityFile is where the decisions are kept, "" for nowhere.
func (s *Store) IdentityFile() string { return s.config.IdentityFile() }

// Identity gives the decisions that the store makes of what it loads.
func (s *Store) Identity() []Decision { return slices.Clone(s.identity) }

// NameOf gives the readable name of an entity; [ErrNoEntity] where nothing in
// the store speaks of it.
func (s *Store) NameOf(ctx context.Context, entity string) (string, error) {
	defer s.share()()
	quads, err := s.match(ctx, quad.Subject, quad.IRI(entity))
	if err != nil {
		return "", err
	}
	var names []string
	for _, q := range quads {
		if q.Predicate == quad.Value(rdfsLabel) {
			names = append(names, quad.ToString(q.Object))
		}
	}
	if len(names) == 0 {
		return "", fmt.Errorf("%w: %s is not in the store", ErrNoEntity, entity)
	}
	slices.Sort(names)
	return names[0], nil
}

// Decide makes one more decision, of all that is in the store and of all that
// comes. It is written to the file first, so that loading the articles again
// mends whatever a crash leaves.
func (s *Store) Decide(ctx context.Context, d Decision) (articles int, err error) {
	if s.config.ReadOnly {
		return 0, ErrReadOnly
	}
	if _, err := s.NameOf(ctx, d.From); err != nil && !slices.Contains(s.identity, d) {
		return 0, err
	}
	defer s.exclude()()
	decisions := s.identity
	if !slices.Contains(decisions, d) {
		decisions = append(slices.Clone(decisions), d)
	}
	if file := s.config.IdentityFile(); file != "" {
		if err := WriteIdentity(file, decisions); err != nil {
			return 0, fmt.Errorf("decisions: %w", err)
		}
	}
	s.identity = decisions
	return s.rewrite(ctx, d)
}

// rewrite makes a decision of every article in the store that it is about.
func (s *Store) rewrite(ctx context.Context, d Decision) (int, error) {
	labels := map[quad.Value]bool{}
	for _, direction := range []quad.Direction{quad.Subject, quad.Object} {
		quads, err := s.match(ctx, direction, quad.IRI(d.From))
		if err != nil {
			return 0, err
		}
		for _, q := range quads {
			if q.Label != nil && (d.Article == "" || q.Label == quad.Value(quad.IRI(schema.ArticleID(d.Article)))) {
				labels[q.Label] = true
			}
		}
	}
	var graphs []labelled
	for label := range labels {
		old, err := s.match(ctx, quad.Label, label)
		if err != nil {
			return 0, err
		}
		graphs = append(graphs, labelled{label: label, quads: d.apply(old), keeps: true})
	}
	return len(labels), s.replaceLocked(ctx, graphs)
}
