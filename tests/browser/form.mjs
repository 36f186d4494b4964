// A model that no page can draw gets a form made from its signature: by pointer and by keyboard,
// with an example and without, and with values that will not do.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import path from "node:path";
import { isAccessible, siteOf } from "./support/site.mjs";

const site = siteOf("FAIRCAT_FORM");
const facts =
  site.folder &&
  JSON.parse(readFileSync(path.join(site.folder, "models/pump-wear/try.json"), "utf8"));

/** Opens the page of the model `slug` and hands it to `use`; nothing on it may fail. */
const visit = (slug, use, options) =>
  site.visit(`models/${slug}/`, use, { reducedMotion: "reduce", ...options });

const outcome = (page) => page.locator(".try-one tbody td");
const run = (page) => page.getByRole("button", { name: "Run", exact: true });

/** Waits until the page shows what the reference gave for an example. */
async function answeredAs(page, { reference }) {
  const [time] = reference.remaining;
  const wanted = [...reference.state, time * 1000];
  await page.waitForFunction((expected) => {
    const shown = [...document.querySelectorAll(".try-one tbody td")].map((cell) =>
      Number(cell.textContent),
    );
    return expected.every(
      (value, place) => value < 1e-3 || Math.abs(shown[place] - value) <= 1e-3 * value,
    );
  }, wanted);
}

test("form: without examples it shows every input, and an answer to zeros", async () => {
  await visit("pump-wear-untried", async (page) => {
    await page.getByRole("button", { name: "Run it here" }).click();
    await outcome(page).nth(3).waitFor();
    assert.deepEqual(await page.locator("fieldset.try-input legend").allTextContents(), [
      "readings float32 [1, 4]",
      "spectrum float32 [1, 2, 8]",
    ]);
    assert.deepEqual(await page.locator(".try-fields label").allTextContents(), [
      "temperature [°C]",
      "vibration [mm/s]",
      "pressure [bar]",
      "load",
    ]);
    assert.deepEqual(
      await page.locator(".try-fields input").evaluateAll((inputs) => inputs.map((it) => it.value)),
      ["0", "0", "0", "0"],
    );
    assert.deepEqual(await outcome(page).allTextContents(), [
      "0.333333",
      "0.333333",
      "0.333333",
      "570",
      "sound",
    ]);
    assert.deepEqual(await page.getByRole("tab").allTextContents(), ["One input", "Your own data"]);
  });
});

test("form: an example fills it, and is answered as the reference did", async () => {
  await visit("pump-wear", async (page) => {
    for (const [place, example] of facts.examples.entries()) {
      await page.locator(".try-card-button").nth(place).click();
      await answeredAs(page, example);
      const readings = await page
        .locator(".try-fields input")
        .evaluateAll((inputs) => inputs.map((it) => Number(it.value)));
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
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download as CSV" }).click(),
    ]);
    const [head, row] = readFileSync(await download.path(), "utf8")
      .trim()
      .split("\n");
    assert.equal(head, "row,state.sound,state.worn,state.broken,remaining.time,decision");
    assert.equal(row.split(",").length, 6);
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
      [
        good.replace(/^\S+/, "-1e40"),
        "Number 1 of “spectrum” is “-1e40”, which is more than single precision holds.",
      ],
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
    await alert
      .filter({ hasText: "“pressure” is “1e39”, which is more than single precision holds." })
      .waitFor();
    await page.getByLabel("pressure").fill("");
    await run(page).click();
    assert.ok(
      await page
        .getByLabel("pressure")
        .evaluate((it) => it === document.activeElement && it.validity.valueMissing),
      "the empty field has the focus",
    );
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
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      panel.getByRole("button", { name: "npz" }).click(),
    ]);
    await file.setInputFiles({
      name: "pump.npz",
      mimeType: "application/zip",
      buffer: readFileSync(await download.path()),
    });
    await panel.getByText("2 rows of pump.npz").waitFor();
    await file.setInputFiles({
      name: "half.json",
      mimeType: "application/json",
      buffer: Buffer.from('{"readings": [[1, 2, 3, 4]]}'),
    });
    await panel
      .getByRole("alert")
      .filter({ hasText: "half.json: the data have no spectrum" })
      .waitFor();
  });
});

const wide =
  site.folder && JSON.parse(readFileSync(path.join(site.folder, "models/meter/try.json"), "utf8"));

/** A number of try.json, or of a file that the page wrote, with all its digits. */
const digits = (value) =>
  typeof value === "string" ? String(BigInt(value)) : String(value).replace("e+", "e");

/** The reference of an example as a row of the page's CSV has it. */
const asRow = ({ reference }) => [...reference.next, ...reference.twice].map(digits).join();

test(
  "form: integers of 64 bits and double precision lose nothing on their way through the " + "page",
  async () => {
    await visit("meter", async (page) => {
      for (const [place, example] of wide.examples.entries()) {
        await page.locator(".try-card-button").nth(place).click();
        await outcome(page)
          .filter({ hasText: digits(example.reference.next[0]).replace("-", "−") })
          .first()
          .waitFor();
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("button", { name: "Download as CSV" }).click(),
        ]);
        const [, row] = readFileSync(await download.path(), "utf8")
          .trim()
          .split("\n");
        assert.equal(row, `0,${asRow(example)}`);
      }
      await page.getByLabel("first").fill("9007199254740993");
      await run(page).click();
      await outcome(page).filter({ hasText: "9007199254740994" }).first().waitFor();
      const refused = [
        ["1.5", "no integer"],
        ["9223372036854775808", "not in the range of int64"],
        ["1e300", "no integer"],
      ];
      for (const [text, words] of refused) {
        await page.getByLabel("first").fill(text);
        await run(page).click();
        await page.getByRole("alert").filter({ hasText: words }).waitFor();
      }
    });
  },
);

test("form: templates of wide numbers are read back as they are", async () => {
  await visit("meter", async (page) => {
    await page.getByRole("button", { name: "Run it here" }).click();
    await page.getByRole("tab", { name: "Your own data" }).click();
    const panel = page.getByRole("tabpanel", { name: "Your own data" });
    for (const name of ["JSON", "CSV", "npz"]) {
      const button = panel
        .getByRole("group", { name: "Templates" })
        .getByRole("button", { name, exact: true });
      const [template] = await Promise.all([page.waitForEvent("download"), button.click()]);
      const buffer = readFileSync(await template.path());
      const file = `meter.${name.toLowerCase()}`;
      await panel
        .locator("input[type=file]")
        .setInputFiles({ name: file, mimeType: "application/octet-stream", buffer });
      await panel.getByText(`2 rows of ${file}`).waitFor();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        panel.getByRole("button", { name: "Download as CSV" }).click(),
      ]);
      const [, ...rows] = readFileSync(await download.path(), "utf8")
        .trim()
        .split("\n");
      assert.deepEqual(
        rows,
        wide.examples.slice(0, 2).map((example, row) => `${row},${asRow(example)}`),
        name,
      );
    }
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
    assert.equal(
      await panel.locator("tbody .verdict.pass").count(),
      facts.signature.outputs.length,
    );
  });
});

test("form: accessible, readable and narrow enough", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [390, 1440]) {
      const options = { colorScheme, viewport: { width, height: 900 }, bypassCSP: true };
      await visit(
        "pump-wear",
        async (page) => {
          await page.locator(".try-card-button").first().click();
          await outcome(page).nth(3).waitFor();
          await isAccessible(page, `${colorScheme}, ${width} pixels`);
          const sizes = await page
            .locator(".try-numbers")
            .evaluateAll((cards) => cards.map((card) => getComputedStyle(card).fontSize));
          assert.equal(new Set(sizes).size, 1, "the chosen example is written as the others are");
        },
        options,
      );
    }
  }
});
