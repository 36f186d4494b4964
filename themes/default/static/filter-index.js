// The index of one kind of record, as the build writes it under browse/<folder>/.

import { say } from "./words/list.js";

/**
 * Loads the head of the index and then its parts, in order.
 * @param {string} base address of the site's root, ending with a slash
 * @param {string} folder as "models"
 * @param {(records: object[]) => void} take is called with the records of each part
 */
export async function loadIndex(base, folder, take) {
  const head = await fetchJson(`${base}browse/${folder}/index.json`);
  for (let part = 0; part < head.parts; part += 1) {
    const rows = await fetchJson(`${base}browse/${folder}/part-${part}.json`);
    take(
      rows.map((row) => record(head, row)),
      head,
    );
  }
  if (head.parts === 0) take([], head);
  return head;
}

async function fetchJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

/**
 * A record as an object. `values` holds, for each facet, the slugs that the record has, `labels`
 * their texts, each with the tag of its language where that is another than the site's; a model has
 * `facts`, and numbers by which it is sorted.
 */
function record(head, row) {
  const [slug, named, told, date, status, numbers, verdicts, model] = row;
  const [facts, [metric, more, parameters, rate]] = model ?? [undefined, []];
  // A text in another language than the site's stands with the tag of that.
  const [title, titleLanguage] = [named].flat();
  const [summary, summaryLanguage] = [told].flat();
  const values = {};
  const labels = {};
  head.facets.forEach((facet, place) => {
    values[facet.key] = numbers[place].map((number) => facet.values[number][0]);
    labels[facet.key] = numbers[place].map((number) => facet.values[number].slice(1));
  });
  const failing = head.principles.filter((_, place) => verdicts[place] === "f");
  values.failing = failing.map((id) => id.toLowerCase());
  const passed = [...verdicts].filter((letter) => letter === "p").length;
  const applicable = [...verdicts].filter((letter) => letter !== "n").length;
  return {
    slug,
    facts,
    metric,
    more,
    parameters,
    rate,
    href: `${head.folder}/${slug}/`,
    title,
    titleLanguage,
    summary,
    summaryLanguage,
    date,
    status,
    values,
    labels,
    verdicts,
    principles: head.principles,
    passed,
    applicable,
    text: `${title} ${summary}`.toLowerCase(),
  };
}

/** The attributes of an element whose text is in the language of `tag`, if that is told. */
export function spoken(tag) {
  return tag ? { lang: tag, dir: "auto" } : {};
}

/** A new element. `properties` are attributes; text becomes text, never HTML. */
export function element(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

/** The letters of FAIR with their words. */
export const GROUPS = [..."FAIR"].map((letter) => [letter, say(`fair-${letter}`)]);

/** The four letters that show how many principles a record meets. */
export function fairLetters(record) {
  if (!record.verdicts) return null;
  const words = [];
  const letters = GROUPS.map(([letter, name]) => {
    const verdicts = [...record.verdicts].filter(
      (verdict, place) => record.principles[place].startsWith(letter) && verdict !== "n",
    );
    const passed = verdicts.filter((verdict) => verdict === "p").length;
    const of = verdicts.length;
    words.push(say("card-glance-group", { name, passed, of }));
    const level = passed === 0 ? 0 : passed === of ? 4 : Math.max(1, Math.floor((passed * 4) / of));
    return element("b", { class: `q${level}` }, letter);
  });
  const { passed, applicable: of } = record;
  const label = say("card-glance-all", { passed, of, groups: words.join(", ") });
  const count = element("span", {}, `${record.passed}/${record.applicable}`);
  return element("span", { class: "fair", role: "img", "aria-label": label }, ...letters, count);
}
