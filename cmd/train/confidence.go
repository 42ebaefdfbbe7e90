package main

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

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
// of the development half of CaRB (Bhardwaj et al., 2019) it is known how much
// of each is right; the benchmark has an offset of its own, for it counts as
// wrong what is only said otherwise. The offset of facts, and what tells who
// and what is meant, come from facts that were judged by reading.
func (t *trainer) confidence() error {
	x, err := extract.New(extract.Options{})
	if err != nil {
		return err
	}
	tuples, err := t.carb(x)
	if err != nil {
		return err
	}
	facts, err := t.judged(x)
	if err != nil {
		return err
	}
	calibration(tuples, facts)
	weights := regress(append(tuples, facts...))
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
	return os.WriteFile(filepath.Join(t.out, "confidence.tsv"), []byte(b.String()), 0o644)
}

// calibration prints how often judged facts are right by the confidence that
// they get from a model which has not seen them: five are made, each without
// a fifth of them.
func calibration(tuples, facts []sample) {
	type verdict struct{ confidence, right float64 }
	var all []verdict
	const folds = 5
	for k := range folds {
		train := slices.Clone(tuples)
		for i, f := range facts {
			if i%folds != k {
				train = append(train, f)
			}
		}
		weights := regress(train)
		for i := k; i < len(facts); i += folds {
			sum := 0.0
			for _, f := range facts[i].features {
				sum += weights[f.Name] * f.Value
			}
			all = append(all, verdict{1 / (1 + math.Exp(-sum)), facts[i].right})
		}
	}
	fmt.Println("facts judged by reading, by the confidence of a model that has not seen them")
	for _, bounds := range [][2]float64{{0, 0.7}, {0.7, 0.8}, {0.8, 0.9}, {0.9, 1}, {0, 1}, {0.7, 1}, {0.8, 1}} {
		n, right := 0, 0.0
		for _, v := range all {
			if v.confidence >= bounds[0] && v.confidence <= bounds[1] {
				n++
				right += v.right
			}
		}
		fmt.Printf("  %.2f to %.2f: %3d facts, %.0f%% right\n", bounds[0], bounds[1], n, 100*right/float64(max(n, 1)))
	}
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

// judged reads facts that were judged by reading: article, sentence, subject,
// predicate, object, status, and 1 where the sentence says so. Those that are
// no longer made are left out.
func (t *trainer) judged(x *extract.Extractor) ([]sample, error) {
	texts := map[string]string{}
	for _, corpus := range []string{"meantime/meantime_en.jsonl", "gum_news/gum_news.jsonl"} {
		err := eachLine(filepath.Join(t.data, "corpora", corpus), func(line string) error {
			var d struct{ ID, Text string }
			if err := json.Unmarshal([]byte(line), &d); err != nil {
				return err
			}
			texts[strings.ReplaceAll(d.ID, "/", "_")] = d.Text
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	verdicts := map[string]float64{}
	var order []string
	for line := range strings.Lines(judgedFacts) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 7 {
			return nil, fmt.Errorf("judged.tsv: want 7 fields: %q", line)
		}
		if !slices.Contains(order, f[0]) {
			order = append(order, f[0])
		}
		verdicts[strings.Join(f[:6], "\t")] = float64(f[6][0] - '0')
	}
	var out []sample
	for _, id := range order {
		r, err := x.Extract(context.Background(), extract.Article{ID: id, Text: texts[id], Date: time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, err
		}
		for i := range r.Facts {
			f := &r.Facts[i]
			key := strings.Join([]string{id, strconv.Itoa(f.Sentence + 1), f.Subject.Name, f.Predicate.ID, f.Object.Name, string(f.Status)}, "\t")
			if right, ok := verdicts[key]; ok && f.Features() != nil {
				out = append(out, sample{f.Features(), right, judgedWeight})
			}
		}
	}
	fmt.Fprintf(os.Stderr, "%d judged facts of %d are made\n", len(out), len(verdicts))
	return out, nil
}

// judgedWeight is how many tuples a judged fact counts for.
const judgedWeight = 3

//go:embed judged.tsv
var judgedFacts string
