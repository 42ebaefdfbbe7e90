package graph

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/cayley/query"
	"github.com/dop251/goja"
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
}

// DefaultTimeout is how long a query may run.
const DefaultTimeout = 30 * time.Second

// maxQueryMemory is how much the heap may grow while a query runs.
const maxQueryMemory = 1 << 30

// Query runs a Gizmo script and gives its results as values for JSON. It
// ends with the first error.
func (s *Store) Query(ctx context.Context, script string, options QueryOptions) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		program, err := compile(script)
		if err != nil {
			yield(nil, err)
			return
		}
		defer s.share()()
		if options.Timeout <= 0 {
			options.Timeout = DefaultTimeout
		}
		ctx, cancel := context.WithTimeoutCause(ctx, options.Timeout,
			fmt.Errorf("%w after %s: ask for less, or set --query-timeout", ErrTimeout, options.Timeout))
		defer cancel()
		ctx, stop := watchMemory(ctx, maxQueryMemory)
		defer stop()
		if err := s.run(ctx, program, options, yield); err != nil {
			yield(nil, err)
		}
	}
}

// run hands out results until there are no more or nobody wants them.
func (s *Store) run(ctx context.Context, program *goja.Program, options QueryOptions, yield func(any, error) bool) error {
	collation := query.JSON
	if options.JSONLD {
		collation = query.JSONLD
	}
	session, it, err := execute(ctx, s.cayley(), program, query.Options{Collation: collation, Limit: options.Limit}, nil)
	if err != nil {
		return scriptError(err)
	}
	defer it.Close()
	for n := 0; it.Next(ctx); {
		v := it.Result()
		if v == nil { // the value of the script itself
			continue
		}
		if !yield(v, nil) {
			return nil
		}
		if n++; options.Limit > 0 && n >= options.Limit {
			return nil
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err := session.ended(it); err != nil {
		return scriptError(err)
	}
	return nil
}

// MaxScript is how many bytes a script may have. What is nested in it deeper
// than a stack would end the program.
const MaxScript = 256 << 10

// CheckScript reports syntax errors of a Gizmo script.
func CheckScript(script string) error {
	_, err := compile(script)
	return err
}

func compile(script string) (*goja.Program, error) {
	if strings.TrimSpace(script) == "" {
		return nil, fmt.Errorf(`%w is empty: try g.V("<schema:NewsArticle>").in("<rdf:type>").all()`, ErrQuery)
	}
	if len(script) > MaxScript {
		return nil, fmt.Errorf("%w is too long: %d bytes of at most %d", ErrQuery, len(script), MaxScript)
	}
	program, err := goja.Compile("", script, false)
	if err != nil {
		return nil, scriptError(err)
	}
	return program, nil
}

var (
	syntaxPosition = regexp.MustCompile(`\(anonymous\): Line (\d+):(\d+)`)
	runPosition    = regexp.MustCompile(` at (?:\S+ \()?<eval>:(\d+):(\d+)\(\d+\)\)?`)
)

// scriptError words an error of the interpreter for the writer of a script.
func scriptError(err error) error {
	text := syntaxPosition.ReplaceAllString(err.Error(), "line $1, column $2:")
	text, _, _ = strings.Cut(text, " (and ")
	if m := runPosition.FindStringSubmatchIndex(text); m != nil {
		line, _ := strconv.Atoi(text[m[2]:m[3]])
		column, _ := strconv.Atoi(text[m[4]:m[5]])
		text = text[:m[0]] + fmt.Sprintf(" (line %d, column %d)", line, column)
	}
	return fmt.Errorf("%w: %s", ErrQuery, text)
}

// watchMemory ends a context when the heap grows too much while it lasts. A
// script can fill memory faster than its time limit passes.
func watchMemory(ctx context.Context, limit uint64) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	start := heap()
	go func() {
		tick := time.NewTicker(25 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				if heap() > start+limit {
					cancel(fmt.Errorf("%w: more than %d MB", ErrMemory, limit>>20))
				}
			}
		}
	}()
	return ctx, func() { cancel(nil) }
}

func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// guard goes before every script. Cayley dies when something odd such as
// regex("x") stands where a predicate belongs (out(regex("x"))), so paths are
// wrapped and check their arguments first. Built-in functions that could take
// all memory in one step, where nothing can stop them, are limited.
const guard = `
(function(root){
  var plain = new WeakMap(), values = new WeakSet(), G = root.graph, apply = Reflect.apply, most = 10000000;
  function cap(o, n, check){ var f = o[n];
    if (typeof f !== "function") { return; }
    Object.defineProperty(o, n, { writable: true, configurable: true, value: function(){ check(this, arguments); return apply(f, this, arguments); } }); }
  function fits(n, name){ if (n > most) { throw new RangeError(name + " would take too much memory"); } }
  ["ArrayBuffer","SharedArrayBuffer","DataView","Int8Array","Uint8Array","Uint8ClampedArray","Int16Array","Uint16Array","Int32Array","Uint32Array","Float32Array","Float64Array","BigInt64Array","BigUint64Array"].forEach(function(n){ delete root[n]; });
  ["repeat","padStart","padEnd"].forEach(function(n){ cap(String.prototype, n, function(s, a){ a[0] = Number(a[0]);
    fits(n === "repeat" ? a[0] * String(s).length : a[0], n + "()"); }); });
  Object.getOwnPropertyNames(Array.prototype).forEach(function(n){ if (n !== "constructor") { cap(Array.prototype, n, function(t){
    if (t !== null && t !== undefined) { fits(t.length, n + "()"); } }); } });
  cap(Array, "from", function(t, a){ if (a[0] !== null && a[0] !== undefined) { fits(a[0].length, "Array.from()"); } });
  cap(Function.prototype, "apply", function(t, a){ if (a[1]) { fits(a[1].length * 100, "apply()"); } });
  cap(Reflect, "apply", function(t, a){ if (a[2]) { fits(a[2].length * 100, "apply()"); } });
  cap(Reflect, "construct", function(t, a){ if (a[1]) { fits(a[1].length * 100, "construct()"); } });
  function remember(o, n){ var f = o[n];
    return function(){ var r = apply(f, o, arguments); if (r !== null && typeof r === "object") { values.add(r); } return r; }; }
  ["iri","bnode","raw","str","lang","typed"].forEach(function(n){ root[n] = remember(root, n); });
  var vias = {in:9,out:9,both:9,followrecursive:9,labelcontext:9,has:1,hasr:1};
  var paths = /^(follow|followr|and|intersect|union|or|except|difference)$/i;
  function open(v){
    if (Array.isArray(v)) { return v.map(open); }
    return (v !== null && typeof v === "object" && plain.get(v)) || v; }
  function good(v, alone){
    if (v === null || v === undefined || typeof v === "string" || typeof v === "number" || typeof v === "boolean") { return true; }
    if (Array.isArray(v)) { return v.every(function(x){ return x !== null && x !== undefined && good(x, alone && v.length === 1); }); }
    return typeof v === "object" && (values.has(v) || alone && plain.has(v)); }
  function wrap(v){
    if (v === null || typeof v !== "object" || Array.isArray(v) || typeof v.tagArray !== "function") { return v; }
    var p = new Proxy({}, { get: function(_, name){ return method(v, name); } });
    plain.set(p, v); return p; }
  function method(v, name){ var f = v[name];
    if (f === undefined && typeof name === "string" && name !== "toJSON") { throw new TypeError("there is no " + name + "()"); }
    if (typeof f !== "function") { return f; }
    return function(){ var args = Array.prototype.slice.call(arguments), max = vias[String(name).toLowerCase()] || 0;
      args.forEach(function(x, i){ if (i < max && !good(x, true) || i > 0 && max > 1 && typeof x === "object" && !Array.isArray(x) && !values.has(x)) {
        throw new TypeError(String(name) + "() takes predicates and paths; use filter() or has() for comparisons"); }
        if (paths.test(String(name)) && x !== null && x !== undefined && !plain.has(x)) { throw new TypeError(String(name) + "() takes a path"); } });
      return wrap(apply(f, v, args.map(open))); }; }
  var g = new Proxy({}, { get: function(_, name){
    return /^(iri|uri)$/i.test(String(name)) ? remember(G, name) : method(G, name); } });
  root.g = g; root.graph = g;
})(this);
`
