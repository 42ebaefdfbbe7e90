package fetch_test

import (
	"compress/gzip"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/quadwire/quadwire/extract/intake/fetch"
)

// site is a web server on this machine with all that can go wrong.
func site(t *testing.T, robots string) (*httptest.Server, *sync.Map) {
	t.Helper()
	var asked sync.Map // path -> *atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, _ := asked.LoadOrStore(r.URL.Path, &atomic.Int32{})
		tries := n.(*atomic.Int32).Add(1)
		switch r.URL.Path {
		case "/robots.txt":
			if robots == "" {
				http.NotFound(w, r)
				return
			}
			fmt.Fprint(w, robots)
		case "/page":
			w.Header().Set("ETag", `"v1"`)
			w.Header().Set("Last-Modified", "Tue, 06 Jan 2026 08:00:00 GMT")
			if r.Header.Get("If-None-Match") == `"v1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			fmt.Fprintf(w, "agent %s", r.UserAgent())
		case "/moved":
			http.Redirect(w, r, "/page", http.StatusMovedPermanently)
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/file":
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(http.StatusFound)
		case "/secret-way":
			http.Redirect(w, r, "/secret", http.StatusFound)
		case "/busy":
			if tries < 3 {
				w.Header().Set("Retry-After", "0")
				http.Error(w, "later", http.StatusServiceUnavailable)
				return
			}
			fmt.Fprint(w, "at last")
		case "/broken":
			http.Error(w, "no", http.StatusInternalServerError)
		case "/cut":
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, "half")
		case "/slow":
			for range 200 {
				fmt.Fprint(w, ".")
				w.(http.Flusher).Flush()
				select {
				case <-r.Context().Done():
					return
				case <-time.After(50 * time.Millisecond):
				}
			}
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			for range 1000 {
				fmt.Fprint(z, strings.Repeat("0", 1<<16))
			}
			z.Close()
		case "/secret":
			fmt.Fprint(w, "secret")
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s, &asked
}

func options() fetch.Options {
	return fetch.Options{AllowPrivate: true, Every: -1, Backoff: time.Millisecond, Timeout: 2 * time.Second, MaxSize: 1 << 20}
}

func TestGet(t *testing.T) {
	s, asked := site(t, "User-agent: *\nDisallow: /secret\n\nUser-agent: other\nDisallow: /\n")
	c := fetch.New(options())
	get := func(path string) (*fetch.Answer, error) { return c.Get(t.Context(), s.URL+path, fetch.Validators{}) }
	a, err := get("/moved")
	if err != nil || a.URL != s.URL+"/page" || !strings.HasPrefix(string(a.Body), "agent quadwire (+https://") || a.Modified.Day() != 6 {
		t.Errorf("%+v, %v", a, err)
	}
	if again, err := c.Get(t.Context(), s.URL+"/page", a.Validators); err != nil || !again.NotModified || again.Validators != a.Validators {
		t.Errorf("%+v, %v", again, err)
	}
	if a, err := get("/busy"); err != nil || string(a.Body) != "at last" {
		t.Errorf("%+v, %v", a, err)
	}
	for path, want := range map[string]string{
		"/secret": "robots.txt", "/secret-way": "robots.txt", "/loop": "too many redirects", "/file": "redirected to file:", "/none": "404 Not Found",
		"/broken": "500 Internal", "/cut": "unexpected EOF", "/slow": "too long", "/bomb": "too large",
	} {
		start := time.Now()
		a, err := get(path)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %+v, %v", path, a, err)
		}
		if took := time.Since(start); took > 15*time.Second {
			t.Errorf("%s took %v", path, took)
		}
	}
	for path, want := range map[string]int32{"/robots.txt": 1, "/broken": 4, "/busy": 3} {
		if n, _ := asked.Load(path); n.(*atomic.Int32).Load() != want {
			t.Errorf("%s was asked for %d times, want %d", path, n.(*atomic.Int32).Load(), want)
		}
	}
	if n, ok := asked.Load("/secret"); ok {
		t.Errorf("/secret was asked for %v times", n)
	}
	for _, address := range []string{"ftp://127.0.0.1/", "page", "http://", "http://127.0.0.1:1/"} {
		if a, err := c.Get(t.Context(), address, fetch.Validators{}); err == nil {
			t.Errorf("%s: %+v", address, a)
		}
	}
}

// TestPrivate: no name and no redirect leads to this machine or its network.
func TestPrivate(t *testing.T) {
	s, asked := site(t, "")
	o := options()
	o.AllowPrivate, o.Retries = false, -1
	c := fetch.New(o)
	port := s.URL[strings.LastIndex(s.URL, ":"):]
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "127.1.2.3", "10.0.0.1", "169.254.169.254", "192.168.1.1", "[fe80::1]", "[fd00::1]", "100.64.0.1", "[64:ff9b::7f00:1]"} {
		if _, err := c.Get(t.Context(), "http://"+host+port+"/page", fetch.Validators{}); !errors.Is(err, fetch.ErrPrivate) {
			t.Errorf("%s: %v", host, err)
		}
	}
	asked.Range(func(path, _ any) bool { t.Errorf("%s was asked for", path); return true })
}

func TestRate(t *testing.T) {
	s, _ := site(t, "")
	o := options()
	o.Every = 100 * time.Millisecond
	c := fetch.New(o)
	start := time.Now()
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			if _, err := c.Get(t.Context(), s.URL+"/page", fetch.Validators{}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if took := time.Since(start); took < 400*time.Millisecond {
		t.Errorf("five requests to a host in %v", took)
	}
}

func TestRobotsFail(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.Error(w, "no", http.StatusBadGateway)
			return
		}
		t.Errorf("%s was asked for", r.URL.Path)
	}))
	defer s.Close()
	if _, err := fetch.New(options()).Get(t.Context(), s.URL+"/page", fetch.Validators{}); !errors.Is(err, fetch.ErrRobots) {
		t.Error(err)
	}
}
