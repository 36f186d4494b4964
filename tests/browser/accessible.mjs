// Everything that a model's page opens is accessible and narrow enough, for either display.

import assert from "node:assert/strict";
import { test } from "node:test";
import { STANDARDS, axe } from "./support/site.mjs";
import { atRest } from "./support/waiting.mjs";
import { peaks, jets, visit, runExample } from "./support/models.mjs";

for (const [what, model] of [
  ["peaks", peaks],
  ["jets", jets],
]) {
  test(`${what}: accessible and narrow enough, whatever is open`, async () => {
    const looks = [
      { colorScheme: "light", viewport: { width: 390, height: 800 } },
      { colorScheme: "dark", viewport: { width: 1440, height: 900 } },
    ];
    for (const look of looks) {
      await visit(
        model,
        async (page) => {
          await runExample(page);
          await page.evaluate(axe);
          for (const name of await page.locator("[role=tab]").allTextContents()) {
            const one = page.getByRole("tab", { name, exact: true });
            if (!(await one.isVisible())) await page.getByRole("tab").first().click();
            await one.click();
            const panel = page.getByRole("tabpanel", { name, exact: true });
            await panel.locator(":scope > * > *").first().waitFor({ state: "attached" });
            await atRest(page);
            const found = await page.evaluate(
              (standards) =>
                axe.run(document.querySelector("#try"), {
                  runOnly: standards,
                  resultTypes: ["violations"],
                }),
              STANDARDS,
            );
            const violations = found.violations.map(
              (it) => `${name}: ${it.id}: ${it.nodes[0].html.slice(0, 200)}`,
            );
            assert.deepEqual(violations, []);
            const wide = await page.evaluate(
              () => document.documentElement.scrollWidth - innerWidth,
            );
            assert.ok(wide <= 0, `${name} is ${wide} pixels too wide`);
          }
        },
        { ...look, bypassCSP: true },
      );
    }
  });
}
