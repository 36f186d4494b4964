// The tutorial of the manual ends with a page on which the model that it made is verified and runs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { siteOf } from "./support/site.mjs";

const site = siteOf("FAIRCAT_TUTORIAL");

test("tutorial: the claim holds, and an example is answered in the page", async () => {
  await site.visit("models/photon-pairs/", async (page) => {
    assert.match(await page.locator("#evaluations").textContent(), /recomputed, holds/);
    await page.locator(".try-card-button").first().click();
    const answer = page.locator(".try-one tbody td");
    await answer.nth(2).waitFor();
    const [background, signal, decision] = await answer.allTextContents();
    assert.ok(Math.abs(Number(background) + Number(signal) - 1) < 1e-4);
    assert.equal(decision, Number(signal) > 0.5 ? "signal" : "background");
  });
});
