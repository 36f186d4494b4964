// The examples: pictures made at build time, each with a button that try.js put on it.

import { element } from "./dom.js";
import { say } from "../words/run.js";

/** Takes the gallery over from the still part of the page. */
export function takeOverGallery(still, facts) {
  const list = still?.querySelector(".try-gallery") ?? element("div", { class: "try-gallery" });
  const cards = new Map();
  for (const card of list.querySelectorAll("[data-row]")) cards.set(Number(card.dataset.row), card);
  let choose = () => {};

  const mark = (chosen) => {
    for (const [row, card] of cards) {
      const isIt = row === chosen?.row;
      card.classList.toggle("chosen", isIt);
      card.querySelector(".try-card-button").setAttribute("aria-pressed", String(isIt));
    }
    const card = cards.get(chosen?.row);
    if (card) list.scrollTo({ left: card.offsetLeft - (list.clientWidth - card.clientWidth) / 2 });
  };
  for (const example of facts.examples) {
    cards
      .get(example.row)
      ?.querySelector(".try-card-button")
      .addEventListener("click", () => {
        mark(example);
        choose(example);
      });
  }
  return {
    node: list,
    mark,
    focus: (example) =>
      cards.get(example.row)?.querySelector(".try-card-button").focus({ preventScroll: true }),
    onChoose: (listen) => (choose = listen),
    /** Writes the truth below the picture of an example. */
    reveal(example) {
      const card = cards.get(example.row);
      if (!card || card.querySelector(".try-truth")) return;
      const name = facts.classes[example.label] ?? "";
      const words = [name, say(`run-kind-${example.kind}`)].filter(Boolean).join(", ");
      card
        .querySelector("figcaption")
        .append(element("p", { class: `try-truth ${example.kind}` }, words));
    },
  };
}
