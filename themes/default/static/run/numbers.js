// How numbers are written, and what stands beside them: the words, sums and charts of the program's
// own code (crates/inference/src/figures.rs, crates/display/), by the module `page`, which is small
// and answers at once.

import { decimals } from "../speaking.js";

let words = null;

/** Loads the module; everything below needs it. */
export async function load() {
  try {
    const page = await import("../wasm/page.js");
    await page.default({ module_or_path: fetch(new URL("../wasm/page_bg.wasm", import.meta.url)) });
    use(page);
  } catch (error) {
    throw new Error(
      "What writes figures did not arrive, or this site was built without its WebAssembly files.",
      { cause: error },
    );
  }
}

/** Takes a module that was loaded otherwise. */
export function use(page) {
  words = page;
}

/** With the page's decimal sign, and a minus that is as wide as a plus. */
function typeset(text) {
  return decimals(text).replace(/^-/, "−");
}

/** A figure; an integer of 64 bits with all its digits. */
export function figure(value) {
  if (value == null) return "–";
  return typeset(typeof value === "bigint" ? String(value) : words.figure(value));
}

/** A figure in four digits, where many stand beside each other. */
export function brief(value) {
  if (value == null) return "–";
  return typeset(typeof value === "bigint" ? String(value) : words.brief(value));
}

/** The elements of a typed array: integers with all their digits, real numbers as figures. */
export function elementOf(values) {
  const isReal = values instanceof Float32Array || values instanceof Float64Array;
  return isReal ? figure : (value) => typeset(String(value));
}

/** A difference, in two digits. */
export function width(value) {
  return typeset(words.width(value));
}

/** A contribution, with its sign. */
export function signed(value) {
  return typeset(words.signed(value));
}

/** A probability in per cent, never rounded to certainty. */
export function percent(probability) {
  return decimals(words.percent(probability));
}

/** "p(Hbb) = 97.3 %", or "p(Hbb) > 99.99 %". */
export function probabilityOf(name, probability) {
  const text = percent(probability);
  return `p(${name}) ${/^[<>]/.test(text) ? text : `= ${text}`}`;
}

/** A time of the browser's clock, which counts milliseconds. */
export function milliseconds(value) {
  return decimals(words.duration(value / 1000));
}

export function bytes(value) {
  return decimals(words.size(value));
}

/** Items a second. */
export function rate(value) {
  return decimals(words.rate(value));
}

/** What an output of classes says of one item. */
export function probabilities(row) {
  return words.probabilities(Float64Array.from(row, Number));
}

/** Between two points. */
export function distance(from, to) {
  return words.distance(Float64Array.from(from), Float64Array.from(to));
}

/** Of two outputs. */
export function largestDifference(one, other) {
  return words.largest_difference(Float64Array.from(one, Number), Float64Array.from(other, Number));
}

/** Minimum, quartiles and maximum. */
export function quartiles(values) {
  return words.quartiles(Float64Array.from(values));
}

/** Box plots as SVG text, of rows with `engine`, `batch` and their five `quartiles`. */
export function drawRates(rows) {
  const engines = rows.map((row) => row.engine);
  const batches = Uint32Array.from(rows, (row) => row.batch);
  return words.draw_rates(
    engines,
    batches,
    Float64Array.from(rows.flatMap((row) => [...row.quartiles])),
  );
}

/** The unit as it is written after a value; pure numbers have none. */
export function unit(name) {
  return !name || name === "1" ? "" : name.replace("^-2", "⁻²").replace("^2", "²");
}
