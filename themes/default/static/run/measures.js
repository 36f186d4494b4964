// What a model's answers to a visitor's own data come to beside the truth that these hold: metrics,
// curves and a matrix of classes, all computed by the program's code.

import { rocCurves, scoreSpread } from "../curves.js";
import { digits, element, tableFrame, tableHead } from "./dom.js";
import { say } from "../words/run.js";

/**
 * @param {object} facts of try.json
 * @param {object} found of `engine.measure`
 */
export function measures(facts, found) {
  const metrics = found.metrics.map(({ claim, shown }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, claim.metric),
      element("td", { class: "number" }, shown.recomputed),
    ),
  );
  const table = element(
    "table",
    {},
    tableHead([say("own-metric"), `#${say("own-here")}`]),
    element("tbody", {}, ...metrics),
  );
  return element(
    "section",
    { class: "try-flow", "aria-label": say("own-measured") },
    element("h3", {}, say("own-measured")),
    element("p", {}, say("own-measured-text", { count: found.items })),
    metrics.length ? tableFrame(say("own-measured"), table) : null,
    plots(facts, found),
    confusion(facts, found.confusion),
  );
}

function plots(facts, { roc, spread }) {
  if (!spread) return null;
  const names = facts.classes.length === 2 ? facts.classes : ["0", "1"];
  const curve = roc
    ? element(
        "figure",
        { class: "panel" },
        element("figcaption", {}, say("own-roc")),
        rocCurves([{ title: facts.name, roc }]),
      )
    : element("p", { class: "muted" }, say("own-one-class"));
  return element(
    "div",
    { class: "own-plots" },
    curve,
    element(
      "figure",
      { class: "panel" },
      element("figcaption", {}, say("own-spread")),
      ...scoreSpread(facts.name, names, spread),
    ),
  );
}

/** Rows of true classes, columns of the most probable ones; nothing for a regression. */
export function confusion(facts, counts) {
  if (!counts?.length) return null;
  const rows = counts.map((row, place) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, facts.classes[place] ?? String(place)),
      ...row.map((count) => element("td", { class: "number" }, digits(count))),
    ),
  );
  const titles = [
    say("check-true-class"),
    ...counts.map(
      (_, place) => `#${say("check-judged", { class: facts.classes[place] ?? String(place) })}`,
    ),
  ];
  return tableFrame(
    say("check-classes"),
    element("table", {}, tableHead(titles), element("tbody", {}, ...rows)),
  );
}
