package schema

import (
	"regexp"
	"strings"
	"testing"
)

// codes are the types of PLOVER and the roots of CAMEO.
var (
	plover = " AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT "
	cameo  = regexp.MustCompile(`^(0[1-9]|1[0-9]|20)\d{1,2}$`)
)

// TestRelationTable: one canonical relation for a surface, inverses that
// agree, codes that exist.
func TestRelationTable(t *testing.T) {
	name := regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	surfaces := map[string]string{}
	known := map[string]bool{}
	for n, line := range strings.Split(strings.TrimSuffix(relationTable, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 5 {
			t.Fatalf("line %d: %d fields, want 5", n+1, len(f))
		}
		if !name.MatchString(f[0]) || known[f[0]] {
			t.Errorf("line %d: relation %q is no name or stands twice", n+1, f[0])
		}
		known[f[0]] = true
		for surface := range strings.FieldsSeq(f[4]) {
			bare, class, _ := strings.Cut(surface, ":")
			if surface != "-" && !name.MatchString(bare) {
				t.Errorf("line %d: %q is no name", n+1, surface)
			}
			if other, ok := surfaces[surface]; ok && surface != "-" {
				t.Errorf("line %d: %q stands for %s and %s", n+1, surface, other, f[0])
			}
			if class != "" && !isClass(class) {
				t.Errorf("line %d: no class %q", n+1, class)
			}
			surfaces[surface] = f[0]
		}
		if p, class, _ := strings.Cut(f[2], ":"); p != "-" && !strings.Contains(plover, " "+p+" ") || class != "" && !isClass(class) {
			t.Errorf("line %d: no PLOVER type %q", n+1, f[2])
		}
		if c, _, _ := strings.Cut(f[3], ":"); c != "-" && !cameo.MatchString(c) {
			t.Errorf("line %d: no CAMEO code %q", n+1, f[3])
		}
		if (f[2] == "-") != (f[3] == "-") {
			t.Errorf("line %d: %s has one code of two", n+1, f[0])
		}
	}
	for surface, relation := range surfaces {
		if known[surface] {
			t.Errorf("%q is a relation and stands for %s", surface, relation)
		}
	}
	for name, row := range relations().rows {
		if row.inverse != "" && relations().rows[row.inverse].inverse != name {
			t.Errorf("the inverse of %s is %s, which does not say so", name, row.inverse)
		}
	}
}

func isClass(class string) bool {
	for _, of := range classes {
		for _, c := range of {
			if c == class {
				return true
			}
		}
	}
	return false
}

func TestCanonical(t *testing.T) {
	for _, test := range [][3]string{
		{"traveled_to", "", "visited"},
		{"held_talks_with", "", "met"},
		{"test_fired", "missile", "launched"},
		{"fired", "missile", "launched"},
		{"fired", "employee", "fired"},
		{"added", Clause, "said"},
		{"added", "goal", "added"},
		{"agreed_to_buy", "", "agreed_to_buy"},
		{"purchased", "company", "bought"},
		{"unknown_relation", "", "unknown_relation"},
	} {
		if got := Canonical(test[0], test[1]); got != test[2] {
			t.Errorf("Canonical(%q, %q) = %q, want %q", test[0], test[1], got, test[2])
		}
	}
}

func TestLookup(t *testing.T) {
	if r := Lookup("met", ""); !r.Symmetric || r.Inverse != "" || r.Event != (Event{"CONSULT", "040"}) {
		t.Errorf("met: %+v", r)
	}
	if r := Lookup("defeated", ""); r.Symmetric || r.Inverse != "lost_to" || r.Event != (Event{}) {
		t.Errorf("defeated: %+v", r)
	}
	if r := Lookup("signed", "treaty"); r.Event != (Event{"AGREE", "057"}) {
		t.Errorf("signed a treaty: %+v", r)
	}
	if r := Lookup("signed", "autograph"); r.Event != (Event{}) {
		t.Errorf("signed an autograph: %+v", r)
	}
	if r := Lookup("hummed", ""); r != (Relation{Name: "hummed"}) {
		t.Errorf("hummed: %+v", r)
	}
}
