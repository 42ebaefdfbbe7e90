package nlp

import (
	"maps"
	"slices"
	"strings"

	"github.com/quadwire/quadwire/extract/nlp/linear"
)

// A tagger finds parts of speech, from left to right.
type tagger struct {
	model *linear.Model
	words *wordLexicon
	tags  []uint32 // hash of every label
	upos  []string // of every label
	xpos  []string
	feats featTable
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func newTagger(model *linear.Model, words *wordLexicon, feats featTable) *tagger {
	t := &tagger{model: model, words: words, feats: feats}
	for _, label := range model.Labels() {
		upos, xpos, _ := strings.Cut(label, " ")
		t.upos, t.xpos = append(t.upos, upos), append(t.xpos, xpos)
	}
	t.tags = hashes(model.Labels())
	return t
}

func hashes(labels []string) []uint32 {
	h := make([]uint32, len(labels))
	for i, l := range labels {
		h[i] = linear.String(l)
	}
	return h
}

// tag returns the labels of the words of a sentence.
func (t *tagger) tag(words []word) []int {
	return t.tagWith(words, func(int) int { return -1 })
}

// tagWith is tag where some labels are known; the others are -1.
func (t *tagger) tagWith(words []word, known func(i int) int) []int {
	var buf [tagFeatures]linear.Feature
	scores := make([]int32, len(t.tags))
	labels := make([]int, len(words))
	p1, p2 := uint32(1), uint32(1)
	for i := range words {
		t.model.Score(tagFeature(buf[:0], words, i, p1, p2), scores)
		if labels[i] = known(i); labels[i] < 0 {
			labels[i] = linear.Best(scores)
		}
		p1, p2 = t.tags[labels[i]], p1
	}
	return labels
}

const tagFeatures = 64

// tagFeature appends the features of word i after the tags p2 p1.
func tagFeature(f []linear.Feature, words []word, i int, p1, p2 uint32) []linear.Feature {
	w, l1, l2, r1, r2 := at(words, i), at(words, i-1), at(words, i-2), at(words, i+1), at(words, i+2)
	first := uint32(0)
	if i == 0 {
		first = 1
	}
	f = append(f,
		linear.Hash1(1, 0),
		linear.Hash1(2, w.id),
		linear.Hash2(3, w.cased, first),
		linear.Hash1(4, w.suffix[0]),
		linear.Hash1(5, w.suffix[1]),
		linear.Hash1(6, w.suffix[2]),
		linear.Hash1(7, w.suffix[3]),
		linear.Hash1(8, w.suffix[4]),
		linear.Hash1(9, w.prefix[0]),
		linear.Hash1(10, w.prefix[1]),
		linear.Hash1(11, w.prefix[2]),
		linear.Hash1(12, w.prefix[3]),
		linear.Hash2(13, w.shape, first),
		linear.Hash2(14, w.shape, w.suffix[2]),
		linear.Hash1(15, w.class),
		linear.Hash2(16, w.class, p1),
		linear.Hash3(17, w.class, p1, p2),
		linear.Hash2(18, w.class, r1.class),
		linear.Hash3(19, w.class, p1, r1.class),
		linear.Hash1(20, p1),
		linear.Hash2(21, p1, p2),
		linear.Hash2(22, p1, w.id),
		linear.Hash2(23, p2, w.id),
		linear.Hash3(24, p1, p2, w.id),
		linear.Hash1(25, l1.id),
		linear.Hash1(26, l2.id),
		linear.Hash1(27, r1.id),
		linear.Hash1(28, r2.id),
		linear.Hash2(29, l1.id, w.id),
		linear.Hash2(30, w.id, r1.id),
		linear.Hash2(31, l1.id, r1.id),
		linear.Hash2(32, r1.id, r2.id),
		linear.Hash1(33, l1.suffix[2]),
		linear.Hash1(34, r1.suffix[2]),
		linear.Hash1(35, r1.suffix[1]),
		linear.Hash2(36, p1, r1.suffix[2]),
		linear.Hash1(37, r1.class),
		linear.Hash2(38, p1, r1.class),
		linear.Hash2(39, r1.class, r2.class),
		linear.Hash2(40, w.shape, r1.shape),
		linear.Hash2(41, w.shape, l1.shape),
		linear.Hash2(42, w.suffix[2], p1),
		linear.Hash3(43, w.suffix[2], p1, p2),
		linear.Hash2(44, w.suffix[2], r1.class),
		linear.Hash1(45, w.cluster),
		linear.Hash1(46, w.coarse),
		linear.Hash2(47, w.cluster, p1),
		linear.Hash2(48, w.coarse, r1.coarse),
		linear.Hash2(49, w.coarse, l1.coarse),
		linear.Hash1(50, r1.cluster),
		linear.Hash1(51, l1.cluster),
		linear.Hash3(52, w.coarse, r1.coarse, r2.coarse),
		linear.Hash3(53, l1.coarse, w.coarse, r1.coarse),
		linear.Hash2(54, w.class, r1.coarse),
	)
	return f
}

// A featTable gives the morphological features of a form with a tag.
type featTable struct {
	tag  map[string]string // by label, the most frequent
	form map[string]string // by form and label, where they differ
}

func (t *featTable) get(lower, label string) string {
	if f, ok := t.form[lower+" "+label]; ok {
		return f
	}
	return t.tag[label]
}

func (t *featTable) encode(e *linear.Encoder) {
	for _, m := range []map[string]string{t.tag, t.form} {
		encodeMap(e, m)
	}
}

func encodeMap(e *linear.Encoder, m map[string]string) {
	values := make(map[string]string)
	for _, v := range m {
		values[v] = ""
	}
	list := sortedKeys(values)
	e.Strings(list)
	e.Uint(len(m))
	for _, k := range sortedKeys(m) {
		v, _ := slices.BinarySearch(list, m[k])
		e.String(k)
		e.Uint(v)
	}
}

func decodeMap(d *linear.Decoder) map[string]string {
	list := d.Strings()
	n := d.Len()
	m := make(map[string]string, min(n, maxWords))
	if n > 0 && len(list) == 0 {
		d.Fail()
		return m
	}
	for range n {
		k, v := d.String(), d.Uint(len(list)-1)
		if d.Err() != nil {
			break
		}
		m[k] = list[v]
	}
	return m
}
