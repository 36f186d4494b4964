// The editor of the SPARQL page: mistakes, proposals, and the keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";
import { COUNT, answered, ask, type, visit } from "./support/sparql.mjs";
import { pollUntil } from "./support/waiting.mjs";

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

test("an endpoint's refusal is marked in the query too", async () => {
  // The browser reports the refusal's status 400 as an error of the console.
  const options = { address: process.env.FAIRCAT_URL, expectErrors: true };
  await visit(async (page) => {
    await ask(page, "SELECT * {\n ?s schma:name ?o }");
    await page.getByRole("button", { name: "Line 2, column 5" }).waitFor();
    const marked = page.locator(".cm-lintRange-error");
    assert.equal(await marked.textContent(), "schma:name");
    // After a pause in typing the page checks by itself.
    await page.locator(".sparql-form[data-checked]").waitFor();
    assert.equal(await marked.textContent(), "schma:name");
  }, options);
});
