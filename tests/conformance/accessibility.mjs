// axe-core finds no violation of WCAG 2.2 AA in one page of each sort, light and dark, on a phone
// and on a wide screen; no page asks another host or writes errors to the console.

import { readFileSync } from "node:fs";
import path from "node:path";
import { launch, require, serve, watch } from "./browser.mjs";
import { pages } from "./pages.mjs";

const site = path.resolve(process.argv[2]);
const source = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const { address, close } = await serve(site);
const browser = await launch();
let passed = 0;
let failed = 0;

function report(where, problems) {
  if (problems.length === 0) {
    passed += 1;
    return;
  }
  failed += 1;
  for (const problem of new Set(problems)) console.log(`accessibility: ${where}: ${problem}`);
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [390, 1440]) {
    const context = await browser.newContext({
      colorScheme,
      reducedMotion: "reduce",
      viewport: { width, height: 900 },
      bypassCSP: true,
    });
    // One page for all, as each begins a process.
    const page = await context.newPage();
    const problems = watch(page, address);
    for (const name of pages(site)) {
      problems.length = 0;
      await page.goto(address + name, { waitUntil: "networkidle" });
      await page.evaluate(source);
      const result = await page.evaluate(
        (standards) =>
          globalThis.axe.run(document, { runOnly: standards, resultTypes: ["violations"] }),
        STANDARDS,
      );
      for (const violation of result.violations) {
        problems.push(
          `${violation.id}: ${violation.nodes.length} × ${violation.nodes[0].html.slice(0, 160)}`,
        );
      }
      report(`${name || "home"} (${colorScheme}, ${width})`, problems);
    }
    await context.close();
  }
}
await browser.close();
close();
console.log(`accessibility: ${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
