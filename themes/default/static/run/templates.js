// Files that show how data for a model are written: examples of the control set in each format, as
// the engine's code writes them.

import { button, element, notice, saveFile } from "./dom.js";
import { say } from "../words/run.js";

export function offerTemplates(session) {
  const { facts, engine } = session;
  const make = (label, ending, type) =>
    button(label, async () => {
      node.querySelector(".notice")?.remove();
      try {
        const content = await engine.template(ending);
        saveFile(`${facts.slug}-template.${ending}`, type, content);
      } catch (error) {
        node.append(notice("fail", error.message));
      }
    });
  const node = element(
    "div",
    { class: "try-templates", role: "group", "aria-label": say("templates-label") },
    element("span", { class: "small muted" }, say("templates")),
    make("JSON", "json", "application/json"),
    facts.signature.inputs.every(hasColumns) ? make("CSV", "csv", "text/csv") : null,
    make("npz", "npz", "application/zip"),
  );
  return node;
}

/** Whether the rows of an input are lists of numbers that have names, which a table can hold. */
function hasColumns({ shape, features }) {
  return shape.length === 2 && (features.length > 0 || shape[1] === "1");
}
