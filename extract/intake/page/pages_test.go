package page_test

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/quadwire/quadwire/extract/intake"
	"github.com/quadwire/quadwire/extract/intake/page"
)

// A sample is a page with what a person found in it.
type sample struct {
	name, url, body                  string
	headline, date, author, language string
	html                             []byte
}

// samples are the pages of article-extraction-benchmark with their true text, and
// testdata/pages.tsv for the rest.
func samples(tb testing.TB) []sample {
	tb.Helper()
	folder := filepath.Join("..", "..", "..", "..", "shared", "html")
	raw, err := os.ReadFile(filepath.Join(folder, "ground-truth.json"))
	if err != nil {
		tb.Skip("the pages of ../shared/html are not here")
	}
	var truth map[string]struct{ ArticleBody, URL string }
	if err := json.Unmarshal(raw, &truth); err != nil {
		tb.Fatal(err)
	}
	lines, err := os.ReadFile(filepath.Join("testdata", "pages.tsv"))
	if err != nil {
		tb.Fatal(err)
	}
	var out []sample
	for line := range strings.Lines(string(lines)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		s := sample{name: f[0], headline: f[1], date: f[2], author: f[3], language: f[4]}
		s.url, s.body = truth[s.name].URL, truth[s.name].ArticleBody
		file, err := os.Open(filepath.Join(folder, s.name+".html.gz"))
		if err != nil {
			tb.Fatal(err)
		}
		z, err := gzip.NewReader(file)
		if err != nil {
			tb.Fatal(err)
		}
		raw, err := io.ReadAll(z)
		if err != nil {
			tb.Fatal(err)
		}
		file.Close()
		text, _, err := intake.Decode(raw, "")
		if err != nil {
			tb.Fatal(s.name, err)
		}
		s.html = []byte(text)
		out = append(out, s)
	}
	return out
}

var word = regexp.MustCompile(`[\p{L}\p{N}\p{M}_]+`)

// shingles counts runs of four words, as article-extraction-benchmark does.
func shingles(text string) map[string]int {
	w := word.FindAllString(text, -1)
	m := map[string]int{}
	for i := range max(1, len(w)-3) {
		if len(w) > 0 {
			m[strings.Join(w[i:min(i+4, len(w))], " ")]++
		}
	}
	return m
}

// overlap is precision and recall of a text, by shingles.
func overlap(gold, got string) (precision, recall float64) {
	g, x := shingles(gold), shingles(got)
	same, all, told := 0, 0, 0
	for s, n := range g {
		same += min(n, x[s])
		all += n
	}
	for _, n := range x {
		told += n
	}
	if same == 0 {
		return 0, 0
	}
	return float64(same) / float64(told), float64(same) / float64(all)
}

// letters is a text without what pages write differently.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// TestPages measures against true texts: F1 of shingles of four words, headlines and dates.
func TestPages(t *testing.T) {
	var precision, recall, headlines, dates, dated, authors, authored float64
	all := samples(t)
	for _, s := range all {
		p, err := page.Read(s.html, s.url)
		if err != nil {
			t.Errorf("%s: %v", s.url, err)
		}
		pr, re := overlap(s.body, p.Text)
		precision, recall = precision+pr, recall+re
		if 2*pr*re < 0.9*(pr+re) {
			t.Logf("%.8s %s: precision %.3f, recall %.3f", s.name, s.url, pr, re)
		}
		if letters(p.Headline) == letters(s.headline) {
			headlines++
		} else {
			t.Logf("%.8s headline %q, not %q", s.name, p.Headline, s.headline)
		}
		if s.date != "-" {
			dated++
			if got := p.Published.Format(time.DateOnly); got == s.date {
				dates++
			} else {
				t.Logf("%.8s %s: day %s, not %s", s.name, s.url, got, s.date)
			}
		}
		if s.author != "-" {
			authored++
			if got := strings.Join(p.Authors, "; "); letters(got) == letters(s.author) {
				authors++
			} else {
				t.Logf("%.8s %s: author %q, not %q", s.name, s.url, got, s.author)
			}
		}
	}
	n := float64(len(all))
	precision, recall = precision/n, recall/n
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("%d pages: precision %.4f, recall %.4f, F1 %.4f; headline %.0f, day %.0f of %.0f, authors %.0f of %.0f", len(all), precision, recall, f1, headlines, dates, dated, authors, authored)
	if f1 < 0.95 || headlines/n < 0.9 || dates/dated < 0.85 || authors/authored < 0.75 {
		t.Error("below what is promised")
	}
}

func BenchmarkRead(b *testing.B) {
	all := samples(b)
	for i := 0; b.Loop(); i++ {
		s := &all[i%len(all)]
		if _, err := page.Read(s.html, s.url); err != nil {
			b.Fatal(err)
		}
	}
}
