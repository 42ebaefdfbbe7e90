package nlp

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestSentence is the number of words at which a sentence is cut.
const longestSentence = 300

// Segment divides a text into sentences and tokens and tells prose from what
// stands around it. Every character but blanks belongs to exactly one token. Lines are
// paragraphs, unless they are plainly wrapped.
func Segment(id, text string) *Document {
	d := &Document{ID: id, Text: text, Tokens: make([]Token, 0, min(len(text)/5+8, 1<<16))}
	tok := tokeniser{d: d}
	var s splitter
	var paras []paragraph
	for _, p := range paragraphs(text) {
		first := len(d.Tokens)
		tok.paragraph(p.start, p.end)
		if len(d.Tokens) == first {
			continue
		}
		q := paragraph{first: len(d.Sentences)}
		s.split(d, first, len(paras))
		q.end = len(d.Sentences)
		paras = append(paras, q)
	}
	classify(d, paras)
	numberTokens(d)
	return d
}

// SegmentTokens makes a document of sentences that are divided already: each line is
// a sentence of words with blanks between them.
func SegmentTokens(id string, lines []string) *Document {
	d := &Document{ID: id, Text: strings.Join(lines, "\n")}
	offset, para := 0, 0
	for _, line := range lines {
		first := len(d.Tokens)
		for i := 0; i < len(line); {
			r, n := utf8.DecodeRuneInString(line[i:])
			if blank(r) {
				i += n
				continue
			}
			end := i
			for end < len(line) {
				r, n := utf8.DecodeRuneInString(line[end:])
				if blank(r) {
					break
				}
				end += n
			}
			d.Tokens = append(d.Tokens, Token{
				Start: offset + i, End: offset + end, Form: line[i:end],
				Head: -1, Sentence: len(d.Sentences),
			})
			i = end
		}
		if len(d.Tokens) > first {
			addSentence(d, first, len(d.Tokens), para)
			para++
		}
		offset += len(line) + 1
	}
	return d
}

// numberTokens tells every token its sentence.
func numberTokens(d *Document) {
	for n, s := range d.Sentences {
		for i := s.First; i < s.End; i++ {
			d.Tokens[i].Sentence = n
		}
	}
}

func addSentence(d *Document, first, end, para int) {
	d.Sentences = append(d.Sentences, Sentence{
		First: first, End: end,
		Start: d.Tokens[first].Start, Stop: d.Tokens[end-1].End,
		Paragraph: para,
	})
}

// paragraphs divides a text at the ends of its lines.
func paragraphs(text string) []span {
	var out []span
	var block []span // lines without an empty one between them
	flush := func() {
		out = append(out, unwrap(text, block)...)
		block = block[:0]
	}
	for i := 0; i <= len(text); {
		end := len(text)
		if k := strings.IndexAny(text[i:], "\n\r\u2028\u2029"); k >= 0 {
			end = i + k
		}
		start, stop := trim(text, i, end)
		if start < stop {
			block = append(block, span{start, stop})
		} else if !(end > i || i > 0 && text[i-1] == '\r' && end < len(text) && text[end] == '\n') || start == stop && end > i {
			flush()
		}
		if end == len(text) {
			break
		}
		_, n := utf8.DecodeRuneInString(text[end:])
		i = end + n
	}
	flush()
	return out
}

// trim takes the blanks off both ends of text[start:end].
func trim(text string, start, end int) (int, int) {
	s := strings.TrimRightFunc(text[start:end], blank)
	end = start + len(s)
	return end - len(strings.TrimLeftFunc(s, blank)), end
}

// unwrap joins the lines of a block that belong to one paragraph.
func unwrap(text string, lines []span) []span {
	var out []span
	wrapped := hardWrapped(text, lines)
	for i, l := range lines {
		if i > 0 && (wrapped || continues(text[lines[i-1].start:lines[i-1].end], text[l.start:l.end])) {
			out[len(out)-1].end = l.end
			continue
		}
		out = append(out, l)
	}
	return out
}

// hardWrapped says whether lines are one paragraph that was broken to a width.
func hardWrapped(text string, lines []span) bool {
	if len(lines) < 3 {
		return false
	}
	width := 0
	for _, l := range lines {
		width = max(width, l.end-l.start)
	}
	if width < 40 || width > 130 {
		return false
	}
	open, loose := 0, 0
	for i, l := range lines[:len(lines)-1] {
		next := text[lines[i+1].start:lines[i+1].end]
		word := len(next)
		if k := strings.IndexFunc(next, blank); k >= 0 {
			word = k
		}
		if l.end-l.start+1+word+8 < width {
			loose++ // the next word had fitted into the line
		}
		if !ended(text[l.start:l.end]) {
			open++
		}
		if r := runeAt(next, 0); r == '-' || r == '*' || r == '•' {
			return false
		}
	}
	return loose*10 <= len(lines) && open*2 >= len(lines)-1
}

// continues says whether a line plainly goes on in the next.
func continues(line, next string) bool {
	r := runeAt(next, 0)
	return len(line) >= 40 && unicode.IsLower(r) && unicode.IsLower(runeAt(next, utf8.RuneLen(r))) && !ended(line)
}

// ended says whether a line ends as a sentence does.
func ended(line string) bool {
	for strings.HasSuffix(line, "]") { // footnotes: "in July.[1][2]"
		i := strings.LastIndexByte(line, '[')
		if i < 0 || len(line)-i > 32 {
			break
		}
		line = strings.TrimRight(line[:i], " ")
	}
	line = strings.TrimRight(line, "\"”'’»)]")
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".!?:;…。！？", r)
}

// split divides the tokens of a paragraph, from first on, into sentences.
func (s *splitter) split(d *Document, first, para int) {
	s.reset(boundaries(), d.Tokens[first:])
	ends := s.ends
	if s.model == nil {
		ends = func(_ int, rule bool) bool { return rule }
	}
	first0 := len(d.Sentences)
	s.walk(d.Text, ends, func(begin, end int) {
		if end == len(s.tokens) && len(d.Sentences) > first0 && allClosers(s.tokens[begin:]) {
			last := &d.Sentences[len(d.Sentences)-1]
			last.End, last.Stop = first+end, s.tokens[end-1].End
			return
		}
		addSentence(d, first+begin, first+end, para)
	})
}

func allClosers(tokens []Token) bool {
	for _, t := range tokens {
		if !closer(t.Form) || len(tokens) > 4 {
			return false
		}
	}
	return true
}

// cut is where a sentence [begin, end) that is too long is best ended.
func cut(tokens []Token, begin, end int) int {
	for i := end - 1; i > end-60; i-- {
		if f := tokens[i].Form; f == ";" || f == "," {
			return i + 1
		}
	}
	for i := max(begin+1, end-4); i < end; i++ {
		if n := tokens[i].MWT; n > 0 && i+n > end {
			return i
		}
	}
	return end
}

// terminal says whether a token ends sentences.
func terminal(form string) bool {
	return form != "" && strings.Trim(form, ".!?…。！？") == ""
}

func closer(form string) bool {
	switch form {
	case ")", "]", "}", "\"", "”", "’", "'", "''", "»":
		return true
	}
	return false
}

// boundary is the end of the sentence that began at token begin if token i ends it, else 0.
func boundary(tokens []Token, text string, begin, i int) int {
	form := tokens[i].Form
	abbreviated := false
	if !terminal(form) {
		if len(form) < 2 || form[len(form)-1] != '.' {
			return 0
		}
		abbreviated = true
	}
	j := i + 1
	glued := func(k int) bool { return k < len(tokens) && tokens[k].Start == tokens[k-1].End }
	quoted := false
	for j < len(tokens) && j < i+100 {
		f := tokens[j].Form
		if !abbreviated && f == "[" && j+2 < len(tokens) && digit(tokens[j+1].Form, 0) && tokens[j+2].Form == "]" {
			j += 3 // the mark of a footnote
			continue
		}
		if !glued(j) || !closer(f) && !terminal(f) {
			break
		}
		quoted = quoted || f == "\"" || f == "”" || f == "'" || f == "’" || f == "''"
		j++
	}
	if j >= len(tokens) {
		return len(tokens)
	}
	lead := j
	for lead < len(tokens)-1 && opener(tokens[lead].Form) {
		lead++
	}
	next := tokens[lead].Form
	r, w := utf8.DecodeRuneInString(next)
	if abbreviated {
		if abbreviations[form[:len(form)-1]] == abbrTitle && form != "St." {
			return 0
		}
		if starters[next] && (next != "I" || !strings.HasSuffix(form, "I.")) {
			return j
		}
		if l := strings.ToLower(form); (l == "a.m." || l == "p.m.") && unicode.IsUpper(r) && len(next) > 1 && !timeWords[next] {
			return j
		}
		return 0
	}
	if unicode.IsLower(r) && !unicode.IsUpper(runeAt(next, w)) {
		return 0
	}
	if glued(j) && !(unicode.IsUpper(r) || opener(tokens[j].Form)) {
		return 0
	}
	switch next {
	case ",", ";", ":", "—", "–", "-", "--", "/", ")", "]", "%":
		return 0
	}
	if form == "." && i == begin+1 && (digit(tokens[begin].Form, 0) && len(tokens[begin].Form) < 4 || len(tokens[begin].Form) == 1) {
		return 0 // the number of an item
	}
	if form != "." && quoted && said(tokens[lead:]) {
		return 0
	}
	return j
}

// said says whether tokens go on with the speaker of what stands before: Reid said.
func said(tokens []Token) bool {
	for i, t := range tokens {
		switch {
		case i > 6:
			return false
		case speech[t.Form]:
			return i > 0
		case !unicode.IsUpper(runeAt(t.Form, 0)) && t.Form != "of":
			return false
		}
	}
	return false
}

func opener(form string) bool {
	switch form {
	case "\"", "“", "‘", "'", "(", "[", "``", "«":
		return true
	}
	return false
}
