// Command quadwire turns news articles into a knowledge graph and explores
// it: see `quadwire help`.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"regexp"
	"strings"
	"syscall"
)

// Exit statuses.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() { os.Exit(run()) }

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() { // a second signal ends the program at once
		<-ctx.Done()
		stop()
	}()
	a := &app{}
	root := newRoot(a)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		return exitDone
	}
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		err = errors.New("interrupted")
	}
	var usage usageError
	if !a.started || errors.As(err, &usage) {
		help := "quadwire help"
		if cmd != nil && cmd != root && cmd.Name() != "help" {
			help += strings.TrimPrefix(cmd.CommandPath(), root.Name())
		}
		fmt.Fprintf(os.Stderr, "quadwire: %v\nTry `%s`.\n", err, help)
		return exitUsage
	}
	for _, line := range fewer(flatten(err)) {
		fmt.Fprintln(os.Stderr, "quadwire:", line)
	}
	return exitFailed
}

// placeInFile is where in a file of many articles an error is.
var placeInFile = regexp.MustCompile(`: (line|item|entry|record) ([0-9]+): `)

// fewer are errors as lines; those of one kind in one file are one, with all places.
func fewer(errs []error) []string {
	var lines []string
	at, places := map[string]int{}, map[string][]string{}
	for _, err := range errs {
		line := err.Error()
		m := placeInFile.FindStringSubmatchIndex(line)
		if m == nil {
			lines = append(lines, line)
			continue
		}
		kind := line[:m[4]] + line[m[5]:]
		if _, ok := at[kind]; !ok {
			at[kind] = len(lines)
			lines = append(lines, line)
			continue
		}
		places[kind] = append(places[kind], line[m[4]:m[5]])
	}
	for kind, list := range places {
		lines[at[kind]] += " (the same at " + strings.Join(list, ", ") + ")"
	}
	return lines
}

// A usageError is one that another command line would not give.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// flatten takes joined errors apart, so that each gets a line.
func flatten(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error }) //nolint:errorlint // only the outermost layer
	if !ok {
		return []error{err}
	}
	var out []error
	for _, e := range joined.Unwrap() {
		out = append(out, flatten(e)...)
	}
	return out
}
