// Changing one example: features left out, values scaled, tracks left out.

import { itemName } from "./arrays.js";
import { button, element, freshId } from "./dom.js";
import { eachFrame } from "./pacing.js";
import { parts, say } from "../words/run.js";

const MOST = 3;

export function whatIf(jet) {
  const { layouts, edits } = jet;
  let picked = null;
  const changes = element("ul", { class: "chips try-changes", "aria-label": say("run-changes") });
  const reset = button(say("run-undo-all"), () => edits.reset(), { class: "button small-button" });
  const intro = element("p", { class: "small muted" }, say("run-what-if-text"));
  const scale = scaling();
  const node = element(
    "div",
    { class: "try-what-if" },
    intro,
    scale.node,
    ...layouts.map(featureSwitches),
    element("div", { class: "try-change-line" }, changes, reset),
  );

  /** A slider that multiplies one feature, of all items or of the chosen one. */
  function scaling() {
    const ids = { feature: freshId("feature"), scope: freshId("scope"), factor: freshId("factor") };
    const groups = layouts.map((layout) => {
      const options = layout.features.map((feature, place) =>
        element("option", { value: `${layout.name}/${place}` }, feature.name),
      );
      return element("optgroup", { label: layout.name }, ...options);
    });
    const feature = element("select", { id: ids.feature }, ...groups);
    const scope = element(
      "select",
      { id: ids.scope },
      element("option", { value: "all" }, say("run-all")),
      element("option", { value: "one" }, say("run-chosen")),
    );
    const slider = element("input", {
      id: ids.factor,
      type: "range",
      min: 0,
      max: MOST,
      step: 0.05,
      value: 1,
    });
    const shown = element("output", { for: ids.factor, class: "mono" }, "× 1");
    const target = () => {
      const [input, place] = feature.value.split("/");
      const item = scope.value === "one" && picked?.input === input ? picked.item : null;
      return { input, place: Number(place), item };
    };
    const apply = eachFrame(() => {
      const { input, place, item } = target();
      edits.scale(input, place, item, Number(slider.value));
    });
    const read = () => {
      const { input, place, item } = target();
      slider.value = edits.factor(input, place, item);
      tell();
    };
    const tell = () => {
      shown.textContent = `× ${Number(slider.value)}`;
      slider.setAttribute("aria-valuetext", say("run-times", { factor: slider.value }));
    };
    slider.addEventListener("input", () => {
      tell();
      apply();
    });
    feature.addEventListener("change", read);
    scope.addEventListener("change", read);
    const line = element(
      "div",
      { class: "try-scale" },
      element("label", { for: ids.feature }, ...parts("run-scale", { feature })),
      element("label", { for: ids.scope }, ...parts("run-scale-of", { scope })),
      element(
        "label",
        { class: "try-slider", for: ids.factor },
        element("span", { class: "hidden" }, say("run-factor")),
        slider,
      ),
      shown,
    );
    return { node: line, read, name: (text) => (scope.options[1].textContent = text) };
  }

  /** One switch for each feature of an input. */
  function featureSwitches(layout) {
    const switches = layout.features.map((feature, place) => {
      const properties = { class: "try-switch", "aria-pressed": "false", title: feature.meaning };
      const node = button(feature.name, () => edits.toggleFeature(layout.name, place), properties);
      node.dataset.feature = `${layout.name}/${place}`;
      return element("li", {}, node);
    });
    const label = say("run-leave-feature", { name: layout.name });
    return element(
      "div",
      {},
      element("h4", {}, label),
      element("ul", { class: "try-switches", "aria-label": label }, ...switches),
    );
  }

  function update() {
    for (const one of node.querySelectorAll("[data-feature]")) {
      const [input, place] = one.dataset.feature.split("/");
      one.setAttribute("aria-pressed", String(edits.hasFeatureOut(input, Number(place))));
    }
    const list = edits.list();
    changes.replaceChildren(
      ...list.map(({ words, undo }) =>
        element(
          "li",
          {},
          button(`${words} ×`, undo, {
            class: "chip",
            "aria-label": say("run-take-back", { change: words }),
          }),
        ),
      ),
    );
    reset.disabled = list.length === 0;
    if (document.activeElement?.type !== "range") scale.read();
  }

  return {
    node,
    update,
    pick(item) {
      picked = item;
      const layout = layouts.find(({ name }) => name === item.input);
      scale.name(itemName(layout, item.item));
      scale.read();
    },
  };
}
