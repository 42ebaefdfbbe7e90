package neural

// A Matrix has rows of Cols numbers, one behind the other; Cols is a multiple
// of [Panel] where the matrix is the result of a product.
type Matrix struct {
	Rows, Cols int
	Data       []float32
}

// NewMatrix makes a matrix of zeros.
func NewMatrix(rows, cols int) Matrix {
	return Matrix{rows, cols, make([]float32, rows*cols)}
}

// Row is row i.
func (m Matrix) Row(i int) []float32 { return m.Data[i*m.Cols : (i+1)*m.Cols : (i+1)*m.Cols] }

// Slice is the rows [first, end).
func (m Matrix) Slice(first, end int) Matrix {
	return Matrix{end - first, m.Cols, m.Data[first*m.Cols : end*m.Cols]}
}

// Resize gives the matrix another shape, with memory that it has where it is
// enough; what it holds is undefined.
func (m *Matrix) Resize(rows, cols int) {
	m.Rows, m.Cols = rows, cols
	if n := rows * cols; cap(m.Data) < n {
		m.Data = make([]float32, n, n+n/4)
	} else {
		m.Data = m.Data[:n]
	}
}

// Clear sets all to zero.
func (m Matrix) Clear() { clear(m.Data) }

// Packed is the right side of products: panels of [Panel] columns, in each of
// them one row behind the other.
type Packed struct {
	Rows, Cols int
	Data       []float32
}

// Pack fills p with the matrix.
func (p *Packed) Pack(m Matrix) {
	p.resize(m.Rows, m.Cols)
	for j := 0; j < m.Cols; j += Panel {
		out := p.Data[j*m.Rows:]
		for i := range m.Rows {
			copy(out[i*Panel:i*Panel+Panel], m.Data[i*m.Cols+j:])
		}
	}
}

// PackTransposed fills p with the transpose of a matrix, whose rows are a
// multiple of [Panel].
func (p *Packed) PackTransposed(m Matrix) {
	p.resize(m.Cols, m.Rows)
	for j := 0; j < m.Rows; j += Panel {
		out := p.Data[j*m.Cols:]
		for x := range Panel {
			row := m.Row(j + x)
			for i, v := range row {
				out[i*Panel+x] = v
			}
		}
	}
}

func (p *Packed) resize(rows, cols int) {
	p.Rows, p.Cols = rows, cols
	if n := rows * cols; cap(p.Data) < n {
		p.Data = make([]float32, n)
	} else {
		p.Data = p.Data[:n]
	}
}

// MulAdd adds a times b to c.
func MulAdd(c, a Matrix, b *Packed) {
	if a.Rows == 0 || b.Rows == 0 {
		return
	}
	for j := 0; j < b.Cols; j += Panel {
		panel := b.Data[j*b.Rows : (j+Panel)*b.Rows]
		for i := 0; i < a.Rows; i += blockRows {
			block(a.Data[i*a.Cols:], a.Cols, panel, c.Data[i*c.Cols+j:], c.Cols, b.Rows, min(blockRows, a.Rows-i))
		}
	}
}

// Transpose fills t with the transpose of m.
func (m Matrix) Transpose(t *Matrix) {
	t.Resize(m.Cols, m.Rows)
	const tile = 16
	for i0 := 0; i0 < m.Rows; i0 += tile {
		for j0 := 0; j0 < m.Cols; j0 += tile {
			for i := i0; i < min(i0+tile, m.Rows); i++ {
				for j := j0; j < min(j0+tile, m.Cols); j++ {
					t.Data[j*m.Rows+i] = m.Data[i*m.Cols+j]
				}
			}
		}
	}
}
