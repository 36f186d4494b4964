// The engine and the last answer, away from the page's own thread. To cancel, the page ends it.

import { file, hold, part } from "./held.js";
import { load } from "./statements.js";

/** Milliseconds between two reports of progress. */
const PAUSE = 100;

let engine;
let stopped;
let held;

const tasks = {
  /** Loads engine and statements. Returns what there is: `{ statements, cached, terms }`. */
  async open({ engine: { script, module }, dumps, prefixes, base }, report) {
    const { default: start, Engine, stopped: reason } = await import(script);
    await start({ module_or_path: module });
    stopped = reason;
    const opened = new Engine(prefixes.flat(), base);
    let loaded = 0;
    let last = 0;
    const take = (bytes) => {
      const statements = opened.push(bytes);
      loaded += bytes.length;
      if (performance.now() - last < PAUSE) return;
      last = performance.now();
      report({ loaded, statements });
    };
    let statements = 0;
    let cached = true;
    for (const [place, dump] of dumps.entries()) {
      const isLast = place === dumps.length - 1;
      const end = () => {
        if (isLast) statements = opened.finish();
        else opened.another();
      };
      cached = (await load(dump, take, end)) && cached;
    }
    engine = opened;
    return { statements, cached, terms: terms(opened.terms()) };
  },

  /** Answers a query. Returns what the page shows first; the answer itself stays here. */
  ask({ text }) {
    const began = performance.now();
    const { type, content } = engine.ask(text);
    const milliseconds = performance.now() - began;
    held = hold(type, new TextDecoder().decode(content));
    return { ...held.summary, milliseconds };
  },

  part: ({ sort, from, count }) => part(held, sort, from, count),
  file: ({ format }) => file(held, format),
  check: ({ text }) => problem(engine.check(text)) ?? null,
};

function terms(flat) {
  const list = [];
  for (let place = 0; place < flat.length; place += 3) {
    list.push({ iri: flat[place], isClass: flat[place + 1], count: flat[place + 2] });
  }
  return list;
}

/** The properties of an engine's error; a message of its own would lose them. */
function problem(error) {
  if (!error) return null;
  // A query that needs too much memory ends in a trap, and the engine knows why.
  const reason = error instanceof WebAssembly.RuntimeError ? stopped?.() : undefined;
  if (reason) return { message: reason.message, hint: reason.hint, fatal: true, stopped: true };
  const { message, hint, line, column } = error;
  return { message, hint, line, column, fatal: !(hint || line) && isBroken(error) };
}

/** After these the memory of the module is not to be trusted. */
function isBroken(error) {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

self.addEventListener("message", async ({ data: { id, task, input } }) => {
  try {
    const result = await tasks[task](input, (progress) => self.postMessage({ id, progress }));
    self.postMessage({ id, result });
  } catch (error) {
    self.postMessage({ id, error: problem(error) });
  }
});
