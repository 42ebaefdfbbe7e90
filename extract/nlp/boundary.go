package nlp

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/quadwire/quadwire/data"
)

// A boundaryModel says between which tokens sentences end. It weighs hashed
// features of the words on both sides, one of which is what the rules of
// [boundary] say.
type boundaryModel struct {
	weights []int8
	cases   []byte // for hashed words, two bits each: how they are written within sentences
	classes []byte // for hashed words and ends of words, four bits each: their part of speech
}

const (
	boundaryBits    = 17
	boundaryVersion = 1
	caseBits        = 17
	classBits       = 16
)

// Where a word stands within a sentence it is written in small letters, with
// a capital, or both ways.
const (
	caseUnknown = iota
	caseLower
	caseUpper
	caseBoth
)

// boundaries is the model that ships with the program; nil if it is damaged:
// then the rules decide alone.
var boundaries = sync.OnceValue(func() *boundaryModel {
	m, err := decodeBoundaries(data.Segment)
	if err != nil {
		return nil
	}
	return m
})

func (m *boundaryModel) encode() []byte {
	e := &encoder{}
	e.Uint(boundaryVersion)
	weights := make([]byte, len(m.weights))
	for i, w := range m.weights {
		weights[i] = byte(w)
	}
	e.String(string(weights))
	e.String(string(m.cases))
	e.String(string(m.classes))
	return e.Bytes()
}

// decodeBoundaries reads what encode wrote.
func decodeBoundaries(file []byte) (*boundaryModel, error) {
	d := newDecoder(file)
	if d.Uint(1<<16) != boundaryVersion {
		d.Fail()
	}
	weights, cases, classes := d.Block(), d.Block(), d.Block()
	if err := d.Finish(); err != nil {
		return nil, err
	}
	if len(weights) != 1<<boundaryBits || len(cases) != 1<<caseBits/4 || len(classes) != 1<<classBits/2 {
		return nil, errCorrupt
	}
	m := &boundaryModel{weights: make([]int8, len(weights)), cases: cases, classes: classes}
	for i, w := range weights {
		m.weights[i] = int8(w)
	}
	return m, nil
}

// caseOf is how a word is written within sentences.
func (m *boundaryModel) caseOf(hash uint32) uint8 {
	slot := hash >> (32 - caseBits)
	return m.cases[slot/4] >> (slot % 4 * 2) & 3
}

// classOf is the part of speech of a word, by its end if the word itself is unknown.
func (m *boundaryModel) classOf(form string, hash uint32) uint8 {
	if c := m.classAt(hash); c != 0 || len(form) < 4 {
		return c
	}
	return m.classAt(hashEnd(form))
}

func (m *boundaryModel) classAt(hash uint32) uint8 {
	slot := hash >> (32 - classBits)
	return m.classes[slot/2] >> (slot % 2 * 4) & 15
}

// hashEnd is the hash of the end of a word.
func hashEnd(form string) uint32 { return hashWord(form[len(form)-3:]) ^ 0x55aa1234 }

// Parts of speech as far as they matter here.
const (
	classUnknown = iota
	classNoun
	className
	classAdjective
	classAdverb
	classFinite // verbs with a subject
	classIng
	classVerb // infinitives and participles
	classAuxiliary
	classPronoun
	classDeterminer
	classPreposition
	classConjunction
	classNumber
	classParticle
	classOther
)

// score is above 0 where a sentence ends.
func (m *boundaryModel) score(features []uint32) int {
	sum := 0
	for _, f := range features {
		sum += int(m.weights[f])
	}
	return sum
}

// A figure is what a token looks like.
type figure uint8

const (
	shapeNone figure = iota
	shapeLower
	shapeCapital
	shapeCapitals
	shapeLetter
	shapeDigits
	shapeMixed
	shapeStop
	shapeCall
	shapeDots
	shapeComma
	shapeSemicolon
	shapeColon
	shapeDash
	shapeOpen
	shapeClose
	shapeQuoteOpen
	shapeQuoteClose
	shapeQuote
	shapeAbbreviation
	shapeInitial
	shapeBullet
	shapeSymbol
	shapeClitic
	shapeAddress
)

// A look is what the model sees of a token.
type look struct {
	hash   uint32
	shape  figure
	usual  uint8 // its case within sentences
	glued  bool  // to the token before
	class  uint8 // its part of speech
	clause bool  // a word that clauses have and headings seldom
}

// hashWord is the hash of a word without regard to case.
func hashWord(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		h = (h ^ uint32(c)) * 16777619
	}
	h ^= h >> 15
	return h * 0x85ebca6b
}

// lookAt sees token i.
func (m *boundaryModel) lookAt(tokens []Token, i int) look {
	t := &tokens[i]
	l := look{hash: hashWord(t.Form), shape: shapeOf(t.Form)}
	l.glued = i > 0 && tokens[i-1].End == t.Start
	switch l.shape {
	case shapeLower, shapeCapital, shapeCapitals, shapeLetter, shapeClitic:
		l.usual = m.caseOf(l.hash)
		l.class = m.classOf(t.Form, l.hash)
		l.clause = l.class == classFinite || l.class == classAuxiliary || l.class == classPronoun
	case shapeQuote:
		follows := i+1 < len(tokens) && tokens[i+1].Start == t.End
		if l.glued != follows {
			l.shape = shapeQuoteClose
			if follows {
				l.shape = shapeQuoteOpen
			}
		}
		l.hash = uint32(l.shape)
	case shapeQuoteOpen, shapeQuoteClose, shapeDigits:
		l.hash = uint32(l.shape)
	}
	return l
}

// shapeOf tells what a token looks like.
func shapeOf(form string) figure {
	r, w := utf8.DecodeRuneInString(form)
	switch {
	case r >= 'a' && r <= 'z' || unicode.IsLower(r):
		return shapeOfLower(form)
	case unicode.IsUpper(r):
		return shapeOfUpper(form, w)
	case r >= '0' && r <= '9':
		for i := range len(form) {
			if c := form[i]; c >= 'A' {
				return shapeMixed
			}
		}
		return shapeDigits
	case unicode.IsLetter(r):
		return shapeMixed
	}
	return shapeOfSign(form, r, w)
}

func shapeOfLower(form string) figure {
	if form[len(form)-1] == '.' {
		return shapeAbbreviation
	}
	for i := range len(form) {
		if c := form[i]; c == '@' || c == '/' || c == '.' {
			return shapeAddress
		}
	}
	return shapeLower
}

func shapeOfUpper(form string, w int) figure {
	if form[len(form)-1] == '.' {
		if len(form) == w+1 {
			return shapeInitial
		}
		return shapeAbbreviation
	}
	if len(form) == w {
		return shapeLetter
	}
	for _, r := range form[w:] {
		if unicode.IsLower(r) {
			return shapeCapital
		}
	}
	return shapeCapitals
}

func shapeOfSign(form string, r rune, w int) figure {
	switch r {
	case '.':
		if len(form) > 1 {
			return shapeDots
		}
		return shapeStop
	case '…':
		return shapeDots
	case '!', '?', '。', '！', '？':
		return shapeCall
	case ',':
		return shapeComma
	case ';':
		return shapeSemicolon
	case ':':
		return shapeColon
	case '-', '–', '—', '―':
		return shapeDash
	case '(', '[', '{':
		return shapeOpen
	case ')', ']', '}':
		return shapeClose
	case '“', '‘', '«', '`':
		return shapeQuoteOpen
	case '”', '»':
		return shapeQuoteClose
	case '"':
		return shapeQuote
	case '\'', '’':
		if len(form) > w {
			return shapeClitic
		}
		return shapeQuote
	case '*', '•', '·', '▪', '◦', '|', '>', '=', '_', '~', '#':
		return shapeBullet
	}
	return shapeSymbol
}

// A splitter finds the ends of the sentences in a paragraph.
type splitter struct {
	model  *boundaryModel
	tokens []Token // of the paragraph
	looks  []look
	begin  int // where the sentence begins
	scan   int // what is counted here lies before this token

	quotes, brackets int // that are open
	words, capitals  int // since the beginning of the sentence
	clause           bool
	headline         bool // the paragraph is one
	edited           bool // sentences of the paragraph have marks at their ends

	features []uint32
}

// reset prepares for a paragraph.
func (s *splitter) reset(m *boundaryModel, tokens []Token) {
	*s = splitter{model: m, tokens: tokens, looks: s.looks[:0], features: s.features[:0]}
	if m == nil {
		return
	}
	for i := range tokens {
		s.looks = append(s.looks, m.lookAt(tokens, i))
	}
	s.headline, s.edited = headline(s.looks), edited(s.looks)
}

// In an edited text there are so many tokens between marks at most, and it takes so high a score to
// end a sentence without one.
const (
	longestUnmarked = 60
	longestEdited   = 200 // tokens of a paragraph; what is longer has lost its paragraphs
	leastUnmarked   = 150
)

// edited reports a paragraph that ends with a mark and has no long stretch without one: what is between its
// marks is one sentence.
func edited(looks []look) bool {
	last := len(looks) - 1
	for last > 0 && (looks[last].shape == shapeQuoteClose || looks[last].shape == shapeQuote || looks[last].shape == shapeClose) {
		last--
	}
	if last < 0 || last > longestEdited || !looks[last].shape.ending() {
		return false
	}
	since := 0
	for i := range looks {
		if since++; looks[i].shape.ending() {
			since = 0
		} else if since > longestUnmarked {
			return false
		}
	}
	return true
}

// start begins a sentence.
func (s *splitter) start(begin int) {
	s.begin, s.scan = begin, begin
	s.quotes, s.brackets, s.words, s.capitals, s.clause = 0, 0, 0, 0, false
}

// count takes in the tokens before k.
func (s *splitter) count(k int) {
	for ; s.scan < k; s.scan++ {
		l := s.looks[s.scan]
		switch l.shape {
		case shapeOpen:
			s.brackets++
		case shapeClose:
			s.brackets--
		case shapeQuoteOpen:
			s.quotes++
		case shapeQuoteClose:
			s.quotes--
		case shapeLower:
			s.words++
		case shapeCapital, shapeCapitals, shapeLetter:
			s.words++
			s.capitals++
		}
		s.clause = s.clause || l.clause
	}
}

// headline reports a line in the capitals of a headline, without a mark at its end.
func headline(looks []look) bool {
	words, capitals := 0, 0
	for i := range looks {
		switch looks[i].shape {
		case shapeCapital, shapeCapitals:
			words++
			capitals++
		case shapeLower:
			if looks[i].class < classPronoun {
				words++
			}
		}
	}
	return len(looks) > 0 && len(looks) < 30 && words > 2 && capitals*5 >= words*4 && !looks[len(looks)-1].shape.ending()
}

// candidate says whether a sentence could end before token k.
func (s *splitter) candidate(k int) bool {
	p, n := s.looks[k-1], s.looks[k]
	switch p.shape {
	case shapeStop, shapeCall, shapeDots:
		return !n.glued || n.shape != shapeLower && n.shape != shapeDigits
	}
	if n.glued {
		switch p.shape {
		case shapeClose, shapeQuoteClose, shapeQuote, shapeSemicolon, shapeDash, shapeColon:
			return n.shape != shapeLower && n.shape != shapeClitic
		}
		return false
	}
	switch n.shape {
	case shapeLower, shapeClitic:
		switch p.shape {
		case shapeLower, shapeCapital, shapeCapitals, shapeLetter, shapeDigits, shapeComma, shapeInitial, shapeMixed, shapeClitic, shapeOpen, shapeQuoteOpen:
			return false
		}
	case shapeComma, shapeStop, shapeClose, shapeQuoteClose, shapeSemicolon, shapeColon:
		return false
	}
	return p.shape != shapeOpen && p.shape != shapeQuoteOpen
}

// ruled says whether the rules alone decide what is before token k: behind an
// abbreviation, before one that belongs to the name of a company or a person, and
// behind the mark of an item.
func (s *splitter) ruled(k int) bool {
	switch p := s.looks[k-1].shape; p {
	case shapeAbbreviation:
		return true
	case shapeBullet:
		_, n := utf8.DecodeRuneInString(s.tokens[k-1].Form)
		return k-1 == s.begin && len(s.tokens[k-1].Form) == n
	default:
		form := s.tokens[k].Form
		return s.looks[k].shape == shapeAbbreviation && p < shapeStop && (form[0] >= 'a' || nameEnds[form])
	}
}

// nameEnds are abbreviations that end names.
var nameEnds = wordSet("Inc. Corp. Co. Ltd. Jr. Sr. Bros. Cos. Plc. Esq. Univ. Dept.")

// at is the look of token i, an empty one beyond the paragraph.
func (s *splitter) at(i int) look {
	if i < 0 || i >= len(s.looks) {
		return look{}
	}
	return s.looks[i]
}

func bucket(n int) uint32 {
	switch {
	case n < 6:
		return uint32(max(n, 0))
	case n < 12:
		return uint32(6 + (n-6)/2)
	case n < 60:
		return uint32(9 + (n-12)/8)
	}
	return 15
}

// coarse tells how long a sentence is.
func coarse(n int) uint32 {
	switch {
	case n < 4:
		return uint32(n)
	case n < 7:
		return 4
	case n < 12:
		return 5
	case n < 25:
		return 6
	}
	return 7
}

// nextTerminal is the number of tokens from k to one that ends sentences, and whether a
// word of clauses stands on the way.
func (s *splitter) nextTerminal(k int) (n int, clause bool) {
	for i := k; i < min(k+24, len(s.looks)); i++ {
		l := &s.looks[i]
		clause = clause || l.clause
		if l.shape >= shapeStop && l.shape <= shapeDots {
			return i - k, clause
		}
	}
	return 24, clause
}

// flag is 1 for true.
func flag(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// A place is what lies around the end of a sentence before a token, as numbers.
type place struct {
	before, after [4]look // the nearest first
	core, ahead   [2]look // the words without the marks between
	joint         uint32  // the shapes on both sides and what the rules say
	length        uint32  // of the sentence so far
	coarse        uint32  // the same in fewer steps, and whether it has a clause
	paragraph     uint32  // the length of the paragraph
	open          uint32  // quotes and brackets
	titled        uint32  // how many words have capitals
	ended         uint32  // whether a mark ends the sentence
	far           uint32  // how far the next such mark is, and whether a clause comes before
	verb          uint32
	first         look // of the sentence
}

// word says whether a token of a shape is a word, a number or a comma.
func (f figure) word() bool {
	switch f {
	case shapeLower, shapeCapital, shapeCapitals, shapeLetter, shapeDigits, shapeMixed, shapeInitial, shapeClitic, shapeComma:
		return true
	}
	return false
}

// ending says whether a token of a shape ends sentences.
func (f figure) ending() bool { return f >= shapeStop && f <= shapeDots }

// place looks around the end of a sentence before token k.
func (s *splitter) place(k int, rule bool) (p place) {
	s.count(k)
	for i := range p.before {
		p.before[i], p.after[i] = s.at(k-1-i), s.at(k+i)
	}
	core := k - 1
	for core > s.begin && core > k-4 && closes(s.looks[core].shape) {
		core--
	}
	lead := k
	for lead < k+3 && lead < len(s.looks)-1 && opens(s.looks[lead].shape) {
		lead++
	}
	p.core[0] = s.at(core)
	if core > s.begin {
		p.core[1] = s.looks[core-1]
	}
	p.ahead = [2]look{s.at(lead), s.at(lead + 1)}
	p.joint = uint32(p.before[0].shape)<<8 | uint32(p.after[0].shape) | flag(rule)<<16 | flag(p.after[0].glued)<<17
	p.length = bucket(k - s.begin)
	p.coarse = coarse(k-s.begin) | flag(s.clause)<<3
	p.paragraph = bucket(len(s.looks) / 10)
	p.open = uint32(s.quotes+8)<<8 | uint32(s.brackets+8)
	if s.words > 0 {
		p.titled = uint32(1 + 4*s.capitals/s.words)
	}
	p.ended = flag(p.before[0].shape.ending()) | flag(p.core[0].shape.ending())<<1
	far, verb := s.nextTerminal(k)
	p.verb = flag(verb)
	p.far = bucket(far)<<1 | p.verb
	p.first = s.at(s.begin)
	return p
}

func closes(f figure) bool { return f == shapeClose || f == shapeQuoteClose || f == shapeQuote }

func opens(f figure) bool { return f == shapeOpen || f == shapeQuoteOpen || f == shapeBullet }

// extract sets the features of the end of a sentence before token k; rule says whether
// the rules see one.
func (s *splitter) extract(k int, rule bool) {
	p := s.place(k, rule)
	s.features = s.features[:0]
	s.addShapes(&p)
	s.addWords(&p)
	s.addClasses(&p)
}

// add adds a feature, the three numbers of which mean something else at every call.
func (s *splitter) add(a, b, c uint32) {
	h := (uint32(len(s.features)+1)*0x9e3779b1 ^ a) * 0x85ebca6b
	h = (h ^ h>>13 ^ b) * 0xc2b2ae35
	h = (h ^ h>>15 ^ c) * 0x27d4eb2f
	h ^= h >> 16
	s.features = append(s.features, h*0x9e3779b1>>(32-boundaryBits))
}

// addShapes adds what the tokens look like, and how long the sentence is.
func (s *splitter) addShapes(p *place) {
	b2, b3 := uint32(p.before[1].shape), uint32(p.before[2].shape)
	a2, a3 := uint32(p.after[1].shape), uint32(p.after[2].shape)
	near := uint32(p.before[0].shape)<<8 | uint32(p.after[0].shape)
	s.add(0, 0, 0)
	s.add(p.joint, 0, 0)
	s.add(p.joint, b2, 0)
	s.add(p.joint, a2, 0)
	s.add(p.joint, b2, a2)
	s.add(p.joint, a2, a3)
	s.add(p.joint, b2, b3)
	s.add(p.joint, p.length, 0)
	s.add(p.joint, p.paragraph, 0)
	s.add(p.joint, p.open, 0)
	s.add(p.open, p.ended, uint32(p.ahead[0].shape))
	s.add(p.far, near, p.length)
	s.add(p.first.hash, p.length, near)
	s.add(uint32(p.first.shape), p.length, near)
}

// addWords adds the words on both sides.
func (s *splitter) addWords(p *place) {
	b, a := uint32(p.before[0].shape), uint32(p.after[0].shape)
	core, ahead := uint32(p.core[0].shape), uint32(p.ahead[0].shape)
	s.add(p.before[0].hash, a, 0)
	s.add(p.after[0].hash, b, 0)
	s.add(p.before[0].hash, p.after[0].hash, 0)
	s.add(p.before[1].hash, b, a)
	s.add(p.after[1].hash, a, b)
	s.add(p.core[0].hash, core, ahead)
	s.add(p.core[1].hash, core, ahead)
	s.add(p.ahead[0].hash, ahead, core)
	s.add(p.ahead[1].hash, ahead, p.ended)
}

// addClasses adds parts of speech, and how the words are written elsewhere.
func (s *splitter) addClasses(p *place) {
	b1, b2, a1 := uint32(p.before[0].shape), uint32(p.before[1].shape), uint32(p.after[0].shape)
	l1, l2 := p.ahead[0], p.ahead[1]
	usual := uint32(p.before[0].usual)<<8 | uint32(l1.usual)<<4
	titled := p.titled | p.length<<4 | p.coarse>>3<<9
	follow := uint32(l1.shape)<<16 | uint32(l2.shape)<<8 | uint32(l1.usual)<<2 | uint32(l2.usual)
	s.add(follow, b1, 0)
	s.add(follow, b1, p.paragraph)
	s.add(usual|uint32(p.before[1].usual), b1<<16|b2<<8|a1, 0)
	s.add(usual|uint32(l2.usual), b1<<16|uint32(l1.shape)<<8|uint32(l2.shape), p.length)
	s.add(titled, b1<<8|a1, uint32(p.after[0].usual))
	s.add(titled, follow, p.verb)
	s.add(titled, p.ended, p.far)

	g1, g2, g3 := uint32(l1.class)<<4|uint32(l1.usual), uint32(l2.class)<<4|uint32(l2.usual), uint32(p.after[2].class)
	near := uint32(l1.shape)<<8 | b1
	classes := g1<<16 | uint32(p.before[0].class)
	s.add(near, classes, 0)
	s.add(near, classes, uint32(p.before[1].class))
	s.add(near, classes, g2)
	s.add(near, classes, p.coarse)
	s.add(near, g1<<16|g2, g3)
	s.add(near, g1<<16|g2, g3<<4|p.coarse)
	s.add(near, g1, p.titled<<8|p.coarse)
	s.add(near, g1<<8|p.verb, p.titled<<8|p.coarse)
	s.add(b1<<8|a1, p.coarse, uint32(p.after[0].usual)<<1|p.verb)
	s.add(uint32(l1.class), uint32(l2.class)<<8|uint32(l2.shape), b1)
}

// ends says whether a sentence ends before token k.
func (s *splitter) ends(k int, rule bool) bool {
	if s.ruled(k) || !s.candidate(k) || s.headline && !s.looks[k-1].shape.ending() {
		return rule
	}
	s.extract(k, rule)
	least := 0
	if s.edited && s.looks[k-1].shape.word() {
		least = leastUnmarked
	}
	return s.model.score(s.features) > least
}

// walk finds the sentences of the paragraph and calls found with each; ends decides.
func (s *splitter) walk(text string, ends func(k int, rule bool) bool, found func(begin, end int)) {
	tokens := s.tokens
	s.start(0)
	ruled, within := 0, 0 // where the rules end the sentence; the end of the multiword token
	for k := 1; k < len(tokens); k++ {
		if n := tokens[k-1].MWT; n > 0 {
			within = k - 1 + n
		}
		if ruled < k {
			ruled = max(ruled, boundary(tokens, text, s.begin, k-1))
		}
		end := 0
		switch {
		case k < within:
		case ends(k, k == ruled):
			end = k
		case k-s.begin >= longestSentence:
			end = cut(tokens, s.begin, k)
		}
		if end > 0 {
			found(s.begin, end)
			s.start(end)
			k = end
		}
	}
	if s.begin < len(tokens) {
		found(s.begin, len(tokens))
	}
}
