// ROC curves over each other, and how scores are spread by true class. The numbers are made by the
// program's code, at build time or in the page; here they are drawn.

import { element } from "./filter-index.js";
import { decimals, digits } from "./speaking.js";
import { say } from "./words/curves.js";

const SVG = "http://www.w3.org/2000/svg";
const EDGE = { left: 56, bottom: 44, top: 12, right: 14 };
/** A share below which no curve of these numbers says anything. */
const LEAST = 1e-4;

function draw(name, attributes, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function text(x, y, words, attributes = {}) {
  return draw("text", { x, y, class: "tick", ...attributes }, words);
}

/** A drawing that has its own size, so that its letters have that of the page. */
function canvas(width, height, label, ...children) {
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  return draw(
    "svg",
    { class: "chart curves", role: "img", "aria-label": label, ...size },
    ...children,
  );
}

/** As wide as there is room, up to `most`. */
export function room(most) {
  return Math.max(260, Math.min(most, document.documentElement.clientWidth - 72));
}

/**
 * Curves of models of two classes: what passes of the background, on a logarithmic scale as good
 * models differ where little passes, against what is found of the signal.
 * @param {{title: string, roc: [number, number][]}[]} curves shares of background and of signal
 */
export function rocCurves(curves) {
  const width = room(680);
  const height = Math.round(Math.min(400, Math.max(280, width * 0.62)));
  const [inner, bottom] = [width - EDGE.left - EDGE.right, height - EDGE.bottom];
  const passing = curves.flatMap(({ roc }) => roc.map(([share]) => share)).filter((it) => it > 0);
  const decades = Math.ceil(-Math.log10(Math.max(LEAST, Math.min(...passing, 0.1))));
  const x = (share) => EDGE.left + share * inner;
  const y = (share) => {
    const depth = Math.min(decades, -Math.log10(Math.max(share, 10 ** -decades)));
    return EDGE.top + (depth / decades) * (bottom - EDGE.top);
  };
  const across = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((at) => [
    draw("line", { class: "grid", x1: x(at), x2: x(at), y1: EDGE.top, y2: bottom }),
    text(x(at), bottom + 17, percentOf(at), { "text-anchor": at === 1 ? "end" : "middle" }),
  ]);
  const up = Array.from({ length: decades + 1 }, (_, power) => 10 ** -power).flatMap((at) => [
    draw("line", { class: "grid", x1: x(0), x2: x(1), y1: y(at), y2: y(at) }),
    text(x(0) - 6, y(at) + 4, percentOf(at), { "text-anchor": "end" }),
  ]);
  // A logarithm has no place for nothing: a curve begins where an item of the background passes.
  const lines = curves.map(({ roc }, at) =>
    draw("polyline", {
      class: `curve line-${at + 1}`,
      points: roc
        .filter(([a]) => a > 0)
        .map(([a, b]) => `${x(b).toFixed(1)},${y(a).toFixed(1)}`)
        .join(" "),
    }),
  );
  const label = say("curves-roc-of", { models: curves.map(({ title }) => title).join("; ") });
  const middle = (EDGE.top + bottom) / 2;
  return canvas(
    width,
    height,
    label,
    ...across,
    ...up,
    ...lines,
    text(x(0.5), height - 6, say("curves-signal"), { "text-anchor": "middle" }),
    text(12, middle, say("curves-background"), {
      "text-anchor": "middle",
      transform: `rotate(-90 12 ${middle})`,
    }),
  );
}

/** "0.01 %", with as many digits as there are. */
function percentOf(share) {
  return `${decimals(String(Number((share * 100).toPrecision(2))))}\u00a0%`;
}

/** A key for the curve in place `at`. */
export function curveKey(at) {
  return draw(
    "svg",
    { width: 34, height: 10, "aria-hidden": "true", class: "chart" },
    draw("line", { class: `curve line-${at + 1}`, x1: 1, x2: 33, y1: 5, y2: 5 }),
  );
}

/**
 * Items of each of two classes by the score of the second, with counts on a logarithmic axis.
 * @param {string} title of the model
 * @param {string[]} names of the classes
 * @param {number[][]} counts by class and part of the range
 */
export function scoreSpread(title, names, counts) {
  const [width, height] = [room(380), 210];
  const [inner, bottom] = [width - EDGE.left - EDGE.right, height - EDGE.bottom];
  const most = Math.max(10, ...counts.flat());
  const parts = counts[0].length;
  const x = (part) => EDGE.left + (part / parts) * inner;
  const y = (count) => bottom - (Math.log1p(count) / Math.log1p(most)) * (bottom - EDGE.top);
  const ticks = [0, 1, 10, 100, 1000, 10_000, 100_000, 1_000_000].filter((count) => count <= most);
  const grid = ticks.flatMap((count) => [
    draw("line", { class: "grid", x1: x(0), x2: x(parts), y1: y(count), y2: y(count) }),
    text(x(0) - 6, y(count) + 4, digits(count), { "text-anchor": "end" }),
  ]);
  const step = (row) => row.map((count, at) => `V${y(count).toFixed(1)}H${x(at + 1).toFixed(1)}`);
  const lines = counts.map((row, place) =>
    draw("path", {
      class: `outline-${place}`,
      d: `M${x(0)} ${bottom}${step(row).join("")}V${bottom}`,
    }),
  );
  const ends = [0, 0.5, 1].map((at) =>
    text(x(at * parts), bottom + 17, decimals(String(at)), { "text-anchor": "middle" }),
  );
  const drawing = canvas(
    width,
    height,
    say("curves-spread-of", { model: title }),
    ...grid,
    ...lines,
    ...ends,
    text(x(parts / 2), height - 6, say("curves-score", { name: names[1] }), {
      "text-anchor": "middle",
    }),
    text(12, (EDGE.top + bottom) / 2, say("curves-items"), {
      "text-anchor": "middle",
      transform: `rotate(-90 12 ${(EDGE.top + bottom) / 2})`,
    }),
  );
  const total = (row) => row.reduce((sum, count) => sum + count, 0);
  const legend = names.map((name, at) =>
    element("span", { class: `bar-name bar-name-${at}` }, `${name}: ${digits(total(counts[at]))}`),
  );
  return [drawing, element("p", { class: "small" }, ...legend)];
}
