package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/quadwire/quadwire/data"
	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/graph"
)

// BenchmarkBuild goes the whole way from text to a store on disk, with the
// bundled article under other names: sentences, facts and quads a second,
// and the most memory that the process ever had (Linux).
func BenchmarkBuild(b *testing.B) {
	const articles = 50
	x, err := extract.New(extract.Options{})
	if err != nil {
		b.Fatal(err)
	}
	date, err := time.Parse(time.DateOnly, data.ArticleDate)
	if err != nil {
		b.Fatal(err)
	}
	var reading, loading time.Duration
	sentences, facts, quads := 0, 0, int64(0)
	for b.Loop() {
		store, err := graph.Open(context.Background(), graph.Config{Path: b.TempDir(), NoSync: true})
		if err != nil {
			b.Fatal(err)
		}
		for n := range articles {
			start := time.Now()
			text := strings.NewReplacer("Lee", fmt.Sprintf("Lee%d", n), "Samsung", fmt.Sprintf("Samsung %d", n)).Replace(data.Article)
			r, err := x.Extract(context.Background(), extract.Article{ID: "a" + strconv.Itoa(n), Text: text, Date: date})
			if err != nil {
				b.Fatal(err)
			}
			read := time.Now()
			if err := store.Load(context.Background(), r); err != nil {
				b.Fatal(err)
			}
			reading, loading = reading+read.Sub(start), loading+time.Since(read)
			sentences, facts = sentences+len(r.Document.Sentences), facts+len(r.Facts)
		}
		size, err := store.Size(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		quads += size
		if err := store.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(sentences)/reading.Seconds(), "sentences/s")
	b.ReportMetric(float64(facts)/reading.Seconds(), "facts/s")
	b.ReportMetric(float64(quads)/loading.Seconds(), "quads/s")
	if peak := peakMemory(); peak > 0 {
		b.ReportMetric(peak, "peak-MB")
	}
}

// peakMemory is the largest resident size of the process in MB, 0 where the
// system does not tell.
func peakMemory() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kb, err := strconv.ParseFloat(strings.Fields(rest + " x")[0], 64)
	if err != nil {
		return 0
	}
	return kb / 1024
}
