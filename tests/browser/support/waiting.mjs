// Waiting for what a page comes to show.

import { setTimeout as pause } from "node:timers/promises";
import { PATIENCE } from "./site.mjs";

/** Reads again and again until `isThere` holds of what it read, and gives that. */
export async function pollUntil(what, read, isThere) {
  let found;
  for (const began = Date.now(); Date.now() - began < PATIENCE; await pause(30)) {
    found = await read();
    if (isThere(found)) return found;
  }
  throw new Error(`not within ${PATIENCE} ms: ${what}; there is ${JSON.stringify(found)}`);
}

/** Waits until nothing moves that ever comes to rest, and the page has nothing left to do. */
export async function atRest(page) {
  await page.waitForLoadState("networkidle");
  const moving = () =>
    document
      .getAnimations()
      .filter((it) => it.playState === "running")
      .filter((it) => it.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY).length;
  await pollUntil(
    "movements end",
    () => page.evaluate(moving),
    (count) => count === 0,
  );
  // After a click that changes nothing in sight, Chromium calls nobody idle before it draws again.
  await page.evaluate(
    (timeout) =>
      new Promise((done) => {
        requestAnimationFrame(() => requestIdleCallback(done, { timeout }));
      }),
    PATIENCE,
  );
}
