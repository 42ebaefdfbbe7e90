// Package linear is a multi-class linear classifier over hashed features: an
// averaged perceptron to train and a compact table of weights to apply.
package linear

import "math/bits"

// MaxLabels is the largest number of labels of a model.
const MaxLabels = 255

// A Feature is the hash of a feature template and its values.
type Feature uint32

// Hash1 is the feature of a template with one value.
func Hash1(template, a uint32) Feature { return Hash3(template, a, 0, 0) }

// Hash2 is the feature of a template with two values.
func Hash2(template, a, b uint32) Feature { return Hash3(template, a, b, 0) }

// Hash3 is the feature of a template with three values.
func Hash3(template, a, b, c uint32) Feature {
	x := (uint64(template)<<32 | uint64(a)) * 0x9e3779b97f4a7c15
	x = (x ^ x>>29 ^ (uint64(b)<<32 | uint64(c))) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>32) * 0x94d049bb133111eb
	return Feature(x >> 32)
}

// String hashes a string into a value for a feature.
func String(s string) uint32 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return uint32(h>>32) ^ uint32(h)
}

// weight is the weight of one label for a feature.
type weight struct {
	label uint8
	value int8
}

// A Model scores labels by the features that fire. It is safe for concurrent use.
type Model struct {
	labels  []string
	shift   uint     // of a feature, gives its bucket
	buckets []uint32 // number of the first feature of every bucket
	keys    []Feature
	first   []uint32 // number of the first weight of every feature
	weights []weight
}

// Labels are the names of the labels.
func (m *Model) Labels() []string { return m.labels }

// Size is the number of weights.
func (m *Model) Size() int { return len(m.weights) }

// Score sets scores, one for each label, for the features.
func (m *Model) Score(features []Feature, scores []int32) {
	clear(scores)
	for _, f := range features {
		bucket := f >> m.shift
		for k := m.buckets[bucket]; k < m.buckets[bucket+1]; k++ {
			if m.keys[k] != f {
				continue
			}
			for _, w := range m.weights[m.first[k]:m.first[k+1]] {
				scores[w.label] += int32(w.value)
			}
			break
		}
	}
}

// Best is the label with the highest score, the first of equals.
func Best(scores []int32) int {
	best := 0
	for i, s := range scores {
		if s > scores[best] {
			best = i
		}
	}
	return best
}

// Encode writes the model.
func (m *Model) Encode(e *Encoder) {
	e.Strings(m.labels)
	e.Uint(len(m.keys))
	last := Feature(0)
	for k, key := range m.keys {
		e.Uint(int(key - last))
		last = key
		ws := m.weights[m.first[k]:m.first[k+1]]
		e.Uint(len(ws))
		for _, w := range ws {
			e.buf = append(e.buf, w.label, byte(w.value))
		}
	}
}

// DecodeModel reads a model that Encode wrote.
func DecodeModel(d *Decoder) (*Model, error) {
	m := &Model{labels: d.Strings()}
	if len(m.labels) == 0 || len(m.labels) > MaxLabels {
		d.Fail()
		return nil, d.Err()
	}
	n := d.Len()
	m.keys = make([]Feature, 0, n)
	m.first = make([]uint32, 1, n+1)
	m.weights = make([]weight, 0, 2*n)
	key := 0
	for range n {
		key += d.Uint(1<<32 - 1 - key)
		for range d.Uint(MaxLabels) {
			w := weight{d.Byte(), int8(d.Byte())}
			if int(w.label) >= len(m.labels) {
				d.Fail()
			}
			if d.err != nil {
				return nil, d.err
			}
			m.weights = append(m.weights, w)
		}
		if d.err != nil {
			return nil, d.err
		}
		m.keys = append(m.keys, Feature(key))
		m.first = append(m.first, uint32(len(m.weights)))
	}
	m.index()
	return m, d.Err()
}

// index fills in the buckets.
func (m *Model) index() {
	width := max(1, bits.Len(uint(len(m.keys))))
	m.shift = uint(32 - width)
	m.buckets = make([]uint32, 1<<width+1)
	for _, k := range m.keys {
		m.buckets[k>>m.shift+1]++
	}
	for i := 1; i < len(m.buckets); i++ {
		m.buckets[i] += m.buckets[i-1]
	}
}

// Features is the number of features.
func (m *Model) Features() int { return len(m.keys) }
