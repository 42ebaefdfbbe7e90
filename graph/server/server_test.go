package server_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/extract/nlp"
	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/graph/server"
	"github.com/quadwire/quadwire/schema"
)

// visit is a small article: three persons, two places, a claim, a denial.
func visit(id string) *extract.Result {
	term := func(name, class string) extract.Term {
		return extract.Term{ID: schema.EntityID(name), Name: name, Type: class, Text: name}
	}
	lee, xi, wi := term("Lee Jae Myung", "Person"), term("Xi Jinping", "Person"), term("Wi Sung-lac", "Person")
	beijing, north, missile := term("Beijing", "City"), term("North Korea", "Country"), term("ballistic missile", "Concept")
	day := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	const text = "Lee visited Beijing on Monday."
	r := &extract.Result{
		Article:  extract.Article{ID: id, Text: text, Date: day, Headline: "Lee visits Beijing & <meets> Xi"},
		Document: &nlp.Document{ID: id, Text: text, Sentences: []nlp.Sentence{{Start: 0, Stop: len(text)}}},
	}
	for _, t := range []extract.Term{lee, xi, wi, beijing, north, missile} {
		r.Entities = append(r.Entities, extract.Entity{ID: t.ID, Name: t.Name, Type: t.Type})
	}
	for i, f := range []struct {
		subject extract.Term
		verb    string
		object  extract.Term
		status  schema.Status
		speaker *extract.Term
	}{
		{lee, "visited", beijing, schema.Asserted, nil},
		{lee, "met", xi, schema.Asserted, nil},
		{wi, "advised", lee, schema.Asserted, nil},
		{north, "launched", missile, schema.Asserted, nil},
		{lee, "is_in_office", extract.Term{Value: "true", Name: "true", Type: "xsd:boolean"}, schema.Asserted, nil},
		{missile, "is", extract.Term{Value: "hypersonic", Name: "hypersonic", Type: "xsd:string"}, schema.Claimed, &north},
		{north, "stopped", missile, schema.Denied, &wi},
	} {
		r.Facts = append(r.Facts, extract.Fact{
			Number: i + 1, Subject: f.subject, Object: f.object, Status: f.status, AttributedTo: f.speaker, Confidence: 0.9,
			Predicate: extract.Predicate{ID: schema.RelationID(f.verb)}, Label: f.subject.Name + " " + strings.ReplaceAll(f.verb, "_", " ") + " " + f.object.Name,
			Time: &extract.Interval{Begin: day.AddDate(0, 0, -i), End: day.AddDate(0, 0, 1-i)},
		})
	}
	return r
}

func open(t testing.TB, results ...*extract.Result) *graph.Store {
	t.Helper()
	store, err := graph.Open(t.Context(), graph.Config{Backend: graph.Memory})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	if err := store.Load(t.Context(), results...); err != nil {
		t.Fatal(err)
	}
	return store
}

func start(t testing.TB, store *graph.Store, o server.Options) *httptest.Server {
	t.Helper()
	h, err := server.New(store, o)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// token is the one of servers that let clients write.
const token = "let me in"

// send gives the status and the body of an answer.
func send(t testing.TB, method, url, body string, headers ...string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode >= 400 {
		var e struct{ Error string }
		if json.Unmarshal(data, &e) != nil || e.Error == "" || !strings.HasPrefix(answer.Header.Get("Content-Type"), "application/json") {
			t.Errorf("%s %s: error %d is no JSON with an error: %s", method, url, answer.StatusCode, data)
		}
	}
	if answer.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("%s %s lets other sites in", method, url)
	}
	return answer.StatusCode, string(data)
}

func TestEndpoints(t *testing.T) {
	s := start(t, open(t, visit("one")), server.Options{QueryTimeout: 300 * time.Millisecond, MaxResults: 50})
	const visited = `g.V("<e:Lee_Jae_Myung>").out("<r:visited>").all()`
	long := strings.Repeat(" ", 1<<20)
	for _, c := range []struct {
		name, method, path, body string
		status                   int
		want                     string
	}{
		{"query", "POST", "/api/v2/query?lang=gizmo", visited, 200, `{"result":[{"id":"<e:Beijing>"}]}`},
		{"query by GET", "GET", "/api/v2/query?lang=gizmo&qu=g.V(%22%3Ce:Lee_Jae_Myung%3E%22).out(%22%3Cr:met%3E%22).all()", "", 200, `e:Xi_Jinping`},
		{"query with a slash", "POST", "/api/v2/query/?lang=gizmo", visited, 200, `e:Beijing`},
		{"no results", "POST", "/api/v2/query?lang=gizmo", `g.V("<nobody>").all()`, 200, `{"result":[]}`},
		{"limit", "POST", "/api/v2/query?lang=gizmo&limit=1", `g.V().all()`, 200, `"truncated":true`},
		{"too high a limit", "POST", "/api/v2/query?lang=gizmo&limit=100000", `for (var i = 0; i < 51; i++) { g.emit(i) }`, 200, `"truncated":true`},
		{"just the limit", "POST", "/api/v2/query?lang=gizmo&limit=3", `for (var i = 0; i < 3; i++) { g.emit(i) }`, 200, `{"result":[0,1,2]}`},
		{"bad limit", "POST", "/api/v2/query?lang=gizmo&limit=x", visited, 400, `limit`},
		{"no language", "POST", "/api/v2/query", visited, 400, `lang=gizmo`},
		{"another language", "POST", "/api/v2/query?lang=mql", visited, 400, `only gizmo`},
		{"empty", "POST", "/api/v2/query?lang=gizmo", "", 400, `empty`},
		{"syntax error", "POST", "/api/v2/query?lang=gizmo", "g.V()\n.out((", 400, `line 2, column 7`},
		{"run-time error", "POST", "/api/v2/query?lang=gizmo", "g.V().nope()", 400, `nope`},
		{"no number of JSON", "POST", "/api/v2/query?lang=gizmo", "g.emit(0/0)", 200, `"NaN"`},
		{"deadly predicate", "POST", "/api/v2/query?lang=gizmo", `g.V().out(regex("x")).all()`, 400, `predicates`},
		{"endless", "POST", "/api/v2/query?lang=gizmo", "while(true){}", 504, `stopped after`},
		{"endless results", "POST", "/api/v2/query?lang=gizmo&limit=2", "while(true){ g.emit(1) }", 200, `truncated`},
		{"too large", "POST", "/api/v2/query?lang=gizmo", long + visited, 413, `1 MB`},
		{"wrong method", "PUT", "/api/v2/query?lang=gizmo", visited, 405, `PUT`},
		{"unknown", "GET", "/api/v2/nothing", "", 404, `nothing`},
		{"v1 query", "POST", "/api/v1/query/gizmo", visited, 200, `e:Beijing`},
		{"v1 query with a slash", "POST", "/api/v1/query/gizmo/", visited, 200, `e:Beijing`},
		{"v1 gremlin", "POST", "/api/v1/query/gremlin", `graph.Vertex("<e:Lee_Jae_Myung>").Out("<r:visited>").All()`, 200, `e:Beijing`},
		{"v1 by GET", "GET", "/api/v1/query/gizmo", "", 405, `GET`},
		{"v1 too large", "POST", "/api/v1/query/gizmo", long + visited, 413, `1 MB`},
		{"shape", "POST", "/api/v1/shape/gizmo", `g.V("<e:a>").tag("source").out("<r:b>").out("<r:c>").all()`, 200, `"links":[{`},
		{"shape with a slash", "POST", "/api/v1/shape/gizmo/", visited, 200, `"nodes":[{`},
		{"shape of an error", "POST", "/api/v1/shape/gizmo", "g.V(", 400, `line 1`},
		{"formats", "GET", "/api/v2/formats", "", 200, `"id":"nquads"`},
		{"read", "GET", "/api/v2/read?sub=%3Ce:Lee_Jae_Myung%3E&pred=%3Cr:visited%3E,%3Cr:met%3E", "", 200, "<https://quadwire.example/e/Lee_Jae_Myung> <https://quadwire.example/r/visited> <https://quadwire.example/e/Beijing> <https://quadwire.example/a/one> .\n"},
		{"read JSON-LD", "GET", "/api/v2/read?format=jsonld&label=%3Ca:one%3E", "", 200, `@graph`},
		{"read in no format", "GET", "/api/v2/read?format=png", "", 400, `choose one of`},
		{"read short", "GET", "/api/v2/read?iri=short", "", 400, `full IRIs`},
		{"write", "POST", "/api/v2/write", `<a> <b> <c> .`, 403, `--write`},
		{"delete", "POST", "/api/v2/delete", `<a> <b> <c> .`, 403, `--write`},
		{"delete a node", "POST", "/api/v2/node/delete", `<a>`, 403, `--write`},
		{"v1 write", "POST", "/api/v1/write", `[]`, 403, `--write`},
		{"write by GET", "GET", "/api/v2/write", "", 405, `GET`},
		{"start", "GET", "/quadwire/start.json", "", 200, `"articles":1,"facts":7,"entities":6,"complete":true`},
		{"health", "GET", "/healthz", "", 200, `ok`},
		{"UI", "GET", "/", "", 200, `/quadwire/start.js`},
		{"UI index", "GET", "/index.html", "", 200, `id="root"`},
		{"editor", "GET", "/quadwire/loader.js", "", 200, `window.monaco`},
		{"Gizmo's types", "GET", "/gizmo.d.ts", "", 200, `interface`},
		{"no source maps", "GET", "/static/js/main.84d3ab8c.chunk.js.map", "", 404, `no`},
		{"no service worker", "GET", "/service-worker.js", "", 404, `no`},
		{"up the tree", "GET", "/..%2f..%2fetc/passwd", "", 404, `no`},
		{"POST to the UI", "POST", "/", "x", 405, `POST`},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, body := send(t, c.method, s.URL+c.path, c.body)
			if status != c.status || !strings.Contains(body, c.want) {
				t.Errorf("got %d %.400s\nwant %d with %s", status, body, c.status, c.want)
			}
		})
	}
}

func TestPagesNameNoOtherHost(t *testing.T) {
	s := start(t, open(t), server.Options{})
	_, page := send(t, "GET", s.URL+"/", "")
	for _, path := range []string{"/static/js/2.7d84b3fa.chunk.js", "/static/js/main.84d3ab8c.chunk.js", "/static/css/main.72fe53e6.chunk.css", "/quadwire/style.css", "/quadwire/start.js", "/quadwire/loader.js"} {
		_, file := send(t, "GET", s.URL+path, "")
		page += file
	}
	for _, host := range []string{"jsdelivr", "googleapis", `"http://localhost:64210"`, `return c("write")`} {
		if strings.Contains(page, host) {
			t.Errorf("the pages contain %s", host)
		}
	}
}

func TestJSONLD(t *testing.T) {
	s := start(t, open(t, visit("one")), server.Options{})
	_, body := send(t, "POST", s.URL+"/api/v2/query?lang=gizmo", `g.V("<e:Lee_Jae_Myung>").out("<r:visited>").all()`, "Accept", "application/ld+json")
	if want := `{"result":[{"id":{"@id":"e:Beijing"}}]}`; strings.TrimSpace(body) != want {
		t.Errorf("got %s want %s", body, want)
	}
}

// TestExamples runs all that a newcomer is offered.
func TestExamples(t *testing.T) {
	s := start(t, open(t, visit("one"), visit("two")), server.Options{})
	_, body := send(t, "GET", s.URL+"/quadwire/start.json", "")
	var o graph.Overview
	if err := json.Unmarshal([]byte(body), &o); err != nil {
		t.Fatal(err)
	}
	if len(o.Examples) != 7 {
		t.Errorf("%d examples: %s", len(o.Examples), body)
	}
	for _, x := range o.Examples {
		status, body := send(t, "POST", s.URL+"/api/v2/query?lang=gizmo", x.Query, "Accept", "application/ld+json")
		var answer struct{ Result []map[string]any }
		if err := json.Unmarshal([]byte(body), &answer); err != nil || status != 200 || len(answer.Result) == 0 {
			t.Errorf("%s\n%s\n%d %s", x.Title, x.Query, status, body)
			continue
		}
		if x.Visual && (answer.Result[0]["source"] == nil || answer.Result[0]["target"] == nil) {
			t.Errorf("%s: nothing to draw in %s", x.Title, body)
		}
	}
	if !strings.Contains(o.Examples[0].Title, "Lee Jae Myung") {
		t.Errorf("the first example is %+v", o.Examples[0])
	}
}

// TestStartFollowsTheStore sees that counts are not those of yesterday.
func TestStartFollowsTheStore(t *testing.T) {
	store := open(t)
	s := start(t, store, server.Options{})
	if _, body := send(t, "GET", s.URL+"/quadwire/start.json", ""); !strings.Contains(body, `"articles":0`) || !strings.Contains(body, `"examples":[]`) {
		t.Error(body)
	}
	if err := store.Load(t.Context(), visit("one")); err != nil {
		t.Fatal(err)
	}
	if _, body := send(t, "GET", s.URL+"/quadwire/start.json", ""); !strings.Contains(body, `"articles":1`) {
		t.Error(body)
	}
}

func TestWriteChecks(t *testing.T) {
	s := start(t, open(t, visit("one")), server.Options{Write: true, Token: token})
	const quads = "<https://quadwire.example/e/Xi_Jinping> <https://quadwire.example/r/paid> \"2.5\"^^<http://www.w3.org/2001/XMLSchema#decimal> <https://quadwire.example/a/two> .\n"
	const bare = "<https://quadwire.example/e/Xi_Jinping> <https://quadwire.example/r/paid> \"2.5\"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n"
	read := func() string {
		_, body := send(t, "GET", s.URL+"/api/v2/read?pred=%3Cr:paid%3E", "")
		return body
	}
	step := func(path, body string, status int, want string, headers ...string) {
		t.Helper()
		if got, answer := send(t, "POST", s.URL+path, body, headers...); got != status || !strings.Contains(answer, want) {
			t.Errorf("%s %s: %d %s, want %d with %s", path, body, got, answer, status, want)
		}
	}
	step("/api/v2/write", quads, 200, `"count":1`)
	step("/api/v2/write", quads, 200, `"count":0`)
	if got := read(); got != quads {
		t.Errorf("read %s wrote %s", got, quads)
	}
	step("/api/v2/query?lang=gizmo", `g.V("<e:Xi_Jinping>").out("<r:paid>").filter(gt(2.1)).all()`, 200, `2.5`)
	step("/api/v2/write", bare, 200, `"count":1`)
	step("/api/v2/delete", strings.ReplaceAll(quads, "a/two", "a/missing"), 200, `"count":0`)
	if got := read(); got != bare+quads && got != quads+bare {
		t.Errorf("deleting a quad of a missing label left %s", got)
	}
	step("/api/v2/delete", bare, 200, `"count":1`)
	step("/api/v2/delete", quads, 200, `"count":1`)
	if got := read(); got != "" {
		t.Errorf("left %s", got)
	}
	step("/api/v1/write", `[{"subject":"<e:Xi_Jinping>","predicate":"<r:paid>","object":"nobody","label":"<a:two>"}]`, 200, `"count":1`)
	if got := read(); !strings.Contains(got, `"nobody" <https://quadwire.example/a/two>`) {
		t.Errorf("read %s", got)
	}
	step("/api/v2/node/delete", "<e:Xi_Jinping>", 200, `"count":`)
	if got := read(); got != "" {
		t.Errorf("left %s", got)
	}
	step("/api/v2/node/delete", "", 400, "no node")
	step("/api/v2/write", "nonsense", 400, "line 1, column 1: the subject must be")
	step("/api/v2/write", `<e:a> <p> <e:b> .`, 400, "line 1, column 7: the IRI <p> is relative")
	step("/api/v1/write", "{", 400, "data")
	step("/api/v2/write", `{"@context":"http://127.0.0.1:1/x"}`, 415, "cannot be read", "Content-Type", "application/ld+json")
	step("/api/v2/write", quads, 415, "gzip", "Content-Encoding", "gzip")
	step("/api/v2/write", quads, 403, "other sites", "Origin", "https://evil.example")
	step("/api/v2/write", quads, 403, "other sites", "Sec-Fetch-Site", "cross-site")
	step("/api/v2/write", strings.Repeat("# nothing\n", 7<<20), 413, "64 MB")
}

func TestReadOnlyStore(t *testing.T) {
	config := graph.Config{Path: t.TempDir()}
	store, err := graph.Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(store.Load(t.Context(), visit("one")), store.Close()); err != nil {
		t.Fatal(err)
	}
	config.ReadOnly = true
	if store, err = graph.Open(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	s := start(t, store, server.Options{Write: true, Token: token})
	if status, body := send(t, "POST", s.URL+"/api/v2/write", "<e:a> <r:b> <e:c> ."); status != 403 {
		t.Errorf("%d %s", status, body)
	}
	if status, body := send(t, "POST", s.URL+"/api/v1/query/gizmo", `g.V("<e:Lee_Jae_Myung>").out("<r:met>").all()`); status != 200 || !strings.Contains(body, "Xi") {
		t.Errorf("%d %s", status, body)
	}
}

// TestBusy has more queries that take long than may run at a time.
func TestBusy(t *testing.T) {
	s := start(t, open(t), server.Options{QueryTimeout: 500 * time.Millisecond, MaxQueries: 1})
	done := make(chan string, 3)
	for range cap(done) {
		go func() {
			r, err := http.Post(s.URL+"/api/v1/query/gizmo", "text/plain", strings.NewReader("while(true){}"))
			if err != nil {
				done <- err.Error()
				return
			}
			defer r.Body.Close()
			body, _ := io.ReadAll(r.Body)
			done <- fmt.Sprintf("%d %s %s", r.StatusCode, r.Header.Get("Retry-After"), body)
		}()
	}
	got := map[string]int{}
	for range cap(done) {
		answer := <-done
		got[answer[:3]]++
		if answer[:3] == "503" && !strings.Contains(answer, `1 {"error":"the server is busy with 1 queries that take long`) {
			t.Error(answer)
		}
	}
	if got["504"] != 1 || got["503"] != 2 {
		t.Error(got)
	}
	if status, body := send(t, "POST", s.URL+"/api/v1/query/gizmo", "g.emit(1)"); status != 200 {
		t.Errorf("afterwards: %d %s", status, body)
	}
}

func TestServe(t *testing.T) {
	h, err := server.New(open(t, visit("one")), server.Options{})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- server.Serve(ctx, l, h) }()
	if status, _ := send(t, "GET", "http://"+l.Addr().String()+"/healthz", ""); status != 200 {
		t.Errorf("status %d", status)
	}
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Error("the server does not stop")
	}
	if _, err := http.Get("http://" + l.Addr().String() + "/healthz"); err == nil {
		t.Error("the server still answers")
	}
}

func TestNoStore(t *testing.T) {
	if _, err := server.New(nil, server.Options{}); err == nil {
		t.Error("a server without a store")
	}
}
