package nlp

import "slices"

// goldNames are the labels of the tokens of a document whose Names are known.
func goldNames(d *Document) []int {
	gold := make([]int, len(d.Tokens))
	for _, name := range d.Names {
		kind := slices.Index(nameKinds, name.Type)
		if kind < 0 {
			kind = slices.Index(nameKinds, otherName)
		}
		for i := name.First; i < name.End; i++ {
			part := byte('I')
			switch {
			case name.End == name.First+1:
				part = 'U'
			case i == name.First:
				part = 'B'
			case i == name.End-1:
				part = 'L'
			}
			gold[i] = slices.Index(nameLabels, nameLabel{part, kind})
		}
	}
	return gold
}
