package schema

import (
	"regexp"
	"strings"
	"testing"
)

// TestPropertyTable: relations are canonical and properties have a namespace.
func TestPropertyTable(t *testing.T) {
	line := regexp.MustCompile(`^([a-z]+(?:_[a-z]+)*)\t([A-Z][A-Za-z]+|-)\t\^?(schema:[a-z][A-Za-z]+|wdt:P[1-9][0-9]*)$`)
	seen := map[string]bool{}
	for n, text := range strings.Split(strings.TrimSpace(propertyTable), "\n")[1:] {
		m := line.FindStringSubmatch(text)
		if m == nil {
			t.Errorf("line %d: %q", n+2, text)
			continue
		}
		if c := Canonical(m[1], ""); c != m[1] {
			t.Errorf("line %d: %s is written %s", n+2, m[1], c)
		}
		if seen[m[1]+m[2]] {
			t.Errorf("line %d: %s stands twice", n+2, m[1])
		}
		seen[m[1]+m[2]] = true
		if full := (Namespaces{}).Expand(strings.Split(text, "\t")[2]); strings.HasPrefix(full, "wdt:") || strings.HasPrefix(full, "schema:") {
			t.Errorf("line %d: %s is in no namespace", n+2, full)
		}
	}
	for _, c := range []struct {
		relation, class string
		want            Property
	}{
		{"is_citizen_of", "Country", Property{ID: "schema:nationality"}},
		{"is_president_of", "Country", Property{ID: "wdt:P35", Inverse: true}},
		{"founded", "Corporation", Property{ID: "schema:founder", Inverse: true}},
		{"is_president_of", "Corporation", Property{}},
		{"visited", "Country", Property{}},
	} {
		if got, _ := PropertyOf(c.relation, c.class); got != c.want {
			t.Errorf("%s %s: %+v, want %+v", c.relation, c.class, got, c.want)
		}
	}
}
