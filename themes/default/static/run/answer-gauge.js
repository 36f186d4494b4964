// The picture of an answer: a rail for the probability of one of two classes, bars for more.

import { drawn, element } from "./dom.js";
import { percent } from "./numbers.js";
import { say } from "../words/run.js";

const MOST_BARS = 12;

/** What draws a model's answers: `show` takes a reading, and that before the changes or null. */
export function answerGauge(facts) {
  if (facts.classes.length < 2) return { node: null, show() {} };
  return facts.positive == null ? classBars(facts.classes) : probabilityGauge(facts.threshold);
}

/** The most probable classes, the most probable first. */
function classBars(classes) {
  const node = element("ol", { class: "try-bars", "aria-label": say("run-probabilities") });
  return {
    node,
    show({ shares }) {
      const places = [...shares.keys()].sort((a, b) => shares[b] - shares[a]);
      const lines = places.slice(0, MOST_BARS).map((place) => {
        const bar = element("span", { class: "try-bar for", "aria-hidden": "true" });
        bar.style.setProperty("--length", shares[place].toFixed(3));
        return element(
          "li",
          {},
          element(
            "span",
            { class: "try-bar-name" },
            classes[place] ?? say("run-class", { number: place }),
          ),
          element("span", { class: "try-bar-rail" }, bar),
          element("span", { class: "number mono" }, percent(shares[place])),
        );
      });
      node.replaceChildren(...lines);
    },
  };
}

/** A rail from 0 to 1 with the threshold, the answer, and the answer before the changes. */
function probabilityGauge(threshold) {
  const at = (score) => `${(score * 100).toFixed(2)}%`;
  const fill = drawn("rect", { class: "fill", x: 0, y: 10, width: 0, height: 12, rx: 6 });
  const ghost = drawn("line", { class: "ghost", y1: 6, y2: 26, visibility: "hidden" });
  const dot = drawn("circle", { class: "dot", cy: 16, r: 9, cx: 0 });
  const node = drawn(
    "svg",
    { class: "try-gauge", width: "100%", height: 40, "aria-hidden": "true" },
    drawn("rect", { class: "rail", x: 0, y: 10, width: "100%", height: 12, rx: 6 }),
    fill,
    drawn("line", { class: "threshold", x1: at(threshold), x2: at(threshold), y1: 5, y2: 27 }),
    drawn(
      "text",
      { class: "threshold-label", x: at(threshold), y: 39, "text-anchor": "middle" },
      say("run-threshold", { value: String(threshold) }),
    ),
    ghost,
    dot,
  );
  return {
    node,
    show({ main: score, isPositive }, was) {
      fill.setAttribute("width", at(score));
      dot.setAttribute("cx", at(score));
      node.classList.toggle("positive", isPositive);
      ghost.setAttribute("visibility", was === null ? "hidden" : "visible");
      if (was !== null) for (const end of ["x1", "x2"]) ghost.setAttribute(end, at(was.main));
    },
  };
}
