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

// TestEveryRuleHasAParse: no rule without a written parse that it reads.
func TestEveryRuleHasAParse(t *testing.T) {
	files, _ := filepath.Glob("testdata/rules/*.conllu")
	seen := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for block := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n\n") {
			doc, err := nlp.ReadCoNLLU(strings.NewReader(block + "\n\n"))
			if err != nil {
				t.Fatal(err)
			}
			r := (&Extractor{}).facts(Article{ID: "t"}, doc)
			for _, fr := range r.analysis.frames {
				seen[fr.rule] = true
			}
			for _, f := range r.Facts {
				seen[f.Rule] = true
			}
		}
	}
	for _, r := range rules {
		if !seen[r.name] {
			t.Errorf("no parse in testdata/rules for rule %s", r.name)
		}
	}
	for _, r := range inferences {
		if !seen[r.name] {
			t.Errorf("no parse in testdata/rules for inference %q", r.name)
		}
	}
	for _, r := range belongings {
		if !seen[r.name] {
			t.Errorf("no parse in testdata/rules for belonging %q", r.name)
		}
	}
}

// TestRuleExamples reads the sentences that stand beside the rules.
func TestRuleExamples(t *testing.T) {
	x, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	matches := func(name, text string) bool {
		article := Article{ID: "t", Text: text}
		doc := x.Read(article)
		nlp.Repair(doc)
		for _, fr := range x.analyse(article, doc).frames {
			if fr.rule == name {
				return true
			}
		}
		return false
	}
	for _, r := range rules {
		if !matches(r.name, r.example) {
			t.Errorf("rule %s does not match %q", r.name, r.example)
		}
		if matches(r.name, r.against) {
			t.Errorf("rule %s matches %q", r.name, r.against)
		}
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
