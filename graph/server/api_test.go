package server_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
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
	r.Header.Set("Authorization", "Bearer "+token)
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
	s := demoServer(t, server.Options{Write: true, Token: token})
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

// reading gives options for a server that reads articles.
func reading(t *testing.T, o server.Options) server.Options {
	t.Helper()
	x, err := extract.New(extract.Options{MinConfidence: extract.LeastConfidence})
	if err != nil {
		t.Fatal(err)
	}
	o.Extract = x.Extract
	return o
}

// TestArticles: articles are read, stored, listed, exported and forgotten over
// HTTP; nothing changes without the token.
func TestArticles(t *testing.T) {
	s := start(t, open(t, visit("one")), reading(t, server.Options{Write: true, Token: token}))
	const text, berlin = "Portuguese President Marta Silva visited Berlin on Monday.", "<https://quadwire.example/e/Marta_Silva> <https://quadwire.example/r/visited> <https://quadwire.example/e/Berlin>"
	const asJSON = `{"id":"silva","text":"` + text + `","date":"2026-01-06","headline":"Silva in Berlin","url":"https://news.example/1"}`
	step := func(method, path, body string, status int, want string, headers ...string) {
		t.Helper()
		if got, answer := send(t, method, s.URL+path, body, headers...); got != status || !strings.Contains(answer, want) {
			t.Errorf("%s %s: %d %.600s\nwant %d with %s", method, path, got, answer, status, want)
		}
	}
	const isJSON, none = "application/json", "Basic eDp5"
	step("POST", "/api/extract", text, 200, `"label":"Marta Silva visited Berlin"`)
	step("POST", "/api/extract?date=2026-01-06&id=x", text, 200, `"time":["2026-01-05T00:00:00Z"`)
	step("POST", "/api/extract?format=jsonl", asJSON, 200, `{"article":"silva","sentence":1`, "Content-Type", isJSON)
	step("POST", "/api/extract?format=nquads&id=x", text, 200, berlin)
	step("GET", "/api/articles", "", 200, `{"articles":[{"id":"one"`)
	step("POST", "/api/articles", asJSON, 401, "token", "Content-Type", isJSON, "Authorization", none)
	step("POST", "/api/articles", asJSON, 401, "token", "Content-Type", isJSON, "Authorization", "Bearer let me")
	step("POST", "/api/articles", asJSON, 201, `"id":"silva","headline":"Silva in Berlin","date":"2026-01-06T00:00:00Z","facts":`, "Content-Type", isJSON)
	step("POST", "/api/articles", asJSON, 200, `"id":"silva"`, "Content-Type", isJSON)
	step("GET", "/api/articles", "", 200, `"id":"silva"`)
	step("GET", "/api/export", "", 200, berlin)
	step("GET", "/api/export?article=one", "", 200, "/e/Xi_Jinping>")
	step("GET", "/api/export?article=silva&format=jsonld", "", 200, "@graph")
	step("GET", "/a/silva", "", 200, "https://news.example/1", "Accept", "text/html")
	step("DELETE", "/api/articles/silva", "", 401, "token", "Authorization", "")
	step("DELETE", "/api/articles/silva", "", 200, "forgot silva")
	step("DELETE", "/api/articles/silva", "", 404, "no such article")
	step("GET", "/api/export?article=silva", "", 404, "no such article")
	step("GET", "/api/export?format=png", "", 400, "choose one of")
	step("GET", "/api/export?entity=Xi%20Jinping&format=dot", "", 200, `-> "e:Xi_Jinping"`)
	step("GET", "/api/export?entity=Nobody", "", 404, "no such entity")
	step("GET", "/api/export?bare=1", "", 200, "/e/Xi_Jinping>")
	step("GET", "/api/export?bare=yes", "", 400, "give 1 or 0")
	step("GET", "/api/export?bare=1&format=gexf", "", 400, "made of the statements")
	step("POST", "/api/extract", "", 400, "empty")
	step("POST", "/api/extract", "\x00\x01", 400, "article")
	step("POST", "/api/extract", "...", 200, `"facts":[]`)
	step("POST", "/api/extract", `{"txt":"x"}`, 400, `unknown field`, "Content-Type", isJSON)
	step("POST", "/api/extract", `{`, 400, "JSON", "Content-Type", isJSON)
	step("POST", "/api/extract", text, 400, "cannot be read", "Content-Type", "image/png")
	step("POST", "/api/extract?date=monday", text, 400, "2026-01-05")
	step("POST", "/api/extract?id=a%20b", text, 400, "such as a-b")
	step("POST", "/api/extract?format=xml", text, 400, "choose document")
	step("POST", "/api/extract", strings.Repeat("a ", 3<<20), 413, "MB")
	step("GET", "/api/articles/one", "", 405, "GET")
}

// TestReadOnlyArticles: a read-only server reads articles but keeps none.
func TestReadOnlyArticles(t *testing.T) {
	s := start(t, open(t), reading(t, server.Options{}))
	if status, body := send(t, "POST", s.URL+"/api/articles", "Lee visited Beijing."); status != 403 || !strings.Contains(body, "--write") {
		t.Errorf("%d %s", status, body)
	}
	if status, body := send(t, "POST", s.URL+"/api/extract", "Lee visited Beijing."); status != 200 {
		t.Errorf("%d %s", status, body)
	}
	if status, body := send(t, "POST", start(t, open(t), server.Options{}).URL+"/api/extract", "Lee visited Beijing."); status != 501 {
		t.Errorf("%d %s", status, body)
	}
	if _, err := server.New(open(t), server.Options{Write: true}); err == nil {
		t.Error("a server lets everybody write")
	}
}

// TestOpenAPI: the document tells of every route, and of no other.
func TestOpenAPI(t *testing.T) {
	s := start(t, open(t, visit("one")), reading(t, server.Options{Write: true, Token: token}))
	status, body := send(t, "GET", s.URL+"/api/openapi.json", "")
	var doc struct {
		Paths map[string]map[string]struct {
			Security  []any                     `json:"security"`
			Responses map[string]map[string]any `json:"responses"`
		} `json:"paths"`
	}
	if err := json.Unmarshal([]byte(body), &doc); err != nil || status != 200 {
		t.Fatalf("%d %v", status, err)
	}
	for path, methods := range doc.Paths {
		for _, method := range []string{"GET", "POST", "DELETE"} {
			at := strings.NewReplacer("{lang}", "gizmo", "{id}", "one", "{name}", "Beijing").Replace(path)
			if strings.HasPrefix(path, "/a/") {
				at = "/a/one"
			}
			op, ok := methods[strings.ToLower(method)]
			status, _ := send(t, method, s.URL+at, "", "Authorization", "")
			switch {
			case !ok && status != 405 && path != "/metrics":
				t.Errorf("%s %s answers %d and is not in the document", method, path, status)
			case ok && (status == 405 || status == 404):
				t.Errorf("%s %s is in the document and answers %d", method, path, status)
			case ok && len(op.Security) > 0 && status != 401:
				t.Errorf("%s %s needs no token: %d", method, path, status)
			case ok && status != 500 && op.Responses[strconv.Itoa(status)] == nil:
				t.Errorf("%s %s answers %d, which the document does not have", method, path, status)
			}
		}
	}
	for _, route := range server.Routes() {
		if doc.Paths[route] == nil {
			t.Errorf("the document does not have %s", route)
		}
	}
}

// TestObserved: requests are counted and logged.
func TestObserved(t *testing.T) {
	var log bytes.Buffer
	s := start(t, open(t, visit("one")), server.Options{AccessLog: slog.New(slog.NewJSONHandler(&log, nil))})
	send(t, "POST", s.URL+"/api/v2/query?lang=gizmo", `g.V("<e:Lee_Jae_Myung>").out("<r:visited>").all()`)
	send(t, "GET", s.URL+"/e/Nobody", "")
	_, body := send(t, "GET", s.URL+"/metrics", "")
	for _, want := range []string{`quadwire_http_requests_total{code="200",method="POST",route="/api/v2/query"} 1`, `quadwire_http_requests_total{code="404",method="GET",route="/e/{name...}"} 1`, "quadwire_queries_running 0", "go_goroutines"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in\n%s", want, body)
		}
	}
	for _, want := range []string{`"msg":"request","method":"POST","path":"/api/v2/query","status":200,"bytes":`, `"path":"/e/Nobody","status":404`} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("no %s in %s", want, log.String())
		}
	}
}

// TestOrigins: only pages of the sites that are named may use the API.
func TestOrigins(t *testing.T) {
	h, err := server.New(open(t, visit("one")), server.Options{Write: true, Token: token, Origins: []string{"https://friend.example"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		method, path, origin string
		status               int
		allowed              string
	}{
		{"GET", "/api/articles", "https://friend.example", 200, "https://friend.example"},
		{"GET", "/api/articles", "https://evil.example", 200, ""},
		{"OPTIONS", "/api/v2/write", "https://friend.example", 204, "https://friend.example"},
		{"OPTIONS", "/api/v2/write", "https://evil.example", 405, ""},
		{"POST", "/api/v2/write", "https://friend.example", 200, "https://friend.example"},
		{"POST", "/api/v2/write", "https://evil.example", 403, ""},
		{"GET", "/e/Beijing", "https://friend.example", 200, ""},
	} {
		r := httptest.NewRequest(c.method, c.path, strings.NewReader("<e:a> <r:b> <e:c> <a:d> ."))
		r.Header.Set("Origin", c.origin)
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		r.Header.Set("Authorization", "Bearer "+token)
		r.Header.Set("Access-Control-Request-Method", "POST")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.status || w.Header().Get("Access-Control-Allow-Origin") != c.allowed {
			t.Errorf("%s %s from %s: %d, allowed %q; want %d, %q", c.method, c.path, c.origin, w.Code, w.Header().Get("Access-Control-Allow-Origin"), c.status, c.allowed)
		}
	}
	if _, err := server.New(open(t), server.Options{Origins: []string{"friend.example"}}); err == nil {
		t.Error("an origin without a scheme is taken")
	}
}
