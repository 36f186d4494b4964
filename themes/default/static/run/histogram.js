// Where a score lies among those of the control set, class by class.

import { drawn, element, freshId } from "./dom.js";
import { percent } from "./numbers.js";

const WIDTH = 420;
const HEIGHT = 150;
const FOOT = 22;

/** The distributions of the facts as steps on a logarithmic scale, with a line at the score. */
export function histogram(facts) {
  const { edges, counts } = facts.distribution;
  const most = Math.max(...counts.flat(), 1);
  const low = edges[0];
  const high = edges[edges.length - 1];
  const x = (score) => ((score - low) / (high - low)) * WIDTH;
  const y = (count) => HEIGHT - (Math.log1p(count) / Math.log1p(most)) * (HEIGHT - 8);
  const order = counts.map((_, place) => place);
  const looks = order.map((place) => (place === facts.positive ? "look-1" : "look-2"));
  const area = (row) => {
    const steps = row.map((count, bin) => `L${x(edges[bin]).toFixed(1)} ${y(count).toFixed(1)}L${x(edges[bin + 1]).toFixed(1)} ${y(count).toFixed(1)}`);
    return `M0 ${HEIGHT}${steps.join("")}L${WIDTH} ${HEIGHT}Z`;
  };
  const marker = drawn("g", { class: "marker", visibility: "hidden" }, drawn("line", { y1: 0, y2: HEIGHT }), drawn("path", { d: "M-6 0h12l-6 8Z" }));
  const ticks = [low, facts.threshold, high].map((score) =>
    drawn("text", { class: "tick", x: x(score), y: HEIGHT + 16, "text-anchor": score === low ? "start" : score === high ? "end" : "middle" }, String(Number(score.toFixed(2)))),
  );
  const titleId = freshId("histogram");
  const picture = drawn(
    "svg",
    { class: "try-histogram", viewBox: `-6 -2 ${WIDTH + 12} ${HEIGHT + FOOT + 2}`, role: "img", "aria-labelledby": titleId },
    ...order.map((place) => drawn("path", { class: `area ${looks[place]}`, d: area(counts[place]) })),
    drawn("line", { class: "axis", x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT }),
    drawn("line", { class: "threshold", x1: x(facts.threshold), x2: x(facts.threshold), y1: 0, y2: HEIGHT }),
    ...ticks,
    marker,
  );
  const totals = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const words = element("p", { class: "small try-where" });
  const legend = element("p", { class: "small legend" }, ...order.map((place) => element("span", {}, key(looks[place]), ` ${facts.classes[place]}`)));
  const node = element(
    "figure",
    { class: "try-spread" },
    element("figcaption", { id: titleId, class: "small muted" }, `Scores of the control set, logarithmic, with this one`),
    picture,
    legend,
    words,
  );
  return {
    node,
    mark(score) {
      marker.setAttribute("transform", `translate(${x(Math.min(high, Math.max(low, score))).toFixed(1)} 0)`);
      marker.setAttribute("visibility", "visible");
      const bin = binOf(edges, score);
      const above = counts.map((row, place) => row.slice(bin).reduce((sum, count) => sum + count, 0) / Math.max(1, totals[place]));
      const parts = order.map((place) => `${percent(above[place])} of ${facts.classes[place]}`);
      words.textContent = `As high or higher: ${parts.join(", ")}.`;
    },
  };
}

function binOf(edges, score) {
  let bin = 0;
  while (bin < edges.length - 2 && score >= edges[bin + 1]) bin += 1;
  return bin;
}

function key(look) {
  return drawn("svg", { class: "try-key", width: 22, height: 12, "aria-hidden": "true" }, drawn("rect", { class: `area ${look}`, x: 1, y: 1, width: 20, height: 10, rx: 2 }));
}
