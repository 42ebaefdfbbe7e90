package server_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/quadwire/quadwire/graph/server"
)

// TestNodeClient asks the server with an npm client of Cayley's version 1 API.
func TestNodeClient(t *testing.T) {
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s: install Node.js to test its client (.ci/run does)", tool)
		}
	}
	folder := filepath.Join(os.TempDir(), "quadwire-test-node-cayley-1.1.1") // kept, so that it is fetched once
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "node-cayley")); err != nil {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		install := exec.CommandContext(t.Context(), "npm", "install", "--no-audit", "--no-fund", "--prefix", folder, "node-cayley@1.1.1")
		if out, err := install.CombinedOutput(); err != nil {
			t.Skipf("node-cayley cannot be installed: %v\n%s", err, out)
		}
	}
	s := demoServer(t, server.Options{})
	script := `
const client = require("node-cayley")(process.argv[1]);
const g = client.g;
g.V("<e:Lee_Jae_Myung>").Out("<r:visited>").All((e, r) => {
  if (e) { console.error(e); process.exit(1); }
  console.log(JSON.stringify(r));
});
`
	run := exec.CommandContext(t.Context(), "node", "-e", script, s.URL)
	run.Dir = folder
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if !strings.Contains(string(out), "<e:China>") {
		t.Errorf("the client got %s", out)
	}
}
