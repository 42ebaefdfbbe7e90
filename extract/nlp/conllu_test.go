package nlp

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

const sampleCoNLLU = `# newdoc id = visit
# newpar
# sent_id = visit-1
# kind = headline
# text = Xi didn't visit Lee's town.
1	Xi	Xi	PROPN	NNP	Number=Sing	4	nsubj	_	NE=B-Person|Chain=(1)
2-3	didn't	_	_	_	_	_	_	_	_
2	did	do	AUX	VBD	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	visit	visit	VERB	VB	_	0	root	_	_
5-6	Lee's	_	_	_	_	_	_	_	_
5	Lee	Lee	PROPN	NNP	_	7	nmod:poss	_	NE=B-Person|Chain=(3,(2)
6	's	's	PART	POS	_	5	case	_	_
7	town	town	NOUN	NN	_	4	obj	_	SpaceAfter=No|Chain=3)
8	.	.	PUNCT	.	_	4	punct	_	_

# newpar
# sent_id = visit-2
# text = Lee Jae Myung
1	Lee	_	_	_	_	_	_	_	NE=B-Person
2	Jae	_	_	_	_	_	_	_	NE=I-Person
3	Myung	_	_	_	_	_	_	_	NE=I-Person

`

func TestCoNLLU(t *testing.T) {
	d, err := ReadCoNLLU(strings.NewReader(sampleCoNLLU))
	if err != nil {
		t.Fatal(err)
	}
	if d.ID != "visit" || d.Text != "Xi didn't visit Lee's town.\nLee Jae Myung" {
		t.Errorf("ID %q, text %q", d.ID, d.Text)
	}
	for i, tok := range d.Tokens {
		if got := d.Text[tok.Start:tok.End]; got != tok.Form {
			t.Errorf("token %d: %q in the text, form %q", i, got, tok.Form)
		}
	}
	if d.Tokens[1].MWT != 2 || d.Tokens[0].MWT != 0 || d.Tokens[3].Head != -1 || d.Tokens[0].Head != 3 || d.Tokens[8].Head != -1 {
		t.Errorf("tokens %+v", d.Tokens)
	}
	wantSentences := []Sentence{{0, 8, 0, 27, Headline, 0}, {8, 11, 28, 41, Prose, 1}}
	if !reflect.DeepEqual(d.Sentences, wantSentences) {
		t.Errorf("sentences %+v, want %+v", d.Sentences, wantSentences)
	}
	wantNames := []Name{{0, 1, "Person", 1}, {4, 5, "Person", 1}, {8, 11, "Person", 1}}
	if !reflect.DeepEqual(d.Names, wantNames) {
		t.Errorf("names %+v, want %+v", d.Names, wantNames)
	}
	var out bytes.Buffer
	d.Mentions = []Mention{{First: 0, End: 1, Chain: 0}, {First: 4, End: 5, Chain: 1}, {First: 4, End: 7, Chain: 2}}
	if err := WriteCoNLLU(&out, d); err != nil {
		t.Fatal(err)
	}
	if out.String() != sampleCoNLLU {
		t.Errorf("written:\n%s", out.String())
	}
}

func TestReadCoNLLUErrors(t *testing.T) {
	word := func(id, head string) string { return id + "\ta\ta\tX\t_\t_\t" + head + "\tdep\t_\t_\n" }
	for name, test := range map[string]struct{ in, want string }{
		"columns":      {"# text = a\n1\ta\n", "line 2: 2 columns"},
		"id":           {word("1", "0") + word("3", "1"), `line 2: ID "3" where word 2 is next`},
		"head":         {word("1", "x"), "line 1: head"},
		"head too far": {word("1", "2") + "\n", "line 2: word 1 has the head 2"},
		"cycle":        {word("1", "2") + word("2", "1"), "its own ancestor"},
		"self":         {word("1", "1"), "its own ancestor"},
		"range":        {"2-3\tab\t_\t_\t_\t_\t_\t_\t_\t_\n", "range"},
		"open range":   {"1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n" + word("1", "0") + "\n", "line 3: the sentence ends within"},
		"no form":      {"1\t\ta\tX\t_\t_\t0\troot\t_\t_\n", "empty form"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ReadCoNLLU(strings.NewReader(test.in))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}

func TestReadCoNLLULoose(t *testing.T) {
	in := "\ufeff# newpar_block = p\r\n" +
		"1-2\tdu\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\r\n1\tde\t_\t_\t_\t_\t0\troot\t_\t_\r\n2\tle\t_\t_\t_\t_\t1\tdet\t_\t_\r\n" +
		"2.1\tgone\t_\t_\t_\t_\t_\t_\t_\t_\r\n3\t_\t_\tPUNCT\t_\t_\t1\tpunct\t_\tNE=I-Place"
	d, err := ReadCoNLLU(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if d.Text != "du_" || len(d.Tokens) != 3 || d.Span(0, 2) != "du" || d.Tokens[2].Lemma != "_" || len(d.Names) != 1 {
		t.Errorf("%+v", d)
	}
	roundTrip(t, d)
}

func TestTreebankRoundTrip(t *testing.T) {
	path := filepath.Join("..", "..", "..", "shared", "treebank", "en_gum_free-dev.conllu")
	f, err := os.Open(path)
	if err != nil {
		t.Skip("no treebank: ", err)
	}
	defer f.Close()
	d, err := ReadCoNLLU(f)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Sentences) != 693 {
		t.Errorf("%d sentences", len(d.Sentences))
	}
	roundTrip(t, d)
}

// roundTrip writes and reads a document and wants it unchanged.
func roundTrip(t *testing.T, d *Document) {
	t.Helper()
	var out bytes.Buffer
	if err := WriteCoNLLU(&out, d); err != nil {
		t.Fatal(err)
	}
	again, err := ReadCoNLLU(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatalf("%v in\n%s", err, out.String())
	}
	if !reflect.DeepEqual(d, again) {
		t.Errorf("read again:\n%+v\nwant\n%+v", again, d)
	}
}

func FuzzReadCoNLLU(f *testing.F) {
	f.Add(sampleCoNLLU)
	f.Add("1\ta\t_\t_\t_\t_\t_\t_\t_\t_")
	f.Fuzz(func(t *testing.T, in string) {
		d, err := ReadCoNLLU(strings.NewReader(in))
		if err == nil {
			roundTrip(t, d)
		}
	})
}
