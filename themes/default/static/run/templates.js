// Files that show how data for a model are written: examples of the control set in each format.

import { layout } from "./arrays.js";
import { button, element, saveFile } from "./dom.js";
import { npz } from "./npz.js";

const ROWS = 2;

export function offerTemplates(facts) {
  const examples = facts.examples.slice(0, ROWS);
  const layouts = facts.signature.inputs.map((declared) => layout(declared));
  const isFlat = facts.signature.inputs.every((declared) => declared.shape.length === 2);
  const make = (label, ending, type, content) => button(label, () => saveFile(`${facts.slug}-template.${ending}`, type, content()));
  return element(
    "div",
    { class: "try-templates", role: "group", "aria-label": "Templates to start from" },
    element("span", { class: "small muted" }, "Templates:"),
    make("JSON", "json", "application/json", () => JSON.stringify(asJson(facts, layouts, examples), null, 1)),
    isFlat ? make("CSV", "csv", "text/csv", () => asCsv(layouts, examples)) : null,
    make("npz", "npz", "application/zip", () => npz(arrays(facts, examples))),
  );
}

/** Examples as arrays; one row of zeros where a model has no examples. */
function arrays(facts, examples) {
  return facts.signature.inputs.map((declared) => {
    const shape = declared.shape.slice(1).map((size) => Number.parseInt(size, 10) || 1);
    const length = shape.reduce((product, size) => product * size, 1);
    const values = examples.length ? examples.flatMap((example) => [...example.inputs[declared.name].values]) : Array(length).fill(0);
    return { name: declared.name, shape: [values.length / length, ...shape], values: Float32Array.from(values) };
  });
}

/**
 * Items as objects with the features by name, as people write them, where the contract fills up what
 * is missing; other inputs as arrays.
 */
function asJson(facts, layouts, examples) {
  const all = arrays(facts, examples);
  const entries = layouts.map((layout, place) => {
    const { shape, values } = all[place];
    const rows = [...Array(shape[0]).keys()].map((row) => values.subarray(row * layout.rowLength, (row + 1) * layout.rowLength));
    return [layout.name, rows.map((row) => (layout.hasItems && layout.isFilledUp ? itemsOf(layout, row) : nested(row, shape.slice(1))))];
  });
  return Object.fromEntries(entries);
}

function itemsOf(layout, row) {
  const items = [...Array(layout.items).keys()].map((item) => layout.features.map((feature, place) => [feature.name, round(row[layout.at(item, place)])]));
  const there = items.filter((item) => item.some(([, value]) => value !== layout.fill));
  return there.map((item) => Object.fromEntries(item));
}

function nested(values, shape) {
  if (shape.length < 2) return [...values].map(round);
  const length = values.length / shape[0];
  return [...Array(shape[0]).keys()].map((place) => nested(values.subarray(place * length, (place + 1) * length), shape.slice(1)));
}

/** The shortest decimal that is the same number in single precision. */
function round(value) {
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

function asCsv(layouts, examples) {
  const head = layouts.flatMap((layout) => layout.features.map((feature) => feature.name));
  const rows = examples.map((example) => layouts.flatMap((layout) => [...example.inputs[layout.name].values]));
  return `${[head, ...rows].map((row) => row.join(",")).join("\n")}\n`;
}
