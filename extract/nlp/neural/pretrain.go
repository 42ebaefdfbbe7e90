package neural

import (
	"math"
	"math/rand/v2"
	"sort"
	"sync"
)

// Text is raw text to learn from: sentences of numbers of word types.
type Text struct {
	Features [][]int32 // of every type; the first feature is the form, by which a word is guessed
	Counts   []float64 // how often a form occurs, by its row in the table
	Lines    [][]int32 // types
}

const (
	negatives = 768 // wrong words that the right one is told from
	guess     = 128 // width of the embeddings of guessed words
	guessIn   = 256
)

// A cloze learns the table and the first layer from raw text: the states on
// both sides of a word guess the word among others drawn at random (context2vec,
// Melamud et al. 2016; sampled softmax, Jean et al. 2015).
type cloze struct {
	net     *Net
	in, out *dense
	words   *Param
	params  []*Param
	draw    []float64 // sums of the weights of forms
}

type clozeWorker struct {
	worker
	c                           *cloze
	after                       []int
	context, hidden, z          Matrix
	dz, dHidden, dContext       Matrix
	wrong                       []int32
	right, rightT               Packed
	wrongRows, logits, dNeg, dW Matrix
	draw                        noise
}

// Pretrain learns the table and the first layer from raw text. An error is one
// of the checkpoint's file.
func (n *Net) Pretrain(text *Text, o Training) error {
	rng := rand.New(rand.NewPCG(o.Seed, 11))
	c := &cloze{net: n, in: newDense("cloze.in", 2*n.Hidden, guessIn), out: newDense("cloze.out", guessIn, guess), words: newParam("cloze.words", len(text.Counts), guess)}
	initialise(rng, c.in.weight, guessIn)
	initialise(rng, c.out.weight, guess)
	c.words.fill(rng, 0.05, guess)
	n.table.Learn(true, 1)
	c.words.Learn(true, 1)
	c.params = append(c.params, n.table, c.words)
	for _, p := range append(n.layers[0].params(), append(c.in.params(), c.out.params()...)...) {
		p.Learn(false, 1)
		p.prepare()
		c.params = append(c.params, p)
	}
	sum := 0.0
	for _, k := range text.Counts {
		sum += math.Pow(k, 0.75)
		c.draw = append(c.draw, sum)
	}
	lengths := make([]int, len(text.Lines))
	all := make([]int, len(text.Lines))
	for i, l := range text.Lines {
		all[i], lengths[i] = i, len(l)
	}
	plans := make([][][]int, o.Epochs)
	steps := 0
	for e := range plans {
		plans[e] = batches(all, lengths, o.Tokens, rng)
		steps += len(plans[e])
	}
	var workers [shards]*clozeWorker
	state := &checkpoint{params: c.params}
	for s := range workers {
		workers[s] = &clozeWorker{
			worker: worker{net: n, shard: s, rng: noise(o.Seed*104729 + uint64(s) + 1)},
			c:      c, draw: noise(o.Seed*15485863 + uint64(s) + 1),
		}
		state.noise = append(state.noise, &workers[s].rng, &workers[s].draw)
	}
	adam := &Adam{Beta1: 0.9, Beta2: 0.99, Epsilon: 1e-8, Clip: 1}
	state.adam = adam
	if err := state.load(o.Checkpoint); err != nil {
		return err
	}
	step := 0
	for _, plan := range plans {
		for _, batch := range plan {
			if step < adam.step {
				step++ // learnt before the training was interrupted
				continue
			}
			tokens := 0
			for _, i := range batch {
				tokens += lengths[i]
			}
			var wait sync.WaitGroup
			for s, part := range share(batch) {
				wait.Go(func() {
					lines := make([][]int32, 0, len(part))
					for _, i := range part {
						lines = append(lines, text.Lines[i])
					}
					workers[s].step(text, lines, 1/float32(tokens))
				})
			}
			wait.Wait()
			adam.Step(c.params, schedule(o.Rate, step, steps))
			if step++; step%500 == 0 || step == steps {
				loss, tokens := 0.0, 0.0
				for _, w := range workers {
					loss, tokens = loss+w.loss, tokens+w.tokens
					w.loss, w.tokens = 0, 0
				}
				o.Logf("raw text, step %d of %d: loss %.3f", step, steps, loss/tokens)
			}
			if step%2000 == 0 {
				if err := state.save(o.Checkpoint); err != nil {
					return err
				}
			}
		}
	}
	n.forget()
	return nil
}

func (w *clozeWorker) step(text *Text, lines [][]int32, scale float32) {
	if len(lines) == 0 {
		return
	}
	n, st, c := w.net, &w.st, w.c
	st.lengths = st.lengths[:0]
	for _, l := range lines {
		st.lengths = append(st.lengths, len(l))
	}
	st.batch.Init(st.lengths)
	rows, h := st.batch.Rows(), n.Hidden
	w.input(func(s, i int) []int32 { return text.Features[lines[s][i]] }, 0.1, 0.02)
	if len(st.layers) == 0 {
		st.layers = make([]layerMemory, 1)
	}
	m := &st.layers[0]
	n.layers[0].forward(&st.batch, st.x, m)

	// The states on both sides of every word.
	w.after = resizeInts(w.after, rows)
	for r := range w.after {
		w.after[r] = -1
	}
	for r, b := range st.batch.before {
		if b >= 0 {
			w.after[b] = r
		}
	}
	context := zeros(&w.context, rows, 2*h)
	for r := range rows {
		if b := st.batch.before[r]; b >= 0 {
			copy(context.Row(r)[:h], m.out.Row(b)[:h])
		}
		if a := w.after[r]; a >= 0 {
			copy(context.Row(r)[h:], m.out.Row(a)[h:])
		}
	}
	c.in.forward(context, &w.hidden)
	rectify(w.hidden.Data)
	c.out.forward(w.hidden, &w.z)

	// The right word against wrong ones.
	w.wrong = w.wrong[:0]
	w.wrongRows.Resize(negatives, guess)
	total := c.draw[len(c.draw)-1]
	for k := range negatives {
		word := sort.SearchFloat64s(c.draw, w.draw.double()*total)
		word = min(word, len(c.draw)-1)
		w.wrong = append(w.wrong, int32(word))
		copy(w.wrongRows.Row(k), c.words.Row(word))
	}
	w.right.PackTransposed(w.wrongRows)
	logits := zeros(&w.logits, rows, negatives)
	MulAdd(logits, w.z, &w.right)
	dz := zeros(&w.dz, rows, guess)
	for s, l := range lines {
		for i, kind := range l {
			r := st.batch.Row(s, i)
			row := logits.Row(r)
			word := text.Features[kind][0]
			if word < 0 {
				clear(row)
				continue
			}
			gold := Dot(w.z.Row(r), c.words.Row(int(word)))
			top := gold
			for k, v := range row {
				if w.wrong[k] == word {
					row[k] = -1e9
				} else if v > top {
					top = v
				}
			}
			e := exp32(gold - top)
			sum := e
			for k, v := range row {
				x := exp32(v - top)
				row[k] = x
				sum += x
			}
			w.loss -= math.Log(float64(e/sum) + 1e-12)
			w.tokens++
			f := scale / sum
			for k := range row {
				row[k] *= f
			}
			d := scale * (e/sum - 1)
			Axpy(d, c.words.Row(int(word)), dz.Row(r))
			Axpy(d, w.z.Row(r), c.words.gradRow(w.shard, word))
		}
	}
	w.rightT.Pack(w.wrongRows)
	MulAdd(dz, logits, &w.rightT)
	dNeg := zeros(&w.dNeg, negatives, guess)
	logits.Transpose(&w.dW)
	w.right.Pack(w.z)
	MulAdd(dNeg, w.dW, &w.right)
	for k, word := range w.wrong {
		Axpy(1, dNeg.Row(k), c.words.gradRow(w.shard, word))
	}

	dHidden := zeros(&w.dHidden, rows, guessIn)
	w.denseBackward(c.out, w.hidden, dz, dHidden)
	unrectify(w.hidden, dHidden)
	dContext := zeros(&w.dContext, rows, 2*h)
	w.denseBackward(c.in, context, dHidden, dContext)
	dOut := zeros(&w.dOut, rows, 2*h)
	for r := range rows {
		if b := st.batch.before[r]; b >= 0 {
			copy(dOut.Row(b)[:h], dContext.Row(r)[:h])
		}
		if a := w.after[r]; a >= 0 {
			copy(dOut.Row(a)[h:], dContext.Row(r)[h:])
		}
	}
	dIn := zeros(&w.dIn, rows, n.Embed)
	n.layers[0].backward(&st.batch, m, dOut, dIn, &w.back, w.shard)
	w.learnInput(dIn)
}
