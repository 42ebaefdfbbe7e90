package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/quadwire/quadwire/graph"
)

// BenchmarkScale builds many articles (QUADWIRE_SCALE, 50,000 if not set) into one
// store: the texts of ../shared/corpora with other names and numbers. The build is
// killed twice on its way and goes on; what it writes is compared with the speed of
// reading alone. The course goes to docs/scale.tsv and docs/scale.svg.
//
//	go test -bench Scale -benchtime 1x -run '^$' -timeout 2h ./cmd/quadwire
func BenchmarkScale(b *testing.B) {
	n := 50_000
	if s := os.Getenv("QUADWIRE_SCALE"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	program := filepath.Join(b.TempDir(), "quadwire")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	folder := b.TempDir()
	files := corpus(b, filepath.Join(folder, "news"), n)
	for b.Loop() {
		db := filepath.Join(folder, "scale.db")
		alone := []float64{readingAlone(b, program, files[:2])}
		course := &course{start: time.Now()}
		for _, until := range []int{n / 3, 2 * n / 3, n} {
			course.build(b, program, db, filepath.Dir(files[0]), until, until < n)
		}
		took := time.Since(course.start)
		alone = append(alone, readingAlone(b, program, files[:2]))
		slices.Sort(alone)
		checkWhole(b, program, db, filepath.Dir(files[0]), n)
		sentences, quads := sizes(b, db, n)
		speed := float64(n) / took.Seconds()
		b.ReportMetric(speed, "articles/s")
		b.ReportMetric(speed*sentences, "sentences/s")
		b.ReportMetric(speed*quads, "quads/s")
		b.ReportMetric(100*speed/alone[len(alone)-1], "%-of-reading")
		course.write(b, sentences, quads)
	}
}

var (
	capital = regexp.MustCompile(`[a-z,] ([A-Z][a-z]{3,})`)
	aName   = regexp.MustCompile(`\b[A-Z][a-z]{3,}`)
	number  = regexp.MustCompile(`\b[0-9]{1,3}\b`)
)

// corpus writes articles as files of a thousand lines of JSON.
func corpus(tb testing.TB, folder string, n int) []string {
	tb.Helper()
	shared := filepath.Join("..", "..", "..", "shared", "corpora")
	var texts []string
	paths, _ := filepath.Glob(filepath.Join(shared, "*", "*.json*"))
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		for d := json.NewDecoder(bytes.NewReader(raw)); ; {
			var doc struct{ Content, Text string }
			if d.Decode(&doc) != nil {
				break
			}
			texts = append(texts, cmp.Or(doc.Content, doc.Text))
		}
	}
	if len(texts) == 0 {
		tb.Skip("the corpora of ../shared are not here")
	}
	known := map[string]bool{}
	for _, text := range texts {
		for _, m := range capital.FindAllStringSubmatch(text, -1) {
			known[m[1]] = true
		}
	}
	names := make([]string, 0, len(known))
	for name := range known {
		names = append(names, name)
	}
	slices.Sort(names)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		tb.Fatal(err)
	}
	var files []string
	for first := 0; first < n; first += 1000 {
		var out bytes.Buffer
		for i := first; i < min(n, first+1000); i++ {
			line, err := json.Marshal(map[string]string{"id": fmt.Sprintf("n%06d", i), "text": varied(texts[i%len(texts)], i, known, names)})
			if err != nil {
				tb.Fatal(err)
			}
			out.Write(append(line, '\n'))
		}
		file := filepath.Join(folder, fmt.Sprintf("%03d.jsonl", first/1000))
		if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
			tb.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// varied gives most names and all small numbers of a text others.
func varied(text string, seed int, known map[string]bool, names []string) string {
	random := rand.New(rand.NewPCG(1, uint64(seed)))
	other := map[string]string{}
	text = aName.ReplaceAllStringFunc(text, func(name string) string {
		if !known[name] {
			return name
		}
		if other[name] == "" {
			if other[name] = name; random.IntN(10) < 7 {
				other[name] = names[random.IntN(len(names))]
			}
		}
		return other[name]
	})
	return number.ReplaceAllStringFunc(text, func(s string) string {
		v, _ := strconv.Atoi(s)
		return strconv.Itoa(v + 1 + random.IntN(9))
	})
}

// readingAlone is how many articles a second are read without a store.
func readingAlone(tb testing.TB, program string, files []string) float64 {
	tb.Helper()
	cmd := exec.Command(program, append([]string{"extract", "--format", "nquads"}, files...)...)
	cmd.Stdout = io.Discard
	start := time.Now()
	if err := cmd.Run(); err != nil {
		tb.Fatal(err)
	}
	return 1000 * float64(len(files)) / time.Since(start).Seconds()
}

// A course is how a build went.
type course struct {
	start  time.Time
	points []point
}

type point struct {
	at       time.Duration
	articles int
	memory   float64 // MB resident and not of a file
	file     float64 // MB
}

var told = regexp.MustCompile(`^quadwire: ([0-9]+)(?: of [0-9]+)? articles`)

// build runs until so many articles are done, then it is killed, if it is to be.
func (c *course) build(tb testing.TB, program, db, folder string, until int, kill bool) {
	tb.Helper()
	cmd := exec.Command(program, "build", "--db", db, "--duplicates", "read", folder)
	pipe, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		tb.Fatal(err)
	}
	for lines := bufio.NewScanner(pipe); lines.Scan(); {
		m := told.FindStringSubmatch(lines.Text())
		if m == nil {
			tb.Log(lines.Text())
			continue
		}
		p := point{at: time.Since(c.start), memory: anonymous(cmd.Process.Pid)}
		p.articles, _ = strconv.Atoi(m[1])
		if info, err := os.Stat(filepath.Join(db, "graph.bolt")); err == nil {
			p.file = float64(info.Size()) / 1e6
		}
		c.points = append(c.points, p)
		if kill && p.articles >= until {
			cmd.Process.Kill() //nolint:errcheck // it ends so or so
			break
		}
	}
	if err := cmd.Wait(); err != nil && !kill {
		tb.Fatal(err)
	}
}

// anonymous is the memory of a process that is its own, in MB; pages of the
// store's file that the system keeps are not.
func anonymous(pid int) float64 {
	raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(raw)) {
		if rest, ok := strings.CutPrefix(line, "RssAnon:"); ok {
			kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1000
		}
	}
	return 0
}

// checkWhole: nothing is lost, nothing twice, nothing left to do.
func checkWhole(tb testing.TB, program, db, folder string, n int) {
	tb.Helper()
	out, err := exec.Command(program, "build", "--db", db, "--duplicates", "read", folder).CombinedOutput()
	if want := fmt.Sprintf("0 articles with 0 facts put into %s; %d were in it already", db, n); err != nil || !strings.Contains(string(out), want) {
		tb.Errorf("%v\n%s", err, out)
	}
	list, err := exec.Command(program, "articles", "--db", db).Output()
	lines := strings.Split(strings.TrimSpace(string(list)), "\n")
	for i, line := range lines {
		if !strings.HasPrefix(line, fmt.Sprintf("n%06d\t", i)) {
			tb.Fatalf("article %d is %s", i, line)
		}
	}
	if len(lines) != n || err != nil {
		tb.Errorf("%d articles, want %d; %v", len(lines), n, err)
	}
}

// sizes are how many sentences and quads an article has.
func sizes(tb testing.TB, db string, n int) (sentences, quads float64) {
	tb.Helper()
	s, err := graph.Open(tb.Context(), graph.Config{Path: db, ReadOnly: true})
	if err != nil {
		tb.Fatal(err)
	}
	defer s.Close()
	size, err := s.Size(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	for i := range 177 { // the texts come round
		var b bytes.Buffer
		if err := s.Export(tb.Context(), &b, "nquads", graph.Selection{Article: fmt.Sprintf("n%06d", i)}); err != nil {
			tb.Fatal(err)
		}
		sentences += float64(strings.Count(b.String(), "nif-core#Sentence>"))
	}
	return sentences / 177, float64(size) / float64(n)
}

func (c *course) write(tb testing.TB, sentences, quads float64) {
	tb.Helper()
	folder := filepath.Join("..", "..", "docs")
	var table, line bytes.Buffer
	fmt.Fprintln(&table, "seconds\tarticles\tarticles/s\tsentences/s\tquads/s\tmemory MB\tfile MB")
	last := point{}
	const width, height, left, top = 640.0, 240.0, 60.0, 30.0
	end, most := c.points[len(c.points)-1].at.Seconds(), 0.0
	var rates []point
	var speeds []float64
	for _, p := range c.points {
		if p.at-last.at < 30*time.Second && p.at.Seconds() != end || p.articles < last.articles {
			continue
		}
		rate := float64(p.articles-last.articles) / (p.at - last.at).Seconds()
		fmt.Fprintf(&table, "%.0f\t%d\t%.1f\t%.0f\t%.0f\t%.0f\t%.0f\n", p.at.Seconds(), p.articles, rate, rate*sentences, rate*quads, p.memory, p.file)
		rates, speeds, most, last = append(rates, p), append(speeds, rate), max(most, rate), p
	}
	fmt.Fprintf(&line, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" font-family="sans-serif" font-size="12"><rect width="100%%" height="100%%" fill="white"/>`, width+2*left, height+3*top)
	fmt.Fprintf(&line, `<path d="M%.0f %.0fv%.0fh%.0f" fill="none" stroke="black"/>`, left, top, height, width)
	path := "M"
	for i, p := range rates {
		path += fmt.Sprintf("%.1f %.1f ", left+width*p.at.Seconds()/end, top+height*(1-speeds[i]/most))
	}
	memory := "M"
	for _, p := range rates {
		memory += fmt.Sprintf("%.1f %.1f ", left+width*p.at.Seconds()/end, top+height*(1-min(p.memory, 2000)/2000))
	}
	fmt.Fprintf(&line, `<path d="%s" fill="none" stroke="#06c" stroke-width="2"/><path d="%s" fill="none" stroke="#c60" stroke-width="2"/>`, path, memory)
	fmt.Fprintf(&line, `<text x="4" y="%.0f" fill="#06c">%.0f/s</text><text x="%.0f" y="%.0f" fill="#c60">2 GB</text><text x="%.0f" y="%.0f">%.0f s</text>`, top+4, most, left+width+4, top+4, left+width-20, top+height+16, end)
	fmt.Fprintf(&line, `<text x="%.0f" y="18"><tspan fill="#06c">articles a second</tspan> and <tspan fill="#c60">memory</tspan> while %d articles are built, killed twice</text></svg>`, left, last.articles)
	for name, content := range map[string][]byte{"scale.tsv": table.Bytes(), "scale.svg": line.Bytes()} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			tb.Fatal(err)
		}
	}
}
