// What to do about a failed indicator: lines to copy, each with the place where they go.

import { element } from "../filter-index.js";
import { inEnglish } from "../speaking.js";
import { say } from "../words/assess.js";

/**
 * The parts of a remedy: a line `In …:` says where the lines below it go, or which format they are
 * of; a sentence stands alone. Where lines come first, their label is the page's own: `null`.
 * @returns {{label: string | null, lines: string[]}[]}
 */
export function parts(remedy) {
  const found = [];
  for (const line of remedy.split("\n")) {
    const isLabel = /^In .*[:.]$/.test(line);
    const isSentence = found.length === 0 && /^[A-Z].*\.$/.test(line);
    if (isLabel || isSentence) found.push({ label: line, lines: [] });
    else if (found.length === 0) found.push({ label: null, lines: [line] });
    else found.at(-1).lines.push(line);
  }
  return found;
}

/** A box of a remedy for `question`, with a button to copy for each of its parts. */
export function remedyBox(remedy, question) {
  const shown = parts(remedy).flatMap(({ label, lines }) => {
    const language = label === null ? {} : inEnglish();
    const title = label ?? say("assessor-to-do");
    return [
      element("p", { class: "small", ...language }, title),
      lines.length > 0 ? copyable(lines.join("\n"), `${title} ${question}`) : null,
    ];
  });
  return element("div", { class: "remedy" }, ...shown);
}

function copyable(lines, about) {
  return element(
    "div",
    { class: "copyable", "data-copies": say("assessor-lines", { about }) },
    element("pre", { tabindex: "0" }, element("code", {}, lines)),
  );
}
