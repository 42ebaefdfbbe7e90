package server_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/graph/server"
	"github.com/quadwire/quadwire/schema"
)

func ask(t *testing.T, s *httptest.Server, method, path, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := s.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

const visits = `g.V("<e:Lee_Jae_Myung>").out("<r:visited>").all()`

func TestAPI(t *testing.T) {
	s := demoServer(t, server.Options{QueryTimeout: 500 * time.Millisecond})
	for _, test := range []struct {
		name, method, path, body string
		status                   int
		want                     string
	}{
		{"version 1", "POST", "/api/v1/query/gizmo", visits, 200, "<e:China>"},
		{"version 1 of the web UI", "POST", "/api/v1/query/gizmo/", visits, 200, "<e:China>"},
		{"version 2", "POST", "/api/v2/query?lang=gizmo", visits, 200, "<e:China>"},
		{"version 2 by GET", "GET", "/api/v2/query?lang=gizmo&qu=" + url.QueryEscape(visits), "", 200, "<e:China>"},
		{"shape", "POST", "/api/v1/shape/gizmo", visits, 200, `"nodes"`},
		{"read", "GET", "/api/v2/read?sub=" + url.QueryEscape("<e:China>"), "", 200, "https://quadwire.example/e/China"},
		{"formats", "GET", "/api/v2/formats", "", 200, "nquads"},
		{"health", "GET", "/healthz", "", 200, ""},
		{"the page", "GET", "/", "", 200, "quadwire"},
		{"syntax error", "POST", "/api/v2/query?lang=gizmo", "g.V(.all()", 400, "line 1, column 5"},
		{"empty query", "POST", "/api/v1/query/gizmo", "", 400, "empty"},
		{"other language", "POST", "/api/v2/query?lang=graphql", visits, 400, "only gizmo"},
		{"endless loop", "POST", "/api/v1/query/gizmo", "while(true){}", 0, "stopped after 500ms"},
		{"endless shape", "POST", "/api/v1/shape/gizmo", "g.V(.all()", 400, "line 1"},
		{"what crashes Cayley", "POST", "/api/v1/query/gizmo", `g.V().out(regex("x")).all()`, 400, "takes predicates"},
		{"too large", "POST", "/api/v2/query?lang=gizmo", strings.Repeat("/", 3<<20), 413, ""},
		{"write", "POST", "/api/v2/write", "<a> <b> <c> <d> .", 403, "--write"},
		{"delete", "POST", "/api/v2/delete", "<a> <b> <c> <d> .", 403, "--write"},
		{"no such page", "GET", "/nothing", "", 404, "/nothing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, body := ask(t, s, test.method, test.path, test.body)
			if test.status != 0 && status != test.status || test.status == 0 && status < 400 {
				t.Errorf("status %d, want %d: %s", status, test.status, body)
			}
			if !strings.Contains(body, test.want) {
				t.Errorf("%q is not in %s", test.want, body)
			}
			if status >= 400 {
				var e struct{ Error string }
				if err := json.Unmarshal([]byte(body), &e); err != nil || e.Error == "" {
					t.Errorf("no JSON error: %s", body)
				}
			}
			// The next one is answered.
			if status, body := ask(t, s, "POST", "/api/v1/query/gizmo", visits); status != 200 || !strings.Contains(body, "e:China") {
				t.Errorf("afterwards: %d %s", status, body)
			}
		})
	}
}

// TestWrite: with Write clients change the store, and what they write is
// checked.
func TestWrite(t *testing.T) {
	s := demoServer(t, server.Options{Write: true})
	const line = "<https://quadwire.example/e/Lee_Jae_Myung> <https://quadwire.example/r/visited> <https://quadwire.example/e/Mars> <https://quadwire.example/a/test> .\n"
	has := func() bool {
		_, body := ask(t, s, "POST", "/api/v1/query/gizmo", visits)
		return strings.Contains(body, "e:Mars")
	}
	if status, body := ask(t, s, "POST", "/api/v2/write", line); status != 200 || !has() {
		t.Fatalf("write: %d %s", status, body)
	}
	if status, body := ask(t, s, "POST", "/api/v2/delete", line); status != 200 || has() {
		t.Fatalf("delete: %d %s", status, body)
	}
	if status, body := ask(t, s, "POST", "/api/v2/write", "no quads"); status != 400 {
		t.Errorf("rubbish: %d %s", status, body)
	}
}

// TestPages: entities and articles dereference, as HTML for people and as
// quads for programs.
func TestPages(t *testing.T) {
	r := visit("one")
	r.Entities = append(r.Entities, extract.Entity{ID: schema.EntityID("AC/DC, <b>"), Name: "AC/DC, <b>", Type: "Organization"})
	s := start(t, open(t, r), server.Options{})
	const html, nquads = "text/html,application/xhtml+xml", "application/n-quads"
	for _, c := range []struct {
		path, accept string
		status       int
		want         []string
	}{
		{"/e/Lee_Jae_Myung", html, 200, []string{"<h1>Lee Jae Myung</h1>", "Lee Jae Myung visited Beijing", `href="/e/Xi_Jinping"`, `href="/a/one"`, "Lee visited Beijing on Monday.", "Lee visits Beijing &amp; &lt;meets&gt; Xi"}},
		{"/e/North_Korea", html, 200, []string{`<span class="status">denied</span>`, `says <a href="/e/Wi_Sung-lac">Wi Sung-lac</a>`}},
		{"/e/AC%2FDC%2C_%3Cb%3E", html, 200, []string{"<h1>AC/DC, &lt;b&gt;</h1>"}},
		{"/e/Lee_Jae_Myung", nquads, 200, []string{"<https://quadwire.example/e/Lee_Jae_Myung> <https://quadwire.example/r/visited> <https://quadwire.example/e/Beijing> <https://quadwire.example/a/one> .\n", "#f3> <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> <https://quadwire.example/e/Lee_Jae_Myung>"}},
		{"/e/Lee_Jae_Myung?format=jsonld", "*/*", 200, []string{"@graph"}},
		{"/e/Lee_Jae_Myung", "application/json", 200, []string{`"name":"Lee Jae Myung"`, `"status":"asserted"`}},
		{"/e/Nobody", html, 404, []string{"e:Nobody is not in the store"}},
		{"/e/Lee_Jae_Myung?format=gml", "*/*", 400, []string{"choose one of"}},
		{"/a/one", html, 200, []string{"<h1>Lee visits Beijing &amp; &lt;meets&gt; Xi</h1>", `href="/e/Lee_Jae_Myung"`, `<span class="status">claimed</span>`}},
		{"/a/one", "application/ld+json", 200, []string{"@graph"}},
		{"/a/none", html, 404, []string{"no such article"}},
	} {
		status, body := send(t, "GET", s.URL+c.path, "", "Accept", c.accept)
		if status != c.status {
			t.Errorf("%s: %d %.300s", c.path, status, body)
		}
		for _, want := range c.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s as %s: no %s in\n%s", c.path, c.accept, want, body)
			}
		}
	}
}
