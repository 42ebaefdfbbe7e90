// Command train makes the models of the reader of English from treebanks and
// name corpora. It is run by developers; what it makes is embedded.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/quadwire/quadwire/extract/nlp"
)

func main() {
	log.SetFlags(log.Ltime)
	data := flag.String("data", "../shared", "folder with treebank, ner, lexicon and text")
	out := flag.String("out", "data/models", "folder for the models")
	only := flag.String("only", "syntax,names", "what to train, by commas")
	seed := flag.Uint64("seed", 1, "seed of all randomness")
	epochs := flag.Int("epochs", 12, "passes of the parser over the treebanks")
	flag.Parse()
	o := nlp.Training{Seed: *seed, Epochs: *epochs, Log: os.Stderr}
	for what := range strings.SplitSeq(*only, ",") {
		var err error
		switch what {
		case "syntax":
			err = syntax(*data, *out, o)
		case "names":
			err = names(*data, *out, o)
		default:
			err = fmt.Errorf("nothing is called %q", what)
		}
		if err != nil {
			log.Fatal(err)
		}
	}
}

func syntax(data, out string, o nlp.Training) error {
	var sets [2][]*nlp.Document
	for i, files := range [][]string{{"en_ewt-train", "en_gum_free-train"}, {"en_ewt-dev", "en_gum_free-dev"}} {
		for _, f := range files {
			d, err := treebank(filepath.Join(data, "treebank", f+".conllu"))
			if err != nil {
				return err
			}
			sets[i] = append(sets[i], d)
		}
	}
	tagger, parser := nlp.TrainSyntax(sets[0], sets[1], o)
	if err := os.WriteFile(filepath.Join(out, "tagger.bin"), tagger, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "parser.bin"), parser, 0o644)
}

func treebank(path string) (*nlp.Document, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	d, err := nlp.ReadCoNLLU(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return d, nil
}
