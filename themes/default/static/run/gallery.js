// The examples: pictures made at build time, each with a button that runs the model on it.

import { element } from "./dom.js";

const KINDS = {
  easy: "clearly right",
  hard: "close to the threshold",
  wrong: "misjudged by the model",
  typical: "typical",
};

/** Takes the pictures out of `root`, which has had buttons put on them by try.js. */
export function takeOverGallery(root, facts) {
  const cards = new Map();
  for (const card of root.querySelectorAll("[data-row]")) cards.set(Number(card.dataset.row), card);
  const list = root.querySelector("[data-gallery]") ?? cards.values().next().value?.parentElement;
  const node = element("div", { class: "try-gallery-frame" }, list);
  let choose = () => {};

  const mark = (chosen) => {
    for (const [row, card] of cards) {
      const isIt = row === chosen?.row;
      card.classList.toggle("chosen", isIt);
      card.querySelector(".try-card-button")?.setAttribute("aria-pressed", String(isIt));
    }
    const scroller = list;
    const card = cards.get(chosen?.row);
    if (card && scroller.scrollWidth > scroller.clientWidth) {
      scroller.scrollTo({ left: card.offsetLeft - (scroller.clientWidth - card.clientWidth) / 2 });
    }
  };
  for (const example of facts.examples) {
    const button = cards.get(example.row)?.querySelector(".try-card-button");
    button?.addEventListener("click", () => {
      mark(example);
      choose(example);
    });
  }
  return {
    node,
    mark,
    onChoose: (listen) => (choose = listen),
    /** Writes the truth on the picture of an example. */
    reveal(example) {
      const card = cards.get(example.row);
      if (!card || card.querySelector(".try-truth")) return;
      const name = facts.classes[example.label] ?? "";
      const kind = KINDS[example.kind] ?? example.kind;
      card.append(element("p", { class: `try-truth ${example.kind}` }, [name, kind].filter(Boolean).join(" · ")));
    },
  };
}
