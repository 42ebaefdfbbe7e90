package extract

import (
	"slices"

	"github.com/quadwire/quadwire/extract/nlp"
)

// Read annotates a text and finds its coreference chains.
func (x *Extractor) Read(article Article) *nlp.Document {
	doc := x.reader.Read(article.ID, article.Text)
	x.ownNames(doc)
	x.reader.Resolve(doc)
	return doc
}

// Annotate fills in tags, trees and names of a segmented document and finds
// its coreference chains, as Read does for a text.
func (x *Extractor) Annotate(doc *nlp.Document) {
	x.reader.Annotate(doc)
	x.ownNames(doc)
	x.reader.Resolve(doc)
}

// ownNames marks the names of the user's lexicon, in the place of whatever
// the reader took their words for; a longer name that holds one stays.
func (x *Extractor) ownNames(doc *nlp.Document) {
	user := x.options.Lexicon
	if user == nil {
		return
	}
	var own []nlp.Name
	for _, s := range doc.Sentences {
	tokens:
		for i := s.First; i < s.End; i++ {
			for n := min(2*user.Longest(doc.Tokens[i].Form), s.End-i); n > 0; n-- { // hyphens are tokens too
				if entries := user.Lookup(doc.Span(i, i+n)); len(entries) > 0 {
					own = append(own, nlp.Name{First: i, End: i + n, Type: readerClass(entries[0].Type), Score: 1})
					i += n - 1
					continue tokens
				}
			}
		}
	}
	own = slices.DeleteFunc(own, func(o nlp.Name) bool {
		return slices.ContainsFunc(doc.Names, func(n nlp.Name) bool {
			return n.First <= o.First && n.End >= o.End && n.End-n.First > o.End-o.First && len(user.Lookup(doc.Span(n.First, n.End))) == 0 && n.Type != "Person"
		})
	})
	doc.Names = slices.DeleteFunc(doc.Names, func(n nlp.Name) bool {
		return slices.ContainsFunc(own, func(o nlp.Name) bool { return n.First < o.End && o.First < n.End })
	})
	doc.Names = append(doc.Names, own...)
	slices.SortFunc(doc.Names, func(a, b nlp.Name) int { return a.First - b.First })
}

// readerClass is the kind of name that the reader would see in a thing of a
// class.
func readerClass(class string) string {
	switch class {
	case "Person", "Event", "Product", "CreativeWork", "Thing":
		return class
	}
	if kind := kindOf(class); kind != "Organization" || class == "LandmarksOrHistoricalBuildings" || class == "CivicStructure" {
		return "Place"
	}
	return "Organization"
}
