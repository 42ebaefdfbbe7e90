package server_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/graph/internal/testkit"
	"github.com/quadwire/quadwire/graph/server"
)

// good are questions with the answers that must come, whatever others do.
var good = []struct{ method, path, body, want string }{
	{"POST", "/api/v1/query/gizmo", `g.V("<e:Lee_Jae_Myung>").out("<r:visited>").has("<rdf:type>", "<schema:Country>").all()`, `{"result":[{"id":"<e:China>"}]}` + "\n"},
	{"POST", "/api/v2/query?lang=gizmo", `g.V("<e:China>").in("<rdf:object>").save("<qw:status>", "status").has("<rdf:predicate>", "<r:visited>").has("<rdf:subject>", "<e:Lee_Jae_Myung>").limit(1).all()`, `"status":"asserted"`},
	{"POST", "/api/v1/query/gizmo", `g.emit(g.V("<e:Lee_Jae_Myung>").out("<rdf:type>").count())`, `{"result":[1]}` + "\n"},
	{"GET", "/e/China?format=profile", "", `"name":"China"`},
	{"GET", "/healthz", "", `"ok"`},
}

// bad takes what a server has, in the ways that clients can.
func bad(client *http.Client, url string, n int) {
	scripts := []string{
		`while (true) {}`, `while (true) { g.emit(1) }`, `var s = "x"; while (true) { s = s + s }`, `function f() { f() } f()`, `g.V(`, `g.V().both().both().both().both().all()`,
		`var a = [1]; for (var i = 0; i < 40; i++) { a = [a, a] } g.emit(a)`, `g.V("<no>").or(g.V("<nobody>").or(g.V("<none>"))).all()`, `throw {toString() { while (true) {} }}`,
		`g.emit(/^(?=a)(a+)+$/.test("a".repeat(60) + "!"))`, `g.V().out(regex("x")).all()`,
	}
	switch n %= len(scripts) + 4; n {
	case len(scripts): // rubbish
		body := make([]byte, 1000)
		for i := range body {
			body[i] = byte(rand.Uint32())
		}
		for _, path := range []string{"/api/extract", "/api/articles", "/api/v2/write", "/api/v1/write", "/api/v1/shape/gizmo", "/api/v2/node/delete", "/api/v2/read"} {
			answer(client, "POST", url+path, string(body))
		}
	case len(scripts) + 1: // gone before the answer
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
		defer cancel()
		r, err := http.NewRequestWithContext(ctx, "POST", url+"/api/v1/query/gizmo", strings.NewReader(scripts[0]))
		if err != nil {
			return
		}
		if res, err := client.Do(r); err == nil {
			res.Body.Close()
		}
	case len(scripts) + 2: // half a request
		if c, err := net.Dial("tcp", strings.TrimPrefix(url, "http://")); err == nil {
			fmt.Fprintf(c, "POST /api/v1/query/gizmo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\ng.V(")
			time.Sleep(20 * time.Millisecond)
			c.Close()
		}
	case len(scripts) + 3: // the whole graph, and not read
		if c, err := net.Dial("tcp", strings.TrimPrefix(url, "http://")); err == nil {
			fmt.Fprintf(c, "GET /api/export HTTP/1.1\r\nHost: x\r\n\r\n")
			time.Sleep(50 * time.Millisecond)
			c.Close()
		}
	default:
		answer(client, "POST", url+"/api/v1/query/gizmo", scripts[n])
	}
}

func answer(client *http.Client, method, url, body string) (int, string) {
	r, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		return 0, err.Error()
	}
	res, err := client.Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, err.Error()
	}
	return res.StatusCode, string(b)
}

// TestManyClients has 64 clients ask at once for three seconds, more than a third
// of them badly: no answer is wrong, and nothing is left afterwards.
func TestManyClients(t *testing.T) {
	manyClients(t, demoServer(t, server.Options{QueryTimeout: 5 * time.Second}), 3*time.Second)
}

// BenchmarkManyClients does so for a minute; 99 of 100 good questions are
// answered in p99-ms.
func BenchmarkManyClients(b *testing.B) {
	s := demoServer(b, server.Options{QueryTimeout: 5 * time.Second})
	for b.Loop() {
		took := manyClients(b, s, time.Minute)
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		b.ReportMetric(float64(len(took))/60, "good/s")
	}
}

func manyClients(t testing.TB, s *httptest.Server, long time.Duration) []time.Duration {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	defer client.CloseIdleConnections()
	var busy atomic.Int64
	ask := func(i int) {
		q := good[i%len(good)]
		status, body := answer(client, q.method, s.URL+q.path, q.body)
		for status == http.StatusServiceUnavailable { // as it says, later
			busy.Add(1)
			time.Sleep(time.Second)
			status, body = answer(client, q.method, s.URL+q.path, q.body)
		}
		if status != 200 || !strings.Contains(body, q.want) {
			t.Errorf("%s: %d %.300s", q.body+q.path, status, body)
		}
	}
	for i := range good { // before anything is counted
		ask(i)
	}
	client.CloseIdleConnections()
	heap, goroutines := heapSize(), runtime.NumGoroutine()
	var took []time.Duration
	var mu sync.Mutex
	var wait sync.WaitGroup
	var asked [2]atomic.Int64
	end := time.Now().Add(long)
	for c := range 64 {
		wait.Go(func() {
			for i := c; time.Now().Before(end) && !t.Failed(); i++ {
				if c%8 < 3 {
					bad(client, s.URL, i)
					asked[1].Add(1)
					continue
				}
				start := time.Now()
				ask(i)
				mu.Lock()
				took = append(took, time.Since(start))
				mu.Unlock()
				asked[0].Add(1)
				time.Sleep(time.Millisecond)
			}
		})
	}
	wait.Wait()
	client.CloseIdleConnections()
	t.Logf("%d good questions, of which %d were told to come again later, %d bad ones", asked[0].Load(), busy.Load(), asked[1].Load())
	start := time.Now()
	ask(0)
	t.Logf("the next one took %s", time.Since(start))
	client.CloseIdleConnections()
	testkit.NoneLeft(t, goroutines)
	if after := heapSize(); after > heap+20<<20 {
		t.Errorf("%d MB are left in memory, %d before", after>>20, heap>>20)
	}
	return took
}

func heapSize() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestUploads sends rubbish to all that takes something: each gets an error in
// JSON, and the store stays what it is.
func TestUploads(t *testing.T) {
	store := open(t, visit("one"))
	s := start(t, store, reading(t, server.Options{Write: true, Token: token}))
	before := export(t, store)
	deep := strings.Repeat("[", 1_000_000)
	random := make([]byte, 100_000)
	for i := range random {
		random[i] = byte(rand.Uint32())
	}
	for name, body := range map[string]string{
		"nothing": "", "zeros": strings.Repeat("\x00", 1000), "random": string(random), "nested": deep, "half of JSON": `{"text": "Lee visited`, "number": "1e999999", "other JSON": `[{"a":{"b":[1,2,{}]}}]`,
		"half a quad": "<e:a> <r:b> ", "invalid UTF-8": "<e:a> <r:b> \"\xff\" .", "gzip": "\x1f\x8b\x08\x00" + string(random[:100]), "html": "<html><body><script>alert(1)</script></body></html>",
		"long line": "<e:" + strings.Repeat("a", 20<<20) + "> <r:b> <e:c> .", "context": `{"@context":"http://127.0.0.1:1/x","@id":"e:a","r:b":"c"}`,
	} {
		for _, path := range []string{"/api/extract", "/api/articles", "/api/v2/write", "/api/v2/delete", "/api/v1/write", "/api/v1/delete", "/api/v1/query/gizmo", "/api/v2/query?lang=gizmo", "/api/v1/shape/gizmo"} {
			for _, media := range []string{"", "application/json", "application/n-quads", "application/ld+json", "image/png", ";;;"} {
				if (media == "" || media == ";;;") && (path == "/api/articles" || path == "/api/extract") {
					continue // anything may be a text
				}
				status, answer := send(t, "POST", s.URL+path, body, "Content-Type", media, "Authorization", "Bearer "+token)
				if status/100 == 2 && !strings.Contains(answer, `"count":0`) && !strings.Contains(answer, `"result":[]`) || status >= 500 || status/100 == 4 && !strings.HasPrefix(answer, `{"error":"`) {
					t.Errorf("%s to %s as %q: %d %.300s", name, path, media, status, answer)
				}
			}
		}
	}
	if after := export(t, store); after != before {
		t.Error("the store has changed")
	}
}

func export(t *testing.T, s *graph.Store) string {
	var b bytes.Buffer
	if err := s.Export(t.Context(), &b, "nquads", graph.Selection{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestSlowClients: clients that send their request byte by byte, or nothing,
// keep nobody from an answer.
func TestSlowClients(t *testing.T) {
	s := demoServer(t, server.Options{MaxQueries: 1})
	for i := range 200 {
		c, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		switch i % 4 {
		case 0: // nothing
		case 1:
			fmt.Fprint(c, "POST /api/v1/query/gizmo HT")
		case 2:
			fmt.Fprint(c, "POST /api/v1/query/gizmo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\ng.V(")
		case 3:
			fmt.Fprint(c, "POST /api/v1/query/gizmo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ng.V")
		}
	}
	start := time.Now()
	q := good[0]
	if status, body := send(t, q.method, s.URL+q.path, q.body); status != 200 || body != q.want {
		t.Errorf("%d %s", status, body)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("the answer took %s", took)
	}
	// A client that goes away does not leave its query behind.
	c, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(c, "POST /api/v1/query/gizmo HTTP/1.1\r\nHost: x\r\nContent-Length: 13\r\n\r\nwhile(true){}")
	time.Sleep(300 * time.Millisecond)
	c.Close()
	for range 50 {
		_, body := send(t, "GET", s.URL+"/metrics", "")
		if metric(body, "quadwire_queries_running") == "0" {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Error("the query of a client that has gone still runs")
}

func metric(text, name string) string {
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		if v, ok := strings.CutPrefix(lines.Text(), name+" "); ok {
			return v
		}
	}
	return ""
}
