// The two pictures of a jet, drawn by the engine's WebAssembly. Tracks and vertices are reached by
// pointer and keyboard in both, and what is chosen in one is chosen in the other.

import { itemTitle, present } from "./arrays.js";
import { element, picture } from "./dom.js";
import { brief, percent, unit } from "./numbers.js";
import { newestOnly } from "./pacing.js";
import { neighbour } from "./tabs.js";
import { byHand, isMovable } from "./track-hand.js";
import { say } from "../words/run.js";

const VIEWS = [
  { kind: "jet", title: say("view-jet") },
  { kind: "transverse", title: say("view-transverse") },
];

/** What is told of an item before its full list; the first six that the model has. */
const FIRST = [
  "track_ptrel",
  "trackBTag_Sip3dSig",
  "trackBTag_Sip2dSig",
  "track_dxy",
  "track_dz",
  "track_deltaR",
  "sv_pt",
  "sv_mass",
  "sv_ntracks",
  "sv_d3d",
  "sv_dxy",
  "sv_dxysig",
];
const TOLD = 6;

/** Short names for those, where the features' own are cryptic. */
const SHORT = {
  track_ptrel: say("told-ptrel"),
  trackBTag_Sip3dSig: say("told-sip3d"),
  trackBTag_Sip2dSig: say("told-sip2d"),
  track_dxy: "dxy",
  track_dz: "dz",
  track_deltaR: say("told-deltar"),
  sv_pt: "pT",
  sv_mass: say("told-mass"),
  sv_ntracks: say("told-ntracks"),
  sv_d3d: say("told-flight"),
  sv_dxy: say("told-across"),
  sv_dxysig: say("told-acrosssig"),
};

export function eventDisplay(session, jet, { legend, onPick, onMove }) {
  const frames = VIEWS.map(({ kind, title }) => ({
    kind,
    box: element("div", { class: "try-picture" }),
    title,
  }));
  const readout = element("div", { class: "try-readout small" });
  const help = element("p", { class: "hidden", id: "try-display-help" }, say("view-help"));
  const figures = frames.map(({ box, title }) =>
    element("figure", {}, element("figcaption", { class: "small muted" }, title), box),
  );
  const node = element(
    "div",
    { class: "try-display" },
    element("div", { class: "try-pictures" }, ...figures, readout),
    legend,
    ...(jet.layouts.some(isMovable)
      ? [element("p", { class: "small muted" }, say("view-move"))]
      : []),
    help,
  );
  let items = [];
  let chosen = null;
  let relevance = null;
  let drawnInputs = null;
  /** Inputs whose picture waits for their relevance. */
  let waiting = null;

  const selector = ({ input, item }) => `[data-${layoutOf(jet, input).element}="${item}"]`;
  const shapes = (item) =>
    frames.map(({ box }) => box.querySelector(selector(item))).filter(Boolean);
  const same = (a, b) => a && b && a.input === b.input && a.item === b.item;
  const find = (shape) => items.find((item) => shape?.matches?.(selector(item)));
  const anyShape = jet.layouts.map(({ element: name }) => `[data-${name}]`).join();
  const under = (target) => find(target.closest?.(anyShape));

  function tell(item) {
    readout.replaceChildren(...(item ? describe(jet, item) : []));
  }

  function light(item) {
    for (const { box } of frames)
      for (const old of box.querySelectorAll(".lit")) old.classList.remove("lit");
    if (item) for (const shape of shapes(item)) shape.classList.add("lit");
    tell(item ?? chosen);
  }

  function select(item, { focus }) {
    if (!items.some((it) => same(it, item))) return;
    for (const { box } of frames) {
      for (const old of box.querySelectorAll("[aria-pressed=true]")) {
        old.setAttribute("aria-pressed", "false");
        old.setAttribute("tabindex", "-1");
      }
    }
    chosen = item;
    for (const shape of shapes(item)) {
      shape.setAttribute("aria-pressed", "true");
      shape.setAttribute("tabindex", "0");
    }
    if (focus) shapes(item)[0]?.focus({ preventScroll: false });
    tell(item);
    onPick(item);
  }

  const [along] = frames;
  if (jet.layouts.some(isMovable)) {
    along.box.classList.add("movable");
    byHand(along.box, {
      find: (target) => {
        const item = under(target);
        return item && isMovable(layoutOf(jet, item.input)) ? item : null;
      },
      shapeOf: (item) => along.box.querySelector(selector(item)),
      keepsSide: ({ input }) => !layoutOf(jet, input).features.some(({ role }) => role === "phi"),
      onMove: (item, eta, phi) => {
        if (!same(item, chosen)) select(item, { focus: false });
        onMove(item, eta, phi);
      },
    });
  }
  for (const { box } of frames) {
    box.addEventListener("pointerover", (event) => light(under(event.target)));
    box.addEventListener("pointerleave", () => light(null));
    box.addEventListener("focusin", (event) => light(under(event.target)));
    box.addEventListener("focusout", () => light(null));
    box.addEventListener("click", (event) => {
      const item = under(event.target);
      if (item) select(item, { focus: false });
    });
    box.addEventListener("keydown", (event) => {
      const item = under(event.target);
      if (!item) return;
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        select(item, { focus: false });
        return;
      }
      const here = items.filter((it) => box.querySelector(selector(it)));
      const to = neighbour(
        event.key,
        here.findIndex((it) => same(it, item)),
        here.length,
      );
      if (to === null) return;
      event.preventDefault();
      select(here[to], { focus: false });
      box.querySelector(selector(here[to]))?.focus();
    });
  }

  function markLeftOut() {
    for (const item of items) {
      for (const shape of shapes(item))
        shape.classList.toggle("left-out", jet.edits.hasItemOut(item));
    }
  }

  const redraw = newestOnly(async (inputs) => {
    drawnInputs = inputs;
    items = jet.layouts.flatMap((layout) =>
      present(layout, jet.original[layout.name].values).map((item) => ({
        input: layout.name,
        item,
      })),
    );
    const given = drawing(inputs, relevance);
    const asked = frames.map(({ kind }) =>
      session.engine.draw(kind, given).then(
        (svg) => ({ svg }),
        (error) => ({ error }),
      ),
    );
    // Each when it comes, so that the page answers in between.
    for (const [place, drawn] of asked.entries()) {
      const { svg, error } = await drawn;
      if (error)
        frames[place].box.replaceChildren(
          element("p", { class: "small muted" }, say("view-failed", { reason: error.message })),
        );
      else put(frames[place], picture(svg));
    }
    markLeftOut();
    if (chosen && items.some((it) => same(it, chosen))) restore();
  });

  /** A new picture; the focus stays on the item that had it. */
  function put({ box, title }, svg) {
    const focused = box.contains(document.activeElement) ? find(document.activeElement) : null;
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-label", say("view-label", { title }));
    svg.setAttribute("aria-describedby", "try-display-help");
    for (const item of items) {
      const shape = svg.querySelector(selector(item));
      if (!shape) continue;
      shape.setAttribute("role", "button");
      shape.setAttribute("tabindex", "-1");
      shape.setAttribute("aria-pressed", "false");
    }
    const first = items.map((item) => svg.querySelector(selector(item))).find(Boolean);
    first?.setAttribute("tabindex", "0");
    box.replaceChildren(svg);
    if (focused) box.querySelector(selector(focused))?.focus({ preventScroll: true });
  }

  function restore() {
    for (const { box } of frames)
      for (const it of box.querySelectorAll("[tabindex='0']")) it.setAttribute("tabindex", "-1");
    for (const shape of shapes(chosen)) {
      shape.setAttribute("aria-pressed", "true");
      shape.setAttribute("tabindex", "0");
    }
    tell(chosen);
  }

  return {
    node,
    draw: redraw,
    select,
    /** Draws `inputs` once their relevance is given: each picture once. */
    drawWithRelevance: (inputs) => (waiting = inputs),
    /** Rings the items by what they contributed; `null` takes the rings away. */
    relevance(given) {
      if (given === relevance && !waiting) return;
      relevance = given;
      const inputs = waiting ?? drawnInputs;
      waiting = null;
      if (inputs) redraw(inputs);
    },
  };
}

/** What the engine's `draw` takes. */
function drawing(inputs, relevance) {
  const values = Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [name, input.values]),
  );
  return { title: say("view-this"), inputs: values, relevance };
}

function layoutOf(jet, input) {
  return jet.layouts.find(({ name }) => name === input);
}

/** Those of an item that is left out are as they were measured: it is still drawn. */
function valuesOf(jet, { input, item }) {
  const layout = layoutOf(jet, input);
  const { values } = (jet.edits.hasItemOut({ input, item }) ? jet.original : jet.current)[input];
  const known = FIRST.map((name) => layout.find(name)).filter((place) => place >= 0);
  const told = known.length > 0 ? known : [...layout.features.keys()];
  return told.slice(0, TOLD).map((place) => ({
    feature: layout.features[place],
    value: jet.edits.hasFeatureOut(input, place) ? null : values[layout.at(item, place)],
  }));
}

function describe(jet, item) {
  const lines = valuesOf(jet, item).map(({ feature, value }) => {
    const name = element("dt", { title: feature.meaning }, SHORT[feature.name] ?? feature.name);
    return element("div", {}, name, element("dd", { class: "number" }, written(feature, value)));
  });
  return [
    element(
      "p",
      {},
      element("strong", {}, itemTitle(layoutOf(jet, item.input), item.item)),
      jet.edits.hasItemOut(item) ? ` ${say("view-left-out")}` : null,
    ),
    element("dl", {}, ...lines),
  ];
}

function written(feature, value) {
  if (value === null) return say("run-feature-out");
  if (feature.role === "momentum-share") return percent(value);
  return `${brief(value)} ${unit(feature.unit)}`.trim();
}
