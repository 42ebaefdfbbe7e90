package graph

import (
	"context"
	"fmt"
	"runtime"
	"runtime/metrics"
	"slices"
	"sync"
	"time"
)

// maxQueryMemory is how much the heap may grow while queries run: garbage not
// counted, as long as there is not wildly much of it.
const (
	maxQueryMemory  = 256 << 20
	maxQueryGarbage = 2 * maxQueryMemory
)

// memory watches the heap while scripts run: one can fill it faster than its
// time limit passes. Nobody knows whose memory is whose, so when there is too
// much of it a script that is suspected is stopped, else the one that has run
// longest, and the next one when that was not enough.
var memory watcher

type watcher struct {
	mu      sync.Mutex
	looking bool
	running []*watched
}

type watched struct {
	cancel  context.CancelCauseFunc
	suspect bool
	start   uint64 // least heap since it began
	done    bool
}

// watch ends a context when the heap grows too much while it lasts.
func (m *watcher) watch(ctx context.Context, suspect bool) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	w := &watched{cancel: cancel, suspect: suspect, start: heap()}
	m.mu.Lock()
	m.clean()
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
		if wait <= 0 && m.stop() {
			wait = 4 // until what was stopped has given back its memory
		}
		if m.over() {
			return
		}
	}
}

// stop ends a script since whose beginning the heap has grown too much, if there
// is one.
func (m *watcher) stop() bool {
	if m.worst(heap(), maxQueryMemory) == nil {
		return false
	}
	if m.worst(heap(), maxQueryGarbage) == nil {
		runtime.GC() // what others have left may be most of it
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	worst := m.worstLocked(heap(), maxQueryMemory)
	if worst == nil {
		return false
	}
	worst.done = true
	worst.cancel(fmt.Errorf("%w: more than %d MB", ErrMemory, maxQueryMemory>>20))
	return true
}

func (m *watcher) worst(size, most uint64) *watched {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.worstLocked(size, most)
}

// worstLocked gives a suspect or the oldest of the scripts since whose beginning
// the heap has grown by more than most, nil where there is none.
func (m *watcher) worstLocked(size, most uint64) *watched {
	var worst *watched
	for _, w := range m.running {
		w.start = min(w.start, size)
		if !w.done && size >= w.start+most && (worst == nil || w.suspect && !worst.suspect) {
			worst = w
		}
	}
	return worst
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
