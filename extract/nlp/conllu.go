package nlp

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// kindNames are the values of the comment "# kind" that [WriteCoNLLU] puts
// before every sentence that is not prose.
var kindNames = [...]string{
	Prose:       "prose",
	Headline:    "headline",
	Heading:     "heading",
	Dateline:    "dateline",
	Byline:      "byline",
	Boilerplate: "boilerplate",
}

// ReadCoNLLU reads all sentences of a CoNLL-U file into one document. Its text
// is put together from the forms and SpaceAfter, a line for each sentence.
// Empty nodes and enhanced dependencies are skipped; missing heads ("_") become
// -1. An error names the line that it is about.
func ReadCoNLLU(r io.Reader) (*Document, error) {
	c := conlluReader{
		in:  bufio.NewReader(r),
		doc: &Document{},
	}
	if err := c.read(); err != nil {
		return nil, fmt.Errorf("CoNLL-U line %d: %w", c.line, err)
	}
	c.doc.Text = c.text.String()
	if len(c.doc.Mentions) > 0 {
		c.heads()
	}
	return c.doc, nil
}

type conlluReader struct {
	in   *bufio.Reader
	line int // number of the current line
	doc  *Document
	text strings.Builder

	first     int       // first token of the current sentence
	kind      Kind      // of the current sentence
	newpar    bool      // a paragraph begins with the current sentence
	paragraph int       // of the last sentence
	space     bool      // a blank is due before the next token
	mwt       mwt       // the multiword token being read
	open      string    // type of the name that ended with the last token
	mentions  []Mention // of the current sentence that are not complete
}

// mwt is a multiword token: the words first..last of its sentence, from 1.
type mwt struct {
	first, last int
	form        string
	space       bool
}

func (c *conlluReader) read() error {
	for {
		line, err := c.in.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		end := err != nil
		if end && line == "" {
			return c.finish()
		}
		c.line++
		if c.line == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		line = strings.ToValidUTF8(strings.TrimRight(line, "\r\n"), "\ufffd")
		switch {
		case strings.TrimSpace(line) == "":
			err = c.finish()
		case line[0] == '#' && c.first == len(c.doc.Tokens):
			c.comment(line[1:])
			err = nil
		case line[0] == '#': // comments belong before the sentence; nothing is lost
			err = nil
		default:
			err = c.token(line)
		}
		if err != nil {
			return err
		}
	}
}

// comment reads a line that began with '#'.
func (c *conlluReader) comment(line string) {
	key, value, _ := strings.Cut(line, "=")
	value = strings.TrimSpace(value)
	switch strings.Join(strings.Fields(key), " ") {
	case "newdoc":
		c.newpar = true
	case "newdoc id":
		c.newpar = true
		if c.doc.ID == "" {
			c.doc.ID = strings.Join(strings.Fields(value), " ")
		}
	case "newpar", "newpar id":
		c.newpar = true
	case "kind":
		if k := slices.Index(kindNames[:], value); k >= 0 {
			c.kind = Kind(k)
		}
	}
}

// token reads the line of a word, a multiword token or an empty node.
func (c *conlluReader) token(line string) error {
	col := strings.Split(line, "\t")
	if len(col) != 10 {
		return fmt.Errorf("%d columns instead of 10", len(col))
	}
	if strings.Contains(col[0], ".") {
		return nil
	}
	d := c.doc
	id := len(d.Tokens) - c.first + 1
	form := col[1]
	if form == "" {
		return errors.New("empty form")
	}
	space, ne, chain := true, "", ""
	for field := range strings.SplitSeq(col[9], "|") {
		switch key, value, _ := strings.Cut(field, "="); key {
		case "SpaceAfter":
			space = value != "No"
		case "NE":
			ne = value
		case "Chain":
			chain = value
		}
	}
	if from, to, ok := strings.Cut(col[0], "-"); ok {
		a, err1 := strconv.Atoi(from)
		b, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil || a != id || b <= a || a <= c.mwt.last {
			return fmt.Errorf("range %q where word %d is next", col[0], id)
		}
		c.mwt = mwt{a, b, form, space}
		return nil
	}
	if n, err := strconv.Atoi(col[0]); err != nil || n != id {
		return fmt.Errorf("ID %q where word %d is next", col[0], id)
	}
	head := -1
	if col[6] != "_" {
		n, err := strconv.Atoi(col[6])
		if err != nil || n < 0 {
			return fmt.Errorf("head %q is no number", col[6])
		}
		if n > 0 {
			head = c.first + n - 1
		}
	}

	t := Token{
		Form:     form,
		Lemma:    col[2],
		UPOS:     filled(col[3]),
		XPOS:     filled(col[4]),
		Feats:    filled(col[5]),
		Head:     head,
		Deprel:   filled(col[7]),
		Sentence: len(d.Sentences),
	}
	if form != "_" {
		t.Lemma = filled(col[2])
	}
	switch {
	case id > c.mwt.last:
		t.Start, t.End = c.write(form, space)
	case id == c.mwt.first:
		// The words of the token get their characters when it is complete.
		t.MWT = c.mwt.last - id + 1
		t.Start, t.End = c.write(c.mwt.form, c.mwt.space)
	}
	d.Tokens = append(d.Tokens, t)
	if id == c.mwt.last {
		c.divide()
	}
	c.name(ne)
	c.chains(chain)
	return nil
}

// write appends a form to the text and tells where it lies.
func (c *conlluReader) write(form string, space bool) (start, end int) {
	if c.first == len(c.doc.Tokens) {
		if c.first > 0 {
			c.text.WriteByte('\n')
		}
	} else if c.space {
		c.text.WriteByte(' ')
	}
	c.space = space
	start = c.text.Len()
	c.text.WriteString(form)
	return start, c.text.Len()
}

// divide shares out the characters of a multiword token. Where its words
// are not spelled as parts of it, the first gets all of them.
func (c *conlluReader) divide() {
	words := c.doc.Tokens[c.first+c.mwt.first-1:]
	start, end := words[0].Start, words[0].End
	rest := c.mwt.form
	for _, w := range words {
		var ok bool
		if rest, ok = strings.CutPrefix(rest, w.Form); !ok {
			rest = "?"
			break
		}
	}
	for i := range words {
		switch {
		case rest == "":
			words[i].Start = start
			start += len(words[i].Form)
			words[i].End = start
		case i > 0:
			words[i].Start, words[i].End = end, end
		}
	}
}

// name notes what the last token says about names.
func (c *conlluReader) name(ne string) {
	d, i := c.doc, len(c.doc.Tokens)-1
	mark, typ, ok := strings.Cut(ne, "-")
	switch {
	case !ok || typ == "" || mark != "B" && mark != "I":
		c.open = ""
	case mark == "I" && typ == c.open:
		d.Names[len(d.Names)-1].End = i + 1
	default:
		d.Names = append(d.Names, Name{First: i, End: i + 1, Type: typ, Score: 1})
		c.open = typ
	}
}

// chains notes the mentions that begin or end with the last token. Marks
// without their counterpart are skipped.
func (c *conlluReader) chains(value string) {
	d, i := c.doc, len(c.doc.Tokens)-1
	for mark := range strings.SplitSeq(value, ",") {
		n, err := strconv.Atoi(strings.Trim(mark, "()"))
		if err != nil || n < 1 {
			continue
		}
		if strings.HasPrefix(mark, "(") {
			c.mentions = append(c.mentions, Mention{First: i, Chain: n - 1, Score: 1})
		}
		if !strings.HasSuffix(mark, ")") {
			continue
		}
		for k, m := range slices.Backward(c.mentions) {
			if m.Chain == n-1 {
				m.End = i + 1
				d.Mentions = append(d.Mentions, m)
				c.mentions = slices.Delete(c.mentions, k, k+1)
				break
			}
		}
	}
}

// heads finds the heads and kinds of the mentions that were read.
func (c *conlluReader) heads() {
	d := c.doc
	slices.SortStableFunc(d.Mentions, func(a, b Mention) int { return compareSpans(Span{a.First, a.End}, Span{b.First, b.End}) })
	f := newForest(d)
	for i := range d.Mentions {
		m := &d.Mentions[i]
		m.Head = f.top(m.First, m.End)
		switch d.Tokens[m.Head].UPOS {
		case "PROPN":
			m.Kind = NameMention
		case "PRON", "DET":
			m.Kind = PronounMention
		default:
			m.Kind = NounMention
		}
	}
}

// finish closes the current sentence.
func (c *conlluReader) finish() error {
	d := c.doc
	words := d.Tokens[c.first:]
	if len(words) == 0 && c.mwt.last == 0 {
		return nil // comments only; they hold for the next sentence
	}
	if c.mwt.last > len(words) {
		return fmt.Errorf("the sentence ends within the words %d-%d", c.mwt.first, c.mwt.last)
	}
	for i, w := range words {
		if w.Head >= len(d.Tokens) {
			return fmt.Errorf("word %d has the head %d in a sentence of %d words", i+1, w.Head-c.first+1, len(words))
		}
	}
	if w := cycle(words, c.first); w >= 0 {
		return fmt.Errorf("word %d is its own ancestor", w+1)
	}
	if c.newpar && len(d.Sentences) > 0 {
		c.paragraph++
	}
	d.Sentences = append(d.Sentences, Sentence{
		First:     c.first,
		End:       len(d.Tokens),
		Start:     words[0].Start,
		Stop:      words[len(words)-1].End,
		Kind:      c.kind,
		Paragraph: c.paragraph,
	})
	c.first = len(d.Tokens)
	c.mentions = c.mentions[:0]
	c.kind, c.newpar, c.space, c.mwt, c.open = Prose, false, false, mwt{}, ""
	return nil
}

// cycle finds a word that is its own ancestor, -1 where there is none.
func cycle(words []Token, first int) int {
	seen := make([]int, len(words)) // the walk that came through the word
	for i := range words {
		for w := i; w >= 0; w = words[w].Head - first {
			if seen[w] == i+1 {
				return w
			}
			if seen[w] != 0 {
				break
			}
			seen[w] = i + 1
		}
	}
	return -1
}

// filled is the value of a column, "" where it is left open.
func filled(column string) string {
	if column == "_" {
		return ""
	}
	return column
}

// WriteCoNLLU writes a document as CoNLL-U. Names and mentions go to MISC: NE=B-Person
// and NE=I-Person on the words of a name, Chain=(3 and Chain=3) on the first and
// the last word of a mention of the entity 3. The marks of several mentions at one
// word are divided by commas; chains are numbered from 1.
func WriteCoNLLU(w io.Writer, d *Document) error {
	out := bufio.NewWriter(w)
	ne := make(map[int]string)
	for _, n := range d.Names {
		mark := "B-"
		for i := n.First; i < n.End; i++ {
			ne[i] = mark + strings.ReplaceAll(cell(n.Type), "|", "/")
			mark = "I-"
		}
	}
	marks := chainMarks(d.Mentions)
	id := strings.ToValidUTF8(strings.Join(strings.Fields(d.ID), " "), "\ufffd")
	if id == "" {
		out.WriteString("# newdoc\n")
	} else {
		fmt.Fprintf(out, "# newdoc id = %s\n", id)
	}
	var text strings.Builder
	for n, s := range d.Sentences {
		if s.First >= s.End {
			continue
		}
		if n == 0 || s.Paragraph != d.Sentences[n-1].Paragraph {
			out.WriteString("# newpar\n")
		}
		if id == "" {
			fmt.Fprintf(out, "# sent_id = %d\n", n+1)
		} else {
			fmt.Fprintf(out, "# sent_id = %s-%d\n", strings.ReplaceAll(id, " ", "_"), n+1)
		}
		if s.Kind != Prose && int(s.Kind) < len(kindNames) {
			fmt.Fprintf(out, "# kind = %s\n", kindNames[s.Kind])
		}

		text.Reset()
		for i := s.First; i < s.End; {
			form, next := surface(d, i, s.End)
			text.WriteString(form)
			if next < s.End && d.Tokens[next].Start != d.Tokens[next-1].End {
				text.WriteByte(' ')
			}
			i = next
		}
		fmt.Fprintf(out, "# text = %s\n", text.String())

		inside := s.First // words before it belong to a multiword token
		for i := s.First; i < s.End; i++ {
			t := &d.Tokens[i]
			var misc []string
			if i >= inside {
				form, next := surface(d, i, s.End)
				glued := next < len(d.Tokens) && d.Tokens[next].Start == d.Tokens[next-1].End
				if next > i+1 {
					space := "_"
					if glued {
						space = "SpaceAfter=No"
					}
					fmt.Fprintf(out, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", i-s.First+1, next-s.First, form, space)
					inside = next
				} else if glued {
					misc = append(misc, "SpaceAfter=No")
				}
			}
			if m := ne[i]; m != "" {
				misc = append(misc, "NE="+m)
			}
			if m := marks[i]; m != "" {
				misc = append(misc, "Chain="+m)
			}
			head := "_"
			switch {
			case t.Head >= s.First && t.Head < s.End:
				head = strconv.Itoa(t.Head - s.First + 1)
			case t.Deprel != "":
				head = "0"
			}
			fmt.Fprintf(out, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t_\t%s\n", i-s.First+1, cell(t.Form), cell(t.Lemma),
				cell(t.UPOS), cell(t.XPOS), cell(t.Feats), head, cell(t.Deprel), cell(strings.Join(misc, "|")))
		}
		out.WriteByte('\n')
	}
	return out.Flush()
}

// surface is the form of the word i, or of the multiword token that begins
// with it, and the word that follows.
func surface(d *Document, i, end int) (form string, next int) {
	if n := d.Tokens[i].MWT; n > 1 && i+n <= end {
		if s := d.Span(i, i+n); s != "" {
			return cell(s), i + n
		}
	}
	return cell(d.Tokens[i].Form), i + 1
}

// chainMarks are the values of Chain by token. Mentions open from the
// outside in and close from the inside out.
func chainMarks(mentions []Mention) map[int]string {
	sorted := slices.DeleteFunc(slices.Clone(mentions), func(c Mention) bool { return c.First >= c.End })
	slices.SortStableFunc(sorted, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(b.End, a.End), cmp.Compare(a.Chain, b.Chain))
	})
	marks := make(map[int]string)
	add := func(i int, mark string) {
		if marks[i] != "" {
			marks[i] += ","
		}
		marks[i] += mark
	}
	for _, c := range sorted {
		if c.End > c.First+1 {
			add(c.First, fmt.Sprintf("(%d", c.Chain+1))
		}
	}
	for _, c := range sorted {
		if c.End == c.First+1 {
			add(c.First, fmt.Sprintf("(%d)", c.Chain+1))
		}
	}
	for _, c := range slices.Backward(sorted) {
		if c.End > c.First+1 {
			add(c.End-1, fmt.Sprintf("%d)", c.Chain+1))
		}
	}
	return marks
}

// cell is a value as a column can hold it.
func cell(s string) string {
	if s == "" {
		return "_"
	}
	if strings.ContainsAny(s, "\t\n") {
		s = strings.NewReplacer("\t", " ", "\n", " ").Replace(s)
	}
	return strings.ToValidUTF8(s, "\ufffd")
}
