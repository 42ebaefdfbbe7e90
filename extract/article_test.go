package extract

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quadwire/quadwire/data"
	"github.com/quadwire/quadwire/extract/nlp"
)

func bundled(t testing.TB) (*Extractor, Article) {
	t.Helper()
	x, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	date, err := time.Parse(time.DateOnly, data.ArticleDate)
	if err != nil {
		t.Fatal(err)
	}
	return x, Article{ID: data.ArticleID, Text: data.Article, Date: date}
}

// TestArticle compares all that is read from the bundled article with a
// golden file: go test ./extract -update writes it.
func TestArticle(t *testing.T) {
	x, article := bundled(t)
	r, err := x.Extract(context.Background(), article)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	sentence := -1
	for _, f := range r.Facts {
		if f.Sentence != sentence {
			sentence = f.Sentence
			s := r.Document.Sentences[sentence]
			fmt.Fprintf(&b, "\n%s\n", strings.Join(strings.Fields(r.Document.Text[s.Start:s.Stop]), " "))
		}
		who := ""
		if f.AttributedTo != nil {
			who = " | " + f.AttributedTo.Name
		}
		fmt.Fprintf(&b, "  %s | %s | %s | %s%s\n", f.Subject.Name, strings.TrimPrefix(f.Predicate.ID, "r:"), f.Object.Name, f.Status, who)
	}
	golden := filepath.Join("testdata", "article.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("facts (-want +got)\n%s", diff)
	}
}

// TestArticleFacts names what a reader must find in the bundled article and
// what must not be there, whatever the golden file says.
func TestArticleFacts(t *testing.T) {
	x, article := bundled(t)
	r, err := x.Extract(context.Background(), article)
	if err != nil {
		t.Fatal(err)
	}
	edges := map[string]bool{}
	statements := map[string]bool{}
	for i := range r.Facts {
		f := &r.Facts[i]
		line := fmt.Sprintf("%s %s %s", f.Subject.ID, f.Predicate.ID, f.Object.ID)
		if f.Direct() {
			edges[line] = true
		}
		who := ""
		if f.AttributedTo != nil {
			who = " " + f.AttributedTo.ID
		}
		statements[line+" "+string(f.Status)+who] = true
	}
	for _, want := range []string{
		"e:Lee_Jae_Myung r:met e:Xi_Jinping",
		"e:Lee_Jae_Myung r:is_president_of e:South_Korea",
		"e:Xi_Jinping r:is_president_of e:China",
		"e:Lee_Jae_Myung r:visited e:China",
		"e:North_Korea r:launched e:ballistic_missile",
		"e:China r:signed e:agreement",
		"e:South_Korea r:signed e:agreement",
		"e:Wi_Sung-lac r:is_national_security_adviser_of e:South_Korea",
	} {
		if !edges[want] {
			t.Errorf("no edge %s", want)
		}
	}
	for _, want := range []string{
		"e:China r:confirmed e:intention claimed e:Wi_Sung-lac",
	} {
		if !statements[want] {
			t.Errorf("no statement %s", want)
		}
	}
	for line := range edges {
		if strings.Contains(line, "hypersonic") || strings.Contains(line, "r:attacked e:Taiwan") || strings.Contains(line, "r:offered") {
			t.Errorf("edge of a claim: %s", line)
		}
	}
}

// TestConceptsRelate: a concept leads to the named entity that it is of.
func TestConceptsRelate(t *testing.T) {
	x, _ := bundled(t)
	r, err := x.Extract(context.Background(), Article{ID: "t", Text: "Samsung executives met union leaders in Seoul. Shares in Toyota fell 4%."})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, e := range r.Entities {
		if e.Related != "" {
			got[e.ID] = e.Related + " under " + e.Broader
		}
	}
	want := map[string]string{"e:Samsung_executive": "e:Samsung under e:executive", "e:share_in_Toyota": "e:Toyota under e:share"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("related (-want +got)\n%s", diff)
	}
}

// TestSpecificThings: what only the article tells of is its own, under the
// concept; a kind and what there is one of are concepts.
func TestSpecificThings(t *testing.T) {
	x, _ := bundled(t)
	r, err := x.Extract(context.Background(), Article{ID: "t", Text: "Officials criticized the operation. Police arrested the suspect. The army fired ballistic missiles. Voters fear for the economy. The chairman praised the meeting."})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, e := range r.Entities {
		got[e.ID] = strings.TrimSpace(e.Type + " " + e.Broader)
	}
	for id, want := range map[string]string{
		"e:operation~t": "Event e:operation", "e:suspect~t": "Person e:suspect", "e:ballistic_missile": "Concept e:missile", "e:missile": "Concept e:artifact", "e:operation": "Concept e:act",
		"e:economy": "", "e:economy~t": "", "e:meeting~t": "Event e:meeting",
	} {
		if got[id] != want && !(id == "e:economy" && strings.HasPrefix(got[id], "Concept")) {
			t.Errorf("%s is %q, want %q in %v", id, got[id], want, got)
		}
	}
}

// TestFactsOfBusiness: what a story of one's own must give.
func TestFactsOfBusiness(t *testing.T) {
	x, _ := bundled(t)
	r, err := x.Extract(context.Background(), Article{ID: "t", Date: time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC), Text: "Tasman Lines will sell two of its five ferries, the company said on Thursday. The next day, the Maritime Union called a strike. " +
		"The investment firm Harrow Capital, which owns 48 percent of Tasman Lines, is in talks with Denmark's DFDS. DFDS declined to comment."})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, f := range r.Facts {
		line := f.Label
		if f.Quantity != nil {
			line += " [" + f.Quantity.Value + "]"
		}
		if f.Time != nil && f.Time.Precision() == "day" {
			line += " " + f.Time.Begin.Format(time.DateOnly)
		}
		got[line] = true
	}
	for _, want := range []string{
		"Tasman Lines is to sell two of its five ferries [2]", "Maritime Union called strike 2026-03-13", "Harrow Capital owned stake in Tasman Lines", "DFDS is based in Denmark", "DFDS declined to comment",
	} {
		if !got[want] {
			t.Errorf("no %q in %v", want, got)
		}
	}
}

// TestSurnamesThatArePlaces: a person keeps his surname, though it is a
// country's; a storm is what is called one.
func TestSurnamesThatArePlaces(t *testing.T) {
	x, _ := bundled(t)
	r, err := x.Extract(context.Background(), Article{ID: "t", Text: "Prime Minister Luís Montenegro flew to Porto after storm Petra hit Portugal. \"No family will be left alone,\" Montenegro told reporters. The bus company, Rodonorte, denied the report. The storm killed ten people."})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, e := range r.Entities {
		got[e.ID] = e.Type
	}
	for id, want := range map[string]string{"e:Luís_Montenegro": "Person", "e:Montenegro": "", "e:Petra": "Event", "e:Rodonorte": "Organization"} {
		if got[id] != want {
			t.Errorf("%s is %q, want %q in %v", id, got[id], want, got)
		}
	}
	var labels []string
	for _, f := range r.Facts {
		labels = append(labels, f.Label)
	}
	for _, want := range []string{"Petra killed ten people", "Rodonorte denied report"} {
		if !slices.Contains(labels, want) {
			t.Errorf("no %q in %q", want, labels)
		}
	}
}

// TestExtractTwice: the same input gives the same result, also when articles
// are read at the same time.
func TestExtractTwice(t *testing.T) {
	x, article := bundled(t)
	const n = 4
	out := make(chan string, n)
	for range n {
		go func() {
			r, err := x.Extract(context.Background(), article)
			if err != nil {
				out <- err.Error()
				return
			}
			var b bytes.Buffer
			if err := WriteDocument(&b, r); err != nil {
				out <- err.Error()
				return
			}
			out <- b.String()
		}()
	}
	first := <-out
	for range n - 1 {
		if diff := cmp.Diff(first, <-out); diff != "" {
			t.Fatal(diff)
		}
	}
}

// FuzzExtract: nothing panics on any text.
func FuzzExtract(f *testing.F) {
	x, article := bundled(f)
	for p := range strings.SplitSeq(article.Text, "\n\n") {
		f.Add(p)
	}
	f.Add("He said she said they said it. \"I am,\" said who? Not Mr. President of the \xff")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			t.Skip()
		}
		r, err := x.Extract(context.Background(), Article{ID: "f", Text: text})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.Facts {
			if f.Subject.ID == "" || f.Predicate.ID == "r:" || f.Object.ID == "" && f.Object.Value == "" {
				t.Fatalf("fact without a part: %+v", f)
			}
		}
	})
}

// BenchmarkExtract reads the bundled article again and again, text to facts.
func BenchmarkExtract(b *testing.B) {
	x, article := bundled(b)
	sentences, facts := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		r, err := x.Extract(context.Background(), article)
		if err != nil {
			b.Fatal(err)
		}
		sentences += len(r.Document.Sentences)
		facts += len(r.Facts)
	}
	b.ReportMetric(float64(sentences)/b.Elapsed().Seconds(), "sentences/s")
	b.ReportMetric(float64(facts)/b.Elapsed().Seconds(), "facts/s")
}

// BenchmarkFrames makes frames and facts of the bundled article's trees, and
// reports how much of the time that reading takes they cost.
func BenchmarkFrames(b *testing.B) {
	x, article := bundled(b)
	doc := x.Read(article)
	nlp.Repair(doc)
	start, reads := time.Now(), 0
	for ; reads < 20; reads++ {
		x.Read(article)
	}
	reading := time.Since(start).Seconds() / float64(reads)
	sentences, frames := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		r := x.facts(article, doc)
		sentences += len(doc.Sentences)
		frames += len(r.analysis.frames)
	}
	each := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(float64(sentences)/b.Elapsed().Seconds(), "sentences/s")
	b.ReportMetric(float64(frames)/b.Elapsed().Seconds(), "frames/s")
	b.ReportMetric(each/reading, "of-reading")
}

// TestAcrossSentences: who is meant where only other sentences tell.
func TestAcrossSentences(t *testing.T) {
	x, _ := bundled(t)
	for _, c := range []struct {
		name, text string
		want, not  []string // labels of facts
	}{
		{
			"a body without a name has leaders", "The head of the IMF in Accra resigned. The union said it would strike. Its leader, Paolo Rinaldi, met the company's chief executive, Anna Berg, on Monday.",
			[]string{"Paolo Rinaldi is leader of union", "Anna Berg is chief executive of company"},
			[]string{"Anna Berg is chief executive of International Monetary Fund"},
		},
		{
			"the company of its paragraph, he who was spoken of last", "Google called the plan extreme. The company has appealed.\n\nBoeing workers rejected an offer on Monday. The strike has cost the company a billion dollars.\n\nThe mayor pleaded not guilty on Friday. He vowed to stay.",
			[]string{"strike cost Boeing", "mayor vowed to stay", "Google called plan extreme"},
			[]string{"strike cost Google"},
		},
		{
			"bodies that are spoken of by what they are", "Harbor Foods reported a loss on Monday. The Chicago-based company, which makes pizza, will close two plants.\n\nDeutsche Bank cut its forecast. The bank will pay no dividend.",
			[]string{"Harbor Foods is based in Chicago", "Harbor Foods is to close two plants", "Deutsche Bank is not to pay dividend"},
			nil,
		},
		{
			"an interview in capitals", "TRANSCRIPT: Hearing of the committee\n\nCHAIR DOYLE: The committee will come to order. Our witness is Frank Abbate of SkyHop Airlines.\n\nMR. ABBATE: Thank you. On Monday the scheduling system failed.\n\nREP. NGUYEN: Was the software unstable?\n\nMR. ABBATE: A contractor warned the board in November.",
			[]string{"scheduling system failed (claimed by Frank Abbate)", "contractor warned board (claimed by Frank Abbate)"},
			nil,
		},
		{
			"questions that alone have labels", "Petra Lind, who founded the network, spoke to DW in Berlin.\n\nDW: How many members do you have?\n\nThe network has 40,000 members in twelve countries.\n\nDW: Why did you leave the party?\n\nThe party had become too timid.\n\nDW: Will you run for office?\n\nNo, I will not. Politics is made elsewhere.",
			[]string{"network had 40,000 members (claimed by Petra Lind)", "party is too timid (claimed by Petra Lind)"},
			[]string{"Petra Lind did not will"},
		},
		{
			"who goes on speaking", "An officer said the agent had fled. He added that Weber had lied.\n\nThe mayor said Diaz had lied. He also said that Diaz had taken money.\n\nFranz Munt joined the criticism of Chancellor Karl Schor on Monday. \"We have waited too long,\" he said.\n\nPeter Kline praised Paul Stone. \"He is a good man,\" he said.",
			[]string{"officer said Weber had lied", "mayor said Diaz had taken money", `Franz Munt said "We have waited too long"`, "Paul Stone is good man (claimed by Peter Kline)"},
			[]string{"Diaz said Diaz had taken money"},
		},
		{
			"a club is one only among games, them is not who acts", "Scientists found water on Europa, a moon of Jupiter. It was difficult after four years.\n\nTabloids portray Greeks as lazy and tell them to sell their islands.",
			nil,
			[]string{"College Europa FC is moon of Jupiter", "tabloids are to sell their islands", "tabloid is to sell their islands"},
		},
		{
			"a founder is a person, and so is who is named behind", "WikiLeaks founder Julian Assange was arrested in London. Assange denied the charges. He has always denied them, saying the sex was consensual.",
			[]string{"Julian Assange is founder of WikiLeaks", "Julian Assange denied charges", "sex is consensual (claimed by Julian Assange)"},
			nil,
		},
		{
			"labels tell what somebody is to do", "The minister rejected calls to resign after her party lost. A judge blocked the rule, which would have required airlines to disclose fees. The toll rose to 40, the agency said. The company that operates the dam has apologised but denies negligence.",
			[]string{"minister rejected calls to resign", "rule may require airlines to disclose fees", "agency said the toll rose to 40", "company apologised"},
			[]string{"company apologised negligence"},
		},
		{
			"what is told by the way", "Hamas said it had not received a proposal, while Israel accused the group of stalling. The carmaker will build the plant near Krakow, where it already employs 3,000 people, and plans to start production in 2028.",
			[]string{"carmaker is to build plant near Krakow", "carmaker employed 3,000 people", "Israel accused group of stalling"},
			[]string{"Kraków employed 3,000 people", "Hamas is to build plant near Krakow", "Israel accused group of stalling (claimed by Hamas)"},
		},
		{
			"who acts behind a denial, a refusal, a quotation", "Tansley denied that the meeting took place and accused Reddy of lying.\n\nDoria refused to concede and alleged widespread fraud. Police urged fans not to enter the pitch.\n\nTheir coach, Pieter van Hasselt, said the referee, Alan Moxey, had made a mistake. \"It was wrong,\" said Van Hasselt. He dismissed the reports.\n\nThe trial was adjourned until June. Officials fear that the toll will rise.",
			[]string{"Tansley accused Reddy", "Reddy lied (claimed by Tansley)", "Doria alleged widespread fraud", "Pieter van Hasselt dismissed reports", "toll may rise"},
			[]string{"meeting accused Reddy", "Doria did not allege widespread fraud", "fans did not enter pitch", "Alan Moxey dismissed reports"},
		},
		{
			"words that begin with marks, and sentences with not", "Élite troops stormed the palace. Ana Ruiz said the result was overwhelming and crushing. Not only a teacher, Ana Ruiz has led the union since 2020 and won many votes.",
			[]string{"élite troops stormed palace", "Ana Ruiz led union"},
			[]string{"result crushed"},
		},
		{
			"labels have things as the article has them", "European leaders met in Paris. MPs rejected the plan. One of the soldiers was killed. The leaders of France and Italy met Weber.\n\nAt least 12 soldiers were killed in Mali on Monday. Prices are to rise in May, the bank said. Its customers are not happy. No ships were hit.",
			[]string{"European leaders met in Paris", "MPs rejected plan", "one of the soldiers was killed", "leader of Italy met Weber", "at least 12 soldiers were killed in Mali", "prices are to rise"},
			[]string{"no ships were not hit", "no ships did not hit"},
		},
		{
			"a noun that begins a sentence is no name", "The union rejected the offer on Monday. Union leader Mark Day called it an insult.",
			[]string{"Mark Day is union leader"},
			nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := x.Extract(t.Context(), Article{ID: "t", Text: c.text, Date: time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range r.Facts {
				got = append(got, f.Label)
				if f.AttributedTo != nil {
					got = append(got, f.Label+" ("+string(f.Status)+" by "+f.AttributedTo.Name+")")
				}
			}
			for _, want := range c.want {
				if !slices.Contains(got, want) {
					t.Errorf("no %q in %q", want, got)
				}
			}
			for _, not := range c.not {
				if slices.Contains(got, not) {
					t.Errorf("%q in %q", not, got)
				}
			}
		})
	}
}
