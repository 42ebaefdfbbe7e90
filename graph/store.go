package graph

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/graph/boltstore"
	"github.com/quadwire/quadwire/schema"
)

// Backends of a store.
const (
	Bolt      = "bolt"      // one file in a folder
	Memory    = "memory"    // gone when closed
	Postgres  = "postgres"  // tables of a database; one store for each schema
	Cockroach = "cockroach" // the same in CockroachDB
)

// Backends lists them.
func Backends() []string { return []string{Bolt, Memory, Postgres, Cockroach} }

// Errors that callers may want to tell apart.
var (
	ErrNoStore   = errors.New("no store")
	ErrLocked    = errors.New("store is in use")
	ErrNoArticle = errors.New("no such article")
	ErrReadOnly  = errors.New("store is opened read-only")
)

// Config says which store to open; the zero value is one in memory.
type Config struct {
	Backend  string // "" is Bolt where Path is set, else Memory
	Path     string // folder of a bolt store, URL of a database ("postgres://user@localhost/news?search_path=schema")
	ReadOnly bool   // several readers may share a store; a missing one is an error
	NoSync   bool   // do not wait for the disk: faster, for stores that can be built again
	Base     string // of the IRIs in exports, schema.DefaultBase if empty
	Identity string // file of the user's decisions who is who; "" is one beside the folder of a bolt store, none in memory
}

// IdentityFile is where the user's decisions are, "" for none.
func (c Config) IdentityFile() string {
	if c.Identity == "" && c.Path != "" && c.backend() == Bolt {
		return strings.TrimRight(c.Path, `/\`) + ".identity.tsv"
	}
	return c.Identity
}

// Where names the store for people, without the password of its database.
func (c Config) Where() string {
	if c.backend() == Memory {
		return "memory"
	}
	return hidePassword(c.Path)
}

// A Store keeps the graphs of articles. It is safe for concurrent use.
type Store struct {
	config Config
	ns     schema.Namespaces
	quads  atomic.Pointer[cayley.QuadStore] // ask for it with cayley
	writer writer
	bolt   *boltstore.Store // nil for others
	sql    *sql.DB          // of one in PostgreSQL or CockroachDB
	mu     sync.RWMutex     // writers exclude readers in memory, other writers everywhere
	waits  struct {
		sync.Mutex
		changes []*waiting
	}
	edits atomic.Uint64

	identity []Decision
	ledger   memoryLedger // of a store in memory
}

// A writer changes a store, each call in one step: whatever happens, all of it
// is done or nothing.
type writer interface {
	// replace makes graphs what they are to be, in their order.
	replace(ctx context.Context, graphs []labelled) error
	// change adds quads and removes others, and says how many were not there
	// and were there.
	change(ctx context.Context, add, remove []quad.Quad) (added, removed int, err error)
}

// A labelled graph is all quads of a label, or more of them.
type labelled struct {
	label quad.Value // nil for none, where there can only be more
	quads []quad.Quad
	more  bool // what is there stays
	note  *Note
	keeps bool // its note stays
}

// Open opens a store and creates it unless it is to be read only.
func Open(ctx context.Context, config Config) (*Store, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	ns, err := schema.NewNamespaces(config.Base)
	if err != nil {
		return nil, err
	}
	s := &Store{config: config, ns: ns}
	if s.identity, err = ReadIdentity(config.IdentityFile()); err != nil {
		return nil, err
	}
	switch config.backend() {
	case Memory:
		s.setCayley(memstore.New())
		s.ledger = memoryLedger{}
		s.writer = cayleyWriter{s}
	case Bolt:
		err = s.openBolt()
	case Postgres, Cockroach:
		err = s.openSQL(ctx)
	default:
		err = fmt.Errorf("no backend %q: choose one of %s", config.Backend, strings.Join(Backends(), ", "))
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

// cayley is the store as Cayley sees it.
func (s *Store) cayley() cayley.QuadStore { return *s.quads.Load() }

func (s *Store) setCayley(quads cayley.QuadStore) { s.quads.Store(&quads) }

func (c Config) backend() string {
	switch {
	case c.Backend == "" && c.Path == "":
		return Memory
	case c.Backend == "":
		return Bolt
	}
	return c.Backend
}

// Close writes what is left and releases the store. It does not wait for
// queries that do not end.
func (s *Store) Close() error {
	done := make(chan error, 1)
	go func() {
		if s.bolt != nil && s.config.NoSync {
			if err := s.bolt.Sync(); err != nil {
				done <- err
				return
			}
		}
		done <- s.cayley().Close()
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(3 * time.Second):
		return errors.New("a query still runs: the store is left open")
	}
}

// Namespaces are those of the store's exports.
func (s *Store) Namespaces() schema.Namespaces { return s.ns }

// Load puts what articles say into the store, in one step. An article that is
// there already is replaced; one that says the same is left alone.
func (s *Store) Load(ctx context.Context, results ...*extract.Result) error {
	if s.config.ReadOnly {
		return ErrReadOnly
	}
	if err := ctx.Err(); err != nil || len(results) == 0 {
		return err
	}
	graphs := make([]labelled, len(results))
	for i, r := range results {
		graphs[i] = graphFrom(r)
	}
	return s.replace(ctx, graphs)
}

// Forget takes an article and all it said out of the store, or any graph by its
// IRI.
func (s *Store) Forget(ctx context.Context, id string) error {
	if s.config.ReadOnly {
		return ErrReadOnly
	}
	_, err := s.quadsOf(ctx, id)
	if err == nil {
		err = s.replace(ctx, []labelled{{label: s.labelOf(id)}})
	}
	if err != nil && !errors.Is(err, ErrNoArticle) {
		return fmt.Errorf("article %s: %w", id, err)
	}
	return err
}

// A waiting change is one whose writer waits for others.
type waiting struct {
	graphs []labelled
	done   chan error
}

// replace makes graphs of the store what they are to be, with the user's
// decisions who is who. Those that wait while another change is under way are made in one
// step after it.
func (s *Store) replace(ctx context.Context, graphs []labelled) error {
	own := &waiting{graphs, make(chan error, 1)}
	s.waits.Lock()
	s.waits.changes = append(s.waits.changes, own)
	s.waits.Unlock()
	defer s.exclude()()
	s.waits.Lock()
	changes := s.waits.changes
	s.waits.changes = nil
	s.waits.Unlock()
	if len(changes) > 0 {
		s.replaceAll(ctx, changes)
	}
	return <-own.done
}

// replaceAll makes changes in one step or, where that fails, each in its own.
func (s *Store) replaceAll(ctx context.Context, changes []*waiting) {
	if len(changes) > 1 {
		ctx = context.WithoutCancel(ctx) // it is not for one of them to end the others
	}
	var all []labelled
	for _, c := range changes {
		for _, g := range c.graphs {
			g.quads = Identified(s.identity, g.quads)
			all = append(all, g)
		}
	}
	err := s.replaceLocked(ctx, all)
	for _, c := range changes {
		if err != nil && len(changes) > 1 {
			s.replaceAll(ctx, []*waiting{c})
		} else {
			c.done <- err
		}
	}
}

// replaceLocked is replace for who keeps others away already.
func (s *Store) replaceLocked(ctx context.Context, graphs []labelled) error {
	defer s.edits.Add(1)
	if err := s.writer.replace(ctx, graphs); err != nil {
		return s.failed(err)
	}
	return nil
}

// failed says which store an error is about.
func (s *Store) failed(err error) error {
	if s.config.Path == "" {
		return fmt.Errorf("store: %w", err)
	}
	return fmt.Errorf("store %s: %w", s.config.Where(), err)
}

// Edits counts the changes since the store was opened, so that what was
// computed from it can be kept until the next one.
func (s *Store) Edits() uint64 { return s.edits.Load() }

// exclude keeps readers of a store in memory and all writers away until the
// function that it gives is called.
func (s *Store) exclude() func() {
	s.mu.Lock()
	return s.mu.Unlock
}

// share keeps writers of a store in memory away; bolt has transactions.
func (s *Store) share() func() {
	if s.config.backend() != Memory {
		return func() {}
	}
	s.mu.RLock()
	return s.mu.RUnlock
}

// graphOf gives all quads of a label.
func (s *Store) graphOf(ctx context.Context, label quad.IRI) ([]quad.Quad, error) {
	return s.match(ctx, quad.Label, label)
}

// match gives all quads with a value in a direction.
func (s *Store) match(ctx context.Context, d quad.Direction, v quad.Value) ([]quad.Quad, error) {
	switch {
	case s.sql != nil:
		return s.matchSQL(ctx, d, v)
	case s.bolt != nil:
		return s.bolt.Match(ctx, d, v)
	}
	ref, err := s.cayley().ValueOf(v)
	if err != nil || ref == nil {
		return nil, err
	}
	it := s.cayley().QuadIterator(d, ref).Iterate()
	return s.collect(ctx, it)
}

// An Article is what the store holds of an article.
type Article struct {
	ID       string    `json:"id"`
	Headline string    `json:"headline,omitempty"`
	Date     time.Time `json:"date,omitzero"`
	Facts    int       `json:"facts"`
	CopyOf   string    `json:"copyOf,omitempty"` // article with the same story, whose facts are not told again
}
