// Arrays with the shape that a model's signature declares: where a feature of an item stands, and
// in which type numbers travel.

import { say } from "../words/run.js";

/**
 * How one declared input is laid out: its rows hold `items` × features numbers, items being tracks,
 * vertices, …; an input without items has one. Where they stand is decided by the build.
 * @param {object} facts of try.json
 * @param {object} declared an input of the signature
 */
export function layout(facts, declared) {
  const { items, item_step: itemStep, feature_step: featureStep } = facts.layouts[declared.name];
  const described = facts.features?.[declared.name] ?? [];
  const names = declared.features.map((feature) => feature.name);
  return {
    name: declared.name,
    /** What one of its items is called. */
    element: facts.elements?.[declared.name] ?? declared.name,
    dtype: declared.dtype,
    features: declared.features.map((feature, place) => ({ ...feature, ...described[place] })),
    items,
    fill: declared.items?.fill ?? 0,
    at: (item, feature) => item * itemStep + feature * featureStep,
    find: (name) => names.indexOf(name),
  };
}

/** Numbers of the items that are there: not all of their features are what pads short lists. */
export function present(layout, values) {
  const found = [];
  for (let item = 0; item < layout.items; item += 1) {
    const is = layout.features.some(
      (_, feature) => Number(values[layout.at(item, feature)]) !== layout.fill,
    );
    if (is) found.push(item);
  }
  return found;
}

const WIDE = { int64: BigInt64Array, uint64: BigUint64Array };

/**
 * Numbers of try.json, whose large integers are texts, on their way to an input of the type
 * `dtype`:
 * integers of 64 bits as such, all others in double precision, which holds every value of every
 * other type. The engine's code makes of them what the model takes, or refuses.
 */
export function typedArray(dtype, values) {
  const Wide = WIDE[dtype];
  return Wide ? Wide.from(values, BigInt) : Float64Array.from(values, Number);
}

/** Inputs of an example, as typed arrays. */
export function typed(signature, inputs) {
  const entries = signature.inputs.map(({ name, dtype }) => [
    name,
    { shape: inputs[name].shape, values: typedArray(dtype, inputs[name].values) },
  ]);
  return Object.fromEntries(entries);
}

/**
 * What a visitor wrote, for an input of the type `dtype`. Fails where that is no number, or more
 * than the type holds, as far as that is seen from its size.
 * @param {function} nameOf says what stands in a place, for a message
 */
export function written(words, dtype, nameOf) {
  const parse = WIDE[dtype] ? (word) => wideInteger(word, dtype) : (word) => real(word, dtype);
  const parsed = [...words].map((word, place) => {
    const { value, problem } = parse(word);
    if (problem) {
      const beginning = [...word].slice(0, 20).join("");
      throw new Error(`${nameOf(place)} is “${beginning}”, which is ${problem}.`);
    }
    return value;
  });
  return WIDE[dtype] ? WIDE[dtype].from(parsed) : Float64Array.from(parsed);
}

function real(word, dtype) {
  const value = word.trim() === "" ? Number.NaN : Number(word);
  if (!Number.isFinite(value)) return { problem: "no number" };
  if (dtype === "float32" && !Number.isFinite(Math.fround(value)))
    return { problem: "more than single precision holds" };
  return { value };
}

function wideInteger(word, dtype) {
  const isWhole = /^\s*[+-]?\d+\s*$/.test(word);
  const near = isWhole ? 0 : real(word, dtype).value;
  if (near === undefined) return { problem: "no number" };
  if (!Number.isSafeInteger(near)) return { problem: "no integer, or one that is not written out" };
  const value = isWhole ? BigInt(word.trim().replace(/^\+/, "")) : BigInt(near);
  const held = dtype === "int64" ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value);
  return held === value ? { value } : { problem: `not in the range of ${dtype}` };
}

/** A copy whose values may be changed. */
export function copied(inputs) {
  const entries = Object.entries(inputs);
  return Object.fromEntries(
    entries.map(([name, { shape, values }]) => [name, { shape, values: values.slice() }]),
  );
}

/** What displays draw; other lists are called as the record calls them. */
const ELEMENTS = {
  track: (number) => say("element-track", { number }),
  vertex: (number) => say("element-vertex", { number }),
};

/** One item called by its sort, as "track 3"; people count from 1. */
export function itemName(layout, item) {
  const known = ELEMENTS[layout.element];
  return known ? known(item + 1) : `${layout.element} ${item + 1}`;
}

/** The same at the beginning of a line. */
export function itemTitle(layout, item) {
  const name = itemName(layout, item);
  return name[0].toUpperCase() + name.slice(1);
}

/** Row `row` of an output. */
export function rowOf({ shape, values }, row) {
  const length = shape.slice(1).reduce((product, size) => product * size, 1);
  return values.subarray
    ? values.subarray(row * length, (row + 1) * length)
    : values.slice(row * length, (row + 1) * length);
}
