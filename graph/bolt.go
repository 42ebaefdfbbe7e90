package graph

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"github.com/cayleygraph/quad"
	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/quadwire/quadwire/graph/boltstore"
)

// lockTimeout is how long opening waits for another process.
const lockTimeout = time.Second

// mapSize is how much of the address space a store that can be written takes
// from the start. When it outgrows that, writing waits for all readers to end,
// and new readers wait for the writer.
const mapSize = 16 << 30

// openBolt opens a store of one file.
func (s *Store) openBolt() (err error) {
	s.bolt, err = openBolt(s.config)
	if err != nil {
		return err
	}
	s.setCayley(s.bolt)
	s.writer = boltWriter{s.bolt}
	return nil
}

func openBolt(config Config) (*boltstore.Store, error) {
	if config.Path == "" {
		return nil, errors.New("a bolt store needs a folder")
	}
	file := filepath.Join(config.Path, "graph.bolt")
	_, err := os.Stat(file)
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		if errors.Is(err, syscall.ENOTDIR) {
			err = errors.New("this is a file")
		}
		return nil, fmt.Errorf("store %s: %w: name a folder", config.Path, err)
	}
	if missing && config.ReadOnly {
		return nil, fmt.Errorf("%w at %s: make one with quadwire build", ErrNoStore, config.Path)
	}
	if missing {
		if err := os.MkdirAll(config.Path, 0o755); err != nil {
			return nil, fmt.Errorf("store %s: %w", config.Path, err)
		}
	}
	db, err := openFile(file, config)
	if err != nil {
		return nil, err
	}
	quads, err := boltstore.Open(db)
	switch {
	case err == nil:
		return quads, nil
	case errors.Is(err, boltstore.ErrEmpty):
		err = fmt.Errorf("%w at %s: make one with quadwire build", ErrNoStore, config.Path)
	case errors.Is(err, boltstore.ErrVersion):
		err = fmt.Errorf("store %s: %w of quadwire: remove it and build it again, or export it with the quadwire that made it and import that", config.Path, err)
	default:
		err = fmt.Errorf("store %s is broken: %w: remove it and build it again", config.Path, err)
	}
	return nil, errors.Join(err, db.Close())
}

// openFile opens the database file. Bolt panics on some broken files.
func openFile(file string, config Config) (db *bolt.DB, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("store %s is broken: %v: remove it and build it again", config.Path, p)
		}
	}()
	if err := whole(file); err != nil {
		return nil, fmt.Errorf("store %s is broken: %w: remove it and build it again", config.Path, err)
	}
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

// whole gives an error for a file that is shorter than it says, which bolt would read beyond its end. Each of the
// first two pages of a file says how many pages it has; the one of the greater transaction holds.
func whole(file string) error {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return err
	}
	const magic, header = 0xED0CDAED, 16
	size, pages, transaction := int64(0), uint64(0), uint64(0)
	for n := range int64(2) {
		meta := make([]byte, header+64)
		if _, err := f.ReadAt(meta, n*size); err != nil || binary.NativeEndian.Uint32(meta[header:]) != magic {
			continue // bolt says what is wrong
		}
		size = int64(binary.NativeEndian.Uint32(meta[header+8:]))
		if tx := binary.NativeEndian.Uint64(meta[header+48:]); tx >= transaction {
			pages, transaction = binary.NativeEndian.Uint64(meta[header+40:]), tx
		}
	}
	if size > 0 && pages > uint64(info.Size()/size) {
		return fmt.Errorf("%d bytes of its file are missing", int64(pages)*size-info.Size())
	}
	return nil
}

// initialMap is 0 where bolt would make the file as large as the map.
func initialMap(config Config) int {
	if config.ReadOnly || runtime.GOOS == "windows" || strconv.IntSize < 64 {
		return 0
	}
	return mapSize
}

// A boltWriter changes a bolt store, each change in one transaction.
type boltWriter struct{ *boltstore.Store }

func (w boltWriter) replace(ctx context.Context, graphs []labelled) error {
	_, _, err := w.update(ctx, func(t *boltstore.Tx, notes ledger) error {
		for _, g := range graphs {
			if err := replaceGraph(ctx, t, g); err != nil {
				return fmt.Errorf("graph %s: %w", g.label, err)
			}
		}
		return keepNotes(notes, graphs)
	})
	return err
}

func replaceGraph(ctx context.Context, t *boltstore.Tx, g labelled) error {
	if !g.more {
		return t.Replace(ctx, g.label, g.quads)
	}
	for _, q := range g.quads {
		if _, err := t.Add(q); err != nil {
			return err
		}
	}
	return nil
}

func (w boltWriter) change(ctx context.Context, add, remove []quad.Quad) (added, removed int, err error) {
	return w.update(ctx, func(t *boltstore.Tx, notes ledger) error {
		for _, q := range add {
			if _, err := t.Add(q); err != nil {
				return err
			}
		}
		for _, q := range remove {
			if _, err := t.Remove(q); err != nil {
				return err
			}
		}
		return dropNotes(notes, remove)
	})
}

func (w boltWriter) update(ctx context.Context, do func(*boltstore.Tx, ledger) error) (added, removed int, err error) {
	return w.Update(func(t *boltstore.Tx) error {
		bucket, err := t.Bucket(ledgerIn)
		if err == nil {
			err = do(t, &boltLedger{bucket: bucket})
		}
		if err == nil {
			err = ctx.Err()
		}
		return err
	})
}
