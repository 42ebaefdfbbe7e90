package nlp

import (
	"slices"
	"strings"
)

// A mentionSpan is what may be a mention: the tokens [first, end) with a head.
type mentionSpan struct {
	first, end, head int
	group            bool // coordinated: "Lee and Xi"
}

// maxClimb bounds the way from a word to the root.
const maxClimb = 100

// A forest is the trees of a document: the reach of the words below each.
type forest struct {
	doc         *Document
	left, right []int   // first and last token below each, itself included
	children    [][]int // by token
}

func newForest(d *Document) *forest {
	n := len(d.Tokens)
	f := &forest{doc: d, left: make([]int, n), right: make([]int, n), children: make([][]int, n)}
	for i := range n {
		f.left[i], f.right[i] = i, i
	}
	for i := range d.Tokens {
		if h := f.head(i); h >= 0 {
			f.children[h] = append(f.children[h], i)
		}
	}
	for i := range d.Tokens {
		for h, steps := f.head(i), 0; h >= 0 && steps < maxClimb; h, steps = f.head(h), steps+1 {
			f.left[h], f.right[h] = min(f.left[h], i), max(f.right[h], i)
		}
	}
	return f
}

// head is the head of a word within its sentence, -1 for none.
func (f *forest) head(i int) int {
	t := &f.doc.Tokens[i]
	if h := t.Head; h >= 0 && h < len(f.doc.Tokens) && h != i && f.doc.Tokens[h].Sentence == t.Sentence {
		return h
	}
	return -1
}

// child is the first child with a relation, -1 for none.
func (f *forest) child(i int, relation string) int {
	for _, c := range f.children[i] {
		if f.doc.Tokens[c].Deprel == relation {
			return c
		}
	}
	return -1
}

// mentionSpans finds what may be mentions: phrases around nouns, names and
// pronouns with their modifiers as GUM draws them (no prepositions, no
// appositions, coordinations besides their parts), in text order.
func (f *forest) mentionSpans() []mentionSpan {
	d := f.doc
	inName := make([]int, len(d.Tokens))
	for k, n := range d.Names {
		for i := max(n.First, 0); i < n.End && i < len(inName); i++ {
			inName[i] = k + 1
		}
	}
	headed := make([]bool, len(d.Names)+1)
	var out []mentionSpan
	for i := range d.Tokens {
		if !f.nominal(i) {
			continue
		}
		headed[inName[i]] = true
		out = append(out, f.phrase(i))
		if g, ok := f.coordination(i); ok {
			out = append(out, g)
		}
	}
	for k, n := range d.Names {
		if !headed[k+1] && n.First >= 0 && n.First < n.End && n.End <= len(d.Tokens) && n.Type != "Nationality" {
			out = append(out, mentionSpan{n.First, n.End, f.top(n.First, n.End), false})
		}
	}
	return sortedMentions(out)
}

func sortedMentions(out []mentionSpan) []mentionSpan {
	slices.SortStableFunc(out, func(a, b mentionSpan) int {
		return compareSpans(Span{a.first, a.end}, Span{b.first, b.end})
	})
	return slices.CompactFunc(out, func(a, b mentionSpan) bool { return a.first == b.first && a.end == b.end })
}

// top is the word of [first, end) whose head lies outside.
func (f *forest) top(first, end int) int {
	for i := first; i < end; i++ {
		if h := f.head(i); h < first || h >= end {
			return i
		}
	}
	return end - 1
}

// nominal says whether a word may be the head of a mention.
func (f *forest) nominal(i int) bool {
	t := &f.doc.Tokens[i]
	switch t.Deprel {
	case "flat", "fixed", "goeswith", "expl", "reparandum", "discourse":
		return false
	}
	switch t.UPOS {
	case "PRON":
		return t.XPOS != "EX" && t.XPOS != "WDT" && t.XPOS != "WP" && t.XPOS != "WP$"
	case "PROPN", "NOUN":
		return true
	case "NUM":
		return argument(t.Deprel) || t.Deprel == "dep" // "dep": numbers of sources, "[17]"
	case "DET":
		return argument(t.Deprel)
	case "ADJ":
		return argument(t.Deprel) && f.child(i, "det") >= 0
	case "ADV":
		return strings.EqualFold(t.Form, "there") || strings.EqualFold(t.Form, "here")
	}
	return false
}

func argument(deprel string) bool {
	base, _, _ := strings.Cut(deprel, ":")
	switch base {
	case "nsubj", "obj", "iobj", "obl", "nmod", "appos", "root", "conj":
		return deprel != "obl:unmarked"
	}
	return false
}

// inside says whether a dependent of a noun belongs to its mention; predicate
// nouns leave the dependents of their clause out.
func (f *forest) inside(head, i int, predicate bool) bool {
	t := &f.doc.Tokens[i]
	switch base, sub, _ := strings.Cut(t.Deprel, ":"); base {
	case "case":
		return t.XPOS == "POS"
	case "punct", "cc", "conj", "parataxis", "nsubj", "csubj", "cop", "aux", "mark", "discourse",
		"reparandum", "list", "vocative", "orphan", "expl", "dep", "dislocated":
		return false
	case "appos":
		return false
	case "advcl":
		return sub == "relcl" && !predicate
	case "obl", "ccomp", "xcomp", "obj", "iobj":
		return !predicate
	case "advmod":
		return !predicate && i > head && f.doc.Tokens[head].UPOS != "PRON"
	}
	return true
}

// phrase is the mention around a head.
func (f *forest) phrase(head int) mentionSpan {
	first, last := head, head
	predicate := f.child(head, "cop") >= 0 || f.child(head, "nsubj") >= 0
	for _, c := range f.children[head] {
		if f.inside(head, c, predicate) {
			first, last = min(first, f.left[c]), max(last, f.right[c])
		}
	}
	return f.trim(mentionSpan{first: first, end: last + 1, head: head})
}

// coordination is the mention of a head with all that is joined to it.
func (f *forest) coordination(head int) (mentionSpan, bool) {
	m := f.phrase(head)
	joined := false
	for _, c := range f.children[head] {
		t := &f.doc.Tokens[c]
		if t.Deprel == "conj" && c > head && (t.UPOS == "NOUN" || t.UPOS == "PROPN" || t.UPOS == "PRON" || t.UPOS == "NUM") {
			p := f.phrase(c)
			m.end = max(m.end, p.end)
			joined = true
		}
	}
	m.group = true
	return f.trim(m), joined
}

// trim leaves out punctuation and markers at the ends.
func (f *forest) trim(m mentionSpan) mentionSpan {
	for m.first < m.head && f.outer(m.first) {
		m.first++
	}
	for m.end-1 > m.head && f.outer(m.end-1) {
		m.end--
	}
	return f.close(m)
}

// close takes in a bracket or quotation mark that ends what began within.
func (f *forest) close(m mentionSpan) mentionSpan {
	if d := f.doc; m.end < len(d.Tokens) && d.Tokens[m.end].Sentence == d.Tokens[m.head].Sentence {
		open := ""
		switch form := normalise(d.Tokens[m.end].Form); form {
		case ")":
			open = "("
		case "]":
			open = "["
		case `"`:
			open = form
		default:
			return m
		}
		balance := 0
		for i := m.first; i < m.end; i++ {
			switch form := normalise(d.Tokens[i].Form); {
			case form == open && open == `"`:
				balance = 1 - balance
			case form == open:
				balance++
			case form == normalise(d.Tokens[m.end].Form):
				balance--
			}
		}
		if balance > 0 {
			m.end++
		}
	}
	return m
}

func (f *forest) outer(i int) bool {
	t := &f.doc.Tokens[i]
	return t.UPOS == "PUNCT" || t.Deprel == "cc"
}
