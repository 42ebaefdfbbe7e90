package intake

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/extract/date"
	"github.com/quadwire/quadwire/extract/intake/fetch"
)

// A Getter fetches; [fetch.Client] is one.
type Getter interface {
	Get(ctx context.Context, address string, prior fetch.Validators) (*fetch.Answer, error)
}

// Bounds of what is fetched from one input.
const (
	ahead       = 8      // pages on their way at the same time; those of a host wait for each other
	maxLinks    = 50_000 // of a feed or a sitemap
	maxSitemaps = 3      // of sitemaps within sitemaps
	wholeEntry  = 1200   // bytes of text from which on the content of a feed's entry is the article
)

// isWeb tells whether an input is an address of the web.
func isWeb(input string) bool {
	scheme, _, ok := strings.Cut(input, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// A link is an address to fetch and what is known of its page.
type link struct {
	address string
	told    extract.Article
	entry   *Record // of the feed that has it, read where the page cannot be
}

// got is what became of a link.
type got struct {
	link
	answer *fetch.Answer
	err    error
}

// web fetches links, several at the same time, and goes through what they give in their order.
// feeds says whether feeds and sitemaps may come.
func (e *enumerator) web(links []link, depth int) bool {
	if e.o.Web == nil {
		return e.failed(links[0].address, errors.New("nothing is fetched here"))
	}
	if len(links) > maxLinks {
		links = links[:maxLinks]
	}
	ctx, cancel := context.WithCancel(e.ctx)
	defer cancel()
	queue := make(chan chan got, ahead)
	go func() {
		defer close(queue)
		for _, l := range links {
			if e.o.KnownLink != nil && depth > 0 && e.o.KnownLink(NormalURL(l.address), l.told.Modified) {
				continue
			}
			slot := make(chan got, 1)
			select {
			case queue <- slot:
			case <-ctx.Done():
				return
			}
			go func() {
				answer, err := e.o.Web.Get(ctx, l.address, fetch.Validators{})
				slot <- got{l, answer, err}
			}()
		}
	}()
	for slot := range queue {
		select {
		case g := <-slot:
			if !e.fetched(g, depth) {
				return false
			}
		case <-ctx.Done():
			return false
		}
	}
	return true
}

// fetched gives the records of an answer.
func (e *enumerator) fetched(g got, depth int) bool {
	switch {
	case g.err != nil && g.entry != nil && !errors.Is(g.err, context.Canceled):
		if e.o.Warn != nil {
			e.o.Warn(g.entry.Name, fmt.Sprintf("its page cannot be had, what the feed has of it is read: %v", g.err))
		}
		return e.yield(*g.entry, nil)
	case g.err != nil:
		return e.yield(Record{}, g.err)
	case g.answer.NotModified:
		return true
	}
	raw := g.answer.Body
	s := source{name: g.address, url: g.answer.URL, mime: g.answer.Type}
	if u, err := url.Parse(g.answer.URL); err == nil {
		s.path = u.Path // an ending can tell what it is
	}
	switch kind := sniff(raw[:min(len(raw), head)], s.path); kind {
	case kindFeed:
		return e.feed(s, raw, depth)
	case kindSitemap:
		return e.sitemap(s, raw, depth)
	case kindHTML, kindText, kindMarkdown:
		r := Record{Name: NormalURL(g.address), mime: s.mime, url: s.url, form: forms[kind], Told: g.told, load: bytesOf(raw)}
		if kind != kindHTML {
			set(&r.Told.URL, s.url)
		}
		if g.entry != nil {
			r.instead = g.entry
		}
		return e.yield(r, nil)
	default:
		return e.stream(s, strings.NewReader(string(raw)), depth)
	}
}

// sitemap goes through the pages of a sitemap (sitemaps.org, with Google's extension for news).
func (e *enumerator) sitemap(s source, raw []byte, depth int) bool {
	if e.o.Web == nil || s.url == "" && !e.o.Follow {
		return e.failed(s.name, errors.New("this is a sitemap: it has addresses of articles and no articles: --follow fetches them"))
	}
	if depth >= maxSitemaps {
		return e.failed(s.name, fmt.Errorf("sitemaps within sitemaps, more than %d deep", maxSitemaps))
	}
	root, err := readXML(raw, s.mime)
	if err != nil {
		return e.failed(s.name, err)
	}
	var links []link
	for _, name := range []string{"url", "sitemap"} {
		for _, entry := range root.all(name) {
			l := link{address: entry.at("loc").content()}
			if !isWeb(l.address) {
				continue
			}
			l.told.Date, _ = date.Parse(entry.at("publication_date").content())
			l.told.Modified, _ = date.Parse(entry.at("lastmod").content())
			if name == "url" {
				l.told.Site = entry.at("publication", "name").content()
			}
			links = append(links, l)
		}
	}
	if len(links) == 0 {
		return e.failed(s.name, ErrNone)
	}
	for i := range links { // when a page was changed last is not news of it
		if links[i].told.Date.IsZero() {
			continue
		}
		if links[i].told.Modified.Before(links[i].told.Date) {
			links[i].told.Modified = time.Time{}
		}
	}
	return e.web(links, depth+1)
}
