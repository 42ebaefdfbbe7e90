// Package graph turns facts into quads and keeps them: the store, queries
// and exports. It is the only package, with its server, that knows Cayley.
//
// In the store IRIs are short ("e:Beijing"), so that they can be typed;
// exports write them in full.
package graph

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/extract/nlp"
	"github.com/quadwire/quadwire/schema"
)

// Terms of the graph, as they stand in the store.
const (
	rdfType      = quad.IRI("rdf:type")
	rdfStatement = quad.IRI("rdf:Statement")
	rdfSubject   = quad.IRI("rdf:subject")
	rdfPredicate = quad.IRI("rdf:predicate")
	rdfObject    = quad.IRI("rdf:object")
	rdfsLabel    = quad.IRI("rdfs:label")

	skosAltLabel = quad.IRI("skos:altLabel")
	skosBroader  = quad.IRI("skos:broader")
	skosRelated  = quad.IRI("skos:related")
	owlSameAs    = quad.IRI("owl:sameAs")

	newsArticle   = quad.IRI("schema:NewsArticle")
	dateModified  = quad.IRI("schema:dateModified")
	publisher     = quad.IRI("schema:publisher")
	inLanguage    = quad.IRI("schema:inLanguage")
	headline      = quad.IRI("schema:headline")
	datePublished = quad.IRI("schema:datePublished")
	articleURL    = quad.IRI("schema:url")
	author        = quad.IRI("schema:author")
	dateline      = quad.IRI("schema:dateline")

	derivedFrom  = quad.IRI("prov:wasDerivedFrom")
	attributedTo = quad.IRI("prov:wasAttributedTo")

	nifSentence = quad.IRI("nif:Sentence")
	nifIsString = quad.IRI("nif:isString")
	nifBegin    = quad.IRI("nif:beginIndex")
	nifEnd      = quad.IRI("nif:endIndex")

	semBegin = quad.IRI("sem:hasBeginTimeStamp")
	semEnd   = quad.IRI("sem:hasEndTimeStamp")
	semPlace = quad.IRI("sem:hasPlace")

	qwSHA256        = quad.IRI("qw:sha256")
	qwFacts         = quad.IRI("qw:facts")
	qwStatus        = quad.IRI("qw:status")
	qwTimeText      = quad.IRI("qw:timeText")
	qwQuantity      = quad.IRI("qw:quantity")
	qwQuantityMax   = quad.IRI("qw:quantityMax")
	qwModifier      = quad.IRI("qw:quantityModifier")
	qwUnit          = quad.IRI("qw:unit")
	qwTimePrecision = quad.IRI("qw:timePrecision")
	qwDuration      = quad.IRI("qw:duration")
	qwDuplicateOf   = quad.IRI("qw:duplicateOf")
	qwConfidence    = quad.IRI("qw:confidence")
	qwProperty      = quad.IRI("qw:property")
	qwPLOVER        = quad.IRI("qw:plover")
	qwCAMEO         = quad.IRI("qw:cameo")
	qwArg           = "qw:arg/"
)

// Quads gives all that an article says as quads, labelled with the article,
// in the order of the text and without duplicates.
func Quads(result *extract.Result) []quad.Quad {
	w := &quadWriter{
		article: quad.IRI(schema.ArticleID(result.Article.ID)),
		seen:    map[string]bool{},
	}
	w.writeArticle(&result.Article, len(result.Facts))
	w.writeSentences(result)
	for i := range result.Entities {
		w.writeEntity(&result.Entities[i])
	}
	for i := range result.Facts {
		w.writeFact(result.Article.ID, &result.Facts[i])
	}
	return w.quads
}

// A quadWriter collects the quads of one article.
type quadWriter struct {
	article quad.IRI
	quads   []quad.Quad
	seen    map[string]bool
}

// add takes a quad in unless its object is missing or it is there already.
func (w *quadWriter) add(s, p quad.IRI, o quad.Value) {
	if o == nil || s == "" || p == "" {
		return
	}
	q := quad.Quad{Subject: s, Predicate: p, Object: o, Label: w.article}
	if key := quadKey(q); !w.seen[key] {
		w.seen[key] = true
		w.quads = append(w.quads, q)
	}
}

func (w *quadWriter) addText(s, p quad.IRI, text string) {
	if text != "" {
		w.add(s, p, quad.String(validText(text)))
	}
}

// validText keeps what no RDF format can carry out of literals.
func validText(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

func (w *quadWriter) writeArticle(a *extract.Article, facts int) {
	w.add(w.article, rdfType, newsArticle)
	w.addText(w.article, headline, a.Headline)
	if !a.Date.IsZero() {
		w.add(w.article, datePublished, timeValue(a.Date))
	}
	w.add(w.article, articleURL, link(a.URL))
	if !a.Modified.IsZero() {
		w.add(w.article, dateModified, timeValue(a.Modified))
	}
	for _, t := range a.Versions {
		w.add(w.article, dateModified, timeValue(t))
	}
	if a.CopyOf != "" {
		w.add(w.article, qwDuplicateOf, quad.IRI(schema.ArticleID(a.CopyOf)))
	}
	w.addText(w.article, author, a.Author)
	w.addText(w.article, dateline, a.Dateline)
	w.addText(w.article, publisher, a.Site)
	w.addText(w.article, inLanguage, a.Language)
	w.addText(w.article, qwSHA256, a.SHA256)
	w.add(w.article, qwFacts, quad.Int(facts))
}

// link is an IRI where an address is one, else its text, nil for none.
func link(address string) quad.Value {
	if address == "" {
		return nil
	}
	if u, err := url.Parse(address); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		return quad.IRI(address)
	}
	return quad.String(validText(address))
}

func (w *quadWriter) writeSentences(result *extract.Result) {
	d := result.Document
	if d == nil {
		return
	}
	used := map[int]bool{}
	for i := range result.Facts {
		used[result.Facts[i].Sentence] = true
	}
	for i, s := range d.Sentences {
		if s.Kind != nlp.Prose && s.Kind != nlp.Headline && !used[i] {
			continue
		}
		id := quad.IRI(schema.SentenceID(result.Article.ID, i+1))
		w.add(id, rdfType, nifSentence)
		w.addText(id, nifIsString, d.Text[s.Start:s.Stop])
		w.add(id, nifBegin, quad.Int(d.Rune(s.Start)))
		w.add(id, nifEnd, quad.Int(d.Rune(s.Stop)))
	}
}

func (w *quadWriter) writeEntity(e *extract.Entity) {
	id := quad.IRI(e.ID)
	w.add(id, rdfType, class(e.Type))
	if general := schema.General(e.Type); general != e.Type {
		w.add(id, rdfType, class(general))
	}
	w.addText(id, rdfsLabel, e.Name)
	for _, name := range e.AltNames {
		w.addText(id, skosAltLabel, name)
	}
	if e.Link != "" {
		w.add(id, owlSameAs, quad.IRI(e.Link))
	}
	if e.Broader != "" {
		w.add(id, skosBroader, quad.IRI(e.Broader))
	}
	if e.Related != "" {
		w.add(id, skosRelated, quad.IRI(e.Related))
	}
}

func class(name string) quad.IRI {
	switch name {
	case "":
		return "schema:Thing"
	case "Concept":
		return "skos:Concept"
	}
	return quad.IRI("schema:" + name)
}

func (w *quadWriter) writeFact(article string, f *extract.Fact) {
	subject, predicate, object := quad.IRI(f.Subject.ID), quad.IRI(f.Predicate.ID), termValue(&f.Object)
	if f.Direct() {
		w.add(subject, predicate, object)
		if f.Object.ID != "" && schema.Lookup(strings.TrimPrefix(f.Predicate.ID, "r:"), "").Symmetric {
			w.add(quad.IRI(f.Object.ID), predicate, subject)
		}
	}
	property, known := f.Property()
	if known && f.Direct() {
		from, to := subject, quad.IRI(f.Object.ID)
		if property.Inverse {
			from, to = to, from
		}
		w.add(from, quad.IRI(property.ID), to)
	}
	id := quad.IRI(schema.FactID(article, f.Number))
	if known {
		w.add(id, qwProperty, quad.IRI(property.ID))
	}
	w.add(id, rdfType, rdfStatement)
	w.add(id, rdfSubject, subject)
	w.add(id, rdfPredicate, predicate)
	w.add(id, rdfObject, object)
	w.addText(id, rdfsLabel, f.Label)
	w.addText(id, qwStatus, string(f.Status))
	w.add(id, derivedFrom, quad.IRI(schema.SentenceID(article, f.Sentence+1)))
	w.add(id, qwConfidence, quad.Float(f.Confidence))
	w.addText(id, qwPLOVER, f.Event.PLOVER)
	w.addText(id, qwCAMEO, f.Event.CAMEO)
	if f.AttributedTo != nil {
		w.add(id, attributedTo, termValue(f.AttributedTo))
	}
	w.writeCircumstances(id, f)
}

// writeCircumstances are time, place, quantity and further arguments.
func (w *quadWriter) writeCircumstances(id quad.IRI, f *extract.Fact) {
	if f.Time != nil {
		w.add(id, semBegin, timeValue(f.Time.Begin))
		w.add(id, semEnd, timeValue(f.Time.End))
	}
	if f.Time != nil {
		w.addText(id, qwTimePrecision, f.Time.Precision())
	}
	if f.Duration != "" {
		w.add(id, qwDuration, literal(f.Duration, "xsd:duration"))
	}
	w.addText(id, qwTimeText, f.TimeText)
	if f.Place != nil {
		w.add(id, semPlace, termValue(f.Place))
	}
	switch {
	case f.Quantity != nil:
		if f.Quantity.Value != "" {
			w.add(id, qwQuantity, termValue(f.Quantity))
		}
		w.writeMeasure(id, f.Quantity, "")
	case f.Object.Measure != nil:
		w.writeMeasure(id, &f.Object, "")
	}
	for i := range f.Args {
		arg := &f.Args[i]
		w.add(id, quad.IRI(qwArg+schema.EscapeLocal(arg.Role)), termValue(&arg.Term))
		w.writeMeasure(id, &arg.Term, arg.Role)
	}
}

// writeMeasure says what a number counts in and how exact it is; of an
// argument behind its role: "qw:unit/by".
func (w *quadWriter) writeMeasure(id quad.IRI, t *extract.Term, role string) {
	m := t.Measure
	if m == nil {
		return
	}
	if role != "" {
		role = "/" + schema.EscapeLocal(role)
	}
	w.addText(id, qwUnit+quad.IRI(role), m.Unit)
	w.addText(id, qwModifier+quad.IRI(role), m.Modifier)
	if m.Max != "" {
		w.add(id, qwQuantityMax+quad.IRI(role), literal(m.Max, t.Type))
	}
}

// termValue is a node or a literal; nil for an empty term.
func termValue(t *extract.Term) quad.Value {
	if t.ID != "" {
		return quad.IRI(t.ID)
	}
	lexical := t.Value
	for _, s := range []string{t.Name, t.Text} {
		if lexical == "" {
			lexical = s
		}
	}
	if lexical == "" {
		return nil
	}
	return literal(lexical, t.Type)
}

// literal makes a typed value that queries can compare where Cayley has one and
// nothing of the text is lost. Decimals are floats in the store; exports write
// them as decimals again.
func literal(lexical, datatype string) quad.Value {
	switch datatype {
	case "", "xsd:string":
		return quad.String(validText(lexical))
	case "xsd:integer":
		if n, err := strconv.ParseInt(lexical, 10, 64); err == nil && integerForm.MatchString(lexical) {
			return quad.Int(n)
		}
	case "xsd:decimal", "xsd:double":
		if f, err := strconv.ParseFloat(lexical, 64); err == nil && exactFloat(lexical, datatype) {
			if f == 0 {
				f = 0 // and not -0, which is another value but equal
			}
			return quad.Float(f)
		}
	case "xsd:boolean":
		if lexical == "true" || lexical == "false" {
			return quad.Bool(lexical == "true")
		}
	case "xsd:dateTime":
		if t, err := time.Parse(time.RFC3339, lexical); err == nil && !strings.Contains(lexical, ",") {
			return timeValue(t)
		}
	}
	return quad.TypedString{Value: quad.String(validText(lexical)), Type: quad.IRI(datatype)}
}

var (
	integerForm = regexp.MustCompile(`^[+-]?[0-9]+$`)
	decimalForm = regexp.MustCompile(`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$`)
	doubleForm  = regexp.MustCompile(`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$`)
)

// exactFloat reports whether a text is a number of its datatype that a float
// holds with all its digits.
func exactFloat(lexical, datatype string) bool {
	form := doubleForm
	if datatype == "xsd:decimal" {
		form = decimalForm
	}
	digits, _, _ := strings.Cut(strings.ToLower(lexical), "e")
	digits = strings.TrimLeft(strings.ReplaceAll(strings.TrimLeft(digits, "+-"), ".", ""), "0")
	return form.MatchString(lexical) && len(digits) <= 15
}

// timeValue keeps times in UTC, as the stores would lose their zones.
func timeValue(t time.Time) quad.Value { return quad.Time(t.UTC()) }

// quadKey tells quads apart; times are compared as instants.
func quadKey(q quad.Quad) string {
	return strings.Join([]string{valueKey(q.Subject), valueKey(q.Predicate), valueKey(q.Object), valueKey(q.Label)}, "\x00")
}

func valueKey(v quad.Value) string {
	switch v := v.(type) {
	case nil:
		return ""
	case quad.Time:
		return "t" + time.Time(v).UTC().Format(time.RFC3339Nano)
	case quad.Float:
		return "f" + strconv.FormatFloat(float64(v), 'g', -1, 64)
	}
	return v.String()
}

// difference gives the quads of a that are not in b.
func difference(a, b []quad.Quad) []quad.Quad {
	in := make(map[string]bool, len(b))
	for _, q := range b {
		in[quadKey(q)] = true
	}
	return slices.DeleteFunc(slices.Clone(a), func(q quad.Quad) bool { return in[quadKey(q)] })
}
