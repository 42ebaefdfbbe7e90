package server

import (
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are what /metrics shows, in the text format of Prometheus.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
}

func newMetrics(s *server) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "quadwire_http_requests_total", Help: "Requests by route, method and status."}, []string{"route", "method", "code"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "quadwire_http_request_duration_seconds", Help: "How long requests took, by route.", Buckets: []float64{.001, .005, .025, .1, .5, 1, 5, 30}}, []string{"route"}),
	}
	m.registry.MustRegister(m.requests, m.duration, collectors.NewGoCollector(),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "quadwire_queries_running", Help: "Queries under way."}, func() float64 { return float64(len(s.lanes.quick) + len(s.lanes.slow)) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "quadwire_extractions_running", Help: "Articles that are being read."}, func() float64 { return float64(len(s.lanes.reading)) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "quadwire_queries_stopped_total", Help: "Queries that took long when too many others did."}, func() float64 { return float64(s.lanes.stopped.Load()) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "quadwire_store_changes_total", Help: "Changes of the store since the start."}, func() float64 { return float64(s.store.Edits()) }),
	)
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// A recorder notes what a handler answers.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	// Who does not read what was asked for must not keep it for ever.
	http.NewResponseController(r.ResponseWriter).SetWriteDeadline(time.Now().Add(writeTimeout)) //nolint:errcheck // some writers have none
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// observed counts requests and writes a line of each to the access log.
func (s *server) observed(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		rec := &recorder{ResponseWriter: w}
		defer func() {
			took := time.Since(start)
			route := r.Pattern
			if route == "" {
				route = "none"
			}
			code := rec.status
			if code == 0 {
				code = http.StatusOK
			}
			method := r.Method
			if !slices.Contains([]string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}, method) {
				method = "other"
			}
			s.metrics.requests.WithLabelValues(route, method, strconv.Itoa(code)).Inc()
			s.metrics.duration.WithLabelValues(route).Observe(took.Seconds())
			if s.options.AccessLog != nil {
				s.options.AccessLog.LogAttrs(r.Context(), slog.LevelInfo, "request",
					slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Int("status", code),
					slog.Int64("bytes", rec.bytes), slog.Float64("seconds", took.Seconds()), slog.String("remote", r.RemoteAddr), slog.String("agent", r.UserAgent()))
			}
		}()
		h.ServeHTTP(rec, r)
	})
}

// shared lets pages of the origins that are configured use the API.
func (s *server) shared(h http.Handler) http.Handler {
	if len(s.options.Origins) == 0 {
		return h
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		w.Header().Add("Vary", "Origin")
		if origin != "" && slices.Contains(s.options.Origins, origin) && strings.HasPrefix(r.URL.Path, "/api/") {
			w.Header().Set("Access-Control-Allow-Origin", origin)
			if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
				w.Header().Set("Access-Control-Allow-Methods", "GET, POST, DELETE")
				w.Header().Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
				w.Header().Set("Access-Control-Max-Age", "600")
				w.WriteHeader(http.StatusNoContent)
				return
			}
		}
		h.ServeHTTP(w, r)
	})
}
