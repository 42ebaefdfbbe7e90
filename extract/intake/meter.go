package intake

import (
	"context"
	"io"
	"os"
	"sync/atomic"
)

// A Meter tells how much of its inputs [Records] has gone through. It is safe for
// concurrent use.
type Meter struct {
	total, done atomic.Int64 // bytes of files
}

// Done is the share of what has been gone through, from 0 to 1; 0 while how much there is
// is not known, as of standard input and the web.
func (m *Meter) Done() float64 {
	total := m.total.Load()
	if total <= 0 {
		return 0
	}
	return min(1, float64(m.done.Load())/float64(total))
}

// measure finds out how much there is.
func (m *Meter) measure(ctx context.Context, inputs []string) {
	var total int64
	for f, err := range Files(ctx, inputs) {
		if err != nil {
			continue
		}
		info, err := os.Stat(f.Path)
		if err != nil || !info.Mode().IsRegular() {
			return
		}
		total += info.Size()
	}
	if !stopped(ctx) {
		m.total.Store(total)
	}
}

// count counts what is read of a file.
func (m *Meter) count(in io.Reader) io.Reader {
	if m == nil {
		return in
	}
	return io.TeeReader(in, countWriter{&m.done})
}

type countWriter struct{ n *atomic.Int64 }

func (w countWriter) Write(p []byte) (int, error) {
	w.n.Add(int64(len(p)))
	return len(p), nil
}
