// The search and the SPARQL page over several catalogues, and the page that tells of them. Another
// catalogue is built, served and harvested first.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serve } from "../conformance/browser.mjs";
import { axe, siteOf, STANDARDS } from "./support/site.mjs";
import { answered, ask } from "./support/sparql.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const work = mkdtempSync(path.join(tmpdir(), "faircat-federation-"));
const run = (...parameters) => promisify(execFile)(process.env.FAIRCAT_PROGRAM, parameters);

/** Builds both catalogues; returns the folder of the site that has the other one too. */
async function made() {
  const other = path.join(work, "other");
  const fixture = path.join(repository, "tests/fixtures/every-field");
  await run("build", "--root", fixture, "--out", other, "--base-url", "https://other.example/");
  const server = await serve(other);
  const hub = path.join(work, "hub");
  for (const folder of ["site", "catalog/datasets"])
    mkdirSync(path.join(hub, folder), { recursive: true });
  writeFileSync(
    path.join(hub, "site/site.yaml"),
    `title: Hub
federation:
  - {catalog: "${server.address}", name: other, title: The other catalogue}
  - {catalog: "${server.address}nothing/", name: broken, title: A broken one}
`,
  );
  writeFileSync(
    path.join(hub, "catalog/datasets/ours.yaml"),
    `kind: dataset
title: Our jets
summary: Jets of our own.
license: CC0-1.0
identifiers: [doi:10.5555/full-datasets]
`,
  );
  await run("harvest", "--root", hub, "--allow-private", "--pause", "0");
  server.close();
  await run("build", "--root", hub, "--out", path.join(work, "site"));
  return path.join(work, "site");
}

process.env.FAIRCAT_FEDERATION = await made();
after(() => rmSync(work, { recursive: true, force: true }));

const site = siteOf("FAIRCAT_FEDERATION");

const cards = (page) =>
  page.locator("[data-results] > li").evaluateAll((items) =>
    items.map((item) => ({
      href: item.querySelector("h3 a").href,
      top: item.querySelector(".card-top")?.textContent ?? "",
      words: [...item.querySelectorAll(".card-text:not(.also)")].map((it) => it.textContent).join(),
      also: [...item.querySelectorAll(".also a")].map((it) => it.href),
    })),
  );

/** Without the pages of the manual, which follow the works. */
const works = async (page) => (await cards(page)).filter(({ top }) => top !== "Manual");

test("other catalogues are searched if the visitor says so, and results lead home", async () => {
  await site.visit("search/?q=example", async (page, context) => {
    const asked = [];
    context.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.locator("#results", { hasText: /result|Nothing/ }).waitFor();
    assert.deepEqual(await works(page), []);
    assert.ok(
      asked.every((it) => !it.startsWith("/federation/")),
      asked.join(),
    );
    await page.check("[data-federated]");
    await page.locator("[data-results] > li .also").waitFor();
    const found = await works(page);
    const foreign = found.filter(({ href }) => href.startsWith("https://other.example/"));
    assert.equal(foreign.length, 4, JSON.stringify(found));
    assert.ok(foreign.every(({ top }) => top.includes("The other catalogue")));
    // The dataset that both have is one result, which leads to this site's own page.
    const own = found.find(({ href }) => href === `${site.address}datasets/ours/`);
    assert.deepEqual(own?.also, ["https://other.example/datasets/full/"], JSON.stringify(found));
    // By whosever words it was found, those of this site stand below its title.
    assert.equal(own?.words, "Jets of our own.");
    assert.match(page.url(), /federated=1/);
    await page.uncheck("[data-federated]");
    await page.locator("[data-results] > li .also").waitFor({ state: "detached" });
    assert.deepEqual(await works(page), []);
  });
});

test("catalogues are a facet of the results", async () => {
  await site.visit("search/?q=dataset&federated=1&kind=dataset", async (page) => {
    const group = page.locator("fieldset", { hasText: "Catalogue" });
    await group.waitFor();
    const names = await group.locator("label").allTextContents();
    assert.ok(
      ["This catalogue", "The other catalogue"].every((it) =>
        names.some((name) => name.includes(it)),
      ),
      names.join(),
    );
  });
});

test("one question is answered over all catalogues", async () => {
  const count = "SELECT (COUNT(*) AS ?n) { ?w a schema:Dataset ; schema:name ?name }";
  const answer = async (page) =>
    Number(await page.locator(".sparql-answer tbody td").textContent());
  await site.visit("sparql/", async (page) => {
    await ask(page, count);
    await answered(page);
    const own = await answer(page);
    await page.check("[data-federated-switch]");
    await page.keyboard.press("Escape");
    await page.click(".sparql-form [type=submit]");
    await page.locator(".sparql-answer tbody td", { hasText: /^\d+$/ }).waitFor();
    await page.waitForFunction(
      (own) => Number(document.querySelector(".sparql-answer tbody td")?.textContent) > own,
      own,
    );
    await ask(page, "ASK { ?a schema:sameAs <https://other.example/datasets/full/> }");
    await answered(page, "Yes");
  });
});

test("the page of the federation says what was read and what was not, for everybody", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      const options = { colorScheme, viewport: { width, height: 900 } };
      const look = async (page) => {
        const text = await page.locator("main").textContent();
        for (const wanted of ["The other catalogue", "dump", "A broken one", "failed", "CC0-1.0"])
          assert.ok(text.includes(wanted), wanted);
        const sideways = () => document.documentElement.scrollWidth - innerWidth;
        assert.ok((await page.evaluate(sideways)) <= 0, `${width}`);
        // That a catalogue failed is seen without scrolling sideways.
        const failed = await page.locator("strong", { hasText: "failed" }).boundingBox();
        if (width === 390) assert.ok(failed.x >= 0 && failed.x + failed.width <= width, "failed");
        await page.evaluate(axe);
        const { violations } = await page.evaluate(
          (tags) => globalThis.axe.run({ runOnly: { type: "tag", values: tags } }),
          STANDARDS,
        );
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
          [],
        );
      };
      await site.visit("federation/", look, options);
    }
  }
});
