package main

import (
	"context"
	"errors"
	"iter"
	"strings"
	"testing"
	"time"
)

// numbers are tasks that give 0 to n-1, the first ones last.
func numbers(n int, fail func(int) error) iter.Seq2[task[int], error] {
	return func(yield func(task[int], error) bool) {
		for i := range n {
			t := task[int]{"article " + string(rune('a'+i)), func(context.Context) (int, error) {
				time.Sleep(time.Duration(n-i) * time.Millisecond)
				return i, fail(i)
			}}
			if !yield(t, nil) {
				return
			}
		}
	}
}

func TestInOrder(t *testing.T) {
	errBad := errors.New("bad")
	var got []int
	err := inOrder(t.Context(), 4, numbers(20, func(i int) error {
		switch i {
		case 3:
			return errBad
		case 5:
			panic("odd")
		}
		return nil
	}), func(n int) error { got = append(got, n); return nil })
	if len(got) != 18 {
		t.Fatalf("got %v", got)
	}
	for i := range got[1:] {
		if got[i] >= got[i+1] {
			t.Errorf("not in order: %v", got)
		}
	}
	if !errors.Is(err, errBad) || !strings.Contains(err.Error(), "article f: cannot be read") || len(flatten(err)) != 2 {
		t.Errorf("the errors are %v", err)
	}
}

func TestInOrderEnds(t *testing.T) {
	errFull := errors.New("disk full")
	none := func(int) error { return nil }
	if err := inOrder(t.Context(), 2, numbers(20, none), func(int) error { return errFull }); !errors.Is(err, errFull) {
		t.Errorf("an error of emit gives %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := inOrder(ctx, 2, numbers(20, none), func(int) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("an interrupted run gives %v", err)
	}
}

func TestParseSize(t *testing.T) {
	for s, want := range map[string]int64{"2MB": 2 << 20, "500 kB": 500 << 10, "1.5g": 3 << 29, "77": 77, "": 0, "-1": 0, "x": 0, "9e9G": 0, "NaN": 0} {
		got, err := parseSize(s)
		if got != want || (err == nil) != (want > 0) {
			t.Errorf("parseSize(%q) = %d, %v, want %d", s, got, err, want)
		}
	}
}
