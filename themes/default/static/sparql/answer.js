// An answer as the page shows it.

import { digits, element } from "../filter-index.js";
import { RESULTS, TURTLE } from "./held.js";
import { addTable } from "./table.js";

/**
 * @param {import("./facts.js").Facts} facts
 * @param {object} answer what `Browser.ask` or `Endpoint.ask` resolve to
 * @returns {Promise<Node[]>}
 */
export async function showAnswer(facts, answer) {
  if ("boolean" in answer) return [element("p", { class: "truth" }, answer.boolean ? "Yes" : "No")];
  if ("graph" in answer) {
    const buttons = element("p", { class: "sparql-buttons" }, download(answer, "turtle"));
    return [
      buttons,
      element(
        "pre",
        { tabindex: "0", role: "region", "aria-label": "Graph in Turtle" },
        element("code", {}, answer.graph),
      ),
    ];
  }
  if (answer.count === 0)
    return [element("p", { class: "muted" }, "Nothing in the catalogue answers this query.")];
  const buttons = element(
    "p",
    { class: "sparql-buttons" },
    download(answer, "csv"),
    download(answer, "json"),
  );
  return [buttons, ...(await addTable(facts, answer))];
}

/** One sentence: how much, how long it took, and where. */
export function summary(answer, where) {
  const time =
    answer.milliseconds < 1000
      ? `${Math.max(1, Math.round(answer.milliseconds))} ms`
      : `${(answer.milliseconds / 1000).toFixed(1)} s`;
  const place = where === "browser" ? "in this browser" : "by the endpoint";
  return `${amount(answer)} in ${time}, answered ${place}`;
}

function amount(answer) {
  if ("boolean" in answer) return answer.boolean ? "Yes" : "No";
  if ("graph" in answer) return "A graph";
  return answer.count === 1 ? "1 row" : `${digits(answer.count)} rows`;
}

const FILES = {
  csv: { name: "answer.csv", type: "text/csv", label: "CSV" },
  json: { name: "answer.json", type: RESULTS, label: "JSON" },
  turtle: { name: "answer.ttl", type: TURTLE, label: "Turtle" },
};

function download(answer, format) {
  const { name, type, label } = FILES[format];
  const button = element(
    "button",
    { type: "button", class: "button", "aria-label": `Download as ${label}` },
    label,
  );
  button.addEventListener("click", async () => {
    const url = URL.createObjectURL(new Blob([await answer.file(format)], { type }));
    element("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  });
  return button;
}
