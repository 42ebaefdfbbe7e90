package extract

import "github.com/quadwire/quadwire/extract/nlp"

func (x *Extractor) facts(article Article, document *nlp.Document) *Result {
	return &Result{Article: article, Document: document}
}
