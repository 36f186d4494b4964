// Opens pages of a built site in Debian's Chromium, served from this process under the path that
// the site was built for.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const modules = process.env.FAIRCAT_NODE_MODULES ?? path.resolve("node_modules");
export const require = createRequire(path.join(modules, "none.js"));
const { chromium } = require("playwright-core");

export const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** The path at which the site expects to be, as `/cat/`. */
export function basePath(site) {
  const catalog = JSON.parse(readFileSync(path.join(site, "catalog.jsonld"), "utf8"));
  return new URL(catalog["@id"]).pathname;
}

/** Serves `site`; resolves to its address and a function that ends it. */
export async function serve(site) {
  const base = basePath(site);
  const server = createServer(async (request, response) => {
    const asked = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    let file = path.join(site, asked.startsWith(base) ? asked.slice(base.length) : "404.html");
    if (asked.endsWith("/")) file = path.join(file, "index.html");
    try {
      const body = await readFile(file);
      const type = TYPES[path.extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const address = `http://127.0.0.1:${server.address().port}${base}`;
  return { address, close: () => server.close() };
}

/**
 * Chromium, as `CHROMIUM` names it or as Debian installs it: first the one without windows, to
 * which a new page costs a third of the time.
 */
export async function launch() {
  const places = [
    process.env.CHROMIUM,
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ];
  const executablePath = places.find((place) => place && existsSync(place));
  if (!executablePath) throw new Error("Chromium is not installed: set CHROMIUM to its path");
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-quic", "--disable-background-networking"],
  });
}

/** Addresses that a page asked for elsewhere, and what it wrote to the console as errors. */
export function watch(page, address) {
  const origin = new URL(address).origin;
  const problems = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url))
      problems.push(`asks another host: ${url}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  return problems;
}
