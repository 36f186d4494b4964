// Numbers on their way from try.json and from visitors to an engine: in a type that holds them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { pageCode } from "./support/page-code.mjs";

const { typed, typedArray, written } = await pageCode("run/arrays.js");
const { joined, withRows } = await pageCode("run/batches.js");

const signature = {
  inputs: [
    {
      name: "count",
      dtype: "int64",
      shape: ["batch", "2"],
      features: [{ name: "a" }, { name: "b" }],
    },
    { name: "level", dtype: "float64", shape: ["batch", "1"], features: [{ name: "c, d" }] },
  ],
};
const inputs = {
  count: { shape: [1, 2], values: ["9007199254740993", 16777217] },
  level: { shape: [1, 1], values: [0.1 + 0.2] },
};

test("an example keeps every digit", () => {
  const { count, level } = typed(signature, inputs);
  assert.deepEqual(count.values, BigInt64Array.of(9007199254740993n, 16777217n));
  assert.deepEqual(level.values, Float64Array.of(0.1 + 0.2));
  assert.deepEqual(
    typedArray("float32", [16777217]),
    Float64Array.of(16777217),
    "the engine's code rounds, or refuses",
  );
});

test("what a visitor writes is taken whole or refused", () => {
  const read = (text, dtype) => [...written([text], dtype, () => "It")][0];
  assert.equal(read("-9223372036854775808", "int64"), -9223372036854775808n);
  assert.equal(read("+18446744073709551615", "uint64"), 18446744073709551615n);
  assert.equal(read("7.0", "int64"), 7n);
  assert.equal(read("0.1", "float64"), 0.1);
  assert.equal(read("300", "int8"), 300, "the engine's code refuses it");
  const refused = [
    ["9223372036854775808", "int64", /range of int64/],
    ["-1", "uint64", /range of uint64/],
    ["1.5", "int64", /no integer/],
    ["1e300", "int64", /no integer/],
    ["", "int64", /no number/],
    ["x", "float64", /no number/],
    ["1e39", "float32", /single precision/],
  ];
  for (const [text, dtype, words] of refused)
    assert.throws(() => read(text, dtype), words, `${text} as ${dtype}`);
});

test("outputs of parts are joined in their type, and only where they fit", () => {
  const part = (shape, values) => ({ score: { shape, values } });
  const first = part([2, 2], Float32Array.of(1, 2, 3, 4));
  const { score } = joined([first, part([1, 2], Float32Array.of(5, 6))]);
  assert.deepEqual(score, { shape: [3, 2], values: Float32Array.of(1, 2, 3, 4, 5, 6) });
  assert.throws(() => joined([first, part([1, 3], Float32Array.of(1, 2, 3))]), /equally long/);
  const wide = part([1], BigInt64Array.of(2n ** 62n));
  assert.deepEqual(joined([wide, wide]).score.values, BigInt64Array.of(2n ** 62n, 2n ** 62n));
  assert.equal(withRows(first, 2), first);
  assert.throws(() => withRows(first, 3), /has the shape \[2, 2\] for 3 rows/);
});
