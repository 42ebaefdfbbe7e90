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

func readRaw(path string, limit int, words *nlp.Words) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := xz.NewReader(bufio.NewReaderSize(f, 1<<20))
	if err != nil {
		return err
	}
	lines := bufio.NewReaderSize(r, 1<<20)
	n := 0
	for n < limit {
		var batch []string
		for len(batch) < 20000 {
			line, err := lines.ReadString('\n')
			if line != "" {
				batch = append(batch, line)
			}
			if err == io.EOF {
				limit = 0
				break
			}
			if err != nil {
				return err
			}
		}
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
	}
	return nil
}

// readLines calls use with the lines of a packed file, limit of them at most.
func readLines(path string, limit int, use func(line string)) error {
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
	for range limit {
		line, err := lines.ReadString('\n')
		use(line)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}
