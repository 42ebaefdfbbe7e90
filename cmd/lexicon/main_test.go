package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const tables = "../../data/lexicon"

// TestTables: the sources, where they are at hand, give the tables that the
// program holds, byte for byte.
func TestTables(t *testing.T) {
	const sources = "../../../shared/lexicon"
	if _, err := os.Stat(sources); err != nil {
		t.Skip("the sources are not beside the repository")
	}
	out := t.TempDir()
	if err := run(sources, out, io.Discard); err != nil {
		t.Fatal(err)
	}
	for _, file := range files(t, out) {
		want, err := os.ReadFile(filepath.Join(tables, filepath.Base(file)))
		if err != nil {
			t.Error(err)
			continue
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs; run: go run ./cmd/lexicon", filepath.Base(file))
		}
	}
	if made, kept := len(files(t, out)), len(files(t, tables)); made != kept {
		t.Errorf("%d tables are made, %d kept", made, kept)
	}
}

func TestNoSources(t *testing.T) {
	out := t.TempDir()
	if err := run(t.TempDir(), out, io.Discard); err == nil {
		t.Error("no error without sources")
	}
	if left, _ := os.ReadDir(out); len(left) > 0 {
		t.Errorf("tables are written without sources: %v", left)
	}
}

func TestWrongSources(t *testing.T) {
	in := t.TempDir()
	if err := os.WriteFile(filepath.Join(in, "wn_noun_supersense.tsv"), []byte("word\tclass\nmissile\tartifact\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run(in, t.TempDir(), io.Discard); err == nil || !strings.Contains(err.Error(), "no column") {
		t.Errorf("error is %v", err)
	}
}

// TestReadme: data/README.md gives the digest of every table and of the
// article.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../data/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files(t, tables), "../../data/article.txt") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text)
		if name := filepath.Base(file); !strings.Contains(string(readme), "`"+name+"`") || !strings.Contains(string(readme), hex.EncodeToString(sum[:])) {
			t.Errorf("data/README.md does not have %s with sha256 %x", name, sum)
		}
	}
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	out, err := filepath.Glob(filepath.Join(dir, "*.tsv"))
	if err != nil || len(out) == 0 {
		t.Fatalf("no tables in %s: %v", dir, err)
	}
	return out
}
