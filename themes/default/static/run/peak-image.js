// Arithmetic on small square images, row by row.

/** Scaled from 0 to 1; `null` where all pixels are equal. */
export function normalized(values) {
  const low = Math.min(...values);
  const range = Math.max(...values) - low;
  return range > 0 ? values.map((value) => (value - low) / range) : null;
}

/** Smallest and largest value; from 0 to 1 where all pixels are equal. */
export function rangeOf(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return high > low ? { low, high } : { low: 0, high: 1 };
}

/** Moved by parts of pixels, with bilinear interpolation; what comes in from outside is dark. */
export function shifted(values, side, [columns, rows], dark) {
  const at = (column, row) =>
    column < 0 || row < 0 || column >= side || row >= side ? dark : values[row * side + column];
  return values.map((_, pixel) => {
    const x = (pixel % side) - columns;
    const y = Math.floor(pixel / side) - rows;
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [right, down] = [x - left, y - top];
    const above = at(left, top) * (1 - right) + at(left + 1, top) * right;
    const below = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right;
    return above * (1 - down) + below * down;
  });
}

const WIDTH = 1.3;

/** A Gaussian around (column, row), 1.3 pixels wide, from `low` to `high`. */
export function roundPeak(side, [column, row], { low, high }) {
  const square = (pixel) => ((pixel % side) - column) ** 2 + (Math.floor(pixel / side) - row) ** 2;
  return Float64Array.from({ length: side * side }, (_, pixel) => {
    const value = Math.exp(-square(pixel) / (2 * WIDTH * WIDTH));
    return low + (value < 0.01 ? 0 : value) * (high - low);
  });
}
