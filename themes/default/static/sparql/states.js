// What stands in the answer's place while there is none.

import { element } from "../filter-index.js";
import { need, size } from "./device.js";
import { parts, say } from "../words/sparql.js";

/** @returns {{node: Node, loading: (progress: object) => void, asking: () => void}} */
export function showProgress({ dump }) {
  const text = element("p", { class: "muted" }, say("ask-asking"));
  const bar = element("progress", { "aria-label": say("ask-loading") });
  bar.hidden = true;
  return {
    node: element("div", { class: "sparql-progress" }, text, bar),
    loading({ loaded, statements }) {
      text.textContent = say("ask-loaded", {
        loaded: size(Math.min(loaded, dump.bytes)),
        all: size(dump.bytes),
        statements,
      });
      bar.hidden = false;
      bar.max = dump.bytes;
      bar.value = loaded;
    },
    asking() {
      text.textContent = say("ask-asking");
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
      say("ask-place", { line: problem.line, column: problem.column }),
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
  const button = element("button", { type: "button", class: "button" }, say("ask-load-anyway"));
  button.addEventListener("click", load);
  return element(
    "div",
    { class: "hint" },
    element("p", {}, element("strong", {}, say("ask-too-many"))),
    element(
      "p",
      {},
      say("ask-too-many-text", {
        statements: facts.dump.statements,
        size: size(facts.dump.bytes),
        memory: size(need(facts.dump.statements)),
      }),
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
    element("p", {}, element("strong", {}, say("ask-nowhere"))),
    element("p", {}, say("ask-nowhere-text")),
    command(facts, text),
    element(
      "p",
      {},
      ...parts("ask-nowhere-serve", { command: element("code", {}, "faircat serve") }),
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
