// What a visitor sees while a track is dragged on a model's page: frames a second, and how long
// after a move the score is another:  node drag.mjs SITE_DIR [SLUG]
//
// The mouse moves once a frame for MOVES frames. A frame counts when the browser asks for the next
// one; what the page computes in its own thread makes them fewer, what the worker computes does
// not.

import path from "node:path";
import { fileURLToPath } from "node:url";
import { firstJets } from "./models.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
process.env.FAIRCAT_NODE_MODULES ??= path.join(here, "node_modules");
const { launch, serve } = await import("../../tests/conformance/browser.mjs");
const { atRest } = await import("../../tests/browser/support/waiting.mjs");

const MOVES = 240;
const [site, slug = firstJets(process.argv[2])] = process.argv.slice(2);

const server = await serve(site);
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.setDefaultTimeout(120_000);
await page.goto(`${server.address}models/${slug}/`);
await page.locator(".try-card-button").nth(1).click();
await page.locator(".try-runs dt", { hasText: "From click to answer" }).waitFor();
await page.getByRole("tab", { name: "Why", exact: true }).click();
await page.locator(".try-relevance-bars").waitFor();
await atRest(page);
const track = page.locator(".try-picture.movable [data-track]").last();
await track.scrollIntoViewIfNeeded();
const { x, y, width, height } = await track.boundingBox();
const [fromX, fromY] = [x + width / 2, y + height / 2];

const still = await seen(async () => page.waitForTimeout(2000));
await page.mouse.move(fromX, fromY);
await page.mouse.down();
const moving = await seen(async () => {
  for (let move = 1; move <= MOVES; move += 1) {
    const angle = (move / 60) * 2 * Math.PI;
    await page.mouse.move(fromX + 40 * Math.sin(angle), fromY - 40 * (1 - Math.cos(angle)));
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
});
await page.mouse.up();
await browser.close();
server.close();

console.log(`${slug}: ${MOVES} moves`);
console.log(`at rest:  ${told(still.frames)}`);
console.log(`dragging: ${told(moving.frames)}`);
console.log(
  `the score was another ${moving.answers.length} times, ${spread(moving.answers)} after a move`,
);

/** Notes frames, moves and answers while `act` runs. */
async function seen(act) {
  await page.evaluate(watch);
  await act();
  return page.evaluate(() => window.stopWatching());
}

/** Runs in the page. */
function watch() {
  const frames = [];
  const answers = [];
  let moved = null;
  let last = null;
  let goesOn = true;
  const onFrame = (time) => {
    if (last !== null) frames.push(time - last);
    last = time;
    if (goesOn) requestAnimationFrame(onFrame);
  };
  const onMove = () => (moved ??= performance.now());
  const observer = new MutationObserver(() => {
    if (moved === null) return;
    answers.push(performance.now() - moved);
    moved = null;
  });
  requestAnimationFrame(onFrame);
  addEventListener("pointermove", onMove, true);
  const options = { childList: true, characterData: true, subtree: true };
  observer.observe(document.querySelector(".try-probability").parentElement, options);
  window.stopWatching = () => {
    goesOn = false;
    removeEventListener("pointermove", onMove, true);
    observer.disconnect();
    return { frames, answers };
  };
}

function told(frames) {
  const seconds = frames.reduce((sum, it) => sum + it, 0) / 1000;
  return `${(frames.length / seconds).toFixed(1)} frames a second, ${spread(frames)} a frame`;
}

function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return sorted.length === 0
    ? "never"
    : `${at(0.5).toFixed(1)} ms (median) and ${at(0.95).toFixed(1)} ms (95 %)`;
}
