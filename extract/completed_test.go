package extract

import (
	"testing"
	"time"
)

// TestCompleted: what the text tells of the article.
func TestCompleted(t *testing.T) {
	x, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, headline, author, dateline, day string }{
		{
			"Volcano erupts\n\nBy Ana Ruiz\n\nREYKJAVIK, Nov 20, 2025 (Example Agency) - A volcano in Iceland erupted on Thursday, officials said.\n",
			"Volcano erupts", "Ana Ruiz", "REYKJAVIK, Nov 20, 2025 (Example Agency)", "2025-11-20",
		},
		{"Volcano erupts\n\nNovember 20, 2025\n\nPARIS — A volcano in Iceland erupted on Thursday, officials said.\n", "Volcano erupts", "", "PARIS", "2025-11-20"},
		{"A volcano in Iceland erupted on Thursday, officials said.\n", "", "", "", "0001-01-01"},
	} {
		r, err := x.Extract(t.Context(), Article{ID: "a", Text: c.text})
		if err != nil {
			t.Fatal(err)
		}
		a := r.Article
		if a.Headline != c.headline || a.Author != c.author || a.Dateline != c.dateline || a.Date.Format(time.DateOnly) != c.day {
			t.Errorf("%q\nheadline %q, author %q, dateline %q, day %s", c.text, a.Headline, a.Author, a.Dateline, a.Date.Format(time.DateOnly))
		}
	}
}
