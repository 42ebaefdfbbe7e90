package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/quadwire/quadwire/extract/intake"
	"github.com/quadwire/quadwire/extract/intake/fetch"
	"github.com/quadwire/quadwire/graph"
)

func newWatch(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "watch INPUT...",
		Short: "Look at feeds and folders again and again, add what is new",
		Long: `Looks at feeds, sitemaps, pages and folders again and again and puts what is new or was
changed into the store, until interrupted. Feeds are asked for only what has changed, and the
pages that they list are fetched once, and again when the feed says that they were changed; that is
remembered in the store. What fails is reported and tried again the next time.

The store is open only while something is written; to look at it all the time, use
quadwire serve --watch INPUT.`,
		Example: `  quadwire watch https://news.example/rss.xml
  quadwire watch --every 1h --db news.db https://news.example/sitemap-news.xml inbox/`,
		Args: inputs,
		RunE: func(cmd *cobra.Command, args []string) error {
			w := &watcher{app: a, cmd: cmd, inputs: args}
			return w.run(cmd.Context(), func(do func(*graph.Store) error) error { return a.withStore(cmd.Context(), false, do) })
		},
	}
	f := cmd.Flags()
	watchFlags(f)
	storeFlags(f)
	readFlags(f)
	webFlags(f)
	duplicatesFlag(f)
	return cmd
}

// A watcher looks at inputs again and again.
type watcher struct {
	app    *app
	cmd    *cobra.Command
	inputs []string
	client *fetch.Client

	mu     sync.Mutex
	store  *graph.Store      // of this round
	states map[string][]byte // to be remembered after it
	failed bool              // something could not be fetched
}

// leastEvery is the least time between the beginnings of two rounds.
const leastEvery = 100 * time.Millisecond

// run looks until the context ends. with opens the store for a round.
func (w *watcher) run(ctx context.Context, with func(do func(*graph.Store) error) error) error {
	w.client = w.app.config.web()
	if w.app.config.Every < leastEvery {
		return usagef("--every %s: look every %s or less often", w.app.config.Every, leastEvery)
	}
	fmt.Fprintf(w.cmd.ErrOrStderr(), "quadwire: watching %s, every %s\n", strings.Join(w.inputs, ", "), w.app.config.Every)
	var last map[string]bool
	for {
		start := time.Now()
		err := with(func(store *graph.Store) error { return w.round(ctx, store) })
		if ctx.Err() != nil {
			return nil // interrupted, as it is to be
		}
		var usage usageError
		if errors.As(err, &usage) {
			return err
		}
		told := map[string]bool{}
		for _, err := range flatten(err) {
			if err != nil {
				told[err.Error()] = true
				if !last[err.Error()] { // once is enough
					slog.Warn(err.Error())
				}
			}
		}
		last = told
		select {
		case <-time.After(max(0, w.app.config.Every-time.Since(start))):
		case <-ctx.Done():
			return nil
		}
	}
}

// round looks once.
func (w *watcher) round(ctx context.Context, store *graph.Store) error {
	w.mu.Lock()
	w.store, w.states, w.failed = store, map[string][]byte{}, false
	w.mu.Unlock()
	o := w.app.intake(w.cmd)
	o.Web, o.KnownLink = w, w.known
	l, err := w.app.loadWith(w.cmd, store, intake.Records(ctx, w.inputs, o), o, false)
	if l != nil && l.articles > 0 {
		l.summary(w.cmd.ErrOrStderr(), w.app.config.storeConfig(false).Where())
	}
	if l == nil || ctx.Err() != nil { // what was fetched may not have been read
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.failed { // then all that a feed has is looked at once more
		for _, input := range w.inputs {
			delete(w.states, feedState(input))
		}
	}
	return errors.Join(err, store.SetStates(context.WithoutCancel(ctx), w.states))
}

func feedState(address string) string { return "feed " + address }
func linkState(address string) string { return "link " + address }

// known tells whether a page was fetched before and has not changed since.
func (w *watcher) known(address string, modified time.Time) bool {
	state, err := w.store.State(w.cmd.Context(), linkState(address))
	if err != nil || state == nil {
		return false
	}
	if tries, ok := goneTries(state); ok {
		return tries >= maxGone
	}
	before, err := time.Parse(time.RFC3339, string(state))
	return err == nil && !modified.After(before)
}

// maxGone is how often a page is asked for that is not there: some are listed before they are.
const maxGone = 5

// goneTries reads how often a page was not there.
func goneTries(state []byte) (n int, ok bool) {
	count, ok := strings.CutPrefix(string(state), "gone ")
	if ok {
		n, _ = strconv.Atoi(count)
	}
	return n, ok
}

// Get fetches for a round: what was named, only if it has changed.
func (w *watcher) Get(ctx context.Context, address string, _ fetch.Validators) (*fetch.Answer, error) {
	var prior fetch.Validators
	named := false
	for _, input := range w.inputs {
		named = named || input == address
	}
	if named {
		if state, err := w.store.State(ctx, feedState(address)); err == nil && state != nil {
			json.Unmarshal(state, &prior) //nolint:errcheck // then it is asked for as a whole
		}
	}
	answer, err := w.client.Get(ctx, address, prior)
	tries := 0
	if link := linkState(intake.NormalURL(address)); errors.Is(err, fetch.ErrGone) && !named {
		state, _ := w.store.State(ctx, link)
		tries, _ = goneTries(state)
		tries++
		w.mu.Lock()
		w.states[link] = fmt.Appendf(nil, "gone %d", tries)
		w.mu.Unlock()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case err != nil:
		w.failed = w.failed || tries < maxGone
	case named:
		w.states[feedState(address)], _ = json.Marshal(answer.Validators)
	default:
		w.states[linkState(intake.NormalURL(address))] = []byte(time.Now().UTC().Format(time.RFC3339))
	}
	return answer, err
}

// serveWatching looks at the inputs of --watch while a store is served.
func (a *app) serveWatching(cmd *cobra.Command, store *graph.Store) (stop func()) {
	if len(a.config.Watch) == 0 {
		return func() {}
	}
	ctx, cancel := context.WithCancel(cmd.Context())
	w := &watcher{app: a, cmd: cmd, inputs: a.config.Watch}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := w.run(ctx, func(do func(*graph.Store) error) error { return do(store) }); err != nil {
			slog.Warn(fmt.Sprintf("--watch: %v", err))
		}
	}()
	return func() { cancel(); <-done }
}
