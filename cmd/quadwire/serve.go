package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/graph/server"
)

// defaultListen is Cayley's usual port, on this machine only.
const defaultListen = "127.0.0.1:64210"

func newServe(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the store: web UI, Gizmo and the HTTP API",
		Long: `Serves the store until interrupted: Cayley's web UI at /, queries at
/api/v2/query?lang=gizmo and /api/v1/query/gizmo. Clients cannot change the
store unless --write is given.

With --backend memory the articles to serve are named as for build, and
nothing is kept on disk.`,
		Example: `  quadwire serve
  quadwire serve --db news.db --listen 127.0.0.1:8080
  quadwire serve --backend memory --date 2026-01-05 news/
  curl -d 'g.V("<schema:NewsArticle>").in("<rdf:type>").all()' http://127.0.0.1:64210/api/v1/query/gizmo`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if a.config.Backend == graph.Memory {
				return a.serveMemory(cmd, args)
			}
			if len(args) > 0 {
				return usagef("serve: %q is too much: put articles into the store with quadwire build, or use --backend memory", args[0])
			}
			return a.serveStore(cmd)
		},
	}
	f := cmd.Flags()
	serveFlags(cmd)
	f.Bool("write", false, "let clients change the store")
	storeFlags(f)
	readFlags(f)
	return cmd
}

func (a *app) serveStore(cmd *cobra.Command) error {
	// A store that is missing must not be made by serving it.
	if err := a.withStore(cmd.Context(), true, func(*graph.Store) error { return nil }); err != nil {
		return err
	}
	return a.withStore(cmd.Context(), !a.config.Write, func(store *graph.Store) error {
		return a.serve(cmd, store, a.sayServed(cmd, a.config.DB))
	})
}

// serveMemory reads articles into memory and serves what could be read.
func (a *app) serveMemory(cmd *cobra.Command, args []string) error {
	if len(args) == 0 && !a.config.Write {
		return usagef("serve: a store in memory is empty at first: name articles to read into it, or give --write")
	}
	sources, missing := a.sources(args, "")
	if len(args) > 0 && len(sources) == 0 {
		return missing
	}
	return a.open(cmd.Context(), false, func(store *graph.Store) error {
		if len(sources) > 0 {
			for _, err := range flatten(errors.Join(missing, a.load(cmd, store, sources))) {
				if err != nil {
					slog.Warn(err.Error())
				}
			}
		}
		return a.serve(cmd, store, a.sayServed(cmd, "the graph in memory"))
	})
}

func (a *app) sayServed(cmd *cobra.Command, what string) func(url string) {
	return func(url string) {
		fmt.Fprintf(cmd.ErrOrStderr(), "quadwire: %s is served at %s (interrupt with Ctrl-C)\n", what, url)
	}
}

func serveFlags(cmd *cobra.Command) {
	cmd.Flags().String("listen", defaultListen, "address to serve at")
	cmd.Flags().Int("limit", 0, "results of a query at most (default: the server's)")
	queryFlags(cmd.Flags())
}

// serve answers requests until the command is interrupted; ready is told the
// address when clients can come.
func (a *app) serve(cmd *cobra.Command, store *graph.Store, ready func(url string)) error {
	handler, err := server.New(store, server.Options{Write: a.config.Write, QueryTimeout: a.config.QueryTimeout, MaxResults: a.config.Limit})
	if err != nil {
		return err
	}
	listener, err := listen(cmd.Context(), a.config.Listen)
	if err != nil {
		return err
	}
	ready("http://" + urlHost(listener.Addr()))
	return server.Serve(cmd.Context(), listener, handler)
}

func listen(ctx context.Context, address string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s is in use, perhaps by another quadwire: choose another port with --listen, such as --listen 127.0.0.1:64211", address)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("%s may not be used: choose a port above 1023 with --listen", address)
	case err != nil:
		return nil, fmt.Errorf("--listen %s: %w: write an address as 127.0.0.1:64210", address, err)
	}
	return listener, nil
}

// urlHost is an address as it stands in an URL that this machine can open.
func urlHost(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	if ip := net.ParseIP(host); ip.IsUnspecified() || ip.Equal(net.IPv4(127, 0, 0, 1)) {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}
