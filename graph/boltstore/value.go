package boltstore

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"time"

	"github.com/cayleygraph/quad"
)

// Kinds of values, the first byte of each.
const (
	kindIRI    = '<'
	kindBlank  = '_'
	kindString = '"'
	kindLang   = '@' // length of the language, language, text
	kindTyped  = '^' // length of the type, type, text
	kindInt    = 'i'
	kindFloat  = 'f'
	kindBool   = 'b'
	kindTime   = 't' // seconds since 1970 and nanoseconds
)

// isKept reports whether a value is of a kind that can be kept.
func isKept(v quad.Value) bool {
	switch v.(type) {
	case quad.IRI, quad.BNode, quad.String, quad.LangString, quad.TypedString, quad.Int, quad.Float, quad.Bool, quad.Time:
		return true
	}
	return false
}

// appendValue writes a value; it is not ok for one that cannot be kept.
func appendValue(out []byte, v quad.Value) (data []byte, ok bool) {
	switch v := v.(type) {
	case quad.IRI:
		return append(append(out, kindIRI), v...), true
	case quad.BNode:
		return append(append(out, kindBlank), v...), true
	case quad.String:
		return append(append(out, kindString), v...), true
	case quad.LangString:
		return append(appendText(append(out, kindLang), v.Lang), v.Value...), true
	case quad.TypedString:
		return append(appendText(append(out, kindTyped), string(v.Type)), v.Value...), true
	case quad.Int:
		return binary.BigEndian.AppendUint64(append(out, kindInt), uint64(v)), true
	case quad.Float:
		return binary.BigEndian.AppendUint64(append(out, kindFloat), math.Float64bits(plainFloat(float64(v)))), true
	case quad.Bool:
		if v {
			return append(out, kindBool, 1), true
		}
		return append(out, kindBool, 0), true
	case quad.Time:
		t := time.Time(v)
		out = binary.BigEndian.AppendUint64(append(out, kindTime), uint64(t.Unix()))
		return binary.BigEndian.AppendUint32(out, uint32(t.Nanosecond())), true
	}
	return out, false
}

// plainFloat makes one of the two zeros and of the many that are no number.
func plainFloat(f float64) float64 {
	switch {
	case f == 0:
		return 0
	case math.IsNaN(f):
		return math.NaN()
	}
	return f
}

func appendText(out []byte, text string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(text))), text...)
}

// readValue reads what appendValue wrote. Times are in UTC.
func readValue(data []byte) (quad.Value, error) {
	if len(data) == 0 {
		return nil, errDamaged
	}
	kind, data := data[0], data[1:]
	switch {
	case kind == kindIRI:
		return quad.IRI(data), nil
	case kind == kindBlank:
		return quad.BNode(data), nil
	case kind == kindString:
		return quad.String(data), nil
	case kind == kindLang || kind == kindTyped:
		n, size := binary.Uvarint(data)
		if size <= 0 || n > uint64(len(data)-size) {
			return nil, errDamaged
		}
		first, text := string(data[size:size+int(n)]), quad.String(data[size+int(n):])
		if kind == kindLang {
			return quad.LangString{Value: text, Lang: first}, nil
		}
		return quad.TypedString{Value: text, Type: quad.IRI(first)}, nil
	case kind == kindInt && len(data) == 8:
		return quad.Int(binary.BigEndian.Uint64(data)), nil
	case kind == kindFloat && len(data) == 8:
		return quad.Float(math.Float64frombits(binary.BigEndian.Uint64(data))), nil
	case kind == kindBool && len(data) == 1:
		return quad.Bool(data[0] != 0), nil
	case kind == kindTime && len(data) == 12:
		sec, nsec := binary.BigEndian.Uint64(data), binary.BigEndian.Uint32(data[8:])
		return quad.Time(time.Unix(int64(sec), int64(nsec)).UTC()), nil
	}
	return nil, fmt.Errorf("a value of kind %q: %w", kind, errDamaged)
}

// How long a value is that is its own key, and how much of a longer one is in its key, before a hash. IRIs of one article begin
// alike, and lie beside each other by that; other values lie anywhere.
const (
	longestIRI  = 64
	longestText = 24
	hashSize    = 17 // makes keys one longer than those of values that are their own
)

// valueKey is the key of a value that appendValue wrote.
func valueKey(data []byte) []byte {
	most := longestText
	if data[0] == kindIRI {
		most = longestIRI
	}
	if len(data) <= most {
		return data
	}
	sum := sha256.Sum256(data)
	key := make([]byte, 0, most+1)
	return append(append(key, data[:most+1-hashSize]...), sum[:hashSize]...)
}
