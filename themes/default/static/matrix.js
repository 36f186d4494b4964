// Filters of the matrix of scorecards.

import { element, loadIndex, spoken } from "./filter-index.js";
import { say } from "./words/list.js";

const MOST_ROWS = 500;
const WORDS = Object.fromEntries([..."pfun"].map((letter) => [letter, say(`outcome-${letter}`)]));

const matrix = document.querySelector("[data-matrix]");
if (matrix) start(matrix);

function start(matrix) {
  const page = {
    base: matrix.dataset.base,
    kinds: matrix.dataset.kinds.split(" "),
    status: matrix.querySelector("#results"),
    body: matrix.querySelector(".matrix tbody"),
    head: matrix.querySelector(".matrix thead tr"),
    paging: matrix.querySelector(".paging"),
    records: null,
  };
  const principles = [...page.head.querySelectorAll("th a")].map((link) => link.textContent);
  page.words = element("input", {
    type: "search",
    placeholder: say("matrix-words"),
    "aria-label": say("matrix-words"),
  });
  page.principle = element(
    "select",
    { "aria-label": say("principle") },
    element("option", { value: "" }, say("matrix-any")),
  );
  for (const id of principles) page.principle.append(element("option", { value: id }, id));
  page.verdict = element("select", { "aria-label": say("verdict") });
  for (const letter of "fpun")
    page.verdict.append(element("option", { value: letter }, WORDS[letter]));
  const query = new URLSearchParams(location.search);
  page.words.value = query.get("words") ?? "";
  page.principle.value = principles.includes(query.get("principle")) ? query.get("principle") : "";
  page.verdict.value = WORDS[query.get("verdict")] ? query.get("verdict") : "f";
  const tools = matrix.querySelector(".list-tools");
  tools.append(page.words, page.principle, page.verdict);
  tools.hidden = false;
  tools.addEventListener("input", () => update(page));
  if (location.search) update(page);
}

async function update(page) {
  const query = new URLSearchParams();
  if (page.words.value) query.set("words", page.words.value);
  if (page.principle.value) {
    query.set("principle", page.principle.value);
    query.set("verdict", page.verdict.value);
  }
  history.replaceState(null, "", `?${query}`);
  if (!page.records) {
    page.records = [];
    try {
      for (const kind of page.kinds) {
        await loadIndex(page.base, kind, (records) => page.records.push(...records));
      }
    } catch (error) {
      page.records = null;
      page.status.textContent = say("list-failed-to-load", {
        reason: error.message,
      });
      return;
    }
  }
  render(page);
}

function render(page) {
  const words = page.words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = page.records.filter((record) => {
    const place = record.principles.indexOf(page.principle.value);
    const title = record.title.toLowerCase();
    return (
      record.verdicts &&
      words.every((word) => title.includes(word)) &&
      (place < 0 || record.verdicts[place] === page.verdict.value)
    );
  });
  page.body.replaceChildren(...found.slice(0, MOST_ROWS).map((record) => row(page, record)));
  if (page.paging) page.paging.hidden = true;
  const counts = { count: found.length, total: page.records.length, shown: MOST_ROWS };
  page.status.textContent =
    found.length > MOST_ROWS ? say("matrix-first", counts) : say("list-of", counts);
}

function row(page, record) {
  const href = `${page.base}${record.href}#fair`;
  const title = element("a", { href, ...spoken(record.titleLanguage) }, record.title);
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, title),
    ...[...record.verdicts].map((letter) => element("td", { class: letter }, WORDS[letter])),
    element("td", { class: "number" }, `${record.passed}/${record.applicable}`),
  );
}
