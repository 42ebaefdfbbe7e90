package graph_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/schema"
)

// networkStore has two entities of awkward names and a claim between them.
func networkStore(t *testing.T) *graph.Store {
	s := open(t, graph.Config{})
	odd := article("odd")
	a := extract.Term{ID: schema.EntityID(`R&D "<50%>"`), Name: `R&D "<50%>", Inc.`, Type: "Corporation"}
	b := odd.Facts[0].Object
	odd.Entities = append(odd.Entities, extract.Entity{ID: a.ID, Name: a.Name, Type: "Corporation"})
	odd.Facts = append(odd.Facts, extract.Fact{
		Number: 4, Sentence: 1, Subject: a, Predicate: extract.Predicate{ID: "r:based_in"}, Object: b, Label: "R&D is based in Beijing\n\"so\" \x00",
		Status: schema.Claimed, AttributedTo: &odd.Facts[0].Subject, Confidence: 0.5,
	})
	load(t, s, odd, article("one"))
	return s
}

// TestNetworkFormats: what programs for networks read is well formed, names
// every node that an edge has, and keeps claims apart.
func TestNetworkFormats(t *testing.T) {
	s := networkStore(t)
	for _, name := range []string{"graphml", "gexf"} {
		text := export(t, s, name, "")
		nodes, ends, data := map[string]bool{}, map[string]int{}, ""
		for d := xml.NewDecoder(strings.NewReader(text)); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v\n%s", name, err, text)
			}
			switch e := token.(type) {
			case xml.StartElement:
				for _, a := range e.Attr {
					switch {
					case e.Name.Local == "node" && a.Name.Local == "id":
						nodes[a.Value] = true
					case e.Name.Local == "edge" && (a.Name.Local == "source" || a.Name.Local == "target"):
						ends[a.Value]++
					case a.Name.Local == "value":
						data += a.Value + "\n"
					}
				}
			case xml.CharData:
				data += string(e) + "\n"
			}
		}
		for _, id := range []string{"e:Lee_Jae_Myung", "e:Beijing", schema.EntityID(`R&D "<50%>"`)} {
			if !nodes[id] {
				t.Errorf("%s: no node %s in %v", name, id, nodes)
			}
		}
		sum := 0
		for id, n := range ends {
			if sum += n; !nodes[id] {
				t.Errorf("%s: an edge leads to %s, which is no node", name, id)
			}
		}
		if len(nodes) != 3 || sum != 6 {
			t.Errorf("%s: %d nodes and %d ends, want 3 and 6\n%s", name, len(nodes), sum, text)
		}
		for _, want := range []string{"claimed", "asserted", "2026-01-05T00:00:00Z", "Lee visited Beijing on Monday.", "a:odd", "City"} {
			if !strings.Contains(data, want) {
				t.Errorf("%s: no %q", name, want)
			}
		}
	}
	for name, want := range map[string]struct {
		header []string
		rows   int
	}{
		"neo4j-nodes": {[]string{":ID", "name", ":LABEL", "iri"}, 3},
		"gephi-nodes": {[]string{"Id", "Label", "class", "iri"}, 3},
		"neo4j-edges": {[]string{":START_ID", ":END_ID", ":TYPE", "fact"}, 3},
		"gephi-edges": {[]string{"Source", "Target", "Label", "Id"}, 3},
	} {
		rows, err := csv.NewReader(strings.NewReader(export(t, s, name, ""))).ReadAll()
		if err != nil || len(rows) != want.rows+1 {
			t.Fatalf("%s: %d rows, %v", name, len(rows), err)
		}
		if diff := cmp.Diff(want.header, rows[0][:len(want.header)]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	rows, _ := csv.NewReader(strings.NewReader(export(t, s, "neo4j-edges", "one"))).ReadAll()
	if diff := cmp.Diff([]string{
		"e:Lee_Jae_Myung", "e:Beijing", "visited", "a:one#f1", "r:visited", "Lee Jae Myung visited Beijing", "asserted", "",
		"2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z", "0.93", "", "a:one", "Lee visited Beijing on Monday.",
	}, rows[1]); diff != "" {
		t.Error(diff)
	}
	dot := export(t, s, "dot", "")
	if !strings.Contains(dot, `"e:Lee_Jae_Myung" -> "e:Beijing" [label="visited", style=solid];`) || !strings.Contains(dot, `[label="based in (claimed)", style=dashed];`) {
		t.Error(dot)
	}
	if _, err := exec.LookPath("dot"); err == nil {
		run := exec.CommandContext(t.Context(), "dot", "-Tsvg")
		run.Stdin = strings.NewReader(dot)
		if out, err := run.CombinedOutput(); err != nil || strings.Contains(string(out), "syntax error") {
			t.Errorf("dot: %v %s", err, out)
		}
	}
}

// TestTriG: another parser reads the same quads out of TriG as out of N-Quads.
func TestTriG(t *testing.T) {
	s := networkStore(t)
	if _, err := exec.LookPath("serdi"); err != nil {
		t.Skip("serdi is not installed (.ci/run installs it)")
	}
	read := func(syntax, text string) string {
		run := exec.CommandContext(t.Context(), "serdi", "-i", syntax, "-o", "nquads", "-")
		run.Stdin = strings.NewReader(text)
		var stderr bytes.Buffer
		run.Stderr = &stderr
		out, err := run.Output()
		if err != nil || stderr.Len() > 0 {
			t.Fatalf("serdi %s: %v %s", syntax, err, stderr.String())
		}
		return string(out)
	}
	if diff := cmp.Diff(read("nquads", export(t, s, "nquads", "")), read("trig", export(t, s, "trig", ""))); diff != "" {
		t.Error(diff)
	}
}

// TestSelection: one entity with all that is said of it, and a graph without
// provenance.
func TestSelection(t *testing.T) {
	s := networkStore(t)
	write := func(format string, what graph.Selection) (string, error) {
		var b bytes.Buffer
		err := s.Export(t.Context(), &b, format, what)
		return b.String(), err
	}
	of, err := write("nquads", graph.Selection{Entity: "e:Beijing"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"e/Lee_Jae_Myung> <https://quadwire.example/r/visited> <https://quadwire.example/e/Beijing> <https://quadwire.example/a/one>",
		"a/one#f1> <https://quadwire.example/ns#status> \"asserted\"",
		"nif-core#isString> \"Lee visited Beijing on Monday.\"",
		"e/Lee_Jae_Myung> <http://www.w3.org/2000/01/rdf-schema#label> \"Lee Jae Myung\"",
	} {
		if !strings.Contains(of, want) {
			t.Errorf("no %s in\n%s", want, of)
		}
	}
	if strings.Contains(of, "r/paid") {
		t.Error("a fact of somebody else is in it")
	}
	for _, what := range []graph.Selection{{Bare: true}, {Bare: true, Entity: "e:Beijing"}, {Bare: true, Article: "odd"}} {
		bare, err := write("nquads", what)
		if err != nil || !strings.Contains(bare, "r/visited> ") || strings.Contains(bare, "Statement") || strings.Contains(bare, "#f1") || strings.Contains(bare, "based_in") {
			t.Errorf("%+v: %v\n%s", what, err, bare)
		}
	}
	for want, what := range map[error]graph.Selection{
		graph.ErrNoEntity:  {Entity: "e:Nobody"},
		graph.ErrNoArticle: {Article: "nobody"},
		graph.ErrData:      {Entity: "e:Beijing", Article: "one"},
	} {
		if text, err := write("nquads", what); !errors.Is(err, want) || text != "" {
			t.Errorf("%+v: %v %q", what, err, text)
		}
	}
	if text, err := write("gexf", graph.Selection{Bare: true}); !errors.Is(err, graph.ErrData) || text != "" {
		t.Errorf("a network without statements: %v %q", err, text)
	}
}
