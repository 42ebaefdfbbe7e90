package graph

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/cayleygraph/cayley/query"
	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
)

// Errors of queries. Each of the others is an ErrQuery too.
var (
	ErrQuery   = errors.New("query") // the writer of the query can mend it
	ErrTimeout = fmt.Errorf("%w stopped", ErrQuery)
	ErrMemory  = fmt.Errorf("%w stopped: it needs too much memory", ErrQuery)
)

// QueryOptions bound a query; the zero value has the defaults.
type QueryOptions struct {
	Limit   int           // results at most, 0 for no limit
	Timeout time.Duration // 0 is DefaultTimeout
	JSONLD  bool          // nodes as {"@id": ...} instead of "<...>"
	Suspect bool          // stop it first when queries take too much memory
	Ended   func()        // called once when nothing of the query runs any more, at times a little after its last result; may be nil
}

// DefaultTimeout is how long a query may run.
const DefaultTimeout = 30 * time.Second

// Query runs a Gizmo script and gives its results as values for JSON. It
// ends with the first error.
func (s *Store) Query(ctx context.Context, script string, options QueryOptions) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		program, err := compile(script)
		if err != nil {
			if options.Ended != nil {
				options.Ended()
			}
			yield(nil, err)
			return
		}
		defer s.share()()
		ctx, end := bounded(ctx, options.Timeout, options.Suspect)
		defer end()
		if err := s.run(ctx, program, options, yield); err != nil {
			yield(nil, err)
		}
	}
}

// bounded gives a script its time and its memory.
func bounded(ctx context.Context, timeout time.Duration, suspect bool) (context.Context, func()) {
	if timeout <= 0 {
		timeout = DefaultTimeout
	}
	ctx, cancel := context.WithTimeoutCause(ctx, timeout, fmt.Errorf("%w after %s: ask for less, or set --query-timeout", ErrTimeout, timeout))
	ctx, stop := memory.watch(ctx, suspect)
	return ctx, func() { stop(); cancel() }
}

// run hands out results until there are no more or nobody wants them.
func (s *Store) run(ctx context.Context, program *goja.Program, options QueryOptions, yield func(any, error) bool) error {
	collation := query.JSON
	if options.JSONLD {
		collation = query.JSONLD
	}
	session, it, err := execute(ctx, s.cayley(), program, query.Options{Collation: collation, Limit: options.Limit}, nil)
	defer session.finish(options.Ended)
	if err != nil {
		return scriptError(err)
	}
	defer it.Close()
	for n := 0; it.Next(ctx); {
		v := it.Result()
		if v == nil { // the value of the script itself
			continue
		}
		if !yield(finite(v), nil) {
			return nil
		}
		if n++; options.Limit > 0 && n >= options.Limit {
			return nil
		}
	}
	return session.ended(ctx, it)
}

// finite puts words in the place of numbers that JSON does not have.
func finite(v any) any {
	switch v := v.(type) {
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return double(v)
		}
	case map[string]any:
		for k, x := range v {
			v[k] = finite(x)
		}
	case []any:
		for i, x := range v {
			v[i] = finite(x)
		}
	}
	return v
}

// Bounds of a script: what is nested deeper could take all of a stack, or very
// long to compile.
const (
	maxScript  = 256 << 10 // bytes
	maxNesting = 500       // of expressions and statements
)

// CheckScript reports syntax errors of a Gizmo script.
func CheckScript(script string) error {
	_, err := compile(script)
	return err
}

func compile(script string) (*goja.Program, error) {
	if strings.TrimSpace(script) == "" {
		return nil, fmt.Errorf(`%w is empty: try g.V("<schema:NewsArticle>").in("<rdf:type>").all()`, ErrQuery)
	}
	if len(script) > maxScript {
		return nil, fmt.Errorf("%w is too long: %d bytes, %d at most", ErrQuery, len(script), maxScript)
	}
	if strings.Count(script, "=>") > maxNesting || manyLabels.MatchString(script) {
		return nil, fmt.Errorf("%w has more functions or labels than Cayley's interpreter can read: %d at most", ErrQuery, maxNesting)
	}
	tree, err := goja.Parse("", script, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, scriptError(err)
	}
	if nested(reflect.ValueOf(tree.Body), maxNesting) {
		return nil, fmt.Errorf("%w is nested too deep: %d levels at most", ErrQuery, maxNesting)
	}
	if err := rewrite(tree); err != nil {
		return nil, err
	}
	program, err := goja.CompileAST(tree, false)
	if err != nil {
		return nil, scriptError(err)
	}
	return program, nil
}

// nested reports whether a syntax tree is deeper than some levels.
func nested(v reflect.Value, levels int) bool {
	if levels < 0 {
		return true
	}
	switch v.Kind() {
	case reflect.Interface:
		return !v.IsNil() && nested(v.Elem(), levels)
	case reflect.Pointer:
		return !v.IsNil() && v.Type() != fileType && nested(v.Elem(), levels-1)
	case reflect.Slice:
		for i := range v.Len() {
			if nested(v.Index(i), levels) {
				return true
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if nested(v.Field(i), levels) {
				return true
			}
		}
	}
	return false
}

// manyLabels finds labels upon labels, for which the parser takes quadratic
// time and memory.
var manyLabels = regexp.MustCompile(`(?:[^\s:;,(){}\[\]?"'` + "`" + `<>=/]+` + blank + `:` + blank + `){50}`)

const blank = `(?:\s|//[^\n]*\n|/\*(?:[^*]|\*+[^*/])*\*+/)*`

var syntaxPosition = regexp.MustCompile(`\(anonymous\): Line (\d+):(\d+)`)

// scriptError words an error of the interpreter for the writer of a script.
func scriptError(err error) error {
	text := syntaxPosition.ReplaceAllString(err.Error(), "line $1, column $2:")
	text, _, _ = strings.Cut(text, " (and ")
	return fmt.Errorf("%w: %s", ErrQuery, text)
}
