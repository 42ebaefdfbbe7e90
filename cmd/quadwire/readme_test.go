package main

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the session in README.md anew")

// TestReadme: the session in README.md is what the demo prints. -update
// writes it.
func TestReadme(t *testing.T) {
	const file = "../../README.md"
	readme, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "$ ./quadwire demo\n", "\nExplore the graph at "
	before, rest, ok := strings.Cut(string(readme), begin)
	session, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("README.md has no session of the demo")
	}
	var out bytes.Buffer
	root := newRoot(&app{})
	root.SetArgs([]string{"demo", "--no-serve"})
	root.SetOut(&out)
	root.SetErr(&out)
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	if err := root.ExecuteContext(t.Context()); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, []byte(before+begin+out.String()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(session, out.String()); diff != "" {
		t.Errorf("README.md (-) is not what the demo prints (+)\n%s", diff)
	}
}
