package main

import (
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"quadwire": main, "quadwire-wait": waitFor})
}

// waitFor waits until a server at the address of its argument answers.
func waitFor() {
	for range 100 {
		if answer, err := http.Get("http://" + os.Args[1] + "/healthz"); err == nil {
			answer.Body.Close()
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	os.Exit(1)
}

// TestScripts runs the program as a user does: see testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			for _, kv := range os.Environ() { // settings of the developer must not matter
				if strings.HasPrefix(kv, "QUADWIRE_") {
					name, _, _ := strings.Cut(kv, "=")
					e.Setenv(name, "")
				}
			}
			e.Setenv("XDG_CONFIG_HOME", e.WorkDir+"/config")
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"freeport": freePort, "bytes": writeBytes,
		},
		Condition: func(cond string) (bool, error) {
			_, err := os.Stat("../../../shared/" + strings.TrimPrefix(cond, "shared:"))
			return err == nil, nil
		},
	})
}

// freePort sets a variable to an address that nobody listens at.
func freePort(ts *testscript.TestScript, _ bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	defer l.Close()
	ts.Setenv(args[0], l.Addr().String())
}

// writeBytes makes a file of a kind: bytes FILE binary | badutf8 | cut | line.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	var content []byte
	switch args[1] {
	case "binary":
		for i := range 4096 {
			content = append(content, byte(i*7))
		}
	case "badutf8":
		content = []byte("Marta Silva visited Berlin \x81\x8d on Monday.\n")
	case "cut":
		content = []byte("\x1f\x8b\x08\x00\x00")
	case "line":
		content = []byte(strings.Repeat("word ", 10<<20)) // 50 MB
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), content, 0o644))
}
