package linear

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// ErrCorrupt says that bytes are no model, or not all of one.
var ErrCorrupt = errors.New("corrupt model")

// An Encoder builds the bytes of a model file.
type Encoder struct{ buf []byte }

// Uint appends a number.
func (e *Encoder) Uint(n int) { e.buf = binary.AppendUvarint(e.buf, uint64(n)) }

// String appends a string.
func (e *Encoder) String(s string) {
	e.Uint(len(s))
	e.buf = append(e.buf, s...)
}

// Strings appends a list of strings.
func (e *Encoder) Strings(list []string) {
	e.Uint(len(list))
	for _, s := range list {
		e.String(s)
	}
}

// Bytes returns all that was appended, with a check sum.
func (e *Encoder) Bytes() []byte {
	return binary.LittleEndian.AppendUint32(e.buf, crc32.ChecksumIEEE(e.buf))
}

// A Decoder reads what an [Encoder] wrote. After the first error all values
// are zero; Err tells.
type Decoder struct {
	data []byte
	pos  int
	err  error
}

// NewDecoder checks the check sum of the data.
func NewDecoder(data []byte) *Decoder {
	d := &Decoder{}
	if len(data) < 4 || crc32.ChecksumIEEE(data[:len(data)-4]) != binary.LittleEndian.Uint32(data[len(data)-4:]) {
		d.err = ErrCorrupt
		return d
	}
	d.data = data[:len(data)-4]
	return d
}

// Err is the first error.
func (d *Decoder) Err() error { return d.err }

// Fail makes the decoder report corrupt data.
func (d *Decoder) Fail() { d.err = ErrCorrupt }

// Uint reads a number that is at most limit.
func (d *Decoder) Uint(limit int) int {
	if d.err != nil {
		return 0
	}
	n, size := binary.Uvarint(d.data[d.pos:])
	if size <= 0 || n > uint64(limit) {
		d.err = ErrCorrupt
		return 0
	}
	d.pos += size
	return int(n)
}

// Len reads the length of a list whose items take at least one byte each.
func (d *Decoder) Len() int { return d.Uint(len(d.data) - d.pos) }

// Byte reads one byte.
func (d *Decoder) Byte() byte {
	if d.err != nil || d.pos >= len(d.data) {
		d.err = ErrCorrupt
		return 0
	}
	d.pos++
	return d.data[d.pos-1]
}

// String reads a string.
func (d *Decoder) String() string {
	n := d.Len()
	if d.err == nil && n > len(d.data)-d.pos {
		d.err = ErrCorrupt
	}
	if d.err != nil {
		return ""
	}
	s := string(d.data[d.pos : d.pos+n])
	d.pos += n
	return s
}

// Strings reads a list of strings.
func (d *Decoder) Strings() []string {
	list := make([]string, d.Len())
	for i := range list {
		list[i] = d.String()
	}
	return list
}

// Finish fails where bytes are left, and returns the first error.
func (d *Decoder) Finish() error {
	if d.err == nil && d.pos != len(d.data) {
		d.err = ErrCorrupt
	}
	return d.err
}
