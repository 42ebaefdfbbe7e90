// Package data holds what quadwire carries inside its program: the word
// tables, the model and a sample article. README.md names where each file
// comes from, its licence and the command that makes it.
package data
