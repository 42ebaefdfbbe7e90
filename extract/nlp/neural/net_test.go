package neural

import (
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
)

var small = Shape{Features: 40, Embed: 32, Hidden: 32, Layers: 2, Arc: 32, Label: 32, Tag: 32, Tags: 5, Deprels: 7, Names: 3}

func sample(rng *rand.Rand, lengths ...int) []*Sentence {
	var all []*Sentence
	for _, n := range lengths {
		s := &Sentence{}
		for i := range n {
			s.Features = append(s.Features, []int32{int32(rng.IntN(40)), int32(rng.IntN(40)), -1})
			s.Tags = append(s.Tags, rng.IntN(5))
			s.Names = append(s.Names, rng.IntN(3))
			s.Deprels = append(s.Deprels, rng.IntN(7))
			s.Heads = append(s.Heads, i-1)
		}
		all = append(all, s)
	}
	return all
}

// loss is that of a network without anything dropped.
func loss(n *Net, sentences []*Sentence, layers []layerMemory) float64 {
	if n.table.train == nil {
		n.learn()
	}
	w := &worker{net: n, quiet: true, rng: 1, layerMask: make([]mask, len(n.layers))}
	w.st.layers = layers
	if layers == nil {
		w.st.layers = make([]layerMemory, len(n.layers))
	}
	w.step(sentences, 1)
	return w.loss
}

// The gradients are those that small changes of the weights show.
func TestGradient(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	n := New(small, 1)
	n.table.fill(rng, 0.5, small.Embed)
	sentences := sample(rng, 4, 1, 6)
	n.learn()
	w := &worker{net: n, quiet: true, rng: 1}
	for range n.layers { // states on their way to the next word
		keep := NewMatrix(len(sentences), small.Hidden)
		for i := range keep.Data {
			keep.Data[i] = float32(rng.IntN(2)) * 2
		}
		w.st.layers = append(w.st.layers, layerMemory{ahead: memory{keep: keep}, back: memory{keep: keep}})
		w.layerMask = append(w.layerMask, nil)
	}
	w.step(sentences, 1)
	var gradients [][]float32
	for _, p := range n.params {
		gradients = append(gradients, slices.Clone(p.train.grad[0].Data))
	}
	for i, p := range n.params {
		g := gradients[i]
		norm := math.Sqrt(float64(dotScalar(g, g)))
		eps := float32(1e-2 / norm)
		old := slices.Clone(p.Data)
		axpyScalar(eps, g, p.Data)
		n.prepare()
		up := loss(n, sentences, w.st.layers)
		copy(p.Data, old)
		axpyScalar(-eps, g, p.Data)
		n.prepare()
		down := loss(n, sentences, w.st.layers)
		copy(p.Data, old)
		n.prepare()
		if slope := (up - down) / 2e-2; math.Abs(slope-norm) > 0.12*norm {
			t.Errorf("%s: the loss rises by %g along a gradient of length %g", p.Name, slope, norm)
		}
	}
}

// model makes a model of a network.
func model(t testing.TB, n *Net) *Model {
	t.Helper()
	m, err := DecodeModel(n.Quantise())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func features(sentences []*Sentence) (all [][][]int32) {
	for _, s := range sentences {
		all = append(all, s.Features)
	}
	return all
}

// What a sentence gets does not depend on the ones beside it, and not on the
// processor.
func TestReadAlone(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 1))
	m := model(t, New(small, 1))
	all := features(sample(rng, 3, 9, 1, 5, 5, 12, 2))
	var together State
	m.Read(&together, all)
	everyProcessor(t, func(t *testing.T) {
		var alone State
		for s, x := range all {
			m.Read(&alone, all[s:s+1])
			for i := range x {
				if !slices.Equal(m.Tags(&together, s, i), m.Tags(&alone, 0, i)) || !slices.Equal(m.Names(&together, s, i), m.Names(&alone, 0, i)) {
					t.Fatalf("token %d of sentence %d has other scores alone", i, s)
				}
			}
		}
	})
}

// agreement is the share of tags, names, heads and labels that a model gets right.
func agreement(m *Model, sentences []*Sentence) float64 {
	var st State
	m.Read(&st, features(sentences))
	right, all := 0, 0
	count := func(scores []float32, gold int) {
		if all++; slices.Index(scores, slices.Max(scores)) == gold {
			right++
		}
	}
	for s, x := range sentences {
		for i, h := range x.Heads {
			st.SetHead(s, i, h)
		}
	}
	m.LabelArcs(&st)
	for s, x := range sentences {
		words := len(x.Heads)
		scores := make([]float32, words*(words+1))
		m.Arcs(&st, s, scores)
		for i, h := range x.Heads {
			if h < 0 {
				h = words
			}
			count(m.Tags(&st, s, i), x.Tags[i])
			count(m.Names(&st, s, i), x.Names[i])
			count(m.Labels(&st, s, i), x.Deprels[i])
			row := scores[i*(words+1) : (i+1)*(words+1)]
			row[i] = -1e9
			count(row, h)
		}
	}
	return float64(right) / float64(all)
}

func TestTrain(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 2))
	sentences := sample(rng, 3, 9, 4, 5, 5, 12, 2)
	o := Training{Seed: 1, Epochs: 150, Rate: 5e-3, Tokens: 10, Logf: t.Logf}
	run := func(o Training) *Net {
		n := New(small, 1)
		if err := n.Train(sentences, o); err != nil {
			t.Fatal(err)
		}
		return n
	}
	n := run(o)
	if a := agreement(model(t, n), sentences); a < 0.9 {
		t.Errorf("%.2f of what was learnt is right", a)
	}
	data := n.Encode()
	again, err := DecodeNet(data)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(again.Encode(), data) {
		t.Error("a network is another one when read again")
	}

	// A training that was interrupted gives the same.
	o.Checkpoint = filepath.Join(t.TempDir(), "checkpoint")
	stop := o
	stop.Epoch = func(epoch int) {
		if epoch == 70 {
			panic("interrupted")
		}
	}
	func() {
		defer func() { _ = recover() }()
		run(stop)
	}()
	if !slices.Equal(data, run(o).Encode()) {
		t.Error("a training that was interrupted gives another network")
	}
	data = n.Quantise()
	for i := range 200 {
		if _, err := DecodeModel(data[:i*len(data)/200]); err == nil {
			t.Fatal("no error for a network cut off")
		}
	}
}

// A network learns from a teacher what sentences without labels are given.
func TestTeacher(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 2))
	sentences := sample(rng, 3, 9, 4, 5, 5, 12, 2)
	o := Training{Seed: 1, Epochs: 150, Rate: 5e-3, Tokens: 10, Logf: t.Logf}
	n := New(small, 1)
	if err := n.Train(sentences, o); err != nil {
		t.Fatal(err)
	}
	o.Teacher, o.Epochs = model(t, n), 10
	var bare []*Sentence
	for range 300 {
		for _, s := range sentences {
			bare = append(bare, &Sentence{Features: s.Features})
		}
	}
	pupil := New(small, 2)
	if err := pupil.Train(bare, o); err != nil {
		t.Fatal(err)
	}
	if a := agreement(model(t, pupil), sentences); a < 0.75 {
		t.Errorf("%.2f of what the teacher knows is right", a)
	}
}

func TestPretrain(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 3))
	text := &Text{}
	for i := range 20 {
		text.Features = append(text.Features, []int32{int32(i), int32(20 + i%7)})
		text.Counts = append(text.Counts, 10)
	}
	for range 200 { // words in a row
		first := rng.IntN(10)
		var line []int32
		for i := range 3 + rng.IntN(6) {
			line = append(line, int32((first+i)%20))
		}
		text.Lines = append(text.Lines, line)
	}
	var losses []float64
	n := New(small, 1)
	if err := n.Pretrain(text, Training{Seed: 1, Epochs: 25, Rate: 5e-3, Tokens: 60, Logf: func(_ string, args ...any) {
		losses = append(losses, args[2].(float64))
	}}); err != nil {
		t.Fatal(err)
	}
	if last := losses[len(losses)-1]; last > 1.5 {
		t.Errorf("the losses are %v: nothing is learnt", losses)
	}
}

// BenchmarkNet reads batches of about a thousand tokens in sentences of 23.
func BenchmarkNet(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 9))
	n := model(b, New(Shape{Features: 5000, Embed: 128, Hidden: 256, Layers: 2, Arc: 160, Label: 128, Tag: 128, Tags: 90, Deprels: 50, Names: 17}, 1))
	var in [][][]int32
	tokens := 0
	for range 44 {
		var s [][]int32
		for range 14 + rng.IntN(19) {
			s = append(s, []int32{int32(rng.IntN(5000)), int32(rng.IntN(5000)), int32(rng.IntN(5000)), int32(rng.IntN(5000)), int32(rng.IntN(5000)), -1})
		}
		tokens += len(s)
		in = append(in, s)
	}
	var st State
	var trees Trees
	scores, heads := make([]float32, 40*41), make([]int, 40)
	b.ReportAllocs()
	for b.Loop() {
		n.Read(&st, in)
		for k, s := range in {
			words := len(s)
			n.Arcs(&st, k, scores)
			trees.Find(words, scores[:words*(words+1)], heads[:words])
			for i, h := range heads[:words] {
				st.SetHead(k, i, h)
			}
		}
		n.LabelArcs(&st)
	}
	b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
	b.ReportMetric(float64(len(in))*float64(b.N)/b.Elapsed().Seconds(), "sentences/s")
}
