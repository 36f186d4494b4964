// A visitor's HDF5 file, from the page's side. Each file is read in a worker of its own, which ends
// with it: so cancelling works at any moment, and a damaged file harms nothing else.

/** `file` by the contract of `signature`, as the engine's `read`: `{items, inputs, notes}`. */
export function readHdf5(file, signature, { onProgress, signal }) {
  signal.throwIfAborted();
  const worker = new Worker(new URL("./hdf5-worker.js", import.meta.url), { type: "module" });
  const answer = new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    worker.addEventListener("message", ({ data: { progress, result, error } }) => {
      if (progress) onProgress(...progress);
      else if (result) resolve(result);
      else reject(new Error(error));
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      reject(new Error(event.message || "The reader of HDF5 could not be started."));
    });
  });
  worker.postMessage({ file, signature });
  return answer.finally(() => worker.terminate());
}
