// Package server shows a graph over HTTP: Cayley's web UI, which needs no
// network here, and the parts of Cayley's HTTP API that clients use.
//
//	/                        the web UI with a panel for newcomers
//	/quadwire/start.json     what the panel shows: counts and queries to try
//	/api/v2/query            POST a script, or GET ?qu=; ?lang=gizmo&limit=
//	/api/v2/read             quads: ?format=&sub=&pred=&obj=&label=
//	/api/v2/formats          formats of quads
//	/api/v2/write, delete    POST N-Quads or JSON, with Options.Write
//	/api/v2/node/delete      POST a node, with Options.Write
//	/api/v1/query/gizmo      POST a script, for older clients
//	/api/v1/shape/gizmo      POST a script
//	/api/v1/write, delete    POST JSON, with Options.Write
//	/e/NAME, /a/ID           pages of entities and articles, as HTML, JSON-LD or N-Quads by Accept header
//	/api/extract             POST an article, text or JSON: its facts; nothing is stored
//	/api/articles            GET the list; POST an article into the store, DELETE /api/articles/ID, with Options.Write
//	/api/export              the graph: ?format=&article=
//	/api/openapi.json        all of this for programs
//	/metrics                 counters for Prometheus
//	/healthz                 200 while the server runs
//
// What changes the store needs Options.Write and the bearer token.
//
// Errors are JSON objects with the one key "error". Pages of other sites may
// not use the API but for those of Options.Origins: there are no CORS headers, and
// requests that browsers mark as coming from elsewhere are refused where they
// could change something.
package server

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/graph"
)

// Options say what a server allows. The zero value is read-only with the
// defaults.
type Options struct {
	Write        bool          // let clients write and delete, if they have the Token
	Token        string        // that changes ask for ("Authorization: Bearer TOKEN"); must be set where Write is
	QueryTimeout time.Duration // of one query, graph.DefaultTimeout if 0
	MaxResults   int           // of one query, DefaultMaxResults if 0
	MaxQueries   int           // that take long and run at a time, one for each processor if 0
	Origins      []string      // of other sites whose pages may use the API ("https://news.example"), none if empty
	AccessLog    *slog.Logger  // a line for each request, none if nil
	Log          *slog.Logger  // failures of the server itself, slog.Default() if nil

	// Extract reads an article; /api/extract and POST /api/articles need it.
	Extract func(context.Context, extract.Article) (*extract.Result, error)
}

// DefaultMaxResults is how many results a query gives at most.
const DefaultMaxResults = 1000

// Limits of bodies.
const (
	maxQueryBody = 1 << 20
	maxWriteBody = 64 << 20
)

type server struct {
	store   *graph.Store
	options Options
	lanes   *lanes
	metrics *metrics

	overview struct {
		sync.Mutex
		edits uint64
		data  *graph.Overview
	}
}

// New makes the handler of a store. The store must stay open as long as the
// handler is used.
func New(store *graph.Store, o Options) (http.Handler, error) {
	if store == nil {
		return nil, errors.New("server: no store")
	}
	if o.QueryTimeout <= 0 {
		o.QueryTimeout = graph.DefaultTimeout
	}
	if o.MaxResults <= 0 {
		o.MaxResults = DefaultMaxResults
	}
	if o.MaxQueries <= 0 {
		o.MaxQueries = runtime.GOMAXPROCS(0)
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Write && o.Token == "" {
		return nil, errors.New("server: clients that write need a token")
	}
	s := &server{store: store, options: o, lanes: newLanes(runtime.GOMAXPROCS(0), o.MaxQueries)}
	s.metrics = newMetrics(s)
	ui, err := newUI(o.Write)
	if err != nil {
		return nil, err
	}
	foreign := http.NewCrossOriginProtection()
	foreign.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		writeError(w, http.StatusForbidden, errors.New("requests from other sites are refused"))
	}))
	for _, origin := range o.Origins {
		if err := foreign.AddTrustedOrigin(origin); err != nil {
			return nil, fmt.Errorf("server: origin %q: write it as https://news.example: %w", origin, err)
		}
	}
	return s.observed(s.recovered(s.shared(foreign.Handler(s.routes(ui))))), nil
}

func (s *server) routes(ui http.Handler) http.Handler {
	mux := http.NewServeMux()
	for path, h := range s.handlers() {
		mux.Handle(path, h)
		mux.Handle(path+"/{$}", h)
	}
	mux.Handle("/metrics", s.metrics.handler())
	mux.Handle("/e/{name...}", methods{http.MethodGet: s.entity})
	mux.Handle("/a/{name...}", methods{http.MethodGet: s.article})
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		writeError(w, http.StatusNotFound, errors.New("there is no "+r.URL.Path))
	})
	mux.Handle("/", ui)
	return mux
}

// handlers are what the paths of the API do.
func (s *server) handlers() map[string]http.Handler {
	const get, post = http.MethodGet, http.MethodPost
	return map[string]http.Handler{
		"/healthz":             methods{get: s.health},
		"/health":              methods{get: s.health},
		"/quadwire/start.json": methods{get: s.start},
		"/api/v2/query":        methods{get: s.queryV2, post: s.queryV2},
		"/api/v2/read":         methods{get: s.heavily(s.read), post: s.heavily(s.read)},
		"/api/v2/formats":      methods{get: s.formats},
		"/api/v2/write":        methods{post: s.writing(s.add)},
		"/api/v2/delete":       methods{post: s.writing(s.remove)},
		"/api/v2/node/delete":  methods{post: s.writing(s.removeNode)},
		"/api/v1/query/{lang}": methods{post: s.queryV1},
		"/api/v1/shape/{lang}": methods{post: s.shape},
		"/api/v1/write":        methods{post: s.writing(s.add)},
		"/api/v1/delete":       methods{post: s.writing(s.remove)},
		"/api/extract":         methods{post: s.extract},
		"/api/articles":        methods{get: s.articles, post: s.writing(s.addArticle)},
		"/api/articles/{id}":   methods{http.MethodDelete: s.writing(s.forgetArticle)},
		"/api/export":          methods{get: s.heavily(s.export)},
		"/api/openapi.json":    methods{get: s.openAPI},
	}
}

// Routes gives the paths of the API, for tests of its description.
func Routes() []string {
	return append(slices.Sorted(maps.Keys(new(server).handlers())), "/e/{name}", "/a/{name}", "/metrics")
}

// methods are what a path does by method.
type methods map[string]http.HandlerFunc

func (m methods) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	if h := m[method]; h != nil {
		h(w, r)
		return
	}
	for _, name := range []string{http.MethodGet, http.MethodPost, http.MethodDelete} {
		if m[name] != nil {
			w.Header().Add("Allow", name)
		}
	}
	writeError(w, http.StatusMethodNotAllowed, errors.New(r.Method+" does not work on "+r.URL.Path))
}

// recovered answers 500 where a handler panics.
func (s *server) recovered(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(p)
			}
			s.options.Log.Error("request failed", "method", r.Method, "path", r.URL.Path, "panic", p, "stack", string(debug.Stack()))
			writeError(w, http.StatusInternalServerError, errors.New("this request made the server fail: its log says more"))
		}()
		w.Header().Set("X-Content-Type-Options", "nosniff")
		h.ServeHTTP(w, r)
	})
}

//go:embed assets/openapi.json
var openAPI []byte

func (s *server) openAPI(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-cache")
	w.Write(openAPI)
}

func (s *server) health(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
}

// start gives what newcomers see. It is computed anew when the store changed.
func (s *server) start(w http.ResponseWriter, r *http.Request) {
	s.overview.Lock()
	defer s.overview.Unlock()
	edits := s.store.Edits()
	if s.overview.data == nil || s.overview.edits != edits {
		data, err := s.store.Overview(r.Context())
		if err != nil {
			s.fail(w, r, err)
			return
		}
		s.overview.data, s.overview.edits = data, edits
	}
	writeJSON(w, http.StatusOK, s.overview.data)
}

func writeJSON(w http.ResponseWriter, code int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.Encode(v) // the client may be gone
}

func writeError(w http.ResponseWriter, code int, err error) {
	writeJSON(w, code, map[string]string{"error": err.Error()})
}

// fail picks the status of an error.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		writeError(w, http.StatusRequestEntityTooLarge, errors.New("the body is larger than "+size(large.Limit)))
	case errors.Is(err, errBusy):
		w.Header().Set("Retry-After", "1")
		writeError(w, http.StatusServiceUnavailable, err)
	case errors.Is(err, graph.ErrTimeout), errors.Is(err, context.DeadlineExceeded):
		writeError(w, http.StatusGatewayTimeout, err)
	case errors.Is(err, graph.ErrQuery), errors.Is(err, graph.ErrData):
		writeError(w, http.StatusBadRequest, err)
	case errors.Is(err, graph.ErrReadOnly):
		writeError(w, http.StatusForbidden, err)
	case r.Context().Err() != nil: // nobody waits for the answer
		writeError(w, http.StatusServiceUnavailable, err)
	default:
		s.options.Log.Error("request failed", "method", r.Method, "path", r.URL.Path, "error", err)
		writeError(w, http.StatusInternalServerError, err)
	}
}

// Timeouts of connections. Answers have none as a whole, but each part must
// be taken in time.
const (
	writeTimeout    = time.Minute
	headerTimeout   = 10 * time.Second
	bodyTimeout     = 2 * time.Minute
	idleTimeout     = 2 * time.Minute
	shutdownTimeout = 5 * time.Second
)

// Serve answers on a listener until the context ends. Then it takes no more
// requests, waits a few seconds for those under way, cuts the rest off and
// gives nil.
func Serve(ctx context.Context, listener net.Listener, h http.Handler) error {
	requests, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	srv := &http.Server{
		Handler: h, BaseContext: func(net.Listener) context.Context { return requests },
		ReadHeaderTimeout: headerTimeout, ReadTimeout: bodyTimeout, IdleTimeout: idleTimeout,
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	wait, done := context.WithTimeout(requests, shutdownTimeout)
	defer done()
	if err := srv.Shutdown(wait); err != nil {
		cancel()
		return srv.Close()
	}
	return nil
}
