package nlp

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longest is the length in bytes at which text without a blank is cut.
const longest = 1000

// A tokeniser appends the words of paragraphs to a document, divided as in the
// English treebanks of Universal Dependencies: hyphenated words in parts,
// clitics as words of a multiword token.
type tokeniser struct {
	d      *Document
	first  int // the first token of the paragraph
	quotes int // single quotes that are open in the paragraph
}

// A span is a stretch of the text, in bytes.
type span struct{ start, end int }

// paragraph appends the tokens of Text[start:end].
func (t *tokeniser) paragraph(start, end int) {
	t.quotes, t.first = 0, len(t.d.Tokens)
	text := t.d.Text
	chunk, ok := nextChunk(text, start, end)
	for ok {
		next, more := nextChunk(text, chunk.end, end)
		t.chunk(chunk, text[next.start:next.end])
		chunk, ok = next, more
	}
}

// nextChunk finds the next run of characters without a blank.
func nextChunk(text string, from, end int) (span, bool) {
	for from < end {
		r, n := utf8.DecodeRuneInString(text[from:end])
		if !blank(r) {
			break
		}
		from += n
	}
	stop := from
	for stop < end {
		r, n := utf8.DecodeRuneInString(text[stop:end])
		if blank(r) {
			break
		}
		if stop+n-from > longest {
			break
		}
		stop += n
	}
	return span{from, stop}, stop > from
}

// blank says whether a character stands between words only.
func blank(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\u00ad' || r == utf8.RuneError ||
		unicode.Is(unicode.No, r) || unicode.Is(unicode.Nl, r)
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' }

func digit(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }

// runeAt is the character at a byte offset, 0 beyond the end.
func runeAt(s string, i int) rune {
	if i >= len(s) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	if r == 0 {
		return utf8.RuneError
	}
	return r
}

// emit appends the word Text[start:end].
func (t *tokeniser) emit(start, end int) {
	if end > start {
		t.d.Tokens = append(t.d.Tokens, Token{Start: start, End: end, Form: t.d.Text[start:end], Head: -1})
	}
}

// chunk divides a run of characters without a blank; next is the one after it.
func (t *tokeniser) chunk(c span, next string) {
	s := t.d.Text[c.start:c.end]
	mail := strings.IndexByte(s, '@')
	for i := 0; i < len(s); {
		n := t.item(s, i, mail, next)
		if n > 0 {
			t.emit(c.start+i, c.start+i+n)
			i += n
			continue
		}
		n = t.word(s, i, next)
		if brokenOff(s[i:], n, next) {
			n++
		}
		if w := s[i : i+n]; n == 3 && i+n == len(s) && strings.EqualFold(w, "its") && afterIts[next] {
			t.emit(c.start+i, c.start+i+2)
			t.emit(c.start+i+2, c.start+i+3)
			t.d.Tokens[len(t.d.Tokens)-2].MWT = 2
		} else {
			t.words(c.start+i, c.start+i+n)
		}
		i += n
		// The apostrophe of a plural's possessive: the states' rights.
		if r, w := utf8.DecodeRuneInString(s[i:]); apostrophe(r) && t.quotes == 0 && !wordRune(runeAt(s, i+w)) {
			if last := t.d.Tokens[len(t.d.Tokens)-1]; last.MWT == 0 && len(last.Form) > 2 && strings.HasSuffix(strings.ToLower(last.Form), "s") {
				t.d.Tokens[len(t.d.Tokens)-1].MWT = 2
				t.emit(c.start+i, c.start+i+w)
				i += w
			}
		}
	}
}

// brokenOff says whether a word of n bytes is one that a speaker left off, with its
// hyphen: "the th- the third".
func brokenOff(s string, n int, next string) bool {
	if n == 0 || n >= len(s) || s[n] != '-' || strings.Trim(s[n+1:], ",.") != "" {
		return false
	}
	word := s[:n]
	if strings.EqualFold(next, "uh") || strings.EqualFold(next, "um") {
		return true
	}
	k := min(n, 4)
	return n > 0 && unicode.IsLetter(runeAt(s, 0)) && len(next) > k && strings.EqualFold(next[:k], word[:k])
}

// item is the length of what stands at s[i:] if it is no plain word: an address, a
// number, a sign. It is 0 where a word begins.
func (t *tokeniser) item(s string, i, mail int, next string) int {
	rest := s[i:]
	r, w := utf8.DecodeRuneInString(rest)
	if n := address(s, i, mail); n > 0 {
		return n
	}
	switch {
	case unicode.IsDigit(r):
		if i == 0 && len(t.d.Tokens) == t.first && outline(s) && unicode.IsUpper(runeAt(next, 0)) {
			return len(s)
		}
		return numberLength(rest, strings.LastIndexByte(s[:i], '[') > strings.LastIndexByte(s[:i], ']'))
	case wordRune(r):
		return 0
	}
	if i == 0 && slices.Contains(emoticons, s) {
		return len(s)
	}
	if i == 0 && len(s) == 3 && r == '(' && s[1] >= 'a' && s[1] <= 'z' && s[2] == ')' {
		return 3 // an item within a sentence: (a)
	}
	switch r {
	case '.', '-', '_', '*', '=', '~', '<', '>', '|', '`', '\\':
		n := runLength(rest, r)
		if r == '.' && n == 1 && digit(rest, 1) && (i == 0 || strings.IndexByte("($[<>=~", s[i-1]) >= 0) {
			return 1 + numberLength(rest[1:], false) // .265
		}
		if r == '.' && n == 1 && i == 0 && fileTypes[strings.ToLower(strings.TrimRight(rest[1:], ".,;:!?)\"'”’"))] {
			return len(strings.TrimRight(rest, ".,;:!?)\"'”’")) // .doc
		}
		return n
	case '!', '?':
		n := 0
		for n < len(rest) && (rest[n] == '!' || rest[n] == '?') {
			n++
		}
		return n
	case '+':
		if digit(rest, 1) && (i == 0 || s[i-1] == '(') {
			return 1 + numberLength(rest[1:], false)
		}
		return runLength(rest, r)
	case '#', '@':
		n := 1
		for n < len(rest) {
			q, m := utf8.DecodeRuneInString(rest[n:])
			if !wordRune(q) && q != '_' {
				break
			}
			n += m
		}
		if r == '#' && digit(rest, 1) {
			return 1
		}
		return n
	case '°':
		if q := runeAt(rest, w); (q == 'C' || q == 'F') && !wordRune(runeAt(rest, w+1)) {
			return w + 1
		}
	case '\'', '’', '‘':
		return t.quote(s, i)
	}
	return w
}

// outline says whether a run of characters is the number of a section: 2.1.
func outline(s string) bool {
	dots := 0
	for i := range len(s) {
		switch {
		case digit(s, i):
		case s[i] == '.' && digit(s, i-1):
			dots++
		default:
			return false
		}
	}
	return dots > 1 && s[len(s)-1] == '.'
}

// quote is the length of what begins with the single quote at s[i:].
func (t *tokeniser) quote(s string, i int) int {
	rest := s[i:]
	r, w := utf8.DecodeRuneInString(rest)
	if r == '‘' {
		t.quotes++
		return w
	}
	before := rune(0)
	if i > 0 {
		before, _ = utf8.DecodeLastRuneInString(s[:i])
	}
	if r == '\'' && strings.HasPrefix(rest, "''") {
		return 2
	}
	n := w
	for n < len(rest) {
		q, m := utf8.DecodeRuneInString(rest[n:])
		if !wordRune(q) {
			break
		}
		n += m
	}
	tail := strings.ToLower(rest[w:n])
	opens := before == 0 || strings.ContainsRune("([{\"“—–-/", before)
	switch {
	case !opens && clitics[tail]:
		return n // of a name in quotes: "Titanic"'s
	case opens && (elided[tail] || len(tail) >= 2 && digit(tail, 0) && digit(tail, 1) && strings.Trim(tail[2:], "s") == ""):
		return n // 'em, '73
	case opens && n > w:
		t.quotes++
	case t.quotes > 0:
		t.quotes--
	}
	return w
}

// runLength counts how many of the same character s begins with, in bytes.
func runLength(s string, r rune) int {
	n := 0
	for n < len(s) && rune(s[n]) == r {
		n++
	}
	return n
}

// numberLength is the length of the number that s begins with; where sources are cited,
// a comma divides numbers: [13,14].
func numberLength(s string, cited bool) int {
	if n := dialled(s); n > 0 {
		return n
	}
	n := 0
	for n < len(s) {
		switch {
		case digit(s, n):
			n++
			continue
		case cited && s[n] == ',' && !thousands(s, n):
		case strings.IndexByte(".,:/", s[n]) >= 0 && digit(s, n+1):
			n += 2
			continue
		}
		r, w := utf8.DecodeRuneInString(s[n:])
		if !unicode.IsDigit(r) && !unicode.Is(unicode.No, r) {
			break
		}
		n += w
	}
	end := n
	for end < len(s) {
		r, w := utf8.DecodeRuneInString(s[end:])
		if !wordRune(r) && r != '_' {
			break
		}
		end += w
	}
	switch letters := s[n:end]; {
	case units[letters]:
		return n
	case letters == "" || letters == "s":
		// 1970's, but 2003 's
		if r, w := utf8.DecodeRuneInString(s[end:]); apostrophe(r) && (end != 4 || s[3] == '0') && runeAt(s, end+w) == 's' && !wordRune(runeAt(s, end+w+1)) {
			return end + w + 1
		}
	case (letters == "a" || letters == "p") && strings.HasPrefix(s[end:], ".m"):
		return n
	}
	return end
}

// thousands says whether the comma at s[n] divides the figures of one number, as in
// 1,200 and in 12,50,000, not as in [13,14].
func thousands(s string, n int) bool {
	for n < len(s) && s[n] == ',' {
		from := n + 1
		for n = from; digit(s, n); {
			n++
		}
		switch n - from {
		case 3:
			return true
		case 2:
			continue
		}
		return false
	}
	return false
}

// dialled is the length of a telephone number or a date in figures.
func dialled(s string) int {
	var groups []int
	n, from := 0, 0
	for ; n < len(s); n++ {
		if digit(s, n) {
			continue
		}
		if s[n] != '-' || n == from || !digit(s, n+1) {
			break
		}
		groups = append(groups, n-from)
		from = n + 1
	}
	groups = append(groups, n-from)
	if wordRune(runeAt(s, n)) || len(groups) > 5 {
		return 0
	}
	if len(groups) > 2 || len(groups) == 2 && groups[0] == 3 && groups[1] == 4 {
		return n
	}
	return 0
}

// address is the length of an address of the web or of mail at s[i:].
func address(s string, i, mail int) int {
	rest := s[i:]
	r := rest[0] | 0x20
	web := false
	switch r {
	case 'h':
		web = prefixFold(rest, "http://") || prefixFold(rest, "https://")
	case 'w':
		web = prefixFold(rest, "www.")
	case 'f':
		web = prefixFold(rest, "ftp://")
	}
	if web {
		if n := strings.IndexAny(rest, "<>\"“”"); n > 0 {
			rest = rest[:n]
		}
		trimmed := strings.TrimRight(rest, ".,;:!?)]}'’…")
		if strings.HasPrefix(rest[len(trimmed):], ")") && strings.Contains(trimmed, "(") {
			return len(trimmed) + 1
		}
		return len(trimmed)
	}
	if mail < i || !wordRune(runeAt(s, i)) {
		return 0
	}
	for k := i; k < mail; k++ {
		if c := s[k]; c < utf8.RuneSelf && !wordRune(rune(c)) && strings.IndexByte("._%+-", c) < 0 {
			return 0
		}
	}
	n := mail + 1
	for n < len(s) && (s[n] < utf8.RuneSelf && wordRune(rune(s[n])) || strings.IndexByte(".-_", s[n]) >= 0) {
		n++
	}
	n = len(strings.TrimRight(s[:n], ".-_"))
	if n <= mail+1 {
		return 0
	}
	return n - i
}

func prefixFold(s, prefix string) bool {
	return len(s) > len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// word is the length of the word at s[i:], with its clitics and the period of
// an abbreviation.
func (t *tokeniser) word(s string, i int, next string) int {
	s = s[i:]
	n := 0
	from := 0 // where the part behind the last joined hyphen or period begins
	dots := 0
	for n < len(s) {
		r, w := utf8.DecodeRuneInString(s[n:])
		if wordRune(r) {
			n += w
			continue
		}
		after := runeAt(s, n+w)
		switch {
		case r == '_' && n > 0:
			n += w
			continue
		case apostrophe(r) && wordRune(after):
			n += w
			continue
		case r == '&' && unicode.IsUpper(runeAt(s, n-1)) && unicode.IsUpper(after) && n-from <= 4:
			n += w
			continue
		case r == '&' && n == 1 && wordRune(after) && !wordRune(runeAt(s, n+2)):
			n += w // p&l, r&d
			continue
		case r == '$' && n <= 3 && n > 0 && strings.ToUpper(s[:n]) == s[:n] && unicode.IsDigit(after) || r == '$' && s[:n] == "US":
			return n + w
		case r == '/' && n == 1 && s[0] == 'w':
			return n + w
		case (r == '-' || r == '‐' || r == '‑') && unicode.IsLetter(after) && dots == 0 && joined(s[from:n], s[n+w:]):
			n += w
			from = n
			continue
		case r == '+' && n == 1 && s[0] == 'C' && after == '+':
			return n + 2
		case r == '.' && wordRune(after):
			if m := dotted(s, from, n); m > 0 {
				n = m
				dots++
				continue
			}
		case r == '.':
			if runLength(s[n:], '.') == 1 && t.abbreviated(s[:n], s[n+1:], next, dots) {
				return n + 1
			}
		}
		break
	}
	return n
}

// dotted says where the word goes on behind the period at s[n], 0 where it
// does not: in U.S., Ph.D., example.org and notes.txt.
func dotted(s string, from, n int) int {
	end := n + 1
	for end < len(s) {
		r, w := utf8.DecodeRuneInString(s[end:])
		if !wordRune(r) {
			break
		}
		end += w
	}
	left, right := s[from:n], s[n+1:end]
	if k := strings.LastIndexByte(left, '.'); k >= 0 {
		left = left[k+1:]
	}
	leftOne, rightOne := utf8.RuneCountInString(left) == 1, utf8.RuneCountInString(right) == 1
	lower := strings.ToLower(right)
	first := runeAt(right, 0)
	switch {
	case leftOne && rightOne, left == "Ph" || left == "ph", leftOne && right == "Sc":
		return end
	case leftOne && strings.IndexByte(s[from:n], '.') > 0:
		return 0
	case domains[lower] || fileTypes[lower]:
		if end < len(s) && s[end] == '/' {
			if k := strings.IndexAny(s[end:], "<>\"“”"); k > 0 {
				s = s[:end+k]
			}
			return len(strings.TrimRight(s, ".,;:!?)]}'’…"))
		}
		return end
	case unicode.IsUpper(first), rightOne:
		return 0 // a blank is missing behind the sentence
	}
	return end
}

// joined says whether the hyphen between two parts of a word stays within it.
func joined(left, right string) bool {
	l := strings.ToLower(left)
	if prefixes[l] {
		return true
	}
	if !unicode.IsUpper(runeAt(left, 0)) || !unicode.IsLower(runeAt(right, 0)) {
		return false
	}
	n := 0
	for n < len(right) {
		r, w := utf8.DecodeRuneInString(right[n:])
		if !wordRune(r) {
			break
		}
		n += w
	}
	return syllables[l] && syllables[right[:n]]
}

// abbreviated says whether the period behind a word is part of it; rest is what
// follows in the same run of characters and next the run after that.
func (t *tokeniser) abbreviated(word, rest, next string, dots int) bool {
	if dots > 0 {
		last := word[strings.LastIndexByte(word, '.')+1:]
		return utf8.RuneCountInString(last) == 1 || last == "Sc"
	}
	first := runeAt(next, 0)
	if k := strings.IndexFunc(next, wordRune); k > 0 {
		first = runeAt(next, k)
	}
	if rest != "" {
		next, first = rest, runeAt(rest, 0)
		if strings.TrimLeft(rest, ")]\"”'’") == "" {
			first = 0
		}
	}
	inside := first != 0 && !unicode.IsUpper(first) // the sentence surely goes on
	if r, w := utf8.DecodeRuneInString(word); w == len(word) {
		switch {
		case !unicode.IsLetter(r), first == 0:
			return false
		case unicode.IsUpper(r):
			if rest != "" {
				return rest[0] == ',' && r != 'I'
			}
			named := r != 'I'
			if k := len(t.d.Tokens); k > 0 && !named {
				named = unicode.IsUpper(runeAt(t.d.Tokens[k-1].Form, 0))
			}
			return named && unicode.IsUpper(first) && !starters[leadWord(next)]
		default:
			return digit(next, 0) || word == "v" && rest == "" && unicode.IsUpper(first) // Smith v. Jones
		}
	}
	switch abbreviations[word] {
	case abbrTitle:
		return first != 0 && (rest == "" || !unicode.IsUpper(first))
	case abbrTail:
		return inside || first != 0 && rest == "" && !starters[leadWord(next)]
	case abbrNumber:
		return digit(next, 0)
	case abbrOpen:
		return inside
	}
	return false
}

// leadWord is the word that a run of characters begins with, behind opening quotes.
func leadWord(s string) string {
	s = strings.TrimLeft(s, "\"“‘'([")
	if k := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }); k >= 0 {
		s = s[:k]
	}
	return s
}

// words appends the word Text[start:end], its clitics as words of their own.
func (t *tokeniser) words(start, end int) {
	form := t.d.Text[start:end]
	if len(form) < 12 {
		if k := contractions[strings.ToLower(form)]; k != 0 {
			t.emit(start, start+k)
			t.emit(start+k, end)
			t.d.Tokens[len(t.d.Tokens)-2].MWT = 2
			return
		}
	}
	cuts := []int(nil)
	stem := form
	for len(cuts) < 3 {
		k := clitic(stem)
		if k <= 0 {
			break
		}
		cuts = append(cuts, k)
		stem = stem[:k]
	}
	if len(cuts) == 0 {
		t.emit(start, end)
		return
	}
	first := len(t.d.Tokens)
	from := start
	for _, k := range slices.Backward(cuts) {
		t.emit(from, start+k)
		from = start + k
	}
	t.emit(from, end)
	t.d.Tokens[first].MWT = len(cuts) + 1
}

// lastApostrophe is where the last one of a word stands, -1 if it has none.
func lastApostrophe(s string) int {
	for k := len(s) - 1; k >= 0; k-- {
		if s[k] == '\'' || s[k] == 0x99 && k > 1 && s[k-2:k] == "\xe2\x80" {
			if s[k] != '\'' {
				k -= 2
			}
			return k
		}
	}
	return -1
}

// clitic is where the last clitic of a word begins, 0 where it has none.
func clitic(s string) int {
	k := lastApostrophe(s)
	if k <= 0 {
		return 0
	}
	_, w := utf8.DecodeRuneInString(s[k:])
	tail := strings.ToLower(s[k+w:])
	switch {
	case tail == "t" && (s[k-1] == 'n' || s[k-1] == 'N') && k > 1:
		return k - 1
	case clitics[tail]:
		return k
	}
	return 0
}
