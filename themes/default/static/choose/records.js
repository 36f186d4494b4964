// What records say, a row for each thing and a column for each model.

import { dayInWords } from "../days.js";
import { element, spoken } from "../filter-index.js";
import { decimals } from "../speaking.js";
import { say } from "../words/choose.js";

/** Tables of what `models` are, and of what they claim. */
export function records(base, models) {
  return [
    letters(base, models),
    table("record", models, base, rowsOf()),
    table("claims", models, base, claimRows(models)),
  ].filter(Boolean);
}

/** A table of the principles that they meet. */
export function principles(base, models) {
  return table("principles", models, base, principleRows(models));
}

/** The models by the letters that stand for them where a table has no room for columns. */
function letters(base, models) {
  const lines = models.map(({ letter, title, title_language: lang, path }) =>
    element(
      "li",
      {},
      element("span", { class: "point-name" }, letter),
      " ",
      element("a", { href: base + path, ...spoken(lang) }, title),
    ),
  );
  return element("ul", { class: "plain letters" }, ...lines);
}

function table(name, models, base, rows) {
  if (rows.length === 0) return null;
  const head = element(
    "tr",
    {},
    element("td", {}),
    ...models.map(({ letter, title, title_language: lang, path }) =>
      element(
        "th",
        { scope: "col" },
        element("span", { class: "point-name" }, letter),
        " ",
        element("a", { href: base + path, ...spoken(lang) }, title),
      ),
    ),
  );
  const body = rows.map(([label, cell]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, ...[label].flat()),
      ...models.map((model) =>
        element("td", { "data-label": model.letter }, element("div", {}, ...[cell(model)].flat())),
      ),
    ),
  );
  const label = say(`choose-${name}`);
  return element(
    "section",
    { "aria-labelledby": name },
    element("h2", { id: name }, label),
    element(
      "div",
      { class: "table", tabindex: "0", role: "group", "aria-label": label },
      element(
        "table",
        { class: "side-by-side" },
        element("thead", {}, head),
        element("tbody", {}, ...body),
      ),
    ),
  );
}

function rowsOf() {
  return [
    [
      say("choose-summary"),
      ({ summary, summary_language: lang }) => element("span", spoken(lang), summary),
    ],
    [say("choose-task"), ({ tasks }) => tasks.join(", ")],
    [say("choose-parameters"), ({ parameters }) => parameters ?? "–"],
    [say("choose-size"), ({ size }) => decimals(size ?? "–")],
    [say("choose-licence"), ({ license }) => license ?? "–"],
    [say("choose-date"), ({ date }) => (date ? dayInWords(date) : "–")],
    [say("choose-frameworks"), ({ frameworks }) => frameworks.join(", ") || "–"],
    [say("choose-inputs"), ({ inputs }) => lines(inputs.map(tensor))],
    [say("choose-outputs"), ({ outputs }) => lines(outputs.map(tensor))],
    [
      say("choose-data"),
      ({ data }) => lines(data.map((one) => [say(`choose-${one.purpose}`), " ", link(one)])),
    ],
  ];
}

function lines(all) {
  if (all.length === 0) return "–";
  return element(
    "ul",
    { class: "plain" },
    ...all.map((line) => element("li", {}, ...[line].flat())),
  );
}

function tensor({ name, dtype, shape, features, classes }) {
  const names = features.length ? features : classes;
  return [
    element("code", {}, name),
    ` ${dtype} ${shape.join(" × ")}`,
    names.length
      ? element(
          "details",
          {},
          element("summary", {}, say("choose-names", { count: names.length })),
          names.join(", "),
        )
      : "",
  ];
}

function link({ title, language, href }) {
  return href ? element("a", { href, ...spoken(language) }, title) : title;
}

/** A row for each thing that some model claims, those first that most of them do. */
function claimRows(models) {
  const rows = new Map();
  for (const { claims } of models)
    for (const claim of claims) {
      const key = keyOf(claim);
      rows.set(key, { claim, count: (rows.get(key)?.count ?? 0) + 1 });
    }
  return [...rows]
    .sort(([, a], [, b]) => b.count - a.count)
    .map(([key, { claim }]) => [
      [claim.metric, claim.unit ? ` (${claim.unit})` : "", ...describe(claim)],
      ({ claims }) => {
        const same = claims.filter((it) => keyOf(it) === key);
        return same.length ? lines(same.map(cell)) : "–";
      },
    ]);
}

/** Claims of control sets stand in one row, as in the tables that rank them; each says its own. */
function keyOf({ metric, unit, dataset, basis, on_control_set: here }) {
  return [metric, unit, dataset, here ? "control set" : basis].join("\u0000");
}

/** Of what it is a claim, as parts of a row's head. */
function describe({ dataset, dataset_language: lang, basis, on_control_set: here }) {
  const named = dataset && element("span", spoken(lang), dataset);
  const where = here ? say("compare-control-set") : basis;
  const parts = [named, named && where && ", ", where].filter(Boolean);
  return parts.length ? [" · ", ...parts] : [];
}

function cell({ value, condition, check, basis, on_control_set: here }) {
  const more = [here ? basis : condition, check].filter(Boolean).join(" · ");
  return [
    element("strong", {}, decimals(value)),
    " ",
    element("span", { class: "small muted" }, more),
  ];
}

function principleRows(models) {
  const all = new Map(
    models.flatMap(({ principles }) => principles.map((it) => [it.id, it.title])),
  );
  return [...all].map(([id, title]) => [
    `${id} ${title}`,
    ({ principles }) => {
      const verdict = principles.find((it) => it.id === id)?.verdict;
      return verdict
        ? element("span", { class: `verdict ${verdict}` }, say(`choose-verdict-${verdict}`))
        : "–";
    },
  ]);
}
