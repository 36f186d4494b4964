// NumPy's npz: a zip archive, not compressed, of npy files (NEP 1, version 1.0).

const encoder = new TextEncoder();

/** Element types as NumPy writes them. */
const TYPES = {
  float32: ["<f4", 4, "setFloat32"],
  float64: ["<f8", 8, "setFloat64"],
  int64: ["<i8", 8, "setBigInt64"],
  uint64: ["<u8", 8, "setBigUint64"],
  int32: ["<i4", 4, "setInt32"],
  uint32: ["<u4", 4, "setUint32"],
  int16: ["<i2", 2, "setInt16"],
  uint16: ["<u2", 2, "setUint16"],
  int8: ["|i1", 1, "setInt8"],
  uint8: ["|u1", 1, "setUint8"],
  bool: ["|b1", 1, "setUint8"],
};

/** The archive of arrays `{name, dtype, shape, values}`; other types become float64. */
export function npz(arrays) {
  const files = arrays.map(({ name, dtype, shape, values }) => ({
    name: encoder.encode(`${name}.npy`),
    body: npy(dtype, shape, values),
  }));
  const parts = [];
  const index = [];
  let offset = 0;
  for (const { name, body } of files) {
    const facts = entry(body);
    parts.push(header(0x04034b50, [[20, 2], ...facts, [name.length, 2], [0, 2]]), name, body);
    index.push(
      header(0x02014b50, [
        [20, 2],
        [20, 2],
        ...facts,
        [name.length, 2],
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 4],
        [offset, 4],
      ]),
      name,
    );
    offset += 30 + name.length + body.length;
  }
  const size = index.reduce((sum, part) => sum + part.length, 0);
  const end = header(0x06054b50, [
    [0, 2],
    [0, 2],
    [files.length, 2],
    [files.length, 2],
    [size, 4],
    [offset, 4],
    [0, 2],
  ]);
  return [...parts, ...index, end];
}

/** Flags, method, time, date (1 January 1980), checksum and both sizes of a stored file. */
function entry(body) {
  return [
    [0, 2],
    [0, 2],
    [0, 2],
    [0x21, 2],
    [crc32(body), 4],
    [body.length, 4],
    [body.length, 4],
  ];
}

function header(signature, fields) {
  const bytes = new Uint8Array(4 + fields.reduce((sum, [, width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signature, true);
  let at = 4;
  for (const [value, width] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return bytes;
}

function npy(dtype, shape, values) {
  const [descr, size, set] = TYPES[dtype] ?? TYPES.float64;
  const dimensions = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const words = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${dimensions}), }`;
  const padding = 64 - ((10 + words.length + 1) % 64);
  const head = encoder.encode(`${words}${" ".repeat(padding)}\n`);
  const bytes = new Uint8Array(10 + head.length + values.length * size);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, head.length & 255, head.length >> 8]);
  bytes.set(head, 10);
  const view = new DataView(bytes.buffer, 10 + head.length);
  for (const [place, value] of values.entries()) view[set](place * size, value, true);
  return bytes;
}

function crc32(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (0xedb88320 & -(rest & 1));
  }
  return (rest ^ 0xffffffff) >>> 0;
}
