package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/quadwire/quadwire/extract/intake"
)

// A handler writes log records as lines for people.
type handler struct {
	mu    *sync.Mutex
	out   io.Writer
	level slog.Level
	attrs []slog.Attr
}

func newHandler(out io.Writer, level slog.Level) slog.Handler {
	return &handler{mu: &sync.Mutex{}, out: out, level: level}
}

func (h *handler) Enabled(_ context.Context, level slog.Level) bool { return level >= h.level }

func (h *handler) Handle(_ context.Context, r slog.Record) error {
	var b strings.Builder
	b.WriteString("quadwire: ")
	if r.Level == slog.LevelWarn {
		b.WriteString("warning: ")
	}
	b.WriteString(r.Message)
	add := func(a slog.Attr) bool { fmt.Fprintf(&b, " %s=%v", a.Key, a.Value); return true }
	for _, a := range h.attrs {
		add(a)
	}
	r.Attrs(add)
	h.mu.Lock()
	defer h.mu.Unlock()
	_, err := io.WriteString(h.out, b.String()+"\n")
	return err
}

func (h *handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	c := *h
	c.attrs = append(c.attrs[:len(c.attrs):len(c.attrs)], attrs...)
	return &c
}

func (h *handler) WithGroup(string) slog.Handler { return h }

func warn(source, what string) { slog.Warn(source + ": " + what) }

// A progress tells on standard error how far a long run has come, from its
// second second on: in place on a terminal, now and then elsewhere.
type progress struct {
	out   io.Writer
	unit  string
	total int           // 0 where unknown
	meter *intake.Meter // how far it has come, may be nil
	every time.Duration
	place bool // write over the last line
	plain bool // no facts are counted

	start, last time.Time
	skipped     time.Time // when the last one was that took no time, before any that did
	began       time.Time // of those that take time
	from        float64   // share that was done by then
	done, facts int
	known       int // of done, took no time
	told        int // what was done when it was last shown
	shown       bool
}

func newProgress(out io.Writer, unit string, total int) *progress {
	p := &progress{out: out, unit: unit, total: total, every: 10 * time.Second, start: time.Now()}
	if f, ok := out.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			p.place, p.every = true, 200*time.Millisecond
		}
	}
	p.last = p.start.Add(time.Second - p.every) // the first report after a second
	return p
}

// skip counts what there was nothing to do about.
func (p *progress) skip(n int) {
	p.known += n
	if p.began.IsZero() {
		p.skipped, p.from = time.Now(), p.share()
	}
	p.tell(n, 0)
}

func (p *progress) add(done, facts int) {
	if p.began.IsZero() {
		if p.began = p.start; p.known > 0 {
			p.began = p.skipped
		}
	}
	p.tell(done, facts)
}

func (p *progress) tell(done, facts int) {
	p.done += done
	p.facts += facts
	if now := time.Now(); now.Sub(p.last) >= p.every {
		p.last = now
		p.show()
	}
}

func (p *progress) show() {
	p.shown, p.told = true, p.done
	of := ""
	if p.total > 0 {
		of = fmt.Sprintf(" of %d", p.total)
	}
	facts := fmt.Sprintf(", %d facts", p.facts)
	if p.plain {
		facts = ""
	}
	line := fmt.Sprintf("quadwire: %d%s %s%s, %.1f %s/s%s", p.done, of, p.unit, facts, p.rate(), p.unit, p.left())
	if p.place {
		if share := p.share(); share > 0 {
			n := int(share * barWidth)
			line = "[" + strings.Repeat("=", n) + strings.Repeat(" ", barWidth-n) + "] " + line
		}
		fmt.Fprint(p.out, "\r\x1b[K"+line)
		return
	}
	fmt.Fprintln(p.out, line)
}

const barWidth = 20

// share is how much is done, 0 where that is not known.
func (p *progress) share() float64 {
	if p.meter == nil {
		return 0
	}
	return p.meter.Done()
}

// left tells how much is done and how long the rest will take.
func (p *progress) left() string {
	share := p.share()
	if share <= p.from || share == 1 || p.began.IsZero() {
		return ""
	}
	left := time.Duration(float64(time.Since(p.began)) * (1 - share) / (share - p.from))
	return fmt.Sprintf(", %.0f%%, %s left", 100*share, left.Round(max(time.Second, left/100).Round(time.Second)))
}

func (p *progress) rate() float64 {
	if p.began.IsZero() {
		return 0
	}
	return float64(p.done-p.known) / max(time.Since(p.began).Seconds(), 1e-6)
}

// end leaves the last count of a run that was long enough to be told of.
func (p *progress) end() {
	if !p.shown {
		return
	}
	if p.done != p.told {
		p.show()
	}
	if p.place {
		fmt.Fprintln(p.out)
	}
}
