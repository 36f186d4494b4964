// Everything that a model's page opens is accessible and narrow enough, for either display.

import { test } from "node:test";
import { isAccessible } from "./support/site.mjs";
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
          for (const name of await page.locator("[role=tab]").allTextContents()) {
            const one = page.getByRole("tab", { name, exact: true });
            if (!(await one.isVisible())) await page.getByRole("tab").first().click();
            await one.click();
            const panel = page.getByRole("tabpanel", { name, exact: true });
            await panel.locator(":scope > * > *").first().waitFor({ state: "attached" });
            await atRest(page);
            await isAccessible(page, name);
          }
        },
        { ...look, bypassCSP: true },
      );
    }
  });
}
