// A scorecard, built of what the assessor tells. All of it is text of somebody's document, and
// becomes text.

import { element, GROUPS } from "../filter-index.js";
import { remedyBox } from "./remedy.js";
import { short } from "./texts.js";
import { inEnglish } from "../speaking.js";
import { say } from "../words/assess.js";

/** Letters of a piece of evidence. */
const LONGEST_EVIDENCE = 2000;

/**
 * A scorecard on the page `root`, whose templates show verdicts. `principles` is the address of the
 * pages that explain them.
 */
export function scorecard(root, card, principles) {
  const parts = GROUPS.map(([letter, word]) => {
    const own = card.principles.filter((principle) => principle.id.startsWith(letter));
    if (own.length === 0) return null;
    const list = own.map((principle) => principleBox(root, principle, principles));
    return element(
      "section",
      { class: "assess-letter" },
      element(
        "h3",
        { class: "fair-letter" },
        element("span", { "aria-hidden": "true" }, letter),
        word,
      ),
      element("div", { class: "fair-principles" }, ...list),
    );
  });
  return element("div", { class: "assess-card" }, ...parts);
}

/** "5 of 12 principles that apply are met, 3 fail, 4 are not yet known". */
export function counts({ counts: { principles } }) {
  const { pass, fail, unknown } = principles;
  const parts = [say("assessor-met", { pass, all: pass + fail + unknown })];
  if (fail > 0) parts.push(say("assessor-fail", { count: fail }));
  if (unknown > 0) parts.push(say("assessor-unknown", { count: unknown }));
  return parts.join(", ");
}

/** A row of cells, one for each principle. */
export function cells(root, card) {
  const of = ({ id, title, verdict }) => {
    const { mark, name, label } = template(root, verdict);
    const words = `${id} ${titleOf(title)}: ${label}`;
    const link = element("a", { class: `cell ${name}`, href: `#${id}`, title: words });
    link.append(
      element("span", {}, id),
      mark.querySelector("svg"),
      element("span", { class: "hidden" }, label),
    );
    return link;
  };
  const rows = GROUPS.map(([letter]) =>
    card.principles.filter((principle) => principle.id.startsWith(letter)).map(of),
  );
  return element("ul", { class: "cells" }, ...rows.map((row) => element("li", {}, ...row)));
}

function principleBox(root, { id, title, verdict, indicators }, principles) {
  return element(
    "details",
    { id, class: `fair-principle ${verdict}` },
    element(
      "summary",
      {},
      element("span", { class: "principle-id" }, id),
      element("span", { class: "principle-title" }, titleOf(title)),
      template(root, verdict).mark,
    ),
    element(
      "ul",
      { class: "fair-findings" },
      ...indicators.map((indicator) => finding(root, indicator, principles)),
    ),
  );
}

/** What the principle is called, in the site's language, whose English name is `title`. */
function titleOf(title) {
  return say(`principle-${title.toLowerCase().replaceAll(",", "").replaceAll(" ", "-")}`);
}

function finding(root, { question, verdict, evidence, remedy, iri }, principles) {
  const place = iri.slice(iri.indexOf("principles/") + "principles/".length);
  const how = element("a", { href: principles + place }, say("fair-how"));
  how.append(element("span", { class: "hidden", ...inEnglish() }, `: ${question}`));
  return element(
    "li",
    {},
    element(
      "p",
      { class: "fair-question" },
      template(root, verdict).mark,
      " ",
      element("span", inEnglish(), question),
    ),
    element("p", inEnglish(), short(evidence, LONGEST_EVIDENCE)),
    remedy ? remedyBox(remedy, question) : null,
    element("p", { class: "small" }, how),
  );
}

function template(root, verdict) {
  const found = root.querySelector(`template[data-verdict="${CSS.escape(verdict)}"]`);
  const mark = found.content.firstElementChild.cloneNode(true);
  return { mark, name: found.dataset.class, label: mark.textContent.trim() };
}
