// Files that show how data for a model are written: examples of the control set in each format.

import { button, element, saveFile } from "./dom.js";
import { asCsv, asJson, asNpz, isFlat } from "./template-files.js";
import { say } from "../words/run.js";

export function offerTemplates(facts) {
  const make = (label, ending, type, content) =>
    button(label, () => saveFile(`${facts.slug}-template.${ending}`, type, content(facts)));
  return element(
    "div",
    { class: "try-templates", role: "group", "aria-label": say("templates-label") },
    element("span", { class: "small muted" }, say("templates")),
    make("JSON", "json", "application/json", asJson),
    isFlat(facts) ? make("CSV", "csv", "text/csv", asCsv) : null,
    make("npz", "npz", "application/zip", asNpz),
  );
}
