// How numbers are written.

const MINUS = "−";

/** A measured value with about four significant digits; an integer of 64 bits with all of them. */
export function figure(value) {
  if (value == null) return "–";
  if (typeof value === "bigint") return tidy(String(value));
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 1e-3 || size >= 1e6) return scientific(value);
  const places = Math.max(0, Math.min(6, 3 - Math.floor(Math.log10(size))));
  return tidy(value.toFixed(places));
}

/** As 3.2 × 10⁻⁷. */
export function scientific(value) {
  const [mantissa, exponent] = value.toExponential(1).split("e");
  const raised = [...String(Number(exponent))].map((sign) => RAISED[sign]).join("");
  return `${tidy(mantissa)} × 10${raised}`;
}

const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

function tidy(text) {
  const short = /\.\d*$/.test(text) ? text.replace(/\.?0+$/, "") : text;
  return short.replace("-", MINUS);
}

/** With its sign in front, as bars need it. */
export function signed(value) {
  return value > 0 ? `+${figure(value)}` : figure(value);
}

/** A probability in per cent, never rounded to certainty. */
export function percent(probability) {
  const hundred = probability * 100;
  if (probability === 0 || probability === 1) return `${hundred} %`;
  if (hundred > 99.995) return "> 99.99 %";
  if (hundred < 0.005) return "< 0.01 %";
  const near = hundred > 99 || hundred < 1;
  return `${hundred.toFixed(near ? 2 : 1)} %`;
}

/** "p(Hbb) = 97.3 %", or "p(Hbb) > 99.99 %". */
export function probabilityOf(name, probability) {
  const text = percent(probability);
  return `p(${name}) ${/^[<>]/.test(text) ? text : `= ${text}`}`;
}

export function milliseconds(value) {
  if (value < 10) return `${value.toFixed(1)} ms`;
  if (value < 1000) return `${Math.round(value)} ms`;
  return `${(value / 1000).toFixed(1)} s`;
}

export function bytes(value) {
  if (value < 1000) return `${value} B`;
  if (value < 1e6) return `${Math.round(value / 1000)} kB`;
  return `${(value / 1e6).toFixed(1)} MB`;
}

/** A rate without digits that mean nothing. */
export function rate(value) {
  const size = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(value, 1))) - 2);
  return String(Math.round(value / size) * size).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** The unit as it is written after a value; pure numbers have none. */
export function unit(name) {
  return !name || name === "1" ? "" : name.replace("^-2", "⁻²").replace("^2", "²");
}
