// The assessor from the page's side: a worker that is loaded when something is given.

import { say } from "../words/assess.js";

/** Seconds after which an assessment is given up. */
const TIME = 30;

export class Assessor {
  #engine;
  #settings;
  #worker = null;
  /** The document that the worker has. */
  #sent = null;
  #end = null;
  #count = 0;

  /** @param {{worker: string, script: string, module: string}} engine @param {string} settings */
  constructor(engine, settings) {
    this.#engine = engine;
    this.#settings = settings;
  }

  /**
   * Assesses `document`, of which `given` is a file or a text: the work that is `wanted`, or the
   * first. What comes is as the module tells it.
   * @param {{given: File | string, name: string}} document
   * @param {{wanted?: string, signal: AbortSignal}} options
   */
  assess(document, { wanted, signal }) {
    signal.throwIfAborted();
    const worker = this.#start();
    this.#count += 1;
    const id = this.#count;
    const { worker: _, ...engine } = this.#engine;
    const answer = new Promise((resolve, reject) => {
      this.#end = reject;
      worker.addEventListener("message", ({ data }) => {
        if (data.id !== id) return;
        if (data.error === undefined) resolve(data.result);
        else reject(data.isBroken ? this.#broken() : new Error(data.error));
      });
    });
    const settings = this.#settings;
    const isNew = document !== this.#sent;
    this.#sent = document;
    worker.postMessage({
      id,
      input: { engine, document: isNew ? document : null, wanted, today: today(), settings },
    });
    const timer = setTimeout(() => this.stop(tooLong()), TIME * 1000);
    const cancel = () => this.stop(signal.reason);
    signal.addEventListener("abort", cancel, { once: true });
    return answer.finally(() => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
    });
  }

  /** Ends the worker; what it was asked fails with `reason`. */
  stop(reason) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#sent = null;
    this.#end?.(reason);
    this.#end = null;
  }

  #start() {
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.#engine.worker, { type: "module" });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      const why = event.message || say("ask-worker-failed");
      this.stop(new Error(say("assessor-not-started", { reason: why })));
    });
    this.#worker = worker;
    return worker;
  }

  #broken() {
    this.stop(null);
    return new Error(say("assessor-broken"));
  }
}

/** The visitor's own day, as 2026-11-26. */
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function tooLong() {
  return new Error(say("assessor-too-long", { seconds: TIME }));
}
