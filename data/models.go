package data

import _ "embed" // the files are embedded

// Reader is the model of the reader of English: tags, trees and names.
//
//go:embed models/reader.bin
var Reader []byte

// Lemmas is the model of lemmas and features.
//
//go:embed models/lemmas.bin
var Lemmas []byte

// Segment is the model of the ends of sentences.
//
//go:embed models/segment.bin
var Segment []byte

// Confidence is the weights of what tells how sure a fact is, a line each.
//
//go:embed models/confidence.tsv
var Confidence string

// Coref is the model of coreference.
//
//go:embed models/coref.bin
var Coref []byte
