package extract

import (
	"math"
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/schema"
)

// An inference makes facts that follow from one that the article asserts.
type inference struct {
	name    string
	example string // premise: conclusion
	apply   func(w *factWriter, f *Fact) []conclusion
}

// A conclusion is a fact to be: who, what, whom.
type conclusion struct {
	subject  Term
	relation string
	object   Term
	quantity *Term
}

// inferences are all of them: few, and each true of every article. Adding
// one is a function, a line here and a written parse in testdata/rules.
var inferences = []inference{
	{
		"leaders witness for their countries",
		"The presidents of Chile and Peru witnessed the signing of 15 agreements: Chile signed agreements.", (*factWriter).witnessed,
	},
	{
		"a head of state signs for the country",
		"Chilean President Gabriel Boric signed a treaty: Chile signed the treaty.", (*factWriter).signedFor,
	},
	{
		"who is named with a people or rules a country is its citizen",
		"German striker Kai Brandt scored: Brandt is a citizen of Germany.", (*factWriter).citizen,
	},
	{
		"who holds an office of a state is its official",
		"German Chancellor Angela Merkel spoke: Merkel is an official of Germany.", (*factWriter).official,
	},
	{
		"an official of a state is its citizen",
		"Prime Minister Ana Ruiz of Chile is an official of Chile: Ruiz is a citizen of Chile.", (*factWriter).citizenToo,
	},
	{
		"who has a role in a body is affiliated with it",
		"SPD leader Franz Adler spoke: Adler is affiliated with the SPD.", (*factWriter).affiliated,
	},
	{
		"what belongs to a country is based there",
		"Germany's Adler Foundation warned: it is based in Germany.", (*factWriter).based,
	},
	{
		"a capital is in its country",
		"Lima is the capital of Peru: Lima is in Peru.", (*factWriter).contained,
	},
	{
		"a visit to a city visits its country",
		"Boric visited Lima: Boric visited Peru.", (*factWriter).visitedCountry,
	},
	{
		"who arrives on a visit visits",
		"Boric arrived in Lima on a visit: Boric visited Lima.", (*factWriter).arrivedOnVisit,
	},
}

// infer adds the few facts that follow from asserted ones, from the one at
// place first on, each by a named rule and with its premise. What is inferred
// may be a premise in turn.
func (w *factWriter) infer(first int) {
	for i := first; i < len(w.facts); i++ {
		if !w.facts[i].Direct() || w.facts[i].Subject.ID == "" {
			continue
		}
		for _, r := range inferences {
			f := w.facts[i]
			for _, c := range r.apply(w, &f) {
				w.conclude(f, r.name, c)
			}
		}
	}
}

// leads gives the country that a person is the head of.
func (w *factWriter) leads(id string) (Term, bool) {
	e := w.byID[id]
	if e == nil || e.role == "" || e.country == "" || !heads[lastWord(e.role)] {
		return Term{}, false
	}
	for word := range strings.FieldsFuncSeq(e.role, func(r rune) bool { return r == ' ' || r == '-' }) {
		if partial[word] {
			return Term{}, false
		}
	}
	c := w.country(e.country, e.first)
	return Term{ID: c.id, Name: c.name, Type: c.class, Text: c.name}, true
}

var heads = set("president", "premier", "chancellor", "minister", "king", "queen", "leader", "emperor", "emir", "sultan", "taoiseach")

// partial are words of titles that do not, or no longer, speak for a country.
var partial = set("former", "ex", "late", "opposition", "party", "rebel", "majority", "minority", "house", "senate", "regional", "state", "union", "club")

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

func (w *factWriter) witnessed(f *Fact) []conclusion {
	switch f.Predicate.ID {
	case "r:witnessed", "r:watched", "r:oversaw", "r:attended", "r:observed", "r:presided_over":
	default:
		return nil
	}
	country, ok := w.leads(f.Subject.ID)
	if !ok || f.Object.Name != "signing" && f.Object.Name != "signing ceremony" {
		return nil
	}
	for _, arg := range f.Args {
		if arg.Role == "of" && arg.Term.ID != "" && treaty(arg.Term.Name) {
			return []conclusion{{country, "signed", arg.Term, f.Quantity}}
		}
	}
	return nil
}

func (w *factWriter) signedFor(f *Fact) []conclusion {
	country, ok := w.leads(f.Subject.ID)
	if !ok || f.Predicate.ID != "r:signed" || !treaty(f.Object.Name) || f.Object.ID == "" {
		return nil
	}
	return []conclusion{{country, "signed", f.Object, f.Quantity}}
}

func (w *factWriter) citizen(f *Fact) []conclusion {
	if f.Subject.Type != "Person" || f.Object.Type != "Country" || f.Rule != "title" && f.Rule != "apposition" && f.Rule != "possession" {
		return nil
	}
	role, ok := strings.CutSuffix(strings.TrimPrefix(f.Predicate.ID, "r:"), "_of")
	if !ok {
		return nil
	}
	role = role[strings.LastIndexByte(role, '_')+1:]
	_, people := lexicon.Demonym(f.Object.Text)
	if !people && !rulers[role] && f.Rule != "possession" || role == "ambassador" {
		return nil
	}
	return []conclusion{{f.Subject, "is_citizen_of", f.Object, nil}}
}

// rulers are offices of a country that its citizens hold.
var rulers = set("president", "premier", "chancellor", "minister", "king", "queen", "leader", "emperor", "emir", "sultan", "taoiseach", "senator", "lawmaker", "congressman", "congresswoman", "deputy", "governor", "prince", "princess", "dictator", "secretary")

func treaty(name string) bool {
	switch lastWord(name) {
	case "agreement", "treaty", "deal", "memorandum", "pact", "accord", "declaration", "convention", "protocol":
		return true
	}
	return false
}

func (w *factWriter) visitedCountry(f *Fact) []conclusion {
	if f.Predicate.ID != "r:visited" || f.Object.Type != "City" {
		return nil
	}
	country, ok := lexicon.Capital(f.Object.Name)
	if !ok {
		return nil
	}
	if e := w.byID[f.Subject.ID]; e != nil && e.country == country {
		return nil
	}
	c := w.country(country, w.byID[f.Object.ID].first)
	return []conclusion{{f.Subject, "visited", Term{ID: c.id, Name: c.name, Type: c.class, Text: f.Object.Text}, nil}}
}

func (w *factWriter) arrivedOnVisit(f *Fact) []conclusion {
	place := w.byID[f.Object.ID]
	if f.Predicate.ID != "r:arrived_in" && f.Predicate.ID != "r:landed_in" && f.Predicate.ID != "r:traveled_to" || place == nil || !place.isPlace() {
		return nil
	}
	for _, arg := range f.Args {
		if (arg.Role == "on" || arg.Role == "for") && travel[lastWord(arg.Term.Name)] {
			return []conclusion{{f.Subject, "visited", f.Object, nil}}
		}
	}
	return nil
}

// conclude adds a conclusion that is not yet known.
func (w *factWriter) conclude(premise Fact, rule string, c conclusion) {
	id := "r:" + schema.Canonical(c.relation, "")
	if w.direct[c.subject.ID+"\x00"+id+"\x00"+c.object.ID] {
		return
	}
	f := Fact{
		Sentence: premise.Sentence, Subject: c.subject, Predicate: Predicate{ID: id, Text: premise.Predicate.Text}, Object: c.object,
		Status: schema.Inferred, Time: premise.Time, TimeText: premise.TimeText, Quantity: c.quantity,
		Event:      schema.Lookup(id[len("r:"):], lastWord(c.object.Name)).Event,
		Confidence: math.Round(premise.Confidence*900) / 1000, Rule: rule, Premise: premise.Number,
	}
	f.Label = w.label(&f, nil, operand{head: -1}, operand{head: -1})
	w.keep(f)
}
