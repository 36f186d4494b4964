// What a visitor does with a model in the page: every action by pointer and by keyboard, what goes
// wrong, and what is loaded when. BraggNN stands for the peaks, the first model of jets for jets.

import assert from "node:assert/strict";
import { test } from "node:test";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { PATIENCE, STANDARDS, axe, siteOf } from "./support/site.mjs";

const site = siteOf("FAIRCAT_SITE");

const models = findModels();
const peaks = models.find(({ facts }) => facts.display === "peak");
const jets = models.find(({ facts }) => facts.display === "jet" && facts.examples.length > 0);
const skipJets = jets ? false : "no model of jets with weights is in the catalogue yet";
const skipPeaks = peaks ? false : "no model of peaks is in the catalogue";

function findModels() {
  const folder = path.join(site.folder, "models");
  const slugs = readdirSync(folder).sort();
  const known = slugs.map((slug) => ({ slug, file: path.join(folder, slug, "try.json") }));
  return known
    .filter(({ file }) => existsSync(file))
    .map(({ slug, file }) => ({ slug, facts: JSON.parse(readFileSync(file, "utf8")) }));
}

/** Opens a model's page and hands it to `use`. Unless `expectErrors`, nothing on it may fail. */
const visit = (model, use, options) =>
  site.visit(`models/${model.slug}/`, use, { reducedMotion: "reduce", ...options });

/** Gives a worker the policy that a server may send with it; the page's own does not reach it. */
async function underItsPolicy(page, script) {
  const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
  await page.route(script, async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      headers: { ...response.headers(), "content-security-policy": policy },
    });
  });
}

/** Runs the example in place `place` of the gallery and waits for its answer. */
async function runExample(page, place = 0) {
  await page.locator(".try-card-button").nth(place).click();
  await answered(page);
}

async function answered(page) {
  await page.locator(".try-runs dt", { hasText: "From click to answer" }).waitFor();
}

async function tab(page, name) {
  await page.getByRole("tab", { name, exact: true }).click();
  return page.getByRole("tabpanel", { name, exact: true });
}

/** Text of the term's definition in a list of facts. */
function fact(page, term) {
  return page
    .locator(".try-runs dt", { hasText: term })
    .first()
    .locator("xpath=following-sibling::dd[1]");
}

async function position(page, term = "Predicted") {
  const text = await fact(page, term).textContent();
  return text.match(/[\d.]+/g).map(Number);
}

/** Waits until `term` says a position within a thousandth of `wanted`; null is any. */
async function at(page, term, wanted) {
  const isThere = (found) =>
    wanted.every((value, place) => value === null || Math.abs(found[place] - value) < 1e-3);
  for (const began = Date.now(); Date.now() - began < PATIENCE; ) {
    if (isThere(await position(page, term))) return;
    await new Promise((go) => setTimeout(go, 30));
  }
  throw new Error(`${term} is ${await position(page, term)}, not ${wanted}`);
}

/** Waits until `read` gives something else than `old`. */
async function changed(read, old) {
  for (const began = Date.now(); Date.now() - began < PATIENCE; ) {
    const now = await read();
    if (JSON.stringify(now) !== JSON.stringify(old)) return now;
    await new Promise((go) => setTimeout(go, 30));
  }
  throw new Error(`it stayed ${JSON.stringify(old)}`);
}

function score(page) {
  return page.locator(".try-probability").textContent();
}

async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

function fixture(name) {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url));
}

async function choose(page, name, content) {
  await page
    .locator(".try-drop input[type=file]")
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
}

for (const [what, model] of [
  ["peaks", peaks],
  ["jets", jets],
]) {
  const skip = model ? false : what === "jets" ? skipJets : skipPeaks;

  test(`${what}: nothing is loaded before it is asked for`, { skip }, async () => {
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

  test(`${what}: an example is run by the keyboard alone`, { skip }, async () => {
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

  test(`${what}: tabs are reached by arrow keys`, { skip }, async () => {
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

  test(`${what}: templates can be read back, and results downloaded`, { skip }, async () => {
    await visit(model, async (page) => {
      await runExample(page);
      const panel = await tab(page, "Your own data");
      const templates = panel.getByRole("group", { name: "Templates to start from" });
      for (const format of ["JSON", "npz"]) {
        const template = await downloaded(page, () =>
          templates.getByRole("button", { name: format }).click(),
        );
        await choose(page, template.name, template.bytes);
        await panel
          .getByText(new RegExp(`2 rows of .*${template.name.replace(".", "\\.")}`))
          .waitFor();
        assert.equal(await panel.locator("tbody tr").count(), 2);
      }
      const csv = await downloaded(page, () =>
        panel.getByRole("button", { name: "Download CSV" }).click(),
      );
      assert.equal(csv.bytes.toString().trim().split("\n").length, 3);
      const json = await downloaded(page, () =>
        panel.getByRole("button", { name: "Download JSON" }).click(),
      );
      assert.equal(JSON.parse(json.bytes).rows.length, 2);
      assert.equal(JSON.parse(json.bytes).sha256, model.facts.model.sha256);
    });
  });

  test(`${what}: bad files are refused in plain words`, { skip }, async () => {
    await visit(model, async (page) => {
      await runExample(page);
      const panel = await tab(page, "Your own data");
      const alert = panel.getByRole("alert");
      const [input] = model.facts.signature.inputs;
      const cases = [
        ["empty.json", "", /empty\.json/],
        ["other.json", '{"something": [[1, 2]]}', new RegExp(`no .*${input.name}|${input.name}`)],
        ["words.json", JSON.stringify({ [input.name]: [["a word"]] }), new RegExp(input.name)],
        ["noise.npz", "PK this is no archive", /noise\.npz/],
        ["picture.png", "not data", /picture\.png/],
      ];
      for (const [name, content, message] of cases) {
        await choose(page, name, content);
        await alert.filter({ hasText: name }).waitFor();
        assert.match(await alert.textContent(), message);
        assert.doesNotMatch(await alert.textContent(), /undefined|RuntimeError|unreachable/);
      }
    });
  });

  test(`${what}: HDF5 gives what JSON gives, by a reader loaded only then`, { skip }, async () => {
    const asked = [];
    await visit(
      model,
      async (page) => {
        await runExample(page);
        const panel = await tab(page, "Your own data");
        const tables = {};
        for (const ending of ["json", "h5"]) {
          assert.deepEqual(
            asked.filter((url) => /hdf5/.test(url)),
            [],
          );
          await choose(page, `${what}.${ending}`, fixture(`${what}.${ending}`));
          await panel.getByText(`2 rows of ${what}.${ending}`).waitFor();
          tables[ending] = await panel.locator("tbody").textContent();
        }
        assert.equal(tables.h5, tables.json);
        assert.ok(asked.some((url) => url.endsWith("/wasm/hdf5.js")));
        assert.ok(!asked.some((url) => /licences/.test(url)));
      },
      {
        prepare: async (page) => {
          page.on("request", (request) => asked.push(request.url()));
          await underItsPolicy(page, "**/hdf5-worker.js");
        },
      },
    );
  });

  test(`${what}: HDF5 files that will not do are refused in plain words`, { skip }, async () => {
    await visit(model, async (page) => {
      await runExample(page);
      const panel = await tab(page, "Your own data");
      const alert = panel.getByRole("alert");
      const whole = fixture(`${what}.h5`);
      const [input] = model.facts.signature.inputs;
      const damaged = Buffer.from(whole).fill(0x5a, 96, 700);
      const cases = [
        [
          "cut.h5",
          whole.subarray(0, whole.length / 2),
          /this is no HDF5 file, or it is damaged: truncated file/,
        ],
        ["begun.h5", whole.subarray(0, 12), /this is no HDF5 file/],
        ["empty.hdf5", "", /this is no HDF5 file, or it is damaged: .*signature not found/],
        ["noise.H5", "PK this is no archive", /signature not found/],
        ["damaged.h5", damaged, /this is no HDF5 file, or it is damaged: \w/],
        [
          "other.h5",
          fixture(what === "peaks" ? "jets.h5" : "peaks.h5"),
          new RegExp(`there is no \`${input.name}\`; the file has \`[a-z/]+\``),
        ],
        ["words.h5", fixture("words.h5"), new RegExp(`\`${input.name}\` does not hold numbers`)],
      ];
      for (const [name, content, message] of cases) {
        await choose(page, name, content);
        await alert.filter({ hasText: name }).waitFor();
        assert.match(await alert.textContent(), message);
        assert.doesNotMatch(
          await alert.textContent(),
          /undefined|RuntimeError|unreachable|HDF5-DIAG|\.c line/,
        );
      }
    });
  });

  test(`${what}: the published check holds in the page, and gives a report`, { skip }, async () => {
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

  test(`${what}: the check can be cancelled, and run again`, { skip }, async () => {
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

  test(`${what}: the speed is measured for each engine`, { skip }, async () => {
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

  test(`${what}: changed weights are refused, and both hashes are shown`, { skip }, async () => {
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

  test(`${what}: a missing file is named`, { skip }, async () => {
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

  test(`${what}: without WebAssembly the page says so and keeps its pictures`, {
    skip,
  }, async () => {
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

  test(`${what}: accessible and narrow enough, whatever is open`, { skip }, async () => {
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
            await page.waitForTimeout(300);
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

test("peaks: thousands of rows are scored with progress, and can be cancelled", {
  skip: skipPeaks,
}, async () => {
  await visit(peaks, async (page) => {
    await runExample(page);
    const panel = await tab(page, "Your own data");
    const [input] = peaks.facts.signature.inputs;
    const { values } = peaks.facts.examples[0].inputs[input.name];
    const side = Number(input.shape[2]);
    const image = Array.from({ length: side }, (_, row) =>
      values.slice(row * side, (row + 1) * side),
    );
    const file = (rows) => JSON.stringify({ [input.name]: Array(rows).fill([image]) });
    await choose(page, "many.json", file(6000));
    await panel.locator("progress[value]").waitFor();
    await panel.getByRole("button", { name: "Cancel" }).click();
    await panel.getByText("Cancelled").waitFor();
    await choose(page, "some.json", file(1200));
    await panel.getByText("1200 rows of some.json").waitFor();
    await panel.getByText("The table shows the first 500 rows, the files all 1200.").waitFor();
    await page.waitForFunction(
      () => document.querySelectorAll(".try-panel:not([hidden]) tbody tr").length === 500,
    );
    const csv = await downloaded(page, () =>
      panel.getByRole("button", { name: "Download CSV" }).click(),
    );
    assert.equal(csv.bytes.toString().trim().split("\n").length, 1201);
  });
});

test("peaks: shapes, units and sizes of HDF5 files are checked", { skip: skipPeaks }, async () => {
  await visit(peaks, async (page) => {
    await runExample(page);
    const panel = await tab(page, "Your own data");
    const alert = panel.getByRole("alert");
    const cases = [
      ["flat-peaks.h5", /`patch` must have the shape \[batch, 1, 11, 11\], but has \[3, 7\]/],
      ["photons.h5", /`intensity` of `patch` is in photon, but the model takes 1/],
      ["endless-peaks.h5", /`patch` takes \d+ bytes when it is read, more than the limit of \d+/],
    ];
    for (const [name, message] of cases) {
      await choose(page, name, fixture(name));
      await alert.filter({ hasText: name }).waitFor();
      assert.match(await alert.textContent(), message);
    }
  });
});

test("peaks: thousands of rows of HDF5 are scored with progress, and can be cancelled", {
  skip: skipPeaks,
}, async () => {
  await visit(peaks, async (page) => {
    await runExample(page);
    const panel = await tab(page, "Your own data");
    await choose(page, "many-peaks.h5", fixture("many-peaks.h5"));
    await panel.locator("progress[value]").waitFor();
    await panel.getByRole("button", { name: "Cancel" }).click();
    await panel.getByText("Cancelled").waitFor();
    await choose(page, "many-peaks.h5", fixture("many-peaks.h5"));
    await panel.getByText("6000 rows of many-peaks.h5").waitFor({ timeout: 4 * PATIENCE });
  });
});

test("peaks: a reader of HDF5 that never answers can be cancelled", {
  skip: skipPeaks,
}, async () => {
  await visit(
    peaks,
    async (page) => {
      await runExample(page);
      const panel = await tab(page, "Your own data");
      await choose(page, "peaks.h5", fixture("peaks.h5"));
      await panel.getByRole("button", { name: "Cancel" }).click();
      await panel.getByText("Cancelled").waitFor();
      await choose(page, "peaks.json", fixture("peaks.json"));
      await panel.getByText("2 rows of peaks.json").waitFor();
    },
    {
      prepare: (page) =>
        page.route("**/hdf5-worker.js", (route) =>
          route.fulfill({ contentType: "text/javascript", body: "for (;;);" }),
        ),
    },
  );
});

test("peaks: a site without the reader of HDF5 says so", { skip: skipPeaks }, async () => {
  await visit(
    peaks,
    async (page) => {
      await runExample(page);
      const panel = await tab(page, "Your own data");
      await choose(page, "peaks.h5", fixture("peaks.h5"));
      await panel
        .getByRole("alert")
        .filter({ hasText: "built without its WebAssembly files" })
        .waitFor();
    },
    {
      expectErrors: true,
      prepare: (page) =>
        page.route("**/wasm/hdf5.js", (route) => route.fulfill({ status: 404, body: "" })),
    },
  );
});

/** Milliseconds of processor time of the longest task on the page's main thread during `act`. */
async function longestTask(page, act) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline"] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const thread = ({ pid, tid }) => `${pid}/${tid}`;
  const main = new Set(
    traceEvents
      .filter((it) => it.name === "thread_name" && it.args.name === "CrRendererMain")
      .map(thread),
  );
  const tasks = traceEvents.filter(
    (it) => main.has(thread(it)) && it.name.endsWith("RunTask") && it.tdur,
  );
  assert.ok(tasks.length > 0, "the trace holds no tasks");
  return Math.max(...tasks.map((it) => it.tdur)) / 1000;
}

test("jets: the page is never busy for more than 50 ms", { skip: skipJets }, async () => {
  await visit(jets, async (page) => {
    const opening = await longestTask(page, async () => {
      await runExample(page);
      await page.waitForTimeout(1500);
    });
    const changing = await longestTask(page, async () => {
      await tab(page, "As a table");
      const panel = await tab(page, "What if");
      await panel.locator("input[type=range]").focus();
      for (let press = 0; press < 10; press += 1) await page.keyboard.press("ArrowRight");
      await tab(page, "Why");
      await page.waitForTimeout(500);
    });
    assert.ok(
      Math.max(opening, changing) <= 50,
      `${opening} ms while it opens, ${changing} ms while values change`,
    );
  });
});

test("peaks: the page finds what the reference found", { skip: skipPeaks }, async () => {
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

test("peaks: a peak is shifted by keys, by buttons and by dragging", {
  skip: skipPeaks,
}, async () => {
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

test("peaks: a peak is drawn by pointer and by keys", { skip: skipPeaks }, async () => {
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

test("jets: both engines answer as the reference did", { skip: skipJets }, async () => {
  await visit(jets, async (page) => {
    const { facts } = jets;
    for (const place of [0, 1, 2]) {
      await page.locator(".try-card-button").nth(place).click();
      const wanted = facts.examples[place].reference[facts.distribution.output][facts.positive];
      for (const engine of facts.engines) {
        const line = fact(page, engine);
        await page.waitForFunction(
          ([text, value]) =>
            [...document.querySelectorAll(".try-runs dt")].some(
              (dt) =>
                dt.textContent.startsWith(text) &&
                Math.abs(Number(dt.nextElementSibling.dataset.value) - value) < 1e-5,
            ),
          [engine, wanted],
        );
        assert.ok(await line.isVisible());
      }
    }
    await page
      .locator("[role=status]", { hasText: "probability of" })
      .waitFor({ state: "attached" });
  });
});

test("jets: the truth is hidden until it is asked for", { skip: skipJets }, async () => {
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

test("jets: tracks are reached by arrow keys and by pointer, in both pictures", {
  skip: skipJets,
}, async () => {
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

test("jets: what is left out or scaled moves the probability at once", {
  skip: skipJets,
}, async () => {
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

test("jets: relevance is shown as bars and in the pictures", {
  skip: skipJets || !jets.facts.engines.includes("native"),
}, async () => {
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

test("jets: the table holds what the pictures show", { skip: skipJets }, async () => {
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
