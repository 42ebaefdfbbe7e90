package graph

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/cayley/query/shape"
	"github.com/cayleygraph/quad"
)

// A QueryShape is how Cayley understands a query: a tree of steps.
type QueryShape struct {
	Nodes []ShapeNode `json:"nodes"`
	Links []ShapeLink `json:"links"`
}

// A ShapeNode is a step with its settings.
type ShapeNode struct {
	ID     int      `json:"id"`
	Kind   string   `json:"kind"`
	Values []string `json:"values,omitempty"`
	Tags   []string `json:"tags,omitempty"`
}

// A ShapeLink leads from a step to one that it takes its input from.
type ShapeLink struct {
	Source int    `json:"source"`
	Target int    `json:"target"`
	Role   string `json:"role"`
}

// Shape gives the shape of the last path that a script runs, without
// touching the data; timeout is as in QueryOptions.
func Shape(ctx context.Context, script string, timeout time.Duration) (*QueryShape, error) {
	program, err := compile(script)
	if err != nil {
		return nil, err
	}
	ctx, end := bounded(ctx, timeout, false)
	defer end()
	recorder := &shapeRecorder{QuadStore: memstore.New()}
	session, it, err := execute(ctx, recorder, program, query.Options{Collation: query.Raw}, recorder.forget)
	defer session.finish(nil)
	if err != nil {
		return nil, scriptError(err)
	}
	defer it.Close()
	for it.Next(ctx) {
	}
	if err := session.ended(ctx, it); err != nil {
		return nil, err
	}
	root := recorder.shape()
	if root == nil {
		return nil, fmt.Errorf("%w: the script runs no path: end one with .all()", ErrQuery)
	}
	out := &QueryShape{Nodes: []ShapeNode{}, Links: []ShapeLink{}}
	out.add(root)
	return out, nil
}

// A shapeRecorder is an empty store that knows every value and keeps the
// shape that it is asked to run.
type shapeRecorder struct {
	cayley.QuadStore
	mu   sync.Mutex
	last shape.Shape
}

// ValueOf makes every value known, so that none is optimised away.
func (r *shapeRecorder) ValueOf(v quad.Value) (cayley.Ref, error) { return refs.PreFetched(v), nil }

// NameOf is the way back.
func (r *shapeRecorder) NameOf(v cayley.Ref) (quad.Value, error) {
	if p, ok := v.(refs.PreFetchedValue); ok {
		return p.NameOf(), nil
	}
	return nil, nil
}

// OptimizeShape sees every step of a query, the whole of it last.
func (r *shapeRecorder) OptimizeShape(_ context.Context, s shape.Shape) (shape.Shape, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last = s
	return s, false
}

// forget begins anew.
func (r *shapeRecorder) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last = nil
}

func (r *shapeRecorder) shape() shape.Shape {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.last
}

// add puts a step and all below it into the lists and gives its number.
func (q *QueryShape) add(s shape.Shape) int {
	id := len(q.Nodes)
	v := reflect.Indirect(reflect.ValueOf(s))
	q.Nodes = append(q.Nodes, ShapeNode{ID: id, Kind: strings.TrimPrefix(v.Type().String(), "shape.")})
	q.fields(id, "input", v)
	return id
}

// fields reads what a step holds: other steps, tags and values.
func (q *QueryShape) fields(id int, role string, v reflect.Value) {
	if !v.IsValid() || !v.CanInterface() {
		return
	}
	switch x := v.Interface().(type) {
	case cayley.Ref:
		if p, ok := x.(refs.PreFetchedValue); ok {
			q.Nodes[id].Values = append(q.Nodes[id].Values, quad.StringOf(p.NameOf()))
		}
		return
	case quad.Direction:
		q.Nodes[id].Values = append(q.Nodes[id].Values, x.String())
		return
	case quad.Value:
		q.Nodes[id].Values = append(q.Nodes[id].Values, quad.StringOf(x))
		return
	}
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if !v.IsNil() {
			q.child(id, role, v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			q.child(id, strings.ToLower(v.Type().Field(i).Name), v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			q.child(id, role, v.Index(i))
		}
	case reflect.String:
		q.Nodes[id].Tags = append(q.Nodes[id].Tags, v.String())
	}
}

// child is a step of its own or a part of its parent.
func (q *QueryShape) child(id int, role string, v reflect.Value) {
	if v.CanInterface() && (v.Kind() != reflect.Interface && v.Kind() != reflect.Pointer || !v.IsNil()) {
		if s, ok := v.Interface().(shape.Shape); ok {
			q.Links = append(q.Links, ShapeLink{Source: id, Target: q.add(s), Role: role})
			return
		}
	}
	q.fields(id, role, v)
}
