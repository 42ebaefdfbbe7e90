package extract_test

import (
	"testing"
	"time"

	"github.com/quadwire/quadwire/extract"
)

// published is a Monday.
var published = time.Date(2026, 1, 5, 9, 30, 0, 0, time.FixedZone("", 9*3600))

// interval writes a year as "2025", a month as "2025-06", a day as
// "2025-06-01", and everything else as "begin/end".
func interval(when extract.Interval) string {
	b, e := when.Begin, when.End
	switch {
	case b.Location() != time.UTC || e.Location() != time.UTC:
		return "not in UTC"
	case b.YearDay() == 1 && b.AddDate(1, 0, 0).Equal(e) && b.Hour() == 0:
		return b.Format("2006")
	case b.Day() == 1 && b.AddDate(0, 1, 0).Equal(e) && b.Hour() == 0:
		return b.Format("2006-01")
	case b.Equal(b.Truncate(24*time.Hour)) && b.AddDate(0, 0, 1).Equal(e):
		return b.Format("2006-01-02")
	case b.Equal(b.Truncate(24*time.Hour)) && e.Equal(e.Truncate(24*time.Hour)):
		return b.Format("2006-01-02") + "/" + e.Format("2006-01-02")
	}
	return b.Format("2006-01-02T15:04") + "/" + e.Format("2006-01-02T15:04")
}

func TestResolveTime(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// weekdays
		{"on Monday", "2026-01-05"},
		{"Sunday", "2026-01-04"},
		{"on Tuesday", "2025-12-30"},
		{"ON TUESDAY", "2025-12-30"},
		{"last Monday", "2025-12-29"},
		{"last Friday", "2026-01-02"},
		{"this past Tuesday", "2025-12-30"},
		{"next Friday", "2026-01-09"},
		{"next Monday", "2026-01-12"},
		{"this Wednesday", "2026-01-07"},
		{"Monday of last week", "2025-12-29"},
		{"Thurs.", "2026-01-01"},
		{"Monday morning", "2026-01-05T00:00/2026-01-05T12:00"},
		{"on Thursday afternoon", "2026-01-01T12:00/2026-01-01T18:00"},
		{"Sunday night", "2026-01-04T18:00/2026-01-05T00:00"},
		{"late Sunday", "2026-01-04T16:00/2026-01-05T00:00"},
		{"early on Monday", "2026-01-05T00:00/2026-01-05T08:00"},
		{"the morning of June 5", "2025-06-05T00:00/2025-06-05T12:00"},
		// days
		{"today", "2026-01-05"},
		{"earlier today", "2026-01-05"},
		{"yesterday", "2026-01-04"},
		{"tomorrow", "2026-01-06"},
		{"the day before yesterday", "2026-01-03"},
		{"tonight", "2026-01-05T18:00/2026-01-06T00:00"},
		{"last night", "2026-01-04T18:00/2026-01-05T00:00"},
		{"yesterday morning", "2026-01-04T00:00/2026-01-04T12:00"},
		{"this afternoon", "2026-01-05T12:00/2026-01-05T18:00"},
		// weeks, months, years
		{"this week", "2026-01-05/2026-01-12"},
		{"earlier this week", "2026-01-05"},
		{"last week", "2025-12-29/2026-01-05"},
		{"next week", "2026-01-12/2026-01-19"},
		{"over the weekend", "2026-01-03/2026-01-05"},
		{"this weekend", "2026-01-10/2026-01-12"},
		{"this month", "2026-01"},
		{"earlier this month", "2026-01-01/2026-01-06"},
		{"last month", "2025-12"},
		{"next month", "2026-02"},
		{"this year", "2026"},
		{"later this year", "2026-01-05/2027-01-01"},
		{"last year", "2025"},
		{"by next year", "2027"},
		{"late last year", "2025-09-01/2026-01-01"},
		{"by the end of this year", "2026-12"},
		{"at the end of the month", "2026-01-25/2026-02-01"},
		{"the beginning of 2024", "2024-01"},
		{"this decade", "2020-01-01/2030-01-01"},
		// months
		{"in June", "2025-06"},
		{"in January", "2026-01"},
		{"in december", "2025-12"},
		{"last June", "2025-06"},
		{"last January", "2025-01"},
		{"next January", "2027-01"},
		{"June 2025", "2025-06"},
		{"in June of last year", "2025-06"},
		{"June last year", "2025-06"},
		{"early January", "2026-01-01/2026-01-11"},
		{"mid-March", "2025-03-11/2025-03-21"},
		{"late September 2019", "2019-09-21/2019-10-01"},
		{"in May", "2025-05"},
		{"in March", "2025-03"},
		// dates
		{"Jan. 5", "2026-01-05"},
		{"on Dec. 31", "2025-12-31"},
		{"November 20", "2025-11-20"},
		{"January 20", "2026-01-20"},
		{"January 5, 2026", "2026-01-05"},
		{"Monday, January 5, 2026", "2026-01-05"},
		{"Saturday, Jan. 3", "2026-01-03"},
		{"5 January", "2026-01-05"},
		{"5 Jan 2026", "2026-01-05"},
		{"2026-01-05", "2026-01-05"},
		{"01/05/2026", "2026-01-05"},
		{"25/12/2025", "2025-12-25"},
		{"the 5th of January", "2026-01-05"},
		{"the third of May", "2025-05-03"},
		{"on the 2nd", "2026-01-02"},
		{"Feb. 29, 2024", "2024-02-29"},
		{"Waitangi Day — February 6 — this year", "2026-02-06"},
		{"Christmas Eve", "2025-12-24"},
		{"on Christmas Day 2020", "2020-12-25"},
		{"Easter 2024", "2024-03-31"},
		{"Thanksgiving 2023", "2023-11-23"},
		// years and longer
		{"in 2017", "2017"},
		{"by 2011", "2011"},
		{"since 2016", "2016-01-01/2026-01-06"},
		{"since Monday", "2026-01-05"},
		{"since last year", "2025-01-01/2026-01-06"},
		{"since taking office in June", "2025-06"},
		{"after leaving office in 2009", "2009"},
		{"as early as 2013", "2013"},
		{"early in 2016", "2016-01-01/2016-05-01"},
		{"late 2024", "2024-09-01/2025-01-01"},
		{"fiscal year 2025", "2025"},
		{"the third quarter of 2025", "2025-07-01/2025-10-01"},
		{"Q3 2025", "2025-07-01/2025-10-01"},
		{"the first half of 2015", "2015-01-01/2015-07-01"},
		{"in the fourth quarter", "2025-10-01/2026-01-01"},
		{"last quarter", "2025-10-01/2026-01-01"},
		{"spring 2024", "2024-03-01/2024-06-01"},
		{"the summer of 2015", "2015-06-01/2015-09-01"},
		{"last summer", "2025-06-01/2025-09-01"},
		{"this winter", "2025-12-01/2026-03-01"},
		{"the 1990s", "1990-01-01/2000-01-01"},
		{"in the late '90s", "1996-01-01/2000-01-01"},
		{"the early nineties", "1990-01-01/1993-01-01"},
		{"the 20th century", "1901-01-01/2001-01-01"},
		{"early 19th century", "1801-01-01/1834-01-01"},
		// counted from the day of publication
		{"three days ago", "2026-01-02"},
		{"a week ago", "2025-12-29/2026-01-05"},
		{"about two months ago", "2025-11"},
		{"two years earlier", "2024"},
		{"twenty-five years ago", "2001"},
		{"a decade ago", "2016"},
		{"two hours ago", "2026-01-05"},
		{"in the past five years", "2021-01-06/2026-01-06"},
		{"over the last decade", "2016-01-06/2026-01-06"},
		{"for the past three days", "2026-01-03/2026-01-06"},
		{"the past week", "2025-12-30/2026-01-06"},
		{"over the coming month", "2026-01-05/2026-02-05"},
		{"the next two years", "2026-01-05/2028-01-05"},
		{"the first three months of the year", "2026-01-01/2026-04-01"},
		{"the last week of December 2024", "2024-12-25/2025-01-01"},
		// ranges
		{"from Monday to Wednesday", "2026-01-05/2026-01-08"},
		{"Saturday and Sunday", "2026-01-03/2026-01-05"},
		{"between 2010 and 2015", "2010-01-01/2016-01-01"},
		{"2010-2015", "2010-01-01/2016-01-01"},
		{"2010–15", "2010-01-01/2016-01-01"},
		{"Jan. 5-7", "2026-01-05/2026-01-08"},
		{"5-7 January 2024", "2024-01-05/2024-01-08"},
		{"from January to March 2015", "2015-01-01/2015-04-01"},
		{"from November 20 to December 11", "2025-11-20/2025-12-12"},
		{"from November to March", "2025-11-01/2026-04-01"},
		{"from 2004 until January 2010", "2004-01-01/2010-02-01"},
		{"from 9 a.m. to 5 p.m. on Friday", "2026-01-02T09:00/2026-01-02T18:00"},
		// times of day
		{"at 7:50 a.m.", "2026-01-05T07:50/2026-01-05T07:51"},
		{"7:50 a.m. local time", "2026-01-05T07:50/2026-01-05T07:51"},
		{"8 p.m. on Monday", "2026-01-05T20:00/2026-01-05T21:00"},
		{"Sunday at 8pm", "2026-01-04T20:00/2026-01-04T21:00"},
		{"at 12 a.m. on Jan. 2", "2026-01-02T00:00/2026-01-02T01:00"},
		{"7:50 a.m. KST", "2026-01-04T22:50/2026-01-04T22:51"},
		{"2230 GMT", "2026-01-05T22:30/2026-01-05T22:31"},
		{"at 6 o'clock", "2026-01-05T06:00/2026-01-05T07:00"},
		{"at midday", "2026-01-05T12:00/2026-01-05T13:00"},
		{"until midday on Monday", "2026-01-05T12:00/2026-01-05T13:00"},
		// leading words
		{"until Friday", "2026-01-02"},
		{"during August 2025", "2025-08"},
		{"before 2011", "2011"},
		{"around 2010", "2010"},
		{"as of Monday", "2026-01-05"},
		// without bounds of their own
		{"in recent years", "2021-01-06/2026-01-06"},
		{"in recent days", "2025-12-30/2026-01-06"},
		{"over recent months", "2025-07-06/2026-01-06"},
		{"in the past few weeks", "2025-12-16/2026-01-06"},
		{"over the past several years", "2021-01-06/2026-01-06"},
		{"over the past decades", "1996-01-06/2026-01-06"},
		{"in the coming weeks", "2026-01-05/2026-02-03"},
		{"the coming years", "2026-01-05/2031-01-06"},
		// no interval
		{"for three days", ""},
		{"three days", ""},
		{"hours before", ""},
		{"the same day", ""},
		{"the next day", ""},
		{"the last day", ""},
		{"the year before", ""},
		{"the following week", ""},
		{"that year", ""},
		{"for the first time", ""},
		{"in the world", ""},
		{"the summit", ""},
		{"the march", ""},
		{"15", ""},
		{"Feb. 30, 2025", ""},
		{"Monday in June", ""},
		{"", ""},
	} {
		got, ok := extract.ResolveTime(c.text, published, false)
		if s := interval(got); ok && s != c.want || ok != (c.want != "") {
			t.Errorf("%q: %s %v, want %s", c.text, s, ok, c.want)
		}
	}
}

// Expressions that count from another time of the text.
func TestResolveAnchored(t *testing.T) {
	monday := extract.Interval{Begin: time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC), End: time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC)}
	for _, c := range []struct{ text, want string }{
		{"the same day", "2024-03-04"},
		{"that day", "2024-03-04"},
		{"later that day", ""},
		{"that night", "2024-03-04T18:00/2024-03-05T00:00"},
		{"the next day", "2024-03-05"},
		{"the following day", "2024-03-05"},
		{"the next morning", "2024-03-05T00:00/2024-03-05T12:00"},
		{"the previous day", "2024-03-03"},
		{"a day later", "2024-03-05"},
		{"two days later", "2024-03-06"},
		{"three days earlier", "2024-03-01"},
		{"the day before", "2024-03-03"},
		{"the day after", "2024-03-05"},
		{"hours before", "2024-03-04"},
		{"hours later", "2024-03-04"},
		{"two hours later", "2024-03-04"},
		{"that week", "2024-03-04/2024-03-11"},
		{"the following week", "2024-03-11/2024-03-18"},
		{"a week earlier", "2024-02-26/2024-03-04"},
		{"that month", "2024-03"},
		{"the previous month", "2024-02"},
		{"six months later", "2024-09"},
		{"that year", "2024"},
		{"the same year", "2024"},
		{"in that year", "2024"},
		{"the following year", "2025"},
		{"the year before", "2023"},
		{"two years later", "2026"},
		{"a decade earlier", "2014"},
		{"days later", ""},
		{"years before", ""},
		{"on Monday", ""},
		{"the next summit", ""},
		{"the visit", ""},
		{"", ""},
	} {
		got, ok := extract.ResolveAnchored(c.text, monday)
		if s := interval(got); ok && s != c.want || ok != (c.want != "") {
			t.Errorf("%q: %s %v, want %s", c.text, s, ok, c.want)
		}
	}
}

func TestParseDuration(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"for three days", "P3D"},
		{"three days", "P3D"},
		{"a week", "P7D"},
		{"for two weeks", "P14D"},
		{"about two hours", "PT2H"},
		{"for more than a year", "P1Y"},
		{"twenty-five years", "P25Y"},
		{"a decade", "P10Y"},
		{"half an hour", "PT30M"},
		{"for half a century", "P50Y"},
		{"10 minutes", "PT10M"},
		{"90 seconds", "PT90S"},
		{"six months", "P6M"},
		{"a quarter of an hour", ""},
		{"four-day", "P4D"},
		{"over the past five years", "P5Y"},
		{"for years", ""},
		{"on Monday", ""},
		{"2025", ""},
		{"three days ago", ""},
		{"five times", ""},
		{"", ""},
	} {
		if got, ok := extract.ParseDuration(c.text); got != c.want || ok != (c.want != "") {
			t.Errorf("%q: %q %v, want %q", c.text, got, ok, c.want)
		}
	}
}

func TestPrecision(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"at 7:50 a.m.", "minute"},
		{"8 p.m. on Monday", "hour"},
		{"Monday morning", "interval"},
		{"on Monday", "day"},
		{"last week", "week"},
		{"in June", "month"},
		{"last quarter", "quarter"},
		{"in 2017", "year"},
		{"the 1990s", "decade"},
		{"the 20th century", "century"},
		{"since 2016", "interval"},
		{"in recent years", "vague"},
	} {
		when, ok := extract.ResolveTime(c.text, published, false)
		if got := when.Precision(); !ok || got != c.want {
			t.Errorf("%q: %s %v, want %s", c.text, got, ok, c.want)
		}
	}
}

func TestResolveTimeFuture(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"on Monday", "2026-01-05"},
		{"on Tuesday", "2026-01-06"},
		{"on Sunday", "2026-01-11"},
		{"last Friday", "2026-01-02"},
		{"Wednesday evening", "2026-01-07T18:00/2026-01-08T00:00"},
		{"in June", "2026-06"},
		{"in January", "2026-01"},
		{"by June 10", "2026-06-10"},
		{"on Jan. 4", "2027-01-04"},
		{"on May 16", "2026-05-16"},
		{"in the spring", "2026-03-01/2026-06-01"},
		{"over the weekend", "2026-01-10/2026-01-12"},
		{"in three days", "2026-01-08"},
		{"in two weeks", "2026-01-19/2026-01-26"},
		{"in 10 years", "2036"},
		{"within three days", "2026-01-05/2026-01-08"},
		{"from Monday to Wednesday", "2026-01-05/2026-01-08"},
		{"from Friday until Tuesday", "2026-01-09/2026-01-14"},
		{"from November 20 to December 11", "2026-11-20/2026-12-12"},
		{"Christmas", "2026-12-25"},
		{"in 2017", "2017"},
	} {
		got, ok := extract.ResolveTime(c.text, published, true)
		if s := interval(got); ok && s != c.want || ok != (c.want != "") {
			t.Errorf("%q: %s %v, want %s", c.text, s, ok, c.want)
		}
	}
}

func TestResolveTimeUndated(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"January 5, 2026", "2026-01-05"},
		{"in 2017", "2017"},
		{"June 2025", "2025-06"},
		{"late 2024", "2024-09-01/2025-01-01"},
		{"Q3 2025", "2025-07-01/2025-10-01"},
		{"the 1990s", "1990-01-01/2000-01-01"},
		{"between 2010 and 2015", "2010-01-01/2016-01-01"},
		{"since 2016", ""},
		{"on Monday", ""},
		{"in June", ""},
		{"Jan. 5", ""},
		{"today", ""},
		{"last night", ""},
		{"last year", ""},
		{"this week", ""},
		{"next weekend", ""},
		{"last summer", ""},
		{"Christmas", ""},
		{"three days ago", ""},
		{"in three days", ""},
		{"the past decade", ""},
		{"8 p.m.", ""},
		{"at noon", ""},
		{"the end of the year", ""},
		{"the first three months of the year", ""},
	} {
		for _, future := range []bool{false, true} {
			got, ok := extract.ResolveTime(c.text, time.Time{}, future)
			if s := interval(got); ok && s != c.want || ok != (c.want != "") {
				t.Errorf("%q: %s %v, want %s", c.text, s, ok, c.want)
			}
		}
	}
}

func TestIsTimePhrase(t *testing.T) {
	for _, text := range []string{
		"Monday", "on Monday", "Mondays", "Monday morning", "today", "now", "recently", "hours", "the same day", "two days", "two days later", "the next day", "the previous year", "recent years", "the weekend", "last year", "the past decade",
		"next week", "midnight", "dawn", "the end of the month", "the end of last year", "May", "March", "March 5", "2025", "1377", "the year 2015", "the third quarter", "the second half of 2025", "the 1990s", "the 20th century", "the early hours", "a year", "several months",
		"more than a decade", "at least one year", "10 days", "a few minutes", "an hour", "30 seconds", "the last 25 years", "the first time", "the same time", "that time", "the moment", "the future", "the near future", "the past", "three years ago", "years to come", "four years in a row",
		"hours before", "hours before the visit", "days after the vote", "the day of the vote", "decades of war", "June 5 and June 7", "10 or 15 years", "Christmas", "Independence Day", "the new year", "Ramadan", "the holy month of Ramadan", "this season", "the 5th of January", "8 p.m.", "the four-day period", "every day", "a single night",
	} {
		if !extract.IsTimePhrase(text) {
			t.Errorf("%q is a time", text)
		}
	}
	for _, text := range []string{
		"", "15", "3000", "the summit", "World War II", "the President's day", "may", "march", "the march", "a quarter", "a quarter of citizens", "second", "the second", "the fall of the wall", "the sun", "five times", "30 years old", "four-day", "a 37-year sentence", "Beijing", "the Sunday Times", "the day care center",
		"Monday's meeting", "the first", "5", "the visit", "the talks", "hour-long talks", "its peak", "the end", "the beginning", "the start of the war", "the end of the war", "the middle of the sea", "ties", "the Monday Club", "January 6 riot", "the 2025 election", "two", "of", "the", "2025 yuan", "five",
	} {
		if extract.IsTimePhrase(text) {
			t.Errorf("%q is no time", text)
		}
	}
}

func FuzzTime(f *testing.F) {
	for _, s := range []string{"on Monday", "5-7 January", "from 9 a.m. to 5 p.m. Friday", "in 999999999999 years", "the - - to - of", "Q9", "'s", "--", "99/99/9999", "24:00 am", "between and", "year", "fiscal year", "this", "last", "the end of", "early", "to to to to to to to to to to"} {
		f.Add(s, int64(1767571200), true)
	}
	f.Fuzz(func(t *testing.T, text string, at int64, future bool) {
		for _, day := range []time.Time{{}, time.Unix(at%(1<<35), 0)} {
			when, ok := extract.ResolveTime(text, day, future)
			if ok && !when.Begin.Before(when.End) {
				t.Errorf("%q: %v is no interval", text, when)
			}
			if ok && (when.Begin.Year() < 1 || when.End.Year() > 9999) {
				t.Errorf("%q: %v has a year out of range", text, when)
			}
		}
		extract.IsTimePhrase(text)
		extract.ParseDuration(text)
		if when, ok := extract.ResolveAnchored(text, extract.Interval{Begin: time.Unix(at%(1<<35), 0).UTC(), End: time.Unix(at%(1<<35)+60, 0).UTC()}); ok && !when.Begin.Before(when.End) {
			t.Errorf("%q: %v is no interval", text, when)
		}
	})
}

func BenchmarkResolveTime(b *testing.B) {
	for b.Loop() {
		extract.ResolveTime("from January 5 to March 2015", published, false)
	}
}
