package nlp

import (
	"fmt"
	"math"
	"slices"
)

// Coreference is resolved by ranking: each mention, from left to right, joins
// the entity of the earlier mention that it most likely means, or begins a new
// one. The ranker is log-linear over sparse features of both mentions and of
// the entity so far: Durrett and Klein (2013), Easy Victories and Uphill
// Battles in Coreference Resolution, EMNLP; Clark and Manning (2016) rank the
// same way.

const (
	corefVersion = 1
	corefBits    = 19 // weights are hashed into 2^19 cells
	corefMask    = 1<<corefBits - 1

	maxRecent = 70 // mentions before one that it may mean
	maxAlike  = 4  // older ones with the same head, text, last word or country
)

// corefEager is how much the resolver prefers links: it evens out recall and
// precision of mentions.
const corefEager = 0.5

// A resolver is the model of coreference.
type resolver struct {
	weights []byte // int8 by cell
	scale   float32
}

// decodeCoref reads a model of coreference; nil is none.
func decodeCoref(data []byte) (*resolver, error) {
	if len(data) == 0 {
		return nil, nil
	}
	d := newDecoder(data)
	if d.Uint(1<<16) != corefVersion {
		d.Fail()
	}
	scale := d.Uint(1 << 30)
	r := &resolver{weights: d.Block(), scale: float32(scale) / (1 << 20)}
	if len(r.weights) != 1<<corefBits {
		d.Fail()
	}
	if err := d.Finish(); err != nil {
		return nil, fmt.Errorf("model of coreference: %w", err)
	}
	return r, nil
}

func (r *resolver) score(keys []uint32) float32 {
	sum := 0
	for _, k := range keys {
		sum += int(int8(r.weights[k&corefMask]))
	}
	return float32(sum) * r.scale
}

// A corefWalk goes through the mentions of a document and groups them.
type corefWalk struct {
	*corefView
	order  []int            // mentions as they are resolved
	of     []int            // chain by mention, -1 before it is resolved
	chains []corefChain     // of one mention or more
	alike  map[uint32][]int // resolved mentions by what they have in common
	seen   map[uint32]int
	found  []int
	ranks  []int // of what was found: how many nearer entities agree as well
	agreed []int // by chain, the last mention that found it to agree
	mark   []int // by mention, the last mention that had it as a candidate
}

func newCorefWalk(v *corefView) *corefWalk {
	w := &corefWalk{corefView: v, alike: make(map[uint32][]int), seen: make(map[uint32]int)}
	w.of, w.mark = make([]int, len(v.mentions)), make([]int, len(v.mentions))
	waiting := make(map[int][]int) // by the head that they wait for
	for i := range v.mentions {
		w.of[i], w.mark[i] = -1, -1
		if h := v.mentions[i].fronted; h > v.mentions[i].head {
			waiting[h] = append(waiting[h], i)
			continue
		}
		w.order = append(w.order, i)
		if h := v.mentions[i].head; !v.mentions[i].group && waiting[h] != nil {
			w.order = append(w.order, waiting[h]...)
			delete(waiting, h)
		}
	}
	placed := make([]bool, len(v.mentions))
	for _, i := range w.order {
		placed[i] = true
	}
	for i := range placed {
		if !placed[i] { // its subject is no mention
			w.order = append(w.order, i)
		}
	}
	return w
}

// keys are what an older mention may have in common with a mention.
func (m *corefMention) common() [5]uint32 {
	return [...]uint32{mix(m.text, 21), mix(m.lemma, 22), mix(m.last, 23), mix(m.acronym, 24), mix(m.country, 25)}
}

// candidates are the mentions that the mention at a place in the order may
// mean, nearest first. They are bounded whatever the length of the document.
func (w *corefWalk) candidates(place int) []int {
	i := w.order[place]
	m := &w.mentions[i]
	w.found = w.found[:0]
	try := func(j int) {
		if w.mark[j] == i || !w.compatible(i, j) {
			return
		}
		w.mark[j] = i
		w.found = append(w.found, j)
	}
	for p := place - 1; p >= 0 && p >= place-maxRecent; p-- {
		try(w.order[p])
	}
	for _, k := range m.common() {
		list := w.alike[k]
		for n := len(list) - 1; n >= 0 && n >= len(list)-maxAlike; n-- {
			try(list[n])
		}
	}
	w.rank(i)
	return w.found
}

// rank counts for each candidate the nearer entities that the mention agrees
// with.
func (w *corefWalk) rank(i int) {
	m := &w.mentions[i]
	w.ranks = w.ranks[:0]
	nearer := 0
	for _, j := range w.found {
		w.ranks = append(w.ranks, nearer)
		chain := w.of[j]
		if w.agreed[chain] != i && m.agrees(&w.mentions[j], &w.chains[chain]) {
			w.agreed[chain] = i
			nearer++
		}
	}
}

// agrees says whether a mention could be of a chain: a pronoun by its gender
// and number, others by their words.
func (m *corefMention) agrees(a *corefMention, c *corefChain) bool {
	if m.kind != PronounMention {
		return m.lemma == a.lemma || m.last == a.last
	}
	if m.gender == 'm' || m.gender == 'f' {
		return c.human == 'y' && (c.gender == m.gender || c.gender == 'u') && c.number != 'p'
	}
	if m.gender == 'n' {
		return c.human != 'y' && c.number != 'p'
	}
	return m.number == c.number || c.number == 'u'
}

// compatible says whether two mentions may be one entity at all: groups are
// never one person or country.
func (w *corefWalk) compatible(i, j int) bool {
	m, a, c := &w.mentions[i], &w.mentions[j], &w.chains[w.of[j]]
	if m.head == a.head {
		return false
	}
	if m.many() && (c.single || a.single()) || m.single() && (c.many || a.many()) {
		return false
	}
	if w.bound(m, c) {
		return false
	}
	return !(m.gender == 'm' && c.gender == 'f' || m.gender == 'f' && c.gender == 'm') || m.kind != PronounMention || a.kind != PronounMention
}

// bound says whether a plain pronoun is an object beside a subject of the
// chain: "Lee thanked him" (principle B of binding, Chomsky 1981).
func (w *corefWalk) bound(m *corefMention, c *corefChain) bool {
	if m.kind != PronounMention || m.self || m.person != '3' || m.base != "obj" && m.base != "iobj" {
		return false
	}
	for n := len(c.mentions) - 1; n >= 0 && n >= len(c.mentions)-maxAlike; n-- {
		if a := &w.mentions[c.mentions[n]]; a.base == "nsubj" && a.governor == m.governor {
			return true
		}
	}
	return false
}

// subject finds the subject that a reflexive pronoun means, -1 for none.
func (w *corefWalk) subject(i int, candidates []int) int {
	m := &w.mentions[i]
	if !m.self || m.base != "obj" && m.base != "iobj" {
		return -1
	}
	for _, j := range candidates {
		if a := &w.mentions[j]; a.base == "nsubj" && a.governor == m.governor && a.number != 'p' == (m.number != 'p') {
			return j
		}
	}
	return -1
}

// generals are nouns that with "the" alone go back to the last name of a sort.
var generals = map[uint32]uint32{
	hash("company"): hash("Organization"), hash("firm"): hash("Organization"), hash("automaker"): hash("Organization"), hash("carmaker"): hash("Organization"),
	hash("airline"): hash("Organization"), hash("bank"): hash("Organization"), hash("agency"): hash("Organization"), hash("ministry"): hash("Organization"),
	hash("organization"): hash("Organization"), hash("organisation"): hash("Organization"), hash("party"): hash("Organization"), hash("group"): hash("Organization"),
	hash("country"): hash("Place"), hash("nation"): hash("Place"), hash("city"): hash("Place"), hash("town"): hash("Place"), hash("island"): hash("Place"),
}

// general finds the name that "the company" means where the ranker sees none: the
// nearest entity with a name of its sort in the same or the last sentence, -1 for none.
func (w *corefWalk) general(i int, candidates []int) int {
	m := &w.mentions[i]
	sort, ok := generals[m.lemma]
	if !ok || m.kind != NounMention || m.class != hash("the") || m.end-m.first != 2 || m.number == 'p' {
		return -1
	}
	for _, j := range candidates {
		a := &w.mentions[j]
		if m.sentence-a.sentence <= 1 && a.head < m.head && a.governor != m.governor && w.named(w.of[j], sort) {
			return j
		}
	}
	return -1
}

// named reports a name of a sort among the first mentions of a chain.
func (w *corefWalk) named(chain int, sort uint32) bool {
	mentions := w.chains[chain].mentions
	for _, k := range mentions[:min(len(mentions), 8)] {
		if a := &w.mentions[k]; a.kind == NameMention && a.sort == sort {
			return true
		}
	}
	return false
}

// many says whether a mention is surely a group.
func (m *corefMention) many() bool {
	return m.group || m.kind == NounMention && m.number == 'p' || m.kind == PronounMention && m.person == '1' && m.number == 'p'
}

// single says whether a mention is surely one person or place.
func (m *corefMention) single() bool {
	switch {
	case m.group || m.number == 'p':
		return false
	case m.kind == PronounMention:
		return m.gender == 'm' || m.gender == 'f' || m.person == '1'
	case m.kind == NameMention:
		return m.human == 'y' || m.sort == hash("Place") || m.sort == hash("Country")
	}
	return m.human == 'y' && m.number == 's'
}

// join puts a mention into the chain of another, or into a new one for -1.
func (w *corefWalk) join(i, j int) {
	m := &w.mentions[i]
	if j < 0 {
		w.of[i] = len(w.chains)
		w.chains = append(w.chains, newCorefChain())
		w.agreed = append(w.agreed, -1)
	} else {
		w.of[i] = w.of[j]
	}
	w.chains[w.of[i]].add(i, m)
	w.seen[m.text]++
	w.seen[mix(m.lemma, 7)]++
	w.seen[mix(m.last, 8)]++
	for _, k := range m.common() {
		w.alike[k] = append(w.alike[k], i)
	}
}

// Resolve finds the mentions of the entities of an annotated document that
// are mentioned more than once. It replaces d.Mentions.
func (r *Reader) Resolve(d *Document) {
	d.Mentions = nil
	if r.coref == nil || len(d.Tokens) == 0 {
		return
	}
	w := newCorefWalk(r.newCorefView(d))
	sure := make([]float32, len(w.mentions))
	var f featureList
	var scores []float32
	for place, i := range w.order {
		w.begin(&f, i, w.seen)
		fresh := r.coref.score(f.keys) - corefEager
		candidates := w.candidates(place)
		scores = scores[:0]
		best, top := -1, fresh
		for k, j := range candidates {
			r.link(w.corefView, &f, i, j, &w.chains[w.of[j]], w.ranks[k])
			s := r.coref.score(f.keys)
			scores = append(scores, s)
			if s > top {
				best, top = j, s
			}
		}
		if j := w.subject(i, candidates); j >= 0 {
			best = j
		}
		if best < 0 {
			best = w.general(i, candidates)
		}
		if best >= 0 {
			sure[i] = w.share(candidates, scores, fresh, w.of[best], top)
		}
		w.join(i, best)
	}
	d.Mentions = w.result(sure)
}

// share is the probability of a chain among all decisions.
func (w *corefWalk) share(candidates []int, scores []float32, fresh float32, chain int, top float32) float32 {
	all, part := math.Exp(float64(fresh-top)), 0.0
	for k, j := range candidates {
		p := math.Exp(float64(scores[k] - top))
		all += p
		if w.of[j] == chain {
			part += p
		}
	}
	return float32(part / all)
}

// result is the mentions of chains of two or more. The first mention of a
// chain is as sure as the surest link to it.
func (w *corefWalk) result(sure []float32) []Mention {
	var out []Mention
	number := make(map[int]int)
	for i := range w.mentions {
		m := &w.mentions[i]
		c := &w.chains[w.of[i]]
		if len(c.mentions) < 2 {
			continue
		}
		n, ok := number[w.of[i]]
		if !ok {
			n = len(number)
			number[w.of[i]] = n
		}
		score := sure[i]
		if i == c.mentions[0] {
			for _, k := range c.mentions {
				score = max(score, sure[k])
			}
		}
		out = append(out, Mention{m.first, m.end, m.head, m.kind, n, score})
	}
	slices.SortStableFunc(out, func(a, b Mention) int { return compareSpans(Span{a.First, a.End}, Span{b.First, b.End}) })
	return out
}
