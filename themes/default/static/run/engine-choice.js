// Choosing an engine, where a model has more than one.

import { element, freshId } from "./dom.js";
import { say } from "../words/run.js";

export function engineChoice(session) {
  const { engines, engine_titles: titles } = session.facts;
  const name = freshId("engine");
  if (engines.length === 1) return { node: null, chosen: () => engines[0] };
  const radios = engines.map((engine) =>
    element("input", { type: "radio", name, value: engine, checked: engine === session.primary }),
  );
  const labels = radios.map((radio) =>
    element("label", { class: "try-check" }, radio, titles[radio.value]),
  );
  const node = element(
    "fieldset",
    { class: "try-choice" },
    element("legend", {}, say("engine")),
    ...labels,
  );
  return { node, chosen: () => radios.find((radio) => radio.checked).value };
}
