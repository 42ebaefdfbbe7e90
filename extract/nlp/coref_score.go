package nlp

import (
	"cmp"
	"fmt"
	"math"
)

// A Span is the tokens [First, End).
type Span struct{ First, End int }

// A Ratio is a sum of parts and their whole over documents.
type Ratio struct{ Part, Whole float64 }

func (r *Ratio) add(part, whole float64) {
	r.Part += part
	r.Whole += whole
}

// Value is the ratio in percent, 0 of nothing.
func (r Ratio) Value() float64 {
	if r.Whole == 0 {
		return 0
	}
	return 100 * r.Part / r.Whole
}

// An Agreement is recall and precision of one measure.
type Agreement struct{ Recall, Precision Ratio }

// F1 is the harmonic mean of recall and precision, in percent.
func (a Agreement) F1() float64 {
	r, p := a.Recall.Value(), a.Precision.Value()
	if r+p == 0 {
		return 0
	}
	return 2 * r * p / (r + p)
}

// A CorefScore measures coreference chains as the shared task CoNLL-2012 did:
// Pradhan et al. (2014), Scoring Coreference Partitions of Predicted Mentions:
// A Reference Implementation, ACL. Counts are summed over documents; mentions
// agree where their tokens do; chains of one mention do not count.
type CorefScore struct{ Mentions, MUC, B3, CEAFe Agreement }

// CoNLL is the mean F1 of MUC, B3 and CEAFe.
func (s *CorefScore) CoNLL() float64 { return (s.MUC.F1() + s.B3.F1() + s.CEAFe.F1()) / 3 }

// String shows F1 of all measures, and recall and precision of mentions.
func (s *CorefScore) String() string {
	return fmt.Sprintf("CoNLL %.2f  MUC %.2f  B3 %.2f  CEAFe %.2f  mentions R %.2f P %.2f", s.CoNLL(),
		s.MUC.F1(), s.B3.F1(), s.CEAFe.F1(), s.Mentions.Recall.Value(), s.Mentions.Precision.Value())
}

// Add counts one document.
func (s *CorefScore) Add(gold, system [][]Span) {
	gold, system = scoredChains(gold), scoredChains(system)
	inGold, inSystem := chainOf(gold), chainOf(system)
	common := 0.0
	for m := range inGold {
		if _, ok := inSystem[m]; ok {
			common++
		}
	}
	s.Mentions.Recall.add(common, float64(len(inGold)))
	s.Mentions.Precision.add(common, float64(len(inSystem)))
	muc(&s.MUC.Recall, gold, inSystem)
	muc(&s.MUC.Precision, system, inGold)
	bCubed(&s.B3.Recall, gold, inSystem, system)
	bCubed(&s.B3.Precision, system, inGold, gold)
	similarity := ceaf(gold, system, inSystem)
	s.CEAFe.Recall.add(similarity, float64(len(gold)))
	s.CEAFe.Precision.add(similarity, float64(len(system)))
}

// scoredChains leaves out chains of one mention and mentions that occur twice.
func scoredChains(chains [][]Span) [][]Span {
	seen := make(map[Span]bool)
	var out [][]Span
	for _, c := range chains {
		var kept []Span
		for _, m := range c {
			if !seen[m] {
				seen[m] = true
				kept = append(kept, m)
			}
		}
		if len(kept) > 1 {
			out = append(out, kept)
		}
	}
	return out
}

func chainOf(chains [][]Span) map[Span]int {
	of := make(map[Span]int)
	for i, c := range chains {
		for _, m := range c {
			of[m] = i
		}
	}
	return of
}

// muc counts links: Vilain et al. (1995), A Model-Theoretic Coreference
// Scoring Scheme, MUC-6.
func muc(r *Ratio, chains [][]Span, other map[Span]int) {
	for _, c := range chains {
		parts := make(map[int]bool)
		alone := 0
		for _, m := range c {
			if k, ok := other[m]; ok {
				parts[k] = true
			} else {
				alone++
			}
		}
		r.add(float64(len(c)-len(parts)-alone), float64(len(c)-1))
	}
}

// bCubed counts for each mention how much of its chain the other side has:
// Bagga and Baldwin (1998), Algorithms for Scoring Coreference Chains.
func bCubed(r *Ratio, chains [][]Span, of map[Span]int, other [][]Span) {
	for _, c := range chains {
		overlap := make(map[int]int)
		for _, m := range c {
			if k, ok := of[m]; ok {
				overlap[k]++
			}
		}
		for k := range other {
			if n := float64(overlap[k]); n > 0 {
				r.add(n*n/float64(len(c)), 0)
			}
		}
		r.Whole += float64(len(c))
	}
}

// ceaf is the similarity of the best alignment of entities: Luo (2005), On
// Coreference Resolution Performance Metrics, EMNLP, with his measure phi4.
func ceaf(gold, system [][]Span, of map[Span]int) float64 {
	if len(gold) == 0 || len(system) == 0 {
		return 0
	}
	phi := make([][]float64, len(gold))
	for i, g := range gold {
		phi[i] = make([]float64, len(system))
		for _, m := range g {
			if k, ok := of[m]; ok {
				phi[i][k] += 2 / float64(len(g)+len(system[k]))
			}
		}
	}
	return assign(phi)
}

// assign is the highest sum of weights of an assignment of rows to columns,
// by the Hungarian method with potentials: Kuhn (1955), in O(n²m).
func assign(weight [][]float64) float64 {
	rows, cols := len(weight), len(weight[0])
	at := func(i, j int) float64 { return -weight[i][j] }
	if rows > cols {
		rows, cols = cols, rows
		at = func(i, j int) float64 { return -weight[j][i] }
	}
	u, v := make([]float64, rows+1), make([]float64, cols+1)
	owner, way := make([]int, cols+1), make([]int, cols+1)
	least, used := make([]float64, cols+1), make([]bool, cols+1)
	for i := 1; i <= rows; i++ {
		for j := range least {
			least[j], used[j] = math.Inf(1), false
		}
		owner[0] = i
		col := 0
		for owner[col] != 0 {
			used[col] = true
			row, delta, next := owner[col], math.Inf(1), 0
			for j := 1; j <= cols; j++ {
				if used[j] {
					continue
				}
				if d := at(row-1, j-1) - u[row] - v[j]; d < least[j] {
					least[j], way[j] = d, col
				}
				if least[j] < delta {
					delta, next = least[j], j
				}
			}
			for j := range used {
				if used[j] {
					u[owner[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			col = next
		}
		for col != 0 {
			owner[col] = owner[way[col]]
			col = way[col]
		}
	}
	return v[0]
}

// Chains are the mentions of a document by chain.
func (d *Document) Chains() [][]Span {
	var out [][]Span
	for _, m := range d.Mentions {
		for len(out) <= m.Chain {
			out = append(out, nil)
		}
		out[m.Chain] = append(out[m.Chain], Span{m.First, m.End})
	}
	return out
}

// compareSpans orders spans: as in the text, outer ones first.
func compareSpans(a, b Span) int {
	return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(b.End, a.End))
}
