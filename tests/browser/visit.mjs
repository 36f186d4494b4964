// What a visitor does on the site, with and without JavaScript.

import assert from "node:assert/strict";
import { test } from "node:test";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { siteOf } from "./support/site.mjs";
import { pollUntil } from "./support/waiting.mjs";

const site = siteOf("FAIRCAT_SITE");
const { visit } = site;

function firstRecord(kind) {
  const slugs = readdirSync(path.join(site.folder, kind)).sort();
  return slugs.find((slug) => existsSync(path.join(site.folder, kind, slug, "record.jsonld")));
}

test("a word of a title leads to the record", async () => {
  await visit("search/?q=braggnn", async (page) => {
    const hit = page.locator("[data-results] a").first();
    await hit.waitFor();
    assert.match(await hit.textContent(), /braggnn/i);
  });
});

test("the search field of every page leads to the search", async () => {
  await visit("about/", async (page) => {
    await page.fill("#site-q", "jets");
    await page.press("#site-q", "Enter");
    await page.waitForURL(/search\/\?q=jets/);
    await page.locator("[data-results] a").first().waitFor();
  });
});

test("a facet narrows the list", async () => {
  for (const javaScriptEnabled of [true, false]) {
    await visit(
      "datasets/",
      async (page) => {
        const rows = page.locator(".rows > li");
        const all = await rows.count();
        const link = page.locator("nav[data-facet=experiment] a").first();
        await link.click();
        const isSome = (some) => some > 0 && some < all;
        await pollUntil(
          `some of ${all}, JavaScript: ${javaScriptEnabled}`,
          () => rows.count(),
          isSome,
        );
      },
      { javaScriptEnabled },
    );
  }
});

test("a citation is copied as it is shown", async () => {
  const permissions = ["clipboard-read", "clipboard-write"];
  await visit(
    `models/${firstRecord("models")}/`,
    async (page) => {
      const box = page.locator(".copyable").filter({ visible: true }).first();
      const shown = await box.locator("pre, .copy-text").first().textContent();
      await box.locator("button.copy").click();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), shown);
    },
    { permissions },
  );
});

test("the chosen colours stay on the next page", async () => {
  await visit(
    "",
    async (page) => {
      await page.click(".theme-toggle");
      assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
      await page.goto(`${site.address}models/`);
      assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    },
    { colorScheme: "light" },
  );
});

test("the first stop of the keyboard skips to the content", async () => {
  await visit("models/", async (page) => {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    assert.equal(await focused.getAttribute("href"), "#content");
    await page.keyboard.press("Enter");
    assert.match(page.url(), /#content$/);
  });
});

test("paper has what is open of a page, and nothing to press", async () => {
  await visit("models/hbb-in-pythia/", async (page) => {
    const paper = await page.pdf({ format: "A4" });
    const pages = paper.toString("latin1").match(/\/Type\s*\/Page[^s]/g).length;
    assert.ok(pages <= 14, `${pages} pages`);
    await page.emulateMedia({ media: "print" });
    for (const part of [".site-nav", ".on-page", "#try"])
      assert.equal(await page.locator(part).first().isVisible(), false, part);
  });
});

test("a phone breaks no word of a principle, as long as it may be in German", async () => {
  await visit(
    `models/${firstRecord("models")}/`,
    async (page) => {
      const lines = await page.locator(".fair-principles summary").evaluateAll((all) =>
        all.map((summary) => {
          const name = [...summary.childNodes].find((it) => it.nodeType === Node.TEXT_NODE);
          name.textContent = "Trainingsdaten";
          const range = document.createRange();
          range.selectNodeContents(name);
          return new Set([...range.getClientRects()].map((it) => Math.round(it.top))).size;
        }),
      );
      assert.ok(lines.length > 10);
      assert.ok(
        lines.every((count) => count === 1),
        lines.join(),
      );
    },
    { viewport: { width: 390, height: 844 } },
  );
});
