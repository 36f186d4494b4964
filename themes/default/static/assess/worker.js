// The assessor, away from the page's own thread. To cancel, the page ends it. The document stays
// here, so that another of its works can be assessed.

let module;
let held;

async function load({ script, module: address }) {
  const loaded = await import(script);
  await loaded.default({ module_or_path: address });
  return loaded;
}

/** The bytes of what a visitor gave: a file or a text. */
async function bytesOf(given, largest) {
  const blob = typeof given === "string" ? new Blob([given]) : given;
  if (blob.size > largest) {
    const most = Math.round(largest / 2 ** 20);
    throw new Error(`It has more than ${most} MiB, which is too large for a description.`);
  }
  return new Uint8Array(await blob.arrayBuffer());
}

/** Assesses the work that is `wanted` of `document`; without one, of that which came last. */
async function assess({ engine, document, wanted, today, settings }) {
  module ??= await load(engine);
  if (document) {
    held = null;
    held = { name: document.name, bytes: await bytesOf(document.given, module.largest()) };
  }
  return JSON.parse(module.assess(held.name, held.bytes, wanted, today, settings));
}

self.addEventListener("message", async ({ data: { id, input } }) => {
  try {
    self.postMessage({ id, result: await assess(input) });
  } catch (error) {
    // The memory of a module that failed is not to be trusted.
    const isBroken = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    self.postMessage({ id, error: error.message, isBroken });
  }
});
