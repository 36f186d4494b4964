// What people type into the search, and what must come first.

import assert from "node:assert/strict";
import { test } from "node:test";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { siteOf } from "./support/site.mjs";

const site = siteOf("FAIRCAT_SITE");
const { answer, completions, parts, plain } = await import(
  pathToFileURL(path.join(site.folder, "static/search-query.js"))
);

/** Run in the page before its scripts: sets `hasAnswered` when the search has shown all. */
function noteAnswer() {
  const note = (changes) => {
    globalThis.hasAnswered ||= changes.some(({ target }) => !target.hasAttribute("aria-busy"));
  };
  const attributeFilter = ["aria-busy"];
  new MutationObserver(note).observe(document, { attributeFilter, subtree: true });
}

/** What the page shows for the query string `address`. */
async function search(address) {
  const seen = await site.visit(
    `search/?${address}`,
    async (page) => {
      await page.waitForFunction(() => globalThis.hasAnswered);
      return page.evaluate(() => ({
        status: document.querySelector("#results").textContent,
        links: [...document.querySelectorAll("[data-results] h3 a")].map((link) => link.pathname),
        facets: [...document.querySelectorAll("[data-filters] fieldset")].map(
          (it) => it.querySelector("legend").textContent,
        ),
        checked: [...document.querySelectorAll("[data-filters] input:checked")].map(
          (it) => `${it.name}=${it.value}`,
        ),
      }));
    },
    { prepare: (page) => page.addInitScript(noteAnswer) },
  );
  const base = new URL(site.address).pathname;
  return { ...seen, links: seen.links.map((link) => link.slice(base.length)) };
}

const asked = (words) => search(new URLSearchParams({ q: words }).toString());

test("a word that no record has finds nothing, whatever it begins with", async () => {
  for (const word of ["atlantis", "jetsam", "higgsino", "modelzzz"]) {
    const { links, status } = await asked(word);
    assert.deepEqual(links, [], word);
    assert.match(status, /^Nothing has/);
  }
});

test("a licence is a word", async () => {
  const found = await asked("CC-BY-4.0");
  // The manual has the word too.
  const links = found.links.filter((link) => !link.startsWith("manual/"));
  assert.ok(links.length > 0);
  const chosen = await search("licence=CC-BY-4.0");
  assert.deepEqual(new Set(links), new Set(chosen.links));
});

test("facets stay while searching and count what was found", async () => {
  const { facets } = await asked("jets");
  assert.ok(facets.includes("Kind"), facets.join());
  const some = await search("q=jets&kind=dataset");
  assert.deepEqual(some.checked, ["kind=dataset"]);
  assert.ok(
    some.links.length > 0 && some.links.every((link) => link.startsWith("datasets/")),
    some.links.join(),
  );
});

test("what an address asks for is only ever a filter", async () => {
  for (const address of [
    "constructor=x",
    "__proto__=x",
    "toString=y",
    "kind=nothing",
    "q=jets&hasOwnProperty=z",
  ]) {
    const { status } = await search(address);
    assert.doesNotMatch(status, /could not/, address);
  }
});

test("a query falls into phrases with synonyms and words", () => {
  const synonyms = [["GNN", "graph neural network"]];
  const texts = (query) => parts(query, synonyms).map((part) => [part.text, part.synonyms.join()]);
  assert.deepEqual(texts("graph neural networks for jets"), [
    ["graph neural networks", "GNN"],
    ["for", ""],
    ["jets", ""],
  ]);
  assert.deepEqual(texts('gnn "a b" →'), [
    ["gnn", "graph neural network"],
    ["a b", ""],
  ]);
  assert.deepEqual(
    parts("__proto__ constructor", synonyms).map((part) => part.text),
    ["__proto__", "constructor"],
  );
});

test("two letters are completed to nothing", () => {
  assert.deepEqual(completions("at", ["atlas", "atom"]), []);
  assert.deepEqual(completions("atl", ["atom", "atlas"]), ["atlas"]);
  assert.equal(plain("CC-BY-4.0"), "ccby40");
});

test("names are found without the keys for their letters", () => {
  for (const [typed, name] of [
    ["Lukasz", "łukasz"],
    ["Jorgen", "jørgen"],
    ["Dordevic", "đorđević"],
    ["Orsted", "ørsted"],
    ["Strasse", "straße"],
    ["Muller", "müller"],
  ]) {
    assert.deepEqual(completions(typed, ["other", name]), [name], typed);
  }
  assert.equal(plain("C++"), "c++");
  assert.equal(plain("🚀"), "🚀");
});

test("signs and hyphens keep no word from being found", async () => {
  const texts = { a: ["c++"], b: ["jet tagger"], c: ["🚀"], d: ["łukasz"], e: ["f90+"] };
  const pagefind = {
    async search(asked) {
      const words = asked.replaceAll('"', "").toLowerCase();
      const has = ([, phrases]) => phrases.includes(words);
      return {
        results: Object.entries(texts)
          .filter(has)
          .map(([id]) => ({ id, score: 1 })),
      };
    },
  };
  const lexicon = { synonyms: [], words: async () => ["f90+", "łukasz"] };
  for (const [query, id] of [
    ["C++", "a"],
    ["jet-tagger", "b"],
    ["🚀", "c"],
    ["lukasz", "d"],
    ["F90", "e"],
  ]) {
    const { results, unknown } = await answer(pagefind, query, lexicon);
    assert.deepEqual([results.map((it) => it.id), unknown], [[id], []], query);
  }
});

test("long words of a result do not make a phone scroll sideways", async () => {
  const narrow = { viewport: { width: 390, height: 900 } };
  await site.visit(
    "search/?q=higgs",
    async (page) => {
      await page.locator("[data-results] a").first().waitFor();
      assert.ok(
        (await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0,
      );
    },
    narrow,
  );
});

test("words that a hyphen joins are also found apart", async () => {
  const records = {
    '"higgs-boson"': ["joined"],
    '"higgs boson"': ["apart"],
    '"CC BY 4 0"': ["no"],
  };
  const named = (text) => (records[text] ?? []).map((id) => ({ id, score: 1 }));
  const pagefind = { search: async (text) => ({ results: named(text) }) };
  const lexicon = { synonyms: [], words: async () => [] };
  const found = async (query) =>
    (await answer(pagefind, query, lexicon)).results.map(({ id }) => id).sort();
  assert.deepEqual(await found("higgs-boson"), ["apart", "joined"]);
  records['"CC-BY-4.0"'] = ["licence"];
  assert.deepEqual(await found("CC-BY-4.0"), ["licence"]);
});

test("signs alone ask for nothing", async () => {
  const { status, links } = await asked("?");
  assert.match(status, /^Type to search/);
  assert.deepEqual(links, []);
});
