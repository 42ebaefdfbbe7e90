package neural

import (
	"math"
	"math/rand/v2"
	"testing"
)

func random(rng *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(rng.NormFloat64())
	}
	return x
}

func near(a, b float32, eps float64) bool {
	return math.Abs(float64(a)-float64(b)) <= eps*(1+math.Abs(float64(b)))
}

// The kernels in assembly and the ones in Go give the same to rounding.
func TestKernels(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for m := 1; m <= blockRows; m++ {
		for _, k := range []int{1, 2, 7, 64, 224} {
			lda, ldc := k+3, 2*Panel
			a, b, c := random(rng, m*lda), random(rng, k*Panel), random(rng, m*ldc)
			want := append([]float32(nil), c...)
			blockScalar(a, lda, b, want, ldc, k, m)
			block(a, lda, b, c, ldc, k, m)
			for i := range c {
				if !near(c[i], want[i], 1e-5*float64(k)) {
					t.Fatalf("m=%d k=%d: c[%d] = %g, want %g", m, k, i, c[i], want[i])
				}
			}
		}
	}
	for _, n := range []int{0, 3, 16, 96, 128} {
		x, y := random(rng, n), random(rng, n)
		if got, want := Dot(x, y), dotScalar(x, y); !near(got, want, 1e-4) {
			t.Errorf("dot of %d: %g, want %g", n, got, want)
		}
		want := append([]float32(nil), y...)
		axpyScalar(0.3, x, want)
		Axpy(0.3, x, y)
		for i := range y {
			if !near(y[i], want[i], 1e-5) {
				t.Errorf("axpy of %d: %g, want %g", n, y[i], want[i])
			}
		}
	}
	for _, in := range []float32{1, 0.5} {
		x := random(rng, 64)
		x[0], x[1], x[2] = 100, -100, 0
		y, z := append([]float32(nil), x...), append([]float32(nil), x...)
		squash(y, in, 0.5, 0.25)
		squashScalar(z, in, 0.5, 0.25)
		for i, v := range x {
			want := float32(0.5*math.Tanh(float64(in*v)) + 0.25)
			if !near(y[i], want, 1e-6) || !near(z[i], want, 1e-6) {
				t.Errorf("tanh(%g): %g and %g, want %g", v, y[i], z[i], want)
			}
		}
	}
}

func TestMulAdd(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	a := Matrix{13, 21, random(rng, 13*21)}
	b := Matrix{21, 64, random(rng, 21*64)}
	c, d := NewMatrix(13, 64), NewMatrix(13, 64)
	var p, q Packed
	p.Pack(b)
	MulAdd(c, a, &p)
	var bt Matrix
	b.Transpose(&bt)
	q.PackTransposed(bt)
	MulAdd(d, a, &q)
	for i := range a.Rows {
		for j := range b.Cols {
			s := float64(0)
			for k := range a.Cols {
				s += float64(a.Row(i)[k]) * float64(b.Row(k)[j])
			}
			if !near(c.Row(i)[j], float32(s), 1e-4) || c.Row(i)[j] != d.Row(i)[j] {
				t.Fatalf("c[%d][%d] = %g and %g, want %g", i, j, c.Row(i)[j], d.Row(i)[j], s)
			}
		}
	}
}

func BenchmarkMulAdd(b *testing.B) {
	rng := rand.New(rand.NewPCG(3, 4))
	a := Matrix{240, 256, random(rng, 240*256)}
	w := Matrix{256, 1024, random(rng, 256*1024)}
	c := NewMatrix(240, 1024)
	var p Packed
	p.Pack(w)
	for b.Loop() {
		MulAdd(c, a, &p)
	}
	b.ReportMetric(2*240*256*1024*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}
