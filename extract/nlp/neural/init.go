package neural

import (
	"math"
	"math/rand/v2"
)

// initialise draws weights for layers as Glorot and Bengio (2010) do.
func initialise(rng *rand.Rand, p *Param, used int) {
	p.fill(rng, math.Sqrt(2/float64(p.Rows+used)), used)
}

// exp32 is e to the x, within a millionth. Conversions keep products and sums
// apart on processors that fuse them, so that the bits are the same on all.
func exp32(x float32) float32 {
	if x < -80 {
		return 0
	}
	if x > 80 {
		x = 80
	}
	t := float32(x * 1.44269504)
	n := float32(math.Floor(float64(t)))
	f := t - n
	p := float32(0.0013333558)
	for _, c := range [...]float32{0.009618129, 0.05550411, 0.24022651, 0.6931472, 1} {
		p = float32(p*f) + c
	}
	return p * math.Float32frombits(uint32(int32(n)+127)<<23)
}

// softmax turns scores into probabilities.
func softmax(x []float32) {
	top := x[0]
	for _, v := range x {
		top = max(top, v)
	}
	sum := float32(0)
	for i, v := range x {
		e := exp32(v - top)
		x[i] = e
		sum += e
	}
	for i := range x {
		x[i] /= sum
	}
}

// Probability is that of label among scores, to a hundredthousandth.
func Probability(scores []float32, label int) float32 {
	top := scores[0]
	for _, v := range scores {
		if v > top {
			top = v
		}
	}
	sum := float32(0)
	for _, v := range scores {
		if v > top-14 {
			sum += exp32(v - top)
		}
	}
	return exp32(scores[label]-top) / sum
}
