// All features of the chosen track or vertex, with their meanings, values and units.

import { itemTitle, present } from "./arrays.js";
import { button, element } from "./dom.js";
import { brief, unit } from "./numbers.js";
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
    const there = present(layout, before);
    const isOut = jet.edits.hasItemOut(chosen);
    const count = there.filter((item) => !jet.edits.hasItemOut({ ...chosen, item })).length;
    const named = { item: itemTitle(layout, chosen.item), count };
    title.textContent = isOut ? say("run-item-out", named) : say("run-item-of", named);
    list.classList.toggle("left-out", isOut);
    leave.textContent = isOut ? say("run-put-back") : say("run-leave-out");
    leave.setAttribute("aria-pressed", String(isOut));
    list.replaceChildren(
      ...layout.features.map((feature, place) => {
        const at = layout.at(chosen.item, place);
        const written = (value) => `${brief(value)} ${unit(feature.unit)}`.trim();
        const isUnseen = jet.edits.hasFeatureOut(chosen.input, place);
        const isScaled = !isOut && !isUnseen && values[at] !== before[at];
        const value = isScaled
          ? [
              written(values[at]),
              element(
                "span",
                { class: "small muted" },
                say("run-was", { before: written(before[at]) }),
              ),
            ]
          : [isUnseen && !isOut ? say("run-feature-out") : written(before[at])];
        return element(
          "div",
          { class: isScaled || isUnseen ? "changed" : null },
          element(
            "dt",
            {},
            element("code", {}, feature.name),
            feature.meaning ? element("span", { class: "small muted" }, feature.meaning) : null,
          ),
          element("dd", { class: "number" }, ...value),
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
