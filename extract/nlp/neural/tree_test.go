package neural

import (
	"math"
	"math/rand/v2"
	"testing"
)

// bestTree tries all assignments of heads.
func bestTree(n int, scores []float32) float64 {
	heads := make([]int, n)
	top := math.Inf(-1)
	var try func(i int)
	try = func(i int) {
		if i == n {
			if single(n, heads) && !cyclic(heads[:n], make([]int, n)) {
				s := 0.0
				for v, h := range heads {
					s += float64(scores[v*(n+1)+h])
				}
				top = max(top, s)
			}
			return
		}
		for h := range n + 1 {
			if h != i {
				heads[i] = h
				try(i + 1)
			}
		}
	}
	try(0)
	return top
}

func TestTree(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	var trees Trees
	for trial := range 400 {
		n := 1 + trial%5
		scores := random(rng, n*(n+1))
		heads := make([]int, n)
		trees.Find(n, scores, heads)
		sum := 0.0
		for v, h := range heads {
			if h < 0 {
				h, heads[v] = n, n
			}
			sum += float64(scores[v*(n+1)+h])
		}
		if !single(n, heads) || cyclic(heads[:n], make([]int, n)) {
			t.Fatalf("%v is no tree", heads)
		}
		if want := bestTree(n, scores); math.Abs(sum-want) > 1e-4 {
			t.Fatalf("n=%d: score %g of %v, the best has %g", n, sum, heads, want)
		}
	}
	// Long sentences with random scores, where most choices form cycles.
	n := 150
	heads := make([]int, n)
	trees.Find(n, random(rng, n*(n+1)), heads)
	for i := range heads {
		if heads[i] < 0 {
			heads[i] = n
		}
	}
	if !single(n, heads) || cyclic(heads[:n], make([]int, n)) {
		t.Fatal("no tree for a long sentence")
	}
}
