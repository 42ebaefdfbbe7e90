package nlp

import (
	"fmt"
	"io"
	"strings"
)

// Training is what models are learnt with: settings and a log.
type Training struct {
	Seed   uint64
	Epochs int
	Log    io.Writer
}

func (o Training) logf(format string, args ...any) {
	if o.Log != nil {
		fmt.Fprintf(o.Log, format+"\n", args...)
	}
}

// tagLabels are the labels "UPOS XPOS" that occur more than once or twice.
func tagLabels(docs []*Document) []string {
	count := make(map[string]int)
	for _, d := range docs {
		for _, t := range d.Tokens {
			count[t.UPOS+" "+t.XPOS]++
		}
	}
	var labels []string
	for _, l := range sortedKeys(count) {
		if count[l] > 2 {
			labels = append(labels, l)
		}
	}
	return labels
}

func most(count map[string]int) string {
	best := ""
	for _, k := range sortedKeys(count) {
		if best == "" || count[k] > count[best] {
			best = k
		}
	}
	return best
}

// tally counts values by key.
type tally map[string]map[string]int

func (t tally) add(key, value string, n int) {
	if t[key] == nil {
		t[key] = make(map[string]int)
	}
	t[key][value] += n
}

func learnFeats(docs []*Document) featTable {
	byTag, byForm := make(tally), make(tally)
	for _, d := range docs {
		for _, t := range d.Tokens {
			label := t.UPOS + " " + t.XPOS
			feats := t.Feats
			if strings.Contains(feats, "Typo") || strings.Contains(feats, "Style") {
				continue
			}
			byTag.add(label, "="+feats, 1)
			byForm.add(strings.ToLower(plainQuotes.Replace(t.Form))+" "+label, "="+feats, 1)
		}
	}
	f := featTable{make(map[string]string), make(map[string]string)}
	for label, n := range byTag {
		f.tag[label] = most(n)[1:]
	}
	for key, n := range byForm {
		_, label, _ := strings.Cut(key, " ")
		if v := most(n)[1:]; v != f.tag[label] {
			f.form[key] = v
		}
	}
	return f
}
