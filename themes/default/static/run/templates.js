// Files that show how data for a model are written: examples of the control set in each format, as
// the engine's code writes them.

import { element, fileButton } from "./dom.js";
import { say } from "../words/run.js";

export function offerTemplates({ facts, engine }) {
  const made = (label, ending, type) =>
    fileButton(label, `${facts.slug}-template.${ending}`, type, () => engine.template(ending));
  return element(
    "div",
    { class: "try-templates", role: "group", "aria-label": say("templates-label") },
    element("span", { class: "small muted" }, say("templates")),
    made("JSON", "json", "application/json"),
    facts.signature.inputs.every(hasColumns) ? made("CSV", "csv", "text/csv") : null,
    made("npz", "npz", "application/zip"),
  );
}

/** Whether the rows of an input are lists of numbers that have names, which a table can hold. */
function hasColumns({ shape, features }) {
  return shape.length === 2 && (features.length > 0 || shape[1] === "1");
}
