// Items of one control set on which models answer otherwise.

import { element } from "../filter-index.js";
import { decimals, digits } from "../speaking.js";
import { say } from "../words/choose.js";
import { titleOf } from "./titles.js";

/** Items that are shown; the table says how many there are. */
const MOST = 40;

/** A table of the items on which those of `models` differ that answered the same ones. */
export function disagreements(base, models) {
  const same = largest(models);
  if (same.length < 2) return null;
  const items = same[0].answers.labels ? ofClasses(same) : ofValues(same);
  const total = digits(same[0].answers.items);
  const shown = items.slice(0, MOST);
  const isOfClasses = Boolean(same[0].answers.labels);
  const lead = isOfClasses
    ? say("choose-differ", { count: items.length, total })
    : say("choose-apart", { total, shown: shown.length });
  const more =
    shown.length < items.length ? ` ${say("choose-furthest", { shown: shown.length })}` : "";
  return [
    element("p", {}, `${lead}${isOfClasses ? more : ""}`),
    isOfClasses && items.length ? rights(same, items) : null,
    shown.length ? table(base, same, shown) : null,
  ].filter(Boolean);
}

/** How often each of them is right where they differ. */
function rights(models, items) {
  const lines = models.map((model, at) =>
    element(
      "li",
      {},
      titleOf(model),
      ": ",
      say("choose-rights", {
        right: items.filter((it) => it.answers[at].right).length,
        count: items.length,
      }),
    ),
  );
  return element("ul", {}, ...lines);
}

/** The most models that answered the same items. */
function largest(models) {
  const groups = Map.groupBy
    ? Map.groupBy(models, keyOf)
    : models.reduce(
        (map, it) => map.set(keyOf(it), [...(map.get(keyOf(it)) ?? []), it]),
        new Map(),
      );
  return [...groups.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}

function keyOf({ answers }) {
  return `${answers.items_sha256} ${answers.width}`;
}

function numbers(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

function rowOf(values, width, item) {
  return values.subarray(item * width, (item + 1) * width);
}

/** Items to which models give different classes, the furthest apart first. */
function ofClasses(models) {
  const { width, labels } = models[0].answers;
  const given = models.map(({ answers }) => numbers(answers.float32));
  const found = [];
  labels.forEach((label, item) => {
    const rows = given.map((values) => rowOf(values, width, item));
    const answers = rows.map((row) => row.indexOf(Math.max(...row)));
    if (new Set(answers).size === 1) return;
    const scores = rows.map((row, at) => row[answers[at]]);
    const apart =
      Math.max(...rows.map((row) => row[label])) - Math.min(...rows.map((row) => row[label]));
    found.push({ item, label, answers, scores, apart });
  });
  const name = (at) => models[0].answers.classes[at] ?? String(at);
  return found
    .sort((a, b) => b.apart - a.apart)
    .map(({ item, label, answers, scores }) => ({
      item,
      truth: name(label),
      answers: answers.map((answer, at) => ({
        words: `${name(answer)} ${decimals(scores[at].toFixed(3))}`,
        right: answer === label,
      })),
    }));
}

/** Items by how far the models' values lie from each other. */
function ofValues(models) {
  const { width, items, targets } = models[0].answers;
  const given = models.map(({ answers }) => numbers(answers.float32));
  const truth = targets ? numbers(targets) : undefined;
  const write = (row) => [...row].map((value) => value.toPrecision(5)).join(", ");
  return Array.from({ length: items }, (_, item) => {
    const rows = given.map((values) => rowOf(values, width, item));
    const between = (at) =>
      Math.max(...rows.map((row) => row[at])) - Math.min(...rows.map((row) => row[at]));
    const apart = Math.hypot(...Array.from({ length: width }, (_, at) => between(at)));
    return { item, rows, apart };
  })
    .filter(({ apart }) => apart > 0)
    .sort((a, b) => b.apart - a.apart)
    .slice(0, MOST)
    .map(({ item, rows }) => ({
      item,
      truth: truth ? write(rowOf(truth, width, item)) : "–",
      answers: rows.map((row) => ({ words: write(row) })),
    }));
}

function table(base, models, items) {
  const head = [
    [say("choose-item")],
    [say("choose-truth")],
    ...models.map((model) => [`${model.letter} `, titleOf(model)]),
  ];
  const row = ({ item, truth, answers }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, digits(item + 1)),
      element("td", { "data-label": say("choose-truth") }, truth),
      ...answers.map(({ words, right }, at) =>
        element(
          "td",
          { "data-label": models[at].letter },
          right === undefined
            ? words
            : element("span", { class: `verdict ${right ? "pass" : "fail"}` }, words),
          right === undefined
            ? null
            : element(
                "span",
                { class: "hidden" },
                ` ${right ? say("choose-right") : say("choose-wrong")}`,
              ),
          " ",
          element(
            "a",
            { class: "small", href: `${base}${models[at].path}?item=${item}#try` },
            say("choose-try"),
            element("span", { class: "hidden" }, ` ${digits(item + 1)}, `, titleOf(models[at])),
          ),
        ),
      ),
    );
  return element(
    "div",
    { class: "table", tabindex: "0", role: "group", "aria-label": say("choose-disagreements") },
    element(
      "table",
      { class: "differing" },
      element(
        "thead",
        {},
        element("tr", {}, ...head.map((it) => element("th", { scope: "col" }, ...it))),
      ),
      element("tbody", {}, ...items.map(row)),
    ),
  );
}
