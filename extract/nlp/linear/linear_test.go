package linear

import (
	"slices"
	"testing"
)

// xor is what a linear model cannot learn from single features but from pairs.
func features(a, b uint32) []Feature {
	return []Feature{Hash1(1, a), Hash1(2, b), Hash2(3, a, b)}
}

func trained() *Model {
	t := NewTrainer([]string{"equal", "different"})
	scores := make([]int32, 2)
	for range 20 {
		for a := range uint32(3) {
			for b := range uint32(3) {
				gold := 1
				if a == b {
					gold = 0
				}
				f := features(a, b)
				t.Score(f, scores)
				t.Tick()
				if guess := Best(scores); guess != gold {
					t.Update(f, gold, guess)
				}
			}
		}
	}
	return t.Model(1, 0)
}

func encoded(m *Model) []byte {
	e := &Encoder{}
	m.Encode(e)
	return e.Bytes()
}

func decoded(data []byte) (*Model, error) {
	d := NewDecoder(data)
	m, err := DecodeModel(d)
	if err != nil {
		return nil, err
	}
	return m, d.Finish()
}

func TestModel(t *testing.T) {
	data := encoded(trained())
	if !slices.Equal(data, encoded(trained())) {
		t.Error("two trainings give two models")
	}
	m, err := decoded(data)
	if err != nil {
		t.Fatal(err)
	}
	scores := make([]int32, 2)
	for a := range uint32(3) {
		for b := range uint32(3) {
			m.Score(features(a, b), scores)
			if equal := Best(scores) == 0; equal != (a == b) {
				t.Errorf("%d, %d: %v", a, b, m.Labels()[Best(scores)])
			}
		}
	}
	if !slices.Equal(encoded(m), data) {
		t.Error("a decoded model is encoded to other bytes")
	}
}

// TestWeights: the largest weights decide, so they must not be cut off.
func TestWeights(t *testing.T) {
	tr := NewTrainer([]string{"a", "b"})
	big, small := []Feature{Hash1(1, 1)}, []Feature{Hash1(1, 2)}
	for range 100 {
		tr.Update(big, 0, 1)
		tr.Tick()
	}
	for n := range uint32(5000) {
		tr.Update([]Feature{Hash1(2, n)}, 1, 0)
	}
	tr.Update(small, 1, 0)
	tr.Tick()
	m := tr.Model(1, 0)
	scores := make([]int32, 2)
	m.Score(big, scores)
	if scores[0] != 127 {
		t.Errorf("the largest weight is %d, want 127", scores[0])
	}
}

// TestDamaged: bytes that are no model give an error and no panic.
func TestDamaged(t *testing.T) {
	data := encoded(trained())
	for n := range data {
		if _, err := decoded(data[:n]); err == nil {
			t.Errorf("%d of %d bytes are taken for a model", n, len(data))
		}
		bad := slices.Clone(data)
		bad[n] ^= 0x55
		if _, err := decoded(bad); err == nil {
			t.Errorf("a model with another byte %d is taken", n)
		}
	}
	// A right check sum over nonsense.
	for n := range 200 {
		e := &Encoder{}
		for k := range n {
			e.Uint(n * (k + 7) % 300)
		}
		decoded(e.Bytes())
	}
}
