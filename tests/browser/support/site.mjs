// What the tests of pages share: a built site served to a browser, and pages of it on which nothing
// may fail.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { readFileSync } from "node:fs";
import { launch, require, serve, watch } from "../../conformance/browser.mjs";

/** Milliseconds that anything may take on a busy machine. */
export const PATIENCE = 30_000;

/** The rules of axe that hold on every page. */
export const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
export const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/**
 * Asserts that axe finds nothing in the part of `page` where a model is tried, and that the page is
 * no wider than the window. `what` says what is open there, for a message.
 */
export async function isAccessible(page, what) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const found = await page.evaluate(
    (standards) =>
      globalThis.axe.run(document.querySelector("#try"), {
        runOnly: standards,
        resultTypes: ["violations"],
      }),
    STANDARDS,
  );
  const violations = found.violations.map(
    (it) => `${what}: ${it.id}: ${it.nodes[0].html.slice(0, 200)}`,
  );
  assert.deepEqual(violations, []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${what} is ${wide} pixels too wide`);
}

/**
 * The site in the folder that the variable `name` of the environment names, while the tests of a
 * file run. `visit` opens the page at `path` and hands it to `use`; unless `expectErrors`, nothing
 * on it may fail, and in any case it asks no other host. `address` is that of another site.
 */
export function siteOf(name) {
  const folder = process.env[name];
  const site = { folder, address: null, visit };
  let browser;
  let server;

  before(async () => {
    assert.ok(folder, `${name} names no site: see run.sh`);
    server = await serve(folder);
    site.address = server.address;
  });

  after(async () => {
    await browser?.close();
    server?.close();
  });

  async function visit(
    path,
    use,
    {
      address = site.address,
      expectErrors = false,
      prepare,
      ready = "networkidle",
      ...options
    } = {},
  ) {
    browser ??= await launch();
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      acceptDownloads: true,
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const problems = watch(page, address);
    await prepare?.(page);
    await page.goto(address + path, { waitUntil: ready });
    const found = await use(page, context);
    const serious = expectErrors
      ? problems.filter((it) => it.startsWith("asks another host"))
      : problems;
    assert.deepEqual(serious, []);
    await context.close();
    return found;
  }

  return site;
}
