package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/extract/intake"
	"github.com/quadwire/quadwire/extract/intake/story"
	"github.com/quadwire/quadwire/graph"
)

// What is done with an article that has the story of another one.
const (
	duplicatesLink = "link" // it is in the store, with a link to the other one in place of facts
	duplicatesRead = "read" // as any other
)

// A loading is one run of reading inputs into a store.
type loading struct {
	store    *graph.Store
	settings string // digest of all that decides how an input is read
	read     bool   // duplicates too
	recent   [2]map[string]*graph.Note
	held     int // quads of the younger ones, at least
	now      time.Time
	also     map[string][]string // keys of inputs that came to nothing because of others, by article
	changed  map[string]bool     // articles that say something else now

	mu     sync.Mutex
	copied map[string]int // articles whose copies were not read again, with their number

	articles, facts, known, copies int
}

// An incoming article is one on its way into the store.
type incoming struct {
	record  intake.Record
	article extract.Article
	note    *graph.Note
	result  *extract.Result
	changes bool // an article that is there already
}

func (a *app) newLoading(store *graph.Store) (*loading, error) {
	settings, err := a.settings()
	return &loading{store: store, settings: settings, read: a.config.Duplicates == duplicatesRead, now: time.Now().UTC().Truncate(time.Second), also: map[string][]string{}, changed: map[string]bool{}, copied: map[string]int{}}, err
}

// settings is a digest of the program and of the settings that decide what is made of
// an input.
func (a *app) settings() (string, error) {
	h := sha256.New()
	c := &a.config
	fmt.Fprintln(h, c.MinConfidence, c.Date, c.Field, c.AnyLanguage, c.Duplicates)
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	for _, file := range []string{program, c.Lexicon, c.storeConfig(false).IdentityFile()} {
		f, err := os.Open(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = io.Copy(h, f)
		if err = errors.Join(err, f.Close()); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// key stands for an input and how it is read.
func (l *loading) key(name, sha string) string { return digest(l.settings, name, sha) }

func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// prepare reads a record, many at the same time. It gives nil where there is nothing to do.
func (l *loading) prepare(_ context.Context, r intake.Record, o intake.Options) (*incoming, error) {
	a, err := r.Read(o)
	switch {
	case errors.Is(err, intake.ErrKnown):
		return &incoming{}, nil
	case errors.Is(err, intake.ErrLanguage):
		slog.Warn(err.Error() + ": left out")
		return nil, nil
	case err != nil:
		return nil, err
	}
	note := &graph.Note{ID: a.ID, Source: r.Name, Key: l.key(r.Name, a.SHA256), Text: digest(a.Text), Signature: story.Sign(a.Text), Marks: story.Marks(a.Text), Words: len(strings.Fields(a.Text))}
	return &incoming{record: r, article: a, note: note}, nil
}

// decide says what an article is to the others, one after the other.
func (l *loading) decide(ctx context.Context, in *incoming) error {
	there, err := l.noteOf(ctx, in.note.ID)
	if err != nil {
		return err
	}
	for n := 1; in.record.ByFile(in.article) && there != nil && there.Source != in.note.Source && !there.Like(in.note); n++ {
		in.note.ID = in.record.OtherID(n) // another article, in a file of the same name
		if there, err = l.noteOf(ctx, in.note.ID); err != nil {
			return err
		}
	}
	in.article.ID = in.note.ID
	if there != nil && there.Source != in.note.Source {
		// It came by another input. What a feed has may be the beginning of it only.
		if there.Text == in.note.Text || in.record.Entry && 3*in.note.Words < 2*there.Words {
			l.also[there.ID] = append(l.also[there.ID], in.note.Key)
			in.note = nil
			return nil
		}
		in.note.Also = append(in.note.Also, there.Key)
	}
	if there != nil {
		in.note.Also = append(in.note.Also, there.Also...)
	}
	if there != nil && there.Text != in.note.Text {
		in.changes, l.changed[there.ID] = true, true
		changed := in.article.Modified
		if changed.IsZero() {
			changed = l.now
		}
		in.note.Versions = append(in.note.Versions, there.Versions...)
		if n := len(in.note.Versions); n == 0 || changed.After(in.note.Versions[n-1]) {
			in.note.Versions = append(in.note.Versions, changed)
		}
	} else if there != nil {
		in.note.Versions = there.Versions
	}
	in.article.Versions = in.note.Versions
	if !l.read {
		same, err := l.sameStory(ctx, in.note)
		if err != nil {
			return err
		}
		if same != nil && same.ID != in.note.ID {
			in.note.CopyOf = same.ID
			in.article.CopyOf = same.ID
			if first, _, _ := strings.Cut(strings.TrimSpace(in.article.Text), "\n"); in.article.Headline == "" && len(first) < 200 && !strings.HasSuffix(strings.TrimSpace(first), ".") {
				in.article.Headline = strings.Join(strings.Fields(first), " ")
			}
		}
	}
	l.remember(in.note)
	return nil
}

// Notes that may not be in the store yet are kept in two generations, of which the older is
// dropped when the younger is full: by then its articles are written. It is full with so many quads, as
// there are at least in articles of so many words: more than a loader holds back.
const (
	generation    = 400_000
	leastQuads    = 10
	wordsForAQuad = 6
)

func (l *loading) remember(n *graph.Note) {
	if l.recent[0] == nil || l.held > generation {
		l.recent[0], l.recent[1] = map[string]*graph.Note{}, l.recent[0]
		l.held = 0
	}
	if l.held += leastQuads; n.CopyOf == "" {
		l.held += n.Words / wordsForAQuad
	}
	for _, key := range n.Keys() {
		l.recent[0][key] = n
	}
}

func (l *loading) noteOf(ctx context.Context, id string) (*graph.Note, error) {
	key := (&graph.Note{ID: id}).Keys()[0]
	for _, m := range l.recent {
		if n := m[key]; n != nil {
			return n, nil
		}
	}
	return l.store.Note(ctx, id)
}

func (l *loading) sameStory(ctx context.Context, n *graph.Note) (*graph.Note, error) {
	for _, key := range n.Keys() {
		for _, m := range l.recent {
			if other := m[key]; other != nil && other.CopyOf == "" && n.IsCopy(other) {
				return other, nil
			}
		}
	}
	return l.store.SameStory(ctx, n)
}

// load reads records into a store and says how much there was. What can be
// read is loaded; the error is about the rest.
func (a *app) load(cmd *cobra.Command, store *graph.Store, records iter.Seq2[intake.Record, error], diff bool) (*loading, error) {
	l, err := a.loadWith(cmd, store, records, a.intake(cmd), diff)
	if l != nil {
		l.summary(cmd.ErrOrStderr(), a.config.storeConfig(false).Where())
	}
	return l, err
}

func (a *app) loadWith(cmd *cobra.Command, store *graph.Store, records iter.Seq2[intake.Record, error], o intake.Options, diff bool) (*loading, error) {
	x, err := a.newExtractor()
	if err != nil {
		return nil, err
	}
	l, err := a.newLoading(store)
	if err != nil {
		return nil, err
	}
	// What was read is kept, even if the user interrupts now.
	keep := context.WithoutCancel(cmd.Context())
	loader := store.Loader(keep)
	out, end := buffered(cmd.OutOrStdout())
	p := newProgress(cmd.ErrOrStderr(), "articles", 0)
	p.meter = &a.meter
	err = inOrder(cmd.Context(), a.config.Jobs, a.extractions(cmd, x, l, records, o), func(in *incoming) error {
		switch {
		case in == nil:
			return nil
		case in.note == nil:
			l.known++
			p.skip(1)
			return nil
		case in.note.CopyOf != "":
			l.copies++
		}
		l.articles++
		l.facts += len(in.result.Facts)
		p.add(1, len(in.result.Facts))
		if diff && in.changes {
			if err := writeDiff(keep, out, store, loader, in); err != nil {
				return err
			}
		}
		return loader.Add(keep, in.result, in.note)
	})
	p.end()
	failed := loader.Close(keep)
	if failed == nil && len(l.also) > 0 {
		failed = store.AlsoInputs(keep, l.also)
	}
	if failed != nil {
		return nil, errors.Join(err, failed)
	}
	for id := range maps.Keys(l.copied) {
		if l.changed[id] {
			slog.Warn(fmt.Sprintf("%s has changed, and %s not read again: build once more", id, copies(l.copied[id])))
		}
	}
	return l, end(err)
}

func copies(n int) string {
	if n == 1 {
		return "a copy of it was"
	}
	return fmt.Sprintf("%d copies of it were", n)
}

func (l *loading) summary(w io.Writer, where string) {
	fmt.Fprintf(w, "quadwire: %s with %s put into %s", count(l.articles, "article"), count(l.facts, "fact"), where)
	if l.copies > 0 {
		fmt.Fprintf(w, "; %s the story of another one", have(l.copies))
	}
	if l.known > 0 {
		fmt.Fprintf(w, "; %s in it already", were(l.known))
	}
	fmt.Fprintln(w)
}

func have(n int) string {
	if n == 1 {
		return "1 of them has"
	}
	return fmt.Sprintf("%d of them have", n)
}

func were(n int) string {
	if n == 1 {
		return "1 was"
	}
	return fmt.Sprintf("%d were", n)
}

// extractions go the way from records to facts: read, at the same time; decide, one after the
// other; extract, at the same time.
func (a *app) extractions(cmd *cobra.Command, x *extract.Extractor, l *loading, records iter.Seq2[intake.Record, error], o intake.Options) iter.Seq2[task[*incoming], error] {
	ctx := cmd.Context()
	o.Known = func(name, sha string) bool {
		n, err := l.store.Input(ctx, l.key(name, sha))
		if n != nil && n.CopyOf != "" {
			l.mu.Lock()
			l.copied[n.CopyOf]++
			l.mu.Unlock()
		}
		return n != nil && err == nil
	}
	var reads iter.Seq2[task[*incoming], error] = func(yield func(task[*incoming], error) bool) {
		for r, err := range records {
			if !yield(task[*incoming]{r.Name, func(ctx context.Context) (*incoming, error) { return l.prepare(ctx, r, o) }}, err) {
				return
			}
		}
	}
	return func(yield func(task[*incoming], error) bool) {
		for in, err := range ordered(ctx, a.config.Jobs, reads) {
			if err == nil && in != nil && in.note != nil {
				err = l.decide(ctx, in)
			}
			t := task[*incoming]{run: func(ctx context.Context) (*incoming, error) { return in.extracted(ctx, x) }}
			if in != nil {
				t.name = in.record.Name
			}
			if !yield(t, err) {
				return
			}
		}
	}
}

// extracted reads the facts of an article, unless another one has its story.
func (in *incoming) extracted(ctx context.Context, x *extract.Extractor) (*incoming, error) {
	switch {
	case in == nil || in.note == nil:
		return in, nil
	case in.note.CopyOf != "":
		in.result = &extract.Result{Article: in.article}
		return in, nil
	}
	r, err := extracted(ctx, x, in.article, in.record.Name)
	in.result = r
	return in, err
}

// circumstances are the last column of a difference, none where nothing is told.
func circumstances(c graph.Claim) []string {
	var list []string
	if c.Speaker != "" {
		list = append(list, "says "+c.Speaker)
	}
	if c.Time != "" {
		list = append(list, c.Time)
	}
	if c.Place != "" {
		list = append(list, "in "+c.Place)
	}
	if len(list) == 0 {
		return nil
	}
	return []string{strings.Join(list, "; ")}
}

// writeDiff writes what an article says now that it did not say before, and what it does not
// say any more: identifier, + or -, status, fact and, where it is told, who says so, when and where, divided by tabs.
func writeDiff(ctx context.Context, out io.Writer, store *graph.Store, loader *graph.Loader, in *incoming) error {
	if err := loader.Flush(ctx); err != nil {
		return err
	}
	before, err := store.Claims(ctx, in.article.ID)
	if err != nil {
		return err
	}
	after := graph.ClaimsOf(in.result)
	for _, side := range []struct {
		sign      string
		has, lack map[graph.Claim]bool
	}{{"+", after, before}, {"-", before, after}} {
		var lines []string
		for c := range maps.Keys(side.has) {
			if !side.lack[c] {
				lines = append(lines, strings.Join(append([]string{in.article.ID, side.sign, c.Status, c.Label}, circumstances(c)...), "\t")+"\n")
			}
		}
		slices.Sort(lines)
		if _, err := io.WriteString(out, strings.Join(lines, "")); err != nil {
			return err
		}
	}
	return nil
}
