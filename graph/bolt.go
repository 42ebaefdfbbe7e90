package graph

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/quad"
	kvbolt "github.com/hidal-go/hidalgo/kv/bbolt"
	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// lockTimeout is how long opening waits for another process.
const lockTimeout = time.Second

// mapSize is how much of the address space a store that can be written takes
// from the start. When it outgrows that, writing waits for all readers to end,
// and new readers wait for the writer.
const mapSize = 16 << 30

// indexes are Cayley's own and one by label, so that an article's graph is
// found without a scan.
var indexes = append(kv.DefaultQuadIndexes[:len(kv.DefaultQuadIndexes):len(kv.DefaultQuadIndexes)],
	kv.QuadIndex{Dirs: []quad.Direction{quad.Label}})

// openBolt opens a store of one file.
func (s *Store) openBolt() error {
	quads, db, err := openBolt(s.config)
	if err != nil {
		return err
	}
	s.db = db
	s.setCayley(quads)
	s.writer = boltWriter{db: db, nodes: &s.nodes, dropped: func() error {
		// Cayley keeps the numbers of values that it has seen.
		quads, err := newPlanner(db)
		if err == nil {
			s.setCayley(quads)
		}
		return err
	}}
	return nil
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
		FreelistType: bolt.FreelistMapType, InitialMmapSize: initialMap(config),
	})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("%w: %s is held by another quadwire (serve or build): ask that with quadwire query --server, stop it, or name another store with --db", ErrLocked, config.Path)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrVersionMismatch), errors.Is(err, bolterrors.ErrChecksum):
		return nil, fmt.Errorf("store %s is broken: %w: remove it and build it again", config.Path, err)
	case err != nil:
		return nil, fmt.Errorf("store %s: %w", config.Path, err)
	}
	return db, nil
}

func openQuads(db *bolt.DB, config Config) (cayley.QuadStore, error) {
	quads, err := newPlanner(db)
	if errors.Is(err, cayley.ErrNotInitialized) && !config.ReadOnly {
		if err = initialize(db); err == nil {
			quads, err = newPlanner(db)
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

// initialMap is 0 where bolt would make the file as large as the map.
func initialMap(config Config) int {
	if config.ReadOnly || runtime.GOOS == "windows" || strconv.IntSize < 64 {
		return 0
	}
	return mapSize
}
