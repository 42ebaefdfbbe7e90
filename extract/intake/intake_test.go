package intake_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/quadwire/quadwire/extract/intake"
)

func ExampleID() {
	fmt.Println(intake.ID("news/Lee visits Beijing (1).txt"))
	// Output: Lee-visits-Beijing-1
}

func TestID(t *testing.T) {
	for path, want := range map[string]string{
		"a/china-south-korea.txt": "china-south-korea",
		"GUM_news_flag.txt":       "GUM_news_flag",
		"v1.2.txt":                "v1.2",
		"..x..txt":                "x",
		"x":                       "x",
	} {
		if got := intake.ID(path); got != want {
			t.Errorf("ID(%q) = %q, want %q", path, got, want)
		}
	}
	if a, b := intake.ID("新闻.txt"), intake.ID("社会.txt"); a == b || a == "" {
		t.Errorf("%q and %q", a, b)
	}
}

func TestList(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"b/x.txt", "a/x.txt", "c.TXT", ".hidden/y.txt", "z.md", "a b.txt", "a-b.txt"} {
		write(t, filepath.Join(root, name), "text")
	}
	got, err := intake.List([]string{root, "-", filepath.Join(root, "z.md"), filepath.Join(root, "a", "x.txt"), "-"})
	if err != nil {
		t.Fatal(err)
	}
	want := []intake.Source{
		{"a-b", filepath.Join(root, "a b.txt")},
		{"a-b-2", filepath.Join(root, "a-b.txt")},
		{"x", filepath.Join(root, "a/x.txt")},
		{"x-2", filepath.Join(root, "b/x.txt")},
		{"c", filepath.Join(root, "c.TXT")},
		{"", "-"},
		{"z", filepath.Join(root, "z.md")},
	}
	// Folders are walked by name, "a b.txt" before "a/".
	less := func(s []intake.Source) map[string]string {
		m := map[string]string{}
		for _, x := range s {
			m[x.Path] = x.ID
		}
		return m
	}
	if diff := cmp.Diff(less(want), less(got)); diff != "" {
		t.Error(diff)
	}
	got, err = intake.List([]string{"nowhere", "https://news.example/1", t.TempDir(), filepath.Join(root, "c.TXT")})
	if len(got) != 1 || err == nil {
		t.Errorf("%v, %v", got, err)
	}
	for _, part := range []string{"nowhere", "does not fetch", "no *.txt"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("no %q in %v", part, err)
		}
	}
}

func write(t *testing.T, path, text string) intake.Source {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return intake.Source{ID: "x", Path: path}
}

func TestReadBad(t *testing.T) {
	for text, want := range map[string]error{
		"":                                 intake.ErrEmpty,
		" \n\t\n":                          intake.ErrEmpty,
		"\ufeff\n":                         intake.ErrEmpty,
		"%PDF-1.7 a\x00b":                  intake.ErrBinary,
		strings.Repeat("\xd0\xe1\x11 ", 9): intake.ErrBinary,
		strings.Repeat("x", 101):           intake.ErrTooLarge,
	} {
		_, err := write(t, filepath.Join(t.TempDir(), "bad.txt"), text).Read(intake.Options{MaxSize: 100})
		if !errors.Is(err, want) || !strings.Contains(err.Error(), "bad.txt") {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := (intake.Source{Path: "nowhere.txt"}).Read(intake.Options{}); err == nil || !strings.Contains(err.Error(), "nowhere.txt") {
		t.Error(err)
	}
}

func TestReadMended(t *testing.T) {
	var warnings []string
	o := intake.Options{Stdin: strings.NewReader("\ufeffThe caf\xe9 of S\xe3o Paulo was opened on Monday."), Warn: func(source, s string) { warnings = append(warnings, source+": "+s) }}
	a, err := intake.Source{Path: "-"}.Read(o)
	if err != nil {
		t.Fatal(err)
	}
	if a.Text != "The caf\uFFFD of S\uFFFDo Paulo was opened on Monday." || !utf8.ValidString(a.Text) {
		t.Errorf("%q", a.Text)
	}
	if len(warnings) != 1 || !strings.HasPrefix(warnings[0], "standard input: 2 bytes") {
		t.Error(warnings)
	}
	if a.ID != "text-"+a.SHA256[:12] {
		t.Errorf("ID %q", a.ID)
	}
}

func TestDates(t *testing.T) {
	fallback := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"A headline\n\nThursday, May 7, 2015\n\nText.": "2015-05-07",
		"March 27, 2008\n":                                   "2008-03-27",
		"Published: 2026-01-05T10:00:00Z\nText":              "2026-01-05",
		"Updated on Sept. 3, 2024, 10:15 p.m. EST\nText":     "2024-09-03",
		"7th May 2015\r\nText":                               "2015-05-07",
		"Lee arrived on May 7, 2015.\nText":                  "2020-01-01",
		"a\nb\nc\nd\ne\nf\ng\nMay 7, 2015":                   "2020-01-01",
		"May 40, 2015\nText":                                 "2020-01-01",
		"BEIJING, Jan. 5 (Reuters) - Lee arrived on Monday.": "2020-01-01",
	} {
		a, err := intake.Source{Path: "-"}.Read(intake.Options{Stdin: strings.NewReader(text), Date: fallback})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Date.Format(time.DateOnly); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
