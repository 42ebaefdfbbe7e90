package neural

// A Model is a network as it reads, on integers; see [weights]. It is read by
// many at the same time, each with a [State] of its own.
type Model struct {
	Shape
	table                                []int8
	tableScale                           []float32 // by row
	layers                               []quantisedLayer
	heads                                *weights // the layers before tags, names, arcs and labels, one beside the other
	tagOut, nameOut, biaffine, labelsOut *weights
	arcRoot, labelRoot                   []float32
}

// A quantisedLayer has the weights of inputs and of states, in both directions.
type quantisedLayer struct{ aheadIn, aheadRec, backIn, backRec *weights }

// places are where the layers before tags, names, dependents, heads and labels
// begin among those of [Model.heads]; the last is the width of all.
func (s *Shape) places() [7]int {
	var at [7]int
	for i, n := range []int{s.Tag, s.Tag, s.Arc, s.Arc, s.Label, s.Label} {
		at[i+1] = at[i] + n
	}
	return at
}

// A State is the memory of one pass through a model.
type State struct {
	batch   Batch
	lengths []int
	x       Matrix
	in, out quantised // of a layer
	mirror  quantised // input in the order of the other direction
	states  quantised // of that direction
	gates   Matrix
	cells   []float32 // of all sentences
	hidden  Matrix
	bytes   quantised
	tags    Matrix
	names   Matrix
	query   Matrix
	joint   Matrix
	labels  Matrix
	heads   []int // row of the head by row, -1 for the root
}

// Read runs over sentences, given by the features of their tokens.
func (m *Model) Read(st *State, sentences [][][]int32) {
	st.lengths = st.lengths[:0]
	for _, s := range sentences {
		st.lengths = append(st.lengths, len(s))
	}
	st.batch.Init(st.lengths)
	rows := st.batch.Rows()
	st.x.Resize(rows, m.Embed)
	for i, s := range sentences {
		for j, f := range s {
			m.embed(st.x.Row(st.batch.Row(i, j)), f)
		}
	}
	st.in.set(st.x, 0, m.Embed)
	for i := range m.layers {
		m.layers[i].read(st, m.Hidden)
		st.in, st.out = st.out, st.in
	}
	m.heads.multiply(&st.hidden, &st.in)
	at := m.places()
	for i := range rows {
		rectify(st.hidden.Row(i)[:at[4]])
	}
	st.bytes.set(st.hidden, at[0], at[1])
	m.tagOut.multiply(&st.tags, &st.bytes)
	st.bytes.set(st.hidden, at[1], at[2])
	m.nameOut.multiply(&st.names, &st.bytes)
	st.bytes.set(st.hidden, at[2], at[3])
	m.biaffine.multiply(&st.query, &st.bytes)
	st.heads = resizeInts(st.heads, rows)
}

// embed sums the embeddings of the features of a token; those below 0 are
// unknown.
func (m *Model) embed(row []float32, features []int32) {
	clear(row)
	for _, f := range features {
		if f >= 0 {
			addBytes(m.tableScale[f], m.table[int(f)*m.Embed:(int(f)+1)*m.Embed], row)
		}
	}
}

// read sets st.out to the states of both directions, one beside the other.
func (l *quantisedLayer) read(st *State, hidden int) {
	b, rows := &st.batch, st.batch.Rows()
	st.out.resize(rows, 2*hidden)
	for i := range st.out.Scale {
		st.out.Scale[i] = 1.0 / 127
	}
	if n := len(st.lengths) * hidden; cap(st.cells) < n {
		st.cells = make([]float32, n)
	}
	l.aheadIn.multiply(&st.gates, &st.in)
	recur(b, st.gates, l.aheadRec, st.cells[:len(st.lengths)*hidden], st.out.Data, 2*hidden, st.out.Scale)
	st.mirror.resize(rows, st.in.Cols)
	for i, r := range b.back {
		copy(st.mirror.row(i), st.in.row(r))
		st.mirror.Scale[i] = st.in.Scale[r]
	}
	l.backIn.multiply(&st.gates, &st.mirror)
	st.states.resize(rows, hidden)
	recur(b, st.gates, l.backRec, st.cells[:len(st.lengths)*hidden], st.states.Data, hidden, st.out.Scale)
	for i, r := range b.back {
		copy(st.out.row(i)[hidden:], st.states.row(r))
	}
}

// recur runs over the gates of a direction; row i of the states begins at
// out[i*step].
func recur(b *Batch, gates Matrix, rec *weights, cells []float32, out []uint8, step int, scale []float32) {
	h := rec.rows
	clear(cells)
	for t := range len(b.steps) - 1 {
		first, end := b.steps[t], b.steps[t+1]
		if t > 0 {
			rec.add(gates.Slice(first, end), out[b.steps[t-1]*step:], step, scale)
		}
		for r := first; r < end; r++ {
			cell(gates.Row(r), cells[(r-first)*h:(r-first+1)*h], out[r*step:r*step+h])
		}
	}
}

// Tags are the scores of the labels of a token.
func (m *Model) Tags(st *State, sentence, i int) []float32 {
	return st.tags.Row(st.batch.Row(sentence, i))[:m.Shape.Tags]
}

// Names are the scores of the places that a token may have in a name.
func (m *Model) Names(st *State, sentence, i int) []float32 {
	return st.names.Row(st.batch.Row(sentence, i))[:m.Shape.Names]
}

// Arcs fills scores with those of a sentence of n words, as [Trees.Find] takes them.
func (m *Model) Arcs(st *State, sentence int, scores []float32) {
	words := st.lengths[sentence]
	at := m.places()
	for i := range words {
		q := st.query.Row(st.batch.Row(sentence, i))[:m.Arc]
		out := scores[i*(words+1) : (i+1)*(words+1)]
		for j := range words {
			out[j] = Dot(q, st.hidden.Row(st.batch.Row(sentence, j))[at[3]:at[4]])
		}
		out[words] = Dot(q, m.arcRoot)
	}
}

// SetHead notes the head of a token, -1 for the root; all heads are set before
// [Model.LabelArcs].
func (st *State) SetHead(sentence, i, head int) {
	if head >= 0 {
		head = st.batch.Row(sentence, head)
	}
	st.heads[st.batch.Row(sentence, i)] = head
}

// LabelArcs scores the labels of all arcs.
func (m *Model) LabelArcs(st *State) {
	at := m.places()
	st.joint.Resize(st.hidden.Rows, m.Label)
	for r, h := range st.heads {
		row, other := st.joint.Row(r), m.labelRoot
		copy(row, st.hidden.Row(r)[at[4]:at[5]])
		if h >= 0 {
			other = st.hidden.Row(h)[at[5]:at[6]]
		}
		for i, v := range other {
			row[i] += v
		}
		rectify(row)
	}
	st.bytes.set(st.joint, 0, m.Label)
	m.labelsOut.multiply(&st.labels, &st.bytes)
}

// Labels are the scores of the labels of the arc to a token.
func (m *Model) Labels(st *State, sentence, i int) []float32 {
	return st.labels.Row(st.batch.Row(sentence, i))[:m.Deprels]
}
