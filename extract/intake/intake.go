// Package intake finds articles in files, folders, archives, feeds and
// standard input, and reads them: bytes in, [extract.Article] out.
//
// [Records] goes through inputs one after the other and gives a [Record] for each
// article, which is little work; [Record.Read] makes an article of it, which is
// more and can be done for many at the same time.
package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
	"unicode"

	"github.com/RadhiFadlillah/whatlanggo"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/extract/byline"
	"github.com/quadwire/quadwire/extract/date"
	"github.com/quadwire/quadwire/extract/intake/page"
	"github.com/quadwire/quadwire/extract/lexicon/fold"
	"github.com/quadwire/quadwire/extract/nlp"
)

// DefaultMaxSize is how many bytes of text an article may have. The longest features
// of newspapers stay below a tenth of it.
const DefaultMaxSize = 2 << 20

// markupFactor is how much longer than its text a page may be.
const markupFactor = 8

// Stdin is the name of standard input among inputs.
const Stdin = "-"

// Errors that say why an input is no article.
var (
	ErrEmpty    = errors.New("empty: there is no text in it")
	ErrBinary   = errors.New("not a text: quadwire reads plain text, Markdown, HTML, feeds, JSON, NewsML, NITF and WARC, also in .gz, .zst and .zip")
	ErrTooLarge = errors.New("too large for an article")
	ErrLanguage = errors.New("not in English")
	ErrKnown    = errors.New("known already")
)

// Options are the settings of reading; the zero value works.
type Options struct {
	MaxSize     int64                  // bytes of text, 0 is DefaultMaxSize
	Date        time.Time              // of articles that do not tell their own
	Stdin       io.Reader              // os.Stdin if nil
	Warn        func(source, s string) // is told what was mended, may be nil
	Fields      Fields                 // names of what articles in JSON tell
	AnyLanguage bool                   // reads what is not English too
	Meter       *Meter                 // is told how far Records is, may be nil
	// Known tells whether an input is not to be read again, by its name and the
	// SHA-256 of its bytes; may be nil. It is asked by several at once.
	Known func(name, sha256 string) bool
	// Web fetches what inputs name by their addresses, and what feeds and sitemaps from the web
	// list; nil refuses them.
	Web    Getter
	Follow bool // fetches what feeds and sitemaps list that are files, too
	// KnownLink tells whether what a feed or a sitemap lists is not to be fetched again, by its
	// address and when it was changed last, zero where that is not told; may be nil.
	KnownLink func(address string, modified time.Time) bool
}

func (o Options) maxSize() int64 {
	if o.MaxSize <= 0 {
		return DefaultMaxSize
	}
	return o.MaxSize
}

func (o Options) stdin() io.Reader {
	if o.Stdin == nil {
		return os.Stdin
	}
	return o.Stdin
}

// A Record is one article to read, wherever it is.
type Record struct {
	Name  string          // what to call it when speaking to a person: "news.zip: a/x.txt"
	ID    string          // of its article, "" where it follows from its address, its file or its text
	Told  extract.Article // what its file, feed or archive tells of it
	form  form
	mime  string // of its bytes, with their charset; may be ""
	url   string // that it is from
	file  string // identifier by the file's name
	path  string // of the file, or of the member of an archive
	Entry bool   // of a feed, which may have the beginning of the article only
	load  func() ([]byte, error)

	instead *Record // read where this is no article
}

// A form is how an article is written.
type form int

const (
	plain form = iota
	markdown
	markup  // HTML
	snippet // HTML of the article and nothing else
)

// Text gives a record of plain text.
func Text(name, id string, raw []byte) Record {
	return Record{Name: name, ID: id, load: bytesOf(raw)}
}

func bytesOf(raw []byte) func() ([]byte, error) {
	return func() ([]byte, error) { return raw, nil }
}

// Read reads the article of a record. Errors name it; ErrLanguage and
// [page.ErrNoArticle] are of records that are no articles for quadwire.
func (r Record) Read(o Options) (extract.Article, error) {
	a, err := r.read(o)
	if r.instead != nil && (errors.Is(err, page.ErrNoArticle) || errors.Is(err, ErrTooLarge)) {
		return r.instead.Read(o)
	}
	if err != nil {
		return extract.Article{}, fmt.Errorf("%s: %w", r.Name, err)
	}
	return a, nil
}

func (r Record) read(o Options) (extract.Article, error) {
	raw, err := r.load()
	if err != nil {
		return extract.Article{}, err
	}
	a := r.Told
	a.SHA256 = digest(raw)
	if o.Known != nil && o.Known(r.Name, a.SHA256) {
		return extract.Article{}, ErrKnown
	}
	text, mended, err := Decode(raw, r.mime)
	if err != nil {
		return extract.Article{}, err
	}
	switch r.form {
	case plain:
		a.Text = withoutHead(text, &a)
	case markdown:
		err = readMarkdown(text, &a)
	case markup:
		err = readPage(text, r.url, &a)
	case snippet:
		a.Text, err = page.Fragment(text)
	}
	if err != nil {
		return extract.Article{}, err
	}
	if strings.TrimSpace(a.Text) == "" && a.Headline == "" {
		return extract.Article{}, ErrEmpty
	}
	if r.form != plain {
		a.Text = withHeadline(a.Headline, a.Text)
	}
	if int64(len(a.Text)) > o.maxSize() {
		return extract.Article{}, tooLarge(o.maxSize())
	}
	if !o.AnyLanguage {
		if err := english(a.Text); err != nil {
			return extract.Article{}, err
		}
	}
	if mended > 0 && o.Warn != nil {
		o.Warn(r.Name, mendedNote(mended))
	}
	if a.Date.IsZero() {
		a.Date = dayOf(a.Text)
	}
	if a.Date.IsZero() {
		a.Date = o.Date
	}
	a.Date = day(a.Date)
	a.URL = NormalURL(a.URL)
	a.ID = r.ID
	if a.ID == "" {
		a.ID = URLID(a.URL)
	}
	if a.ID == "" {
		a.ID = r.file
	}
	if a.ID == "" {
		a.ID = "text-" + a.SHA256[:12]
	}
	return a, nil
}

// dayOf is the day of publication that a text tells near its top: in a line of its own, behind the author,
// or in the dateline.
func dayOf(text string) time.Time {
	if day := date.Of(text); !day.IsZero() {
		return day
	}
	lines := 0
	for line := range strings.Lines(text) {
		if line = oneLine(line); line == "" {
			continue
		}
		if lines++; lines > 12 {
			break
		}
		if nlp.IsByline(line) {
			if day, ok := byline.Day(line); ok {
				return day
			}
		}
		if lead := dateline.FindString(line); lead != "" {
			if day, ok := date.In(lead); ok {
				return day
			}
		}
	}
	return time.Time{}
}

// dateline finds what stands before a dash where a line begins with a place in capitals.
var dateline = regexp.MustCompile(`^\p{Lu}[\p{Lu}.'’-]{2,}[^–—]{0,80}? (?:[–—-]|--|_) `)

// day is the day that a moment has where it was told.
func day(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

func tooLarge(limit int64) error {
	return fmt.Errorf("%w: more than %d bytes: divide it into articles, or raise --max-size", ErrTooLarge, limit)
}

// ByFile tells whether an article has its identifier only from the name of its file, which
// others may have too.
func (r Record) ByFile(a extract.Article) bool { return r.file != "" && a.ID == r.file }

// OtherID gives the identifiers that an article can have instead where another one has that
// of its file's name: with the names of its folders, then with a number.
func (r Record) OtherID(n int) string {
	folder := r.path
	if abs, err := filepath.Abs(r.path); err == nil && !strings.Contains(r.Name, ": ") {
		folder = abs
	}
	id := r.file
	for range n {
		folder = filepath.Dir(folder)
		parent := filepath.Base(folder)
		if parent == "." || parent == "/" || parent == ".." || parent == "" {
			return fmt.Sprintf("%s-%d", r.file, n+1)
		}
		id = identifier(parent) + "-" + id
	}
	return id
}

// readPage reads HTML.
func readPage(text, address string, a *extract.Article) error {
	p, err := page.Read([]byte(text), address)
	if err != nil {
		return err
	}
	a.Text = p.Text
	set(&a.Headline, p.Headline)
	set(&a.URL, p.URL)
	set(&a.Site, p.Site)
	set(&a.Language, p.Language)
	set(&a.Author, strings.Join(p.Authors, ", "))
	if a.Date.IsZero() {
		a.Date = p.Published
	}
	if a.Modified.IsZero() {
		a.Modified = p.Modified
	}
	return nil
}

func set(to *string, value string) {
	if *to == "" {
		*to = value
	}
}

// withoutHead takes the lines "Title: ...", "Date: ..." off the top of a text, where there are two or more.
func withoutHead(text string, a *extract.Article) string {
	told, rest, known := map[string]any{}, text, 0
	for rest != "" && len(told) < 20 {
		line, after, _ := strings.Cut(rest, "\n")
		key, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || value == "" || !headKey.MatchString(key) {
			break
		}
		told[key] = strings.TrimSpace(value)
		known++
		rest = after
	}
	if line, _, _ := strings.Cut(rest, "\n"); known < 2 || strings.TrimSpace(line) != "" {
		return text
	}
	front(told, a)
	return withHeadline(a.Headline, strings.TrimLeft(rest, " \t\r\n"))
}

var headKey = regexp.MustCompile(`(?i)^(?:title|headline|date|published|pub date|author|byline|by|source|url|link|site|publisher|publication|language|section|id|category|keywords|tags)$`)

// withHeadline puts a headline over a text that does not begin with it.
func withHeadline(headline, text string) string {
	text = strings.TrimSpace(text)
	first, _, _ := strings.Cut(text, "\n")
	if headline == "" || strings.TrimSpace(first) == headline {
		return text
	}
	return strings.TrimSpace(headline + "\n\n" + text)
}

// english refuses a text that is surely in another language. Short ones can be
// in any.
func english(text string) error {
	if len(text) < 120 && !otherScript(text) {
		return nil
	}
	if len(text) > 6000 { // the middle has less of what pages say of themselves
		at := len(text)/2 - 3000
		text = strings.ToValidUTF8(text[at:at+6000], "")
	}
	if functionWords(text) >= 0.15 {
		return nil
	}
	found := whatlanggo.Detect(text)
	if found.Lang == whatlanggo.Eng || found.Script == unicode.Latin && found.Confidence < 0.3 {
		return nil
	}
	return fmt.Errorf("%w: it is in %s", ErrLanguage, found.Lang.String())
}

// otherScript reports a text most of whose letters are not Latin, which tells even of a short one.
func otherScript(text string) bool {
	latin, other := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.IsLetter(r):
			other++
		}
	}
	return other > latin
}

var functionWord = map[string]bool{}

func init() {
	for w := range strings.FieldsSeq("the of and to in a that is was for on with as by at it be are from has have had not which this will an were their its been who would he she they but said more after about up out than when or") {
		functionWord[w] = true
	}
}

// functionWords is how many of the words are the frequent ones of English.
func functionWords(text string) float64 {
	n, all := 0, 0
	for w := range strings.FieldsSeq(strings.ToLower(text)) {
		all++
		if functionWord[strings.Trim(w, ".,;:\"'“”()")] {
			n++
		}
	}
	return float64(n) / float64(max(all, 1))
}

// ID makes the identifier of an article from the name of its file: letters lose their marks, what is
// not a letter or digit of ASCII, ".", "_" or "-" becomes "-".
func ID(path string) string {
	name := filepath.Base(path)
	if ext := filepath.Ext(name); ext != name {
		name = strings.TrimSuffix(name, ext)
	}
	return identifier(name)
}

func identifier(name string) string {
	var b strings.Builder
	lost := false
	for _, r := range name {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '_':
			b.WriteRune(r)
		case r > 0x7f && isLetters(fold.Name(string(r))): // "Zürich", "Genève"
			l := fold.Name(string(r))
			if unicode.IsUpper(r) {
				l = strings.ToUpper(l[:1]) + l[1:]
			}
			b.WriteString(l)
		default:
			lost = lost || r > 0x7f && unicode.IsLetter(r)
			if s := b.String(); s != "" && s[len(s)-1] != '-' {
				b.WriteByte('-')
			}
		}
	}
	id := strings.Trim(b.String(), "-.")
	if lost || id == "" { // keeps "新闻.txt" and "社会.txt" apart
		id = strings.Trim(id+"-"+digest([]byte(name))[:8], "-")
	}
	return id
}

func isLetters(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < 'a' || r > 'z' }) < 0
}

// longestID is how long an identifier that is made of an address may be.
const longestID = 100

// URLID makes the identifier of an article from its address, "" of none: host
// and path, and a few digits for what does not fit.
func URLID(address string) string {
	u, err := url.Parse(NormalURL(address))
	if err != nil || u.Host == "" {
		return ""
	}
	path := u.Path
	for _, ext := range []string{".html", ".htm", ".php", ".aspx", ".shtml"} {
		path = strings.TrimSuffix(path, ext)
	}
	id := identifier(strings.TrimPrefix(u.Host, "www.") + path)
	if u.RawQuery != "" || len(id) > longestID {
		sum := digest([]byte(u.Path + "?" + u.RawQuery))[:8]
		id = strings.TrimRight(id[:min(len(id), longestID-9)], "-.") + "-" + sum
	}
	return id
}

// NormalURL writes an address as all that mean the same page do: without
// fragment, without what counts readers.
func NormalURL(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return address
	}
	u.Host = strings.ToLower(u.Host)
	u.Host = strings.TrimSuffix(strings.TrimSuffix(u.Host, ":80"), ":443")
	u.Fragment, u.RawFragment, u.User = "", "", nil
	if u.RawQuery != "" {
		q := u.Query()
		for key := range q {
			k := strings.ToLower(key)
			if strings.HasPrefix(k, "utm_") || counters[k] {
				q.Del(key)
			}
		}
		u.RawQuery = q.Encode()
	}
	return u.String()
}

// counters are parameters of addresses that tell where a reader came from.
var counters = map[string]bool{
	"fbclid": true, "gclid": true, "dclid": true, "msclkid": true, "igshid": true, "mc_cid": true, "mc_eid": true, "cmpid": true, "ocid": true,
	"ito": true, "ns_mchannel": true, "ns_source": true, "ns_campaign": true, "smid": true, "partner": true, "rss": true, "srcref": true, "ref": true, "at_medium": true, "at_campaign": true,
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// limited reads all of in, limit bytes at most.
func limited(in io.Reader, limit int64) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(raw)) > limit {
		return nil, tooLarge(limit)
	}
	return raw, nil
}

// stopped tells whether a context has ended.
func stopped(ctx context.Context) bool { return ctx.Err() != nil }
