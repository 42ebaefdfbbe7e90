package graph

import (
	"bufio"
	"encoding/json"
	"io"

	"github.com/cayleygraph/quad"

	"github.com/quadwire/quadwire/schema"
)

// A jsonldSink writes expanded JSON-LD (https://www.w3.org/TR/json-ld11/), a
// graph at a time: a list of graphs, each with its nodes, and of the nodes that are in none.
type jsonldSink struct {
	out  *bufio.Writer
	ns   schema.Namespaces
	some bool // there is something before
}

func openJSONLD(w io.Writer, ns schema.Namespaces) sink {
	return &jsonldSink{out: bufio.NewWriterSize(w, 1<<16), ns: ns}
}

// rdfTypeFull is the predicate that JSON-LD has a word for.
const rdfTypeFull = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

func (j *jsonldSink) graph(quads []quad.Quad) error {
	quads = sorted(quads, j.ns)
	if len(quads) == 0 {
		return nil
	}
	if label := quads[0].Label; label != nil {
		j.next()
		j.out.WriteString(`{"@id":`)
		j.text(jsonldID(label, j.ns))
		j.out.WriteString(`,"@graph":[`)
		j.nodes(quads, false)
		_, err := j.out.WriteString("]}")
		return err
	}
	j.nodes(quads, true)
	return nil
}

// next begins a member of the list of all.
func (j *jsonldSink) next() {
	if j.some {
		j.out.WriteString(",\n")
	} else {
		j.out.WriteByte('[')
	}
	j.some = true
}

// nodes writes quads, in the order of their lines, as nodes.
func (j *jsonldSink) nodes(quads []quad.Quad, top bool) {
	subject, predicate := "", ""
	for i, q := range quads {
		q := full(q, j.ns)
		o := q.Object
		id, property := jsonldID(q.Subject, j.ns), jsonldID(q.Predicate, j.ns)
		_, isIRI := o.(quad.IRI)
		isType := property == rdfTypeFull && isIRI
		if isType {
			property = "@type"
		}
		switch {
		case i == 0 || id != subject:
			if i > 0 {
				j.out.WriteString("]}")
			}
			if top {
				j.next()
			} else if i > 0 {
				j.out.WriteByte(',')
			}
			j.out.WriteString(`{"@id":`)
			j.text(id)
			j.property(property)
		case property != predicate:
			j.out.WriteByte(']')
			j.property(property)
		default:
			j.out.WriteByte(',')
		}
		subject, predicate = id, property
		if isType {
			j.text(jsonldID(o, j.ns))
		} else {
			j.object(o)
		}
	}
	j.out.WriteString("]}")
}

func (j *jsonldSink) property(name string) {
	j.out.WriteByte(',')
	j.text(name)
	j.out.WriteString(":[")
}

func (j *jsonldSink) object(v quad.Value) {
	switch v := v.(type) {
	case quad.IRI, quad.BNode:
		j.out.WriteString(`{"@id":`)
		j.text(jsonldID(v, j.ns))
	case quad.LangString:
		j.out.WriteString(`{"@language":`)
		j.text(v.Lang)
		j.out.WriteString(`,"@value":`)
		j.text(validText(string(v.Value)))
	case quad.TypedString:
		j.out.WriteString(`{"@type":`)
		j.text(jsonldID(v.Type, j.ns))
		j.out.WriteString(`,"@value":`)
		j.text(validText(string(v.Value)))
	default:
		j.out.WriteString(`{"@value":`)
		j.text(validText(quad.ToString(v)))
	}
	j.out.WriteByte('}')
}

// jsonldID is a node as it stands in N-Quads, without the brackets.
func jsonldID(v quad.Value, ns schema.Namespaces) string {
	term := termOf(v, ns)
	if len(term) > 1 && term[0] == '<' {
		return term[1 : len(term)-1]
	}
	return term
}

func (j *jsonldSink) text(s string) {
	b, err := json.Marshal(s)
	if err != nil { // of strings there is none
		b = []byte(`""`)
	}
	j.out.Write(b)
}

func (j *jsonldSink) close() error {
	if !j.some {
		j.out.WriteByte('[')
	}
	j.out.WriteString("]\n")
	return j.out.Flush()
}
