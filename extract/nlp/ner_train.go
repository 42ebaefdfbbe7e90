package nlp

import (
	"slices"

	"github.com/quadwire/quadwire/extract/nlp/linear"
)

// TrainNames learns to find names from documents whose Names are known (types
// Person, Organization, Place and any other) and returns the bytes of the
// model. It tags the documents with the tagger of the given file. The test
// documents are for the log.
func TrainNames(train, test []*Document, taggerFile []byte, o Training) ([]byte, error) {
	t, _, err := decodeTagger(taggerFile)
	if err != nil {
		return nil, err
	}
	n := &namer{words: t.words}
	labels := nameLabels()
	if n.labels, err = parseNameLabels(labels); err != nil {
		return nil, err
	}
	for _, d := range slices.Concat(train, test) {
		for _, s := range d.Sentences {
			forms := make([]string, 0, s.End-s.First)
			for _, x := range d.Tokens[s.First:s.End] {
				forms = append(forms, x.Form)
			}
			for i, l := range t.tag(t.words.look(forms)) {
				d.Tokens[s.First+i].UPOS, d.Tokens[s.First+i].XPOS = t.upos[l], t.xpos[l]
			}
		}
	}
	n.learn(train, test, labels, o)
	return encodeNamer(n.model), nil
}

// goldNames are the labels of the tokens of a document.
func (n *namer) goldNames(d *Document) []int {
	gold := make([]int, len(d.Tokens))
	find := func(part byte, kind int) int {
		return slices.Index(n.labels, nameLabel{part, kind})
	}
	for _, name := range d.Names {
		kind := slices.Index(nameKinds, name.Type)
		if kind < 0 {
			kind = slices.Index(nameKinds, otherName)
		}
		for i := name.First; i < name.End; i++ {
			part := byte('I')
			switch {
			case name.End == name.First+1:
				part = 'U'
			case i == name.First:
				part = 'B'
			case i == name.End-1:
				part = 'L'
			}
			gold[i] = find(part, kind)
		}
	}
	return gold
}

func (n *namer) learn(train, test []*Document, labels []string, o Training) {
	type prepared struct {
		views [][]nameView
		gold  [][]int
	}
	prepare := func(docs []*Document) []prepared {
		out := make([]prepared, len(docs))
		for i, d := range docs {
			gold := n.goldNames(d)
			for _, s := range d.Sentences {
				out[i].views = append(out[i].views, n.view(d.Tokens[s.First:s.End]))
				out[i].gold = append(out[i].gold, gold[s.First:s.End])
			}
		}
		return out
	}
	samples, tests := prepare(train), prepare(test)
	tr := linear.NewTrainer(labels)
	rng := o.random(3)
	scores := make([]int32, len(labels))
	var buf [nameFeatures]linear.Feature
	for epoch := range o.Epochs {
		rng.Shuffle(len(samples), func(i, j int) { samples[i], samples[j] = samples[j], samples[i] })
		hits, all := 0, 0
		for _, doc := range samples {
			memory := make(nameMemory)
			for k, view := range doc.views {
				gold := doc.gold[k]
				guess := make([]int, len(view))
				for i := range view {
					f := n.features(buf[:0], view, guess, i, memory)
					tr.Score(f, scores)
					best, _ := bestName(n.labels, scores, guess, i, len(view))
					tr.Tick()
					all++
					if best == gold[i] {
						hits++
					} else if mayFollow(n.labels, guess, i, len(view), gold[i]) {
						tr.Update(f, gold[i], best)
						if rng.Float64() < 0.5 {
							best = gold[i]
						}
					}
					guess[i] = best
				}
				memory.note(view, guess, n.labels)
			}
		}
		o.logf("names epoch %d: %.2f of tokens", epoch+1, 100*float64(hits)/float64(max(1, all)))
	}
	n.model = tr.Model(3, 0)
	right, found, known := 0, 0, 0
	for _, doc := range tests {
		memory := make(nameMemory)
		for k, view := range doc.views {
			guess, margins := n.tag(n.model, view, memory, scores)
			memory.note(view, guess, n.labels)
			a := appendNames(nil, guess, margins, n.labels, 0)
			b := appendNames(nil, doc.gold[k], margins, n.labels, 0)
			found, known = found+len(a), known+len(b)
			for _, x := range a {
				for _, y := range b {
					if x.First == y.First && x.End == y.End && x.Type == y.Type {
						right++
					}
				}
			}
		}
	}
	o.logf("names: precision %.2f, recall %.2f, %d features", 100*float64(right)/float64(max(1, found)), 100*float64(right)/float64(max(1, known)), n.model.Features())
}
