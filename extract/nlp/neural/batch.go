package neural

import "slices"

// A Batch lays out the tokens of sentences as rows of matrices: the first
// tokens of all sentences, then the second tokens and so on, the longest
// sentence first, so that one step of a recurrence is one block of rows.
type Batch struct {
	order  []int // sentences by length, the longest first
	rank   []int // place of a sentence in order
	length []int // of sentence
	steps  []int // first row of a step; one more at the end
	back   []int // row of the mirrored position in the same sentence
	before []int // row of the token before, -1 for none
}

// Init lays out sentences of the given lengths.
func (b *Batch) Init(lengths []int) {
	b.length = append(b.length[:0], lengths...)
	b.order = b.order[:0]
	b.rank = resizeInts(b.rank, len(lengths))
	longest, rows := 0, 0
	for i, n := range lengths {
		b.order = append(b.order, i)
		longest = max(longest, n)
		rows += n
	}
	slices.SortStableFunc(b.order, func(x, y int) int { return lengths[y] - lengths[x] })
	for r, s := range b.order {
		b.rank[s] = r
	}
	b.steps = append(b.steps[:0], 0)
	active := len(lengths)
	for t := range longest {
		for active > 0 && lengths[b.order[active-1]] <= t {
			active--
		}
		b.steps = append(b.steps, b.steps[t]+active)
	}
	b.back, b.before = resizeInts(b.back, rows), resizeInts(b.before, rows)
	for r, s := range b.order {
		n := lengths[s]
		for t := range n {
			b.back[b.steps[t]+r] = b.steps[n-1-t] + r
			b.before[b.steps[t]+r] = -1
			if t > 0 {
				b.before[b.steps[t]+r] = b.steps[t-1] + r
			}
		}
	}
}

func resizeInts(s []int, n int) []int {
	if cap(s) < n {
		return make([]int, n, n+n/4)
	}
	return s[:n]
}

// Rows is the number of tokens.
func (b *Batch) Rows() int { return b.steps[len(b.steps)-1] }

// Row is the row of token i of a sentence.
func (b *Batch) Row(sentence, i int) int { return b.steps[i] + b.rank[sentence] }

// gather fills out with the rows of m that index names; -1 gives zeros.
func gather(out *Matrix, m Matrix, index []int) {
	out.Resize(len(index), m.Cols)
	for i, r := range index {
		if r < 0 {
			clear(out.Row(i))
		} else {
			copy(out.Row(i), m.Row(r))
		}
	}
}
