// Package date reads the days and times of publication that pages, feeds and
// texts tell.
package date

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Of finds the day of publication that a text tells in a line of its own
// near its top: "Thursday, May 7, 2015", "Published: 2026-01-05". It is zero
// where there is none.
func Of(text string) time.Time {
	lines := 0
	for line := range strings.Lines(text) {
		line = strings.Join(strings.Fields(line), " ")
		if line == "" {
			continue
		}
		if lines++; lines > dateLines {
			break
		}
		if day, ok := Line(line); ok {
			return day
		}
	}
	return time.Time{}
}

// dateLines is how many lines with text are looked at.
const dateLines = 6

var (
	prefix   = regexp.MustCompile(`(?i)^(?:(?:date|published|updated|posted|created|first published|last updated|last modified|originally published|first posted)(?: on| at)? ?:? *)+`)
	weekday  = regexp.MustCompile(`(?i)\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,? *`)
	timeRest = regexp.MustCompile(`(?i)(?:,? *(?:at |[-–—|•] *)?[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?: ?[ap]\.?m\.?)?(?: *\(?[a-z]{2,5}\)?)?(?: *\([^)]*\))?|,? +(?:at )?[0-9]{1,2} ?[ap]\.?m\.?(?: *[a-z]{2,4})?|T[0-9:.]+(?:Z|[+-][0-9:]+)?)$`)
	timeLead = regexp.MustCompile(`(?i)^(?:at )?[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?: ?[ap]\.?m\.?)?(?: *\(?(?:gmt|utc|[ecmp][sd]?t|bst|ist|cest|cet)\)?)?,? *(?:on |[-–—|•] *)?`)
	ordinal  = regexp.MustCompile(`(?i)\b([0-9]{1,2})(?:st|nd|rd|th)\b`)
	periods  = strings.NewReplacer("Sept.", "Sep", "Sept ", "Sep ", "Jan.", "Jan", "Feb.", "Feb", "Mar.", "Mar", "Apr.", "Apr",
		"Jun.", "Jun", "Jul.", "Jul", "Aug.", "Aug", "Sep.", "Sep", "Oct.", "Oct", "Nov.", "Nov", "Dec.", "Dec")
)

var dayLayouts = []string{
	"2006-1-2", "2006/1/2", "2006.1.2", "20060102", "January 2, 2006", "January 2 2006", "Jan 2, 2006", "Jan 2 2006",
	"2 January 2006", "2 January, 2006", "2 Jan 2006", "2 Jan, 2006", "2-Jan-2006", "Jan-2-2006", "January 2,2006", "Jan 2,2006",
}

// Line reads a line that is a date and nothing else, or one behind which stands when it was changed, at what time
// or by whom: "PUBLISHED 5 Jan 2026 | UPDATED 6 Jan 2026".
func Line(line string) (time.Time, bool) {
	if day, ok := whole(line); ok {
		return day, true
	}
	if m := behind.FindStringIndex(line); m != nil {
		return whole(line[:m[0]])
	}
	return time.Time{}, false
}

var (
	behind = regexp.MustCompile(`(?i) *[|/•·] .*$| by \p{L}[\p{L} .'’-]*$`)
	// A day in figures, of which the order is seen where one is above 12, a point divides them or the time is as Americans write it.
	figures = regexp.MustCompile(`^(\d{1,2})([./-])(\d{1,2})[./-](\d{4})$`)
	america = regexp.MustCompile(`(?i)\d ?[ap]\.?m\b|\b[ecmp][sd]?t$`)
)

// inFigures reads "13.2.2025", "02/13/2025".
func inFigures(line, all string) (time.Time, bool) {
	m := figures.FindStringSubmatch(line)
	if m == nil {
		return time.Time{}, false
	}
	a, _ := strconv.Atoi(m[1])
	b, _ := strconv.Atoi(m[3])
	year, _ := strconv.Atoi(m[4])
	day, month := a, b
	switch {
	case a > 12 || m[2] == ".":
	case b > 12 || america.MatchString(all):
		day, month = b, a
	default:
		return time.Time{}, false
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t, month >= 1 && month <= 12 && t.Day() == day && plausible(t)
}

func whole(line string) (time.Time, bool) {
	if len(line) > 80 {
		return time.Time{}, false
	}
	all := line
	line = prefix.ReplaceAllString(line, "")
	if day, ok := inFigures(strings.Trim(line, " ,.|"), all); ok { // before "06.01" of "06.01.2026" is taken for a time
		return day, true
	}
	line = timeLead.ReplaceAllString(line, "")
	line = weekday.ReplaceAllString(line, "")
	line = strings.TrimRight(line, " .")
	line = timeRest.ReplaceAllString(line, "")
	line = strings.Trim(ordinal.ReplaceAllString(line, "$1"), " ,|-–—•")
	line = periods.Replace(line)
	if day, ok := dayOf(line); ok {
		return day, true
	}
	if day, ok := inFigures(line, all); ok {
		return day, true
	}
	if place, rest, ok := strings.Cut(line, ", "); ok && placeName.MatchString(place) { // "Valletta, 3 February 2026"
		return dayOf(rest)
	}
	return time.Time{}, false
}

var placeName = regexp.MustCompile(`^\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,2}$`)

func dayOf(s string) (time.Time, bool) {
	for _, layout := range dayLayouts {
		if day, err := time.Parse(layout, s); err == nil && plausible(day) {
			return day, true
		}
	}
	return time.Time{}, false
}

// plausible leaves out what is a number and no date.
func plausible(t time.Time) bool { return t.Year() > 1500 && t.Year() < 2200 }

var timeLayouts = []string{
	time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700", "2006-01-02T15:04",
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z0700", "2006-01-02 15:04:05 MST", "2006-01-02 15:04:05", "2006-01-02 15:04",
	"20060102T150405Z0700", "20060102T150405Z07:00", "20060102T150405", "20060102150405", "2006-01-02Z07:00",
	time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05 -0700", time.ANSIC, time.UnixDate,
	"Mon Jan 02 15:04:05 -0700 2006", "Mon Jan 2 2006 15:04:05 MST-0700", "January 2, 2006 15:04:05", "January 2, 2006, 3:04 pm", "Jan 2, 2006 3:04 PM",
}

var (
	zoneName = regexp.MustCompile(`\s*\([^()]*\)$`)
	epoch    = regexp.MustCompile(`^[0-9]{10}(?:[0-9]{3})?$`)
)

// Parse reads what a machine or a person wrote as a date: the moment in UTC
// where a time of day is told, and the day as it was told where the zone is
// another one.
func Parse(s string) (time.Time, bool) {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" || len(s) > 80 {
		return time.Time{}, false
	}
	if epoch.MatchString(s) {
		n, err := strconv.ParseInt(s, 10, 64)
		if len(s) == 13 {
			n /= 1000
		}
		return time.Unix(n, 0).UTC(), err == nil
	}
	bare := zoneName.ReplaceAllString(s, "")
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, bare); err == nil && plausible(t) {
			return t, true
		}
	}
	return Line(s)
}

// inText finds dates within a text.
var inText = regexp.MustCompile(`(?i)\b(?:(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.? [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4}|[0-9]{1,2}(?:st|nd|rd|th)? (?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?,? [0-9]{4}|(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])\b`)

// inSmall writes "NOV. 4" as "Nov. 4".
func inSmall(s string) string {
	b := []byte(s)
	for i := 1; i < len(b); i++ {
		if b[i] >= 'A' && b[i] <= 'Z' && (b[i-1] >= 'A' && b[i-1] <= 'Z' || b[i-1] >= 'a' && b[i-1] <= 'z') {
			b[i] |= 0x20
		}
	}
	return string(b)
}

// In finds the first date within a text.
func In(text string) (time.Time, bool) {
	for _, s := range inText.FindAllString(text, 3) {
		if day, ok := Line(inSmall(strings.Join(strings.Fields(s), " "))); ok {
			return day, true
		}
	}
	return time.Time{}, false
}
