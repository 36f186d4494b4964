// A visitor's own files on models' pages: what is read, and what is refused in plain words.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  peaks,
  jets,
  visit,
  underItsPolicy,
  runExample,
  tab,
  downloaded,
  fixture,
  choose,
} from "./support/models.mjs";

for (const [what, model] of [
  ["peaks", peaks],
  ["jets", jets],
]) {
  test(`${what}: templates can be read back, and results downloaded`, async () => {
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
        panel.getByRole("button", { name: "Download as CSV" }).click(),
      );
      assert.equal(csv.bytes.toString().trim().split("\n").length, 3);
      const json = await downloaded(page, () =>
        panel.getByRole("button", { name: "Download as JSON" }).click(),
      );
      assert.equal(JSON.parse(json.bytes).rows.length, 2);
      assert.equal(JSON.parse(json.bytes).sha256, model.facts.model.sha256);
    });
  });

  test(`${what}: bad files are refused in plain words`, async () => {
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

  test(`${what}: HDF5 gives what JSON gives, by a reader loaded only then`, async () => {
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

  test(`${what}: HDF5 files that will not do are refused in plain words`, async () => {
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
          new RegExp(`there is no ${input.name}; the file has [a-z/]+`),
        ],
        ["twice.h5", fixture("twice.h5"), /the dataset twice stands twice/],
        ["words.h5", fixture("words.h5"), new RegExp(`${input.name} does not hold numbers`)],
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
}
