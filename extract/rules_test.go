package extract

import (
	"flag"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quadwire/quadwire/extract/nlp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestRules runs the rules over written parses: each file of testdata/rules
// is CoNLL-U with the facts that it must give in "# fact = " comments:
// subject | predicate | object | status | speaker.
func TestRules(t *testing.T) {
	files, err := filepath.Glob("testdata/rules/*.conllu")
	if err != nil || len(files) == 0 {
		t.Fatalf("no rule files: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".conllu"), func(t *testing.T) { testRuleFile(t, file) })
	}
}

func testRuleFile(t *testing.T, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range strings.Split(strings.TrimSpace(string(text)), "\n\n") {
		doc, err := nlp.ReadCoNLLU(strings.NewReader(block + "\n\n"))
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		name := ""
		for _, line := range strings.Split(block, "\n") {
			if rest, ok := strings.CutPrefix(line, "# fact = "); ok {
				want = append(want, rest)
			}
			if rest, ok := strings.CutPrefix(line, "# text = "); ok {
				name = rest
			}
		}
		x := &Extractor{}
		r := x.facts(Article{ID: "t", Date: time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)}, doc)
		got := factLines(r)
		sort.Strings(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s\n(-want +got):\n%s", name, diff)
		}
	}
}

func factLines(r *Result) []string {
	var out []string
	for i := range r.Facts {
		f := &r.Facts[i]
		parts := []string{f.Subject.Name, strings.TrimPrefix(f.Predicate.ID, "r:"), f.Object.Name, string(f.Status)}
		if f.AttributedTo != nil {
			parts = append(parts, f.AttributedTo.Name)
		}
		out = append(out, strings.Join(parts, " | "))
	}
	sort.Strings(out)
	return out
}
