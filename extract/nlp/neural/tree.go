package neural

import (
	"math"
	"slices"
)

// An arc is an edge into a node of [Trees.spanning].
type arc struct {
	from, to int32 // words; from < 0 where there is none
	score    float32
}

// Trees finds trees; it is memory that is used again.
type Trees struct {
	arcs                             []arc // into node v from node u at v*2n+u
	group, parent, state             []int
	chosen                           []arc
	alive                            []bool
	order, cycle, roots, trial, keep []int
}

func ints(s *[]int, n int) []int {
	*s = slices.Grow((*s)[:0], n)[:n]
	clear(*s)
	return *s
}

// Find finds the tree with the highest sum of scores that has one root
// (Chu and Liu 1965, Edmonds 1967): scores[i*(n+1)+j] is that of word j as the
// head of word i, j == n that of the root. heads gets a head by word, -1 for
// the root.
func (t *Trees) Find(n int, scores []float32, heads []int) {
	if n == 0 {
		return
	}
	best := -1
	for i := range n {
		row := scores[i*(n+1) : (i+1)*(n+1)]
		top := n
		for j, s := range row {
			if j != i && s > row[top] {
				top = j
			}
		}
		heads[i] = top
	}
	if single(n, heads) && !cyclic(heads[:n], ints(&t.state, n)) {
		toRoot(n, heads)
		return
	}
	// Each word in turn is the only root; only those with a high score for it
	// can win, and few are tried.
	roots := ints(&t.roots, n)
	for i := range roots {
		roots[i] = i
	}
	const tried = 5
	for k := range min(tried, n) {
		for j := k + 1; j < n; j++ {
			if rootGain(n, scores, heads, roots[j]) > rootGain(n, scores, heads, roots[k]) {
				roots[k], roots[j] = roots[j], roots[k]
			}
		}
	}
	top := float32(math.Inf(-1))
	trial, keep := ints(&t.trial, n), ints(&t.keep, n)
	for _, r := range roots[:min(tried, n)] {
		sum := t.spanning(n, scores, r, trial)
		if best < 0 || sum > top {
			top, best = sum, r
			copy(keep, trial)
		}
	}
	copy(heads, keep)
}

// rootGain is how much a word prefers the root to its best head.
func rootGain(n int, scores []float32, heads []int, i int) float32 {
	row := scores[i*(n+1):]
	if heads[i] != n {
		return row[n] - row[heads[i]]
	}
	second := float32(math.Inf(-1))
	for j := range n {
		if j != i {
			second = max(second, row[j])
		}
	}
	return row[n] - second
}

func toRoot(n int, heads []int) {
	for i, h := range heads[:n] {
		if h == n {
			heads[i] = -1
		}
	}
}

func single(n int, heads []int) bool {
	roots := 0
	for _, h := range heads[:n] {
		if h == n {
			roots++
		}
	}
	return roots == 1
}

// cyclic reports a cycle; seen is zero for every word.
func cyclic(heads, seen []int) bool {
	n := len(heads)
	for i := range n {
		for j := i; j != n && seen[j] != n+1; j = heads[j] {
			if seen[j] == i+1 {
				return true
			}
			seen[j] = i + 1
		}
		for j := i; j != n && seen[j] != n+1; j = heads[j] {
			seen[j] = n + 1
		}
	}
	return false
}

// spanning is the best tree below a root by contraction of cycles; it returns
// its score.
func (t *Trees) spanning(n int, scores []float32, root int, heads []int) float32 {
	t.begin(n, scores, root)
	next := n // the next contracted cycle
	for at := 0; at < len(t.order); at++ {
		v := t.order[at]
		if !t.alive[v] || v == root {
			continue
		}
		t.choose(v, next, 2*n)
		if t.findCycle(v, root) {
			t.contract(next, root, 2*n)
			t.order = append(t.order, next)
			next++
		}
	}
	for c := next - 1; c >= n; c-- { // expand cycles from the last one
		e := t.chosen[c]
		x := int(e.to)
		for t.parent[x] != c {
			x = t.parent[x]
		}
		t.chosen[x] = e
	}
	sum := float32(0)
	for v := range n {
		if heads[v] = int(t.chosen[v].from); v == root {
			heads[v] = -1
			sum += scores[v*(n+1)+n]
		} else {
			sum += scores[v*(n+1)+heads[v]]
		}
	}
	return sum
}

// begin sets up the nodes: words, and above them places for contracted cycles.
func (t *Trees) begin(n int, scores []float32, root int) {
	total := 2 * n
	ints(&t.group, total)
	ints(&t.parent, total)
	ints(&t.state, total)
	t.order = t.order[:0]
	t.alive = slices.Grow(t.alive[:0], total)[:total]
	t.chosen = slices.Grow(t.chosen[:0], total)[:total]
	t.arcs = slices.Grow(t.arcs[:0], total*total)[:total*total]
	for i := range total {
		t.group[i], t.parent[i], t.alive[i] = i, -1, i < n
		t.chosen[i] = noArc
	}
	for i := range t.arcs {
		t.arcs[i] = noArc
	}
	for v := range n {
		t.order = append(t.order, v)
		for u := range n {
			if u != v && v != root {
				t.arcs[v*total+u] = arc{int32(u), int32(v), scores[v*(n+1)+u]}
			}
		}
	}
}

var noArc = arc{-1, -1, float32(math.Inf(-1))}

// find is the node at the top that contains x.
func (t *Trees) find(x int) int {
	for t.group[x] != x {
		t.group[x] = t.group[t.group[x]]
		x = t.group[x]
	}
	return x
}

// choose takes the best arc into v.
func (t *Trees) choose(v, next, total int) {
	top := noArc
	for u := range next {
		if e := t.arcs[v*total+u]; t.alive[u] && u != v && e.from >= 0 && (top.from < 0 || e.score > top.score) {
			top = e
		}
	}
	t.chosen[v] = top
	t.state[v] = 1
}

// findCycle fills t.cycle with the cycle that the arc into v closes.
func (t *Trees) findCycle(v, root int) bool {
	t.cycle = append(t.cycle[:0], v)
	for u := v; u != root && t.state[u] == 1; t.cycle = append(t.cycle, u) {
		if u = t.find(int(t.chosen[u].from)); u == v {
			return true
		}
	}
	return false
}

// contract makes node c of the cycle.
func (t *Trees) contract(c, root, total int) {
	for _, x := range t.cycle {
		t.alive[x], t.parent[x] = false, c
	}
	for _, x := range t.cycle {
		for w := range c {
			if e := t.arcs[x*total+w]; t.alive[w] && e.from >= 0 {
				e.score -= t.chosen[x].score
				if best := &t.arcs[c*total+w]; best.from < 0 || e.score > best.score {
					*best = e
				}
			}
		}
	}
	for w := range c {
		if !t.alive[w] || w == root {
			continue
		}
		for _, x := range t.cycle {
			e, best := t.arcs[w*total+x], &t.arcs[w*total+c]
			if e.from >= 0 && (best.from < 0 || e.score > best.score) {
				*best = e
			}
		}
	}
	for _, x := range t.cycle {
		t.group[x] = c
	}
	t.alive[c] = true
}
