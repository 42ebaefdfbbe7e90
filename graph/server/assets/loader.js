// A plain editor in place of the one that the web UI would take from the
// network. It offers the few calls that the UI makes and loads nothing.
(function () {
  "use strict";

  var words = new Set(("V M Vertex Morphism graph g all getLimit toArray toValue tagArray tagValue forEach emit out in both " +
    "is has hasR tag as back save saveR saveOpt saveOptR intersect and union or except difference follow followR " +
    "followRecursive filter limit skip unique count order labels labelContext inPredicates outPredicates savePredicates " +
    "regex like gt gte lt lte eq iri bnode str lang typed addNamespace addDefaultNamespaces loadNamespaces").split(" "));
  var keywords = new Set("var let const function return if else for while of new true false null undefined this typeof throw try catch".split(" "));
  var token = /(\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|("(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|`(?:\\.|[^`\\])*`?)|(-?\b\d+(?:\.\d+)?(?:[eE][-+]?\d+)?\b)|([A-Za-z_$][\w$]*)|([\s\S])/g;
  var maxHighlight = 60000;

  function paint(target, text) {
    target.textContent = "";
    if (text.length > maxHighlight) {
      return false;
    }
    var parts = document.createDocumentFragment(), plain = "", m;
    function flush() {
      if (plain) { parts.appendChild(document.createTextNode(plain)); plain = ""; }
    }
    token.lastIndex = 0;
    while ((m = token.exec(text)) !== null) {
      var kind = m[1] ? "comment" : m[2] ? "string" : m[3] ? "number" : m[4] && keywords.has(m[4]) ? "keyword" : m[4] && words.has(m[4]) ? "step" : "";
      if (!kind) { plain += m[0]; continue; }
      flush();
      var span = document.createElement("span");
      span.className = "qw-" + kind;
      span.textContent = m[0];
      parts.appendChild(span);
    }
    flush();
    parts.appendChild(document.createTextNode("\n"));
    target.appendChild(parts);
    return true;
  }

  var count = 0;

  function create(container, options) {
    var id = "qw-editor-" + (++count), listeners = [], actions = {}, readOnly = !!options.readOnly;
    var box = document.createElement("div"), paper = document.createElement("pre"), area = document.createElement("textarea");
    box.className = "qw-editor" + (readOnly ? " qw-readonly" : "");
    paper.className = "qw-paper";
    paper.setAttribute("aria-hidden", "true");
    area.id = id;
    area.className = "qw-area";
    area.spellcheck = false;
    area.readOnly = readOnly;
    area.setAttribute("autocapitalize", "off");
    area.setAttribute("autocomplete", "off");
    area.setAttribute("autocorrect", "off");
    area.setAttribute("aria-label", readOnly ? "Results" : options.language === "nquads" ? "N-Quads to write or delete" : "Query in Gizmo");
    area.placeholder = readOnly ? "Results appear here." : "";
    if (!readOnly) {
      var help = document.createElement("span");
      help.id = id + "-help";
      help.className = "qw-hidden";
      help.textContent = "Control and Enter runs the query. Tab indents; press Escape and then Tab to leave the editor.";
      area.setAttribute("aria-describedby", help.id);
      area.title = "Ctrl+Enter runs the query";
      box.appendChild(help);
    }
    box.appendChild(paper);
    box.appendChild(area);
    container.appendChild(box);

    function show() {
      box.classList.toggle("qw-plain", !paint(paper, area.value));
      scroll();
    }
    function scroll() {
      paper.scrollTop = area.scrollTop;
      paper.scrollLeft = area.scrollLeft;
    }
    function changed() {
      show();
      listeners.slice().forEach(function (f) { f({}); });
    }
    function insert(text) {
      // execCommand keeps the browser's undo.
      if (!document.execCommand("insertText", false, text)) {
        area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
        changed();
      }
    }
    function indent(back) {
      var from = area.selectionStart, to = area.selectionEnd;
      if (from === to && !back) { insert("  "); return; }
      var start = area.value.lastIndexOf("\n", from - 1) + 1;
      var old = area.value.slice(start, to);
      var fresh = back ? old.replace(/^ {1,2}|^\t/gm, "") : old.replace(/^/gm, "  ");
      if (fresh === old) { return; }
      area.setSelectionRange(start, to);
      insert(fresh);
      area.setSelectionRange(start, start + fresh.length);
    }
    var leaving = false;
    area.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { leaving = true; return; }
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        editor.runAction("cayley-run");
        return;
      }
      if (event.key === "Tab" && !readOnly && !leaving && !event.ctrlKey && !event.altKey && !event.metaKey) {
        event.preventDefault();
        indent(event.shiftKey);
      } else if (event.key === "Enter" && !readOnly && !event.isComposing) {
        var line = area.value.slice(area.value.lastIndexOf("\n", area.selectionStart - 1) + 1, area.selectionStart);
        var blank = /^[ \t]*/.exec(line)[0];
        if (blank) { event.preventDefault(); insert("\n" + blank); }
      }
      if (event.key !== "Shift") { leaving = false; }
    });
    area.addEventListener("input", changed);
    area.addEventListener("scroll", scroll);

    var model = {
      getFullModelRange: function () { return {}; },
      getValue: function () { return area.value; },
      setValue: function (text) { editor.setValue(text); }
    };
    var editor = {
      getValue: function () { return area.value; },
      setValue: function (text) {
        text = text === undefined || text === null ? "" : String(text);
        if (text === area.value) { return; }
        area.value = text;
        area.scrollTop = 0;
        changed();
      },
      getModel: function () { return model; },
      executeEdits: function (source, edits) { if (edits.length) { editor.setValue(edits[edits.length - 1].text); } return true; },
      pushUndoStop: function () { return true; },
      setScrollPosition: function (p) { area.scrollTop = p && p.scrollTop || 0; },
      updateOptions: function () {},
      layout: function () {},
      focus: function () { area.focus(); },
      addAction: function (action) { actions[action.id] = action; document.dispatchEvent(new CustomEvent("quadwire-editor", { detail: editor })); return { dispose: function () {} }; },
      runAction: function (name) { if (actions[name]) { actions[name].run(editor); } },
      onDidChangeModelContent: function (f) {
        listeners.push(f);
        return { dispose: function () { listeners = listeners.filter(function (x) { return x !== f; }); } };
      },
      dispose: function () { listeners = []; box.remove(); }
    };
    area.value = options.value || "";
    show();
    return editor;
  }

  function nothing() {}

  window.monaco = {
    KeyMod: { CtrlCmd: 2048, Shift: 1024, Alt: 512 },
    KeyCode: { Enter: 3 },
    editor: { create: create, setModelLanguage: nothing, setTheme: nothing, defineTheme: nothing },
    languages: { typescript: {
      ScriptTarget: { ES5: 1 },
      javascriptDefaults: { setCompilerOptions: nothing, addExtraLib: nothing }
    } }
  };
  window.require = function (names, done) { done(); };
  window.require.config = nothing;
})();
