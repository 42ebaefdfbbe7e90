package nlp

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/quadwire/quadwire/data"
)

func resolved(t testing.TB, text string) *Document {
	t.Helper()
	r, err := NewReader()
	if err != nil {
		t.Fatal(err)
	}
	d := r.Read("", text)
	r.Resolve(d)
	checkMentions(t, d)
	return d
}

// checkMentions checks what holds for all documents.
func checkMentions(t testing.TB, d *Document) {
	t.Helper()
	count := make(map[int]int)
	top := -1
	for i, m := range d.Mentions {
		if m.First < 0 || m.First >= m.End || m.End > len(d.Tokens) || m.Head < m.First || m.Head >= m.End || !(m.Score >= 0 && m.Score <= 1) {
			t.Fatalf("mention %+v", m)
		}
		if i > 0 && compareSpans(Span{d.Mentions[i-1].First, d.Mentions[i-1].End}, Span{m.First, m.End}) >= 0 {
			t.Fatalf("%+v stands before %+v", d.Mentions[i-1], m)
		}
		if m.Chain > top+1 {
			t.Fatalf("chain %d comes first after %d", m.Chain, top)
		}
		top = max(top, m.Chain)
		count[m.Chain]++
	}
	for c := range top + 1 {
		if count[c] < 2 {
			t.Fatalf("chain %d has %d mentions", c, count[c])
		}
	}
}

// chain is the chain of the nth mention with a text, -1 where there is none.
func chain(d *Document, text string) int {
	text, n := strings.TrimRight(text, "+"), strings.Count(text, "+")
	for _, m := range d.Mentions {
		if d.Span(m.First, m.End) == text {
			if n == 0 {
				return m.Chain
			}
			n--
		}
	}
	return -1
}

// A "+" behind a mention is its second occurrence.
func TestResolve(t *testing.T) {
	for _, c := range []struct {
		text        string
		same, apart []string // pairs "a = b"
	}{
		{
			"Xi Jinping met Lee Jae Myung in Beijing on Monday. He said the talks went well. Lee thanked him.",
			[]string{"Lee Jae Myung=Lee"},
			[]string{"He=Beijing", "Xi Jinping=Lee Jae Myung", "him=Lee"},
		},
		{
			"Boeing said on Tuesday that the company would cut jobs because its sales had fallen.",
			[]string{"Boeing=the company", "Boeing=its"},
			nil,
		},
		{
			"Angela Merkel arrived in Paris. She said that she was tired. Merkel left the city on Friday.",
			[]string{"Angela Merkel=She", "She=she", "Angela Merkel=Merkel"},
			[]string{"She=Paris"},
		},
		{"Germany said it would close its embassy in Tehran.", []string{"it=its", "Germany=it"}, nil},
		{
			"Xi met Putin in Moscow. Both leaders signed an agreement. The two countries will work together.",
			nil,
			[]string{"Both leaders=Xi", "Both leaders=Putin", "The two countries=Moscow", "The two countries=Xi"},
		},
		{"The president praised himself.", []string{"The president=himself"}, nil},
	} {
		d := resolved(t, c.text)
		for _, pair := range c.same {
			a, b, _ := strings.Cut(pair, "=")
			if chain(d, a) < 0 || chain(d, a) != chain(d, b) {
				t.Errorf("%q: %q and %q are not one; %v", c.text, a, b, show(d))
			}
		}
		for _, pair := range c.apart {
			a, b, _ := strings.Cut(pair, "=")
			if chain(d, a) >= 0 && chain(d, a) == chain(d, b) {
				t.Errorf("%q: %q and %q are one; %v", c.text, a, b, show(d))
			}
		}
	}
}

func show(d *Document) [][]string {
	var out [][]string
	for _, c := range d.Chains() {
		var texts []string
		for _, s := range c {
			texts = append(texts, d.Span(s.First, s.End))
		}
		out = append(out, texts)
	}
	return out
}

// The resolver keeps a floor on sentences of our own, annotated by hand.
func TestResolveAccuracy(t *testing.T) {
	r, err := NewReader()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("testdata/coref.conllu")
	if err != nil {
		t.Fatal(err)
	}
	var s CorefScore
	for part := range strings.SplitSeq(string(text), "# newdoc") {
		if part == "" {
			continue
		}
		d, err := ReadCoNLLU(strings.NewReader("# newdoc" + part))
		if err != nil {
			t.Fatal(err)
		}
		gold := d.Chains()
		if len(gold) == 0 {
			t.Fatal("no chains in ", d.ID)
		}
		r.Annotate(d)
		r.Resolve(d)
		checkMentions(t, d)
		s.Add(gold, d.Chains())
	}
	t.Log(&s)
	if s.CoNLL() < floorCoref {
		t.Errorf("%s; at least %v is expected", &s, floorCoref)
	}
}

const floorCoref = 75

// Trees may be anything; the resolver reads them all.
func TestResolveAnyTree(t *testing.T) {
	r, err := NewReader()
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Fields(`He she it Lee " the of ( ) Boeing 's Germany 17 , said company which and here I`)
	tags := []string{"NOUN", "PROPN", "PRON", "NUM", "VERB", "DET", "PUNCT", "ADJ", "ADV", "X", ""}
	deprels := []string{"nsubj", "obj", "conj", "appos", "det", "case", "nmod:poss", "advcl", "obl", "flat", "punct", "root", "cop", ""}
	rng := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		var lines []string
		for range 1 + rng.IntN(4) {
			var line []string
			for range 1 + rng.IntN(30) {
				line = append(line, words[rng.IntN(len(words))])
			}
			lines = append(lines, strings.Join(line, " "))
		}
		d := SegmentTokens("", lines)
		n := len(d.Tokens)
		for i := range d.Tokens {
			x := &d.Tokens[i]
			x.Head, x.UPOS, x.Deprel = rng.IntN(n+4)-2, tags[rng.IntN(len(tags))], deprels[rng.IntN(len(deprels))]
			x.Lemma = strings.ToLower(x.Form)
		}
		for range rng.IntN(3) {
			first := rng.IntN(n)
			d.Names = append(d.Names, Name{First: first, End: min(n, first+1+rng.IntN(3)), Type: "Person"})
		}
		r.Resolve(d)
		checkMentions(t, d)
	}
}

// The time for a mention does not grow with the document.
func TestResolveLong(t *testing.T) {
	r, err := NewReader()
	if err != nil {
		t.Fatal(err)
	}
	d := r.Read("", "Lee met Xi in Beijing and he told him that the company and its owner would sue.")
	cost := func(times int) time.Duration {
		long := &Document{Text: d.Text}
		for range times {
			first, sentence := len(long.Tokens), len(long.Sentences)
			long.Sentences = append(long.Sentences, Sentence{First: first, End: first + len(d.Tokens)})
			for _, x := range d.Tokens {
				if x.Sentence = sentence; x.Head >= 0 {
					x.Head += first
				}
				long.Tokens = append(long.Tokens, x)
			}
			for _, n := range d.Names {
				n.First, n.End = n.First+first, n.End+first
				long.Names = append(long.Names, n)
			}
		}
		start := time.Now()
		r.Resolve(long)
		return time.Since(start)
	}
	if a, b := cost(100), cost(1000); b > 60*a+time.Second {
		t.Errorf("%v for 100 sentences, %v for 1000", a, b)
	}
}

func TestCorefModel(t *testing.T) {
	if _, err := decodeCoref(data.Coref); err != nil {
		t.Error(err)
	}
	damaged := slices.Clone(data.Coref)
	damaged[len(damaged)/2] ^= 1
	for _, b := range [][]byte{damaged, data.Coref[:len(data.Coref)-1], []byte("no model"), {1}} {
		if _, err := decodeCoref(b); err == nil {
			t.Errorf("%d bytes of damaged data are read", len(b))
		}
	}
	if c, err := decodeCoref(nil); c != nil || err != nil {
		t.Error("no model is no error", err)
	}
}

func FuzzResolve(f *testing.F) {
	f.Add("Xi met Lee. He said: \"I am (very) glad.\"")
	f.Add("his him he\n\n\"\"\" I ) ( we")
	f.Fuzz(func(t *testing.T, text string) { resolved(t, text) })
}

func BenchmarkResolve(b *testing.B) {
	r, err := NewReader()
	if err != nil {
		b.Fatal(err)
	}
	d := r.Read("", data.Article)
	b.ReportAllocs()
	for b.Loop() {
		r.Resolve(d)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "documents/s")
}
