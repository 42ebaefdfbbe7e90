package nlp

import (
	"bytes"
	"strings"
	"testing"

	"github.com/quadwire/quadwire/data"
)

func testPipeline(t testing.TB) *pipeline {
	s := &pipeline{}
	if err := s.decodeLemmas(data.Lemmas); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLemma(t *testing.T) {
	s := testPipeline(t)
	for _, x := range []struct{ label, words string }{
		{"VERB VBD", "went/go took/take announced/announce stopped/stop carried/carry ruled/rule agreed/agree underwent/undergo fled/flee led/lead met/meet"},
		{"VERB VBN", "sung/sing forgotten/forget shrunk/shrink bound/bind fined/fine scraped/scrape destroyed/destroy overthrown/overthrow"},
		{"VERB VBG", "proving/prove scraping/scrape planning/plan dying/die seeing/see seizing/seize developing/develop making/make"},
		{"VERB VBZ", "goes/go says/say carries/carry pushes/push imposes/impose has/have"},
		{"AUX VBZ", "'s/be ’s/be is/be has/have"},
		{"AUX MD", "wo/will ca/can 'll/will would/would could/could"},
		{"PART RB", "n't/not n’t/not not/not"},
		{"PART POS", "'s/'s ’s/'s"},
		{"NOUN NN", "Minister/minister RULING/ruling building/building analysis/analysis well-being/well-being"},
		{"NOUN NNS", "ministers/minister parties/party wives/wife potatoes/potato children/child women/woman aches/ache crises/crisis troops/troops headquarters/headquarters lay-offs/lay-off"},
		{"ADJ JJR", "bigger/big easier/easy better/good worse/bad stronger/strong"},
		{"ADJ JJS", "largest/large best/good happiest/happy simplest/simple"},
		{"ADJ JJ", "Spanish/Spanish Dutch/Dutch NEW/new honest/honest used/used"},
		{"PROPN NNP", "Reuters/Reuters NATO/NATO Netherlands/Netherlands Geneva/Geneva NORTON/Norton"},
		{"PROPN NNPS", "Democrats/Democrat Olympics/Olympics"},
		{"NUM CD", "12,000/12000 1,250,000/1250000 Seventy/seventy 3.5/3.5 2019/2019 1,2/1,2"},
		{"PRON PRP", "him/he them/they us/we me/I"},
		{"PRON PRP$", "his/his their/their My/my"},
		{"ADV RB", "sooo/so VERY/very"},
		{"PUNCT ''", "”/\" \"/\""},
		{"X LS", "a/a 2/2"},
		{"NOUN XX", "thing/thing"},
	} {
		for _, w := range strings.Fields(x.words) {
			form, want, _ := strings.Cut(w, "/")
			if got := s.lemmas.lemma(form, strings.ToLower(form), x.label); got != want {
				t.Errorf("%s as %s: %q, want %q", form, x.label, got, want)
			}
		}
	}
}

// Any change of the file is an error; so is any table that does not add up.
func TestDamagedLemmas(t *testing.T) {
	for at := 0; at < len(data.Lemmas); at += len(data.Lemmas)/50 + 1 {
		changed := bytes.Clone(data.Lemmas)
		changed[at] ^= 0x55
		if (&pipeline{}).decodeLemmas(changed) == nil {
			t.Errorf("no error with byte %d changed", at)
		}
		if (&pipeline{}).decodeLemmas(data.Lemmas[:at]) == nil {
			t.Errorf("no error for %d bytes", at)
		}
	}
	e := &encoder{}
	encodeTable(e, map[tableKey]string{{"one", 1}: "1", {"two", 2}: "2", {"", 0}: "0"})
	for at := range e.buf {
		for _, flip := range []byte{1, 0x40, 0xff} {
			changed := bytes.Clone(e.buf)
			changed[at] ^= flip
			d := newDecoder((&encoder{changed}).Bytes())
			table := decodeTable(d)
			table.get("one", 1)
			table.get("three", 3)
		}
	}
}

func TestTable(t *testing.T) {
	m := make(map[tableKey]string)
	for i := range 1000 {
		m[tableKey{strings.Repeat("x", i%200) + string(rune('a'+i%26)), uint8(i / 200)}] = string(rune('A' + i%50))
	}
	e := &encoder{}
	encodeTable(e, m)
	d := newDecoder(e.Bytes())
	table := decodeTable(d)
	if err := d.Finish(); err != nil {
		t.Fatal(err)
	}
	for k, want := range m {
		if got, ok := table.get(k.text, k.number); !ok || got != want {
			t.Errorf("%v: %q, want %q", k, got, want)
		}
	}
	if v, ok := table.get("absent", 1); ok {
		t.Errorf("a value for what is not there: %q", v)
	}
}

// BenchmarkLemma is the time for the lemma of one word of a usual sentence.
func BenchmarkLemma(b *testing.B) {
	s := testPipeline(b)
	words := strings.Fields("The/DET_DT Ministers/NOUN_NNS told/VERB_VBD reporters/NOUN_NNS in/ADP_IN Geneva/PROPN_NNP that/SCONJ_IN talks/NOUN_NNS on/ADP_IN ending/VERB_VBG the/DET_DT long/ADJ_JJ dispute/NOUN_NN had/AUX_VBD failed/VERB_VBN ./PUNCT_.")
	type word struct{ form, lower, label string }
	var list []word
	for _, w := range words {
		form, label, _ := strings.Cut(w, "/")
		list = append(list, word{form, strings.ToLower(form), strings.Replace(label, "_", " ", 1)})
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		w := &list[i%len(list)]
		s.lemmas.lemma(w.form, w.lower, w.label)
		i++
	}
}

// BenchmarkDecodeLemmas is the time from the bytes of the file to tables.
func BenchmarkDecodeLemmas(b *testing.B) {
	for b.Loop() {
		testPipeline(b)
	}
}
