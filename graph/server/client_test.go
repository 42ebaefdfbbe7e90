package server_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/quadwire/quadwire/graph/internal/testkit"
	"github.com/quadwire/quadwire/graph/server"
)

// TestNodeClient asks the server with an npm client of Cayley's version 1 API.
func TestNodeClient(t *testing.T) {
	folder := testkit.Node(t, "node-cayley@1.1.1")
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
