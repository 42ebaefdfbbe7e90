package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/extract/nlp"
)

// namedCorpora reads the corpora of names. What is kept for measuring (uner_ewt_dev)
// is not among them.
func namedCorpora(data string) ([]nlp.Corpus, error) {
	var all []nlp.Corpus
	add := func(docs []*nlp.Document, err error) error {
		for _, d := range docs {
			all = append(all, nlp.Corpus{Document: d, Named: true})
		}
		return err
	}
	for _, f := range []string{"wikigold.txt", "wnut17_train.txt", "btc.txt"} {
		if err := add(columns(filepath.Join(data, "ner", f))); err != nil {
			return nil, err
		}
	}
	for _, f := range []string{"redocred_dev.json", "redocred_test.json"} {
		if err := add(docred(filepath.Join(data, "ner", f))); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// kinds maps the labels of the corpora to the reader's types.
var kinds = map[string]string{
	"PER": "Person", "PERSON": "Person",
	"ORG": "Organization", "CORPORATION": "Organization", "GROUP": "Organization", "ORGANIZATION": "Organization",
	"LOC": "Place", "LOCATION": "Place", "PLACE": "Place",
	"MISC": "Other", "PRODUCT": "Other", "CREATIVE-WORK": "Other", "EVENT": "Other", "OBJECT": "Other", "ABSTRACT": "Other",
}

// document makes a document of sentences of words; tags are types of names by
// token, "" for none, and begins says where a name begins anew.
func document(id string, sentences [][]string, tags [][]string, begins [][]bool) *nlp.Document {
	lines := make([]string, len(sentences))
	for i, s := range sentences {
		clean := make([]string, len(s))
		for k, w := range s {
			if clean[k] = strings.Join(strings.Fields(w), ""); clean[k] == "" {
				clean[k] = "_"
			}
		}
		lines[i] = strings.Join(clean, " ")
	}
	d := nlp.SegmentTokens(id, lines)
	token := 0
	for i, s := range sentences {
		for k := 0; k < len(s); k++ {
			if tags[i][k] == "" {
				continue
			}
			end := k + 1
			for end < len(s) && tags[i][end] == tags[i][k] && !begins[i][end] {
				end++
			}
			// Nationalities are found by the lexicon.
			if _, ok := lexicon.Demonym(strings.Join(s[k:end], " ")); !ok {
				d.Names = append(d.Names, nlp.Name{First: token + k, End: token + end, Type: tags[i][k]})
			}
			k = end - 1
		}
		token += len(s)
	}
	return d
}

// columns reads "token tag" files; a document is a run of sentences.
func columns(path string) ([]*nlp.Document, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	const size = 10 // sentences that are taken for one document: the corpora do not tell
	var docs []*nlp.Document
	var words, tags [][]string
	var begins [][]bool
	var w, t []string
	var b []bool
	flush := func(all bool) {
		if len(w) > 0 {
			words, tags, begins = append(words, w), append(tags, t), append(begins, b)
			w, t, b = nil, nil, nil
		}
		if len(words) >= size || all && len(words) > 0 {
			docs = append(docs, document(fmt.Sprintf("%s-%d", filepath.Base(path), len(docs)), words, tags, begins))
			words, tags, begins = nil, nil, nil
		}
	}
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		fields := strings.Fields(in.Text())
		if len(fields) < 2 {
			flush(false)
			continue
		}
		if strings.HasPrefix(fields[0], "#") && len(fields) > 2 && len(w) == 0 {
			continue // a comment of UNER's
		}
		tag := fields[len(fields)-1]
		if len(fields) == 5 { // number, word, tag, ... of UNER
			fields, tag = fields[1:], fields[2]
		}
		part, kind, _ := strings.Cut(tag, "-")
		w = append(w, fields[0])
		t = append(t, kinds[strings.ToUpper(kind)])
		b = append(b, part == "B")
	}
	flush(true)
	return docs, in.Err()
}

// docred reads documents of Re-DocRED.
func docred(path string) ([]*nlp.Document, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var in []struct {
		Title string
		Sents [][]string
		Set   [][]struct {
			Type string
			Pos  [2]int
			Sent int `json:"sent_id"`
		} `json:"vertexSet"`
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var docs []*nlp.Document
	for _, x := range in {
		tags, begins := make([][]string, len(x.Sents)), make([][]bool, len(x.Sents))
		for i, s := range x.Sents {
			tags[i], begins[i] = make([]string, len(s)), make([]bool, len(s))
		}
		for _, vertex := range x.Set {
			for _, m := range vertex {
				kind := kinds[m.Type]
				if m.Sent < 0 || m.Sent >= len(tags) || m.Pos[0] < 0 || m.Pos[1] > len(tags[m.Sent]) || m.Pos[0] >= m.Pos[1] {
					continue
				}
				if kind == "" || tags[m.Sent][m.Pos[0]] != "" {
					continue
				}
				for k := m.Pos[0]; k < m.Pos[1]; k++ {
					tags[m.Sent][k] = kind
				}
				begins[m.Sent][m.Pos[0]] = true
			}
		}
		docs = append(docs, document(x.Title, x.Sents, tags, begins))
	}
	return docs, nil
}

var entityPart = regexp.MustCompile(`\([^()]*\)?|[^()]*\)`)

// gumNames reads the names of GUM: runs of proper nouns inside of its entity
// spans, without titles before persons.
func gumNames(path string) ([]*nlp.Document, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var docs []*nlp.Document
	var words, tags [][]string
	var begins [][]bool
	var rows [][]string
	id := ""
	sentence := func() {
		if len(rows) == 0 {
			return
		}
		w, t, b := gumSentence(rows)
		words, tags, begins = append(words, w), append(tags, t), append(begins, b)
		rows = nil
	}
	flush := func() {
		sentence()
		if len(words) > 0 {
			docs = append(docs, document(id, words, tags, begins))
			words, tags, begins = nil, nil, nil
		}
	}
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		line := in.Text()
		switch {
		case strings.HasPrefix(line, "# newdoc id"):
			flush()
			_, id, _ = strings.Cut(line, "= ")
		case line == "":
			sentence()
		case line[0] != '#':
			if c := strings.Split(line, "\t"); len(c) == 10 && !strings.ContainsAny(c[0], "-.") {
				rows = append(rows, c)
			}
		}
	}
	flush()
	return docs, in.Err()
}

// A gumSpan is an entity: tokens first to last and its type.
type gumSpan struct {
	id, kind    string
	first, last int
}

// gumSpans are the entities of a sentence of GUM.
func gumSpans(rows [][]string) []gumSpan {
	var open, spans []gumSpan
	for i, r := range rows {
		_, entity, ok := strings.Cut("|"+r[9], "|Entity=")
		if !ok {
			continue
		}
		entity, _, _ = strings.Cut(entity, "|")
		for _, part := range entityPart.FindAllString(entity, -1) {
			if strings.HasPrefix(part, "(") {
				fields := strings.Split(strings.Trim(part, "()"), "-")
				if len(fields) < 2 {
					continue
				}
				s := gumSpan{fields[0], strings.ToUpper(fields[1]), i, i}
				if strings.HasSuffix(part, ")") {
					spans = append(spans, s)
				} else {
					open = append(open, s)
				}
				continue
			}
			name := strings.TrimSuffix(part, ")")
			for k := len(open) - 1; k >= 0; k-- {
				if open[k].id == name {
					s := open[k]
					s.last = i
					spans = append(spans, s)
					open = append(open[:k], open[k+1:]...)
					break
				}
			}
		}
	}
	return spans
}

func gumSentence(rows [][]string) (words, tags []string, begins []bool) {
	spans := gumSpans(rows)
	tags, begins = make([]string, len(rows)), make([]bool, len(rows))
	for _, r := range rows {
		words = append(words, r[1])
	}
	proper := func(i int) bool { return i < len(rows) && strings.HasPrefix(rows[i][4], "NNP") }
	for i := 0; i < len(rows); i++ {
		if !proper(i) {
			continue
		}
		end := i + 1
		for {
			next := end
			for next < len(rows) && next < end+2 && connector[rows[next][1]] {
				next++
			}
			if !proper(next) || next > end && !together(spans, i, end-1, next) {
				break
			}
			end = next + 1
		}
		kind, width := "", len(rows)+1
		for _, s := range spans {
			if s.first <= i && s.last >= end-1 && s.last-s.first < width {
				kind, width = kinds[s.kind], s.last-s.first
			}
		}
		first := i
		if kind == "Person" {
			for first < end-1 {
				if _, ok := lexicon.Title(words[first]); !ok && !lexicon.Honorific(words[first]) {
					break
				}
				first++
			}
		}
		if kind != "" {
			begins[first] = true
			for k := first; k < end; k++ {
				tags[k] = kind
			}
		}
		i = end - 1
	}
	return words, tags, begins
}

// connector are words inside of names: "Bank of England".
var connector = map[string]bool{"of": true, "the": true, "for": true, "-": true, "&": true}

// together says whether every entity that has token a to b has c too.
func together(spans []gumSpan, a, b, c int) bool {
	covered := false
	for _, s := range spans {
		if s.first <= a && s.last >= b {
			if s.last < c {
				return false
			}
			covered = true
		}
	}
	return covered
}
