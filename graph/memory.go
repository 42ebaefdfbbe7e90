package graph

import (
	"context"
	"fmt"
	"runtime/metrics"
	"slices"
	"sync"
	"time"
)

// maxQueryMemory is how much the heap may grow while queries run.
const maxQueryMemory = 256 << 20

// memory watches the heap while scripts run: one can fill it faster than its
// time limit passes. Nobody knows whose memory is whose, so when there is too
// much of it a script that is suspected is stopped, else the one that has run
// longest, and the next one when that was not enough.
var memory watcher

type watcher struct {
	mu      sync.Mutex
	start   uint64 // heap when the first script began
	looking bool
	running []*watched
}

type watched struct {
	cancel  context.CancelCauseFunc
	suspect bool
	done    bool
}

// watch ends a context when the heap grows too much while it lasts.
func (m *watcher) watch(ctx context.Context, suspect bool) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	w := &watched{cancel: cancel, suspect: suspect}
	m.mu.Lock()
	if m.clean(); len(m.running) == 0 {
		m.start = heap()
	}
	m.running = append(m.running, w)
	if !m.looking {
		m.looking = true
		go m.look()
	}
	m.mu.Unlock()
	return ctx, func() {
		cancel(nil)
		m.mu.Lock()
		defer m.mu.Unlock()
		w.done = true
	}
}

// look watches as long as scripts run.
func (m *watcher) look() {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for wait := 0; ; wait-- {
		<-tick.C
		if wait <= 0 && m.full() && m.stop() {
			wait = 4 // until what was stopped has given back its memory
		}
		if m.over() {
			return
		}
	}
}

// full reports whether there is too much memory.
func (m *watcher) full() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	size := heap()
	m.start = min(m.start, size)
	return size >= m.start+maxQueryMemory
}

// stop ends a script.
func (m *watcher) stop() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, suspects := range []bool{true, false} {
		for _, w := range m.running {
			if !w.done && w.suspect == suspects {
				w.done = true
				w.cancel(fmt.Errorf("%w: more than %d MB", ErrMemory, maxQueryMemory>>20))
				return true
			}
		}
	}
	return false
}

// over reports whether all scripts have ended.
func (m *watcher) over() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.clean()
	m.looking = len(m.running) > 0
	return !m.looking
}

// clean forgets the scripts that have ended.
func (m *watcher) clean() {
	m.running = slices.DeleteFunc(m.running, func(w *watched) bool { return w.done })
}

func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
