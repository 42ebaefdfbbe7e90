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

	"golang.org/x/text/encoding/unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/quadwire/quadwire/extract"
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
		"Été à Zürich – 3.txt":    "Ete-a-Zurich-3",
	} {
		if got := intake.ID(path); got != want {
			t.Errorf("ID(%q) = %q, want %q", path, got, want)
		}
	}
	if a, b := intake.ID("新闻.txt"), intake.ID("社会.txt"); a == b || a == "" {
		t.Errorf("%q and %q", a, b)
	}
}

// names are the records of inputs, by name, with their identifiers.
func names(t *testing.T, inputs ...string) (map[string]string, error) {
	t.Helper()
	got := map[string]string{}
	var errs []error
	for r, err := range intake.Records(t.Context(), inputs, intake.Options{Stdin: strings.NewReader("Lee arrived.")}) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		a, err := r.Read(intake.Options{})
		errs = append(errs, err)
		got[r.Name] = a.ID
	}
	return got, errors.Join(errs...)
}

func TestRecords(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"b/x.txt", "a/x.txt", "c.TXT", ".hidden/y.txt", "z.md", "a b.txt", "a-b.txt", "page_files/ad.html", "page.html", "photo.jpg"} {
		write(t, filepath.Join(root, name), "text")
	}
	in := func(name string) string { return filepath.Join(root, name) }
	got, err := names(t, root, "-", in("z.md"), in("a/x.txt"), "-")
	const lee = "9bd1c8a9ac8a"
	want := map[string]string{
		in("a b.txt"): "a-b", in("a-b.txt"): identifierOf(root) + "-a-b", in("a/x.txt"): "x", in("b/x.txt"): "b-x", in("c.TXT"): "c",
		in("z.md"): "z", in("page.html"): "page", "standard input": "text-" + lee,
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
	got, err = names(t, "nowhere", t.TempDir(), in("*.TXT"), in("*.nothing"))
	if len(got) != 1 || err == nil {
		t.Fatalf("%v, %v", got, err)
	}
	write(t, in("deep/1/2/q.txt"), "text")
	write(t, in("deep/q0.txt"), "text")
	write(t, in("deep/1/._q.txt"), "text")
	if deep, err := names(t, in("deep/**/*.txt")); len(deep) != 2 || err != nil {
		t.Errorf("below all folders: %v, %v", deep, err)
	}
	for _, part := range []string{"nowhere: there is no such file or folder", "there is nothing in this folder", "no file has such a name"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("no %q in %v", part, err)
		}
	}
}

func identifierOf(folder string) string { return intake.ID(filepath.Base(folder) + ".txt") }

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// read reads all articles of inputs.
func read(t *testing.T, o intake.Options, inputs ...string) ([]extract.Article, error) {
	t.Helper()
	var list []extract.Article
	var errs []error
	for r, err := range intake.Records(t.Context(), inputs, o) {
		if err == nil {
			var a extract.Article
			if a, err = r.Read(o); err == nil {
				list = append(list, a)
			}
		}
		errs = append(errs, err)
	}
	return list, errors.Join(errs...)
}

// readText reads an article that is piped in.
func readText(t *testing.T, o intake.Options, text string) (extract.Article, error) {
	t.Helper()
	o.Stdin = strings.NewReader(text)
	list, err := read(t, o, intake.Stdin)
	if len(list) == 0 {
		return extract.Article{}, err
	}
	return list[0], err
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
		_, err := read(t, intake.Options{MaxSize: 100}, write(t, filepath.Join(t.TempDir(), "bad.txt"), text))
		if !errors.Is(err, want) || !strings.Contains(err.Error(), "bad.txt") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestReadMended(t *testing.T) {
	var warnings []string
	o := intake.Options{Warn: func(source, s string) { warnings = append(warnings, source+": "+s) }}
	a, err := readText(t, o, "\ufeffThe café of Zürich, the cafés of \xff and the cafés of \xfeA were opened on Monday.")
	if err != nil {
		t.Fatal(err)
	}
	if a.Text != "The café of Zürich, the cafés of \uFFFD and the cafés of \uFFFDA were opened on Monday." || !utf8.ValidString(a.Text) {
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
		"March 27, 2008\n":                               "2008-03-27",
		"Published: 2026-01-05T10:00:00Z\nText":          "2026-01-05",
		"Updated on Sept. 3, 2024, 10:15 p.m. EST\nText": "2024-09-03",
		"7th May 2015\r\nText":                           "2015-05-07",
		"Lee arrived on May 7, 2015.\nText":              "2020-01-01",
		"a\nb\nc\nd\ne\nf\ng\nMay 7, 2015":               "2020-01-01",
		"Malta sues firm\n\nBy Joe Borg\nValletta, 3 February 2026\n\nMalta sued the firm.": "2026-02-03",
		"May 40, 2015\nText": "2020-01-01",
		"BEIJING, Jan. 5 (Reuters) - Lee arrived on Monday.": "2020-01-01",
	} {
		a, err := readText(t, intake.Options{Date: fallback}, text)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Date.Format(time.DateOnly); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// TestDayOfText: the day of publication may stand behind the author, in the dateline or in lines over the text.
func TestDayOfText(t *testing.T) {
	const body = "Police arrested two men on Sunday in connection with the theft, they said. The men have not been charged."
	for head, want := range map[string]string{
		"Two held over theft\n\nBy Ruth Mensah | 8 May 2025\n\n":                            "2025-05-08",
		"Two held over theft\n\nLISBON, 3 March 2025 – ":                                    "2025-03-03",
		"Two held over theft\n\nPASADENA, Calif., Feb. 2, 2025 – ":                          "2025-02-02",
		"TWO HELD OVER THEFT\n\nKATHMANDU, NOV. 4, 2024 (XINHUA) -- ":                       "2024-11-04",
		"Title: Two held over theft\nDate: 2025-02-01\nAuthor: Mina Cho\nSource: Daily\n\n": "2025-02-01",
		"Two held over theft\n\n":                                                           "",
	} {
		a, err := readText(t, intake.Options{}, head+body)
		got := ""
		if !a.Date.IsZero() {
			got = a.Date.Format(time.DateOnly)
		}
		if err != nil || got != want {
			t.Errorf("%q: %q, %v, want %q", head, got, err, want)
		}
		if strings.HasPrefix(head, "Title:") && (a.Author != "Mina Cho" || a.Site != "Daily" || a.Text != "Two held over theft\n\n"+body) {
			t.Errorf("%q: %+v", head, a)
		}
	}
}

// TestNumbers: an identifier that is only a number is that of an article in its file, an address is a better one.
func TestNumbers(t *testing.T) {
	root := t.TempDir()
	in := func(name string) string { return filepath.Join(root, name) }
	write(t, in("jan.csv"), "id,title,text\n1,Peru votes,Peru voted on Monday.\n2,Cuba opens port,Cuba opened a port.\n")
	write(t, in("feb.csv"), "id,title,text\n1,Kenya votes,Kenya voted on Monday.\n2,Chad opens port,Chad opened a port.\n")
	write(t, in("a.jsonl"), `{"id":1,"url":"https://a.example/x","text":"Lee arrived."}`+"\n"+`{"id":"k7","text":"Lee left."}`+"\n")
	write(t, in("b.jsonl"), `{"id":1,"url":"https://b.example/y","text":"Ruiz arrived."}`+"\n")
	write(t, in("feed.xml"), `<rss version="2.0"><channel><title>T</title><link>https://c.example/</link>
		<item><title>Lee came</title><guid isPermaLink="false">101</guid><description>Lee came to Oslo.</description></item>
		<item><title>Lee went</title><link>/2026/went</link><description>Lee went to Riga.</description></item>
		<item><title>A story</title><description>Ruiz has 40 drones.</description></item>
		<item><title>A story</title><description>Ruiz has 50 ships.</description></item></channel></rss>`)
	got, err := names(t, root)
	want := map[string]string{
		in("jan.csv") + ": row 1": "jan-1", in("jan.csv") + ": row 2": "jan-2", in("feb.csv") + ": row 1": "feb-1", in("feb.csv") + ": row 2": "feb-2",
		in("a.jsonl") + ": line 1": "a.example-x", in("a.jsonl") + ": line 2": "k7", in("b.jsonl") + ": line 1": "b.example-y",
		in("feed.xml") + ": entry 1": "feed-101", in("feed.xml") + ": entry 2": "c.example-2026-went", in("feed.xml") + ": entry 3": "feed-A-story", in("feed.xml") + ": entry 4": "feed-A-story-2",
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

// TestTwoBytes: tables and JSON of Excel and PowerShell have two bytes for each character.
func TestTwoBytes(t *testing.T) {
	for name, text := range map[string]string{
		"u.csv":   "id\tTitle\tBody\nx1\tPeru votes\tPeru voted on Monday.\nx2\tCuba opens\tCuba opened a port.\n",
		"u.jsonl": `{"id":"x1","text":"Peru voted."}` + "\n" + `{"id":"x2","text":"Cuba opened a port."}` + "\n",
	} {
		raw, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		list, err := read(t, intake.Options{}, write(t, filepath.Join(t.TempDir(), name), raw))
		if err != nil || len(list) != 2 || list[1].ID != "x2" {
			t.Errorf("%s: %v, %v", name, list, err)
		}
	}
}
