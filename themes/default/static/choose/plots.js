// ROC curves over each other, and how scores are spread by true class. The build made the numbers.

import { element } from "../filter-index.js";
import { say } from "../words/choose.js";

const SVG = "http://www.w3.org/2000/svg";
const SIZE = 360;
const EDGE = { left: 46, bottom: 44, top: 10, right: 12 };
const WIDE = { width: 320, height: 150 };

function draw(name, attributes, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function text(x, y, words, attributes = {}) {
  return draw("text", { x, y, class: "tick", ...attributes }, words);
}

/** The curves of the models of two classes, with a legend; nothing where there are none. */
export function curves(models) {
  const drawn = models.filter(({ answers }) => answers.roc);
  if (drawn.length === 0) return null;
  const inner = SIZE - EDGE.left - EDGE.right;
  const x = (share) => EDGE.left + share * inner;
  const y = (share) => EDGE.top + (1 - share) * inner;
  const bottom = EDGE.top + inner;
  const grid = [0, 0.25, 0.5, 0.75, 1].flatMap((at) => [
    draw("line", { class: "grid", x1: x(at), x2: x(at), y1: EDGE.top, y2: bottom }),
    draw("line", { class: "grid", x1: x(0), x2: x(1), y1: y(at), y2: y(at) }),
    text(x(at), bottom + 16, String(at), { "text-anchor": at === 1 ? "end" : "middle" }),
    text(x(0) - 6, y(at) + 4, String(at), { "text-anchor": "end" }),
  ]);
  const lines = drawn.map(({ answers }, at) =>
    draw("polyline", {
      class: `curve line-${at + 1}`,
      points: answers.roc.map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`).join(" "),
    }),
  );
  const label = say("choose-curves-of", { models: drawn.map(({ title }) => title).join("; ") });
  const svg = draw(
    "svg",
    { class: "chart curves", viewBox: `0 0 ${SIZE} ${bottom + EDGE.bottom}`, role: "img" },
    ...grid,
    ...lines,
    text(x(0.5), bottom + 36, say("choose-background"), { "text-anchor": "middle" }),
    text(12, y(0.5), say("choose-signal"), {
      "text-anchor": "middle",
      transform: `rotate(-90 12 ${y(0.5)})`,
    }),
  );
  svg.setAttribute("aria-label", label);
  const legend = element("ul", { class: "plain legend-lines" }, ...drawn.map(legendLine));
  const note = element("p", { class: "small muted" }, noteOf(drawn));
  return [element("div", { class: "panel plot" }, svg, legend), note];
}

function legendLine({ title, claims }, at) {
  const auc = claims.find(({ metric, on_control_set: here }) => here && /AUC/.test(metric));
  const line = draw(
    "svg",
    { width: 34, height: 10, "aria-hidden": "true", class: "chart" },
    draw("line", { class: `curve line-${at + 1}`, x1: 1, x2: 33, y1: 5, y2: 5 }),
  );
  return element(
    "li",
    {},
    line,
    ` ${title}`,
    auc
      ? element("span", { class: "small muted" }, ` ${auc.metric} ${auc.value}, ${auc.basis}`)
      : null,
  );
}

/** On which items, and by whom, the answers were computed. */
function noteOf(models) {
  const sets = new Set(models.map(({ answers }) => answers.items_sha256));
  const [{ answers }] = models;
  return say(sets.size === 1 ? "choose-same-items" : "choose-other-items", {
    count: answers.items,
    date: answers.date,
  });
}

/** A small chart for each model: the items of each class by the score of the signal. */
export function spreads(models) {
  const drawn = models.filter(({ answers }) => answers.spread);
  if (drawn.length === 0) return null;
  return [
    element("div", { class: "spreads" }, ...drawn.map(spread)),
    element("p", { class: "small muted" }, say("choose-spreads-note")),
  ];
}

function spread({ title, answers }) {
  const [background, signal] = answers.spread;
  const most = Math.max(1, ...background, ...signal);
  const width = WIDE.width / background.length;
  // Counts differ by orders of magnitude, and all of them tell something.
  const height = (count) => (WIDE.height * Math.log1p(count)) / Math.log1p(most);
  const bars = (counts, name) =>
    counts.map((count, at) =>
      draw("rect", {
        class: name,
        x: (at * width + (name === "bar-1" ? width / 2 : 0.5)).toFixed(1),
        y: (WIDE.height - height(count)).toFixed(1),
        width: (width / 2 - 0.5).toFixed(1),
        height: height(count).toFixed(1),
      }),
    );
  const names = answers.classes.length === 2 ? answers.classes : ["0", "1"];
  const svg = draw(
    "svg",
    { class: "chart spread", viewBox: `0 0 ${WIDE.width} ${WIDE.height + 22}`, role: "img" },
    ...bars(background, "bar-0"),
    ...bars(signal, "bar-1"),
    draw("line", { class: "grid", x1: 0, x2: WIDE.width, y1: WIDE.height, y2: WIDE.height }),
    text(0, WIDE.height + 16, "0"),
    text(WIDE.width / 2, WIDE.height + 16, say("choose-score", { name: names[1] }), {
      "text-anchor": "middle",
    }),
    text(WIDE.width, WIDE.height + 16, "1", { "text-anchor": "end" }),
  );
  svg.setAttribute("aria-label", say("choose-spread-of", { model: title }));
  const total = (counts) => counts.reduce((sum, count) => sum + count, 0);
  const legend = names.map((name, at) =>
    element("span", { class: `bar-name bar-name-${at}` }, `${name}: ${total(answers.spread[at])}`),
  );
  return element(
    "figure",
    { class: "panel" },
    element("figcaption", {}, element("strong", {}, title)),
    svg,
    element("p", { class: "small" }, ...legend),
  );
}
