package nlp

import (
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

// benchTexts are the documents of GUM's development half where they are there,
// else a text of our own over and over.
func benchTexts(b *testing.B) []string {
	b.Helper()
	if _, err := os.Stat("../../../shared/treebank/en_gum_free-dev.conllu"); err == nil {
		_, texts := treebankText(b, "en_gum_free-dev.conllu")
		return texts
	}
	b.Log("no treebank: a text of our own is read")
	return slices.Repeat([]string{strings.Repeat("Portuguese President Marta Silva visited Berlin on Monday and signed three agreements on trade with the German government. "+
		"Analysts said the deal, which covers energy and transport, could help both countries. She left early.\n\n", 10)}, 24)
}

func speed(b *testing.B, docs []*Document) {
	sentences, tokens := 0, 0
	for _, d := range docs {
		sentences, tokens = sentences+len(d.Sentences), tokens+len(d.Tokens)
	}
	seconds := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(float64(sentences)/seconds, "sentences/s")
	b.ReportMetric(float64(tokens)/seconds, "tokens/s")
}

// BenchmarkStages runs every stage of the reader alone, on one core.
func BenchmarkStages(b *testing.B) {
	r, err := NewReader()
	if err != nil {
		b.Fatal(err)
	}
	texts := benchTexts(b)
	var docs, bare []*Document
	for _, t := range texts {
		docs, bare = append(docs, r.Read("", t)), append(bare, Segment("", t))
	}
	each := func(f func(i int)) func(b *testing.B) {
		return func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for i := range docs {
					f(i)
				}
			}
			speed(b, docs)
		}
	}
	b.Run("segmentation", each(func(i int) { Segment("", texts[i]) }))
	b.Run("tags, trees and names of sentences", each(func(i int) { r.annotate(bare[i]) }))
	b.Run("names of documents", each(func(i int) {
		d := *bare[i]
		d.Names = slices.Clone(d.Names)
		finishNames(&d)
	}))
	b.Run("coreference", each(func(i int) { r.Resolve(docs[i]) }))
}

// BenchmarkRead runs all stages but coreference, on one core and, with
// documents side by side, on all.
func BenchmarkRead(b *testing.B) {
	r, err := NewReader()
	if err != nil {
		b.Fatal(err)
	}
	texts := benchTexts(b)
	docs := make([]*Document, len(texts))
	read := func(i int) {
		docs[i] = Segment("", texts[i])
		r.Annotate(docs[i])
	}
	b.Run("one core", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for i := range texts {
				read(i)
			}
		}
		speed(b, docs)
		b.ReportMetric(float64(len(texts)), "documents/op")
	})
	b.Run("all cores", func(b *testing.B) {
		for b.Loop() {
			var wait sync.WaitGroup
			cores := runtime.GOMAXPROCS(0)
			for part := range cores {
				wait.Go(func() {
					for i := part; i < len(texts); i += cores {
						read(i)
					}
				})
			}
			wait.Wait()
		}
		speed(b, docs)
	})
}

// BenchmarkFirstSentence is the time from the start of a process to its first
// sentence.
func BenchmarkFirstSentence(b *testing.B) {
	for b.Loop() {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), firstSentence+"=yes")
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
	}
}

const firstSentence = "QUADWIRE_TEST_FIRST_SENTENCE"

func TestMain(m *testing.M) {
	if os.Getenv(firstSentence) != "" {
		r, err := NewReader()
		if err != nil {
			panic(err)
		}
		r.Read("", "The minister left.")
		os.Exit(0)
	}
	os.Exit(m.Run())
}
