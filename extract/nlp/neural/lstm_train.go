package neural

// scratch is memory for the way back through a network.
type scratch struct {
	gates, cell, before, flipped Matrix
	in, held                     Matrix
	right                        Packed
	aheadOut, backOut            Matrix
}

// addGrad adds the gradient of p from inputs and the gradient of the results.
func (s *scratch) addGrad(p *Param, shard int, in, d Matrix) {
	in.Transpose(&s.flipped)
	s.right.Pack(d)
	MulAdd(p.train.grad[shard], s.flipped, &s.right)
}

func addBiasGrad(p *Param, shard int, d Matrix) {
	g := p.train.grad[shard].Data
	for i := range d.Rows {
		Axpy(1, d.Row(i), g)
	}
}

// backward adds the gradients of the parameters and those of m.in to din;
// dout is the gradient of m.out and is changed.
func (d *direction) backward(b *Batch, m *memory, dout, din Matrix, s *scratch, shard int) {
	n, h := b.Rows(), d.rec.Rows
	s.gates.Resize(n, 4*h)
	s.cell.Resize(n, h)
	s.cell.Clear()
	for t := len(b.steps) - 2; t >= 0; t-- {
		first, end := b.steps[t], b.steps[t+1]
		if t+2 < len(b.steps) {
			next := s.gates.Slice(end, b.steps[t+2])
			back := dout.Slice(first, first+next.Rows)
			if m.keep.Rows == 0 {
				MulAdd(back, next, &d.rec.train.transposed)
			} else {
				zeros(&s.held, next.Rows, h)
				MulAdd(s.held, next, &d.rec.train.transposed)
				multiply(s.held, s.held, m.keep)
				axpyScalar(1, s.held.Data, back.Data)
			}
		}
		for r := first; r < end; r++ {
			g, dg := m.gates.Row(r), s.gates.Row(r)
			do, tc, dc := dout.Row(r), m.tanh.Row(r), s.cell.Row(r)
			var old, dold []float32
			if p := b.before[r]; p >= 0 {
				old, dold = m.cell.Row(p), s.cell.Row(p)
			}
			in, forget, out, cellIn := g[:h], g[h:2*h:2*h], g[2*h:3*h:3*h], g[3*h:]
			for i := range do {
				dcell := dc[i] + do[i]*out[i]*(1-tc[i]*tc[i])
				dg[i] = dcell * cellIn[i] * in[i] * (1 - in[i])
				dg[h+i] = 0
				dg[2*h+i] = do[i] * tc[i] * out[i] * (1 - out[i])
				dg[3*h+i] = dcell * in[i] * (1 - cellIn[i]*cellIn[i])
				if old != nil {
					dg[h+i] = dcell * old[i] * forget[i] * (1 - forget[i])
					dold[i] += dcell * forget[i]
				}
			}
		}
	}
	gather(&s.before, m.states(), b.before)
	s.addGrad(d.rec, shard, s.before, s.gates)
	s.addGrad(d.in, shard, m.in, s.gates)
	addBiasGrad(d.bias, shard, s.gates)
	MulAdd(din, s.gates, &d.in.train.transposed)
}

// backward adds to din the gradient of the input of the layer.
func (l *layer) backward(b *Batch, m *layerMemory, dout, din Matrix, s *scratch, shard int) {
	h := l.ahead.rec.Rows
	s.aheadOut.Resize(dout.Rows, h)
	s.backOut.Resize(dout.Rows, h)
	for i := range dout.Rows {
		copy(s.aheadOut.Row(i), dout.Row(i)[:h])
		copy(s.backOut.Row(b.back[i]), dout.Row(i)[h:])
	}
	l.ahead.backward(b, &m.ahead, s.aheadOut, din, s, shard)
	s.in.Resize(din.Rows, din.Cols)
	s.in.Clear()
	l.back.backward(b, &m.back, s.backOut, s.in, s, shard)
	for i := range din.Rows {
		Axpy(1, s.in.Row(i), din.Row(b.back[i]))
	}
}
