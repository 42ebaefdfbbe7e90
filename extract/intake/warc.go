package intake

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
)

// warc goes through the pages of a web archive (ISO 28500), as news crawls are
// published: the answers of servers that are HTML or text. The stream is
// uncompressed here: gzip allows for records that are compressed one by one.
func (e *enumerator) warc(s source, in *bufio.Reader, depth int) bool {
	limit := e.o.maxSize() * markupFactor
	for n := 1; ; n++ {
		if stopped(e.ctx) {
			return false
		}
		head, length, err := warcHead(in)
		if err == io.EOF {
			return true
		}
		name := fmt.Sprintf("%s: record %d", s.name, n)
		if err != nil {
			return e.failed(name, fmt.Errorf("this web archive is damaged: %w: the rest of it was left out", err))
		}
		block := &io.LimitedReader{R: in, N: length}
		more := true
		target := strings.Trim(head.Get("WARC-Target-URI"), "<>")
		switch head.Get("WARC-Type") {
		case "response":
			more = e.response(source{name: name + " (" + target + ")", url: target, found: true}, block, limit, depth)
		case "resource", "conversion":
			more = e.stream(source{name: name + " (" + target + ")", url: target, mime: head.Get("Content-Type"), found: true}, io.LimitReader(block, limit), depth+1)
		}
		if !more {
			return false
		}
		if _, err := io.Copy(io.Discard, block); err != nil || block.N > 0 {
			return e.failed(name, fmt.Errorf("this web archive is cut: %w", io.ErrUnexpectedEOF))
		}
	}
}

// warcHead reads the header of a record.
func warcHead(in *bufio.Reader) (textproto.MIMEHeader, int64, error) {
	line := ""
	for line == "" { // records end in blank lines
		raw, err := in.ReadSlice('\n')
		line = strings.TrimSpace(string(raw))
		if err != nil && (err != io.EOF || line != "") {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return nil, 0, err
		} else if err != nil {
			return nil, 0, err
		}
	}
	if !strings.HasPrefix(line, "WARC/") {
		return nil, 0, fmt.Errorf("%.40q is not the beginning of a record", line)
	}
	head, err := textproto.NewReader(in).ReadMIMEHeader()
	if err != nil {
		return nil, 0, err
	}
	length, err := strconv.ParseInt(head.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return nil, 0, fmt.Errorf("Content-Length %.40q", head.Get("Content-Length"))
	}
	return head, length, nil
}

// response gives the record of a server's answer, where it is a page. That the archive ends
// within it is for the caller to say.
func (e *enumerator) response(s source, block *io.LimitedReader, limit int64, depth int) bool {
	failed := func(err error) bool {
		if _, cut := io.Copy(io.Discard, block); cut != nil || block.N > 0 {
			return true
		}
		return e.failed(s.name, err)
	}
	answer, err := http.ReadResponse(bufio.NewReader(block), nil)
	if err != nil {
		return failed(fmt.Errorf("no answer of a server: %w", err))
	}
	defer answer.Body.Close()
	s.mime = answer.Header.Get("Content-Type")
	if answer.StatusCode != http.StatusOK || !readable(s.mime) {
		return true
	}
	raw, err := limited(answer.Body, limit)
	if err != nil {
		return failed(err)
	}
	var body io.Reader = bytes.NewReader(raw)
	if kind := sniff(raw[:min(len(raw), head)], ""); kind == kindGzip || kind == kindZstd {
		out, err := decompressed(body, kind)
		if err != nil {
			return failed(err)
		}
		defer out.Close()
		if raw, err = limited(out, limit); err != nil {
			return failed(err)
		}
	}
	kind := sniff(raw[:min(len(raw), head)], "")
	if kind != kindHTML && kind != kindText {
		return e.stream(s, bytes.NewReader(raw), depth+1)
	}
	r := Record{Name: s.name, mime: s.mime, url: s.url, form: forms[kind], load: bytesOf(raw)}
	r.Told.URL = ""
	if kind == kindText {
		r.Told.URL = s.url
	}
	return e.yield(r, nil)
}

// readable tells whether a type of content may be an article.
func readable(mime string) bool {
	media, _, _ := strings.Cut(strings.ToLower(mime), ";")
	switch strings.TrimSpace(media) {
	case "", "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/xml", "text/xml", "application/rss+xml", "application/atom+xml", "application/json", "application/feed+json", "application/octet-stream":
		return true
	}
	return false
}
