package neural

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// A checkpoint is the state of a training, from which it goes on as if it had
// not been interrupted.
type checkpoint struct {
	params []*Param
	adam   *Adam
	noise  []*noise
}

const checkpointMark = 0x71774350

// each calls f with all that a checkpoint holds.
func (c *checkpoint) each(f func(any) error) error {
	step := int64(c.adam.step)
	head := []int64{checkpointMark, int64(len(c.params)), step}
	if err := f(head); err != nil {
		return err
	}
	if head[0] != checkpointMark || head[1] != int64(len(c.params)) {
		return errors.New("it is of another training")
	}
	c.adam.step = int(head[2])
	for _, n := range c.noise {
		if err := f(n); err != nil {
			return err
		}
	}
	for _, p := range c.params {
		for _, data := range [][]float32{p.Data, p.train.m, p.train.v} {
			if err := f(data); err != nil {
				return err
			}
		}
	}
	return nil
}

// save writes the state into a file; an old one stays until the new one is whole.
func (c *checkpoint) save(path string) error {
	if path == "" {
		return nil
	}
	f, err := os.Create(path + ".new")
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(f, 1<<20)
	err = c.each(func(v any) error { return binary.Write(out, binary.LittleEndian, v) })
	if err = errors.Join(err, out.Flush(), f.Close()); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// load reads the state, where there is one.
func (c *checkpoint) load(path string) error {
	f, err := os.Open(path)
	if path == "" || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewReaderSize(f, 1<<20)
	err = c.each(func(v any) error { return binary.Read(in, binary.LittleEndian, v) })
	if err == nil {
		if _, err = in.ReadByte(); err == io.EOF {
			err = nil
		} else if err == nil {
			err = errors.New("it is of another training")
		}
	}
	if err != nil {
		return fmt.Errorf("checkpoint %s: %w; remove it to begin anew", path, err)
	}
	for _, p := range c.params {
		if !p.train.sparse {
			p.prepare()
		}
	}
	return nil
}
