package intake

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"regexp"
	"strings"

	"github.com/quadwire/quadwire/extract/date"
)

// A part is text of a message.
type part struct {
	mime, url string
	text      []byte
}

// archive goes through the mails of a file in the form of mbox (RFC 4155).
func (e *enumerator) archive(s source, raw []byte) bool {
	raw = bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	for n := 1; len(raw) > 0; n++ {
		if stopped(e.ctx) {
			return false
		}
		_, rest, _ := bytes.Cut(raw, []byte("\n")) // "From press@port.example Mon Mar  3 10:00:00 2025"
		one := rest
		if end := mailStart.FindIndex(rest); end != nil {
			one, raw = rest[:end[0]+1], rest[end[0]+2:]
		} else {
			raw = nil
		}
		part := s
		part.name = fmt.Sprintf("%s: mail %d", s.name, n)
		if s.path != "" {
			part.path = fmt.Sprintf("%s-%d", strings.TrimSuffix(s.path, ".mbox"), n)
		}
		if !e.message(part, bytes.ReplaceAll(one, []byte("\n>From "), []byte("\nFrom "))) {
			return false
		}
	}
	return true
}

// mailStart is where a mail of an archive begins, behind an empty line.
var mailStart = regexp.MustCompile(`\n\nFrom [^\n]{1,200}\d{4}\n`)

// message gives the record of a page that a browser saved as one file (MHTML, RFC 2557), or of a mail: its HTML or, where
// it has none, its text.
func (e *enumerator) message(s source, raw []byte) bool {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return e.failed(s.name, fmt.Errorf("this looks like a saved page or a mail but is not: %w", err))
	}
	var html, plain *part
	err = parts(textproto.MIMEHeader(m.Header), m.Body, 0, func(p part) {
		switch {
		case strings.HasPrefix(p.mime, "text/html") && html == nil:
			html = &p
		case strings.HasPrefix(p.mime, "text/plain") && plain == nil:
			plain = &p
		}
	})
	found, form := html, markup
	if found == nil {
		found, form = plain, 0
	}
	if found == nil {
		if err == nil {
			err = ErrNone
		}
		return e.failed(s.name, err)
	}
	r := Record{Name: s.name, mime: found.mime, form: form, load: bytesOf(found.text), url: found.url}
	if address := m.Header.Get("Snapshot-Content-Location"); isWeb(address) {
		r.url = address
	}
	if r.url == "" && s.path != "" {
		r.file = e.unique(s.path)
	}
	words := mime.WordDecoder{}
	if !isWeb(r.url) { // of a saved page the headers are the browser's
		if subject, err := words.DecodeHeader(m.Header.Get("Subject")); err == nil {
			r.Told.Headline = oneLine(subject)
		}
		if from, err := mail.ParseAddress(m.Header.Get("From")); err == nil {
			r.Told.Site = from.Name
		}
		r.Told.Date, _ = date.Parse(m.Header.Get("Date"))
	}
	return e.yield(r, nil)
}

// parts calls a function with the texts of a message or a part of one.
func parts(head textproto.MIMEHeader, body io.Reader, depth int, yield func(part)) error {
	if depth > maxNested {
		return ErrNested
	}
	media, params, err := mime.ParseMediaType(head.Get("Content-Type"))
	if err != nil {
		media = "text/plain"
	}
	if strings.HasPrefix(media, "multipart/") {
		for reader := multipart.NewReader(body, params["boundary"]); ; {
			p, err := reader.NextRawPart()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return fmt.Errorf("its parts cannot be read: %w", err)
			}
			if err := parts(p.Header, p, depth+1, yield); err != nil {
				return err
			}
		}
	}
	if !strings.HasPrefix(media, "text/") {
		return nil
	}
	switch strings.ToLower(strings.TrimSpace(head.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	text, err := io.ReadAll(io.LimitReader(body, maxContainer))
	if err != nil && len(text) == 0 {
		return fmt.Errorf("its text cannot be read: %w", err)
	}
	address := head.Get("Content-Location")
	if !isWeb(address) {
		address = ""
	}
	yield(part{mime: media + charsetOf(params), url: address, text: text})
	return nil
}

func charsetOf(params map[string]string) string {
	if params["charset"] == "" {
		return ""
	}
	return "; charset=" + params["charset"]
}
