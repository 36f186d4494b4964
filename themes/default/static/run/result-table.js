// What the model said about many rows: a table, and the same as files.

import { decided } from "./answer-reading.js";
import { rowOf } from "./arrays.js";
import { button, digits, element, saveFile, tableFrame, tableHead } from "./dom.js";
import { elementOf, figure, probabilities } from "./numbers.js";
import { inSlices } from "./pacing.js";
import { say } from "../words/run.js";

const MOST_SHOWN = 500;

/**
 * @param {object} outputs of `engine.score`
 * @param {string} source name of the file that they came from
 */
export function resultTable(facts, outputs, rows, source) {
  const columns = columnsOf(facts, outputs);
  const body = element("tbody", {});
  const table = element(
    "table",
    {},
    tableHead([
      `#${say("result-row")}`,
      ...columns.map((column) => (column.isText ? column.title : `#${column.title}`)),
    ]),
    body,
  );
  const shown = Math.min(rows, MOST_SHOWN);
  inSlices(shown, (row) => {
    const cells = columns.map((column) => {
      const value = column.value(row);
      return element(
        "td",
        { class: column.isText ? null : "number" },
        column.isText ? value : column.written(value),
      );
    });
    body.append(
      element("tr", {}, element("th", { scope: "row", class: "number" }, digits(row)), ...cells),
    );
  });
  const stem = source.replace(/\.[^.]*$/, "");
  const tools = element(
    "p",
    { class: "try-tools" },
    button(say("download-as", { format: "CSV" }), () =>
      saveCsv(`${stem}-${facts.slug}.csv`, columns, rows),
    ),
    button(say("download-as", { format: "JSON" }), () =>
      saveJson(`${stem}-${facts.slug}.json`, facts, columns, rows),
    ),
    rows > shown
      ? element("span", { class: "small muted" }, say("result-first", { shown, rows }))
      : null,
  );
  return element("div", { class: "try-flow" }, tools, tableFrame(say("result-said"), table));
}

/** One column for each number of each output in the unit people use, and the decision. */
function columnsOf(facts, outputs) {
  const columns = [];
  for (const declared of facts.signature.outputs) {
    const output = outputs[declared.name];
    if (!output) continue;
    const length = rowOf(output, 0).length;
    const names =
      declared.classes.length === length
        ? declared.classes
        : declared.features.map((feature) => feature.name);
    const factor = declared.conversion?.factor ?? 1;
    const write = factor === 1 ? elementOf(output.values) : figure;
    const unit = declared.conversion ? ` [${declared.conversion.unit}]` : "";
    for (let place = 0; place < length; place += 1) {
      const name = names[place] ?? place;
      columns.push({
        title: `${declared.name}: ${name}${unit}`,
        key: `${declared.name}.${name}`,
        written: write,
        value: (row) => scaled(output.values[row * length + place], factor),
      });
    }
  }
  const judged = facts.classes.length >= 2 ? outputs[facts.output] : null;
  if (judged) {
    columns.push({
      title: say("result-decision"),
      key: "decision",
      isText: true,
      value: (row) => facts.classes[decided(facts, probabilities(rowOf(judged, row)))] ?? "",
    });
  }
  return columns;
}

/** Integers of 64 bits stay what they are unless they are to have another unit. */
function scaled(value, factor) {
  return factor === 1 ? value : Number(value) * factor;
}

async function saveCsv(name, columns, rows) {
  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const parts = [`${["row", ...columns.map((column) => quoted(column.key))].join(",")}\n`];
  await inSlices(rows, (row) =>
    parts.push(
      `${[row, ...columns.map((column) => quoted(String(column.value(row))))].join(",")}\n`,
    ),
  );
  saveFile(name, "text/csv", parts);
}

async function saveJson(name, facts, columns, rows) {
  const parts = [
    `{"model":${JSON.stringify(facts.slug)},` +
      `"sha256":${JSON.stringify(facts.model.sha256)},"rows":[\n`,
  ];
  await inSlices(rows, (row) => {
    const entries = columns.map(
      (column) => `${JSON.stringify(column.key)}:${json(column.value(row))}`,
    );
    parts.push(`${row ? ",\n" : ""}{${entries.join(",")}}`);
  });
  parts.push("\n]}\n");
  saveFile(name, "application/json", parts);
}

/** A value as JSON; integers of 64 bits with all their digits. */
function json(value) {
  return typeof value === "bigint" ? String(value) : JSON.stringify(value);
}
