package graph

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"github.com/quadwire/quadwire/schema"
)

const xsd = "http://www.w3.org/2001/XMLSchema#"

// WriteNQuads writes quads as canonical N-Quads: full IRIs and datatypes, one
// graph after the other by their labels, lines in the order of their bytes,
// none twice.
func WriteNQuads(w io.Writer, quads []quad.Quad, ns schema.Namespaces) error {
	return Formats[0].Write(w, quads, ns)
}

type nquadsSink struct {
	out *bufio.Writer
	ns  schema.Namespaces
}

func openNQuads(w io.Writer, ns schema.Namespaces) sink {
	return &nquadsSink{bufio.NewWriterSize(w, 1<<16), ns}
}

func (n *nquadsSink) graph(quads []quad.Quad) error { return writeLines(n.out, quads, n.ns) }

func (n *nquadsSink) close() error { return n.out.Flush() }

// writeLines writes the quads of one graph.
func writeLines(out *bufio.Writer, quads []quad.Quad, ns schema.Namespaces) error {
	lines := make([]string, len(quads))
	for i, q := range quads {
		lines[i] = nquad(q, ns)
	}
	slices.Sort(lines)
	for _, line := range slices.Compact(lines) {
		if _, err := out.WriteString(line); err != nil {
			return err
		}
	}
	return nil
}

// nquad is the line of one quad.
func nquad(q quad.Quad, ns schema.Namespaces) string {
	var b strings.Builder
	for _, v := range []quad.Value{q.Subject, q.Predicate} {
		writeTerm(&b, v, ns)
		b.WriteByte(' ')
	}
	writeTerm(&b, typed(q.Object, q.Predicate), ns)
	if q.Label != nil {
		b.WriteByte(' ')
		writeTerm(&b, q.Label, ns)
	}
	b.WriteString(" .\n")
	return b.String()
}

// typed turns native literals into their lexical forms. Floats are decimals
// but for confidences.
func typed(v, predicate quad.Value) quad.Value {
	switch v := v.(type) {
	case quad.Int:
		return xsdLiteral(strconv.FormatInt(int64(v), 10), "integer")
	case quad.Bool:
		return xsdLiteral(strconv.FormatBool(bool(v)), "boolean")
	case quad.Time:
		return xsdLiteral(time.Time(v).UTC().Format("2006-01-02T15:04:05.999999999Z"), "dateTime")
	case quad.Float:
		if predicate == qwConfidence {
			return xsdLiteral(double(float64(v)), "double")
		}
		return decimal(float64(v))
	}
	return v
}

func xsdLiteral(lexical, datatype string) quad.Value {
	return quad.TypedString{Value: quad.String(lexical), Type: quad.IRI(xsd + datatype)}
}

func double(f float64) string {
	switch {
	case math.IsInf(f, 1):
		return "INF"
	case math.IsInf(f, -1):
		return "-INF"
	case math.IsNaN(f):
		return "NaN"
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

func decimal(f float64) quad.Value {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return xsdLiteral(double(f), "double")
	}
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return xsdLiteral(s, "decimal")
}

// termOf is a term as it stands in a line.
func termOf(v quad.Value, ns schema.Namespaces) string {
	var b strings.Builder
	writeTerm(&b, v, ns)
	return b.String()
}

func writeTerm(b *strings.Builder, v quad.Value, ns schema.Namespaces) {
	switch v := v.(type) {
	case quad.IRI:
		writeIRI(b, ns.Expand(string(v)))
	case quad.BNode:
		b.WriteString("_:" + bnodeLabel(string(v)))
	case quad.String:
		writeString(b, string(v))
	case quad.LangString:
		writeString(b, string(v.Value))
		b.WriteString("@" + v.Lang)
	case quad.TypedString:
		writeString(b, string(v.Value))
		b.WriteString("^^")
		writeIRI(b, ns.Expand(string(v.Type)))
	default:
		writeString(b, quad.ToString(v))
	}
}

// writeIRI escapes what N-Quads forbids inside of angle brackets. A relative
// IRI is not allowed either, so it is put into a scheme of its own.
func writeIRI(b *strings.Builder, iri string) {
	if scheme, _, ok := strings.Cut(iri, ":"); !ok || !isScheme(scheme) {
		iri = localScheme + iri
	}
	b.WriteByte('<')
	for _, r := range strings.ToValidUTF8(iri, "\uFFFD") {
		if r <= 0x20 || r == 0x7f || strings.ContainsRune("<>\"{}|^`\\", r) {
			fmt.Fprintf(b, "%%%02X", r)
			continue
		}
		b.WriteRune(r)
	}
	b.WriteByte('>')
}

// localScheme is put before IRIs of the store that have no scheme.
const localScheme = "urn:x-local:"

func isScheme(s string) bool {
	for i, r := range s {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789+-.", r)) {
			return false
		}
	}
	return s != ""
}

// bnodeLabel is the label of a blank node, another one where N-Quads has none
// such.
func bnodeLabel(s string) string {
	if validLabel(s) {
		return s
	}
	return fmt.Sprintf("q-%x", s)
}

func validLabel(s string) bool {
	for i, r := range s {
		if r == ':' || !labelStart(r) && (i == 0 || !labelRest(r)) { // readers disagree about the colon
			return false
		}
	}
	return s != "" && !strings.HasSuffix(s, ".") && utf8.ValidString(s)
}

func writeString(b *strings.Builder, s string) {
	b.WriteByte('"')
	for _, r := range validText(s) {
		switch r {
		case '"', '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\t':
			b.WriteString(`\t`)
		default:
			if r < 0x20 || r == 0x7f {
				fmt.Fprintf(b, `\u%04X`, r)
				continue
			}
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
}
