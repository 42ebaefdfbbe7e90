package graph_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/graph/internal/testkit"
)

// TestPlan asks a bolt store, whose queries are planned here, and one in
// memory, whose queries Cayley plans, the same 3,000 random things. Cayley's plans
// leave some combinations of tags out, but no node.
func TestPlan(t *testing.T) {
	samePlans(t, graph.Config{Path: t.TempDir() + "/q"}, 3000)
}

// TestPlanPostgres does so with a store whose queries become SQL.
func TestPlanPostgres(t *testing.T) {
	samePlans(t, graph.Config{Backend: graph.Postgres, Path: postgres(t)}, 300)
}

func samePlans(t *testing.T, config graph.Config, scripts int) {
	memory, other := open(t, graph.Config{}), open(t, config)
	for _, s := range []*graph.Store{memory, other} {
		load(t, s, testkit.Sample(t))
	}
	r := rand.New(rand.NewPCG(1, 2))
	rows, more := 0, 0
	for range scripts {
		script := randomScript(r)
		want, got := answers(t, memory, script), answers(t, other, script)
		rows += len(want)
		lost := slices.DeleteFunc(slices.Clone(want), func(a string) bool { return slices.Contains(got, a) })
		if strings.Contains(script, ".unique()") {
			lost = nil // which of several tags it leaves depends on the way
		}
		if len(lost) > 0 || !slices.Equal(ids(want), ids(got)) {
			t.Errorf("%s\nmemory: %d answers, %s: %d\nlost: %v\n%v", script, len(want), config.Backend, len(got), lost, got)
		}
		if len(got) > len(want) {
			more++
		}
	}
	if rows < scripts || more > scripts/100 {
		t.Errorf("%d answers, for %d scripts more than from memory", rows, more)
	}
}

var idOf = regexp.MustCompile(`"id":"[^"]*"`)

// ids gives the nodes of answers, each once.
func ids(answers []string) []string {
	var out []string
	for _, a := range answers {
		out = append(out, idOf.FindString(a))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// answers gives what a script finds, each once: how often depends on the way.
func answers(t *testing.T, s *graph.Store, script string) []string {
	t.Helper()
	var out []string
	for v, err := range s.Query(t.Context(), script, graph.QueryOptions{Timeout: 20 * time.Second}) {
		if err != nil {
			t.Fatalf("%s: %v", script, err)
		}
		line, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(line))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func randomScript(r *rand.Rand) string {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	node := func() string {
		return pick("<e:Lee_Jae_Myung>", "<e:China>", "<e:South_Korea>", "<e:Beijing>", "<rdf:Statement>", "claimed", "asserted", "possible", "<schema:Country>", "<e:nobody>", "<r:visited>")
	}
	predicate := func() string {
		return pick("<rdf:subject>", "<rdf:object>", "<rdf:predicate>", "<rdf:type>", "<rdfs:label>", "<qw:status>", "<prov:wasAttributedTo>", "<prov:wasDerivedFrom>", "<r:visited>", "<r:met>", "<schema:mentions>", "<r:nothing>")
	}
	quoted := func(of func() string, most int) string {
		var list []string
		for range 1 + r.IntN(most) {
			list = append(list, fmt.Sprintf("%q", of()))
		}
		return strings.Join(list, ", ")
	}
	array := func(of func() string) string { return "[" + quoted(of, 2) + "]" }
	tags := 0
	tag := func() string { tags++; return fmt.Sprintf("%q", fmt.Sprintf("t%d", tags)) }
	var path func(depth int) string
	step := func(depth int) string {
		switch n := r.IntN(17); {
		case n < 3:
			return fmt.Sprintf(".in(%s)", array(predicate))
		case n < 6:
			return fmt.Sprintf(".out(%s)", array(predicate))
		case n == 6:
			return fmt.Sprintf(".both(%s)", array(predicate))
		case n == 7:
			return fmt.Sprintf(".has(%q, %s)", predicate(), quoted(node, 2))
		case n == 8:
			return fmt.Sprintf(".hasR(%q, %q)", predicate(), node())
		case n == 9:
			return fmt.Sprintf(".save(%q, %s)", predicate(), tag())
		case n == 10:
			return fmt.Sprintf(".saveOpt(%q, %s)", predicate(), tag())
		case n == 11:
			return fmt.Sprintf(".saveR(%q, %s)", predicate(), tag())
		case n == 12:
			return ".tag(" + tag() + ")"
		case n == 13:
			return ".unique()"
		case n == 14 && depth < 2:
			return ".and(" + path(depth+1) + ")"
		case n == 15 && depth < 2:
			return ".except(" + path(depth+1) + ")"
		case n == 16 && depth < 2:
			return ".or(" + path(depth+1) + ")"
		}
		return fmt.Sprintf(".out(%q, %s)", predicate(), tag())
	}
	path = func(depth int) string {
		s := "g.V(" + quoted(node, 3) + ")"
		if r.IntN(5) == 0 {
			s += `.labelContext("<a:seoul-beijing-summit>")`
		}
		for range 1 + r.IntN(3) {
			s += step(depth)
		}
		return s
	}
	return path(0) + ".all()"
}
