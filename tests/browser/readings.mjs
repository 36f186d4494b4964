// What a model's page says of an answer: of two classes, of several, and of values.

import assert from "node:assert/strict";
import { test } from "node:test";

import { pageCode } from "./support/page-code.mjs";

const { decided, reader } = await pageCode("run/answer-reading.js");
const { use } = await pageCode("run/numbers.js");
const { normalized, rangeOf, shifted } = await pageCode("run/peak-image.js");

use({
  figure: String,
  percent: (share) => `${(100 * share).toFixed(0)} %`,
  probabilities: (values) => values,
});

const run = (values) => ({
  outputs: { y: { shape: [1, values.length], values: Float64Array.from(values) } },
});

test("of two classes the threshold decides", () => {
  const facts = { output: "y", classes: ["QCD", "Hbb"], positive: 1, threshold: 0.7 };
  const read = reader(facts);
  assert.equal(read(run([0.35, 0.65])).word, "QCD");
  const { word, beside, before, answered, isPositive, mark } = read(run([0.25, 0.75]));
  assert.deepEqual([word, beside, before], ["Hbb", "p(Hbb) = 75 %", "75 %"]);
  assert.deepEqual([answered, isPositive, mark], [1, true, 0.75]);
});

test("of three classes the most probable is the answer", () => {
  const facts = { output: "y", classes: ["QCD", "Hbb", "top"], positive: null, threshold: null };
  const read = reader(facts);
  const { word, beside, before, answered, main, shares, mark } = read(run([0.25, 0.3, 0.45]));
  assert.deepEqual([word, answered, main], ["top", 2, 0.45]);
  assert.deepEqual([beside, before], ["p(top) = 45 %", "top, 45 %"]);
  assert.deepEqual([...shares], [0.25, 0.3, 0.45]);
  assert.equal(mark, undefined);
  assert.equal(read(run([0.5, 0.3, 0.2])).word, "QCD");
  assert.equal(decided(facts, [0.1, 0.8, 0.1]), 1);
});

test("values have the unit of their conversion", () => {
  const outputs = [{ name: "y", conversion: { factor: 10, unit: "mm" } }];
  const read = reader({ output: "y", classes: [], positive: null, signature: { outputs } });
  assert.equal(read(run([1.5, -2])).word, "15, −20 mm");
  assert.equal(read(run([1, 2, 3, 4, 5])).word, "10, 20, 30, 40, … mm");
  assert.equal(read(run([1])).answered, null);
});

test("what an image is scaled to is not decided by its display", () => {
  assert.deepEqual(normalized([3, 5, 7]), [0, 0.5, 1]);
  assert.deepEqual(rangeOf([3, 5, 120]), { low: 3, high: 120 });
  assert.deepEqual(rangeOf([4, 4]), { low: 0, high: 1 });
  assert.deepEqual(shifted([9, 9, 9, 9], 2, [1, 0], 3), [3, 9, 3, 9]);
});
