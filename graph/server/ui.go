package server

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/cayleygraph/cayley/ui"
)

// assets are our own part of the web UI: an editor that needs no network,
// the start panel, a style sheet.
//
//go:embed assets
var assets embed.FS

// An edit mends a file of the UI; what it looks for must be there.
type edit struct {
	file     string // pattern of path.Match
	old, new string
	times    int
}

const (
	mainScript = "static/js/main.*.chunk.js"
	libraries  = "static/js/2.*.chunk.js"
)

var edits = []edit{
	// The editor comes from us and not from the network.
	{libraries, "https://cdn.jsdelivr.net/npm/monaco-editor@0.18.1/min/vs", "/quadwire", 2},
	// So do letters and icons.
	{"static/css/main.*.chunk.css", "@import url(https://fonts.googleapis.com/icon?family=Material+Icons);", "", 1},
	// The API is where the page comes from.
	{mainScript, `"http://localhost:64210"`, `""`, 1},
	{libraries, `REACT_APP_SERVER_URL:"http://localhost:64210"`, `REACT_APP_SERVER_URL:""`, 1},
	// Only Gizmo is served.
	{mainScript, `,{label:"GraphQL",value:"graphql"},{label:"MQL",value:"mql"}`, "", 1},
	// Pictures of literals too, which have no "@id".
	{mainScript, `o.source["@id"]`, `quadwire.node(o.source)`, 1},
	{mainScript, `o.target["@id"]`, `quadwire.node(o.target)`, 1},
	// Errors of a query shape are shown.
	{mainScript, `(t,n,e).then(o)},[t])`, `(t,n,e).then(o,function(x){o({error:x.message})})},[t])`, 1},
	// No source maps: they are of the files as they were.
	{"static/*/*.chunk.*s", "sourceMappingURL=", "", 1},
	{"index.html", "<title>Cayley</title>", "<title>quadwire</title>" +
		`<script src="/quadwire/start.js"></script>`, 1},
	{"index.html", "</head>", `<link href="/quadwire/style.css" rel="stylesheet"></head>`, 1},
}

// readOnlyEdits take away what a read-only server refuses.
var readOnlyEdits = []edit{
	{mainScript, `,r.a.createElement(J.d,{activated:"write"===n,onClick:function(){return c("write")}},"Write")`, "", 1},
}

// A userInterface is all files of the web UI by path.
type userInterface map[string]file

type file struct {
	content []byte
	tag     string
	media   string
}

// newUI reads Cayley's web UI, mends it and adds our own files.
func newUI(write bool) (userInterface, error) {
	web, err := fs.Sub(ui.FS, "web")
	if err != nil {
		return nil, err
	}
	todo := edits
	if !write {
		todo = append(todo[:len(todo):len(todo)], readOnlyEdits...)
	}
	u := userInterface{}
	err = u.take(web, "/", func(name string, content []byte) ([]byte, error) { return mend(todo, name, content) })
	if err != nil {
		return nil, err
	}
	own, err := fs.Sub(assets, "assets")
	if err != nil {
		return nil, err
	}
	asIs := func(_ string, content []byte) ([]byte, error) { return content, nil }
	return u, u.take(own, "/quadwire/", asIs)
}

func mend(todo []edit, name string, content []byte) ([]byte, error) {
	for _, e := range todo {
		if ok, _ := path.Match(e.file, name); !ok {
			continue
		}
		if n := bytes.Count(content, []byte(e.old)); n != e.times {
			return nil, fmt.Errorf("web UI: %s has %q %d times instead of %d: this is another version of Cayley", name, e.old, n, e.times)
		}
		content = bytes.ReplaceAll(content, []byte(e.old), []byte(e.new))
	}
	return content, nil
}

// take adds the files of a folder. Source maps stay out, and so does the
// service worker, which would load scripts from the network.
func (u userInterface) take(from fs.FS, prefix string, change func(string, []byte) ([]byte, error)) error {
	return fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, ".map") || name == "service-worker.js" || strings.HasPrefix(name, "precache-manifest") {
			return err
		}
		content, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		if content, err = change(name, content); err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		f := file{content, `"` + hex.EncodeToString(sum[:8]) + `"`, mediaType(name)}
		u[prefix+name] = f
		if name == "index.html" {
			u[prefix] = f
		}
		return nil
	})
}

// mediaType does not ask the system: what it knows differs.
func mediaType(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".ts", ".txt":
		return "text/plain; charset=utf-8"
	case ".ico":
		return "image/x-icon"
	}
	return mime.TypeByExtension(path.Ext(name))
}

// policy keeps pages from loading anything from elsewhere. The UI has inline
// scripts and styles.
const policy = "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; " +
	"img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

func (u userInterface) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", http.MethodGet)
		writeError(w, http.StatusMethodNotAllowed, errors.New(r.Method+" does not work on "+r.URL.Path))
		return
	}
	f, ok := u[r.URL.Path]
	if !ok {
		writeError(w, http.StatusNotFound, errors.New("there is no "+r.URL.Path))
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.media)
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", f.tag)
	h.Set("Content-Security-Policy", policy)
	h.Set("Referrer-Policy", "no-referrer")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.content))
}
