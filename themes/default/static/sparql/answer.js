// An answer as the page shows it.

import { element } from "../filter-index.js";
import { RESULTS, TURTLE } from "./held.js";
import { addTable } from "./table.js";
import { decimal, say } from "../words/sparql.js";

/**
 * @param {import("./facts.js").Facts} facts
 * @param {object} answer what `Browser.ask` or `Endpoint.ask` resolve to
 * @returns {Promise<Node[]>}
 */
export async function showAnswer(facts, answer) {
  if ("boolean" in answer)
    return [element("p", { class: "truth" }, answer.boolean ? say("ask-yes") : say("ask-no"))];
  if ("graph" in answer) {
    const buttons = element("p", { class: "sparql-buttons" }, download(answer, "turtle"));
    return [
      buttons,
      element(
        "pre",
        { tabindex: "0", role: "region", "aria-label": say("ask-graph-label") },
        element("code", {}, answer.graph),
      ),
    ];
  }
  if (answer.count === 0) return [element("p", { class: "muted" }, say("ask-nothing"))];
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
      : `${decimal((answer.milliseconds / 1000).toFixed(1))} s`;
  const place = where === "browser" ? say("sparql-browser") : say("sparql-endpoint");
  return say("ask-summary", { amount: amount(answer), time, where: place });
}

function amount(answer) {
  if ("boolean" in answer) return answer.boolean ? say("ask-yes") : say("ask-no");
  if ("graph" in answer) return say("ask-graph");
  return say("ask-rows", { count: answer.count });
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
    { type: "button", class: "button", "aria-label": say("download-as", { format: label }) },
    label,
  );
  button.addEventListener("click", async () => {
    const url = URL.createObjectURL(new Blob([await answer.file(format)], { type }));
    element("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  });
  return button;
}
