// Keeps an open page as its site is: hears of each build, takes over what changed, and shows why there is no newer one.
// Style sheets are swapped, a page's new elements are put in place of the old ones; a page with scripts of its own is
// loaded again, with scroll, focus and what was unfolded kept. Text of the site is only ever set as text.
// Deliberately contains no knowledge of the pages, and leaves nothing in them but an element beside the body.
"use strict";
(() => {
  const script = document.currentScript;
  const EVENTS = new URL("events", script.src);
  const KEPT = `sitegen preview ${location.pathname}`;
  const PATIENCE = 1500; // milliseconds before a lost connection, or a build that takes its time, is worth a word

  let { epoch } = script.dataset;
  let waiting = new Set(); // kinds of what changed and is not in this page yet
  let working = false;
  let stream;
  let retry;

  const show = makeNotices();
  restore();
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
  // A hidden page holds no connection, for a browser allows only a few to one server; it catches up when seen.
  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  connect();

  function connect() {
    if (document.hidden || (stream && stream.readyState !== EventSource.CLOSED)) return;
    clearTimeout(retry);
    // the page is named, so that a build makes it before all others
    stream = new EventSource(`${EVENTS}?${new URLSearchParams({ since: epoch, page: location.pathname })}`);
    stream.onopen = () => show.status("offline", "");
    stream.onmessage = (message) => hear(JSON.parse(message.data));
    stream.onerror = () => {
      show.status("offline", "The preview does not answer: is sitegen serve still running?", PATIENCE);
      if (stream.readyState === EventSource.CLOSED) retry = setTimeout(connect, PATIENCE);
    };
  }

  function disconnect() {
    clearTimeout(retry);
    stream?.close();
  }

  function hear(news) {
    show.status("building", news.building ? "Building …" : "", PATIENCE);
    show.mistakes(news.mistakes);
    if (news.base !== script.dataset.base) {
      const rest = location.pathname.slice(script.dataset.base.length);
      location.replace(news.base + rest + location.search + location.hash);
      return;
    }
    news.changed.forEach((kind) => waiting.add(kind));
    epoch = news.epoch;
    takeOver();
  }

  // One change at a time; what is heard meanwhile is next.
  async function takeOver() {
    if (working) return;
    working = true;
    while (waiting.size) {
      const kinds = waiting;
      waiting = new Set();
      try {
        await apply(kinds);
      } catch {
        kinds.forEach((kind) => waiting.add(kind)); // the server went away; it is asked again until it is back
        await new Promise((resolve) => setTimeout(resolve, PATIENCE));
      }
    }
    working = false;
    show.epoch(epoch);
  }

  async function apply(kinds) {
    if (kinds.has("other")) return reload();
    if (hasScripts(document) && (kinds.has("page") || kinds.has("data"))) return reload();
    if (kinds.has("page")) {
      const answer = await fetch(location.href, { cache: "no-store" });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (hasScripts(fresh)) return reload();
      morphPage(fresh);
    }
    if (kinds.has("style")) await swapStyles();
    return undefined;
  }

  // Whether a page runs anything but this; a script of another type is a block of data.
  function hasScripts(page) {
    const runs = (type) => /^(module|(text|application)\/(java|ecma)script)?$/i.test(type.trim());
    return [...page.scripts].some((one) => !("epoch" in one.dataset) && runs(one.type));
  }

  // ---- style sheets

  function sheets(page) {
    return [...page.querySelectorAll("link[rel~=stylesheet][href]")];
  }

  // A new link beside the old one, which goes when the new one has loaded: the page is never without style.
  function swapStyles() {
    return Promise.all(
      sheets(document).map((old) => {
        const fresh = old.cloneNode();
        const address = new URL(old.href);
        address.searchParams.set("preview", epoch);
        fresh.href = address.href;
        const done = new Promise((resolve) => {
          fresh.onload = fresh.onerror = () => resolve(old.remove());
        });
        old.after(fresh);
        return done;
      }),
    );
  }

  // ---- pages

  function morphPage(fresh) {
    for (const link of sheets(fresh)) {
      const plain = (href) => new URL(href, location.href).href.split("?")[0];
      const same = sheets(document).find((old) => plain(old.href) === plain(link.getAttribute("href")));
      if (same) link.setAttribute("href", same.getAttribute("href")); // swapped already
    }
    morphAttributes(document.documentElement, fresh.documentElement);
    morph(document.head, fresh.head);
    morph(document.body, fresh.body);
  }

  // Makes `old` what `fresh` is, keeping every element that has a counterpart, and with it focus, choice and unfolding.
  function morph(old, fresh) {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
      return;
    }
    morphAttributes(old, fresh);
    const from = [...old.childNodes];
    const to = [...fresh.childNodes];
    let start = 0;
    while (start < from.length && start < to.length && isSame(from[start], to[start])) start += 1;
    let [end, last] = [from.length, to.length];
    while (end > start && last > start && isSame(from[end - 1], to[last - 1])) [end, last] = [end - 1, last - 1];
    // What is equal at both ends may still differ in attributes deep inside.
    for (let n = 0; n < start; n += 1) morph(from[n], to[n]);
    for (let n = 0; n < from.length - end; n += 1) morph(from[end + n], to[last + n]);
    const free = from.slice(start, end);
    let at = start;
    for (const want of to.slice(start, last)) {
      const found = counterpart(free, want);
      const place = old.childNodes[at] ?? null;
      if (found < 0) {
        old.insertBefore(document.importNode(want, true), place);
      } else {
        // those before it have no counterpart any more
        for (const gone of free.splice(0, found)) gone.remove();
        morph(free.shift(), want);
      }
      at += 1;
    }
    for (const gone of free) gone.remove();
  }

  // The position in `free` of what `want` was: the same text first, then the first of its kind.
  function counterpart(free, want) {
    const same = free.findIndex((one) => isSame(one, want));
    return same >= 0 ? same : free.findIndex((one) => isKin(one, want));
  }

  function isSame(one, other) {
    return isKin(one, other) && one.textContent === other.textContent;
  }

  function isKin(one, other) {
    return one.nodeName === other.nodeName && (one.id ?? "") === (other.id ?? "");
  }

  function morphAttributes(old, fresh) {
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && !isReaders(old, name)) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value && !isReaders(old, name)) old.setAttribute(name, value);
    }
  }

  // Whether an attribute is the reader's doing rather than the page's.
  function isReaders(element, name) {
    return name === "open" && (element.nodeName === "DETAILS" || element.nodeName === "DIALOG");
  }

  // ---- loading again

  function reload() {
    const unfolded = [...document.querySelectorAll("details")].map((one) => [one.open, titleOf(one)]);
    const focus = wayTo(document.activeElement);
    sessionStorage.setItem(KEPT, JSON.stringify({ x: scrollX, y: scrollY, unfolded, focus }));
    disconnect();
    location.reload();
    return new Promise(() => {}); // nothing more is to be done in this page
  }

  function restore() {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    sessionStorage.removeItem(KEPT);
    if (!kept) return;
    const left = [...document.querySelectorAll("details")];
    kept.unfolded.forEach(([open, title]) => {
      const same = left.findIndex((one) => titleOf(one) === title);
      if (same >= 0) left.splice(same, 1)[0].open = open;
    });
    const there = () => {
      at(kept.focus)?.focus({ preventScroll: true });
      scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    };
    if (document.readyState === "complete") there();
    else addEventListener("load", there, { once: true });
  }

  function titleOf(details) {
    return details.querySelector("summary")?.textContent ?? "";
  }

  function wayTo(element) {
    const way = [];
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      way.unshift([...(one.parentElement?.children ?? [])].indexOf(one));
    }
    return way;
  }

  function at(way) {
    return way.length ? way.reduce((one, n) => one?.children[n], document.body) : undefined;
  }

  // ---- notices

  // What is said over the page, in a tree of its own that no style of the page reaches; hidden while it has nothing.
  function makeNotices() {
    const host = document.createElement("sitegen-preview");
    const root = host.attachShadow({ mode: "open" });
    const style = new CSSStyleSheet();
    style.replaceSync(`
      :host { all: initial; color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
      section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
        box-sizing: border-box; padding: 16px 24px; border-top: 4px solid #b3261e;
        color: light-dark(#1b1b1b, #f2f2f2); background: light-dark(#fff, #1d1d1d);
        box-shadow: 0 -4px 24px rgb(0 0 0 / 0.35); }
      header { display: flex; gap: 16px; align-items: start; justify-content: space-between; }
      h2 { margin: 0; font-size: 18px; }
      ol { margin: 8px 0 0; padding: 0; list-style: none; }
      li { margin: 12px 0; }
      p { margin: 2px 0; overflow-wrap: anywhere; }
      pre, .place { font: 13px/1.6 ui-monospace, monospace; }
      pre { margin: 6px 0 0; padding: 8px 0; overflow-x: auto; background: light-dark(#f3f3f3, #2a2a2a); }
      pre div { padding: 0 12px; min-width: max-content; }
      pre .marked { background: light-dark(#f9d9d6, #5c201b); }
      .number { display: inline-block; min-width: 4ch; margin-inline-end: 2ch; text-align: end; user-select: none;
        color: light-dark(#5a5a5a, #b5b5b5); }
      button { flex: none; padding: 4px 12px; font: inherit; min-height: 32px; }
      .status { position: fixed; inset: auto 16px 16px auto; z-index: 2147483647; margin: 0; padding: 6px 12px;
        border-radius: 6px; color: #fff; background: #333; }
      [hidden] { display: none; }
    `);
    root.adoptedStyleSheets = [style];
    const status = add(root, "p", "", "status");
    status.setAttribute("role", "status");
    status.hidden = true;
    const texts = { offline: "", building: "" };
    const wanted = {};
    const timers = {};
    let panel;

    const say = () => {
      status.textContent = texts.offline || texts.building;
      status.hidden = !status.textContent || Boolean(panel);
    };

    return {
      // Says something after a while, unless it is taken back before; an empty text takes back.
      status(kind, text, patience = 0) {
        if (!host.isConnected) document.documentElement.append(host);
        if (wanted[kind] === text) return; // said again, it is no newer
        wanted[kind] = text;
        clearTimeout(timers[kind]);
        timers[kind] = setTimeout(() => say((texts[kind] = text)), text ? patience : 0);
      },

      // Records up to which build the page is.
      epoch(name) {
        host.dataset.epoch = name;
      },

      // Shows why there is no newer site; an empty list takes it away.
      mistakes(list) {
        const told = JSON.stringify(list);
        if (panel?.dataset.told === told) return;
        panel?.remove();
        panel = undefined;
        if (list.length) {
          panel = add(root, "section", "");
          panel.dataset.told = told;
          panel.setAttribute("role", "alert");
          const header = add(panel, "header", "");
          add(header, "h2", "The site cannot be built; this is the last one that could.");
          const button = add(header, "button", "Hide");
          button.type = "button";
          button.onclick = () => (panel.hidden = true);
          const items = add(panel, "ol", "");
          list.forEach((mistake) => addMistake(items, mistake));
        }
        say();
      },
    };
  }

  function addMistake(items, { place, message, hint, excerpt }) {
    const item = add(items, "li", "");
    if (place) add(item, "p", place, "place");
    add(item, "p", hint ? `${message}. ${hint}` : message, "message");
    if (!excerpt.length) return;
    const lines = add(item, "pre", "");
    for (const { number, text, marked } of excerpt) {
      const line = add(lines, "div", "", marked ? "marked" : "");
      add(line, "span", String(number), "number");
      line.append(text || " ");
    }
  }

  function add(parent, name, text, kind = "") {
    const element = document.createElement(name);
    element.textContent = text;
    if (kind) element.className = kind;
    parent.append(element);
    return element;
  }
})();
