package nlp

import (
	"slices"
	"strings"
	"unicode"

	"github.com/quadwire/quadwire/extract/lexicon"
)

// NameTypes are the types of names that the reader finds: schema.org's
// classes, and Nationality for words like "Chinese" and "South Koreans".
var NameTypes = []string{"Person", "Organization", "Place", "Event", "Product", "CreativeWork", "Thing", "Nationality"}

// nameKinds are the kinds that the model tells apart; other names get their
// type from the lexicon and from their last word.
var nameKinds = []string{"Person", "Organization", "Place", otherName}

const otherName = "Other"

// A nameLabel is the place of a token in a name (BILOU: Ratinov & Roth 2009,
// "Design challenges and misconceptions in named entity recognition").
type nameLabel struct {
	part byte // 'O', 'B', 'I', 'L' or 'U'
	kind int  // index into nameKinds, -1 for O
}

// nameLabels are the labels that the network tells apart.
var nameLabels = func() []nameLabel {
	labels := []nameLabel{{'O', -1}}
	for kind := range nameKinds {
		for _, part := range []byte("BILU") {
			labels = append(labels, nameLabel{part, kind})
		}
	}
	return labels
}()

// mayFollow says whether label l fits behind label before, -1 at the edges of
// a sentence.
func mayFollow(before, l int) bool {
	open := before >= 0 && (nameLabels[before].part == 'B' || nameLabels[before].part == 'I')
	if l < 0 {
		return !open
	}
	if part := nameLabels[l].part; part == 'I' || part == 'L' {
		return open && nameLabels[before].kind == nameLabels[l].kind
	}
	return !open
}

// nameFollowers are, by label and one more for the edge, those that may stand before it.
var nameFollowers = func() [][]int {
	all := make([][]int, len(nameLabels))
	for l := range nameLabels {
		for before := range nameLabels {
			if mayFollow(before, l) {
				all[l] = append(all[l], before)
			}
		}
	}
	return all
}()

// viterbi is memory for [bestNames].
type viterbi struct {
	sums []float32
	from []int8
}

// bestNames appends the sequence of labels with the highest sum of scores
// (Viterbi 1967).
func bestNames(n int, scores func(i int) []float32, labels []int, v *viterbi) []int {
	k := len(nameLabels)
	v.sums, v.from = slices.Grow(v.sums[:0], n*k)[:n*k], slices.Grow(v.from[:0], n*k)[:n*k]
	const never = -1e30
	for i := range n {
		row := scores(i)
		for l := range k {
			top, best := float32(never), -1
			if i == 0 {
				if mayFollow(-1, l) {
					top = 0
				}
			} else {
				for _, b := range nameFollowers[l] {
					if v := v.sums[(i-1)*k+b]; best < 0 || v > top {
						top, best = v, b
					}
				}
			}
			v.sums[i*k+l], v.from[i*k+l] = top+row[l], int8(best)
		}
	}
	last := 0
	for l := range k {
		if mayFollow(l, -1) && v.sums[(n-1)*k+l] > v.sums[(n-1)*k+last] {
			last = l
		}
	}
	labels = append(labels, make([]int, n)...)
	for i := n - 1; i >= 0; i-- {
		labels[i] = last
		last = int(v.from[i*k+last])
	}
	return labels
}

// appendNames appends the names that labels say; a name is as sure as the least
// probable of its labels.
func appendNames(names []Name, labels []int, sure []float32, offset int) []Name {
	start, score := 0, float32(1)
	for i, l := range labels {
		label := nameLabels[l]
		if label.part == 'O' {
			continue
		}
		if label.part == 'B' || label.part == 'U' {
			start, score = i, 1
		}
		score = min(score, sure[i])
		if label.part == 'L' || label.part == 'U' {
			names = append(names, Name{First: offset + start, End: offset + i + 1, Type: nameKinds[label.kind], Score: score})
		}
	}
	return names
}

// A nameView is what the lexicons say of a token.
type nameView struct {
	capital bool
	known   uint32 // what the lexicon says of the longest name here, and the place in it
	single  uint32 // what the lexicon says of the word alone
	title   bool   // the word is part of a headline in capitals
}

// view looks tokens, whose forms were found, up in the lexicons.
func (f *forms) view(tokens []Token) {
	f.views = slices.Grow(f.views[:0], len(tokens))[:len(tokens)]
	capitals, words := 0, 0
	for i, x := range f.found {
		f.views[i] = nameView{capital: x.capital, single: x.single}
		if t := &tokens[i]; len(t.Form) > 3 && unicode.IsLetter(runeAt(t.Form, 0)) {
			words++
			if x.capital {
				capitals++
			}
		}
	}
	for i := range f.views {
		f.views[i].title = words > 2 && capitals*5 >= words*4
	}
	f.gazetteer(tokens)
}

// singleClass are the lists that a word is on, as bits.
func singleClass(form string) uint32 {
	var c uint32
	if !unicode.IsUpper(runeAt(form, 0)) {
		if _, ok := lexicon.Title(form); ok {
			return 64
		}
		return 0
	}
	switch lexicon.Gender(form) {
	case 'M', 'F':
		c |= 1
	case 'U':
		c |= 2
	}
	if lexicon.IsSurname(form) {
		c |= 4
	}
	if _, ok := lexicon.Demonym(form); ok {
		c |= 8
	}
	if lexicon.Honorific(form) {
		c |= 16
	} else if _, ok := lexicon.Title(form); ok {
		c |= 32
	}
	return c
}

// longestKnown is the number of tokens of the longest name that is looked up.
const longestKnown = 6

// gazetteer notes for every token the longest name of the lexicon that it is in.
func (f *forms) gazetteer(tokens []Token) {
	view := f.views
	for i := 0; i < len(tokens); i++ {
		if !view[i].capital || view[i].known != 0 {
			continue
		}
		for n := min(longestKnown, len(tokens)-i); n > 0; n-- {
			if !view[i+n-1].capital {
				continue
			}
			class := f.known(joinForms(tokens[i : i+n]))
			if class == 0 {
				continue
			}
			for k := range n {
				place := uint32(2)
				switch {
				case n == 1:
					place = 0
				case k == 0:
					place = 1
				case k == n-1:
					place = 3
				}
				view[i+k].known = class<<2 | place
			}
			break
		}
	}
}

// joinForms writes tokens as they would stand in a text.
func joinForms(tokens []Token) string {
	if len(tokens) == 1 {
		return tokens[0].Form
	}
	var b strings.Builder
	for i, t := range tokens {
		glue := t.Form == "-" || t.Form == "'s" || t.Form == "’s" || t.Form == "," || i > 0 && tokens[i-1].Form == "-"
		if i > 0 && !glue {
			b.WriteByte(' ')
		}
		b.WriteString(t.Form)
	}
	return b.String()
}

// knownClass is the set of kinds that the lexicon has for a name.
func knownClass(name string) uint32 {
	var c uint32
	for i, e := range lexicon.Lookup(name) {
		if i == 4 {
			break
		}
		switch nameKind(e.Type) {
		case "Person":
			c |= 1
		case "Place":
			c |= 2
		case "Organization":
			c |= 4
		default:
			c |= 8
		}
		if e.Type == "Country" {
			c |= 16
		}
	}
	return c
}

// nameKind is the type of names for a class of schema.org.
func nameKind(class string) string {
	switch class {
	case "Person", "Event", "Product", "CreativeWork":
		return class
	case "Country", "City", "Place", "State", "AdministrativeArea", "Continent", "Landform", "BodyOfWater", "LandmarksOrHistoricalBuildings", "CivicStructure", "Airport", "River", "Mountain", "DefinedRegion":
		return "Place"
	case "", "Thing":
		return "Thing"
	}
	return "Organization"
}
