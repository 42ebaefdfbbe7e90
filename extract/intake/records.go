package intake

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/transform"
)

// Bounds of what holds many articles.
const (
	maxNested    = 4         // archives within archives
	maxContainer = 256 << 20 // bytes of an archive, a feed or JSON that has to be read as a whole
)

// ErrNested says that archives are packed too deep.
var ErrNested = fmt.Errorf("archives within archives, more than %d deep", maxNested)

// ErrNone says that a file that can hold articles holds none.
var ErrNone = errors.New("there is no article in it")

// Records goes through the articles of inputs, see [Files] for these. What
// cannot be read is an error, with no record, and does not end it.
func Records(ctx context.Context, inputs []string, o Options) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		e := enumerator{ctx: ctx, o: o, ids: map[string]bool{}}
		e.yield = func(r Record, err error) bool { e.given++; return yield(r, err) }
		if o.Meter != nil && !slices.Contains(inputs, Stdin) && !slices.ContainsFunc(inputs, isWeb) {
			go o.Meter.measure(ctx, inputs)
		}
		for len(inputs) > 0 {
			n := 0
			var links []link
			for n < len(inputs) && isWeb(inputs[n]) {
				links = append(links, link{address: inputs[n]})
				n++
			}
			if n > 0 && !e.web(links, 0) {
				return
			}
			first := n
			for n < len(inputs) && !isWeb(inputs[n]) {
				n++
			}
			if !e.files(inputs[first:n]) {
				return
			}
			inputs = inputs[n:]
		}
		e.tellPassed()
	}
}

// tellPassed says which documents in folders were not read.
func (e *enumerator) tellPassed() {
	if len(e.passed) == 0 || e.o.Warn == nil {
		return
	}
	more := ""
	if n := len(e.passed) - 1; n > 0 {
		more = fmt.Sprintf(" and %d more like it", n)
	}
	e.o.Warn(e.passed[0]+more, "passed over: quadwire does not read documents of Word and the like, PDF or tables; save them as text or HTML")
}

// An enumerator finds the records of files. Its methods give false where no more are
// wanted.
type enumerator struct {
	ctx    context.Context
	o      Options
	ids    map[string]bool
	yield  func(Record, error) bool
	given  int      // records and errors
	passed []string // documents in folders
}

func (e *enumerator) failed(name string, err error) bool {
	return e.yield(Record{}, fmt.Errorf("%s: %w", name, err))
}

// files goes through the files that inputs name.
func (e *enumerator) files(inputs []string) bool {
	passed := func(path string) { e.passed = append(e.passed, path) }
	for f, err := range files(e.ctx, inputs, passed) {
		if err != nil && !e.yield(Record{}, err) || err == nil && !e.file(f) {
			return false
		}
	}
	return true
}

func (e *enumerator) file(f File) bool {
	var in io.ReadCloser = io.NopCloser(e.o.stdin())
	if f.Path != Stdin {
		var err error
		if in, err = os.Open(f.Path); err != nil {
			return e.yield(Record{}, err)
		}
	}
	defer in.Close()
	src := source{name: f.Name(), path: f.Path, found: f.Found, plainFile: f.Path != Stdin}
	if f.Path == Stdin {
		src.path = ""
	}
	before := e.given
	more := e.stream(src, e.o.Meter.count(in), 0)
	if more && e.given == before && !f.Found && !stopped(e.ctx) {
		return e.failed(src.name, ErrNone)
	}
	return more
}

// A source is what a stream of bytes is.
type source struct {
	name      string // for people
	path      string // of the file or of the member of an archive, "" for none
	mime, url string
	found     bool // not named by the user: what is no article is passed over
	plainFile bool // the bytes can be had again from the file at path
}

// stream finds the records in bytes by what they look like.
func (e *enumerator) stream(s source, in io.Reader, depth int) bool {
	if depth > maxNested {
		return e.failed(s.name, ErrNested)
	}
	b, start := buffered(in)
	if wide := wideText(start); wide != nil { // a table or JSON of Excel or PowerShell
		b, start = buffered(transform.NewReader(b, wide))
		s.plainFile, s.mime = false, ""
	}
	switch kind := sniff(start, s.path); kind {
	case kindGzip, kindZstd:
		out, err := decompressed(b, kind)
		if err != nil {
			return e.failed(s.name, err)
		}
		defer out.Close()
		s.path, s.plainFile = trimPacked(s.path), false
		return e.stream(s, out, depth+1)
	case kindZip:
		return e.zip(s, b, depth)
	case kindWARC:
		return e.warc(s, b, depth)
	case kindJSONL:
		return e.jsonl(s, b)
	case kindTable:
		return e.table(s, b)
	case kindJSON, kindFeed, kindSitemap, kindNews:
		raw, err := limited(b, maxContainer)
		if err != nil {
			return e.failed(s.name, err)
		}
		switch kind {
		case kindJSON:
			return e.json(s, raw)
		case kindFeed:
			return e.feed(s, raw, depth)
		case kindSitemap:
			return e.sitemap(s, raw, depth)
		}
		return e.news(s, raw)
	case kindMIME:
		raw, err := limited(b, maxContainer)
		if err != nil {
			return e.failed(s.name, err)
		}
		return e.message(s, raw)
	case kindArchive:
		raw, err := limited(b, maxContainer)
		if err != nil {
			return e.failed(s.name, err)
		}
		return e.archive(s, raw)
	case kindBinary:
		if s.found && !textual[strings.ToLower(filepath.Ext(s.path))] {
			return true
		}
		return e.failed(s.name, ErrBinary)
	default:
		return e.single(s, b, kind)
	}
}

// textual are endings of files of which one expects an article.
var textual = map[string]bool{".txt": true, ".text": true, ".md": true, ".html": true, ".htm": true, ".xhtml": true, ".json": true, ".jsonl": true, ".ndjson": true, ".csv": true, ".tsv": true, ".xml": true, ".rss": true, ".atom": true, ".mhtml": true, ".mht": true, ".eml": true}

// single gives the record of a stream that is one article.
func (e *enumerator) single(s source, in io.Reader, kind kind) bool {
	r := Record{Name: s.name, mime: s.mime, url: s.url, form: forms[kind], path: s.path}
	limit := e.o.maxSize()
	if kind != kindText {
		limit *= markupFactor
	}
	if s.path != "" && s.url == "" {
		r.file = e.unique(s.path)
	}
	if s.plainFile {
		if m := e.o.Meter; m != nil { // the rest is read elsewhere
			if info, err := os.Stat(s.path); err == nil {
				m.done.Add(max(0, info.Size()-bufferSize))
			}
		}
		r.load = func() ([]byte, error) {
			f, err := os.Open(s.path)
			if err != nil {
				return nil, err
			}
			defer f.Close()
			return limited(f, limit)
		}
		return e.yield(r, nil)
	}
	raw, err := limited(in, limit)
	if err != nil {
		return e.failed(s.name, err)
	}
	r.load = bytesOf(raw)
	return e.yield(r, nil)
}

var forms = map[kind]form{kindText: plain, kindMarkdown: markdown, kindHTML: markup}

// unique makes the identifier of a file that no other record has: with the names of
// its folders where another file has its name, then with a number.
func (e *enumerator) unique(name string) string {
	id := ID(name)
	folder := filepath.ToSlash(filepath.Dir(name))
	for n := 2; e.ids[id]; {
		if parent := path.Base(folder); parent != "." && parent != "/" && parent != ".." {
			id, folder = identifier(parent)+"-"+id, path.Dir(folder)
			continue
		}
		id = fmt.Sprintf("%s-%d", ID(name), n)
		n++
	}
	e.ids[id] = true
	return id
}

// zip goes through the members of a zip archive.
func (e *enumerator) zip(s source, in io.Reader, depth int) bool {
	var archive *zip.Reader
	if s.plainFile {
		f, err := zip.OpenReader(s.path)
		if err != nil {
			return e.failed(s.name, err)
		}
		defer f.Close()
		archive = &f.Reader
	} else {
		raw, err := limited(in, maxContainer)
		if err != nil {
			return e.failed(s.name, err)
		}
		if archive, err = zip.NewReader(bytes.NewReader(raw), int64(len(raw))); err != nil {
			return e.failed(s.name, err)
		}
	}
	if slices.ContainsFunc(archive.File, func(f *zip.File) bool { return f.Name == "[Content_Types].xml" || f.Name == "mimetype" }) {
		return s.found || e.failed(s.name, ErrBinary) // a document of Word, an e-book
	}
	for _, m := range archive.File {
		if stopped(e.ctx) {
			return false
		}
		base := path.Base(m.Name)
		if m.FileInfo().IsDir() || strings.HasPrefix(base, ".") || strings.HasPrefix(m.Name, "__MACOSX/") || never[strings.ToLower(path.Ext(base))] {
			continue
		}
		name := s.name + ": " + m.Name
		f, err := m.Open()
		if err != nil {
			if !e.failed(name, err) {
				return false
			}
			continue
		}
		more := e.stream(source{name: name, path: m.Name, found: true}, f, depth+1)
		f.Close()
		if !more {
			return false
		}
	}
	return true
}

// unpacked takes gzip and Zstandard off a file.
func unpacked(in io.ReadCloser) (io.ReadCloser, error) {
	b, start := buffered(in)
	kind := sniff(start, "")
	if kind != kindGzip && kind != kindZstd {
		return struct {
			io.Reader
			io.Closer
		}{b, in}, nil
	}
	out, err := decompressed(b, kind)
	if err != nil {
		return nil, errors.Join(err, in.Close())
	}
	return struct {
		io.Reader
		io.Closer
	}{out, closers{out, in}}, nil
}

type closers []io.Closer

func (c closers) Close() error {
	var err error
	for _, x := range c {
		err = errors.Join(err, x.Close())
	}
	return err
}

func decompressed(in io.Reader, kind kind) (io.ReadCloser, error) {
	if kind == kindGzip {
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, packedError(err)
		}
		return packed{z}, nil
	}
	z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(256<<20))
	if err != nil {
		return nil, packedError(err)
	}
	return packed{z.IOReadCloser()}, nil
}

// packed are compressed bytes, which may be damaged.
type packed struct{ io.ReadCloser }

func (p packed) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	return n, packedError(err)
}

func packedError(err error) error {
	switch {
	case err == nil, errors.Is(err, io.EOF):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errPackedCut
	}
	return fmt.Errorf("it is compressed but cannot be unpacked: %w", err)
}

// errPackedCut is io.ErrUnexpectedEOF in words.
var errPackedCut error = packedCut{}

type packedCut struct{}

func (packedCut) Error() string { return "it is compressed, and its end is missing" }
func (packedCut) Unwrap() error { return io.ErrUnexpectedEOF }

// trimPacked takes the ending of a compressed file's name off.
func trimPacked(name string) string {
	switch ext := strings.ToLower(filepath.Ext(name)); ext {
	case ".gz", ".gzip", ".zst", ".zstd":
		return name[:len(name)-len(ext)]
	}
	return name
}

// A kind is what bytes are.
type kind int

const (
	kindText kind = iota
	kindMarkdown
	kindHTML
	kindFeed
	kindSitemap
	kindNews // NITF or NewsML-G2
	kindJSON
	kindJSONL
	kindTable // CSV, TSV
	kindWARC
	kindGzip
	kindZstd
	kindZip
	kindMIME    // a page that a browser saved with all its parts, a mail
	kindArchive // mails, one behind the other
	kindBinary
)

var (
	rootElement = regexp.MustCompile(`(?s)^(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>|\s)*<([A-Za-z][\w:.-]*)`)
	anyElement  = regexp.MustCompile(`(?i)<(?:!doctype html|html|head|body|div|p|article|meta|title|span|br|h1|h2|section|table|main|a href|script)\b`)
	atxHeading  = regexp.MustCompile(`(?m)^#{1,6} \S|^---\n(?:[\w-]+:.*\n)+---\n|\]\((?:https?://|/)`)
)

// sniff tells what bytes are from the first of them, and from the name of
// their file where they could be several things.
func sniff(start []byte, name string) kind {
	ext := strings.ToLower(filepath.Ext(name))
	switch {
	case bytes.HasPrefix(start, []byte{0x1f, 0x8b}):
		return kindGzip
	case bytes.HasPrefix(start, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return kindZstd
	case bytes.HasPrefix(start, []byte("PK\x03\x04")), bytes.HasPrefix(start, []byte("PK\x05\x06")):
		return kindZip
	case bytes.HasPrefix(start, []byte("WARC/")):
		return kindWARC
	case bytes.HasPrefix(start, []byte("%PDF-")), bytes.HasPrefix(start, []byte("{\\rtf")):
		return kindBinary
	case mboxHead.Match(start):
		return kindArchive
	case ext == ".mhtml", ext == ".mht", ext == ".eml", mimeHead.Match(start):
		return kindMIME
	}
	wide := bytes.HasPrefix(start, []byte{0xff, 0xfe}) || bytes.HasPrefix(start, []byte{0xfe, 0xff}) || utf16(start, 0) || utf16(start, 1)
	if wide {
		text, _, err := decode(start[:len(start)&^1], "")
		if err != nil {
			return kindBinary
		}
		start = []byte(text)
	} else if bytes.IndexByte(start, 0) >= 0 {
		return kindBinary
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(start, []byte("\ufeff")), " \t\r\n")
	switch {
	case bytes.HasPrefix(text, []byte("<")):
		if m := rootElement.FindSubmatch(text); m != nil {
			switch root := strings.ToLower(string(m[1])); root {
			case "rss", "feed", "rdf:rdf", "atom:feed":
				return kindFeed
			case "urlset", "sitemapindex":
				return kindSitemap
			case "nitf", "newsitem", "newsmessage", "newsml", "packageitem":
				return kindNews
			}
		}
		if anyElement.Match(text) {
			return kindHTML
		}
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[{")), bytes.HasPrefix(text, []byte("[]")), bytes.HasPrefix(text, []byte("[\n")), bytes.HasPrefix(text, []byte("[\r")), bytes.HasPrefix(text, []byte("[ ")) && ext == ".json":
		switch {
		case bytes.HasPrefix(text, []byte("{")) && bytes.Contains(text, []byte("jsonfeed.org/version")):
			return kindFeed
		case text[0] == '[':
			return kindJSON
		case ext == ".jsonl" || ext == ".ndjson" || jsonLine.Match(text):
			return kindJSONL
		case jsonStart.Match(text):
			return kindJSON
		}
	}
	switch ext {
	case ".csv", ".tsv":
		return kindTable
	case ".md", ".markdown":
		return kindMarkdown
	case ".html", ".htm", ".xhtml":
		if bytes.Contains(text, []byte("<")) {
			return kindHTML
		}
	case ".txt":
		return kindText
	}
	if isTable(text) {
		return kindTable
	}
	if !bytes.HasPrefix(text, []byte("<")) && atxHeading.Match(text) && len(atxHeading.FindAll(text, 3)) > 1 {
		return kindMarkdown
	}
	return kindText
}

var (
	jsonStart = regexp.MustCompile(`^\{\s*["}]`)
	mimeHead  = regexp.MustCompile(`(?i)^(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?mime-version:`)
	mboxHead  = regexp.MustCompile(`^From [^\n]{1,200}\d{4}\r?\n[A-Za-z-]{2,40}:`)
	jsonLine  = regexp.MustCompile(`^\{[^\n]*\}\r?\n\s*\{|^\{\s*"[^\n]*$`)
)
