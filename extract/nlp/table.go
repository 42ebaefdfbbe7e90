package nlp

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
)

// A table maps a text with a small number, such as a form with the number of
// its label, to a string. It is searched in the bytes of its model, so that
// loading it costs next to nothing.
type table struct {
	values  []string
	entries string // by bucket: length of the text, number, value in 2 bytes, text
	starts  string // where every bucket starts, in 4 bytes, and where the last one ends
	shift   int    // of a hash, which gives the bucket
}

// A tableKey is what a table has a value for.
type tableKey struct {
	text   string
	number uint8
}

const (
	entryHead   = 4 // bytes before the text of an entry
	perBucket   = 4 // entries in a bucket, about
	maxTableKey = 255
	numberHash  = 0x9e3779b1 // spreads numbers over the buckets
)

// get looks a text with a number up.
func (t *table) get(text string, number uint8) (string, bool) {
	return t.find(text, hash(text), number)
}

// find is get where the hash of the text is known.
func (t *table) find(text string, h uint32, number uint8) (string, bool) {
	if len(text) > maxTableKey || t.starts == "" {
		return "", false
	}
	b := int((h+uint32(number)*numberHash)>>t.shift) * 4
	at, end := uint32At(t.starts, b), uint32At(t.starts, b+4)
	for at < end {
		n := int(t.entries[at])
		if n == len(text) && t.entries[at+1] == number && t.entries[at+entryHead:at+entryHead+n] == text {
			return t.values[int(t.entries[at+2])|int(t.entries[at+3])<<8], true
		}
		at += entryHead + n
	}
	return "", false
}

func uint32At(s string, at int) int {
	return int(s[at]) | int(s[at+1])<<8 | int(s[at+2])<<16 | int(s[at+3])<<24
}

// tableShift gives the shift for about as many buckets as a table needs.
func tableShift(entries int) int { return 32 - bits.Len(uint(entries/perBucket)) }

// encodeTable writes the entries of a map so that decodeTable finds them.
func encodeTable(e *encoder, m map[tableKey]string) {
	seen := make(map[string]string)
	for _, v := range m {
		seen[v] = ""
	}
	values := sortedKeys(seen)
	shift := tableShift(len(m))
	buckets := make([][]tableKey, 1<<(32-shift))
	for k := range m {
		b := k.hash() >> shift
		buckets[b] = append(buckets[b], k)
	}
	var entries, starts []byte
	for _, b := range buckets {
		starts = binary.LittleEndian.AppendUint32(starts, uint32(len(entries)))
		slices.SortFunc(b, compareKeys)
		for _, k := range b {
			v, _ := slices.BinarySearch(values, m[k])
			entries = append(entries, byte(len(k.text)), k.number, byte(v), byte(v>>8))
			entries = append(entries, k.text...)
		}
	}
	starts = binary.LittleEndian.AppendUint32(starts, uint32(len(entries)))
	e.Strings(values)
	e.Uint(len(m))
	e.String(string(entries))
	e.String(string(starts))
}

func (k tableKey) hash() uint32 { return hash(k.text) + uint32(k.number)*numberHash }

func compareKeys(a, b tableKey) int {
	if a.text != b.text {
		return strings.Compare(a.text, b.text)
	}
	return int(a.number) - int(b.number)
}

// decodeTable reads a table and checks that no search can leave it.
func decodeTable(d *decoder) table {
	t := table{values: d.Strings()}
	n := d.Uint(maxWords)
	t.shift = tableShift(n)
	t.entries, t.starts = d.String(), d.String()
	if d.Err() != nil {
		return table{}
	}
	if len(t.starts) != 4<<(32-t.shift)+4 || !t.sound(n) {
		d.Fail()
		return table{}
	}
	return t
}

// sound says whether all n entries lie within the table.
func (t *table) sound(n int) bool {
	at := 0
	for b := 0; b < len(t.starts); b += 4 {
		end := uint32At(t.starts, b)
		if end > len(t.entries) {
			return false
		}
		for ; at < end; n-- {
			if at+entryHead > end || int(t.entries[at+2])|int(t.entries[at+3])<<8 >= len(t.values) {
				return false
			}
			at += entryHead + int(t.entries[at])
		}
		if at != end {
			return false
		}
	}
	return n == 0 && at == len(t.entries)
}
