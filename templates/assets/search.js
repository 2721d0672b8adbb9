// The search field above the index from A to Z. It reads one JSON file of the site, or several of a large one (the form
// is in search_index.py), lists the entries in which every word of the query begins a word, and leaves the page as it was without one.
//
// All texts go into text nodes and attributes, never through a parser. Without this script, and on a copy opened from
// disk, where a page may not read a file, the index stands alone.
"use strict";

{
  const MOST = 100; // finds on the page; the reader is told of more
  const PAUSE = 150; // ms without a key, after which the finds are shown and told of
  const box = document.querySelector("search.search");
  const field = box.querySelector("input");
  const status = document.getElementById("found");
  const finds = document.getElementById("finds");
  const index = document.getElementById("index");
  const MARK = /^["“”„«»‘’]/; // of a quotation
  let loading; // a promise of the entries, once anybody asks
  let timer;

  // Letters that no decomposition takes their mark from.
  const PLAIN = { ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", ı: "i", æ: "ae", œ: "oe", ß: "ss", þ: "th" };
  // Scripts written without spaces: there a word is looked for anywhere.
  const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

  // The words of a text without case, marks and the commas of numbers; initials are one word.
  function words(text) {
    const plain = text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/\p{M}+/gu, "")
      .replace(/[øłđðħıæœßþ]/g, (letter) => PLAIN[letter])
      .replace(/(\p{N})[,٬](?=\p{N})/gu, "$1")
      .replace(/(?<![\p{L}\p{N}])(?:\p{L}\.){2,}/gu, (initials) => initials.replaceAll(".", ""));
    return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  }

  async function load() {
    const first = await read(box.dataset.index);
    const more = await Promise.all((first.parts ?? []).map((address) => read(box.dataset.root + address)));
    return [first, ...more].flatMap(entriesOf);
  }

  async function read(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    const file = await answer.json();
    if (file.version !== 1) throw new Error(`version ${file.version}`);
    return file;
  }

  function entriesOf({ kinds, stories, groups }) {
    return groups.flatMap(([kind, place, address, origin, rows]) =>
      rows.map(([tail, codes, text = "", passage = 0, note = "", further = ""]) => {
        const [said = "", from = "", cuts = 0, lang = "", dir = ""] = passage || [];
        const [, n, end] = /^~(\d+)~(.*)$/.exec(tail) ?? [undefined, 0, tail];
        const url = address + stem(text || said).slice(0, n) + end;
        const [label, story] = [kinds[kind], stories[place] ?? ""];
        const own = words(`${text} ${said} ${note}`);
        const around = words(`${label} ${story} ${codes} ${further}`);
        return { kind, label, story, url, text, said, from: origin + from, cuts, lang, dir, note, codes, own, around };
      }),
    );
  }

  // How most addresses begin; the same is in search_index.py.
  function stem(text) {
    const small = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(/['’.,]/g, "");
    return small.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  }

  const begins = (list, word) => list.some((one) => one.startsWith(word) || (UNSPACED.test(word) && one.includes(word)));

  // 0 where a word of the query is missing; more for what the entry itself shows than for what stands around it, most
  // for whole words.
  function rank(entry, query) {
    let sum = 0;
    for (const word of query) {
      if (entry.own.includes(word)) sum += 4;
      else if (begins(entry.own, word)) sum += 3;
      else if (begins(entry.around, word)) sum += 1;
      else return 0;
    }
    return sum;
  }

  function search(entries, query) {
    const found = [];
    for (const [place, entry] of entries.entries()) {
      const points = rank(entry, query);
      if (points) found.push({ entry, points, place });
    }
    found.sort((a, b) => b.points - a.points || a.entry.kind - b.entry.kind || a.place - b.place);
    return found.map((one) => one.entry);
  }

  function element(tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  // An outlet's words, as the pages show them.
  function quoted({ said, from, cuts, lang, dir }) {
    const [before, after] = [cuts & 1, cuts & 2];
    const open = !before && MARK.test(said) ? " open" : "";
    const closed = !after && MARK.test(said.at(-1)) ? " closed" : "";
    const made = element("span", `words quoted${open}${closed}`);
    if (before) made.append(element("span", "ours", "… "));
    made.append(said);
    if (after) made.append(element("span", "ours", " …"));
    made.dataset.from = from;
    if (lang) made.lang = lang;
    if (dir) made.dir = dir;
    return made;
  }

  function line(entry) {
    const { label, story, url, text, note, codes } = entry;
    const link = element("a", "");
    link.href = box.dataset.root + url;
    if (text) link.append(element("bdi", "", text));
    if (text && entry.said) link.append(": ");
    if (entry.said) link.append(quoted(entry));
    const about = [note ? `${label}, ${note}` : label, story, codes].filter(Boolean).join(" · ");
    return element("li", "", link, " ", element("span", "note", about));
  }

  async function show() {
    const asked = field.value.trim();
    const query = words(asked);
    const address = new URL(location.href);
    if (asked) address.searchParams.set("q", asked);
    else address.searchParams.delete("q");
    if (address.href !== location.href) history.replaceState(null, "", address);
    let found = [];
    let told = "";
    if (asked) {
      try {
        found = search(await (loading ??= load()), query);
        told = found.length ? `${found.length} found` : `Nothing found for “${asked}”. The index below lists everything.`;
        if (found.length > MOST) told += `, the first ${MOST} are listed`;
      } catch (error) {
        loading = undefined;
        told = "The list to search could not be read. The index below lists everything.";
        console.warn(error);
      }
      if (field.value.trim() !== asked) return; // a later query is under way
    }
    finds.replaceChildren(...found.slice(0, MOST).map(line));
    finds.hidden = found.length === 0;
    index.hidden = found.length > 0;
    status.textContent = told;
  }

  if (location.protocol !== "file:") {
    box.hidden = false;
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, PAUSE);
    });
    field.addEventListener("focus", () => (loading ??= load()).catch(() => (loading = undefined)), { once: true });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        clearTimeout(timer);
        show();
      }
    });
    field.value = new URLSearchParams(location.search).get("q") ?? field.value;
    if (field.value) show();
  }
}
