package main

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
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
/api/v2/query?lang=gizmo and /api/v1/query/gizmo, pages of entities and
articles at /e/ and /a/, the facts of a text at /api/extract; /api/openapi.json
describes all. Clients cannot change the store unless --write is given and they
send the token ("Authorization: Bearer TOKEN"): --token or QUADWIRE_TOKEN, or one
that is made up and printed at the start.

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
	f.Bool("write", false, "let clients that have the token change the store")
	f.String("token", "", "token that changes ask for; better set QUADWIRE_TOKEN, which other users of the machine do not see (default: made up)")
	f.String("tls-cert", "", "file with the certificate (PEM), to serve https")
	f.String("tls-key", "", "file with the key of the certificate (PEM)")
	f.StringSlice("cors", nil, "origins of other sites whose pages may use the API, such as https://news.example")
	f.String("access-log", "", "file for a line of JSON for each request, - for standard error")
	f.StringSlice("watch", nil, "feeds, sitemaps and folders to look at again and again, adding what is new")
	watchFlags(f)
	storeFlags(f)
	readFlags(f)
	webFlags(f)
	duplicatesFlag(f)
	return cmd
}

func (a *app) serveStore(cmd *cobra.Command) error {
	// A store that is missing must not be made by serving it.
	if len(a.config.Watch) == 0 {
		if err := a.withStore(cmd.Context(), true, func(*graph.Store) error { return nil }); err != nil {
			return err
		}
	}
	return a.withStore(cmd.Context(), !a.config.Write && len(a.config.Watch) == 0, func(store *graph.Store) error {
		defer a.serveWatching(cmd, store)()
		return a.serve(cmd, store, a.sayServed(cmd, a.config.storeConfig(false).Where()))
	})
}

// serveMemory reads articles into memory and serves what could be read.
func (a *app) serveMemory(cmd *cobra.Command, args []string) error {
	if len(args) == 0 && !a.config.Write && len(a.config.Watch) == 0 {
		return usagef("serve: a store in memory is empty at first: name articles to read into it, or give --write")
	}
	records, err := a.records(cmd, args, "")
	if err != nil {
		return err
	}
	return a.open(cmd.Context(), false, func(store *graph.Store) error {
		if len(args) > 0 {
			l, err := a.load(cmd, store, records, false)
			if err != nil && (l == nil || l.articles == 0) {
				return err
			}
			for _, err := range flatten(err) {
				if err != nil {
					slog.Warn(err.Error())
				}
			}
		}
		defer a.serveWatching(cmd, store)()
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
	x, err := a.newExtractor()
	if err != nil {
		return err
	}
	o := server.Options{
		Write: a.config.Write, Token: a.config.Token, QueryTimeout: a.config.QueryTimeout, MaxResults: a.config.Limit,
		Origins: a.config.CORS, Extract: x.Extract,
	}
	if o.Write && o.Token == "" {
		o.Token = rand.Text()
		fmt.Fprintf(cmd.ErrOrStderr(), "quadwire: changes need the token %s\n", o.Token)
	}
	log, err := accessLog(cmd, a.config.AccessLog)
	if err != nil {
		return err
	}
	defer log.Close()
	if a.config.AccessLog != "" {
		o.AccessLog = slog.New(slog.NewJSONHandler(log, nil))
	}
	scheme, secure, err := a.config.tls()
	if err != nil {
		return err
	}
	handler, err := server.New(store, o)
	if err != nil {
		return err
	}
	listener, err := listen(cmd.Context(), a.config.Listen)
	if err != nil {
		return err
	}
	ready(scheme + "://" + urlHost(listener.Addr()))
	if secure != nil {
		listener = tls.NewListener(listener, secure)
	}
	return server.Serve(cmd.Context(), listener, handler)
}

// accessLog opens the file for lines of requests; "-" is standard error.
func accessLog(cmd *cobra.Command, file string) (io.WriteCloser, error) {
	switch file {
	case "", "-":
		return nopCloser{cmd.ErrOrStderr()}, nil
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, fmt.Errorf("--access-log: %w", err)
	}
	return f, nil
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// tls is how to serve: http, or https with a certificate.
func (c *Config) tls() (scheme string, config *tls.Config, err error) {
	switch {
	case c.TLSCert == "" && c.TLSKey == "":
		return "http", nil, nil
	case c.TLSCert == "" || c.TLSKey == "":
		return "", nil, usagef("--tls-cert and --tls-key go together: name the files of the certificate and of its key")
	}
	certificate, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		return "", nil, fmt.Errorf("--tls-cert %s, --tls-key %s: %w", c.TLSCert, c.TLSKey, err)
	}
	return "https", &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}, nil
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
