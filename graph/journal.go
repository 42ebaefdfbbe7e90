package graph

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// Cayley takes new quads in and old ones out in two transactions. Where an
// article is replaced, its new graph is written to a file before the first and
// the file removed after the second, so that whoever opens the store next ends
// what a crash left in between.

// journalName is the file, in the folder of the store.
const journalName = "pending.nq"

func (s *Store) journal() string {
	if s.db == nil {
		return ""
	}
	return filepath.Join(s.config.Path, journalName)
}

// replace makes graphs of the store what they are to be. added and removed are
// what that changes.
func (s *Store) replace(fresh []quad.Quad, added, removed []quad.Quad) error {
	journal := s.journal()
	both := len(added) > 0 && len(removed) > 0 && journal != ""
	if both {
		if err := s.writeJournal(journal, fresh); err != nil {
			return fmt.Errorf("store %s: %w", s.config.Path, err)
		}
	}
	// Two transactions: in one, Cayley would lose values that are in both.
	if err := s.apply(cayley.Add, added); err != nil {
		return err
	}
	if err := s.apply(cayley.Delete, removed); err != nil {
		return err
	}
	if both {
		return os.Remove(journal)
	}
	return nil
}

func (s *Store) writeJournal(file string, fresh []quad.Quad) error {
	var b bytes.Buffer
	if err := WriteNQuads(&b, fresh, s.ns); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(file), journalName+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(b.Bytes())
	if err == nil && !s.config.NoSync {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), file)
}

// recover ends a replacement that was cut off.
func (s *Store) recover(ctx context.Context) error {
	file := s.journal()
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) || file == "" {
		return nil
	}
	if err != nil {
		return fmt.Errorf("store %s: %w", s.config.Path, err)
	}
	fresh, err := ReadQuads(bytes.NewReader(data), "nquads", s.ns)
	if err != nil {
		return fmt.Errorf("store %s: %s cannot be read: %w: remove it and load its articles again", s.config.Path, journalName, err)
	}
	graphs := map[quad.Value][]quad.Quad{}
	for _, q := range fresh {
		graphs[q.Label] = append(graphs[q.Label], q)
	}
	var added, removed []quad.Quad
	for label, quads := range graphs {
		old, err := s.match(ctx, quad.Label, label)
		if err != nil {
			return err
		}
		added = append(added, difference(quads, old)...)
		removed = append(removed, difference(old, quads)...)
	}
	if err := s.apply(cayley.Add, added); err != nil {
		return err
	}
	if err := s.apply(cayley.Delete, removed); err != nil {
		return err
	}
	return os.Remove(file)
}

// recoverFirst ends what a crash left before a store is opened for reading.
// While another process writes, that is under way and left alone.
func recoverFirst(ctx context.Context, config Config) error {
	if _, err := os.Stat(filepath.Join(config.Path, journalName)); err != nil {
		return nil //nolint:nilerr // there is nothing to do
	}
	config.ReadOnly = false
	s, err := Open(ctx, config)
	if errors.Is(err, ErrLocked) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.Close()
}
