// Queries as people type them over the shipped catalogue, each with what must come first.

import assert from "node:assert/strict";
import { test } from "node:test";
import { siteOf } from "./support/site.mjs";

const site = siteOf("FAIRCAT_SITE");

const FIRST = [
  // Names, whole and in part, as written and otherwise.
  ["braggnn", /^software\/braggnn\/$/],
  ["BraggNN simulated", /^models\/braggnn-simulated\/$/],
  ["hbb-in-pythia", /^models\/hbb-in-pythia\/$/],
  ["interaction network", /^models\/hbb-interaction-network\/$/],
  ["H->bb", /^models\/hbb-interaction-network\/$/],
  ["javier duarte", /^people\/javier-duarte\/$/],
  ["duarte", /^people\/javier-duarte\/$/],
  ["argonne", /^organizations\/argonne-national-laboratory\/$/],
  ["cern", /^organizations\/cern\/$/],
  ["supercdms", /^(?:datasets|models)\/supercdms/],
  ["cosmoflow", /^models\/cosmoflow\/$/],
  ["resnet", /^models\/resnet50-v2\/$/],
  ["mnist", /^datasets\/mnist\/$/],
  ["interac", /interaction-network/],
  // What works are about, and other words for it.
  ["higgs boson", /hbb/],
  ["graph neural network", /hbb/],
  ["microscopy", /bragg/],
  ['"bragg peak"', /bragg/],
  ["VAE", /^models\/supercdms-vae\/$/],
  ["PCA", /^models\/supercdms-principal-components\/$/],
  ["LHC", /^(?:datasets|models)\//],
  ["track_quality", /hbb/],
  // Identifiers, licences, formats and files.
  ["10.1038/s41597-022-01712-9", /bragg/],
  ["0000-0002-5076-7096", /^people\/javier-duarte\/$/],
  [
    "33285e2dbd60ea968d1d664287f7fc482b6fb20e16586c9b4dfc8f7517fa0eb9",
    /^models\/hbb-in-pythia-2842\/$/,
  ],
  ["CC-BY-4.0", /^datasets\//],
  ["ONNX", /^models\//],
  ["HDF5", /^datasets\//],
  ["control-set.npz", /^models\//],
  ["formats", /^formats\/$/],
  ["croissant", /^formats\/#croissant$/],
  ["RO-Crate", /^formats\/#ro-crate$/],
  ["ro-crate metadata", /^formats\/#ro-crate$/],
  ["CodeMeta", /^formats\/#codemeta$/],
  ["bibtex", /^formats\/#bibtex$/],
  ["datacite-json", /^formats\/#datacite-json$/],
  ["Citation File Format", /^formats\/#cff$/],
  ["oai-pmh", /^manual\/site\/#oai-pmh$/],
  ["Parquet", /^manual\/site\/#a-table-for-duckdb$/],
  // Principles, the manual, and other pages.
  ["R1.1", /^principles\/\w+\/#R1\.1$/],
  ["F1", /^principles\/\w+\/#F1$/],
  ["run a model", /^manual\/run\/$/],
  ["verify claims", /^manual\/(?:commands\/)?verify\/$/],
  ["faircat check", /^manual\/commands\/check\/$/],
  ["theme variables", /^manual\/variables\/$/],
  ["withdrawal", /^manual\/withdrawal\/$/],
  ["leaderboard", /^(?:manual\/)?compare\/$/],
  ["SPARQL", /^sparql\/$/],
  ["about", /^about\/$/],
];

const MEANT = [
  ["bragnn", "braggnn"],
  ["supersymetry", undefined],
  ["argone", "argonne"],
  ["interacton network", "interaction network"],
  ["pyhtia", "pythia"],
  ["xyzzyxyzzy", undefined],
];

/** What the page shows for each of `queries`, asked one after the other as by a visitor. */
async function answers(queries) {
  return site.visit("search/", async (page) => {
    await page.locator("[data-help]").waitFor();
    const seen = [];
    for (const query of queries) seen.push(await answer(page, query));
    return seen;
  });
}

async function answer(page, query) {
  await page.locator("#search-q").fill(query);
  await page.waitForFunction(
    (query) =>
      new URLSearchParams(location.search).get("q") === query &&
      !document.querySelector(".list-main[aria-busy]"),
    query,
  );
  return page.evaluate(
    (base) => ({
      status: document.querySelector("#results").textContent,
      links: [...document.querySelectorAll("[data-results] h3 a")].map(({ href }) =>
        href.slice(base.length),
      ),
      meant: document.querySelector("[data-meant] a")?.textContent,
      helps: !document.querySelector("[data-help]").hidden,
      texts: [...document.querySelectorAll("[data-results] .card-text:not(.excerpt)")].map(
        (it) => it.textContent,
      ),
    }),
    site.address,
  );
}

test("what is asked for comes first", async () => {
  assert.ok(FIRST.length >= 30);
  const found = await answers(FIRST.map(([query]) => query));
  const wrong = FIRST.filter(([, wanted], at) => !wanted.test(found[at].links[0] ?? ""));
  const told = wrong.map(([query]) => {
    const { links, status } = found[FIRST.findIndex(([one]) => one === query)];
    return `${query}: ${status}: ${links.slice(0, 3).join(" ")}`;
  });
  assert.deepEqual(told, []);
});

test("results are told of in sentences", async () => {
  const [{ texts }] = await answers(["bragg peak"]);
  assert.ok(texts.length >= 5);
  for (const text of texts) assert.match(text, /^(?:\p{Lu}|\d).*[.!?…]$/u);
});

test("a slip is told with the word that was meant, and nothing is found by it", async () => {
  const found = await answers(MEANT.map(([query]) => query));
  for (const [at, [query, wanted]] of MEANT.entries()) {
    assert.equal(found[at].meant, wanted, query);
    assert.equal(found[at].helps, found[at].links.length === 0, query);
  }
});

test("the word that was meant can be asked for", async () => {
  const { links, address } = await site.visit("search/?q=bragnn", async (page) => {
    await page.locator("[data-meant] a").click();
    await page.locator("[data-results] a").first().waitFor();
    return {
      links: await page.locator("[data-results] h3 a").count(),
      address: new URL(page.url()).search,
    };
  });
  assert.ok(links > 0);
  assert.equal(address, "?q=braggnn");
});
