package nlp

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The reader keeps a floor of accuracy on sentences of our own, annotated by
// hand (those of the tests of rules), so that no broken model lands.
func TestAccuracy(t *testing.T) {
	r, err := NewReader()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../testdata/rules/*.conllu")
	if err != nil || len(files) == 0 {
		t.Fatal("no sentences: ", err)
	}
	var score Score
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		gold, err := ReadCoNLLU(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		d := *gold
		d.Tokens, d.Names = slices.Clone(gold.Tokens), nil
		r.Annotate(&d)
		score.Add(gold, &d)
	}
	for _, x := range []struct {
		what  string
		got   Tally
		floor float64
	}{
		{"UPOS", score.UPOS, 98},
		{"LAS", score.LAS, 92},
		{"lemmas", score.Lemmas, 98},
		{"names", score.Names, 92},
	} {
		t.Logf("%s %.1f", x.what, x.got.F1())
		if x.got.F1() < x.floor {
			t.Errorf("%s: %.1f of %d, at least %.0f is expected", x.what, x.got.F1(), x.got.Gold, x.floor)
		}
	}
}

// Any text is read, whatever its form, and every sentence gets one tree.
func TestReadAnything(t *testing.T) {
	r, err := NewReader()
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 1))
	noise := make([]byte, 1<<16)
	for i := range noise {
		noise[i] = byte(rng.Uint32())
	}
	for name, text := range map[string]string{
		"empty":              "",
		"random bytes":       string(noise),
		"no blank":           strings.Repeat("news", 1<<18),
		"10,000 words":       "The " + strings.Repeat("very ", 10000) + "long sentence ended.",
		"10,000 commas":      strings.Repeat("Kim, ", 10000) + "left.",
		"mixed scripts":      strings.Repeat("Президент 文在寅 told الصحفيين that ", 50) + "talks failed.",
		"zero-width and BOM": "\ufeffThe\u200b minister\u200d left.\u0000",
	} {
		d := r.Read(name, text)
		checkTree(t, d)
		if strings.TrimSpace(text) != "" && len(d.Tokens) == 0 {
			t.Errorf("%s: nothing was read", name)
		}
	}
}

// What a sentence gets does not depend on how the document is divided into batches.
func TestReadBatches(t *testing.T) {
	r, err := NewReader()
	if err != nil {
		t.Fatal(err)
	}
	const sentence = "The minister told reporters in Geneva that the talks with Norway had failed."
	alone := r.Read("alone", sentence)
	many := r.Read("many", strings.Repeat(sentence+" She left early. ", 120))
	for i, a := range alone.Tokens {
		for _, first := range []int{many.Sentences[0].First, many.Sentences[120].First, many.Sentences[238].First} {
			b := many.Tokens[first+i]
			if fmt.Sprint(a.UPOS, a.Lemma, a.Deprel, a.Head, a.Margin) != fmt.Sprint(b.UPOS, b.Lemma, b.Deprel, max(-1, b.Head-first), b.Margin) {
				t.Fatalf("%q: %v alone, %v among others", a.Form, a, b)
			}
		}
	}
}

// A model that is cut off or changed is an error.
func TestDamagedModel(t *testing.T) {
	if _, err := NewReaderOf(Files{}); err == nil {
		t.Error("no error for an empty model")
	}
	e := &encoder{}
	e.Uint(modelVersion)
	e.String("that is all")
	if _, err := NewReaderOf(Files{Reader: e.Bytes()}); err == nil {
		t.Error("no error for a model that is cut off")
	}
	if _, err := NewReaderOf(Files{Reader: []byte("no model at all")}); err == nil {
		t.Error("no error for other bytes")
	}
}

// BenchmarkLoad is the time from the bytes of the model to a reader.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := NewReaderOf(embeddedFiles); err != nil {
			b.Fatal(err)
		}
	}
}
