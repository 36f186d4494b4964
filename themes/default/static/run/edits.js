// A visitor's changes to one example: what is left out, what is scaled, and what is moved.

import { copied, itemName } from "./arrays.js";
import { decimals } from "../speaking.js";
import { say } from "../words/run.js";

const ALL = "all";
/** Radius of a jet, in η and φ: what lies beyond belongs to another. */
const REACH = 0.8;

/** A place about the axis, in steps that an address can hold, drawn back into the jet. */
function within(eta, phi) {
  const back = Math.min(1, REACH / (Math.hypot(eta, phi) || 1));
  const rounded = (value) => Math.trunc(value * back * 1000) / 1000;
  return { eta: rounded(eta), phi: rounded(phi) };
}

function written(value) {
  return decimals(value.toFixed(3)).replace("-", "−");
}

function entries(text) {
  return (text ?? "")
    .split(",")
    .filter(Boolean)
    .map((entry) => entry.split("/"));
}

/** Changes by input, feature and item; "leaving out" puts in what pads short lists. */
export function edits(layouts) {
  const left = new Set();
  const scales = new Map();
  const moves = new Map();
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
    some: () => left.size + scales.size + moves.size > 0,
    /** All changes as texts of numbers, for an address: inputs go by their places. */
    state() {
      const numbered = (key) => {
        const [input, ...rest] = key.split("/");
        return [layouts.findIndex(({ name }) => name === input), ...rest].join("/");
      };
      return {
        out: [...left].map(numbered).join(","),
        by: [...scales].map(([key, { factor }]) => `${numbered(key)}/${factor}`).join(","),
        at: [...moves].map(([key, { eta, phi }]) => `${numbered(key)}/${eta}/${phi}`).join(","),
      };
    },
    /** Makes the changes of such texts; what names nothing of this model is left out. */
    restore({ out, by, at: moved }) {
      this.clear();
      const whole = (text, below) =>
        /^\d+$/.test(text) && Number(text) < below ? Number(text) : null;
      const layoutAt = (text) => layouts[whole(text, layouts.length) ?? -1];
      for (const [at, item, feature] of entries(out)) {
        const layout = layoutAt(at);
        if (!layout) continue;
        const place = feature === undefined ? null : whole(feature, layout.features.length);
        if (feature === undefined && whole(item, layout.items) !== null)
          left.add(itemKey({ input: layout.name, item: Number(item) }));
        else if (place !== null) left.add(featureKey(layout.name, place));
      }
      for (const [at, which, feature, factor] of entries(by)) {
        const layout = layoutAt(at);
        const place = layout && whole(feature ?? "", layout.features.length);
        const item = which === ALL ? null : layout && whole(which, layout.items);
        const isKnown = place != null && (which === ALL || item != null);
        if (isKnown && factor && Number.isFinite(Number(factor)) && Number(factor) !== 1)
          scales.set(`${layout.name}/${which}/${place}`, {
            input: layout.name,
            feature: place,
            item,
            factor: Number(factor),
          });
      }
      for (const [at, which, ...place] of entries(moved)) {
        const layout = layoutAt(at);
        const item = layout && whole(which ?? "", layout.items);
        const [eta, phi] = place.map(Number);
        if (item != null && place.length === 2 && Math.hypot(eta, phi) <= REACH)
          moves.set(itemKey({ input: layout.name, item }), {
            input: layout.name,
            item,
            ...within(eta, phi),
          });
      }
      if (this.some()) listener();
    },
    clear() {
      left.clear();
      scales.clear();
      moves.clear();
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
    /** Moves an item to a place about the jet's axis. */
    move({ input, item }, eta, phi) {
      moves.set(itemKey({ input, item }), { input, item, ...within(eta, phi) });
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
      for (const [key, { input, item, eta, phi }] of moves) {
        const undo = () => {
          moves.delete(key);
          listener();
        };
        const words = say("run-moved", {
          item: itemName(byName.get(input), item),
          eta: written(eta),
          phi: written(phi),
        });
        changes.push({ words, undo });
      }
      return changes;
    },
    /** The inputs with items moved and values scaled, none left out: what a picture shows. */
    scaled(original) {
      const inputs = copied(original);
      for (const { input, item, eta, phi } of moves.values()) {
        const layout = byName.get(input);
        const put = (role, value) => {
          const place = layout.features.findIndex((feature) => feature.role === role);
          if (place >= 0) inputs[input].values[layout.at(item, place)] = value;
        };
        put("eta", eta);
        put("phi", phi);
        put("delta-r", Math.hypot(eta, phi));
      }
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
