// Where a score, or an error, lies among those of the control set: the picture made at build time
// gets a mark and a sentence.

import { element } from "./dom.js";
import { percent } from "./numbers.js";
import { say } from "../words/run.js";

/**
 * @param {Element|null} figure the distribution as the page shows it
 * @param {object} distribution of the facts
 */
export function spread(figure, distribution) {
  const picture = figure?.querySelector("svg[data-low]");
  if (!picture || !distribution) return null;
  const marker = picture.querySelector(".marker");
  const words = element("p", { class: "small try-where" });
  figure.append(words);
  const { low, high, left, right } = Object.fromEntries(
    Object.entries(picture.dataset).map(([name, value]) => [name, Number(value)]),
  );
  return {
    node: figure,
    /** Takes the mark and its sentence back. */
    clear() {
      marker.setAttribute("visibility", "hidden");
      words.textContent = "";
    },
    mark(value) {
      const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
      const place = `${(left + share * (right - left)).toFixed(2)}%`;
      marker.setAttribute("x1", place);
      marker.setAttribute("x2", place);
      marker.setAttribute("visibility", "visible");
      words.textContent = sentence(distribution, value);
    },
  };
}

/** Which share of each series lies in the bin of this value. */
function sentence({ edges, counts, series }, value) {
  let bin = 0;
  while (bin < edges.length - 2 && value >= edges[bin + 1]) bin += 1;
  const parts = counts.map((row, place) => {
    const all = row.reduce((sum, count) => sum + count, 0);
    const name = counts.length > 1 ? series[place] : say("spread-all");
    return say("spread-part", { share: percent(row[bin] / Math.max(1, all)), name });
  });
  const isLast = bin === edges.length - 2;
  const values = {
    low: String(edges[bin]),
    high: String(edges[bin + 1]),
    parts: parts.join(", "),
  };
  return isLast && value > edges[bin + 1]
    ? say("spread-above", values)
    : say("spread-between", values);
}
