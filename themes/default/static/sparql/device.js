// Whether the statements fit on this device, known before anything is loaded.

import { decimal } from "../words/sparql.js";

/**
 * What one statement takes, in bytes: 120 in the engine as measured, and room for what holds it
 * on the way.
 */
const BYTES_A_STATEMENT = 250;
/** A module of 32 bits has no more addresses. */
const MOST = 2 ** 32 * 0.75;
/** Part of the device's memory that one page may ask for. */
const SHARE = 0.25;
/** In GB, where the browser does not say (only Chromium does, 8 at most). */
const USUAL_MEMORY = 4;

/** Bytes of memory that `statements` need. */
export function need(statements) {
  return statements * BYTES_A_STATEMENT;
}

/** Whether `statements` fit into a device with `gigabytes` of memory. */
export function fits(statements, gigabytes = navigator.deviceMemory ?? USUAL_MEMORY) {
  return need(statements) <= Math.min(gigabytes * 2 ** 30 * SHARE, MOST);
}

/** 283003 becomes "283 kB". */
export function size(bytes) {
  const units = ["B", "kB", "MB", "GB"];
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const value = bytes / 1000 ** step;
  const written = value >= 10 || step === 0 ? Math.round(value) : decimal(value.toFixed(1));
  return `${written} ${units[step]}`;
}
