package graph

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
	bolt "go.etcd.io/bbolt"

	"github.com/quadwire/quadwire/extract/intake/story"
	"github.com/quadwire/quadwire/graph/boltstore"
	"github.com/quadwire/quadwire/schema"
)

// A Note is what a store remembers of how an article came in, beside its
// graph and changed in one step with it. It is gone when the graph is
// forgotten or comes from elsewhere.
type Note struct {
	ID        string          `json:"id"`                  // of the article
	Source    string          `json:"source"`              // where it is from, for people
	Key       string          `json:"key"`                 // stands for the input's bytes and how they were read
	Text      string          `json:"text"`                // digest of the text
	Signature story.Signature `json:"signature,omitempty"` // of the text
	Marks     []uint16        `json:"marks,omitempty"`     // of the text: its names and numbers
	Words     int             `json:"words,omitempty"`     // of the text
	CopyOf    string          `json:"copyOf,omitempty"`    // article that has the same story
	Also      []string        `json:"also,omitempty"`      // keys of other inputs for the same article, which this one goes before
	Versions  []time.Time     `json:"versions,omitempty"`  // when earlier texts of it were changed, the oldest first
}

// Keys of the ledger. Values are identifiers of articles, but for notes.
const (
	noteOf   = "a/" // identifier -> Note
	inputOf  = "i/" // Note.Key
	textOf   = "t/" // Note.Text
	bandOf   = "b/" // band of a signature; of several articles the first
	feedOf   = "f/" // state of something watched, not of an article
	ledgerIn = "quadwire"
)

// keys are those that lead to the article of a note.
func (n *Note) keys() []string {
	keys := []string{inputOf + n.Key}
	for _, key := range n.Also {
		keys = append(keys, inputOf+key)
	}
	if n.CopyOf != "" {
		return keys // the text is found by the other article
	}
	keys = append(keys, textOf+n.Text)
	for _, band := range n.Signature.Bands() {
		keys = append(keys, bandOf+band)
	}
	return keys
}

// A ledger is where notes are kept. The first error stays.
type ledger interface {
	get(key string) []byte
	put(key string, value []byte)
	drop(key string)
	failed() error
}

// keepNote writes the note of a graph in the place of its last one; nil is none.
func keepNote(l ledger, label quad.Value, n *Note) error {
	iri, _ := label.(quad.IRI)
	id, ok := strings.CutPrefix(string(iri), schema.ArticleID(""))
	if !ok {
		return nil
	}
	if raw := l.get(noteOf + id); raw != nil {
		var old Note
		if err := json.Unmarshal(raw, &old); err != nil {
			return fmt.Errorf("the note of article %s is broken: %w", id, err)
		}
		for _, key := range old.keys() {
			if string(l.get(key)) == id {
				l.drop(key)
			}
		}
		if n == nil {
			l.drop(noteOf + id)
		}
	}
	if n != nil {
		for _, key := range n.keys() {
			if l.get(key) == nil {
				l.put(key, []byte(id))
			}
		}
		raw, err := json.Marshal(n)
		if err != nil {
			return err
		}
		l.put(noteOf+id, raw)
	}
	return l.failed()
}

// keepNotes writes the notes of graphs that were replaced.
func keepNotes(l ledger, graphs []labelled) error {
	for _, g := range graphs {
		if g.label == nil || g.keeps {
			continue
		}
		if err := keepNote(l, g.label, g.note); err != nil {
			return err
		}
	}
	return nil
}

// dropNotes takes the notes of graphs out that have lost quads: their inputs are to be
// read again.
func dropNotes(l ledger, removed []quad.Quad) error {
	var last quad.Value
	for _, q := range removed {
		if q.Label == nil || q.Label == last {
			continue
		}
		last = q.Label
		if err := keepNote(l, last, nil); err != nil {
			return err
		}
	}
	return nil
}

// Keys are all that lead to the article of a note: a map of them finds the notes that
// a store does not have yet.
func (n *Note) Keys() []string { return append([]string{noteOf + n.ID}, n.keys()...) }

// A boltLedger is a bucket of the store's file, which Cayley takes no notice of.
type boltLedger struct {
	bucket *bolt.Bucket // nil where there is none yet
	err    error
}

func (l *boltLedger) get(key string) []byte {
	if l.bucket == nil {
		return nil
	}
	return l.bucket.Get([]byte(key))
}

func (l *boltLedger) put(key string, value []byte) {
	l.err = errors.Join(l.err, l.bucket.Put([]byte(key), value))
}

func (l *boltLedger) drop(key string) { l.err = errors.Join(l.err, l.bucket.Delete([]byte(key))) }
func (l *boltLedger) failed() error   { return l.err }

// A memoryLedger is that of a store in memory, whose lock guards it.
type memoryLedger map[string][]byte

func (l memoryLedger) get(key string) []byte        { return l[key] }
func (l memoryLedger) put(key string, value []byte) { l[key] = value }
func (l memoryLedger) drop(key string)              { delete(l, key) }
func (l memoryLedger) failed() error                { return nil }

// A sqlLedger is a table.
type sqlLedger struct {
	ctx context.Context //nolint:containedctx // lives as long as one change
	tx  interface {
		ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
		QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	}
	err error
}

const createLedger = "CREATE TABLE IF NOT EXISTS " + ledgerIn + " (key bytea PRIMARY KEY, value bytea NOT NULL)"

func (l *sqlLedger) get(key string) []byte {
	var value []byte
	err := l.tx.QueryRowContext(l.ctx, "SELECT value FROM "+ledgerIn+" WHERE key = $1", []byte(key)).Scan(&value)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		l.err = errors.Join(l.err, err)
	}
	return value
}

func (l *sqlLedger) put(key string, value []byte) {
	_, err := l.tx.ExecContext(l.ctx, "INSERT INTO "+ledgerIn+" VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", []byte(key), value)
	l.err = errors.Join(l.err, err)
}

func (l *sqlLedger) drop(key string) {
	_, err := l.tx.ExecContext(l.ctx, "DELETE FROM "+ledgerIn+" WHERE key = $1", []byte(key))
	l.err = errors.Join(l.err, err)
}

func (l *sqlLedger) failed() error { return l.err }

// readLedger gives the ledger to a function.
func (s *Store) readLedger(ctx context.Context, do func(ledger) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	switch {
	case s.bolt != nil:
		return s.bolt.View(ledgerIn, func(b *bolt.Bucket) error { return do(&boltLedger{bucket: b}) })
	case s.sql != nil:
		l := &sqlLedger{ctx: ctx, tx: s.sql}
		if err := do(l); err != nil {
			return err
		}
		if pgCode(l.err) == "42P01" { // made by an earlier version, opened to be read
			return nil
		}
		return l.err
	}
	defer s.share()()
	return do(s.ledger)
}

// Input gives the note of the article that came by an input of this key, nil where there is none. It is nil as well for a copy whose
// original says something else by now, or is gone: then it is to be read again.
func (s *Store) Input(ctx context.Context, key string) (n *Note, err error) {
	err = s.readLedger(ctx, func(l ledger) error {
		id := l.get(inputOf + key)
		if id == nil {
			return nil
		}
		if n, err = noteAt(l, string(id)); err != nil || n == nil || n.CopyOf == "" {
			return err
		}
		original, err := noteAt(l, n.CopyOf)
		if original == nil || !n.IsCopy(original) {
			n = nil
		}
		return err
	})
	return n, err
}

// AlsoInputs keeps keys of further inputs for articles that are in the store, by the articles' identifiers.
func (s *Store) AlsoInputs(ctx context.Context, keys map[string][]string) error {
	return s.changeLedger(ctx, func(l ledger) error {
		for _, id := range slices.Sorted(maps.Keys(keys)) {
			n, err := noteAt(l, id)
			if err != nil {
				return err
			}
			if n == nil {
				continue
			}
			for _, key := range keys[id] {
				if key != n.Key && !slices.Contains(n.Also, key) {
					n.Also = append(n.Also, key)
				}
			}
			if err := keepNote(l, quad.IRI(schema.ArticleID(id)), n); err != nil {
				return err
			}
		}
		return nil
	})
}

// Note gives the note of an article, nil where there is none.
func (s *Store) Note(ctx context.Context, id string) (n *Note, err error) {
	err = s.readLedger(ctx, func(l ledger) error {
		n, err = noteAt(l, id)
		return err
	})
	return n, err
}

func noteAt(l ledger, id string) (*Note, error) {
	raw := l.get(noteOf + id)
	if raw == nil {
		return nil, nil
	}
	n := &Note{}
	if err := json.NewDecoder(bytes.NewReader(raw)).Decode(n); err != nil {
		return nil, fmt.Errorf("the note of article %s is broken: %w", id, err)
	}
	return n, nil
}

// SameStory gives the note of an article with the text of n or one much like it, nil where
// there is none. It is of n's own article where that has such a text.
func (s *Store) SameStory(ctx context.Context, n *Note) (same *Note, err error) {
	err = s.readLedger(ctx, func(l ledger) error {
		own, err := noteAt(l, n.ID)
		if err != nil || own != nil && n.Like(own) {
			same = own
			return err
		}
		for _, key := range n.keys()[1+len(n.Also):] {
			if id := l.get(key); id != nil {
				other, err := noteAt(l, string(id))
				if err != nil {
					return err
				}
				if other != nil && n.IsCopy(other) {
					same = other
					return nil
				}
			}
		}
		return nil
	})
	return same, err
}

// IsCopy tells whether the article of a note says nothing that the one of the other does not.
func (n *Note) IsCopy(original *Note) bool {
	return n.Text == original.Text || story.Likeness(n.Signature, original.Signature) >= story.Near && story.IsCopy(n.Marks, original.Marks)
}

// Like tells whether two notes are of one story, or of versions of it.
func (n *Note) Like(other *Note) bool {
	return n.Text == other.Text || story.Likeness(n.Signature, other.Signature) >= story.Same
}

// State gives what SetStates left under a name, nil for nothing: what a watcher of feeds has
// seen.
func (s *Store) State(ctx context.Context, name string) (value []byte, err error) {
	err = s.readLedger(ctx, func(l ledger) error {
		value = bytes.Clone(l.get(feedOf + name))
		return nil
	})
	return value, err
}

// SetStates keeps values under their names, in one step.
func (s *Store) SetStates(ctx context.Context, states map[string][]byte) error {
	switch {
	case s.config.ReadOnly:
		return ErrReadOnly
	case len(states) == 0:
		return nil
	}
	return s.changeLedger(ctx, func(l ledger) error {
		for _, name := range slices.Sorted(maps.Keys(states)) {
			l.put(feedOf+name, states[name])
		}
		return l.failed()
	})
}

// changeLedger gives the ledger to a function that changes it, in one step.
func (s *Store) changeLedger(ctx context.Context, do func(ledger) error) error {
	if s.config.ReadOnly {
		return ErrReadOnly
	}
	defer s.exclude()()
	var err error
	switch {
	case s.bolt != nil:
		_, _, err = boltWriter{s.bolt}.update(ctx, func(_ *boltstore.Tx, l ledger) error { return do(l) })
	case s.sql != nil:
		tx, e := s.sql.BeginTx(ctx, nil)
		if err = e; err == nil {
			if err = do(&sqlLedger{ctx: ctx, tx: tx}); err == nil {
				err = tx.Commit()
			} else {
				err = errors.Join(err, tx.Rollback())
			}
		}
	default:
		err = do(s.ledger)
	}
	if err != nil {
		return s.failed(err)
	}
	return nil
}
