// What stands in the answer's place while there is none.

import { digits, element } from "../filter-index.js";
import { need, size } from "./device.js";

/** @returns {{node: Node, loading: (progress: object) => void, asking: () => void}} */
export function showProgress({ dump }) {
  const text = element("p", { class: "muted" }, "Asking …");
  const bar = element("progress", { "aria-label": "Loading the statements" });
  bar.hidden = true;
  return {
    node: element("div", { class: "sparql-progress" }, text, bar),
    loading({ loaded, statements }) {
      text.textContent =
        `Loading the statements: ${size(Math.min(loaded, dump.bytes))} of ` +
        `${size(dump.bytes)}, ${digits(statements)} read`;
      bar.hidden = false;
      bar.max = dump.bytes;
      bar.value = loaded;
    },
    asking() {
      text.textContent = "Asking …";
      bar.hidden = true;
    },
  };
}

/** A mistake in the query, or what else the engine says. */
export function showProblem(problem, goTo) {
  const box = element(
    "div",
    { class: "problem", role: "alert" },
    element("p", {}, element("strong", {}, sentence(problem.message))),
  );
  if (problem.line > 0) {
    const place = element(
      "button",
      { type: "button", class: "button" },
      `Line ${problem.line}, column ${problem.column}`,
    );
    place.addEventListener("click", () => goTo(problem.line, problem.column));
    box.append(element("p", {}, place));
  }
  if (problem.hint) box.append(element("p", {}, sentence(problem.hint)));
  return box;
}

function sentence(text) {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

/** The statements are more than this device holds. */
export function showTooLarge(facts, text, load) {
  const button = element(
    "button",
    { type: "button", class: "button" },
    "Load them here all the same",
  );
  button.addEventListener("click", load);
  return element(
    "div",
    { class: "hint" },
    element("p", {}, element("strong", {}, "The statements are too many for this device.")),
    element(
      "p",
      {},
      `There are ${digits(facts.dump.statements)}, a download of ${size(facts.dump.bytes)} ` +
        `that needs about ${size(need(facts.dump.statements))} of memory. The same query on ` +
        `your computer:`,
    ),
    command(facts, text),
    element("p", {}, button),
  );
}

/** Neither an engine in this copy of the site nor an endpoint behind it. */
export function showElsewhere(facts, text) {
  return element(
    "div",
    { class: "hint" },
    element(
      "p",
      {},
      element(
        "strong",
        {},
        "This copy of the site was built without the engine, and has no endpoint.",
      ),
    ),
    element("p", {}, "The same query on your computer, over the published statements:"),
    command(facts, text),
    element(
      "p",
      {},
      "Or check out the catalogue, run ",
      element("code", {}, "faircat serve"),
      ", and open this page there.",
    ),
  );
}

function command({ published }, text) {
  const quoted = text.replaceAll("'", "'\\''");
  return element(
    "pre",
    { tabindex: "0" },
    element("code", {}, `faircat query --dump ${published} '${quoted}'`),
  );
}
