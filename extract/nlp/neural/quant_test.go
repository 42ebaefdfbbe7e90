package neural

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// everyProcessor runs a test with each kind of kernel that this processor has.
func everyProcessor(t *testing.T, test func(t *testing.T)) {
	vnni, wide := hasVNNI, has256
	defer func() { hasVNNI, has256 = vnni, wide }()
	for _, x := range []struct {
		name       string
		vnni, wide bool
	}{{"AVX-512 VNNI", true, true}, {"AVX2", false, true}, {"Go", false, false}} {
		if x.vnni && !vnni || x.wide && !wide {
			t.Logf("%s: not on this processor", x.name)
			continue
		}
		hasVNNI, has256 = x.vnni, x.wide
		t.Run(x.name, test)
	}
}

// All kernels of reading give the same bits.
func TestBytes(t *testing.T) {
	everyProcessor(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(1, 3))
		for m := 1; m <= blockRows; m++ {
			for _, k := range []int{4, 8, 64, 388} {
				lda, ldc, ldb := k+5, Panel+3, Panel+1
				a, w := make([]uint8, m*lda), make([]int8, k*Panel)
				for i := range a {
					a[i] = uint8(rng.IntN(256))
				}
				for i := range w {
					w[i] = int8(rng.IntN(255) - 127)
				}
				start := make([]int32, Panel)
				for i := range start {
					start[i] = int32(rng.IntN(2000) - 1000)
				}
				cols, rows, base := random(rng, Panel), random(rng, m), random(rng, m*ldb)
				got, want := make([]float32, m*ldc), make([]float32, m*ldc)
				byteBlockScalar(a, lda, w, start, cols, rows, base, ldb, want, ldc, k, m)
				byteBlock(a, lda, w, start, cols, rows, base, ldb, got, ldc, k, m)
				if !slices.Equal(got, want) {
					t.Fatalf("m=%d k=%d:\n%v, want\n%v", m, k, got, want)
				}
			}
		}
		for _, n := range []int{8, 24, 256} {
			x := random(rng, n)
			if got, want := maxAbs(x), maxAbsScalar(x); got != want {
				t.Errorf("largest of %d: %g, want %g", n, got, want)
			}
			got, want := make([]uint8, n), make([]uint8, n)
			toBytes(x, got, 127/maxAbs(x))
			toBytesScalar(x, want, 127/maxAbs(x))
			if !slices.Equal(got, want) {
				t.Errorf("bytes %v, want %v", got, want)
			}
			b := make([]int8, n)
			for i := range b {
				b[i] = int8(rng.IntN(255) - 127)
			}
			y := slices.Clone(x)
			addBytes(0.37, b, x)
			addBytesScalar(0.37, b, y)
			if !slices.Equal(x, y) {
				t.Errorf("sums %v, want %v", x, y)
			}
			gates, state := random(rng, 4*n), random(rng, n)
			for i := range gates {
				gates[i] *= 4
			}
			other := slices.Clone(state)
			cell(gates, state, got)
			cellScalar(gates, other, want)
			if !slices.Equal(state, other) || !slices.Equal(got, want) {
				t.Errorf("cells %v %v, want %v %v", state, got, other, want)
			}
			other = slices.Clone(x)
			rectify(x)
			rectifyScalar(other)
			if !slices.Equal(x, other) {
				t.Errorf("rectified %v, want %v", x, other)
			}
			if a, b := Dot(x, y), dotScalar(x, y); a != b {
				t.Errorf("dot %g, want %g", a, b)
			}
		}
	})
}

func TestQuickTanh(t *testing.T) {
	for x := -12.0; x < 12; x += 0.001 {
		if got := float64(quickTanh(float32(x))); math.Abs(got-math.Tanh(x)) > 8e-4 {
			t.Fatalf("tanh(%g) = %g, want %g", x, got, math.Tanh(x))
		}
	}
}

func BenchmarkBytes(b *testing.B) {
	rng := rand.New(rand.NewPCG(3, 4))
	values := make([]int8, 512*1024)
	for i := range values {
		values[i] = int8(rng.IntN(255) - 127)
	}
	w := newWeights(512, 1024, values, random(rng, 1024), random(rng, 1024))
	a := &quantised{}
	a.resize(240, 512)
	for i := range a.Data {
		a.Data[i] = uint8(rng.IntN(256))
	}
	var c Matrix
	for b.Loop() {
		w.multiply(&c, a)
	}
	b.ReportMetric(240*512*1024*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
}
