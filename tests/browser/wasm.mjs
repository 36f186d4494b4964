// The WebAssembly modules under Node, without a page: every model of a built site that can be
// tried is run on its whole control set by every engine.

import assert from "node:assert/strict";
import { test } from "node:test";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";

const site = process.env.FAIRCAT_SITE;
const STEP = 64;

async function load(engine) {
  const folder = path.join(site, "static", "wasm");
  const wasm = await import(path.join(folder, `${engine}.js`));
  await wasm.default({ module_or_path: readFileSync(path.join(folder, `${engine}_bg.wasm`)) });
  return wasm;
}

function models() {
  const slugs = readdirSync(path.join(site, "models")).sort();
  const files = slugs.map((slug) => path.join(site, "models", slug, "try.json")).filter(existsSync);
  return files.map((file) => JSON.parse(readFileSync(file, "utf8")));
}

function bytes(file) {
  return new Uint8Array(readFileSync(path.join(site, file.path)));
}

/** The control set's verification, as the worker makes it. */
function verification(model, facts) {
  const control = model.control_set(bytes(facts.control_set));
  for (let start = 0; start < control.items(); start += STEP) {
    control.add(model.run(control.inputs(start, start + STEP)));
  }
  return JSON.parse(control.judge(JSON.stringify(facts.claims), facts.control_set.tolerance));
}

for (const facts of models()) {
  for (const engine of facts.engines) {
    test(`${facts.slug}: ${engine} gives what the record claims`, async () => {
      const wasm = await load(engine);
      const file = bytes(facts.model);
      assert.equal(wasm.sha256(file), facts.model.sha256);
      const model = new wasm.Model(engine, file, JSON.stringify(facts.signature));
      if (!facts.control_set) return;
      const found = verification(model, facts);
      assert.equal(found.items, facts.control_set.items);
      for (const output of found.outputs)
        assert.notEqual(output.holds, false, JSON.stringify(output));
      for (const claim of found.claims) assert.equal(claim.holds, true, JSON.stringify(claim));
    });
  }
  if (facts.control_set) {
    test(`${facts.slug}: a template is read back, and results are written`, async () => {
      const [engine] = facts.engines;
      const wasm = await load(engine);
      const model = new wasm.Model(engine, bytes(facts.model), JSON.stringify(facts.signature));
      const inputs = model.control_set(bytes(facts.control_set)).inputs(0, 2);
      for (const ending of ["json", "npz"]) {
        const read = model.read(`template.${ending}`, model.template(ending, inputs));
        assert.equal(read.items(), 2, ending);
        if (ending === "json") continue; // It leaves out what fills up lists.
        for (let index = 0; index < inputs.count(); index += 1)
          assert.deepEqual(read.values(index), inputs.values(index), inputs.shape(index).join());
      }
      assert.equal(model.zeros().items(), 1);
      const signature = JSON.stringify(facts.signature);
      const rows = wasm.results("json", signature, model.run(inputs), [], facts.slug, undefined);
      assert.equal(JSON.parse(new TextDecoder().decode(rows)).rows.length, 2);
      assert.throws(() => model.template("h5", inputs), words);
    });
  }
  test(`${facts.slug}: what cannot be right is refused with words`, async () => {
    const [engine] = facts.engines;
    const wasm = await load(engine);
    const file = bytes(facts.model);
    const signature = JSON.stringify(facts.signature);
    const model = new wasm.Model(engine, file, signature);
    for (const broken of [
      file.slice(0, file.length / 2),
      new Uint8Array([1, 2, 3]),
      new Uint8Array(),
    ]) {
      assert.throws(() => new wasm.Model(engine, broken, signature), words);
    }
    assert.throws(() => new wasm.Model("another", file, signature), words);
    assert.throws(() => model.read("data.npz", new Uint8Array([1, 2, 3])), words);
    assert.throws(() => model.read("data.json", new TextEncoder().encode("{}")), words);
    assert.throws(() => model.read("data.txt", new Uint8Array()), words);
    assert.throws(() => model.run(new wasm.Batch()), words);
    if (facts.control_set) assert.throws(() => model.control_set(new Uint8Array([80, 75])), words);
  });
}

/** Errors cross as texts; a trap would be an Error of the machine. */
function words(error) {
  return typeof error === "string" && error.length > 10;
}
