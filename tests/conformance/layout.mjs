// No page is wider than the window, on a small phone or a wide screen, and the table of contents of
// a long page stays in sight.

import path from "node:path";
import { launch, serve } from "./browser.mjs";
import { longPages, pages } from "./pages.mjs";

const WIDTHS = [320, 390, 768, 1024, 1440];
/** Widths at which every record and chapter is looked at. */
const ALL_AT = [320, 1440];

const site = path.resolve(process.argv[2]);
const { address, close } = await serve(site);
const browser = await launch();
let passed = 0;
let failed = 0;

function report(where, problem) {
  if (problem) {
    failed += 1;
    console.log(`layout: ${where}: ${problem}`);
  } else {
    passed += 1;
  }
}

/** How far the page scrolls sideways, with what reaches beyond the window. */
function tooWide() {
  const width = document.documentElement.clientWidth;
  scrollTo(10000, 0);
  const excess = Math.max(scrollX, document.documentElement.scrollWidth - width);
  scrollTo(0, 0);
  if (excess === 0) return null;
  const beyond = [...document.querySelectorAll("main *")].filter(
    (it) => it.getBoundingClientRect().right > width + 1,
  );
  const names = beyond.slice(0, 3).map((it) => `${it.localName}.${it.getAttribute("class") ?? ""}`);
  return `${excess} px too wide: ${names.join(" ")}`;
}

/** Whether the contents of a page that is long enough are lost from sight when it scrolls. */
function contentsLost() {
  const contents = document.querySelector(".on-page");
  if (!contents || contents.offsetParent === null) return null;
  if (document.documentElement.scrollHeight < 4 * innerHeight) return null;
  scrollTo(0, document.documentElement.scrollHeight / 2);
  const { top, bottom } = contents.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight ? null : `the contents lie at ${top} to ${bottom} px`;
}

/** Gives works, labels and choices names without a place to break, as data of experiments has. */
function lengthenNames() {
  const name = "/TTToSemiLeptonic_TuneCP5_13TeV-powheg-pythia8/RunIIAutumn18NanoAODv7_102X";
  for (const it of document.querySelectorAll(".work, .chip, .choices label span")) it.append(name);
}

for (const width of WIDTHS) {
  const context = await browser.newContext({
    reducedMotion: "reduce",
    viewport: { width, height: 900 },
  });
  const more = ALL_AT.includes(width) ? longPages(site) : [];
  // One page for all, as each begins a process.
  const page = await context.newPage();
  for (const name of new Set([...pages(site), ...more])) {
    await page.goto(address + name, { waitUntil: "load" });
    report(`${name || "home"} (${width})`, await page.evaluate(tooWide));
    if (width === 390) {
      await page.evaluate(lengthenNames);
      report(`${name || "home"} (${width}, long names)`, await page.evaluate(tooWide));
    }
    if (width === 1440) report(`${name || "home"} (contents)`, await page.evaluate(contentsLost));
  }
  await context.close();
}
await browser.close();
close();
console.log(`layout: ${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
