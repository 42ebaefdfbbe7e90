package graph

import (
	"context"
	"errors"
	"runtime/debug"
	"testing"
	"time"
)

// TestGarbage: what is garbage counts for no query's memory, what is kept does.
func TestGarbage(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // nobody else collects it
	var m watcher
	ctx, end := m.watch(t.Context(), false)
	defer end()
	var last []byte
	for range 200 { // 800 MB in all, of which 4 MB are in use
		last = make([]byte, 4<<20)
		time.Sleep(time.Millisecond)
	}
	if ctx.Err() != nil {
		t.Fatalf("%v, with %d bytes in use", context.Cause(ctx), len(last))
	}
	var all [][]byte
	for range 2 * maxQueryMemory / (4 << 20) {
		all = append(all, make([]byte, 4<<20))
	}
	select {
	case <-ctx.Done():
	case <-time.After(10 * time.Second):
	}
	if !errors.Is(context.Cause(ctx), ErrMemory) {
		t.Errorf("%v, with %d pieces in use", context.Cause(ctx), len(all))
	}
	clear(all)
}
