package neural

import "math"

// Cosine is how alike the embeddings of two rows of the table are, in -1..1.
func (m *Model) Cosine(a, b int) float64 {
	x, y := m.table[a*m.Embed:(a+1)*m.Embed], m.table[b*m.Embed:(b+1)*m.Embed]
	var xx, xy, yy int
	for i, v := range x {
		w := y[i]
		xx, xy, yy = xx+int(v)*int(v), xy+int(v)*int(w), yy+int(w)*int(w)
	}
	if xx == 0 || yy == 0 {
		return 0
	}
	return float64(xy) / math.Sqrt(float64(xx)*float64(yy))
}
