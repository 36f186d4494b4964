// What a visitor's first answer costs on each model's page: bytes loaded after the click, gzipped
// as a host sends them, the time to the answer, and the longest task of the main thread.
//   node first-answer.mjs SITE_DIR

import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { tried } from "./models.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
process.env.FAIRCAT_NODE_MODULES ??= path.join(here, "node_modules");
const { basePath, launch, serve } = await import("../../tests/conformance/browser.mjs");

const ROUNDS = 5;
const site = process.argv[2];
const base = basePath(site);
// A form says nothing of the time from the click.
const slugs = tried(site)
  .filter(({ display }) => display !== "form")
  .map(({ slug }) => slug);
const server = await serve(site);
const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

for (const slug of slugs) {
  const rounds = [];
  // A browser of its own each time, for nothing must be cached.
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push(await visit(`${server.address}models/${slug}/`));
  const [{ page, loaded }] = rounds;
  const sizes = loaded.map((file) => [file, gzipped(file)]);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  const largest = sizes.toSorted((a, b) => b[1] - a[1]).slice(0, 4);
  const seconds = rounds.map((it) => it.seconds);
  console.log(
    `${slug}: ${(total / 1e3).toFixed(0)} kB after the click (page ` +
      `${(page.reduce((sum, file) => sum + gzipped(file), 0) / 1e3).toFixed(0)} kB), ` +
      `answer after ${middle(seconds).toFixed(2)} s (${Math.max(...seconds).toFixed(2)} at ` +
      `most), ` +
      `longest task ${Math.max(...rounds.map((it) => it.longest)).toFixed(0)} ms`,
  );
  for (const [file, size] of largest)
    console.log(`  ${(size / 1e3).toFixed(0).padStart(6)} kB ${file}`);
}
server.close();

function gzipped(file) {
  return gzipSync(readFileSync(path.join(site, file)), { level: 9 }).length;
}

/** Opens a page and runs its first example. */
async function visit(address) {
  const browser = await launch();
  const page = await browser.newPage();
  const asked = [];
  page
    .context()
    .on("request", (request) => asked.push(new URL(request.url()).pathname.slice(base.length)));
  await page.goto(address, { waitUntil: "networkidle" });
  const before = asked.map((file) =>
    file.endsWith("/") || file === "" ? `${file}index.html` : file,
  );
  asked.length = 0;
  await page.evaluate(() => {
    const tasks = [];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
    observer.observe({ type: "longtask", buffered: false });
    globalThis.longTasks = () => tasks.concat(observer.takeRecords());
  });
  const button = page.locator(".try-card-button").first();
  await button.scrollIntoViewIfNeeded();
  const seconds = await button.evaluate(async (element) => {
    const began = performance.now();
    const answered = () =>
      [...document.querySelectorAll(".try-runs dt")].some((it) =>
        it.textContent.includes("From click to answer"),
      );
    element.click();
    while (!answered()) await new Promise((next) => requestAnimationFrame(next));
    return (performance.now() - began) / 1000;
  });
  // Only what the answer needed: a second engine may still be on its way.
  const loaded = [...asked];
  const longest = await page.evaluate(async () => {
    // By then the task that showed the answer has ended, and counts.
    await new Promise(requestIdleCallback);
    return Math.max(0, ...globalThis.longTasks().map((it) => it.duration));
  });
  await browser.close();
  return { page: before, loaded, seconds, longest };
}
