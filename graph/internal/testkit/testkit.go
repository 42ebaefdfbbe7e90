// Package testkit has what the tests of several packages need.
package testkit

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"strings"
	"testing"
	"time"

	"github.com/quadwire/quadwire/data"
	"github.com/quadwire/quadwire/extract"
)

// Sample is what the bundled article says.
func Sample(t testing.TB) *extract.Result {
	t.Helper()
	x, err := extract.New(extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	date, err := time.Parse(time.DateOnly, data.ArticleDate)
	if err != nil {
		t.Fatal(err)
	}
	r, err := x.Extract(t.Context(), extract.Article{ID: data.ArticleID, Text: data.Article, Date: date})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// NoneLeft fails a test after which more goroutines run than before it, and
// still do ten seconds later.
func NoneLeft(t testing.TB, before int) {
	t.Helper()
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	var stacks bytes.Buffer
	pprof.Lookup("goroutine").WriteTo(&stacks, 1) //nolint:errcheck // into memory
	t.Errorf("%d goroutines are left, %d before:\n%.4000s", runtime.NumGoroutine(), before, stacks.String())
}

// Node gives a folder where Node.js finds packages of npm ("n3@1.26.0"). It is
// kept, so that they are fetched once. It skips a test where there is no Node.js
// or no network.
func Node(t testing.TB, packages ...string) string {
	t.Helper()
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s: install Node.js for this test (.ci/run does)", tool)
		}
	}
	folder := filepath.Join(os.TempDir(), "quadwire-test-"+strings.ReplaceAll(strings.Join(packages, "-"), "@", "-"))
	last, _, _ := strings.Cut(packages[len(packages)-1], "@")
	if _, err := os.Stat(filepath.Join(folder, "node_modules", last)); err == nil {
		return folder
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	install := exec.CommandContext(t.Context(), "npm", append([]string{"install", "--no-audit", "--no-fund", "--prefix", folder}, packages...)...)
	if out, err := install.CombinedOutput(); err != nil {
		t.Skipf("npm cannot install %s: %v\n%s", packages, err, out)
	}
	return folder
}
