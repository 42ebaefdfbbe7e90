// Package story tells whether two texts are the same story: the copy of an
// agency's text in two papers, or two versions of an article.
//
// A text is a set of runs of five words; the likeness of two is the share of
// runs that they have in common (Jaccard), estimated by MinHash (A. Z. Broder, On the
// resemblance and containment of documents, 1997).
package story

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadwire/quadwire/extract/nlp"
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

// Likeness from which on two texts are versions of one story, and from which on one may be a copy
// of the other.
const (
	Same = 0.8
	Near = 0.7
)

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

// Marks are the names and numbers of a text, as short sums, sorted: the words with a capital or
// a digit. Headlines and other paragraphs that do not end as sentences do are left out, so are datelines and who wrote and edited it.
func Marks(text string) []uint16 {
	var out []uint16
	for paragraph := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		paragraph = strings.Join(strings.Fields(paragraph), " ")
		if !ends(paragraph, ".!?\"'”’)") || len(paragraph) < 200 && (nlp.IsByline(paragraph) || nlp.IsBoilerplate(paragraph)) {
			continue
		}
		paragraph = dateline.ReplaceAllString(paragraph, "")
		for word := range strings.FieldsSeq(paragraph) {
			word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
			if r, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(r) || strings.ContainsAny(word, "0123456789") {
				h := fnv.New32a()
				h.Write([]byte(strings.ToLower(word)))
				out = append(out, uint16(h.Sum32()>>16^h.Sum32()))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// dateline is "REYKJAVIK, Nov 20 (Agency) - " before the first sentence.
var dateline = regexp.MustCompile(`^\p{Lu}{2}[\p{L} .,'’/-]{0,40}(?:,? [\p{L}\d ,.]{1,25})?(?:\([^()]{1,40}\)|,? AP|,? AFP)? ?[-–—]{1,2} `)

func ends(s, marks string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && strings.ContainsRune(marks, r)
}

// moreMarks is how many names and numbers a copy has at most that its original has not: of the paper, of who
// edited it.
const moreMarks = 1

// IsCopy tells whether a text with these marks says nothing that the other one does not: their likeness
// apart, it has few further names and numbers and none in the place of others.
func IsCopy(marks, original []uint16) bool {
	more, fewer := 0, 0
	for _, m := range marks {
		if _, ok := slices.BinarySearch(original, m); !ok {
			more++
		}
	}
	for _, m := range original {
		if _, ok := slices.BinarySearch(marks, m); !ok {
			fewer++
		}
	}
	return more == 0 || fewer == 0 && more <= moreMarks
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
