// What a visitor does with a model in the page, whatever its display: every action by pointer and
// by keyboard, what goes wrong, and what is loaded when.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PATIENCE } from "./site.mjs";
import { visit, runExample, answered, tab, downloaded } from "./models.mjs";

/** The tests of `model`, called `what`: each in a file of its own, so that they run at once. */
export function tryOut(what, model) {
  test(`${what}: nothing is loaded before it is asked for`, async () => {
    const asked = [];
    await visit(
      model,
      async (page) => {
        const early = asked.filter((url) =>
          /\/run\/(?!try\.js)|\/wasm\/|try\.json|\.onnx|\.npz/.test(url),
        );
        assert.deepEqual(early, []);
        await runExample(page);
        assert.ok(asked.some((url) => url.endsWith(".wasm")));
      },
      { prepare: async (page) => page.on("request", (request) => asked.push(request.url())) },
    );
  });

  test(`${what}: an example is run by the keyboard alone`, async () => {
    await visit(model, async (page) => {
      await page.locator(".try-card-button").nth(1).focus();
      await page.keyboard.press("Enter");
      await answered(page);
      assert.equal(
        await page.locator(".try-card-button").nth(1).getAttribute("aria-pressed"),
        "true",
      );
      assert.ok(
        await page
          .locator(".try-card-button")
          .nth(1)
          .evaluate((it) => it === document.activeElement),
        "the focus stays on the example",
      );
      await page.locator(".try-card-button").first().press("Enter");
      await page.locator(".try-card.chosen[data-row]").first().waitFor();
      assert.equal(
        await page.locator(".try-card-button").first().getAttribute("aria-pressed"),
        "true",
      );
    });
  });

  test(`${what}: tabs are reached by arrow keys`, async () => {
    await visit(model, async (page) => {
      await page.getByRole("button", { name: "Run it here" }).click();
      await answered(page);
      const list = page.getByRole("tablist").first();
      await list.getByRole("tab").first().focus();
      await page.keyboard.press("ArrowRight");
      assert.equal(await page.locator(":focus").textContent(), "Your own data");
      await page.locator(".try-drop").waitFor();
      await page.keyboard.press("End");
      assert.equal(await page.locator(":focus").textContent(), "Speed");
    });
  });

  test(`${what}: the published check holds in the page, and gives a report`, async () => {
    await visit(model, async (page) => {
      await runExample(page);
      const panel = await tab(page, "Check it yourself");
      await panel.getByRole("button", { name: "Run the check" }).press("Enter");
      await panel.getByText(/on the control set holds? here too/).waitFor();
      const titles = await panel.locator("thead").first().locator("th").allTextContents();
      assert.equal(new Set(titles).size, titles.length, "each column has a heading of its own");
      assert.equal(await panel.locator(".verdict.fail").count(), 0);
      const rows = await panel.locator("tbody tr").count();
      assert.ok(
        rows >= model.facts.claims.length + model.facts.signature.outputs.length,
        `${rows} rows`,
      );
      const { bytes } = await downloaded(page, () =>
        panel.getByRole("button", { name: /report/ }).click(),
      );
      const report = JSON.parse(bytes);
      const evaluations = report["@graph"].filter(
        (node) => node["@type"] === "fair4ml:MLModelEvaluation",
      );
      assert.ok(evaluations.length >= model.facts.claims.length);
      assert.match(
        evaluations[0]["fair4ml:evaluatedMLModel"]["@id"],
        new RegExp(`models/${model.slug}/$`),
      );
      const activity = evaluations[0]["prov:wasGeneratedBy"];
      assert.equal(activity["@type"], "prov:Activity");
      assert.deepEqual(
        activity["prov:used"].map((file) => file.sha256),
        [model.facts.model.sha256, model.facts.control_set.sha256],
      );
      const claims = evaluations.filter((node) => node.isBasedOn);
      assert.equal(
        claims.length,
        model.facts.claims.length,
        "each claim is based on the declared evaluation",
      );
    });
  });

  test(`${what}: the check can be cancelled, and run again`, async () => {
    await visit(model, async (page) => {
      await runExample(page);
      const panel = await tab(page, "Check it yourself");
      for (const engine of model.facts.engines.slice(-1)) {
        const radio = panel.locator(`input[value=${engine}]`);
        if (await radio.count()) await radio.check();
      }
      await panel.getByRole("button", { name: "Run the check" }).click();
      await panel.locator("progress[value]").waitFor();
      await panel.getByRole("button", { name: "Cancel" }).click();
      await panel.getByText("Cancelled").waitFor();
      assert.ok(await panel.getByRole("button", { name: "Run the check" }).isEnabled());
    });
  });

  test(`${what}: the speed is measured for each engine`, async () => {
    await visit(model, async (page) => {
      await runExample(page);
      const panel = await tab(page, "Speed");
      await panel.getByRole("button", { name: "Measure" }).click();
      await panel
        .locator("tbody tr")
        .nth(4 * model.facts.engines.length - 1)
        .waitFor({ timeout: 4 * PATIENCE });
      assert.equal(await panel.locator(".try-rates svg[role=img]").count(), 1);
    });
  });

  test(`${what}: changed weights are refused, and both hashes are shown`, async () => {
    await visit(
      model,
      async (page) => {
        await page.locator(".try-card-button").first().click();
        const alert = page.locator("#try").getByRole("alert");
        await alert.waitFor();
        const text = await alert.textContent();
        assert.ok(text.includes(model.facts.model.sha256), text);
        assert.equal(new Set(text.match(/\b[0-9a-f]{64}\b/g)).size, 2, text);
      },
      {
        prepare: (page) =>
          page.route("**/*.onnx", async (route) => {
            const response = await route.fetch();
            const body = await response.body();
            body[body.length >> 1] ^= 1;
            await route.fulfill({ response, body });
          }),
      },
    );
  });

  test(`${what}: a missing file is named`, async () => {
    for (const missing of ["**/*.onnx", "**/*.wasm", "**/try.json"]) {
      await visit(
        model,
        async (page) => {
          await page.locator(".try-card-button").first().click();
          const alert = page.locator("#try").getByRole("alert");
          await alert.waitFor();
          assert.match(await alert.textContent(), /404|not part of this site|did not arrive/);
        },
        {
          expectErrors: true,
          prepare: (page) =>
            page.route(missing, (route) => route.fulfill({ status: 404, body: "" })),
        },
      );
    }
  });

  test(`${what}: without WebAssembly the page says so and keeps its pictures`, async () => {
    await visit(
      model,
      async (page) => {
        assert.match(await page.locator("#try").getByRole("alert").textContent(), /WebAssembly/);
        assert.equal(await page.locator(".try-example").count(), model.facts.examples.length);
        assert.equal(await page.locator(".try-card-button").count(), 0);
      },
      { prepare: (page) => page.addInitScript(() => delete globalThis.WebAssembly) },
    );
  });
}
