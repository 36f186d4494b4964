// The SPARQL page as a visitor uses it: answers in the browser, by mouse and by keyboard, and from
// the endpoint of `faircat serve`.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { siteOf } from "./support/site.mjs";
import { atRest, pollUntil } from "./support/waiting.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }";
/** More pairs of pairs than any machine counts while a test waits. */
const ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";

/** The site of this repository, and the one whose models make wrong claims. */
const own = siteOf("FAIRCAT_SITE");
const verified = siteOf("FAIRCAT_VERIFIED");

/** Opens the SPARQL page, of `address` if given, and hands it to `use`; nothing on it may fail. */
const visit = (use, { hash = "", ...options } = {}) =>
  own.visit(`sparql/${hash}`, use, { ready: "load", ...options });

/** Waits until the large editor is there and replaces its text by `query`. */
async function type(page, query) {
  const content = page.locator(".cm-content");
  await content.waitFor();
  await content.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(query);
}

async function ask(page, query) {
  await type(page, query);
  await page.keyboard.press("Control+Enter");
}

const answered = (page, text) =>
  page.locator("[data-status]", { hasText: text ?? / in \d/ }).waitFor({ timeout: 60_000 });

async function download(page, label) {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: `Download as ${label}` }).click(),
  ]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

/** Address of the site under test, which its identifiers begin with. */
function base() {
  const robots = readFileSync(path.join(process.env.FAIRCAT_SITE, "robots.txt"), "utf8");
  return robots.match(/^Sitemap: (.*)sitemap\.xml$/m)[1];
}

function questions() {
  return readdirSync(path.join(root, "site/queries"))
    .sort()
    .map((file) => {
      const name = file.replace(/\.rq$/, "");
      const expected = readFileSync(
        path.join(root, "tests/fixtures/queries", `${name}.csv`),
        "utf8",
      );
      return {
        name,
        expected,
        text: readFileSync(path.join(root, "site/queries", file), "utf8").trimEnd(),
      };
    });
}

/** The address in the answers that were written down. */
const PUBLISHED = "https://example.org/catalog/";

describe("the questions of the site", () => {
  const all = questions();
  const aboutClaims = all.filter(({ name }) => name.includes("-claims-"));
  const others = all.filter((question) => !aboutClaims.includes(question));

  test("have their expected answers in the browser, by mouse and by keyboard", async () => {
    assert.ok(others.length >= 18);
    await visit(async (page) => {
      const links = page.locator(".questions a");
      assert.equal(await links.count(), all.length);
      for (const [place, { name, expected }] of others.entries()) {
        const link = links.nth(all.findIndex((question) => question.name === name));
        if (place % 2) {
          await link.focus();
          await page.keyboard.press("Enter");
        } else {
          await link.click();
        }
        assert.equal(await link.getAttribute("aria-current"), "true");
        await answered(page);
        const { text } = await download(page, "CSV");
        // The answers were written down for a site with this address; another has another place
        // among those that rows are sorted by.
        const rows = (csv) => csv.replaceAll("\r", "").split("\n").sort();
        assert.deepEqual(rows(text), rows(expected.replaceAll(PUBLISHED, base())), name);
      }
    });
  });

  test("about claims have theirs where models make wrong ones", async () => {
    assert.ok(aboutClaims.length >= 2);
    const address = verified.address;
    await visit(
      async (page) => {
        for (const { name, text, expected } of aboutClaims) {
          await ask(page, text);
          await answered(page);
          const file = await download(page, "CSV");
          // This site is built without an address.
          const here = expected.replaceAll(PUBLISHED, "http://localhost:8000/");
          assert.equal(file.text.replaceAll("\r", ""), here, name);
        }
      },
      { address },
    );
  });
});

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

test("a mistake is marked where it stands", async () => {
  await visit(async (page) => {
    await ask(page, 'SELECT ?x WHERE {\n  ?x foo "é" }');
    await page.getByRole("alert").waitFor();
    assert.match(
      await page.getByRole("alert").textContent(),
      /The query is not well-formed at `foo`\.Line 2, column 6/,
    );
    assert.equal(await page.locator(".cm-lintRange-error").textContent(), "foo");
    await page.getByRole("button", { name: "Line 2, column 6" }).click();
    await page.keyboard.insertText("schema:name ?");
    assert.match(await page.locator(".cm-content").textContent(), /\?x schema:name \?foo "é"/);
    await page.locator(".cm-lintRange-error").waitFor({ state: "detached" });
  });
});

test("a mistake is marked while one types, once the engine is there", async () => {
  await visit(async (page) => {
    await ask(page, COUNT);
    await answered(page, "1 row");
    await type(page, "SELECT * { ?s schma:name ?o }");
    await page.locator(".cm-lintRange-error", { hasText: "schma:name" }).waitFor();
  });
});

test("terms of the statements are proposed, and taken by the keyboard", async () => {
  await visit(async (page) => {
    await ask(page, COUNT);
    await answered(page, "1 row");
    await type(page, "SELECT ?a { ?m ");
    await page.keyboard.type("schema:au");
    const option = page.locator(".cm-tooltip-autocomplete [aria-selected=true]");
    await option.waitFor();
    // For a moment after they appear, proposals take no keys.
    const first = await option.textContent();
    const down = async () => {
      await page.keyboard.press("ArrowDown");
      return option.textContent();
    };
    await pollUntil("the next one is chosen", down, (it) => it !== first);
    const up = async () => {
      await page.keyboard.press("ArrowUp");
      return option.textContent();
    };
    assert.match(
      await pollUntil("an author", up, (it) => it.startsWith("schema:author")),
      /author/,
    );
    await page.keyboard.press("Enter");
    await page.keyboard.type(" ?");
    await page.keyboard.type("a");
    await page.keyboard.press("Escape");
    assert.match(await page.locator(".cm-content").textContent(), /\?m schema:author \?a/);
  });
});

test("Tab leaves the editor", async () => {
  await visit(async (page) => {
    await type(page, COUNT);
    await page.keyboard.press("Tab");
    assert.equal(await page.locator(":focus").textContent(), "Run the query");
    await page.keyboard.press("Enter");
    await answered(page, "1 row");
  });
});

test("a line of a scorecard leads to its evidence", async () => {
  await own.visit("models/braggnn-simulated/", async (page) => {
    const principle = page.locator("details.fair-principle").first();
    await principle.locator("summary").click();
    const evidence = await principle.locator("li").first().locator("p").nth(1).textContent();
    await principle.getByRole("link", { name: "The evidence in SPARQL" }).first().click();
    await answered(page, "1 row");
    const cells = await page.locator(".sparql-answer tbody td").allTextContents();
    assert.ok(cells.includes(evidence), cells.join(" | "));
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

test("an endpoint's refusal is marked in the query too", async () => {
  // The browser reports the refusal's status 400 as an error of the console.
  const options = { address: process.env.FAIRCAT_URL, expectErrors: true };
  await visit(async (page) => {
    await ask(page, "SELECT * {\n ?s schma:name ?o }");
    await page.getByRole("button", { name: "Line 2, column 5" }).waitFor();
    assert.equal(await page.locator(".cm-lintRange-error").textContent(), "schma:name");
  }, options);
});
