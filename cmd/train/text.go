package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/quadwire/quadwire/extract/nlp"
	"github.com/ulikunitz/xz"
)

// rawTexts are the files of raw text, news first.
var rawTexts = []string{
	"voa_gmb", "wikinews", "un_general_debates", "white_house_2009_2015", "state_dept_history", "us_gov_digital",
	"us_presidential_addresses", "cia_factbook", "wikipedia_en", "wikipedia_simple", "masc_open_anc",
}

// rawText reads raw text, of each file about the given number of tokens.
func rawText(data string, tokens int) (*nlp.Words, error) {
	words := nlp.NewWords()
	for _, name := range rawTexts {
		path := filepath.Join(data, "text", name+".txt.xz")
		if err := readRaw(path, tokens, words); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return words, nil
}

// readRaw adds sentences of a packed file, of about limit words together.
func readRaw(path string, limit int, words *nlp.Words) error {
	var batch []string
	n := 0
	flush := func() {
		docs := make([]*nlp.Document, len(batch))
		var wait sync.WaitGroup
		for part := range 2 {
			wait.Go(func() {
				for i := part; i < len(batch); i += 2 {
					docs[i] = nlp.Segment("", batch[i])
				}
			})
		}
		wait.Wait()
		for _, d := range docs {
			words.Add(d.Tokens)
			n += len(d.Tokens)
		}
		batch = batch[:0]
	}
	err := readLines(path, func(line string) bool {
		if batch = append(batch, line); len(batch) == 20000 {
			flush()
		}
		return n < limit
	})
	flush()
	return err
}

// readLines calls use with the lines of a packed file, until it returns false.
func readLines(path string, use func(line string) bool) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := xz.NewReader(bufio.NewReaderSize(f, 1<<20))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	lines := bufio.NewReaderSize(r, 1<<20)
	for {
		line, err := lines.ReadString('\n')
		if line != "" && !use(line) {
			return nil
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
}
