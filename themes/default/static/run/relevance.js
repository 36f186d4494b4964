// Why the model answers as it does: the relevance that layer-wise relevance propagation (LRP-γ)
// gives to each track, vertex and feature.

import { itemTitle, present } from "./arrays.js";
import { element, freshId, notice } from "./dom.js";
import { figure, signed } from "./numbers.js";
import { newestOnly } from "./pacing.js";
import { parts, say } from "../words/run.js";

const MOST_BARS = 12;

export function relevancePanel(session, jet, { onRelevance, onPick }) {
  const { facts } = session;
  const chosen = { of: facts.positive };
  const body = element("div", { class: "try-relevance-bars" });
  const sum = element("p", { class: "small muted" });
  const overlay = checkbox(say("relevance-show"), true, () => shade());
  const classes = classChoice(facts, chosen, () => update());
  /** Of more than two classes, the one that the model answers is asked about first. */
  const choose = () => {
    if (chosen.of == null) classes.choose(jet.answered ?? 0);
  };
  const intro = element(
    "p",
    { class: "small" },
    ...parts("relevance-intro", {
      for: element("span", { class: "try-for" }, say("relevance-for")),
      against: element("span", { class: "try-against" }, say("relevance-against")),
    }),
  );
  const node = element(
    "div",
    { class: "try-relevance" },
    intro,
    element("div", { class: "try-relevance-tools" }, classes.node, overlay.node),
    body,
    sum,
  );
  let found = null;
  let isOpen = false;

  const work = newestOnly(async () => {
    try {
      const given = await session.engine.relevance(jet.current, chosen.of);
      found = { given, ...named(jet, given) };
      show();
    } catch (error) {
      found = null;
      body.replaceChildren(notice("fail", error.message));
    }
    shade();
  });

  /** Recomputes for the jet as it is now; does nothing until the panel was opened once. */
  function update() {
    isOpen ||= !node.closest("[hidden]");
    if (!isOpen || !jet.current) return undefined;
    choose();
    return work();
  }

  function show() {
    const items = found.items.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
    const features = found.features.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
    body.replaceChildren(
      bars(say("relevance-items"), items, (bar) => onPick({ input: bar.input, item: bar.item })),
      bars(say("relevance-features"), features, null),
    );
    const { logit, bias, total } = found.given;
    sum.textContent = say("relevance-sum", {
      class: facts.classes[chosen.of],
      logit: figure(logit),
      total: signed(total),
      bias: signed(bias),
    });
  }

  function shade() {
    onRelevance(found && overlay.isOn() ? found.given : null);
  }

  return {
    node,
    update,
    /** Whether each change of the jet gives rings for its picture. */
    isShown: () => isOpen && overlay.isOn(),
  };
}

/** The sums of the engine with what they are of. */
function named(jet, given) {
  const items = jet.layouts.flatMap((layout) => {
    const there = present(layout, jet.original[layout.name].values);
    return there.map((item) => ({
      input: layout.name,
      item,
      name: itemTitle(layout, item),
      value: given[layout.name][item],
    }));
  });
  const features = jet.layouts.flatMap((layout) =>
    layout.features.map(({ name, meaning }, place) => ({
      name,
      meaning,
      value: given.features[layout.name][place],
    })),
  );
  return { items, features };
}

/** Bars to both sides of zero, the largest first; a list, so that it is read as one. */
function bars(title, rows, onPick) {
  const shown = rows.slice(0, MOST_BARS);
  const most = Math.max(...shown.map(({ value }) => Math.abs(value)), 1e-12);
  const id = freshId("bars");
  const lines = shown.map((row) => {
    const name = onPick
      ? element("button", { type: "button", class: "try-bar-name" }, row.name)
      : element("span", { class: "try-bar-name", title: row.meaning }, row.name);
    if (onPick) name.addEventListener("click", () => onPick(row));
    const bar = element("span", {
      class: `try-bar ${row.value < 0 ? "against" : "for"}`,
      "aria-hidden": "true",
    });
    bar.style.setProperty("--length", (Math.abs(row.value) / most).toFixed(3));
    return element(
      "li",
      {},
      name,
      element("span", { class: "try-bar-rail" }, bar),
      element("span", { class: "number mono" }, signed(row.value)),
    );
  });
  const rest = rows.length - shown.length;
  return element(
    "div",
    {},
    element("h4", { id }, title),
    element("ol", { class: "try-bars", "aria-labelledby": id }, ...lines),
    rest > 0
      ? element("p", { class: "small muted" }, say("relevance-less", { count: rest }))
      : null,
  );
}

function checkbox(label, isOn, onChange) {
  const box = element("input", { type: "checkbox", checked: isOn });
  box.addEventListener("change", onChange);
  return { node: element("label", { class: "try-check" }, box, label), isOn: () => box.checked };
}

function classChoice(facts, chosen, onChange) {
  const name = freshId("class");
  const options = facts.classes.map((label, place) => {
    const input = element("input", {
      type: "radio",
      name,
      value: place,
      checked: place === chosen.of,
    });
    input.addEventListener("change", () => {
      chosen.of = place;
      onChange();
    });
    return { input, label: element("label", { class: "try-check" }, input, label) };
  });
  const node = element(
    "fieldset",
    { class: "try-choice" },
    element("legend", {}, say("relevance-of")),
    ...options.map(({ label }) => label),
  );
  const choose = (place) => {
    chosen.of = place;
    options[place].input.checked = true;
  };
  return { node, choose };
}
