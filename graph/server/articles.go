package server

import (
	"bytes"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/extract/intake"
	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/schema"
)

// A posted article, as JSON. Text alone may be sent as text/plain, with the
// rest in the query of the address.
type posted struct {
	ID       string `json:"id"`
	Text     string `json:"text"`
	Date     string `json:"date"` // 2026-01-05
	Headline string `json:"headline"`
	URL      string `json:"url"`
	Author   string `json:"author"`
}

// errArticle marks articles that cannot be read.
var errArticle = errors.New("article")

// posted reads the article of a request and extracts its facts.
func (s *server) posted(w http.ResponseWriter, r *http.Request) (*extract.Result, error) {
	if s.options.Extract == nil {
		return nil, errors.New("this server does not read articles")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, intake.DefaultMaxSize+maxEnvelope))
	if err != nil {
		return nil, bodyError(err)
	}
	q := r.URL.Query()
	p := posted{ID: q.Get("id"), Date: q.Get("date"), Headline: q.Get("headline"), URL: q.Get("url"), Author: q.Get("author")}
	media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case media == "application/json":
		d := json.NewDecoder(bytes.NewReader(body))
		d.DisallowUnknownFields()
		if err := d.Decode(&p); err != nil {
			return nil, fmt.Errorf(`%w: this is no JSON with "text" and, if you like, "id", "date", "headline", "url", "author": %w`, errArticle, err)
		}
		body = []byte(p.Text)
	case media == "" || strings.HasPrefix(media, "text/") || media == "application/x-www-form-urlencoded" || media == "application/octet-stream":
	default:
		return nil, fmt.Errorf("%w: %s cannot be read: send text/plain or application/json", errArticle, media)
	}
	o := intake.Options{}
	if p.Date != "" {
		if o.Date, err = time.Parse(time.DateOnly, p.Date); err != nil {
			return nil, fmt.Errorf("%w: date %q: write it as 2026-01-05", errArticle, p.Date)
		}
	}
	if p.ID != "" && intake.ID(p.ID+".txt") != p.ID {
		return nil, fmt.Errorf("%w: id %q: use letters, digits and . _ - only, such as %s", errArticle, p.ID, intake.ID(p.ID+".txt"))
	}
	article, err := intake.Text("standard input", p.ID, body).Read(o)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errArticle, err)
	}
	article.Headline, article.URL, article.Author = p.Headline, p.URL, p.Author
	leave, err := enter(r.Context(), s.lanes.reading)
	if err != nil {
		return nil, err
	}
	defer leave()
	result, err := s.options.Extract(r.Context(), article)
	if err == nil && len(result.Document.Sentences) == 0 {
		err = fmt.Errorf("%w: there is no sentence in it", errArticle)
	}
	return result, err
}

// maxEnvelope is how much JSON may be around a text.
const maxEnvelope = 64 << 10

func (s *server) failArticle(w http.ResponseWriter, r *http.Request, err error) {
	switch {
	case s.options.Extract == nil:
		writeError(w, http.StatusNotImplemented, err)
	case errors.Is(err, intake.ErrTooLarge):
		writeError(w, http.StatusRequestEntityTooLarge, err)
	case errors.Is(err, errArticle):
		writeError(w, http.StatusBadRequest, err)
	default:
		s.fail(w, r, err)
	}
}

// extract reads an article and gives its facts; nothing is stored.
func (s *server) extract(w http.ResponseWriter, r *http.Request) {
	result, err := s.posted(w, r)
	if err != nil {
		s.failArticle(w, r, err)
		return
	}
	var b bytes.Buffer
	media := "application/json"
	switch format := r.URL.Query().Get("format"); format {
	case "", "document":
		err = extract.WriteDocument(&b, result)
	case "jsonl":
		media, err = "application/x-ndjson", extract.WriteJSONL(&b, result)
	case "nquads":
		media, err = "application/n-quads", graph.WriteNQuads(&b, graph.Quads(result), s.store.Namespaces())
	default:
		writeError(w, http.StatusBadRequest, fmt.Errorf("no format %q: choose document, jsonl or nquads", format))
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", media)
	w.Header().Set("Cache-Control", "no-store")
	w.Write(b.Bytes())
}

// articles lists what the store holds.
func (s *server) articles(w http.ResponseWriter, r *http.Request) {
	list, err := s.store.Articles(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if list == nil {
		list = []graph.Article{}
	}
	writeJSON(w, http.StatusOK, map[string]any{"articles": list})
}

// addArticle reads an article into the store; one of its identifier that is
// there is replaced.
func (s *server) addArticle(w http.ResponseWriter, r *http.Request) {
	result, err := s.posted(w, r)
	if err != nil {
		s.failArticle(w, r, err)
		return
	}
	before, err := s.store.Has(r.Context(), result.Article.ID)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if err := s.store.Load(r.Context(), result); err != nil {
		s.fail(w, r, err)
		return
	}
	status := http.StatusOK
	if !before {
		status = http.StatusCreated
	}
	w.Header().Set("Location", "/a/"+result.Article.ID)
	writeJSON(w, status, graph.Article{ID: result.Article.ID, Headline: result.Article.Headline, Date: result.Article.Date, Facts: len(result.Facts)})
}

func (s *server) forgetArticle(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	if err := s.store.Forget(r.Context(), id); err != nil {
		s.missing(w, r, err)
		return
	}
	writeJSON(w, http.StatusOK, map[string]string{"result": "forgot " + id})
}

// export gives the graph, or what is said of an entity or by an article.
func (s *server) export(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	f, err := graph.FormatByName(q.Get("format"))
	if err != nil {
		writeError(w, http.StatusBadRequest, err)
		return
	}
	what := graph.Selection{Article: q.Get("article"), Entity: q.Get("entity")}
	switch bare := q.Get("bare"); bare {
	case "", "0", "false":
	case "1", "true":
		what.Bare = true
	default:
		writeError(w, http.StatusBadRequest, fmt.Errorf("bare=%s: give 1 or 0", bare))
		return
	}
	for _, name := range []string{"article", "entity"} {
		if q.Has(name) && strings.TrimSpace(q.Get(name)) == "" {
			writeError(w, http.StatusBadRequest, fmt.Errorf("%s= is empty: name one, or leave it out to export all", name))
			return
		}
	}
	name := "graph"
	if what.Article != "" {
		name = strings.TrimPrefix(what.Article, "a:")
	}
	if what.Entity != "" {
		what.Entity = schema.ParseEntityID(what.Entity)
		name = strings.TrimPrefix(what.Entity, "e:")
	}
	body := &lateHeader{ResponseWriter: w, header: func(h http.Header) {
		h.Set("Content-Type", f.MediaType)
		h.Set("Cache-Control", "no-store")
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name + f.Extension}))
	}}
	err = s.store.Export(r.Context(), body, f.Name, what)
	switch {
	case err == nil:
		body.Write(nil) // an empty graph has a type too
	case !body.written:
		s.missing(w, r, err)
	default:
		s.options.Log.Warn("answer not written", "path", r.URL.Path, "error", err)
		panic(http.ErrAbortHandler) // what was sent is not all
	}
}

// A lateHeader sets the header when the first byte is written, so that an
// error before can still have its own.
type lateHeader struct {
	http.ResponseWriter
	header  func(http.Header)
	written bool
}

func (l *lateHeader) Write(b []byte) (int, error) {
	if !l.written {
		l.written = true
		l.header(l.Header())
	}
	return l.ResponseWriter.Write(b)
}

// allowed reports whether a request may change the store: it has the token.
func (s *server) allowed(r *http.Request) bool {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.EqualFold(scheme, "Bearer") && subtle.ConstantTimeCompare([]byte(strings.TrimSpace(token)), []byte(s.options.Token)) == 1
}
