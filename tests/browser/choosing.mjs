// Which models to take: lists with boxes and orders, and chosen models beside each other.

import assert from "node:assert/strict";
import { test } from "node:test";
import { siteOf } from "./support/site.mjs";
import { pollUntil } from "./support/waiting.mjs";

const { visit } = siteOf("FAIRCAT_SITE");

const PAIR = ["hbb-in-pythia-2842", "hbb-in-pythia-8498"];

/** The texts of `locator`, without spaces around them. */
async function texts(locator) {
  return (await locator.allTextContents()).map((text) => text.replace(/\s+/g, " ").trim());
}

test("two models that the address names stand beside each other", async () => {
  await visit(`compare/choose/?models=${PAIR.join(",")}`, async (page) => {
    const chosen = page.locator("[data-chosen]");
    await chosen.locator("#disagreements").waitFor();
    const heads = await texts(chosen.locator("h2"));
    for (const head of ["Records", "Claims", "ROC curves", "Where they disagree"])
      assert.ok(heads.includes(head), heads.join());
    const curves = chosen.locator("svg.curves polyline.curve");
    assert.equal(await curves.count(), PAIR.length);
    for (const points of await curves.evaluateAll((all) =>
      all.map((it) => it.points.numberOfItems),
    ))
      assert.ok(points > 10, `${points} points`);
    const [words] = (await texts(chosen.locator("section[aria-labelledby=disagreements] > p"))).map(
      (text) => text.replace(/\D+/g, " ").trim().split(" "),
    );
    assert.ok(words.length >= 2, "the items and those that differ are counted");
    const rows = chosen.locator("section[aria-labelledby=disagreements] tbody tr");
    assert.ok((await rows.count()) > 0);
    // On each item that is shown, the models say different things.
    for (const row of await rows.all()) {
      const given = await texts(row.locator("td .verdict"));
      assert.equal(
        new Set(given.map((text) => text.split(" ")[0])).size,
        PAIR.length,
        given.join(),
      );
    }
    assert.equal(await page.locator("[data-status]").textContent(), "");
  });
});

test("a name that no model has is told, and the others are shown", async () => {
  const options = { expectErrors: true };
  await visit(
    `compare/choose/?models=${PAIR[0]},no-such-model,<b>`,
    async (page) => {
      await page.locator("[data-chosen] h2").first().waitFor();
      assert.match(await page.locator("[data-status]").textContent(), /no-such-model/);
      assert.match(page.url(), /\?models=hbb-in-pythia-2842,no-such-model$/);
    },
    options,
  );
});

test("boxes in the list of models lead to these beside each other", async () => {
  await visit("models/", async (page) => {
    for (const slug of PAIR) {
      const box = page.locator(`.choose-box input[value="${slug}"]`);
      const fold = page.locator("details.variants", { has: box });
      if (!(await box.isVisible())) await fold.locator("summary").click();
      await box.check();
    }
    const link = page.locator(".choose-bar a");
    await link.click();
    await page.waitForURL(`**/compare/choose/?models=${PAIR.join(",")}`);
  });
});

test("models are sorted by what they claim, their size and their speed", async () => {
  await visit("models/", async (page) => {
    const sort = page.locator(".list-tools select");
    const numbers = async (pattern) => {
      const facts = await texts(page.locator(".rows > .card .card-facts"));
      return facts
        .flatMap((text) => text.match(pattern)?.[1].replaceAll(" ", "") ?? [])
        .map(Number);
    };
    for (const [order, pattern, ascends] of [
      ["parameters", /([\d. ]+) parameters/, true],
      ["rate", /up to ([\d. ]+) items\/s/, false],
    ]) {
      const before = await texts(page.locator(".rows > .card h3"));
      await sort.selectOption(order);
      await pollUntil(
        `the order is ${order}`,
        () => texts(page.locator(".rows > .card h3")),
        (now) => now.join() !== before.join(),
      );
      const found = await numbers(pattern);
      const sorted = [...found].sort((a, b) => (ascends ? a - b : b - a));
      assert.ok(found.length > 2, order);
      assert.deepEqual(found, sorted);
      assert.match(page.url(), new RegExp(`sort=${order}`));
    }
    await sort.selectOption("newest");
    await page.locator("details.variants").first().waitFor();
  });
});

test("titles in another language are marked wherever they stand", async () => {
  await visit(`compare/choose/?models=${PAIR.join(",")}`, async (page) => {
    await page.route("**/compared.json", async (route) => {
      const response = await route.fetch();
      const json = { ...(await response.json()), title: "Deux jets", title_language: "fr" };
      await route.fulfill({ response, json });
    });
    await page.reload();
    const chosen = page.locator("[data-chosen]");
    await chosen.locator("#disagreements").waitFor();
    const marks = await chosen.evaluate((it) => {
      const texts = document.createTreeWalker(it, NodeFilter.SHOW_TEXT);
      const found = [];
      while (texts.nextNode()) {
        const { textContent, parentElement } = texts.currentNode;
        if (/Deux jets/.test(textContent)) found.push(parentElement.closest("[lang]").lang);
      }
      return found;
    });
    assert.ok(marks.length > 4 * PAIR.length, marks.join());
    assert.deepEqual([...new Set(marks)], ["fr"]);
  });
});
