// Full-text search. The index is made by pagefind at build time, in one or more parts.

import { digits, element } from "./filter-index.js";

const STEP = 20;

const root = document.querySelector("[data-search]");
if (root) start(root);

async function start(root) {
  const { base } = root.dataset;
  const query = new URLSearchParams(location.search);
  const page = {
    base,
    form: root.querySelector("form"),
    input: root.querySelector("#search-q"),
    status: root.querySelector("#results"),
    results: root.querySelector("[data-results]"),
    more: root.querySelector("[data-more]"),
    side: root.querySelector(".list-side"),
    filters: root.querySelector("[data-filters]"),
    chosen: chosenFrom(query),
    turn: 0,
  };
  page.input.value = query.get("q") ?? "";
  try {
    page.pagefind = await open(base);
  } catch (error) {
    page.status.textContent = `The search index could not be loaded (${error.message})`;
    return;
  }
  page.form.addEventListener("submit", (event) => {
    event.preventDefault();
    search(page);
  });
  let timer = 0;
  page.input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => search(page), 200);
  });
  page.filters.addEventListener("change", (event) => {
    const { name, value, checked } = event.target;
    const values = (page.chosen[name] ??= new Set());
    if (checked) values.add(value);
    else values.delete(value);
    search(page);
  });
  const filters = root.querySelector(".filters");
  const wide = matchMedia("(min-width: 56rem)");
  filters.open = wide.matches;
  await search(page);
}

function chosenFrom(query) {
  const chosen = {};
  for (const [name, value] of query) if (name !== "q") (chosen[name] ??= new Set()).add(value);
  return chosen;
}

/** Pagefind with all parts of the index. */
async function open(base) {
  const parts = await listParts(base);
  if (parts.length === 0) throw new Error("it is empty");
  const pagefind = await import(`${base}${parts[0]}pagefind.js`);
  // The addresses in the index already hold the path of the site.
  await pagefind.options({ baseUrl: "/" });
  await pagefind.init();
  for (const part of parts.slice(1)) await pagefind.mergeIndex(`${base}${part}`, { baseUrl: "/" });
  // Counts of filters come with the results only once the filters are loaded.
  await pagefind.filters();
  return pagefind;
}

/** Folders of the parts, relative to the site's root. `shards.json` holds how many there are. */
async function listParts(base) {
  const response = await fetch(`${base}pagefind/shards.json`);
  if (!response.ok) throw new Error(`status ${response.status}`);
  const count = await response.json();
  return Array.from({ length: count }, (_, part) => `pagefind/${part}/`);
}

async function search(page) {
  const turn = (page.turn += 1);
  const words = page.input.value.trim();
  const filters = {};
  for (const [name, values] of Object.entries(page.chosen)) {
    if (values.size) filters[name] = { any: [...values] };
  }
  remember(page, words);
  const idle = !words && Object.keys(filters).length === 0;
  const answer = idle ? { results: [], totalFilters: await page.pagefind.filters() } : await page.pagefind.search(words || null, { filters });
  if (turn !== page.turn) return;
  showFilters(page, answer.totalFilters ?? {});
  page.results.replaceChildren();
  page.more.replaceChildren();
  const count = answer.results.length;
  if (idle) page.status.textContent = "Type to search the full text of every record";
  else page.status.textContent = count === 1 ? "1 result" : `${digits(count)} results`;
  await show(page, answer.results, 0, turn);
}

function remember(page, words) {
  const query = new URLSearchParams();
  if (words) query.set("q", words);
  for (const [name, values] of Object.entries(page.chosen)) for (const value of values) query.append(name, value);
  const text = query.toString();
  history.replaceState(null, "", text ? `?${text}` : location.pathname);
}

async function show(page, results, from, turn) {
  const data = await Promise.all(results.slice(from, from + STEP).map((result) => result.data()));
  if (turn !== page.turn) return;
  const first = page.results.children.length;
  page.results.append(...data.map((result) => card(result)));
  if (from > 0) page.results.children[first]?.querySelector("a")?.focus();
  page.more.replaceChildren();
  if (results.length > from + STEP) {
    const button = element("button", { type: "button", class: "button" }, "Show more");
    button.addEventListener("click", () => show(page, results, from + STEP, turn));
    page.more.append(button);
  }
}

function card({ url, meta, excerpt, filters }) {
  const top = [words("kind", filters?.kind?.[0]), meta.year ?? meta.date?.slice(0, 4)].filter(Boolean);
  return element(
    "li",
    { class: "card" },
    top.length ? element("p", { class: "card-top" }, ...top.map((text) => element("span", {}, text))) : null,
    element("h3", {}, element("a", { href: url }, meta.title ?? url)),
    element("p", { class: "card-text" }, ...marked(excerpt)),
  );
}

/** The excerpt as text and marks; nothing else in it becomes an element. */
function marked(excerpt) {
  const parsed = new DOMParser().parseFromString(excerpt, "text/html");
  return [...parsed.body.childNodes].map((node) =>
    node.nodeName === "MARK" ? element("mark", {}, node.textContent) : node.textContent,
  );
}

function showFilters(page, groups) {
  const open = new Set([...page.filters.querySelectorAll("details[open]")].map((node) => node.dataset.name));
  const focused = document.activeElement?.closest?.("[data-filters] input");
  const fieldsets = Object.entries(groups)
    .filter(([, values]) => Object.keys(values).length)
    .sort(([a], [b]) => (b === "kind") - (a === "kind") || a.localeCompare(b))
    .map(([name, values]) => group(page, name, values, open));
  page.filters.replaceChildren(...fieldsets);
  page.side.hidden = fieldsets.length === 0;
  if (focused) {
    const same = [...page.filters.querySelectorAll("input")].find(
      (input) => input.name === focused.name && input.value === focused.value,
    );
    same?.focus();
  }
}

/** A value as people read it; kinds are in the index as in the records. */
function words(name, value) {
  if (name !== "kind" || !value) return value;
  const text = value.replaceAll("-", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const SHOWN = 8;

function group(page, name, values, open) {
  const chosen = page.chosen[name] ?? new Set();
  const sorted = Object.entries(values)
    .filter(([value, count]) => count > 0 || chosen.has(value))
    .sort(([a, m], [b, n]) => chosen.has(b) - chosen.has(a) || n - m || a.localeCompare(b));
  const choices = sorted.map(([value, count]) =>
    element(
      "label",
      {},
      element("input", { type: "checkbox", name, value, checked: chosen.has(value) }),
      element("span", {}, words(name, value)),
      element("span", { class: "count" }, digits(count)),
    ),
  );
  const rest = choices.slice(SHOWN);
  const fold = rest.length
    ? element("details", { "data-name": name, open: open.has(name) }, element("summary", {}, `${rest.length} more`), ...rest)
    : null;
  const legend = name.charAt(0).toUpperCase() + name.slice(1);
  return element("fieldset", {}, element("legend", {}, legend), ...choices.slice(0, SHOWN), fold);
}
