// The model's answer to one example: a class or values, how sure it is, where that lies among the
// control set's, how long it took, and whether the other engine says the same.

import { answerGauge } from "./answer-gauge.js";
import { reader } from "./answer-reading.js";
import { rowOf } from "./arrays.js";
import { button, element, icon } from "./dom.js";
import { bytes, largestDifference, milliseconds, width } from "./numbers.js";
import { truthWords } from "./truth.js";
import { say } from "../words/run.js";

/** Features that a warning names. */
const MOST_NAMED = 6;

export function answerPanel(session, spread) {
  const { facts } = session;
  const { output } = facts;
  const read = reader(facts);
  const gauge = answerGauge(facts);
  const word = element("strong", { class: "try-class" }, "…");
  const number = element("span", { class: "try-probability" });
  const before = element("span", { class: "try-before small muted" });
  const outside = element("p", { class: "try-outside small" });
  const line = element(
    "div",
    { class: "try-answer-line" },
    element("p", { class: "try-verdict" }, word, number, before),
    gauge.node,
    outside,
  );
  const details = element("dl", { class: "try-runs" });
  const truth = element("div", { class: "try-ask-truth" });
  const below = element(
    "div",
    { class: "try-answer-more" },
    spread?.node,
    element("div", { class: "try-answer-side" }, details, truth),
  );
  const node = element(
    "section",
    { class: "try-answer", "aria-label": say("run-model-answer") },
    line,
    below,
  );

  let example = null;
  let latest = null;

  /** Takes back what was said of another input. */
  function withdraw() {
    truth.replaceChildren();
    outside.replaceChildren();
    details.replaceChildren();
  }

  function showTruth(reading, was) {
    if (example.label == null) return truth.replaceChildren();
    if (!session.isRevealed(example)) {
      const ask = button(say("run-show-truth"), () => {
        session.reveal(example);
        showTruth(reading, was);
        truth.querySelector("p")?.focus();
      });
      return truth.replaceChildren(ask);
    }
    const seen = {
      truth: facts.classes[example.label],
      before: (was ?? reading).word,
      now: reading.word,
      isChanged: was !== null,
    };
    const words = truthWords(seen);
    return truth.replaceChildren(
      element(
        "p",
        { tabindex: "-1", role: "status" },
        words.lead,
        element("strong", {}, words.truth),
        words.rest,
      ),
    );
  }

  return {
    node,
    begin(shown) {
      example = shown;
      latest = null;
      withdraw();
      node.setAttribute("aria-busy", "true");
    },
    /** Gives the place of the class that it shows, where there are classes. */
    show({ ran, baseline, isChanged }) {
      latest = ran;
      const reading = read(ran);
      const was = isChanged && baseline ? read(baseline) : null;
      node.removeAttribute("aria-busy");
      withdraw();
      word.textContent = reading.word;
      word.classList.toggle("positive", reading.isPositive);
      number.textContent = reading.beside;
      before.textContent = was === null ? "" : say("run-was", { before: was.before });
      gauge.show(reading, was);
      outside.replaceChildren(...outsideWords(ran.outside));
      if (reading.mark != null) spread?.mark(reading.mark);
      engineLine(facts, details, "first", ran, reading);
      showTruth(reading, was);
      if (session.began != null) {
        const seconds = performance.now() - session.began;
        session.began = null;
        firstAnswer(details, seconds, ran.info);
        performance.measure("try: first answer", {
          start: performance.now() - seconds,
          duration: seconds,
        });
      }
      session.sayWhenQuiet(
        was === null
          ? say("run-said", reading)
          : say("run-said-changed", { ...reading, before: was.before }),
      );
      return reading.answered;
    },
    fail() {
      node.removeAttribute("aria-busy");
      latest = null;
      withdraw();
      word.textContent = say("run-no-answer");
      word.classList.remove("positive");
      number.textContent = "";
      before.textContent = "";
      spread?.clear();
    },
    /** Asks the other engines the same, and shows by how much they differ from `first`. */
    async compare(inputs, first) {
      for (const engine of facts.engines.filter((it) => it !== session.primary)) {
        if (navigator.connection?.saveData && !session.isOpen(engine)) continue;
        details.classList.add("waiting");
        try {
          const ran = await session.run(engine, inputs);
          if (latest !== first) return;
          const difference = largestDifference(
            rowOf(ran.outputs[output], 0),
            rowOf(first.outputs[output], 0),
          );
          engineLine(facts, details, engine, ran, read(ran), difference);
        } catch (error) {
          failureLine(facts, details, engine, error);
        } finally {
          details.classList.remove("waiting");
        }
      }
    },
  };
}

/** A warning that the model was not trained on such an input, and by which features. */
export function outsideWords(features) {
  if (!features?.length) return [];
  const named = features.slice(0, MOST_NAMED).join(", ");
  const more = features.length > MOST_NAMED ? ", …" : "";
  return [icon("warning"), say("run-outside", { features: `${named}${more}` })];
}

function apartBy(difference) {
  return difference === 0 ? say("run-same") : say("run-apart", { width: width(difference) });
}

/** One engine with its answer and time; the same engine keeps its line. */
function engineLine(facts, list, key, { info, milliseconds: time }, reading, difference) {
  const title = element(
    "dt",
    { "data-engine": key },
    facts.engine_names?.[info.engine] ?? info.engine,
    element("span", { class: "muted" }, ` ${info.version}`),
  );
  const words = [say("run-score-in", { score: reading.score, time: milliseconds(time) })];
  const muted = (text) => element("span", { class: "muted" }, `, ${text}`);
  const apart = difference === undefined ? null : muted(apartBy(difference));
  const how = info.instructions ? muted(info.instructions) : null;
  const value = element("dd", { "data-value": reading.main }, ...words, apart ?? how);
  const old = list.querySelector(`dt[data-engine="${key}"]`);
  if (!old) return addLine(list, title, value);
  old.nextElementSibling.replaceWith(value);
  return old.replaceWith(title);
}

function failureLine(facts, list, key, error) {
  const old = list.querySelector(`dt[data-engine="${key}"]`);
  old?.nextElementSibling.remove();
  old?.remove();
  const name = facts.engine_names?.[key] ?? key;
  addLine(list, element("dt", { "data-engine": key }, name), element("dd", {}, error.message));
}

/** Engines stand together, before the time of the first answer. */
function addLine(list, title, value) {
  const time = list.querySelector("dt:not([data-engine])");
  if (time) time.before(title, value);
  else list.append(title, value);
}

function firstAnswer(list, time, info) {
  const size = info.bytes ? `, ${say("run-loaded", { size: bytes(info.bytes) })}` : "";
  list.append(
    element("dt", {}, say("run-click")),
    element("dd", {}, `${milliseconds(time)}${size}`),
  );
}
