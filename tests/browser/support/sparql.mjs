// What the tests of the SPARQL page share: the page, and what a visitor does on it.

import { readFileSync } from "node:fs";
import { siteOf } from "./site.mjs";

export const COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }";
/** More pairs of pairs than any machine counts while a test waits. */
export const ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";

/** The site of this repository, and the one whose models make wrong claims. */
export const own = siteOf("FAIRCAT_SITE");
export const verified = siteOf("FAIRCAT_VERIFIED");

/** Opens the SPARQL page, of `address` if given, and hands it to `use`; nothing on it may fail. */
export const visit = (use, { hash = "", ...options } = {}) =>
  own.visit(`sparql/${hash}`, use, { ready: "load", ...options });

/** Waits until the large editor is there and replaces its text by `query`. */
export async function type(page, query) {
  const content = page.locator(".cm-content");
  await content.waitFor();
  await content.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(query);
}

export async function ask(page, query) {
  await type(page, query);
  await page.keyboard.press("Control+Enter");
}

export const answered = (page, text) =>
  page.locator("[data-status]", { hasText: text ?? / in \d/ }).waitFor({ timeout: 60_000 });

export async function download(page, label) {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: `Download as ${label}` }).click(),
  ]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}
