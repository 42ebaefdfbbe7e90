package page

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/quadwire/quadwire/extract/byline"
	"github.com/quadwire/quadwire/extract/nlp"
)

// A block is a paragraph, a heading or an item of a list.
type block struct {
	text   string
	kind   blockKind
	links  float64 // how much of it is the text of links
	quoted bool    // it is in a block quotation
}

type blockKind int

const (
	paragraph blockKind = iota
	title               // h1 to h6
	item                // of a list or a table
)

// content finds the article in a page. It changes doc; parse gives another
// tree of the same.
func content(doc *html.Node, d *description, base *url.URL, parse func() (*html.Node, error)) []block {
	body := d.body(60)
	firstArticle(doc, d)
	prose := proseLength(doc)
	prune(doc)
	blocks := found(doc, d, base)
	if len(textOf(blocks))*4 < min(prose, 4000) { // too much was taken out
		if whole, err := parse(); err == nil {
			firstArticle(whole, d)
			if all := found(whole, d, base); len(textOf(all)) > 2*len(textOf(blocks)) {
				blocks = all
			}
		}
	}
	return guided(blocks, body)
}

// firstArticle takes other articles out of a page that goes on with them: those with a first-level heading
// of their own that is not the page's headline.
func firstArticle(doc *html.Node, d *description) {
	if d.live() {
		return
	}
	title := strings.Join(words(d.headline()), " ")
	var own bool
	var others []*html.Node
	walk(doc, func(n *html.Node) bool {
		if n.DataAtom != atom.Article {
			return true
		}
		heading := ""
		walk(n, func(h *html.Node) bool {
			if h.DataAtom == atom.H1 && heading == "" {
				heading = strings.Join(words(innerText(h)), " ")
			}
			return heading == ""
		})
		switch {
		case heading == title:
			own = true
		case heading != "":
			others = append(others, n)
		}
		return false
	})
	if title == "" || !own {
		return
	}
	for _, n := range others {
		n.Parent.RemoveChild(n)
	}
}

// reference finds what stands for a footnote: "[1]", "[citation needed]", "[edit]".
var reference = regexp.MustCompile(`^(?:\[[^\[\]]{1,30}\]\s*)+$`)

// isReference reports an element that is a footnote's mark, also of several.
func isReference(n *html.Node) bool {
	if n.DataAtom != atom.Sup && n.DataAtom != atom.Span {
		return false
	}
	return reference.MatchString(strings.TrimSpace(shortText(n, 40)))
}

// A box that is no part of the article has so many words and elements at most.
const (
	boxWords = 70
	boxNodes = 150
)

// isSmall reports an element with few others in it.
func isSmall(n *html.Node) bool {
	nodes := 0
	walk(n, func(*html.Node) bool {
		nodes++
		return nodes <= boxNodes
	})
	return nodes <= boxNodes
}

// asksForMail reports a small box in which readers are to give their address.
func asksForMail(n *html.Node) bool {
	if n.DataAtom != atom.Div && n.DataAtom != atom.Section && n.DataAtom != atom.Form {
		return false
	}
	asks := false
	walk(n, func(e *html.Node) bool {
		asks = asks || e.DataAtom == atom.Input && (strings.EqualFold(attr(e, "type"), "email") || strings.Contains(strings.ToLower(attr(e, "placeholder")), "mail"))
		return !asks
	})
	return asks && len(strings.Fields(innerText(n))) <= boxWords
}

// paragraphsOf is how most children of an element with much text are called, "" where no four are called alike.
func paragraphsOf(parent *html.Node) string {
	alike, most := map[string]int{}, ""
	for s, k := parent.FirstChild, 0; s != nil && k < 300; s, k = s.NextSibling, k+1 {
		if s.Type == html.ElementNode && (s.DataAtom == atom.P || s.DataAtom == atom.Div || s.DataAtom == atom.Section) && isSmall(s) && len(innerText(s)) > 60 {
			name := s.Data + " " + attr(s, "class")
			if alike[name]++; alike[name] > alike[most] {
				most = name
			}
		}
	}
	if alike[most] < 4 {
		return ""
	}
	return most
}

// isCard reports a small box with a picture and a few words among paragraphs that are called alike, as it is not: another
// story. paragraphs keeps what paragraphsOf gives.
func isCard(n *html.Node, paragraphs map[*html.Node]string) bool {
	if n.DataAtom != atom.Div && n.DataAtom != atom.Section && n.DataAtom != atom.A || n.Parent == nil || attr(n, "class") == "" {
		return false
	}
	picture, parts, own := false, 0, false
	walk(n, func(e *html.Node) bool {
		switch e.DataAtom {
		case atom.Img, atom.Picture:
			picture = true
		case atom.Figure, atom.Figcaption, atom.Video, atom.Iframe, atom.Blockquote:
			own = true // of the article
		case atom.Div, atom.P, atom.H2, atom.H3, atom.H4, atom.Span:
			if e != n && e.FirstChild != nil && e.FirstChild.Type == html.TextNode && strings.TrimSpace(e.FirstChild.Data) != "" {
				parts++
			}
		}
		return true
	})
	if !picture || own || parts < 2 || len(strings.Fields(innerText(n))) > boxWords {
		return false
	}
	name, known := paragraphs[n.Parent]
	if !known {
		name = paragraphsOf(n.Parent)
		paragraphs[n.Parent] = name
	}
	return name != "" && name != n.Data+" "+attr(n, "class")
}

// isBox reports a small element that is a footnote's mark, asks for an address or is a card.
func isBox(n *html.Node, paragraphs map[*html.Node]string) bool {
	switch n.DataAtom {
	case atom.Sup, atom.Span, atom.Div, atom.Section, atom.Form, atom.A:
		return isSmall(n) && (isReference(n) || asksForMail(n) || isCard(n, paragraphs))
	}
	return false
}

// found lets Readability find the article.
func found(doc *html.Node, d *description, base *url.URL) []block {
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	parser.KeepClasses = true
	parser.MaxElemsToParse = maxNodes
	if base == nil {
		base = &url.URL{Scheme: "https", Host: "localhost", Path: "/"}
	}
	var marked []block
	if d.live() {
		marked = clean(blocksOf(markedArticle(doc)), d)
	}
	article, err := parser.ParseAndMutate(doc, base)
	if err != nil || article.Node == nil {
		return nil
	}
	walk(article.Node, func(n *html.Node) bool { // those that it has made have no atom
		if n.Type == html.ElementNode {
			n.DataAtom = atom.Lookup([]byte(n.Data))
		}
		return true
	})
	prune(article.Node)
	blocks := clean(blocksOf(article.Node), d)
	if wordsIn(marked)*10 < wordsIn(blocks)*15 && covers(marked, blocks) {
		return marked // with the summary, which stands apart
	}
	return blocks
}

// markedArticle is the element that a page calls its article, or one without anything where it
// calls none so, or several.
func markedArticle(doc *html.Node) *html.Node {
	var best *html.Node
	most, sum := 0, 0
	walk(doc, func(n *html.Node) bool {
		if n.DataAtom != atom.Article {
			return true
		}
		size := len(innerText(n))
		sum += size
		if size > most {
			best, most = n, size
		}
		return false
	})
	if best == nil || most*10 < sum*8 {
		return &html.Node{}
	}
	return best
}

// covers tells whether all that is in part is in whole.
func covers(whole, part []block) bool {
	in := map[string]bool{}
	for _, b := range whole {
		in[strings.Join(words(b.text), " ")] = true
	}
	n, all := 0, 0
	for _, b := range part {
		w := words(b.text)
		all += len(w)
		if in[strings.Join(w, " ")] {
			n += len(w)
		}
	}
	return n*10 >= all*9
}

// body is the text of the article that the page gives to machines, by
// paragraph, nil where it gives none of so many words. Many pages do.
func (d *description) body(least int) []string {
	for _, m := range d.linked {
		t := texts(m["articleBody"])
		if rank(m) < 2 || len(t) == 0 {
			continue
		}
		text := html.UnescapeString(t[0])
		if strings.Contains(text, "</") || strings.Contains(text, "<br") {
			if n, err := html.Parse(strings.NewReader(text)); err == nil {
				var out []string
				for _, b := range blocksOf(n) {
					out = append(out, b.text)
				}
				text = strings.Join(out, "\n")
			}
		}
		var out []string
		for line := range strings.Lines(text) {
			if line = oneLine(line); line != "" {
				out = append(out, line)
			}
		}
		if len(words(strings.Join(out, " "))) >= least {
			return out
		}
	}
	return nil
}

// guided takes what is not in the body that the page tells out of its blocks, where
// the body is whole. Where the blocks are but a small part of it, it is the text.
func guided(blocks []block, body []string) []block {
	if body == nil {
		return blocks
	}
	told := shingles(strings.Join(body, "\n"))
	n, in := 0, 0
	for _, b := range blocks {
		for s := range shingles(b.text) {
			n++
			if told[s] {
				in++
			}
		}
	}
	switch {
	case len(told) < 40:
		return blocks
	case in < len(told)/3 && (n < len(told) || in*10 < n):
		out := make([]block, len(body))
		for i, line := range body {
			out[i] = block{text: line}
		}
		return clean(out, &description{})
	case float64(in) < 0.8*float64(len(told)) || float64(in) < 0.5*float64(n):
		return blocks // the body is cut, or of another article
	}
	var out []block
	for _, b := range blocks {
		own := shingles(b.text)
		same := 0
		for s := range own {
			if told[s] {
				same++
			}
		}
		if b.kind == title || len(own) == 0 || same*3 >= len(own) || len(own) > 40 {
			out = append(out, b)
		}
	}
	return trimTitles(out)
}

// shingles are all runs of three words of a text.
func shingles(text string) map[string]bool {
	w := words(text)
	m := make(map[string]bool, len(w))
	for i := 0; i+2 < len(w); i++ {
		m[w[i]+" "+w[i+1]+" "+w[i+2]] = true
	}
	return m
}

// Elements that never have text of an article.
var junk = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Iframe: true, atom.Nav: true, atom.Form: true, atom.Button: true,
	atom.Input: true, atom.Select: true, atom.Textarea: true, atom.Figcaption: true, atom.Svg: true, atom.Canvas: true,
	atom.Video: true, atom.Audio: true, atom.Object: true, atom.Embed: true, atom.Template: true, atom.Dialog: true, atom.Menu: true,
	atom.Aside: true, atom.Figure: true, atom.Footer: true, atom.Label: true, atom.Map: true,
}

// What the names of classes and identifiers say of an element. Those of
// surely are boxes that stand within articles; those of perhaps are so where
// they have little text.
var (
	surely = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:newsletters?|news-?letter-?\w*|sign-?up\w*|subscri(?:be|ption|ptions)|related(?:-?\w+)?|recommend(?:ed|ation|ations)?\w*|read-?(?:more|next|also)|more-?(?:on|from|stories|news|like|in|links?)|also-?(?:read|like)|you-?may\w*|trending|most-?(?:read|popular|viewed|shared)|popular(?:-?\w+)?|promos?|promoted|promotion|sponsor(?:ed)?|advert\w*|ad|ads|ad-?(?:slot|unit|container|wrapper|block|box|label|text)\w*|adsbygoogle|outbrain\w*|taboola\w*|zergnet|share|sharing|share-?\w+|social(?:-?\w+)?|addthis\w*|sharedaddy|captions?|image-?caption|photo-?(?:caption|credit)|wp-caption-text|credits?|gallery(?:-?\w+)?|slideshow\w*|carousel\w*|cookies?(?:-?\w+)?|consent|gdpr|paywall\w*|comments?|comments?-?(?:list|area|section|count|form|link|box)|disqus\w*|breadcrumbs?|pagination|pager|tags?|tag-?(?:list|cloud|links)|post-?tags|article-?tags|keywords|author-?(?:bio|box|card|info|desc\w*)|about-?author|bio|copyright|disclaimer|correction-?policy|visually-?hidden|sr-?only|screen-?reader-?text|offscreen|hidden|print-?only|toolbar|tools|jump-?to|toc|table-?of-?contents|skip-?link|next-?(?:article|post|story)|prev(?:ious)?-?(?:article|post|story)|post-?nav\w*|navigation|nav|menu|sidebar|rail|right-?rail|teasers?|cards?-?list|story-?list|headline-?list|link-?list|linklist|factbox-?ad|donat(?:e|ion)\w*|widget|widgets|rate-?this|feedback|ratings?|poll|quiz|app-?download|follow-?(?:us|button|links)|live-?blog-?(?:nav|header|summary|controls)|key-?events|read-?time|reading-?time|listen|audio-?player|transcript-?(?:button|link)|see-?also|topics?|topic-?list|timestamps?|dateline-?meta|post-?meta|entry-?meta|article-?meta|meta-?data|byline\w*|by-?line|article-?footer|entry-?footer|post-?footer|story-?footer|site-?footer|footer|hatnote)(?:$|[\s_-])`)
	hides  = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)
	// What holds an article in spite of such a name.
	holds = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:article|story|entry|post)[_-]?(?:body|content|text|main|copy)(?:$|[\s_-])|^(?:main|content)$`)
)

// prune takes out of a tree what is surely not of the article.
func prune(root *html.Node) {
	total := proseLength(root)
	paragraphs := map[*html.Node]string{}
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			switch {
			case c.Type == html.CommentNode, c.Type == html.ElementNode && (unwanted(c, total) || isBox(c, paragraphs)):
				n.RemoveChild(c)
			default:
				visit(c)
			}
			c = next
		}
	}
	visit(root)
}

// unwanted tells what an element and what it is called give away.
func unwanted(n *html.Node, total int) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Head, atom.Article, atom.Main, atom.P, atom.H1, atom.Blockquote:
		return n.DataAtom != atom.Article && n.DataAtom != atom.Main && n.DataAtom != atom.Html && n.DataAtom != atom.Body && n.DataAtom != atom.Head && called(n) && !large(n, total, 5)
	}
	if junk[n.DataAtom] {
		return n.DataAtom == atom.Script || n.DataAtom == atom.Style || !large(n, total, 3)
	}
	if _, ok := attribute(n, "hidden"); ok || hides.MatchString(attr(n, "style")) || strings.EqualFold(attr(n, "aria-hidden"), "true") {
		return !large(n, total, 2)
	}
	switch strings.ToLower(attr(n, "role")) {
	case "navigation", "complementary", "banner", "contentinfo", "dialog", "alertdialog", "search", "menu", "menubar", "toolbar":
		return !large(n, total, 3)
	}
	if inline[n.DataAtom] && !alone(n) {
		return false // a link or a name within a sentence
	}
	return called(n) && !large(n, total, 3)
}

// inline are the elements that stand within sentences.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Span: true, atom.Em: true, atom.Strong: true, atom.B: true, atom.I: true, atom.U: true, atom.Mark: true, atom.Font: true,
	atom.Abbr: true, atom.Cite: true, atom.Q: true, atom.Sub: true, atom.Sup: true, atom.Small: true, atom.Time: true,
}

// alone tells whether an element has no text beside it.
func alone(n *html.Node) bool {
	for _, next := range []func(*html.Node) *html.Node{
		func(n *html.Node) *html.Node { return n.PrevSibling }, func(n *html.Node) *html.Node { return n.NextSibling },
	} {
		// The nearest decide: a paragraph can have very many.
		for p, k := next(n), 0; p != nil && k < 50; p, k = next(p), k+1 {
			if p.Type == html.TextNode && strings.TrimSpace(p.Data) != "" {
				return false
			}
		}
	}
	return true
}

// called tells whether the name of an element is one of a box.
func called(n *html.Node) bool {
	for _, name := range []string{attr(n, "class"), attr(n, "id")} {
		if name != "" && len(name) < 400 && surely.MatchString(camel(name)) && !holds.MatchString(name) {
			return true
		}
	}
	return false
}

// camel divides "relatedArticles" as "related-Articles".
func camel(s string) string {
	var b strings.Builder
	last := ' '
	for _, r := range s {
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			b.WriteByte('-')
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// large tells whether an element has one part in n of all prose: then it is
// no box, whatever it is called.
func large(e *html.Node, total, n int) bool {
	return total > 0 && proseLength(e)*n > total
}

// proseLength is how many bytes of paragraphs with sentences are in a tree.
func proseLength(root *html.Node) int {
	n := 0
	walk(root, func(e *html.Node) bool {
		switch e.DataAtom {
		case atom.Script, atom.Style, atom.Noscript, atom.Template:
			return false
		case atom.P:
			if t := innerText(e); len(t) > 80 {
				n += len(t)
			}
			return false
		}
		return true
	})
	return n
}

// Elements that begin and end a block.
var blockElements = map[atom.Atom]blockKind{
	atom.P: paragraph, atom.Div: paragraph, atom.Section: paragraph, atom.Article: paragraph, atom.Main: paragraph, atom.Header: paragraph,
	atom.Footer: paragraph, atom.Blockquote: paragraph, atom.Pre: paragraph, atom.Figure: paragraph, atom.Address: paragraph,
	atom.H1: title, atom.H2: title, atom.H3: title, atom.H4: title, atom.H5: title, atom.H6: title,
	atom.Ul: paragraph, atom.Ol: paragraph, atom.Dl: paragraph, atom.Table: paragraph, atom.Tbody: paragraph, atom.Thead: paragraph, atom.Tr: item,
	atom.Li: item, atom.Dd: item, atom.Dt: item, atom.Center: paragraph, atom.Hr: paragraph, atom.Body: paragraph, atom.Html: paragraph,
	atom.Aside: paragraph, atom.Details: paragraph, atom.Summary: paragraph,
}

// blocksOf are the blocks of a tree in its order.
func blocksOf(root *html.Node) []block {
	var out []block
	var text strings.Builder
	linked, quotes := 0, 0
	kind := paragraph
	flush := func() {
		for part := range strings.SplitSeq(text.String(), "\n\n") {
			if len(out) < topBlocks {
				var top []string
				if top, part = topLines(part); len(top) > 0 {
					for _, t := range top {
						out = append(out, block{text: t})
					}
				}
			}
			if t := oneLine(part); t != "" {
				out = append(out, block{text: t, kind: kind, links: float64(min(linked, len(t))) / float64(len(t)), quoted: quotes > 0})
			}
		}
		text.Reset()
		linked = 0
	}
	var visit func(n *html.Node, link bool, depth int)
	visit = func(n *html.Node, link bool, depth int) {
		if depth > maxDepth {
			return
		}
		switch n.Type {
		case html.TextNode:
			// The breaks of the source are blanks.
			t := strings.Map(func(r rune) rune {
				if unicode.IsSpace(r) {
					return ' '
				}
				return r
			}, n.Data)
			text.WriteString(t)
			if link {
				linked += len(strings.TrimSpace(t))
			}
			return
		case html.ElementNode:
			switch n.DataAtom {
			case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Img:
				return
			case atom.Br:
				if s := text.String(); strings.HasSuffix(strings.TrimRight(s, " "), "\n") {
					text.WriteString("\n\n")
				} else {
					text.WriteByte('\n')
				}
				return
			case atom.Td, atom.Th:
				if text.WriteByte(' '); hasBreaks(n) { // a part of the page, no cell of data
					flush()
					defer func(old blockKind) { flush(); kind = old }(kind)
					kind = paragraph
				}
			}
		}
		k, isBlock := blockElements[n.DataAtom]
		if isBlock && n.Type == html.ElementNode {
			flush()
			defer func(old blockKind) { flush(); kind = old }(kind)
			if n.DataAtom == atom.Blockquote {
				quotes++
				defer func() { flush(); quotes-- }()
			}
			if k != paragraph || kind == paragraph || n.DataAtom == atom.Blockquote {
				kind = k
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c, link || n.DataAtom == atom.A, depth+1)
		}
	}
	visit(root, false, 0)
	flush()
	return out
}

// hasBreaks tells whether there is more than one line in an element.
func hasBreaks(root *html.Node) (has bool) {
	walk(root, func(n *html.Node) bool {
		kind, block := blockElements[n.DataAtom]
		has = has || n.DataAtom == atom.Br || n != root && block && kind != item
		return !has
	})
	return has
}

// topBlocks is how far from its top an article may have its headline, byline and date.
const topBlocks = 6

// topLines takes headline, byline and date, each on a line, off the beginning of a part
// of old pages, which have lines for paragraphs.
func topLines(part string) (top []string, rest string) {
	lines := strings.Split(part, "\n")
	n := 0
	for i, line := range lines {
		line = oneLine(line)
		w := len(words(line))
		if w > 25 {
			break
		}
		if nlp.IsByline(line) || w <= 16 && isDate(line) {
			n = i + 1
		}
	}
	for _, line := range lines[:n] {
		if line = oneLine(line); line != "" {
			top = append(top, line)
		}
	}
	return top, strings.Join(lines[n:], "\n")
}

var (
	clockLine   = regexp.MustCompile(`(?i)^(?:\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: ?[a-z]{2,5})?|\d{1,2} ?[ap]\.?m\.?|\d+ ?(?:m|min|mins|minutes?|h|hours?|hrs?|d|days?) ago|updated(?: at)?.{0,40}|posted(?: at)?.{0,40}|key (?:events?|points?|moments?)|live (?:updates?|feed|reporting)|show(?: key events only)?|pinned(?: post)?|block time.*|(?:(?:first |last )?(?:published|updated|posted|modified):? .{0,30}\d{1,2}[:.]\d{2}.{0,90})|what we know(?: so far)?:?)$`)
	pointer     = regexp.MustCompile(`(?i)^\W*(?:read(?: (?:more|also|next|this|here|the (?:full|latest)))?|also read|more|see also|see more|watch(?: (?:more|also|now|below|this|live))?|related|don[’']t miss|must read|just in|listen|in pictures|explainer|click here|more news|related (?:news|stories|articles?)|recommended|opinion|from the archives?|go deeper|dig deeper|learn more|sign up|subscribe|download|follow|join|find out)\b[^.]{0,12}[:|»>–—-]`)
	creditLine  = regexp.MustCompile(`(?i)^[\[(]?(?:(?:file |stock |handout )?(?:photo|image|picture|video|illustration|photograph|graphic)s?(?: credits?)?(?: ?:| by | courtesy| via |/)|credits?:|(?:getty|ap photo|afp|reuters|epa|shutterstock|istock|alamy|rex features)\b[^.]{0,60}$|.{0,60}(?:getty images|/ap photo|/afp|/reuters|via ap|via getty|shutterstock)[\])]?$|.{0,160}\((?:ap photo|photo|image|picture|file)[^)]*\)$|screengrab|screenshot|courtesy of |in this .{0,80}\b(?:photo|image|photograph|frame|picture|video)\b|.{0,300}\b(?:file photo|\((?:[^()]*/)?(?:AP|AFP|Reuters|EPA|file)\))\W*$)`)
	closing     = regexp.MustCompile(`(?i)^[\[(*_\s-]*(?:(?:additional |further )?(?:reporting|writing|editing|compiled)(?: and (?:writing|editing))? (?:by|for) |.{0,80}contributed (?:to|reporting)|our standards:|this (?:story|article|report) (?:has been|was|is) |copyright\b|©|all rights reserved|the views expressed|the opinions expressed|opinions expressed|follow .{1,60} on (?:twitter|facebook|instagram|x)\b|(?:email|e-mail|contact|reach|write to) .{0,60}@|(?:you can )?(?:reach|contact|email|follow) .{1,60} at |got a (?:tip|story)|have (?:a|you got a) (?:tip|story)|do you have |join the (?:conversation|discussion)|what do you think\?|let us know|share your (?:views|thoughts|story)|send (?:us )?your |for more (?:stories|news|information|on)|more (?:stories|news) (?:like this|from|on)|check out |tune in|stay (?:up to date|tuned|informed|connected)|receive |get the (?:latest|best|news|top)|to (?:read|see|get) (?:more|the (?:full|rest))|first published|a version of this (?:article|story)|published |last updated|updated |originally published|tags?:|topics?:|filed under|related tags|source:|sources:|via:|the post .* appeared first on)`)
	closingLead = regexp.MustCompile(`(?i)^(?:correction|clarification|editor[’']?s? note)s?:`)
)

// clean takes out blocks that are about the page or about other stories.
func clean(blocks []block, d *description) []block {
	headline := strings.Join(words(d.headline()), " ")
	var out []block
	for i, b := range blocks {
		w := words(b.text)
		switch {
		case len(w) == 0:
			continue
		case headline != "" && i < 8 && strings.Join(w, " ") == headline:
			continue
		case len(w) <= 10 && readingTime.MatchString(b.text), len(w) <= 25 && (nlp.IsBoilerplate(b.text) || pointer.MatchString(b.text) && (b.links > 0.3 || len(w) <= 20)):
			continue
		case clockLine.MatchString(b.text), len(w) <= 45 && creditLine.MatchString(b.text):
			continue
		case b.kind == title && i > 0 && others.MatchString(b.text) && wordsIn(blocks[i:])*2 < wordsIn(blocks[:i]):
			return trimEnd(trimTitles(linkLists(unique(out))))
		case b.links > 0.85 && (len(w) >= 3 || i < topBlocks) && b.kind != item:
			continue // the headline of another story
		case i < 6 && len(w) <= 25 && nlp.IsByline(b.text):
			d.bylines = append(d.bylines, b.text)
			continue
		case i < 6 && len(w) <= 16 && isDate(b.text):
			continue
		case i < 6 && len(w) <= 12 && signedAndDated(b.text):
			d.bylines = append(d.bylines, signature.Split(b.text, 2)[0])
			continue
		}
		if strings.Contains(b.text, "pens ") {
			b.text = newTab.ReplaceAllString(b.text, "")
		}
		if b.text = strings.TrimSpace(continues.ReplaceAllString(b.text, "")); b.text != "" {
			out = append(out, b)
		}
	}
	return trimEnd(trimTitles(linkLists(unique(out))))
}

// signature divides "Kenji Mori | April 2, 2026".
var signature = regexp.MustCompile(`\s*[|•·]\s*`)

// signedAndDated reports a line with a name and a day.
func signedAndDated(text string) bool {
	parts := signature.Split(text, -1)
	if len(parts) < 2 || len(parts) > 3 || !byline.IsName(strings.Fields(parts[0])) || len(strings.Fields(parts[0])) > 4 {
		return false
	}
	return slices.ContainsFunc(parts[1:], isDate)
}

// continues is the link to the rest at the end of a teaser.
var continues = regexp.MustCompile(`(?i)\s*(?:\[?(?:continue reading|read (?:more|the full (?:story|article))|read on)\s*(?:\.{2,}|…|»|→|>+|&raquo;)+\]?|\[(?:…|\.\.\.|&hellip;)\])\s*$`)

// readingTime ends a line that says how long it takes to read the article.
var readingTime = regexp.MustCompile(`(?i)\d+[ -]?min(?:ute)?s?(?: read)?$`)

// newTab is what pages say of links to those who hear them read.
var newTab = regexp.MustCompile(`,? ?\b[Oo]pens (?:in )?(?:a )?new (?:tab|window)\b`)

// others are headings over other stories.
var others = regexp.MustCompile(`(?i)^(?:more (?:in|from|on|about|like|stories|news|coverage|top|to)\b|related\b|recommended|read (?:next|more|also)|most (?:read|popular|viewed)|trending|you (?:may|might)|also (?:in|on|read)|editors?[’']?s? picks|popular|top stories|latest (?:news|stories|from)|don[’']t miss|up next|what to read|further reading|around the web|from our partners|sponsored)`)

func wordsIn(blocks []block) (n int) {
	for _, b := range blocks {
		n += len(words(b.text))
	}
	return n
}

func isDate(text string) bool {
	_, ok := dateLine(text)
	return ok
}

// unique takes out what is said twice: summaries, pulled quotations.
func unique(blocks []block) []block {
	seen := map[string]bool{}
	out := blocks[:0]
	for _, b := range blocks {
		key := strings.Join(words(b.text), " ")
		if len(key) > 40 && seen[key] {
			continue
		}
		seen[key] = true
		out = append(out, b)
	}
	return out
}

// linkLists takes out lists that are links and nothing else.
func linkLists(blocks []block) []block {
	var out []block
	for i := 0; i < len(blocks); {
		j := i
		linked := 0
		for j < len(blocks) && blocks[j].kind == item {
			if blocks[j].links > 0.8 {
				linked++
			}
			j++
		}
		switch {
		case j == i:
			out = append(out, blocks[i])
			j++
		case 2*linked <= j-i:
			out = append(out, blocks[i:j]...)
		}
		i = j
	}
	return out
}

// trimTitles takes out headings with nothing under them.
func trimTitles(blocks []block) []block {
	for len(blocks) > 0 && blocks[len(blocks)-1].kind == title {
		blocks = blocks[:len(blocks)-1]
	}
	return blocks
}

// trimEnd takes closing lines from the end.
func trimEnd(blocks []block) []block {
	from := len(blocks) * 2 / 3
	end := len(blocks)
	for i := len(blocks) - 1; i >= from && i > 0; i-- {
		w := len(words(blocks[i].text))
		switch {
		case w <= 60 && closing.MatchString(blocks[i].text) && !closingLead.MatchString(blocks[i].text):
			blocks = append(blocks[:i:i], blocks[i+1:]...)
			end = i
		case i == end-1 && w <= 4 && !ends(blocks[i].text) && blocks[i].kind != item:
			blocks = append(blocks[:i:i], blocks[i+1:]...)
			end = i
		}
	}
	return trimTitles(blocks)
}

// ends tells whether a text ends as a sentence does.
func ends(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, "\"'”’) "))
	return strings.ContainsRune(".!?…:", r)
}

func textOf(blocks []block) string {
	marked := needMarks(blocks)
	var b strings.Builder
	for i, x := range blocks {
		if i > 0 {
			b.WriteString("\n\n")
		}
		if marked {
			x.text = quotation(blocks, i)
		}
		b.WriteString(x.text)
	}
	return b.String()
}

// needMarks tells whether block quotations are to have quotation marks: where they are but a part of the text. A few pages have
// all of their text in them.
func needMarks(blocks []block) bool {
	quoted := 0
	for _, b := range blocks {
		if b.quoted {
			quoted += len(b.text)
		}
	}
	return quoted > 0 && quoted*2 < lengthOf(blocks)
}

func lengthOf(blocks []block) (n int) {
	for _, b := range blocks {
		n += len(b.text)
	}
	return n
}

// source is a line that says whose words those before it are.
var source = regexp.MustCompile(`^(?:[—–-]{1,2} ?)\p{Lu}|^[^.!?]{3,80}$`)

// quotation is a block with the marks that a block quotation has not: who reads the text must see whose words it has.
func quotation(blocks []block, i int) string {
	b := blocks[i]
	if !b.quoted || b.kind == title || strings.ContainsAny(b.text[:1], "\"'") || strings.HasPrefix(b.text, "“") || strings.HasPrefix(b.text, "‘") || source.MatchString(b.text) {
		return b.text
	}
	last := i+1 == len(blocks) || !blocks[i+1].quoted || source.MatchString(blocks[i+1].text)
	if !last {
		return "“" + b.text // the next paragraph goes on with it
	}
	return "“" + b.text + "”"
}
