// The SPARQL page: an editor, and answers from the endpoint that `faircat serve` offers.

import { digits, element } from "./filter-index.js";

const MOST_ROWS = 1000;
const RESULTS = "application/sparql-results+json";

const root = document.querySelector("[data-sparql]");
if (root) start(root);

function start(root) {
  const page = {
    endpoint: root.dataset.sparql,
    base: root.dataset.base,
    dump: root.dataset.dump,
    form: root.querySelector(".sparql-form"),
    editor: root.querySelector("#query"),
    answer: root.querySelector("[data-answer]"),
    tools: root.querySelector("[data-tools]"),
    questions: [],
    turn: 0,
  };
  addQuestions(root, page);
  addTools(page);
  page.form.addEventListener("submit", (event) => {
    event.preventDefault();
    run(page);
  });
  page.editor.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run(page);
    }
  });
  page.editor.addEventListener("input", () => mark(page));
  addEventListener("hashchange", () => fromHash(page));
  fromHash(page);
  mark(page);
}

/** The questions become links that put their query into the editor and run it. */
function addQuestions(root, page) {
  for (const item of root.querySelectorAll(".questions li")) {
    const text = item.querySelector("pre").textContent;
    const title = item.querySelector("summary").textContent;
    const link = element("a", { class: "question", href: hash(text) }, title);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      page.editor.value = text;
      mark(page);
      run(page);
    });
    page.questions.push({ text, link });
    item.replaceChildren(link);
  }
}

function mark(page) {
  const text = page.editor.value.trim();
  for (const question of page.questions) {
    if (question.text.trim() === text) question.link.setAttribute("aria-current", "true");
    else question.link.removeAttribute("aria-current");
  }
}

function addTools(page) {
  const share = element("button", { type: "button", class: "button" }, "Copy link");
  share.addEventListener("click", async () => {
    const address = new URL(hash(page.editor.value), location.href).href;
    history.replaceState(null, "", address);
    await navigator.clipboard?.writeText(address);
    share.textContent = "Copied";
    setTimeout(() => (share.textContent = "Copy link"), 2000);
  });
  page.tools.append(share);
}

function hash(query) {
  return `#query=${encodeURIComponent(query)}`;
}

function fromHash(page) {
  if (!location.hash.startsWith("#query=")) return;
  try {
    page.editor.value = decodeURIComponent(location.hash.slice("#query=".length));
  } catch {
    return;
  }
  mark(page);
  run(page);
}

async function run(page) {
  const turn = (page.turn += 1);
  const query = page.editor.value;
  history.replaceState(null, "", hash(query));
  page.answer.setAttribute("aria-busy", "true");
  page.answer.replaceChildren(element("p", { class: "muted" }, "Asking …"));
  const began = performance.now();
  let shown;
  try {
    shown = await ask(page, query, began);
  } catch (error) {
    shown = [elsewhere(page, query, error.message)];
  }
  if (turn !== page.turn) return;
  page.answer.removeAttribute("aria-busy");
  page.answer.replaceChildren(...shown);
}

async function ask(page, query, began) {
  const response = await fetch(page.endpoint, {
    method: "POST",
    headers: { Accept: `${RESULTS}, text/turtle;q=0.9`, "Content-Type": "application/sparql-query" },
    body: query,
  });
  const type = response.headers.get("Content-Type") ?? "";
  const text = await response.text();
  const seconds = ((performance.now() - began) / 1000).toFixed(2);
  if (type.startsWith(RESULTS)) return results(page, JSON.parse(text), text, seconds);
  if (response.ok && type.startsWith("text/turtle")) return graph(text, seconds);
  if (isStatic(response, type)) return [elsewhere(page, query, "")];
  return [
    element("div", { class: "problem", role: "alert" }, element("strong", {}, "The query was not answered"), element("pre", {}, text.trim() || `Status ${response.status}`)),
  ];
}

/** Whether the answer comes from a host of plain files rather than from an endpoint. */
function isStatic(response, type) {
  return response.ok || [404, 405, 501].includes(response.status) || type.startsWith("text/html");
}

function elsewhere(page, query, reason) {
  const quoted = query.replaceAll("'", "'\\''");
  return element(
    "div",
    { class: "hint" },
    element("p", {}, element("strong", {}, "This copy of the site is plain files, without an endpoint."), reason ? ` (${reason})` : ""),
    element("p", {}, "The same query, on your computer, over the published statements:"),
    element("pre", { tabindex: "0" }, element("code", {}, `faircat query --dump ${page.dump} '${quoted}'`)),
    element("p", {}, "Or check out the catalogue, run ", element("code", {}, "faircat serve"), ", and open this page there."),
  );
}

function results(page, answer, text, seconds) {
  if (typeof answer.boolean === "boolean") {
    return [element("p", { class: "answer-head" }, element("strong", {}, answer.boolean ? "Yes" : "No"), ` in ${seconds} s`)];
  }
  const names = answer.head.vars;
  const rows = answer.results.bindings;
  const numeric = names.map((name) => rows.length > 0 && rows.every((row) => !row[name] || isNumber(row[name])));
  const head = element(
    "div",
    { class: "answer-head" },
    element("p", {}, element("strong", {}, rows.length === 1 ? "1 row" : `${digits(rows.length)} rows`), ` in ${seconds} s`),
    element(
      "p",
      { class: "sparql-buttons" },
      download("answer.csv", "text/csv", () => csv(names, rows), "CSV"),
      download("answer.json", RESULTS, () => text, "JSON"),
    ),
  );
  const table = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...names.map((name, column) => element("th", { scope: "col", class: numeric[column] ? "number" : null }, name)))),
    element(
      "tbody",
      {},
      ...rows.slice(0, MOST_ROWS).map((row) =>
        element("tr", {}, ...names.map((name, column) => element("td", { class: numeric[column] ? "number" : null }, term(page, row[name])))),
      ),
    ),
  );
  const frame = element("div", { class: "table", tabindex: "0", role: "region", "aria-label": "Answer" }, table);
  const rest = rows.length > MOST_ROWS ? element("p", { class: "small muted" }, `The first ${digits(MOST_ROWS)} rows; the files hold all.`) : null;
  return [head, rows.length ? frame : element("p", { class: "muted" }, "Nothing in the catalogue answers this query."), rest].filter(Boolean);
}

const NUMBERS = /#(integer|decimal|double|float|long|int|nonNegativeInteger|positiveInteger)$/;

function isNumber(value) {
  return value.type === "literal" && NUMBERS.test(value.datatype ?? "");
}

/** A term of the answer; addresses become links, those of this catalogue without its host. */
function term(page, value) {
  if (!value) return "";
  if (value.type !== "uri") return value.value;
  const address = value.value;
  if (!/^https?:\/\//.test(address)) return address;
  const inside = address.startsWith(page.base);
  const text = inside ? address.slice(page.base.length) || "/" : address.replace(/^https?:\/\//, "");
  return element("a", { href: address }, text);
}

function graph(text, seconds) {
  return [
    element(
      "div",
      { class: "answer-head" },
      element("p", {}, `A graph, in ${seconds} s`),
      element("p", { class: "sparql-buttons" }, download("answer.ttl", "text/turtle", () => text, "Turtle")),
    ),
    element("pre", { tabindex: "0" }, element("code", {}, text)),
  ];
}

function csv(names, rows) {
  const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [names, ...rows.map((row) => names.map((name) => row[name]?.value ?? ""))];
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

function download(name, type, content, label) {
  const button = element("button", { type: "button", class: "button" }, label);
  button.addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob([content()], { type }));
    element("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  });
  return button;
}
