package nlp

import (
	"slices"
	"strings"
)

// A corefChain is what the mentions of an entity have told together.
type corefChain struct {
	mentions     []int
	gender       byte
	number       byte
	human        byte
	sort         uint32 // of its name, or of its first noun
	named        bool
	single, many bool // surely one person or place; surely a group
}

func newCorefChain() corefChain {
	return corefChain{gender: 'u', number: 'u', human: 'u'}
}

func (c *corefChain) add(i int, m *corefMention) {
	c.mentions = append(c.mentions, i)
	if c.gender == 'u' || c.gender == 'n' && m.kind == PronounMention {
		c.gender = m.gender
	}
	if c.number == 'u' {
		c.number = m.number
	}
	if c.human == 'u' {
		c.human = m.human
	}
	if m.proper && !c.named || c.sort == 0 {
		c.sort = m.sort
	}
	c.named = c.named || m.proper
	c.single, c.many = c.single || m.single(), c.many || m.many()
}

// mix puts a value into a hash.
func mix(h, v uint32) uint32 {
	h ^= v * 0xcc9e2d51
	h = h<<13 | h>>19
	h = h*5 + 0xe6546b64
	return h ^ h>>15
}

// A featureList collects the features of one decision: each alone, with the
// class of the mention, and with the classes of both, after Durrett and Klein
// (2013), Easy Victories and Uphill Battles in Coreference Resolution, EMNLP.
type featureList struct {
	keys     []uint32
	ana, two uint32
}

func (f *featureList) add(id uint32, values ...uint32) {
	h := id * 0x9E3779B1
	for _, v := range values {
		h = mix(h, v)
	}
	f.keys = append(f.keys, h, mix(h, f.ana), mix(h, f.two))
}

func (f *featureList) alone(id uint32, values ...uint32) {
	h := id * 0x9E3779B1
	for _, v := range values {
		h = mix(h, v)
	}
	f.keys = append(f.keys, h)
}

// distance puts a distance into few classes.
func distance(n int) uint32 {
	switch {
	case n < 0:
		return 99
	case n < 5:
		return uint32(n)
	case n < 8:
		return 5
	case n < 12:
		return 6
	case n < 20:
		return 7
	case n < 40:
		return 8
	case n < 80:
		return 9
	}
	return 10
}

// kindOf is a coarse class of a mention.
func kindOf(m *corefMention) uint32 {
	if m.kind == PronounMention {
		return m.class
	}
	return uint32(m.kind) + 1
}

// begin are the features of a mention that begins a new entity.
func (v *corefView) begin(f *featureList, i int, seen map[uint32]int) {
	m := &v.mentions[i]
	d := v.doc
	f.keys, f.ana, f.two = f.keys[:0], m.class, mix(m.class, m.role)
	t := &d.Tokens[m.head]
	f.add(1)
	f.add(2, m.role)
	f.add(3, uint32(m.number), uint32(m.human))
	f.add(4, m.sort)
	f.add(5, distance(m.end-m.first))
	f.add(6, distance(m.sentence))
	f.add(7, flag(seen[m.text] > 0), flag(seen[mix(m.lemma, 7)] > 0), flag(m.kind == NameMention))
	f.add(8, flag(seen[mix(m.last, 8)] > 0))
	f.alone(9, m.lemma)
	f.alone(10, m.lemma, m.class)
	f.add(11, hash(strings.ToLower(d.Tokens[m.first].Form)))
	if m.governor >= 0 {
		f.alone(12, hash(d.Tokens[m.governor].Lemma), m.role, kindOf(m))
	}
	if m.first > 0 {
		f.alone(13, hash(strings.ToLower(d.Tokens[m.first-1].Form)), kindOf(m))
	}
	if m.end < len(d.Tokens) {
		f.alone(14, hash(strings.ToLower(d.Tokens[m.end].Form)), kindOf(m))
	}
	f.add(15, flag(m.quote != 0))
	f.add(16, flag(len(m.mods) > 0), flag(v.right[m.head] > m.head))
	f.add(17, distance(m.head-d.Sentences[t.Sentence].First))
	f.add(18, flag(m.fronted >= 0))
	f.add(19, distance(seen[mix(m.lemma, 7)]))
}

// link are the features of a mention i that means the same as mention j.
func (r *pipeline) link(v *corefView, f *featureList, i, j int, c *corefChain, rank int) {
	m, a := &v.mentions[i], &v.mentions[j]
	f.keys, f.ana, f.two = f.keys[:0], m.class, mix(m.class, a.class)
	f.add(101)
	f.add(108, distance(rank))
	v.distance(f, i, j, c)
	v.agreement(f, m, a, c)
	v.structure(f, m, a)
	v.talk(f, m, a)
	if m.kind != PronounMention {
		v.strings(f, m, a, c)
		if a.kind != PronounMention {
			f.add(160, r.likeness(m.row, a.row))
			f.alone(161, m.lemma, a.lemma)
		}
	} else {
		f.alone(162, m.class, a.lemma)
		if m.governor >= 0 {
			f.alone(163, hash(v.doc.Tokens[m.governor].Lemma), m.role, a.sort)
		}
	}
}

func (v *corefView) distance(f *featureList, i, j int, c *corefChain) {
	m, a := &v.mentions[i], &v.mentions[j]
	sentences := m.sentence - a.sentence
	f.add(102, distance(sentences))
	f.add(103, distance(i-j), flag(j > i))
	f.add(104, distance(sentences), a.role)
	f.add(105, distance(len(c.mentions)), distance(sentences))
	last := c.mentions[len(c.mentions)-1]
	f.add(106, flag(last == j), distance(i-last))
	f.add(107, flag(c.named), distance(sentences))
	f.add(109, distance(m.sentence-v.mentions[last].sentence), v.mentions[last].role)
}

func (v *corefView) agreement(f *featureList, m, a *corefMention, c *corefChain) {
	f.add(110, uint32(m.number), uint32(a.number))
	f.add(111, uint32(m.number), uint32(c.number))
	f.add(112, uint32(m.gender), uint32(a.gender))
	f.add(113, uint32(m.gender), uint32(c.gender))
	f.add(114, uint32(m.human), uint32(a.human))
	f.add(115, uint32(m.human), uint32(c.human))
	f.add(116, m.sort, a.sort)
	f.add(117, m.sort, c.sort)
	f.add(118, uint32(m.person), uint32(a.person))
	f.add(119, a.sort)
}

func (v *corefView) structure(f *featureList, m, a *corefMention) {
	d := v.doc
	f.add(120, m.role, a.role)
	inside := a.first <= m.first && m.end <= a.end
	around := m.first <= a.first && a.end <= m.end
	f.add(121, flag(inside), flag(around))
	same := m.sentence == a.sentence
	f.add(122, flag(m.governor >= 0 && m.governor == a.governor), flag(same))
	f.add(123, flag(m.role == a.role), distance(m.sentence-a.sentence))
	f.add(124, flag(d.Tokens[m.head].Deprel == "appos" && m.governor == a.head))
	f.add(125, flag(a.governor == m.head && strings.HasPrefix(d.Tokens[a.head].Deprel, "nsubj") && v.child(m.head, "cop") >= 0))
	f.add(126, flag(m.fronted >= 0 && m.fronted == a.head))
	if same {
		f.add(127, distance(m.head-a.head), flag(v.commands(a, m)))
	}
	f.add(128, flag(a.group), flag(m.group))
	if a.governor >= 0 && m.governor >= 0 && m.governor != a.governor {
		f.add(129, flag(d.Tokens[a.governor].Lemma == d.Tokens[m.governor].Lemma), flag(m.role == a.role))
	}
	f.add(130, flag(a.head >= 0 && a.sentence >= 0 && a.first-d.Sentences[a.sentence].First < 3), distance(m.sentence-a.sentence))
}

// commands says whether a's governor is above m.
func (v *corefView) commands(a, m *corefMention) bool {
	return a.governor >= 0 && v.left[a.governor] <= m.head && m.head <= v.right[a.governor]
}

// talk are the features of quotations: "I" is who speaks.
func (v *corefView) talk(f *featureList, m, a *corefMention) {
	speaks, spoken := false, false
	if m.quote != 0 {
		s, ok := v.speakers[m.quote]
		speaks = ok && s == a.head
	}
	if a.quote != 0 {
		s, ok := v.speakers[a.quote]
		spoken = ok && s == m.head
	}
	f.add(140, flag(m.quote != 0), flag(a.quote != 0), flag(m.quote == a.quote))
	f.add(141, flag(speaks), flag(spoken))
}

func (v *corefView) strings(f *featureList, m, a *corefMention, c *corefChain) {
	common, extra := 0, 0
	for _, w := range m.words {
		if slices.Contains(a.words, w) {
			common++
		} else {
			extra++
		}
	}
	missing := len(a.words) - common
	same := m.text == a.text
	f.add(150, flag(same))
	f.add(151, flag(m.lemma == a.lemma), flag(extra > 0), flag(missing > 0))
	f.add(152, distance(common), flag(extra > 0), flag(missing > 0), flag(m.last == a.last))
	f.add(153, flag(m.acronym != 0 && m.acronym == a.acronym), flag(m.country == a.country))
	mods := uint32(0)
	for _, w := range m.mods {
		if !slices.Contains(a.words, w) {
			mods |= 1
		}
	}
	for _, w := range a.mods {
		if !slices.Contains(m.words, w) {
			mods |= 2
		}
	}
	f.add(154, mods, flag(m.lemma == a.lemma))
	exact, head, some := false, false, false
	const look = 10
	for n := len(c.mentions) - 1; n >= 0; n-- {
		if len(c.mentions)-n > look && n > 2 {
			n = 2 // the first ones tell the most
		}
		b := &v.mentions[c.mentions[n]]
		if b.kind == PronounMention {
			continue
		}
		exact = exact || b.text == m.text
		head = head || b.lemma == m.lemma || b.last == m.last
		some = some || slices.ContainsFunc(m.words, func(w uint32) bool { return slices.Contains(b.words, w) })
	}
	f.add(155, flag(exact), flag(head), flag(some))
	f.add(156, flag(exact), flag(same), distance(m.sentence-a.sentence))
	f.alone(157, m.lemma, flag(same), flag(m.lemma == a.lemma))
}

// likeness puts the cosine of the embeddings of two words into classes.
func (r *pipeline) likeness(a, b int32) uint32 {
	if a < 0 || b < 0 {
		return 20
	}
	return uint32((r.model.Cosine(int(a), int(b)) + 1) * 8)
}
