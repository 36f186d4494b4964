// The worker in which one HDF5 file is read. The reader knows files and nothing of models; which
// datasets are used, and how they become inputs, is decided by the code that the program runs.

/** Bytes that are read at once. */
const PIECE = 1 << 24;

addEventListener("message", async ({ data: { file, signature } }) => {
  try {
    const result = await read(file, signature);
    const buffers = Object.values(result.inputs).map(({ values }) => values.buffer);
    postMessage({ result }, buffers);
  } catch (error) {
    postMessage({ error: explained(error) });
  }
});

async function read(file, signature) {
  const [{ openHdf5 }, native] = await modules();
  const opened = await openHdf5(file);
  const arrays = new native.Arrays(JSON.stringify(signature));
  const names = opened.names();
  refuseTwins(names);
  const datasets = arrays.used(names).map((name) => ({ name, ...opened.dataset(name) }));
  const sizes = datasets.map((dataset) => begin(arrays, dataset));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const rows = datasets[0].shape[0];
  let before = 0;
  for (const [place, dataset] of datasets.entries()) {
    copy(arrays, dataset, sizes[place], (done) =>
      postMessage({ progress: [Math.floor((rows * (before + done)) / bytes), rows] }),
    );
    before += sizes[place];
  }
  return prepared(arrays);
}

/** Fails where a name stands twice: which of the two is meant, nobody knows. */
function refuseTwins(names) {
  const known = new Set();
  const twin = names.find((name) => known.size === known.add(name).size);
  if (twin) throw new Error(`the dataset \`${twin}\` stands twice`);
}

/** The reader, and the code of the program. */
async function modules() {
  try {
    const [reader, native] = await Promise.all([
      import("../wasm/hdf5.js"),
      import("../wasm/native.js"),
    ]);
    await native.default({
      module_or_path: fetch(new URL("../wasm/native_bg.wasm", import.meta.url)),
    });
    return [reader, native];
  } catch (error) {
    throw new Error(
      "The reader of HDF5 did not arrive, or this site was built without its WebAssembly files.",
      { cause: error },
    );
  }
}

/** Announces a dataset; its size in bytes. */
function begin(arrays, { name, descr, shape, unit }) {
  if (!descr) throw new Error(`\`${name}\` does not hold numbers`);
  if (shape.length === 0) throw new Error(`\`${name}\` is no array: its shape is []`);
  return arrays.begin(name, descr, BigUint64Array.from(shape, BigInt), unit);
}

/** Moves the numbers of a dataset, whole rows at a time. */
function copy(arrays, { name, shape, rows }, size, onProgress) {
  if (size === 0) return;
  const row = size / shape[0];
  const step = Math.max(1, Math.floor(PIECE / row));
  for (let first = 0; first < shape[0]; first += step) {
    const count = Math.min(step, shape[0] - first);
    arrays.push(name, rows(first, count));
    onProgress((first + count) * row);
  }
}

function prepared(arrays) {
  const batch = arrays.prepared();
  const inputs = arrays
    .inputs()
    .map((name, index) => [name, { shape: [...batch.shape(index)], values: batch.values(index) }]);
  return {
    items: batch.items(),
    inputs: Object.fromEntries(inputs),
    notes: batch.notes(),
    labels: batch.labels(),
    targets: batch.targets(),
  };
}

function explained(error) {
  if (typeof error === "string") return error;
  if (error instanceof WebAssembly.RuntimeError)
    return `The reader gave up on this file (${error.message}).`;
  return error?.message ?? String(error);
}
