"use strict";
/* The rows and the small means of drawing. Text only ever goes in as text: nothing parses it. */
const FACTS = JSON.parse(document.getElementById("facts").textContent);
const NAMES = ["candidate", "overall", "low", "high", "rank", "band", "verdict", "dimensions",
  "scored", "answered", "asked", "flags", "file"];
const ROWS = document.getElementById("rows").textContent.split("\n").filter(Boolean).map((line, index) => {
  const cut = line.indexOf("\t");
  const row = { index, packed: line.slice(cut + 1) };
  JSON.parse(line.slice(0, cut)).forEach((cell, place) => { row[NAMES[place]] = cell; });
  row.found = fold(row.candidate + " " + row.file);
  return row;
});
const BY_FILE = new Map(ROWS.map((row) => [row.file, row]));

function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function figure(value) {
  if (value === null) return "no score";
  const text = value.toFixed(2);
  return text.endsWith("0") ? text.slice(0, -1) : text;
}

function count(number, noun) {
  return number.toLocaleString("en") + " " + noun + (number === 1 ? "" : "s");
}

function make(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== ""));
  return made;
}

function draw(tag, attributes, ...children) {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) drawn.setAttribute(name, value);
  drawn.append(...children);
  return drawn;
}

function interval(row) {
  const share = (points) => (points * 20).toFixed(1) + "%";
  return draw("svg", { role: "img", width: "100%", height: 14,
    "aria-label": "between " + figure(row.low) + " and " + figure(row.high) },
    draw("rect", { x: "0%", y: 5, width: "100%", height: 4, class: "track" }),
    draw("rect", { x: share(row.low), y: 4, width: share(row.high - row.low), height: 6, class: "fill" }),
    draw("circle", { cx: share(row.overall), cy: 7, r: 4, class: "dot" }));
}

function addressOf(row) {
  return "#candidate=" + encodeURIComponent(row.file);
}

async function unpack(row) {
  const bytes = Uint8Array.from(atob(row.packed), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}
