// The engines and the files that a model needs, each loaded once, when it is first asked for. Files
// are used only where their SHA-256 is the record's.

const modules = new Map();
const models = new Map();
const files = new Map();
let facts;
let base;

/** Says which model it is; addresses of files are relative to `address`. */
export function loadFor(given, address) {
  facts = given;
  base = address;
}

/** The engine that reads files: the first of the model's, which is the smallest. */
export function firstEngine() {
  return facts.engines[0];
}

/** The model in the engine `name`, once. */
export function model(name) {
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
export function module(name) {
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
export function fetched(path) {
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

/** The bytes of the control set. */
export async function controlSet() {
  if (!facts.control_set) throw new Error("The record of this model names no control set.");
  const [{ wasm }, bytes] = await Promise.all([
    module(firstEngine()),
    fetched(facts.control_set.path),
  ]);
  verify(wasm, bytes, facts.control_set);
  return bytes;
}
