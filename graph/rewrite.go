package graph

import (
	"fmt"
	"reflect"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// A rewriter changes the syntax tree of a script so that no single step of it
// makes a string or a list of unbounded size: a loop with s = s + s would double
// the memory that it takes with each step, and the interpreter cannot be stopped
// inside of one. Such steps become calls of functions of guard.js, whose names
// no script can write.
type rewriter struct {
	seen map[uintptr]bool // declarations are in the tree twice
	err  error
}

// Functions of guard.js.
const (
	addFunction      = "+add"      // (a, b): a + b
	addToFunction    = "+addTo"    // (o, k, v): o[k] += v
	templateFunction = "+template" // (text, value, text ...): `text${value}text ...`
	spreadFunction   = "+spread"   // (v): v, as in [...v]
)

func rewrite(tree *ast.Program) error {
	r := &rewriter{seen: map[uintptr]bool{}}
	r.walk(reflect.ValueOf(tree.Body))
	return r.err
}

var (
	expressionType = reflect.TypeFor[ast.Expression]()
	patternType    = reflect.TypeFor[ast.ArrayPattern]()
	fileType       = reflect.TypeFor[*file.File]()
)

// walk changes the expressions below a node, the inner ones first.
func (r *rewriter) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			return
		}
		r.walk(v.Elem())
		if v.Type() == expressionType && v.CanSet() {
			if e, ok := v.Interface().(ast.Expression); ok {
				v.Set(reflect.ValueOf(r.expression(e)))
			}
		}
	case reflect.Pointer:
		if v.IsNil() || v.Type() == fileType || r.seen[v.Pointer()] {
			return
		}
		r.seen[v.Pointer()] = true
		r.walk(v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			r.walk(v.Index(i))
		}
	case reflect.Struct:
		if v.Type() == patternType && !v.FieldByName("Rest").IsNil() {
			r.err = fmt.Errorf("%w: a list cannot be divided with ... here: use slice()", ErrQuery)
		}
		if f := v.FieldByName("Async"); f.IsValid() && f.Kind() == reflect.Bool && f.Bool() {
			r.err = fmt.Errorf("%w: there are no async functions here", ErrQuery)
		}
		for i := range v.NumField() {
			r.walk(v.Field(i))
		}
	}
}

func call(at file.Idx, name unistring.String, args ...ast.Expression) ast.Expression {
	return &ast.CallExpression{Callee: &ast.Identifier{Name: name, Idx: at}, LeftParenthesis: at, ArgumentList: args, RightParenthesis: at}
}

func (r *rewriter) expression(e ast.Expression) ast.Expression {
	switch e := e.(type) {
	case *ast.BinaryExpression:
		if e.Operator == token.PLUS && !short(e.Left) && !short(e.Right) {
			return call(e.Left.Idx0(), addFunction, e.Left, e.Right)
		}
	case *ast.AssignExpression:
		if e.Operator == token.PLUS && !short(e.Right) {
			return r.addTo(e)
		}
	case *ast.TemplateLiteral:
		if e.Tag == nil && len(e.Expressions) > 0 {
			args := []ast.Expression{textLiteral(e.Elements[0])}
			for i, x := range e.Expressions {
				args = append(args, x, textLiteral(e.Elements[i+1]))
			}
			return call(e.OpenQuote, templateFunction, args...)
		}
	case *ast.SpreadElement:
		e.Expression = call(e.Expression.Idx0(), spreadFunction, e.Expression)
	}
	return e
}

// addTo rewrites a += b.
func (r *rewriter) addTo(e *ast.AssignExpression) ast.Expression {
	at := e.Left.Idx0()
	switch left := e.Left.(type) {
	case *ast.Identifier:
		return &ast.AssignExpression{Operator: token.ASSIGN, Left: left, Right: call(at, addFunction, left, e.Right)}
	case *ast.DotExpression:
		if _, ok := left.Left.(*ast.SuperExpression); !ok {
			return call(at, addToFunction, left.Left, &ast.StringLiteral{Idx: at, Literal: `""`, Value: left.Identifier.Name}, e.Right)
		}
	case *ast.BracketExpression:
		if _, ok := left.Left.(*ast.SuperExpression); !ok {
			return call(at, addToFunction, left.Left, left.Member, e.Right)
		}
	}
	r.err = fmt.Errorf("%w: += works on variables and properties only", ErrQuery)
	return e
}

// short reports whether an expression adds little: a number or a short text.
func short(e ast.Expression) bool {
	switch e := e.(type) {
	case *ast.NumberLiteral:
		return true
	case *ast.StringLiteral:
		return len(e.Value) < 200
	}
	return false
}

func textLiteral(e *ast.TemplateElement) ast.Expression {
	return &ast.StringLiteral{Idx: e.Idx, Literal: `""`, Value: e.Parsed}
}
