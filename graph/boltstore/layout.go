package boltstore

import (
	"encoding/binary"
	"errors"

	"github.com/cayleygraph/quad"
)

// The buckets of a file:
//
//	meta     "layout" (the version), "size" (quads), "nodes" (values), "last" (the last number given out); big-endian
//	values   number -> value
//	ids      value or, of a long one, its beginning and hash -> number
//	s p o c  all quads, four times, by subject, predicate, object and label: first quad of a run -> the others
//
// Numbers are given out as values come, so what is new in a graph has numbers that follow each other, just after that of the
// graph's label. A run is quads of one subject (or predicate, object, label), graph by graph. So what is new in a graph lies together in
// each bucket, and the rest of it at the ends of runs of what it speaks of.

// errDamaged is for what cannot be read.
var errDamaged = errors.New("the file is damaged")

// A link is a quad by the numbers of its values, in the order of [quad.Directions]; 0 is none.
type link [4]uint64

func (l link) get(d quad.Direction) uint64 { return l[d-1] }

// A tuple is a link in the order of an index.
type tuple [4]uint64

// An order is the order of an index. The quads of a run have the same value in the first direction.
type order struct {
	bucket string
	dirs   [4]quad.Direction
	label  int // place of the label among the directions
}

// The indexes.
const (
	bySubject = iota
	byPredicate
	byObject
	byLabel
)

var orders = [...]order{
	bySubject:   {"s", [4]quad.Direction{quad.Subject, quad.Label, quad.Predicate, quad.Object}, 1},
	byPredicate: {"p", [4]quad.Direction{quad.Predicate, quad.Label, quad.Subject, quad.Object}, 1},
	byObject:    {"o", [4]quad.Direction{quad.Object, quad.Label, quad.Predicate, quad.Subject}, 1},
	byLabel:     {"c", [4]quad.Direction{quad.Label, quad.Subject, quad.Predicate, quad.Object}, 0},
}

func (o *order) tuple(l link) tuple {
	return tuple{l.get(o.dirs[0]), l.get(o.dirs[1]), l.get(o.dirs[2]), l.get(o.dirs[3])}
}

func (o *order) link(t tuple) (l link) {
	for i, d := range o.dirs {
		l[d-1] = t[i]
	}
	return l
}

// longestRun is how many quads are under one key at most.
const longestRun = 128

// appendRun writes all but the first quad of a run, which is its key. Of each, it is the first number that differs from the quad
// before, as the difference, and those after that, which are often little more than the label's.
func (o *order) appendRun(out []byte, run []tuple) []byte {
	if len(run) == 1 {
		return out
	}
	out = binary.AppendUvarint(out, uint64(len(run)-1))
	for i, t := range run[1:] {
		same, label := true, t[o.label]
		for j := 1; j < len(t); j++ {
			switch {
			case same:
				d := t[j] - run[i][j]
				out, same = binary.AppendUvarint(out, d), d == 0
			case t[j] >= label:
				out = binary.AppendUvarint(out, (t[j]-label)<<1|1)
			default:
				out = binary.AppendUvarint(out, t[j]<<1)
			}
		}
	}
	return out
}

// runSize is the number of quads of a run.
func runSize(data []byte) int64 {
	n, size := binary.Uvarint(data)
	if size <= 0 {
		return 1
	}
	return int64(min(n, longestRun)) + 1
}

// readRun appends the quads of a run to a list.
func (o *order) readRun(list []tuple, key, data []byte) ([]tuple, error) {
	t, err := readTuple(key)
	if err != nil {
		return list, err
	}
	list = append(list, t)
	if len(data) == 0 {
		return list, nil
	}
	n, size := binary.Uvarint(data)
	if size <= 0 || n > uint64(len(data)) {
		return list, errDamaged
	}
	data = data[size:]
	for range n {
		same := true
		for j := 1; j < len(t); j++ {
			v, size := binary.Uvarint(data)
			if size <= 0 {
				return list, errDamaged
			}
			data = data[size:]
			switch {
			case same:
				t[j], same = t[j]+v, v == 0
			case v&1 == 1:
				t[j] = t[o.label] + v>>1
			default:
				t[j] = v >> 1
			}
		}
		list = append(list, t)
	}
	return list, nil
}

// appendNumber writes a number so that the bytes have the order of the numbers: as many ones as there are further bytes, a
// zero, and the number.
func appendNumber(out []byte, v uint64) []byte {
	n := 0
	for n < 8 && v >= 1<<(7*(n+1)) {
		n++
	}
	if n == 8 {
		return binary.BigEndian.AppendUint64(append(out, 0xff), v)
	}
	out = append(out, byte(v>>(8*n))|^byte(0xff>>n))
	for n--; n >= 0; n-- {
		out = append(out, byte(v>>(8*n)))
	}
	return out
}

// readNumber gives a number and the bytes after it.
func readNumber(data []byte) (v uint64, rest []byte, err error) {
	if len(data) == 0 {
		return 0, nil, errDamaged
	}
	n, first := 0, data[0]
	for n < 8 && first&(0x80>>n) != 0 {
		n++
	}
	if len(data) <= n {
		return 0, nil, errDamaged
	}
	if n < 8 {
		v = uint64(first & (0x7f >> n))
	}
	for _, b := range data[1 : n+1] {
		v = v<<8 | uint64(b)
	}
	return v, data[n+1:], nil
}

// appendKey writes the first numbers of a tuple.
func appendKey(out []byte, numbers ...uint64) []byte {
	for _, v := range numbers {
		out = appendNumber(out, v)
	}
	return out
}

func readTuple(key []byte) (t tuple, err error) {
	for i := range t {
		if t[i], key, err = readNumber(key); err != nil {
			return t, err
		}
	}
	return t, nil
}
