package intake

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"

	"github.com/mmcdole/gofeed"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"go.yaml.in/yaml/v3"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/extract/date"
	"github.com/quadwire/quadwire/extract/intake/page"
)

// feed goes through the entries of RSS, Atom or a JSON Feed, oldest last as the
// feed has them.
func (e *enumerator) feed(s source, raw []byte, depth int) bool {
	text, _, err := Decode(raw, s.mime)
	if err != nil {
		return e.failed(s.name, err)
	}
	if i := strings.Index(text, "?>"); strings.HasPrefix(strings.TrimSpace(text), "<?xml") && i > 0 {
		text = text[i+2:] // it is UTF-8 now, whatever it says
	}
	feed, err := parseFeed(text)
	if err != nil {
		if !e.failed(s.name, fmt.Errorf("this feed cannot be read to its end: %w", err)) {
			return false
		}
		if feed = wholePart(text); feed == nil {
			return true
		}
	}
	follow := e.o.Web != nil && (s.url != "" || e.o.Follow) && depth == 0
	var links []link
	base, titles := s.url, map[string]int{}
	if base == "" && isWeb(feed.Link) {
		base = feed.Link // of a feed that is a file
	}
	for i, item := range feed.Items {
		if stopped(e.ctx) {
			return false
		}
		name := fmt.Sprintf("%s: entry %d", s.name, i+1)
		body := item.Content
		if strings.TrimSpace(body) == "" {
			body = item.Description
		}
		address := ""
		if strings.TrimSpace(item.Link) != "" {
			address = absolute(base, item.Link)
		} else if isWeb(item.GUID) {
			address = item.GUID // a permanent link
		}
		if !isWeb(address) {
			address = ""
		}
		r := Record{Name: name, form: snippet, Entry: true, Told: extract.Article{
			Headline: plainText(item.Title), URL: address, Site: plainText(feed.Title), Language: feed.Language,
		}}
		for _, a := range item.Authors {
			if a != nil && a.Name != "" {
				r.Told.Author = strings.TrimPrefix(r.Told.Author+", "+oneLine(a.Name), ", ")
			}
		}
		if day, ok := date.Parse(item.Published); ok { // with its zone, which tells the day
			r.Told.Date = day
		} else if item.PublishedParsed != nil {
			r.Told.Date = *item.PublishedParsed
		} else if item.UpdatedParsed != nil {
			r.Told.Date = *item.UpdatedParsed
		}
		if told := firstOf(item.Published, item.Updated); told != "" && r.Told.Date.IsZero() && e.o.Warn != nil {
			e.o.Warn(name, fmt.Sprintf("its date %.40q cannot be read", told))
		}
		if item.UpdatedParsed != nil && item.UpdatedParsed.After(r.Told.Date) {
			r.Told.Modified = *item.UpdatedParsed
		}
		if address == "" {
			id := firstOf(item.GUID, item.Link)
			if id == "" { // nothing else tells that it is the same when its text changes
				id = plainText(item.Title)
				if titles[id]++; titles[id] > 1 {
					id += fmt.Sprintf(" %d", titles[id])
				}
				e.nameWithin(&r, s, id)
			} else {
				e.name(&r, s, id[:min(len(id), longestID)])
			}
		}
		if strings.TrimSpace(body) == "" {
			body = item.Title
		}
		r.load = bytesOf([]byte(body))
		if follow && address != "" && len(plainText(body)) < wholeEntry {
			l := link{address: address, told: r.Told}
			if body != item.Title {
				l.entry = &r
			}
			l.told.Headline, l.told.URL = "", "" // the page's own are better
			links = append(links, l)
			continue
		}
		if body == "" {
			if !e.failed(name, ErrEmpty) {
				return false
			}
			continue
		}
		if !e.yield(r, nil) {
			return false
		}
	}
	if len(links) > 0 {
		return e.web(links, depth+1)
	}
	return true
}

// absolute is an address as it is seen from another one.
func absolute(base, address string) string {
	b, err := url.Parse(base)
	if err != nil || base == "" {
		return address
	}
	u, err := b.Parse(strings.TrimSpace(address))
	if err != nil {
		return address
	}
	return u.String()
}

// wholePart reads the entries of a broken feed that come before its last whole one, and that.
func wholePart(text string) *gofeed.Feed {
	for end, rest := range map[string]string{"</item>": "</channel></rss>", "</entry>": "</feed>"} {
		for range 3 { // the fault may be before the last one
			i := strings.LastIndex(text, end)
			if i < 0 {
				break
			}
			if feed, err := parseFeed(text[:i+len(end)] + rest); err == nil {
				return feed
			}
			text = text[:i]
		}
	}
	return nil
}

func parseFeed(text string) (feed *gofeed.Feed, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	return gofeed.NewParser().ParseString(text)
}

// plainText takes markup out of a title.
func plainText(s string) string {
	if strings.ContainsAny(s, "<&") {
		if t, err := page.Fragment(s); err == nil && t != "" {
			return oneLine(t)
		}
	}
	return oneLine(s)
}

// readMarkdown reads Markdown, with what its front matter tells.
func readMarkdown(text string, a *extract.Article) error {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if rest, ok := strings.CutPrefix(text, "---\n"); ok {
		if matter, body, ok := strings.Cut(rest, "\n---\n"); ok {
			var m map[string]any
			if yaml.Unmarshal([]byte(matter), &m) != nil {
				m = plainMatter(matter, ":")
			}
			front(m, a)
			text = body
		}
	} else if rest, ok := strings.CutPrefix(text, "+++\n"); ok {
		if matter, body, ok := strings.Cut(rest, "\n+++\n"); ok {
			front(plainMatter(matter, "="), a)
			text = body
		}
	}
	var html bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(text), &html); err != nil {
		return err
	}
	out, err := page.Fragment(codeBlock.ReplaceAllString(html.String(), ""))
	a.Text = out
	return err
}

var codeBlock = regexp.MustCompile(`(?s)<pre>.*?</pre>`)

// plainMatter reads front matter line by line: a key, a sign and a value.
func plainMatter(matter, sign string) map[string]any {
	m := map[string]any{}
	for line := range strings.Lines(matter) {
		if key, value, ok := strings.Cut(line, sign); ok {
			m[strings.ToLower(strings.TrimSpace(key))] = strings.Trim(strings.TrimSpace(value), `"'`)
		}
	}
	return m
}

// front takes what front matter tells.
func front(m map[string]any, a *extract.Article) {
	texts := map[string]any{}
	for key, v := range m {
		switch v := v.(type) {
		case string, []any:
			texts[key] = v
		case nil, map[string]any:
		default:
			texts[key] = fmt.Sprint(v)
		}
	}
	told := Fields{}.told(texts)
	if t, ok := m["date"].(interface{ IsZero() bool }); ok && !t.IsZero() {
		told.Date, _ = date.Parse(fmt.Sprint(m["date"])[:10])
	}
	set(&a.Headline, told.Headline)
	set(&a.URL, told.URL)
	set(&a.Author, told.Author)
	set(&a.Site, told.Site)
	if a.Date.IsZero() {
		a.Date = told.Date
	}
}

// An element is one of XML, with its names in small letters and without
// prefixes.
type element struct {
	name     string
	attrs    map[string]string
	text     string // its own, before its first child
	children []*element
}

// maxElements bounds a tree of XML.
const maxElements = 500_000

// readXML reads bytes of XML in any encoding.
func readXML(raw []byte, mime string) (*element, error) {
	text, _, err := Decode(raw, mime)
	if err != nil {
		return nil, err
	}
	root, err := parseXML(text)
	if err != nil {
		return nil, fmt.Errorf("this XML is broken: %w", err)
	}
	return root, nil
}

func parseXML(text string) (*element, error) {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = false
	d.AutoClose, d.Entity = xml.HTMLAutoClose, xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 already
	root := &element{}
	stack := []*element{root}
	for n := 0; ; n++ {
		t, err := d.Token()
		top := stack[len(stack)-1]
		switch t := t.(type) {
		case xml.StartElement:
			e := &element{name: strings.ToLower(t.Name.Local), attrs: map[string]string{}}
			for _, a := range t.Attr {
				e.attrs[strings.ToLower(a.Name.Local)] = a.Value
			}
			top.children = append(top.children, e)
			stack = append(stack, e)
		case xml.EndElement:
			if len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
		case xml.CharData:
			top.children = append(top.children, &element{text: string(t)})
		}
		if err == io.EOF {
			return root, nil
		}
		if err != nil {
			return root, err
		}
		if n > maxElements || len(stack) > 1000 {
			return nil, fmt.Errorf("more than %d elements, or nested too deep", maxElements)
		}
	}
}

// all finds the elements of a name, in the order of the text.
func (e *element) all(name string) []*element {
	var out []*element
	for _, c := range e.children {
		if c.name == name {
			out = append(out, c)
		} else {
			out = append(out, c.all(name)...)
		}
	}
	return out
}

// at is the first element below along names, nil for none.
func (e *element) at(names ...string) *element {
	for _, name := range names {
		if e == nil {
			return nil
		}
		list := e.all(name)
		if len(list) == 0 {
			return nil
		}
		e = list[0]
	}
	return e
}

// content is all text of an element.
func (e *element) content() string {
	if e == nil {
		return ""
	}
	var b strings.Builder
	var visit func(*element)
	visit = func(e *element) {
		b.WriteString(e.text)
		for _, c := range e.children {
			visit(c)
			if c.name == "br" || c.name == "p" {
				b.WriteByte(' ')
			}
		}
	}
	visit(e)
	return oneLine(b.String())
}

func (e *element) attr(name string) string {
	if e == nil {
		return ""
	}
	return e.attrs[name]
}

// news goes through the items of NITF or NewsML-G2.
func (e *enumerator) news(s source, raw []byte) bool {
	root, err := readXML(raw, s.mime)
	if err != nil {
		return e.failed(s.name, err)
	}
	items := root.all("newsitem")
	if len(items) == 0 {
		items = root.all("nitf")
	}
	if len(items) == 0 {
		return e.failed(s.name, ErrEmpty)
	}
	for i, item := range items {
		r := Record{Name: s.name, form: plain, Told: newsTold(item)}
		if len(items) > 1 {
			r.Name = fmt.Sprintf("%s: item %d", s.name, i+1)
		}
		if guid := item.attr("guid"); guid != "" {
			e.name(&r, s, guid[max(0, len(guid)-longestID):])
		} else if id := item.at("docdata", "doc-id").attr("id-string"); id != "" && r.Told.URL == "" {
			e.name(&r, s, id[max(0, len(id)-longestID):])
		} else if s.path != "" {
			r.file = e.unique(s.path)
		}
		body := newsText(item)
		if body == "" {
			if !e.failed(r.Name, ErrEmpty) {
				return false
			}
			continue
		}
		r.load = bytesOf([]byte(withHeadline(r.Told.Headline, body)))
		if !e.yield(r, nil) {
			return false
		}
	}
	return true
}

// newsTold is what a news item tells of itself.
func newsTold(item *element) extract.Article {
	a := extract.Article{Language: item.attr("lang")}
	for _, e := range []*element{item.at("contentmeta", "headline"), item.at("hedline", "hl1"), item.at("body.head", "hl1"), item.at("headline"), item.at("title")} {
		set(&a.Headline, e.content())
	}
	for _, e := range item.all("creator") {
		set(&a.Author, e.at("name").content())
	}
	set(&a.Author, strings.TrimPrefix(strings.TrimPrefix(firstOf(item.at("byline", "person").content(), item.at("byline").content(), item.at("by").content()), "By "), "by "))
	for _, s := range []string{
		item.at("contentcreated").content(), item.at("itemmeta", "firstcreated").content(), item.at("docdata", "date.issue").attr("norm"),
		item.at("docdata", "date.release").attr("norm"), item.at("story.date").attr("norm"), item.at("itemmeta", "versioncreated").content(), item.at("pubdata").attr("date.publication"),
	} {
		if day, ok := date.Parse(s); ok && a.Date.IsZero() {
			a.Date = day
		}
	}
	if t, ok := date.Parse(item.at("itemmeta", "versioncreated").content()); ok && t.After(a.Date) {
		a.Modified = t
	}
	set(&a.Site, firstOf(item.at("provider", "name").content(), item.at("distributor").content(), item.at("pubdata").attr("name")))
	set(&a.URL, item.at("pubdata").attr("ex-ref"))
	return a
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// newsText is the text of a news item, by paragraph.
func newsText(item *element) string {
	body := item.at("body.content")
	for _, name := range []string{"inlinexml", "inlinedata", "body"} {
		if body == nil {
			body = item.at(name)
		}
	}
	if body == nil {
		return ""
	}
	var out []string
	var visit func(*element)
	visit = func(e *element) {
		for _, c := range e.children {
			switch c.name {
			case "p", "hl2", "h1", "h2", "h3", "h4", "li", "dt", "dd", "td":
				if t := c.content(); t != "" {
					out = append(out, t)
				}
			case "media", "figure", "script", "style", "head", "body.head", "body.end", "hedline":
			default:
				visit(c)
			}
		}
	}
	visit(body)
	if len(out) == 0 {
		return strings.TrimSpace(body.content())
	}
	return strings.Join(out, "\n\n")
}
