package nlp

import (
	"maps"
	"slices"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// A featTable gives the morphological features of a form with a tag.
type featTable struct {
	tag  map[string]string // by label, the most frequent
	form map[string]string // by form and label, where they differ
}

func (t *featTable) get(lower, label string) string {
	if f, ok := t.form[lower+" "+label]; ok {
		return f
	}
	return t.tag[label]
}

func (t *featTable) encode(e *encoder) {
	for _, m := range []map[string]string{t.tag, t.form} {
		encodeMap(e, m)
	}
}

func encodeMap(e *encoder, m map[string]string) {
	values := make(map[string]string)
	for _, v := range m {
		values[v] = ""
	}
	list := sortedKeys(values)
	e.Strings(list)
	e.Uint(len(m))
	for _, k := range sortedKeys(m) {
		v, _ := slices.BinarySearch(list, m[k])
		e.String(k)
		e.Uint(v)
	}
}

func decodeMap(d *decoder) map[string]string {
	list := d.Strings()
	n := d.Len()
	m := make(map[string]string, min(n, maxWords))
	if n > 0 && len(list) == 0 {
		d.Fail()
		return m
	}
	for range n {
		k, v := d.String(), d.Uint(len(list)-1)
		if d.Err() != nil {
			break
		}
		m[k] = list[v]
	}
	return m
}
