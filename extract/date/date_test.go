package date

import (
	"testing"
	"time"
)

func TestLine(t *testing.T) {
	for line, want := range map[string]string{
		"Thursday, May 7, 2015":                     "2015-05-07",
		"Last Updated : 05 Jan 2026, 11:42 AM IST":  "2026-01-05",
		"PUBLISHED 5 Jan 2026 | UPDATED 6 Jan 2026": "2026-01-05",
		"Jan 5, 2026 / 6:00 AM EST / CBS News":      "2026-01-05",
		"Posted on January 5, 2026 by jdoe":         "2026-01-05",
		"01/05/2026 6:15 PM":                        "2026-01-05",
		"02/13/2025 - 09:15":                        "2025-02-13",
		"13/02/2025":                                "2025-02-13",
		"9.5.2025 | 14:05":                          "2025-05-09",
		"06.01.2026":                                "2026-01-06",
		"03/04/2025":                                "",
		"31/31/2025":                                "",
		"1 / 2 / 3":                                 "",
		"Page 2 of 3":                               "",
		"Chapter 5 by Ana Ruiz":                     "",
	} {
		day, ok := Line(line)
		if got := day.Format(time.DateOnly); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %s %v, want %s", line, got, ok, want)
		}
	}
}
