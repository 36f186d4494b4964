// The SPARQL page: a question, where it is answered, and the answer.

import { element } from "../filter-index.js";
import { showAnswer, summary } from "./answer.js";
import { Browser } from "./browser.js";
import { addChoice } from "./choice.js";
import { fits } from "./device.js";
import { addEditor } from "./editing.js";
import { Endpoint } from "./endpoint.js";
import { readFacts } from "./facts.js";
import { addFederation, together } from "./federation.js";
import { whenIdle } from "./idle.js";
import { addQuestions } from "./questions.js";
import { showElsewhere, showProblem, showProgress, showTooLarge } from "./states.js";
import { decimal, say } from "../words/sparql.js";

const root = document.querySelector("[data-sparql]");
if (root) start(root);

function start(root) {
  const facts = readFacts(root);
  const part = (name) => root.querySelector(`[data-${name}]`);
  const browser = facts.engine ? new Browser(facts) : null;
  const endpoint = new Endpoint(facts);
  const page = {
    facts,
    browser,
    endpoint,
    answer: part("answer"),
    status: part("status"),
    cancel: part("cancel"),
    form: root.querySelector(".sparql-form"),
    choice: addChoice(part("choice"), { browser, endpoint }),
    federation: addFederation(part("federated-switch"), facts, () => prepare(page)),
    /** What is asked: the bytes and statements of all dumps. */
    asked: facts.dump,
    /** Whether the visitor loads statements that are too many for the device. */
    insists: false,
    /** The run in progress, as an AbortController. */
    run: null,
  };
  page.editor = addEditor(root.querySelector("#query"), facts.editor, {
    run: () => run(page),
    asked: () => prepare(page),
    changed: () => {
      delete page.form.dataset.checked;
      page.editor.mark(null);
      page.markQuestion(page.editor.text);
    },
    paused: async () => {
      const { text } = page.editor;
      const problem = await browser?.check(text);
      if (text !== page.editor.text) return;
      // Where nobody checked, the refusal of an endpoint stays marked.
      if (problem !== undefined) page.editor.mark(problem);
      // For whoever waits until what is marked is the last word on this text.
      page.form.dataset.checked = "";
    },
    vocabulary: () => ({ prefixes: facts.prefixes, terms: browser?.terms ?? [] }),
  });
  page.markQuestion = addQuestions(root, hash, (text) => {
    page.editor.text = text;
    run(page);
    showForm(page.form);
  });
  page.form.addEventListener("submit", (event) => {
    event.preventDefault();
    run(page);
  });
  page.cancel.addEventListener("click", () => {
    page.run?.abort(new DOMException("cancelled", "AbortError"));
    page.form.querySelector("[type=submit]").focus();
  });
  addShare(page, part("tools"));
  addEventListener("hashchange", () => fromHash(page));
  page.markQuestion(page.editor.text);
  if (!fromHash(page)) whenIdle(page.choice.where);
}

/** On a narrow screen the questions stand above the form. */
function showForm(form) {
  const { top } = form.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) form.scrollIntoView({ block: "start" });
}

/** Asks for the verdicts on the record `iri`, with what they mean. */
function findings(iri) {
  return `SELECT ?principle ?question ?verdict ?evidence ?method {
  <${iri.replace(/[<>"{}|^`\\\s]/g, encodeURIComponent)}> dqv:hasQualityMeasurement ?finding .
  ?finding dqv:value ?verdict ;
    dqv:isMeasurementOf ?indicator .
  OPTIONAL { ?finding schema:description ?evidence }
  ?indicator dqv:inDimension / skos:notation ?principle ;
    skos:prefLabel ?question ;
    skos:definition ?method .
}
ORDER BY ?principle ?question`;
}

function hash(query) {
  return `#query=${encodeURIComponent(query)}`;
}

/** Takes a query out of the page's address and runs it. Returns whether there is one. */
function fromHash(page) {
  const [, key, value] = location.hash.match(/^#(query|findings)=(.*)$/s) ?? [];
  if (!key) return false;
  try {
    const text = decodeURIComponent(value);
    page.editor.text = key === "query" ? text : findings(text);
  } catch {
    return false;
  }
  run(page);
  return true;
}

function addShare(page, tools) {
  const share = element("button", { type: "button", class: "button" }, say("ask-copy-link"));
  share.addEventListener("click", async () => {
    const address = new URL(hash(page.editor.text), location.href).href;
    history.replaceState(null, "", address);
    await navigator.clipboard?.writeText(address).catch(() => null);
    share.textContent = say("copied");
    setTimeout(() => (share.textContent = say("ask-copy-link")), 2000);
  });
  tools.append(share);
}

function isTooLarge({ asked, insists }) {
  return !insists && !fits(asked.statements);
}

/** Where a question is answered. An endpoint knows nothing of other catalogues. */
async function whereOf(page) {
  if (!page.federation.asked()) {
    if (page.browser) page.browser.use([page.facts.dump]);
    page.asked = page.facts.dump;
    return page.choice.where();
  }
  if (!page.browser) return "nowhere";
  const dumps = await page.federation.dumps();
  page.browser.use(dumps);
  page.asked = together(dumps);
  return "browser";
}

/** Whoever turns to the editor will ask: terms for completion are loaded meanwhile. */
async function prepare(page) {
  const where = await whereOf(page).catch(() => "nowhere");
  if (where !== "browser" || isTooLarge(page)) return;
  await page.browser.open().catch(() => null);
}

async function run(page) {
  page.run?.abort(new DOMException("another question", "AbortError"));
  const turn = new AbortController();
  page.run = turn;
  const text = page.editor.text;
  history.replaceState(null, "", hash(text));
  page.editor.mark(null);
  page.status.textContent = "";
  const where = await whereOf(page).catch((error) => error);
  if (turn.signal.aborted) return;
  if (where instanceof Error) return show(page, showProblem(where, page.editor.goTo));
  if (where === "nowhere") return show(page, showElsewhere(commandOf(page), text));
  if (where === "browser" && isTooLarge(page)) {
    const load = () => {
      page.insists = true;
      run(page);
    };
    return show(page, showTooLarge(commandOf(page), text, load));
  }
  await ask(page, turn, where, text);
}

async function ask(page, turn, where, text) {
  const progress = showProgress({ dump: page.asked });
  const began = performance.now();
  show(page, progress.node);
  page.answer.setAttribute("aria-busy", "true");
  page.cancel.hidden = false;
  try {
    const answer = await page[where].ask(text, {
      signal: turn.signal,
      progress: progress.loading,
      asking: progress.asking,
    });
    const nodes = await showAnswer(page.facts, answer);
    if (page.run !== turn) return;
    show(page, ...nodes);
    page.status.textContent = summary(answer, where);
  } catch (error) {
    if (page.run !== turn) return;
    fail(page, turn, where, error, performance.now() - began);
  } finally {
    if (page.run === turn) finish(page);
  }
}

function fail(page, turn, where, error, milliseconds) {
  if (turn.signal.aborted) {
    const said = say("ask-cancelled", { seconds: decimal((milliseconds / 1000).toFixed(1)) });
    page.status.textContent = where === "browser" ? `${said} ${say("ask-anew")}` : said;
    show(page);
    // Ready for the next question.
    whenIdle(() => prepare(page));
    return;
  }
  page.editor.mark(error);
  show(page, showProblem(error, page.editor.goTo));
}

/** What a command line needs to ask the same. */
function commandOf(page) {
  const { facts, federation, asked } = page;
  const federated = federation.asked() ? " --federated" : "";
  return { dump: asked, published: `${facts.published}${federated}` };
}

function show(page, ...nodes) {
  page.answer.replaceChildren(...nodes);
}

function finish(page) {
  page.run = null;
  page.cancel.hidden = true;
  page.answer.removeAttribute("aria-busy");
}
