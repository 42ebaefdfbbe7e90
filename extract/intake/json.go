package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/extract/byline"
	"github.com/quadwire/quadwire/extract/date"
)

// Fields says under which names articles in JSON have what: keys are text, headline,
// date, modified, url, author, site, language and id; values are names, or paths such as
// "article.body". What is not there is looked for under the usual names.
type Fields map[string]string

// usual are the names that feeds, crawlers, corpora and the interfaces of news sites give; case, blanks and
// underscores do not matter, "headline.main" is in an object.
var usual = map[string][]string{
	"text":     {"text", "body", "content", "articleBody", "maintext", "contentText", "contentHTML", "fulltext", "plainText", "article", "document", "story", "html", "fields.body", "fields.bodyText", "contentElements", "paragraphs", "bodyText"},
	"headline": {"headline", "title", "name", "headlines.basic", "headline.main", "webTitle", "fields.headline"},
	"date":     {"date", "datePublished", "published", "publishedAt", "publishedDate", "datePublish", "pubDate", "publishDate", "publicationDate", "webPublicationDate", "firstPublishDate", "displayDate", "seenDate", "created", "createdAt", "timestamp"},
	"modified": {"dateModified", "modified", "updated", "updatedAt", "lastUpdatedDate"},
	"url":      {"url", "link", "canonical", "canonicalURL", "webURL", "uri", "sourceURL", "requestedURL"},
	"author":   {"author", "authors", "byline", "byline.original", "fields.byline", "credits.by", "creator"},
	"site":     {"site", "siteName", "publisher", "source", "sourceDomain", "publication", "domain"},
	"language": {"language", "lang", "inLanguage"},
	"id":       {"id", "_id", "uuid", "guid", "identifier"},
}

// summaries are the names of what there is of an article whose text is not there.
var summaries = []string{"leadParagraph", "description", "description.basic", "abstract", "snippet", "standfirst", "fields.trailText", "shortDescription", "summary", "excerpt"}

// Keys are what Fields can name.
func Keys() []string {
	return []string{"text", "headline", "date", "modified", "url", "author", "site", "language", "id"}
}

// field is what an article has of a key, as text.
func (f Fields) field(m map[string]any, key string) string {
	if name := f[key]; name != "" {
		var v any = m
		for part := range strings.SplitSeq(name, ".") {
			inner, ok := v.(map[string]any)
			if !ok {
				return ""
			}
			if whole, ok := inner[name]; ok {
				v = whole
				break
			}
			v = inner[part]
		}
		return textOfJSON(v)
	}
	if key == "text" {
		return firstIn(m, usual[key], asParagraphs)
	}
	return firstIn(m, usual[key], asList)
}

// What stands between the parts of a list: of a text, whose parts may be elements of a page, and of names.
const (
	asParagraphs = "\n\n"
	asList       = ", "
)

// firstIn is the first of some fields that an article has, as text; sep stands between the parts of a list.
func firstIn(m map[string]any, names []string, sep string) string {
	folded := foldKeys(m)
	for _, name := range names {
		v, fields := any(nil), folded
		for part := range strings.SplitSeq(name, ".") {
			v = fields[foldKey(part)]
			inner, _ := v.(map[string]any)
			fields = foldKeys(inner)
		}
		if t := listOfJSON(v, sep); t != "" {
			return t
		}
	}
	return ""
}

// foldKeys are the fields of an object by their names without case, blanks and underscores.
func foldKeys(m map[string]any) map[string]any {
	out := make(map[string]any, len(m))
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if _, has := out[foldKey(key)]; !has {
			out[foldKey(key)] = m[key]
		}
	}
	return out
}

func foldKey(key string) string {
	key = strings.TrimSuffix(strings.ToLower(key), "(s)")
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '_' || r == '-' {
			return -1
		}
		return r
	}, key)
}

// listOfJSON is a value as text; of elements of a page those that have text of the article.
func listOfJSON(v any, sep string) string {
	list, ok := v.([]any)
	if !ok {
		return textOfJSON(v)
	}
	var parts []string
	for _, x := range list {
		if m, ok := x.(map[string]any); ok && sep == asParagraphs {
			switch kind, _ := m["type"].(string); kind {
			case "", "text", "header", "paragraph", "quote":
			default: // advertisements, pictures, code
				continue
			}
			if t := firstIn(m, usual["text"], sep); t != "" {
				parts = append(parts, t)
				continue
			}
		}
		if t := textOfJSON(x); t != "" {
			parts = append(parts, t)
		}
	}
	if sep == asParagraphs && len(parts) > 1 && slices.ContainsFunc(parts, tags.MatchString) { // paragraphs of HTML
		return "<p>" + strings.Join(parts, "</p><p>") + "</p>"
	}
	return strings.Join(parts, sep)
}

func textOfJSON(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		return v.String()
	case []any:
		var parts []string
		for _, x := range v {
			if t := textOfJSON(x); t != "" {
				parts = append(parts, t)
			}
		}
		return strings.Join(parts, ", ")
	case map[string]any:
		for _, name := range []string{"name", "title", "text", "value", "#text"} {
			if t := textOfJSON(v[name]); t != "" {
				return t
			}
		}
	}
	return ""
}

// jsonl goes through lines of JSON, each an article.
func (e *enumerator) jsonl(s source, in io.Reader) bool {
	limit := e.o.maxSize() * markupFactor
	lines := bufio.NewReaderSize(in, 256<<10)
	for n := 1; ; n++ {
		if stopped(e.ctx) {
			return false
		}
		line, long, err := readLine(lines, limit)
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if len(bytes.TrimSpace(line)) > 0 || long {
			name := fmt.Sprintf("%s: line %d", s.name, n)
			more := true
			if long {
				more = e.failed(name, tooLarge(limit))
			} else {
				more = e.object(s, name, strconv.Itoa(n), bytes.Clone(line), false)
			}
			if !more {
				return false
			}
		}
		if errors.Is(err, io.EOF) {
			return true
		}
		if err != nil {
			return e.failed(fmt.Sprintf("%s: line %d", s.name, n), err)
		}
	}
}

// readLine reads a line, and passes over the rest of one that is longer than limit.
func readLine(in *bufio.Reader, limit int64) (line []byte, long bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if int64(len(line)+len(part)) > limit {
			line, long = nil, true
		} else if !long {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, long, err
		}
	}
}

// json goes through a list of articles, or takes the one.
func (e *enumerator) json(s source, raw []byte) bool {
	raw = bytes.TrimPrefix(bytes.TrimSpace(raw), []byte("\ufeff"))
	if len(raw) > 0 && raw[0] == '{' {
		return e.object(s, s.name, "", raw, false)
	}
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return e.failed(s.name, fmt.Errorf("this looks like a list in JSON but is not: %w", jsonError(err)))
	}
	for i, item := range list {
		if stopped(e.ctx) || !e.object(s, fmt.Sprintf("%s: item %d", s.name, i+1), strconv.Itoa(i+1), item, true) {
			return false
		}
	}
	return true
}

var tags = regexp.MustCompile(`(?i)</(?:p|div|h[1-6]|li|span|a|b|i|em|strong|article|body|html)>|<(?:br|p)\b[^>]*>`)

// object gives the record of an article in JSON or, where it is an object around a list, as of news APIs, those of the list; within is for
// such. suffix makes its identifier where it tells none.
func (e *enumerator) object(s source, name, suffix string, raw []byte, within bool) bool {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var m map[string]any
	if err := d.Decode(&m); err != nil {
		return e.failed(name, fmt.Errorf("no article in JSON: %w", jsonError(err)))
	}
	r := Record{Name: name, Told: e.o.Fields.told(m)}
	if day := e.o.Fields.field(m, "date"); day != "" && r.Told.Date.IsZero() && e.o.Warn != nil {
		e.o.Warn(name, fmt.Sprintf("its date %.40q cannot be read", day))
	}
	for _, sep := range []string{" - ", " | ", " – ", " — "} { // "Bridge opens - The Post"
		if r.Told.Site != "" {
			r.Told.Headline = strings.TrimSuffix(r.Told.Headline, sep+r.Told.Site)
		}
	}
	text := e.o.Fields.field(m, "text")
	if list := articlesIn(m); text == "" && list != nil && !within {
		for i, item := range list {
			part := strings.TrimLeft(suffix+"-"+strconv.Itoa(i+1), "-")
			if stopped(e.ctx) || !e.object(s, fmt.Sprintf("%s: item %d", name, i+1), part, item, true) {
				return false
			}
		}
		return true
	}
	text = whole.ReplaceAllString(text, "$1")
	if text == "" && e.o.Fields["text"] == "" {
		text = firstIn(m, summaries, asParagraphs)
	}
	if text == "" && r.Told.URL != "" { // of an index of the news there is only the headline
		text = r.Told.Headline
	}
	if text == "" {
		return e.failed(name, fmt.Errorf("there is no text in it: name the field that has it, as --field text=NAME (it has %s)", keysOf(m)))
	}
	switch {
	case tags.MatchString(text) && (strings.Contains(text, "<html") || strings.Contains(text, "<body")):
		r.form, r.url = markup, r.Told.URL
	case tags.MatchString(text):
		r.form = snippet
	default: // nothing is in the text but the text
		text = withHeadline(r.Told.Headline, text)
	}
	if id := e.o.Fields.field(m, "id"); id != "" && len(id) <= longestID {
		e.name(&r, s, id)
	} else if s.path != "" {
		r.file = strings.TrimRight(ID(s.path)+"-"+suffix, "-")
	}
	r.load = bytesOf([]byte(text))
	return e.yield(r, nil)
}

// name gives a record the identifier that its source tells. One that is only a number, as rows have, is that of an article in
// that source: an address is a better one.
func (e *enumerator) name(r *Record, s source, id string) {
	switch {
	case strings.Trim(id, "0123456789") != "":
		r.ID = identifier(id)
	case URLID(r.Told.URL) != "":
	case !e.nameWithin(r, s, id):
		r.ID = id
	}
}

// nameWithin gives a record an identifier that no article of another source has; false where nothing is known of the source.
func (e *enumerator) nameWithin(r *Record, s source, id string) bool {
	if id = identifier(id); len(id) > longestID {
		id = id[:longestID]
	}
	switch {
	case id == "" || s.url == "" && s.path == "":
		return false
	case s.url != "":
		r.ID = URLID(s.url) + "-" + id
	default:
		r.file, r.path = ID(s.path)+"-"+id, s.path
	}
	return true
}

// whole finds the mark of a text that its source has cut, with the sentence that is cut.
var whole = regexp.MustCompile(`(?s)^(.*[.!?]["”’]?)?[^.!?]*(?:…|\.\.\.)? ?\[\+\d+ chars\]\s*$`)

// articlesIn is the list of articles in an object that has one: {"articles": [{...}]}, {"response": {"docs": [{...}]}}; nil where
// it has none or several.
func articlesIn(m map[string]any) []json.RawMessage {
	var lists [][]any
	add := func(v any) {
		list, _ := v.([]any)
		if len(list) == 0 {
			return
		}
		if first, ok := list[0].(map[string]any); ok && isArticle(first) {
			lists = append(lists, list)
		}
	}
	for _, v := range m {
		add(v)
		if inner, ok := v.(map[string]any); ok {
			for _, v := range inner {
				add(v)
			}
		}
	}
	if len(lists) != 1 {
		return nil
	}
	found := make([]json.RawMessage, len(lists[0]))
	for n, x := range lists[0] {
		raw, err := json.Marshal(x)
		if err != nil {
			return nil
		}
		found[n] = raw
	}
	return found
}

// isArticle reports an object with what an article has, also only its headline.
func isArticle(m map[string]any) bool {
	return firstIn(m, usual["text"], asParagraphs) != "" || firstIn(m, usual["headline"], asList) != "" || firstIn(m, summaries, asParagraphs) != ""
}

// jsonError says what is wrong with JSON in other words than the package does.
func jsonError(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind):
		return fmt.Errorf("it is a %s, and no object with fields", kind.Value)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return errors.New("its end is missing")
	case errors.As(err, &syntax) && strings.HasSuffix(syntax.Error(), "unexpected end of JSON input"):
		return errors.New("its end is missing")
	case errors.As(err, &syntax):
		return fmt.Errorf("it is no JSON at byte %d (%s)", syntax.Offset, syntax.Error())
	}
	return err
}

// told is what the fields of an article tell of it.
func (f Fields) told(m map[string]any) extract.Article {
	a := extract.Article{
		Headline: oneLine(f.field(m, "headline")), URL: f.field(m, "url"), Author: strings.Join(byline.Names("", f.field(m, "author")), ", "),
		Site: oneLine(f.field(m, "site")), Language: f.field(m, "language"),
	}
	a.Date, _ = date.Parse(f.field(m, "date"))
	a.Modified, _ = date.Parse(f.field(m, "modified"))
	return a
}

func keysOf(m map[string]any) string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	if len(keys) > 12 {
		keys = append(keys[:12], "...")
	}
	return strings.Join(keys, ", ")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
