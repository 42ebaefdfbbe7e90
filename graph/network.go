package graph

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/quadwire/quadwire/schema"
)

// Formats of programs that draw and measure networks: entities are nodes, each
// fact between two of them is an edge with its status, speaker, time, article
// and sentence. What is not between two nodes has no place in them.

// A network is a graph of entities.
type network struct {
	nodes []netNode // by IRI
	edges []netEdge // by IRI of the fact
}

type netNode struct{ id, iri, label, class string }

type netEdge struct {
	id, source, target          string
	predicate, label            string
	status, speaker             string
	begin, end                  string
	article, sentence, property string
	confidence                  float64
}

// A collector makes a network of graphs.
type collector struct {
	names   map[quad.IRI]string
	classes map[quad.IRI]map[string]bool
	edges   []netEdge
	w       io.Writer
	ns      schema.Namespaces
	write   func(io.Writer, network) error
}

// openNetwork makes a sink of what writes a network.
func openNetwork(write func(io.Writer, network) error) func(io.Writer, schema.Namespaces) sink {
	return func(w io.Writer, ns schema.Namespaces) sink {
		return &collector{names: map[quad.IRI]string{}, classes: map[quad.IRI]map[string]bool{}, w: w, ns: ns, write: write}
	}
}

// graph takes the facts of an article. Its statements and sentences are all in
// it; names and classes of entities may be in others too.
func (c *collector) graph(quads []quad.Quad) error {
	facts := map[quad.IRI]*netEdge{}
	texts, sources := map[quad.IRI]string{}, map[*netEdge]quad.IRI{}
	for _, q := range quads {
		if f, ok := q.Subject.(quad.IRI); ok && q.Predicate == quad.Value(rdfType) && q.Object == quad.Value(rdfStatement) {
			label, _ := q.Label.(quad.IRI)
			facts[f] = &netEdge{id: string(f), article: string(label)}
		}
	}
	for _, q := range quads {
		s, _ := q.Subject.(quad.IRI)
		if e := facts[s]; e != nil {
			e.take(q)
			if source, ok := q.Object.(quad.IRI); ok && q.Predicate == quad.Value(derivedFrom) {
				sources[e] = source
			}
			continue
		}
		o, isNode := q.Object.(quad.IRI)
		text := quad.ToString(q.Object)
		switch {
		case q.Predicate == quad.Value(nifIsString):
			texts[s] = text
		case !strings.HasPrefix(string(s), "e:"):
		case q.Predicate == quad.Value(rdfsLabel):
			if have, ok := c.names[s]; !ok || text < have {
				c.names[s] = text
			}
		case q.Predicate == quad.Value(rdfType) && isNode:
			if c.classes[s] == nil {
				c.classes[s] = map[string]bool{}
			}
			_, class, _ := strings.Cut(string(o), ":")
			c.classes[s][class] = true
		}
	}
	for _, e := range facts {
		if e.source != "" && e.target != "" {
			e.sentence = texts[sources[e]]
			c.edges = append(c.edges, *e)
		}
	}
	return nil
}

// take reads one quad of a statement.
func (e *netEdge) take(q quad.Quad) {
	o, isNode := q.Object.(quad.IRI)
	text := quad.ToString(q.Object)
	switch q.Predicate {
	case rdfSubject:
		e.source = string(o)
	case rdfObject:
		e.target = string(o)
	case rdfPredicate:
		e.predicate = string(o)
	case rdfsLabel:
		e.label = text
	case qwStatus:
		e.status = text
	case attributedTo:
		if e.speaker = text; isNode {
			e.speaker = string(o)
		}
	case semBegin, semEnd:
		t, ok := q.Object.(quad.Time)
		if !ok {
			return
		}
		if at := time.Time(t).UTC().Format(time.RFC3339); q.Predicate == quad.Value(semBegin) {
			e.begin = at
		} else {
			e.end = at
		}
	case qwProperty:
		e.property = string(o)
	case qwConfidence:
		if c, ok := q.Object.(quad.Float); ok {
			e.confidence = float64(c)
		}
	}
}

func (c *collector) close() error {
	n := network{edges: c.edges}
	slices.SortFunc(n.edges, func(a, b netEdge) int { return compareFacts(a.id, b.id) })
	used := map[quad.IRI]bool{}
	for i := range n.edges {
		used[quad.IRI(n.edges[i].source)], used[quad.IRI(n.edges[i].target)] = true, true
	}
	for id := range used {
		node := netNode{id: string(id), iri: c.ns.Expand(string(id)), label: c.names[id]}
		list := slices.SortedFunc(maps.Keys(c.classes[id]), func(a, b string) int { // the narrow class before the general one
			return cmp.Or(cmp.Compare(boolean(schema.General(a) == a), boolean(schema.General(b) == b)), strings.Compare(a, b))
		})
		if len(list) > 0 {
			node.class = list[0]
		}
		if node.label == "" {
			node.label = schema.UnescapeLocal(strings.TrimPrefix(string(id), "e:"))
		}
		n.nodes = append(n.nodes, node)
	}
	slices.SortFunc(n.nodes, func(a, b netNode) int { return strings.Compare(a.id, b.id) })
	return c.write(c.w, n)
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// columns are what an edge says beside its ends, by name.
func (e *netEdge) columns() [][2]string {
	return [][2]string{
		{"predicate", e.predicate},
		{"label", e.label},
		{"status", e.status},
		{"speaker", e.speaker},
		{"begin", e.begin},
		{"end", e.end},
		{"confidence", strconv.FormatFloat(e.confidence, 'g', -1, 64)},
		{"property", e.property},
		{"article", e.article},
		{"sentence", e.sentence},
	}
}

// xmlText escapes text for XML and leaves out what XML cannot hold.
func xmlText(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) //nolint:errcheck // a builder takes everything
	return b.String()
}

func writeGraphML(w io.Writer, n network) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
`)
	for _, key := range []string{"iri", "name", "class"} {
		fmt.Fprintf(out, "<key id=\"n_%s\" for=\"node\" attr.name=\"%s\" attr.type=\"string\"/>\n", key, key)
	}
	for _, c := range new(netEdge).columns() {
		kind := "string"
		if c[0] == "confidence" {
			kind = "double"
		}
		fmt.Fprintf(out, "<key id=\"e_%s\" for=\"edge\" attr.name=\"%s\" attr.type=\"%s\"/>\n", c[0], c[0], kind)
	}
	fmt.Fprintln(out, `<graph edgedefault="directed">`)
	for _, v := range n.nodes {
		fmt.Fprintf(out, "<node id=\"%s\"><data key=\"n_iri\">%s</data><data key=\"n_name\">%s</data><data key=\"n_class\">%s</data></node>\n", xmlText(v.id), xmlText(v.iri), xmlText(v.label), xmlText(v.class))
	}
	for i := range n.edges {
		e := &n.edges[i]
		fmt.Fprintf(out, "<edge id=\"%s\" source=\"%s\" target=\"%s\">", xmlText(e.id), xmlText(e.source), xmlText(e.target))
		for _, c := range e.columns() {
			if c[1] != "" {
				fmt.Fprintf(out, "<data key=\"e_%s\">%s</data>", c[0], xmlText(c[1]))
			}
		}
		fmt.Fprintln(out, "</edge>")
	}
	fmt.Fprintln(out, "</graph>\n</graphml>")
	return out.Flush()
}

func writeGEXF(w io.Writer, n network) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<graph defaultedgetype="directed">
<attributes class="node"><attribute id="iri" title="iri" type="string"/><attribute id="class" title="class" type="string"/></attributes>
<attributes class="edge">`)
	for _, c := range new(netEdge).columns() {
		kind := "string"
		if c[0] == "confidence" {
			kind = "double"
		}
		fmt.Fprintf(out, `<attribute id="%s" title="%s" type="%s"/>`, c[0], c[0], kind)
	}
	fmt.Fprintln(out, "</attributes>\n<nodes>")
	for _, v := range n.nodes {
		fmt.Fprintf(out, "<node id=\"%s\" label=\"%s\"><attvalues><attvalue for=\"iri\" value=\"%s\"/><attvalue for=\"class\" value=\"%s\"/></attvalues></node>\n", xmlText(v.id), xmlText(v.label), xmlText(v.iri), xmlText(v.class))
	}
	fmt.Fprintln(out, "</nodes>\n<edges>")
	for i := range n.edges {
		e := &n.edges[i]
		fmt.Fprintf(out, "<edge id=\"%s\" source=\"%s\" target=\"%s\" label=\"%s\"><attvalues>", xmlText(e.id), xmlText(e.source), xmlText(e.target), xmlText(strings.TrimPrefix(e.predicate, "r:")))
		for _, c := range e.columns() {
			if c[1] != "" {
				fmt.Fprintf(out, `<attvalue for="%s" value="%s"/>`, c[0], xmlText(c[1]))
			}
		}
		fmt.Fprintln(out, "</attvalues></edge>")
	}
	fmt.Fprintln(out, "</edges>\n</graph>\n</gexf>")
	return out.Flush()
}

// dotQuote writes a string of the language of Graphviz.
func dotQuote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ", "\r", " ").Replace(s) + `"`
}

func writeDOT(w io.Writer, n network) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, "digraph quadwire {\n  rankdir=LR;\n  node [shape=box, style=rounded];")
	for _, v := range n.nodes {
		fmt.Fprintf(out, "  %s [label=%s, URL=%s];\n", dotQuote(v.id), dotQuote(v.label), dotQuote(v.iri))
	}
	for i := range n.edges {
		e := &n.edges[i]
		style, label := "solid", strings.ReplaceAll(strings.TrimPrefix(e.predicate, "r:"), "_", " ")
		if e.status != string(schema.Asserted) && e.status != string(schema.Inferred) || e.speaker != "" {
			style, label = "dashed", label+" ("+e.status+")"
		}
		fmt.Fprintf(out, "  %s -> %s [label=%s, style=%s];\n", dotQuote(e.source), dotQuote(e.target), dotQuote(label), style)
	}
	fmt.Fprintln(out, "}")
	return out.Flush()
}

// writeNodes and writeEdges write the tables that Neo4j's import
// (neo4j-admin database import) and Gephi's take, by their column names.
func writeNodes(header ...string) func(io.Writer, network) error {
	return func(w io.Writer, n network) error {
		out := csv.NewWriter(w)
		if err := out.Write(header); err != nil {
			return err
		}
		for _, v := range n.nodes {
			if err := out.Write([]string{v.id, v.label, v.class, v.iri}); err != nil {
				return err
			}
		}
		out.Flush()
		return out.Error()
	}
}

func writeEdges(neo4j bool) func(io.Writer, network) error {
	return func(w io.Writer, n network) error {
		out := csv.NewWriter(w)
		header := []string{"Source", "Target", "Label", "Id"}
		if neo4j {
			header = []string{":START_ID", ":END_ID", ":TYPE", "fact"}
		}
		for _, c := range new(netEdge).columns() {
			name := c[0]
			if neo4j && name == "confidence" {
				name += ":double"
			}
			header = append(header, name)
		}
		if err := out.Write(header); err != nil {
			return err
		}
		for i := range n.edges {
			e := &n.edges[i]
			row := []string{e.source, e.target, strings.TrimPrefix(e.predicate, "r:"), e.id}
			for _, c := range e.columns() {
				row = append(row, c[1])
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
		out.Flush()
		return out.Error()
	}
}

// A trigSink writes named graphs as TriG, with prefixes.
type trigSink struct {
	out *bufio.Writer
	ns  schema.Namespaces
}

func openTriG(w io.Writer, ns schema.Namespaces) sink {
	t := &trigSink{bufio.NewWriterSize(w, 1<<16), ns}
	for _, n := range ns.List() {
		fmt.Fprintf(t.out, "@prefix %s: <%s> .\n", n.Prefix, n.Full)
	}
	return t
}

func (t *trigSink) term(v quad.Value) string {
	if iri, ok := v.(quad.IRI); ok {
		prefix, local, found := strings.Cut(string(iri), ":")
		if found && plainLocal(local) && t.ns.Expand(string(iri)) != string(iri) {
			return prefix + ":" + local
		}
	}
	var b strings.Builder
	writeTerm(&b, v, t.ns)
	return b.String()
}

func (t *trigSink) graph(quads []quad.Quad) error {
	if len(quads) == 0 {
		return nil
	}
	label := quads[0].Label
	if label != nil {
		fmt.Fprintf(t.out, "%s {\n", t.term(label))
	}
	var subject quad.Value
	for i, q := range sorted(quads, t.ns) {
		object := t.term(typed(q.Object, q.Predicate))
		if i > 0 && q.Subject == subject {
			fmt.Fprintf(t.out, " ;\n    %s %s", t.term(q.Predicate), object)
			continue
		}
		if i > 0 {
			fmt.Fprint(t.out, " .\n")
		}
		subject = q.Subject
		fmt.Fprintf(t.out, "  %s %s %s", t.term(subject), t.term(q.Predicate), object)
	}
	fmt.Fprint(t.out, " .\n")
	if label != nil {
		fmt.Fprint(t.out, "}\n")
	}
	return nil
}

func (t *trigSink) close() error { return t.out.Flush() }

// plainLocal reports a local name that Turtle takes without escapes.
func plainLocal(s string) bool {
	for i, r := range s {
		if letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_'; !letter && (i == 0 || (r < '0' || r > '9') && r != '-') {
			return false
		}
	}
	return s != ""
}

// isProvenance reports quads that say where facts come from rather than what
// is: statements, sentences, the article.
func isProvenance(q quad.Quad) bool {
	s, _ := q.Subject.(quad.IRI)
	return !strings.HasPrefix(string(s), "e:")
}
