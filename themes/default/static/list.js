// Filters of a list. Without this module the same links lead to lists made at build time.

import { element, loadIndex, spoken } from "./filter-index.js";
import { card } from "./list-cards.js";
import { addBoxes, foldVariants } from "./model-cards.js";
import { digits } from "./speaking.js";
import { say } from "./words/list.js";

const STEP = 100;
const FACETS = ["task", "experiment", "framework", "license", "failing", "keyword"];
const SORTS = {
  newest: [
    say("sort-newest"),
    (a, b) => b.date.localeCompare(a.date) || a.title.localeCompare(b.title),
  ],
  title: [say("sort-title"), (a, b) => a.title.localeCompare(b.title)],
  metric: [say("sort-metric"), byMetric],
  parameters: [say("sort-parameters"), by(({ parameters }) => parameters)],
  rate: [say("sort-rate"), by(({ rate }) => (rate == null ? rate : -rate))],
  fair: [
    say("sort-fair"),
    (a, b) =>
      b.passed / (b.applicable || 1) - a.passed / (a.applicable || 1) ||
      a.title.localeCompare(b.title),
  ],
};

/** Orders that only models have. */
const OF_MODELS = ["metric", "parameters", "rate"];

const list = document.querySelector("[data-list]");
if (list) start(list);

/** An order by a number, the least first; records without it come last. */
function by(number) {
  return (a, b) => {
    const [one, other] = [number(a) ?? Infinity, number(b) ?? Infinity];
    return (one === other ? 0 : one - other) || a.title.localeCompare(b.title);
  };
}

/**
 * Values of one metric beside each other, the best first; models without a metric that has a best
 * come last.
 */
function byMetric(a, b) {
  if (a.more == null || b.more == null)
    return (a.more == null) - (b.more == null) || a.title.localeCompare(b.title);
  const better = a.more ? b.metric - a.metric : a.metric - b.metric;
  return a.facts.metric.localeCompare(b.facts.metric) || better || a.title.localeCompare(b.title);
}

function start(list) {
  const { list: folder, base, kind } = list.dataset;
  const main = list.querySelector(".list-main");
  const rows = main.querySelector(".rows");
  if (!main.querySelector(".active")) rows.before(element("p", { class: "active" }));
  const page = {
    folder,
    base,
    kind,
    list,
    rows,
    status: main.querySelector("#results"),
    active: main.querySelector(".active"),
    paging: main.querySelector(".paging"),
    tools: main.querySelector(".list-tools"),
    records: null,
    facets: [],
    shown: STEP,
    state: fromAddress(list),
  };
  openOnWideScreens(list.querySelector(".filters"));
  addTools(page);
  list.addEventListener("click", (event) => follow(page, event));
  addEventListener("popstate", () => {
    page.state = fromAddress(list);
    page.shown = STEP;
    update(page);
  });
  dress(page);
  if (location.search) update(page);
}

/**
 * Gives cards of models their boxes, and folds variants where the order is not by what tells them
 * apart.
 */
function dress(page) {
  if (page.folder !== "models") return;
  addBoxes(page.rows, page.base);
  if (!OF_MODELS.includes(page.state.sort)) foldVariants(page.rows);
}

function openOnWideScreens(filters) {
  if (!filters) return;
  const wide = matchMedia("(min-width: 56rem)");
  const set = () => {
    filters.open = wide.matches;
  };
  wide.addEventListener("change", set);
  set();
}

/** The filters that the address asks for, and those that the page was made for. */
function fromAddress(list) {
  const query = new URLSearchParams(location.search);
  const chosen = {};
  for (const facet of FACETS) chosen[facet] = new Set(query.getAll(facet));
  if (!location.search && list.dataset.facet) chosen[list.dataset.facet].add(list.dataset.value);
  return {
    chosen,
    words: query.get("words") ?? "",
    sort: SORTS[query.get("sort")] ? query.get("sort") : "newest",
  };
}

function toAddress({ chosen, words, sort }) {
  const query = new URLSearchParams();
  for (const facet of FACETS) for (const value of chosen[facet]) query.append(facet, value);
  if (words) query.set("words", words);
  if (sort !== "newest") query.set("sort", sort);
  const text = query.toString();
  return text ? `?${text}` : "";
}

function addTools(page) {
  const words = element("input", {
    type: "search",
    placeholder: say("list-words"),
    "aria-label": say("list-words"),
    value: page.state.words,
  });
  const sort = element("select", { "aria-label": say("sort") });
  const names = Object.keys(SORTS).filter(
    (name) => page.folder === "models" || !OF_MODELS.includes(name),
  );
  for (const name of names) sort.append(element("option", { value: name }, SORTS[name][0]));
  sort.value = page.state.sort;
  let timer = 0;
  words.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(
      () => change(page, (state) => ({ ...state, words: words.value.trim() })),
      150,
    );
  });
  sort.addEventListener("change", () => change(page, (state) => ({ ...state, sort: sort.value })));
  page.tools.append(words, sort);
  page.tools.hidden = false;
}

function toggled({ chosen, ...rest }, facet, value) {
  const values = new Set(chosen[facet]);
  if (!values.delete(value)) values.add(value);
  return { ...rest, chosen: { ...chosen, [facet]: values } };
}

function follow(page, event) {
  const link = event.target.closest("a[data-value], a[data-remove]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const facet = link.dataset.remove ?? link.closest("[data-facet]").dataset.facet;
  event.preventDefault();
  change(page, (state) => toggled(state, facet, link.dataset.value));
}

function change(page, next) {
  page.state = next(page.state);
  page.shown = STEP;
  const address = `${page.base}${page.folder}/${toAddress(page.state)}`;
  // A list made for one value is another document; its filters live on the whole list.
  if (page.list.dataset.facet) {
    location.assign(address);
    return;
  }
  history.pushState(null, "", address);
  update(page);
}

async function update(page) {
  if (!page.records) {
    page.records = [];
    page.list.setAttribute("aria-busy", "true");
    try {
      await loadIndex(page.base, page.folder, (records, head) => {
        page.facets = head.facets;
        page.records.push(...records);
        render(page);
      });
    } catch (error) {
      page.records = null;
      page.status.textContent = say("list-failed-to-load", {
        reason: error.message,
      });
      return;
    } finally {
      page.list.removeAttribute("aria-busy");
    }
  }
  render(page);
}

function matches(record, { chosen, words }, except) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    wanted.every((word) => record.text.includes(word)) &&
    FACETS.every(
      (facet) =>
        facet === except ||
        chosen[facet].size === 0 ||
        record.values[facet]?.some((value) => chosen[facet].has(value)),
    )
  );
}

function render(page) {
  const { state } = page;
  const found = page.records.filter((record) => matches(record, state)).sort(SORTS[state.sort][1]);
  renderCounts(page);
  renderActive(page);
  if (page.paging) page.paging.hidden = true;
  page.status.textContent = say("list-of", { count: found.length, total: page.records.length });
  page.rows.replaceChildren(...found.slice(0, page.shown).map((record) => card(page, record)));
  dress(page);
  if (found.length > page.shown) {
    const more = element("button", { type: "button", class: "button" }, say("show-more"));
    more.addEventListener("click", () => {
      const next = page.shown;
      page.shown += STEP;
      render(page);
      page.rows.children[next]?.querySelector("a")?.focus();
    });
    page.rows.append(element("li", {}, more));
  }
}

/** How many records each value would leave, given the filters of the other facets. */
function renderCounts(page) {
  for (const group of page.list.querySelectorAll("nav[data-facet]")) {
    const { facet } = group.dataset;
    const counts = new Map();
    for (const record of page.records) {
      if (!matches(record, page.state, facet)) continue;
      for (const value of record.values[facet] ?? [])
        counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    for (const link of group.querySelectorAll("a[data-value]")) {
      const { value } = link.dataset;
      const count = counts.get(value) ?? 0;
      link.querySelector(".count").textContent = digits(count);
      link.classList.toggle("none", count === 0);
      if (page.state.chosen[facet].has(value)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}

function renderActive(page) {
  const chips = [];
  for (const facet of FACETS) {
    for (const value of page.state.chosen[facet]) {
      const remove = element("span", { class: "hidden" }, ` ${say("list-remove")}`);
      const cross = element("span", { "aria-hidden": "true" }, "×");
      const href = `${page.base}${page.folder}/${toAddress(toggled(page.state, facet, value))}`;
      const properties = { class: "chip", href, "data-remove": facet, "data-value": value };
      chips.push(element("a", properties, label(page, facet, value), cross, remove));
    }
  }
  if (chips.length > 1) {
    chips.push(
      element("a", { class: "chip", href: `${page.base}${page.folder}/` }, say("list-remove-all")),
    );
  }
  page.active.replaceChildren(...chips);
}

function label(page, facet, value) {
  if (facet === "failing") return say("list-fails", { principle: value.toUpperCase() });
  const values = page.facets.find((other) => other.key === facet)?.values ?? [];
  const [, named = value, tag] = values.find(([slug]) => slug === value) ?? [];
  return tag ? element("span", spoken(tag), named) : named;
}
