// Files of many rows that a visitor scores in the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PATIENCE } from "./support/site.mjs";
import { peaks, visit, runExample, tab, downloaded, fixture, choose } from "./support/models.mjs";

test("peaks: thousands of rows are scored with progress, and can be cancelled", async () => {
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
      panel.getByRole("button", { name: "Download as CSV" }).click(),
    );
    assert.equal(csv.bytes.toString().trim().split("\n").length, 1201);
  });
});

test("peaks: shapes, units and sizes of HDF5 files are checked", async () => {
  await visit(peaks, async (page) => {
    await runExample(page);
    const panel = await tab(page, "Your own data");
    const alert = panel.getByRole("alert");
    const cases = [
      ["flat-peaks.h5", /patch must have the shape \[batch, 1, 11, 11\], but has \[3, 7\]/],
      ["photons.h5", /intensity of patch is in photon, but the model takes 1/],
      ["endless-peaks.h5", /patch takes \d+ bytes when it is read, more than the limit of \d+/],
    ];
    for (const [name, message] of cases) {
      await choose(page, name, fixture(name));
      await alert.filter({ hasText: name }).waitFor();
      assert.match(await alert.textContent(), message);
    }
  });
});

test("peaks: thousands of rows of HDF5 are scored with progress and can be cancelled", async () => {
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

test("peaks: a reader of HDF5 that never answers can be cancelled", async () => {
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

test("peaks: a site without the reader of HDF5 says so", async () => {
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
