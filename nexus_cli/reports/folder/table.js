/* The table: filtered, sorted and shown a page at a time. */
const PAGE = 50;
const MOST_PRINTED = 1000;
const COLUMNS = [
  { name: "Band", value: (row) => row.rank },
  { name: "Candidate", value: (row) => fold(row.candidate || row.file) },
  { name: "File", kind: "wide", value: (row) => row.file },
  { name: "Total", value: (row) => row.overall, highest: true },
  { name: "In a word", kind: "wide", value: (row) => row.overall, highest: true },
  ...FACTS.dimensions.map((name, place) => (
    { name, kind: "wide", value: (row) => row.dimensions[place], highest: true })),
  { name: "Scored", kind: "wide", value: (row) => (row.answered ? row.scored / row.answered : null), highest: true },
  { name: "Flags", value: (row) => row.flags.length, highest: true },
];
const view = { shown: ROWS, page: 0, column: -1, down: false };
const body = document.getElementById("body");
const filters = {};

function same(value, chosen) { return chosen === "" || String(value) === chosen; }

function narrow() {
  const text = fold(filters.text.value.trim());
  const flag = filters.flag.value;
  view.shown = ROWS.filter((row) => row.found.includes(text)
    && same(row.rank ?? "none", filters.rank.value) && same(row.band, filters.band.value)
    && (flag === "" || (flag === "none" ? !row.flags.length : row.flags.includes(flag))));
  order();
}

function order() {
  const { column, down } = view;
  const value = column < 0 ? (row) => row.index : COLUMNS[column].value;
  const keyed = view.shown.map((row) => [value(row), row]);
  keyed.sort(([a, first], [b, second]) => {
    if (a === null || b === null) return (a === null) - (b === null) || first.index - second.index;
    if (a === b) return first.index - second.index;
    return (a < b) !== down ? -1 : 1;
  });
  view.shown = keyed.map(([, row]) => row);
  view.page = 0;
  show();
}

function sortBy(column) {
  const first = Boolean(COLUMNS[column].highest);
  if (view.column !== column) { view.column = column; view.down = first; }
  else if (view.down === first) view.down = !first;
  else view.column = -1;
  order();
}

function show() {
  const start = view.page * PAGE;
  body.replaceChildren(...view.shown.slice(start, start + PAGE).map(line));
  const last = Math.min(start + PAGE, view.shown.length);
  pages.said.textContent = view.shown.length
    ? "Rows " + (start + 1) + " to " + last + " of " + count(view.shown.length, "candidate")
    : "Nobody fits these filters.";
  pages.before.hidden = pages.after.hidden = view.shown.length <= PAGE;
  pages.before.disabled = start === 0;
  pages.after.disabled = last === view.shown.length;
  heads.forEach((head, column) => {
    head.cell.setAttribute("aria-sort", view.column !== column ? "none" : view.down ? "descending" : "ascending");
    head.sign.textContent = view.column !== column ? "" : view.down ? " ▼" : " ▲";
  });
}

function line(row) {
  const word = row.band && row.verdict ? row.band + ", " + row.verdict : "no total";
  return make("tr", {},
    make("td", { class: "number" }, row.rank === null ? "–" : String(row.rank)),
    make("th", { scope: "row", dir: "auto" }, make("a", { href: addressOf(row) }, row.candidate || row.file)),
    make("td", { class: "wide file", dir: "auto" }, row.file),
    make("td", { class: "total-cell" }, make("span", { class: "figure" }, figure(row.overall)),
      row.low === null ? "" : interval(row)),
    make("td", { class: "wide word" }, word),
    row.dimensions.map((score) => make("td", { class: "wide number" }, figure(score))),
    make("td", { class: "wide" }, row.scored + " of " + row.answered),
    make("td", { class: "flags" }, row.flags.map((flag) => make("span", { class: "flag", title: FACTS.flags[flag] }, flag))));
}

function choice(label, name, pairs) {
  filters[name] = make("select", { onchange: narrow },
    pairs.map(([value, words]) => make("option", { value }, words)));
  return make("label", {}, label + " ", filters[name]);
}

function tally(values) {
  const found = new Map();
  for (const value of values) found.set(value, (found.get(value) || 0) + 1);
  return found;
}

function options(found, all, words) {
  return [["", all], ...[...found].map(([value, size]) => [String(value), words(value) + " (" + size + ")"])];
}

const heads = COLUMNS.map((column, place) => {
  const sign = make("span", { "aria-hidden": "true" });
  const button = make("button", { type: "button", onclick: () => sortBy(place) }, column.name, sign);
  return { cell: make("th", { scope: "col", class: column.kind || "" }, button), sign };
});
const pages = {
  said: make("span", { role: "status" }),
  before: make("button", { type: "button", onclick: () => turn(-1) }, "Earlier"),
  after: make("button", { type: "button", onclick: () => turn(1) }, "Later"),
};

function turn(by) {
  view.page += by;
  show();
  document.getElementById("table").scrollIntoView({ block: "start" });
}

function clear() {
  for (const filter of Object.values(filters)) filter.value = "";
  narrow();
}

function begin() {
  const ranks = new Map([...tally(ROWS.map((row) => row.rank ?? "none"))]);
  const bands = tally(ROWS.map((row) => row.band).filter(Boolean));
  const flags = tally(ROWS.flatMap((row) => (row.flags.length ? row.flags : ["none"])));
  const names = { none: "no flag" };
  filters.text = make("input", { type: "search", autocomplete: "off", oninput: narrow });
  const bar = document.getElementById("filters");
  bar.append(
    make("label", {}, "Name or file ", filters.text),
    choice("Band", "rank", options(ranks, "all bands", (rank) => (rank === "none" ? "not ranked" : "band " + rank))),
    choice("In a word", "band", options(bands, "all", (band) => band)),
    choice("Flag", "flag", options(flags, "all", (flag) => names[flag] || flag)),
    make("button", { type: "button", onclick: clear }, "Show all"));
  const foot = document.getElementById("pages");
  foot.append(pages.said, pages.before, pages.after);
  bar.hidden = foot.hidden = false;
  document.querySelector("#table thead tr").replaceChildren(...heads.map((head) => head.cell));
  show();
  addEventListener("beforeprint", () => body.replaceChildren(...view.shown.slice(0, MOST_PRINTED).map(line)));
  addEventListener("afterprint", show);
}

/* On paper nothing opens, so what is folded away is unfolded first. */
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  for (const part of folded) part.open = true;
});
addEventListener("afterprint", () => { for (const part of folded) part.open = false; });

if (ROWS.length) begin();
