package server

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/quadwire/quadwire/graph"
)

// lanes keep many clients from standing in each other's way. Most queries take
// a few milliseconds. One that takes longer must find a place among the few
// slow ones, where it may take that of one that has had its time, or is stopped. A
// script that was slow before waits among the slow ones from the start. So those
// who ask for little need not wait for those who ask for much. Exports and
// extractions have lanes of their own.
type lanes struct {
	quick, slow, heavy, reading chan struct{}
	stopped                     atomic.Int64 // queries that found no place

	mu    sync.Mutex
	known map[[sha256.Size]byte]slowness
	taken map[*place]bool // that are in the slow lane
}

// slowness is how often a script was slow of late.
type slowness struct {
	times  int
	memory int       // how often it was stopped for that
	until  time.Time // all that is believed
}

const (
	quickTime = 100 * time.Millisecond // how long a query may run in the quick lane, where it has a processor for itself
	fairTime  = time.Second            // how long a query keeps its place in the slow lane when others need one
	slowTimes = 2                      // how often a script may be slow before it is taken for slow
	fullTimes = 4                      // how often it may take too much memory, with no success between, before it is refused
	slowFor   = 5 * time.Minute        // how long it is
	maxKnown  = 4096                   // scripts that are remembered
)

func newLanes(processors, slow int) *lanes {
	return &lanes{
		quick: make(chan struct{}, processors), slow: make(chan struct{}, slow),
		heavy: make(chan struct{}, 4), reading: make(chan struct{}, processors),
		known: map[[sha256.Size]byte]slowness{}, taken: map[*place]bool{},
	}
}

// errBusy is for clients that may ask again soon.
var errBusy = errors.New("the server is busy")

// enter waits for a place and gives the way out of it.
func enter(ctx context.Context, lane chan struct{}) (leave func(), err error) {
	select {
	case lane <- struct{}{}:
		return func() { <-lane }, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func (l *lanes) isSlow(script [sha256.Size]byte) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	k := l.known[script]
	return k.times >= slowTimes && time.Now().Before(k.until)
}

// note that a script was slow.
func (l *lanes) note(script [sha256.Size]byte, full bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.noteLocked(script, full)
}

func (l *lanes) noteLocked(script [sha256.Size]byte, full bool) {
	if len(l.known) >= maxKnown {
		clear(l.known)
	}
	k := l.known[script]
	if time.Now().After(k.until) {
		k = slowness{}
	}
	k.times++
	if full {
		k.memory++
	}
	k.until = time.Now().Add(slowFor)
	l.known[script] = k
}

// refused reports whether a script takes too much memory whenever it runs.
func (l *lanes) refused(script [sha256.Size]byte) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	k := l.known[script]
	return k.memory >= fullTimes && time.Now().Before(k.until)
}

// succeeded notes that a script did not take too much memory, and whether it
// was quick where only slow ones are.
func (l *lanes) succeeded(script [sha256.Size]byte, quick bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	k, ok := l.known[script]
	if k.memory = 0; quick {
		delete(l.known, script)
	} else if ok {
		l.known[script] = k
	}
}

// suspected reports whether a script was stopped for its memory and has not
// succeeded since.
func (l *lanes) suspected(script [sha256.Size]byte) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.known[script].memory > 0
}

// A place is where a query is.
type place struct {
	script [sha256.Size]byte
	since  time.Time
	stop   context.CancelCauseFunc

	// Of lanes.mu:
	leave func()
	over  bool
}

// free gives a place to others.
func (l *lanes) free(p *place) {
	l.mu.Lock()
	defer l.mu.Unlock()
	p.over = true
	delete(l.taken, p)
	p.leave()
}

// query runs one query. One that is stopped for the memory that all queries
// take runs a second time, among the slow ones: it may have been another's.
func (l *lanes) query(ctx context.Context, store *graph.Store, script string, options graph.QueryOptions) func(func(any, error) bool) {
	return func(yield func(any, error) bool) {
		key := sha256.Sum256([]byte(script))
		if l.refused(key) {
			yield(nil, fmt.Errorf("%w, as it did before; it is refused for some minutes", graph.ErrMemory))
			return
		}
		if l.attempt(ctx, store, script, key, options, false, yield) {
			l.attempt(ctx, store, script, key, options, true, yield)
		}
	}
}

// attempt runs a query and reports whether it was stopped before it gave a
// result and should run again.
func (l *lanes) attempt(ctx context.Context, store *graph.Store, script string, key [sha256.Size]byte, options graph.QueryOptions, again bool, yield func(any, error) bool) bool {
	wait, cancel := context.WithTimeoutCause(ctx, options.Timeout, fmt.Errorf("%w: no place for this query within %s", errBusy, options.Timeout))
	leave, slow, err := l.enter(wait, key, again)
	cancel()
	if err != nil {
		yield(nil, err)
		return false
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	p := &place{script: key, since: time.Now(), stop: stop, leave: leave}
	if slow {
		l.mu.Lock()
		l.taken[p] = true
		l.mu.Unlock()
	} else {
		defer time.AfterFunc(quickTime, func() { l.move(p) }).Stop()
	}
	options.Ended, options.Suspect = func() { l.free(p) }, l.suspected(key)
	results := 0
	for v, err := range store.Query(ctx, script, options) {
		if err != nil {
			full := errors.Is(err, graph.ErrMemory)
			if full || errors.Is(err, graph.ErrTimeout) {
				l.note(key, full)
			}
			if full && !again && results == 0 {
				return true
			}
			yield(v, err)
			return false
		}
		results++
		if !yield(v, nil) {
			break
		}
	}
	l.succeeded(key, slow && time.Since(p.since) < quickTime)
	return false
}

// enter waits for a place in the lane of a script, which may turn out to be
// slow in the meantime.
func (l *lanes) enter(ctx context.Context, script [sha256.Size]byte, again bool) (leave func(), slow bool, err error) {
	if !again && !l.isSlow(script) {
		leave, err := enter(ctx, l.quick)
		if err != nil || !l.isSlow(script) {
			return leave, false, err
		}
		leave()
	}
	leave, err = enter(ctx, l.slow)
	return leave, true, err
}

// move takes a query to the slow lane, or stops it.
func (l *lanes) move(p *place) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if p.over {
		return
	}
	select {
	case l.slow <- struct{}{}:
		p.leave()
		p.leave, l.taken[p] = func() { <-l.slow }, true
		return
	default:
	}
	l.stopped.Add(1)
	stopped := p
	for other := range l.taken {
		if time.Since(other.since) > fairTime && other.since.Before(stopped.since) {
			stopped = other
		}
	}
	if stopped != p { // p takes its place
		p.leave()
		p.leave, stopped.leave = stopped.leave, func() {}
		delete(l.taken, stopped)
		l.taken[p] = true
	}
	l.noteLocked(stopped.script, false)
	stopped.stop(fmt.Errorf("%w with %d queries that take long: ask for less, or again later", errBusy, cap(l.slow)))
}

// heavily runs a handler that reads much of the store, when there is a place
// for it.
func (s *server) heavily(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeoutCause(r.Context(), s.options.QueryTimeout, fmt.Errorf("%w with other exports", errBusy))
		leave, err := enter(ctx, s.lanes.heavy)
		cancel()
		if err != nil {
			s.fail(w, r, err)
			return
		}
		defer leave()
		h(w, r)
	}
}
