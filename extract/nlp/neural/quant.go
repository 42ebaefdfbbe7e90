package neural

import "math"

// Reading works on integers: weights have one signed byte each and a scale by
// column, what they are multiplied with one byte and a scale by row (Jacob et
// al. 2018). Sums of products of integers are exact, and all other operations
// are done in the same order everywhere, so that every processor gives the
// same bits.

// A quantised matrix holds bytes of value 128 + x/Scale by row.
type quantised struct {
	Rows, Cols int
	Data       []uint8
	Scale      []float32 // by row
}

func (q *quantised) resize(rows, cols int) {
	q.Rows, q.Cols = rows, cols
	if n := rows * cols; cap(q.Data) < n {
		q.Data = make([]uint8, n, n+n/4)
	} else {
		q.Data = q.Data[:n]
	}
	if cap(q.Scale) < rows {
		q.Scale = make([]float32, rows, rows+rows/4)
	} else {
		q.Scale = q.Scale[:rows]
	}
}

func (q *quantised) row(i int) []uint8 { return q.Data[i*q.Cols : (i+1)*q.Cols : (i+1)*q.Cols] }

// set fills q with columns [first, end) of m.
func (q *quantised) set(m Matrix, first, end int) {
	q.resize(m.Rows, end-first)
	for i := range m.Rows {
		q.Scale[i] = quantise(m.Row(i)[first:end], q.row(i))
	}
}

// quantise fills out and returns the scale.
func quantise(x []float32, out []uint8) float32 {
	top := maxAbs(x)
	if top == 0 {
		top = 1
	}
	toBytes(x, out, 127/top)
	return top / 127
}

// weights are the right side of products on integers: panels of [Panel]
// columns; in each of them groups of four rows, one column behind the other.
type weights struct {
	rows, cols int
	data       []int8
	scale      []float32 // by column
	start      []int32   // by column, what the sum begins with: it takes the 128 of all bytes back
	bias       []float32 // by column; what is added behind the scales
}

// group is the number of rows whose weights lie together.
const group = 4

// newWeights packs weights: values[i*cols+j] is that of row i and column j. The
// number of rows is a multiple of four, that of columns of [Panel].
func newWeights(rows, cols int, values []int8, scale, bias []float32) *weights {
	w := &weights{rows, cols, make([]int8, rows*cols), scale, make([]int32, cols), bias}
	for j := range cols {
		panel := w.data[j/Panel*Panel*rows:]
		sum := int32(0)
		for i := range rows {
			v := values[i*cols+j]
			panel[i/group*group*Panel+j%Panel*group+i%group] = v
			sum += int32(v)
		}
		w.start[j] = -128 * sum
	}
	return w
}

// multiply sets c to a times w plus the bias, and rows of c have room for all
// columns.
func (w *weights) multiply(c *Matrix, a *quantised) {
	c.Resize(a.Rows, w.cols)
	w.product(*c, a.Data, a.Cols, a.Scale, w.bias, 0)
}

// add adds a times w to c.
func (w *weights) add(c Matrix, a []uint8, lda int, scale []float32) {
	w.product(c, a, lda, scale, c.Data, c.Cols)
}

// product sets c to a times w plus base, whose rows are ldb apart.
func (w *weights) product(c Matrix, a []uint8, lda int, scale, base []float32, ldb int) {
	for j := 0; j < w.cols; j += Panel {
		panel := w.data[j*w.rows : (j+Panel)*w.rows]
		for i := 0; i < c.Rows; i += blockRows {
			byteBlock(a[i*lda:], lda, panel, w.start[j:j+Panel], w.scale[j:j+Panel], scale[i:], base[i*ldb+j:], ldb, c.Data[i*c.Cols+j:], c.Cols, w.rows, min(blockRows, c.Rows-i))
		}
	}
}

func byteBlockScalar(a []uint8, lda int, w []int8, start []int32, cols, rows, base []float32, ldb int, c []float32, ldc, k, m int) {
	for r := range m {
		sum := [Panel]int32(start)
		for i := 0; i < k; i += group {
			x := (*[group]uint8)(a[r*lda+i:])
			y := w[i*Panel : (i+group)*Panel]
			for j := range sum {
				z := (*[group]int8)(y[j*group:])
				sum[j] += int32(x[0])*int32(z[0]) + int32(x[1])*int32(z[1]) + int32(x[2])*int32(z[2]) + int32(x[3])*int32(z[3])
			}
		}
		for j, s := range sum {
			v := float32(float32(s) * cols[j])
			v = float32(v * rows[r])
			c[r*ldc+j] = v + base[r*ldb+j]
		}
	}
}

func maxAbsScalar(x []float32) float32 {
	top := float32(0)
	for _, v := range x {
		top = max(top, v, -v)
	}
	return top
}

func toBytesScalar(x []float32, out []uint8, inverse float32) {
	for i, v := range x {
		out[i] = uint8(int(math.RoundToEven(float64(v*inverse))) + 128)
	}
}

func addBytesScalar(scale float32, x []int8, y []float32) {
	for i, v := range x {
		y[i] += float32(scale * float32(v))
	}
}

// cellTable are the limit of the argument of the approximation of tanh below
// and its coefficients (Lambert's continued fraction), then a half, one, and
// the limits of a byte.
var cellTable = [10]float32{4.5, -4.5, 21, 1260, 10395, 210, 4725, 0.5, 127, 1}

// quickTanh is tanh within a thousandth, which bytes cannot tell apart.
func quickTanh(x float32) float32 {
	t := &cellTable
	x = max(min(x, t[0]), t[1])
	s := x * x
	p := float32(t[2]*s) + t[3]
	p = float32(p*s) + t[4]
	q := s + t[5]
	q = float32(q*s) + t[6]
	q = float32(q*s) + t[4]
	return float32(p*x) / q
}

func quickSigmoid(x float32) float32 { return float32(quickTanh(x*0.5)*0.5) + 0.5 }

// cellScalar is a step of long short-term memory: gates are those of input,
// forgetting, output and cell; cell is overwritten by the new one; out gets
// 128 + 127 times the state.
func cellScalar(gates, cell []float32, out []uint8) {
	h := len(cell)
	for i := range cell {
		in, forget, open := quickSigmoid(gates[i]), quickSigmoid(gates[h+i]), quickSigmoid(gates[2*h+i])
		c := float32(forget*cell[i]) + float32(in*quickTanh(gates[3*h+i]))
		cell[i] = c
		state := float32(open*quickTanh(c)) * 127
		out[i] = uint8(int(math.RoundToEven(float64(state))) + 128)
	}
}
