package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// A newsSite is a web server on this machine with a feed, a sitemap and pages, good
// and bad.
type newsSite struct {
	*httptest.Server
	mu     sync.Mutex
	pages  map[string]string // path -> text of the article
	asked  map[string]int
	etag   string
	quiet  int // answers that nothing has changed
	agents map[string]bool
	bomb   []byte
}

const (
	meeting = "Petra Novak met Luis Costa in Vienna on Monday. The ministers signed two agreements on trade, the Austrian foreign ministry said."
	storm   = "The Bulgarian port of Varna reopened on Tuesday after a storm had closed it for two days, the transport ministry said. Minister Elena Petrova told reporters that 14 ships were waiting off the coast and that nobody was hurt. The storm tore roofs off warehouses and sank two fishing boats."
)

func newSite(t *testing.T) *newsSite {
	s := &newsSite{pages: map[string]string{"/meeting": meeting, "/storm": storm, "/copy": storm, "/cafe": "The café of São Paulo was opened on Monday by Marta Silva, the mayor’s office said. It had been closed for years."}, asked: map[string]int{}, agents: map[string]bool{}, etag: `"1"`}
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	for range 400 { // 36 MB
		z.Write(bytes.Repeat([]byte("<p>boom</p>"), 1<<13))
	}
	z.Close()
	s.bomb = bomb.Bytes()
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	s.Start()
	t.Cleanup(s.Close)
	return s
}

func (s *newsSite) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked[r.URL.Path]++
	s.agents[r.UserAgent()] = true
	page := func(path string) string {
		return fmt.Sprintf(`<html lang="en"><head><title>News of %s</title><link rel="canonical" href="%s%s"><meta property="article:published_time" content="2026-01-06T08:00:00Z"></head><body><nav><a href="/">Home</a></nav><article><h1>News of %s</h1><p>%s</p></article></body></html>`,
			path[1:], s.URL, path, path[1:], strings.ReplaceAll(s.pages[path], ". ", ".</p><p>"))
	}
	switch path := r.URL.Path; path {
	case "/robots.txt":
		fmt.Fprint(w, "User-agent: *\nDisallow: /private\n")
	case "/feed.xml":
		w.Header().Set("ETag", s.etag)
		if r.Header.Get("If-None-Match") == s.etag {
			s.quiet++
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, `<rss version="2.0"><channel><title>The Example Times</title>`)
		for _, p := range []string{"/meeting", "/old", "/copy", "/storm", "/cafe", "/bomb", "/gone", "/private/secret", "/slow", "/german"} {
			fmt.Fprintf(w, `<item><title>T</title><link>%s?utm_source=rss</link></item>`, p)
		}
		fmt.Fprint(w, `<item><title>In the feed only</title><link>/gone-too</link><pubDate>Tue, 06 Jan 2026 08:00:00 GMT</pubDate><description>Ana Ruiz resigned as mayor of Lima on Monday.</description></item></channel></rss>`)
	case "/sitemap.xml":
		fmt.Fprintf(w, `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>%s/news.xml</loc></sitemap></sitemapindex>`, s.URL)
	case "/news.xml":
		fmt.Fprintf(w, `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>%s/meeting</loc><lastmod>2026-01-06</lastmod></url><url><loc>%s/storm</loc></url></urlset>`, s.URL, s.URL)
	case "/gone.xml":
		fmt.Fprintf(w, `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>%s/meeting</loc></url><url><loc>%s/vanished</loc></url></urlset>`, s.URL, s.URL)
	case "/old":
		http.Redirect(w, r, "/meeting", http.StatusMovedPermanently)
	case "/cafe":
		w.Header().Set("Content-Type", "text/html; charset=utf-8") // which is not true
		raw, _ := charmap.Windows1252.NewEncoder().String(page(path))
		fmt.Fprint(w, raw)
	case "/bomb":
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(s.bomb)
	case "/slow":
		s.mu.Unlock()
		select {
		case <-r.Context().Done():
		case <-time.After(20 * time.Second):
		}
		s.mu.Lock()
	case "/german":
		fmt.Fprint(w, `<html lang="de"><body><article><h1>Hafen offen</h1><p>Der Hafen von Warna wurde am Dienstag wieder geöffnet, nachdem ein Sturm ihn zwei Tage lang geschlossen hatte, teilte das Verkehrsministerium mit.</p></article></body></html>`)
	default:
		if s.pages[path] == "" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, page(path))
	}
}

// quadwire runs the program and gives what it wrote.
func quadwire(t *testing.T, folder string, args ...string) (out, log string, err error) {
	t.Helper()
	cmd := exec.Command("quadwire", args...)
	cmd.Dir = folder
	var o, l bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &l
	err = cmd.Run()
	return o.String(), l.String(), err
}

var webArgs = []string{"--allow-private", "--host-pause", "0", "--fetch-timeout", "2s"}

func TestWeb(t *testing.T) {
	s := newSite(t)
	folder := t.TempDir()
	_, log, err := quadwire(t, folder, append([]string{"build", s.URL + "/feed.xml"}, webArgs...)...)
	if err == nil {
		t.Error("what failed is not in the status")
	}
	for _, part := range []string{
		"5 articles with", "1 of them has the story of another one", "/bomb?utm_source=rss: the answer is too large", "/gone?utm_source=rss: this page is not there (the server says 404 Not Found)", "/private/secret?utm_source=rss: robots.txt",
		"/slow?utm_source=rss: no answer in time", "/german: not in English", "its page cannot be had, what the feed has of it is read",
	} {
		if !strings.Contains(log, part) {
			t.Errorf("no %q in\n%s", part, log)
		}
	}
	list, _, _ := quadwire(t, folder, "articles")
	host := strings.TrimPrefix(s.URL, "http://")
	host = strings.ReplaceAll(host, ":", "-")
	for _, id := range []string{"meeting", "copy", "storm", "cafe", "gone-too"} {
		if !strings.Contains(list, host+"-"+id+"\t2026-01-06\t") {
			t.Errorf("no %s-%s in\n%s", host, id, list)
		}
	}
	if n := s.asked["/private/secret"]; n != 0 {
		t.Errorf("what robots.txt forbids was asked for %d times", n)
	}
	for agent := range s.agents {
		if !strings.HasPrefix(agent, "quadwire") {
			t.Errorf("User-Agent %q", agent)
		}
	}
	out, _, err := quadwire(t, folder, "query", `g.V("<nif:Sentence>").in("<rdf:type>").out("<nif:isString>").all()`)
	if !strings.Contains(out, "The café of São Paulo was opened on Monday by Marta Silva, the mayor’s office said.") {
		t.Error(out, err)
	}
	// A page that has changed replaces its article.
	s.mu.Lock()
	s.pages["/meeting"] += " Petra Novak resigned."
	s.mu.Unlock()
	out, log, err = quadwire(t, folder, append([]string{"build", "--diff", s.URL + "/sitemap.xml"}, webArgs...)...)
	if err != nil || !strings.Contains(out, "-meeting\t+\tasserted\tPetra Novak resigned") || strings.Contains(out, "\t-\t") || !strings.Contains(log, "1 article with") {
		t.Error(err, out, log)
	}
	// Nothing of this machine without a word.
	before := s.asked["/feed.xml"]
	if _, log, err = quadwire(t, folder, "build", s.URL+"/feed.xml"); err == nil || !strings.Contains(log, "--allow-private") || s.asked["/feed.xml"] != before {
		t.Error(err, log)
	}
}

func TestWatch(t *testing.T) {
	s := newSite(t)
	folder := t.TempDir()
	inbox := filepath.Join(folder, "inbox")
	if err := os.Mkdir(inbox, 0o755); err != nil {
		t.Fatal(err)
	}
	watch := func(until func(log string) bool) string {
		t.Helper()
		return watching(t, folder, until, s.URL+"/news.xml", inbox)
	}
	watch(func(log string) bool { return strings.Contains(log, "2 articles with") })
	if err := os.WriteFile(filepath.Join(inbox, "note.txt"), []byte("Ana Ruiz resigned as mayor of Lima on Monday."), 0o644); err != nil {
		t.Fatal(err)
	}
	log := watch(func(log string) bool { return strings.Contains(log, "1 article with") })
	if strings.Contains(log, "2 articles") {
		t.Error("what was there was read again:\n" + log)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.asked["/storm"] != 1 {
		t.Errorf("a page that has not changed was fetched %d times", s.asked["/storm"])
	}
	if list, _, err := quadwire(t, folder, "articles"); strings.Count(list, "\n") != 3 || err != nil {
		t.Error(err, list)
	}
}

// TestWatchGone: a page that is listed and not there is asked for some times, then no more.
func TestWatchGone(t *testing.T) {
	s := newSite(t)
	asked := func(path string) int {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.asked[path]
	}
	watching(t, t.TempDir(), func(string) bool { return asked("/gone.xml") > 12 }, s.URL+"/gone.xml")
	if n := asked("/vanished"); n != maxGone {
		t.Errorf("a page that is gone was asked for %d times in %d rounds", n, asked("/gone.xml"))
	}
	if n := asked("/meeting"); n != 1 {
		t.Errorf("a page that has not changed was fetched %d times", n)
	}
}

// watching runs watch until something has happened, and gives what it said.
func watching(t *testing.T, folder string, until func(log string) bool, inputs ...string) string {
	t.Helper()
	cmd := exec.Command("quadwire", slices.Concat([]string{"watch", "--every", "200ms"}, webArgs, inputs)...)
	cmd.Dir = folder
	var log lockedBuffer
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for start := time.Now(); !until(log.String()); time.Sleep(50 * time.Millisecond) {
		if time.Since(start) > 20*time.Second {
			t.Error("nothing happens")
			break
		}
	}
	cmd.Process.Signal(syscall.SIGTERM) //nolint:errcheck // it ends so or so
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v\n%s", err, log.String())
	}
	return log.String()
}

// A lockedBuffer can be read while it is written.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
