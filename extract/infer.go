package extract

import (
	"math"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/schema"
)

// infer adds the few facts that follow from asserted ones, each by a named
// rule and with its premise.
func (w *factWriter) infer() {
	for _, f := range w.facts[:len(w.facts):len(w.facts)] {
		if !f.Direct() {
			continue
		}
		w.inferSigning(f)
		w.inferVisit(f)
	}
}

// inferSigning: leaders who witness a signing of agreements sign for their
// countries.
func (w *factWriter) inferSigning(f Fact) {
	switch f.Predicate.ID {
	case "r:witnessed", "r:watched", "r:oversaw", "r:attended", "r:observed", "r:presided_over":
	default:
		return
	}
	e := w.byID[f.Subject.ID]
	if e == nil || e.role == "" || e.country == "" {
		return
	}
	object := f.Object
	if f.Object.Name == "signing" || f.Object.Name == "signing ceremony" {
		for _, arg := range f.Args {
			if arg.Role == "of" && arg.Term.ID != "" && treaty(arg.Term.Name) {
				object = arg.Term
				break
			}
		}
	}
	if object.ID == f.Object.ID || !treaty(object.Name) {
		return
	}
	c := w.country(e.country, e.first)
	w.inferred(f, "leaders witness for their countries", Term{ID: c.id, Name: c.name, Type: c.class, Text: c.name}, "signed", object)
}

func treaty(name string) bool {
	for _, w := range []string{"agreement", "treaty", "deal", "memorandum", "pact", "accord", "contract", "declaration", "document"} {
		if len(name) >= len(w) && name[len(name)-len(w):] == w {
			return true
		}
	}
	return false
}

// inferVisit: who visits a city visits its country.
func (w *factWriter) inferVisit(f Fact) {
	if f.Predicate.ID != "r:visited" || f.Object.Type != "City" {
		return
	}
	country, ok := lexicon.Capital(f.Object.Name)
	if !ok {
		return
	}
	if e := w.byID[f.Subject.ID]; e != nil && e.country == country {
		return
	}
	c := w.country(country, w.byID[f.Object.ID].first)
	w.inferred(f, "a visit to a city visits its country", f.Subject, "visited", Term{ID: c.id, Name: c.name, Type: c.class, Text: f.Object.Text})
}

func (w *factWriter) inferred(premise Fact, rule string, s Term, name string, o Term) {
	for i := range w.facts {
		g := &w.facts[i]
		if g.Direct() && g.Subject.ID == s.ID && g.Predicate.ID == "r:"+name && g.Object.ID == o.ID {
			return
		}
	}
	f := Fact{
		Sentence: premise.Sentence, Subject: s, Predicate: Predicate{ID: "r:" + name, Text: premise.Predicate.Text}, Object: o,
		Status: schema.Inferred, Time: premise.Time, TimeText: premise.TimeText, Quantity: premise.Quantity,
		Confidence: math.Round(premise.Confidence*900) / 1000, Rule: rule, Premise: premise.Number,
	}
	f.Label = w.label(&f, 0)
	w.keep(f)
}
