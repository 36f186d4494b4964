// Lighthouse on pages of a built site, served as a static host serves them, with gzip:
//   node lighthouse.mjs SITE_DIR [PAGE ...]

import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import lighthouse from "lighthouse";
import { launch as launchChrome } from "chrome-launcher";

const here = path.dirname(fileURLToPath(import.meta.url));
process.env.FAIRCAT_NODE_MODULES ??= path.join(here, "node_modules");
const { TYPES, basePath } = await import("../../tests/conformance/browser.mjs");

const PAGES = ["", "models/hbb-in-pythia/", "models/braggnn-simulated/", "sparql/"];
const ROUNDS = 3;
const [site, ...asked] = process.argv.slice(2);
const base = basePath(site);

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
  const file = path.join(site, name.slice(base.length));
  if (!name.startsWith(base) || !existsSync(file)) return response.writeHead(404).end();
  const type = TYPES[path.extname(file)] ?? "application/octet-stream";
  const headers = {
    "content-type": type,
    "content-encoding": "gzip",
    "cache-control": "max-age=600",
  };
  response.writeHead(200, headers).end(gzipSync(readFileSync(file)));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
for (const page of asked.length ? asked : PAGES) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const chrome = await launchChrome({
      chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      chromeFlags: ["--headless=new", "--no-sandbox"],
    });
    const address = `http://127.0.0.1:${server.address().port}${base}${page}`;
    const { lhr } = await lighthouse(address, { port: chrome.port, logLevel: "error" });
    await chrome.kill();
    rounds.push(lhr);
  }
  const scores = Object.values(rounds[0].categories).map(({ id, title }) => {
    return (
      `${title} ` + `${Math.round(100 * middle(rounds.map((round) => round.categories[id].score)))}`
    );
  });
  console.log(`/${page}: ${scores.join(", ")}`);
  for (const { id, title, score, scoreDisplayMode, displayValue } of Object.values(
    rounds[0].audits,
  )) {
    const counts = Object.values(rounds[0].categories).some(({ auditRefs }) =>
      auditRefs.some((it) => it.id === id && it.weight > 0),
    );
    if (counts && score !== null && score < 0.9)
      console.log(`  ${title}: ${displayValue ?? scoreDisplayMode}`);
  }
}
server.close();
