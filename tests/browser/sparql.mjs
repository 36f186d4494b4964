// The SPARQL page as a visitor uses it: answers in the browser and from the endpoint of
// `faircat serve`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { COUNT, ENDLESS, answered, ask, download, visit, own } from "./support/sparql.mjs";
import { atRest } from "./support/waiting.mjs";

test("nothing is loaded before the visitor asks, and the statements only once", async () => {
  const large = (url) => /sparql_bg\.wasm|dump\.nq\.gz/.test(url);
  await visit(async (page, context) => {
    const asked = [];
    context.on("request", (request) => large(request.url()) && asked.push(request.url()));
    await page.locator(".cm-content").waitFor();
    await atRest(page);
    assert.deepEqual(asked, []);
    await page.click(".sparql-form [type=submit]");
    await answered(page);
    assert.equal(asked.length, 2);
    await page.reload();
    await page.click(".sparql-form [type=submit]");
    await answered(page);
    assert.equal(
      asked.filter((url) => url.includes("dump")).length,
      1,
      "the second visit takes the statements from the cache",
    );
  });
});

test("rows are sorted by their headings and lead into this copy of the site", async () => {
  await visit(async (page) => {
    await ask(page, "SELECT ?model ?name { ?model a fair4ml:MLModel ; schema:name ?name }");
    await answered(page);
    const names = () => page.locator(".sparql-answer tbody td:nth-child(2)").allTextContents();
    const sorted = (how) => page.locator(`th[aria-sort=${how}]`, { hasText: "name" }).waitFor();
    const heading = page.getByRole("columnheader", { name: "name" });
    await heading.getByRole("button").focus();
    await page.keyboard.press("Enter");
    await sorted("ascending");
    const ascending = await names();
    assert.ok(ascending.length > 1);
    assert.deepEqual(
      ascending,
      [...ascending].sort(new Intl.Collator("en", { numeric: true }).compare),
    );
    await page.keyboard.press("Enter");
    await sorted("descending");
    assert.deepEqual(await names(), ascending.reverse());
    const link = page.locator(".sparql-answer tbody a").first();
    assert.ok((await link.evaluate((a) => a.href)).startsWith(`${own.address}models/`));
    await link.click();
    await page.waitForURL(`${own.address}models/**`);
  });
});

test("a long answer is shown in parts", async () => {
  await visit(async (page) => {
    await ask(page, "SELECT * { ?s ?p ?o } LIMIT 1200");
    await answered(page, "1200 rows");
    const rows = page.locator(".sparql-answer tbody tr");
    await rows.nth(499).waitFor();
    assert.equal(await rows.count(), 500);
    await page.getByRole("button", { name: "Show 500 more of 700" }).click();
    await page.getByRole("button", { name: "Show 200 more of 200" }).click();
    await rows.nth(1199).waitFor();
    assert.equal(await rows.count(), 1200);
    const { name, text } = await download(page, "JSON");
    assert.equal(name, "answer.json");
    assert.equal(JSON.parse(text).results.bindings.length, 1200);
  });
});

test("graphs are answered in Turtle, and ASK with a word", async () => {
  await visit(async (page) => {
    await ask(page, "CONSTRUCT { ?m a schema:Thing } { ?m a fair4ml:MLModel }");
    await answered(page, "A graph");
    const { name, text } = await download(page, "Turtle");
    assert.equal(name, "answer.ttl");
    assert.match(text, /@prefix schema: .*\n[\s\S]*a schema:Thing/);
    await ask(page, "ASK { ?m a fair4ml:MLModel }");
    await answered(page, "Yes");
    await ask(page, "SELECT ?x { ?x schema:name 'nobody has this name' }");
    await answered(page, "0 rows");
  });
});

test("a query that takes long is cancelled, and the next one answered", async () => {
  await visit(async (page) => {
    await ask(page, COUNT);
    await answered(page, "1 row");
    await ask(page, ENDLESS);
    const cancel = page.getByRole("button", { name: "Cancel" });
    await cancel.waitFor();
    await cancel.focus();
    await page.keyboard.press("Enter");
    await answered(page, "Cancelled");
    assert.ok(await cancel.isHidden());
    assert.equal(await page.locator(":focus").textContent(), "Run the query");
    await ask(page, COUNT);
    await answered(page, "1 row");
  });
});

test("another question takes the place of one that still runs", async () => {
  await visit(async (page) => {
    await ask(page, COUNT);
    await answered(page, "1 row");
    await ask(page, ENDLESS);
    await page.getByRole("button", { name: "Cancel" }).waitFor();
    await page.locator(".questions a").first().click();
    await answered(page);
    assert.ok((await page.locator(".sparql-answer tbody tr").count()) > 0);
  });
});

test("the address holds the query, and whoever opens it gets the answer", async () => {
  let address;
  await visit(async (page) => {
    await ask(page, COUNT);
    await answered(page, "1 row");
    address = new URL(page.url());
    assert.equal(decodeURIComponent(address.hash), `#query=${COUNT}`);
  });
  await visit(
    async (page) => {
      await answered(page, "1 row");
      await page.locator(".cm-content", { hasText: "COUNT" }).waitFor();
    },
    { hash: address.hash },
  );
});

test("a scorecard leads to its findings, as published", async () => {
  await own.visit("models/braggnn-simulated/", async (page) => {
    const findings = page.locator(".fair-letters li");
    // Neighbours that found the same stand once on the page, which does not spell out its address.
    const number = await findings.count();
    const evidence = (await findings.last().locator("p").first().textContent()).trim();
    await page.locator("#fair").getByRole("link", { name: "In SPARQL" }).click();
    await answered(page);
    assert.ok((await page.locator(".sparql-answer tbody tr").count()) >= number);
    const cells = await page.locator(".sparql-answer tbody td").allTextContents();
    // The page shows as code what stands between backticks.
    const plain = cells.map((cell) => cell.replaceAll("`", ""));
    assert.ok(plain.includes(evidence), cells.join(" | "));
  });
});

test("too many statements for a device are said to be, with the command instead", async () => {
  const prepare = (page) =>
    page.addInitScript(() =>
      Object.defineProperty(Navigator.prototype, "deviceMemory", { get: () => 2 ** -12 }),
    );
  await visit(
    async (page) => {
      await page.click(".sparql-form [type=submit]");
      await page.getByText("too many for this device").waitFor();
      assert.match(
        await page.locator("[data-answer] code").textContent(),
        /^faircat query --dump https?:.*dump\.nq\.gz '/,
      );
      await page.getByRole("button", { name: "Load them here all the same" }).click();
      await answered(page);
    },
    { prepare },
  );
});

test("a copy without the engine says so", async () => {
  const prepare = (page) =>
    page.route("**/sparql/", async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(
        /data-(engine|engine-module|editor)="[^"]*"/g,
        'data-$1=""',
      );
      await route.fulfill({ response, body });
    });
  await visit(
    async (page) => {
      await page.fill("#query", COUNT);
      await page.press("#query", "Control+Enter");
      await page.getByText("built without the engine").waitFor();
      assert.match(
        await page.locator("[data-answer] code").first().textContent(),
        /^faircat query --dump/,
      );
    },
    { prepare },
  );
});

test("without JavaScript the questions are there to copy", async () => {
  await visit(
    async (page) => {
      assert.ok(await page.locator("#query").isVisible());
      const first = page.locator(".questions details").first();
      await first.locator("summary").click();
      assert.match(await first.locator("pre").textContent(), /SELECT/);
      assert.match(await page.locator("noscript").textContent(), /Without JavaScript/);
    },
    { javaScriptEnabled: false },
  );
});

test("a narrow screen holds the page", async () => {
  await visit(
    async (page) => {
      await page.locator(".questions a").first().click();
      await answered(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${wide} pixels too wide`);
    },
    { viewport: { width: 390, height: 800 } },
  );
});

test("an endpoint behind the page answers, unless the browser is chosen", async () => {
  const address = process.env.FAIRCAT_URL;
  assert.ok(address, "FAIRCAT_URL names no running `faircat serve`: see run.sh");
  await visit(
    async (page) => {
      await ask(page, COUNT);
      await answered(page, "by the endpoint");
      const there = await page.locator(".sparql-answer tbody td").textContent();
      await page.getByLabel("in this browser").check();
      await ask(page, COUNT);
      await answered(page, "in this browser");
      assert.equal(await page.locator(".sparql-answer tbody td").textContent(), there);
    },
    { address },
  );
});
