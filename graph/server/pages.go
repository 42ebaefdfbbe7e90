package server

import (
	"bytes"
	"cmp"
	_ "embed"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/schema"
)

// Pages of entities and articles, at the IRIs that exports give them when
// --base is the server's address: /e/Beijing, /a/china-south-korea.

//go:embed assets/entity.html
var entityPage string

//go:embed assets/article.html
var articlePage string

var pages = template.Must(template.Must(template.New("entity").Funcs(template.FuncMap{
	"path": pagePath,
	"day":  day,
	"name": func(id string) string { return schema.UnescapeLocal(id[strings.Index(id, ":")+1:]) },
	"claim": func(f graph.ProfileFact) bool {
		return f.Said != "" || f.Status != "asserted" && f.Status != "inferred"
	},
	"first": func(a, b string) string { return cmp.Or(a, b) },
	"host":  host,
	"headline": func(p *graph.Profile, id string) string {
		for _, a := range p.Articles {
			if a.ID == id && a.Headline != "" {
				return a.Headline
			}
		}
		return schema.UnescapeLocal(id[strings.Index(id, ":")+1:])
	},
}).Parse(entityPage)).New("article").Parse(articlePage))

// pagePath is the page of a short IRI: "/e/Beijing".
func pagePath(id string) string {
	prefix, local, _ := strings.Cut(id, ":")
	return "/" + prefix + "/" + local // escaped as paths are
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2 January 2006")
}

func host(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Host
	}
	return address
}

// wanted is what a client wants to have of a page: "html", "json" or the name
// of a format of quads.
func wanted(r *http.Request) (string, error) {
	if name := r.URL.Query().Get("format"); name != "" {
		if name == "html" || name == "profile" {
			return name, nil
		}
		f, err := graph.FormatByName(name)
		return f.Name, err
	}
	accept := r.Header.Get("Accept")
	for part := range strings.SplitSeq(accept, ",") {
		media, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		switch media {
		case "text/html", "application/xhtml+xml":
			return "html", nil
		case "application/json":
			return "profile", nil
		}
		for _, f := range graph.Formats {
			if f.MediaType == media {
				return f.Name, nil
			}
		}
	}
	return "html", nil
}

func (s *server) entity(w http.ResponseWriter, r *http.Request) {
	id := schema.EntityID(r.PathValue("name"))
	form, err := wanted(r)
	if err != nil {
		writeError(w, http.StatusBadRequest, err)
		return
	}
	w.Header().Set("Vary", "Accept")
	switch form {
	case "html", "profile":
		p, err := s.store.About(r.Context(), id)
		if err != nil {
			s.missing(w, r, err)
			return
		}
		if form == "profile" {
			writeJSON(w, http.StatusOK, p)
			return
		}
		s.page(w, r, "entity", p)
	default:
		f, _ := graph.FormatByName(form)
		var b bytes.Buffer
		if err := s.store.WriteAbout(r.Context(), &b, id, f); err != nil {
			s.missing(w, r, err)
			return
		}
		sendQuads(w, f, b.Bytes())
	}
}

func (s *server) article(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("name")
	form, err := wanted(r)
	if err != nil {
		writeError(w, http.StatusBadRequest, err)
		return
	}
	w.Header().Set("Vary", "Accept")
	switch form {
	case "html", "profile":
		p, err := s.store.AboutArticle(r.Context(), id)
		if err != nil {
			s.missing(w, r, err)
			return
		}
		if form == "profile" {
			writeJSON(w, http.StatusOK, p)
			return
		}
		s.page(w, r, "article", p)
	default:
		f, _ := graph.FormatByName(form)
		var b bytes.Buffer
		if err := s.store.Export(r.Context(), &b, form, graph.Selection{Article: id}); err != nil {
			s.missing(w, r, err)
			return
		}
		sendQuads(w, f, b.Bytes())
	}
}

func sendQuads(w http.ResponseWriter, f graph.Format, data []byte) {
	w.Header().Set("Content-Type", f.MediaType)
	w.Header().Set("Cache-Control", "no-store")
	w.Write(data)
}

// missing answers 404 where there is nothing of the name.
func (s *server) missing(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, graph.ErrNoEntity) || errors.Is(err, graph.ErrNoArticle) {
		writeError(w, http.StatusNotFound, err)
		return
	}
	s.fail(w, r, err)
}

func (s *server) page(w http.ResponseWriter, r *http.Request, name string, data any) {
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, name, data); err != nil {
		s.fail(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	w.Write(b.Bytes())
}
