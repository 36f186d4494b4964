// The worker in which models run. One WebAssembly module for each engine, loaded when it is asked
// for; `native` also reads files and draws, for it is small.

import { typedArray } from "./arrays.js";
import { batchOf, joined, namedTensors, withRows } from "./batches.js";
import { controlSet, fetched, firstEngine, loadFor, model, module } from "./loading.js";

/** Items of one step of long work: between steps the worker hears of cancelling. */
const STEP = 64;
/** Examples of a template. */
const TEMPLATE_ROWS = 2;
/** Seconds that one measurement lasts at least, and how often it is repeated. */
const LEAST_SECONDS = 0.1;
const REPEATS = 10;

const cancelled = new Set();
let facts;
let explainer;

const answers = {
  about(_, given, address) {
    facts = given;
    loadFor(given, address);
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
      return { ...run(loaded, batch), outside: loaded.outside(batch) };
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
        labels: batch.labels(),
        targets: batch.targets(),
      };
    } finally {
      batch.free();
    }
  },
  async template(_, ending) {
    const { wasm, model: loaded } = await model(firstEngine());
    const rows = Math.min(facts.examples.length, TEMPLATE_ROWS);
    const batch = rows > 0 ? batchOf(wasm, loaded, repeated(rows)) : loaded.zeros();
    try {
      return loaded.template(ending, batch);
    } finally {
      batch.free();
    }
  },
  async item(_, row) {
    const { model: loaded } = await model(firstEngine());
    const control = loaded.control_set(await controlSet());
    const batch = control.inputs(row, row + 1);
    try {
      return { inputs: namedTensors(loaded.inputs(), batch), label: control.label(row) ?? null };
    } finally {
      batch.free();
      control.free();
    }
  },
  async measure(_, name, outputs, { labels, targets }) {
    const { wasm, model: loaded } = await model(name);
    const batch = new wasm.Batch();
    try {
      for (const output of loaded.outputs()) {
        const { dtype } = facts.signature.outputs.find((it) => it.name === output);
        const { shape, values } = outputs[output];
        batch.push(output, dtype, new Uint32Array(shape), values);
      }
      return JSON.parse(loaded.measures(batch, labels, targets, JSON.stringify(facts.claims)));
    } finally {
      batch.free();
    }
  },
  async results(_, ending, outputs, decisions) {
    const { wasm } = await module(firstEngine());
    const given = facts.signature.outputs.filter(({ name }) => outputs[name]);
    const signature = JSON.stringify({ ...facts.signature, outputs: given });
    const batch = new wasm.Batch();
    try {
      for (const { name } of given)
        batch.add(new Uint32Array(outputs[name].shape), outputs[name].values);
      const sha256 = facts.model.sha256 ?? undefined;
      return wasm.results(ending, signature, batch, decisions, facts.slug, sha256);
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
        // A mean over the rows would be another in every step.
        if (start === 0 && end < control.items()) loaded.apart(inputs, outputs);
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

function run(loaded, batch) {
  const began = performance.now();
  const outputs = loaded.run(batch);
  const milliseconds = performance.now() - began;
  const named = namedTensors(loaded.outputs(), outputs);
  outputs.free();
  return { outputs: named, milliseconds };
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
