package nlp

import (
	"strings"
	"unicode"
)

// wordFeatures is the number of features that the network sees of a word: its
// form, endings of 1 to 4 characters, beginnings of 2 and 3, its shape.
const wordFeatures = 8

// listFeatures is the number of features from the lexicons, behind them; their
// rows in the table lie behind those of the vocabulary.
const (
	listFeatures = 3
	allFeatures  = wordFeatures + listFeatures
	listRows     = 257
)

// A vocabulary numbers the features of words: the rows of the network's table.
type vocabulary struct {
	rows  map[uint32]int32 // by key
	forms int              // the first rows are those of forms
}

// featureKeys are the features of a word, its form first.
func featureKeys(w *word) [wordFeatures]uint32 {
	values := [wordFeatures]uint32{w.id, w.suffix[0], w.suffix[1], w.suffix[2], w.suffix[3], w.prefix[1], w.prefix[2], w.shape}
	for i, v := range values {
		v ^= uint32(i+1) * 0x9E3779B1
		v *= 0x85EBCA6B
		v ^= v >> 15
		v *= 0xC2B2AE35
		values[i] = v ^ v>>16
	}
	return values
}

// features appends the rows of the features of a word, -1 for unknown ones.
func (v *vocabulary) features(out []int32, w *word) []int32 {
	for i, k := range featureKeys(w) {
		if r, ok := v.rows[k]; ok && (i == 0) == (int(r) < v.forms) { // else keys collide
			out = append(out, r)
		} else {
			out = append(out, -1)
		}
	}
	return out
}

// lists appends what the lexicons say of a token.
func (v *vocabulary) lists(out []int32, w *nameView) []int32 {
	base := int32(len(v.rows))
	row := func(ok bool, n uint32) {
		if ok {
			out = append(out, base+int32(n))
		} else {
			out = append(out, -1)
		}
	}
	row(w.known != 0, w.known&127)
	row(w.single != 0, 128+w.single&127)
	row(w.title, 256)
	return out
}

// A form is what is known of a form wherever it stands.
type form struct {
	features [wordFeatures]int32
	lower    string
	capital  bool
	single   uint32 // what the lexicons say of the word alone
}

// forms keeps what was found out about forms and names. It is used by one
// goroutine at a time.
type forms struct {
	vocabulary *vocabulary
	forms      map[string]*form
	names      map[string]uint32
	views      []nameView
	found      []*form // of the tokens that were seen last
}

// keptForms is the number of forms that are kept; then all are forgotten.
const keptForms = 20000

func newForms(v *vocabulary) *forms {
	return &forms{vocabulary: v, forms: make(map[string]*form), names: make(map[string]uint32)}
}

func (f *forms) get(text string) *form {
	if x, ok := f.forms[text]; ok {
		return x
	}
	if len(f.forms) >= keptForms {
		clear(f.forms)
	}
	w := makeWord(text)
	x := &form{lower: w.lower, capital: unicode.IsUpper(runeAt(text, 0)), single: singleClass(text)}
	f.vocabulary.features(x.features[:0], &w)
	f.forms[strings.Clone(text)] = x
	return x
}

// known is what the lexicons say of a name.
func (f *forms) known(name string) uint32 {
	if c, ok := f.names[name]; ok {
		return c
	}
	if len(f.names) >= keptForms {
		clear(f.names)
	}
	c := knownClass(name)
	f.names[strings.Clone(name)] = c
	return c
}

// features appends the features of the tokens of a sentence, of each token
// allFeatures; f.found gets their forms.
func (f *forms) features(out []int32, tokens []Token) []int32 {
	f.found = f.found[:0]
	for i := range tokens {
		f.found = append(f.found, f.get(tokens[i].Form))
	}
	f.view(tokens)
	for i, x := range f.found {
		out = append(out, x.features[:]...)
		out = f.vocabulary.lists(out, &f.views[i])
	}
	return out
}

// keys are the keys by row.
func (v *vocabulary) keys() []uint32 {
	keys := make([]uint32, len(v.rows))
	for k, r := range v.rows {
		keys[r] = k
	}
	return keys
}
