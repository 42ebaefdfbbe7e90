// Package nlp is the reader of English: it turns the text of an article into
// one annotated [Document] with sentences, tokens, tags, dependency trees and
// named entities. Everything above it works on Documents only.
//
// Annotations follow Universal Dependencies v2 (https://universaldependencies.org).
package nlp

import "unicode/utf8"

// A Document is an article's text with everything the reader knows about it.
// Tokens of all sentences lie in one slice; sentences, names and heads are
// indices into it.
type Document struct {
	ID        string
	Text      string // as given; offsets count its bytes
	Tokens    []Token
	Sentences []Sentence
	Names     []Name    // named entities, in text order, never overlapping
	Mentions  []Mention // what stands for an entity that is mentioned more than once, in text order; see Reader.Resolve

	runes []int32 // code points before every 64th byte; see Rune
}

// A Token is one syntactic word. Text[Start:End] == Form always holds for
// documents read from text; words of a multiword token ("don't") divide its
// characters among them.
type Token struct {
	Start, End int // byte offsets into Document.Text
	Form       string
	Lemma      string
	UPOS       string  // universal part of speech: NOUN, VERB, ...
	XPOS       string  // Penn Treebank tag: NNP, VBD, ...
	Feats      string  // "Number=Sing|Person=3", "" for none
	Head       int     // index into Document.Tokens; -1 for the root of a sentence
	Deprel     string  // relation to the head: nsubj, obl, nsubj:pass, ...; "root" for the root
	Margin     float32 // how far the chosen attachment was ahead of the next best, in 0..1
	Sentence   int     // index into Document.Sentences
	MWT        int     // on the first word of a multiword token the number of its words, else 0
}

// Kind says what a stretch of text is in an article.
type Kind uint8

// The kinds of sentence. Facts are read from Prose and Headline only.
const (
	Prose       Kind = iota // a sentence of running text
	Headline                // the title of the article
	Heading                 // a section heading
	Dateline                // "BEIJING, Jan. 5 (Reuters) -", or the line with the date of publication
	Byline                  // "By Jane Doe"
	Boilerplate             // "Help us improve.", "Read more", ...
)

// A Sentence is the tokens [First, End) of its document.
type Sentence struct {
	First, End int // token indices
	Start      int // byte offset of the first character
	Stop       int // byte offset behind the last character
	Kind       Kind
	Paragraph  int // number of the paragraph, from 0
}

// A Name is a mention of a named entity: tokens [First, End).
type Name struct {
	First, End int
	Type       string  // schema.org class: Person, Organization, Place, Event, Product, ... ; see NameTypes
	Score      float32 // in 0..1
}

// MentionKind says what the head of a mention is.
type MentionKind uint8

// The kinds of mention.
const (
	NameMention MentionKind = iota
	NounMention
	PronounMention
)

// String is the kind as the program prints it: "name", "noun" or "pronoun".
func (k MentionKind) String() string {
	return [...]string{"name", "noun", "pronoun"}[min(k, PronounMention)]
}

// A Mention is the tokens [First, End) that stand for an entity. Mentions may
// lie within one another. Only those of chains of two or more are kept.
type Mention struct {
	First, End, Head int
	Kind             MentionKind
	Chain            int     // number of the entity, from 0 in order of first mention
	Score            float32 // how sure the link to the chain is, in 0..1
}

// Rune converts a byte offset of the text into a count of Unicode code points.
func (d *Document) Rune(offset int) int {
	const step = 64
	if d.runes == nil {
		d.runes = make([]int32, 0, len(d.Text)/step+1)
		n := int32(0)
		for i := 0; i < len(d.Text); i++ {
			if i%step == 0 {
				d.runes = append(d.runes, n)
			}
			if utf8.RuneStart(d.Text[i]) {
				n++
			}
		}
		if len(d.Text)%step == 0 {
			d.runes = append(d.runes, n)
		}
	}
	block := offset / step
	n := int(d.runes[block])
	for i := block * step; i < offset; i++ {
		if utf8.RuneStart(d.Text[i]) {
			n++
		}
	}
	return n
}

// Span returns the text from the first to the last of the tokens [first, end).
func (d *Document) Span(first, end int) string {
	if first >= end {
		return ""
	}
	return d.Text[d.Tokens[first].Start:d.Tokens[end-1].End]
}
