package nlp

import "slices"

// TrainSyntax learns the tagger, the lemmatiser and the parser from treebanks
// and returns the bytes of their models. The test documents are for the log.
func TrainSyntax(train, test []*Document, o Training) (taggerFile, parserFile []byte) {
	words := learnLexicon(train, nil)
	labels := tagLabels(train)
	samples := makeSamples(train, words)
	tests := makeSamples(test, words)
	tagging := o
	tagging.Epochs = 8
	t := learnTags(samples, labels, words, tagging, tests)
	lemmas := learnLemmas(train, o)
	testLemmas(t, lemmas, tests, o)
	jackknife(samples, labels, words, tagging)
	for _, s := range slices.Concat(tests) {
		s.tags = t.hash(t.tag(s.words))
	}
	p := learnTrees(samples, o, tests)
	return encodeTagger(t, lemmas), encodeParser(p)
}

func testLemmas(t *tagger, l *lemmatiser, tests []*sample, o Training) {
	hits, all := 0, 0
	for _, s := range tests {
		for i, n := range t.tag(s.words) {
			all++
			if l.lemma(s.tokens[i].Form, t.model.Labels()[n]) == s.tokens[i].Lemma {
				hits++
			}
		}
	}
	if all > 0 {
		o.logf("lemmas: %.2f", 100*float64(hits)/float64(all))
	}
}
