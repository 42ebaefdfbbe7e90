package neural

import "math/rand/v2"

// A Param is a matrix that is learnt.
type Param struct {
	Name string
	Matrix
	Packed Packed // for products from the right

	train *learning
}

// shards are the parts of a batch whose gradients are computed at the same
// time; their number does not depend on the machine, so that training gives
// the same everywhere.
const shards = 2

type learning struct {
	grad       [shards]Matrix
	m, v       []float32
	transposed Packed
	rate       float32 // factor of the learning rate
	sparse     bool
	touched    [shards][]int32 // rows with a gradient
	mark       [shards][]bool
}

func newParam(name string, rows, cols int) *Param {
	return &Param{Name: name, Matrix: NewMatrix(rows, cols)}
}

// fill draws weights with a standard deviation; columns from used on stay zero.
func (p *Param) fill(rng *rand.Rand, scale float64, used int) {
	for i := range p.Rows {
		for j := range used {
			p.Row(i)[j] = float32(rng.NormFloat64() * scale)
		}
	}
}

// Learn makes room for gradients.
func (p *Param) Learn(sparse bool, rate float32) {
	l := &learning{rate: rate, sparse: sparse}
	for s := range shards {
		l.grad[s] = NewMatrix(p.Rows, p.Cols)
		if sparse {
			l.mark[s] = make([]bool, p.Rows)
		}
	}
	l.m, l.v = make([]float32, len(p.Data)), make([]float32, len(p.Data))
	p.train = l
}

// gradRow is the gradient of a row of a sparse parameter.
func (p *Param) gradRow(shard int, row int32) []float32 {
	l := p.train
	if !l.mark[shard][row] {
		l.mark[shard][row] = true
		l.touched[shard] = append(l.touched[shard], row)
	}
	return l.grad[shard].Row(int(row))
}

// prepare packs the weights for products.
func (p *Param) prepare() {
	p.Packed.Pack(p.Matrix)
	if p.train != nil && p.Rows%Panel == 0 {
		p.train.transposed.PackTransposed(p.Matrix)
	}
}

// setBias sets all rows of m to the one row of p.
func (p *Param) setBias(m Matrix) {
	for i := range m.Rows {
		copy(m.Row(i), p.Data)
	}
}
