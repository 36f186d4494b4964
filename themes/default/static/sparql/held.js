// An answer that is held where it was made: in the worker, or here for one of the endpoint.

import { csv, readRows, sortRows } from "./rows.js";

export const RESULTS = "application/sparql-results+json";
export const TURTLE = "text/turtle";

/**
 * @param {string} type media type
 * @param {string} text
 */
export function hold(type, text) {
  if (!type.startsWith(RESULTS)) return { text, summary: { graph: text } };
  const read = readRows(text);
  if ("boolean" in read) return { text, summary: { boolean: read.boolean } };
  return {
    text,
    read,
    sorted: new Map(),
    summary: { names: read.names, numeric: read.numeric, count: read.rows.length },
  };
}

/** `count` rows from `from`, in the order of the answer or sorted: `{ name, descending }`. */
export function part(held, sort, from, count) {
  return order(held, sort).slice(from, from + count);
}

/** Only the last order is kept: a long answer is large. */
function order(held, sort) {
  if (!sort) return held.read.rows;
  const key = `${sort.descending} ${sort.name}`;
  if (!held.sorted.has(key))
    held.sorted = new Map([[key, sortRows(held.read, sort.name, sort.descending)]]);
  return held.sorted.get(key);
}

/** The whole answer as the text of a file: as it came, or as CSV. */
export function file(held, format) {
  return format === "csv" ? csv(held.read) : held.text;
}
