package graph_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/graph/internal/testkit"
	"github.com/quadwire/quadwire/schema"
)

func namespaces(t testing.TB) schema.Namespaces {
	ns, err := schema.NewNamespaces("")
	if err != nil {
		t.Fatal(err)
	}
	return ns
}

func read(t testing.TB, text string) (list []quad.Quad, err error) {
	for q, err := range graph.ReadNQuads(strings.NewReader(text), namespaces(t)) {
		if err != nil {
			return list, err
		}
		list = append(list, q)
	}
	return list, nil
}

// TestReadNQuads has what the grammar of N-Quads allows, each in the way of one
// of W3C's tests.
func TestReadNQuads(t *testing.T) {
	s, p, o := quad.IRI("http://x/s"), quad.IRI("http://x/p"), quad.IRI("http://x/o")
	object := func(v quad.Value) []quad.Quad { return []quad.Quad{{Subject: s, Predicate: p, Object: v}} }
	for text, want := range map[string][]quad.Quad{
		"": nil, "\n\n": nil, "# only a comment": nil, " \t# another\n": nil,
		"<http://x/s> <http://x/p> <http://x/o> .":                                         object(o),
		"<http://x/s><http://x/p><http://x/o>.":                                            object(o),
		"\t<http://x/s>  <http://x/p>\t<http://x/o>\t. # comment <x>\r\n\r":                object(o),
		"<http://x/s> <http://x/p> <http://x/o> <http://x/g> .\n":                          {{Subject: s, Predicate: p, Object: o, Label: quad.IRI("http://x/g")}},
		"<http://x/s> <http://x/p> \"a\" _:g .":                                            {{Subject: s, Predicate: p, Object: quad.String("a"), Label: quad.BNode("g")}},
		"_:a<http://x/p>_:1b.c.":                                                           {{Subject: quad.BNode("a"), Predicate: p, Object: quad.BNode("1b.c")}},
		"_:a:b.-é <http://x/p> _:東 .":                                                      {{Subject: quad.BNode("a:b.-é"), Predicate: p, Object: quad.BNode("東")}},
		`<http://x/s> <http://x/p> <http://x/\u00E9\U0001F600> .`:                          object(quad.IRI("http://x/é😀")),
		`<http://x/s> <http://x/p> <scheme:!$%25&'()*+,-./0123:/@_~?#> .`:                  object(quad.IRI("scheme:!$%25&'()*+,-./0123:/@_~?#")),
		`<http://x/s> <http://x/p> "" .`:                                                   object(quad.String("")),
		`<http://x/s> <http://x/p> " \t\b\n\r\f\"\'\\ \u0041\U0001F600 " .`:                object(quad.String(" \t\b\n\r\f\"'\\ A😀 ")),
		"<http://x/s> <http://x/p> \"\x00\t\x0b\x0c\x7f é\" .":                             object(quad.String("\x00\t\x0b\x0c\x7f é")),
		`<http://x/s> <http://x/p> "x"@en .`:                                               object(quad.LangString{Value: "x", Lang: "en"}),
		`<http://x/s> <http://x/p> "x"@en-GB-x1.`:                                          object(quad.LangString{Value: "x", Lang: "en-GB-x1"}),
		`<http://x/s> <http://x/p> "x"^^<http://x/t> .`:                                    object(quad.TypedString{Value: "x", Type: "http://x/t"}),
		`<http://x/s> <http://x/p> "12"^^<http://www.w3.org/2001/XMLSchema#integer> .`:     object(quad.Int(12)),
		`<http://x/s> <http://x/p> "twelve"^^<http://www.w3.org/2001/XMLSchema#integer> .`: object(quad.TypedString{Value: "twelve", Type: "xsd:integer"}),
		`<https://quadwire.example/e/Beijing> <http://x/p> <urn:x-local:loose> .`:          {{Subject: quad.IRI("e:Beijing"), Predicate: p, Object: quad.IRI("loose")}},
		"<http://x/s> <http://x/p> \"1\" .\n\n# and\n<http://x/s> <http://x/p> \"2\" .":    append(object(quad.String("1")), object(quad.String("2"))...),
	} {
		got, err := read(t, text)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%q: %v\n%s", text, err, diff)
		}
	}
}

// TestReadBadNQuads has what it does not allow, and says where the first fault is.
func TestReadBadNQuads(t *testing.T) {
	for text, want := range map[string]string{
		`<http://x/ s> <http://x/p> <http://x/o> .`:                          `line 1, column 11: an IRI cannot have the character ' '`,
		"\n# x\n" + `<http://x/s> <http://x/\u00ZZ> <http://x/o> .`:          `line 3, column 24: \u needs 4 hexadecimal digits`,
		`<http://x/s> <http://x/p> <http://x/\U00ZZ1111> .`:                  `column 37: \U needs 8`,
		`<http://x/s> <http://x/p> <http://x/\n> .`:                          `column 37: \ must begin`,
		`<http://x/s> <http://x/p> <http://x/\u0020> .`:                      `cannot have the character ' ', escaped or not`,
		`<http://x/s> <http://x/p> <http://x/\uD800> .`:                      `is no character of Unicode`,
		`<s> <http://x/p> <http://x/o> .`:                                    `column 1: the IRI <s> is relative`,
		`<http://x/s> <p> <http://x/o> .`:                                    `column 14: the IRI <p> is relative`,
		`<http://x/s> <http://x/p> <o> .`:                                    `column 27: the IRI <o> is relative`,
		`<http://x/s> <http://x/p> <http://x/o> <g> .`:                       `column 40: the IRI <g> is relative`,
		`<http://x/s> <http://x/p> "x"^^<t> .`:                               `the IRI <t> is relative`,
		`@prefix : <http://x/> .`:                                            `column 1: the subject must be`,
		`<http://x/s> <http://x/p> <http://x/o>, <http://x/o2> .`:            `column 39: the graph must be`,
		`<http://x/s> <http://x/p> <http://x/o>; <http://x/p2> "x" .`:        `column 39: the graph must be`,
		`"s" <http://x/p> <http://x/o> .`:                                    `the subject must be`,
		`<http://x/s> "p" <http://x/o> .`:                                    `column 14: the predicate must be an IRI`,
		`<http://x/s> _:p <http://x/o> .`:                                    `the predicate must be an IRI`,
		`<http://x/s> <http://x/p> "x"@1 .`:                                  `column 30: the language must look like`,
		`<http://x/s> <http://x/p> "x"@en- .`:                                `the language must look like`,
		`<http://x/s> <http://x/p> "a\zb" .`:                                 `column 29: no such escape`,
		`<http://x/s> <http://x/p> "\uWXYZ" .`:                               `\u needs 4`,
		`<http://x/s> <http://x/p> "\U0000WXYZ" .`:                           `\U needs 8`,
		`<http://x/s> <http://x/p> "\U00110000" .`:                           `no character of Unicode`,
		`<http://x/s> <http://x/p> "abc' .`:                                  `column 27: the literal has no end`,
		`<http://x/s> <http://x/p> 'abc' .`:                                  `column 27: the object must be`,
		`<http://x/s> <http://x/p> """abc""" .`:                              `column 29: the graph must be`,
		`<http://x/s> <http://x/p> 1.0 .`:                                    `the object must be`,
		`<http://x/s> <http://x/p> "x"^^xsd:string .`:                        `the datatype must be`,
		"<http://x/s> <http://x/p> \"a\nb\" .":                               `line 1, column 27: the literal has no end`,
		"<http://x/s> <http://x/p> \"a\rb\" .":                               `must be written \r`,
		`<http://x/s> <http://x/p> <http://x/o> "g" .`:                       `column 40: the graph must be`,
		`<http://x/s> <http://x/p> <http://x/o> "g"@en .`:                    `the graph must be`,
		`<http://x/s> <http://x/p> <http://x/o> <http://x/g> <http://x/h> .`: `column 53: a full stop must end`,
		`<http://x/s> <http://x/p> <http://x/o>`:                             `column 39: the graph must be`,
		`<http://x/s> <http://x/p> <http://x/o> . <http://x/s>`:              `column 42: nothing but a comment`,
		`<http://x/s> <http://x/p> <http://x/o`:                              `column 27: the IRI has no end`,
		`<http://x/s> <http://x/p> _: .`:                                     `column 27: the blank node has no label`,
		`<http://x/s> <http://x/p> _:-a .`:                                   `the blank node has no label`,
		`<http://x/é> <http://x/p> "` + "\xff" + `" .`:                       `column 28: a byte that is not UTF-8`,
		`<<_:a <http://x/p> _:b>> <http://x/p> "x" .`:                        `cannot have the character '<'`,
		`<http://x/s>`: `column 13: the predicate must be`,
	} {
		got, err := read(t, text)
		if err == nil || !errors.Is(err, graph.ErrData) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, error %v, want one with %q", text, got, err, want)
		}
	}
}

// FuzzReadNQuads: what is read can be written and read again, and is the same.
func FuzzReadNQuads(f *testing.F) {
	f.Add("<http://x/s> <http://x/p> \"x\\u0041\"@en <http://x/g> . # x\n_:a <http://x/p> \"1\"^^<http://www.w3.org/2001/XMLSchema#double> .")
	ns := namespaces(f)
	write := func(t *testing.T, quads []quad.Quad) string {
		var b bytes.Buffer
		if err := graph.WriteNQuads(&b, quads, ns); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	f.Fuzz(func(t *testing.T, text string) {
		quads, err := read(t, text)
		if err != nil {
			return
		}
		once := write(t, quads)
		again, err := read(t, once)
		if err != nil {
			t.Fatalf("%q was written as %q: %v", text, once, err)
		}
		if twice := write(t, again); once != twice {
			t.Errorf("%q\n%s%s", text, once, twice)
		}
	})
}

// TestNodeParsers has two parsers of JavaScript, one of them Oxigraph's in
// WebAssembly, read an export and write it again.
func TestNodeParsers(t *testing.T) {
	folder := testkit.Node(t, "n3@1.26.0", "oxigraph@0.4.11")
	s := open(t, graph.Config{})
	load(t, s, article("one"), oddArticle())
	want := export(t, s, "nquads", "")
	file := filepath.Join(t.TempDir(), "graph.nq")
	if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, script := range map[string]string{
		"n3": `const n3 = require("n3"), text = require("fs").readFileSync(process.argv[1], "utf8");
			const w = new n3.Writer({format: "N-Quads"});
			w.addQuads(new n3.Parser({format: "N-Quads"}).parse(text));
			w.end((e, out) => { if (e) throw e; process.stdout.write(out); });`,
		"oxigraph": `const ox = require("oxigraph"), text = require("fs").readFileSync(process.argv[1], "utf8");
			const store = new ox.Store();
			store.load(text, {format: "application/n-quads"});
			process.stdout.write(store.dump({format: "application/n-quads"}));`,
	} {
		run := exec.CommandContext(t.Context(), "node", "-e", script, file)
		run.Dir = folder
		var stderr bytes.Buffer
		run.Stderr = &stderr
		out, err := run.Output()
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, stderr.String())
			continue
		}
		quads, err := read(t, string(out))
		if err != nil {
			t.Errorf("what %s wrote: %v", name, err)
			continue
		}
		var b bytes.Buffer
		if err := graph.WriteNQuads(&b, quads, s.Namespaces()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(b.String(), "\n")); diff != "" {
			t.Errorf("%s read other quads:\n%s", name, diff)
		}
	}
}
