package nlp

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A word is what the network sees of a form, as hashes.
type word struct {
	lower  string
	id     uint32    // of the lower-cased form, digits as 0
	prefix [3]uint32 // of 1 to 3 characters
	suffix [4]uint32 // of 1 to 4 characters
	shape  uint32
}

func makeWord(form string) word {
	form = normalise(form)
	w := word{lower: strings.ToLower(form), shape: shape(form)}
	key := digitsToZero(w.lower)
	w.id = hash(key)
	at := 0
	for n := range w.prefix {
		if at < len(key) {
			_, size := utf8.DecodeRuneInString(key[at:])
			at += size
		}
		w.prefix[n] = hash(key[:at])
	}
	at = len(key)
	for n := range w.suffix {
		if at > 0 {
			_, size := utf8.DecodeLastRuneInString(key[:at])
			at -= size
		}
		w.suffix[n] = hash(key[at:])
	}
	return w
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
	return hash(string(b[:n]))
}

// hash hashes a string into a value for a feature.
func hash(s string) uint32 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return uint32(h>>32) ^ uint32(h)
}
