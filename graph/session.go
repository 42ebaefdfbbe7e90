package graph

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/cayley/query/gizmo"
	"github.com/cayleygraph/cayley/query/shape"
	"github.com/cayleygraph/quad"
	"github.com/dlclark/regexp2"
	"github.com/dop251/goja"
)

// A session is a store as one script sees it. Cayley runs scripts in a
// goroutine of its own, where a panic of an iterator ends the program, and
// gives no way to its interpreter. A session gets there by a value of the store
// that is a function for scripts: the entry script fetches and calls it, and
// it runs the script, where panics are caught and the interpreter has limits.
type session struct {
	cayley.QuadStore
	program *goja.Program
	began   func() // called before the script runs; may be nil
	entered atomic.Bool
	err     error // of the script, for who has seen the end of the results

	mu    sync.Mutex
	runs  bool   // the script has begun and not ended
	over  bool   // nobody waits for results
	atEnd func() // called when it ends after that
}

const (
	entry       = "quadwire:run"
	entryScript = `g.V("<` + entry + `>").toValue()()`

	// maxCalls is how deep the functions of a script may call each other.
	maxCalls = 2000
)

// execute begins a script. Each of its results is got by Next; after the last
// one, err says why it ended.
func execute(ctx context.Context, quads cayley.QuadStore, program *goja.Program, options query.Options, began func()) (*session, query.Iterator, error) {
	s := &session{QuadStore: quads, program: program, began: began}
	it, err := gizmo.NewSession(s).Execute(ctx, entryScript, options)
	return s, it, err
}

// ended gives the error that ended a script, nil for none.
func (s *session) ended(ctx context.Context, it query.Iterator) error {
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case s.err != nil:
		return scriptError(s.err)
	case it.Err() != nil:
		return scriptError(it.Err())
	}
	return nil
}

// finish says that nobody waits for results; ended is called when nothing of
// the script runs any more.
func (s *session) finish(ended func()) {
	if ended == nil {
		ended = func() {}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = true
	if s.runs {
		s.atEnd = ended
	} else {
		ended()
	}
}

// check ends a script that nobody waits for while Cayley plans, where nothing
// else does.
func (s *session) check() {
	s.mu.Lock()
	over := s.over && s.runs
	s.mu.Unlock()
	if over {
		panic("it has run too long")
	}
}

// begin reports whether there is a reason to run.
func (s *session) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.runs = !s.over
	return s.runs
}

func (s *session) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.runs = false
	if s.atEnd != nil {
		s.atEnd()
	}
}

// run is called by the interpreter.
func (s *session) run(_ goja.FunctionCall, vm *goja.Runtime) goja.Value {
	if !s.begin() {
		return goja.Undefined()
	}
	defer s.end()
	defer func() {
		if p := recover(); p != nil {
			s.err = fmt.Errorf("cannot be run by Cayley: %v", p)
			// The interpreter is in no state to go on.
			runtime.Goexit()
		}
	}()
	vm.SetMaxCallStackSize(maxCalls)
	err := vm.GlobalObject().Set("opaque", opaque)
	var describe goja.Value
	if err == nil {
		describe, err = vm.RunProgram(guardProgram())
	}
	if err != nil {
		s.err = fmt.Errorf("guard of scripts: %s", err.Error())
		return goja.Undefined()
	}
	if s.began != nil {
		s.began()
	}
	if _, err := vm.RunProgram(s.program); err != nil {
		s.err = inWords(err, describe)
	}
	return goja.Undefined()
}

// opaque reports whether a value of the interpreter is one of Go that it
// cannot look into.
func opaque(call goja.FunctionCall, vm *goja.Runtime) goja.Value {
	if o, ok := call.Argument(0).(*goja.Object); ok {
		if t := o.ExportType(); t != nil && (t == timeType || t.Implements(valueType)) && o.ClassName() != "Date" {
			return vm.ToValue(true)
		}
	}
	return vm.ToValue(false)
}

var (
	timeType  = reflect.TypeFor[time.Time]()
	valueType = reflect.TypeFor[quad.Value]()
)

// inWords says what went wrong in a script, and where. What was thrown may be
// anything, so the interpreter says what it is, in its limits.
func inWords(err error, describe goja.Value) error {
	var thrown *goja.Exception
	var interrupted *goja.InterruptedError
	var deep *goja.StackOverflowError
	var text string
	var stack []goja.StackFrame
	switch {
	case errors.As(err, &interrupted): // the caller knows why
		return err
	case errors.As(err, &deep):
		text, stack = fmt.Sprintf("functions call each other deeper than %d times", maxCalls), deep.Stack()
	case !errors.As(err, &thrown):
		return err
	default:
		stack = thrown.Stack()
		if e, ok := goError(thrown.Value()); ok {
			text = e.Error()
		} else if f, ok := goja.AssertFunction(describe); ok {
			words, err := f(goja.Undefined(), thrown.Value())
			if err != nil {
				return errors.New("what was thrown cannot be put in words")
			}
			text = strings.TrimPrefix(words.String(), "Error: ")
		}
	}
	for _, f := range stack {
		if f.SrcName() == scriptName {
			at := f.Position()
			return fmt.Errorf("%s (line %d, column %d)", text, at.Line, at.Column)
		}
	}
	return errors.New(text)
}

// goError gives the error that Cayley threw, as it is or in an object.
func goError(v goja.Value) (error, bool) {
	if o, ok := v.(*goja.Object); ok && o.ClassName() == "GoError" {
		v = o.Get("value")
	}
	if v == nil || v.ExportType() == nil || !v.ExportType().Implements(errorType) {
		return nil, false
	}
	err, ok := v.Export().(error)
	return err, ok
}

var errorType = reflect.TypeFor[error]()

// scriptName is what the interpreter calls a script without a name.
const scriptName = "<eval>"

//go:embed guard.js
var guard string

var guardProgram = sync.OnceValue(func() *goja.Program { return goja.MustCompile("guard", guard, false) })

func init() {
	// Some regular expressions take longer than the universe will last, and the
	// package that runs them cannot be interrupted.
	regexp2.DefaultMatchTimeout = time.Second
}

// An entryValue is the function run as a value of the store, an entryRef the
// reference to it. Where results are JSON-LD, Cayley gives scripts what a typed
// string is converted to.
type (
	entryValue struct{ s *session }
	entryRef   struct{ s *session }
)

func (entryValue) String() string { return "<" + entry + ">" }
func (v entryValue) Native() any  { return v.s.run }
func (r entryRef) Key() any       { return r }

func (v entryValue) TypedString() quad.TypedString {
	n := strconv.FormatUint(entries.Add(1), 10)
	entered.Store(n, v)
	return quad.TypedString{Value: quad.String(n), Type: entry}
}

var (
	entries atomic.Uint64
	entered sync.Map // number of an entry -> entryValue, between TypedString and its conversion
)

func init() {
	quad.RegisterStringConversion(entry, func(n string) (quad.Value, error) {
		if v, ok := entered.LoadAndDelete(n); ok {
			return v.(entryValue), nil
		}
		return quad.String(n), nil
	})
}

// ValueOf finds a value; the first time the entry.
func (s *session) ValueOf(v quad.Value) (cayley.Ref, error) {
	if v == quad.Value(quad.IRI(entry)) && !s.entered.Swap(true) {
		return entryRef{s}, nil
	}
	s.check()
	ref, err := s.QuadStore.ValueOf(v)
	if ref == nil && err == nil {
		return nothing{}, nil
	}
	return ref, err
}

// nothing stands for a value that the store does not have. Cayley has nil for
// it, which some of its steps forget to expect.
type nothing struct{}

func (n nothing) Key() any { return n }

// QuadIterator gives the quads with a value in a direction.
func (s *session) QuadIterator(d quad.Direction, v cayley.Ref) iterator.Shape {
	if v == cayley.Ref(nothing{}) {
		return iterator.NewNull()
	}
	return s.QuadStore.QuadIterator(d, v)
}

// NameOf is the way back.
func (s *session) NameOf(v cayley.Ref) (quad.Value, error) {
	if _, ok := v.(entryRef); ok {
		return entryValue{s}, nil
	}
	if v == cayley.Ref(nothing{}) {
		return nil, nil
	}
	return s.QuadStore.NameOf(v)
}

// OptimizeShape takes out what is nothing and lets the store plan.
func (s *session) OptimizeShape(ctx context.Context, sh shape.Shape) (shape.Shape, bool) {
	s.check()
	isNothing := func(v cayley.Ref) bool { return v == cayley.Ref(nothing{}) }
	changed := false
	switch x := sh.(type) {
	case shape.Fixed:
		if slices.ContainsFunc(x, isNothing) {
			if x = slices.DeleteFunc(slices.Clone(x), isNothing); len(x) == 0 {
				return shape.Null{}, true
			}
			return x, true
		}
	case shape.QuadsAction:
		for _, v := range x.Filter {
			if isNothing(v) {
				return shape.Null{}, true
			}
		}
	case shape.Union: // Cayley leaves gaps in it
		if slices.ContainsFunc(x, shape.IsNull) {
			sh, changed = shape.Union(slices.DeleteFunc(slices.Clone(x), shape.IsNull)), true
		}
	case shape.Except:
		if x.Exclude == nil {
			x.Exclude = shape.Null{}
		}
		return exceptPlan{x}, true
	}
	if o, ok := s.QuadStore.(shape.Optimizer); ok {
		out, also := o.OptimizeShape(ctx, sh)
		return out, changed || also
	}
	return sh, changed
}

// An exceptPlan is a difference whose size is not taken for less than nothing,
// by which Cayley would divide.
type exceptPlan struct{ shape.Except }

func (s exceptPlan) Optimize(context.Context, shape.Optimizer) (shape.Shape, bool) { return s, false }

func (s exceptPlan) BuildIterator(qs cayley.QuadStore) iterator.Shape {
	return remainder{s.Except.BuildIterator(qs)}
}

type remainder struct{ iterator.Shape }

func (d remainder) Optimize(ctx context.Context) (iterator.Shape, bool) {
	d.Shape, _ = d.Shape.Optimize(ctx)
	if iterator.IsNull(d.Shape) {
		return d.Shape, true
	}
	return d, true
}

func (d remainder) Stats(ctx context.Context) (iterator.Costs, error) {
	costs, err := d.Shape.Stats(ctx)
	costs.Size.Value = max(costs.Size.Value, 0)
	return costs, err
}
