// What an address of a model's page says, and numbers in it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { pageCode } from "./support/page-code.mjs";

const { asked, isOfFile, packed, unpacked } = await pageCode("run/address.js");

const VALUES = [0.1, -1e-30, 2 ** 24 + 1, 0];

test("an image in an address keeps every digit of what the model takes", () => {
  const letters = packed(VALUES, "float64");
  assert.match(letters, /^[\w-]+$/, "nothing that addresses write otherwise");
  assert.deepEqual(unpacked(letters, 4), Float64Array.from(VALUES));
  const single = packed(VALUES, "float32");
  assert.deepEqual(unpacked(single, 4), Float64Array.from(VALUES, Math.fround));
  assert.ok(single.length < letters.length, "no longer than it must be");
});

test("addresses that were copied when all were in single precision are read", () => {
  assert.deepEqual(unpacked("AACAPwAAAEA", 2), Float64Array.of(1, 2));
});

test("letters that are no such numbers are none", () => {
  const cases = ["", "AACAPw", "AACAPwAAAEAAAAAA", "AACAfwAAAEA", "ä", "AACAPwAAAE%"];
  for (const letters of cases) assert.equal(unpacked(letters, 2), null, letters);
  assert.equal(unpacked(packed([1, Number.NaN], "float64"), 2), null);
});

test("an address asks for an item of a file, or for nothing", () => {
  assert.equal(asked("?lang=de"), null);
  const state = asked("?file=0123456789ab&item=7&image=AACAPw");
  assert.deepEqual([state.item, state.image, state.out], [7, "AACAPw", null]);
  assert.equal(asked("?file=0123456789ab&item=last").item, null);
  assert.ok(isOfFile(state, { sha256: `0123456789ab${"0".repeat(52)}` }));
  assert.ok(!isOfFile(state, { sha256: "f".repeat(64) }));
  assert.ok(isOfFile(asked("?item=1"), { sha256: "f".repeat(64) }), "of whichever there is");
});
