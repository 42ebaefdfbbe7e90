package neural

import (
	"math"
	"sync"
)

// Adam updates parameters (Kingma and Ba 2015), rows of sparse ones only where
// they have a gradient.
type Adam struct {
	Beta1, Beta2, Epsilon float64
	Clip                  float64 // largest norm of the gradient of all dense parameters
	step                  int
}

// Step applies the gradients of all parameters and clears them.
func (a *Adam) Step(params []*Param, rate float64) {
	a.step++
	norm := 0.0
	for _, p := range params {
		l := p.train
		if l.sparse {
			continue
		}
		g := l.grad[0].Data
		for s := 1; s < shards; s++ {
			axpyScalar(1, l.grad[s].Data, g)
		}
		for _, x := range g {
			norm += float64(x) * float64(x)
		}
	}
	scale := float32(1)
	if norm = math.Sqrt(norm); norm > a.Clip {
		scale = float32(a.Clip / norm)
	}
	fix1 := 1 - math.Pow(a.Beta1, float64(a.step))
	fix2 := 1 - math.Pow(a.Beta2, float64(a.step))
	size := float32(rate / fix1)
	root := float32(1 / math.Sqrt(fix2))
	var wait sync.WaitGroup
	for part := range shards {
		wait.Go(func() {
			for i, p := range params {
				l := p.train
				if l.sparse {
					if i%shards == part {
						a.sparse(p, size, root, scale)
					}
					continue
				}
				n := len(p.Data)
				from, to := n*part/shards, n*(part+1)/shards
				a.update(p.Data[from:to], l.grad[0].Data[from:to], l.m[from:to], l.v[from:to], size*l.rate, root, scale)
				for s := range shards {
					clear(l.grad[s].Data[from:to])
				}
			}
		})
	}
	wait.Wait()
	for part := range shards {
		wait.Go(func() {
			for i, p := range params {
				if !p.train.sparse && i%shards == part {
					p.prepare()
				}
			}
		})
	}
	wait.Wait()
}

func (a *Adam) sparse(p *Param, size, root, scale float32) {
	l := p.train
	for s := 1; s < shards; s++ {
		for _, r := range l.touched[s] {
			axpyScalar(1, l.grad[s].Row(int(r)), p.gradRow(0, r))
			clear(l.grad[s].Row(int(r)))
			l.mark[s][r] = false
		}
		l.touched[s] = l.touched[s][:0]
	}
	for _, r := range l.touched[0] {
		from, to := int(r)*p.Cols, int(r+1)*p.Cols
		a.update(p.Data[from:to], l.grad[0].Data[from:to], l.m[from:to], l.v[from:to], size*l.rate, root, scale)
		clear(l.grad[0].Data[from:to])
		l.mark[0][r] = false
	}
	l.touched[0] = l.touched[0][:0]
}

func (a *Adam) update(w, g, m, v []float32, size, root, scale float32) {
	b1, b2, eps := float32(a.Beta1), float32(a.Beta2), float32(a.Epsilon)
	g, m, v = g[:len(w)], m[:len(w)], v[:len(w)]
	for i := range w {
		x := g[i] * scale
		m[i] = b1*m[i] + (1-b1)*x
		v[i] = b2*v[i] + (1-b2)*x*x
		w[i] -= size * m[i] / (float32(math.Sqrt(float64(v[i])))*root + eps)
	}
}
