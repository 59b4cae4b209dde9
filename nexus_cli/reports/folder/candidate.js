/* One candidate, opened in place of the table; the address says who, so that it can be kept. */
const folder = document.getElementById("folder");
const panel = document.getElementById("candidate");
let opened = null;

async function follow() {
  const found = /^#candidate=(.*)$/.exec(location.hash);
  let row = null;
  try { row = found && BY_FILE.get(decodeURIComponent(found[1])); } catch { row = null; }
  if (!row) return close();
  opened = row;
  let report = null;
  try { report = await unpack(row); } catch { report = null; }
  if (opened !== row) return;
  panel.replaceChildren(...(report ? content(row, report) : [leave(row), make("p", { class: "notice" },
    "This could not be unpacked here: it takes a browser of 2023 or later. The same stands in scores.jsonl.")]));
  folder.classList.add("aside");
  panel.hidden = false;
  document.title = (row.candidate || row.file) + ": " + FACTS.title;
  scrollTo(0, 0);
  panel.focus({ preventScroll: true });
}

function close() {
  if (!opened) return;
  const row = opened;
  opened = null;
  panel.hidden = true;
  panel.replaceChildren();
  folder.classList.remove("aside");
  document.title = FACTS.title;
  const link = [...body.querySelectorAll("a")].find((a) => a.getAttribute("href") === addressOf(row));
  if (link) link.focus();
}

function leave(row) {
  const place = view.shown.indexOf(row);
  const step = (by, words) => {
    const other = place < 0 ? null : view.shown[place + by];
    return other ? make("a", { href: addressOf(other) }, words) : make("span", { class: "quiet" }, words);
  };
  return make("nav", { class: "pages screen", "aria-label": "Candidates" },
    make("a", { href: "#table" }, "Back to the table"), step(-1, "Previous"), step(1, "Next"));
}

function* content(row, report) {
  yield leave(row);
  yield make("header", {},
    make("h1", { class: "who", dir: "auto" }, report.who || row.file),
    make("p", { class: "result" }, make("span", { class: "total" }, row.overall === null ? "no total" : figure(row.overall) + " of 5"),
      " ", make("span", { class: "verdict" }, row.verdict ? row.band + ", " + row.verdict : ""),
      " ", make("span", { class: "quiet" }, standing(row))),
    row.low === null ? "" : interval(row),
    make("p", { class: "quiet" }, report.counts + "; " + row.file),
    make("p", {}, report.summary),
    report.notices.map((text) => make("p", { class: "notice", dir: "auto" }, text)));
  yield make("p", { class: "dimensions" }, FACTS.dimensions.map((name, place) => (
    make("span", {}, name + " ", make("strong", {}, figure(row.dimensions[place]))))));
  yield* list("What went well", report.strengths);
  yield* list("What to work on next", report.development);
  if (report.requirements.length) {
    yield make("h2", {}, "Asked for, and shown");
    yield make("ul", { class: "signs flowing" }, report.requirements.map(([sign, skill, words]) => (
      make("li", {}, make("span", { class: "sign" }, sign), make("strong", {}, skill), " " + words))));
  }
  yield* list("What was not scored, and why", report.unscored);
  yield* list("Places in the file of which nothing was taken", report.unread);
  yield make("h2", {}, "Question by question");
  yield make("p", { class: "quiet" }, "Passages that a score or a point rests on stand in ‹ ›.");
  yield* report.answers.map(section);
  yield make("p", { class: "quiet" }, report.made);
  yield leave(row);
}

function standing(row) {
  if (row.rank === null) return "not ranked: a person has to score first";
  const ties = ROWS.filter((other) => other.rank === row.rank).length - 1;
  return "band " + row.rank + ", between " + figure(row.low) + " and " + figure(row.high)
    + (ties ? ", ties with " + count(ties, "other") : "");
}

function* list(title, lines) {
  if (!lines.length) return;
  yield make("h2", {}, title);
  yield make("ul", {}, lines.map((text) => make("li", { dir: "auto" }, text)));
}

function section(answer, place) {
  const name = "q" + (place + 1);
  const links = (quotes) => quotes.map(([mark, words, where]) => [" ",
    make("a", { href: "#" + name + "-" + mark, dir: "auto", onclick: jump }, words),
    where ? make("span", { class: "quiet" }, " " + where) : ""]);
  const said = (pieces) => (pieces.length
    ? make("blockquote", { dir: "auto" }, pieces.map((piece) => shown(piece, name)))
    : make("p", { class: "quiet" }, "No answer was given; that counts neither for nor against."));
  return make("section", { class: "question" },
    make("header", {}, make("h3", {}, answer.title), make("span", { class: answer.scored ? "score" : "quiet" }, answer.result)),
    make("p", { class: "asked", dir: "auto" }, answer.asked),
    said(answer.said),
    answer.more ? [make("p", { class: "asked", dir: "auto" }, "Follow-up: " + answer.more[0]), said(answer.more[1])] : "",
    answer.notices.map((text) => make("p", { class: "notice" }, text)),
    make("ul", { class: "scores-list" }, answer.scores.map(([named, reasoning, override, quotes]) => (
      make("li", {}, make("strong", {}, named), reasoning ? ". " + reasoning : "", links(quotes),
        override ? make("p", { class: "notice" }, override) : "")))),
    answer.points.length ? make("ul", { class: "signs" }, answer.points.map(([met, point, quotes]) => (
      make("li", {}, make("span", { class: "sign" }, met ? "✓" : "·"), point, met ? "" : quotes.length ? " (open; closest:" : " (open)", links(quotes), !met && quotes.length ? ")" : "")))) : "",
    answer.quiet.map((text) => make("p", { class: "quiet" }, text)),
    answer.stronger ? make("details", {}, make("summary", {}, "A stronger answer"), make("blockquote", {}, answer.stronger)) : "");
}

function shown(piece, name) {
  if (typeof piece === "string") return piece;
  const [mark, words] = piece;
  if (mark === 0) return make("span", { class: "where" }, words);
  return make("mark", { "data-mark": name + "-" + mark }, words);
}

/* The address keeps naming the candidate, so a quote is shown without following its link. */
function jump(event) {
  event.preventDefault();
  const wanted = event.currentTarget.getAttribute("href").slice(1);
  for (const mark of panel.querySelectorAll("mark")) mark.classList.toggle("here", mark.dataset.mark === wanted);
  const mark = panel.querySelector("mark.here");
  if (!mark) return;
  mark.tabIndex = -1;
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
}

addEventListener("hashchange", follow);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && opened) location.hash = "table";
});
follow();
