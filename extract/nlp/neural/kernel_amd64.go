package neural

import "golang.org/x/sys/cpu"

//go:noescape
func gemm512(a *float32, lda int, b *float32, c *float32, ldc, k, m int)

//go:noescape
func gemm256(a *float32, lda int, b *float32, c *float32, ldc, k, m int)

//go:noescape
func dot256(a, b *float32, n int) float32

//go:noescape
func axpy256(alpha float32, x, y *float32, n int)

//go:noescape
func tanh256(x *float32, n int, in, mul, add float32)

// Which instructions the processor has.
var (
	has256 = cpu.X86.HasAVX2 && cpu.X86.HasFMA
	has512 = has256 && cpu.X86.HasAVX512F
)

// block adds the product of m rows of a (at most 6) and a panel of b to c.
func block(a []float32, lda int, b []float32, c []float32, ldc, k, m int) {
	_, _, _ = a[(m-1)*lda+k-1], b[k*Panel-1], c[(m-1)*ldc+Panel-1]
	switch {
	case has512:
		gemm512(&a[0], lda, &b[0], &c[0], ldc, k, m)
	case has256:
		gemm256(&a[0], lda, &b[0], &c[0], ldc, k, m)
	default:
		blockScalar(a, lda, b, c, ldc, k, m)
	}
}

// Dot is the inner product of two vectors of the same length, a multiple of 8.
func Dot(a, b []float32) float32 {
	if !has256 || len(a)%8 != 0 || len(a) == 0 {
		return dotScalar(a, b)
	}
	_ = b[len(a)-1]
	return dot256(&a[0], &b[0], len(a))
}

// Axpy adds alpha times x to y.
func Axpy(alpha float32, x, y []float32) {
	if !has256 || len(x)%16 != 0 || len(x) == 0 {
		axpyScalar(alpha, x, y)
		return
	}
	_ = y[len(x)-1]
	axpy256(alpha, &x[0], &y[0], len(x))
}

// squash sets every x to mul*tanh(in*x) + add.
func squash(x []float32, in, mul, add float32) {
	if !has256 || len(x)%8 != 0 || len(x) == 0 {
		squashScalar(x, in, mul, add)
		return
	}
	tanh256(&x[0], len(x), in, mul, add)
}
