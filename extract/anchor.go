package extract

import (
	"strconv"
	"strings"
	"time"
)

// ResolveAnchored gives the interval of an expression that counts from
// another time of the text, the anchor: "the next day", "two days later",
// "that year", "the month before", "hours earlier". It is false for all else,
// and for what names no number ("days later").
func ResolveAnchored(text string, anchor Interval) (Interval, bool) {
	w := timeWords(text)
	for len(w) > 1 && (timeLeads[w[0]] && w[0] != "following" && w[0] != "early" || w[0] == "the") {
		w = w[1:]
	}
	if len(w) < 2 || len(w) > 8 || !sane(anchor) {
		return Interval{}, false
	}
	from := anchor.Begin.Truncate(24 * time.Hour)
	unit := timeUnits[w[1]]
	if len(w) == 2 && unit != "" && w[1] == unit || len(w) == 2 && (w[1] == "night" || w[1] == "morning" || w[1] == "evening" || w[1] == "afternoon") {
		part := ""
		if unit == "" || w[1] == "night" {
			unit, part = "day", w[1]
		}
		n := 0
		switch w[0] {
		case "same", "that":
		case "next", "following":
			n = 1
		case "previous", "preceding":
			n = -1
		default:
			return Interval{}, false
		}
		when := unitAt(move(from, n, unit), unit)
		if part != "" {
			hours := map[string][2]int{"morning": {0, 12}, "afternoon": {12, 18}, "evening": {18, 24}, "night": {18, 24}}[part]
			when = Interval{Begin: when.Begin.Add(time.Duration(hours[0]) * time.Hour), End: when.Begin.Add(time.Duration(hours[1]) * time.Hour)}
		}
		return when, sane(when)
	}
	n, unit, used := amount(w)
	if used == 0 && timeUnits[w[0]] != "" {
		n, unit, used = 1, timeUnits[w[0]], 1 // "the day before"
		if w[0] != unit && unit != "hour" && unit != "minute" && unit != "second" {
			return Interval{}, false // "days later"
		}
	}
	if used == 0 || used != len(w)-1 {
		return Interval{}, false
	}
	switch w[used] {
	case "later", "after", "afterwards", "afterward":
	case "before", "earlier", "previously", "prior", "beforehand":
		n = -n
	default:
		return Interval{}, false
	}
	switch unit {
	case "hour", "minute", "second":
		return Interval{Begin: from, End: from.AddDate(0, 0, 1)}, true
	}
	when := unitAt(move(from, n, unit), unit)
	return when, sane(when)
}

// ParseDuration gives a length of time as xsd:duration writes it: "P3D" for
// "for three days", "PT30M" for "half an hour", "P10Y" for "a decade". It is
// false for what is none and for what names no number ("for years").
func ParseDuration(text string) (string, bool) {
	w := timeWords(text)
	for len(w) > 1 && (timeLeads[w[0]] || w[0] == "the" || w[0] == "last" || w[0] == "past" || w[0] == "next" || w[0] == "another" || w[0] == "entire" || w[0] == "whole" || w[0] == "full" || w[0] == "nearly" || w[0] == "almost") && cardinals[w[0]] == 0 {
		if w[0] == "a" || w[0] == "an" {
			break
		}
		w = w[1:]
	}
	if len(w) < 2 {
		return "", false
	}
	if len(w) == 3 && w[0] == "half" && (w[1] == "a" || w[1] == "an") {
		switch timeUnits[w[2]] {
		case "hour":
			return "PT30M", true
		case "day":
			return "PT12H", true
		case "year":
			return "P6M", true
		case "decade":
			return "P5Y", true
		case "century":
			return "P50Y", true
		}
		return "", false
	}
	n, unit, used := amount(w)
	if used == 0 { // "four-day"
		var k int
		if n, k = count(w); k > 0 && k+1 < len(w) && w[k] == "-" && timeUnits[w[k+1]] == w[k+1] {
			unit, used = timeUnits[w[k+1]], k+2
		}
	}
	if used == 0 || used != len(w) {
		return "", false
	}
	switch unit {
	case "second":
		return "PT" + strconv.Itoa(n) + "S", true
	case "minute":
		return "PT" + strconv.Itoa(n) + "M", true
	case "hour":
		return "PT" + strconv.Itoa(n) + "H", true
	case "day":
		return "P" + strconv.Itoa(n) + "D", true
	case "week":
		return "P" + strconv.Itoa(7*n) + "D", true
	case "fortnight":
		return "P" + strconv.Itoa(14*n) + "D", true
	case "month":
		return "P" + strconv.Itoa(n) + "M", true
	case "quarter":
		return "P" + strconv.Itoa(3*n) + "M", true
	case "year":
		return "P" + strconv.Itoa(n) + "Y", true
	case "decade":
		return "P" + strconv.Itoa(10*n) + "Y", true
	case "century":
		return "P" + strconv.Itoa(100*n) + "Y", true
	}
	return "", false
}

// Precision tells how exactly an interval is known: "minute", "hour", "day",
// "week", "month", "quarter", "year", "decade" or "century" where it is one of
// them, "interval" for any other, "vague" for one that stands for an
// expression without bounds of its own ("in recent years").
func (i Interval) Precision() string {
	b, e := i.Begin, i.End
	switch {
	case i.Vague:
		return "vague"
	case e.Sub(b) <= time.Minute:
		return "minute"
	case e.Sub(b) <= time.Hour:
		return "hour"
	case !b.Equal(b.Truncate(24*time.Hour)) || !e.Equal(e.Truncate(24*time.Hour)):
		return "interval"
	case b.AddDate(0, 0, 1).Equal(e):
		return "day"
	case b.AddDate(0, 0, 7).Equal(e) && b.Weekday() == time.Monday:
		return "week"
	case b.Day() != 1:
		return "interval"
	case b.AddDate(0, 1, 0).Equal(e):
		return "month"
	case b.AddDate(0, 3, 0).Equal(e) && b.Month()%3 == 1:
		return "quarter"
	case b.Month() != time.January:
		return "interval"
	case b.AddDate(1, 0, 0).Equal(e):
		return "year"
	case b.AddDate(10, 0, 0).Equal(e) && b.Year()%10 == 0:
		return "decade"
	case b.AddDate(100, 0, 0).Equal(e) && b.Year()%100 == 1:
		return "century"
	}
	return "interval"
}

// recentSpans are what "recent years" and "the coming weeks" are taken for:
// how many of the unit.
var recentSpans = map[string]int{"day": 7, "week": 4, "month": 6, "year": 5, "decade": 3}

// vagueWindow reads "in recent years", "the past few weeks", "the coming
// months".
func (p *timeParser) vagueWindow(w []string) (Interval, bool) {
	for len(w) > 1 && (timeLeads[w[0]] || w[0] == "the" || w[0] == "these") {
		w = w[1:]
	}
	if len(w) < 2 || len(w) > 3 || p.day.IsZero() {
		return Interval{}, false
	}
	last := w[len(w)-1]
	unit := timeUnits[last]
	n := recentSpans[unit]
	if n == 0 || !strings.HasSuffix(last, "s") || last == "nights" {
		return Interval{}, false
	}
	if len(w) == 3 {
		switch w[1] {
		case "few", "couple":
			n = 3
		case "several", "many":
		default:
			return Interval{}, false
		}
	}
	switch w[0] {
	case "recent":
	case "past", "last":
		if len(w) == 2 && w[0] == "last" {
			return Interval{}, false
		}
	case "coming", "next":
		if len(w) == 2 && w[0] == "next" {
			return Interval{}, false
		}
		return Interval{Begin: p.day, End: move(p.dayEnd(), n, unit), Vague: true}, true
	default:
		return Interval{}, false
	}
	return Interval{Begin: move(p.dayEnd(), -n, unit), End: p.dayEnd(), Vague: true}, true
}
