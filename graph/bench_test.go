package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"

	"github.com/quadwire/quadwire/extract"
	"github.com/quadwire/quadwire/schema"
)

// The benchmarks of this file run at a size of a million quads: the articles
// of two corpora in ../../shared, read once and repeated under other names.

const benchQuads = 1_000_000

// corpus are the graphs of the articles, each once.
var corpus = sync.OnceValues(func() (list []labelled, err error) {
	texts := map[string]string{}
	files, _ := filepath.Glob("../../shared/corpora/dwie/*.json")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var d struct{ ID, Content string }
		if err := json.Unmarshal(data, &d); err != nil {
			return nil, err
		}
		texts[d.ID] = d.Content
	}
	data, err := os.ReadFile("../../shared/corpora/meantime/meantime_en.jsonl")
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(data)) {
		var d struct{ ID, Text string }
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			return nil, err
		}
		texts[strings.ReplaceAll(d.ID, "/", "-")] = d.Text
	}
	x, err := extract.New(extract.Options{})
	if err != nil {
		return nil, err
	}
	for id, text := range texts {
		r, err := x.Extract(context.Background(), extract.Article{ID: id, Text: text, Date: time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, err
		}
		list = append(list, labelled{label: quad.IRI(schema.ArticleID(id)), quads: Quads(r)})
	}
	slices.SortFunc(list, func(a, b labelled) int { return strings.Compare(a.label.String(), b.label.String()) })
	return list, nil
})

// renamed is copy n of a graph: another article, other sentences and, for what
// no lexicon knows, other names.
func renamed(g labelled, n int) labelled {
	if n == 0 {
		return g
	}
	end := "-" + strconv.Itoa(n)
	known, old := map[quad.Value]bool{}, string(g.label.(quad.IRI))
	for _, q := range g.quads {
		if q.Predicate == quad.Value(owlSameAs) || q.Predicate == quad.Value(skosBroader) {
			known[q.Subject], known[q.Object] = true, true
		}
	}
	rename := func(v quad.Value) quad.Value {
		switch x := v.(type) {
		case quad.IRI:
			if rest, ok := strings.CutPrefix(string(x), old); ok {
				return quad.IRI(old + end + rest)
			}
			if strings.HasPrefix(string(x), "e:") && !known[x] {
				return x + quad.IRI(end)
			}
		case quad.String:
			if len(x) > 15 {
				return x + quad.String(end)
			}
		}
		return v
	}
	out := labelled{label: rename(g.label), quads: make([]quad.Quad, len(g.quads))}
	for i, q := range g.quads {
		out.quads[i] = quad.Quad{Subject: rename(q.Subject), Predicate: q.Predicate, Object: rename(q.Object), Label: rename(q.Label)}
	}
	return out
}

// million gives graphs of together at least n quads, from copy first on.
func million(b *testing.B, n, first int) []labelled {
	list, err := corpus()
	if err != nil {
		b.Skipf("the corpora are not here: %v", err)
	}
	var out []labelled
	for quads := 0; quads < n; first++ {
		for _, g := range list {
			if quads < n {
				out = append(out, renamed(g, first))
				quads += len(g.quads)
			}
		}
	}
	return out
}

// size counts the quads of graphs.
func size(graphs []labelled) (n int) {
	for _, g := range graphs {
		n += len(g.quads)
	}
	return n
}

func loadAll(b *testing.B, s *Store, graphs []labelled) {
	b.Helper()
	l := s.Loader(b.Context())
	for _, g := range graphs {
		if err := l.add(b.Context(), g); err != nil {
			b.Fatal(err)
		}
	}
	if err := l.Close(b.Context()); err != nil {
		b.Fatal(err)
	}
}

// filled is a store of a million quads, and a hub with 100,000 edges.
var filled struct {
	sync.Once
	folder string
}

func filledStore(b *testing.B) *Store {
	graphs := million(b, benchQuads, 0)
	filled.Do(func() {
		var err error
		if filled.folder, err = os.MkdirTemp("", "quadwire-bench-*"); err != nil {
			b.Fatal(err)
		}
		s := openBench(b, Config{Path: filled.folder})
		loadAll(b, s, graphs)
		hub := labelled{label: quad.IRI("a:hub")}
		for i := range 100_000 {
			hub.quads = append(hub.quads, quad.Quad{Subject: quad.IRI(fmt.Sprintf("e:Person_%d", i)), Predicate: quad.IRI("r:met"), Object: quad.IRI("e:Hub"), Label: hub.label})
		}
		loadAll(b, s, []labelled{hub})
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	})
	return openBench(b, Config{Path: filled.folder})
}

func TestMain(m *testing.M) {
	code := m.Run()
	if filled.folder != "" {
		os.RemoveAll(filled.folder)
	}
	for _, do := range slices.Backward(atExit) {
		do()
	}
	os.Exit(code)
}

var atExit []func()

// AtExit has something done after all tests.
func AtExit(do func()) { atExit = append(atExit, do) }

func openBench(b *testing.B, config Config) *Store {
	b.Helper()
	s, err := Open(b.Context(), config)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

// BenchmarkBulk loads a million quads into a new store that syncs to the disk.
func BenchmarkBulk(b *testing.B) {
	graphs := million(b, benchQuads, 0)
	for b.Loop() {
		folder := b.TempDir()
		s := openBench(b, Config{Path: folder})
		loadAll(b, s, graphs)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		info, err := os.Stat(filepath.Join(folder, "graph.bolt"))
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Size())/1e6, "file-MB")
	}
	b.ReportMetric(float64(size(graphs)*b.N)/b.Elapsed().Seconds(), "quads/s")
}

// BenchmarkAddArticle adds single articles to a store of a million quads, each
// on the disk before the next.
func BenchmarkAddArticle(b *testing.B) {
	s := filledStore(b)
	graphs := million(b, benchQuads/5, 1000)
	i, quads := 0, 0
	for b.Loop() {
		g := renamed(graphs[i%len(graphs)], 1000+i/len(graphs))
		loadAll(b, s, []labelled{g})
		i, quads = i+1, quads+len(g.quads)
	}
	b.ReportMetric(float64(i)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(float64(quads)/b.Elapsed().Seconds(), "quads/s")
}

// BenchmarkAddAtOnce has eight writers do that at the same time.
func BenchmarkAddAtOnce(b *testing.B) {
	s := filledStore(b)
	graphs := million(b, benchQuads/5, 1000)
	var next atomic.Int64
	b.SetParallelism(4) // of two processors
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			i := int(next.Add(1))
			if err := s.replace(context.Background(), []labelled{renamed(graphs[i%len(graphs)], 3000+i/len(graphs))}); err != nil {
				b.Error(err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkReplaceArticle does the same with articles that are there and have
// changed.
func BenchmarkReplaceArticle(b *testing.B) {
	s := filledStore(b)
	graphs := million(b, benchQuads/5, 0)
	i := 0
	for b.Loop() {
		g := graphs[i%len(graphs)]
		g.quads = g.quads[:len(g.quads)-i%7]
		loadAll(b, s, []labelled{g})
		i++
	}
	b.ReportMetric(float64(i)/b.Elapsed().Seconds(), "articles/s")
}

// A counter counts lines and forgets them.
type counter struct{ bytes int64 }

func (c *counter) Write(p []byte) (int, error) { c.bytes += int64(len(p)); return len(p), nil }

// BenchmarkExport writes all of a store of a million quads.
func BenchmarkExport(b *testing.B) {
	s := filledStore(b)
	n, err := s.Size(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for _, format := range []string{"nquads", "trig", "json-stream", "gexf"} {
		b.Run(format, func(b *testing.B) {
			for b.Loop() {
				if err := s.Export(b.Context(), &counter{}, format, Selection{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
		})
	}
}

// MeasureDatabase measures a store in a database.
func MeasureDatabase(b *testing.B, config func(*testing.B) Config) {
	graphs := million(b, benchQuads, 0)
	all := b // what is open stays so until the end
	var s *Store
	b.Run("Bulk", func(b *testing.B) {
		for b.Loop() {
			s = openBench(all, config(all))
			loadAll(b, s, graphs)
		}
		b.ReportMetric(float64(size(graphs)*b.N)/b.Elapsed().Seconds(), "quads/s")
	})
	if s == nil {
		s = openBench(all, config(all))
		loadAll(b, s, graphs)
	}
	b.Run("AddArticle", func(b *testing.B) {
		fresh := million(b, benchQuads/5, 1000)
		i := 0
		for b.Loop() {
			loadAll(b, s, []labelled{renamed(fresh[i%len(fresh)], 1000+i/len(fresh))})
			i++
		}
		b.ReportMetric(float64(i)/b.Elapsed().Seconds(), "articles/s")
	})
	b.Run("Export", func(b *testing.B) {
		n, err := s.Size(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if err := s.Export(b.Context(), &counter{}, "nquads", Selection{}); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
	})
	queries(b, s)
}

// MillionRows are the rows of the million quads in tables of hashes.
func MillionRows(b *testing.B) (quads, nodes [][]any) {
	values := map[refs.ValueHash]quad.Value{}
	for _, g := range million(b, benchQuads, 0) {
		for _, q := range g.quads {
			row := make([]any, 4)
			h := hashQuad(q)
			for i, v := range [4]quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
				row[i], values[h[i]] = h[i][:], v
			}
			quads = append(quads, row)
		}
	}
	for h, v := range values {
		nodes = append(nodes, []any{h[:], 1, strings.ReplaceAll(quad.StringOf(v), "\x00", "")})
	}
	return quads, nodes
}

// BenchmarkOpen opens a store of a million quads and asks it for one thing.
func BenchmarkOpen(b *testing.B) {
	if err := filledStore(b).Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := Open(b.Context(), Config{Path: filled.folder, ReadOnly: true})
		if err != nil {
			b.Fatal(err)
		}
		if n, err := s.Size(b.Context()); err != nil || n < benchQuads {
			b.Fatal(n, err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkQuery asks a store of a million quads the usual things, each of
// many entities in turn: half of the answers take p50-ms, 95 of 100 p95-ms.
func BenchmarkQuery(b *testing.B) { queries(b, filledStore(b)) }

func queries(b *testing.B, s *Store) {
	var entities, speakers, articles []string
	seen := map[quad.Value]bool{}
	for _, g := range million(b, benchQuads, 0) {
		articles = append(articles, quad.StringOf(g.label))
		for _, q := range g.quads {
			if !strings.HasPrefix(q.Object.String(), "<e:") || seen[q.Object] {
				continue
			}
			switch q.Predicate {
			case rdfSubject:
				entities = append(entities, q.Object.String())
			case attributedTo:
				speakers = append(speakers, q.Object.String())
			default:
				continue
			}
			seen[q.Object] = true
		}
	}
	for _, c := range []struct {
		name, script string
		of           []string
	}{
		{"Facts", `g.V(%q).in("<rdf:subject>").save("<rdfs:label>", "fact").save("<qw:status>", "status").all()`, entities},
		{"TwoHops", `g.V(%q).out().out().limit(100).all()`, entities},
		{"Hub", `g.V("<e:Hub>").in("<r:met>").limit(10).all()`, nil},
		{"HubOfStatements", `g.V("<rdf:Statement>").in("<rdf:type>").limit(10).all()`, nil},
		{"HubStatus", `g.V("claimed").in("<qw:status>").save("<rdfs:label>", "what").limit(10).all()`, nil},
		{"ClaimsOf", `g.V(%q).in("<prov:wasAttributedTo>").save("<rdfs:label>", "what").save("<qw:status>", "status").limit(100).all()`, speakers},
		{"FactsOfArticle", `g.V("<rdf:Statement>").labelContext(%q).in("<rdf:type>").save("<rdfs:label>", "fact").all()`, articles},
		{"NamedTimeline", "@timeline", entities},
		{"NamedClaims", "@claims", speakers},
		{"NamedFacts", "@facts", entities},
	} {
		b.Run(c.name, func(b *testing.B) {
			var took []time.Duration
			rows := 0
			for i := 0; b.Loop(); i++ {
				script := c.script
				if len(c.of) > 0 {
					what := c.of[i*7919%len(c.of)]
					if name, ok := strings.CutPrefix(script, "@"); ok {
						q, _ := FindNamed(name)
						var err error
						if script, err = q.Script(what); err != nil {
							b.Fatal(err)
						}
					} else {
						script = fmt.Sprintf(script, what)
					}
				}
				start := time.Now()
				for _, err := range s.Query(b.Context(), script, QueryOptions{Limit: 1000}) {
					if err != nil {
						b.Fatal(err)
					}
					rows++
				}
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
			b.ReportMetric(float64(rows)/float64(len(took)), "rows")
		})
	}
}
