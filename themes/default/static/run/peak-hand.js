// Shifting and drawing a peak by hand: by dragging, by buttons, and by the keyboard.

import { button, element, freshId } from "./dom.js";
import { say } from "../words/run.js";

const STEP = 0.1;
const BRUSH = 0.35;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const HELP = { shift: say("hand-help-shift"), draw: say("hand-help-draw") };

/**
 * @param {Element} frame holds the picture, whose pixels carry `data-pixel`
 * @param {(columns: number, rows: number) => void} onShift
 * @param {(pixel: number, by: number) => void} onPaint
 */
export function byHand(frame, side, { onShift, onPaint }) {
  const name = freshId("mode");
  const helpId = freshId("help");
  const radios = [radio(name, "shift", true), radio(name, "draw", false)];
  const mode = () => radios.find((it) => it.checked).value;
  const help = element("p", { id: helpId, class: "small muted" }, HELP.shift);
  const arrows = element(
    "div",
    { class: "try-arrows", role: "group", "aria-label": say("hand-shift-by") },
    ...["←", "↑", "↓", "→"].map((arrow, place) =>
      arrowButton(arrow, Object.values(ARROWS)[[0, 2, 3, 1][place]], onShift),
    ),
  );
  const node = element(
    "div",
    { class: "try-hand" },
    element(
      "fieldset",
      { class: "try-choice" },
      element("legend", {}, say("hand")),
      element("label", { class: "try-check" }, radios[0], say("hand-shift")),
      element("label", { class: "try-check" }, radios[1], say("hand-draw")),
    ),
    arrows,
    help,
  );
  let cursor = Math.floor((side * side) / 2);

  frame.tabIndex = 0;
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", say("hand-image"));
  frame.setAttribute("aria-describedby", helpId);

  function refresh() {
    frame.classList.toggle("drawing", mode() === "draw");
    for (const old of frame.querySelectorAll(".cursor")) old.classList.remove("cursor");
    if (mode() === "draw") frame.querySelector(`[data-pixel="${cursor}"]`)?.classList.add("cursor");
  }
  for (const one of radios) {
    one.addEventListener("change", () => {
      help.textContent = HELP[mode()];
      arrows.hidden = mode() === "draw";
      refresh();
    });
  }

  frame.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    const isPaint = ["Enter", " ", "Delete", "Backspace"].includes(event.key);
    if (mode() === "shift" ? !arrow : !arrow && !isPaint) return;
    event.preventDefault();
    if (mode() === "shift") return onShift(arrow[0] * STEP, arrow[1] * STEP);
    if (isPaint)
      return onPaint(cursor, event.key === "Enter" || event.key === " " ? BRUSH : -BRUSH);
    const column = Math.max(0, Math.min(side - 1, (cursor % side) + arrow[0]));
    const row = Math.max(0, Math.min(side - 1, Math.floor(cursor / side) + arrow[1]));
    cursor = row * side + column;
    return refresh();
  });

  let last = null;
  let painted = null;
  frame.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    frame.setPointerCapture(event.pointerId);
    last = [event.clientX, event.clientY];
    painted = null;
    if (mode() === "draw") brush(event);
  });
  frame.addEventListener("pointermove", (event) => {
    if (!last) return;
    if (mode() === "draw") return brush(event);
    const cell = cellSize();
    onShift((event.clientX - last[0]) / cell, (event.clientY - last[1]) / cell);
    last = [event.clientX, event.clientY];
    return undefined;
  });
  for (const end of ["pointerup", "pointercancel"])
    frame.addEventListener(end, () => (last = null));

  function cellSize() {
    return frame.querySelector("[data-pixel]")?.getBoundingClientRect().width || 20;
  }

  /** Lights the pixel under the pointer once for each time it is entered. */
  function brush(event) {
    const under = document
      .elementsFromPoint(event.clientX, event.clientY)
      .find((shape) => shape.dataset?.pixel);
    const pixel = under && frame.contains(under) ? Number(under.dataset.pixel) : null;
    if (pixel === null || pixel === painted) return;
    painted = pixel;
    cursor = pixel;
    onPaint(pixel, event.shiftKey ? -BRUSH : BRUSH);
  }

  return { node, refresh, begin: refresh };
}

function radio(name, value, checked) {
  return element("input", { type: "radio", name, value, checked });
}

function arrowButton(arrow, [columns, rows], onShift) {
  const names = { "←": "left", "↑": "up", "↓": "down", "→": "right" };
  return button(arrow, () => onShift(columns * STEP, rows * STEP), {
    class: "button small-button",
    "aria-label": say(`hand-${names[arrow]}`),
  });
}
