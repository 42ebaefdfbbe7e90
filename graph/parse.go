package graph

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"github.com/quadwire/quadwire/schema"
)

// maxLine is how many bytes a line of N-Quads may have.
const maxLine = 16 << 20

// ReadNQuads reads N-Quads (https://www.w3.org/TR/n-quads/, strictly) into
// the form of the store: short IRIs, native literals. It ends with the first
// error, an ErrData that says the line, the column (in characters) and what is
// wrong there.
func ReadNQuads(r io.Reader, ns schema.Namespaces) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		short := newShortener(ns)
		in := bufio.NewReaderSize(r, 1<<16)
		for n := 1; ; n++ {
			line, err := readLine(in)
			if err != nil && (err != io.EOF || line == "") { //nolint:errorlint // the reader's own
				if err != io.EOF { //nolint:errorlint // the same
					yield(quad.Quad{}, fmt.Errorf("line %d: %w", n, err))
				}
				return
			}
			p := nquadParser{line: line}
			q, ok := p.statement()
			if p.err != "" {
				yield(quad.Quad{}, fmt.Errorf("%w: line %d, column %d: %s", ErrData, n, utf8.RuneCountInString(line[:p.errAt])+1, p.err))
				return
			}
			if q = short.quad(q); ok && !(isNode(q.Subject) && isNode(q.Predicate) && (q.Label == nil || isNode(q.Label))) {
				yield(quad.Quad{}, fmt.Errorf("%w: line %d: an IRI is empty", ErrData, n))
				return
			}
			if ok && !yield(q, nil) {
				return
			}
		}
	}
}

// readLine reads up to a line end, which may be of any system, and leaves it out.
func readLine(in *bufio.Reader) (string, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > maxLine {
			return "", fmt.Errorf("%w: it has more than %d MB", ErrData, maxLine>>20)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return strings.TrimRight(string(line), "\r\n"), lineError(err, len(line))
		}
	}
}

// lineError takes an end that comes after an empty line for none.
func lineError(err error, n int) error {
	if err == io.EOF && n > 0 { //nolint:errorlint // the reader's own
		return nil
	}
	return err
}

func (s shortener) quad(q quad.Quad) quad.Quad {
	out := quad.Quad{Subject: s.value(q.Subject), Predicate: s.value(q.Predicate), Object: s.value(q.Object), Label: s.value(q.Label)}
	// Floats are decimals but for confidences: other doubles stay text.
	if t, ok := q.Object.(quad.TypedString); ok && t.Type == xsd+"double" && out.Predicate != quad.Value(qwConfidence) {
		out.Object = quad.TypedString{Value: t.Value, Type: "xsd:double"}
	}
	return out
}

// An nquadParser reads one line.
type nquadParser struct {
	line  string
	at    int
	err   string // what is wrong, "" for nothing
	errAt int
}

func (p *nquadParser) fail(at int, format string, args ...any) {
	if p.err == "" {
		p.err, p.errAt = fmt.Sprintf(format, args...), min(at, len(p.line))
	}
}

func (p *nquadParser) blanks() {
	for p.at < len(p.line) && (p.line[p.at] == ' ' || p.line[p.at] == '\t') {
		p.at++
	}
}

// next is the next byte, 0 at the end.
func (p *nquadParser) next() byte {
	if p.at < len(p.line) {
		return p.line[p.at]
	}
	return 0
}

// statement gives the quad of the line; it is not ok where there is none.
func (p *nquadParser) statement() (q quad.Quad, ok bool) {
	if i := invalid(p.line); i >= 0 {
		p.fail(i, "a byte that is not UTF-8: save the file as UTF-8")
		return q, false
	}
	p.blanks()
	if p.next() == 0 && p.at == len(p.line) || p.next() == '#' {
		return q, false
	}
	q.Subject = p.node("subject")
	p.blanks()
	if p.err == "" && p.next() != '<' {
		p.fail(p.at, "the predicate must be an IRI in <>")
	}
	q.Predicate = p.iri()
	p.blanks()
	if p.next() == '"' {
		q.Object = p.literal()
	} else {
		q.Object = p.node("object")
	}
	p.blanks()
	if p.err == "" && p.next() != '.' {
		q.Label = p.node("graph")
		p.blanks()
	}
	if p.err == "" && p.next() != '.' {
		p.fail(p.at, "a full stop must end the statement")
	}
	p.at++
	p.blanks()
	if p.at < len(p.line) && p.next() != '#' {
		p.fail(p.at, "nothing but a comment may follow the full stop")
	}
	return q, p.err == ""
}

// invalid gives the place of the first byte that is not UTF-8, -1 for none.
func invalid(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return i
			}
		}
	}
	return -1
}

func (p *nquadParser) node(role string) quad.Value {
	if p.err != "" {
		return nil
	}
	switch p.next() {
	case '<':
		return p.iri()
	case '_':
		return p.blank()
	}
	what := "an IRI in <> or a blank node"
	if role == "object" {
		what += " or a literal in double quotes"
	}
	p.fail(p.at, "the %s must be %s", role, what)
	return nil
}

// iri reads <...>.
func (p *nquadParser) iri() quad.IRI {
	if p.err != "" {
		return ""
	}
	start := p.at
	p.at++
	var b strings.Builder
	from := p.at
	for {
		if p.at >= len(p.line) {
			p.fail(start, "the IRI has no end: > is missing")
			return ""
		}
		c := p.line[p.at]
		switch {
		case c == '>':
			b.WriteString(p.line[from:p.at])
			p.at++
			iri := b.String()
			if scheme, _, ok := strings.Cut(iri, ":"); !ok || !isScheme(scheme) {
				p.fail(start, "the IRI <%s> is relative: it needs a scheme such as http:", iri)
			}
			return quad.IRI(iri)
		case c == '\\':
			b.WriteString(p.line[from:p.at])
			at := p.at
			r := p.unicode()
			if r <= 0x20 || strings.ContainsRune(forbidden, r) {
				p.fail(at, "an IRI cannot have the character %q, escaped or not", r)
			}
			b.WriteRune(r)
			from = p.at
		case c <= 0x20 || strings.IndexByte(forbidden, c) >= 0:
			p.fail(p.at, "an IRI cannot have the character %q", rune(c))
			return ""
		default:
			p.at++
		}
		if p.err != "" {
			return ""
		}
	}
}

// forbidden are the characters that no IRI has.
const forbidden = "<>\"{}|^`\\"

// unicode reads \uXXXX or \UXXXXXXXX.
func (p *nquadParser) unicode() rune {
	digits := 0
	if p.at+1 < len(p.line) {
		switch p.line[p.at+1] {
		case 'u':
			digits = 4
		case 'U':
			digits = 8
		}
	}
	if digits == 0 {
		p.fail(p.at, "\\ must begin \\uXXXX or \\UXXXXXXXX here")
		return 0
	}
	end := p.at + 2 + digits
	if end > len(p.line) {
		p.fail(p.at, "\\%c needs %d hexadecimal digits", p.line[p.at+1], digits)
		return 0
	}
	n, err := strconv.ParseUint(p.line[p.at+2:end], 16, 32)
	switch {
	case err != nil:
		p.fail(p.at, "\\%c needs %d hexadecimal digits", p.line[p.at+1], digits)
	case !utf8.ValidRune(rune(n)):
		p.fail(p.at, "%s is no character of Unicode", p.line[p.at:end])
	}
	p.at = end
	return rune(n)
}

// blank reads _:label.
func (p *nquadParser) blank() quad.BNode {
	start := p.at
	if !strings.HasPrefix(p.line[p.at:], "_:") {
		p.fail(p.at, "a blank node begins with _:")
		return ""
	}
	p.at += 2
	from := p.at
	for p.at < len(p.line) {
		r, n := utf8.DecodeRuneInString(p.line[p.at:])
		if first := p.at == from; !labelStart(r) && (first || !labelRest(r)) {
			break
		}
		p.at += n
	}
	for p.at > from && p.line[p.at-1] == '.' { // that is the end of the statement
		p.at--
	}
	if p.at == from {
		p.fail(start, "the blank node has no label")
	}
	return quad.BNode(p.line[from:p.at])
}

// labelStart has the characters that a label may begin with, PN_CHARS_U and
// digits in the grammar.
func labelStart(r rune) bool {
	switch {
	case r == '_', r == ':', r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z':
		return true
	}
	return r >= 0xC0 && r <= 0x2FF && r != 0xD7 && r != 0xF7 || r >= 0x370 && r <= 0x1FFF && r != 0x37E ||
		r >= 0x200C && r <= 0x200D || r >= 0x2070 && r <= 0x218F || r >= 0x2C00 && r <= 0x2FEF ||
		r >= 0x3001 && r <= 0xD7FF || r >= 0xF900 && r <= 0xFDCF || r >= 0xFDF0 && r <= 0xFFFD || r >= 0x10000 && r <= 0xEFFFF
}

// labelRest has those that may follow only.
func labelRest(r rune) bool {
	return r == '-' || r == '.' || r == 0xB7 || r >= 0x300 && r <= 0x36F || r >= 0x203F && r <= 0x2040
}

// literal reads "..." with a language or a datatype.
func (p *nquadParser) literal() quad.Value {
	if p.err != "" {
		return nil
	}
	text := p.quoted()
	switch {
	case p.err != "":
		return nil
	case strings.HasPrefix(p.line[p.at:], "^^"):
		p.at += 2
		if p.next() != '<' {
			p.fail(p.at, "the datatype must be an IRI in <>")
		}
		return quad.TypedString{Value: quad.String(text), Type: p.iri()}
	case p.next() == '@':
		return quad.LangString{Value: quad.String(text), Lang: p.language()}
	}
	return quad.String(text)
}

var escapes = map[byte]byte{'t': '\t', 'b': '\b', 'n': '\n', 'r': '\r', 'f': '\f', '"': '"', '\'': '\'', '\\': '\\'}

func (p *nquadParser) quoted() string {
	start := p.at
	p.at++
	var b strings.Builder
	from := p.at
	for p.err == "" {
		i := strings.IndexAny(p.line[p.at:], "\"\\\r")
		if i < 0 {
			p.fail(start, "the literal has no end: \" is missing in this line")
			break
		}
		p.at += i
		b.WriteString(p.line[from:p.at])
		switch p.line[p.at] {
		case '"':
			p.at++
			return b.String()
		case '\r':
			p.fail(p.at, "a line end inside of a literal must be written \\r")
		default:
			if p.at+1 < len(p.line) && escapes[p.line[p.at+1]] != 0 {
				b.WriteByte(escapes[p.line[p.at+1]])
				p.at += 2
			} else if p.at+1 < len(p.line) && (p.line[p.at+1] == 'u' || p.line[p.at+1] == 'U') {
				b.WriteRune(p.unicode())
			} else {
				p.fail(p.at, "no such escape: use \\t \\b \\n \\r \\f \\\" \\' \\\\ \\uXXXX or \\UXXXXXXXX")
			}
		}
		from = p.at
	}
	return ""
}

// language reads @en-GB.
func (p *nquadParser) language() string {
	start := p.at
	p.at++
	from, part := p.at, 0
	letter := func(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
	for first := true; p.at < len(p.line); p.at++ {
		c := p.line[p.at]
		switch {
		case letter(c), !first && c >= '0' && c <= '9':
			part++
			continue
		case c == '-' && part > 0:
			part, first = 0, false
			continue
		}
		break
	}
	if part == 0 {
		p.fail(start, "the language must look like @en or @en-GB")
	}
	return p.line[from:p.at]
}
