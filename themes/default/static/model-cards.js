// Cards of models in a list: a box to choose each for a comparison, and variants below what they
// are of.

import { element, spoken } from "./filter-index.js";
import { say } from "./words/list.js";

function slugOf(card) {
  return card.querySelector("h3 a")?.getAttribute("href").split("/").filter(Boolean).at(-1);
}

/** Gives each card a box; a bar leads to the chosen models side by side. */
export function addBoxes(rows, base) {
  const bar = barOf(rows, base);
  for (const card of rows.querySelectorAll(".card")) {
    const { textContent: name, lang } = card.querySelector("h3 a");
    const box = element("input", { type: "checkbox", value: slugOf(card) });
    box.checked = bar.chosen.has(box.value);
    const named = element("span", spoken(lang), name);
    const label = element("span", { class: "hidden" }, ": ", named);
    const end = card.querySelector(".card-end");
    end.append(element("label", { class: "choose-box" }, box, say("choose-add"), label));
  }
}

/** The bar below `rows`, with what is chosen; made once. */
function barOf(rows, base) {
  if (rows.bar) return rows.bar;
  const link = element("a", { class: "button primary" }, say("choose-compare"));
  const count = element("span", { class: "muted small", "aria-live": "polite" });
  const node = element("p", { class: "choose-bar", hidden: true }, link, " ", count);
  const chosen = new Set();
  rows.after(node);
  rows.addEventListener("change", ({ target }) => {
    if (!target.closest(".choose-box")) return;
    if (target.checked) chosen.add(target.value);
    else chosen.delete(target.value);
    node.hidden = chosen.size === 0;
    link.href = `${base}compare/choose/?models=${[...chosen].join(",")}`;
    count.textContent = say("choose-chosen", { count: chosen.size });
  });
  rows.bar = { chosen };
  return rows.bar;
}

/** Puts each variant into the card of the model that it is one of, where this is in the list. */
export function foldVariants(rows) {
  const cards = new Map([...rows.querySelectorAll(":scope > .card")].map((it) => [slugOf(it), it]));
  for (const card of cards.values()) {
    const base = cards.get(card.dataset.variantOf);
    if (base) variantsOf(base).append(card);
  }
  for (const fold of rows.querySelectorAll(".variants")) {
    const count = fold.querySelectorAll(".card").length;
    fold.querySelector("summary").textContent = say("list-variants", { count });
  }
}

function variantsOf(card) {
  const fold = card.querySelector(":scope > .variants");
  if (fold) return fold.querySelector(".rows");
  const list = element("ul", { class: "rows" });
  card.append(element("details", { class: "variants" }, element("summary"), list));
  return list;
}
