package lexicon

import (
	"fmt"
	"testing"
)

func first(name string) string {
	e := Lookup(name)
	if len(e) == 0 {
		return ""
	}
	return e[0].Name + " " + e[0].Type
}

func TestLookup(t *testing.T) {
	for name, want := range map[string]string{
		"China":              "China Country",
		"UNITED STATES":      "United States Country",
		"the United Kingdom": "United Kingdom Country",
		"U.S.":               "United States Country",
		"us":                 "",
		"Beijing":            "Beijing City",
		"Malmö":              "Malmö City",
		"xyzzy":              "",
		"":                   "",
	} {
		if got := first(name); got != want {
			t.Errorf("Lookup(%q) gives %q, want %q", name, got, want)
		}
	}
	if e := Lookup("China")[0]; e.Wikidata != "Q148" {
		t.Errorf("China is %q", e.Wikidata)
	}
}

func TestWords(t *testing.T) {
	check := func(what string, got, want any) {
		t.Helper()
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	pair := func(a string, ok bool) string { return fmt.Sprint(a, " ", ok) }
	check("Chinese", pair(Demonym("Chinese")), "China true")
	check("South Koreans", pair(Demonym("South Koreans")), "South Korea true")
	check("table", pair(Demonym("table")), " false")
	check("Pyongyang", pair(Capital("Pyongyang")), "North Korea true")
	check("pyongyang", pair(Capital("pyongyang")), " false")
	check("Kremlin", pair(Seat("the Kremlin")), "Russia true")
	check("Mary", string(Gender("Mary")), "F")
	check("John", string(Gender("John")), "M")
	check("Smith", IsSurname("Smith"), true)
	check("Mr.", Honorific("Mr."), true)
	check("president", Honorific("president"), false)
	for _, title := range []string{"president", "national security adviser", "deputy foreign ministers", "vice premier", "secretary of state"} {
		if _, ok := Title(title); !ok {
			t.Errorf("%q is a title", title)
		}
	}
	if _, ok := Title("table"); ok {
		t.Error("table is no title")
	}
	verb, kind, ok := Nominal("condemnation")
	check("condemnation", fmt.Sprint(verb, kind, ok), "condemncommunicationtrue")
	check("missile", IsA("missile", "weapon"), true)
	check("analyst", Supersense("analysts"), "person")
	for verb, want := range map[string]string{"go": "went", "launch": "launched", "sign": "signed", "stop": "stopped", "deny": "denied", "say": "said", "oversee": "oversaw", "agree": "agreed"} {
		check("past of "+verb, PastTense(verb), want)
	}
	check("yuan", pair(Currency("yuan")), "CNY true")
}

func FuzzLookup(f *testing.F) {
	f.Add("Beijing")
	f.Add("\xff’'-")
	f.Fuzz(func(_ *testing.T, s string) {
		Lookup(s)
		Title(s)
		Demonym(s)
		Supersense(s)
		PastTense(s)
		Gender(s)
		Nominal(s)
	})
}

func BenchmarkLookup(b *testing.B) {
	for b.Loop() {
		Lookup("Great Hall of the People")
	}
}
