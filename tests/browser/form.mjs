// A model that no page can draw gets a form made from its signature: by pointer and by keyboard,
// with an example and without, and with values that will not do.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFileSync } from "node:fs";
import path from "node:path";
import { launch, require, serve, watch } from "../conformance/browser.mjs";

const site = process.env.FAIRCAT_FORM;
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Milliseconds that anything may take on a busy machine. */
const PATIENCE = 30_000;
const facts = site && JSON.parse(readFileSync(path.join(site, "models/pump-wear/try.json"), "utf8"));

let browser;
let server;

before(async () => {
  assert.ok(site, "FAIRCAT_FORM names no site built from tests/fixtures/form: see run.sh");
  server = await serve(site);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** Opens the page of the model `slug` and hands it to `use`; nothing on it may fail. */
async function visit(slug, use, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const problems = watch(page, server.address);
  await page.goto(`${server.address}models/${slug}/`, { waitUntil: "networkidle" });
  await use(page);
  assert.deepEqual(problems, []);
  await context.close();
}

const outcome = (page) => page.locator(".try-one tbody td");
const run = (page) => page.getByRole("button", { name: "Run", exact: true });

/** Waits until the page shows what the reference gave for an example. */
async function answeredAs(page, { reference }) {
  const [time] = reference.remaining;
  const wanted = [...reference.state, time * 1000];
  await page.waitForFunction((expected) => {
    const shown = [...document.querySelectorAll(".try-one tbody td")].map((cell) => Number(cell.textContent));
    return expected.every((value, place) => value < 1e-3 || Math.abs(shown[place] - value) <= 1e-3 * value);
  }, wanted);
}

test("form: without examples it shows every input, and an answer to zeros", async () => {
  await visit("pump-wear-untried", async (page) => {
    await page.getByRole("button", { name: "Run it here" }).click();
    await outcome(page).nth(3).waitFor();
    assert.deepEqual(await page.locator("fieldset.try-input legend").allTextContents(), ["readings float32 [1, 4]", "spectrum float32 [1, 2, 8]"]);
    assert.deepEqual(await page.locator(".try-fields label").allTextContents(), ["temperature [°C]", "vibration [mm/s]", "pressure [bar]", "load"]);
    assert.deepEqual(await page.locator(".try-fields input").evaluateAll((inputs) => inputs.map((it) => it.value)), ["0", "0", "0", "0"]);
    assert.deepEqual(await outcome(page).allTextContents(), ["0.3333", "0.3333", "0.3333", "570"]);
    assert.deepEqual(await page.getByRole("tab").allTextContents(), ["One input", "Your own data"]);
  });
});

test("form: an example fills it, and is answered as the reference did", async () => {
  await visit("pump-wear", async (page) => {
    for (const [place, example] of facts.examples.entries()) {
      await page.locator(".try-card-button").nth(place).click();
      await answeredAs(page, example);
      const readings = await page.locator(".try-fields input").evaluateAll((inputs) => inputs.map((it) => Number(it.value)));
      assert.deepEqual(readings, example.inputs.readings.values);
    }
  });
});

test("form: values are changed by pointer, and the answer follows", async () => {
  await visit("pump-wear-untried", async (page) => {
    await page.getByRole("button", { name: "Run it here" }).click();
    await outcome(page).nth(3).waitFor();
    await page.getByLabel("vibration").click();
    await page.getByLabel("vibration").fill("4.5");
    await run(page).click();
    await outcome(page).nth(2).filter({ hasText: "0.9" }).waitFor();
    await page.getByRole("button", { name: "Zeros" }).click();
    assert.equal(await page.getByLabel("vibration").inputValue(), "0");
    await run(page).click();
    await outcome(page).first().filter({ hasText: "0.3333" }).waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download CSV" }).click()]);
    const [head, row] = readFileSync(await download.path(), "utf8").trim().split("\n");
    assert.equal(head, "row,state.sound,state.worn,state.broken,remaining.time");
    assert.equal(row.split(",").length, 5);
  });
});

test("form: it is filled in and sent by the keyboard alone", async () => {
  await visit("pump-wear", async (page) => {
    const [example] = facts.examples;
    await page.getByRole("button", { name: "Run it here" }).press("Enter");
    await outcome(page).nth(3).waitFor();
    await page.getByRole("button", { name: "Zeros" }).press("Space");
    await page.locator(".try-fields input").first().focus();
    for (const value of example.inputs.readings.values) {
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type(String(value));
      await page.keyboard.press("Tab");
    }
    assert.equal(await page.locator(":focus").evaluate((it) => it.localName), "textarea");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(`[${example.inputs.spectrum.values.join(", ")}]`);
    await page.keyboard.press("Tab");
    assert.equal(await page.locator(":focus").textContent(), "Run");
    await page.keyboard.press("Enter");
    await answeredAs(page, example);
    await page.getByLabel("load").press("Enter");
    await answeredAs(page, example);
  });
});

test("form: values that will not do are named", async () => {
  await visit("pump-wear", async (page) => {
    await page.getByRole("button", { name: "Run it here" }).click();
    await outcome(page).nth(3).waitFor();
    const alert = page.locator(".try-one").getByRole("alert");
    const spectrum = page.getByLabel("16 numbers");
    const good = await spectrum.inputValue();
    const cases = [
      ["1 2 three", "Number 3 of “spectrum” is “three”, which is no number."],
      ["1 2 3", "“spectrum” needs 16 numbers (2 × 8), but has 3."],
      ["", "“spectrum” needs 16 numbers (2 × 8), but has 0."],
      [`${good} 7`, "“spectrum” needs 16 numbers (2 × 8), but has 17."],
      [good.replace(/^\S+/, "-1e40"), "Number 1 of “spectrum” is “-1e40”, which is more than single precision holds."],
      [good.replace(/^\S+/, "NaN"), "Number 1 of “spectrum” is “NaN”, which is no number."],
    ];
    for (const [text, message] of cases) {
      await spectrum.fill(text);
      await run(page).click();
      await alert.filter({ hasText: message }).waitFor();
      assert.equal(await outcome(page).count(), 0, "no answer stands beside the message");
    }
    await spectrum.fill(good);
    await page.getByLabel("pressure").fill("1e39");
    await run(page).click();
    await alert.filter({ hasText: "“pressure” is “1e39”, which is more than single precision holds." }).waitFor();
    await page.getByLabel("pressure").fill("");
    await run(page).click();
    assert.ok(await page.getByLabel("pressure").evaluate((it) => it === document.activeElement && it.validity.valueMissing), "the empty field has the focus");
    await page.getByLabel("pressure").fill("4");
    await page.keyboard.press("Enter");
    await outcome(page).nth(3).waitFor();
    assert.equal(await alert.count(), 0);
  });
});

test("form: a template is read back, and its bad columns are named", async () => {
  await visit("pump-wear", async (page) => {
    await page.getByRole("button", { name: "Run it here" }).click();
    await page.getByRole("tab", { name: "Your own data" }).click();
    const panel = page.getByRole("tabpanel", { name: "Your own data" });
    const file = panel.locator("input[type=file]");
    const [download] = await Promise.all([page.waitForEvent("download"), panel.getByRole("button", { name: "npz" }).click()]);
    await file.setInputFiles({ name: "pump.npz", mimeType: "application/zip", buffer: readFileSync(await download.path()) });
    await panel.getByText("2 rows of pump.npz").waitFor();
    await file.setInputFiles({ name: "half.json", mimeType: "application/json", buffer: Buffer.from('{"readings": [[1, 2, 3, 4]]}') });
    await panel.getByRole("alert").filter({ hasText: "half.json: the data have no `spectrum`" }).waitFor();
  });
});

test("form: the published control set is checked", async () => {
  await visit("pump-wear", async (page) => {
    await page.getByRole("button", { name: "Run it here" }).click();
    await page.getByRole("tab", { name: "Check it yourself" }).click();
    const panel = page.getByRole("tabpanel", { name: "Check it yourself" });
    await panel.getByRole("button", { name: "Run the check" }).click();
    await panel.locator("tbody tr").first().waitFor();
    assert.equal(await panel.locator(".verdict.fail").count(), 0);
    assert.equal(await panel.locator("tbody .verdict.pass").count(), facts.signature.outputs.length);
  });
});

test("form: accessible, readable and narrow enough", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [390, 1440]) {
      const options = { colorScheme, viewport: { width, height: 900 }, bypassCSP: true };
      await visit("pump-wear", async (page) => {
        await page.locator(".try-card-button").first().click();
        await outcome(page).nth(3).waitFor();
        await page.evaluate(axe);
        const found = await page.evaluate((standards) => axe.run(document.querySelector("#try"), { runOnly: standards, resultTypes: ["violations"] }), STANDARDS);
        assert.deepEqual(found.violations.map((it) => `${it.id}: ${it.nodes[0].html.slice(0, 200)}`), []);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, "the page is too wide");
        const sizes = await page.locator(".try-numbers").evaluateAll((cards) => cards.map((card) => getComputedStyle(card).fontSize));
        assert.equal(new Set(sizes).size, 1, "the chosen example is written as the others are");
      }, options);
    }
  }
});
