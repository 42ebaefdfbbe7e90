package nlp

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// errCorrupt says that bytes are no model, or not all of one.
var errCorrupt = errors.New("corrupt model")

// An encoder builds the bytes of a model file.
type encoder struct{ buf []byte }

// Uint appends a number.
func (e *encoder) Uint(n int) { e.buf = binary.AppendUvarint(e.buf, uint64(n)) }

// String appends a string.
func (e *encoder) String(s string) {
	e.Uint(len(s))
	e.buf = append(e.buf, s...)
}

// Strings appends a list of strings.
func (e *encoder) Strings(list []string) {
	e.Uint(len(list))
	for _, s := range list {
		e.String(s)
	}
}

// Bytes returns all that was appended, with a check sum.
func (e *encoder) Bytes() []byte {
	return binary.LittleEndian.AppendUint32(e.buf, crc32.ChecksumIEEE(e.buf))
}

// A decoder reads what an [encoder] wrote. After the first error all values
// are zero; Err tells.
type decoder struct {
	data []byte
	pos  int
	err  error
}

// newDecoder checks the check sum of the data.
func newDecoder(data []byte) *decoder {
	d := &decoder{}
	if len(data) < 4 || crc32.ChecksumIEEE(data[:len(data)-4]) != binary.LittleEndian.Uint32(data[len(data)-4:]) {
		d.err = errCorrupt
		return d
	}
	d.data = data[:len(data)-4]
	return d
}

// Err is the first error.
func (d *decoder) Err() error { return d.err }

// Fail makes the decoder report corrupt data.
func (d *decoder) Fail() { d.err = errCorrupt }

// Uint reads a number that is at most limit.
func (d *decoder) Uint(limit int) int {
	if d.err != nil {
		return 0
	}
	n, size := binary.Uvarint(d.data[d.pos:])
	if size <= 0 || n > uint64(limit) {
		d.err = errCorrupt
		return 0
	}
	d.pos += size
	return int(n)
}

// Len reads the length of a list whose items take at least one byte each.
func (d *decoder) Len() int { return d.Uint(len(d.data) - d.pos) }

// String reads a string.
func (d *decoder) String() string { return string(d.Block()) }

// Block reads the bytes of a string, in place.
func (d *decoder) Block() []byte {
	n := d.Len()
	if d.err == nil && n > len(d.data)-d.pos {
		d.err = errCorrupt
	}
	if d.err != nil {
		return nil
	}
	d.pos += n
	return d.data[d.pos-n : d.pos : d.pos]
}

// Strings reads a list of strings.
func (d *decoder) Strings() []string {
	list := make([]string, d.Len())
	for i := range list {
		list[i] = d.String()
	}
	return list
}

// Finish fails where bytes are left, and returns the first error.
func (d *decoder) Finish() error {
	if d.err == nil && d.pos != len(d.data) {
		d.err = errCorrupt
	}
	return d.err
}
