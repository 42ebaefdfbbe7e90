package nlp

import (
	"strings"
	"unicode"

	"github.com/quadwire/quadwire/extract/lexicon"
)

// telling are verbs that have what is said as a clause with "that".
var telling = wordSet(`say tell announce claim report state add argue insist believe think suggest warn note confirm declare explain stress
	emphasize emphasise assert allege deny acknowledge admit promise inform notify assure hope fear know indicate reveal show decide demand conclude propose predict`)

// moreNames adds names that the model missed but the lexicon or what stands
// around them tells.
func moreNames(d *Document) {
	covered := make([]bool, len(d.Tokens))
	for i := range d.Names {
		growName(d, i, covered)
	}
	for _, n := range d.Names {
		for k := n.First; k < n.End; k++ {
			covered[k] = true
		}
	}
	joinPeoples(d)
	add := func(first, end int, kind string) {
		d.Names = append(d.Names, Name{First: first, End: end, Type: kind, Score: 0.5})
		for k := first; k < end; k++ {
			covered[k] = true
			if t := &d.Tokens[k]; t.UPOS == "PRON" { // He Lifeng
				t.UPOS, t.XPOS, t.Lemma = "PROPN", "NNP", t.Form
			}
		}
	}
	for i := 0; i < len(d.Tokens); i++ {
		if covered[i] || !unicode.IsUpper(runeAt(d.Tokens[i].Form, 0)) {
			continue
		}
		end := properRun(d, i, covered)
		if end == i {
			continue
		}
		headline := capitalRun(d, i)
		if title := titleStart(d, i); title < i && !headline {
			add(i, end, "Person")
		} else if first, last := d.Tokens[i].Form, d.Tokens[end-1].Form; end-i > 1 && end-i < 5 && !headline &&
			(lexicon.IsSurname(last) || lexicon.Gender(first) == 'M' || lexicon.Gender(first) == 'F') && knownClass(joinForms(d.Tokens[i:end])) == 0 {
			if _, ok := lexicon.Title(first); !ok {
				add(i, end, "Person")
			}
		} else if k, kind := knownRun(d, i, end); kind != "" {
			add(i, k, kind)
			end = k
		}
		i = end - 1
	}
	sortNames(d)
}

// properRun is the end of the proper nouns that begin at token i.
func properRun(d *Document, i int, covered []bool) int {
	t := d.Tokens
	end := i
	for end < len(t) && t[end].Sentence == t[i].Sentence && !covered[end] {
		c := unicode.IsUpper(runeAt(t[end].Form, 0))
		next := end+1 < len(t) && t[end+1].Sentence == t[i].Sentence && !covered[end+1] && unicode.IsUpper(runeAt(t[end+1].Form, 0))
		switch {
		case c && t[end].UPOS == "PROPN":
		case c && end == i && next && titleStart(d, i) < i && t[end+1].UPOS == "PROPN": // He Lifeng
		case end > i && t[end].Form == "-" && next:
		default:
			return end
		}
		end++
	}
	return end
}

// capitalRun says whether most words of the sentence of token i are capitalised.
func capitalRun(d *Document, i int) bool {
	s := d.Sentences[d.Tokens[i].Sentence]
	if s.Kind == Headline || s.Kind == Heading {
		return true
	}
	n, upper := 0, 0
	for k := s.First; k < s.End; k++ {
		if f := d.Tokens[k].Form; len(f) > 3 {
			n++
			if unicode.IsUpper(runeAt(f, 0)) {
				upper++
			}
		}
	}
	return n > 2 && (upper == n || n > 6 && upper*5 >= n*4)
}

// knownRun is the longest name of the lexicon at token first, where it can
// mean one kind of thing only.
func knownRun(d *Document, first, end int) (int, string) {
	for k := end; k > first; k-- {
		entries := lexicon.Lookup(joinForms(d.Tokens[first:k]))
		if len(entries) == 0 || d.Tokens[k-1].Form == "-" {
			continue
		}
		kind := nameKind(entries[0].Type)
		for _, e := range entries {
			if nameKind(e.Type) != kind {
				kind = ""
			}
		}
		form := d.Tokens[first].Form
		acronym := len(form) > 1 && strings.ToUpper(form) == form
		if kind != "" && kind != "Thing" && (k-first > 1 || acronym || entries[0].Type == "Country" || first > d.Sentences[d.Tokens[first].Sentence].First) {
			return k, kind
		}
	}
	return first, ""
}

// growName takes in what plainly belongs to a name: the family name before
// "Sung-lac", the words that the acronym behind it stands for.
func growName(d *Document, n int, covered []bool) {
	name := &d.Names[n]
	t := d.Tokens
	limit := d.Sentences[t[name.First].Sentence].First
	if n > 0 {
		limit = max(limit, d.Names[n-1].End)
	}
	free := func(i int) bool {
		return i >= limit && unicode.IsUpper(runeAt(t[i].Form, 0))
	}
	if name.Type == "Person" {
		for i := name.First - 1; free(i) && t[i].UPOS == "PROPN"; i-- {
			_, title := lexicon.Title(t[i].Form)
			_, demonym := lexicon.Demonym(t[i].Form)
			linked := t[i].Head >= name.First && t[i].Head < name.End || t[name.First].Head == i
			if title || demonym || lexicon.Honorific(t[i].Form) || !linked || timeWords[t[i].Form] {
				break
			}
			name.First = i
		}
	}
	// the Chinese Foreign Ministry
	if name.Type == "Organization" && name.End == name.First+1 && bodies[t[name.First].Form] {
		for i := name.First - 1; free(i); i-- {
			if _, demonym := lexicon.Demonym(t[i].Form); demonym || t[i].UPOS != "ADJ" && t[i].UPOS != "PROPN" && t[i].UPOS != "NOUN" || i == d.Sentences[t[i].Sentence].First && t[i].UPOS == "ADJ" {
				break
			}
			name.First = i
		}
	}
	// European Aeronautic Defence & Space NV (EADS)
	if e := name.End; name.Type == "Organization" && e+2 < len(t) && t[e].Form == "(" && t[e+2].Form == ")" && len(t[e+1].Form) > 2 && strings.ToUpper(t[e+1].Form) == t[e+1].Form {
		limit = d.Sentences[t[name.First].Sentence].First
		for i := name.First; i >= limit && i > name.First-5; i-- {
			if i < name.First && !free(i) && !connectives[t[i].Form] && !unicode.IsUpper(runeAt(t[i].Form, 0)) {
				break
			}
			if initials := initialsOf(t[i:e]); unicode.IsUpper(runeAt(t[i].Form, 0)) && strings.HasPrefix(initials, t[e+1].Form) {
				name.First = i
				break
			}
		}
	}
}

// bodies are words that name nothing alone.
var bodies = wordSet(`Ministry Department Office Agency Committee Council Commission Court Bank Party Bureau Authority Institute University
	Association Federation Union Group Corporation Force Board Administration Service`)

var connectives = wordSet(`of and the for & in`)

func initialsOf(tokens []Token) string {
	var b strings.Builder
	for _, t := range tokens {
		if r := runeAt(t.Form, 0); unicode.IsUpper(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// joinPeoples joins "Korean People" and "Army" in "Korean People's Army".
func joinPeoples(d *Document) {
	kept := d.Names[:0]
	for _, n := range d.Names {
		if k := len(kept) - 1; k >= 0 && n.Type == "Organization" && n.First == kept[k].End+1 && d.Tokens[kept[k].End].XPOS == "POS" && d.Tokens[kept[k].End-1].Form == "People" {
			kept[k].End, kept[k].Type = n.End, n.Type
			continue
		}
		kept = append(kept, n)
	}
	d.Names = kept
}

// dropOverlaps keeps the first of names that overlap.
func dropOverlaps(d *Document) {
	kept := d.Names[:0]
	for _, n := range d.Names {
		if len(kept) > 0 && n.First < kept[len(kept)-1].End {
			if last := &kept[len(kept)-1]; n.End-n.First > last.End-last.First {
				*last = n
			}
			continue
		}
		kept = append(kept, n)
	}
	d.Names = kept
}
