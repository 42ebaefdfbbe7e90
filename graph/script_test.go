package graph_test

import (
	"testing"

	"github.com/quadwire/quadwire/graph"
)

// TestJavaScript: what the guard of scripts does in the interpreter's place gives
// what JavaScript gives. The answers are those of Node.js.
func TestJavaScript(t *testing.T) {
	s := open(t, graph.Config{})
	for _, c := range []struct{ expression, want string }{
		{`"a-b-c".replace(/-/g, "+")`, `"a+b+c"`},
		{`"a-b".replace(/(.)-(.)/, "$2-$1 $& $$ $` + "`" + ` $' $3 $0 $01 $10")`, `"b-a a-b $   $3 $0 a a0"`},
		{`"abc".replace(/b/, function (m, i, s) { return m + i + s })`, `"ab1abcc"`},
		{`"aaa".replace(/x*/g, "-")`, `"-a-a-a-"`},
		{`"abcabc".match(/b./g)`, `["bc","bc"]`},
		{`"abc".match(/(b)(x)?/)`, `["b","b",null]`},
		{`"abc".match(/x/g)`, `null`},
		{`"a1b22".search(/\d+/)`, `1`},
		{`"xyz".search(/a/)`, `-1`},
		{`"a, b,c".split(/,\s*/)`, `["a","b","c"]`},
		{`"abc".split(/(b)/)`, `["a","b","c"]`},
		{`"abc".split(/(?:)/)`, `["a","b","c"]`},
		{`"".split(/x/)`, `[""]`},
		{`"".split(/(?:)/)`, `[]`},
		{`"a,b,c".split(/,/, 2)`, `["a","b"]`},
		{`",a,".split(/,/)`, `["","a",""]`},
		{`"aXbxc".split(/x/i)`, `["a","b","c"]`},
		{`[..."a1b2".matchAll(/([a-z])(\d)/g)].map(function (m) { return m[1] + m[2] + m.index })`, `["a10","b22"]`},
		{`"é€é".replace(/€/g, "e")`, `"éeé"`},
		{`"test".split("")`, `["t","e","s","t"]`},
		{`"a.b".replace(".", "$&$&")`, `"a..b"`},
		{`"aa".replaceAll(/a/g, "b")`, `"bb"`},
		{`Object.fromEntries([["a", 1], ["b", 2]])`, `{"a":1,"b":2}`},
		{`new Map([["a", 1]]).get("a")`, `1`},
		{`"aaaa".split(/a/y)`, `["","","","",""]`},
		{`"ab12cd".split(/\d/)`, `["ab","","cd"]`},
		{`(function () { var r = /a/g, n = 0; while (r.exec("aaa")) { n++ } return n })()`, `3`},
		{`"$1".replace(/\$1/, "$$1")`, `"$1"`},
		{`"abcdefghijkl".replace(/(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)/, "$11-$12-$1")`, `"k-a2-al"`},
	} {
		got, err := results(t, s, "g.emit(["+c.expression+"])", graph.QueryOptions{})
		if err != nil || len(got) != 1 || got[0] != "["+c.want+"]" {
			t.Errorf("%s: %s, %v, not %s", c.expression, got, err, c.want)
		}
	}
}
