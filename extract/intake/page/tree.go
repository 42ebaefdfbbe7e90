package page

import (
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/quadwire/quadwire/extract/date"
)

// walk visits a tree in its order; visit says whether to go into a node.
func walk(n *html.Node, visit func(*html.Node) bool) {
	if !visit(n) {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, visit)
	}
}

func attribute(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val, true
		}
	}
	return "", false
}

func attr(n *html.Node, key string) string {
	v, _ := attribute(n, key)
	return v
}

// itemprop tells whether microdata call a node name, in small letters.
func itemprop(n *html.Node, name string) bool {
	for p := range strings.FieldsSeq(strings.ToLower(attr(n, "itemprop"))) {
		if p == name {
			return true
		}
	}
	return false
}

// inside tells whether a node is in an element of this kind.
func inside(n *html.Node, a atom.Atom) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == a {
			return true
		}
	}
	return false
}

// innerText is all text of a tree, without scripts.
func innerText(n *html.Node) string { return joinedText(n, ' ') }

// innerLines is the same, with the breaks that the page shows.
func innerLines(n *html.Node) string { return joinedText(n, '\n') }

func joinedText(n *html.Node, between byte) string {
	if n.FirstChild != nil && n.FirstChild == n.LastChild && n.FirstChild.Type == html.TextNode {
		return strings.ReplaceAll(n.FirstChild.Data, "\n", " ")
	}
	var b strings.Builder
	walk(n, func(c *html.Node) bool {
		_, block := blockElements[c.DataAtom]
		switch {
		case c.Type == html.TextNode:
			b.WriteString(strings.ReplaceAll(c.Data, "\n", " "))
		case c != n && (c.DataAtom == atom.Script || c.DataAtom == atom.Style || c.DataAtom == atom.Noscript):
			return false
		case c.DataAtom == atom.Br, block:
			b.WriteByte(between)
		}
		return true
	})
	return b.String()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func dateLine(s string) (time.Time, bool) { return date.Line(oneLine(s)) }
