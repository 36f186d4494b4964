// One peak: the image, where the model finds its centre, and the hand that moves or draws it.

import { packed, unpacked } from "./address.js";
import { rowOf, typedArray } from "./arrays.js";
import { button, element, freshId, notice, picture, tableFrame } from "./dom.js";
import { engineName } from "./engine-name.js";
import { distance, figure, milliseconds, width } from "./numbers.js";
import { eachFrame, newestOnly } from "./pacing.js";
import { byHand } from "./peak-hand.js";
import { normalized, rangeOf, roundPeak, shifted } from "./peak-image.js";
import { say } from "../words/run.js";

export function view(session, { legend, spread }) {
  const { facts } = session;
  const [declared] = facts.signature.inputs;
  const output = facts.signature.outputs.find(({ name }) => name === facts.output);
  const side = Number(declared.shape[2]);
  const factor = output.conversion?.factor ?? 1;
  const unit = output.conversion?.unit ?? "";
  const isScaled = declared.scale === "min-max";
  const peak = { side, values: new Float64Array(side * side), truth: null, example: null };
  /** What is dark and what is bright where a visitor draws: as in the example. */
  let range = { low: 0, high: 1 };
  const centre = [(side - 1) / 2, (side - 1) / 2];

  const trouble = element("div", {});
  const frame = element("div", { class: "try-picture try-peak-picture" });
  const details = element("dl", { class: "try-runs" });
  const headline = element(
    "p",
    { class: "try-verdict" },
    element("strong", { class: "try-class" }, "…"),
    element("span", { class: "try-probability" }),
  );
  const grid = imageTable(side);
  const hand = byHand(frame, side, {
    onShift: (columns, rows) => move(columns, rows),
    onPaint: (pixel, by) => paint(pixel, by),
  });
  const tools = element(
    "div",
    { class: "try-tools" },
    button(say("peak-back"), () => restore()),
    button(say("peak-round"), () => replace(roundPeak(side, centre, range), centre)),
    button(say("peak-empty"), () => replace(new Float64Array(side * side).fill(range.low), null)),
  );
  const words = element(
    "p",
    { class: "small muted" },
    isScaled ? say("peak-scaled") : say("peak-unscaled"),
  );
  const node = element(
    "div",
    { class: "try-peak" },
    trouble,
    element(
      "div",
      { class: "try-peak-columns" },
      element("div", { class: "try-flow tight" }, frame, legend),
      element(
        "section",
        { class: "try-flow", "aria-label": say("run-model-answer") },
        headline,
        details,
        hand.node,
        tools,
        words,
      ),
    ),
    spread?.node,
    element("details", {}, element("summary", {}, say("peak-table")), grid.node),
  );

  function move(columns, rows) {
    replace(
      shifted(peak.values, side, [columns, rows], range.low),
      peak.truth && [peak.truth[0] + columns, peak.truth[1] + rows],
    );
  }

  function paint(pixel, by) {
    const values = peak.values.slice();
    const { low, high } = range;
    values[pixel] = Math.max(low, Math.min(high, values[pixel] + by * (high - low)));
    replace(values, null);
  }

  function replace(values, truth) {
    peak.values = values;
    peak.truth = truth;
    locate();
    session.remember({
      item: peak.example?.row,
      image: packed(values, declared.dtype),
      truth: truth?.map((value) => Number(value.toFixed(3))).join(","),
    });
  }

  /** Shows the image that an address asks for, where it asks for one. */
  function recall({ image, truth }) {
    const values = image ? unpacked(image, side * side) : null;
    if (!values) return;
    const place = truth?.split(",").map(Number) ?? [];
    replace(values, place.length === 2 && place.every(Number.isFinite) ? place : null);
  }

  function restore() {
    if (!peak.example) return replace(roundPeak(side, centre, range), centre);
    const { inputs, target } = peak.example;
    const values = typedArray(declared.dtype, inputs[declared.name].values);
    range = rangeOf(values);
    replace(values, target?.map((value) => value * factor) ?? null);
    return session.remember({ item: peak.example.row });
  }

  const ask = newestOnly(async () => {
    const image = isScaled ? normalized(peak.values) : peak.values;
    const { truth } = peak;
    try {
      const ran =
        image &&
        (await session.run(session.primary, {
          [declared.name]: { shape: [1, 1, side, side], values: image },
        }));
      const found = ran && [...rowOf(ran.outputs[output.name], 0)].map((value) => value * factor);
      frame.replaceChildren(
        picture(
          await session.engine.draw("peak", {
            title: say("peak-image"),
            inputs: { [declared.name]: image ?? peak.values },
            answer: found,
            truth,
          }),
        ),
      );
      hand.refresh();
      grid.show(image ?? peak.values);
      tell(ran, found, truth);
      trouble.replaceChildren();
    } catch (error) {
      withdraw(say("run-no-answer"), "");
      trouble.replaceChildren(notice("fail", error.message));
    }
  });
  const locate = eachFrame(() => ask());

  /** Takes back what was said of another image. */
  function withdraw(instead, why) {
    const [strong, small] = headline.children;
    strong.textContent = instead;
    small.textContent = why;
    details.replaceChildren();
    spread?.clear();
  }

  function tell(ran, found, truth) {
    const [strong, small] = headline.children;
    if (!found) return withdraw(say("peak-nothing"), say("peak-equal"));
    const error = truth && distance(found, truth);
    const position = ([column, row]) =>
      say("peak-position", { column: figure(column), row: figure(row) });
    strong.textContent =
      error == null ? position(found) : say("peak-off", { distance: `${width(error)} ${unit}` });
    small.textContent = error == null ? say("peak-unknown") : say("peak-distance");
    const lines = [
      [say("peak-predicted"), position(found)],
      truth && [say("peak-true"), position(truth)],
      [engineName(facts, ran.info), milliseconds(ran.milliseconds)],
      first(session, peak),
    ].filter(Boolean);
    details.replaceChildren(
      ...lines.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
    );
    if (error == null) spread?.clear();
    else spread?.mark(error);
    return session.sayWhenQuiet(
      say("peak-said", {
        position:
          error == null
            ? position(found)
            : `${position(found)}, ${say("peak-off", { distance: `${width(error)} ${unit}` })}`,
      }),
    );
  }

  return {
    node,
    /** Shows an example, or the image that an address asks for instead. */
    async show(example, state) {
      peak.example = example;
      hand.begin();
      restore();
      if (state) recall(state);
      await ask();
    },
  };
}

/** From the click to the first answer, which is said of that answer alone. */
function first(session, peak) {
  if (session.began != null) {
    peak.first = { values: peak.values, time: performance.now() - session.began };
    session.began = null;
  }
  const isIt = peak.first?.values === peak.values;
  return isIt ? [say("run-click"), milliseconds(peak.first.time)] : null;
}

function imageTable(side) {
  const id = freshId("pixels");
  const cells = [...Array(side * side).keys()].map(() => element("td", { class: "number" }));
  const rows = [...Array(side).keys()].map((row) =>
    element(
      "tr",
      {},
      element("th", { scope: "row", class: "number" }, String(row)),
      ...cells.slice(row * side, (row + 1) * side),
    ),
  );
  const head = element(
    "thead",
    {},
    element(
      "tr",
      {},
      element("td", {}),
      ...[...Array(side).keys()].map((column) =>
        element("th", { scope: "col", class: "number" }, String(column)),
      ),
    ),
  );
  const node = tableFrame(
    say("peak-intensity"),
    element("table", { id, class: "try-pixels" }, head, element("tbody", {}, ...rows)),
  );
  return {
    node,
    show(values) {
      for (const [place, cell] of cells.entries()) cell.textContent = width(values[place]);
    },
  };
}
