package schema

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// DefaultBase is where the IRIs of entities, relations and articles start
// unless a setting says otherwise.
const DefaultBase = "https://quadwire.example/"

// A Namespace is a prefix and what it stands for.
type Namespace struct {
	Prefix string // without the colon
	Full   string
}

// fixed are the namespaces that do not depend on the base.
var fixed = []Namespace{
	{"qw", "https://quadwire.example/ns#"},
	{"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
	{"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
	{"xsd", "http://www.w3.org/2001/XMLSchema#"},
	{"owl", "http://www.w3.org/2002/07/owl#"},
	{"skos", "http://www.w3.org/2004/02/skos/core#"},
	{"schema", "https://schema.org/"},
	{"wdt", "http://www.wikidata.org/prop/direct/"},
	{"prov", "http://www.w3.org/ns/prov#"},
	{"nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"},
	{"sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"},
}

// Namespaces turns the short IRIs of the store into full ones. The zero
// value uses [DefaultBase].
type Namespaces struct {
	Base string // ends in "/"
}

// NewNamespaces checks a base: an absolute IRI that ends in "/".
func NewNamespaces(base string) (Namespaces, error) {
	if base == "" {
		return Namespaces{}, nil
	}
	u, err := url.Parse(base)
	if err != nil || !u.IsAbs() || u.Host == "" || !strings.HasSuffix(base, "/") {
		return Namespaces{}, fmt.Errorf("base %q must be an absolute IRI that ends in /, such as %s", base, DefaultBase)
	}
	return Namespaces{Base: base}, nil
}

func (n Namespaces) base() string {
	if n.Base == "" {
		return DefaultBase
	}
	return n.Base
}

// List gives all namespaces in a fixed order.
func (n Namespaces) List() []Namespace {
	out := []Namespace{{"e", n.base() + "e/"}, {"r", n.base() + "r/"}, {"a", n.base() + "a/"}}
	return append(out, fixed...)
}

// Expand gives the full IRI of a short one. What has no known prefix comes
// back as it is.
func (n Namespaces) Expand(short string) string {
	prefix, local, ok := strings.Cut(short, ":")
	if !ok {
		return short
	}
	switch prefix {
	case "e", "r", "a":
		return n.base() + prefix + "/" + local
	}
	for _, ns := range fixed {
		if ns.Prefix == prefix {
			return ns.Full + local
		}
	}
	return short
}

// EntityID gives the short IRI of an entity or concept: "e:Lee_Jae_Myung".
func EntityID(name string) string { return "e:" + EscapeLocal(name) }

// ParseEntityID gives the short IRI of what a person writes: a name or an IRI,
// with or without brackets ("Lee Jae Myung", "e:Lee_Jae_Myung").
func ParseEntityID(text string) string {
	if bare := strings.Trim(strings.TrimSpace(text), "<>"); strings.HasPrefix(bare, "e:") {
		return bare
	}
	return EntityID(text)
}

// QualifiedID gives the short IRI of an entity whose name something else has
// too: "e:Birmingham~United_States". Without a qualifier it is [EntityID].
func QualifiedID(name, qualifier string) string {
	if qualifier == "" {
		return EntityID(name)
	}
	return EntityID(name) + "~" + EscapeLocal(qualifier)
}

// RelationID gives the short IRI of a relation: "r:visited".
func RelationID(name string) string { return "r:" + EscapeLocal(name) }

// ArticleID gives the short IRI of an article.
func ArticleID(id string) string { return "a:" + EscapeLocal(id) }

// SentenceID gives the short IRI of an article's n-th sentence, from 1.
func SentenceID(article string, n int) string { return fmt.Sprintf("%s#s%d", ArticleID(article), n) }

// FactID gives the short IRI of an article's n-th fact, from 1.
func FactID(article string, n int) string { return fmt.Sprintf("%s#f%d", ArticleID(article), n) }

// EscapeLocal makes the last part of an IRI of a name. Letters and digits of
// any script and "-._~" stay, runs of white space become "_", everything else
// is percent-encoded, so that two names share a part only where they differ
// in white space alone.
func EscapeLocal(name string) string {
	var b strings.Builder
	name, blank := strings.TrimSpace(name), false
	for i, r := range name {
		if unicode.IsSpace(r) {
			blank = true
			continue
		}
		if blank {
			b.WriteByte('_')
			blank = false
		}
		if r == utf8.RuneError || !isLocal(r) {
			escape(&b, name[i:])
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// UnescapeLocal gives the name that the last part of an IRI was made of.
func UnescapeLocal(local string) string {
	name, err := url.PathUnescape(local)
	if err != nil {
		name = local
	}
	return strings.ReplaceAll(name, "_", " ")
}

func isLocal(r rune) bool {
	return r == '-' || r == '.' || r == '_' || r == '~' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// escape percent-encodes the bytes of the first rune of s.
func escape(b *strings.Builder, s string) {
	_, size := utf8.DecodeRuneInString(s)
	for i := range size {
		fmt.Fprintf(b, "%%%02X", s[i])
	}
}
