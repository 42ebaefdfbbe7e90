package nlp

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadwire/quadwire/extract/nlp/linear"
)

// A word is what the models see of a token, as values for features.
type word struct {
	form    string
	lower   string
	id      uint32 // of the lower-cased form, digits as 0
	cased   uint32
	prefix  [4]uint32 // of 1 to 4 characters
	suffix  [5]uint32 // of 1 to 5 characters
	shape   uint32
	class   uint32 // what the lexicon says of the form
	cluster uint32 // word cluster
	coarse  uint32 // coarse word cluster
	capital bool
}

// Values of word.shape for the edges of a sentence.
var edge = word{id: 1, cased: 1, shape: 1, class: 1, cluster: 1, coarse: 1}

// look fills in what the models see of the forms.
func (l *wordLexicon) look(forms []string) []word {
	words := make([]word, len(forms))
	for i, f := range forms {
		words[i] = l.word(f)
	}
	return words
}

func (l *wordLexicon) word(form string) word {
	form = normalise(form)
	w := word{form: form, lower: strings.ToLower(form)}
	key := digitsToZero(w.lower)
	w.id = linear.String(key)
	w.cased = linear.String(digitsToZero(form))
	w.shape = shape(form)
	r, _ := utf8.DecodeRuneInString(form)
	w.capital = unicode.IsUpper(r)
	entry := l.entries[key]
	w.class, w.cluster = uint32(entry.class)+2, uint32(entry.cluster)+2
	w.coarse = w.cluster
	if entry.cluster > 0 {
		w.coarse = uint32(l.coarse[entry.cluster]) + 2
	}
	w.affixes(key)
	return w
}

func (w *word) affixes(s string) {
	at := 0
	for n := range w.prefix {
		if at < len(s) {
			_, size := utf8.DecodeRuneInString(s[at:])
			at += size
		}
		w.prefix[n] = linear.String(s[:at])
	}
	at = len(s)
	for n := range w.suffix {
		if at > 0 {
			_, size := utf8.DecodeLastRuneInString(s[:at])
			at -= size
		}
		w.suffix[n] = linear.String(s[at:])
	}
}

// at is the word i of a sentence, the edge outside of it.
func at(words []word, i int) *word {
	if i < 0 || i >= len(words) {
		return &edge
	}
	return &words[i]
}

// typography maps characters to those that the treebanks use.
var typography = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-", "—", "--", "…", "...",
	"``", `"`, "''", `"`, "-LRB-", "(", "-RRB-", ")", "-LSB-", "[", "-RSB-", "]")

func normalise(form string) string {
	if len(form) == 1 {
		return form
	}
	return typography.Replace(form)
}

func digitsToZero(s string) string {
	if strings.IndexFunc(s, isDigit) < 0 {
		return s
	}
	b := []byte(s)
	for i, c := range b {
		if c >= '0' && c <= '9' {
			b[i] = '0'
		}
	}
	return string(b)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// shape is a form with its letters replaced by their kinds; runs count as two.
func shape(form string) uint32 {
	var b [24]byte
	n, last, run := 0, byte(0), 0
	for _, r := range form {
		c := byte('.')
		switch {
		case unicode.IsUpper(r):
			c = 'X'
		case unicode.IsLetter(r):
			c = 'x'
		case unicode.IsDigit(r):
			c = '0'
		case r < utf8.RuneSelf:
			c = byte(r)
		}
		if c == last {
			run++
		} else {
			last, run = c, 1
		}
		if run <= 2 && n < len(b) {
			b[n] = c
			n++
		}
	}
	return linear.String(string(b[:n]))
}

// A wordLexicon knows the classes of frequent words.
type wordLexicon struct {
	entries map[string]wordEntry
	coarse  []uint16 // coarse cluster of a cluster
}

type wordEntry struct {
	class   uint16 // set of tags that the form had
	cluster uint16
}

const maxWords = 1 << 20

func (l *wordLexicon) encode(e *linear.Encoder) {
	e.Uint(len(l.coarse))
	for _, c := range l.coarse {
		e.Uint(int(c))
	}
	e.Uint(len(l.entries))
	for _, form := range sortedKeys(l.entries) {
		e.String(form)
		e.Uint(int(l.entries[form].class))
		e.Uint(int(l.entries[form].cluster))
	}
}

func decodeLexicon(d *linear.Decoder) *wordLexicon {
	l := &wordLexicon{coarse: make([]uint16, d.Len())}
	for i := range l.coarse {
		l.coarse[i] = uint16(d.Uint(1<<16 - 1))
	}
	n := d.Len()
	l.entries = make(map[string]wordEntry, min(n, maxWords))
	for range n {
		form := d.String()
		l.entries[form] = wordEntry{uint16(d.Uint(1<<16 - 1)), uint16(d.Uint(max(0, len(l.coarse)-1)))}
		if d.Err() != nil {
			break
		}
	}
	return l
}
