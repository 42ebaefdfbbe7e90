package extract

import "github.com/quadwire/quadwire/extract/nlp"

// Read annotates a text and finds its coreference chains.
func (x *Extractor) Read(article Article) *nlp.Document {
	doc := x.reader.Read(article.ID, article.Text)
	x.reader.Resolve(doc)
	return doc
}

// Annotate fills in tags, trees and names of a segmented document and finds
// its coreference chains, as Read does for a text.
func (x *Extractor) Annotate(doc *nlp.Document) {
	x.reader.Annotate(doc)
	x.reader.Resolve(doc)
}
