// Package page reads news pages: HTML in; headline, text of the article and
// what the page tells of itself out.
//
// The place of the article in a page is found by go-readability, a port of
// Mozilla's Readability. What is about the page and not of the news (menus,
// captions, boxes of other stories, newsletters, closing lines) is taken out
// before and after it.
package page

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ErrNoArticle says that a page has no text of an article: a start page, a list of
// headlines, a video.
var ErrNoArticle = errors.New("there is no text of an article in this page")

// Bounds of what a page may be made of. The pages of newspapers have a few
// thousand elements and nest a few dozen deep.
const (
	maxNodes = 200_000
	maxDepth = 500
)

// A Page is an article as its page shows and describes it. What the page does
// not tell is empty.
type Page struct {
	Headline  string
	Text      string // paragraphs, headings and items of lists, divided by blank lines; without headline
	Authors   []string
	Published time.Time // a day in UTC where no time of day is told
	Modified  time.Time
	Site      string // name of the publication
	Language  string // ISO 639-1, as the page declares
	URL       string // canonical
}

// Read reads a page. address is where the page is from, "" where unknown.
// The error is ErrNoArticle where there is none; the description of the page
// is good even so.
func Read(source []byte, address string) (p Page, err error) {
	defer func() { // the libraries below were not made for any input
		if r := recover(); r != nil {
			err = fmt.Errorf("the page cannot be read: %v", r)
		}
	}()
	if err := bounded(source); err != nil {
		return Page{}, err
	}
	parse := func() (*html.Node, error) { return html.Parse(bytes.NewReader(source)) }
	doc, err := parse()
	if err != nil {
		return Page{}, err
	}
	base, err := url.Parse(address)
	if err != nil || base.Host == "" {
		base = nil
	}
	d := describe(doc, base)
	p = d.page()
	teasers := teasersOf(doc)
	blocks := content(doc, d, base, parse)
	if len(blocks) > 1 && headlineOf(p.Headline, blocks[0].text) {
		p.Headline, blocks = blocks[0].text, blocks[1:]
	}
	p.Text = textOf(blocks)
	if body := strings.Join(d.body(leastWords), "\n\n"); len(strings.Fields(p.Text)) < leastWords && len(strings.Fields(body)) >= leastWords { // scripts make the page
		p.Text = body
	}
	if len(p.Authors) == 0 && len(d.bylines) > 0 {
		p.Authors = d.names(d.bylines[:1])
	}
	if len(strings.Fields(p.Text)) < leastWords || !d.article() && teasers.are(blocks) || base != nil && strings.Trim(base.Path, "/") == "" && base.RawQuery == "" && !d.article() {
		p.Text = ""
		return p, ErrNoArticle
	}
	return p, nil
}

// headlineOf reports a first line that is the end of the window's title, behind the name of the site.
func headlineOf(title, line string) bool {
	rest, ok := strings.CutSuffix(title, line)
	return ok && len(words(line)) >= 3 && strings.HasSuffix(strings.TrimSpace(rest), ":") && len(words(rest)) <= 4
}

// teasers are the texts under headings that are links, by their words: those of a page that
// leads to articles.
type teasers map[string]bool

func teasersOf(doc *html.Node) teasers {
	t := teasers{}
	walk(doc, func(n *html.Node) bool {
		if kind, ok := blockElements[n.DataAtom]; ok && kind == title && linking(n) {
			t[strings.Join(words(innerText(n)), " ")] = true
			for s, k := n.NextSibling, 0; s != nil && k < 6; s, k = s.NextSibling, k+1 {
				if w := words(innerText(s)); len(w) < longestTeaser {
					t[strings.Join(w, " ")] = true
				}
			}
		}
		return true
	})
	return t
}

// longestTeaser is how many words a teaser has at most.
const longestTeaser = 45

// linking reports whether a heading is a link to another page, or in one.
func linking(n *html.Node) (has bool) {
	leads := func(a *html.Node) bool {
		return a.DataAtom == atom.A && attr(a, "href") != "" && !strings.HasPrefix(attr(a, "href"), "#")
	}
	for p := n.Parent; p != nil; p = p.Parent {
		has = has || leads(p)
	}
	walk(n, func(c *html.Node) bool {
		has = has || leads(c)
		return !has
	})
	return has
}

// are tells whether most of a text is teasers.
func (t teasers) are(blocks []block) bool {
	if len(t) < 6 {
		return false
	}
	all, own := 0, 0
	for _, b := range blocks {
		w := words(b.text)
		all += len(w)
		if t[strings.Join(w, " ")] {
			own += len(w)
		}
	}
	return own*2 > all
}

// leastWords is how many words an article has at least.
const leastWords = 12

// bounded refuses pages of so many elements that the work on their trees takes too long. How
// deep they nest is bounded by the parser.
func bounded(source []byte) error {
	z := html.NewTokenizer(bytes.NewReader(source))
	for nodes := 0; z.Next() != html.ErrorToken; nodes++ {
		if nodes > maxNodes {
			return fmt.Errorf("the page has more than %d elements", maxNodes)
		}
	}
	return nil
}

// Fragment gives the text of a piece of HTML that is an article and nothing
// else, such as the content of a feed's entry: paragraphs, divided by blank
// lines.
func Fragment(source string) (text string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the markup cannot be read: %v", r)
		}
	}()
	if err := bounded([]byte(source)); err != nil {
		return "", err
	}
	doc, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return "", err
	}
	prune(doc)
	return textOf(clean(blocksOf(doc), &description{})), nil
}
