package nlp

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/quadwire/quadwire/extract/nlp/linear"
)

// Training is what models are learnt with: settings and a log.
type Training struct {
	Seed   uint64
	Epochs int
	Log    io.Writer
}

func (o Training) random(stream uint64) *rand.Rand {
	return rand.New(rand.NewPCG(o.Seed, stream))
}

func (o Training) logf(format string, args ...any) {
	if o.Log != nil {
		fmt.Fprintf(o.Log, format+"\n", args...)
	}
}

// A sample is a sentence of a treebank.
type sample struct {
	tokens []Token
	first  int // index of the first token in its document
	words  []word
	tags   []uint32
	gold   []int // label or move by token
	heads  []int
}

func makeSamples(docs []*Document, words *wordLexicon) []*sample {
	var all []*sample
	for _, d := range docs {
		for _, s := range d.Sentences {
			x := &sample{tokens: d.Tokens[s.First:s.End], first: s.First}
			forms := make([]string, len(x.tokens))
			x.heads = make([]int, len(x.tokens))
			for i, t := range x.tokens {
				forms[i] = t.Form
				x.heads[i] = -1
				if t.Head >= 0 {
					x.heads[i] = t.Head - s.First
				}
			}
			x.words = words.look(forms)
			all = append(all, x)
		}
	}
	return all
}

// learnLexicon notes which tags the frequent forms of treebanks have.
func learnLexicon(docs []*Document, clusters *wordLexicon) *wordLexicon {
	count := make(map[string]map[string]int)
	for _, d := range docs {
		for _, t := range d.Tokens {
			key := digitsToZero(strings.ToLower(normalise(t.Form)))
			if count[key] == nil {
				count[key] = make(map[string]int)
			}
			count[key][t.UPOS+" "+t.XPOS]++
		}
	}
	l := &wordLexicon{entries: make(map[string]wordEntry), coarse: []uint16{0}}
	if clusters != nil {
		l.coarse = clusters.coarse
		for k, e := range clusters.entries {
			l.entries[k] = wordEntry{cluster: e.cluster}
		}
	}
	sets := make(map[string]uint16)
	for _, key := range sortedKeys(count) {
		total := 0
		for _, n := range count[key] {
			total += n
		}
		if total < 4 {
			continue
		}
		var set []string
		for _, tag := range sortedKeys(count[key]) {
			if n := count[key][tag]; n*20 >= total {
				size := " some"
				if n*10 >= total*9 {
					size = " most"
				}
				set = append(set, tag+size)
			}
		}
		name := strings.Join(set, "|")
		if _, ok := sets[name]; !ok {
			sets[name] = uint16(len(sets) + 1)
		}
		e := l.entries[key]
		e.class = sets[name]
		l.entries[key] = e
	}
	return l
}

// tagLabels are the labels "UPOS XPOS" that occur more than once or twice.
func tagLabels(docs []*Document) []string {
	count := make(map[string]int)
	for _, d := range docs {
		for _, t := range d.Tokens {
			count[t.UPOS+" "+t.XPOS]++
		}
	}
	var labels []string
	for _, l := range sortedKeys(count) {
		if count[l] > 2 {
			labels = append(labels, l)
		}
	}
	return labels
}

// learnTags trains a tagger.
func learnTags(samples []*sample, labels []string, words *wordLexicon, o Training, test []*sample) *tagger {
	number := make(map[string]int)
	for i, l := range labels {
		number[l] = i
	}
	tags := hashes(labels)
	for _, s := range slices.Concat(samples, test) {
		s.gold = make([]int, len(s.tokens))
		for i, t := range s.tokens {
			n, ok := number[t.UPOS+" "+t.XPOS]
			if !ok {
				n = -1
			}
			s.gold[i] = n
		}
	}
	tr := linear.NewTrainer(labels)
	rng := o.random(1)
	order := slices.Clone(samples)
	scores := make([]int32, len(labels))
	var buf [tagFeatures]linear.Feature
	for epoch := range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		hits, all := 0, 0
		for _, s := range order {
			p1, p2 := uint32(1), uint32(1)
			for i := range s.words {
				f := tagFeature(buf[:0], s.words, i, p1, p2)
				tr.Score(f, scores)
				guess := linear.Best(scores)
				tr.Tick()
				all++
				if g := s.gold[i]; g == guess {
					hits++
				} else if g >= 0 {
					tr.Update(f, g, guess)
				}
				p1, p2 = tags[guess], p1
			}
		}
		o.logf("tagger epoch %d: %.2f on training", epoch+1, 100*float64(hits)/float64(all))
	}
	t := newTagger(tr.Model(2, 0), words, learnFeats(samples))
	if len(test) > 0 {
		upos, both, all := 0, 0, 0
		for _, s := range test {
			for i, l := range t.tag(s.words) {
				all++
				if t.upos[l] == s.tokens[i].UPOS {
					upos++
				}
				if l == s.gold[i] {
					both++
				}
			}
		}
		o.logf("tagger: UPOS %.2f, UPOS and XPOS %.2f, %d weights", 100*float64(upos)/float64(all), 100*float64(both)/float64(all), t.model.Size())
	}
	return t
}

func most(count map[string]int) string {
	best := ""
	for _, k := range sortedKeys(count) {
		if best == "" || count[k] > count[best] {
			best = k
		}
	}
	return best
}

// tally counts values by key.
type tally map[string]map[string]int

func (t tally) add(key, value string, n int) {
	if t[key] == nil {
		t[key] = make(map[string]int)
	}
	t[key][value] += n
}

func learnFeats(samples []*sample) featTable {
	byTag, byForm := make(tally), make(tally)
	for _, s := range samples {
		for _, t := range s.tokens {
			label := t.UPOS + " " + t.XPOS
			feats := t.Feats
			if strings.Contains(feats, "Typo") || strings.Contains(feats, "Style") {
				continue
			}
			byTag.add(label, "="+feats, 1)
			byForm.add(strings.ToLower(plainQuotes.Replace(t.Form))+" "+label, "="+feats, 1)
		}
	}
	f := featTable{make(map[string]string), make(map[string]string)}
	for label, n := range byTag {
		f.tag[label] = most(n)[1:]
	}
	for key, n := range byForm {
		_, label, _ := strings.Cut(key, " ")
		if v := most(n)[1:]; v != f.tag[label] {
			f.form[key] = v
		}
	}
	return f
}

// learnLemmas collects lemmas and rules.
func learnLemmas(docs []*Document, o Training) *lemmatiser {
	known, cased, rules := make(tally), make(tally), make(tally)
	seen := make(map[string]bool)
	for _, d := range docs {
		for _, t := range d.Tokens {
			if t.Lemma == "" || t.Lemma == "_" || strings.Contains(t.Feats, "Typo=Yes") || strings.Contains(t.Form, " ") {
				continue
			}
			form := plainQuotes.Replace(t.Form)
			lower, label := strings.ToLower(form), t.UPOS+" "+t.XPOS
			known.add(lower+" "+label, t.Lemma, 1)
			if form != lower {
				cased.add(form+" "+label, t.Lemma, 1)
			}
			lemma := strings.ToLower(t.Lemma)
			if key := lower + " " + label; !seen[key] {
				seen[key] = true
				if e := makeEdit(lower, lemma); e != "" {
					for n := 0; n <= min(lemmaSuffix, len(lower)-1); n++ {
						rules.add(label+" "+lower[len(lower)-n:], e, 1)
					}
				}
			}
		}
	}
	l := &lemmatiser{make(map[string]string), make(map[string]string), make(map[string]string)}
	for _, key := range sortedKeys(rules) { // short endings come before the longer ones
		n := rules[key]
		e := most(n)
		total := 0
		for _, c := range n {
			total += c
		}
		at := strings.LastIndexByte(key, ' ')
		label, ending := key[:at], key[at+1:]
		if ending != "" && (total < 2 || n[e]*3 < total*2) {
			continue
		}
		if e == "0" && ending == "" || e != l.edit("="+ending, label) {
			l.rules[key] = e
		}
	}
	for _, key := range sortedKeys(known) {
		form, label, _ := strings.Cut(key, " ")
		if v := most(known[key]); v != l.lemma(form, label) {
			l.known[key] = v
		}
	}
	for _, key := range sortedKeys(cased) {
		form, label, _ := strings.Cut(key, " ")
		if v := most(cased[key]); v != l.lemma(form, label) {
			l.cased[key] = v
		}
	}
	o.logf("lemmas: %d known, %d cased, %d rules", len(l.known), len(l.cased), len(l.rules))
	return l
}

// jackknife tags every sample with a tagger that was not trained on it.
func jackknife(samples []*sample, labels []string, words *wordLexicon, o Training) {
	const folds = 5
	o.Log = nil
	done := make(chan bool, folds)
	limit := make(chan bool, 2)
	for fold := range folds {
		var train, test []*sample
		for i, s := range samples {
			if i/50%folds == fold {
				test = append(test, s)
			} else {
				c := *s
				train = append(train, &c)
			}
		}
		go func() {
			limit <- true
			t := learnTags(train, labels, words, o, nil)
			for _, s := range test {
				s.tags = t.hash(t.tag(s.words))
			}
			<-limit
			done <- true
		}()
	}
	for range folds {
		<-done
	}
}

// hash turns labels into values for features.
func (t *tagger) hash(labels []int) []uint32 {
	h := make([]uint32, len(labels))
	for i, l := range labels {
		h[i] = t.tags[l]
	}
	return h
}

// moveLabels are the moves that the trees of the treebanks take.
func moveLabels(samples []*sample) []string {
	count := make(map[string]int)
	for _, s := range samples {
		for i, h := range s.heads {
			if h > i {
				count["L "+s.tokens[i].Deprel]++
			} else if h >= 0 {
				count["R "+s.tokens[i].Deprel]++
			}
		}
	}
	labels := []string{"S"}
	for _, l := range sortedKeys(count) {
		if count[l] > 2 {
			labels = append(labels, l)
		}
	}
	return labels
}

// cost tells which kinds of moves lose no arc of the gold tree that could
// still be had, and whether left and right make an arc of the gold tree.
func (s *state) cost(heads []int) (free, gold [moveKinds]bool) {
	ok := s.legal()
	s0, s1, b := s.top(0), s.top(1), s.next
	if s0 >= 0 {
		h := heads[s0]
		inBuffer := false // a child of s0 waits in the buffer
		for i := b; i < len(heads); i++ {
			if heads[i] == s0 {
				inBuffer = true
				break
			}
		}
		gold[left], gold[right] = h == b, h == s1 && s1 >= 0
		// The root may not get a head while it is at the bottom of the stack.
		root := h < 0 && len(s.stack) == 1
		free[left] = ok[left] && !inBuffer && !root && (h == b || h < b && (h != s1 || s1 < 0))
		free[right] = ok[right] && !inBuffer && (h < b || h < 0)
	}
	if ok[shift] {
		free[shift] = true
		if heads[b] < 0 && len(s.stack) > 0 {
			free[shift] = false
		}
		for _, w := range s.stack {
			if heads[w] == b || heads[b] == w && w != s0 {
				free[shift] = false
				break
			}
		}
	}
	return free, gold
}

// learnTrees trains a parser.
func learnTrees(samples []*sample, o Training, test []*sample) *parser {
	labels := moveLabels(samples)
	tr := linear.NewTrainer(labels)
	moves := makeMoves(labels)
	rng := o.random(2)
	order := slices.Clone(samples)
	scores := make([]int32, len(labels))
	var buf [parseFeatures]linear.Feature
	for epoch := range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		hits, all := 0, 0
		for _, x := range order {
			s := newState(x.words, x.tags)
			for !s.done() {
				ok := s.legal()
				if ok == [moveKinds]bool{shift: true} {
					s.apply(0, moves[0], 1)
					continue
				}
				f := s.features(buf[:0])
				tr.Score(f, scores)
				guess, _ := best(moves, scores, ok)
				free, gold := s.cost(x.heads)
				if !free[shift] && !free[left] && !free[right] {
					free = ok
				}
				good := -1
				for i, m := range moves {
					if !free[m.kind] || good >= 0 && scores[i] <= scores[good] {
						continue
					}
					if m.kind != shift && gold[m.kind] && m.deprel != x.tokens[s.top(0)].Deprel {
						continue
					}
					good = i
				}
				if good < 0 { // the label is too rare to be learnt
					good = guess
				}
				tr.Tick()
				all++
				if guess == good {
					hits++
				} else {
					tr.Update(f, good, guess)
				}
				if epoch > 0 && rng.Float64() < 0.9 {
					s.apply(guess, moves[guess], 1)
				} else {
					s.apply(good, moves[good], 1)
				}
			}
		}
		o.logf("parser epoch %d: %.2f of moves", epoch+1, 100*float64(hits)/float64(all))
		if len(test) > 0 && (epoch == 0 || epoch%4 == 3) {
			newParser(tr.Model(2, 0)).test(test, o)
		}
	}
	p := newParser(tr.Model(3, 0))
	p.test(test, o)
	return p
}

// test logs how well the parser does.
func (p *parser) test(samples []*sample, o Training) {
	if len(samples) == 0 {
		return
	}
	uas, las, all := 0, 0, 0
	for _, x := range samples {
		for i, n := range p.parse(x.words, x.tags) {
			all++
			if n.head != x.heads[i] {
				continue
			}
			uas++
			if n.head < 0 || p.moves[n.move].deprel == x.tokens[i].Deprel {
				las++
			}
		}
	}
	o.logf("parser: UAS %.2f LAS %.2f, %d features, %d weights", 100*float64(uas)/float64(all), 100*float64(las)/float64(all), p.model.Features(), p.model.Size())
}
