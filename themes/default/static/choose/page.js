// Models beside each other. Which ones, the address says: `?models=a,b`, or as a form sends it.

import { element } from "../filter-index.js";
import { parts, say } from "../words/choose.js";
import { disagreements } from "./disagreements.js";
import { curves, spreads } from "./plots.js";
import { principles, records } from "./records.js";
import { titleOf } from "./titles.js";

/** Models beside each other; more than this nobody can look at. */
const MOST = 6;

const root = document.querySelector("[data-choose]");
if (root) start(root);

async function start(root) {
  const form = root.querySelector("form");
  const page = {
    base: root.dataset.base,
    boxes: [...form.querySelectorAll("input[name=models]")],
    fold: form.querySelector("details"),
    count: root.querySelector("[data-count]"),
    status: root.querySelector("[data-status]"),
    chosen: root.querySelector("[data-chosen]"),
    turn: 0,
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const slugs = page.boxes.filter((box) => box.checked).map((box) => box.value);
    history.pushState(null, "", addressOf(slugs));
    show(page, slugs);
  });
  form.addEventListener("change", () => count(page));
  addEventListener("popstate", () => restore(page));
  restore(page);
}

function restore(page) {
  const slugs = slugsOf(location.search);
  history.replaceState(null, "", addressOf(slugs));
  for (const box of page.boxes) box.checked = slugs.includes(box.value);
  show(page, slugs);
}

/** The models that an address names, each once; anything else in it is nothing. */
export function slugsOf(address) {
  const named = new URLSearchParams(address).getAll("models").flatMap((text) => text.split(","));
  return [...new Set(named)].filter((slug) => /^[a-z0-9][a-z0-9._-]*$/.test(slug));
}

function addressOf(slugs) {
  return slugs.length ? `?models=${slugs.join(",")}` : location.pathname;
}

function count(page) {
  const { length } = page.boxes.filter((box) => box.checked);
  page.count.textContent = length ? say("choose-chosen", { count: length }) : "";
}

async function show(page, slugs) {
  page.turn += 1;
  const { turn } = page;
  count(page);
  page.fold.open = slugs.length < 2;
  page.chosen.replaceChildren();
  page.status.textContent = slugs.length < 2 ? say("choose-two") : say("choose-loading");
  if (slugs.length < 2) return;
  const asked = slugs.slice(0, MOST);
  const loaded = await Promise.all(asked.map((slug) => load(page.base, slug)));
  if (turn !== page.turn) return;
  const models = loaded
    .filter((model) => model.title)
    .map((model, at) => ({ ...model, letter: String.fromCharCode(65 + at) }));
  const missing = asked.filter((_, at) => !loaded[at].title);
  page.status.textContent = [
    missing.length ? say("choose-missing", { models: missing.join(", ") }) : "",
    slugs.length > MOST ? say("choose-most", { count: MOST }) : "",
  ]
    .filter(Boolean)
    .join(" ");
  if (models.length === 0) return;
  page.chosen.append(...sections(page.base, models));
}

/** A model with what it answered, where that is known; without a title where there is none. */
async function load(base, slug) {
  const folder = `${base}models/${slug}/`;
  const json = async (name) => {
    const response = await fetch(`${folder}${name}`);
    return response.ok ? response.json() : {};
  };
  try {
    const model = await json("compared.json");
    const answers = model.answers ? await json(model.answers) : undefined;
    return { ...model, slug, answers };
  } catch {
    return {};
  }
}

function sections(base, models) {
  const answered = models.filter((model) => model.answers?.items_sha256);
  return [
    ...records(base, models),
    // Who is missing is said before what they are missing from.
    answered.length < models.length
      ? element("p", { class: "notice" }, ...parts("choose-unanswered", { models: rest(models) }))
      : null,
    part("curves", curves(answered)),
    part("spreads", spreads(answered)),
    part("disagreements", disagreements(base, answered)),
    principles(base, models),
  ].filter(Boolean);
}

function rest(models) {
  const without = models.filter((model) => !model.answers?.items_sha256);
  const titles = without.map((model, at) => [at > 0 ? "; " : "", titleOf(model)]);
  return element("span", {}, ...titles.flat());
}

function part(name, content) {
  if (!content) return null;
  return element(
    "section",
    { "aria-labelledby": name },
    element("h2", { id: name }, say(`choose-${name}`)),
    ...content,
  );
}
