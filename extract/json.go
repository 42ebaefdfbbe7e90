package extract

import (
	"encoding/json"
	"io"
	"time"

	"github.com/quadwire/quadwire/schema"
)

// WriteJSONL writes the facts of a result as JSON, a line each.
func WriteJSONL(w io.Writer, r *Result) error {
	out := encoder(w)
	for i := range r.Facts {
		if err := out.Encode(r.fact(&r.Facts[i])); err != nil {
			return err
		}
	}
	return nil
}

// WriteDocument writes a result as one line of JSON: the text, the entities
// with all their mentions and the facts.
func WriteDocument(w io.Writer, r *Result) error {
	d := documentJSON{
		ID:       r.Article.ID,
		Text:     r.Document.Text,
		Entities: make([]entityJSON, len(r.Entities)),
		Facts:    make([]factJSON, len(r.Facts)),
	}
	a := &r.Article
	d.Headline, d.Author, d.Dateline, d.URL, d.Site, d.Language = a.Headline, a.Author, a.Dateline, a.URL, a.Site, a.Language
	if !a.Date.IsZero() {
		d.Date = a.Date.Format(time.DateOnly)
	}
	if !a.Modified.IsZero() {
		d.Modified = &a.Modified
	}
	for i, e := range r.Entities {
		if e.Mentions == nil {
			e.Mentions = []Mention{}
		}
		d.Entities[i] = entityJSON{ID: e.ID, Name: e.Name, Type: e.Type, Link: e.Link, Mentions: e.Mentions}
		switch general := schema.General(e.Type); e.Type {
		case general, "Country", "City", "AdministrativeArea", "Continent", "Landform", "BodyOfWater":
		default:
			d.Entities[i].Type, d.Entities[i].Subtype = general, e.Type
		}
	}
	for i := range r.Facts {
		d.Facts[i] = r.fact(&r.Facts[i])
	}
	return encoder(w).Encode(d)
}

func encoder(w io.Writer) *json.Encoder {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return out
}

// documentJSON has of what the article tells of itself what there is: the day of publication as
// 2026-01-05, its last change as a time.
type documentJSON struct {
	ID       string       `json:"id"`
	Text     string       `json:"text"`
	Headline string       `json:"headline,omitempty"`
	Author   string       `json:"author,omitempty"`
	Date     string       `json:"date,omitempty"`
	Modified *time.Time   `json:"modified,omitempty"`
	Dateline string       `json:"dateline,omitempty"`
	URL      string       `json:"url,omitempty"`
	Site     string       `json:"site,omitempty"`
	Language string       `json:"language,omitempty"`
	Entities []entityJSON `json:"entities"`
	Facts    []factJSON   `json:"facts"`
}

// entityJSON has the general class of an organisation, facility or building
// ("Organization") as its type, the narrower one ("PoliticalParty") as its
// subtype.
type entityJSON struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Type     string    `json:"type"`
	Subtype  string    `json:"subtype,omitempty"`
	Link     string    `json:"link,omitempty"`
	Mentions []Mention `json:"mentions"`
}

// factJSON is a fact as it is written. What stands up to Confidence is always
// there, the rest where the fact has it.
type factJSON struct {
	Article      string        `json:"article"`
	Sentence     int           `json:"sentence"` // from 1, as in the sentence's IRI
	Text         string        `json:"text"`
	Begin        int           `json:"begin"`
	End          int           `json:"end"`
	Subject      *termJSON     `json:"subject"`
	Predicate    predicateJSON `json:"predicate"`
	Object       *termJSON     `json:"object"`
	Args         []argJSON     `json:"args"`
	Status       schema.Status `json:"status"`
	AttributedTo *termJSON     `json:"attributedTo"`
	Confidence   float64       `json:"confidence"`

	ID        string        `json:"id"`
	Property  string        `json:"property,omitempty"` // "schema:nationality"; "^wdt:P35" leads from the object
	Event     *schema.Event `json:"event,omitempty"`
	Label     string        `json:"label"`
	Time      *intervalJSON `json:"time,omitempty"`
	TimeText  string        `json:"timeText,omitempty"`
	Precision string        `json:"precision,omitempty"` // of time: "day", "month", "interval", "vague" ...
	Duration  string        `json:"duration,omitempty"`  // "P3D"
	Place     *termJSON     `json:"place,omitempty"`
	Quantity  *termJSON     `json:"quantity,omitempty"`
}

type predicateJSON struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// termJSON has the ID null and a value where the term is a literal.
type termJSON struct {
	ID    *string `json:"id"`
	Name  string  `json:"name"`
	Type  string  `json:"type"`
	Value string  `json:"value,omitempty"`
	Text  string  `json:"text"`
	*Measure
}

type argJSON struct {
	Role string        `json:"role"`
	Text string        `json:"text"`
	ID   string        `json:"id,omitempty"`
	Name string        `json:"name,omitempty"`
	Type string        `json:"type,omitempty"`
	Time *intervalJSON `json:"time,omitempty"`
}

// intervalJSON is [begin, end).
type intervalJSON [2]time.Time

func (r *Result) fact(f *Fact) factJSON {
	d := r.Document
	s := d.Sentences[f.Sentence]
	out := factJSON{
		Article:      r.Article.ID,
		Sentence:     f.Sentence + 1,
		Text:         d.Text[s.Start:s.Stop],
		Begin:        d.Rune(s.Start),
		End:          d.Rune(s.Stop),
		Subject:      term(&f.Subject),
		Predicate:    predicateJSON(f.Predicate),
		Object:       term(&f.Object),
		Args:         make([]argJSON, len(f.Args)),
		Status:       f.Status,
		AttributedTo: term(f.AttributedTo),
		Confidence:   f.Confidence,
		ID:           schema.FactID(r.Article.ID, f.Number),
		Label:        f.Label,
		Time:         interval(f.Time),
		TimeText:     f.TimeText,
		Duration:     f.Duration,
		Place:        term(f.Place),
		Quantity:     term(f.Quantity),
	}
	if p, ok := f.Property(); ok {
		out.Property = p.ID
		if p.Inverse {
			out.Property = "^" + p.ID
		}
	}
	if f.Time != nil {
		out.Precision = f.Time.Precision()
	}
	if f.Event != (schema.Event{}) {
		out.Event = &f.Event
	}
	for i := range f.Args {
		t := &f.Args[i].Term
		out.Args[i] = argJSON{Role: f.Args[i].Role, Text: t.Text, ID: t.ID, Time: interval(f.Args[i].Time)}
		if t.Text == "" {
			out.Args[i].Text = t.Name
		}
		if t.ID != "" {
			out.Args[i].Name, out.Args[i].Type = t.Name, t.Type
		}
	}
	return out
}

func term(t *Term) *termJSON {
	if t == nil {
		return nil
	}
	out := &termJSON{Name: t.Name, Type: t.Type, Value: t.Value, Text: t.Text, Measure: t.Measure}
	if t.ID != "" {
		out.ID, out.Value = &t.ID, ""
	}
	return out
}

func interval(i *Interval) *intervalJSON {
	if i == nil {
		return nil
	}
	return &intervalJSON{i.Begin.UTC(), i.End.UTC()}
}
