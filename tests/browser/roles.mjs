// Models that are drawn by what their records state: jets of three classes, whose inputs and
// features have names of their own, and images that no contract scales.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import path from "node:path";
import { STANDARDS, axe, siteOf } from "./support/site.mjs";

const site = siteOf("FAIRCAT_DISPLAYS");
const factsOf = (slug) =>
  JSON.parse(readFileSync(path.join(site.folder, `models/${slug}/try.json`), "utf8"));

/** Opens the page of the model `slug`, runs its first example, and hands the page to `use`. */
const visit = (slug, use) =>
  site.visit(
    `models/${slug}/`,
    async (page) => {
      await page.locator(".try-card-button").first().click();
      await page.locator(".try-runs dt", { hasText: "From click to answer" }).waitFor();
      await use(page);
    },
    { reducedMotion: "reduce" },
  );

test("jets of three classes: the most probable is the answer, beside all others", async () => {
  const facts = factsOf("three-jets");
  const [{ reference, label }] = facts.examples;
  const shares = reference.flavour;
  const best = shares.indexOf(Math.max(...shares));
  await visit("three-jets", async (page) => {
    assert.equal(await page.locator(".try-class").textContent(), facts.classes[best]);
    const names = await page.locator(".try-answer .try-bar-name").allTextContents();
    const sorted = [...shares.keys()].sort((a, b) => shares[b] - shares[a]);
    assert.deepEqual(
      names,
      sorted.map((place) => facts.classes[place]),
    );
    assert.doesNotMatch(await page.locator(".try-answer").textContent(), /null|undefined|NaN/);
    await page.getByRole("button", { name: "Show the true class" }).click();
    const truth = await page.locator(".try-ask-truth").textContent();
    assert.match(truth, new RegExp(`True class: ${facts.classes[label]}`));
    assert.match(truth, label === best ? /is right/ : /is wrong/);
    const pictures = page.locator(".try-pictures svg");
    assert.equal(await pictures.count(), 2);
    assert.equal(await pictures.first().locator("[data-track]").count(), 6);
    assert.equal(await page.locator(".try-readout strong").textContent(), "Track 1");
    await page.evaluate(axe);
    const found = await page.evaluate(
      (tags) => window.axe.run(".try", { runOnly: { type: "tag", values: tags } }),
      STANDARDS,
    );
    assert.deepEqual(
      found.violations.map(({ id }) => id),
      [],
    );
  });
});

test("an image that no contract scales goes in as it is, moved or not", async () => {
  const [{ reference }] = factsOf("counts").examples;
  await visit("counts", async (page) => {
    const predicted = async () => {
      const text = await page.locator(".try-runs dd").first().textContent();
      return text.match(/[\d.]+/g).map(Number);
    };
    const first = await predicted();
    for (const [place, value] of reference.place.entries())
      assert.ok(Math.abs(first[place] - value) < 0.01, `${first}, not ${reference.place}`);
    assert.match(await page.locator(".try-peak").textContent(), /goes in as it is/);
    await page.locator(".try-peak-picture").focus();
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction(
      (before) => !document.querySelector(".try-runs dd").textContent.includes(before),
      `column ${first[0]}`,
    );
    // Light that leaves the image is lost, so that the place is near, but not just, a tenth less.
    const moved = await predicted();
    assert.ok(moved[0] < first[0] && moved[0] > first[0] - 0.2, `${first} ${moved}`);
  });
});
