package nlp

import (
	"strings"

	"github.com/quadwire/quadwire/extract/nlp/linear"
)

// A parser builds dependency trees from left to right with the transitions of
// the arc-hybrid system. There is no artificial root: the word that is left
// when all others have heads is the root, so every tree has exactly one.
type parser struct {
	model *linear.Model
	moves []move
}

// A move is a transition: shift, or attach the top of the stack with a label.
type move struct {
	kind   moveKind
	deprel string
	hash   uint32 // of deprel
}

type moveKind uint8

const (
	shift moveKind = iota
	left           // the top of the stack gets the next word as its head
	right          // the top of the stack gets the word below as its head
	moveKinds
)

func newParser(model *linear.Model) *parser {
	return &parser{model, makeMoves(model.Labels())}
}

func makeMoves(labels []string) []move {
	moves := make([]move, len(labels))
	for i, l := range labels {
		kind, deprel, _ := strings.Cut(l, " ")
		m := move{deprel: deprel, hash: linear.String(deprel)}
		switch kind {
		case "L":
			m.kind = left
		case "R":
			m.kind = right
		}
		moves[i] = m
	}
	return moves
}

// A node is a word in a partial tree.
type node struct {
	head           int // -1 for none
	move           int // that attached it
	l1, l2, r1, r2 int // outermost and next children on both sides, -1 for none
	lcount, rcount uint32
	lset, rset     uint32 // labels of the children, hashed together
	margin         float32
}

// A state is a partial parse.
type state struct {
	words []word
	tags  []uint32
	nodes []node
	stack []int
	next  int // first word of the buffer
}

func newState(words []word, tags []uint32) *state {
	s := &state{words: words, tags: tags, nodes: make([]node, len(words)), stack: make([]int, 0, len(words))}
	for i := range s.nodes {
		s.nodes[i] = node{head: -1, move: -1, l1: -1, l2: -1, r1: -1, r2: -1}
	}
	return s
}

func (s *state) done() bool { return s.next == len(s.words) && len(s.stack) <= 1 }

// legal tells which kinds of moves the state allows.
func (s *state) legal() (ok [moveKinds]bool) {
	ok[shift] = s.next < len(s.words)
	ok[left] = s.next < len(s.words) && len(s.stack) > 0
	ok[right] = len(s.stack) > 1
	return ok
}

// top is the word at depth i of the stack, -1 where there is none.
func (s *state) top(i int) int {
	if i < len(s.stack) {
		return s.stack[len(s.stack)-1-i]
	}
	return -1
}

// buffer is the word at position i of the buffer, -1 where there is none.
func (s *state) buffer(i int) int {
	if s.next+i < len(s.words) {
		return s.next + i
	}
	return -1
}

func (s *state) apply(id int, m move, margin float32) {
	if m.kind == shift {
		s.stack = append(s.stack, s.next)
		s.next++
		return
	}
	child := s.top(0)
	s.stack = s.stack[:len(s.stack)-1]
	n := &s.nodes[child]
	n.move, n.margin = id, margin
	if m.kind == left {
		n.head = s.next
		h := &s.nodes[n.head]
		h.l2, h.l1 = h.l1, child
		h.lcount++
		h.lset = h.lset*31 + m.hash
		return
	}
	n.head = s.top(0)
	h := &s.nodes[n.head]
	h.r2, h.r1 = h.r1, child
	h.rcount++
	h.rset = h.rset*31 + m.hash
}

// best finds the legal move with the highest score, and the best score of
// each kind of move.
func best(moves []move, scores []int32, ok [moveKinds]bool) (id int, kinds [moveKinds]int32) {
	const none = -1 << 31
	id = -1
	kinds = [moveKinds]int32{none, none, none}
	for i, m := range moves {
		if !ok[m.kind] {
			continue
		}
		if scores[i] > kinds[m.kind] || kinds[m.kind] == none {
			kinds[m.kind] = scores[i]
		}
		if id < 0 || scores[i] > scores[id] {
			id = i
		}
	}
	return id, kinds
}

// halfMargin is the difference of scores that counts as a margin of a half.
// With it the margin is close to the part of such arcs that are right in
// development data.
const halfMargin = 50

// margin says how far a kind of move is ahead of the others, in 0..1.
func margin(kind moveKind, kinds [moveKinds]int32, ok [moveKinds]bool) float32 {
	second, found := int32(0), false
	for k, s := range kinds {
		if moveKind(k) != kind && ok[k] && (!found || s > second) {
			second, found = s, true
		}
	}
	if !found {
		return 1
	}
	d := float32(kinds[kind]-second) / halfMargin
	return max(0, d/(1+d))
}

// parse returns the tree of a sentence.
func (p *parser) parse(words []word, tags []uint32) []node {
	s := newState(words, tags)
	var buf [parseFeatures]linear.Feature
	scores := make([]int32, len(p.moves))
	for !s.done() {
		ok := s.legal()
		if ok == [moveKinds]bool{shift: true} {
			s.apply(0, move{}, 1)
			continue
		}
		p.model.Score(s.features(buf[:0]), scores)
		id, kinds := best(p.moves, scores, ok)
		s.apply(id, p.moves[id], margin(p.moves[id].kind, kinds, ok))
	}
	return s.nodes
}

const parseFeatures = 128

// An item is what features see of a place in a state.
type item struct{ w, t, c, cc, rel uint32 }

func (s *state) item(i int) item {
	if i < 0 {
		return item{1, 1, 1, 1, 1}
	}
	w := &s.words[i]
	return item{w.id, s.tags[i], w.cluster, w.coarse, uint32(s.nodes[i].move + 3)}
}

func (s *state) child(i int, of func(*node) int) int {
	if i < 0 {
		return -1
	}
	return of(&s.nodes[i])
}

func distance(a, b int) uint32 {
	if a < 0 || b < 0 {
		return 0
	}
	switch d := b - a; {
	case d < 5:
		return uint32(d)
	case d < 10:
		return 6
	default:
		return 7
	}
}

func pair(a, b uint32) uint32 { return a*0x9e3779b1 ^ b }

// between counts the commas and tells of verbs between two words.
func (s *state) between(a, b int) uint32 {
	if a < 0 || b < 0 {
		return 99
	}
	n := uint32(0)
	for i := a + 1; i < b && i < a+30; i++ {
		if s.words[i].form == "," && n < 3 {
			n++
		}
	}
	return n
}

// features appends the features of the state.
func (s *state) features(f []linear.Feature) []linear.Feature {
	i0, i1, i2 := s.top(0), s.top(1), s.top(2)
	j0, j1, j2, j3 := s.buffer(0), s.buffer(1), s.buffer(2), s.buffer(3)
	s0, s1, s2 := s.item(i0), s.item(i1), s.item(i2)
	n0, n1, n2, n3 := s.item(j0), s.item(j1), s.item(j2), s.item(j3)
	l1 := func(n *node) int { return n.l1 }
	l2 := func(n *node) int { return n.l2 }
	r1 := func(n *node) int { return n.r1 }
	r2 := func(n *node) int { return n.r2 }
	s0l, s0r := s.item(s.child(i0, l1)), s.item(s.child(i0, r1))
	s0l2, s0r2 := s.item(s.child(i0, l2)), s.item(s.child(i0, r2))
	s1l, s1r := s.item(s.child(i1, l1)), s.item(s.child(i1, r1))
	s1l2, s1r2 := s.item(s.child(i1, l2)), s.item(s.child(i1, r2))
	n0l, n0l2 := s.item(s.child(j0, l1)), s.item(s.child(j0, l2))
	var z0, z1, m0 node
	if i0 >= 0 {
		z0 = s.nodes[i0]
	}
	if i1 >= 0 {
		z1 = s.nodes[i1]
	}
	if j0 >= 0 {
		m0 = s.nodes[j0]
	}
	s0wt, s1wt, n0wt, n1wt := pair(s0.w, s0.t), pair(s1.w, s1.t), pair(n0.w, n0.t), pair(n1.w, n1.t)
	d0, d1 := distance(i0, j0), distance(i1, i0)
	c0, c1 := s.between(i0, j0), s.between(i1, i0)
	// The first child on the left that has a case or a mark is in l2 or l1;
	// the outermost is nearly always it.
	return append(f,
		linear.Hash1(1, 0),
		linear.Hash1(2, s0.w), linear.Hash1(3, s0.t), linear.Hash1(4, s0wt),
		linear.Hash1(5, s1.w), linear.Hash1(6, s1.t), linear.Hash1(7, s1wt),
		linear.Hash1(8, s2.t), linear.Hash2(9, s2.w, s2.t),
		linear.Hash1(10, n0.w), linear.Hash1(11, n0.t), linear.Hash1(12, n0wt),
		linear.Hash1(13, n1.w), linear.Hash1(14, n1.t), linear.Hash1(15, n1wt),
		linear.Hash1(16, n2.t), linear.Hash2(17, n2.w, n2.t), linear.Hash1(18, n3.t),
		// pairs
		linear.Hash2(20, s0wt, n0wt), linear.Hash2(21, s0wt, n0.w), linear.Hash2(22, s0.w, n0wt),
		linear.Hash2(23, s0wt, n0.t), linear.Hash2(24, s0.t, n0wt), linear.Hash2(25, s0.w, n0.w),
		linear.Hash2(26, s0.t, n0.t), linear.Hash2(27, n0.t, n1.t), linear.Hash2(28, n0wt, n1.t),
		linear.Hash2(29, s0wt, s1wt), linear.Hash2(30, s1.w, s0.w), linear.Hash2(31, s1.t, s0.t),
		linear.Hash2(32, s1wt, s0.t), linear.Hash2(33, s1.t, s0wt), linear.Hash2(34, s1.w, n0.w),
		linear.Hash2(35, s1.t, n0.t), linear.Hash2(36, s1wt, n0.t), linear.Hash2(37, s1.t, n0wt),
		linear.Hash2(38, s0.t, n1.t), linear.Hash2(39, s0wt, n1.t), linear.Hash2(40, n0.w, n1.w),
		// triples
		linear.Hash3(41, n0.t, n1.t, n2.t), linear.Hash3(42, s0.t, n0.t, n1.t), linear.Hash3(43, s1.t, s0.t, n0.t),
		linear.Hash3(44, s2.t, s1.t, s0.t), linear.Hash3(45, s0.t, s0l.t, n0.t), linear.Hash3(46, s0.t, s0r.t, n0.t),
		linear.Hash3(47, s0.t, n0.t, n0l.t), linear.Hash3(48, s1.t, s0.t, s0l.t), linear.Hash3(49, s1.t, s0.t, s0r.t),
		linear.Hash3(50, s1.t, s1r.t, s0.t), linear.Hash3(51, s1.t, s1l.t, s0.t), linear.Hash3(52, s0wt, n0.t, n1.t),
		linear.Hash3(53, s0.t, n0wt, n1.t), linear.Hash3(54, s1wt, s0.t, n0.t), linear.Hash3(55, s1.t, s0wt, n0.t),
		linear.Hash3(56, s1.t, s0.t, n0wt), linear.Hash3(57, s0.w, n0.t, n1.t), linear.Hash3(58, s0.t, s0l.rel, n0.t),
		linear.Hash3(59, s0.t, s0r.rel, n0.t), linear.Hash3(60, s0.t, n0.t, n0l.rel), linear.Hash3(61, s1.t, s0.t, s0l.rel),
		linear.Hash3(62, s1.t, s1r.rel, s0.t), linear.Hash3(63, s0.t, n0.t, n2.t), linear.Hash3(64, s0.t, s0l2.t, s0l.t),
		linear.Hash3(65, s0.t, s0r2.t, s0r.t), linear.Hash3(66, n0.t, n0l2.t, n0l.t),
		// distance and commas
		linear.Hash2(67, s0.w, d0), linear.Hash2(68, s0.t, d0), linear.Hash2(69, n0.w, d0), linear.Hash2(70, n0.t, d0),
		linear.Hash3(71, s0.t, n0.t, d0), linear.Hash3(72, s1.t, s0.t, d1), linear.Hash3(73, s0.w, n0.w, d0),
		linear.Hash3(74, s1.w, s0.w, d1), linear.Hash3(75, s0.t, n0.t, c0), linear.Hash3(76, s1.t, s0.t, c1),
		// valency and labels
		linear.Hash2(77, s0.w, z0.rcount), linear.Hash2(78, s0.t, z0.rcount), linear.Hash2(79, s0.w, z0.lcount),
		linear.Hash2(80, s0.t, z0.lcount), linear.Hash2(81, n0.w, m0.lcount), linear.Hash2(82, n0.t, m0.lcount),
		linear.Hash2(83, s1.t, z1.rcount), linear.Hash2(84, s1.w, z1.rcount),
		linear.Hash2(85, s0.w, z0.lset), linear.Hash2(86, s0.t, z0.lset), linear.Hash2(87, s0.w, z0.rset),
		linear.Hash2(88, s0.t, z0.rset), linear.Hash2(89, n0.w, m0.lset), linear.Hash2(90, n0.t, m0.lset),
		linear.Hash2(91, s1.w, z1.rset), linear.Hash2(92, s1.t, z1.rset), linear.Hash2(93, s1.w, z1.lset), linear.Hash2(94, s1.t, z1.lset),
		// children
		linear.Hash1(95, s0l.w), linear.Hash1(96, s0r.w), linear.Hash1(97, n0l.w), linear.Hash1(98, s1r.w), linear.Hash1(99, s1l.w),
		linear.Hash2(100, s0l.t, s0l.rel), linear.Hash2(101, s0r.t, s0r.rel), linear.Hash2(102, n0l.t, n0l.rel),
		linear.Hash2(103, s1r.t, s1r.rel), linear.Hash2(104, s1l.t, s1l.rel), linear.Hash2(105, s1r2.t, s1r2.rel), linear.Hash2(106, s1l2.t, s1l2.rel),
		linear.Hash3(107, s1.w, s0.t, s0l.w), linear.Hash3(108, s1.t, s0.t, s0l.w), linear.Hash3(109, s1.w, s0.w, s0l.w),
		linear.Hash3(110, s1.t, s1r.w, s0.t), linear.Hash3(111, s0.w, s0r.w, n0.w),
		// clusters
		linear.Hash1(112, s0.c), linear.Hash1(113, n0.c), linear.Hash1(114, s1.c), linear.Hash2(115, s0.c, n0.c),
		linear.Hash2(116, s1.c, s0.c), linear.Hash2(117, s0.cc, n0.w), linear.Hash2(118, s0.w, n0.cc), linear.Hash2(119, s1.w, s0.cc),
		linear.Hash2(120, s1.cc, s0.w), linear.Hash3(121, s1.cc, s0.cc, s0l.w), linear.Hash3(122, s0.cc, n0.cc, n1.cc),
		linear.Hash3(123, s1.cc, s0.cc, n0.cc), linear.Hash2(124, s0.cc, n0.t), linear.Hash2(125, s0.t, n0.cc),
		linear.Hash1(126, n1.c),
	)
}
