package graph

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/quadwire/quadwire/schema"
)

// A NamedQuery is a query that comes with the program: "@timeline NAME".
type NamedQuery struct {
	Name   string
	Args   []string // names of its arguments; "[NAME]" may be left out
	Help   string
	script string // ARG0, ARG1: the arguments as nodes; HAS0 is true where the first is given
}

// NamedQueries are all of them.
var NamedQueries = []NamedQuery{
	{"articles", nil, "the articles, with date and headline", `g.V("<schema:NewsArticle>").in("<rdf:type>").saveOpt("<schema:datePublished>","date").saveOpt("<schema:headline>","headline").saveOpt("<qw:duplicateOf>","copyOf").all()`},
	{"facts", []string{"NAME"}, "what is said of somebody or something", statement + `emit(g.V(...ARG0).in(["<rdf:subject>","<rdf:object>"]).unique());`},
	{"timeline", []string{"NAME"}, "the same in the order of time, of what has a time", statement + `emit(g.V(...ARG0).in(["<rdf:subject>","<rdf:object>"]).has("<sem:hasBeginTimeStamp>").unique(), "begin");`},
	{"between", []string{"A", "B"}, "what is said of both in one fact", statement + `emit(g.V(...ARG0).in(["<rdf:subject>","<rdf:object>"]).and(g.V(...ARG1).in(["<rdf:subject>","<rdf:object>"])).unique());`},
	{"claims", []string{"[SPEAKER]"}, "who says what that the articles do not say themselves", statement + `emit(HAS0 ? g.V(...ARG0).in("<prov:wasAttributedTo>") : g.V(` + notAsserted + `).in("<qw:status>").has("<prov:wasAttributedTo>"));`},
	{"denials", nil, "what somebody denies", statement + `emit(g.V("denied").in("<qw:status>"));`},
	{"neighbors", []string{"NAME"}, "with whom and what it is in facts, and how often", `var n = {}, me = ARG0;
g.V(...me).in(["<rdf:subject>","<rdf:object>"]).unique().out(["<rdf:subject>","<rdf:object>"]).forEach(function(r){ if (me.indexOf(r.id) < 0) { n[r.id] = (n[r.id] || 0) + 1; } });
Object.keys(n).sort(function(a, b){ return n[b] - n[a] || (a < b ? -1 : 1); }).forEach(function(k){ if (/^<e:/.test(k)) { g.emit({id: k, facts: n[k]}); } });`},
	{"relation", []string{"RELATION"}, "who is in a relation to whom: @relation visited", `g.V(known(REL0)).in("<rdf:predicate>").has("<qw:status>","asserted","inferred").save("<rdf:subject>","subject").save("<rdf:object>","object").saveOpt("<rdfs:label>","fact").all()`},
	{"speakers", nil, "who says how much", `var n = {};
g.V(` + notAsserted + `).in("<qw:status>").out("<prov:wasAttributedTo>").forEach(function(r){ n[r.id] = (n[r.id] || 0) + 1; });
Object.keys(n).sort(function(a, b){ return n[b] - n[a] || (a < b ? -1 : 1); }).forEach(function(k){ g.emit({id: k, claims: n[k]}); });`},
}

// notAsserted are the statuses of what somebody says. A query that begins with
// them need not look at every statement.
const notAsserted = `"claimed","denied","doubted","negated","planned","possible"`

// statement shows statement nodes as rows, in an order of their own, with the sentences that they are from.
const statement = `function emit(path, key){ var rows = [], sentences = {};
path.tag("of").out("<prov:wasDerivedFrom>").save("<nif:isString>","text").forEach(function(r){ sentences[r.of] = r.text; });
path.saveOpt("<rdfs:label>","fact").saveOpt("<qw:status>","status").saveOpt("<prov:wasAttributedTo>","speaker").saveOpt("<sem:hasBeginTimeStamp>","begin").saveOpt("<qw:timeText>","time").saveOpt("<qw:confidence>","confidence").forEach(function(r){ if (r.id in sentences) { r.sentence = sentences[r.id]; } rows.push(r); });
function k(r){ return (key ? String(r[key]) : "") + " " + String(r.id).replace(/\d+>?$/, function(d){ return ("000000" + parseInt(d, 10)).slice(-7); }); }
rows.sort(function(a, b){ var x = k(a), y = k(b); return x < y ? -1 : x > y ? 1 : 0; });
rows.forEach(function(r){ g.emit(r); }); }
`

// FindNamed gives the query of a name.
func FindNamed(name string) (NamedQuery, bool) {
	for _, q := range NamedQueries {
		if q.Name == name {
			return q, true
		}
	}
	return NamedQuery{}, false
}

// Usage is how the query is written: "@between A B".
func (q NamedQuery) Usage() string {
	return strings.Join(append([]string{"@" + q.Name}, q.Args...), " ")
}

// Script makes the Gizmo script of the query for arguments: entities by IRI
// ("e:China") or name, a relation by IRI ("r:visited") or name.
func (q NamedQuery) Script(args ...string) (string, error) {
	least := 0
	for _, a := range q.Args {
		if !strings.HasPrefix(a, "[") {
			least++
		}
	}
	if len(args) < least || len(args) > len(q.Args) {
		return "", fmt.Errorf("%w: write %s: %s", ErrQuery, q.Usage(), q.Help)
	}
	script := strings.ReplaceAll(q.script, "HAS0", fmt.Sprint(len(args) > 0))
	if len(q.Args) > 0 {
		script = who + script
	}
	for i := range q.Args {
		node, relation := "null", "null"
		if i < len(args) {
			if strings.TrimSpace(args[i]) == "" {
				return "", fmt.Errorf("%w: a name is empty: write %s: %s", ErrQuery, q.Usage(), q.Help)
			}
			node, relation = quoted(args[i], "e:", schema.EntityID), quoted(args[i], "r:", schema.RelationID)
			name := strings.Trim(strings.TrimSpace(args[i]), "<>")
			if local, ok := strings.CutPrefix(name, "e:"); ok {
				name = schema.UnescapeLocal(local)
			}
			node = fmt.Sprintf("who(%s, %s)", node, jsText(name))
		}
		script = strings.ReplaceAll(script, fmt.Sprintf("ARG%d", i), node)
		script = strings.ReplaceAll(script, fmt.Sprintf("REL%d", i), relation)
	}
	return script, nil
}

// quoted writes an IRI or a name as a node in a script.
func quoted(arg, prefix string, id func(string) string) string {
	arg = strings.Trim(strings.TrimSpace(arg), "<>")
	if !strings.HasPrefix(arg, prefix) {
		arg = id(arg)
	}
	return jsText("<" + arg + ">")
}

func jsText(s string) string {
	text, err := json.Marshal(s)
	if err != nil { // a string always can be written
		return `""`
	}
	return string(text)
}

// who finds the entities of a name: the one of that IRI or those that are called
// so. known is for relations.
const who = `function there(path) { return (path.limit(1).toArray() || []).length > 0; }
function who(iri, name) {
  if (there(g.V(iri).in()) || there(g.V(iri).out())) { return [iri]; }
  var found = g.V(str(name)).in(["<rdfs:label>", "<skos:altLabel>"]).unique().toArray() || [];
  if (found.length) { return found; }
  var words = name.split(/[^A-Za-z0-9\u00c0-\uffff]+/).filter(function(w){ return w.length > 1; });
  var like = words.length ? g.V().filter(regex("(?i)(^|\\W)" + words.join("\\W+(\\S+\\W+)?"))).in(["<rdfs:label>", "<skos:altLabel>"]).has("<rdf:type>").unique().limit(200).toArray() || [] : [];
  like = like.filter(function(i){ return /^<e:/.test(i); }).map(function(i){ return i.slice(1, -1); });
  var same = like.filter(function(i){ return i.slice(2).replace(/_/g, " ").toLowerCase() === name.toLowerCase(); });
  if (same.length === 1) { return ["<" + same[0] + ">"]; }
  like.sort(function(a, b){ return a.length - b.length || (a < b ? -1 : 1); });
  throw new Error("nobody and nothing in the store is called " + name + (like.length ? ": there is " + like.slice(0, 5).join(", ") : ": names are written as in the articles, or as e:Name"));
}
function known(iri) {
  if (!there(g.V(iri).in("<rdf:predicate>"))) { throw new Error("no fact of the store has the relation " + iri); }
  return iri;
}
`
