package graph

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/writer"
	"github.com/cayleygraph/quad"
	kvbolt "github.com/hidal-go/hidalgo/kv/bbolt"
	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/schema"
)

// Backends of a store.
const (
	Bolt   = "bolt"   // one file in a folder
	Memory = "memory" // gone when closed
)

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
	Path     string // folder of a bolt store
	ReadOnly bool   // several readers may share a store; a missing one is an error
	NoSync   bool   // do not wait for the disk: faster, for stores that can be built again
	Base     string // of the IRIs in exports, schema.DefaultBase if empty
	Identity string // file of the user's decisions who is who; "" is one beside the folder of a bolt store, none in memory
}

// identityFile is where the user's decisions are, "" for none.
func (c Config) identityFile() string {
	if c.Identity == "" && c.Path != "" && c.backend() == Bolt {
		return strings.TrimRight(c.Path, `/\`) + ".identity.tsv"
	}
	return c.Identity
}

// A Store keeps the graphs of articles. It is safe for concurrent use.
type Store struct {
	config Config
	ns     schema.Namespaces
	quads  cayley.QuadStore
	handle *cayley.Handle
	db     *bolt.DB     // nil in memory
	mu     sync.RWMutex // writers exclude readers in memory, other writers everywhere
	edits  atomic.Uint64

	identity []Decision
}

// lockTimeout is how long opening waits for another process.
const lockTimeout = time.Second

// indexes are Cayley's own and one by label, so that an article's graph is
// found without a scan.
var indexes = append(kv.DefaultQuadIndexes[:len(kv.DefaultQuadIndexes):len(kv.DefaultQuadIndexes)],
	kv.QuadIndex{Dirs: []quad.Direction{quad.Label}})

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
	if s.identity, err = ReadIdentity(config.identityFile()); err != nil {
		return nil, err
	}
	switch config.backend() {
	case Memory:
		s.quads = memstore.New()
	case Bolt:
		if config.ReadOnly {
			if err := recoverFirst(ctx, config); err != nil {
				return nil, err
			}
		}
		s.quads, s.db, err = openBolt(config)
	default:
		err = fmt.Errorf("no backend %q: choose %s or %s", config.Backend, Bolt, Memory)
	}
	if err != nil {
		return nil, err
	}
	w, err := writer.NewSingle(s.quads, cayley.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true})
	if err != nil {
		return nil, errors.Join(err, s.quads.Close())
	}
	s.handle = &cayley.Handle{QuadStore: s.quads, QuadWriter: w}
	if !config.ReadOnly {
		if err := s.recover(ctx); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

func (c Config) backend() string {
	switch {
	case c.Backend == "" && c.Path == "":
		return Memory
	case c.Backend == "":
		return Bolt
	}
	return c.Backend
}

func openBolt(config Config) (cayley.QuadStore, *bolt.DB, error) {
	if config.Path == "" {
		return nil, nil, errors.New("a bolt store needs a folder")
	}
	file := filepath.Join(config.Path, "graph.bolt")
	_, err := os.Stat(file)
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		return nil, nil, fmt.Errorf("store %s: %w: name a folder", config.Path, err)
	}
	if missing && config.ReadOnly {
		return nil, nil, fmt.Errorf("%w at %s: make one with quadwire build", ErrNoStore, config.Path)
	}
	if missing {
		if err := os.MkdirAll(config.Path, 0o755); err != nil {
			return nil, nil, fmt.Errorf("store %s: %w", config.Path, err)
		}
	}
	db, err := openFile(file, config)
	if err != nil {
		return nil, nil, err
	}
	quads, err := openQuads(db, config)
	return quads, db, err
}

// openFile opens the database file. Bolt panics on some broken files.
func openFile(file string, config Config) (db *bolt.DB, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("store %s is broken: %v: remove it and build it again", config.Path, p)
		}
	}()
	db, err = bolt.Open(file, 0o644, &bolt.Options{
		Timeout: lockTimeout, ReadOnly: config.ReadOnly, NoSync: config.NoSync, NoGrowSync: config.NoSync,
		FreelistType: bolt.FreelistMapType,
	})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("%w: %s is held by another quadwire (serve or build): stop it, or name another store with --db", ErrLocked, config.Path)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrVersionMismatch), errors.Is(err, bolterrors.ErrChecksum):
		return nil, fmt.Errorf("store %s is broken: %w: remove it and build it again", config.Path, err)
	case err != nil:
		return nil, fmt.Errorf("store %s: %w", config.Path, err)
	}
	return db, nil
}

func openQuads(db *bolt.DB, config Config) (cayley.QuadStore, error) {
	options := cayley.Options{kv.OptNoBloom: true}
	quads, err := kv.New(kvbolt.New(db), options)
	if errors.Is(err, cayley.ErrNotInitialized) && !config.ReadOnly {
		if err = initialize(db); err == nil {
			quads, err = kv.New(kvbolt.New(db), options)
		}
	}
	if errors.Is(err, cayley.ErrNotInitialized) {
		err = fmt.Errorf("%w at %s: make one with quadwire build", ErrNoStore, config.Path)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("store %s: %w", config.Path, err), db.Close())
	}
	return quads, nil
}

// initialize writes the layout of an empty store.
func initialize(db *bolt.DB) error {
	initMu.Lock()
	defer initMu.Unlock()
	old := kv.DefaultQuadIndexes
	kv.DefaultQuadIndexes = indexes
	defer func() { kv.DefaultQuadIndexes = old }()
	return kv.Init(kvbolt.New(db), cayley.Options{})
}

// initMu guards Cayley's list of indexes, a global.
var initMu sync.Mutex

// Close writes what is left and releases the store. It does not wait for
// queries that do not end.
func (s *Store) Close() error {
	done := make(chan error, 1)
	go func() {
		if s.db != nil && s.config.NoSync {
			if err := s.db.Sync(); err != nil {
				done <- err
				return
			}
		}
		done <- s.handle.Close()
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

// Handle gives the server access to Cayley's own interface.
func (s *Store) Handle() *cayley.Handle { return s.handle }

// Load puts what articles say into the store. An article that is there
// already is replaced; one that says the same is left alone. After a crash each
// article is in the store as a whole, as it was or as it is to be.
func (s *Store) Load(ctx context.Context, results ...*extract.Result) error {
	if s.config.ReadOnly {
		return ErrReadOnly
	}
	defer s.exclude()()
	var all, added, removed []quad.Quad
	for _, result := range results {
		if err := ctx.Err(); err != nil {
			return err
		}
		fresh := Identified(s.identity, Quads(result))
		old, err := s.graphOf(ctx, quad.IRI(schema.ArticleID(result.Article.ID)))
		if err != nil {
			return fmt.Errorf("article %s: %w", result.Article.ID, err)
		}
		added = append(added, difference(fresh, old)...)
		removed = append(removed, difference(old, fresh)...)
		all = append(all, fresh...)
	}
	return s.replace(all, added, removed)
}

func (s *Store) apply(action cayley.Procedure, quads []quad.Quad) error {
	if len(quads) == 0 {
		return nil
	}
	defer s.edits.Add(1)
	deltas := make([]cayley.Delta, len(quads))
	for i, q := range quads {
		deltas[i] = cayley.Delta{Quad: q, Action: action}
	}
	return s.quads.ApplyDeltas(deltas, cayley.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true})
}

// Forget takes an article and all it said out of the store.
func (s *Store) Forget(ctx context.Context, id string) error {
	if s.config.ReadOnly {
		return ErrReadOnly
	}
	defer s.exclude()()
	old, err := s.graphOf(ctx, quad.IRI(schema.ArticleID(id)))
	if err != nil {
		return fmt.Errorf("article %s: %w", id, err)
	}
	if len(old) == 0 {
		return fmt.Errorf("%w: %s (quadwire articles lists them)", ErrNoArticle, id)
	}
	return s.apply(cayley.Delete, old)
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
	ref, err := s.quads.ValueOf(v)
	if err != nil || ref == nil {
		return nil, err
	}
	it := s.quads.QuadIterator(d, ref).Iterate()
	return s.collect(ctx, it)
}

// An Article is what the store holds of an article.
type Article struct {
	ID       string    `json:"id"`
	Headline string    `json:"headline,omitempty"`
	Date     time.Time `json:"date,omitzero"`
	Facts    int       `json:"facts"`
}
