// All features of the chosen track or vertex, with their meanings, values and units.

import { itemTitle, present } from "./arrays.js";
import { button, element } from "./dom.js";
import { figure, unit } from "./numbers.js";
import { say } from "../words/run.js";

export function itemCard(jet, { onPick, onLeaveOut }) {
  const title = element("h4", {});
  const step = (label, by) => button(label, () => move(by), { class: "button small-button" });
  const leave = button("", () => onLeaveOut(chosen), { class: "button small-button" });
  const head = element(
    "div",
    { class: "try-item-head" },
    title,
    element(
      "span",
      { class: "try-item-steps" },
      step(say("previous"), -1),
      step(say("next"), 1),
      leave,
    ),
  );
  const list = element("dl", { class: "try-features" });
  const node = element("div", { class: "try-item" }, head, list);
  let chosen = null;

  function all() {
    return jet.layouts.flatMap((layout) =>
      present(layout, jet.original[layout.name].values).map((item) => ({
        input: layout.name,
        item,
      })),
    );
  }

  function move(by) {
    const items = all();
    const at = items.findIndex(
      ({ input, item }) => input === chosen?.input && item === chosen?.item,
    );
    onPick(items[(at + by + items.length) % items.length]);
  }

  function update() {
    if (!chosen) return;
    const layout = jet.layouts.find((it) => it.name === chosen.input);
    const { values } = jet.current[chosen.input];
    const before = jet.original[chosen.input].values;
    const count = present(layout, before).length;
    title.textContent = say("run-item-of", {
      item: itemTitle(layout, chosen.item),
      count,
    });
    const isOut = jet.edits.hasItemOut(chosen);
    leave.textContent = isOut ? say("run-put-back") : say("run-leave-out");
    leave.setAttribute("aria-pressed", String(isOut));
    list.replaceChildren(
      ...layout.features.map((feature, place) => {
        const at = layout.at(chosen.item, place);
        const changed = values[at] !== before[at];
        const value = `${figure(values[at])} ${unit(feature.unit)}`.trim();
        return element(
          "div",
          { class: changed ? "changed" : null },
          element(
            "dt",
            {},
            element("code", {}, feature.name),
            feature.meaning ? element("span", { class: "small muted" }, feature.meaning) : null,
          ),
          element("dd", { class: "number" }, value),
        );
      }),
    );
  }

  return {
    node,
    update,
    show(item) {
      chosen = item;
      update();
    },
  };
}
