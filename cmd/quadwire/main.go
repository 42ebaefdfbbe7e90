// Command quadwire turns news articles into a knowledge graph and explores
// it: see `quadwire help`.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
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
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		err = errors.New("interrupted")
	}
	var usage usageError
	if !a.started || errors.As(err, &usage) {
		fmt.Fprintf(os.Stderr, "quadwire: %v\nTry `quadwire help`.\n", err)
		return exitUsage
	}
	for _, e := range flatten(err) {
		fmt.Fprintln(os.Stderr, "quadwire:", e)
	}
	return exitFailed
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
