// What the model said about many rows: a table, and the same as files.

import { decided } from "./answer-reading.js";
import { rowOf } from "./arrays.js";
import { digits, element, fileButton, tableFrame, tableHead } from "./dom.js";
import { elementOf, figure, probabilities } from "./numbers.js";
import { inSlices } from "./pacing.js";
import { say } from "../words/run.js";

const MOST_SHOWN = 500;

/**
 * @param {object} session of `newSession`
 * @param {object} outputs of `engine.score`
 * @param {string} source name of the file that they came from
 */
export function resultTable(session, outputs, rows, source) {
  const { facts } = session;
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
  const decision = columns.find((column) => column.isText);
  const saved = (format, ending, type) =>
    fileButton(
      say("download-as", { format }),
      `${stem}-${facts.slug}.${ending}`,
      type,
      async () => {
        const decisions = [];
        if (decision) await inSlices(rows, (row) => decisions.push(decision.value(row)));
        return session.engine.results(ending, outputs, decisions);
      },
    );
  const tools = element(
    "div",
    { class: "try-tools" },
    saved("CSV", "csv", "text/csv"),
    saved("JSON", "json", "application/json"),
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
        written: write,
        value: (row) => scaled(output.values[row * length + place], factor),
      });
    }
  }
  const judged = facts.classes.length >= 2 ? outputs[facts.output] : null;
  if (judged) {
    columns.push({
      title: say("result-decision"),
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
