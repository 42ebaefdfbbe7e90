package nlp

import (
	"math"
	"math/rand/v2"
)

// A Chained is a document with its coreference chains.
type Chained struct {
	Document *Document // annotated
	Chains   [][]Span
}

// The costs of errors that training counts: of a link where a new entity
// begins, of a new entity where there is one, of a link to a wrong one; after
// Durrett and Klein (2013).
type corefCosts struct{ falseLink, falseNew, wrongLink float64 }

var defaultCosts = corefCosts{0.1, 3, 1}

const corefRate, corefDecay, corefDrop = 0.08, 1e-6, 0.5

// A corefLearner learns the weights of the ranker by AdaGrad: Duchi, Hazan
// and Singer (2011), Adaptive Subgradient Methods, JMLR 12.
type corefLearner struct {
	*pipeline
	weights, squares []float32
	f                featureList
	keys             [][]uint32
	scores           []float64
	costs            corefCosts
	rng              *rand.Rand
}

// LearnCoref learns a model of coreference from documents that the reader has
// annotated. Where dev documents are given it logs how well they are resolved.
func (r *Reader) LearnCoref(train, dev []Chained, o Training) []byte {
	l := &corefLearner{
		pipeline: r.pipeline, costs: defaultCosts,
		weights: make([]float32, 1<<corefBits), squares: make([]float32, 1<<corefBits),
	}
	rng := rand.New(rand.NewPCG(o.Seed, 12))
	l.rng = rng
	views := make([]*corefView, len(train))
	gold := make([][]int, len(train))
	for i, c := range train {
		views[i] = r.newCorefView(c.Document)
		gold[i] = goldChains(views[i], c.Chains)
	}
	sum := make([]float32, 1<<corefBits)
	averaged := 0
	for epoch := range o.Epochs {
		loss := 0.0
		for _, i := range rng.Perm(len(train)) {
			loss += l.learn(newCorefWalk(views[i]), gold[i])
		}
		if epoch >= o.Epochs/2 {
			averaged++
			for k, w := range l.weights {
				sum[k] += w
			}
		}
		if averaged > 0 && (epoch == o.Epochs-1 || epoch%4 == 3) {
			o.logf("coref, pass %d: loss %.0f, %s", epoch+1, loss, r.measure(encodeCoref(sum, averaged), dev))
		} else {
			o.logf("coref, pass %d: loss %.0f", epoch+1, loss)
		}
	}
	return encodeCoref(sum, averaged)
}

func (r *Reader) measure(model []byte, dev []Chained) *CorefScore {
	coref, err := decodeCoref(model)
	if err != nil {
		panic(err) // it was encoded just now
	}
	return (&Reader{&pipeline{model: r.model, vocabulary: r.vocabulary, coref: coref}}).MeasureCoref(dev)
}

// MeasureCoref resolves documents and compares the chains.
func (r *Reader) MeasureCoref(docs []Chained) *CorefScore {
	s := &CorefScore{}
	for _, c := range docs {
		r.Resolve(c.Document)
		s.Add(c.Chains, c.Document.Chains())
	}
	return s
}

// goldChains are the chains of the mentions, -1 for none.
func goldChains(v *corefView, chains [][]Span) []int {
	of := chainOf(scoredChains(chains))
	out := make([]int, len(v.mentions))
	for i, m := range v.mentions {
		out[i] = -1
		if k, ok := of[Span{m.first, m.end}]; ok {
			out[i] = k
		}
	}
	return out
}

// learn takes one document.
func (l *corefLearner) learn(w *corefWalk, gold []int) float64 {
	loss := 0.0
	for place, i := range w.order {
		candidates := w.candidates(place)
		for len(l.keys) < len(candidates)+1 {
			l.keys = append(l.keys, nil)
		}
		w.begin(&l.f, i, w.seen)
		l.keep(0)
		known := false
		for k, j := range candidates {
			l.link(w.corefView, &l.f, i, j, &w.chains[w.of[j]], w.ranks[k])
			l.keep(k + 1)
			known = known || gold[i] >= 0 && gold[j] == gold[i]
		}
		best := l.step(candidates, func(k int) bool {
			if k == 0 {
				return !known
			}
			return known && gold[candidates[k-1]] == gold[i]
		}, &loss, known)
		if best > 0 {
			w.join(i, candidates[best-1])
		} else {
			w.join(i, -1)
		}
	}
	return loss
}

func (l *corefLearner) keep(k int) {
	l.keys[k] = l.keys[k][:0]
	for _, key := range l.f.keys {
		if l.rng.Float32() >= corefDrop {
			l.keys[k] = append(l.keys[k], key)
		}
	}
}

// step takes one decision: it lowers the weights of all, by their probability
// with the costs of errors, and raises those of the right ones.
func (l *corefLearner) step(candidates []int, right func(int) bool, loss *float64, known bool) (best int) {
	n := len(candidates) + 1
	l.scores = l.scores[:0]
	top, topRight := math.Inf(-1), math.Inf(-1)
	for k := range n {
		s := 0.0
		for _, key := range l.keys[k] {
			s += float64(l.weights[key&corefMask])
		}
		if k > 0 && s > l.scoreOf(best, right, known) {
			best = k
		}
		s += l.cost(k, right(k), known)
		l.scores = append(l.scores, s)
		top = max(top, s)
		if right(k) {
			topRight = max(topRight, s)
		}
	}
	all, good := 0.0, 0.0
	for k, s := range l.scores {
		all += math.Exp(s - top)
		if right(k) {
			good += math.Exp(s - topRight)
		}
	}
	*loss += math.Log(all) + top - math.Log(good) - topRight
	for k, s := range l.scores {
		g := math.Exp(s-top) / all
		if right(k) {
			g -= math.Exp(s-topRight) / good
		}
		if math.Abs(g) > 1e-4 {
			l.update(l.keys[k], float32(g))
		}
	}
	return best
}

// scoreOf is a score without its cost.
func (l *corefLearner) scoreOf(k int, right func(int) bool, known bool) float64 {
	return l.scores[k] - l.cost(k, right(k), known)
}

func (l *corefLearner) cost(k int, right, known bool) float64 {
	switch {
	case right:
		return 0
	case k == 0:
		return l.costs.falseNew
	case known:
		return l.costs.wrongLink
	}
	return l.costs.falseLink
}

func (l *corefLearner) update(keys []uint32, g float32) {
	for _, key := range keys {
		k := key & corefMask
		d := g + corefDecay*l.weights[k]
		l.squares[k] += d * d
		l.weights[k] -= corefRate * d / float32(math.Sqrt(float64(l.squares[k])+0.01))
	}
}

// encodeCoref writes the mean of weights as bytes.
func encodeCoref(sum []float32, n int) []byte {
	const limit = 2.5
	scale := math.Round(limit / 127 * (1 << 20))
	weights := make([]byte, len(sum))
	for i, s := range sum {
		v := float64(s) / float64(max(n, 1)) * (1 << 20) / scale
		weights[i] = byte(int8(math.Round(min(max(v, -127), 127))))
	}
	e := &encoder{}
	e.Uint(corefVersion)
	e.Uint(int(scale))
	e.String(string(weights))
	return e.Bytes()
}
