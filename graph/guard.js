// Runs before every script. It replaces what could end or fill the process in
// one step of the interpreter, where no limit of time or memory can stop it,
// and checks the arguments of paths: Cayley panics at some.
(function (root) {
  "use strict";
  var opaque = root.opaque; // whether a value is one of Cayley's or a time
  delete root.opaque;
  var G = root.graph, apply = Reflect.apply, ProxyOf = Proxy, functions = Function.prototype, stringify = JSON.stringify;
  var plain = new WeakMap(); // path that scripts see -> Cayley's
  var steps = new WeakMap(); // Cayley's path -> how many steps it has
  var values = new WeakSet(); // iri("x") and the like
  var most = 10000000; // characters that one step may make
  var items = 2000000; // elements

  function set(o, name, f) {
    Object.defineProperty(o, name, { writable: true, configurable: true, enumerable: false, value: f });
  }
  // cap lets a function run only when check finds its arguments small enough.
  function cap(o, name, check) {
    var f = o[name];
    if (typeof f === "function") {
      set(o, name, function () { check(this, arguments); return apply(f, this, arguments); });
    }
  }
  function fits(n, name) {
    if (n > most) { throw new RangeError(name + " would take too much memory"); }
  }
  function text(v) { return typeof v === "string" ? v : ""; }
  function hold(n, name) {
    if (n > items) { throw new RangeError(name + " would take too much memory"); }
  }

  // What rewrite.go puts in the place of +, +=, `${}` and ... .
  function hidden(name, f) { Object.defineProperty(root, name, { value: f }); }
  function add(a, b) {
    if (typeof a === "string" && typeof b === "string") { fits(a.length + b.length, "a string"); }
    return a + b;
  }
  function primitive(v) {
    return v !== null && (typeof v === "object" || typeof v === "function") ? v + "" : v;
  }
  hidden("+add", function (a, b) {
    if (typeof a === "number" && typeof b === "number") { return a + b; }
    if (typeof a === "string" || typeof b === "string") { a = primitive(a); b = primitive(b); }
    return add(a, b);
  });
  hidden("+addTo", function (o, k, v) { return o[k] = root["+add"](o[k], v); });
  hidden("+template", function () {
    var out = "";
    for (var i = 0; i < arguments.length; i++) { out = add(out, String(arguments[i])); }
    return out;
  });
  hidden("+spread", function (v) {
    if (v !== null && v !== undefined && (Array.isArray(v) || typeof v === "string")) { hold(v.length, "..."); }
    return v;
  });

  // Code from strings could be nested without limit, and so could proxies.
  ["eval", "Function", "Proxy", "ArrayBuffer", "SharedArrayBuffer", "DataView", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array",
    "Uint16Array", "Int32Array", "Uint32Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array"].forEach(function (name) { delete root[name]; });
  [function () {}, function* () {}, async function () {}].forEach(function (f) {
    Object.defineProperty(Object.getPrototypeOf(f), "constructor", { writable: false, configurable: false, value: undefined });
  });

  // Strings.
  cap(String.prototype, "repeat", function (s, a) { a[0] = Number(a[0]); fits(a[0] * String(s).length, "repeat()"); });
  ["padStart", "padEnd"].forEach(function (name) {
    cap(String.prototype, name, function (s, a) { a[0] = Number(a[0]); fits(a[0], name + "()"); });
  });
  ["replace", "replaceAll"].forEach(function (name) {
    cap(String.prototype, name, function (s, a) {
      s = String(s);
      var by = text(a[1]), each = by.length;
      if (/\$[`']/.test(by)) { each *= s.length; }
      fits((s.length + 1) * each, name + "()");
    });
  });
  ["match", "matchAll", "search"].forEach(function (name) {
    cap(String.prototype, name, function (s, a) { fits(text(a[0]).length * 1000, name + "()"); });
  });
  var Pattern = RegExp;
  root.RegExp = function RegExp(pattern, flags) {
    fits(text(pattern).length * 1000, "RegExp()");
    return new Pattern(pattern, flags);
  };
  root.RegExp.prototype = Pattern.prototype;
  set(Pattern.prototype, "constructor", root.RegExp);
  delete Pattern.prototype.compile;

  // Arrays.
  Object.getOwnPropertyNames(Array.prototype).forEach(function (name) {
    if (name !== "constructor") {
      cap(Array.prototype, name, function (list) {
        if (list !== null && list !== undefined) { hold(list.length, name + "()"); }
      });
    }
  });
  cap(Array.prototype, "join", function (list, a) {
    var n = list.length, size = n * (a[0] === undefined ? 1 : text(a[0]).length);
    for (var i = 0; i < n; i++) { size += text(list[i]).length; }
    fits(size, "join()");
  });
  cap(Array.prototype, "concat", function (list, a) {
    var n = list.length;
    for (var i = 0; i < a.length; i++) { n += Array.isArray(a[i]) ? a[i].length : 1; }
    hold(n, "concat()");
  });
  cap(String.prototype, "concat", function (s, a) {
    var n = String(s).length;
    for (var i = 0; i < a.length; i++) { n += text(a[i]).length; }
    fits(n, "concat()");
  });
  set(Array.prototype, "flat", function flat(depth) {
    var out = [];
    depth = depth === undefined ? 1 : Number(depth);
    for (var i = 0; i < this.length; i++) {
      if (Array.isArray(this[i]) && depth >= 1) {
        apply(flat, this[i], [depth - 1]).forEach(function (x) { out.push(x); });
      } else if (i in this) { out.push(this[i]); }
    }
    return out;
  });
  cap(Array, "from", function (t, a) {
    if (a[0] !== null && a[0] !== undefined) { hold(a[0].length, "Array.from()"); }
  });
  cap(functions, "apply", function (t, a) { if (a[1]) { fits(a[1].length * 100, "apply()"); } });
  cap(Reflect, "apply", function (t, a) { if (a[2]) { fits(a[2].length * 100, "apply()"); } });
  cap(Reflect, "construct", function (t, a) { if (a[1]) { fits(a[1].length * 100, "construct()"); } });

  // data copies a value into objects, arrays and values that have no way to
  // each other but down: what goes out of the interpreter, or into text.
  function data(name, replace, only, indent) {
    var nodes = 0, size = 0;
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
          out.push(x === undefined ? null : x);
        }
        return out;
      }
      out = {};
      var keys = only || Object.keys(v);
      for (i = 0; i < keys.length; i++) {
        size += String(keys[i]).length + 3;
        var y = copy(v, keys[i], depth + 1);
        if (y !== undefined) { out[keys[i]] = y; }
      }
      return out;
    }
    return function (v) { return copy({ "": v }, "", 0); };
  }
  set(JSON, "stringify", function (v, replacer, space) {
    var identity = function (k, x) { return x; };
    var only = Array.isArray(replacer) ? replacer.map(String) : undefined;
    v = data("JSON.stringify()", typeof replacer === "function" ? replacer : identity, only, space)(v);
    return stringify(v, undefined, typeof space === "string" ? space.slice(0, 10) : space);
  });
  cap(JSON, "parse", function (t, a) {
    var s = a[0] = String(a[0]), depth = 0, quoted = false;
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
  });

  // Paths.
  function remember(o, name) {
    var f = o[name];
    return function () {
      var r = apply(f, o, arguments);
      if (r !== null && typeof r === "object") { values.add(r); }
      return r;
    };
  }
  ["iri", "bnode", "raw", "str", "lang", "typed"].forEach(function (name) { root[name] = remember(root, name); });
  var vias = { in: 9, out: 9, both: 9, followrecursive: 9, labelcontext: 9, has: 1, hasr: 1 };
  var paths = /^(follow|followr|and|intersect|union|or|except|difference)$/i;
  function open(v) {
    if (Array.isArray(v)) { return v.map(open); }
    return (v !== null && typeof v === "object" && plain.get(v)) || v;
  }
  function good(v, alone) {
    if (v === null || v === undefined || typeof v === "string" || typeof v === "number" || typeof v === "boolean") { return true; }
    if (Array.isArray(v)) {
      return v.every(function (x) { return x !== null && x !== undefined && good(x, alone && v.length === 1); });
    }
    return typeof v === "object" && (values.has(v) || alone && plain.has(v));
  }
  function wrap(v) {
    if (v === null || typeof v !== "object" || Array.isArray(v) || typeof v.tagArray !== "function") { return v; }
    var p = new ProxyOf({}, { get: function (_, name) { return method(v, name); } });
    plain.set(p, v);
    return p;
  }
  // count notes the steps of a path: planning takes time by their number, and
  // both() has all before it twice.
  function count(r, v, name, args) {
    var n = 1 + (steps.get(v) || 0) * (/^both$/i.test(String(name)) ? 2 : 1);
    args.forEach(function (x) { n += (x !== null && typeof x === "object" && plain.has(x) && steps.get(plain.get(x))) || 0; });
    if (n > 5000) { throw new RangeError("the path has more than 5000 steps; both() counts those before it twice"); }
    steps.set(r, n);
  }
  function method(v, name) {
    var f = v[name];
    if (f === undefined && typeof name === "string" && name !== "toJSON") { throw new TypeError("there is no " + name + "()"); }
    if (typeof f !== "function") { return f; }
    return function () {
      var args = Array.prototype.slice.call(arguments), max = vias[String(name).toLowerCase()] || 0;
      args.forEach(function (x, i) {
        if (i < max && !good(x, true) || i > 0 && max > 1 && typeof x === "object" && !Array.isArray(x) && !values.has(x)) {
          throw new TypeError(String(name) + "() takes predicates and paths; use filter() or has() for comparisons");
        }
        if (paths.test(String(name)) && x !== null && x !== undefined && !plain.has(x)) { throw new TypeError(String(name) + "() takes a path"); }
      });
      var r = apply(f, v, args.map(open));
      if (r !== null && typeof r === "object") { count(r, v, name, args); }
      return wrap(r);
    };
  }
  root.g = root.graph = new ProxyOf({}, {
    get: function (_, name) {
      if (/^emit$/i.test(String(name))) { return function (v) { return G.emit(data("emit()")(v)); }; }
      return /^(iri|uri)$/i.test(String(name)) ? remember(G, name) : method(G, name);
    },
  });

  // What is thrown, in words.
  return function (e) {
    if (e instanceof Error && typeof e.message === "string") { return (typeof e.name === "string" ? e.name + ": " : "") + e.message; }
    return e !== null && typeof e === "object" || typeof e === "function" ? "an object was thrown" : String(e);
  };
})(this);
