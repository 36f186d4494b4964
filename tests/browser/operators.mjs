// ONNX's own test cases under Node, for what tract computes otherwise in WebAssembly than in the
// program. The program is held to all of them; here are those that a page could ask.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

const cases = process.env.FAIRCAT_OPERATORS;
const modules = path.join(process.env.FAIRCAT_SITE, "static", "wasm");

/** Element types as NumPy and ONNX spell them, and how their values are read. */
const TYPES = {
  "<f4": ["float32", Float32Array],
  "<f8": ["float64", Float64Array],
  "<i4": ["int32", Int32Array],
  "<i8": ["int64", BigInt64Array],
  "|b1": ["bool", Uint8Array],
  "|u1": ["uint8", Uint8Array],
};

/** The array of a .npy file (NumPy Enhancement Proposal 1), null for other types. */
function array(file) {
  const bytes = readFileSync(file);
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString("latin1", 10, start);
  const [dtype, Values] = TYPES[/'descr': '(.*?)'/.exec(header)[1]] ?? [];
  if (!dtype || header.includes("'fortran_order': True")) return null;
  const shape = /\((.*?)\)/
    .exec(header)[1]
    .split(",")
    .filter((size) => size.trim())
    .map(Number);
  const values = new Values(
    bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length),
  );
  return { dtype, shape, values };
}

/** Integers of 64 bits are exact; they come as another type. */
const near = (a, b) => (typeof a === "bigint" ? a === b : isNear(a, b));
const isNear = (a, b) => Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-3 * Math.abs(b) + 1e-6;

test("operators give what ONNX's reference gives", async () => {
  const wasm = await import(path.join(modules, "tract.js"));
  await wasm.default({ module_or_path: readFileSync(path.join(modules, "tract_bg.wasm")) });
  let run = 0;
  for (const name of readdirSync(cases).sort()) {
    const folder = path.join(cases, name);
    const files = readdirSync(folder)
      .filter((file) => file.endsWith(".npy"))
      .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    const arrays = files.map((file) => array(path.join(folder, file)));
    if (arrays.includes(null)) continue;
    const inputs = arrays.filter((_, index) => files[index].startsWith("input"));
    const expected = arrays.slice(inputs.length);
    // A model's inputs have as many items each, and some; operators' may not.
    const items = new Set(inputs.map(({ shape }) => shape[0]));
    if (items.size !== 1 || !(items.values().next().value > 0)) continue;
    const batch = new wasm.Batch();
    for (const { dtype, shape, values } of inputs)
      batch.push("x", dtype, Uint32Array.from(shape), values);
    let outputs;
    try {
      const signature = JSON.stringify({ inputs: [], outputs: [] });
      const model = new wasm.Model(
        "tract",
        readFileSync(path.join(folder, "model.onnx")),
        signature,
      );
      outputs = model.run(batch);
    } catch (problem) {
      // Refused with words; which ones is held by the program's test.
      assert.equal(typeof problem, "string", `${name}: ${problem}`);
      continue;
    }
    assert.equal(outputs.count(), expected.length, name);
    expected.forEach(({ shape, values }, index) => {
      assert.deepEqual([...outputs.shape(index)], shape, name);
      const found = outputs.values(index);
      assert.ok(
        values.every((value, place) => near(found[place], value)),
        `${name}: ${found} is not ${values}`,
      );
    });
    run += 1;
  }
  assert.ok(run > 400, `${run} cases were run`);
});
