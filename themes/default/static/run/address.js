// What a visitor looks at, in the address of the page: the model's file, the example and the
// changes to it. Whoever opens the link sees the same. Nothing enters the browser's history.

import { whenQuiet } from "./pacing.js";

/** Letters of a file's SHA-256 that tell it from the model's other files. */
const FILE_LETTERS = 12;
/** More than this no address should hold. */
const MOST_LETTERS = 4000;
const OURS = ["file", "item", "out", "by", "at", "image", "truth", "values"];

/** What an address says; `null` where it asks for nothing. */
export function asked(search) {
  const said = new URLSearchParams(search);
  if (!said.has("file") && !said.has("item")) return null;
  const state = Object.fromEntries(OURS.map((name) => [name, said.get(name)]));
  return { ...state, item: /^\d+$/.test(state.item ?? "") ? Number(state.item) : null };
}

/** Whether what was asked for is of the model's present file, where the address says which. */
export function isOfFile(state, { sha256 }) {
  return state.file === null || state.file === sha256.slice(0, FILE_LETTERS);
}

/**
 * Writes into the address what is shown, once changes pause.
 * @param {object} facts of try.json
 * @returns {(state: object) => void} `state` has what `asked` gives, but for the file
 */
export function addressWriter(facts) {
  return whenQuiet(300, (state) => {
    const said = new URLSearchParams(location.search);
    for (const name of OURS) said.delete(name);
    said.set("file", facts.model.sha256.slice(0, FILE_LETTERS));
    for (const [name, value] of Object.entries(state))
      if (value != null && value !== "") said.set(name, String(value));
    // Too long an address is cut by whatever sends it, and half a state would be another one.
    if (said.toString().length > MOST_LETTERS) for (const name of OURS) said.delete(name);
    const query = said.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
    history.replaceState(history.state, "", `${location.pathname}${query && `?${query}`}#try`);
  });
}

/** Numbers as letters that an address may have, in the precision of an input of type `dtype`. */
export function packed(values, dtype) {
  const Held = dtype === "float64" ? Float64Array : Float32Array;
  const bytes = new Uint8Array(Held.from(values, Number).buffer);
  const letters = btoa(String.fromCharCode(...bytes));
  return letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** `count` numbers of either precision, or `null` where the letters are not that. */
export function unpacked(letters, count) {
  try {
    const text = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
    const Held = { [4 * count]: Float32Array, [8 * count]: Float64Array }[text.length];
    if (!Held) return null;
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const values = Float64Array.from(new Held(bytes.buffer));
    return values.every(Number.isFinite) ? values : null;
  } catch {
    return null;
  }
}
