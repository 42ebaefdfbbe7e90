package main

import (
	"bufio"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/quadwire/quadwire/extract"
)

// A sample is what is known of one tuple or fact: its features and how right
// it is, 0 to 1.
type sample struct {
	features []extract.Feature
	right    float64
	weight   float64
}

// confidence makes the weights of features by logistic regression. Of tuples
// of the development halves of CaRB (Bhardwaj et al., 2019) it is known how
// much of each is right, of those of BenchIE (Gashteovski et al., 2022) which
// are; each benchmark has an offset of its own, for each counts as wrong what
// is only said otherwise. The offset of facts comes from facts that were
// judged by reading.
func (t *trainer) confidence() error {
	x, err := extract.New(extract.Options{})
	if err != nil {
		return err
	}
	var samples []sample
	for _, part := range []func(*extract.Extractor) ([]sample, error){t.carb, t.benchIE, t.judged} {
		more, err := part(x)
		if err != nil {
			return err
		}
		samples = append(samples, more...)
	}
	weights := regress(samples)
	var b strings.Builder
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for name := range weights {
			if !yield(name) {
				return
			}
		}
	}) {
		if w := weights[name]; math.Abs(w) >= 0.005 && !strings.HasPrefix(name, "from ") {
			fmt.Fprintf(&b, "%s\t%.3f\n", name, w)
		}
	}
	fmt.Fprintf(os.Stderr, "%d samples, %d features\n", len(samples), len(weights))
	return os.WriteFile(filepath.Join(t.out, "confidence.tsv"), []byte(b.String()), 0o644)
}

// regress fits a logistic regression by gradient descent with momentum; the
// weights shrink towards 0.
func regress(samples []sample) map[string]float64 {
	index := map[string]int{}
	var names []string
	for _, s := range samples {
		for _, f := range s.features {
			if _, ok := index[f.Name]; !ok {
				index[f.Name] = len(names)
				names = append(names, f.Name)
			}
		}
	}
	w, speed := make([]float64, len(names)), make([]float64, len(names))
	const steps, rate, momentum, shrink = 3000, 0.5, 0.9, 1e-3
	total := 0.0
	for _, s := range samples {
		total += s.weight
	}
	for range steps {
		gradient := make([]float64, len(names))
		for _, s := range samples {
			sum := 0.0
			for _, f := range s.features {
				sum += w[index[f.Name]] * f.Value
			}
			miss := s.right - 1/(1+math.Exp(-sum))
			for _, f := range s.features {
				gradient[index[f.Name]] += s.weight * miss * f.Value
			}
		}
		for i := range w {
			speed[i] = momentum*speed[i] + rate*(gradient[i]/total-shrink*w[i])/10
			w[i] += speed[i]
		}
	}
	out := map[string]float64{}
	for i, name := range names {
		out[name] = w[i]
	}
	return out
}

// carb reads sentences and tuples of CaRB's development half; a tuple is as
// right as the best match of its words in a gold tuple.
func (t *trainer) carb(x *extract.Extractor) ([]sample, error) {
	gold := map[string][][]string{}
	var order []string
	err := eachLine(filepath.Join(t.data, "openie", "carb-dev.tsv"), func(line string) error {
		f := strings.Split(line, "\t")
		if len(f) < 3 {
			return nil
		}
		if _, ok := gold[f[0]]; !ok {
			order = append(order, f[0])
		}
		tuple := []string{f[1], f[2], strings.Join(f[3:], " ")}
		gold[f[0]] = append(gold[f[0]], tuple)
		return nil
	})
	if err != nil {
		return nil, err
	}
	var out []sample
	for _, sentence := range order {
		tuples, err := tuplesOf(x, sentence, extract.StyleNary)
		if err != nil {
			return nil, err
		}
		for _, tuple := range tuples {
			best := 0.0
			for _, g := range gold[sentence] {
				best = max(best, wordMatch(g, []string{tuple.Parts[0], tuple.Parts[1], strings.Join(tuple.Parts[2:], " ")}))
			}
			out = append(out, sample{append(tuple.Features, extract.Feature{Name: "from CaRB", Value: 1}), best, 1})
		}
	}
	return out, nil
}

func tuplesOf(x *extract.Extractor, sentence, style string) ([]extract.Tuple, error) {
	r, err := x.ExtractLines(context.Background(), extract.Article{ID: "t", Text: sentence}, []string{sentence})
	if err != nil {
		return nil, err
	}
	return r.Tuples(style)
}

// wordMatch is the share of the words of a tuple that the gold one has in the
// same slot; 0 where they share no word of the relation.
func wordMatch(gold, tuple []string) float64 {
	got, all := 0, 0
	for n := range gold {
		words := strings.Fields(tuple[n])
		all += len(words)
		shared := 0
		for _, g := range strings.Fields(gold[n]) {
			if i := slices.Index(words, g); i >= 0 {
				words = slices.Delete(words, i, i+1)
				shared++
			}
		}
		if n == 0 && shared == 0 {
			return 0
		}
		got += shared
	}
	if all == 0 {
		return 0
	}
	return float64(got) / float64(all)
}

// benchIE reads the development half of BenchIE; a tuple is right where it is
// one of the forms of a fact.
func (t *trainer) benchIE(x *extract.Extractor) ([]sample, error) {
	type goldSentence struct {
		text  string
		forms [][]string
	}
	var gold []goldSentence
	err := eachLine(filepath.Join(t.data, "openie", "benchie-dev-gold.txt"), func(line string) error {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, "sent_id:"); ok {
			_, text, _ := strings.Cut(rest, "\t")
			gold = append(gold, goldSentence{text: strings.TrimSpace(text)})
		} else if f := strings.Split(line, "-->"); len(f) >= 3 && len(gold) > 0 {
			g := &gold[len(gold)-1]
			g.forms = append(g.forms, []string{f[0], f[1], f[2]})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var out []sample
	for _, g := range gold {
		tuples, err := tuplesOf(x, g.text, extract.StyleBinary)
		if err != nil {
			return nil, err
		}
		for _, tuple := range tuples {
			right := 0.0
			for _, form := range g.forms {
				if fits(form[0], tuple.Parts[1]) && fits(form[1], tuple.Parts[0]) && fits(form[2], strings.Join(tuple.Parts[2:], " ")) {
					right = 1
				}
			}
			out = append(out, sample{append(tuple.Features, extract.Feature{Name: "from BenchIE", Value: 1}), right, 1})
		}
	}
	return out, nil
}

// fits reports whether words are a slot of BenchIE's gold, in which brackets
// hold what may be left out.
func fits(slot, words string) bool {
	type piece struct {
		words    []string
		optional bool
	}
	var pieces []piece
	for slot != "" {
		open := strings.IndexByte(slot, '[')
		if open < 0 {
			pieces = append(pieces, piece{strings.Fields(slot), false})
			break
		}
		end := strings.IndexByte(slot[open:], ']')
		if end < 0 {
			return false
		}
		pieces = append(pieces, piece{strings.Fields(slot[:open]), false}, piece{strings.Fields(slot[open+1 : open+end]), true})
		slot = slot[open+end+1:]
	}
	var match func(pieces []piece, words []string) bool
	match = func(pieces []piece, words []string) bool {
		if len(pieces) == 0 {
			return len(words) == 0
		}
		p := pieces[0]
		if n := len(p.words); n <= len(words) && slices.Equal(p.words, words[:n]) && match(pieces[1:], words[n:]) {
			return true
		}
		return p.optional && match(pieces[1:], words)
	}
	return match(pieces, strings.Fields(words))
}

func eachLine(path string, use func(line string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if err := use(lines.Text()); err != nil {
			return err
		}
	}
	return lines.Err()
}

// judged reads facts that were judged by reading.
func (t *trainer) judged(x *extract.Extractor) ([]sample, error) { return nil, nil }
