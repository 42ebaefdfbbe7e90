package extract

import (
	"strings"
	"time"

	"github.com/quadwire/quadwire/extract/nlp"
	"github.com/quadwire/quadwire/schema"
)

// An Article is what comes in: one news article and what is known about it.
type Article struct {
	ID       string    // stable, made of [A-Za-z0-9._-]; the article's IRI is a:ID
	Text     string    // UTF-8, as given
	Date     time.Time // day of publication, zero where unknown
	Headline string
	URL      string
	Author   string
	Dateline string      // where it is from and when, as written: "LONDON, Nov. 20 (Reuters)"
	Site     string      // name of the publication
	Language string      // BCP 47, as declared
	Modified time.Time   // last change that the article tells of, zero where unknown
	SHA256   string      // of the input's bytes, hex
	Versions []time.Time // when earlier texts of it were changed
	CopyOf   string      // ID of the article that has the same story and whose facts stand for it
}

// A Result is what an article says: its annotated text, who and what it
// speaks of, and its facts, each in the order of the text.
type Result struct {
	Article  Article // with what the text itself told about date, headline, author
	Document *nlp.Document
	Entities []Entity
	Facts    []Fact

	analysis *analysis // frames and what they were read from
}

// An Entity is a node of the graph: a named entity or a concept.
type Entity struct {
	ID       string   // "e:Lee_Jae_Myung"
	Name     string   // the fullest name
	Type     string   // schema.org class without prefix; "Concept" for a concept (skos:Concept)
	AltNames []string // every other name used, sorted
	Link     string   // IRI of the same thing in Wikidata, GeoNames or DBpedia, "" where unknown
	Broader  string   // ID of the head concept ("e:missile" of "e:ballistic_missile"), "" for none
	Related  string   // ID of the named entity that a concept is of ("e:Samsung" of "e:Samsung_executive"), "" for none
	Mentions []Mention
}

// A Mention is where an entity stands in the text, in Unicode code points.
type Mention struct {
	Begin int    `json:"begin"`
	End   int    `json:"end"`
	Kind  string `json:"kind"` // "name", "noun" or "pronoun"
}

// A Term is the subject, object or a further argument of a fact: a node when
// ID is set, else a literal.
type Term struct {
	ID    string // "e:Beijing", "" for a literal
	Name  string // readable: the node's name, or the literal as a person reads it
	Type  string // node: class of the entity; literal: short datatype "xsd:string", "xsd:integer", "xsd:decimal", "xsd:boolean", "xsd:dateTime"
	Value string // literal: lexical form ("273000000000"), "" for a node
	Text  string // the words of the sentence

	Measure *Measure // of a quantity: unit, upper end, how exact; nil for all else
}

// A Measure says what the number of a quantity counts in and how exact it is.
type Measure struct {
	Unit     string `json:"unit,omitempty"`     // code of UCUM ("km", "%") or ISO 4217 ("USD"), "" for a plain number
	Max      string `json:"max,omitempty"`      // upper end of a range, "" for a single number
	Modifier string `json:"modifier,omitempty"` // "about", "more than", "less than", "at least", "at most", "between", "several", "" for exact
}

// An Interval is the time that an expression means: [Begin, End), in UTC.
type Interval struct {
	Begin, End time.Time
	Vague      bool // the expression has no bounds of its own: "in recent years"
}

// A Predicate is the relation of a fact.
type Predicate struct {
	ID   string // "r:agreed_to_explore"
	Text string // the words of the sentence: "agreed to continue exploring"
}

// An Arg is a further argument of a fact.
type Arg struct {
	Role string // the preposition ("during"), or "to" for an indirect object without one
	Term Term
	Time *Interval // set where the argument is a time expression
}

// A Fact is one statement of an article. The zero AttributedTo means the
// article itself.
type Fact struct {
	Number       int // from 1, in text order; the fact's IRI is a:ID#fNumber
	Sentence     int // index into Document.Sentences; the sentence's IRI is a:ID#sN with N from 1
	Subject      Term
	Predicate    Predicate
	Object       Term
	Args         []Arg
	Event        schema.Event
	Label        string // what a person reads: "Lee Jae Myung visited Beijing"
	Status       schema.Status
	AttributedTo *Term // who says so, where it is not the article
	Time         *Interval
	TimeText     string // as written: "on Monday"
	Duration     string // how long, as xsd:duration: "P3D" of "for three days"; "" where it does not say
	Place        *Term
	Quantity     *Term   // of the object, a number literal
	Confidence   float64 // 0..1
	Rule         string  // name of the rule that made it
	Premise      int     // for inferred facts the number of the fact it follows from

	frame    int              // place of the frame that it was made of
	features func() []Feature // what its confidence was made of; nil for inferred ones
}

// Features gives what the confidence of a fact was made of; none for one that
// was inferred.
func (f *Fact) Features() []Feature {
	if f.features == nil {
		return nil
	}
	return f.features()
}

// Property gives what schema.org or Wikidata calls the relation of a fact
// between two nodes; false where they know none.
func (f *Fact) Property() (schema.Property, bool) {
	if f.Object.ID == "" || f.Status == schema.Negated {
		return schema.Property{}, false
	}
	return schema.PropertyOf(strings.TrimPrefix(f.Predicate.ID, "r:"), f.Object.Type)
}

// Direct reports whether the article itself vouches for the fact, so that
// the graph may hold it as an edge.
func (f *Fact) Direct() bool {
	return f.AttributedTo == nil && (f.Status == schema.Asserted || f.Status == schema.Inferred)
}
