package schema

import (
	_ "embed"
	"strings"
	"sync"
)

// A Property is what one of the world's databases calls a relation.
type Property struct {
	ID      string // short IRI: "schema:nationality", or "wdt:P35" of Wikidata
	Inverse bool   // it leads from the object to the subject: head of state, from the country
}

//go:embed properties.tsv
var propertyTable string

// PropertyOf gives the property of schema.org or Wikidata for a canonical
// relation whose object is of a class; false where there is none.
func PropertyOf(relation, class string) (Property, bool) {
	table := properties()
	for _, c := range [...]string{class, General(class), "-"} {
		if p, ok := table[relation+"\t"+c]; ok {
			return p, true
		}
	}
	return Property{}, false
}

var properties = sync.OnceValue(func() map[string]Property {
	table := map[string]Property{}
	for line := range strings.Lines(propertyTable) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(f) != 3 {
			continue
		}
		id, inverse := strings.CutPrefix(f[2], "^")
		table[f[0]+"\t"+f[1]] = Property{ID: id, Inverse: inverse}
	}
	return table
})
