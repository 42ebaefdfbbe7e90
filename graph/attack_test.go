package graph_test

import (
	"context"
	"encoding/json"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/graph/internal/testkit"
)

// deep writes a source that is nested n levels.
func deep(open, middle, end string, n int) string {
	return strings.Repeat(open, n) + middle + strings.Repeat(end, n)
}

// attacks are scripts that take the time, the memory or the stack of the
// process, or make Cayley or its interpreter panic.
func attacks() map[string]string {
	const dag = `var a = [1]; for (var i = 0; i < 40; i++) { a = [a, a] } `
	const nested = `var a = []; for (var i = 0; i < 2e6; i++) { a = [a] } `
	list := map[string]string{
		"loop":                    `while (true) {}`,
		"loop of results":         `while (true) { g.emit(1) }`,
		"doubled string":          `var s = "x"; while (true) { s = s + s }`,
		"doubled in place":        `var s = "x"; while (true) { s += s }`,
		"doubled property":        `var o = {s: "x"}; while (true) { o.s += o.s }`,
		"doubled element":         `var o = ["x"], i = 0; while (true) { o[i] += o[0] }`,
		"doubled template":        "var s = 'x'; while (true) { s = `${s}${s}` }",
		"doubled by concat":       `var s = "x"; while (true) { s = s.concat(s) }`,
		"doubled by join":         `var s = "x"; while (true) { s = [s, s].join("") }`,
		"doubled list":            `var a = [1]; while (true) { a = a.concat(a) }`,
		"doubled spread":          `var a = [1]; while (true) { a = [...a, ...a] }`,
		"doubled arguments":       `var a = [1]; function f() { return Array.prototype.slice.call(arguments) } while (true) { a = f(...a, ...a) }`,
		"doubled private":         `class C { #s = "x"; f() { while (true) { this.#s += this.#s } } } new C().f()`,
		"doubled object":          `var o = {toString() { return s }}, s = "x"; while (true) { s = o + s }`,
		"endless list":            `var a = []; while (true) { a.push("x" + a.length) }`,
		"endless object":          `var o = {}; while (true) { o[Math.random()] = 1 }`,
		"endless map":             `var m = new Map(); m.set(1, 1); m.forEach(function (v, k) { m.set(k + 1, 1) })`,
		"endless generator":       `g.emit([...(function* () { while (true) { yield "x" } })()].length)`,
		"endless promises":        `var p = Promise.resolve(); function f() { p = p.then(f) } f()`,
		"repeat":                  `"x".repeat(1e10)`,
		"padStart":                `"x".padStart(1e10)`,
		"buffer":                  `new ArrayBuffer(1e13)`,
		"typed array":             `new Uint8Array(1e12)`,
		"join":                    `Array(4e9).join("xxxx")`,
		"join of long":            `g.emit(new Array(1e6).fill("y".repeat(1e6)).join("").length)`,
		"fill":                    `Array(4e9).fill(0)`,
		"from":                    `Array.from({length: 4e9})`,
		"apply":                   `g.V.apply(g, {length: 4e9})`,
		"replace":                 `g.emit("x".repeat(1e6).replace(/x/g, "y".repeat(1e6)).length)`,
		"replaceAll":              `g.emit("x".repeat(1e6).replaceAll("x", "y".repeat(1e6)).length)`,
		"replace by the rest":     `g.emit("x".repeat(1e6).replace(/x/g, "$'").length)`,
		"recursion":               `function f() { f() } f()`,
		"recursive getter":        `var o = {get x() { return o.x }}; o.x`,
		"recursive toString":      `var o = {toString() { return String(o) }}; String(o)`,
		"recursive sort":          `function f() { return [2, 1].sort(f).length } [2, 1].sort(f)`,
		"circle of proxies":       `var t = {}; var p = new Proxy(t, {}); Object.setPrototypeOf(t, p); g.emit(p.x)`,
		"chain of prototypes":     `var o = {}; for (var i = 0; i < 4e6; i++) { o = Object.create(o) } g.emit(o.x)`,
		"chain of functions":      `var f = function () {}; for (var i = 0; i < 4e6; i++) { f = f.bind(null) } g.emit(f())`,
		"chain of classes":        `var C = class {}; for (var i = 0; i < 1e6; i++) { C = class extends C {} } new C()`,
		"result in a circle":      `var a = {}; a.a = a; g.emit(a)`,
		"result of all":           `g.emit(this)`,
		"result exponential":      dag + `g.emit(a)`,
		"result nested":           nested + `g.emit(a)`,
		"text exponential":        dag + `g.emit(JSON.stringify(a).length)`,
		"text of toJSON":          dag + `g.emit(JSON.stringify({toJSON: function () { return a }}).length)`,
		"text nested":             nested + `g.emit(JSON.stringify(a).length)`,
		"string exponential":      dag + `g.emit(String(a).length)`,
		"string nested":           nested + `g.emit(String(a).length)`,
		"flat exponential":        dag + `g.emit(a.flat(Infinity).length)`,
		"nodes exponential":       dag + `g.V(a).all()`,
		"nodes nested":            nested + `g.V(a).all()`,
		"thrown exponential":      dag + `throw a`,
		"thrown endless":          `throw {toString() { while (true) {} }}`,
		"thrown as error":         `var e = new Error("x"); Object.defineProperty(e, "message", {get: function () { while (true) {} }}); throw e`,
		"parse":                   `JSON.parse("[".repeat(9e6))`,
		"eval":                    `eval("(".repeat(9e6))`,
		"Function":                `new Function("return " + "(".repeat(9e6))`,
		"constructor":             `(function () {}).constructor("return " + "-".repeat(9e6) + "1")()`,
		"async constructor":       `(async function () {}).constructor("return " + "-".repeat(9e6) + "1")()`,
		"slow expression":         `g.emit(/^(?=a)(a+)+$/.test("a".repeat(60) + "!"))`,
		"slow back reference":     `g.emit(/(a*)*\1$/.test("a".repeat(60) + "!"))`,
		"deep expression":         `g.emit(new RegExp("(".repeat(5e6) + ")".repeat(5e6)).test("x"))`,
		"deep match":              `"x".match("(".repeat(5e6) + ")".repeat(5e6))`,
		"long path":               `var p = g.V("<e:China>"); for (var i = 0; i < 3e5; i++) { p = p.out() } p.all()`,
		"many paths":              `var p = g.V(); for (var i = 0; i < 3e5; i++) { p = p.and(g.V("<x>")) } p.all()`,
		"nested paths":            `var p = g.V("<e:China>"); for (var i = 0; i < 3e5; i++) { p = g.V().and(p) } p.all()`,
		"explosion":               `var p = g.V(); for (var i = 0; i < 60; i++) { p = p.both() } g.emit(p.count())`,
		"explosion in memory":     `g.emit(g.V().both().both().both().both().both().both().both().toArray().length)`,
		"explosion of tags":       `g.V().tag("a").both().both().both().both().both().both().tag("b").all()`,
		"nothing at length":       `g.V().both().both().both().both().both().both().both().has("<no>", "<nothing>").all()`,
		"regex for predicate":     `g.V().out(regex("x")).all()`,
		"gaps":                    `g.V("<e:Beijing>").except(g.V("<no>").or(g.V("<nobody>"))).all()`,
		"argument in a circle":    `var a = {}; a.a = a; g.V(a)`,
		"circle of a list":        `var a = []; a[0] = a; g.V(a).all()`,
		"compared circle":         `var a = {}; a.a = a; lt(a)`,
		"text of a circle":        `var a = []; a[0] = a; str([a])`,
		"circle of a map":         `var m = new Map(); m.set(m, m); g.V(m).all()`,
		"is a circle":             `var a = {}; a.a = a; g.V().is(a).all()`,
		"list of a circle":        `var a = {}; a.a = a; g.V().toArray(a)`,
		"own push":                `Array.prototype.push = function (x) { this[0] = this; return 1 }; g.emit([1])`,
		"own setter":              `Object.defineProperty(Object.prototype, "a", {set: function (v) { this.b = this }}); g.emit({a: 1})`,
		"compared exponential":    dag + `lt(a)`,
		"argument exponential":    dag + `g.V({a: a})`,
		"circle of paths":         `var p = g.V(); Object.setPrototypeOf(p, p); "x" in p`,
		"circle of g":             `Object.setPrototypeOf(g, g); g.x = 1`,
		"job":                     `Promise.resolve().then(function () { str(5) })`,
		"async job":               `(async function () { await 1; str(5) })()`,
		"path in lists":           `var p = g.V("<x>"); for (var i = 0; i < 25; i++) { p = p.out([p]) } p.all()`,
		"own String":              `String = function () { return "" }; "x".repeat(1e10)`,
		"own Number":              `Number = function () { return 1 }; "x".repeat(1e10)`,
		"own WeakMap":             `var set = WeakMap.prototype.set; WeakMap.prototype.set = function (k, v) { return typeof v === "number" ? this : set.call(this, k, v) }; var p = g.V(); for (var i = 0; i < 40; i++) { p = p.both() } p.all()`,
		"text that changes":       `"x".repeat(1e6).replaceAll("x", {toString() { return "y".repeat(1e6) }})`,
		"this that changes":       `var n = 0, b = "x".repeat(1e7); String.prototype.repeat.call({toString() { return n++ ? b : "" }}, 1e7)`,
		"length that changes":     `var n = 0; Reflect.apply(Math.max, null, {get length() { return n++ ? 4e9 : 0 }})`,
		"list that changes":       `var n = 0; Array.prototype.fill.call({get length() { return n++ ? 4e9 : 0 }}, 0)`,
		"reverse that changes":    `var n = 0; Array.prototype.reverse.call({get length() { return n++ ? 4e9 : 0 }})`,
		"join of objects":         `g.emit(Array(1e4).fill(new String("y".repeat(1e7))).join("").length)`,
		"expression of object":    `new RegExp({toString() { return "(".repeat(5e6) + ")".repeat(5e6) }})`,
		"match of object":         `"x".match({toString() { return "(".repeat(5e6) + ")".repeat(5e6) }})`,
		"local string":            `Array(1e4).fill("y".repeat(1e7)).toLocaleString()`,
		"concat of many":          `"".concat(...Array(1e4).fill("x".repeat(1e7)))`,
		"concat of lists":         `var a = Array(1e6).fill(0); [].concat(...Array(1e4).fill(a))`,
		"symbol of replace":       `RegExp.prototype[Symbol.replace].call(/x/g, "x".repeat(1e6), "y".repeat(1e6))`,
		"symbol of match":         `RegExp.prototype[Symbol.match].call({global: true, exec: Object}, "x")`,
		"endless matches":         `RegExp.prototype[Symbol.replace].call({global: true, flags: "g", exec: Object.bind(null, ["x"])}, "x", "y")`,
		"own matches":             `var r = /x/g; r.exec = Object.bind(null, ["x"]); "x".match(r)`,
		"own source":              `var r = /x{0,1000}y/; Object.defineProperty(r, "source", {value: ""}); r.test("x".repeat(1e7))`,
		"own source of split":     `var r = /x{0,1000}y/; Object.defineProperty(r, "source", {value: ""}); "x".repeat(1e7).split(r)`,
		"endless entries":         `Object.fromEntries({[Symbol.iterator]: Object.bind(null, {next: Object.bind(null, {value: ["a", 1]})})})`,
		"endless weak set":        `new WeakSet({[Symbol.iterator]: Object.bind(null, {next: Object.bind(null, {value: {}})})})`,
		"endless weak map":        `new WeakMap({[Symbol.iterator]: Object.bind(null, {next: Object.bind(null, {value: [{}, 1]})})})`,
		"raw":                     `String.raw({raw: {length: 1e11}})`,
		"keys of a string":        `var s = "x"; for (var i = 0; i < 26; i++) { s = s + s } Object.keys(s)`,
		"keys of 8 million":       `var s = "x"; for (var i = 0; i < 23; i++) { s = s + s } Object.keys(s)`,
		"spread of nothing":       `[...new Array(4e9)]`,
		"most of nothing":         `Math.max(...new Array(4e8))`,
		"set of nothing":          `new Set(new Array(4e9))`,
		"all of nothing":          `Promise.all(new Array(4e9))`,
		"iterator of nothing":     `var a = [], it = a[Symbol.iterator](); a.length = 4e9; Array.from(it)`,
		"set of an iterator":      `var a = [], it = a[Symbol.iterator](); a.length = 4e9; new Set(it)`,
		"spread of an iterator":   `var a = [], it = a[Symbol.iterator](); a.length = 4e9; [...it]`,
		"rest of an iterator":     `var a = [], it = a[Symbol.iterator](); a.length = 4e9; var [...r] = it`,
		"assigned string":         `var s = "x"; for (var i = 0; i < 23; i++) { s = s + s } Object.assign({}, s)`,
		"split of 8 million":      `var s = "x"; for (var i = 0; i < 23; i++) { s = s + s } s.split("")`,
		"normalized":              `var s = "\ufdfa"; for (var i = 0; i < 23; i++) { s = s + s } s.normalize("NFKD")`,
		"counted expression":      `/x{0,1000}y/.test("x".repeat(1e7))`,
		"groups of an expression": `"x".repeat(3e5).replace(/(?=(x*))x/g, "$1")`,
		"search in a long text":   `var s = "\u1234"; for (var i = 0; i < 22; i++) { s = s + s } s.indexOf(s.slice(0, 2097152) + "b")`,
		"many values":             `var a = []; for (var i = 0; i < 9e4; i++) { a.push("<http://x/" + i + ">") } var q = g.V.apply(g, a), p = g.V(); for (var i = 0; i < 2000; i++) { p = p.and(q) } p.all()`,
		"many lists":              `var a = []; for (var i = 0; i < 9e4; i++) { a.push("<http://x/" + i + ">") } var p = g.V(); for (var i = 0; i < 2000; i++) { p = p.and(g.V(a)) } p.all()`,
		"sort":                    `var a = []; for (var i = 0; i < 2e6; i++) { a.push("x" + i) } a.sort(); a.sort()`,
		"source map":              "g.V().all()\n//# sourceMappingURL=http://127.0.0.1:1/x",
		"too long":                `"` + strings.Repeat("x", 1<<20) + `"`,
	}
	for name, source := range map[string]string{
		"parentheses": deep("(", "1", ")", 60_000), "brackets": deep("[", "", "]", 60_000), "braces": deep("{", "", "}", 60_000), "not": deep("!", "1", "", 200_000),
		"minus": deep("- ", "1", "", 100_000), "arrows": deep("a=>", "1", "", 80_000), "conditions": deep("x?x:", "1", "", 60_000), "new": deep("new ", "1", "", 60_000),
		"if": deep("if(1)", "1", "", 50_000), "functions": deep("(function(){", "1", "})()", 12_000), "templates": deep("`${", "1", "}`", 40_000), "assignments": deep("x=", "1", "", 100_000),
		"objects": deep("({a:", "1", "})", 40_000), "loops": deep("for(;;)", "1", "", 30_000), "labels": deep("a:", "1", "", 120_000), "labels apart": deep("a/**/:\n", "1", "", 30_000),
		"powers": deep("1**", "1", "", 80_000), "sums": deep("1+", "1", "", 120_000), "and": deep("1&&", "1", "", 80_000), "members": deep("x", "", "", 1) + deep(".a", "", "", 120_000),
		"calls": deep("f(", "", ")", 80_000), "commas": deep("1,", "1", "", 120_000), "await": deep("async()=>", "1", "", 20_000), "patterns": "var " + deep("[", "a", "]", 80_000) + "=1",
		"expressions": "/" + deep("(", "", ")", 80_000) + "/.test('x')", "back references": "/(?=x)" + deep("(", "", ")", 80_000) + "/.test('x')",
	} {
		list["source: "+name] = source
	}
	return list
}

// TestAttacks: each attack ends in time with an error or an answer, the next
// question is answered at once, and nothing goes on in the background.
func TestAttacks(t *testing.T) {
	if testing.Short() {
		t.Skip("takes memory")
	}
	s := open(t, graph.Config{Path: t.TempDir() + "/q"})
	load(t, s, testkit.Sample(t))
	memory := open(t, graph.Config{})
	load(t, memory, testkit.Sample(t))
	before := runtime.NumGoroutine()
	for name, script := range attacks() {
		stores := []*graph.Store{s}
		if strings.Contains(script, "g.V") {
			stores = append(stores, memory)
		}
		for _, s := range stores {
			start := time.Now()
			size, err := consume(t.Context(), s, script)
			if took := time.Since(start); took > 8*time.Second {
				t.Errorf("%s: %s, %v", name, took, err)
			} else if took > 3*time.Second {
				t.Logf("%s: %s, %d bytes, %v", name, took.Round(time.Millisecond), size, err)
			}
			if err != nil && !errors.Is(err, graph.ErrQuery) {
				t.Errorf("%s: %v is not said to be an error of the query", name, err)
			}
			if err != nil && len(err.Error()) < 20 || err != nil && strings.Contains(err.Error(), "Cayley:") {
				t.Errorf("%s: %v", name, err)
			}
			start = time.Now()
			got, err := results(t, s, `g.V("<e:Lee_Jae_Myung>").out("<r:visited>").has("<rdf:type>", "<schema:Country>").all()`, graph.QueryOptions{})
			if err != nil || len(got) != 1 || got[0] != `{"id":"<e:China>"}` || time.Since(start) > 2*time.Second {
				t.Errorf("after %s: %v, %v in %s", name, got, err, time.Since(start))
			}
		}
	}
	testkit.NoneLeft(t, before)
}

// consume reads all answers as a server would.
func consume(ctx context.Context, s *graph.Store, script string) (size int, err error) {
	for v, err := range s.Query(ctx, script, graph.QueryOptions{Timeout: 400 * time.Millisecond, Limit: 1000}) {
		if err != nil {
			return size, err
		}
		line, err := json.Marshal(v)
		if err != nil {
			return size, err
		}
		size += len(line)
	}
	return size, nil
}
