// Runs before every script. It replaces what could end, fill or hold up the process in
// one step of the interpreter, where no limit of time or memory can stop it,
// and checks the arguments of paths: Cayley panics at some. What it uses itself
// is taken before the script runs or frozen, so that no script can change it.
(function (root) {
  "use strict";
  var opaque = root.opaque; // whether a value is one of Cayley's or a time
  delete root.opaque;
  var G = root.graph, apply = root.Reflect.apply, construct = root.Reflect.construct, ProxyOf = root.Proxy, functions = root.Function.prototype, stringify = root.JSON.stringify;
  var String = root.String, Number = root.Number, Math = root.Math, Object = root.Object, Array = root.Array, Date = root.Date, RegExp = root.RegExp;
  var Boolean = root.Boolean, Error = root.Error, TypeError = root.TypeError, RangeError = root.RangeError, WeakMap = root.WeakMap, WeakSet = root.WeakSet;
  var JSON = root.JSON, Reflect = root.Reflect, Symbol = root.Symbol, SetOf = root.Set, MapOf = root.Map;
  var isNaN = root.isNaN;
  var plain = new WeakMap(); // path that scripts see -> Cayley's
  var steps = new WeakMap(); // Cayley's path -> how many steps it has
  var values = new WeakSet(); // iri("x"), gt(5) and the like
  var most = 10000000; // characters that one step may make
  var items = 2000000; // elements

  function set(o, name, f) {
    Object.defineProperty(o, name, { writable: true, configurable: true, enumerable: false, value: f });
  }
  function fits(n, name) {
    if (!(n <= most)) { throw new RangeError(name + " would take too much memory"); }
  }
  function hold(n, name) {
    if (!(n <= items)) { throw new RangeError(name + " would take too much memory"); }
  }
  function isObject(v) { return v !== null && (typeof v === "object" || typeof v === "function"); }
  // string makes a text of whatever it is, once.
  function string(v) {
    var s = typeof v === "symbol" ? String(v) : "" + v;
    fits(s.length, "a string");
    return s;
  }
  // list copies what is like an array, for functions that take such things.
  function list(v, name) {
    if (Array.isArray(v)) { hold(v.length, name); return v; }
    if (typeof v === "string") { hold(v.length, name); return v; }
    if (!isObject(v)) { return v; }
    var n = Number(v.length), out = [];
    hold(n !== n ? 0 : n, name);
    for (var i = 0; i < n; i++) { out.push(v[i]); }
    return out;
  }

  // all makes a list of what can be iterated, step by step.
  function all(v, name) {
    if (Array.isArray(v) || typeof v === "string") { hold(v.length, name); return v; }
    if (!isObject(v) || typeof v[Symbol.iterator] !== "function") { return v; }
    var out = [], it = v[Symbol.iterator](), step;
    while (!(step = it.next()).done) { out.push(step.value); hold(out.length, name); }
    return out;
  }

  // What rewrite.go puts in the place of +, +=, `${}` and ... .
  function hidden(name, f) { Object.defineProperty(root, name, { value: f }); }
  function add(a, b) {
    if (typeof a === "string" && typeof b === "string") { fits(a.length + b.length, "a string"); }
    return a + b;
  }
  function primitive(v) { return isObject(v) ? v + "" : v; }
  function plus(a, b) {
    if (typeof a === "number" && typeof b === "number") { return a + b; }
    if (typeof a === "string" || typeof b === "string") { a = primitive(a); b = primitive(b); }
    return add(a, b);
  }
  hidden("+add", plus);
  hidden("+addTo", function (o, k, v) { return o[k] = plus(o[k], v); });
  hidden("+template", function () {
    var out = "";
    for (var i = 0; i < arguments.length; i++) { out = add(out, string(arguments[i])); }
    return out;
  });
  hidden("+spread", function (v) { return all(v, "..."); });

  // Code from strings could be nested without limit, and so could proxies; jobs
  // of promises run when the script has ended, where nobody catches what they do.
  ["eval", "Function", "Proxy", "Promise", "ArrayBuffer", "SharedArrayBuffer", "DataView", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array",
    "Uint16Array", "Int32Array", "Uint32Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array"].forEach(function (name) { delete root[name]; });
  [function () {}, function* () {}].forEach(function (f) {
    Object.defineProperty(Object.getPrototypeOf(f), "constructor", { writable: false, configurable: false, value: undefined });
  });

  // Strings: what they are and what they are given is made a text once.
  var ofString = String.prototype;
  function onString(name, check) {
    var f = ofString[name];
    if (typeof f !== "function") { return; }
    set(ofString, name, function () {
      if (this === null || this === undefined) { throw new TypeError(name + "() needs a string"); }
      var s = string(this), a = [];
      for (var i = 0; i < arguments.length; i++) { a.push(arguments[i]); }
      if (check) { check(s, a); }
      return apply(f, s, a);
    });
  }
  var Pattern = RegExp, ofPattern = RegExp.prototype, execOf = ofPattern.exec;
  var sourceOf = Object.getOwnPropertyDescriptor(ofPattern, "source").get;
  // work refuses expressions that would look at a text too often: nothing can
  // stop them on the way.
  function work(pattern, s, name) {
    var source = pattern instanceof Pattern ? apply(sourceOf, pattern, []) : string(pattern), times = 1;
    for (var i = 0; i < source.length; i++) {
      if (source[i] === "{") {
        var n = 0;
        for (i++; i < source.length && (source[i] >= "0" && source[i] <= "9" || source[i] === ","); i++) {
          n = source[i] === "," ? n : Math.min(n * 10 + Number(source[i]), 100000);
        }
        times *= Math.max(n, 1);
      }
    }
    fits(source.length * 1000, name);
    if (pattern instanceof Pattern) { fits(s.length * source.length * times / 10, name); }
  }
  onString("repeat", function (s, a) { a[0] = Number(a[0]); fits(a[0] * s.length, "repeat()"); });
  ["padStart", "padEnd"].forEach(function (name) {
    onString(name, function (s, a) { a[0] = Number(a[0]); fits(a[0] > 0 ? a[0] : 0, name + "()"); });
  });
  ["replace", "replaceAll"].forEach(function (name) {
    onString(name, function (s, a) {
      if (a[0] instanceof Pattern) { return; }
      a[0] = string(a[0]);
      if (typeof a[1] === "function") { return; }
      a[1] = string(a[1]);
      var each = a[1].length, rest = false;
      for (var i = 0; i + 1 < a[1].length; i++) {
        rest = rest || a[1][i] === "$" && a[1][i + 1] !== "$" && a[1][i + 1] !== "&";
      }
      fits((s.length + 1) * (rest && s.length > 1000 ? each + s.length / 10 : each), name + "()");
    });
  });
  ["match", "matchAll", "search"].forEach(function (name) {
    onString(name, function (s, a) {
      if (a[0] !== undefined && !(a[0] instanceof Pattern)) { a[0] = string(a[0]); work(a[0], s, name + "()"); }
    });
  });
  onString("split", function (s, a) {
    if (a[0] === undefined || a[0] instanceof Pattern) { return; }
    a[0] = string(a[0]);
    hold(s.length, "split()");
  });
  ["indexOf", "lastIndexOf", "includes"].forEach(function (name) {
    onString(name, function (s, a) { a[0] = string(a[0]); fits(s.length * a[0].length / 10000, name + "()"); });
  });
  ["normalize", "localeCompare", "toLocaleUpperCase", "toLocaleLowerCase", "toUpperCase", "toLowerCase"].forEach(function (name) {
    onString(name, function (s, a) { fits(s.length * 10, name + "()"); if (a.length) { a[0] = string(a[0]); fits(a[0].length * 10, name + "()"); } });
  });
  onString("concat", function (s, a) {
    var n = s.length;
    for (var i = 0; i < a.length; i++) { a[i] = string(a[i]); n += a[i].length; }
    fits(n, "concat()");
  });
  delete String.raw;

  // Regular expressions: the interpreter's own would ask an expression of the
  // script's making for matches without end.
  root.RegExp = function RegExp(pattern, flags) {
    if (!(pattern instanceof Pattern)) { pattern = pattern === undefined ? "" : string(pattern); fits(pattern.length * 1000, "RegExp()"); }
    return flags === undefined ? new Pattern(pattern) : new Pattern(pattern, string(flags));
  };
  root.RegExp.prototype = ofPattern;
  set(ofPattern, "constructor", root.RegExp);
  delete ofPattern.compile;
  function onPattern(key, name, f) {
    set(ofPattern, key, function (s, a) {
      s = string(s);
      work(this, s, name);
      return f(this, s, a);
    });
  }
  function exec(pattern, s) { return apply(execOf, pattern, [s]); }
  // every gives all matches in a text, or the next one of an expression that is not global.
  function every(pattern, s, name) {
    if (!pattern.global) { var one = exec(pattern, s); return one === null ? [] : [one]; }
    var out = [], m, size = 0;
    pattern.lastIndex = 0;
    while ((m = exec(pattern, s)) !== null) {
      out.push(m);
      hold(size += m.length, name);
      if (m[0] === "") { pattern.lastIndex++; }
    }
    return out;
  }
  // substitute is what a replacement stands for: $1, $& and the like. The
  // interpreter knows no names of groups.
  function substitute(m, s, by) {
    var out = "", at = 0, i;
    while ((i = by.indexOf("$", at)) >= 0 && i + 1 < by.length) {
      var c = by[i + 1], part = "$" + c, length = 2;
      if (c === "$") {
        part = "$";
      } else if (c === "&") {
        part = m[0];
      } else if (c === "`") {
        part = s.slice(0, m.index);
      } else if (c === "'") {
        part = s.slice(m.index + m[0].length);
      } else if (c >= "0" && c <= "9") {
        var two = by[i + 2] >= "0" && by[i + 2] <= "9" ? Number(c + by[i + 2]) : 0, n = two > 0 && two < m.length ? two : Number(c);
        if (n > 0 && n < m.length) { part = m[n] === undefined ? "" : m[n]; }
        if (n > 0 && n === two) { length = 3; }
      }
      out = add(out, add(by.slice(at, i), part));
      at = i + length;
    }
    return at === 0 ? by : add(out, by.slice(at));
  }
  ["exec", "test"].forEach(function (name) {
    var f = ofPattern[name];
    onPattern(name, name + "()", function (pattern, s) { return apply(f, pattern, [s]); });
  });
  onPattern(Symbol.replace, "replace()", function (pattern, s, by) {
    if (typeof by !== "function") { by = string(by); }
    var out = [], at = 0, size = s.length, matches = every(pattern, s, "replace()");
    for (var i = 0; i < matches.length; i++) {
      var m = matches[i], part;
      if (typeof by === "function") {
        part = string(apply(by, undefined, m.concat([m.index, s])));
      } else {
        part = substitute(m, s, by);
      }
      fits(size += part.length, "replace()");
      out.push(s.slice(at, m.index), part);
      at = m.index + m[0].length;
    }
    out.push(s.slice(at));
    return out.join("");
  });
  onPattern(Symbol.match, "match()", function (pattern, s) {
    var matches = every(pattern, s, "match()");
    if (!pattern.global) { return matches.length ? matches[0] : null; }
    return matches.length ? matches.map(function (m) { return m[0]; }) : null;
  });
  onPattern(Symbol.matchAll, "matchAll()", function (pattern, s) {
    var matches = every(new Pattern(pattern), s, "matchAll()");
    return (function* () { for (var i = 0; i < matches.length; i++) { yield matches[i]; } })();
  });
  onPattern(Symbol.search, "search()", function (pattern, s) {
    var m = exec(new Pattern(pattern), s);
    return m === null ? -1 : m.index;
  });
  onPattern(Symbol.split, "split()", function (pattern, s, limit) {
    limit = limit === undefined ? items : Number(limit);
    var out = [], at = 0, matches = every(new Pattern(apply(sourceOf, pattern, []), string(pattern.flags).split("y").join("").split("g").join("") + "g"), s, "split()");
    if (s === "") { return matches.length ? [] : [s]; }
    for (var i = 0; i < matches.length && out.length < limit; i++) {
      var m = matches[i], end = m.index + m[0].length;
      if (m.index >= s.length || end === at) { continue; }
      out.push(s.slice(at, m.index));
      for (var k = 1; k < m.length && out.length < limit; k++) { out.push(m[k]); }
      at = end;
    }
    if (out.length < limit) { out.push(s.slice(at)); }
    hold(out.length, "split()");
    return out;
  });

  // Arrays.
  var ofArray = Array.prototype;
  Object.getOwnPropertyNames(ofArray).forEach(function (name) {
    var f = ofArray[name];
    if (name === "constructor" || typeof f !== "function") { return; }
    set(ofArray, name, function () {
      if (this === null || this === undefined) { throw new TypeError(name + "() needs an array"); }
      return apply(f, list(this, name + "()"), arguments);
    });
  });
  function onArray(name, check) {
    var f = ofArray[name];
    set(ofArray, name, function () {
      if (this === null || this === undefined) { throw new TypeError(name + "() needs an array"); }
      var l = list(this, name + "()"), a = [];
      for (var i = 0; i < arguments.length; i++) { a.push(arguments[i]); }
      l = check(l, a) || l;
      return apply(f, l, a);
    });
  }
  onArray("join", function (l, a) {
    a[0] = a[0] === undefined ? "," : string(a[0]);
    var out = [], size = l.length * a[0].length;
    for (var i = 0; i < l.length; i++) {
      out[i] = l[i] === null || l[i] === undefined ? "" : string(l[i]);
      fits(size += out[i].length, "join()");
    }
    return out;
  });
  set(ofArray, "toString", function () { return apply(ofArray.join, this, []); });
  delete ofArray.toLocaleString;
  onArray("concat", function (l, a) {
    var n = l.length;
    for (var i = 0; i < a.length; i++) { n += Array.isArray(a[i]) ? a[i].length : 1; hold(n, "concat()"); }
  });
  set(ofArray, "flat", function flat(depth) {
    var out = [];
    depth = depth === undefined ? 1 : Number(depth);
    for (var i = 0; i < this.length; i++) {
      if (Array.isArray(this[i]) && depth >= 1) {
        var inner = apply(flat, this[i], [depth - 1]);
        for (var k = 0; k < inner.length; k++) { out.push(inner[k]); }
      } else if (i in this) { out.push(this[i]); }
      hold(out.length, "flat()");
    }
    return out;
  });
  set(Array, "from", function (v, f, t) {
    if (v === null || v === undefined) { throw new TypeError("Array.from() needs a list"); }
    v = typeof v[Symbol.iterator] === "function" ? all(v, "Array.from()") : list(v, "Array.from()");
    var out = [];
    for (var i = 0; isObject(v) && i < v.length || typeof v === "string" && i < v.length; i++) { out.push(typeof f === "function" ? apply(f, t, [v[i], i]) : v[i]); }
    return out;
  });
  ["keys", "values", "entries", "assign", "getOwnPropertyNames", "getOwnPropertyDescriptors", "fromEntries"].forEach(function (name) {
    var f = Object[name];
    if (typeof f !== "function") { return; }
    set(Object, name, function () {
      for (var i = 0; i < arguments.length; i++) {
        if (Array.isArray(arguments[i]) || typeof arguments[i] === "string" || arguments[i] instanceof String) { hold(arguments[i].length * 10, "Object." + name + "()"); }
      }
      return apply(f, Object, name === "fromEntries" ? [all(arguments[0], "Object.fromEntries()")] : arguments);
    });
  });
  ["Set", "Map", "WeakSet", "WeakMap"].forEach(function (name) {
    var of = root[name];
    root[name] = function (of_) {
      return of_ === undefined ? new of() : new of(all(of_, name + "()"));
    };
    root[name].prototype = of.prototype;
    set(of.prototype, "constructor", root[name]);
  });
  function few(v, name) {
    v = list(v, name);
    if (v !== undefined && v !== null) { hold(v.length * 20, name); }
    return v;
  }
  var applyOf = functions.apply;
  set(functions, "apply", function (t, a) { return apply(applyOf, this, [t, few(a, "apply()")]); });
  set(Reflect, "apply", function (f, t, a) { return apply(f, t, few(a, "apply()")); });
  set(Reflect, "construct", function (f, a) { return construct(f, few(a, "construct()")); });

  // data copies a value into objects, arrays and values that have no way to
  // each other but down: what goes out of the interpreter, or into text.
  function data(name, replace, only, indent) {
    var nodes = 0, size = 0;
    function put(o, k, v) { Object.defineProperty(o, k, { value: v, writable: true, enumerable: true, configurable: true }); }
    function copy(holder, key, depth) {
      var v = holder[key];
      if (v !== null && typeof v === "object" && !opaque(v) && typeof v.toJSON === "function" && (replace || !(v instanceof Date))) { v = v.toJSON(key); }
      if (replace) { v = apply(replace, holder, [key, v]); }
      size += 2 + (indent ? depth * 10 : 0);
      nodes++;
      fits(Math.max(nodes * 10, size / 3), name);
      if (depth > 100) { throw new RangeError(name + " takes no data that is nested deeper than 100 or contains itself"); }
      switch (typeof v) {
        case "string": size += v.length; return v;
        case "symbol": return replace ? undefined : String(v);
        case "function":
          if (replace || depth > 0) { return undefined; }
          throw new TypeError(name + " takes data, not a function");
        case "object": break;
        default: return v;
      }
      if (v === null || opaque(v)) { return v; }
      if (plain.has(v)) { throw new TypeError(name + " takes data, not a path: end it with toArray() or tagArray()"); }
      if (v instanceof Date) { return isNaN(v) ? null : v; }
      if (v instanceof String || v instanceof Number || v instanceof Boolean) { return v.valueOf(); }
      var out, i;
      if (Array.isArray(v)) {
        out = [];
        for (i = 0; i < v.length; i++) {
          var x = copy(v, String(i), depth + 1);
          put(out, i, x === undefined ? null : x);
        }
        return out;
      }
      out = {};
      var keys = only || Object.keys(v);
      for (i = 0; i < keys.length; i++) {
        size += String(keys[i]).length + 3;
        var y = copy(v, keys[i], depth + 1);
        if (y !== undefined) { put(out, keys[i], y); }
      }
      return out;
    }
    return function (v) { return copy({ "": v }, "", 0); };
  }
  set(JSON, "stringify", function (v, replacer, space) {
    var identity = function (k, x) { return x; };
    var only = Array.isArray(replacer) ? replacer.map(String) : undefined;
    v = data("JSON.stringify()", typeof replacer === "function" ? replacer : identity, only, space)(v);
    return stringify(v, undefined, typeof space === "string" ? space.slice(0, 10) : Number(space));
  });
  var parse = JSON.parse;
  set(JSON, "parse", function (s, reviver) {
    var depth = 0, quoted = false;
    s = string(s);
    for (var i = 0; i < s.length && s.length > 500; i++) {
      var c = s[i];
      if (quoted) {
        if (c === "\\") { i++; } else if (c === "\"") { quoted = false; }
      } else if (c === "\"") {
        quoted = true;
      } else if (c === "[" || c === "{") {
        if (++depth > 500) { throw new RangeError("JSON.parse() takes no data that is nested deeper than 500"); }
      } else if (c === "]" || c === "}") { depth--; }
    }
    return parse(s, reviver);
  });

  // Paths.
  // given copies an argument of Cayley's functions: values, paths, functions and
  // lists of them.
  function given(v, name) {
    var n = 0;
    function copy(v, depth) {
      if (!isObject(v) || typeof v === "function" || values.has(v) || opaque(v) || v instanceof Date) { return v; }
      if (plain.has(v)) { return plain.get(v); }
      if (!Array.isArray(v) || depth > 5) { throw new TypeError(name + "() takes no such thing: give values, paths or lists of them"); }
      var out = [];
      for (var i = 0; i < v.length; i++) {
        if (++n > 100000) { throw new RangeError(name + "() takes 100,000 values at most"); }
        out.push(copy(v[i], depth + 1));
      }
      return out;
    }
    return copy(v, 0);
  }
  function remember(o, name) {
    var f = o[name];
    return function () {
      var a = [];
      for (var i = 0; i < arguments.length; i++) { a.push(given(arguments[i], name)); }
      var r = apply(f, o, a);
      if (isObject(r)) { values.add(r); }
      return r;
    };
  }
  ["iri", "bnode", "raw", "str", "lang", "typed", "lt", "lte", "gt", "gte", "regex", "like"].forEach(function (name) { root[name] = remember(root, name); });
  var vias = { in: 9, out: 9, both: 9, followrecursive: 9, labelcontext: 9, has: 1, hasr: 1 };
  var paths = { follow: 1, followr: 1, and: 1, intersect: 1, union: 1, or: 1, except: 1, difference: 1 };
  function via(v, alone) {
    if (v === null || v === undefined || typeof v === "string" || typeof v === "number" || typeof v === "boolean") { return true; }
    if (Array.isArray(v)) {
      for (var i = 0; i < v.length; i++) {
        if (v[i] === null || v[i] === undefined || !via(v[i], alone && v.length === 1)) { return false; }
      }
      return true;
    }
    return typeof v === "object" && (opaque(v) || alone && plain.has(v));
  }
  var closed = {};
  ["set", "deleteProperty", "defineProperty", "setPrototypeOf", "preventExtensions"].forEach(function (trap) {
    closed[trap] = function () { throw new TypeError("a path cannot be changed"); };
  });
  function closedProxy(get) {
    var handler = { get: get, has: function () { return false; }, ownKeys: function () { return []; }, getOwnPropertyDescriptor: function () { return undefined; }, getPrototypeOf: function () { return null; } };
    Object.keys(closed).forEach(function (trap) { handler[trap] = closed[trap]; });
    return new ProxyOf({}, handler);
  }
  function wrap(v) {
    if (v === null || typeof v !== "object" || Array.isArray(v) || typeof v.tagArray !== "function") { return v; }
    var p = closedProxy(function (_, name) { return method(v, name); });
    plain.set(p, v);
    return p;
  }
  // count notes the steps of a path: planning takes time by their number and by
  // the values in them, and both() has all before it twice.
  function size(x) {
    if (Array.isArray(x)) {
      var n = x.length / 20;
      for (var i = 0; i < x.length; i++) { if (isObject(x[i])) { n += size(x[i]); } }
      return n;
    }
    return isObject(x) && plain.has(x) && steps.get(plain.get(x)) || 0;
  }
  function count(r, v, name, args) {
    var n = 1 + (steps.get(v) || 0) * (lower(name) === "both" ? 2 : 1) + args.length / 20;
    args.forEach(function (x) { n += size(x); });
    if (n > 5000) { throw new RangeError("the path has more than 5000 steps; both() counts those before it twice, 20 values count as a step"); }
    steps.set(r, n);
  }
  function lower(name) { return typeof name === "symbol" ? "" : String(name).toLowerCase(); }
  function method(v, name) {
    var f = v[name];
    if (f === undefined && typeof name === "string" && name !== "toJSON") { throw new TypeError("there is no " + name + "()"); }
    if (typeof f !== "function") { return f; }
    return function () {
      var args = [], max = vias[lower(name)] || 0;
      for (var i = 0; i < arguments.length; i++) {
        var x = arguments[i];
        if (i < max && !via(x, true) || i > 0 && max > 1 && typeof x === "object" && x !== null && !Array.isArray(x) && !opaque(x)) {
          throw new TypeError(String(name) + "() takes predicates and paths; use filter() or has() for comparisons");
        }
        if (paths[lower(name)] && x !== null && x !== undefined && !plain.has(x)) { throw new TypeError(String(name) + "() takes a path"); }
        args.push(x);
      }
      var given_ = args.map(function (x) { return given(x, String(name)); });
      var r = apply(f, v, given_);
      if (isObject(r)) { count(r, v, name, args); }
      return wrap(r);
    };
  }
  root.g = root.graph = closedProxy(function (_, name) {
    if (lower(name) === "emit") { return function (v) { return G.emit(data("emit()")(v)); }; }
    return lower(name) === "iri" || lower(name) === "uri" ? remember(G, name) : method(G, name);
  });

  [String, ofString, Number, Number.prototype, Object, Object.prototype, Array, ofArray, Date, Date.prototype, Pattern, ofPattern, root.RegExp, Boolean, Boolean.prototype, functions, Math, JSON, Reflect, Symbol,
    Error, Error.prototype, TypeError, TypeError.prototype, RangeError, RangeError.prototype, WeakMap, WeakMap.prototype, WeakSet, WeakSet.prototype, SetOf, SetOf.prototype, MapOf, MapOf.prototype, root.Set, root.Map, root.WeakSet, root.WeakMap].forEach(Object.freeze);

  // What is thrown, in words.
  return function (e) {
    if (e instanceof Error && typeof e.message === "string") { return (typeof e.name === "string" ? e.name + ": " : "") + e.message; }
    return isObject(e) ? "an object was thrown" : String(e);
  };
})(this);
