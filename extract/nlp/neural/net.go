// Package neural is the network of the reader of English: embeddings of words
// and their parts, bidirectional layers of long short-term memory, and heads
// for tags and for trees (deep biaffine attention, Dozat and Manning 2017).
// It is pure Go, with kernels in assembly where the processor has them.
package neural

import "math/rand/v2"

// A Shape is the size of a network. All but the numbers of features and labels
// are multiples of [Panel].
type Shape struct {
	Features int // rows of the table of embeddings
	Embed    int // width of an embedding
	Hidden   int // of one direction of a layer
	Layers   int
	Arc      int // width of what heads and dependents are compared by
	Label    int // width of the layer before the labels of arcs
	Tag      int // width of the layer before the tags
	Tags     int // number of labels of tokens
	Deprels  int // number of labels of arcs
	Names    int // number of labels of the places of tokens in names
}

// A dense is an affine layer.
type dense struct{ weight, bias *Param }

func newDense(name string, in, out int) *dense {
	return &dense{newParam(name+".weight", in, Round(out)), newParam(name+".bias", 1, Round(out))}
}

func (d *dense) params() []*Param { return []*Param{d.weight, d.bias} }

func (d *dense) forward(in Matrix, out *Matrix) {
	out.Resize(in.Rows, d.weight.Cols)
	d.bias.setBias(*out)
	MulAdd(*out, in, &d.weight.Packed)
}

// A Net is the network as it learns; a [Model] is made of it to read.
type Net struct {
	Shape
	table           *Param
	layers          []*layer
	tagIn, tagOut   *dense
	nameIn, nameOut *dense
	arcDep, arcHead *dense
	arcRoot         *Param // the root as a head
	biaffine        *dense
	labelDep        *dense
	labelHead       *Param
	labelRoot       *Param
	labelOut        *dense
	params          []*Param
}

// shaped makes a network of zeros.
func shaped(s Shape) *Net {
	n := &Net{Shape: s, table: newParam("table", s.Features, s.Embed)}
	n.params = []*Param{n.table}
	in := s.Embed
	for range s.Layers {
		l := &layer{newDirection("ahead", in, s.Hidden), newDirection("back", in, s.Hidden)}
		n.layers = append(n.layers, l)
		n.params = append(n.params, l.params()...)
		in = 2 * s.Hidden
	}
	n.tagIn, n.tagOut = newDense("tag.in", in, s.Tag), newDense("tag.out", s.Tag, s.Tags)
	n.nameIn, n.nameOut = newDense("name.in", in, s.Tag), newDense("name.out", s.Tag, s.Names)
	n.arcDep, n.arcHead = newDense("arc.dep", in, s.Arc), newDense("arc.head", in, s.Arc)
	n.arcRoot = newParam("arc.root", 1, s.Arc)
	n.biaffine = newDense("arc.biaffine", s.Arc, s.Arc)
	n.labelDep, n.labelHead = newDense("label.dep", in, s.Label), newParam("label.head", in, s.Label)
	n.labelRoot = newParam("label.root", 1, s.Label)
	n.labelOut = newDense("label.out", s.Label, s.Deprels)
	for _, d := range []*dense{n.tagIn, n.tagOut, n.nameIn, n.nameOut, n.arcDep, n.arcHead, n.biaffine, n.labelDep, n.labelOut} {
		n.params = append(n.params, d.params()...)
	}
	n.params = append(n.params, n.arcRoot, n.labelHead, n.labelRoot)
	return n
}

// New makes a network with random weights.
func New(s Shape, seed uint64) *Net {
	n := shaped(s)
	rng := rand.New(rand.NewPCG(seed, 77))
	n.table.fill(rng, 0.1, s.Embed)
	for _, l := range n.layers {
		for _, d := range []*direction{l.ahead, l.back} {
			initialise(rng, d.in, d.in.Cols)
			initialise(rng, d.rec, d.rec.Cols)
			for i := range s.Hidden {
				d.bias.Data[s.Hidden+i] = 1 // remember at first (Jozefowicz et al. 2015)
			}
		}
	}
	for _, d := range []*dense{n.tagIn, n.nameIn, n.arcDep, n.arcHead, n.biaffine, n.labelDep} {
		initialise(rng, d.weight, d.weight.Cols)
	}
	initialise(rng, n.labelHead, s.Label)
	initialise(rng, n.tagOut.weight, s.Tags)
	initialise(rng, n.nameOut.weight, s.Names)
	initialise(rng, n.labelOut.weight, s.Deprels)
	n.prepare()
	return n
}

func (n *Net) prepare() {
	for _, p := range n.params[1:] {
		p.prepare()
	}
}

// leak is the slope of rectifiers below zero.
const leak = 0.1

func rectifyScalar(x []float32) {
	for i, v := range x {
		x[i] = max(v, leak*v)
	}
}

// embed sums the embeddings of the features of a token; those below 0 are
// unknown.
func (n *Net) embed(row []float32, features []int32) {
	clear(row)
	for _, f := range features {
		if f >= 0 {
			Axpy(1, n.table.Row(int(f)), row)
		}
	}
}

// arcs fills scores with those of a sentence of n words, as [Trees.Find] takes them.
func (n *Net) arcs(st *activations, sentence int, scores []float32) {
	words := st.lengths[sentence]
	for i := range words {
		q := st.query.Row(st.batch.Row(sentence, i))
		out := scores[i*(words+1) : (i+1)*(words+1)]
		for j := range words {
			out[j] = Dot(q, st.head.Row(st.batch.Row(sentence, j)))
		}
		out[words] = Dot(q, n.arcRoot.Data)
	}
}

// join sums what dependents and heads say of the labels of arcs.
func (n *Net) join(st *activations) {
	st.joint.Resize(st.x.Rows, n.Label)
	copy(st.joint.Data, st.labelDep.Data)
	for r, h := range st.heads[:st.x.Rows] {
		if h < 0 {
			Axpy(1, n.labelRoot.Data, st.joint.Row(r))
		} else {
			Axpy(1, st.labelHd.Row(h), st.joint.Row(r))
		}
	}
	rectify(st.joint.Data)
}
