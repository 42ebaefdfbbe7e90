package linear

import (
	"cmp"
	"math"
	"slices"
)

// A Trainer learns the weights of a model from mistakes (averaged perceptron).
type Trainer struct {
	labels []string
	now    uint32
	keys   []Feature // open addressing
	slot   []int32   // row of a key, -1 for an empty slot
	rows   []row
}

// row holds the weights of a feature while learning.
type row struct {
	key     Feature
	updates int32
	cells   []cell
}

type cell struct {
	label  uint8
	weight int32
	since  uint32 // when the weight got its value
	sum    int64  // of the weight over time, until since
}

// NewTrainer returns a trainer of a model with at most [MaxLabels] labels.
func NewTrainer(labels []string) *Trainer {
	t := &Trainer{labels: labels}
	t.grow(1 << 16)
	return t
}

func (t *Trainer) grow(size int) {
	t.keys = make([]Feature, size)
	t.slot = make([]int32, size)
	for i := range t.slot {
		t.slot[i] = -1
	}
	for i := range t.rows {
		s := t.find(t.rows[i].key)
		t.keys[s], t.slot[s] = t.rows[i].key, int32(i)
	}
}

// find returns the slot of a feature, or the empty one where it belongs.
func (t *Trainer) find(f Feature) uint32 {
	mask := uint32(len(t.slot) - 1)
	s := uint32(f) & mask
	for t.slot[s] >= 0 && t.keys[s] != f {
		s = (s + 1) & mask
	}
	return s
}

// Score sets scores with the weights as they are now.
func (t *Trainer) Score(features []Feature, scores []int32) {
	clear(scores)
	for _, f := range features {
		if r := t.slot[t.find(f)]; r >= 0 {
			for _, c := range t.rows[r].cells {
				scores[c.label] += c.weight
			}
		}
	}
}

// Labels are the names of the labels.
func (t *Trainer) Labels() []string { return t.labels }

// Tick tells that a decision was made.
func (t *Trainer) Tick() { t.now++ }

// Update moves the weights from the label guess to the label gold.
func (t *Trainer) Update(features []Feature, gold, guess int) {
	for _, f := range features {
		s := t.find(f)
		if t.slot[s] < 0 {
			if len(t.rows)*2 > len(t.slot) {
				t.grow(2 * len(t.slot))
				s = t.find(f)
			}
			t.keys[s], t.slot[s] = f, int32(len(t.rows))
			t.rows = append(t.rows, row{key: f})
		}
		r := &t.rows[t.slot[s]]
		r.updates++
		r.add(uint8(gold), 1, t.now)
		r.add(uint8(guess), -1, t.now)
	}
}

func (r *row) add(label uint8, delta int32, now uint32) {
	for i := range r.cells {
		if c := &r.cells[i]; c.label == label {
			c.sum += int64(c.weight) * int64(now-c.since)
			c.weight += delta
			c.since = now
			return
		}
	}
	r.cells = append(r.cells, cell{label: label, weight: delta, since: now})
}

// Model averages the weights, drops those of features with fewer than
// updates mistakes and the very small ones, and rounds the rest to a byte.
func (t *Trainer) Model(updates int, small float64) *Model {
	average := func(c cell) float64 {
		return (float64(c.sum) + float64(c.weight)*float64(t.now-c.since)) / float64(max(1, t.now))
	}
	largest := 1e-9
	for _, r := range t.rows {
		for _, c := range r.cells {
			largest = max(largest, math.Abs(average(c)))
		}
	}
	m := &Model{labels: t.labels, first: []uint32{0}}
	scale := 127 / largest // a smaller scale would clip the weights that matter most
	order := make([]int, len(t.rows))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(t.rows[a].key, t.rows[b].key) })
	for _, i := range order {
		r := t.rows[i]
		if int(r.updates) < updates {
			continue
		}
		n := len(m.weights)
		slices.SortFunc(r.cells, func(a, b cell) int { return cmp.Compare(a.label, b.label) })
		for _, c := range r.cells {
			w := average(c)
			v := int8(math.Round(w * scale))
			if math.Abs(w) >= small && v != 0 {
				m.weights = append(m.weights, weight{c.label, v})
			}
		}
		if len(m.weights) > n {
			m.keys = append(m.keys, r.key)
			m.first = append(m.first, uint32(len(m.weights)))
		}
	}
	m.index()
	return m
}
