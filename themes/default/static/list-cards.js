// Cards of a list, made as the build makes those that stand in the page.

import { element, fairLetters, spoken } from "./filter-index.js";
import { decimals } from "./speaking.js";
import { say } from "./words/list.js";

/** The card of `record`, as `loadIndex` gives it. */
export function card({ base, kind }, record) {
  const { labels, facts, titleLanguage, summaryLanguage } = record;
  const top = [kind, record.date.slice(0, 4), labels.license?.[0]?.[0]].filter(Boolean);
  const badge =
    record.status === "active"
      ? null
      : element("span", { class: `badge ${record.status}` }, say(`status-${record.status}`));
  return element(
    "li",
    { class: "card", "data-variant-of": facts?.variant_of },
    element("p", { class: "card-top" }, ...top.map((text) => element("span", {}, text)), badge),
    element(
      "h3",
      {},
      element("a", { href: base + record.href, ...spoken(titleLanguage) }, record.title),
    ),
    record.summary
      ? element("p", { class: "card-text", ...spoken(summaryLanguage) }, record.summary)
      : null,
    facts ? element("p", { class: "card-facts" }, ...factsOf(facts)) : null,
    element("div", { class: "card-end" }, fairLetters(record), tagsOf(labels)),
  );
}

function tagsOf({ task = [], experiment = [], keyword = [] }) {
  const tags = [...task, ...experiment, ...keyword].slice(0, 4);
  if (tags.length === 0) return null;
  const named = tags.map(([text, tag]) => element("span", spoken(tag), text));
  return element("span", { class: "card-tags" }, ...named);
}

/** A model in a few words and numbers. */
function factsOf({ metric, value, split, check, runs, parameters, size, rate }) {
  const of = split ? ` ${metric}, ${split}` : ` ${metric}`;
  return [
    metric && element("span", {}, element("strong", {}, decimals(value)), of),
    check && element("span", { class: `mark ${check}` }, say(`card-claims-${check}`)),
    runs && element("span", { class: "card-runs" }, say("card-runs")),
    parameters && element("span", {}, say("card-parameters", { count: parameters })),
    size && element("span", {}, decimals(size)),
    rate && element("span", {}, say("card-rate", { rate: decimals(rate) })),
  ].filter(Boolean);
}
