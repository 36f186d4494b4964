// Small pieces of page that the modules of "Try it" share.

import { watchTable } from "../cards.js";
import { element } from "../filter-index.js";
import { decimalsOfTexts, digits, inEnglish } from "../speaking.js";
import { say } from "../words/run.js";

export { digits, element };

const SVG = "http://www.w3.org/2000/svg";

/** A new SVG element. */
export function drawn(name, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value != null && value !== false) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

/** SVG text of our own WebAssembly, which escapes what it takes from records, as an element. */
export function picture(svg) {
  const template = document.createElement("template");
  template.innerHTML = decimalsOfTexts(svg);
  return template.content.firstElementChild;
}

export function button(label, onClick, properties = {}) {
  const node = element("button", { type: "button", class: "button", ...properties }, label);
  node.addEventListener("click", onClick);
  return node;
}

const MARKS = {
  pass: "m3 8.5 3.3 3.3L13 4.8",
  fail: "m4 4 8 8m0-8-8 8",
  warning: "M8 2 14.5 13.5h-13L8 2Zm0 4.5v3.2m0 2v.1",
};

/** The icons that pages made at build time use. */
export function icon(name) {
  const line = drawn("path", {
    d: MARKS[name],
    fill: "none",
    stroke: "currentColor",
    "stroke-width": 1.75,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
  });
  const size = { viewBox: "0 0 16 16", width: 16, height: 16 };
  return drawn("svg", { class: "icon", "aria-hidden": "true", focusable: "false", ...size }, line);
}

/** A sentence of the program, with what it sets in backquotes as code. */
export function withCode(sentence) {
  return sentence
    .split("`")
    .map((part, place) => (place % 2 ? element("code", {}, part) : part))
    .filter((part) => part !== "");
}

/** A sentence of the program, marked as English. */
export function ofProgram(sentence) {
  return element("span", inEnglish(), ...withCode(sentence));
}

/** A message in a box: "fail" says that something did not work, "warning" that it is unusual. */
export function notice(sort, ...words) {
  const properties = { class: `notice try-notice ${sort === "fail" ? "fail" : ""}`, role: "alert" };
  const said = words.flatMap((word) => (typeof word === "string" ? withCode(word) : [word]));
  return element("p", properties, icon(sort), element("span", {}, ...said));
}

export function verdict(holds) {
  if (holds == null) return element("span", { class: "verdict na" }, say("basis-not-checked"));
  const name = holds ? "pass" : "fail";
  return element(
    "span",
    { class: `verdict ${name}` },
    icon(name),
    holds ? say("verdict-holds-short") : say("verdict-differs"),
  );
}

/** A table that scrolls by itself where it is too wide. */
export function tableFrame(label, table) {
  const properties = { class: "table", tabindex: "0", role: "group", "aria-label": label };
  const frame = element("div", properties, table);
  watchTable(frame);
  return frame;
}

/** Column titles; those that begin with "#" stand over numbers. */
export function tableHead(titles) {
  const cells = titles.map((title) => {
    if (!title) return element("td", {});
    const isNumber = title.startsWith("#");
    return element(
      "th",
      { scope: "col", class: isNumber ? "number" : null },
      title.replace(/^#/, ""),
    );
  });
  return element("thead", {}, element("tr", {}, ...cells));
}

/** Offers bytes or text as a file. */
export function saveFile(name, type, parts) {
  const address = URL.createObjectURL(new Blob([parts].flat(), { type }));
  const link = element("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A button that saves a file of which `made` gives the bytes; what fails is told beside it. */
export function fileButton(label, name, type, made) {
  const node = button(label, async () => {
    const beside = node.parentElement;
    beside.querySelector(":scope > .notice")?.remove();
    try {
      saveFile(name, type, await made());
    } catch (error) {
      beside.append(notice("fail", error.message));
    }
  });
  return node;
}

let counter = 0;

/** An id that no other element of the page has. */
export function freshId(stem) {
  counter += 1;
  return `try-${stem}-${counter}`;
}
