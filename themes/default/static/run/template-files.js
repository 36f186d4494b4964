// Examples of the control set as files. Every number is written as try.json has it, so that a file
// that is read back gives the same one, whatever its type.

import { layout, typedArray } from "./arrays.js";
import { npz } from "./npz.js";

const ROWS = 2;

/** Whether rows are lists of numbers, which CSV can hold. */
export function isFlat(facts) {
  return facts.signature.inputs.every((declared) => declared.shape.length === 2);
}

export function asNpz(facts) {
  const arrays = facts.signature.inputs.map((declared) => {
    const rows = rowsOf(facts, declared);
    const { dtype, name } = declared;
    return {
      name,
      dtype,
      shape: [rows.length, ...rowShape(declared)],
      values: typedArray(dtype, rows.flat()),
    };
  });
  return npz(arrays);
}

/**
 * Items as objects with the features by name, as people write them, where the contract fills up
 * what is missing; other inputs as arrays.
 */
export function asJson(facts) {
  const inputs = facts.signature.inputs.map((declared) => {
    const form = layout(facts, declared);
    const one = (row) =>
      form.hasItems && form.isFilledUp ? itemsOf(form, row) : nested(row, rowShape(declared));
    return (
      `${JSON.stringify(declared.name)}: [\n  ` +
      `${rowsOf(facts, declared).map(one).join(",\n  ")}\n ]`
    );
  });
  return `{\n ${inputs.join(",\n ")}\n}\n`;
}

export function asCsv(facts) {
  const { inputs } = facts.signature;
  const head = inputs.flatMap((declared) =>
    declared.features.map((feature) => quoted(feature.name)),
  );
  const all = inputs.map((declared) => rowsOf(facts, declared));
  const rows = all[0].map((_, row) => all.flatMap((rows) => rows[row]));
  return `${[head, ...rows].map((row) => row.join(",")).join("\n")}\n`;
}

function quoted(text) {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Values of the first examples; one row of zeros where a model has none. */
function rowsOf(facts, declared) {
  const examples = facts.examples.slice(0, ROWS);
  if (examples.length === 0) return [Array(layout(facts, declared).rowLength).fill(0)];
  return examples.map((example) => example.inputs[declared.name].values);
}

/** Sizes of one row; those that are open count as one. */
function rowShape(declared) {
  return declared.shape.slice(1).map((size) => Number.parseInt(size, 10) || 1);
}

function itemsOf(form, row) {
  const items = [...Array(form.items).keys()].map((item) =>
    form.features.map((feature, place) => [feature.name, row[form.at(item, place)]]),
  );
  const there = items.filter((item) => item.some(([, value]) => Number(value) !== form.fill));
  const objects = there.map(
    (item) => `{${item.map(([name, value]) => `${JSON.stringify(name)}: ${value}`).join(", ")}}`,
  );
  return `[${objects.join(", ")}]`;
}

/** Numbers as JSON; those that are texts are integers with all their digits. */
function nested(values, shape) {
  if (shape.length < 2) return `[${values.join(", ")}]`;
  const length = values.length / shape[0];
  const parts = [...Array(shape[0]).keys()].map((place) =>
    nested(values.slice(place * length, (place + 1) * length), shape.slice(1)),
  );
  return `[${parts.join(", ")}]`;
}
