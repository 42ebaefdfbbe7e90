//go:build !amd64

package neural

// There are no kernels in assembly for this processor.
var has256, hasVNNI bool

func block(a []float32, lda int, b []float32, c []float32, ldc, k, m int) {
	blockScalar(a, lda, b, c, ldc, k, m)
}

// Dot is the inner product of two vectors of the same length.
func Dot(a, b []float32) float32 { return dotScalar(a, b) }

// Axpy adds alpha times x to y.
func Axpy(alpha float32, x, y []float32) { axpyScalar(alpha, x, y) }

// squash sets every x to mul*tanh(in*x) + add.
func squash(x []float32, in, mul, add float32) { squashScalar(x, in, mul, add) }

// byteBlock sets m rows of c to the product of bytes and a panel of weights,
// times the scales of columns and rows, plus base.
func byteBlock(a []uint8, lda int, w []int8, start []int32, cols, rows, base []float32, ldb int, c []float32, ldc, k, m int) {
	byteBlockScalar(a, lda, w, start, cols, rows, base, ldb, c, ldc, k, m)
}

// maxAbs is the largest absolute value.
func maxAbs(x []float32) float32 { return maxAbsScalar(x) }

// toBytes sets out to 128 + x*inverse, rounded.
func toBytes(x []float32, out []uint8, inverse float32) { toBytesScalar(x, out, inverse) }

// addBytes adds scale times x to y.
func addBytes(scale float32, x []int8, y []float32) { addBytesScalar(scale, x, y) }

// cell does a step of long short-term memory; see cellScalar.
func cell(gates, state []float32, out []uint8) { cellScalar(gates, state, out) }

// rectify makes what is below zero smaller by leak.
func rectify(x []float32) { rectifyScalar(x) }
