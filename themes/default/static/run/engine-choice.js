// Choosing an engine, where a model has more than one.

import { element, freshId } from "./dom.js";

const WORDS = { native: "native, made for this network", tract: "tract, runs the ONNX file" };

export function engineChoice(session) {
  const { engines } = session.facts;
  const name = freshId("engine");
  if (engines.length === 1) return { node: null, chosen: () => engines[0] };
  const radios = engines.map((engine) =>
    element("input", { type: "radio", name, value: engine, checked: engine === session.primary }),
  );
  const labels = radios.map((radio) =>
    element("label", { class: "try-check" }, radio, WORDS[radio.value] ?? radio.value),
  );
  const node = element(
    "fieldset",
    { class: "try-choice" },
    element("legend", {}, "Engine"),
    ...labels,
  );
  return { node, chosen: () => radios.find((radio) => radio.checked).value };
}
