// Datasets of HDF5 files by h5wasm, which is the HDF Group's own library in WebAssembly. It serves
// one file: an error may leave the library in disorder, so every file gets a worker of its own.

import { Dataset, ready } from "h5wasm";

const FOLDER = "/given";
const NAME = "data.h5";
/** What the library gives for unset limits on the version of a file. */
const ANY = -1;
/**
 * Filters with larger numbers are not the library's own but others' plugins, which are not
 * here.
 */
const LAST_OWN_FILTER = 255;

/** Opens `file`, a `Blob`, in a worker: it is read piece by piece where it lies. */
export async function openHdf5(file) {
  const library = await ready;
  library.activate_throwing_error_handler();
  library.FS.mkdir(FOLDER);
  library.FS.mount(
    library.FS.filesystems.WORKERFS,
    { blobs: [{ name: NAME, data: file }] },
    FOLDER,
  );
  const id = explained(() =>
    library.open(`${FOLDER}/${NAME}`, library.H5F_ACC_RDONLY, false, ANY, ANY),
  );
  return {
    /** Paths of the datasets from the root, without those that are only linked to by a name. */
    names: () =>
      explained(() =>
        library.get_names(id, "/", true).filter((path) => isDataset(library, id, path)),
      ),
    dataset: (path) => dataset(library, id, path),
  };
}

function isDataset(library, id, path) {
  return library.get_type(id, path) === library.H5G_DATASET && !library.get_symbolic_link(id, path);
}

/**
 * What is known of a dataset before it is read: `descr` is its element type as NumPy writes it,
 * null for anything but plain numbers. `rows(first, count)` gives bytes, row-major and
 * little-endian whatever the file has.
 */
function dataset(library, id, path) {
  refuseForeignFilters(library, id, path);
  const { type, signed, size, shape } = explained(() => library.get_dataset_metadata(id, path));
  const { H5T_INTEGER, H5T_FLOAT } = library.H5T_class_t;
  const letter = { [H5T_FLOAT.value]: "f", [H5T_INTEGER.value]: signed ? "i" : "u" }[type];
  return {
    descr: letter ? `<${letter}${size}` : null,
    shape: shape ?? [],
    unit: explained(() => unit(library, id, path)),
    rows: (first, count) => explained(() => rows(library, id, path, { size, shape }, first, count)),
  };
}

function refuseForeignFilters(library, id, path) {
  const filters = explained(() => library.get_dataset_filters(id, path));
  const foreign = filters.find((filter) => filter.id > LAST_OWN_FILTER);
  if (!foreign) return;
  const name = foreign.name || `filter ${foreign.id}`;
  throw new Error(
    `\`${path}\` is packed by ${name}, which is not read here; write it with gzip, or not ` +
      `compressed`,
  );
}

/** The attribute `unit`, where it is one text. */
function unit(library, id, path) {
  if (!library.get_attribute_names(id, path).includes("unit")) return null;
  const value = new Dataset(id, path).get_attribute("unit");
  return typeof value === "string" ? value : null;
}

function rows(library, id, path, { size, shape }, first, count) {
  const rest = shape.slice(1);
  const bytes = rest.reduce((product, length) => product * length, size * count);
  const ones = shape.map(() => 1n);
  const counts = [count, ...rest].map(BigInt);
  const starts = [first, ...rest.map(() => 0)].map(BigInt);
  return borrowed(library, bytes, (place) => {
    library.get_dataset_data(id, path, counts, starts, ones, BigInt(place));
    return library.HEAPU8.slice(place, place + bytes);
  });
}

/** Hands memory of the library to `use`. */
function borrowed(library, bytes, use) {
  const place = library._malloc(bytes);
  if (!place) throw new Error(`there is no memory for ${bytes} bytes`);
  try {
    return use(place);
  } finally {
    library._free(place);
  }
}

/** An error of the library is the stack of its functions; the innermost knows what is wrong. */
function explained(act) {
  try {
    return act();
  } catch (error) {
    const frames = [...String(error?.message ?? error).matchAll(/^\s*#\d+: .*?\): (.*)$/gm)];
    const reason = frames.at(-1)?.[1] ?? error?.message ?? "the reader failed";
    throw new Error(`this is no HDF5 file, or it is damaged: ${reason}`, { cause: error });
  }
}
