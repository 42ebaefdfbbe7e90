package neural

// A direction is one direction of a layer of long short-term memory
// (Hochreiter and Schmidhuber 1997, with forget gates of Gers et al. 2000).
// Gates lie in the order input, forget, output, cell.
type direction struct {
	in, rec, bias *Param // input x 4H, H x 4H, 1 x 4H
}

func newDirection(name string, inputs, hidden int) *direction {
	return &direction{
		newParam(name+".in", inputs, 4*hidden),
		newParam(name+".rec", hidden, 4*hidden),
		newParam(name+".bias", 1, 4*hidden),
	}
}

func (d *direction) params() []*Param { return []*Param{d.in, d.rec, d.bias} }

// A memory is what a direction computed for a batch, for its way back.
type memory struct {
	in    Matrix // rows of input in the order of the direction
	gates Matrix
	cell  Matrix
	tanh  Matrix // of cell
	out   Matrix

	keep Matrix // while learning, factors of the states of a sentence on their way to its next word; no rows for none
	held Matrix // states times factors
}

// forward runs over m.in.
func (d *direction) forward(b *Batch, m *memory) {
	n, h := b.Rows(), d.rec.Rows
	m.gates.Resize(n, 4*h)
	m.cell.Resize(n, h)
	m.tanh.Resize(n, h)
	m.out.Resize(n, h)
	d.bias.setBias(m.gates)
	MulAdd(m.gates, m.in, &d.in.Packed)
	for t := range len(b.steps) - 1 {
		first, end := b.steps[t], b.steps[t+1]
		if t > 0 {
			before := b.steps[t-1]
			MulAdd(m.gates.Slice(first, end), m.states().Slice(before, before+end-first), &d.rec.Packed)
		}
		for r := first; r < end; r++ {
			g := m.gates.Row(r)
			squash(g[:3*h], 0.5, 0.5, 0.5)
			squash(g[3*h:], 1, 1, 0)
			in, forget, cellIn := g[:h], g[h:2*h:2*h], g[3*h:]
			c := m.cell.Row(r)
			if t > 0 {
				old := m.cell.Row(b.before[r])
				for i := range c {
					c[i] = forget[i]*old[i] + in[i]*cellIn[i]
				}
			} else {
				for i := range c {
					c[i] = in[i] * cellIn[i]
				}
			}
			tc := m.tanh.Row(r)
			copy(tc, c)
			squash(tc, 1, 1, 0)
			out, gate := m.out.Row(r), g[2*h:3*h:3*h]
			for i := range out {
				out[i] = gate[i] * tc[i]
			}
		}
		if m.keep.Rows > 0 {
			m.held.Resize(n, h)
			multiply(m.held.Slice(first, end), m.out.Slice(first, end), m.keep)
		}
	}
}

// states are what the next word sees.
func (m *memory) states() Matrix {
	if m.keep.Rows > 0 {
		return m.held
	}
	return m.out
}

// multiply sets c to the products of the numbers of a and those in the first rows of b.
func multiply(c, a, b Matrix) {
	for i, v := range a.Data {
		c.Data[i] = v * b.Data[i]
	}
}

// A layer reads in both directions.
type layer struct{ ahead, back *direction }

func (l *layer) params() []*Param { return append(l.ahead.params(), l.back.params()...) }

// layerMemory is what a layer computed for a batch.
type layerMemory struct {
	ahead, back memory
	out         Matrix // hidden states of both directions, one beside the other
}

func (l *layer) forward(b *Batch, in Matrix, m *layerMemory) {
	m.ahead.in = in
	l.ahead.forward(b, &m.ahead)
	gather(&m.back.in, in, b.back)
	l.back.forward(b, &m.back)
	h := l.ahead.rec.Rows
	m.out.Resize(in.Rows, 2*h)
	for i := range in.Rows {
		copy(m.out.Row(i)[:h], m.ahead.out.Row(i))
		copy(m.out.Row(i)[h:], m.back.out.Row(b.back[i]))
	}
}
