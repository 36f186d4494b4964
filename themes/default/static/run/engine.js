// Models in the page, from the page's side: everything runs in a worker, and every answer is a
// promise.

/**
 * Starts a worker for the model that `facts` (its try.json) describes. `base` is the site's
 * address. Nothing but the worker's own code is loaded before the first question.
 */
export function connect(facts, base) {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  const waiting = new Map();
  let last = 0;

  worker.addEventListener("message", ({ data }) => {
    const question = waiting.get(data.id);
    if (!question) return;
    if (data.progress) {
      question.onProgress?.(...data.progress);
      return;
    }
    waiting.delete(data.id);
    if (data.error === undefined) question.resolve(data.result);
    else
      question.reject(
        data.cancelled ? new DOMException(data.error, "AbortError") : new Error(data.error),
      );
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    for (const question of waiting.values())
      question.reject(new Error(event.message || "The worker could not be started."));
    waiting.clear();
  });

  function ask(name, values, { onProgress, signal } = {}) {
    last += 1;
    const id = last;
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      signal?.addEventListener("abort", () => worker.postMessage({ id, cancel: true }), {
        once: true,
      });
      waiting.set(id, { resolve, reject, onProgress });
      worker.postMessage({ id, name, values });
    });
  }

  ask("about", [facts, new URL(base, location.href).href]);
  return {
    /** Loads an engine and the model: `{engine, version, instructions, bytes, milliseconds}`. */
    open: (engine) => ask("open", [engine]),
    /** Runs `{name: {shape, values}}`: `{outputs: {name: {shape, values}}, milliseconds, outside}`;
     * `outside` are the features with values outside of the training data's range. */
    run: (engine, inputs) => ask("run", [engine, inputs]),
    /** As `run`, for many items: in chunks, with `onProgress(done, total)` and `signal`. */
    score: (engine, inputs, options) => ask("score", [engine, inputs], options),
    /** A visitor's file by the contract: `{items, inputs, notes, labels, targets}`. */
    read: (bytes, fileName) => ask("read", [bytes, fileName]),
    /** The bytes of a file that shows how data for this model are written, as "json", "csv" or
     * "npz". */
    template: (ending) => ask("template", [ending]),
    /** An item of the control set: `{inputs, label}`. */
    item: (row) => ask("item", [row]),
    /** What `outputs` come to beside `{labels}` or `{targets}` of their items. */
    measure: (engine, outputs, truth) => ask("measure", [engine, outputs, truth]),
    /** The bytes of a file with a row for each item of `outputs`, as "csv" or "json"; `decisions`
     * are the classes that are decided for, or none. */
    results: (ending, outputs, decisions) => ask("results", [ending, outputs, decisions]),
    /** The whole control set: `{engine, version, items, verification, milliseconds}`. */
    check: (engine, options) => ask("check", [engine], options),
    /** Items per second at each size of batch, ten times each: `{engine, batch, rates}`. */
    bench: (engine, batches, options) => ask("bench", [engine, batches], options),
    /** Relevance of every input of one item for a class. */
    relevance: (inputs, classIndex) => ask("relevance", [inputs, classIndex]),
    /** A drawing as SVG text. */
    draw: (kind, values) => ask("draw", [kind, values]),
    close() {
      worker.terminate();
      for (const question of waiting.values())
        question.reject(new DOMException("The page closed the engine.", "AbortError"));
      waiting.clear();
    },
  };
}
