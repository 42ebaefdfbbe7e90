package neural

import "golang.org/x/sys/cpu"

//go:noescape
func bytes512(a *uint8, lda int, w *int8, start *int32, cols, rows, base *float32, ldb int, c *float32, ldc, k, m int)

//go:noescape
func bytes256(a *uint8, lda int, w *int8, start *int32, cols, rows, base *float32, ldb int, c *float32, ldc, k, m int)

//go:noescape
func maxAbs256(x *float32, n int) float32

//go:noescape
func toBytes256(x *float32, n int, out *uint8, inverse float32)

//go:noescape
func addBytes256(scale float32, x *int8, y *float32, n int)

//go:noescape
func cell256(gates, cell *float32, out *uint8, h int)

//go:noescape
func cell512(gates, cell *float32, out *uint8, h int)

//go:noescape
func rectify256(x *float32, n int, leak float32)

// hasVNNI says whether the processor multiplies bytes (AVX-512 VNNI).
var hasVNNI = has512 && cpu.X86.HasAVX512VNNI

// byteBlock sets m rows of c (at most 6) to the product of bytes and a panel of
// weights, times the scales of columns and rows, plus base.
func byteBlock(a []uint8, lda int, w []int8, start []int32, cols, rows, base []float32, ldb int, c []float32, ldc, k, m int) {
	_, _, _, _ = a[(m-1)*lda+k-1], w[k*Panel-1], c[(m-1)*ldc+Panel-1], base[(m-1)*ldb+Panel-1]
	_, _, _ = start[Panel-1], cols[Panel-1], rows[m-1]
	switch {
	case hasVNNI:
		bytes512(&a[0], lda, &w[0], &start[0], &cols[0], &rows[0], &base[0], ldb, &c[0], ldc, k, m)
	case has256:
		bytes256(&a[0], lda, &w[0], &start[0], &cols[0], &rows[0], &base[0], ldb, &c[0], ldc, k, m)
	default:
		byteBlockScalar(a, lda, w, start, cols, rows, base, ldb, c, ldc, k, m)
	}
}

// maxAbs is the largest absolute value.
func maxAbs(x []float32) float32 {
	if !has256 || len(x)%8 != 0 || len(x) == 0 {
		return maxAbsScalar(x)
	}
	return maxAbs256(&x[0], len(x))
}

// toBytes sets out to 128 + x*inverse, rounded; it is between 1 and 255.
func toBytes(x []float32, out []uint8, inverse float32) {
	if !has256 || len(x)%8 != 0 || len(x) == 0 {
		toBytesScalar(x, out, inverse)
		return
	}
	_ = out[len(x)-1]
	toBytes256(&x[0], len(x), &out[0], inverse)
}

// addBytes adds scale times x to y.
func addBytes(scale float32, x []int8, y []float32) {
	if !has256 || len(x)%8 != 0 || len(x) == 0 {
		addBytesScalar(scale, x, y)
		return
	}
	_ = y[len(x)-1]
	addBytes256(scale, &x[0], &y[0], len(x))
}

// cell does a step of long short-term memory; see cellScalar.
func cell(gates, state []float32, out []uint8) {
	h := len(state)
	if !has256 || h%8 != 0 || h == 0 {
		cellScalar(gates, state, out)
		return
	}
	_, _ = gates[4*h-1], out[h-1]
	if hasVNNI && h%16 == 0 {
		cell512(&gates[0], &state[0], &out[0], h)
		return
	}
	cell256(&gates[0], &state[0], &out[0], h)
}

// rectify makes what is below zero smaller by leak.
func rectify(x []float32) {
	if !has256 || len(x)%8 != 0 || len(x) == 0 {
		rectifyScalar(x)
		return
	}
	rectify256(&x[0], len(x), leak)
}
