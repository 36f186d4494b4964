// A visitor's changes to one example: what is left out, and what is scaled.

import { copied, itemName } from "./arrays.js";
import { say } from "../words/run.js";

const ALL = "all";

/** Changes by input, feature and item; "leaving out" puts in what pads short lists. */
export function edits(layouts) {
  const left = new Set();
  const scales = new Map();
  let listener = () => {};
  const byName = new Map(layouts.map((layout) => [layout.name, layout]));
  const itemKey = ({ input, item }) => `${input}/${item}`;
  const featureKey = (input, feature) => `${input}//${feature}`;
  const toggle = (key) => {
    if (!left.delete(key)) left.add(key);
    listener();
  };

  return {
    onChange: (listen) => (listener = listen),
    some: () => left.size + scales.size > 0,
    clear() {
      left.clear();
      scales.clear();
    },
    reset() {
      this.clear();
      listener();
    },
    toggleItem: (item) => toggle(itemKey(item)),
    hasItemOut: (item) => left.has(itemKey(item)),
    toggleFeature: (input, feature) => toggle(featureKey(input, feature)),
    hasFeatureOut: (input, feature) => left.has(featureKey(input, feature)),
    /** Multiplies a feature of one item, or of all where `item` is null. */
    scale(input, feature, item, factor) {
      const key = `${input}/${item ?? ALL}/${feature}`;
      if (factor === 1) scales.delete(key);
      else scales.set(key, { input, feature, item, factor });
      listener();
    },
    factor: (input, feature, item) => scales.get(`${input}/${item ?? ALL}/${feature}`)?.factor ?? 1,
    /** Each change with its words and how to take it back. */
    list() {
      const changes = [];
      for (const key of left) {
        const [input, item, feature] = key.split("/");
        const words =
          feature === undefined
            ? say("run-without", { what: itemName(byName.get(input), Number(item)) })
            : say("run-without", { what: byName.get(input).features[feature].name });
        changes.push({ words, undo: () => toggle(key) });
      }
      for (const { input, feature, item, factor } of scales.values()) {
        const scaled = {
          feature: byName.get(input).features[feature].name,
          factor: String(factor),
        };
        const words =
          item === null
            ? say("run-scaled", scaled)
            : say("run-scaled-of", { ...scaled, item: itemName(byName.get(input), item) });
        changes.push({ words, undo: () => this.scale(input, feature, item, 1) });
      }
      return changes;
    },
    /** The inputs with values scaled, and nothing left out: what a picture shows. */
    scaled(original) {
      const inputs = copied(original);
      for (const { input, feature, item, factor } of scales.values()) {
        const layout = byName.get(input);
        const { values } = inputs[input];
        const items = item === null ? [...Array(layout.items).keys()] : [item];
        for (const one of items) values[layout.at(one, feature)] *= factor;
      }
      return inputs;
    },
    /** The inputs with all changes made. */
    apply(original) {
      const inputs = this.scaled(original);
      for (const key of left) {
        const [input, item, feature] = key.split("/");
        const layout = byName.get(input);
        const { values } = inputs[input];
        if (feature === undefined) {
          for (const place of layout.features.keys())
            values[layout.at(Number(item), place)] = layout.fill;
        } else {
          for (let one = 0; one < layout.items; one += 1)
            values[layout.at(one, Number(feature))] = layout.fill;
        }
      }
      return inputs;
    },
  };
}
