package lexicon

import (
	"sort"
	"strings"
	"testing"
)

// TestAttitudeTable: the table is sorted, and has only what the code knows.
func TestAttitudeTable(t *testing.T) {
	values := " true false planned possible claimed doubted denied open able "
	complements := " that to obj of from in at on with for about against "
	var keys []string
	for line := range strings.Lines(attitudes) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 4 {
			t.Fatalf("line %q: want 4 fields", line)
		}
		complement := f[0][strings.LastIndexByte(f[0], ' ')+1:]
		if !strings.Contains(complements, " "+complement+" ") {
			t.Errorf("%q: no such complement", f[0])
		}
		for _, v := range f[2:] {
			if !strings.Contains(values, " "+v+" ") {
				t.Errorf("%q: no such value %q", f[0], v)
			}
		}
		keys = append(keys, f[0])
	}
	if !sort.StringsAreSorted(keys) {
		t.Error("the table is not sorted")
	}
}

func TestAttitudeOf(t *testing.T) {
	for _, test := range []struct {
		lemma              string
		complement         Complement
		positive, negative string
	}{
		{"manage", To, "true", "false"},
		{"fail", To, "false", "true"},
		{"refuse", To, "false", "open"},
		{"know", That, "true", "true"},
		{"deny", That, "denied", "claimed"},
		{"doubt", That, "doubted", "claimed"},
		{"force", Obj, "true", "open"},
		{"prevent", From, "false", "open"},
		{"accuse", Of, "claimed", "open"},
	} {
		a, ok := AttitudeOf(test.lemma, test.complement)
		if !ok || a.Positive != test.positive || a.Negative != test.negative {
			t.Errorf("%s %s: %+v, %v", test.lemma, test.complement, a, ok)
		}
	}
	if _, ok := AttitudeOf("walk", That); ok {
		t.Error("walk that")
	}
}
