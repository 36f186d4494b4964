// A visitor's own file: read by the model's contract, scored in this page, and given back.

import { onFile } from "../file-field.js";
import { element, freshId, notice, ofProgram, withCode } from "./dom.js";
import { engineChoice } from "./engine-choice.js";
import { engineName } from "./engine-name.js";
import { measures } from "./measures.js";
import { milliseconds, rate } from "./numbers.js";
import { progressLine } from "./progress.js";
import { resultTable } from "./result-table.js";
import { offerTemplates } from "./templates.js";
import { say } from "../words/run.js";

const ACCEPTED = ".json,.csv,.npy,.npz,.h5,.hdf5";

export function ownData(session) {
  const { facts } = session;
  const inputId = freshId("file");
  const file = element("input", { id: inputId, type: "file", accept: ACCEPTED });
  const choice = engineChoice(session);
  const progress = progressLine(say("own-rows"));
  const outcome = element("div", { class: "try-flow" });
  const drop = element(
    "div",
    { class: "try-drop" },
    element("p", {}, element("label", { for: inputId }, say("assess-drop")), file),
    element("p", { class: "small muted" }, say("own-formats", { inputs: names(facts) })),
    element("p", { class: "small muted" }, ...withCode(say("own-truth"))),
  );
  onFile(file, drop, take);
  let turn = 0;

  async function take(given, number) {
    turn += 1;
    const mine = turn;
    outcome.replaceChildren();
    try {
      const done = await progress.during((conditions) => read(given, conditions));
      if (mine !== turn) return;
      if (done) show(given, number, done);
      else
        outcome.replaceChildren(
          element("p", { class: "muted", role: "status" }, say("own-cancelled")),
        );
    } catch (error) {
      if (mine === turn)
        outcome.replaceChildren(
          notice("fail", element("strong", {}, given.name), ": ", ofProgram(error.message)),
        );
    }
  }

  async function read(given, { signal, onProgress }) {
    const engine = choice.chosen();
    const info = await session.ready(engine);
    const data = await contentOf(given, { signal, onProgress });
    signal.throwIfAborted();
    onProgress(0, data.items);
    const scored = await session.engine.score(engine, data.inputs, { onProgress, signal });
    const { labels, targets } = data;
    const found =
      labels || targets
        ? await session.engine.measure(engine, scored.outputs, { labels, targets })
        : null;
    return { info, data, scored, found };
  }

  async function contentOf(given, conditions) {
    if (!isHdf5(given.name))
      return session.engine.read(new Uint8Array(await given.arrayBuffer()), given.name);
    const { readHdf5 } = await import("./hdf5.js");
    return readHdf5(given, facts.signature, conditions);
  }

  function show(given, number, { info, data, scored, found }) {
    const time = milliseconds(scored.milliseconds);
    const perSecond = (data.items / scored.milliseconds) * 1000;
    const line = say("own-done", {
      count: data.items,
      file: given.name,
      time: scored.milliseconds > 0 ? say("own-speed", { time, rate: rate(perSecond) }) : time,
      engine: engineName(facts, info),
    });
    const head = element("p", { tabindex: "-1", role: "status" }, line);
    const notes = data.notes.length
      ? element(
          "ul",
          { class: "small" },
          ...data.notes.map((note) => element("li", {}, ofProgram(note))),
        )
      : null;
    const several =
      number > 1
        ? element("p", { class: "small" }, say("own-several", { count: number, name: given.name }))
        : null;
    outcome.replaceChildren(
      head,
      ...[several, notes, found ? measures(facts, found) : null].filter(Boolean),
      resultTable(session, scored.outputs, data.items, given.name),
    );
    head.focus({ preventScroll: true });
  }

  return element(
    "div",
    { class: "try-flow" },
    drop,
    element("div", { class: "try-tools" }, choice.node, offerTemplates(session)),
    progress.node,
    outcome,
  );
}

function isHdf5(name) {
  return /\.(h5|hdf5)$/i.test(name);
}

function names(facts) {
  return facts.signature.inputs
    .map((input) => `${input.name} [${input.shape.join(", ")}]`)
    .join(` ${say("and")} `);
}
