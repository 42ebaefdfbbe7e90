package neural

// Panel is the number of columns that a kernel computes at once. The widths
// of all matrices are multiples of it.
const Panel = 32

const blockRows = 6 // rows that a kernel computes at once

// Round returns n rounded up to a multiple of [Panel].
func Round(n int) int { return (n + Panel - 1) / Panel * Panel }

// tanhTable are the constants of the rational approximation of tanh (that of
// the Eigen library, within 4 units in the last place): the limits of x, the
// odd coefficients of the numerator from the highest, and the even ones of the
// denominator.
var tanhTable = [13]float32{
	7.90531110763549805, -7.90531110763549805,
	-2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-08,
	1.48572235717979e-05, 6.37261928875436e-04, 4.89352455891786e-03,
	1.19825839466702e-06, 1.18534705686654e-04, 2.26843463243900e-03, 4.89352518554385e-03,
}

func blockScalar(a []float32, lda int, b []float32, c []float32, ldc, k, m int) {
	for r := range m {
		row := a[r*lda : r*lda+k]
		sum := (*[Panel]float32)(c[r*ldc : r*ldc+Panel])
		for i, x := range row {
			for j, y := range (*[Panel]float32)(b[i*Panel : i*Panel+Panel]) {
				sum[j] += x * y
			}
		}
	}
}

func dotScalar(a, b []float32) float32 {
	var s [8]float32
	n := len(a) &^ 7
	b = b[:len(a)]
	for i := 0; i < n; i += 8 {
		x, y := (*[8]float32)(a[i:]), (*[8]float32)(b[i:])
		for k := range s {
			s[k] += float32(x[k] * y[k])
		}
	}
	for i := n; i < len(a); i++ {
		s[0] += float32(a[i] * b[i])
	}
	for k := range 4 {
		s[k] += s[k+4]
	}
	return (s[0] + s[2]) + (s[1] + s[3])
}

func axpyScalar(alpha float32, x, y []float32) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] += alpha * v
	}
}

func squashScalar(x []float32, in, mul, add float32) {
	t := &tanhTable
	for i, v := range x {
		v = max(min(v*in, t[0]), t[1])
		s := v * v
		p := v * ((((((t[2]*s+t[3])*s+t[4])*s+t[5])*s+t[6])*s+t[7])*s + t[8])
		q := ((t[9]*s+t[10])*s+t[11])*s + t[12]
		x[i] = mul*(p/q) + add
	}
}
