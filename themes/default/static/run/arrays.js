// Arrays with the shape that a model's signature declares: where a feature of an item stands.

/**
 * How one declared input is laid out: its rows hold `items` × `features` numbers, items being
 * tracks, vertices, …; an input without items has one.
 * @param {object} declared an input of the signature
 * @param {object[]} described its features with units and meanings, as try.json gives them
 */
export function layout(declared, described = []) {
  const sizes = declared.shape.map((size) => Number.parseInt(size, 10));
  const names = declared.features.map((feature) => feature.name);
  const features = declared.features.map((feature, place) => ({ ...feature, ...described[place] }));
  const featureAxis = names.length > 0 ? sizes.findIndex((size, axis) => axis > 0 && size === names.length) : -1;
  const rowLength = sizes.slice(1).reduce((product, size) => product * (size || 1), 1);
  const hasItems = sizes.length === 3 && featureAxis > 0;
  const items = hasItems ? sizes[3 - featureAxis] : 1;
  const count = names.length || rowLength;
  const featuresFirst = featureAxis === 1;
  return {
    name: declared.name,
    features,
    items,
    hasItems,
    rowLength,
    fill: declared.items?.fill ?? 0,
    /** Whether a list that is too short is filled up when it is read. */
    isFilledUp: declared.items != null,
    at: (item, feature) => (featuresFirst ? feature * items + item : item * count + feature),
    find: (name) => names.indexOf(name),
  };
}

/** Numbers of the items that are there: not all of their features are what pads short lists. */
export function present(layout, values) {
  const found = [];
  for (let item = 0; item < layout.items; item += 1) {
    const is = layout.features.some((_, feature) => values[layout.at(item, feature)] !== layout.fill);
    if (is) found.push(item);
  }
  return found;
}

/** Inputs of an example, as typed arrays; they are those of jets and images, which are float32. */
export function typed(inputs) {
  const entries = Object.entries(inputs);
  return Object.fromEntries(entries.map(([name, { shape, values }]) => [name, { shape, values: Float32Array.from(values) }]));
}

/** A copy whose values may be changed. */
export function copied(inputs) {
  const entries = Object.entries(inputs);
  return Object.fromEntries(entries.map(([name, { shape, values }]) => [name, { shape, values: values.slice() }]));
}

/** One item called by its sort, as "track 3"; people count from 1. */
export function itemName(layoutName, item) {
  const one = { tracks: "track", vertices: "vertex" }[layoutName] ?? layoutName;
  return `${one} ${item + 1}`;
}

/** The same at the beginning of a line. */
export function itemTitle(layoutName, item) {
  const name = itemName(layoutName, item);
  return name[0].toUpperCase() + name.slice(1);
}

/** Row `row` of an output. */
export function rowOf({ shape, values }, row) {
  const length = shape.slice(1).reduce((product, size) => product * size, 1);
  return values.subarray ? values.subarray(row * length, (row + 1) * length) : values.slice(row * length, (row + 1) * length);
}
