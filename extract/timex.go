package extract

import (
	"strconv"
	"strings"
	"time"
)

// ResolveTime gives the interval that a time expression means in an article
// published on a day: "on Monday", "in June", "late 2024", "since 2016",
// "three days ago", "from Jan. 5 to Jan. 7". The interval is half-open and in
// UTC; clock times without a zone are taken as UTC. It is false for what is
// no time expression, for durations ("for three days") and for what depends
// on another event ("hours before", "the next day", "that year"; see
// [ResolveAnchored]). "In recent years" and the like are vague intervals of
// usual lengths. Where published is zero only expressions with
// a year of their own resolve.
//
// A weekday is the last one on or before the day of publication, or the next
// one on or after it where future is true; months, seasons and quarters
// follow the same rule. A day of a month without a year is the last one too,
// unless the next one is less than 60 days away. "last" and "next" before a
// weekday or month never mean the current one. Weeks begin on Monday.
// "early", "mid" and "late" are thirds. Prepositions other than "since" do
// not change the interval: "by 2011" and "before 2011" both give the year.
// After "since" the interval ends with the day of publication, but where a
// clause follows ("since taking office in June") it is the date inside.
// Numbers such as 01/05/2026 put the month first where that is possible.
func ResolveTime(text string, published time.Time, future bool) (Interval, bool) {
	p := timeParser{future: future}
	if !published.IsZero() {
		y, m, d := published.Date()
		p.day = time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	w := timeWords(text)
	if when, ok := p.resolve(w, 0); ok {
		return when, true
	}
	return p.inside(w)
}

// IsTimePhrase reports whether a noun phrase or prepositional phrase is a
// time expression, whether or not it can be resolved: "Monday", "two days",
// "recent years", "the end of the month", "2025", "May". A number is one
// only as a year from 1000 to 2100; the words "may" and "march" alone are
// months only with a capital.
func IsTimePhrase(text string) bool {
	switch strings.TrimSpace(text) {
	case "may", "march":
		return false
	}
	w := timeWords(text)
	p := timeParser{day: day(2024, 6, 15)}
	if _, ok := p.resolve(w, 0); ok {
		return true
	}
	p.future = true
	if _, ok := p.resolve(w, 0); ok {
		return true
	}
	if vagueTime(w) {
		return true
	}
	for i := 1; i+1 < len(w); i++ {
		if w[i] == "and" || w[i] == "or" {
			return vagueOrDated(w[:i]) && vagueOrDated(w[i+1:])
		}
	}
	return false
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// maxTimeWords is the length of the longest time expression that is read.
const maxTimeWords = 16

// timeWords divides an expression into lower-case words without commas and
// full stops; hyphens stand alone, except in a date of digits.
func timeWords(text string) []string {
	if len(text) > 300 {
		return nil
	}
	text = timeMarks.Replace(strings.ToLower(text))
	var out []string
	for _, f := range strings.Fields(text) {
		f = strings.Trim(f, ",;:.()[]\"'")
		if len(f) == 10 && f[4] == '-' && f[7] == '-' {
			out = append(out, f)
			continue
		}
		for n, part := range strings.Split(f, "-") {
			if n > 0 {
				out = append(out, "-")
			}
			if part = strings.Trim(part, ".'"); part == "" {
				continue
			}
			if i := strings.IndexFunc(part, func(r rune) bool { return r != ':' && (r < '0' || r > '9') }); i > 0 && (part[i:] == "am" || part[i:] == "pm") {
				out = append(out, part[:i])
				part = part[i:]
			}
			out = append(out, part)
		}
	}
	return out
}

var timeMarks = strings.NewReplacer("’", "'", "‘", "'", "—", " ", "–", "-", "‑", "-", "a.m.", "am", "p.m.", "pm", "a.m", "am", "p.m", "pm")

// A timeParser reads expressions as seen on one day.
type timeParser struct {
	day    time.Time // of publication, at its start; zero where unknown
	future bool
}

func (p *timeParser) dayEnd() time.Time { return p.day.AddDate(0, 0, 1) }

// timeLeads may stand before an expression and do not change what it means.
var timeLeads = set("on", "in", "at", "during", "by", "until", "till", "before", "after", "through", "throughout", "around", "about", "circa", "roughly", "over", "within", "of", "for", "from", "to", "as", "early", "starting", "beginning", "just", "only", "exactly", "toward", "towards", "into", "not", "long", "back", "sometime", "shortly", "soon", "even", "especially", "effective", "upon", "prior", "recently", "between", "approximately", "well", "following", "amid")

// The depth of reading: each word left out in front is one deeper, the ends
// of a range hold no other range.
const (
	inRange  = 6
	maxDepth = 10
)

// resolve reads a whole expression.
func (p *timeParser) resolve(w []string, depth int) (Interval, bool) {
	if len(w) == 0 || len(w) > maxTimeWords || depth > maxDepth {
		return Interval{}, false
	}
	if w[0] == "since" {
		return p.since(w[1:], depth)
	}
	for _, read := range []func([]string) (Interval, bool){p.ago, p.window, p.vagueWindow, p.ahead, p.firstOf, p.fields} {
		if when, ok := read(w); ok {
			return when, sane(when)
		}
	}
	if depth < inRange {
		if when, ok := p.span(w); ok {
			return when, sane(when)
		}
	}
	if timeLeads[w[0]] {
		return p.resolve(w[1:], depth+1)
	}
	return Interval{}, false
}

// sane keeps the years inside what timestamps can hold.
func sane(when Interval) bool {
	return when.Begin.Before(when.End) && when.Begin.Year() > 0 && when.End.Year() < 9999
}

func (p *timeParser) since(w []string, depth int) (Interval, bool) {
	when, ok := p.resolve(w, depth+1)
	if !ok || p.day.IsZero() {
		return Interval{}, false
	}
	if when.Begin.Before(p.dayEnd()) {
		when.End = p.dayEnd()
	}
	return when, true
}

// inside is the date in a clause: "since taking office in June".
func (p *timeParser) inside(w []string) (Interval, bool) {
	if len(w) < 3 || len(w) > maxTimeWords {
		return Interval{}, false
	}
	switch w[0] {
	case "since", "after", "before", "until", "when", "while", "following":
	default:
		return Interval{}, false
	}
	for i := 1; i+1 < len(w); i++ {
		switch w[i] {
		case "in", "on", "at", "last", "this", "early", "late", "yesterday":
			rest := w[i:]
			if w[i] == "in" || w[i] == "on" || w[i] == "at" {
				rest = w[i+1:]
			}
			if when, ok := p.resolve(rest, 1); ok {
				return when, true
			}
		}
	}
	return Interval{}, false
}

// span reads ranges: "from Monday to Wednesday", "between 2010 and 2015",
// "Jan. 5-7", and neighbours: "Saturday and Sunday".
func (p *timeParser) span(w []string) (Interval, bool) {
	between := w[0] == "between"
	if between || w[0] == "from" {
		w = w[1:]
	}
	for i := 1; i+1 < len(w); i++ {
		joint := w[i]
		switch joint {
		case "-", "to", "through", "until", "till", "and":
		default:
			continue
		}
		a, b, ok := p.ends(w[:i], w[i+1:])
		if !ok || joint == "and" && !between && !a.End.Equal(b.Begin) {
			continue
		}
		return Interval{Begin: a.Begin, End: b.End}, true
	}
	return Interval{}, false
}

// ends resolves both ends of a range; either may borrow from the other.
func (p *timeParser) ends(first, last []string) (a, b Interval, ok bool) {
	if y, ok := yearOf(first[0]); ok && len(first) == 1 && len(last) == 1 && len(last[0]) == 2 { // "2010-15"
		if n, err := strconv.Atoi(last[0]); err == nil && n > y%100 {
			last = []string{strconv.Itoa(y/100*100 + n)}
		}
	}
	_, dayOnly := dayOf(last[0])
	if month := months[first[0]]; month != 0 && dayOnly && months[last[min(1, len(last)-1)]] == 0 { // "Jan. 5-7"
		last = append([]string{first[0]}, last...)
	}
	if _, ok := dayOf(first[0]); ok && len(first) == 1 && dayOnly && len(last) > 1 { // "5-7 January"
		first = append([]string{first[0]}, last[1:]...)
	}
	if y, ok := yearOf(last[len(last)-1]); ok && len(last) > 1 && months[first[0]] != 0 && !hasYear(first) { // "January to March 2015"
		first = append(append([]string{}, first...), strconv.Itoa(y))
	}
	b, ok = p.resolve(last, inRange)
	if !ok {
		return a, b, false
	}
	from := *p
	if clockOnly(first) {
		from.day = b.Begin.Truncate(24 * time.Hour)
	}
	if a, ok = from.resolve(first, inRange); !ok {
		return a, b, false
	}
	if b.Begin.Before(a.Begin) {
		later := timeParser{day: a.Begin.Truncate(24 * time.Hour), future: true}
		if b, ok = later.resolve(last, inRange); !ok || b.Begin.Before(a.Begin) {
			return a, b, false
		}
	}
	return a, b, true
}

func hasYear(w []string) bool {
	for _, s := range w {
		if _, ok := yearOf(s); ok {
			return true
		}
	}
	return false
}

func clockOnly(w []string) bool {
	f := timeFields{clock: -1}
	n := f.clockAt(w)
	return n > 0 && n == len(w)
}

// timeUnits are the units of time by the words for them.
var timeUnits = map[string]string{
	"second": "second", "seconds": "second", "minute": "minute", "minutes": "minute", "hour": "hour", "hours": "hour",
	"day": "day", "days": "day", "night": "day", "nights": "day", "week": "week", "weeks": "week", "fortnight": "fortnight",
	"month": "month", "months": "month", "quarter": "quarter", "quarters": "quarter", "year": "year", "years": "year",
	"decade": "decade", "decades": "decade", "century": "century", "centuries": "century",
}

// move moves a day by a number of units.
func move(t time.Time, n int, unit string) time.Time {
	switch unit {
	case "second", "minute":
		return t
	case "hour":
		return t.Add(time.Duration(n) * time.Hour)
	case "week":
		return t.AddDate(0, 0, 7*n)
	case "fortnight":
		return t.AddDate(0, 0, 14*n)
	case "month":
		return addMonths(t, n)
	case "quarter":
		return addMonths(t, 3*n)
	case "year":
		return addMonths(t, 12*n)
	case "decade":
		return addMonths(t, 120*n)
	case "century":
		return addMonths(t, 1200*n)
	}
	return t.AddDate(0, 0, n)
}

// addMonths moves by months without running over a shorter month's end.
func addMonths(t time.Time, n int) time.Time {
	first := t.AddDate(0, 0, 1-t.Day()).AddDate(0, n, 0)
	return first.AddDate(0, 0, min(t.Day(), first.AddDate(0, 1, -1).Day())-1)
}

// unitAt is the calendar's unit that holds a day; decades and centuries give
// the year.
func unitAt(t time.Time, unit string) Interval {
	switch unit {
	case "week", "fortnight":
		monday := t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
		return Interval{Begin: monday, End: monday.AddDate(0, 0, 7)}
	case "month":
		first := day(t.Year(), t.Month(), 1)
		return Interval{Begin: first, End: first.AddDate(0, 1, 0)}
	case "quarter":
		first := day(t.Year(), (t.Month()-1)/3*3+1, 1)
		return Interval{Begin: first, End: first.AddDate(0, 3, 0)}
	case "year", "decade", "century":
		return Interval{Begin: day(t.Year(), 1, 1), End: day(t.Year()+1, 1, 1)}
	}
	return Interval{Begin: t, End: t.AddDate(0, 0, 1)}
}

// count reads a whole number of at most 1000 in digits or words: "three",
// "a", "a couple of", "twenty-five".
func count(w []string) (n, used int) {
	if len(w) == 0 {
		return 0, 0
	}
	if v, err := strconv.Atoi(w[0]); err == nil && v > 0 && v <= 1000 {
		return v, 1
	}
	switch w[0] {
	case "a", "an":
		if len(w) > 2 && w[1] == "couple" && w[2] == "of" {
			return 2, 3
		}
		if len(w) > 1 && w[1] == "dozen" {
			return 12, 2
		}
		return 1, 1
	}
	v := cardinals[w[0]]
	if v >= 20 && v%10 == 0 && len(w) > 2 && w[1] == "-" && cardinals[w[2]] > 0 && cardinals[w[2]] < 10 {
		return v + cardinals[w[2]], 3
	}
	if v == 0 {
		return 0, 0
	}
	return v, 1
}

// amount reads a number and a unit of time.
func amount(w []string) (n int, unit string, used int) {
	for len(w) > used && roughly[w[used]] {
		used++
	}
	n, k := count(w[used:])
	used += k
	if k == 0 || used >= len(w) || timeUnits[w[used]] == "" {
		return 0, "", 0
	}
	return n, timeUnits[w[used]], used + 1
}

var roughly = set("about", "around", "almost", "nearly", "roughly", "some", "just", "only", "exactly", "approximately", "over", "least", "at", "more", "less", "than", "up", "to", "well")

// ago reads "three days ago", "two years earlier".
func (p *timeParser) ago(w []string) (Interval, bool) {
	n, unit, used := amount(w)
	if used == 0 || used != len(w)-1 || w[used] != "ago" && w[used] != "earlier" || p.day.IsZero() {
		return Interval{}, false
	}
	if unit == "hour" || unit == "minute" || unit == "second" {
		at := move(p.day.Add(12*time.Hour), -n, unit)
		return unitAt(at.Truncate(24*time.Hour), "day"), true
	}
	return unitAt(move(p.day, -n, unit), unit), true
}

// window reads "the past five years", "the last decade", "the coming month".
func (p *timeParser) window(w []string) (Interval, bool) {
	definite := false
	for len(w) > 1 && (timeLeads[w[0]] || w[0] == "the" || w[0] == "this" && w[1] == "past") {
		definite = definite || w[0] == "the"
		w = w[1:]
	}
	if len(w) < 2 || p.day.IsZero() {
		return Interval{}, false
	}
	sign := 0
	switch w[0] {
	case "past":
		sign, definite = -1, true
	case "last":
		sign = -1
	case "next", "coming":
		sign = 1
	}
	n, unit, used := amount(w[1:])
	if used == 0 && definite && timeUnits[w[1]] == w[1] && w[0] != "next" && !(w[0] == "last" && w[1] == "day") { // "the next day" is another event's
		n, unit, used = 1, timeUnits[w[1]], 1
	}
	if sign == 0 || used == 0 || unit == "" || used != len(w)-1 || w[1] == "quarter" || w[1] == "night" {
		return Interval{}, false
	}
	if sign < 0 {
		begin := move(p.dayEnd(), -n, unit)
		if !begin.Before(p.day) {
			begin = p.day
		}
		return Interval{Begin: begin, End: p.dayEnd()}, true
	}
	end := move(p.day, n, unit)
	if end.Before(p.dayEnd()) {
		end = p.dayEnd()
	}
	return Interval{Begin: p.day, End: end}, true
}

// ahead reads "in three days" of something to come, and "within a week".
func (p *timeParser) ahead(w []string) (Interval, bool) {
	if !p.future || p.day.IsZero() || w[0] != "in" && w[0] != "within" {
		return Interval{}, false
	}
	n, unit, used := amount(w[1:])
	if used == 0 || used != len(w)-1 {
		return Interval{}, false
	}
	at := move(p.day, n, unit)
	if w[0] == "in" {
		return unitAt(at.Truncate(24*time.Hour), unit), true
	}
	if at.Before(p.dayEnd()) {
		at = p.dayEnd()
	}
	return Interval{Begin: p.day, End: at}, true
}

// firstOf reads "the first three months of the year".
func (p *timeParser) firstOf(w []string) (Interval, bool) {
	for len(w) > 1 && (timeLeads[w[0]] || w[0] == "the") {
		w = w[1:]
	}
	if w[0] != "first" && w[0] != "last" && w[0] != "final" {
		return Interval{}, false
	}
	n, unit, used := amount(w[1:])
	if used == 0 {
		if len(w) < 4 || timeUnits[w[1]] == "" || timeUnits[w[1]] == "quarter" {
			return Interval{}, false
		}
		n, unit, used = 1, timeUnits[w[1]], 1
	}
	rest := w[used+1:]
	if len(rest) < 2 || rest[0] != "of" && rest[0] != "in" {
		return Interval{}, false
	}
	var whole Interval
	ok := false
	if len(rest) == 3 && rest[1] == "the" && timeUnits[rest[2]] != "" && !p.day.IsZero() {
		whole, ok = unitAt(p.day, timeUnits[rest[2]]), true
	} else {
		whole, ok = p.fields(rest[1:])
	}
	if !ok {
		return Interval{}, false
	}
	part := whole
	if w[0] == "first" {
		part.End = move(whole.Begin, n, unit)
	} else {
		part.Begin = move(whole.End, -n, unit)
	}
	return part, !part.End.After(whole.End) && !part.Begin.Before(whole.Begin)
}

// timeFields is what the words of a date tell, in any order.
type timeFields struct {
	p        *timeParser
	weekday  int // 0 is Sunday, -1 unknown
	dayRel   string
	month    time.Month
	monthRel string
	day      int
	year     int
	week     *Interval // "Monday of last week"
	clock    int       // minutes from midnight, -1 unknown
	precise  bool      // the clock gives minutes
	zone     int       // minutes east of UTC
	part     string    // "morning"
	mod      []string  // "late", "end", outermost first
	whole    *Interval // what is neither day nor month: a year, season, decade
	halves   string    // "q1", "h2": a part of the year
	season   string
	pieceRel string // of a season or part of the year
	feast    string
	article  bool // begins with "the"
}

// fields reads a date whose parts stand in any order.
func (p *timeParser) fields(w []string) (Interval, bool) {
	f := timeFields{p: p, weekday: -1, clock: -1, article: w[0] == "the"}
	known := false
	for len(w) > 0 {
		if dateJoints[w[0]] {
			if len(w) == 1 {
				return Interval{}, false
			}
			w = w[1:]
			continue
		}
		n := f.next(w)
		if n == 0 {
			return Interval{}, false
		}
		known, w = true, w[n:]
	}
	if !known {
		return Interval{}, false
	}
	when, ok := f.interval()
	for i := len(f.mod) - 1; ok && i >= 0; i-- {
		when = p.modify(when, f.mod[i])
	}
	return when, ok
}

var dateJoints = set("on", "in", "of", "at", "the", "during", "-")

// next takes in the words that w begins with; 0 for ones it does not know.
func (f *timeFields) next(w []string) int {
	for _, read := range []func([]string) int{f.modifier, f.today, f.relative, f.clockAt, f.dateAt, f.yearAt, f.pieceAt, f.feastAt} {
		if n := read(w); n > 0 {
			return n
		}
	}
	if d, ok := weekdays[w[0]]; ok && f.weekday < 0 {
		f.weekday = d
		return 1
	}
	if _, ok := dayParts[w[0]]; ok && f.part == "" && f.clock < 0 {
		f.part = w[0]
		return 1
	}
	return 0
}

func second(w []string) string {
	if len(w) > 1 {
		return w[1]
	}
	return ""
}

// modifier reads "late", "the end of", "the first half of".
func (f *timeFields) modifier(w []string) int {
	switch w[0] {
	case "early", "late", "mid", "earlier", "later":
		f.mod = append(f.mod, w[0])
		return f.definite(w, 1)
	case "beginning", "start", "middle", "end", "close", "outset":
		if second(w) == "of" {
			f.mod = append(f.mod, w[0])
			return f.definite(w, 2)
		}
	case "first", "second", "latter":
		if second(w) == "half" && len(w) > 2 && w[2] == "of" {
			f.mod = append(f.mod, w[0]+" half")
			return f.definite(w, 3)
		}
	}
	return 0
}

// definite reads the unit in "the end of the month" and "earlier in the
// week", which is the current one.
func (f *timeFields) definite(w []string, n int) int {
	rest := w[n:]
	for len(rest) > 0 && (rest[0] == "in" || rest[0] == "of") {
		rest = rest[1:]
	}
	if len(rest) != 2 || rest[0] != "the" || f.p.day.IsZero() || f.whole != nil {
		return n
	}
	switch rest[1] {
	case "day", "week", "month", "quarter", "year":
		when := unitAt(f.p.day, rest[1])
		f.whole = &when
		return len(w)
	case "decade":
		when := decade(f.p.day.Year() / 10 * 10)
		f.whole = &when
		return len(w)
	}
	return n
}

func decade(y int) Interval { return Interval{Begin: day(y, 1, 1), End: day(y+10, 1, 1)} }

// today reads words for the days around the day of publication.
func (f *timeFields) today(w []string) int {
	if f.p.day.IsZero() || f.whole != nil || f.weekday >= 0 && w[0] != "today" && w[0] != "yesterday" && w[0] != "tomorrow" {
		return 0
	}
	offset, n := 0, 1
	switch w[0] {
	case "today":
	case "yesterday":
		offset = -1
	case "tomorrow":
		offset = 1
	case "tonight":
		f.part = "night"
	case "day":
		if len(w) < 3 {
			return 0
		}
		switch w[1] + " " + w[2] {
		case "before yesterday":
			offset = -2
		case "after tomorrow":
			offset = 2
		default:
			return 0
		}
		n = 3
	default:
		return 0
	}
	f.set(unitAt(f.p.day.AddDate(0, 0, offset), "day"))
	f.weekday = -1
	return n
}

func (f *timeFields) set(when Interval) { f.whole = &when }

// relative reads "last", "next" and "this" with what they point to.
func (f *timeFields) relative(w []string) int {
	rel, n := w[0], 1
	switch rel {
	case "this":
		if s := second(w); s == "past" || s == "coming" || s == "last" {
			rel, n = s, 2
		}
	case "last", "next", "coming", "past":
	default:
		return 0
	}
	if n >= len(w) || f.p.day.IsZero() {
		return 0
	}
	if rel == "coming" {
		rel = "next"
	}
	if rel == "past" {
		rel = "last"
	}
	word := w[n]
	if _, ok := weekdays[word]; ok && f.weekday < 0 {
		f.dayRel = rel
		return n
	}
	if months[word] != 0 {
		f.monthRel = rel
		return n
	}
	if seasons[word] != 0 || word == "weekend" {
		f.pieceRel = rel
		return n
	}
	if f.holiday(w[n:]) > 0 && word != "day" {
		f.pieceRel = rel
		return n
	}
	return f.relativeUnit(rel, word, n+1)
}

func (f *timeFields) relativeUnit(rel, word string, n int) int {
	step := map[string]int{"last": -1, "next": 1}[rel]
	switch word {
	case "night", "evening", "afternoon", "morning":
		if rel == "next" || f.whole != nil {
			return 0
		}
		f.set(unitAt(f.p.day.AddDate(0, 0, step), "day"))
		f.part = word
		return n
	case "year":
		f.year = f.p.day.Year() + step
		return n
	case "week":
		when := unitAt(f.p.day.AddDate(0, 0, 7*step), "week")
		f.week = &when
		return n
	case "month":
		at := addMonths(f.p.day, step)
		f.month, f.year = at.Month(), at.Year()
		return n
	case "quarter":
		f.set(unitAt(addMonths(f.p.day, 3*step), "quarter"))
		return n
	case "decade":
		f.set(decade(f.p.day.Year()/10*10 + 10*step))
		return n
	case "century":
		y := f.p.day.Year()/100*100 + 100*step
		f.set(Interval{Begin: day(y, 1, 1), End: day(y+100, 1, 1)})
		return n
	}
	return 0
}

// clockAt reads a time of day: "7:50 am", "8 pm", "1400 gmt", "noon".
func (f *timeFields) clockAt(w []string) int {
	if f.clock >= 0 {
		return 0
	}
	n := 1
	h, m, minutes, ok := hourMinute(w[0])
	if !ok {
		return 0
	}
	_, zoned := zones[second(w)]
	switch s := second(w); {
	case s == "am" || s == "pm":
		if h < 1 || h > 12 {
			return 0
		}
		h = h % 12
		if s == "pm" {
			h += 12
		}
		n = 2
	case s == "o'clock" && h <= 24:
		n = 2
	case !minutes || len(w[0]) == 4 && !strings.Contains(w[0], ":") && !zoned:
		return 0
	}
	if n < len(w) {
		hours, ok := zones[w[n]]
		f.zone = hours * 60
		switch {
		case ok:
			n++
		case n+1 < len(w) && w[n] == "local" && w[n+1] == "time":
			n += 2
		}
	}
	f.clock, f.precise = h*60+m, minutes
	return n
}

// hourMinute reads "7", "7:50" and "0750".
func hourMinute(s string) (h, m int, minutes, ok bool) {
	hour, minute, minutes := strings.Cut(s, ":")
	if !minutes && len(s) == 4 {
		hour, minute, minutes = s[:2], s[2:], true
	}
	h, err := strconv.Atoi(hour)
	if err != nil || h < 0 || h > 24 || len(hour) > 2 {
		return 0, 0, false, false
	}
	if minutes {
		if m, err = strconv.Atoi(minute); err != nil || len(minute) != 2 || m < 0 || m > 59 || h > 23 {
			return 0, 0, false, false
		}
	}
	return h, m, minutes, true
}

// dateAt reads a day of a month, a month, or a date in digits.
func (f *timeFields) dateAt(w []string) int {
	if f.month == 0 && f.day == 0 {
		if y, m, d, ok := digitDate(w[0]); ok {
			f.year, f.month, f.day = y, m, d
			return 1
		}
	}
	if m := months[w[0]]; m != 0 && f.month == 0 {
		f.month = m
		n := 1
		if second(w) == "the" && len(w) > 2 && f.day == 0 {
			if d, ok := dayOf(w[2]); ok {
				f.day = d
				return 3
			}
		}
		if d, ok := dayOf(second(w)); ok && f.day == 0 && !(len(w) > 2 && (w[2] == "am" || w[2] == "pm")) {
			f.day = d
			n = 2
		}
		return n
	}
	d, ok := dayOf(w[0])
	if !ok || f.day != 0 {
		return 0
	}
	n := 1
	if second(w) == "of" {
		n = 2
	}
	_, digits := strconv.Atoi(w[0])
	switch {
	case n < len(w) && months[w[n]] != 0 && f.month == 0:
	case n < len(w)-1 && n == 2 && w[n+1] == "month" && digits != nil: // "the 5th of this month"
	case len(w) == 1 && digits != nil && f.article && f.month == 0 && f.weekday < 0 && f.whole == nil && w[0][0] <= '9': // "the 5th"
	case len(w) == 1 && digits != nil && f.weekday >= 0 && f.month == 0 && w[0][0] <= '9': // "Monday the 5th"
	default:
		return 0
	}
	f.day = d
	return n
}

// dayOf is the day of a month that a number or ordinal may be.
func dayOf(s string) (int, bool) {
	if d := ordinals[s]; d > 0 {
		return d, true
	}
	for _, suffix := range [...]string{"st", "nd", "rd", "th"} {
		if t, ok := strings.CutSuffix(s, suffix); ok {
			s = t
			break
		}
	}
	d, err := strconv.Atoi(s)
	return d, err == nil && d >= 1 && d <= 31 && len(s) <= 2 && s[0] != '+'
}

// digitDate reads 2026-01-05, 01/05/2026 and 1/5/26.
func digitDate(s string) (y int, m time.Month, d int, ok bool) {
	sep := "/"
	if len(s) == 10 && s[4] == '-' {
		sep = "-"
	}
	f := strings.Split(s, sep)
	if len(f) != 3 {
		return 0, 0, 0, false
	}
	var n [3]int
	for i := range f {
		v, err := strconv.Atoi(f[i])
		if err != nil || v < 0 || len(f[i]) > 4 {
			return 0, 0, 0, false
		}
		n[i] = v
	}
	if len(f[0]) == 4 {
		n = [3]int{n[1], n[2], n[0]}
	}
	if n[0] > 12 {
		n[0], n[1] = n[1], n[0]
	}
	if n[2] < 100 && len(f[2]) == 2 {
		n[2] += 2000
	}
	y, m, d = n[2], time.Month(n[0]), n[1]
	return y, m, d, y >= 1000 && y <= 2100 && m >= 1 && m <= 12 && d >= 1
}

// yearOf is the year that four digits may be.
func yearOf(s string) (int, bool) {
	y, err := strconv.Atoi(s)
	return y, err == nil && len(s) == 4 && y >= 1000 && y <= 2100
}

// yearAt reads a year, a decade or a century.
func (f *timeFields) yearAt(w []string) int {
	n := 0
	for n < len(w)-1 && (w[n] == "year" || w[n] == "fiscal" || w[n] == "calendar" || w[n] == "financial") {
		n++
	}
	if y, ok := yearOf(w[n]); ok && f.year == 0 {
		f.year = y
		return n + 1
	}
	if n > 0 || f.whole != nil {
		return 0
	}
	digits := strings.TrimPrefix(w[0], "'")
	if t, ok := strings.CutSuffix(digits, "s"); ok && strings.HasSuffix(t, "0") {
		y, err := strconv.Atoi(strings.TrimSuffix(t, "'"))
		switch {
		case err != nil || y < 0 || y%10 != 0:
		case y >= 1000 && y <= 2100:
			f.set(decade(y))
			return 1
		case y >= 20 && y < 100:
			f.set(decade(1900 + y))
			return 1
		}
	}
	if y := decades[w[0]]; y != 0 && (f.article || len(f.mod) > 0) {
		f.set(decade(y))
		return 1
	}
	if d, ok := dayOf(w[0]); ok && len(w) > 1 && w[1] == "century" && d <= 21 {
		if _, err := strconv.Atoi(w[0]); err != nil {
			f.set(Interval{Begin: day(d*100-99, 1, 1), End: day(d*100+1, 1, 1)})
			return 2
		}
	}
	return 0
}

// pieceAt reads seasons, weekends and parts of a year.
func (f *timeFields) pieceAt(w []string) int {
	if f.season != "" || f.halves != "" {
		return 0
	}
	if seasons[w[0]] != 0 {
		if w[0] == "fall" && !f.article && f.pieceRel == "" && len(w) < 2 && len(f.mod) == 0 {
			return 0
		}
		f.season = w[0]
		return 1
	}
	if w[0] == "weekend" && (f.article || f.pieceRel != "" || len(w) > 1) {
		f.season = w[0]
		return 1
	}
	if len(w[0]) == 2 && (w[0][0] == 'q' && w[0][1] >= '1' && w[0][1] <= '4' || w[0][0] == 'h' && (w[0][1] == '1' || w[0][1] == '2')) {
		f.halves = w[0]
		return 1
	}
	if second(w) == "quarter" {
		if q := ordinals[w[0]]; q >= 1 && q <= 4 {
			f.halves = "q" + strconv.Itoa(q)
			return 2
		}
	}
	return 0
}

// feastAt reads a holiday with a date that can be told.
func (f *timeFields) feastAt(w []string) int {
	n := f.holiday(w)
	if n == 0 || f.feast != "" {
		return 0
	}
	f.feast = strings.Join(w[:n], " ")
	return n
}

func (f *timeFields) holiday(w []string) int {
	for n := min(3, len(w)); n > 0; n-- {
		name := strings.Join(w[:n], " ")
		if _, ok := holidays[name]; ok || name == "easter" || name == "easter sunday" || name == "thanksgiving" || name == "thanksgiving day" || name == "good friday" {
			return n
		}
	}
	return 0
}

// interval puts together what the fields tell.
func (f *timeFields) interval() (Interval, bool) {
	when, ok := f.date()
	if !ok {
		return Interval{}, false
	}
	oneDay := when.End.Equal(when.Begin.AddDate(0, 0, 1))
	switch {
	case f.clock >= 0:
		at := when.Begin.Add(time.Duration(f.clock-f.zone) * time.Minute)
		length := time.Hour
		if f.precise {
			length = time.Minute
		}
		return Interval{Begin: at, End: at.Add(length)}, oneDay
	case f.part != "":
		hours := dayParts[f.part]
		return Interval{Begin: when.Begin.Add(hours[0]), End: when.Begin.Add(hours[1])}, oneDay
	}
	return when, true
}

// date is the day or longer time without the time of day.
func (f *timeFields) date() (Interval, bool) {
	p := f.p
	dated := f.month != 0 || f.day != 0
	switch {
	case f.feast != "":
		return f.feastDay()
	case dated && f.whole == nil && f.season == "" && f.halves == "":
		return f.monthDay()
	case dated:
		if f.whole != nil && f.month != 0 && f.day != 0 { // "today, Jan. 5"
			return f.monthDay()
		}
		return Interval{}, false
	case f.season != "" || f.halves != "":
		return f.piece()
	case f.weekday >= 0 && f.year == 0 && f.whole == nil:
		return f.weekdayDate()
	case f.whole != nil && f.year == 0 && f.weekday < 0:
		return *f.whole, true
	case f.year != 0 && f.whole == nil && f.weekday < 0 && f.part == "" && f.clock < 0:
		return Interval{Begin: day(f.year, 1, 1), End: day(f.year+1, 1, 1)}, true
	case f.week != nil && f.part == "" && f.clock < 0 && f.year == 0:
		return *f.week, true
	case (f.clock >= 0 || f.part != "" && f.part != "night" && f.part != "nighttime") && f.year == 0 && f.week == nil && !p.day.IsZero():
		return unitAt(p.day, "day"), true
	}
	return Interval{}, false
}

// closeBy is how near a coming day without a year must be to be meant where
// nothing says that it is still to come.
const closeBy = 60 * 24 * time.Hour

// monthDay is a month or a day of one.
func (f *timeFields) monthDay() (Interval, bool) {
	p := f.p
	if f.month != 0 && f.day == 0 && (f.weekday >= 0 || f.part != "" || f.clock >= 0) {
		return Interval{}, false
	}
	if f.article && f.month != 0 && f.day == 0 && f.year == 0 && len(f.mod) == 0 {
		return Interval{}, false // "the march"
	}
	in := func(y int, m time.Month) (Interval, bool) {
		if f.day == 0 {
			return unitAt(day(y, m, 1), "month"), true
		}
		at := day(y, m, f.day)
		return unitAt(at, "day"), at.Day() == f.day
	}
	if f.year != 0 && f.month != 0 {
		return in(f.year, f.month)
	}
	if p.day.IsZero() || f.year != 0 {
		return Interval{}, false
	}
	var near []Interval
	for k := -48; k <= 48; k++ {
		at := addMonths(day(p.day.Year(), p.day.Month(), 1), k)
		if f.month != 0 && at.Month() != f.month {
			continue
		}
		if when, ok := in(at.Year(), at.Month()); ok {
			near = append(near, when)
		}
	}
	if f.weekday >= 0 {
		near = onWeekday(near, p.day, f.weekday)
	}
	rel := f.monthRel
	if f.month == 0 && f.day != 0 { // "the 5th"
		rel = ""
	}
	return p.choose(near, rel, f.day != 0)
}

// onWeekday keeps the days that fall on a weekday within two years, where
// there are any.
func onWeekday(near []Interval, from time.Time, weekday int) []Interval {
	var fit []Interval
	for _, when := range near {
		if int(when.Begin.Weekday()) == weekday && when.Begin.Sub(from).Abs() < 2*366*24*time.Hour {
			fit = append(fit, when)
		}
	}
	if fit == nil {
		return near
	}
	return fit
}

// choose is the interval that is meant, of ones in the order of time.
func (p *timeParser) choose(near []Interval, rel string, exact bool) (Interval, bool) {
	var past, next, over, ahead, same *Interval
	for i := range near {
		when := &near[i]
		if !when.Begin.After(p.day) {
			past = when
		}
		if when.End.After(p.day) && next == nil {
			next = when
		}
		if !when.End.After(p.day) {
			over = when
		}
		if when.Begin.After(p.day) && ahead == nil {
			ahead = when
		}
		if when.Begin.Year() == p.day.Year() && same == nil || !when.Begin.After(p.day) && when.End.After(p.day) {
			same = when
		}
	}
	chosen := past
	switch {
	case rel == "last":
		chosen = over
	case rel == "next":
		chosen = ahead
	case rel == "this":
		chosen = same
	case p.future:
		chosen = next
	case exact && next != nil && next.Begin.Sub(p.day) < closeBy && (past == nil || p.day.Sub(past.Begin) > closeBy):
		chosen = next
	}
	if chosen == nil {
		return Interval{}, false
	}
	return *chosen, true
}

// weekdayDate is the day that a weekday means.
func (f *timeFields) weekdayDate() (Interval, bool) {
	p := f.p
	if p.day.IsZero() {
		return Interval{}, false
	}
	if f.week != nil || f.dayRel == "this" {
		week := unitAt(p.day, "week")
		if f.week != nil {
			week = *f.week
		}
		return unitAt(week.Begin.AddDate(0, 0, (f.weekday+6)%7), "day"), true
	}
	forward := (f.weekday - int(p.day.Weekday()) + 7) % 7
	switch {
	case f.dayRel == "next" && forward == 0:
		forward = 7
	case f.dayRel == "next" || f.dayRel == "" && p.future:
	case f.dayRel == "last" && forward == 0:
		forward = -7
	case forward > 0:
		forward -= 7
	}
	return unitAt(p.day.AddDate(0, 0, forward), "day"), true
}

// piece is a season, a weekend or a part of a year.
func (f *timeFields) piece() (Interval, bool) {
	p := f.p
	if f.weekday >= 0 || f.part != "" || f.clock >= 0 || f.whole != nil {
		return Interval{}, false
	}
	if f.season == "weekend" {
		return f.weekend()
	}
	begin, length := time.Month(1), 3
	switch {
	case f.season != "":
		begin = seasons[f.season]
	case f.halves[0] == 'q':
		begin = time.Month(int(f.halves[1]-'1')*3 + 1)
	default:
		begin, length = time.Month(int(f.halves[1]-'1')*6+1), 6
	}
	in := func(y int) Interval {
		return Interval{Begin: day(y, begin, 1), End: addMonths(day(y, begin, 1), length)}
	}
	if f.year != 0 {
		return in(f.year), true
	}
	if p.day.IsZero() || f.week != nil {
		return Interval{}, false
	}
	var near []Interval
	for k := -2; k <= 2; k++ {
		near = append(near, in(p.day.Year()+k))
	}
	return p.choose(near, f.pieceRel, false)
}

func (f *timeFields) weekend() (Interval, bool) {
	p := f.p
	if p.day.IsZero() || f.year != 0 || f.week != nil {
		return Interval{}, false
	}
	saturday := unitAt(p.day, "week").Begin.AddDate(0, 0, 5)
	var near []Interval
	for k := -2; k <= 2; k++ {
		at := saturday.AddDate(0, 0, 7*k)
		near = append(near, Interval{Begin: at, End: at.AddDate(0, 0, 2)})
	}
	if f.pieceRel == "this" {
		return near[2], true
	}
	return p.choose(near, f.pieceRel, false)
}

// feastDay is the day of a holiday.
func (f *timeFields) feastDay() (Interval, bool) {
	p := f.p
	if f.weekday >= 0 || f.whole != nil || f.season != "" || f.halves != "" {
		return Interval{}, false
	}
	in := func(y int) Interval { return unitAt(holidayIn(f.feast, y), "day") }
	if f.year != 0 {
		when := in(f.year)
		return when, f.month == 0 && f.day == 0 || when.Begin.Month() == f.month && when.Begin.Day() == f.day
	}
	if f.month != 0 {
		return f.monthDay()
	}
	if p.day.IsZero() {
		return Interval{}, false
	}
	var near []Interval
	for k := -2; k <= 2; k++ {
		near = append(near, in(p.day.Year()+k))
	}
	return p.choose(near, f.pieceRel, true)
}

// holidayIn is the day of a holiday in a year.
func holidayIn(name string, y int) time.Time {
	switch name {
	case "easter", "easter sunday":
		return easter(y)
	case "good friday":
		return easter(y).AddDate(0, 0, -2)
	case "thanksgiving", "thanksgiving day": // the fourth Thursday of November
		first := day(y, 11, 1)
		return first.AddDate(0, 0, (4-int(first.Weekday())+7)%7+21)
	}
	at := holidays[name]
	return day(y, at/100, int(at%100))
}

// easter is the Sunday after the first full moon of spring, as the Gregorian
// calendar reckons it.
func easter(y int) time.Time {
	golden, century := y%19, y/100
	epact := (century - century/4 - (8*century+13)/25 + 19*golden + 15) % 30
	moon := epact - epact/28*(1-epact/28*(29/(epact+1))*((21-golden)/11))
	weekday := (y + y/4 + moon + 2 - century + century/4) % 7
	return day(y, 3, 28+moon-weekday)
}

// modify narrows an interval: "late 2024", "the end of the month".
func (p *timeParser) modify(when Interval, mod string) Interval {
	now := !p.day.IsZero() && !p.day.Before(when.Begin) && p.dayEnd().Before(when.End)
	switch mod {
	case "early":
		return Interval{Begin: when.Begin, End: cutAt(when, 1, 3)}
	case "mid", "middle":
		return Interval{Begin: cutAt(when, 1, 3), End: cutAt(when, 2, 3)}
	case "late":
		return Interval{Begin: cutAt(when, 2, 3), End: when.End}
	case "first half":
		return Interval{Begin: when.Begin, End: cutAt(when, 1, 2)}
	case "second half", "latter half":
		return Interval{Begin: cutAt(when, 1, 2), End: when.End}
	case "beginning", "start", "outset":
		return Interval{Begin: when.Begin, End: edge(when, when.Begin, 1)}
	case "end", "close":
		return Interval{Begin: edge(when, when.End, -1), End: when.End}
	case "earlier":
		if now {
			return Interval{Begin: when.Begin, End: p.dayEnd()}
		}
	case "later":
		if now {
			return Interval{Begin: p.day, End: when.End}
		}
	}
	return when
}

// monthsIn is how many months an interval of whole months has.
func monthsIn(when Interval) int {
	return (when.End.Year()-when.Begin.Year())*12 + int(when.End.Month()-when.Begin.Month())
}

func daysIn(when Interval) int { return int(when.End.Sub(when.Begin) / (24 * time.Hour)) }

// cutAt is the point at n/of of an interval, at the start of a year, month or
// day where it is long enough.
func cutAt(when Interval, n, of int) time.Time {
	months, days := monthsIn(when), daysIn(when)
	switch {
	case months >= 120:
		return addMonths(when.Begin, months/12*n/of*12)
	case months >= 3:
		return addMonths(when.Begin, months*n/of)
	case days >= 3:
		return when.Begin.AddDate(0, 0, days*n/of)
	}
	return when.Begin.Add(when.End.Sub(when.Begin) * time.Duration(n) / time.Duration(of))
}

// edge goes from an end of an interval to what counts as its first or last
// part: a year of a decade, a month of a year, a week of a month.
func edge(when Interval, end time.Time, sign int) time.Time {
	months, days := monthsIn(when), daysIn(when)
	switch {
	case months >= 120:
		return addMonths(end, 12*sign)
	case months >= 3:
		return addMonths(end, sign)
	case days >= 20:
		return end.AddDate(0, 0, 7*sign)
	case days >= 5:
		return end.AddDate(0, 0, 2*sign)
	}
	return end.Add(when.End.Sub(when.Begin) / 3 * time.Duration(sign))
}

var weekdays = map[string]int{
	"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
	"mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5,
}

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

// seasons are those of the northern half of the earth, by their first month;
// a winter belongs to the year it begins in.
var seasons = map[string]time.Month{"spring": 3, "springtime": 3, "summer": 6, "summertime": 6, "autumn": 9, "fall": 9, "winter": 12, "wintertime": 12}

var decades = map[string]int{"twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}

// dayParts are the hours of the parts of a day.
var dayParts = map[string][2]time.Duration{
	"morning": {0, 12 * time.Hour}, "afternoon": {12 * time.Hour, 18 * time.Hour}, "evening": {18 * time.Hour, 24 * time.Hour},
	"night": {18 * time.Hour, 24 * time.Hour}, "nighttime": {18 * time.Hour, 24 * time.Hour}, "overnight": {0, 6 * time.Hour},
	"noon": {12 * time.Hour, 13 * time.Hour}, "midday": {12 * time.Hour, 13 * time.Hour}, "lunchtime": {12 * time.Hour, 14 * time.Hour},
	"midnight": {24*time.Hour - time.Minute, 24 * time.Hour}, "dawn": {4 * time.Hour, 7 * time.Hour}, "daybreak": {4 * time.Hour, 7 * time.Hour},
	"sunrise": {4 * time.Hour, 7 * time.Hour}, "dusk": {17 * time.Hour, 20 * time.Hour}, "sunset": {17 * time.Hour, 20 * time.Hour}, "nightfall": {17 * time.Hour, 20 * time.Hour},
}

// zones are hours east of UTC.
var zones = map[string]int{"gmt": 0, "utc": 0, "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8, "et": -5, "pt": -8, "cet": 1, "cest": 2, "bst": 1, "eet": 2, "eest": 3, "msk": 3, "kst": 9, "jst": 9}

// holidays are those with the same date wherever they are kept, as month and
// day.
var holidays = map[string]time.Month{
	"christmas": 1225, "christmas day": 1225, "christmas eve": 1224, "boxing day": 1226, "new year's eve": 1231, "new year's day": 101, "new year's": 101,
	"valentine's day": 214, "international women's day": 308, "women's day": 308, "st patrick's day": 317, "earth day": 422, "may day": 501,
	"halloween": 1031, "armistice day": 1111, "remembrance day": 1111, "veterans day": 1111, "waitangi day": 206, "australia day": 126, "anzac day": 425,
	"canada day": 701, "bastille day": 714, "all saints day": 1101, "juneteenth": 619, "epiphany": 106,
}

var ordinals = func() map[string]int {
	out := map[string]int{}
	for i, w := range strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth") {
		out[w] = i + 1
	}
	return out
}()

// vagueTime tells a phrase for a time from others by its words: a noun of
// time with modifiers that such nouns take.
func vagueTime(w []string) bool {
	if len(w) == 0 || len(w) > maxTimeWords {
		return false
	}
	lead := w[0]
	for len(w) > 1 && (timeLeads[w[0]] || w[0] == "since") {
		w = w[1:]
	}
	phrase := strings.Join(w, " ")
	if timeAdverbs[phrase] && (lead == w[0] || phrase == "now" || phrase == "recently" || phrase == "then") || lead != w[0] && phrase == "then" {
		return true
	}
	numbered, joined := false, false
	for i, s := range w {
		switch {
		case timeNouns[s]:
			if s == "period" && joined && i > 0 {
				return i == len(w)-1
			}
			if i > 0 && w[i-1] == "-" || i+1 < len(w) && w[i+1] == "-" || isLoneHead(s) && i == 0 {
				joined = true
				continue
			}
			if head, ok := timeHead(w[:i], w[i+1:], s, numbered); ok {
				return head && timeTail(w[i+1:], s)
			}
		case s == "-":
			joined = true
		case timeModifiers[s] || ordinals[s] > 0:
		case cardinals[s] > 0 || s == "dozen" || isDigits(s):
			numbered = true
		default:
			if _, ok := dayOf(s); !ok {
				return false
			}
		}
	}
	return false
}

func isDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// isLoneHead reports whether a noun of time needs a modifier to be one.
func isLoneHead(s string) bool { return s == "second" || s == "quarter" || s == "times" }

// timeHead decides about nouns that are of time only behind some words; ok is
// false where a later noun may be the head.
func timeHead(before, rest []string, s string, numbered bool) (is, ok bool) {
	switch s {
	case "second":
		if len(before) > 0 && (before[len(before)-1] == "a" || before[len(before)-1] == "one") {
			return true, true
		}
		return false, false
	case "quarter", "future", "past", "present":
		if s == "past" && len(before) == 0 {
			return false, false
		}
		last := ""
		if len(before) > 0 {
			last = before[len(before)-1]
		}
		return last != "a" && last != "" && !numbered, s == "quarter" || s == "future" || s == "present" || last == "the" || last == "recent" || last == "distant"
	case "times":
		last := before[len(before)-1]
		return last == "recent" || last == "modern" || last == "ancient" || last == "past" || last == "these", true
	case "end", "beginning", "start", "middle":
		return true, len(rest) > 1 && rest[0] == "of" && vagueOrDated(rest[1:])
	case "period", "term", "season", "moment", "time":
		return !numbered || ordinals[strings.Join(before, "")] > 0, true
	}
	return true, true
}

// timeTail decides about what follows a noun of time.
func timeTail(rest []string, head string) bool {
	if len(rest) == 0 {
		return true
	}
	switch rest[0] {
	case "ago", "earlier", "later", "afterwards", "afterward", "before", "after", "prior", "since", "hence", "straight", "running", "ahead", "beforehand":
		return true
	case "of":
		return len(rest) > 1 && head != "quarter" && head != "term" && head != "season" && head != "period" || vagueTime(rest[1:])
	case "from":
		return len(rest) == 2 && rest[1] == "now"
	case "in", "on", "to", "at":
		switch strings.Join(rest, " ") {
		case "in a row", "on end", "to come", "to go", "at least", "in advance":
			return true
		}
		return rest[0] != "to" && len(rest) > 1 && vagueOrDated(rest[1:])
	case "or", "and":
		return len(rest) > 1 && (vagueOrDated(rest[1:]) || rest[1] == "so" || rest[1] == "more")
	case "last", "next", "this", "each", "every", "a":
		return vagueOrDated(rest)
	case "night", "morning", "evening", "afternoon":
		return len(rest) == 1
	}
	return false
}

func vagueOrDated(w []string) bool {
	p := timeParser{day: day(2024, 6, 15)}
	if _, ok := p.resolve(w, 1); ok {
		return true
	}
	return vagueTime(w)
}

// timeNouns are nouns of time, in the singular and plural.
var timeNouns = set("second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "night", "nights", "morning", "mornings", "evening", "evenings", "afternoon", "afternoons",
	"week", "weeks", "weekend", "weekends", "weekday", "weekdays", "fortnight", "month", "months", "quarter", "quarters", "season", "year", "years", "decade", "decades", "century", "centuries", "millennium", "millennia",
	"noon", "midday", "midnight", "dawn", "dusk", "daybreak", "sunrise", "sunset", "nightfall", "lunchtime", "daytime", "nighttime", "rush-hour", "era", "moment", "moments", "time", "times", "period", "future", "past", "present", "meantime", "interim",
	"spring", "summer", "autumn", "winter", "springtime", "summertime", "wintertime", "summers", "winters", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays",
	"ramadan", "thanksgiving", "christmas", "easter", "hanukkah", "passover", "diwali", "eid", "end", "beginning", "start", "middle", "anniversary")

// timeModifiers may stand before a noun of time.
var timeModifiers = set("the", "a", "an", "this", "that", "these", "those", "each", "every", "all", "some", "any", "another", "other", "same", "last", "next", "past", "previous", "preceding", "following", "subsequent", "coming", "upcoming", "recent", "several", "few", "many", "couple", "of",
	"early", "late", "mid", "later", "earlier", "whole", "entire", "full", "final", "opening", "closing", "current", "present", "new", "consecutive", "straight", "successive", "long", "short", "brief", "near", "distant", "foreseeable", "immediate", "fiscal", "financial", "calendar", "school", "academic", "working", "business", "half", "more", "less", "fewer",
	"than", "about", "nearly", "almost", "at", "least", "most", "up", "to", "over", "around", "roughly", "approximately", "just", "only", "barely", "scarcely", "exactly", "within", "under", "first", "second", "very", "much", "certain", "given", "single", "mere", "good", "or", "so", "too", "no", "old", "ancient", "modern", "both", "two", "hundreds", "thousands", "dozens", "tens", "scores", "hundred", "thousand", "million", "millions", "billion", "billions", "well", "as", "holy", "wee", "small", "dead", "critical", "crucial", "busy", "tense", "difficult", "dark", "cold", "hot", "bad", "golden", "post-war")

// timeAdverbs are whole expressions.
var timeAdverbs = set("now", "recently", "lately", "currently", "earlier", "later", "soon", "overnight", "afterwards", "afterward", "nowadays", "previously", "formerly", "tonight", "today", "yesterday", "tomorrow", "long ago", "not long ago", "shortly afterwards", "shortly after", "later on", "so far", "until now", "for now", "right now", "ago", "once", "ever since", "at present", "lunch", "independence day", "memorial day", "labor day", "labour day", "columbus day", "election day", "inauguration day", "presidents day", "mother's day", "father's day", "victory day", "national day", "liberation day", "constitution day", "republic day", "new year", "the new year", "lunar new year", "the lunar new year", "chinese new year", "yom kippur", "rosh hashanah")
