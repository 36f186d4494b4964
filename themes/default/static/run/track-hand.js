// Moving a track of a jet by hand: by dragging it about the jet's axis, or by Shift and the arrows.

import { eachFrame } from "./pacing.js";

/** As the picture is drawn: its width, and the distance from the axis to its edge. */
const SIZE = 320;
const REACH = 0.9;
const STEP = 0.02;
/** A pointer that moves less, in pixels, chooses. */
const TREMBLE = 3;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

const toEta = (x) => ((x - SIZE / 2) * 2 * REACH) / SIZE;
const toX = (eta) => SIZE / 2 + (eta * SIZE) / 2 / REACH;

/** Whether the network takes places of the items of `layout`. */
export function isMovable(layout) {
  return layout.element === "track" && layout.features.some(({ role }) => role === "eta");
}

/**
 * @param {Element} frame holds the picture, which is drawn anew at each move
 * @param {(target: Element) => object|null} find the item of a shape, where it can be moved
 * @param {(item: object) => Element|null} shapeOf its shape in the picture of now
 * @param {(item: object, eta: number, phi: number) => void} onMove
 */
export function byHand(frame, { find, shapeOf, keepsSide, onMove }) {
  const told = eachFrame(onMove);
  let held = null;

  const pointAt = ({ clientX, clientY }) => {
    const box = frame.querySelector("svg").getBoundingClientRect();
    return [((clientX - box.left) * SIZE) / box.width, ((clientY - box.top) * SIZE) / box.height];
  };
  const centre = (item) => {
    const circle = shapeOf(item)?.querySelector("circle");
    return circle && [Number(circle.getAttribute("cx")), Number(circle.getAttribute("cy"))];
  };
  /** Without an azimuth of its own a track has the side that its impact parameters tell. */
  const sided = (item, phi, before) => {
    if (!keepsSide(item)) return phi;
    return before < 0 ? Math.min(phi, 0) : Math.max(phi, 0);
  };

  function move(item, [x, y], before) {
    const [eta, phi] = [toEta(x), sided(item, -toEta(y), before)];
    // The shape follows at once; the picture drawn anew comes when the engine has it.
    const drawn = centre(item);
    if (drawn)
      shapeOf(item).setAttribute(
        "transform",
        `translate(${toX(eta) - drawn[0]} ${toX(-phi) - drawn[1]})`,
      );
    told(item, eta, phi);
  }

  frame.addEventListener("pointerdown", (event) => {
    // What lies over a track, as a vertex does, does not keep it from being moved.
    const below = () => document.elementsFromPoint(event.clientX, event.clientY).map(find);
    const item = event.button === 0 ? below().find(Boolean) : null;
    const from = item && centre(item);
    if (!from) return;
    const [x, y] = pointAt(event);
    held = {
      item,
      by: [from[0] - x, from[1] - y],
      before: -toEta(from[1]),
      began: [event.clientX, event.clientY],
      moves: false,
    };
    event.preventDefault();
  });
  frame.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [x0, y0] = held.began;
    if (!held.moves) {
      if (Math.hypot(event.clientX - x0, event.clientY - y0) <= TREMBLE) return;
      held.moves = true;
      frame.setPointerCapture(event.pointerId);
    }
    const [x, y] = pointAt(event);
    move(held.item, [x + held.by[0], y + held.by[1]], held.before);
  });
  for (const end of ["pointerup", "pointercancel"])
    frame.addEventListener(end, () => (held = null));
  frame.addEventListener(
    "keydown",
    (event) => {
      const arrow = event.shiftKey && ARROWS[event.key];
      const item = arrow && find(event.target);
      const from = item && centre(item);
      if (!from) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const [eta, phi] = [toEta(from[0]), -toEta(from[1])];
      move(item, [toX(eta + STEP * arrow[0]), toX(-(phi + STEP * arrow[1]))], phi);
    },
    { capture: true },
  );
}
