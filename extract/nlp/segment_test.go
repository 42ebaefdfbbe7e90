package nlp

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/quadwire/quadwire/data"
)

// sentences are the texts of those of a document.
func sentencesOf(d *Document) []string {
	var out []string
	for _, s := range d.Sentences {
		out = append(out, d.Text[s.Start:s.Stop])
	}
	return out
}

// newsSentences are texts with a bar where a sentence ends; blanks that stand before a
// bar belong to the text.
var newsSentences = []string{
	// abbreviations, initials, titles
	"The U.S. government sued the company. |It denied all charges.",
	"The trade minister flew to the U.S. |He will meet officials there.",
	"He left the U.S. Army in 2019.",
	"She moved to Washington, D.C. |The family stayed behind.",
	"Prime Minister J. P. Nadkarni met Gov. Ellen K. Ross on Monday. |They spoke for an hour.",
	"Dr. Hale and Mrs. Okafor signed it. |Gen. Petrov did not.",
	"Acme Corp. said it would buy Orion Inc. for $2.5 billion. |Shares rose 3.4%.",
	"The meeting began at 9 a.m. |Ministers left at noon.",
	"Talks resume at 10 a.m. Tuesday in Geneva.",
	"Sales fell on Jan. 5, vs. a rise in Dec. 2023. |Analysts shrugged.",
	"They grow corn, wheat, etc. |Exports are small.",
	"See No. 5 on the list. |It won.",
	"St. Mary's Church burned down. |No one was hurt.",
	"Smith v. Jones was decided in 1999. |It still stands.",
	// numbers, ranges, addresses
	"Inflation was 2.5% in 2024. |Prices rose by 1,200 yen.",
	"Version 2.0.1 came out. |Visit www.example.com/news. |Write to info@example.org. |Thanks.",
	"It costs $3.50-$4.25 per kg. |The 10-15% rise hurt buyers.",
	"He ran 5 km in 20 min. |Then he slept.",
	// quotations
	"“We will win.” |She smiled.",
	"\"We will win,\" she said. |\"Nobody can stop us.\" |He agreed.",
	"“Are you sure?” he asked. |“Yes!” she said.",
	"He said: “It is over.” |Then he left the room.",
	"The minister (who resigned in May) declined to comment. |His aide did too.",
	// ellipses, marks
	"We waited... |Then the doors opened.",
	"It was, well ... complicated. |He shrugged.",
	"What now? |Nobody knows! |The court will decide.",
	"Really?! |Yes.",
	// blanks that lack
	"The vote failed.|The government fell.",
	"They lost the vote.”|She left.",
	// without capitals
	"ok so we went there. |it was closed. |too bad",
	// datelines stay apart; other ends as before
	"BEIJING, Jan. 5 (Reuters) - |China said on Monday it would respond. |It gave no details.",
	"PARIS — |The French parliament voted on Tuesday. |The bill passed.",
	// lines of their own
	"Ceasefire holds in north\n|By Jane Doe\n|The ceasefire held on Friday. |Aid arrived.",
	"Leaders agreed on three points:\n|• Trade will resume.\n|• Borders will open.\n|• Talks will go on.",
	"Background\n|The dispute began in 2011. |It never ended.",
	"1. Mix the flour.\n|2. Add water.",
	"Photo: The bridge after the storm.\n|Engineers closed the bridge.",
}

func TestSegmentNews(t *testing.T) {
	for _, test := range newsSentences {
		var want []string
		for s := range strings.SplitSeq(test, "|") {
			want = append(want, strings.TrimSpace(s))
		}
		got := sentencesOf(Segment("", strings.ReplaceAll(test, "|", "")))
		if !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

// newsWords are texts and their words, with blanks between.
var newsWords = []struct{ text, words string }{
	{"He didn't say it's Mary's.", "He did n't say it 's Mary 's ."},
	{"They can’t and won’t; we’ll see.", "They ca n’t and wo n’t ; we ’ll see ."},
	{"the states' rights", "the states ' rights"},
	{"a well-known pro-Beijing lawmaker", "a well - known pro-Beijing lawmaker"},
	{"Kim Jong-un met Leung Yiu-chung", "Kim Jong-un met Leung Yiu-chung"},
	{"$2.5bn, €3.40, US$4, 5km, 20°C, 10%", "$ 2.5 bn , € 3.40 , US$ 4 , 5 km , 20 °C , 10 %"},
	{"between 10-15% and 1,200-1,300", "between 10 - 15 % and 1,200 - 1,300"},
	{"as shown [13,14] for 12,500 people [2]", "as shown [ 13 , 14 ] for 12,500 people [ 2 ]"},
	{"He hit .265 in 2003's last game.", "He hit .265 in 2003 's last game ."},
	{"in the 1990s and the 1980's", "in the 1990s and the 1980's"},
	{"See https://example.org/a?b=1, www.example.com.", "See https://example.org/a?b=1 , www.example.com ."},
	{"Mail info@example.org or @newsdesk (#StormWatch).", "Mail info@example.org or @newsdesk ( #StormWatch ) ."},
	{"The U.S. and U.N. met at 9 a.m. in Washington, D.C.", "The U.S. and U.N. met at 9 a.m. in Washington , D.C."},
	{"Dr. J. P. Hale of Acme Inc. (est. No. 5)", "Dr. J. P. Hale of Acme Inc. ( est . No. 5 )"},
	{"Smith v. Jones", "Smith v. Jones"},
	{"AT&T and R&D", "AT&T and R&D"},
	{"“No…” he said. ‘Yes!’", "“ No … ” he said . ‘ Yes ! ’"},
	{"wait... what?! — ok--fine", "wait ... what ?! — ok -- fine"},
	{"the th- the third and uh- uh two", "the th- the third and uh- uh two"},
	{"2.1. Methods", "2.1. Methods"},
	{"points: (a) trade and (b) aid", "points : (a) trade and (b) aid"},
	{"its a shame its price rose", "it s a shame its price rose"},
	{"on 2026-01-05 at 10:30 or 1/5/2026", "on 2026-01-05 at 10:30 or 1/5/2026"},
	{"The vote failed.The cabinet fell.", "The vote failed . The cabinet fell ."},
	{"gonna, cannot, dont", "gon na , can not , do nt"},
}

func TestSegmentWords(t *testing.T) {
	for _, test := range newsWords {
		var got []string
		for _, w := range Segment("", test.text).Tokens {
			got = append(got, w.Form)
		}
		if g := strings.Join(got, " "); g != test.words {
			t.Errorf("%q:\n got %s\nwant %s", test.text, g, test.words)
		}
	}
}

// checkSegments says what is wrong with the tokens and sentences of a document.
func checkSegments(t *testing.T, d *Document) {
	t.Helper()
	at := 0
	for i, w := range d.Tokens {
		if w.Start < at || w.End <= w.Start || w.End > len(d.Text) || d.Text[w.Start:w.End] != w.Form {
			t.Fatalf("token %d is [%d, %d) %q after %d", i, w.Start, w.End, w.Form, at)
		}
		if strings.TrimFunc(d.Text[at:w.Start], blank) != "" {
			t.Fatalf("%q is no token", d.Text[at:w.Start])
		}
		at = w.End
	}
	if strings.TrimFunc(d.Text[at:], blank) != "" {
		t.Fatalf("%q is no token", d.Text[at:])
	}
	next := 0
	for n, s := range d.Sentences {
		if s.First != next || s.End <= s.First || s.End > len(d.Tokens) ||
			s.Start != d.Tokens[s.First].Start || s.Stop != d.Tokens[s.End-1].End {
			t.Fatalf("sentence %d is %+v after token %d", n, s, next)
		}
		for i := s.First; i < s.End; i++ {
			if d.Tokens[i].Sentence != n || i+d.Tokens[i].MWT > s.End {
				t.Fatalf("token %d of sentence %d: %+v", i, n, d.Tokens[i])
			}
		}
		next = s.End
	}
	if next != len(d.Tokens) {
		t.Fatalf("%d of %d tokens are in sentences", next, len(d.Tokens))
	}
}

func FuzzSegment(f *testing.F) {
	for _, s := range newsSentences {
		f.Add(s)
	}
	for _, w := range newsWords {
		f.Add(w.text)
	}
	for _, s := range []string{"", " \n\r\n", "\xff\xfe'", "'s", "’", "…\u2028•", "[1,", ".5.", "(a", "a\x00b", "İ's ſ", "1,,2", "2.1."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkSegments(t, Segment("", text)) })
}

// TestSegmentLong reads texts that are long in one way or another, in little time.
func TestSegmentLong(t *testing.T) {
	const size = 1 << 20
	begin := time.Now()
	for _, part := range []string{
		"a", "word ", "Word ", "1", "1,", "1.", "[1,", ".", "!)", "!)a", "'", "’s", "(", ")", "\"", "“", "-", "a-", "a'", "@", "a@b.", "a.b",
		"http://", "\n", "a\n", "U.S. ", "Mr. ", "don't", "• ", "\u00e9", "\xff",
	} {
		d := Segment("", strings.Repeat(part, size/len(part)/4))
		checkSegments(t, d)
	}
	for _, word := range []string{"word ", "Word ", "1 ", ", "} {
		checkSegments(t, Segment("", strings.Repeat(word, 10000)))
	}
	if d := time.Since(begin); d > 2*time.Minute {
		t.Errorf("it took %v", d)
	}
}

// TestDecodeBoundaries reads damaged models.
func TestDecodeBoundaries(t *testing.T) {
	if _, err := decodeBoundaries(data.Segment); err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(data.Segment); n += 997 {
		if _, err := decodeBoundaries(data.Segment[:n]); err == nil {
			t.Errorf("%d bytes of %d are a model", n, len(data.Segment))
		}
		bad := slices.Clone(data.Segment)
		bad[n] ^= 0x10
		if _, err := decodeBoundaries(bad); err == nil {
			t.Errorf("a model with byte %d changed is one", n)
		}
	}
	e := &encoder{}
	e.Uint(boundaryVersion)
	for range 3 {
		e.String("short")
	}
	if _, err := decodeBoundaries(e.Bytes()); err == nil {
		t.Error("a model that is too small is one")
	}
}

// TestSegmentByRules segments without a model.
func TestSegmentByRules(t *testing.T) {
	d := &Document{Text: "He left. She stayed. Mr. Hale did too."}
	tok := tokeniser{d: d}
	tok.paragraph(0, len(d.Text))
	var s splitter
	s.reset(nil, d.Tokens)
	n := 0
	s.walk(d.Text, func(_ int, rule bool) bool { return rule }, func(int, int) { n++ })
	if n != 3 {
		t.Errorf("%d sentences, want 3", n)
	}
}
