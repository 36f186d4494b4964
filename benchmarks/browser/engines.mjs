// Jets per second of faircat's engines and of ONNX Runtime Web, in one page of one Chromium, one
// thread each, in turn:  node engines.mjs SITE_DIR [SLUG]

import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { firstJets } from "./models.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
process.env.FAIRCAT_NODE_MODULES ??= path.join(here, "node_modules");
const { basePath, launch, serve } = await import("../../tests/conformance/browser.mjs");

const BATCHES = [1, 16];
const ROUNDS = 5;
const [site, slug = firstJets(process.argv[2])] = process.argv.slice(2);

// The site, with the peer's files beside it.
const work = mkdtempSync(path.join(tmpdir(), "faircat-engines-"));
for (const entry of readdirSync(site))
  symlinkSync(path.resolve(site, entry), path.join(work, entry));
mkdirSync(path.join(work, "peer"));
cpSync(
  path.join(process.env.FAIRCAT_NODE_MODULES, "onnxruntime-web", "dist"),
  path.join(work, "peer"),
  { recursive: true },
);

const server = await serve(work);
const browser = await launch();
const page = await browser.newPage();
page.setDefaultTimeout(600_000);
await page.goto(`${server.address}404.html`);
const base = basePath(site);
const rows = await page.evaluate(measure, { base, slug, BATCHES, ROUNDS });
await browser.close();
server.close();
rmSync(work, { recursive: true });

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const rate = (name, batch) =>
  median(rows.filter((row) => row.name === name && row.batch === batch).map((row) => row.rate));
for (const batch of BATCHES) {
  const peers = ["ONNX Runtime Web, published", "ONNX Runtime Web, factorised"].map((name) =>
    rate(name, batch),
  );
  for (const name of [...new Set(rows.map((row) => row.name))]) {
    const own = rate(name, batch);
    console.log(
      `batch ${String(batch).padStart(3)}  ${name.padEnd(30)} ${own.toFixed(0).padStart(7)} ` +
        `jets/s   ${peers.map((peer) => (own / peer).toFixed(2)).join("  ")}`,
    );
  }
}
console.log(
  "the last two columns: ratios to ONNX Runtime Web on the published and on the factorised form",
);

/** Runs in the page. */
async function measure({ base, slug, BATCHES, ROUNDS }) {
  const ort = await import(`${base}peer/ort.wasm.min.mjs`);
  ort.env.wasm.wasmPaths = `${base}peer/`;
  ort.env.wasm.numThreads = 1;
  const facts = await (await fetch(`${base}models/${slug}/try.json`)).json();
  const bytes = async (file) => new Uint8Array(await (await fetch(base + file.path)).arrayBuffer());
  const forms = {
    factorised: await bytes(facts.model),
    published: await bytes(facts.published_form),
  };
  const inputs = (size) =>
    Object.fromEntries(
      Object.entries(facts.examples[0].inputs).map(([name, input]) => {
        const values = new Float32Array(size * input.values.length);
        for (let item = 0; item < size; item += 1) {
          values.set(
            facts.examples[item % facts.examples.length].inputs[name].values,
            item * input.values.length,
          );
        }
        return [name, { shape: [size, ...input.shape.slice(1)], values }];
      }),
    );
  const runners = [];
  for (const name of ["native", "tract"]) {
    const wasm = await import(`${base}static/wasm/${name}.js`);
    await wasm.default({ module_or_path: fetch(`${base}static/wasm/${name}_bg.wasm`) });
    for (const form of name === "native" ? ["factorised"] : ["factorised", "published"]) {
      const model = new wasm.Model(name, forms[form], JSON.stringify(facts.signature));
      runners.push({
        name: name === "native" ? "native" : `tract, ${form}`,
        prepare(size) {
          const batch = new wasm.Batch();
          const given = inputs(size);
          for (const input of model.inputs())
            batch.push(input, "float32", Uint32Array.from(given[input].shape), given[input].values);
          return async () => {
            const outputs = model.run(batch);
            outputs.values(0);
            outputs.free();
          };
        },
      });
    }
  }
  for (const form of ["published", "factorised"]) {
    const session = await ort.InferenceSession.create(forms[form], {
      executionProviders: ["wasm"],
    });
    runners.push({
      name: `ONNX Runtime Web, ${form}`,
      prepare(size) {
        const feeds = {};
        for (const [name, input] of Object.entries(inputs(size)))
          feeds[name] = new ort.Tensor("float32", input.values, input.shape);
        return () => session.run(feeds);
      },
    });
  }
  const rows = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const batch of BATCHES) {
      for (const { name, prepare } of runners) {
        const run = prepare(batch);
        await run();
        let runs = 0;
        const began = performance.now();
        while (performance.now() - began < 1000) {
          await run();
          runs += 1;
        }
        rows.push({ name, batch, rate: (runs * batch * 1000) / (performance.now() - began) });
      }
    }
  }
  return rows;
}
