// The rows of an answer in the SPARQL 1.1 Query Results JSON Format. Pure; the worker uses it too.

const NUMBERS = /#(integer|decimal|double|float|long|int|nonNegativeInteger|positiveInteger)$/;
const collator = new Intl.Collator("en", { numeric: true });

/**
 * @param {string} text an answer in JSON
 * @returns the truth of an ASK, or names of the columns, which of them are numbers, and the rows
 */
export function readRows(text) {
  const answer = JSON.parse(text);
  if (typeof answer.boolean === "boolean") return { boolean: answer.boolean };
  const names = answer.head.vars;
  const rows = answer.results.bindings;
  const numeric = names.map(
    (name) =>
      rows.some((row) => row[name]) && rows.every((row) => !row[name] || isNumber(row[name])),
  );
  return { names, numeric, rows };
}

function isNumber(value) {
  return value.type === "literal" && NUMBERS.test(value.datatype ?? "");
}

/** The rows by the values of `name`; unbound ones come last. Equal ones keep their order. */
export function sortRows({ names, numeric, rows }, name, descending) {
  const compare = numeric[names.indexOf(name)] ? byNumber : byText;
  const bound = rows.filter((row) => row[name]);
  bound.sort((a, b) => compare(a[name].value, b[name].value) * (descending ? -1 : 1));
  return [...bound, ...rows.filter((row) => !row[name])];
}

function byNumber(a, b) {
  return number(a) - number(b) || 0;
}

/** XML Schema writes infinity in its own way. */
function number(text) {
  return Number(text.replace("INF", "Infinity"));
}

function byText(a, b) {
  return collator.compare(a, b);
}

/** SPARQL 1.1 Query Results CSV Format. */
export function csv({ names, rows }) {
  const lines = [names, ...rows.map((row) => names.map((name) => plain(row[name])))];
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

function plain(value) {
  if (!value) return "";
  return value.type === "bnode" ? `_:${value.value}` : value.value;
}

function cell(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
