package neural

import (
	"math"
	"slices"
)

// Rates of what is dropped while learning.
const (
	dropForm    = 0.15 // the form of a word, its first feature
	dropFeature = 0.05 // any other feature
	dropInput   = 0.15
	dropLayer   = 0.33
	dropState   = 0.2 // states on their way to the next word, the same ones in all of a sentence (Gal and Ghahramani 2016)
	slow        = 0.5 // factor of the learning rate of what was learnt from raw text
)

// trust is the weight of what a teacher says, beside that of gold labels.
const trust = 0.5

// noise is a fast source of random numbers (xorshift64*, Vigna 2016).
type noise uint64

func (n *noise) next() uint64 {
	x := *n
	x ^= x >> 12
	x ^= x << 25
	x ^= x >> 27
	*n = x
	return uint64(x) * 2685821657736338717
}

func (n *noise) float() float32 { return float32(n.next()>>40) / (1 << 24) }

func (n *noise) double() float64 { return float64(n.next()>>11) / (1 << 53) }

// A mask is what was dropped from a matrix.
type mask []float32

func (w *worker) drop(k *mask, m Matrix, rate float32) {
	if w.quiet {
		*k = nil
		return
	}
	if cap(*k) < len(m.Data) {
		*k = make(mask, len(m.Data))
	}
	*k = (*k)[:len(m.Data)]
	keep := 1 / (1 - rate)
	for i := range m.Data {
		(*k)[i] = 0
		if w.rng.float() >= rate {
			(*k)[i] = keep
		}
		m.Data[i] *= (*k)[i]
	}
}

// dropStates draws what a direction forgets of its states, by sentence.
func (w *worker) dropStates(m *memory, hidden int) {
	if w.quiet {
		return
	}
	m.keep.Resize(len(w.st.lengths), hidden)
	for i := range m.keep.Data {
		m.keep.Data[i] = 0
		if w.rng.float() >= dropState {
			m.keep.Data[i] = 1 / (1 - dropState)
		}
	}
}

func (k mask) apply(m Matrix) {
	for i, v := range k {
		m.Data[i] *= v
	}
}

// activations are what a network computes for a batch.
type activations struct {
	batch    Batch
	lengths  []int
	x        Matrix
	layers   []layerMemory
	tagH     Matrix
	tags     Matrix
	nameH    Matrix
	names    Matrix
	dep      Matrix
	head     Matrix
	query    Matrix
	labelDep Matrix
	labelHd  Matrix
	joint    Matrix
	labels   Matrix
	heads    []int // row of the head by row, -1 for the root
}

// A worker learns from a shard of a batch.
type worker struct {
	net   *Net
	shard int
	st    activations
	rng   noise
	back  scratch
	kept  [][]int32

	inMask, depMask, headMask, tagMask, nameMask, joinMask mask
	layerMask                                              []mask

	dTags, dTagH, dNames, dNameH, dDep, dHead, dQuery, dLabels, dJoint, dLabelHd Matrix
	dOut, dIn                                                                    Matrix
	scores                                                                       []float32

	teacher  *Model
	told     State // what it says of the batch
	asked    bool  // whether it was asked
	lists    [][][]int32
	toldArcs []float32

	loss, tokens float64
	quiet        bool // nothing is dropped
}

func (w *worker) denseBackward(d *dense, in, dout, din Matrix) {
	w.back.addGrad(d.weight, w.shard, in, dout)
	addBiasGrad(d.bias, w.shard, dout)
	if din.Rows > 0 {
		MulAdd(din, dout, &d.weight.train.transposed)
	}
}

func unrectify(out, d Matrix) {
	for i, v := range out.Data {
		if v < 0 {
			d.Data[i] *= leak
		}
	}
}

func zeros(m *Matrix, rows, cols int) Matrix {
	m.Resize(rows, cols)
	m.Clear()
	return *m
}

// cross turns scores into the gradient of their cross-entropy.
func cross(scores []float32, gold int, scale float32) float64 {
	softmax(scores)
	loss := -math.Log(max(float64(scores[gold]), 1e-12))
	scores[gold]--
	for i := range scores {
		scores[i] *= scale
	}
	return loss
}

// follow turns scores into the gradient of their cross-entropy with what the
// teacher's scores say, which are changed.
func follow(scores, told []float32, scale float32) float64 {
	softmax(scores)
	softmax(told)
	loss := 0.0
	for i, v := range scores {
		if told[i] > 1e-4 {
			loss -= float64(told[i]) * math.Log(max(float64(v), 1e-12))
		}
		scores[i] = scale * (v - told[i])
	}
	return loss
}

// input fills st.x with embeddings of which some are dropped.
func (w *worker) input(features func(sentence, i int) []int32, form, other float32) {
	st := &w.st
	st.x.Resize(st.batch.Rows(), w.net.Embed)
	for len(w.kept) < st.batch.Rows() {
		w.kept = append(w.kept, nil)
	}
	for s, n := range st.lengths {
		for i := range n {
			r := st.batch.Row(s, i)
			w.kept[r] = w.kept[r][:0]
			for k, f := range features(s, i) {
				rate := other
				if k == 0 {
					rate = form
				}
				if f >= 0 && (w.quiet || w.rng.float() >= rate) {
					w.kept[r] = append(w.kept[r], f)
				}
			}
			w.net.embed(st.x.Row(r), w.kept[r])
		}
	}
}

// learnInput adds the gradients of embeddings.
func (w *worker) learnInput(d Matrix) {
	for r := range d.Rows {
		for _, f := range w.kept[r] {
			Axpy(1, d.Row(r), w.net.table.gradRow(w.shard, f))
		}
	}
}

// step adds the gradients of sentences.
func (w *worker) step(sentences []*Sentence, scale float32) {
	if len(sentences) == 0 {
		return
	}
	w.ask(sentences)
	w.forward(sentences)
	w.losses(sentences, scale)
	w.backward()
}

// ask has the teacher read sentences that lack labels.
func (w *worker) ask(sentences []*Sentence) {
	if w.asked = false; w.teacher == nil {
		return
	}
	w.lists = w.lists[:0]
	for _, x := range sentences {
		w.asked = w.asked || x.Heads == nil || x.Names == nil
		w.lists = append(w.lists, x.Features)
	}
	if !w.asked {
		return
	}
	w.teacher.Read(&w.told, w.lists)
	for s, x := range sentences {
		words := len(x.Features)
		scores := w.arcScores(words)
		w.teacher.Arcs(&w.told, s, scores)
		for i := range words {
			row := scores[i*(words+1) : (i+1)*(words+1)]
			row[i] = never
			h := largest(row)
			if h == words {
				h = -1
			}
			w.told.SetHead(s, i, h)
		}
	}
	w.teacher.LabelArcs(&w.told)
}

const never = -1e4

func largest(x []float32) int {
	top := 0
	for i, v := range x {
		if v > x[top] {
			top = i
		}
	}
	return top
}

func (w *worker) arcScores(words int) []float32 {
	if cap(w.scores) < words*(words+1) {
		w.scores = make([]float32, words*(words+1))
	}
	return w.scores[:words*(words+1)]
}

// forward computes all activations but those for labels of arcs.
func (w *worker) forward(sentences []*Sentence) {
	n, st := w.net, &w.st
	st.lengths = st.lengths[:0]
	for _, s := range sentences {
		st.lengths = append(st.lengths, len(s.Features))
	}
	st.batch.Init(st.lengths)
	rows := st.batch.Rows()
	w.input(func(s, i int) []int32 { return sentences[s].Features[i] }, dropForm, dropFeature)
	w.drop(&w.inMask, st.x, dropInput)
	if len(st.layers) == 0 {
		st.layers = make([]layerMemory, len(n.layers))
		w.layerMask = make([]mask, len(n.layers))
	}
	in := st.x
	for i, l := range n.layers {
		w.dropStates(&st.layers[i].ahead, n.Hidden)
		w.dropStates(&st.layers[i].back, n.Hidden)
		l.forward(&st.batch, in, &st.layers[i])
		in = st.layers[i].out
		w.drop(&w.layerMask[i], in, dropLayer)
	}
	n.tagIn.forward(in, &st.tagH)
	rectify(st.tagH.Data)
	w.drop(&w.tagMask, st.tagH, dropLayer)
	n.tagOut.forward(st.tagH, &st.tags)
	n.nameIn.forward(in, &st.nameH)
	rectify(st.nameH.Data)
	w.drop(&w.nameMask, st.nameH, dropLayer)
	n.nameOut.forward(st.nameH, &st.names)
	n.arcDep.forward(in, &st.dep)
	rectify(st.dep.Data)
	w.drop(&w.depMask, st.dep, dropLayer)
	n.arcHead.forward(in, &st.head)
	rectify(st.head.Data)
	w.drop(&w.headMask, st.head, dropLayer)
	n.biaffine.forward(st.dep, &st.query)
	n.labelDep.forward(in, &st.labelDep)
	zeros(&st.labelHd, rows, n.Label)
	MulAdd(st.labelHd, in, &n.labelHead.Packed)
	w.setHeads(sentences)
	n.join(st)
	w.drop(&w.joinMask, st.joint, dropLayer)
	n.labelOut.forward(st.joint, &st.labels)
}

// setHeads takes the heads of sentences, or those that the teacher finds; the
// root where there is none.
func (w *worker) setHeads(sentences []*Sentence) {
	st := &w.st
	st.heads = resizeInts(st.heads, st.batch.Rows())
	for s, x := range sentences {
		for i := range x.Features {
			r := st.batch.Row(s, i)
			st.heads[r] = -1
			switch {
			case x.Heads != nil && x.Heads[i] >= 0:
				st.heads[r] = st.batch.Row(s, x.Heads[i])
			case x.Heads == nil && w.asked:
				st.heads[r] = w.told.heads[r] // both lay out the batch alike
			}
		}
	}
}

// losses computes the losses and the gradients of the scores.
func (w *worker) losses(sentences []*Sentence, scale float32) {
	n, st, rows := w.net, &w.st, w.st.batch.Rows()
	zeros(&w.dTags, rows, st.tags.Cols)
	zeros(&w.dLabels, rows, st.labels.Cols)
	zeros(&w.dNames, rows, st.names.Cols)
	zeros(&w.dQuery, rows, n.Arc)
	zeros(&w.dHead, rows, n.Arc)
	for s, x := range sentences {
		w.tokens += float64(len(x.Features))
		for i := range x.Features {
			r := st.batch.Row(s, i)
			w.namesLoss(x, s, i, r, scale)
			w.labelsLoss(x, s, i, r, scale)
		}
		if x.Heads != nil || w.asked {
			w.arcsLoss(x, s, scale)
		}
	}
}

func (w *worker) namesLoss(x *Sentence, s, i, r int, scale float32) {
	g, n := w.dNames.Row(r), w.net.Shape.Names
	switch {
	case x.Names != nil:
		w.loss += cross(g[:copy(g, w.st.names.Row(r)[:n])], x.Names[i], scale)
	case w.asked:
		w.loss += follow(g[:copy(g, w.st.names.Row(r)[:n])], w.teacher.Names(&w.told, s, i), scale*trust)
	}
}

// labelsLoss is that of the tag and of the label of the arc.
func (w *worker) labelsLoss(x *Sentence, s, i, r int, scale float32) {
	tags, labels := w.dTags.Row(r), w.dLabels.Row(r)
	switch {
	case x.Heads != nil:
		if t := x.Tags[i]; t >= 0 {
			w.loss += cross(tags[:copy(tags, w.st.tags.Row(r)[:w.net.Shape.Tags])], t, scale)
		}
		if l := x.Deprels[i]; l >= 0 {
			w.loss += cross(labels[:copy(labels, w.st.labels.Row(r)[:w.net.Deprels])], l, scale)
		}
	case w.asked:
		w.loss += follow(tags[:copy(tags, w.st.tags.Row(r)[:w.net.Shape.Tags])], w.teacher.Tags(&w.told, s, i), scale*trust)
		w.loss += follow(labels[:copy(labels, w.st.labels.Row(r)[:w.net.Deprels])], w.teacher.Labels(&w.told, s, i), scale*trust)
	}
}

func (w *worker) arcsLoss(x *Sentence, s int, scale float32) {
	n, st := w.net, &w.st
	root := n.arcRoot.train.grad[w.shard].Data
	words := len(x.Features)
	scores := w.arcScores(words)
	var told []float32
	if x.Heads == nil {
		w.toldArcs = slices.Grow(w.toldArcs[:0], len(scores))[:len(scores)]
		told = w.toldArcs
		w.teacher.Arcs(&w.told, s, told)
	}
	n.arcs(st, s, scores)
	for i := range words {
		r := st.batch.Row(s, i)
		g := scores[i*(words+1) : (i+1)*(words+1)]
		g[i] = never
		switch {
		case told != nil:
			row := told[i*(words+1) : (i+1)*(words+1)]
			row[i] = never
			w.loss += follow(g, row, scale*trust)
		case x.Heads[i] < 0:
			w.loss += cross(g, words, scale)
		default:
			w.loss += cross(g, x.Heads[i], scale)
		}
		q, dq := st.query.Row(r), w.dQuery.Row(r)
		for j, d := range g[:words] {
			if d != 0 {
				h := st.batch.Row(s, j)
				Axpy(d, st.head.Row(h), dq)
				Axpy(d, q, w.dHead.Row(h))
			}
		}
		Axpy(g[words], n.arcRoot.Data, dq)
		Axpy(g[words], q, root)
	}
}

// backward adds the gradients of all parameters.
func (w *worker) backward() {
	n, st, rows := w.net, &w.st, w.st.batch.Rows()
	in := st.layers[len(st.layers)-1].out
	dTags, dLabels, dNames, dQuery, dHead := w.dTags, w.dLabels, w.dNames, w.dQuery, w.dHead

	dOut := zeros(&w.dOut, rows, in.Cols)
	dTagH := zeros(&w.dTagH, rows, n.Tag)
	w.denseBackward(n.tagOut, st.tagH, dTags, dTagH)
	w.tagMask.apply(dTagH)
	unrectify(st.tagH, dTagH)
	w.denseBackward(n.tagIn, in, dTagH, dOut)

	dNameH := zeros(&w.dNameH, rows, n.Tag)
	w.denseBackward(n.nameOut, st.nameH, dNames, dNameH)
	w.nameMask.apply(dNameH)
	unrectify(st.nameH, dNameH)
	w.denseBackward(n.nameIn, in, dNameH, dOut)

	dDep := zeros(&w.dDep, rows, n.Arc)
	w.denseBackward(n.biaffine, st.dep, dQuery, dDep)
	w.depMask.apply(dDep)
	unrectify(st.dep, dDep)
	w.denseBackward(n.arcDep, in, dDep, dOut)
	w.headMask.apply(dHead)
	unrectify(st.head, dHead)
	w.denseBackward(n.arcHead, in, dHead, dOut)

	dJoint := zeros(&w.dJoint, rows, n.Label)
	w.denseBackward(n.labelOut, st.joint, dLabels, dJoint)
	w.joinMask.apply(dJoint)
	unrectify(st.joint, dJoint)
	dLabelHd := zeros(&w.dLabelHd, rows, n.Label)
	for r, h := range st.heads[:rows] {
		if h < 0 {
			Axpy(1, dJoint.Row(r), n.labelRoot.train.grad[w.shard].Data)
		} else {
			Axpy(1, dJoint.Row(r), dLabelHd.Row(h))
		}
	}
	w.denseBackward(n.labelDep, in, dJoint, dOut)
	w.back.addGrad(n.labelHead, w.shard, in, dLabelHd)
	MulAdd(dOut, dLabelHd, &n.labelHead.train.transposed)

	// Back through the layers.
	for i := len(n.layers) - 1; i >= 0; i-- {
		w.layerMask[i].apply(dOut)
		below := st.x
		if i > 0 {
			below = st.layers[i-1].out
		}
		dIn := zeros(&w.dIn, rows, below.Cols)
		n.layers[i].backward(&st.batch, &st.layers[i], dOut, dIn, &w.back, w.shard)
		w.dOut, w.dIn = w.dIn, w.dOut
		dOut = dIn
	}
	w.inMask.apply(dOut)
	w.learnInput(dOut)
}
