// Answers in the visitor's browser: the engine in a worker over the published statements.

import { say } from "../words/sparql.js";

/** Something the engine, or the endpoint, says is wrong; with a place where one is known. */
export class Problem extends Error {
  constructor({ message, hint, line, column }) {
    super(message);
    Object.assign(this, { hint, line, column });
  }
}

/** Seconds after which a query is given up. */
const TIME = 60;

export class Browser {
  /** Terms of the statements, once they are loaded. */
  terms = [];
  /** What is known of the statements once they are loaded. */
  opened = null;

  #facts;
  #dumps;
  #worker = null;
  #opening = null;
  #waiting = new Map();
  #count = 0;
  #told = new Set();

  /** @param {import("./facts.js").Facts} facts */
  constructor(facts) {
    this.#facts = facts;
    this.#dumps = [facts.dump];
  }

  /** Takes the statements of `dumps` from now on; others that are loaded are given up. */
  use(dumps) {
    const address = ({ address, digest }) => `${address} ${digest}`;
    if (dumps.map(address).join() === this.#dumps.map(address).join()) return;
    this.#dumps = dumps;
    if (this.#worker) this.#end(new DOMException("other statements", "AbortError"));
  }

  /**
   * Loads engine and statements, once; `progress` hears how far that is.
   * @param {(progress: {loaded: number, statements: number}) => void} [progress]
   */
  async open(progress) {
    if (progress) this.#told.add(progress);
    this.#opening ??= this.#open();
    try {
      return await this.#opening;
    } finally {
      this.#told.delete(progress);
    }
  }

  async #open() {
    const { engine, prefixes, base } = this.#facts;
    const dumps = this.#dumps;
    const worker = new Worker(engine.worker, { type: "module" });
    this.#worker = worker;
    worker.addEventListener("message", ({ data }) => this.#hear(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#end(
        new Problem({
          message: say("ask-engine-not-started", {
            reason: event.message ?? say("ask-worker-failed"),
          }),
        }),
      );
    });
    const began = performance.now();
    try {
      const opened = await this.#send("open", { engine, dumps, prefixes, base });
      this.terms = opened.terms;
      this.opened = { ...opened, milliseconds: performance.now() - began };
      return this.opened;
    } catch (error) {
      // Another try begins anew.
      if (this.#worker === worker) this.#end(error);
      throw error;
    }
  }

  /**
   * Answers `text`. Aborting ends the worker; the next question starts another.
   * @param {string} text
   * @param {{signal: AbortSignal, progress: (progress: object) => void, asking: () => void}}
   * options
   */
  async ask(text, { signal, progress, asking }) {
    const cancel = () => this.#end(signal.reason);
    signal.addEventListener("abort", cancel, { once: true });
    let timer;
    try {
      await this.open(progress);
      signal.throwIfAborted();
      asking();
      timer = setTimeout(() => this.#end(tooLong()), TIME * 1000);
      const summary = await this.#send("ask", { text });
      return {
        ...summary,
        part: (sort, from, count) => this.#send("part", { sort, from, count }),
        file: (format) => this.#send("file", { format }),
      };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
    }
  }

  /** What is wrong with `text`, or null; undefined while nothing is loaded that could tell. */
  async check(text) {
    if (!this.opened || !this.#worker) return undefined;
    return this.#send("check", { text }).catch(() => undefined);
  }

  #send(task, input) {
    if (!this.#worker) return Promise.reject(new Problem({ message: say("ask-engine-ended") }));
    this.#count += 1;
    const id = this.#count;
    this.#worker.postMessage({ id, task, input });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #hear({ id, result, error, progress }) {
    if (progress) {
      for (const tell of this.#told) tell(progress);
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (!error) waiting?.resolve(result);
    else if (error.stopped) this.#end(new Problem(error), waiting);
    else if (error.fatal)
      this.#end(
        new Problem({
          message: say("ask-engine-failed", { reason: error.message }),
          hint: say("ask-engine-failed-hint"),
        }),
        waiting,
      );
    else waiting?.reject(new Problem(error));
  }

  #end(reason, first) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#opening = null;
    this.opened = null;
    const waiting = [first, ...this.#waiting.values()];
    this.#waiting.clear();
    for (const one of waiting) one?.reject(reason);
  }
}

function tooLong() {
  const hint = say("ask-too-long-hint");
  return new Problem({ message: say("ask-too-long", { seconds: TIME }), hint });
}
