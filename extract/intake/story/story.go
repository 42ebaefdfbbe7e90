// Package story tells whether two texts are the same story: the copy of an
// agency's text in two papers, or two versions of an article.
//
// A text is a set of runs of five words; the likeness of two is the share of
// runs that they have in common (Jaccard), estimated by MinHash (A. Z. Broder, On the
// resemblance and containment of documents, 1997).
package story

import (
	"encoding/binary"
	"math"
	"unicode"
)

// A Signature stands for a text: the least values of its runs under as many
// functions. It is nil for a text of few words.
type Signature []uint16

const (
	functions = 64
	run       = 5  // words
	leastRuns = 25 // shorter texts are alike by chance
	rows      = 4  // of a band
)

// Same is the likeness from which on two texts are the same story.
const Same = 0.8

var factors = func() (f [functions][2]uint64) {
	x := uint64(0x9e3779b97f4a7c15)
	next := func() uint64 { // splitmix64
		x += 0x9e3779b97f4a7c15
		z := x
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		return z ^ z>>31
	}
	for i := range f {
		f[i] = [2]uint64{next() | 1, next()}
	}
	return f
}()

// Sign gives the signature of a text.
func Sign(text string) Signature {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	var words []uint64
	h, letters := uint64(offset), false
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if letters {
				words = append(words, h)
			}
			h, letters = offset, false
			continue
		}
		h, letters = (h^uint64(unicode.ToLower(r)))*prime, true
	}
	if letters {
		words = append(words, h)
	}
	if len(words) < leastRuns+run-1 {
		return nil
	}
	var least [functions]uint64
	for i := range least {
		least[i] = math.MaxUint64
	}
	for i := 0; i+run <= len(words); i++ {
		h := uint64(offset)
		for _, w := range words[i : i+run] {
			h = (h ^ w) * prime
			h ^= h >> 29
		}
		for k := range least {
			if v := h*factors[k][0] + factors[k][1]; v < least[k] {
				least[k] = v
			}
		}
	}
	s := make(Signature, functions)
	for k, v := range least {
		s[k] = uint16((v * 0x9e3779b97f4a7c15) >> 48)
	}
	return s
}

// Likeness estimates how much two texts have in common, from 0 to 1.
func Likeness(a, b Signature) float64 {
	if len(a) != functions || len(b) != functions {
		return 0
	}
	same := 0
	for i := range a {
		if a[i] == b[i] {
			same++
		}
	}
	return float64(same) / functions
}

// Bands are short keys, of which two texts that are the same story nearly
// always share one, and others hardly ever do.
func (s Signature) Bands() []string {
	var out []string
	for i := 0; i+rows <= len(s); i += rows {
		key := []byte{byte(i / rows)}
		for _, v := range s[i : i+rows] {
			key = binary.BigEndian.AppendUint16(key, v)
		}
		out = append(out, string(key))
	}
	return out
}
