// What a visitor does with the pictures of peaks and of jets.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  peaks,
  jets,
  visit,
  runExample,
  tab,
  fact,
  position,
  at,
  changed,
  score,
} from "./support/models.mjs";

test("peaks: the page finds what the reference found", async () => {
  await visit(peaks, async (page) => {
    const output = peaks.facts.signature.outputs.find(({ name }) => name === peaks.facts.output);
    for (const place of [0, 1]) {
      await page.locator(".try-card-button").nth(place).click();
      const wanted = peaks.facts.examples[place].reference[output.name].map(
        (value) => value * output.conversion.factor,
      );
      await fact(page, "Predicted").waitFor();
      await at(page, "Predicted", wanted);
      assert.match(await page.locator(".try-class").textContent(), /^\d\.\d+ pixel off$/);
    }
    await page
      .locator("[role=status]", { hasText: "Predicted column" })
      .waitFor({ state: "attached" });
  });
});

test("peaks: a peak is shifted by keys, by buttons and by dragging", async () => {
  await visit(peaks, async (page) => {
    await runExample(page);
    const frame = page.locator(".try-peak-picture");
    const start = await position(page, "True");
    await frame.focus();
    for (let press = 0; press < 5; press += 1) await page.keyboard.press("ArrowRight");
    await at(page, "True", [start[0] + 0.5, null]);
    await page.getByRole("button", { name: "Shift up" }).click();
    await at(page, "True", [null, start[1] - 0.1]);
    const box = await frame.boundingBox();
    const before = await position(page);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 - 40, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    const after = await changed(() => position(page), before);
    assert.ok(after[0] < before[0], `${after} after ${before}`);
    await page.getByRole("button", { name: "Back to the example" }).click();
    await at(page, "True", start);
  });
});

test("peaks: a peak is drawn by pointer and by keys", async () => {
  await visit(peaks, async (page) => {
    await runExample(page);
    await page.getByRole("button", { name: "Empty" }).click();
    await page.locator(".try-class", { hasText: "Nothing to find" }).waitFor();
    await page.getByRole("radio", { name: "draw" }).check();
    const frame = page.locator(".try-peak-picture");
    const pixel = await frame.locator('[data-pixel="60"]').boundingBox();
    await page.mouse.click(pixel.x + pixel.width / 2, pixel.y + pixel.height / 2);
    const before = await changed(() => page.locator(".try-class").textContent(), "Nothing to find");
    assert.match(before, /column/);
    await frame.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await changed(() => page.locator(".try-class").textContent(), before);
    assert.match(await page.locator(".try-probability").textContent(), /not known/);
  });
});

test("jets: both engines answer as the reference did", async () => {
  await visit(jets, async (page) => {
    const { facts } = jets;
    for (const place of [0, 1, 2]) {
      await page.locator(".try-card-button").nth(place).click();
      const wanted = facts.examples[place].reference[facts.distribution.output][facts.positive];
      for (const engine of facts.engines) {
        const name = facts.engine_names[engine];
        await page.waitForFunction(
          ([text, value]) =>
            [...document.querySelectorAll(".try-runs dt")].some(
              (dt) =>
                dt.textContent.startsWith(text) &&
                Math.abs(Number(dt.nextElementSibling.dataset.value) - value) < 1e-5,
            ),
          [name, wanted],
        );
        assert.ok(await fact(page, name).isVisible());
      }
    }
    await page
      .locator("[role=status]", { hasText: "probability of" })
      .waitFor({ state: "attached" });
  });
});

test("jets: the truth is hidden until it is asked for", async () => {
  await visit(jets, async (page) => {
    await runExample(page);
    assert.equal(await page.locator(".try-truth").count(), 0);
    await page.getByRole("button", { name: "Show the true class" }).press("Enter");
    const label = jets.facts.classes[jets.facts.examples[0].label];
    await page.getByText(`True class: ${label}`).waitFor();
    assert.match(await page.locator(".try-truth").textContent(), new RegExp(label));
    // A change takes back what was said of the jet as it was.
    await page.getByRole("button", { name: "Leave it out" }).click();
    await page.getByText(`True class before the changes: ${label}`).waitFor();
    assert.equal(await page.getByText(/The model is (right|wrong)/).count(), 0);
  });
});

test("jets: tracks are reached by arrow keys and by pointer, in both pictures", async () => {
  await visit(jets, async (page) => {
    await runExample(page);
    const pictures = page.locator(".try-picture");
    await pictures.first().locator("[data-track]").first().waitFor();
    assert.equal(
      await pictures.first().locator("[tabindex='0']").count(),
      1,
      "one stop of the Tab key",
    );
    const title = page.locator(".try-item-head h4");
    await pictures.first().locator("[tabindex='0']").focus();
    const start = await title.textContent();
    await page.keyboard.press("ArrowRight");
    const next = await changed(() => title.textContent(), start);
    assert.match(next, /^Track 2 of/);
    assert.match(await page.locator(".try-readout").textContent(), /^Track 2/);
    await page.keyboard.press("Home");
    await changed(() => title.textContent(), next);
    const third = pictures.first().locator('[data-track="2"]');
    await third.dispatchEvent("click");
    await title.filter({ hasText: "Track 3" }).waitFor();
    assert.ok(
      (await page.locator(".try-features dd").count()) ===
        jets.facts.signature.inputs[0].features.length,
    );
  });
});

test("jets: what is left out or scaled moves the probability at once", async () => {
  await visit(jets, async (page) => {
    await runExample(page);
    const first = await score(page);
    await page.getByRole("button", { name: "Leave it out" }).click();
    const second = await changed(() => score(page), first);
    assert.match(await page.locator(".try-before").textContent(), /^was /);
    const panel = await tab(page, "What if");
    await panel.locator(".try-switch", { hasText: "Sip3dSig" }).press("Enter");
    const third = await changed(() => score(page), second);
    await panel.locator("select").first().selectOption({ index: 0 });
    await panel.locator("input[type=range]").press("Home");
    await changed(() => score(page), third);
    assert.equal(await panel.locator(".try-changes li").count(), 3);
    await panel.locator(".try-changes button").first().click();
    assert.equal(await panel.locator(".try-changes li").count(), 2);
    await panel.getByRole("button", { name: "Undo all" }).press("Enter");
    await changed(
      () => page.locator(".try-before").textContent(),
      await page
        .locator(".try-before")
        .textContent()
        .then((it) => it || "x"),
    );
    assert.equal(await score(page), first);
  });
});

test("jets: relevance is shown as bars and in the pictures", async () => {
  await visit(jets, async (page) => {
    await runExample(page);
    const panel = await tab(page, "Why");
    await panel.locator(".try-bars li").first().waitFor();
    await page.locator(".try-picture .halo").first().waitFor();
    await panel.getByText("Show it in the pictures").click();
    await page.waitForFunction(() => document.querySelectorAll(".try-picture .halo").length === 0);
    const before = await panel.locator(".try-bars").first().textContent();
    await panel.getByRole("radio", { name: jets.facts.classes[1 - jets.facts.positive] }).check();
    await changed(() => panel.locator(".try-bars").first().textContent(), before);
    await panel.locator("button.try-bar-name").first().press("Enter");
  });
});

test("jets: the table holds what the pictures show", async () => {
  await visit(jets, async (page) => {
    await runExample(page);
    const panel = await tab(page, "As a table");
    const tables = panel.locator("table");
    await tables.nth(1).locator("tbody tr").first().waitFor();
    const drawn = await page.locator(".try-picture").first().locator("[data-track]").count();
    await page.waitForFunction(
      (rows) => document.querySelector(".try-item-tables tbody").rows.length >= rows,
      drawn,
    );
  });
});
