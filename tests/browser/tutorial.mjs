// The tutorial of the manual ends with a page on which the model that it made is verified and runs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { siteOf } from "./support/site.mjs";

const site = siteOf("FAIRCAT_TUTORIAL");

test("tutorial: the claim holds, and an example is answered in the page", async () => {
  await site.visit("models/photon-pairs/", async (page) => {
    assert.match(await page.locator("#evaluations").textContent(), /holds|agrees/i);
    await page.locator(".try-card-button").first().click();
    await page.locator(".try-runs dt", { hasText: "From click to answer" }).waitFor();
    assert.equal(await page.locator(".try-fields input").count(), 3);
  });
});
