// Throughput against batch size, both on logarithmic scales; the table beside it has the numbers.

import { drawn, element, picture } from "./dom.js";
import { drawRates } from "./numbers.js";
import { say } from "../words/run.js";

/** @param {object[]} rows with `engine`, `batch` and their five `quartiles` */
export function rateChart(rows) {
  const svg = drawRates(rows);
  if (!svg) return null;
  const engines = [...new Set(rows.map((row) => row.engine))];
  const legend = engines.map((engine, place) => element("span", {}, key(place), ` ${engine}`));
  return element(
    "figure",
    { class: "panel throughput try-rates" },
    element("figcaption", {}, element("p", { class: "legend small" }, ...legend)),
    picture(svg),
    element("p", { class: "small muted try-axis" }, say("rates-axes")),
  );
}

function key(place) {
  const line = { class: "path", x1: 0, x2: 30, y1: 7, y2: 7 };
  const box = { class: "box", x: 11, y: 2, width: 8, height: 10 };
  return drawn(
    "svg",
    { class: "chart", width: 30, height: 14, "aria-hidden": "true" },
    drawn("g", { class: `look-${place + 1}` }, drawn("line", line), drawn("rect", box)),
  );
}
