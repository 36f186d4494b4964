// SPARQL in the browser against Comunica over an N3 store: the questions of the site, on its own
// published statements, in one page of the same Chromium.
//
//   npm ci --ignore-scripts && node against-comunica.mjs SITE_DIR [RUNS]
//
// Each question is asked RUNS times (11) of each engine by turns, after two times that do not
// count; the table has the medians in milliseconds, from the text of the query to the text of the
// answer.

import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
process.env.FAIRCAT_NODE_MODULES ??= path.join(here, "node_modules");
const { launch, serve } = await import("../../tests/conformance/browser.mjs");

const site = path.resolve(process.argv[2] ?? path.join(here, "../../_site"));
const runs = Number(process.argv[3] ?? 11);
const folder = path.join(here, "../../site/queries");
const questions = readdirSync(folder)
  .sort()
  .map((file) => ({
    name: file.replace(/\.rq$/, ""),
    text: readFileSync(path.join(folder, file), "utf8"),
  }));

const bundle = await build({
  absWorkingDir: here,
  entryPoints: ["comunica.js"],
  bundle: true,
  format: "esm",
  minify: true,
  write: false,
  // Comunica's dependencies expect what Node.js has.
  alias: {
    buffer: "./node_modules/buffer/",
    events: "./node_modules/events/",
    stream: "./node_modules/readable-stream/",
  },
  define: { global: "globalThis", "process.env.NODE_ENV": '"production"' },
});

const server = await serve(site);
const browser = await launch();
// The policy of the site forbids what is not part of it.
const context = await browser.newContext({ bypassCSP: true });
const page = await context.newPage();
page.on("pageerror", (error) => console.error(error));
const origin = new URL(server.address).origin;
const serveText = (name, type, body) =>
  page.route(`${origin}/bench/${name}`, (route) => route.fulfill({ contentType: type, body }));
await serveText("comunica.js", "text/javascript", bundle.outputFiles[0].text);
await serveText(
  "dump.nq",
  "application/n-quads",
  gunzipSync(readFileSync(path.join(site, "dump.nq.gz"))),
);
await page.goto(`${server.address}sparql/`);

const loaded = await page.evaluate(async () => {
  const data = document.querySelector("[data-sparql]").dataset;
  const prefixes = JSON.parse(data.prefixes);
  const timed = async (work) => {
    const began = performance.now();
    const result = await work();
    return [performance.now() - began, result];
  };
  const [ours, faircat] = await timed(async () => {
    const { default: start, Engine } = await import(data.engine);
    await start({ module_or_path: data.engineModule });
    const opened = new Engine(prefixes.flat(), data.base);
    opened.push(new Uint8Array(await (await fetch(data.dumpPath)).arrayBuffer()));
    opened.finish();
    return opened;
  });
  const [theirs, comunica] = await timed(async () => {
    const { open } = await import("/bench/comunica.js");
    return open(await (await fetch("/bench/dump.nq")).text());
  });
  const prologue = prefixes
    .map(([prefix, namespace]) => `PREFIX ${prefix}: <${namespace}>\n`)
    .join("");
  const decoder = new TextDecoder();
  globalThis.engines = {
    faircat: async (text) => decoder.decode(faircat.ask(text).content),
    comunica: (text) => comunica.ask(prologue + text),
  };
  return { ours, theirs };
});
console.log(
  `loading: faircat ${loaded.ours.toFixed(0)} ms, Comunica ${loaded.theirs.toFixed(0)} ms ` +
    `(unpacked beforehand)\n`,
);
console.log("| question | rows | faircat | Comunica | ratio |\n|---|--:|--:|--:|--:|");

let worst = 0;
for (const { name, text } of questions) {
  const { ours, theirs, rows } = await page.evaluate(measure, { text, runs });
  worst = Math.max(worst, ours);
  const same = rows.ours === rows.theirs ? rows.ours : `${rows.ours}, not ${rows.theirs}`;
  console.log(
    `| ${name} | ${same} | ${ours.toFixed(1)} | ${theirs.toFixed(1)} | ` +
      `${(theirs / ours).toFixed(0)} |`,
  );
}
console.log(`\nslowest: ${worst.toFixed(1)} ms`);
await browser.close();
server.close();

/** In the page: medians of both engines, asked by turns. */
async function measure({ text, runs }) {
  const count = (answer) => JSON.parse(answer).results.bindings.length;
  const times = { faircat: [], comunica: [] };
  const rows = {};
  for (let run = -2; run < runs; run += 1) {
    for (const name of ["faircat", "comunica"]) {
      const began = performance.now();
      const answer = await globalThis.engines[name](text);
      const taken = performance.now() - began;
      if (run >= 0) times[name].push(taken);
      rows[name] = count(answer);
    }
  }
  const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
  return {
    ours: median(times.faircat),
    theirs: median(times.comunica),
    rows: { ours: rows.faircat, theirs: rows.comunica },
  };
}
