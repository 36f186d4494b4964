// Full-text search. The index is made by pagefind at build time, in one or more parts.

import { element } from "./filter-index.js";
import { addCatalogs, CATALOGUE, foreignWords, idsOf } from "./search-federation.js";
import { chosenFrom, counts, isChosen, loadFacets } from "./search-facets.js";
import { meant } from "./search-nearest.js";
import { answer, plain } from "./search-query.js";
import { entry, inOrder, label } from "./search-results.js";
import { digits } from "./speaking.js";
import { parts, say } from "./words/list.js";

const STEP = 20;

const root = document.querySelector("[data-search]");
if (root) start(root);

async function start(root) {
  const { base } = root.dataset;
  const page = {
    base,
    form: root.querySelector("form"),
    input: root.querySelector("#search-q"),
    main: root.querySelector(".list-main"),
    status: root.querySelector("#results"),
    results: root.querySelector("[data-results]"),
    more: root.querySelector("[data-more]"),
    /** What was meant, where a word is in no record. */
    meant: root.querySelector("[data-meant]"),
    /** What can be looked for, and where else to look. */
    help: root.querySelector("[data-help]"),
    side: root.querySelector(".list-side"),
    filters: root.querySelector("[data-filters]"),
    /** The switch to other catalogues, where the site has some. */
    federated: root.querySelector("[data-federated]"),
    trouble: "",
    turn: 0,
  };
  if (page.federated) page.federated.checked = asks(location.search);
  page.input.value = new URLSearchParams(location.search).get("q") ?? "";
  // The index takes a while, in which nobody who has asked is told to type.
  if (plain(page.input.value)) page.status.textContent = say("search-looking");
  try {
    page.pagefind = await open(base);
    const facets = await loadFacets(page.pagefind);
    page.own = { facets, all: idsOf(facets) };
    page.lexicon = await openLexicon(base);
  } catch (error) {
    page.status.textContent = say("search-failed", { reason: error.message });
    return;
  }
  await widen(page);
  page.chosen = chosenFrom(location.search, page.facets);
  listen(page, root);
  await search(page);
}

/** Whether an address asks for other catalogues too. */
function asks(address) {
  return new URLSearchParams(address).get("federated") === "1";
}

/** Takes the works of other catalogues in, or leaves them out, as the switch says. */
async function widen(page) {
  Object.assign(page, page.own, { joined: undefined, trouble: "" });
  if (!page.federated?.checked) return;
  page.status.textContent = say("search-loading-others");
  try {
    page.both ??= addCatalogs(page.pagefind, page.base, page.own.all);
    Object.assign(page, await page.both);
    page.lexicon.foreign = true;
  } catch (error) {
    page.both = null;
    page.federated.checked = false;
    page.trouble = `${say("search-others-failed", { reason: error.message })} `;
  }
}

function listen(page, root) {
  page.form.addEventListener("submit", (event) => {
    event.preventDefault();
    search(page);
  });
  let timer = 0;
  page.input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => search(page), 200);
  });
  page.federated?.addEventListener("change", async () => {
    page.turn += 1;
    await widen(page);
    page.chosen = chosenFrom(location.search, page.facets);
    await search(page);
  });
  page.filters.addEventListener("change", (event) => {
    const { name, value, checked } = event.target;
    const values = page.chosen.get(name);
    if (checked) values.add(value);
    else values.delete(value);
    search(page);
  });
  root.querySelector(".filters").open = matchMedia("(min-width: 56rem)").matches;
}

/** Pagefind with all parts of the index. */
async function open(base) {
  const parts = await listParts(base);
  if (parts.length === 0) throw new Error(say("search-empty"));
  const pagefind = await import(`${base}${parts[0]}pagefind.js`);
  await pagefind.options({ baseUrl: base });
  await pagefind.init();
  for (const part of parts.slice(1)) await pagefind.mergeIndex(`${base}${part}`, { baseUrl: base });
  return pagefind;
}

/**
 * Folders of the parts, relative to the site's root: those of the records, `shards.json` holds how
 * many there are, and that of other pages.
 */
async function listParts(base) {
  const count = await (await load(`${base}pagefind/shards.json`)).json();
  const parts = Array.from({ length: count }, (_, part) => `pagefind/${part}/`);
  return [...parts, "pagefind/pages/0/"];
}

async function load(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(say("search-answered", { status: String(response.status) }));
  return response;
}

/**
 * Synonyms, and the words that can be completed, which are loaded when they are first asked
 * for.
 */
async function openLexicon(base) {
  let words = null;
  let more = null;
  return {
    synonyms: await (await load(`${base}search/synonyms.json`)).json(),
    /** Whether the words of other catalogues count too. */
    foreign: false,
    async words() {
      words ??= load(`${base}search/words.txt`)
        .then((response) => response.text())
        .then((text) => text.split("\n").filter(Boolean));
      if (!this.foreign) return words;
      more ??= Promise.all([words, foreignWords(base)]).then((lists) => [...new Set(lists.flat())]);
      return more;
    },
  };
}

async function search(page) {
  page.turn += 1;
  const { turn } = page;
  page.main.setAttribute("aria-busy", "true");
  await answered(page, turn);
  if (turn === page.turn) page.main.removeAttribute("aria-busy");
}

/** Shows what the query finds, unless another one follows meanwhile. */
async function answered(page, turn) {
  const typed = page.input.value.trim();
  remember(page, typed);
  // Signs alone ask for nothing.
  const query = plain(typed) ? typed : "";
  const found = query
    ? await answer(within(page), query, page.lexicon)
    : { results: await everything(page), whole: true, unknown: [] };
  if (turn !== page.turn) return;
  const ids = query ? found.results.map(({ id }) => id) : [...page.all];
  showFilters(page, counts(page.facets, page.chosen, ids));
  const chosen = found.results.filter(({ id }) => isChosen(page.facets, page.chosen, id));
  const results = query ? await inOrder(chosen, page.facets, query) : chosen;
  if (turn !== page.turn) return;
  page.query = query;
  await showMeant(page, query, found.unknown);
  if (turn !== page.turn) return;
  page.help.hidden = results.length > 0;
  page.results.replaceChildren();
  page.more.replaceChildren();
  page.shown = new Set();
  page.folded = 0;
  page.say = (folded) => {
    const count = results.length - folded;
    page.status.textContent = page.trouble + status(query || isNarrowed(page), count, found);
  };
  page.say(0);
  await show(page, results, 0, turn);
}

/** Offers the query with the words that were meant in place of those that nothing has. */
async function showMeant(page, query, unknown) {
  const better = unknown.length ? meant(query, unknown, await page.lexicon.words()) : undefined;
  page.meant.hidden = better === undefined;
  page.meant.replaceChildren();
  if (better === undefined) return;
  const link = element("a", { href: `?${new URLSearchParams({ q: better })}` }, better);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    page.input.value = better;
    page.input.focus();
    search(page);
  });
  page.meant.append(...parts("search-meant", { query: link }));
}

/** Pagefind over what is searched now: indexes that were loaded once cannot be given back. */
function within({ pagefind, all }) {
  return {
    async search(...asked) {
      const { results } = await pagefind.search(...asked);
      return { results: results.filter(({ id }) => all.has(id)) };
    },
  };
}

function isNarrowed(page) {
  return [...page.chosen.values()].some((values) => values.size > 0);
}

/** Without words, the records of the chosen values. */
async function everything(page) {
  if (!isNarrowed(page)) return [];
  const filters = {};
  // That a record is this site's own, the index does not say.
  for (const [name, values] of page.chosen)
    if (values.size && name !== CATALOGUE) filters[name] = { any: [...values] };
  return (await within(page).search(null, { filters })).results;
}

function status(asked, count, { whole, unknown }) {
  if (!asked) return say("search-start");
  const results = say("search-results", { count });
  const words = unknown.map((word) => say("search-quoted", { word })).join(` ${say("and")} `);
  if (count === 0 && unknown.length) return say("search-nothing-has", { words });
  if (unknown.length) return say("search-without", { words, results });
  return whole ? results : say("search-some", { results });
}

function remember(page, query) {
  const address = new URLSearchParams();
  if (query) address.set("q", query);
  if (page.federated?.checked) address.set("federated", "1");
  for (const [name, values] of page.chosen) for (const value of values) address.append(name, value);
  const text = address.toString();
  history.replaceState(null, "", text ? `?${text}` : location.pathname);
}

async function show(page, results, from, turn) {
  const data = await Promise.all(results.slice(from, from + STEP).map((result) => result.data()));
  if (turn !== page.turn) return;
  const first = page.results.children.length;
  page.results.append(...data.map((result) => entry(page, result)).filter(Boolean));
  if (from > 0) page.results.children[first]?.querySelector("a")?.focus();
  page.more.replaceChildren();
  if (results.length > from + STEP) {
    const button = element("button", { type: "button", class: "button" }, say("show-more"));
    button.addEventListener("click", () => show(page, results, from + STEP, turn));
    page.more.append(button);
  }
}

function showFilters(page, groups) {
  const open = new Set(
    [...page.filters.querySelectorAll("details[open]")].map((node) => node.dataset.name),
  );
  const focused = document.activeElement?.closest?.("[data-filters] input");
  const fieldsets = [...groups]
    .sort(([a], [b]) => (b === "kind") - (a === "kind") || a.localeCompare(b))
    .map(([name, values]) => group(page, name, values, open))
    .filter(Boolean);
  page.filters.replaceChildren(...fieldsets);
  page.side.hidden = fieldsets.length === 0;
  if (focused) {
    const same = [...page.filters.querySelectorAll("input")].find(
      (input) => input.name === focused.name && input.value === focused.value,
    );
    same?.focus();
  }
}

const SHOWN = 8;

/** The values that some result has, or that are chosen; nothing where there are none. */
function group(page, name, values, open) {
  const chosen = page.chosen.get(name);
  const sorted = [...values]
    .filter(([value, count]) => count > 0 || chosen.has(value))
    .sort(([a, m], [b, n]) => chosen.has(b) - chosen.has(a) || n - m || a.localeCompare(b));
  if (sorted.length === 0) return null;
  const choices = sorted.map(([value, count]) =>
    element(
      "label",
      {},
      element("input", { type: "checkbox", name, value, checked: chosen.has(value) }),
      element("span", {}, label(name, value)),
      element("span", { class: "count" }, digits(count)),
    ),
  );
  const rest = choices.slice(SHOWN);
  const fold = rest.length
    ? element(
        "details",
        { "data-name": name, open: open.has(name) },
        element("summary", {}, say("more-count", { count: rest.length })),
        ...rest,
      )
    : null;
  const legend = say(`search-facet-${name}`);
  return element("fieldset", {}, element("legend", {}, legend), ...choices.slice(0, SHOWN), fold);
}
