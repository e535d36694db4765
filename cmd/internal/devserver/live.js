// Keeps an open page what the source says: loads it again when it has changed, and shows problems above it until they are solved.
(function () {
  "use strict";
  var script = document.currentScript;
  var base = script.src.replace(/live\.js$/, "");
  var shown = { build: script.dataset.build, page: script.dataset.page, body: script.dataset.body };
  var waiting = false, busy = false, again = false, dismissed = "", overlay = null;
  var memory = "eventatlas:place";

  // Where the reader was: kept over a reload, for this page only.
  function remember() {
    var open = [];
    document.querySelectorAll("details").forEach(function (d, i) { open.push([d.id || i, d.open]); });
    try {
      sessionStorage.setItem(memory, JSON.stringify({ page: location.pathname, x: scrollX, y: scrollY, open: open }));
    } catch (e) { /* a browser that keeps nothing */ }
  }
  function restore() {
    var place = null;
    try {
      place = JSON.parse(sessionStorage.getItem(memory));
      sessionStorage.removeItem(memory);
    } catch (e) { return; }
    if (!place || place.page !== location.pathname) { return; }
    var all = document.querySelectorAll("details");
    place.open.forEach(function (entry) {
      var d = typeof entry[0] === "number" ? all[entry[0]] : document.getElementById(entry[0]);
      if (d) { d.open = entry[1]; }
    });
    history.scrollRestoration = "manual";
    var back = function () { scrollTo({ left: place.x, top: place.y, behavior: "instant" }); };
    back();
    addEventListener("load", function () { back(); history.scrollRestoration = "auto"; });
  }

  function swapStyle(href) {
    var old = document.querySelector("link[rel=stylesheet]");
    if (!old) { return; }
    var link = old.cloneNode();
    link.href = href;
    link.onload = link.onerror = function () { old.remove(); };
    old.after(link);
  }

  function apply(state) {
    var errors = state.failure || state.problems.some(function (p) { return p.severity === "error"; });
    if (state.page !== shown.page && (state.found || !errors)) {
      if (state.body === shown.body && state.style) {
        swapStyle(state.style);
        shown.page = state.page;
      } else if (state.page) {
        remember();
        location.reload();
        return;
      }
    }
    show(errors ? state : null);
  }

  // One question at a time; what happens meanwhile is asked for afterwards.
  function ask() {
    if (document.hidden) { waiting = true; return; }
    if (busy) { again = true; return; }
    busy = true;
    fetch(base + "state?page=" + encodeURIComponent(location.pathname))
      .then(function (answer) {
        if (answer.status === 403) { restarted(); return null; }
        return answer.json().then(apply);
      })
      .catch(function () { /* the server is gone; its return is heard of */ })
      .then(function () {
        busy = false;
        if (again) { again = false; ask(); }
      });
  }

  // The server was started anew and this page's token is not its own any more: loading the page again gets the new one.
  function restarted() {
    remember();
    location.reload();
  }

  var style = [
    ":host { all: initial; position: fixed; inset: 0; z-index: 2147483647; }",
    ".back { position: absolute; inset: 0; background: rgb(10 14 22 / .55); }",
    ".box { position: absolute; inset: 6vh auto auto 50%; transform: translateX(-50%); width: min(60rem, 92vw); max-height: 84vh; overflow: auto;",
    " background: #14181f; color: #e6e9ef; border-top: 4px solid #f0565b; border-radius: 8px; padding: 1.25rem 1.5rem; box-sizing: border-box;",
    " font: 14px/1.5 ui-sans-serif, system-ui, sans-serif; box-shadow: 0 20px 60px rgb(0 0 0 / .5); }",
    "h2 { margin: 0 2.5rem .75rem 0; font-size: 1.1rem; } button { position: absolute; top: .9rem; right: 1rem; font: inherit; color: inherit;",
    " background: none; border: 1px solid #4a5362; border-radius: 4px; padding: .1rem .5rem; cursor: pointer; }",
    ".problem { border-top: 1px solid #2b323d; padding: .75rem 0; } .place { font-family: ui-monospace, monospace; color: #9db4ff; }",
    ".error { color: #ff8589; } .warning { color: #ffc861; } .info { color: #7fd4ff; } .code { color: #8b95a5; margin-left: .5rem; }",
    "pre { margin: .4rem 0; padding: .5rem .75rem; background: #0c0f14; border-radius: 4px; overflow: auto; font: 13px/1.45 ui-monospace, monospace; }",
    ".help { color: #8fe0a4; } p { margin: .15rem 0; white-space: pre-wrap; overflow-wrap: anywhere; } .foot { color: #8b95a5; }"
  ].join("\n");

  function element(name, kind, text) {
    var e = document.createElement(name);
    if (kind) { e.className = kind; }
    if (text) { e.textContent = text; }
    return e;
  }

  function problem(p) {
    var box = element("div", "problem");
    var head = element("p");
    head.append(element("span", "place", p.place), " ", element("span", p.severity, p.severity + ": "), element("span", "", p.message), element("span", "code", p.code));
    box.append(head);
    if (p.source) {
      box.append(element("pre", "", p.source + (p.column > 0 ? "\n" + " ".repeat(p.column - 1) + "^" : "")));
    }
    (p.notes || []).forEach(function (n) { box.append(element("p", "note", "note: " + n)); });
    if (p.suggestion) { box.append(element("p", "help", "help: " + p.suggestion)); }
    return box;
  }

  function show(state) {
    var key = state ? JSON.stringify([state.failure, state.problems]) : "";
    if (overlay && overlay.key === key) { return; }
    if (overlay) { overlay.host.remove(); overlay = null; }
    if (!state) { dismissed = ""; return; }
    if (key === dismissed) { return; }
    var host = document.createElement("eventatlas-problems");
    var root = host.attachShadow({ mode: "open" });
    var sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    var box = element("div", "box");
    box.setAttribute("role", "alertdialog");
    box.setAttribute("aria-label", "Problems of the catalog");
    box.tabIndex = -1;
    var n = state.problems.length;
    box.append(element("h2", "", state.failure ? "The site could not be built" : n === 1 ? "1 problem" : n + " problems"));
    var close = element("button", "", "Close");
    close.onclick = dismiss;
    box.append(close);
    if (state.failure) { box.append(element("p", "error", state.failure)); }
    state.problems.slice(0, 200).forEach(function (p) { box.append(problem(p)); });
    if (n > 200) { box.append(element("p", "foot", "… and " + (n - 200) + " more; eventatlas check lists them all")); }
    box.append(element("p", "foot", "Esc closes this. It goes by itself when the problems are solved."));
    root.append(element("div", "back"), box);
    document.documentElement.append(host);
    overlay = { host: host, key: key };
  }

  function dismiss() {
    if (!overlay) { return; }
    dismissed = overlay.key;
    overlay.host.remove();
    overlay = null;
  }
  addEventListener("keydown", function (event) {
    if (event.key === "Escape" && overlay) { event.stopPropagation(); dismiss(); }
  }, true);

  // Listening: through the worker that all pages share, else by a stream that is closed while nobody looks.
  var stream = null;
  function listen() {
    if (!stream && !document.hidden) {
      stream = new EventSource(base + "events");
      stream.onmessage = ask;
      stream.onerror = function () { if (stream && stream.readyState === EventSource.CLOSED) { ask(); } };
    }
  }
  function shared() {
    try {
      var worker = new SharedWorker(base + "worker.js");
      worker.port.onmessage = ask;
      worker.onerror = function () { worker = null; listen(); };
      addEventListener("pagehide", function () { if (worker) { worker.port.postMessage("bye"); } });
      addEventListener("pageshow", function (event) { if (event.persisted) { location.reload(); } });
      return true;
    } catch (e) {
      return false;
    }
  }
  var sharing = typeof SharedWorker === "function" && shared();
  if (!sharing) { listen(); }
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) {
      if (stream) { stream.close(); stream = null; }
      return;
    }
    if (!sharing) { listen(); }
    if (waiting) { waiting = false; ask(); }
  });
  restore();
  ask();
})();
