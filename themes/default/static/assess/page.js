// The page "Assess your page": what a visitor gives, and its scorecard.

import { onFile } from "../file-field.js";
import { element } from "../filter-index.js";
import { Assessor } from "./assessor.js";
import { EXAMPLE } from "./example.js";
import { showProblem, showResult } from "./result.js";
import { short } from "./texts.js";
import { say } from "../words/assess.js";

/** Letters of the name of a file. */
const LONGEST_NAME = 120;

const root = document.querySelector("[data-assess]");
if (root) start(root);

function start(root) {
  const { worker, engine, engineModule, settings, principles } = root.dataset;
  const part = (name) => root.querySelector(`[data-${name}]`);
  if (!engine) {
    part("without").hidden = false;
    return;
  }
  const absolute = (path) => new URL(path, location.href).href;
  const addresses = {
    worker: absolute(worker),
    script: absolute(engine),
    module: absolute(engineModule),
  };
  const page = {
    root,
    principles,
    assessor: new Assessor(addresses, settings),
    status: part("status"),
    working: part("working"),
    result: part("result"),
    /** What the last document was given by. */
    field: "input",
    /** What is said where more was given than is taken. */
    several: "",
    /** The assessment in progress, as an AbortController. */
    turn: null,
  };
  part("give").hidden = false;
  addFile(page, part("drop"));
  addText(page, part("paste"));
  part("cancel").addEventListener("click", () => {
    page.turn?.abort(new DOMException("cancelled", "AbortError"));
  });
}

function tell(page, text) {
  page.status.classList.remove("hidden");
  page.status.textContent = text;
}

function addFile(page, zone) {
  onFile(zone.querySelector("input"), zone, (file, number) => {
    page.field = "input";
    page.several = number > 1 ? several(file, number) : "";
    assess(page, { given: file, name: file.name });
  });
}

function several(file, number) {
  return say("assessor-several", { count: number, name: short(file.name, LONGEST_NAME) });
}

function addText(page, form) {
  const text = form.querySelector("textarea");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (text.value.trim()) {
      page.field = "textarea";
      page.several = "";
      page.root.querySelector("input").value = "";
      assess(page, { given: text.value, name: say("assessor-pasted") });
      return;
    }
    tell(page, say("assessor-no-text"));
    text.focus();
  });
  form.querySelector("[data-example]").addEventListener("click", () => {
    text.value = EXAMPLE;
    text.focus();
    text.setSelectionRange(0, 0);
    text.scrollTop = 0;
  });
}

/** Assesses `document` as the assessor takes it: the work that is `wanted`, or the first. */
async function assess(page, document, wanted) {
  page.turn?.abort(new DOMException("another document", "AbortError"));
  const turn = new AbortController();
  page.turn = turn;
  tell(page, say("assessor-assessing", { name: short(document.name, LONGEST_NAME) }));
  page.working.hidden = false;
  page.result.setAttribute("aria-busy", "true");
  if (!wanted) page.result.replaceChildren();
  try {
    const found = await page.assessor.assess(document, { wanted, signal: turn.signal });
    if (page.turn !== turn) return;
    const choose = (other) => assess(page, document, other);
    tell(page, showResult(page, { ...found, name: document.name }, choose));
    // The scorecard says the same to those who see it.
    page.status.classList.add("hidden");
  } catch (error) {
    if (page.turn === turn) fail(page, turn, error);
  } finally {
    if (page.turn === turn) {
      page.turn = null;
      page.working.hidden = true;
      page.result.removeAttribute("aria-busy");
    }
  }
}

function fail(page, turn, error) {
  if (turn.signal.aborted) {
    tell(page, say("assessor-cancelled"));
    page.root.querySelector(page.field).focus();
    return;
  }
  tell(page, "");
  showProblem(page, element("p", {}, error.message));
}
