// Inputs and outputs of several rows on their way to the engine and back.

/** `inputs` by name as a batch of the engine, which whoever asks for it frees. */
export function batchOf(wasm, loaded, inputs) {
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

/** The tensors of `batch` by `names`, with their shapes. */
export function namedTensors(names, batch) {
  return Object.fromEntries(
    names.map((name, index) => [
      name,
      { shape: [...batch.shape(index)], values: batch.values(index) },
    ]),
  );
}

/** Fails where an output has no row for each of the `count` rows that were run. */
export function withRows(outputs, count) {
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
export function joined(parts) {
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
