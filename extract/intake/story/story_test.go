package story_test

import (
	"strings"
	"testing"

	"github.com/quadwire/quadwire/extract/intake/story"
)

const text = `Port of Varna reopens after storm

The Bulgarian port of Varna reopened on Tuesday after a storm had closed it for two days, the transport ministry said. Minister Elena Petrova told
reporters that 14 ships were waiting off the coast and that nobody was hurt. The storm tore roofs off warehouses and sank two fishing boats. Repairs
of the northern pier are to begin next week and may take a month, the harbour master said. Ferries to Odesa and Batumi stay in port until Friday.
Insurers put the damage at some 20 million euros, more than after the storm of 2012, which had closed the port for a week.`

func TestLikeness(t *testing.T) {
	own := story.Sign(text)
	for name, c := range map[string]struct {
		other string
		same  bool
	}{
		"the same":        {text, true},
		"other line ends": {strings.ReplaceAll(strings.ToUpper(text), "\n", "\r\n"), true},
		"other headline":  {strings.Replace(text, "Port of Varna reopens after storm", "After the storm, Varna works again", 1), true},
		"agency's line":   {"VARNA (Example Agency) - " + text + "\n\nEditing by Ana Ruiz", true},
		"half of it":      {text[:len(text)/2], false},
		"another of a kind": {strings.NewReplacer("Varna", "Constanta", "Bulgarian", "Romanian", "Elena Petrova", "Ion Popescu", "14", "9", "two", "three", "Tuesday", "Friday", "roofs", "cranes", "northern", "old",
			"Odesa", "Trabzon", "Batumi", "Poti", "20", "35", "2012", "2009", "ministry", "agency", "reporters", "television", "week", "month").Replace(text), false},
	} {
		other := story.Sign(c.other)
		if got := story.Likeness(own, other); (got >= story.Same) != c.same {
			t.Errorf("%s: %.2f", name, got)
		}
		shared := 0
		for i, band := range own.Bands() {
			if band == other.Bands()[i] {
				shared++
			}
		}
		if c.same && shared == 0 {
			t.Errorf("%s: no band in common", name)
		}
	}
	if s := story.Sign("Lee visited Beijing on Monday."); s != nil || s.Bands() != nil || story.Likeness(s, s) != 0 {
		t.Error(s)
	}
}

func BenchmarkSign(b *testing.B) {
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		story.Sign(text)
	}
}

func TestIsCopy(t *testing.T) {
	own := story.Marks(text)
	for name, c := range map[string]struct {
		other  string
		copied bool
	}{
		"the same":           {text, true},
		"other headline":     {strings.Replace(text, "Port of Varna reopens after storm", "After the Storm, Varna Works Again", 1), true},
		"agency's line":      {strings.Replace(text, "The Bulgarian", "VARNA (Example Agency) - The Bulgarian", 1) + "\n\nEditing by Ana Ruiz.", true},
		"cut":                {text[:len(text)*2/3] + ".", true},
		"more is said":       {text + " The European Commission in Brussels promised Bulgaria 5 million euros. Romania and Greece sent two ships each, Petrova said on Saturday.", false},
		"of another place":   {strings.NewReplacer("Varna", "Burgas").Replace(text), false},
		"with other numbers": {strings.NewReplacer("14 ships", "17 ships").Replace(text), false},
	} {
		if got := story.IsCopy(story.Marks(c.other), own); got != c.copied {
			t.Errorf("%s: %v", name, got)
		}
	}
}
