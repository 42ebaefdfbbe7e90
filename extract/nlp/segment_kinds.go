package nlp

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadwire/quadwire/extract/lexicon"
)

// timeWords are what dates, and the lines that say when an article was published,
// are made of; they can follow a time of day too.
var timeWords = wordSet(`January February March April May June July August September October November December
	Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec.
	Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
	Mon. Tue. Tues. Wed. Thu. Thur. Thurs. Fri. Sat. Sun.
	GMT UTC EST EDT ET PST PDT PT CET CEST BST IST KST JST Eastern Pacific Central Mountain Time AM PM`)

// dateFillers stand between the words of a line of date.
var dateFillers = wordSet(`, . : - – — | / • · ( ) at on of the am pm a.m. p.m. updated published posted modified last first date
	originally and hours ago`)

// A paragraph is the sentences [first, end) of one, and what it is taken for.
type paragraph struct {
	first, end int
	kind       Kind
	short      bool // a line that does not end as a sentence does
	words      int
}

// classify sets the kinds of all sentences.
func classify(d *Document, paras []paragraph) {
	prose := 0
	for i := range paras {
		p := &paras[i]
		p.words = countWords(d, *p)
		text := lineOf(d, *p)
		p.short = p.words <= 25 && len(text) <= 200 && !ended(text) && p.words > 0
		switch {
		case boilerplate(text, p.words):
			p.kind = Boilerplate
		case dateline(d, *p):
			p.kind = Dateline
		case byline(text, i):
			p.kind = Byline
		case !p.short:
			prose++
		}
	}
	if prose > 0 {
		titles(d, paras)
	}

	var out []Sentence
	if len(paras) > 0 {
		out = make([]Sentence, 0, len(d.Sentences)+2)
	}
	leads := 0 // paragraphs of prose so far
	for _, p := range paras {
		lead := 0 // token behind its dateline
		for k := p.first; k < p.end; k++ {
			s := d.Sentences[k]
			s.Kind = p.kind
			if p.kind == Prose && k == p.first {
				lead = datelinePrefix(d, p, leads)
			}
			switch {
			case p.kind != Prose || lead <= s.First:
			case lead < s.End:
				out = append(out, Sentence{
					First: s.First, End: lead, Start: s.Start, Stop: d.Tokens[lead-1].End,
					Kind: Dateline, Paragraph: s.Paragraph,
				})
				s.First, s.Start = lead, d.Tokens[lead].Start
			case p.end > k+1: // "KATHMANDU, NOV." before "4, 2024 (XINHUA) --"
				s.Kind = Dateline
			}
			if p.kind == Prose && p.end > p.first+1 && boilerplate(d.Text[s.Start:s.Stop], s.End-s.First) {
				s.Kind = Boilerplate
			}
			out = append(out, s)
		}
		if p.kind == Prose {
			leads++
		}
	}
	d.Sentences = out
}

// titles finds the headline and the headings.
func titles(d *Document, paras []paragraph) {
	lastProse := -1
	for i, p := range paras {
		if p.kind == Prose && !p.short {
			lastProse = i
		}
	}
	headline := -1
	first := -1 // first short line before all prose
	firstProse := len(paras)
	for i, p := range paras {
		if p.kind == Prose && (!p.short && !asks(d, p, i, paras)) {
			firstProse = i
			break
		}
		if p.kind != Prose || listItem(d, p) {
			continue
		}
		if first < 0 {
			first = i
		}
		if headline < 0 && p.words >= 4 {
			headline = i
		}
	}
	if headline < 0 {
		headline = first
	}
	if headline < 0 {
		// The title can stand below a summary.
		for i := firstProse + 1; i < len(paras) && i < lastProse && i <= firstProse+2; i++ {
			p := paras[i]
			if p.kind != Prose || !p.short || listItem(d, p) {
				continue
			}
			next := paras[i+1]
			opens := next.kind == Dateline || next.kind == Byline || datelinePrefix(d, next, 0) > 0
			if opens || p.words >= 6 && capitals(d, p) >= 0.6 {
				headline = i
			}
			break
		}
	}
	for i := range paras {
		p := &paras[i]
		switch {
		case p.kind != Prose:
		case i == headline:
			p.kind = Headline
		case !p.short || listItem(d, *p):
		case i < firstProse, p.words <= 10 && (i < lastProse || capitals(d, *p) > 0.7), p.words <= 20 && capitals(d, *p) >= 0.6:
			if r := runeAt(d.Tokens[d.Sentences[p.first].First].Form, 0); !unicode.IsLower(r) {
				p.kind = Heading
			}
		}
	}
}

// asks says whether the first line of a text is a title that ends in a mark of
// its own: a question, a call.
func asks(d *Document, p paragraph, i int, paras []paragraph) bool {
	if i > 0 || p.end != p.first+1 || p.words > 20 || len(paras) < 2 {
		return false
	}
	text := lineOf(d, p)
	if r, _ := utf8.DecodeLastRuneInString(text); !strings.ContainsRune("?!'’\"”", r) {
		return false
	}
	return !strings.HasSuffix(strings.TrimRight(text, "'’\"”"), ".") && runeAt(text, 0) != '"' && runeAt(text, 0) != '“'
}

// listItem says whether a paragraph belongs to a list.
func listItem(d *Document, p paragraph) bool {
	s := d.Sentences[p.first]
	f := d.Tokens[s.First].Form
	switch f {
	case "-", "*", "•", "–", "—", "·", "+", ">", "◦", "▪":
		return true
	}
	return s.End > s.First+1 && digit(f, 0) && (d.Tokens[s.First+1].Form == "." || d.Tokens[s.First+1].Form == ")")
}

// lineOf is the text of a paragraph.
func lineOf(d *Document, p paragraph) string {
	return d.Text[d.Sentences[p.first].Start:d.Sentences[p.end-1].Stop]
}

// countWords counts those of a paragraph.
func countWords(d *Document, p paragraph) int {
	n := 0
	for i := d.Sentences[p.first].First; i < d.Sentences[p.end-1].End; i++ {
		if wordRune(runeAt(d.Tokens[i].Form, 0)) {
			n++
		}
	}
	return n
}

// capitals is the part of the longer words that are written with a capital.
func capitals(d *Document, p paragraph) float64 {
	n, upper := 0, 0
	for i := d.Sentences[p.first].First; i < d.Sentences[p.end-1].End; i++ {
		f := d.Tokens[i].Form
		r := runeAt(f, 0)
		if len(f) < 4 || !unicode.IsLetter(r) {
			continue
		}
		n++
		if unicode.IsUpper(r) {
			upper++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(upper) / float64(n)
}

var numericDate = regexp.MustCompile(`^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$`)

// dateline says whether a paragraph is no more than a date, or a place and a date.
func dateline(d *Document, p paragraph) bool {
	first, end := d.Sentences[p.first].First, d.Sentences[p.end-1].End
	if end-first > 24 {
		return false
	}
	named, figures, place := false, 0, false
	city, year := false, false // "Valletta, 3 February 2026"
	for i := first; i < end; i++ {
		f := d.Tokens[i].Form
		switch {
		case timeWords[f] || timeWords[capitalised(f)]:
			named = true
		case digit(f, 0) && numericDate.MatchString(f):
			return end-first <= 10
		case digit(f, 0):
			figures++
			year = year || len(f) == 4
		case dateFillers[strings.ToLower(f)]:
		case figures == 0 && !named && unicode.IsUpper(runeAt(f, 0)) && strings.ToUpper(f) == f && len(f) > 2:
			place = true // BEIJING, Jan. 5
		case figures == 0 && !named && i < first+3 && unicode.IsUpper(runeAt(f, 0)) && i+1 < end && (d.Tokens[i+1].Form == "," || unicode.IsUpper(runeAt(d.Tokens[i+1].Form, 0))):
			city = true
		default:
			return false
		}
	}
	if city {
		return named && year && end-first <= 9
	}
	return named && figures > 0 || named && !place && end-first <= 2 && d.Sentences[p.first].Paragraph < 4
}

func capitalised(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + strings.ToLower(s[n:])
}

// notPlaces are words in capitals that begin a paragraph without naming where
// it was written.
var notPlaces = wordSet(`UPDATE UPDATED NOTE WATCH READ MORE EXCLUSIVE ANALYSIS OPINION VIDEO PHOTOS CORRECTION BREAKING LIVE
	RELATED EDITOR EDITORS FACT CHECK WARNING SPOILER ALERT NATO UNESCO UNICEF OPEC NASA`)

// datelinePrefix is the token behind the dateline that a paragraph begins with, 0 if
// there is none: "BEIJING, Jan. 5 (Reuters) - ".
func datelinePrefix(d *Document, p paragraph, leads int) int {
	first, last := d.Sentences[p.first].First, d.Sentences[p.end-1].End
	shout, agency, lower := 0, false, false
	for i := first; i < min(first+16, last-1); i++ {
		t := d.Tokens[i]
		f := t.Form
		r := runeAt(f, 0)
		switch {
		case f == "—" || f == "–" || f == "--" || f == "-" && spaced(d, i) || f == ":":
			next := d.Tokens[i+1]
			if i == first || unicode.IsLower(runeAt(next.Form, 0)) {
				return 0
			}
			if f == ":" && (agency || leads > 1 || lower || i > first+3 || notPlaces[d.Tokens[first].Form] || !isPlace(d, first, i)) {
				return 0
			}
			if agency && (shout > 0 || i-first <= 9) || shout > 0 && !lower && leads < 4 && !notPlaces[d.Tokens[first].Form] {
				return i + 1
			}
			return 0
		case f == "(":
			n := i + 1
			for n < min(i+8, last) && d.Tokens[n].Form != ")" && terminalless(d.Tokens[n].Form) {
				n++
			}
			if n >= last || d.Tokens[n].Form != ")" || n == i+1 || !unicode.IsUpper(runeAt(d.Tokens[i+1].Form, 0)) {
				return 0
			}
			if next := d.Tokens[min(n+1, last-1)].Form; next != "—" && next != "–" && next != "--" && next != "-" {
				return 0
			}
			agency = true
			i = n
		case f == "," || f == "." || f == "/" || f == "-" || digit(f, 0) || timeWords[f] || f == "and" || f == "of":
		case unicode.IsUpper(r) && strings.ToUpper(f) == f:
			if utf8.RuneCountInString(f) > 2 && unicode.IsLetter(runeAt(f, 1)) {
				shout++
			}
		case unicode.IsUpper(r):
			// A name in ordinary letters: the state behind the city.
			if shout == 0 || i > first && d.Tokens[i-1].Form != "," {
				lower = lower || shout == 0 || !strings.HasSuffix(f, ".") && len(f) < 3
			}
			if i > first+4 && !agency && shout == 0 {
				return 0
			}
		default:
			return 0
		}
	}
	return 0
}

// isPlace reports tokens in capitals that are the name of a place: "NEW DELHI", not the "CHAIR DOYLE" of a transcript.
func isPlace(d *Document, first, end int) bool {
	w := strings.Fields(joinForms(d.Tokens[first:end]))
	for i := range w {
		w[i] = capitalised(strings.ToLower(w[i]))
	}
	for n := len(w); n > 0; n-- {
		for _, e := range lexicon.Lookup(strings.Join(w[:n], " ")) {
			switch e.Type {
			case "City", "Country", "AdministrativeArea":
				return true
			}
		}
	}
	return false
}

func terminalless(form string) bool { return form != "?" && form != "!" }

// spaced says whether blanks stand on both sides of a token.
func spaced(d *Document, i int) bool {
	return i > 0 && d.Tokens[i-1].End < d.Tokens[i].Start && i+1 < len(d.Tokens) && d.Tokens[i].End < d.Tokens[i+1].Start
}

var (
	bylineStart = regexp.MustCompile(`^(?:(?:Written|Story|Posted|Reported|Published|Submitted|Words|Report|Article) )?(?:By|BY|by):? +(\p{Lu}.*)$`)
	bylineNames = regexp.MustCompile(`^(?:[\p{Lu}\d][\p{L}\p{M}\d'’.\-]*|and|AND|&|,|\||/|·|•|for|in|of|the|de|da|di|del|la|le|van|von|der|den|al|el|bin|ibn|with|[-–—()@])$`)
	bylineTail  = regexp.MustCompile(`(?i)^[(\[]?(?:additional |further )?(?:reporting|writing|editing|compiled|edited|translated|photography|graphics)(?: and (?:writing|editing))? by `)
)

// bylineFirst are the words that begin what the patterns above match.
var bylineFirst = wordSet(`written submitted story posted reported published words report article by additional further reporting writing editing
	compiled edited translated photography graphics`)

var bylineSigns = strings.NewReplacer(",", " , ", ";", " , ", "(", " ( ", ")", " ) ", "|", " | ")

// IsByline says whether a line near the top of an article names its author.
func IsByline(line string) bool { return byline(line, 0) }

// byline says whether a line names the author.
func byline(text string, i int) bool {
	if len(text) > 300 || strings.Contains(text, "\n") {
		return false
	}
	first, _, _ := strings.Cut(text, " ")
	if !bylineFirst[strings.ToLower(strings.TrimRight(strings.TrimLeft(first, "(["), ":"))] {
		return false
	}
	if bylineTail.MatchString(text) {
		return true
	}
	m := bylineStart.FindStringSubmatch(text)
	if m == nil || len(text) > 160 {
		return false
	}
	rest := strings.TrimSuffix(m[1], ".")
	if len(rest) < len(m[1]) && i > 4 {
		return false
	}
	fields := strings.Fields(bylineSigns.Replace(rest))
	if len(fields) > 18 || timeWords[fields[0]] || digit(fields[0], 0) {
		return false
	}
	names := 0
	for _, f := range fields {
		if !bylineNames.MatchString(f) {
			return false
		}
		if unicode.IsUpper(runeAt(f, 0)) {
			names++
		}
	}
	return names >= 2 || i <= 4
}

// The patterns of boilerplate. Those of boilerStart begin a line or a sentence, those of
// boilerWhole are all of it, those of boilerPart stand anywhere in it.
var (
	boilerStart = regexp.MustCompile(`(?i)^\W*(?:` + strings.Join([]string{
		`help us (?:to )?improve\b`, `(?:also |please )?read (?:more|also|next|full|the full|our|in app)\b`,
		`(?:read|see|watch|listen|more|related|also|next|photos?|video|gallery|opinion|explainer|in pictures)(?: \w+)?: `,
		`(?:see|watch|listen) (?:also|more)\b`, `new ?you can now listen\b`, `view this post on\b`, `opens new tab\b`, `more (?:on|from) (?:this|the|our|\p{Lu}\w+)[^.]{0,40}$`,
		`related (?:articles?|stor(?:y|ies)|topics?|content|links?|news|coverage|posts?)\b`,
		`sign[ -]?up (?:for|to|now|here|today)\b`, `subscribe (?:to|now|today|here|for)\b`, `sign in\b`, `log in\b`, `register (?:now|here|for free)\b`,
		`(?:share|tweet|print|save|email|bookmark|rate|like|follow|join) (?:this|us|the conversation|our|on|via|with)\b`,
		`(?:click|tap|press) (?:here|on|to|below|the)\b`, `(?:©|\(c\)|copyright\b)`,
		`(?:this|our) (?:site|website|page) (?:uses?|requires|is protected)\b`,
		`(?:we|we and our partners) use (?:\w+ )?cookies\b`, `by (?:continuing|clicking|using (?:this|our)|signing up|subscribing)\b`,
		`(?:accept|manage|reject|allow)(?: all)? (?:cookies|preferences|consent)\b`, `(?:privacy|cookie) (?:policy|notice|settings|preferences)\b`,
		`terms (?:of (?:use|service)|and conditions|& conditions)\b`, `skip (?:to|ad|advertisement|past)\b`, `(?:jump|back|return) to (?:top|content|main|home|navigation|the top)\b`,
		`download (?:our|the) (?:free )?(?:\w+ )?app\b`, `get (?:our|the (?:latest|best|day)|more|breaking|unlimited|the \w+ newsletter)\b[^.]*(?:inbox|newsletter|app|email|alerts?|access)`,
		`(?:create|open) (?:an|a free|your) account\b`, `(?:file )?(?:photo(?:graph)?|image|picture|video|illustration)s?(?: credits?)?(?: by\b|:|/| courtesy)`,
		`leave (?:a|your) (?:comment|reply)\b`, `(?:view|see|show|hide|load|post|add)(?: all| more| a| your| \d+)* (?:comments?|gallery|photos|stories|articles)\b`,
		`(?:tags?|topics?|filed under|categor(?:y|ies)|keywords|labels|sources?|via|credits?): `, `(?:please )?(?:support|donate to) (?:our|independent|quality|us)\b`,
		`donate(?: now| today| here)\b`, `enter your (?:e-?mail|name)\b`, `your e-?mail address\b`, `(?:contact|about|advertise with|write to|email) us\b`,
		`recommended (?:for you|stories|reading|articles)\b`, `trending (?:now|stories|topics)\b`, `most (?:read|popular|viewed)(?: \w+)?$`,
		`you (?:may|might) (?:also )?(?:like|be interested in|enjoy)\b`, `(?:continue|keep) reading\b`, `story continues (?:below|after)\b`,
		`article continues (?:below|after)\b`, `(?:\d+|one|two) ?-?min(?:ute)?s? read\b`, `(?:reading|read) time\b`, `listen to (?:this|the) (?:article|story|podcast)\b`,
		`for (?:more|further|full|the latest) [^.]{0,60}(?:,|\b) ?(?:visit|see|go to|click|follow|download|check out|sign up|subscribe)\b`,
		`(?:follow|like|find|contact|reach|e-?mail) [^.]{1,80} (?:on|at|via) (?:twitter|facebook|instagram|x|threads|linkedin|youtube|tiktok|@|\S+@)`,
		`(?:have|got|do you have) (?:a (?:news |story )?tip|something to)\b`, `thank you for (?:reading|subscribing|signing|your (?:feedback|interest|support))\b`, `thanks for (?:reading|subscribing|signing)\b`,
		`please (?:enable|disable|consider (?:subscribing|donating|supporting)|subscribe|sign|click|log|enter|try again|note that your)\b`,
		`(?:turn on|enable) javascript\b`, `your browser\b`, `was this (?:article|page|story|information) (?:helpful|useful)\b`, `report (?:an|a) (?:error|typo|problem|correction)\b`,
		`(?:send|give) (?:us )?(?:your )?feedback\b`, `tell us what you think\b`, `what do you think\?`, `all rights reserved\b`,
		`(?:this (?:article|story|report|post|piece|content|material)|the (?:article|post|piece)) (?:was |has been |is |originally |first |may )+(?:first |originally |also |re-?|not be )*(?:published|appeared|produced|republished|reproduced|sponsored|supported|updated|auto-generated|generated)\b`,
		`originally published\b`, `republished (?:with|by|under|from)\b`, `scroll (?:down|to|for)\b`, `swipe\b`, `loading\b`, `try (?:it )?(?:free|for free)\b`, `start your (?:free )?trial\b`,
	}, "|") + `)`)
	boilerWhole = regexp.MustCompile(`(?i)^\W*(?:news provided by|page \d+ of \d+|\d+ of \d+ documents|\(?more\)?|view this post on \w+|you[’']ve successfully (?:subscribed|signed (?:in|up))[^.]*|advertis(?:e?ment|ing)|sponsored(?: content| by .*)?|promoted(?: content)?|subscribe|share|tweet|print|e-?mail|facebook|twitter|whatsapp|linkedin|pinterest|reddit|telegram|instagram|youtube|copy link|link copied|menu|home|search|close|login|log ?out|register|newsletters?|podcasts?|comments?|\d+ (?:comments?|shares?|likes|views)|comments are closed|read more|see more|show more|load more|view more|learn more|find out more|related|more news|more stories|top stories|latest news|breaking news|trending|tags|follow|next|previous|(?:next|previous) (?:article|story|post|page)|editor[’']?s[’']? picks?|(?:file )?photos?|video|gallery|image|caption|play|pause|(?:\w+ ?/ ?)?(?:getty images|shutterstock|ap photo|istock)(?:/.*)?|donate|faqs?|sitemap|accessibility|skip)\W*$`)
	boilerPart  = regexp.MustCompile(`(?i)\ball rights reserved\b|\bin(?:to)? your inbox\b|\bby signing up\b.{0,40}\bagree\b|\bnewsletter (?:provides|delivers|brings|offers|keeps)\b|\bcookies? (?:policy|settings)\b|\bprivacy policy\b|\bterms of (?:use|service)\b|\bour (?:daily |weekly |free |morning )*newsletters?\b|\bmay not be (?:published|reproduced|republished|copied|redistributed)\b|\bclick here\b|\b(?:enable|supports?) javascript\b|\bcreative commons\b.{0,40}\blicen[sc]e\b`)
)

// boilerFirst are the words with which boilerplate of boilerStart begins; where the
// word is common, with those that can follow it.
var boilerFirst = func() map[string][]string {
	m := map[string][]string{
		"the":  strings.Fields("article story report post piece content material"),
		"this": strings.Fields("site website page article story report post piece content material"),
		"our":  strings.Fields("site website page"),
		"for":  strings.Fields("more further full the"),
		"we":   strings.Fields("use and"),
		"you":  strings.Fields("may might"),
		"by":   strings.Fields("continuing clicking using signing subscribing"),
		"in":   strings.Fields("pictures"), "all": strings.Fields("rights"), "was": strings.Fields("this"),
		"what": strings.Fields("do"), "do": strings.Fields("you"), "most": strings.Fields("read popular viewed"),
		"have": strings.Fields("a something"), "got": strings.Fields("a something"),
		"back": strings.Fields("to"), "your": strings.Fields("e email browser"),
	}
	for w := range strings.FieldsSeq(`help also please read see watch listen more related next photo photos video videos gallery opinion
		explainer sign signup subscribe log register share tweet print save email bookmark rate like follow join click tap press c copyright
		accept manage reject allow privacy cookie terms skip jump return download get create open file photograph photographs
		image images picture pictures illustration illustrations leave view show hide load post add tag tags topic topics filed
		category categories keywords labels source sources via credit credits support donate enter contact about advertise write e
		new opens recommended trending continue keep story article one two reading find reach thank thanks turn enable report send give
		tell originally republished scroll swipe loading try start`) {
		m[w] = nil
	}
	return m
}()

// boilerSigns are parts of what boilerPart and the names of agencies in boilerWhole match.
var boilerSigns = strings.Fields(`reserved cookie privacy terms newsletter reproduced published copied redistributed click javascript commons
	inbox signing getty shutterstock photo istock`)

// lowered is text in small letters, as far as it is ASCII.
func lowered(buf []byte, text string) []byte {
	for i := range len(text) {
		c := text[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		buf = append(buf, c)
	}
	return buf
}

// wordAt is the ASCII word of a text from i on and where it ends.
func wordAt(text []byte, i int) (word []byte, end int) {
	for end = i; end < len(text) && (text[end] >= 'a' && text[end] <= 'z' || text[end] >= '0' && text[end] <= '9' || text[end] == '_'); {
		end++
	}
	return text[i:end], end
}

// boilerBegins says whether a text in small letters may match boilerStart.
func boilerBegins(text []byte) bool {
	i := 0
	for i < len(text) && !(text[i] >= 'a' && text[i] <= 'z' || text[i] >= '0' && text[i] <= '9' || text[i] == '_') {
		if text[i] == 0xc2 { // ©
			return true
		}
		i++
	}
	word, end := wordAt(text, i)
	if digit(string(word), 0) {
		return true
	}
	next, ok := boilerFirst[string(word)]
	if !ok || next == nil {
		return ok
	}
	second, _ := wordAt(text, min(end+1, len(text)))
	for _, w := range next {
		if string(second) == w {
			return true
		}
	}
	return false
}

// IsBoilerplate says whether a line is about the page, not about the news:
// "Read more: ...", "Sign up for our newsletter".
func IsBoilerplate(line string) bool { return boilerplate(line, len(strings.Fields(line))) }

// boilerplate says whether a line or a sentence is about the page, not about the news.
func boilerplate(text string, words int) bool {
	if words > 45 || len(text) > 400 {
		return false
	}
	if text == "" || strings.HasPrefix(text, "\"") || strings.HasPrefix(text, "“") {
		return false
	}
	if words == 0 {
		return boilerWhole.MatchString(text) && strings.IndexFunc(text, unicode.IsLetter) >= 0
	}
	var buf [400]byte
	lower := lowered(buf[:0], text)
	signs := false
	for _, s := range boilerSigns {
		signs = signs || bytes.Contains(lower, []byte(s))
	}
	return (signs || words <= 4 || bytes.Contains(lower, []byte("sponsored"))) && boilerWhole.MatchString(text) ||
		boilerBegins(lower) && boilerStart.MatchString(text) || signs && boilerPart.MatchString(text)
}
