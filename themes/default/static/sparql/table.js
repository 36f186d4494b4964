// The rows of an answer as a table that is sorted by its headings.

import { element } from "../filter-index.js";
import { say } from "../words/sparql.js";

/** Rows added at a time: more would hold the page up. */
const STEP = 500;

/** @returns {Promise<Node[]>} the table, and a button for more rows where there are more. */
export async function addTable(facts, answer) {
  const state = { sort: null, shown: 0 };
  const body = element("tbody");
  const more = element("button", { type: "button", class: "button" });
  const headings = answer.names.map((name, column) =>
    heading(name, answer.numeric[column], (sort) => order(sort)),
  );
  const term = shower(facts);
  /** Rows of an order that is no longer wanted are dropped. */
  async function add() {
    const { sort, shown } = state;
    const rows = await answer.part(sort, shown, STEP);
    if (sort !== state.sort || shown !== state.shown) return;
    const made = rows.map((row) =>
      element(
        "tr",
        {},
        ...answer.names.map((name, column) =>
          element("td", { class: answer.numeric[column] ? "number" : null }, term(row[name])),
        ),
      ),
    );
    if (shown === 0) body.replaceChildren(...made);
    else body.append(...made);
    state.shown += rows.length;
    const left = answer.count - state.shown;
    more.hidden = left === 0;
    more.textContent = say("ask-more", { count: Math.min(left, STEP), left });
  }
  async function order(sort) {
    state.sort = sort;
    state.shown = 0;
    await add();
    if (state.sort !== sort) return;
    for (const { name, cell } of headings)
      cell.setAttribute(
        "aria-sort",
        name !== sort?.name ? "none" : sort.descending ? "descending" : "ascending",
      );
  }
  more.addEventListener("click", add);
  await add();
  const table = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...headings.map(({ cell }) => cell))),
    body,
  );
  return [
    element(
      "div",
      { class: "table", tabindex: "0", role: "region", "aria-label": say("ask-answer") },
      table,
    ),
    more,
  ];
}

/** Ascending, descending, and as it came. */
function heading(name, isNumeric, sort) {
  const button = element("button", { type: "button" }, name);
  const cell = element(
    "th",
    { scope: "col", class: isNumeric ? "number" : null, "aria-sort": "none" },
    button,
  );
  button.addEventListener("click", () => {
    const next = {
      none: { name, descending: false },
      ascending: { name, descending: true },
      descending: null,
    };
    sort(next[cell.getAttribute("aria-sort")]);
  });
  return { name, cell };
}

/**
 * A function that shows a term: addresses become links, those of this catalogue within this
 * copy.
 */
function shower({ base, root, prefixes }) {
  return (value) => {
    if (!value) return "";
    if (value.type !== "uri") return value.value;
    const address = value.value;
    if (!/^https?:\/\//.test(address)) return address;
    if (address.startsWith(base)) {
      const rest = address.slice(base.length);
      return element("a", { href: root + rest }, rest || "/");
    }
    return element("a", { href: address }, shorten(prefixes, address));
  };
}

function shorten(prefixes, address) {
  for (const [prefix, namespace] of prefixes) {
    const name = address.slice(namespace.length);
    if (address.startsWith(namespace) && /^[\w-]+$/.test(name)) return `${prefix}:${name}`;
  }
  return address.replace(/^https?:\/\//, "");
}
