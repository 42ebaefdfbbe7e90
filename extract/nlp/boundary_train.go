package nlp

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
)

// WordCases counts how words are written within sentences.
type WordCases struct{ lower, upper map[uint32]int }

// NewWordCases counts nothing yet.
func NewWordCases() *WordCases {
	return &WordCases{make(map[uint32]int), make(map[uint32]int)}
}

// Add counts the words of a line of text, but for those that begin a sentence
// and those of titles.
func (c *WordCases) Add(line string) {
	words := strings.Fields(line)
	if len(words) < 8 {
		return
	}
	begins := true
	for _, w := range words {
		w = strings.TrimLeft(w, "\"'“‘([")
		core := strings.TrimRight(w, "\"'”’)],;:.!?…")
		for _, suffix := range []string{"'s", "’s"} {
			core = strings.TrimSuffix(core, suffix)
		}
		if !begins && core != "" {
			if r := runeAt(core, 0); unicode.IsUpper(r) {
				c.upper[hashWord(core)]++
			} else if unicode.IsLower(r) {
				c.lower[hashWord(core)]++
			}
		}
		begins = core == "" || strings.ContainsAny(w[len(core):], ".!?:…\"”")
	}
}

// table packs the counts.
func (c *WordCases) table() []byte {
	const slots = 1 << caseBits
	var lower, upper [slots]int
	for h, n := range c.lower {
		lower[h>>(32-caseBits)] += n
	}
	for h, n := range c.upper {
		upper[h>>(32-caseBits)] += n
	}
	out := make([]byte, slots/4)
	for i := range slots {
		l, u := lower[i], upper[i]
		kind := byte(caseBoth)
		switch {
		case l+u < 3:
			kind = caseUnknown
		case l >= 4*u:
			kind = caseLower
		case u >= 4*l:
			kind = caseUpper
		}
		out[i/4] |= kind << (i % 4 * 2)
	}
	return out
}

// A SegmentedText is a text whose sentences are known.
type SegmentedText struct {
	Text   string  // paragraphs are lines
	Ends   []int   // byte offsets behind the sentences
	Weight float64 // how much it counts
	words  []classedWord
}

// A classedWord is a word with its part of speech.
type classedWord struct {
	form  string
	class int
}

// ReadSegmentedText reads the raw texts of the documents in a file of CoNLL-U;
// each counts as much as weight says.
func ReadSegmentedText(conllu string, weight float64) []SegmentedText {
	var out []SegmentedText
	t := SegmentedText{Weight: weight}
	flush := func() {
		if t.Text != "" {
			out = append(out, t)
			t = SegmentedText{Weight: weight}
		}
	}
	glued, para := false, false
	for line := range strings.Lines(conllu) {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case strings.HasPrefix(line, "# newdoc"):
			flush()
		case line == "# newpar" || strings.HasPrefix(line, "# newpar id"):
			para = true
		case strings.HasPrefix(line, "# text = "):
			t.add(strings.TrimPrefix(line, "# text = "), glued, para)
			para, glued = false, false
		case line != "" && line[0] != '#':
			glued = strings.Contains(line, "SpaceAfter=No")
			if c := strings.Split(line, "\t"); len(c) > 4 && !strings.ContainsAny(c[0], "-.") {
				t.words = append(t.words, classedWord{c[1], classOfTag(c[3], c[4])})
			}
		}
	}
	flush()
	return out
}

// add appends a sentence, to a new paragraph if para is true.
func (t *SegmentedText) add(sentence string, glued, para bool) {
	switch {
	case t.Text == "":
	case para:
		t.Text += "\n"
	case !glued:
		t.Text += " "
	}
	t.Text += sentence
	t.Ends = append(t.Ends, len(t.Text))
}

// classOfTag is the class of a word with a tag of the Penn Treebank.
func classOfTag(upos, xpos string) int {
	switch upos {
	case "NOUN":
		return classNoun
	case "PROPN":
		return className
	case "ADJ":
		return classAdjective
	case "ADV":
		return classAdverb
	case "VERB":
		switch xpos {
		case "VBD", "VBZ", "VBP":
			return classFinite
		case "VBG":
			return classIng
		}
		return classVerb
	case "AUX":
		return classAuxiliary
	case "PRON":
		return classPronoun
	case "DET":
		return classDeterminer
	case "ADP":
		return classPreposition
	case "CCONJ", "SCONJ":
		return classConjunction
	case "NUM":
		return classNumber
	case "PART", "INTJ":
		return classParticle
	}
	return classOther
}

// classTable packs the commonest classes of the words of texts.
func classTable(texts []SegmentedText) []byte {
	const slots = 1 << classBits
	var words, ends [slots][16]int
	for _, t := range texts {
		for _, w := range t.words {
			words[hashWord(w.form)>>(32-classBits)][w.class]++
			if len(w.form) >= 4 {
				ends[hashEnd(w.form)>>(32-classBits)][w.class]++
			}
		}
	}
	out := make([]byte, slots/2)
	for i := range slots {
		best, n := classUnknown, 1
		for _, counts := range [...]*[16]int{&words[i], &ends[i]} {
			for c, m := range counts {
				if m > n {
					best, n = c, m
				}
			}
			if best != classUnknown {
				break
			}
		}
		out[i/2] |= byte(best << (i % 2 * 4))
	}
	return out
}

// A boundaryExample is a place where a sentence may end.
type boundaryExample struct {
	first, end int // its features
	ends       bool
	weight     float64
}

// A boundaryLearner learns a model of the ends of sentences by logistic regression.
type boundaryLearner struct {
	model    *boundaryModel
	features []uint32
	examples []boundaryExample
	split    splitter
}

// LearnBoundaries learns where sentences end, from texts with their paragraphs
// on lines and on one line, and from plain sentences with headings of the texts
// between.
func LearnBoundaries(texts []SegmentedText, sentences []string, cases *WordCases, o Training) []byte {
	l := &boundaryLearner{model: &boundaryModel{cases: cases.table(), classes: classTable(texts)}}
	for _, t := range texts {
		l.add(t)
		t.Text = strings.ReplaceAll(t.Text, "\n", " ")
		l.add(t)
	}
	for _, t := range mixed(texts, sentences, o.Seed) {
		l.add(t)
	}
	o.logf("segment: %d places", len(l.examples))
	l.model.weights = quantise(l.train(20, o.Seed))
	return l.model.encode()
}

// add takes in the places of a text.
func (l *boundaryLearner) add(t SegmentedText) {
	d := &Document{Text: t.Text}
	tok := tokeniser{d: d}
	for _, p := range paragraphs(t.Text) {
		first := len(d.Tokens)
		tok.paragraph(p.start, p.end)
		if len(d.Tokens) == first {
			continue
		}
		tokens := d.Tokens[first:]
		l.split.reset(l.model, tokens)
		e := 0
		l.split.walk(t.Text, func(k int, rule bool) bool {
			for e < len(t.Ends) && t.Ends[e] < tokens[k-1].End {
				e++
			}
			gold := e < len(t.Ends) && t.Ends[e] <= tokens[k].Start
			if l.split.candidate(k) {
				l.split.extract(k, rule)
				first := len(l.features)
				l.features = append(l.features, l.split.features...)
				l.examples = append(l.examples, boundaryExample{first, len(l.features), gold, t.Weight})
			}
			return gold
		}, func(int, int) {})
	}
}

// train finds the weights, with steps that shrink as a feature is seen again. At
// every step half of the features are left out, so that none is relied on alone.
// The result is the mean of the later passes.
func (l *boundaryLearner) train(epochs int, seed uint64) []float64 {
	weights := make([]float64, 1<<boundaryBits)
	squares := make([]float64, len(weights))
	mean := make([]float64, len(weights))
	random := rand.New(rand.NewPCG(seed, 1))
	for epoch := range epochs {
		random.Shuffle(len(l.examples), func(i, j int) { l.examples[i], l.examples[j] = l.examples[j], l.examples[i] })
		l.pass(weights, squares, random)
		for i, w := range weights {
			if epoch >= epochs/2 {
				mean[i] += w / float64(epochs-epochs/2)
			}
		}
	}
	return mean
}

// pass goes through the examples once.
func (l *boundaryLearner) pass(weights, squares []float64, random *rand.Rand) {
	var some []uint32
	for _, x := range l.examples {
		some = some[:0]
		sum, coins := 0.0, random.Uint64()
		for i, f := range l.features[x.first:x.end] {
			if coins>>(i%64)&1 == 0 {
				some = append(some, f)
				sum += weights[f]
			}
		}
		step(weights, squares, some, x.slope(sum))
	}
}

// slope is how the loss grows with the sum of the weights. An end that is missed
// is worse than one that is made up: there are fewer.
func (x boundaryExample) slope(sum float64) float64 {
	g := 1 / (1 + math.Exp(-sum))
	if x.ends {
		g = 1.5 * (g - 1)
	}
	return g * x.weight
}

// step moves the weights of features against the slope.
func step(weights, squares []float64, features []uint32, slope float64) {
	const rate, decay = 0.15, 0.004
	for _, f := range features {
		g := slope + decay*weights[f]
		squares[f] += g * g
		weights[f] -= rate * g / math.Sqrt(squares[f]+1e-6)
	}
}

// quantise makes small numbers of weights.
func quantise(weights []float64) []int8 {
	const scale = 32
	out := make([]int8, len(weights))
	for i, w := range weights {
		out[i] = int8(max(-127, min(127, math.Round(w*scale))))
	}
	return out
}

// headings are the short lines of texts that do not end as sentences do.
func headings(texts []SegmentedText) []string {
	var out []string
	for _, t := range texts {
		for line := range strings.SplitSeq(t.Text, "\n") {
			if n := strings.Count(line, " "); n < 10 && !ended(line) && unicode.IsUpper(runeAt(line, 0)) {
				out = append(out, line)
			}
		}
	}
	return out
}

// mixed makes texts of plain sentences with headings of others between.
func mixed(texts []SegmentedText, sentences []string, seed uint64) []SegmentedText {
	const size, share = 25, 0.4
	random := rand.New(rand.NewPCG(seed, 2))
	titles := headings(texts)
	var out []SegmentedText
	for part := range slices.Chunk(sentences, size) {
		t := SegmentedText{Weight: 1}
		for _, s := range part {
			if len(titles) > 0 && random.Float64() < share {
				t.add(titles[random.IntN(len(titles))], false, false)
			}
			t.add(s, false, false)
		}
		out = append(out, t)
	}
	return out
}
