package nlp

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/extract/nlp/linear"
)

// NameTypes are the types of names that the reader finds: schema.org's
// classes, and Nationality for words like "Chinese" and "South Koreans".
var NameTypes = []string{"Person", "Organization", "Place", "Event", "Product", "CreativeWork", "Thing", "Nationality"}

// nameKinds are the kinds that the model tells apart; other names get their
// type from the lexicon and from their last word.
var nameKinds = []string{"Person", "Organization", "Place", otherName}

const otherName = "Other"

// A namer finds named entities: a classifier of tokens by their place in a
// name (BILOU: Ratinov & Roth 2009, "Design challenges and misconceptions in
// named entity recognition"), from left to right, with gazetteers and a memory
// of what the document called the same words before.
type namer struct {
	model  *linear.Model
	words  *wordLexicon
	labels []nameLabel
}

// A nameLabel is the place of a token in a name.
type nameLabel struct {
	part byte // 'O', 'B', 'I', 'L' or 'U'
	kind int  // index into nameKinds
}

// nameLabels are the labels of the model.
func nameLabels() []string {
	labels := []string{"O"}
	for _, kind := range nameKinds {
		for _, part := range "BILU" {
			labels = append(labels, string(part)+"-"+kind)
		}
	}
	return labels
}

func parseNameLabels(labels []string) ([]nameLabel, error) {
	out := make([]nameLabel, len(labels))
	for i, l := range labels {
		part, kind, _ := strings.Cut(l, "-")
		if len(part) != 1 || !strings.Contains("OBILU", part) {
			return nil, linear.ErrCorrupt
		}
		out[i] = nameLabel{part: part[0], kind: -1}
		for k, name := range nameKinds {
			if name == kind {
				out[i].kind = k
			}
		}
		if (out[i].kind < 0) != (part == "O") {
			return nil, linear.ErrCorrupt
		}
	}
	return out, nil
}

// newNamer reads a model; an empty file is a model that finds no names but
// those of the lexicon.
func newNamer(file []byte, words *wordLexicon) (*namer, error) {
	n := &namer{words: words}
	if len(file) == 0 {
		return n, nil
	}
	d := linear.NewDecoder(file)
	checkVersion(d)
	m, err := decodeModel(d)
	if err == nil {
		n.labels, err = parseNameLabels(m.Labels())
	}
	if err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	n.model = m
	return n, nil
}

func encodeNamer(m *linear.Model) []byte {
	e := &linear.Encoder{}
	e.Uint(modelVersion)
	m.Encode(e)
	return e.Bytes()
}

// annotate fills in the names of a document whose tokens have tags.
func (n *namer) annotate(d *Document) {
	d.Names = d.Names[:0]
	if n.model != nil {
		memory := make(nameMemory)
		scores := make([]int32, len(n.labels))
		for _, s := range d.Sentences {
			tokens := d.Tokens[s.First:s.End]
			view := n.view(tokens)
			labels, margins := n.tag(n.model, view, memory, scores)
			memory.note(view, labels, n.labels)
			d.Names = appendNames(d.Names, labels, margins, n.labels, s.First)
		}
	}
	finishNames(d)
}

// halfNameMargin is the difference of scores that counts as a margin of a half.
const halfNameMargin = 200

// nameScorer is a model, or a trainer while learning.
type nameScorer interface {
	Score(features []linear.Feature, scores []int32)
}

// tag labels the tokens of a sentence; margins are in 0..1.
func (n *namer) tag(model nameScorer, view []nameView, memory nameMemory, scores []int32) (labels []int, margins []float32) {
	labels, margins = make([]int, len(view)), make([]float32, len(view))
	var buf [nameFeatures]linear.Feature
	for i := range view {
		model.Score(n.features(buf[:0], view, labels, i, memory), scores)
		first, second := bestName(n.labels, scores, labels, i, len(view))
		labels[i], margins[i] = first, 1
		if second >= 0 {
			gap := float32(scores[first]-scores[second]) / halfNameMargin
			margins[i] = gap / (1 + gap)
		}
	}
	return labels, margins
}

// bestName is the best label that may follow, and the second best.
func bestName(labels []nameLabel, scores []int32, before []int, i, n int) (first, second int) {
	first, second = -1, -1
	for l := range labels {
		if !mayFollow(labels, before, i, n, l) {
			continue
		}
		switch {
		case first < 0 || scores[l] > scores[first]:
			first, second = l, first
		case second < 0 || scores[l] > scores[second]:
			second = l
		}
	}
	return first, second
}

// mayFollow says whether label l fits behind the labels before token i.
func mayFollow(labels []nameLabel, before []int, i, n, l int) bool {
	open := i > 0 && (labels[before[i-1]].part == 'B' || labels[before[i-1]].part == 'I')
	switch labels[l].part {
	case 'I':
		return open && labels[before[i-1]].kind == labels[l].kind && i+1 < n
	case 'L':
		return open && labels[before[i-1]].kind == labels[l].kind
	case 'B':
		return !open && i+1 < n
	}
	return !open
}

func appendNames(names []Name, labels []int, margins []float32, all []nameLabel, offset int) []Name {
	start, score := 0, float32(1)
	for i, l := range labels {
		label := all[l]
		if label.part == 'O' {
			continue
		}
		if label.part == 'B' || label.part == 'U' {
			start, score = i, 1
		}
		score = min(score, margins[i])
		if label.part == 'L' || label.part == 'U' {
			names = append(names, Name{First: offset + start, End: offset + i + 1, Type: nameKinds[label.kind], Score: score})
		}
	}
	return names
}

// A nameView is what the model sees of a token.
type nameView struct {
	word
	upos, xpos uint32
	known      uint32 // what the lexicon says of the longest name here, and the place in it
	single     uint32 // what the lexicon says of the word alone
	title      bool   // the word is part of a headline in capitals
}

// view looks up all that features need.
func (n *namer) view(tokens []Token) []nameView {
	view := make([]nameView, len(tokens))
	capitals, words := 0, 0
	for i := range tokens {
		t := &tokens[i]
		v := &view[i]
		v.word = n.words.word(t.Form)
		v.upos, v.xpos = linear.String(t.UPOS), linear.String(t.XPOS)
		if len(t.Form) > 3 && unicode.IsLetter(runeAt(t.Form, 0)) {
			words++
			if v.capital {
				capitals++
			}
		}
		if v.capital {
			v.single = singleClass(t.Form)
		} else if _, ok := lexicon.Title(t.Form); ok {
			v.single = 64
		}
	}
	for i := range view {
		view[i].title = words > 2 && capitals*5 >= words*4
	}
	gazetteer(tokens, view)
	return view
}

// singleClass are the lists that a capitalised word is on, as bits.
func singleClass(form string) uint32 {
	var c uint32
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
func gazetteer(tokens []Token, view []nameView) {
	for i := 0; i < len(tokens); i++ {
		if !view[i].capital || view[i].known != 0 {
			continue
		}
		for n := min(longestKnown, len(tokens)-i); n > 0; n-- {
			if !view[i+n-1].capital {
				continue
			}
			class := knownClass(joinForms(tokens[i : i+n]))
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

// A nameMemory holds how often the document had a word in names of each kind.
type nameMemory map[string]*[5]uint16

// note adds the labels of a sentence.
func (m nameMemory) note(view []nameView, labels []int, all []nameLabel) {
	for i := range view {
		if !view[i].capital {
			continue
		}
		k := all[labels[i]].kind
		if k < 0 {
			if i == 0 || view[i].title {
				continue // a capital that says nothing
			}
			k = 4
		}
		c := m[view[i].lower]
		if c == nil {
			c = new([5]uint16)
			m[view[i].lower] = c
		}
		c[k]++
	}
}

// of is the kind that a word mostly was, from 1; 0 for a new word.
func (m nameMemory) of(v *nameView) uint32 {
	c := m[v.lower]
	if c == nil || !v.capital {
		return 0
	}
	best := 0
	for k := range c {
		if c[k] > c[best] {
			best = k
		}
	}
	return uint32(best) + 1
}

var nameEdge = nameView{word: edge, upos: 1, xpos: 1}

func viewAt(view []nameView, i int) *nameView {
	if i < 0 || i >= len(view) {
		return &nameEdge
	}
	return &view[i]
}

const nameFeatures = 80

// features appends the features of token i.
func (n *namer) features(f []linear.Feature, view []nameView, labels []int, i int, memory nameMemory) []linear.Feature {
	w, l1, l2, r1, r2 := viewAt(view, i), viewAt(view, i-1), viewAt(view, i-2), viewAt(view, i+1), viewAt(view, i+2)
	p1, p2 := uint32(99), uint32(99)
	if i > 0 {
		p1 = uint32(labels[i-1])
	}
	if i > 1 {
		p2 = uint32(labels[i-2])
	}
	first := uint32(0)
	switch {
	case w.title:
		first = 2
	case i == 0 || i == 1 && !unicode.IsLetter(runeAt(view[0].form, 0)):
		first = 1
	}
	mem, memR, memL := memory.of(w), memory.of(r1), memory.of(l1)
	return append(f,
		linear.Hash1(1, p1), linear.Hash2(2, p1, p2),
		linear.Hash1(3, w.id), linear.Hash2(4, w.cased, first), linear.Hash2(5, w.cased, p1),
		linear.Hash2(6, w.shape, first), linear.Hash2(7, w.shape, p1),
		linear.Hash1(8, w.prefix[2]), linear.Hash1(9, w.prefix[3]), linear.Hash1(10, w.suffix[1]), linear.Hash1(11, w.suffix[2]), linear.Hash1(12, w.suffix[3]),
		linear.Hash2(13, w.upos, p1), linear.Hash2(14, w.xpos, first), linear.Hash2(15, w.xpos, r1.xpos), linear.Hash2(16, w.xpos, l1.xpos),
		linear.Hash3(17, l1.xpos, w.xpos, r1.xpos),
		linear.Hash1(18, l1.id), linear.Hash1(19, r1.id), linear.Hash1(20, l2.id), linear.Hash1(21, r2.id),
		linear.Hash2(22, l1.id, p1), linear.Hash2(23, l1.id, w.shape), linear.Hash2(24, r1.id, w.shape),
		linear.Hash2(25, l1.id, w.id), linear.Hash2(26, w.id, r1.id),
		linear.Hash2(27, l1.shape, w.shape), linear.Hash2(28, w.shape, r1.shape), linear.Hash3(29, l1.shape, w.shape, r1.shape),
		linear.Hash2(30, w.known, p1), linear.Hash2(31, w.known, first), linear.Hash2(32, w.known, w.xpos), linear.Hash2(33, w.known, r1.shape),
		linear.Hash2(34, w.single, p1), linear.Hash2(35, w.single, r1.single), linear.Hash2(36, l1.single, w.single), linear.Hash3(37, w.single, r1.single, w.shape),
		linear.Hash2(38, w.single, w.known), linear.Hash3(39, l1.single, w.single, r1.single), linear.Hash2(40, r1.known, w.shape), linear.Hash2(41, l1.known, w.shape),
		linear.Hash2(42, mem, p1), linear.Hash2(43, mem, w.known), linear.Hash2(44, mem, memR), linear.Hash2(45, mem, memL), linear.Hash2(46, mem, w.shape), linear.Hash2(47, mem, first),
		linear.Hash3(48, l2.id, l1.id, w.shape), linear.Hash3(49, r1.id, r2.id, w.shape),
		linear.Hash2(50, w.suffix[2], p1), linear.Hash2(51, r1.suffix[2], w.shape), linear.Hash2(52, r1.upos, w.shape), linear.Hash3(53, w.known, r1.known, p1),
		linear.Hash2(54, w.cluster, p1), linear.Hash2(55, l1.cluster, w.shape), linear.Hash2(56, r1.cluster, w.shape), linear.Hash2(57, w.coarse, first),
		linear.Hash2(58, w.class, first), linear.Hash2(59, w.class, r1.class),
		linear.Hash2(60, r2.single, w.shape), linear.Hash2(61, r1.single, w.shape), linear.Hash2(62, l1.upos, p1),
	)
}
