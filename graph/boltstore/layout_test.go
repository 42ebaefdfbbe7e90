package boltstore

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

func TestNumbers(t *testing.T) {
	var numbers []uint64
	for shift := range 64 {
		for _, d := range []uint64{0, 1, math.MaxUint64} { // the last is -1
			numbers = append(numbers, 1<<shift+d)
		}
	}
	numbers = append(numbers, math.MaxUint64)
	slices.Sort(numbers)
	var last []byte
	for _, n := range slices.Compact(numbers) {
		data := appendNumber(nil, n)
		if bytes.Compare(last, data) >= 0 && last != nil {
			t.Errorf("%d is written before what is less: %x, %x", n, last, data)
		}
		got, rest, err := readNumber(append(data, 7))
		if got != n || len(rest) != 1 || err != nil {
			t.Errorf("%d is read as %d, %x left, %v", n, got, rest, err)
		}
		if _, _, err := readNumber(data[:len(data)-1]); err == nil {
			t.Errorf("%x is read without its end", data)
		}
		last = data
	}
}

func TestRuns(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range orders {
		o := &orders[i]
		for range 200 {
			run := make([]tuple, 1+r.IntN(longestRun))
			for j := range run {
				run[j] = tuple{1_000_000, r.Uint64N(5) * 400_000, r.Uint64N(5), r.Uint64() >> r.IntN(60) & math.MaxInt64}
			}
			slices.SortFunc(run, compareTuples)
			run = slices.Compact(run)
			key, data := appendKey(nil, run[0][:]...), o.appendRun(nil, run)
			got, err := o.readRun(nil, key, data)
			if err != nil || !slices.Equal(got, run) || runSize(data) != int64(len(run)) {
				t.Fatalf("%s: wrote %v, read %v, %v", o.bucket, run, got, err)
			}
			for cut := range data {
				if cut > 0 {
					_, _ = o.readRun(nil, key, data[:cut]) // must not panic
				}
			}
		}
	}
}

// odd is no value of RDF.
type odd struct{}

func (odd) String() string { return "odd" }
func (odd) Native() any    { return nil }

func TestValues(t *testing.T) {
	long := string(bytes.Repeat([]byte("long "), 50))
	values := []quad.Value{
		quad.IRI("e:Beijing"), quad.IRI(""), quad.IRI(long), quad.BNode("b"), quad.String(""), quad.String("e:Beijing"), quad.String(long), quad.String(long + "x"),
		quad.LangString{Value: "x", Lang: "en"},
		quad.LangString{Value: "en", Lang: "x"},
		quad.TypedString{Value: "P3D", Type: "xsd:duration"},
		quad.TypedString{Value: quad.String(long)},
		quad.Int(0), quad.Int(-5), quad.Int(math.MaxInt64), quad.Float(0.5), quad.Float(math.Inf(-1)), quad.Bool(true), quad.Bool(false),
		quad.Time(time.Date(2026, 1, 5, 0, 0, 0, 1, time.UTC)), quad.Time(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)), quad.Time(time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)),
	}
	keys := map[string]quad.Value{}
	for _, v := range values {
		data, ok := appendValue(nil, v)
		got, err := readValue(data)
		if !ok || err != nil || !cmp.Equal(got, v, cmp.Comparer(func(a, b quad.Time) bool { return time.Time(a).Equal(time.Time(b)) })) {
			t.Errorf("wrote %#v, read %#v, %v, %v", v, got, ok, err)
		}
		key := string(valueKey(data))
		if other := keys[key]; other != nil || len(key) > longestIRI+1 {
			t.Errorf("%v has the key %q, as %v", v, key, other)
		}
		keys[key] = v
		// What looks like a key is another value.
		if key[0] == kindIRI {
			again, _ := appendValue(nil, quad.IRI(key[1:]))
			if len(data) > longestIRI && string(valueKey(again)) == key {
				t.Errorf("%v and %q share a key", v, key)
			}
		}
		for cut := range data {
			_, _ = readValue(data[:cut])
		}
	}
	if _, ok := appendValue(nil, odd{}); ok {
		t.Error("a value of no kind is written")
	}
}
