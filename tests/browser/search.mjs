// What people type into the search, and what must come first.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { launch, serve, watch } from "../conformance/browser.mjs";

const site = process.env.FAIRCAT_SITE;
const { completions, parts, plain } = await import(pathToFileURL(path.join(site, "static/search-query.js")));
let browser;
let server;

before(async () => {
  server = await serve(site);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** What the page shows for the query string `address`. */
async function search(address) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const problems = watch(page, server.address);
  await page.goto(`${server.address}search/?${address}`, { waitUntil: "networkidle" });
  await page.locator("[data-filters] input").first().waitFor({ state: "attached", timeout: 5000 }).catch(() => {});
  const seen = await page.evaluate(() => ({
    status: document.querySelector("#results").textContent,
    links: [...document.querySelectorAll("[data-results] h3 a")].map((link) => link.pathname),
    facets: [...document.querySelectorAll("[data-filters] fieldset")].map((it) => it.querySelector("legend").textContent),
    checked: [...document.querySelectorAll("[data-filters] input:checked")].map((it) => `${it.name}=${it.value}`),
  }));
  await page.close();
  assert.deepEqual(problems, []);
  const base = new URL(server.address).pathname;
  return { ...seen, links: seen.links.map((link) => link.slice(base.length)) };
}

const asked = (words) => search(new URLSearchParams({ q: words }).toString());

// Query, and what one of the first three results must be.
const EXPECTED = [
  ["braggnn", /braggnn/],
  ["BraggNN", /braggnn/],
  ["bragg", /bragg/],
  ["javier duarte", /^people\/javier-duarte\/$/],
  ["duarte", /^people\/javier-duarte\/$/],
  ["interaction network", /hbb-interaction-network/],
  ["GNN", /interaction-network/],
  ["graph neural network", /interaction-network|hbb/],
  ["higgs boson", /hbb/],
  ["supercdms", /supercdms/],
  ["argonne", /^organizations\/argonne-national-laboratory\/$/],
  ["cern", /^organizations\/cern/],
  ["LHC", /cern|cms|hbb/],
  ["microscopy", /bragg/],
  ["10.1038/s41597-022-01712-9", /bragg/],
  ['"bragg peak"', /bragg/],
  ["interac", /interaction-network|hbb/],
];

for (const [query, wanted] of EXPECTED) {
  test(`${query} finds what it names first`, async () => {
    const { links, status } = await asked(query);
    assert.ok(links.slice(0, 3).some((link) => wanted.test(link)), `${status}: ${links.slice(0, 5).join(" ")}`);
  });
}

test("a word that no record has finds nothing, whatever it begins with", async () => {
  for (const word of ["atlantis", "jetsam", "higgsino", "modelzzz"]) {
    const { links, status } = await asked(word);
    assert.deepEqual(links, [], word);
    assert.match(status, /^Nothing has/);
  }
});

test("a licence is a word", async () => {
  const { links } = await asked("CC-BY-4.0");
  assert.ok(links.length > 0);
  const chosen = await search("licence=CC-BY-4.0");
  assert.deepEqual(new Set(links), new Set(chosen.links));
});

test("facets stay while searching and count what was found", async () => {
  const { facets } = await asked("jets");
  assert.ok(facets.includes("Kind"), facets.join());
  const some = await search("q=jets&kind=dataset");
  assert.deepEqual(some.checked, ["kind=dataset"]);
  assert.ok(some.links.length > 0 && some.links.every((link) => link.startsWith("datasets/")), some.links.join());
});

test("what an address asks for is only ever a filter", async () => {
  for (const address of ["constructor=x", "__proto__=x", "toString=y", "kind=nothing", "q=jets&hasOwnProperty=z"]) {
    const { status } = await search(address);
    assert.doesNotMatch(status, /could not/, address);
  }
});

test("a query falls into phrases with synonyms and words", () => {
  const synonyms = [["GNN", "graph neural network"]];
  const texts = (query) => parts(query, synonyms).map((part) => [part.text, part.synonyms.join()]);
  assert.deepEqual(texts("graph neural networks for jets"), [["graph neural networks", "GNN"], ["for", ""], ["jets", ""]]);
  assert.deepEqual(texts('gnn "a b" →'), [["gnn", "graph neural network"], ["a b", ""]]);
  assert.deepEqual(parts("__proto__ constructor", synonyms).map((part) => part.text), ["__proto__", "constructor"]);
});

test("two letters are completed to nothing", () => {
  assert.deepEqual(completions("at", ["atlas", "atom"]), []);
  assert.deepEqual(completions("atl", ["atom", "atlas"]), ["atlas"]);
  assert.equal(plain("CC-BY-4.0"), "ccby40");
});
