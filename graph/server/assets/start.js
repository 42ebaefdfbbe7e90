// The start panel, and what the web UI needs to say more than it does.
(function () {
  "use strict";

  // The UI keeps the last query; one in a language that is not served here,
  // or one that cannot be read, would stop it.
  try {
    var last = JSON.parse(localStorage.getItem("LAST_QUERY") || "null");
    if (last && (last.language !== "gizmo" || typeof last.text !== "string")) { localStorage.removeItem("LAST_QUERY"); }
  } catch (e) {
    localStorage.removeItem("LAST_QUERY");
  }

  var current = null, waiting = null;
  var first = !localStorage.getItem("LAST_QUERY");

  window.quadwire = {
    // node gives a name for a result of any kind in a picture.
    node: function (v) {
      if (v && typeof v === "object") { v = "@id" in v ? v["@id"] : "@value" in v ? v["@value"] : JSON.stringify(v); }
      return String(v);
    }
  };

  document.addEventListener("quadwire-editor", function (event) {
    current = event.detail;
    if (waiting) {
      var f = waiting;
      waiting = null;
      setTimeout(f, 0);
    }
  });

  // Errors that the UI does not show.
  var realFetch = window.fetch;
  window.fetch = function (input, init) {
    var url = String(input && input.url || input), api = /\/api\//.test(url);
    if (api) { busy(1); makeRoom(); }
    var self = this, changes = /\/api\/v[12]\/(write|delete|node)/.test(url), asked = false;
    function ask() {
      if (!changes) { return realFetch.call(self, input, init); }
      var options = Object.assign({}, init), headers = new Headers(options.headers || {});
      headers.set("Authorization", "Bearer " + (sessionStorage.getItem("QUADWIRE_TOKEN") || ""));
      options.headers = headers;
      return realFetch.call(self, input, options).then(function (answer) {
        if (answer.status !== 401 || asked) { return answer; }
        asked = true;
        var token = window.prompt("Changes need the server's token, which quadwire serve printed at its start:");
        if (!token) { return answer; }
        sessionStorage.setItem("QUADWIRE_TOKEN", token.trim());
        return ask();
      });
    }
    return ask().then(function (answer) {
      if (!api) { return answer; }
      busy(-1);
      answer.clone().json().then(function (data) { report(url, answer.ok, data); }, function () {});
      return answer;
    }, function (e) {
      if (api) { busy(-1); say("The server does not answer. Is quadwire still running?", true); }
      throw e;
    });
  };
  var running = 0;
  function busy(n) {
    running = Math.max(0, running + n);
    document.documentElement.classList.toggle("qw-busy", running > 0);
    if (n > 0) { say(""); }
  }
  function report(url, ok, data) {
    if (!ok || data && data.error) { say(data && data.error || "The request failed.", true); return; }
    if (/\/api\/v2\/(write|delete)/.test(url)) { say(data.result || "Done."); return; }
    if (!/\/query/.test(url) || !data || !Array.isArray(data.result)) { return; }
    var n = data.result.length;
    var edges = data.result.some(function (r) { return r && r.source !== undefined && r.target !== undefined; });
    if (view() === "Visualize" && !edges) {
      say("Nothing to draw: tag results with \"source\" and \"target\".", true);
      return;
    }
    say(n === 0 ? "No results." : n + (n === 1 ? " result" : " results") + (data.truncated ? ", there are more: use limit() or filter()" : ""));
  }
  var note;
  function say(text, bad) {
    if (!note) { return; }
    note.textContent = text;
    note.classList.toggle("qw-bad", !!bad);
    note.hidden = !text;
  }

  function tabs() { return Array.prototype.slice.call(document.querySelectorAll(".mdc-drawer .mdc-list-item")); }
  function view() {
    var on = document.querySelector(".mdc-drawer .mdc-list-item--activated");
    return on ? on.textContent : "";
  }

  function run(example) {
    function go() {
      if (!current) { return; }
      current.setValue(example.query);
      // The UI takes the new text in before it can run it.
      setTimeout(function () { current.runAction("cayley-run"); }, 50);
    }
    var target = example.visual ? "Visualize" : "Query";
    makeRoom();
    if (view() === target && current) { go(); return; }
    var tab = tabs().filter(function (t) { return t.textContent === target; })[0];
    if (tab) { current = null; waiting = go; tab.click(); }
  }

  var panel, toggle;
  function fold(open) {
    panel.classList.toggle("qw-folded", !open);
    toggle.setAttribute("aria-expanded", String(open));
    document.documentElement.classList.toggle("qw-wide", !open);
  }

  // makeRoom folds the panel away where it would leave no room for results.
  function makeRoom() {
    if (panel && matchMedia("(max-width: 1099px)").matches) { fold(false); }
  }

  function element(name, attributes, text) {
    var e = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (k) { e.setAttribute(k, attributes[k]); });
    if (text !== undefined) { e.textContent = text; }
    return e;
  }
  function plural(n, one, many) { return n.toLocaleString("en") + " " + (n === 1 ? one : many); }

  function fill(body, data) {
    var line = element("p", { "class": "qw-counts" });
    [[data.articles, "article", "articles"], [data.facts, "fact", "facts"], [data.entities, "entity", "entities"]].forEach(function (c) {
      var item = element("span"), number = element("b", {}, c[0].toLocaleString("en"));
      item.appendChild(number);
      item.appendChild(document.createTextNode(" " + (c[0] === 1 ? c[1] : c[2])));
      line.appendChild(item);
    });
    body.appendChild(line);
    if (!data.complete) { body.appendChild(element("p", {}, "Counted in the " + plural(data.sampled, "newest article", "newest articles") + ".")); }
    if (!data.examples.length) {
      body.appendChild(element("p", {}, "The store is empty. Put articles in with: quadwire build FILE"));
      return;
    }
    body.appendChild(element("p", {}, "Pick a question. It goes into the editor and runs; change it and press Run, or Ctrl+Enter."));
    var list = element("ul", { "class": "qw-examples" });
    data.examples.forEach(function (x) {
      var item = element("li"), button = element("button", { type: "button", title: x.query });
      button.appendChild(element("span", { "class": "qw-title" }, x.title));
      button.appendChild(element("span", { "class": "qw-hint" }, x.hint));
      if (x.visual) { button.classList.add("qw-visual"); }
      button.addEventListener("click", function () { run(x); });
      item.appendChild(button);
      list.appendChild(item);
    });
    body.appendChild(list);
    var more = element("details"), lines = element("dl");
    more.appendChild(element("summary", {}, "How the graph is built"));
    [["e:Name", "persons, places, things"], ["r:visited", "what an article says of them"], ["a:ID", "an article; label of all it says"],
      ["a:ID#f1", "a fact: rdf:subject, rdf:predicate, rdf:object, qw:status, prov:wasAttributedTo, sem:hasBeginTimeStamp"],
      ["a:ID#s1", "its sentence: nif:isString"]].forEach(function (l) {
      lines.appendChild(element("dt", {}, l[0]));
      lines.appendChild(element("dd", {}, l[1]));
    });
    more.appendChild(lines);
    body.appendChild(more);
    var scripts = element("details"), named = element("dl");
    scripts.appendChild(element("summary", {}, "On the command line"));
    scripts.appendChild(element("p", {}, "quadwire query @NAME asks the store, with --server " + location.origin + " this server; --as table or csv."));
    (data.named || []).forEach(function (q) {
      named.appendChild(element("dt", {}, q.usage));
      named.appendChild(element("dd", {}, q.help));
    });
    scripts.appendChild(named);
    body.appendChild(scripts);
    if (first && current && current.getValue() === "g.V().all()") { current.setValue(data.examples[0].query); }
  }

  function build() {
    panel = element("aside", { id: "quadwire-start", "aria-label": "Start here" });
    var head = element("h2"), body = element("div", { id: "quadwire-start-body" });
    toggle = element("button", { type: "button", "aria-controls": "quadwire-start-body", "aria-expanded": "true" }, "Start here");
    toggle.addEventListener("click", function () { fold(panel.classList.contains("qw-folded")); });
    head.appendChild(toggle);
    panel.appendChild(head);
    panel.appendChild(body);
    document.body.insertBefore(panel, document.body.firstChild);
    note = element("div", { id: "quadwire-note", role: "status", "aria-live": "polite", hidden: "" });
    document.body.appendChild(note);
    realFetch("/quadwire/start.json").then(function (r) {
      if (!r.ok) { throw new Error(r.statusText); }
      return r.json();
    }).then(function (data) { fill(body, data); }, function () {
      body.appendChild(element("p", {}, "What the graph holds could not be read. Queries work all the same."));
    });
    watch();
  }

  // The UI's icons are words of a font from the network: name them, so that
  // the style sheet can draw them. Tabs become reachable by keyboard.
  function mend() {
    document.querySelectorAll(".material-icons:not([data-icon])").forEach(function (i) {
      i.setAttribute("data-icon", i.textContent);
      i.setAttribute("aria-hidden", "true");
    });
    tabs().forEach(function (t) {
      if (!t.hasAttribute("data-qw")) {
        t.setAttribute("data-qw", "");
        t.setAttribute("role", "button");
        t.setAttribute("tabindex", "0");
        t.addEventListener("keydown", function (e) { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); t.click(); } });
      }
      t.setAttribute("aria-current", t.classList.contains("mdc-list-item--activated") ? "page" : "false");
    });
    document.querySelectorAll(".actions select:not([aria-label])").forEach(function (s) { s.setAttribute("aria-label", "Language or action"); });
  }
  // fit keeps the whole picture in sight.
  function fit() {
    var svg = document.querySelector(".graph svg");
    if (!svg) { return; }
    var box = svg.getBBox(), w = svg.clientWidth, h = svg.clientHeight;
    if (!box.width || !w || !h) { return; }
    var scale = Math.max(1, (box.width + 40) / w, (box.height + 40) / h);
    svg.setAttribute("viewBox", [box.x + box.width / 2 - w * scale / 2, box.y + box.height / 2 - h * scale / 2, w * scale, h * scale].map(Math.round).join(" "));
    // Lettering keeps its size when the picture shrinks.
    svg.style.fontSize = Math.round(12 * Math.min(scale, 2.5)) + "px";
  }
  function watch() {
    new MutationObserver(mend).observe(document.getElementById("root"), { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
    mend();
    setInterval(fit, 250);
  }

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", build); } else { build(); }
})();
