package data

import _ "embed" // the files are embedded

// Tagger is the model of parts of speech, lemmas and word classes.
//
//go:embed models/tagger.bin
var Tagger []byte

// Parser is the model of dependency trees.
//
//go:embed models/parser.bin
var Parser []byte

// Names is the model of named entities.
//
//go:embed models/names.bin
var Names []byte
