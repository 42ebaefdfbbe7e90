package intake

import (
	"regexp"
	"strings"
	"time"
)

// DateOf finds the day of publication that a text tells in a line of its own
// near its top: "Thursday, May 7, 2015", "Published: 2026-01-05". It is zero
// where there is none.
func DateOf(text string) time.Time {
	lines := 0
	for line := range strings.Lines(text) {
		line = strings.Join(strings.Fields(line), " ")
		if line == "" {
			continue
		}
		if lines++; lines > dateLines {
			break
		}
		if day, ok := dateLine(line); ok {
			return day
		}
	}
	return time.Time{}
}

// dateLines is how many lines with text are looked at.
const dateLines = 6

var (
	datePrefix = regexp.MustCompile(`(?i)^(date|published|updated|posted|first published|last updated)( on)?:? +`)
	weekday    = regexp.MustCompile(`(?i)^(mon|tues|wednes|thurs|fri|satur|sun)day,? +`)
	dateRest   = regexp.MustCompile(`(?i)(,? *(at )?[0-9]{1,2}[:.][0-9]{2}( ?[ap]\.?m\.?)?( ?\(?[a-z]{2,4}\)?)?|T[0-9:.]+(Z|[+-][0-9:]+)?)$`)
	ordinal    = regexp.MustCompile(`(?i)\b([0-9]{1,2})(st|nd|rd|th)\b`)
)

var dateLayouts = []string{
	"2006-01-02", "2006/01/02", "January 2, 2006", "January 2 2006", "Jan 2, 2006", "Jan 2 2006",
	"2 January 2006", "2 January, 2006", "2 Jan 2006", "02 January 2006",
}

// dateLine reads a line that is a date and nothing else.
func dateLine(line string) (time.Time, bool) {
	if len(line) > 80 {
		return time.Time{}, false
	}
	line = datePrefix.ReplaceAllString(line, "")
	line = weekday.ReplaceAllString(line, "")
	line = strings.TrimRight(line, " .")
	line = dateRest.ReplaceAllString(line, "")
	line = ordinal.ReplaceAllString(line, "$1")
	line = strings.NewReplacer("Sept.", "Sep", "Sept ", "Sep ", "Jan.", "Jan", "Feb.", "Feb", "Mar.", "Mar", "Apr.", "Apr",
		"Jun.", "Jun", "Jul.", "Jul", "Aug.", "Aug", "Sep.", "Sep", "Oct.", "Oct", "Nov.", "Nov", "Dec.", "Dec").Replace(line)
	for _, layout := range dateLayouts {
		if day, err := time.Parse(layout, line); err == nil {
			return day, true
		}
	}
	return time.Time{}, false
}
