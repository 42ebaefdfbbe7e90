package page

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/quadwire/quadwire/extract/byline"
	"github.com/quadwire/quadwire/extract/date"
)

// A description is what a page tells of itself, by where it does.
type description struct {
	linked  []map[string]any    // JSON-LD of articles, the main one first
	meta    map[string][]string // names and properties in small letters
	title   string              // of the window
	h1      []heading
	times   []string   // <time datetime> and itemprops of dates, in the order of the page
	author  []string   // from the markup
	byline  *html.Node // the first element with an author
	bylines []string   // lines of the text
	url     *url.URL   // canonical or its own
	lang    string
	base    *url.URL
	top     string // the text around the headline
}

// A heading is a headline that the page shows.
type heading struct {
	text    string
	article bool // within <article> or <main>, or marked as the headline
}

func (d *description) page() Page {
	p := Page{
		Headline: d.headline(), Authors: d.authors(), Site: d.site(), Language: d.language(),
		Published: d.published(), Modified: d.modified(),
	}
	if d.url != nil {
		p.URL = d.url.String()
	}
	if p.Modified.Before(p.Published) {
		p.Modified = time.Time{}
	}
	return p
}

// describe reads what a page tells of itself. base may be nil.
func describe(doc *html.Node, base *url.URL) *description {
	d := &description{meta: map[string][]string{}, base: base}
	var canonical string
	var top strings.Builder
	walk(doc, func(n *html.Node) bool {
		if n.Type == html.TextNode && top.Len() < topLength {
			top.WriteString(n.Data)
			top.WriteByte(' ')
		}
		switch n.DataAtom {
		case atom.Html:
			d.lang = attr(n, "lang")
		case atom.Title:
			if d.title == "" && !inside(n, atom.Svg) {
				d.title = oneLine(innerText(n))
			}
		case atom.Meta:
			d.addMeta(n)
		case atom.Link:
			if canonical == "" && slices.Contains(strings.Fields(strings.ToLower(attr(n, "rel"))), "canonical") {
				canonical = attr(n, "href")
			}
		case atom.Script:
			if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") {
				d.addLinked(innerText(n))
			}
			return false
		case atom.H1:
			if t := oneLine(innerText(n)); t != "" {
				if len(d.h1) == 0 || inside(n, atom.Article) && !d.h1[0].article {
					top.Reset()
				}
				d.h1 = append(d.h1, heading{t, inside(n, atom.Article) || inside(n, atom.Main) || itemprop(n, "headline") || strings.Contains(strings.ToLower(attr(n, "class")), "headline")})
			}
		case atom.Time:
			if v := attr(n, "datetime"); v != "" {
				d.times = append(d.times, v)
			} else {
				d.times = append(d.times, oneLine(innerText(n)))
			}
		case atom.Style, atom.Noscript, atom.Template:
			return false
		}
		d.addMarkup(n)
		return true
	})
	slices.SortStableFunc(d.linked, func(a, b map[string]any) int { return rank(b) - rank(a) })
	d.url = d.canonical(canonical)
	d.top = oneLine(top.String())
	return d
}

// topLength is how much text from the headline on may tell the date.
const topLength = 1200

func (d *description) addMeta(n *html.Node) {
	value := strings.TrimSpace(attr(n, "content"))
	if value == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		for name := range strings.FieldsSeq(strings.ToLower(attr(n, key))) {
			d.meta[name] = append(d.meta[name], value)
		}
	}
}

// first is the first value of the first of these names that there is.
func (d *description) first(names ...string) string {
	for _, name := range names {
		if v := d.meta[name]; len(v) > 0 {
			return oneLine(v[0])
		}
	}
	return ""
}

var (
	bylineClass = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:byline|by-line|author|authors|author-?name|article-?author|reporter)(?:$|[\s_-])`)
	dateClass   = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:date|published|publish-?date|pub-?date|posted|post-?date|entry-?date|article-?date|timestamp|date-?line|dtstamp|created)(?:$|[\s_-])`)
)

// addMarkup takes dates and authors from what elements are called.
func (d *description) addMarkup(n *html.Node) {
	if n.Type != html.ElementNode || n.DataAtom == atom.Meta || n.DataAtom == atom.Body || n.DataAtom == atom.Html {
		return
	}
	class := attr(n, "class") + " " + attr(n, "id")
	switch {
	case itemprop(n, "datepublished") || itemprop(n, "datecreated"):
		if v := attr(n, "content"); v != "" {
			d.meta["datepublished"] = append(d.meta["datepublished"], v)
		} else if t := shortText(n, 80); t != "" {
			d.times = append(d.times, t)
		}
	case dateClass.MatchString(class):
		if t := shortText(n, 80); t != "" {
			d.times = append(d.times, t)
		}
	}
	if itemprop(n, "author") || slices.Contains(strings.Fields(attr(n, "rel")), "author") || bylineClass.MatchString(class) {
		if t := bylineText(n); t != "" {
			d.addAuthor(n, t)
		}
	}
}

// addAuthor takes what an element says of authors. Only what is near the first such element is of this
// article.
func (d *description) addAuthor(n *html.Node, text string) {
	if d.byline == nil {
		d.byline = n
	}
	for p, k := n.Parent, 0; p != nil && k < 3; p, k = p.Parent, k+1 {
		if p == d.byline.Parent || p == d.byline {
			d.author = append(d.author, text)
			return
		}
	}
}

// bylineText is what an element says of authors: its first line, and those that go on with it.
// Further lines say where they work.
func bylineText(n *html.Node) string {
	text := ""
	for line := range strings.Lines(innerLines(n)) {
		line = oneLine(line)
		goesOn := text == "" || bylineStart.MatchString(text) || bylineLink.MatchString(line) || bylineOpen.MatchString(text)
		if line == "" || !goesOn {
			continue
		}
		if text = oneLine(text + " " + line); len(text) > 120 {
			return ""
		}
	}
	return text
}

var (
	bylineStart = regexp.MustCompile(`(?i)^(?:(?:written|posted|story|words|reported|article|published|analysis)\s+)?by:?$`)
	bylineLink  = regexp.MustCompile(`(?i)^(?:and\b|&|,)`)
	bylineOpen  = regexp.MustCompile(`(?i)(?:\band|&|,)$`)
)

// shortText is the text of an element where it is no longer than limit.
func shortText(n *html.Node, limit int) string {
	t := oneLine(innerText(n))
	if len(t) > limit {
		return ""
	}
	return t
}

// articleTypes are the classes of schema.org for what quadwire reads, with how
// well they fit.
var articleTypes = map[string]int{
	"NewsArticle": 5, "ReportageNewsArticle": 5, "AnalysisNewsArticle": 5, "BackgroundNewsArticle": 5, "OpinionNewsArticle": 5,
	"ReviewNewsArticle": 5, "AskPublicNewsArticle": 5, "LiveBlogPosting": 4, "Article": 4, "BlogPosting": 4, "SatiricalArticle": 4,
	"Report": 3, "Review": 3, "ScholarlyArticle": 3, "TechArticle": 3, "AdvertiserContentArticle": 3, "SocialMediaPosting": 2, "WebPage": 1, "VideoObject": 1,
}

func rank(m map[string]any) int {
	best := 0
	for _, t := range texts(m["@type"]) {
		best = max(best, articleTypes[strings.TrimPrefix(strings.TrimPrefix(t, "http://schema.org/"), "https://schema.org/")])
	}
	return best
}

var controls = regexp.MustCompile(`[\x00-\x1f]+`)

// addLinked takes the articles of a JSON-LD script. Many have line breaks
// within strings, which JSON has not.
func (d *description) addLinked(script string) {
	script = strings.TrimSpace(script)
	for _, cut := range []string{"<!--", "//<![CDATA[", "<![CDATA["} {
		script = strings.TrimPrefix(script, cut)
	}
	for _, cut := range []string{"-->", "//]]>", "]]>", ";"} {
		script = strings.TrimSuffix(strings.TrimSpace(script), cut)
	}
	var v any
	if json.Unmarshal([]byte(script), &v) != nil && json.Unmarshal([]byte(controls.ReplaceAllString(script, " ")), &v) != nil {
		return
	}
	d.addThing(v, 0)
}

func (d *description) addThing(v any, depth int) {
	if depth > 6 || len(d.linked) > 100 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			d.addThing(x, depth+1)
		}
	case map[string]any:
		if rank(v) > 0 {
			d.linked = append(d.linked, v)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			d.addThing(v[key], depth+1)
		}
	}
}

// flat is a value of JSON-LD as a list: it, or what its lists hold.
func flat(v any) []any {
	list, ok := v.([]any)
	if !ok {
		return []any{v}
	}
	var out []any
	for _, x := range list {
		out = append(out, flat(x)...)
	}
	return out
}

// texts are the strings in a value of JSON-LD.
func texts(v any) (out []string) {
	for _, x := range flat(v) {
		if s, ok := x.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// linkedText is the first text of a property in the JSON-LD of articles that
// are at least that fit.
func (d *description) linkedText(property string, least int) string {
	for _, m := range d.linked {
		if rank(m) < least {
			continue
		}
		if t := texts(m[property]); len(t) > 0 && strings.TrimSpace(t[0]) != "" {
			return oneLine(html.UnescapeString(t[0]))
		}
	}
	return ""
}

// headline is what the page shows as the article's: of the headings that are
// like its description, or the description.
func (d *description) headline() string {
	told := []string{d.linkedText("headline", 2), d.first("og:title"), d.first("twitter:title"), d.title, d.first("headline", "title", "dc.title", "parsely-title", "sailthru.title")}
	best, score := "", 0.0
	for _, h := range d.h1 {
		if !h.article && d.isSiteInTitle(h.text) {
			continue
		}
		s := 0.0
		for _, t := range told {
			s = max(s, alike(h.text, t))
		}
		if h.article {
			s += 0.1
		}
		if s > score {
			best, score = h.text, s
		}
	}
	if score >= 0.5 {
		return best
	}
	if len(d.h1) == 1 && d.h1[0].text != "" && !d.isSiteInTitle(d.h1[0].text) && strings.Join(told[:3], "") == "" && len(words(d.h1[0].text)) >= 4 && len(words(d.title)) <= 4 {
		return d.h1[0].text // the window's title is a file's or a program's
	}
	for _, t := range told[:4] {
		if t = d.withoutSite(t); t != "" {
			return t
		}
	}
	if len(d.h1) == 1 {
		return d.h1[0].text
	}
	return ""
}

// isSiteInTitle reports a heading that is the last part of the window's title, behind a longer one: the name
// of the site.
func (d *description) isSiteInTitle(heading string) bool {
	cuts := titleSeparator.FindAllStringIndex(d.title, -1)
	if len(cuts) == 0 {
		return false
	}
	last := cuts[len(cuts)-1]
	return strings.EqualFold(strings.TrimSpace(d.title[last[1]:]), heading) && len(words(d.title[:last[0]])) > len(words(heading))
}

// alike is how much of the words of the shorter text is in the other, little
// where one is very short.
func alike(a, b string) float64 {
	x, y := words(a), words(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	in := map[string]bool{}
	for _, w := range y {
		in[w] = true
	}
	n := 0
	for _, w := range x {
		if in[w] {
			n++
		}
	}
	if len(x) < 3 && n < len(y) && len(y) > 3*len(x) {
		return 0.3 * float64(n) / float64(len(x))
	}
	return float64(n) / float64(len(x))
}

func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// titleSeparator divides the name of the site from the headline.
var titleSeparator = regexp.MustCompile(`\s+[|\-–—•·»:~]+\s+|\s*\|\s*`)

// withoutSite takes the name of the site from the ends of a title.
func (d *description) withoutSite(title string) string {
	site := words(d.site())
	host := ""
	if u := d.url; u != nil {
		host = strings.Join(words(u.Hostname()), "")
	}
	isSite := func(part string) bool {
		w := words(part)
		if len(w) == 0 {
			return true
		}
		joined := strings.Join(w, "")
		return joined == strings.Join(site, "") || len(joined) > 2 && strings.Contains(host, joined) || len(w) <= 4 && len(site) > 0 && strings.HasPrefix(joined, strings.Join(site, ""))
	}
	for {
		cuts := titleSeparator.FindAllStringIndex(title, -1)
		if len(cuts) == 0 {
			return strings.TrimSpace(title)
		}
		first, last := cuts[0], cuts[len(cuts)-1]
		switch {
		case isSite(title[last[1]:]):
			title = title[:last[0]]
		case isSite(title[:first[0]]):
			title = title[first[1]:]
		case strings.Contains(title[last[0]:last[1]], "|") && len(words(title[last[1]:])) <= 4 && len(words(title[:last[0]])) >= 4:
			title = title[:last[0]]
		default:
			return strings.TrimSpace(title)
		}
	}
}

func (d *description) site() string {
	if s := d.first("og:site_name", "application-name", "apple-mobile-web-app-title"); s != "" && len(s) < 60 {
		return s
	}
	for _, m := range d.linked {
		if publisher, ok := m["publisher"].(map[string]any); ok {
			if t := texts(publisher["name"]); len(t) > 0 && len(t[0]) < 60 {
				return oneLine(html.UnescapeString(t[0]))
			}
		}
	}
	return ""
}

var languageCode = regexp.MustCompile(`^[a-z]{2,3}`)

func (d *description) language() string {
	for _, v := range []string{d.lang, d.linkedText("inLanguage", 2), d.first("og:locale", "content-language", "dc.language", "language")} {
		if code := languageCode.FindString(strings.ToLower(v)); code != "" && len(code) < 4 && code != "x" {
			return code
		}
	}
	return ""
}

// canonical is the address that the page gives as its own.
func (d *description) canonical(link string) *url.URL {
	for _, v := range []string{link, d.first("og:url"), d.linkedText("url", 2), d.linkedText("mainEntityOfPage", 2), d.mainPage(), d.first("twitter:url", "parsely-link", "syndication-source")} {
		u, err := url.Parse(strings.TrimSpace(v))
		if err != nil || v == "" {
			continue
		}
		if d.base != nil {
			u = d.base.ResolveReference(u)
		}
		if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil {
			continue
		}
		if strings.Trim(u.Path, "/") == "" && u.RawQuery == "" {
			continue // every page of some sites names the start page
		}
		u.Fragment = ""
		return u
	}
	if d.base == nil {
		return nil
	}
	u := *d.base
	u.Fragment, u.User = "", nil
	return &u
}

// mainPage is the address that JSON-LD gives as {"mainEntityOfPage": {"@id": ...}}.
func (d *description) mainPage() string {
	for _, m := range d.linked {
		if page, ok := m["mainEntityOfPage"].(map[string]any); ok && rank(m) >= 2 {
			if t := texts(page["@id"]); len(t) > 0 {
				return t[0]
			}
		}
	}
	return ""
}

// published is the day of publication and, where the page tells it, the time.
func (d *description) published() time.Time {
	told := []string{d.linkedText("datePublished", 2)}
	for _, name := range []string{
		"article:published_time", "og:article:published_time", "datepublished", "og:published_time", "parsely-pub-date", "cxenseparse:recs:publishtime",
		"article.published", "published-date", "publish-date", "publishdate", "publish_date", "published_time", "pubdate", "sailthru.date", "article_date_original",
		"date.created", "datecreated", "dcterms.created", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.date", "dc.date", "originalpublicationdate", "vr:published_time",
		"dat", "date", "displaydate", "pub_date", "created", "rbpubdate", "cre", "citation_publication_date", "eomportal-publishdate", "ptime", "bt:pubdate", "blogger:published",
	} {
		told = append(told, d.meta[name]...)
	}
	told = append(told, d.linkedText("dateCreated", 2), d.linkedText("uploadDate", 1))
	for _, t := range told {
		if t, ok := date.Parse(t); ok {
			return d.local(t)
		}
	}
	if day := d.dateOfURL(); !day.IsZero() {
		return day
	}
	for _, t := range d.times {
		if day, ok := date.Parse(t); ok {
			return d.local(day)
		}
	}
	if day, ok := date.In(d.top); ok {
		return day
	}
	for _, name := range []string{"last-modified", "article:modified_time", "datemodified", "og:updated_time"} {
		if day, ok := date.Parse(d.first(name)); ok {
			return day
		}
	}
	if day, ok := date.Parse(d.linkedText("dateModified", 2)); ok {
		return day
	}
	return time.Time{}
}

// local is the day that the page shows where it tells machines the time in UTC, and that
// is of the day before or after.
func (d *description) local(t time.Time) time.Time {
	if _, offset := t.Zone(); offset != 0 || t.Equal(t.Truncate(24*time.Hour)) {
		return t
	}
	shown, _ := date.In(d.top)
	for _, day := range []time.Time{d.dateOfURL(), shown} {
		if apart := t.Sub(day); !day.IsZero() && (apart < 0 && apart > -14*time.Hour || apart >= 24*time.Hour && apart < 38*time.Hour) {
			return day
		}
	}
	return t
}

func (d *description) modified() time.Time {
	for _, t := range []string{d.linkedText("dateModified", 2), d.first("article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time", "last-modified", "dcterms.modified", "parsely-updated")} {
		if day, ok := date.Parse(t); ok {
			return day
		}
	}
	return time.Time{}
}

var urlDate = regexp.MustCompile(`/((?:19|20)[0-9]{2})[/-]?(0[1-9]|1[0-2]|[1-9]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-]?(0[1-9]|[12][0-9]|3[01]|[1-9])(?:[/_-]|$)`)

// dateOfURL is the day in the path of the address: /2019/11/18/, /2019-11-18-.
func (d *description) dateOfURL() time.Time {
	if d.url == nil {
		return time.Time{}
	}
	m := urlDate.FindStringSubmatch(strings.ToLower(d.url.Path))
	if m == nil {
		return time.Time{}
	}
	for _, layout := range []string{"2006/1/2", "2006/Jan/2"} {
		if day, err := time.Parse(layout, m[1]+"/"+m[2]+"/"+m[3]); err == nil {
			return day
		}
	}
	return time.Time{}
}

// authors are the names of those who wrote the article.
func (d *description) authors() []string {
	var names []string
	for _, m := range d.linked {
		if rank(m) >= 2 {
			names = append(names, authorNames(m["author"])...)
			if len(names) == 0 {
				names = append(names, authorNames(m["creator"])...)
			}
		}
		if len(names) > 0 {
			break
		}
	}
	tries := [][]string{names, d.meta["parsely-author"], d.meta["author"], d.meta["article:author"], d.meta["byl"], d.meta["dc.creator"], d.meta["sailthru.author"], d.meta["dcterms.creator"], d.author}
	for _, try := range tries {
		if out := d.names(try); len(out) > 0 {
			return out
		}
	}
	return nil
}

// authorNames are the names of people in a value of JSON-LD.
func authorNames(v any) (out []string) {
	for _, x := range flat(v) {
		switch x := x.(type) {
		case string:
			out = append(out, x)
		case map[string]any:
			if t := texts(x["@type"]); len(t) == 0 || !strings.HasSuffix(t[0], "Organization") {
				out = append(out, texts(x["name"])...)
			}
		}
	}
	return out
}

// names makes names of what bylines say.
func (d *description) names(told []string) []string {
	return byline.Names(strings.Join(words(d.site()), ""), told...)
}

var liveTitle = regexp.MustCompile(`(?i)\b(?:live (?:updates?|blog|coverage|reporting|feed)|liveblog|as it happened)\b|^live\b|[-–—:|] ?live\b`)

// live tells whether a page is a live blog.
func (d *description) live() bool {
	for _, m := range d.linked {
		for _, t := range texts(m["@type"]) {
			if strings.HasSuffix(t, "LiveBlogPosting") {
				return true
			}
		}
	}
	return liveTitle.MatchString(d.title) || len(d.h1) > 0 && liveTitle.MatchString(d.h1[0].text)
}

// article tells whether a page says that it is one.
func (d *description) article() bool {
	for _, m := range d.linked {
		if rank(m) >= 3 {
			return true
		}
	}
	return strings.EqualFold(d.first("og:type"), "article")
}
