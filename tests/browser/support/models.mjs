// What the tests of models' pages share: the models, and what a visitor does with them. BraggNN
// stands for the peaks, the first model of jets for jets.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { siteOf } from "./site.mjs";
import { pollUntil } from "./waiting.mjs";

export const site = siteOf("FAIRCAT_SITE");

const models = findModels();
export const peaks = shownAs("peak");
export const jets = shownAs("jet");

/** The first model of this display that a visitor can try; without one, nothing would be tested. */
function shownAs(display) {
  const model = models.find(({ facts }) => facts.display === display && facts.examples.length > 0);
  if (!model) throw new Error(`no model of the site is shown as a ${display}, with examples`);
  return model;
}

function findModels() {
  const folder = path.join(site.folder, "models");
  const slugs = readdirSync(folder).sort();
  const known = slugs.map((slug) => ({ slug, file: path.join(folder, slug, "try.json") }));
  return known
    .filter(({ file }) => existsSync(file))
    .map(({ slug, file }) => ({ slug, facts: JSON.parse(readFileSync(file, "utf8")) }));
}

/** Opens a model's page and hands it to `use`. Unless `expectErrors`, nothing on it may fail. */
export const visit = (model, use, options) =>
  site.visit(`models/${model.slug}/`, use, { reducedMotion: "reduce", ...options });

/** Gives a worker the policy that a server may send with it; the page's own does not reach it. */
export async function underItsPolicy(page, script) {
  const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
  await page.route(script, async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      headers: { ...response.headers(), "content-security-policy": policy },
    });
  });
}

/** Runs the example in place `place` of the gallery and waits for its answer. */
export async function runExample(page, place = 0) {
  await page.locator(".try-card-button").nth(place).click();
  await answered(page);
}

export async function answered(page) {
  await page.locator(".try-runs dt", { hasText: "From click to answer" }).waitFor();
}

export async function tab(page, name) {
  await page.getByRole("tab", { name, exact: true }).click();
  return page.getByRole("tabpanel", { name, exact: true });
}

/** Text of the term's definition in a list of facts. */
export function fact(page, term) {
  return page
    .locator(".try-runs dt", { hasText: term })
    .first()
    .locator("xpath=following-sibling::dd[1]");
}

export async function position(page, term = "Predicted") {
  const text = await fact(page, term).textContent();
  return text.match(/[\d.]+/g).map(Number);
}

/** Waits until `term` says a position within a thousandth of `wanted`; null is any. */
export async function at(page, term, wanted) {
  const isThere = (found) =>
    wanted.every((value, place) => value === null || Math.abs(found[place] - value) < 1e-3);
  await pollUntil(`${term} is ${wanted}`, () => position(page, term), isThere);
}

/** Waits until `read` gives something else than `old`. */
export async function changed(read, old) {
  const isOther = (now) => JSON.stringify(now) !== JSON.stringify(old);
  return pollUntil("it changes", read, isOther);
}

export function score(page) {
  return page.locator(".try-probability").textContent();
}

export async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

export function fixture(name) {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
}

export async function choose(page, name, content) {
  await page
    .locator(".try-drop input[type=file]")
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
}
