package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/quadwire/quadwire/graph"
)

// defaultLimit is how many results clients get that do not ask for a number.
const defaultLimit = 100

// queryV2 answers /api/v2/query.
func (s *server) queryV2(w http.ResponseWriter, r *http.Request) {
	language := r.URL.Query().Get("lang")
	if language == "" {
		writeError(w, http.StatusBadRequest, errors.New("no language: add ?lang=gizmo"))
		return
	}
	jsonld := strings.HasPrefix(strings.TrimSpace(r.Header.Get("Accept")), "application/ld+json")
	s.query(w, r, language, jsonld)
}

// queryV1 answers /api/v1/query/gizmo.
func (s *server) queryV1(w http.ResponseWriter, r *http.Request) {
	s.query(w, r, r.PathValue("lang"), false)
}

func (s *server) query(w http.ResponseWriter, r *http.Request, language string, jsonld bool) {
	script, limit, ok := s.request(w, r, language)
	if !ok {
		return
	}
	results := []any{}
	truncated := false
	options := graph.QueryOptions{Limit: limit + 1, Timeout: s.options.QueryTimeout, JSONLD: jsonld}
	for v, err := range s.lanes.query(r.Context(), s.store, script, options) {
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if len(results) == limit {
			truncated = true
			break
		}
		results = append(results, v)
	}
	answer := struct {
		Result    []any `json:"result"`
		Truncated bool  `json:"truncated,omitempty"` // there are more results
	}{results, truncated}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(answer); err != nil {
		s.fail(w, r, fmt.Errorf("%w gives what JSON cannot hold: %w", graph.ErrQuery, err))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if jsonld {
		w.Header().Set("Content-Type", "application/ld+json")
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Write(b.Bytes())
}

// request reads the script and the number of results that a client wants.
func (s *server) request(w http.ResponseWriter, r *http.Request, language string) (script string, limit int, ok bool) {
	if language != "gizmo" && language != "gremlin" {
		writeError(w, http.StatusBadRequest, fmt.Errorf("no query language %q: only gizmo is served", language))
		return "", 0, false
	}
	limit = min(defaultLimit, s.options.MaxResults)
	if text := r.URL.Query().Get("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < -1 {
			writeError(w, http.StatusBadRequest, fmt.Errorf("limit %q is no number of results", text))
			return "", 0, false
		}
		if limit = s.options.MaxResults; n > 0 {
			limit = min(n, limit)
		}
	} else if r.Header.Get("Sec-Fetch-Site") == "same-origin" { // the web UI names no limit
		limit = s.options.MaxResults
	}
	if r.Method != http.MethodPost {
		return r.URL.Query().Get("qu"), limit, true
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxQueryBody))
	if err != nil {
		s.fail(w, r, bodyError(err))
		return "", 0, false
	}
	return string(body), limit, true
}

// shapeTime is how long a script may take to say what it asks.
const shapeTime = time.Second

func (s *server) shape(w http.ResponseWriter, r *http.Request) {
	script, _, ok := s.request(w, r, r.PathValue("lang"))
	if !ok {
		return
	}
	ctx, cancel := context.WithTimeoutCause(r.Context(), s.options.QueryTimeout, fmt.Errorf("%w with other queries", errBusy))
	leave, err := enter(ctx, s.lanes.quick)
	cancel()
	if err != nil {
		s.fail(w, r, err)
		return
	}
	defer leave()
	shape, err := graph.Shape(r.Context(), script, min(s.options.QueryTimeout, shapeTime))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	writeJSON(w, http.StatusOK, shape)
}

// bodyError words errors of reading a body; one that is too large stays.
func bodyError(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) || errors.Is(err, graph.ErrData) {
		return err
	}
	return fmt.Errorf("%w: the body ends early: %w", graph.ErrData, err)
}

func size(n int64) string {
	if n >= 1<<20 {
		return strconv.FormatInt(n>>20, 10) + " MB"
	}
	return strconv.FormatInt(n, 10) + " bytes"
}

// read gives quads with full IRIs.
func (s *server) read(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxQueryBody)
	if err := r.ParseForm(); err != nil {
		s.fail(w, r, bodyError(err))
		return
	}
	format, err := s.writtenFormat(r)
	if err != nil {
		writeError(w, http.StatusBadRequest, err)
		return
	}
	if form := r.Form.Get("iri"); form != "" && form != "full" {
		writeError(w, http.StatusBadRequest, fmt.Errorf("iri=%s: quads are given with full IRIs", form))
		return
	}
	pattern := graph.Pattern{}
	for name, d := range map[string]quad.Direction{"sub": quad.Subject, "pred": quad.Predicate, "obj": quad.Object, "label": quad.Label} {
		for _, text := range r.Form[name] {
			for _, v := range splitValues(text) {
				pattern[d] = append(pattern[d], s.store.ParseNode(v))
			}
		}
	}
	if len(pattern) == 0 { // all of it, which need not be in memory
		w.Header().Set("Content-Type", format.MediaType)
		w.Header().Set("Cache-Control", "no-store")
		if err := s.store.Export(r.Context(), w, format.Name, graph.Selection{}); err != nil {
			s.options.Log.Warn("answer not written", "path", r.URL.Path, "error", err)
			panic(http.ErrAbortHandler) // what was sent is not all
		}
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), s.options.QueryTimeout)
	defer cancel()
	quads, err := s.store.Find(ctx, pattern)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", format.MediaType)
	w.Header().Set("Cache-Control", "no-store")
	if err := format.Write(w, quads, s.store.Namespaces()); err != nil {
		s.options.Log.Warn("answer not written", "path", r.URL.Path, "error", err)
	}
}

// splitValues divides a list such as <a>,<b> where a value begins.
func splitValues(list string) []string {
	var out []string
	start := 0
	for i := range list {
		if rest := list[i:]; i > 0 && (strings.HasPrefix(rest, ",<") || strings.HasPrefix(rest, ",\"") || strings.HasPrefix(rest, ",_:")) {
			out = append(out, list[start:i])
			start = i + 1
		}
	}
	if start < len(list) {
		out = append(out, list[start:])
	}
	return out
}

// writtenFormat is what a client wants to have: by name, by media type or
// N-Quads.
func (s *server) writtenFormat(r *http.Request) (graph.Format, error) {
	if name := r.Form.Get("format"); name != "" {
		return graph.FormatByName(name)
	}
	for accepted := range strings.SplitSeq(r.Header.Get("Accept"), ",") {
		media, _, _ := mime.ParseMediaType(accepted)
		for _, f := range graph.Formats {
			if f.MediaType == media {
				return f, nil
			}
		}
	}
	return graph.FormatByName("")
}

func (s *server) formats(w http.ResponseWriter, _ *http.Request) {
	type format struct {
		ID     string   `json:"id"`
		Read   bool     `json:"read"`
		Write  bool     `json:"write"`
		Nodes  bool     `json:"nodes,omitempty"`
		Ext    []string `json:"ext,omitempty"`
		Mime   []string `json:"mime,omitempty"`
		Binary bool     `json:"binary,omitempty"`
	}
	var out []format
	for _, f := range graph.Formats {
		readable := f.Name == "nquads" || f.Name == "json"
		out = append(out, format{f.Name, readable, true, f.Name == "nquads", []string{f.Extension}, []string{f.MediaType}, f.Binary})
	}
	writeJSON(w, http.StatusOK, out)
}

// writing lets a handler run only where the server is not read-only.
func (s *server) writing(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !s.options.Write {
			writeError(w, http.StatusForbidden, errors.New("this server is read-only: start quadwire serve with --write"))
			return
		}
		if !s.allowed(r) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="quadwire"`)
			writeError(w, http.StatusUnauthorized, errors.New("changes need the server's token: send the header Authorization: Bearer TOKEN"))
			return
		}
		if coding := r.Header.Get("Content-Encoding"); coding != "" && coding != "identity" {
			writeError(w, http.StatusUnsupportedMediaType, fmt.Errorf("content encoding %q: send the body as it is", coding))
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxWriteBody)
		h(w, r)
	}
}

func (s *server) add(w http.ResponseWriter, r *http.Request) {
	s.change(w, r, "wrote", s.store.Add)
}

func (s *server) remove(w http.ResponseWriter, r *http.Request) {
	s.change(w, r, "deleted", s.store.Remove)
}

func (s *server) change(w http.ResponseWriter, r *http.Request, verb string, do func(context.Context, []quad.Quad) (int, error)) {
	format, err := readFormat(r)
	if err != nil {
		writeError(w, http.StatusUnsupportedMediaType, err)
		return
	}
	quads, err := graph.ReadQuads(r.Body, format, s.store.Namespaces())
	if err != nil {
		s.fail(w, r, bodyError(err))
		return
	}
	n, err := do(r.Context(), quads)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.changed(w, verb, n, "quads")
}

func (s *server) changed(w http.ResponseWriter, verb string, n int, what string) {
	writeJSON(w, http.StatusOK, struct {
		Result string `json:"result"`
		Count  int    `json:"count"`
	}{fmt.Sprintf("Successfully %s %d %s.", verb, n, what), n})
}

// readFormat is what a client sends: JSON where it says so or uses API v1,
// else N-Quads.
func readFormat(r *http.Request) (string, error) {
	media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case media == "application/json", strings.HasPrefix(r.URL.Path, "/api/v1/"):
		return "json", nil
	case media == "", media == "application/n-quads", media == "application/n-triples", media == "application/octet-stream",
		strings.HasPrefix(media, "text/"), media == "application/x-www-form-urlencoded":
		return "nquads", nil
	}
	return "", fmt.Errorf("%s cannot be read: send application/n-quads or application/json", media)
}

func (s *server) removeNode(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxQueryBody))
	if err != nil {
		s.fail(w, r, bodyError(err))
		return
	}
	v := s.store.ParseNode(strings.TrimSpace(string(body)))
	if v == nil || strings.TrimSpace(string(body)) == "" {
		writeError(w, http.StatusBadRequest, errors.New("no node: send one such as <e:Beijing>"))
		return
	}
	n, err := s.store.RemoveNode(r.Context(), v)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.changed(w, "deleted", n, "quads")
}
