package nlp

import (
	"math"
	"math/rand/v2"
	"testing"
)

// spans makes chains of one-word mentions.
func spans(chains ...[]int) [][]Span {
	var out [][]Span
	for _, c := range chains {
		var list []Span
		for _, m := range c {
			list = append(list, Span{m, m + 1})
		}
		out = append(out, list)
	}
	return out
}

// The first example is that of Pradhan et al. (2014), section 4; the others
// are counted by hand.
func TestCorefScore(t *testing.T) {
	for _, c := range []struct {
		name                               string
		gold, system                       [][]Span
		mucR, mucP, b3R, b3P, ceafR, ceafP float64
	}{
		{
			"reference", spans([]int{1, 2, 3}, []int{4, 5, 6, 7}), spans([]int{1, 2}, []int{3, 4}, []int{6, 7, 8, 9}),
			40, 40, 41.67, 50, 65, 43.33,
		},
		{"the same", spans([]int{1, 2}, []int{3, 4, 5}), spans([]int{3, 4, 5}, []int{1, 2}), 100, 100, 100, 100, 100, 100},
		{"all in one", spans([]int{1, 2}, []int{3, 4}), spans([]int{1, 2, 3, 4}), 100, 66.67, 100, 50, 33.33, 66.67},
		{"alone", spans([]int{1}, []int{2, 3}), spans([]int{1}, []int{2, 3}, []int{9}), 100, 100, 100, 100, 100, 100},
		{"twice", spans([]int{1, 2, 2}), spans([]int{1, 1, 2}, []int{2, 1}), 100, 100, 100, 100, 100, 100},
		{"nothing found", spans([]int{1, 2}), nil, 0, 0, 0, 0, 0, 0},
		{"nothing there", nil, spans([]int{1, 2}), 0, 0, 0, 0, 0, 0},
	} {
		var s CorefScore
		s.Add(c.gold, c.system)
		for _, x := range []struct {
			what      string
			got, want float64
		}{
			{"MUC R", s.MUC.Recall.Value(), c.mucR},
			{"MUC P", s.MUC.Precision.Value(), c.mucP},
			{"B3 R", s.B3.Recall.Value(), c.b3R},
			{"B3 P", s.B3.Precision.Value(), c.b3P},
			{"CEAFe R", s.CEAFe.Recall.Value(), c.ceafR},
			{"CEAFe P", s.CEAFe.Precision.Value(), c.ceafP},
		} {
			if math.Abs(x.got-x.want) > 0.01 {
				t.Errorf("%s: %s %.2f, want %.2f", c.name, x.what, x.got, x.want)
			}
		}
	}
}

func TestAssign(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		w := make([][]float64, 1+rng.IntN(5))
		cols := 1 + rng.IntN(5)
		for i := range w {
			w[i] = make([]float64, cols)
			for j := range w[i] {
				w[i][j] = float64(rng.IntN(10))
			}
		}
		if got, want := assign(w), bestOf(w, 0, make([]bool, cols)); math.Abs(got-want) > 1e-9 {
			t.Errorf("%v: %v, want %v", w, got, want)
		}
	}
}

// bestOf tries all assignments of the rows from one on.
func bestOf(w [][]float64, row int, used []bool) float64 {
	if row == len(w) {
		return 0
	}
	best := bestOf(w, row+1, used)
	for j := range used {
		if !used[j] {
			used[j] = true
			best = max(best, w[row][j]+bestOf(w, row+1, used))
			used[j] = false
		}
	}
	return best
}
