package neural

import (
	"encoding/binary"
	"errors"
	"math"
	"unsafe"
)

// ErrCorrupt is the error for bytes that are no network.
var ErrCorrupt = errors.New("the file of the network is damaged")

func (s *Shape) fields() []*int {
	return []*int{&s.Features, &s.Embed, &s.Hidden, &s.Layers, &s.Arc, &s.Label, &s.Tag, &s.Tags, &s.Deprels, &s.Names}
}

// Encode writes the network for another step of training, see [DecodeNet].
func (n *Net) Encode() []byte {
	var out []byte
	for _, v := range n.fields() {
		out = binary.LittleEndian.AppendUint32(out, uint32(*v))
	}
	for _, p := range n.params {
		out = appendFloats(out, p.Data)
	}
	return out
}

// DecodeNet reads what [Net.Encode] wrote.
func DecodeNet(data []byte) (*Net, error) {
	r := &byteReader{data: data}
	s := r.shape()
	if r.err != nil {
		return nil, r.err
	}
	n := shaped(s)
	for _, p := range n.params {
		copy(p.Data, r.floats(len(p.Data)))
	}
	if err := r.finish(); err != nil {
		return nil, err
	}
	n.prepare()
	return n, nil
}

// Quantise writes the network as a [Model] has it: embeddings with one byte a
// weight and a scale by row, other weights with one byte and a scale by column.
func (n *Net) Quantise() []byte {
	var out []byte
	for _, v := range n.fields() {
		out = binary.LittleEndian.AppendUint32(out, uint32(*v))
	}
	bytes, scales := make([]byte, len(n.table.Data)), make([]float32, n.table.Rows)
	for r := range n.table.Rows {
		row := n.table.Row(r)
		scales[r] = maxAbsScalar(row) / 127
		for i, v := range row {
			bytes[r*n.table.Cols+i] = byte(toByte(v, scales[r]))
		}
	}
	out = appendFloats(out, scales)
	out = append(out, bytes...)
	none := func(p *Param) []float32 { return make([]float32, p.Cols) }
	for _, l := range n.layers {
		out = appendWeights(out, l.ahead.in.Matrix, l.ahead.bias.Data)
		out = appendWeights(out, l.ahead.rec.Matrix, none(l.ahead.rec))
		out = appendWeights(out, l.back.in.Matrix, l.back.bias.Data)
		out = appendWeights(out, l.back.rec.Matrix, none(l.back.rec))
	}
	heads, bias := n.joinHeads()
	out = appendWeights(out, heads, bias)
	for _, d := range []*dense{n.tagOut, n.nameOut, n.biaffine, n.labelOut} {
		out = appendWeights(out, d.weight.Matrix, d.bias.Data)
	}
	out = appendFloats(out, n.arcRoot.Data)
	return appendFloats(out, n.labelRoot.Data)
}

// joinHeads puts the layers that are above the last one of states beside each
// other, in the order of [Shape.places].
func (n *Net) joinHeads() (weights Matrix, bias []float32) {
	parts := []*Param{n.tagIn.weight, n.nameIn.weight, n.arcDep.weight, n.arcHead.weight, n.labelDep.weight, n.labelHead}
	for _, b := range []*Param{n.tagIn.bias, n.nameIn.bias, n.arcDep.bias, n.arcHead.bias, n.labelDep.bias} {
		bias = append(bias, b.Data...)
	}
	bias = append(bias, make([]float32, n.Label)...)
	weights = NewMatrix(2*n.Hidden, len(bias))
	for r := range weights.Rows {
		row := weights.Row(r)
		for _, p := range parts {
			row = row[copy(row, p.Row(r)):]
		}
	}
	return weights, bias
}

func appendFloats(out []byte, x []float32) []byte {
	for _, v := range x {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
	}
	return out
}

func appendWeights(out []byte, m Matrix, bias []float32) []byte {
	scales := make([]float32, m.Cols)
	for i, v := range m.Data {
		scales[i%m.Cols] = max(scales[i%m.Cols], v, -v)
	}
	for i := range scales {
		scales[i] /= 127
	}
	out = appendFloats(appendFloats(out, bias), scales)
	for i, v := range m.Data {
		out = append(out, byte(toByte(v, scales[i%m.Cols])))
	}
	return out
}

func toByte(v, scale float32) int8 {
	if scale == 0 {
		return 0
	}
	return int8(math.RoundToEven(float64(v / scale)))
}

// DecodeModel reads what [Net.Quantise] wrote. The model keeps and never
// changes the bytes.
func DecodeModel(data []byte) (*Model, error) {
	r := &byteReader{data: data}
	m := &Model{Shape: r.shape()}
	if r.err != nil {
		return nil, r.err
	}
	m.tableScale = r.floats(m.Features)
	m.table = r.bytes(m.Features * m.Embed)
	in := m.Embed
	for range m.Layers {
		m.layers = append(m.layers, quantisedLayer{
			aheadIn: r.weights(in, 4*m.Hidden), aheadRec: r.weights(m.Hidden, 4*m.Hidden),
			backIn: r.weights(in, 4*m.Hidden), backRec: r.weights(m.Hidden, 4*m.Hidden),
		})
		in = 2 * m.Hidden
	}
	at := m.places()
	m.heads = r.weights(in, at[6])
	m.tagOut, m.nameOut = r.weights(m.Tag, Round(m.Shape.Tags)), r.weights(m.Tag, Round(m.Shape.Names))
	m.biaffine, m.labelsOut = r.weights(m.Arc, m.Arc), r.weights(m.Label, Round(m.Deprels))
	m.arcRoot, m.labelRoot = r.floats(m.Arc), r.floats(m.Label)
	if err := r.finish(); err != nil {
		return nil, err
	}
	return m, nil
}

// A byteReader reads numbers; after the first error all are missing.
type byteReader struct {
	data []byte
	err  error
}

func (r *byteReader) take(n int) []byte {
	if r.err != nil || n < 0 || n > len(r.data) {
		r.err = ErrCorrupt
		return nil
	}
	out := r.data[:n:n]
	r.data = r.data[n:]
	return out
}

func (r *byteReader) finish() error {
	if r.err == nil && len(r.data) > 0 {
		r.err = ErrCorrupt
	}
	return r.err
}

func (r *byteReader) floats(n int) []float32 {
	data := r.take(4 * n)
	out := make([]float32, len(data)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return out
}

// bytes are signed bytes, in place.
func (r *byteReader) bytes(n int) []int8 {
	data := r.take(n)
	if len(data) == 0 {
		return nil
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(&data[0])), len(data))
}

func (r *byteReader) weights(rows, cols int) *weights {
	bias, scales, values := r.floats(cols), r.floats(cols), r.bytes(rows*cols)
	if r.err != nil {
		return nil
	}
	return newWeights(rows, cols, values, scales, bias)
}

// shape reads a shape whose sizes are not absurd.
func (r *byteReader) shape() Shape {
	var s Shape
	for _, v := range s.fields() {
		data := r.take(4)
		if data == nil {
			return Shape{}
		}
		*v = int(binary.LittleEndian.Uint32(data))
		if *v < 1 || *v > 1<<20 {
			r.err = ErrCorrupt
			return Shape{}
		}
	}
	for _, v := range []int{s.Embed, s.Hidden, s.Arc, s.Label, s.Tag} {
		if v%Panel != 0 || v > 1<<12 {
			r.err = ErrCorrupt
		}
	}
	if s.Layers > 8 || s.Tags > 1<<12 || s.Deprels > 1<<12 || s.Names > 1<<12 || s.Features*s.Embed > len(r.data) {
		r.err = ErrCorrupt
	}
	if r.err != nil {
		return Shape{}
	}
	return s
}
