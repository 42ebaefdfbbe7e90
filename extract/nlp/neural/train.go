package neural

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
)

// A Sentence is one to learn from. Labels below 0 are not learnt; labels that
// are not known are those of the teacher, where there is one.
type Sentence struct {
	Features [][]int32 // of every token
	Tags     []int     // nil where there is no tree
	Heads    []int     // -1 for the root; nil where there is no tree
	Deprels  []int     // nil where there is no tree
	Names    []int     // nil where names are not known
}

// inEpoch reports whether sentence i is learnt in an epoch: those with trees
// always, others with names every second time, those without labels once.
func (s *Sentence) inEpoch(i, epoch, epochs int) bool {
	switch {
	case s.Heads != nil:
		return true
	case s.Names != nil:
		return (i+epoch)%2 == 0
	}
	return i%epochs == epoch
}

// Training is how a network learns.
type Training struct {
	Seed   uint64
	Epochs int
	Rate   float64 // largest learning rate
	Tokens int     // of a batch
	Logf   func(format string, args ...any)
	Epoch  func(epoch int) // called behind every pass; may be nil

	// Teacher is a model that labels sentences which lack labels: the network
	// learns to give every label the probability that the teacher gives it
	// (Hinton et al. 2015, Xie et al. 2020). nil for none.
	Teacher *Model

	// Checkpoint is a file that the state of the training is written to now and
	// then; where it exists, training goes on from it. "" for none.
	Checkpoint string
}

// learn makes room for the gradients of all parameters.
func (n *Net) learn() {
	for i, p := range n.params {
		rate := float32(1)
		if i < 7 {
			rate = slow // the table and the first layer
		}
		p.Learn(i == 0, rate)
		if i > 0 {
			p.prepare()
		}
	}
}

// batches cuts sentences, shuffled, into batches of about the same number of
// tokens and of sentences of like length.
func batches(which, lengths []int, tokens int, rng *rand.Rand) [][]int {
	order := slices.Clone(which)
	rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	var all [][]int
	const window = 4000
	for first := 0; first < len(order); first += window {
		part := order[first:min(first+window, len(order))]
		slices.SortStableFunc(part, func(a, b int) int { return lengths[a] - lengths[b] })
		var batch []int
		sum := 0
		for _, i := range part {
			batch = append(batch, i)
			if sum += lengths[i]; sum >= tokens {
				all = append(all, batch)
				batch, sum = nil, 0
			}
		}
		if len(batch) > 0 {
			all = append(all, batch)
		}
	}
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// share deals a batch out to the shards.
func share(batch []int) (parts [shards][]int) {
	for k, i := range batch {
		parts[k%shards] = append(parts[k%shards], i)
	}
	return parts
}

// schedule is the learning rate: a short rise, then down along a cosine.
func schedule(top float64, step, all int) float64 {
	const rise = 200
	if step < rise {
		return top * float64(step+1) / rise
	}
	return top * (0.5 + 0.5*math.Cos(math.Pi*float64(step-rise)/float64(max(1, all-rise))))
}

// Train learns from sentences. An error is one of the checkpoint's file.
func (n *Net) Train(sentences []*Sentence, o Training) error {
	n.learn()
	rng := rand.New(rand.NewPCG(o.Seed, 3))
	lengths := make([]int, len(sentences))
	for i, s := range sentences {
		lengths[i] = len(s.Features)
	}
	plans := make([][][]int, o.Epochs)
	steps := 0
	for e := range plans {
		var part []int
		for i, s := range sentences {
			if s.inEpoch(i, e, o.Epochs) {
				part = append(part, i)
			}
		}
		plans[e] = batches(part, lengths, o.Tokens, rng)
		steps += len(plans[e])
	}
	var workers [shards]*worker
	state := &checkpoint{params: n.params}
	for s := range workers {
		workers[s] = &worker{net: n, shard: s, rng: noise(o.Seed*7919 + uint64(s) + 1), teacher: o.Teacher}
		state.noise = append(state.noise, &workers[s].rng)
	}
	adam := &Adam{Beta1: 0.9, Beta2: 0.98, Epsilon: 1e-8, Clip: 5}
	state.adam = adam
	if err := state.load(o.Checkpoint); err != nil {
		return err
	}
	step := 0
	for e, plan := range plans {
		if step += len(plan); step <= adam.step {
			continue // learnt before the training was interrupted
		}
		step -= len(plan)
		for _, batch := range plan {
			tokens := 0
			for _, i := range batch {
				tokens += lengths[i]
			}
			var wait sync.WaitGroup
			for s, part := range share(batch) {
				wait.Go(func() {
					var list []*Sentence
					for _, i := range part {
						list = append(list, sentences[i])
					}
					workers[s].step(list, 1/float32(tokens))
				})
			}
			wait.Wait()
			adam.Step(n.params, schedule(o.Rate, step, steps))
			step++
		}
		loss, tokens := 0.0, 0.0
		for _, w := range workers {
			loss, tokens = loss+w.loss, tokens+w.tokens
			w.loss, w.tokens = 0, 0
		}
		o.Logf("epoch %d: loss %.4f", e+1, loss/tokens)
		if err := state.save(o.Checkpoint); err != nil {
			return err
		}
		if o.Epoch != nil {
			o.Epoch(e + 1)
		}
	}
	n.forget()
	return nil
}

// forget frees the memory that learning takes, and makes the network ready.
func (n *Net) forget() {
	for _, p := range n.params {
		p.train = nil
	}
	n.prepare()
}
