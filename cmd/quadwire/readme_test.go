package main

import (
	"bytes"
	"flag"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

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

// TestReadmeScripts: the examples "From scripts" in README.md print what they
// say.
func TestReadmeScripts(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(readme), "\n### From scripts\n")
	blocks := regexp.MustCompile("(?s)```(sh|python|js)\n(.*?)```\n").FindAllStringSubmatch(section, 3)
	if len(blocks) != 3 {
		t.Fatalf("README.md has %d examples, want sh, python and js", len(blocks))
	}
	address := demoProcess(t)
	for _, block := range blocks {
		language, script := block[1], strings.ReplaceAll(block[2], "localhost:64210", address)
		command := map[string][]string{"sh": {"bash", "-c"}, "python": {"python3", "-c"}, "js": {"node", "--input-type=module", "-e"}}[language]
		t.Run(language, func(t *testing.T) {
			if _, err := exec.LookPath(command[0]); err != nil {
				t.Skipf("no %s: install it to test this example (.ci/run does)", command[0])
			}
			var want []string
			for line := range strings.Lines(script) {
				if _, text, ok := strings.Cut(line, " prints: "); ok {
					want = append(want, strings.TrimSpace(text))
				}
			}
			run := exec.CommandContext(t.Context(), command[0], append(command[1:], script)...)
			var stderr bytes.Buffer
			run.Stderr = &stderr
			out, err := run.Output()
			if err != nil {
				t.Fatalf("%v\n%s", err, stderr.String())
			}
			if diff := cmp.Diff(want, strings.Split(strings.TrimSpace(string(out)), "\n")); diff != "" || len(want) == 0 {
				t.Errorf("the example does not print what it says:\n%s", diff)
			}
		})
	}
}

// demoProcess starts the demo and gives its address.
func demoProcess(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("quadwire")
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	cmd := exec.CommandContext(t.Context(), program, "demo", "--listen", address)
	cmd.Env = append(os.Environ(), "XDG_CONFIG_HOME="+t.TempDir(), "TMPDIR="+t.TempDir())
	cmd.Dir = filepath.Clean(t.TempDir())
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt) //nolint:errcheck // it ends one way or the other
		cmd.Wait()                       //nolint:errcheck // the same
	})
	for range 100 {
		if answer, err := http.Get("http://" + address + "/healthz"); err == nil {
			answer.Body.Close()
			return address
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the demo does not answer")
	return ""
}
