// What the page shows of an assessment: messages, a choice of works, the scorecard, and its files.

import { element } from "../filter-index.js";
import { cells, counts, scorecard } from "./card.js";
import { short, stem } from "./texts.js";
import { inEnglish } from "../speaking.js";
import { say } from "../words/assess.js";

/** Letters of a title, of one in a list, and of a message. */
const LONGEST_TITLE = 300;
const LONGEST_CHOICE = 120;
const LONGEST_MESSAGE = 1000;

/** Shows what was `found`; `choose` assesses another work. Returns a sentence that says it. */
export function showResult(page, found, choose) {
  const { card, diagnostics, more } = found;
  const messages = messageList(diagnostics, more);
  const name = short(found.name, LONGEST_TITLE);
  if (!card) {
    showProblem(page, messages ?? element("p", {}, say("assessor-nothing")));
    return say("assessor-cannot", { name });
  }
  const called = short(card.title, LONGEST_TITLE) || name;
  const title = element("h2", { tabindex: "-1" }, called);
  const principles = rubricTitle(card.scorecard);
  const { format } = card;
  const about = say("assessor-about", { name, format, principles, counts: counts(card.scorecard) });
  page.result.replaceChildren(
    element(
      "div",
      { class: "assess-head panel" },
      title,
      card.iri ? element("p", { class: "mono small" }, short(card.iri, LONGEST_TITLE)) : null,
      element("p", { class: "muted" }, about),
      page.several ? element("p", {}, page.several) : null,
      cells(page.root, card.scorecard),
      choice(found, choose),
      files(card, found.name),
    ),
    ...(messages ? [aside(messages, diagnostics.length + more)] : []),
    element("p", { class: "assess-open" }, opener(page.result)),
    scorecard(page.root, card.scorecard, page.principles),
  );
  for (const box of page.result.querySelectorAll(".copyable"))
    box.dispatchEvent(new CustomEvent("copyable", { bubbles: true }));
  title.focus();
  return `${called}: ${counts(card.scorecard)}.${page.several ? ` ${page.several}` : ""}`;
}

/** What the principles of a scorecard are called, by the page that explains them. */
function rubricTitle({ title, principles: [{ iri }] }) {
  const folder = iri.match(/principles\/([a-z]+)\//)?.[1];
  return folder ? say(`rubric-title-${folder}`) : title;
}

/** Opens every principle that fails, and closes all. */
function opener(result) {
  const button = element("button", { type: "button", class: "button" }, say("assessor-open"));
  let open = false;
  button.addEventListener("click", () => {
    open = !open;
    button.textContent = open ? say("assessor-close") : say("assessor-open");
    for (const one of result.querySelectorAll(".fair-principle"))
      one.open = open && one.classList.contains("fail");
  });
  return button;
}

/** Shows `content` in a box that is read out at once, and in view. */
export function showProblem(page, content) {
  const several = page.several ? element("p", {}, page.several) : null;
  const box = element("div", { class: "problem", role: "alert", tabindex: "-1" }, content, several);
  page.result.replaceChildren(box);
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "nearest" });
}

function aside(messages, number) {
  const words = say("assessor-remarks", { count: number });
  return element("details", { class: "assess-remarks" }, element("summary", {}, words), messages);
}

function messageList(diagnostics, more) {
  if (diagnostics.length === 0) return null;
  const items = diagnostics.map(({ severity, message, hint, line }) =>
    element(
      "li",
      { class: severity },
      line ? `${say("assessor-line", { line })} ` : null,
      element("span", inEnglish(), sentence(short(message, LONGEST_MESSAGE))),
      hint
        ? element(
            "span",
            { class: "muted", ...inEnglish() },
            ` ${sentence(short(hint, LONGEST_MESSAGE))}`,
          )
        : null,
    ),
  );
  if (more > 0)
    items.push(element("li", { class: "muted" }, say("assessor-more", { count: more })));
  return element("ul", { class: "assess-messages" }, ...items);
}

function sentence(text) {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(first) ? first : `${first}.`;
}

/** Which work of the document is shown, where there are several. */
function choice({ card, others, unlisted = 0, name }, choose) {
  if (others.length === 0) return null;
  const select = element("select", { id: "assess-work" });
  select.append(
    element("option", { value: "", selected: true }, short(card.title || name, LONGEST_CHOICE)),
  );
  others.forEach(({ title }, place) => {
    select.append(element("option", { value: String(place) }, short(title, LONGEST_CHOICE)));
  });
  const works = { count: others.length + unlisted + 1, listed: others.length + 1 };
  const button = element("button", { type: "submit", class: "button" }, say("assessor-this"));
  const form = element(
    "form",
    { class: "assess-choice" },
    element(
      "label",
      { for: "assess-work" },
      unlisted ? say("assessor-works-listed", works) : say("assessor-works", works),
    ),
    select,
    button,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (select.value) choose(others[Number(select.value)].wanted);
  });
  return form;
}

function files(card, name) {
  const start = stem(name);
  const offer = (label, file, type, text) => {
    const button = element("button", { type: "button", class: "button" }, label);
    button.addEventListener("click", () => save(file, type, text));
    return button;
  };
  return element(
    "p",
    { class: "assess-buttons" },
    offer(
      say("download-as", { format: "FTR" }),
      `${start}.ftr.jsonld`,
      "application/ld+json",
      card.ftr,
    ),
    offer(
      say("download-as", { format: "JSON" }),
      `${start}.scorecard.json`,
      "application/json",
      card.json,
    ),
  );
}

function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
