// ROC curves over each other, and how scores are spread by true class. The build made the numbers.

import { curveKey, rocCurves, scoreSpread } from "../curves.js";
import { dayInWords } from "../days.js";
import { element } from "../filter-index.js";
import { decimals } from "../speaking.js";
import { say } from "../words/choose.js";
import { titleOf } from "./titles.js";

/** The curves of the models of two classes, with a legend; nothing where there are none. */
export function curves(models) {
  const drawn = models.filter(({ answers }) => answers.roc);
  if (drawn.length === 0) return null;
  const svg = rocCurves(drawn.map(({ title, answers }) => ({ title, roc: answers.roc })));
  const legend = element("ul", { class: "plain legend-lines" }, ...drawn.map(legendLine));
  const note = element("p", { class: "small muted" }, noteOf(drawn));
  return [element("div", { class: "panel plot" }, svg, legend), note];
}

function legendLine(model, at) {
  const { letter, claims } = model;
  const auc = claims.find(({ metric, on_control_set: here }) => here && /AUC/.test(metric));
  return element(
    "li",
    {},
    curveKey(at),
    ` ${letter} `,
    titleOf(model),
    auc
      ? element(
          "span",
          { class: "small muted" },
          ` ${auc.metric} ${decimals(auc.value)}, ${auc.basis}`,
        )
      : null,
  );
}

/** On which items, and by whom, the answers were computed. */
function noteOf(models) {
  const sets = new Set(models.map(({ answers }) => answers.items_sha256));
  const [{ answers }] = models;
  const seen = { count: answers.items, date: dayInWords(answers.date) };
  return sets.size === 1 ? say("choose-same-items", seen) : say("choose-other-items", seen);
}

/** A small chart for each model: the items of each class by the score of the signal. */
export function spreads(models) {
  const drawn = models.filter(({ answers }) => answers.spread);
  if (drawn.length === 0) return null;
  return [element("div", { class: "spreads" }, ...drawn.map(spread))];
}

function spread(model) {
  const { letter, title, answers } = model;
  const names = answers.classes.length === 2 ? answers.classes : ["0", "1"];
  return element(
    "figure",
    { class: "panel" },
    element("figcaption", {}, element("strong", {}, `${letter} `, titleOf(model))),
    ...scoreSpread(title, names, answers.spread),
  );
}
