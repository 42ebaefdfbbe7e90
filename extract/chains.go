package extract

import "github.com/quadwire/quadwire/extract/nlp"

// Read annotates a text and finds its coreference chains: the mentions of
// one entity share a number, from 1 in order of first mention. Entities with
// a single mention have no chain.
func (x *Extractor) Read(article Article) (*nlp.Document, []nlp.Chain) {
	doc := x.reader.Read(article.ID, article.Text)
	return doc, x.Chains(article, doc)
}

// Annotate fills in tags, trees and names of a segmented document and finds
// its coreference chains, as Read does for a text.
func (x *Extractor) Annotate(article Article, doc *nlp.Document) []nlp.Chain {
	x.reader.Annotate(doc)
	return x.Chains(article, doc)
}

// Chains are the coreference chains of an annotated document.
func (x *Extractor) Chains(article Article, doc *nlp.Document) []nlp.Chain {
	a := x.analyse(article, doc)
	var out []nlp.Chain
	number := 0
	for _, e := range a.list {
		if len(e.spans) < 2 {
			continue
		}
		number++
		for _, s := range e.spans {
			out = append(out, nlp.Chain{First: s.first, End: s.end, Number: number})
		}
	}
	return out
}
