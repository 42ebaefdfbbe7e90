// Package fetch gets pages and feeds from the web as a polite guest does: it
// says who it is, asks robots.txt, waits between requests to a host, tries
// again where a server is busy, and asks for what has changed only. It does not let
// itself be sent to private networks.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/temoto/robotstxt"
	"golang.org/x/time/rate"
)

// Errors that callers may want to tell apart.
var (
	ErrRobots    = errors.New("robots.txt of the site does not allow it")
	ErrPrivate   = errors.New("this is an address of a private network or of this machine: --allow-private allows for it")
	ErrGone      = errors.New("this page is not there")
	ErrTooLarge  = errors.New("the answer is too large")
	ErrRedirects = errors.New("too many redirects")
)

// Options are the settings of a client; the zero value works.
type Options struct {
	UserAgent    string        // "quadwire (+https://github.com/quadwire/quadwire)" if empty
	Timeout      time.Duration // of one try, with all of the answer; 30 s if 0
	MaxSize      int64         // bytes of an answer, unpacked; 32 MB if 0
	Retries      int           // after the first try; 3 if 0, none below
	Backoff      time.Duration // before the second try, then twice as long each time; 1 s if 0
	Every        time.Duration // between requests to a host; 1 s if 0, none below
	AllowPrivate bool          // addresses of private networks and of this machine too
	IgnoreRobots bool
}

// A Client fetches. It is safe for concurrent use.
type Client struct {
	o     Options
	http  *http.Client
	mu    sync.Mutex
	hosts map[string]*host
}

// A host is what is known of one: scheme and authority.
type host struct {
	limit  *rate.Limiter
	once   chan struct{} // holds a token while its rules are read or asked for
	robots *robotstxt.Group
	closed bool // its server failed when it was asked for the rules
	asked  time.Time
}

const (
	maxHosts     = 10_000
	maxRedirects = 10
	maxRobots    = 512 << 10
	robotsAge    = 24 * time.Hour
	closedAge    = 10 * time.Minute
	longestWait  = time.Minute // that a server can ask for
)

// An Answer is what a server gave.
type Answer struct {
	URL         string // after redirects
	Type        string // Content-Type
	Body        []byte
	Modified    time.Time // Last-Modified, zero where not told
	Validators            // for the next time
	NotModified bool      // nothing has changed since the validators; there is no body
}

// Validators tell what of a page one has already.
type Validators struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"lastModified,omitempty"`
}

// New gives a client.
func New(o Options) *Client {
	if o.UserAgent == "" {
		o.UserAgent = "quadwire (+https://github.com/quadwire/quadwire)"
	}
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	if o.MaxSize <= 0 {
		o.MaxSize = 32 << 20
	}
	if o.Retries == 0 {
		o.Retries = 3
	}
	if o.Backoff <= 0 {
		o.Backoff = time.Second
	}
	if o.Every == 0 {
		o.Every = time.Second
	}
	c := &Client{o: o, hosts: map[string]*host{}}
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: c.control}
	c.http = &http.Client{
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: o.Timeout,
			MaxIdleConns: 100, MaxIdleConnsPerHost: 2, IdleConnTimeout: 30 * time.Second, MaxResponseHeaderBytes: 256 << 10, ForceAttemptHTTP2: true,
		},
		CheckRedirect: c.redirected,
	}
	return c
}

// control looks at the address that a name turned out to be.
func (c *Client) control(_, address string, _ syscall.RawConn) error {
	if c.o.AllowPrivate {
		return nil
	}
	a, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if !public(a.Addr()) {
		return ErrPrivate
	}
	return nil
}

// Networks that are not of the public internet, beside those that netip knows (RFC 6890).
var reserved = func() (list []netip.Prefix) {
	for _, s := range []string{"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10"} {
		list = append(list, netip.MustParsePrefix(s))
	}
	return list
}()

func public(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsValid() || a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast() || a.IsMulticast() || a.IsUnspecified() || a.IsInterfaceLocalMulticast() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// redirected allows for redirects within the web, where robots.txt does.
func (c *Client) redirected(r *http.Request, via []*http.Request) error {
	switch {
	case len(via) > maxRedirects:
		return ErrRedirects
	case r.URL.Scheme != "http" && r.URL.Scheme != "https":
		return fmt.Errorf("redirected to %s", r.URL)
	}
	if r.Context().Value(noRobots{}) != nil {
		return nil
	}
	return c.enter(r.Context(), r.URL)
}

// noRobots marks requests for robots.txt itself.
type noRobots struct{}

// Get fetches an address. prior is what one has of it already, zero for nothing.
func (c *Client) Get(ctx context.Context, address string, prior Validators) (*Answer, error) {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, fmt.Errorf("%s: not an address of the web", address)
	}
	wait := c.o.Backoff
	for try := 0; ; try++ {
		answer, retry, err := c.try(ctx, u, prior)
		if err == nil {
			return answer, nil
		}
		if retry < 0 || try >= c.o.Retries || ctx.Err() != nil {
			return nil, fmt.Errorf("%s: %w", address, reason(err))
		}
		select {
		case <-time.After(max(wait, min(retry, longestWait))):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		wait *= 2
	}
}

// reason takes the words of net/http off an error.
func reason(err error) error {
	var of *url.Error
	if errors.As(err, &of) {
		if of.Timeout() {
			return errors.New("no answer in time")
		}
		err = of.Err
	}
	var op *net.OpError
	var dns *net.DNSError
	switch {
	case errors.Is(err, ErrPrivate):
		return ErrPrivate
	case errors.As(err, &dns):
		return fmt.Errorf("there is no host %s, or no network", dns.Name)
	case errors.As(err, &op):
		return op.Err
	}
	return err
}

// try asks once. It says how long to wait before the next try at least, below zero that there
// is none to be made.
func (c *Client) try(ctx context.Context, u *url.URL, prior Validators) (*Answer, time.Duration, error) {
	if err := c.enter(ctx, u); err != nil {
		return nil, -1, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.o.Timeout)
	defer cancel()
	r, err := c.request(ctx, u)
	if err != nil {
		return nil, -1, err
	}
	if prior.ETag != "" {
		r.Header.Set("If-None-Match", prior.ETag)
	}
	if prior.LastModified != "" {
		r.Header.Set("If-Modified-Since", prior.LastModified)
	}
	w, err := c.http.Do(r)
	if err != nil {
		if errors.Is(err, ErrRobots) || errors.Is(err, ErrPrivate) || errors.Is(err, ErrRedirects) || strings.Contains(err.Error(), "unsupported protocol scheme") {
			return nil, -1, err
		}
		return nil, 0, err
	}
	defer w.Body.Close()
	a := &Answer{URL: w.Request.URL.String(), Type: w.Header.Get("Content-Type"), Validators: Validators{w.Header.Get("ETag"), w.Header.Get("Last-Modified")}}
	a.Modified, _ = http.ParseTime(a.LastModified)
	switch {
	case w.StatusCode == http.StatusNotModified:
		a.NotModified, a.Validators = true, prior
		return a, 0, nil
	case w.StatusCode == http.StatusTooManyRequests, w.StatusCode >= 500:
		return nil, retryAfter(w.Header.Get("Retry-After")), fmt.Errorf("the server says %s", w.Status)
	case w.StatusCode == http.StatusNotFound, w.StatusCode == http.StatusGone:
		return nil, -1, fmt.Errorf("%w (the server says %s)", ErrGone, w.Status)
	case w.StatusCode != http.StatusOK:
		return nil, -1, fmt.Errorf("the server says %s", w.Status)
	case w.ContentLength > c.o.MaxSize:
		return nil, -1, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, c.o.MaxSize)
	}
	if a.Body, err = io.ReadAll(io.LimitReader(w.Body, c.o.MaxSize+1)); err != nil {
		if ctx.Err() != nil {
			err = errors.New("the answer takes too long")
		}
		return nil, 0, err
	}
	if int64(len(a.Body)) > c.o.MaxSize {
		return nil, -1, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, c.o.MaxSize)
	}
	return a, 0, nil
}

func (c *Client) request(ctx context.Context, u *url.URL) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("User-Agent", c.o.UserAgent)
	r.Header.Set("Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5")
	r.Header.Set("Accept-Language", "en, *;q=0.5")
	return r, nil
}

// retryAfter is how long a server asks to wait.
func retryAfter(s string) time.Duration {
	if n, err := strconv.Atoi(s); err == nil {
		return time.Duration(max(n, 0)) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(time.Until(t), 0)
	}
	return 0
}

// enter waits until a host may be asked again, and asks its robots.txt.
func (c *Client) enter(ctx context.Context, u *url.URL) error {
	h := c.host(u)
	if !c.o.IgnoreRobots {
		allowed, err := c.allowed(ctx, u, h)
		if err != nil {
			return err
		}
		if !allowed {
			return ErrRobots
		}
	}
	return h.limit.Wait(ctx)
}

func query(u *url.URL) string {
	if u.RawQuery == "" {
		return ""
	}
	return "?" + u.RawQuery
}

func (c *Client) host(u *url.URL) *host {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := u.Scheme + "://" + strings.ToLower(u.Host)
	h := c.hosts[key]
	if h == nil {
		if len(c.hosts) >= maxHosts { // forget some
			for k := range c.hosts {
				delete(c.hosts, k)
				if len(c.hosts) < maxHosts/2 {
					break
				}
			}
		}
		h = &host{limit: rate.NewLimiter(c.every(0), 1), once: make(chan struct{}, 1)}
		c.hosts[key] = h
	}
	return h
}

// every is the rate of requests to a host that asks for a pause.
func (c *Client) every(pause time.Duration) rate.Limit {
	if pause = max(pause, c.o.Every); pause <= 0 {
		return rate.Inf
	}
	return rate.Every(pause)
}

// allowed tells whether a host's rules allow for an address.
func (c *Client) allowed(ctx context.Context, u *url.URL, h *host) (bool, error) {
	select {
	case h.once <- struct{}{}:
	case <-ctx.Done():
		return false, ctx.Err()
	}
	defer func() { <-h.once }()
	if err := c.rules(ctx, u, h); err != nil {
		return false, err
	}
	return !h.closed && (h.robots == nil || h.robots.Test(u.EscapedPath()+query(u))), nil
}

// rules asks a host for its robots.txt, once a day. A host that has none allows for
// all; one that fails allows for nothing.
func (c *Client) rules(ctx context.Context, u *url.URL, h *host) error {
	if age := time.Since(h.asked); !h.asked.IsZero() && (age < closedAge || age < robotsAge && !h.closed) {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithValue(ctx, noRobots{}, true), c.o.Timeout)
	defer cancel()
	r, err := c.request(ctx, &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"})
	if err != nil {
		return err
	}
	w, err := c.http.Do(r)
	if err != nil {
		return err
	}
	defer w.Body.Close()
	text, err := io.ReadAll(io.LimitReader(w.Body, maxRobots))
	if err != nil {
		return err
	}
	h.closed = w.StatusCode >= 500
	rules, err := robotstxt.FromStatusAndBytes(w.StatusCode, text)
	if err != nil { // rules that cannot be read forbid nothing
		h.robots = nil
	} else {
		h.robots = rules.FindGroup(c.o.UserAgent)
		h.limit.SetLimit(c.every(min(h.robots.CrawlDelay, 30*time.Second)))
	}
	h.asked = time.Now()
	return nil
}
