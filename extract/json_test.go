package extract

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quadwire/quadwire/extract/nlp"
	"github.com/quadwire/quadwire/schema"
)

func jsonResult() *Result {
	const text = "Café ouvert. Lee visited “Beijing” on Monday."
	start := strings.Index(text, "Lee")
	day := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	monday := &Interval{Begin: day, End: day.AddDate(0, 0, 1)}
	lee := Term{ID: "e:Lee_Jae_Myung", Name: "Lee Jae Myung", Type: "Person", Text: "Lee"}
	return &Result{
		Article:  Article{ID: "x", Text: text},
		Document: &nlp.Document{ID: "x", Text: text, Sentences: []nlp.Sentence{{Start: 0, Stop: 13}, {Start: start, Stop: len(text)}}},
		Entities: []Entity{{ID: lee.ID, Name: lee.Name, Type: lee.Type, Mentions: []Mention{{Begin: 13, End: 16, Kind: "name"}}}, {ID: "e:x", Name: "x", Type: "Concept"}},
		Facts: []Fact{{
			Number: 1, Sentence: 1, Subject: lee, Predicate: Predicate{ID: "r:visited", Text: "visited"},
			Object: Term{ID: "e:Beijing", Name: "Beijing", Type: "City", Text: "Beijing"},
			Args:   []Arg{{Role: "on", Term: Term{Name: "Monday", Type: "xsd:string", Value: "Monday", Text: "Monday"}, Time: monday}},
			Label:  "Lee Jae Myung visited Beijing", Status: schema.Asserted, Time: monday, TimeText: "on Monday", Confidence: 0.93,
		}, {
			Number: 2, Sentence: 1, Subject: lee, Predicate: Predicate{ID: "r:signed", Text: "signed"},
			Object: Term{Name: "a < b", Type: "xsd:string", Value: "a < b"},
			Status: schema.Claimed, AttributedTo: &lee, Confidence: 0.5,
		}},
	}
}

func TestWriteJSONL(t *testing.T) {
	var b strings.Builder
	if err := WriteJSONL(&b, jsonResult()); err != nil {
		t.Fatal(err)
	}
	want := `{"article":"x","sentence":2,"text":"Lee visited “Beijing” on Monday.","begin":13,"end":45,` +
		`"subject":{"id":"e:Lee_Jae_Myung","name":"Lee Jae Myung","type":"Person","text":"Lee"},` +
		`"predicate":{"id":"r:visited","text":"visited"},` +
		`"object":{"id":"e:Beijing","name":"Beijing","type":"City","text":"Beijing"},` +
		`"args":[{"role":"on","text":"Monday","time":["2026-01-05T00:00:00Z","2026-01-06T00:00:00Z"]}],` +
		`"status":"asserted","attributedTo":null,"confidence":0.93,` +
		`"id":"a:x#f1","label":"Lee Jae Myung visited Beijing","time":["2026-01-05T00:00:00Z","2026-01-06T00:00:00Z"],"timeText":"on Monday","precision":"day"}`
	first, second, _ := strings.Cut(b.String(), "\n")
	if diff := cmp.Diff(want, first); diff != "" {
		t.Error(diff)
	}
	for _, part := range []string{
		`"object":{"id":null,"name":"a < b","type":"xsd:string","value":"a < b","text":""},"args":[]`,
		`"attributedTo":{"id":"e:Lee_Jae_Myung","name":"Lee Jae Myung","type":"Person","text":"Lee"}`,
	} {
		if !strings.Contains(second, part) {
			t.Errorf("no %s in %s", part, second)
		}
	}
}

func TestWriteDocument(t *testing.T) {
	var b strings.Builder
	r := jsonResult()
	if err := WriteDocument(&b, r); err != nil {
		t.Fatal(err)
	}
	if strings.Count(b.String(), "\n") != 1 || !strings.HasPrefix(b.String(), `{"id":"x","text":"Café ouvert. `) {
		t.Errorf("not one line of the document: %s", b.String())
	}
	var d struct {
		Text     string
		Entities []struct{ Mentions []Mention }
		Facts    []struct{ Begin, End int }
	}
	if err := json.Unmarshal([]byte(b.String()), &d); err != nil {
		t.Fatal(err)
	}
	m, f := d.Entities[0].Mentions[0], d.Facts[0]
	if got := string([]rune(d.Text)[m.Begin:m.End]); got != "Lee" {
		t.Errorf("the mention is %q", got)
	}
	if got := string([]rune(d.Text)[f.Begin:f.End]); got != "Lee visited “Beijing” on Monday." {
		t.Errorf("the sentence is %q", got)
	}
	if !strings.Contains(b.String(), `"type":"Concept","mentions":[]`) {
		t.Error("an entity without mentions has no empty list")
	}
	r.Article.Date, r.Article.Headline, r.Article.Site = time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), "A < B", "Post"
	b.Reset()
	if err := WriteDocument(&b, r); err != nil || !strings.Contains(b.String(), `,"headline":"A < B","date":"2026-01-05","site":"Post","entities":`) {
		t.Errorf("no headline, day and site in %s, %v", b.String(), err)
	}
	b.Reset()
	if err := WriteDocument(&b, &Result{Article: Article{ID: "x"}, Document: &nlp.Document{}}); err != nil || b.String() != `{"id":"x","text":"","entities":[],"facts":[]}`+"\n" {
		t.Errorf("empty document: %s %v", b.String(), err)
	}
}
