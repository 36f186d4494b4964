// The worker in which models run. One WebAssembly module for each engine, loaded when it is asked
// for; `native` also reads files and draws, for it is small.

import { typedArray } from "./arrays.js";

/** Items of one step of long work: between steps the worker hears of cancelling. */
const STEP = 64;
/** Seconds that one measurement lasts at least, and how often it is repeated. */
const LEAST_SECONDS = 0.1;
const REPEATS = 10;

const cancelled = new Set();
const modules = new Map();
const models = new Map();
const files = new Map();
let facts;
let base;
let explainer;

const answers = {
  about(_, given, address) {
    facts = given;
    base = address;
  },
  async open(_, name) {
    const began = performance.now();
    const known = await model(name);
    return { ...known.about, milliseconds: performance.now() - began };
  },
  async run(_, name, inputs) {
    const { wasm, model: loaded } = await model(name);
    const batch = batchOf(wasm, loaded, inputs);
    try {
      return run(loaded, batch);
    } finally {
      batch.free();
    }
  },
  async score(question, name, inputs) {
    const { wasm, model: loaded } = await model(name);
    const batch = batchOf(wasm, loaded, inputs);
    const parts = [];
    const began = performance.now();
    try {
      await inSteps(question, batch.items(), (start, end) => {
        const part = batch.slice(start, end);
        const { outputs } = run(loaded, part);
        part.free();
        parts.push(withRows(outputs, end - start));
      });
    } finally {
      batch.free();
    }
    return { outputs: joined(parts), milliseconds: performance.now() - began };
  },
  async read(_, bytes, fileName) {
    const { model: loaded } = await model(firstEngine());
    const batch = loaded.read(fileName, new Uint8Array(bytes));
    try {
      return {
        items: batch.items(),
        inputs: namedTensors(loaded.inputs(), batch),
        notes: batch.notes(),
      };
    } finally {
      batch.free();
    }
  },
  async relevance(_, inputs, classIndex) {
    const { wasm } = await module(facts.explained_by);
    explainer ??= new wasm.Explainer(await fetched(facts.model.path));
    const found = explainer.explain(
      Float32Array.from(inputs.tracks.values),
      Float32Array.from(inputs.vertices.values),
      classIndex,
    );
    try {
      return {
        logit: found.logit(),
        bias: found.bias(),
        total: found.total(),
        tracks: found.tracks(),
        vertices: found.vertices(),
        features: { tracks: found.trackFeatures(), vertices: found.vertexFeatures() },
      };
    } finally {
      found.free();
    }
  },
  async draw(_, view, { title, inputs, answer, truth, relevance }) {
    const { model: loaded } = await model(firstEngine());
    const ofInputs = (given) =>
      loaded.inputs().map((name) => Float32Array.from(given?.[name] ?? [], Number));
    const numbers = (given) => Float64Array.from(given ?? []);
    return loaded.draw(
      facts.display,
      view,
      title,
      ofInputs(inputs),
      numbers(answer),
      numbers(truth),
      ofInputs(relevance),
    );
  },
  async check(question, name) {
    const { model: loaded, about } = await model(name);
    const control = loaded.control_set(await controlSet());
    const began = performance.now();
    try {
      await inSteps(question, control.items(), (start, end) => {
        const inputs = control.inputs(start, end);
        const outputs = loaded.run(inputs);
        inputs.free();
        // The control set keeps the outputs, so they are not ours to free.
        control.add(outputs);
      });
      const milliseconds = performance.now() - began;
      const tolerance = facts.control_set.tolerance ?? undefined;
      const verification = JSON.parse(control.judge(JSON.stringify(facts.claims), tolerance));
      return {
        engine: name,
        version: about.version,
        items: control.items(),
        verification,
        milliseconds,
      };
    } finally {
      control.free();
    }
  },
  async bench(question, name, batches) {
    const { wasm, model: loaded } = await model(name);
    const rows = [];
    for (const [index, size] of batches.entries()) {
      const batch = batchOf(wasm, loaded, repeated(size));
      loaded.run(batch).free();
      const rates = [];
      for (let repeat = 0; repeat < REPEATS; repeat += 1) {
        rates.push(rate(loaded, batch, size));
        await heard(question);
        question.progress(index * REPEATS + repeat + 1, batches.length * REPEATS);
      }
      batch.free();
      rows.push({ engine: name, batch: size, rates });
    }
    return rows;
  },
};

addEventListener("message", async ({ data: { id, name, values, cancel } }) => {
  if (cancel) {
    cancelled.add(id);
    return;
  }
  const question = { id, progress: (...progress) => postMessage({ id, progress }) };
  try {
    postMessage({ id, result: await answers[name](question, ...values) });
  } catch (error) {
    postMessage({ id, error: explained(error), cancelled: cancelled.has(id) });
  } finally {
    cancelled.delete(id);
  }
});

/** The engine that reads files: the first of the model's, which is the smallest. */
function firstEngine() {
  return facts.engines[0];
}

/** The model in the engine `name`, once. */
function model(name) {
  if (!models.has(name)) {
    const opening = opened(name);
    opening.catch(() => models.delete(name));
    models.set(name, opening);
  }
  return models.get(name);
}

async function opened(name) {
  const [{ wasm, bytes }, file] = await Promise.all([module(name), fetched(facts.model.path)]);
  verify(wasm, file, facts.model);
  const loaded = new wasm.Model(name, file, JSON.stringify(facts.signature));
  const about = {
    engine: name,
    version: loaded.version(),
    instructions: wasm.instructions(),
    bytes: bytes + arrived(new URL(facts.model.path, base)),
  };
  return { wasm, model: loaded, about };
}

/** The WebAssembly module of an engine, once. */
function module(name) {
  if (!modules.has(name)) {
    const loading = loadModule(name);
    loading.catch(() => modules.delete(name));
    modules.set(name, loading);
  }
  return modules.get(name);
}

async function loadModule(name) {
  const address = new URL(`../wasm/${name}_bg.wasm`, import.meta.url);
  const [wasm, response] = await Promise.all([import(`../wasm/${name}.js`), fetch(address)]).catch(
    () => {
      throw new Error(
        `The engine ${name} is not part of this site: it was built without its WebAssembly files.`,
      );
    },
  );
  if (!response.ok)
    throw new Error(`The engine ${name} did not arrive: ${response.status} for ${address}`);
  await wasm.default({ module_or_path: response });
  return { wasm, bytes: arrived(address) };
}

/** Bytes of a file as it came, packed or not; 0 where the browser does not tell. */
function arrived(address) {
  return performance.getEntriesByName(address.href).at(-1)?.encodedBodySize ?? 0;
}

/** The bytes of a file of the site, once. */
function fetched(path) {
  if (!files.has(path)) {
    const fetching = fetch(new URL(path, base)).then(async (response) => {
      if (!response.ok)
        throw new Error(`${path} did not arrive: the host answered ${response.status}.`);
      return new Uint8Array(await response.arrayBuffer());
    });
    fetching.catch(() => files.delete(path));
    files.set(path, fetching);
  }
  return files.get(path);
}

/** Refuses bytes that are not those which the record names. */
function verify(wasm, bytes, expected) {
  if (!expected.sha256) return;
  const found = wasm.sha256(bytes);
  if (found !== expected.sha256.toLowerCase()) {
    files.delete(expected.path);
    throw new Error(
      `${expected.path} is not the file that the record describes, so it is not used. ` +
        `SHA-256 in the record: ${expected.sha256}. Of the file that arrived: ${found}.`,
    );
  }
}

async function controlSet() {
  if (!facts.control_set) throw new Error("The record of this model names no control set.");
  const [{ wasm }, bytes] = await Promise.all([
    module(firstEngine()),
    fetched(facts.control_set.path),
  ]);
  verify(wasm, bytes, facts.control_set);
  return bytes;
}

function batchOf(wasm, loaded, inputs) {
  const batch = new wasm.Batch();
  const dtypes = loaded.dtypes();
  for (const [index, name] of loaded.inputs().entries()) {
    if (!inputs[name]) throw new Error(`The input ${name} is missing.`);
    const { shape, values } = inputs[name];
    // Typed arrays keep their type; plain numbers become what the model takes where nothing is
    // lost.
    batch.push(
      name,
      dtypes[index],
      new Uint32Array(shape),
      ArrayBuffer.isView(values) ? values : Float64Array.from(values),
    );
  }
  return batch;
}

function run(loaded, batch) {
  const began = performance.now();
  const outputs = loaded.run(batch);
  const milliseconds = performance.now() - began;
  const named = namedTensors(loaded.outputs(), outputs);
  outputs.free();
  return { outputs: named, milliseconds };
}

function namedTensors(names, batch) {
  return Object.fromEntries(
    names.map((name, index) => [
      name,
      { shape: [...batch.shape(index)], values: batch.values(index) },
    ]),
  );
}

/** Fails where an output has no row for each of the `count` rows that were run. */
function withRows(outputs, count) {
  for (const [name, { shape }] of Object.entries(outputs)) {
    if (shape[0] !== count)
      throw new Error(
        `The output ${name} has the shape [${shape.join(", ")}] for ${count} rows, not one ` +
          `for each. \`faircat run\` writes it as it is.`,
      );
  }
  return outputs;
}

/** One after the other, along the first axis. */
function joined(parts) {
  const names = Object.keys(parts[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [
      name,
      joinedOutput(
        name,
        parts.map((part) => part[name]),
      ),
    ]),
  );
}

function joinedOutput(name, tensors) {
  const row = tensors[0].shape.slice(1);
  if (tensors.some(({ shape }) => shape.slice(1).join() !== row.join())) {
    throw new Error(
      `The rows of the output ${name} are not equally long. \`faircat run\` writes them to JSON.`,
    );
  }
  const values = new tensors[0].values.constructor(
    tensors.reduce((sum, it) => sum + it.values.length, 0),
  );
  let at = 0;
  for (const it of tensors) {
    values.set(it.values, at);
    at += it.values.length;
  }
  return { shape: [tensors.reduce((sum, it) => sum + it.shape[0], 0), ...row], values };
}

async function inSteps(question, items, step) {
  for (let start = 0; start < items; start += STEP) {
    step(start, Math.min(items, start + STEP));
    question.progress(Math.min(items, start + STEP), items);
    await heard(question);
  }
}

/** Lets messages in, and stops where one of them cancelled the question. */
async function heard(question) {
  await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
  if (cancelled.has(question.id)) throw new Error("Cancelled.");
}

/** `size` items, from the examples in turn. */
function repeated(size) {
  const { examples } = facts;
  if (examples.length === 0) throw new Error("There are no examples to measure with.");
  const entries = facts.signature.inputs.map(({ name, dtype }) => {
    const rows = Array.from(
      { length: size },
      (_, item) => examples[item % examples.length].inputs[name].values,
    );
    return [
      name,
      {
        shape: [size, ...examples[0].inputs[name].shape.slice(1)],
        values: typedArray(dtype, rows.flat()),
      },
    ];
  });
  return Object.fromEntries(entries);
}

/** Items per second, from as many runs as the clock needs. */
function rate(loaded, batch, size) {
  let runs = 0;
  const began = performance.now();
  let seconds = 0;
  while (seconds < LEAST_SECONDS) {
    loaded.run(batch).free();
    runs += 1;
    seconds = (performance.now() - began) / 1000;
  }
  return (runs * size) / seconds;
}

function explained(error) {
  if (typeof error === "string") return error;
  if (error instanceof WebAssembly.RuntimeError)
    return `The engine gave up on this input (${error.message}).`;
  return error?.message ?? String(error);
}
