// Follows a chapter of the manual word for word: node follow.mjs CHAPTER.md FOLDER FAIRCAT
// Writes what it says to write and runs what it says to run, in FOLDER; see
// tests/src/snippets/fences.rs for what its blocks say of themselves.

import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const [chapter, folder, faircat] = process.argv.slice(2);
const env = { ...process.env, PATH: `${path.dirname(path.resolve(faircat))}:${process.env.PATH}` };
let place = path.resolve(folder);
mkdirSync(place, { recursive: true });

for (const [, info, text] of readFileSync(chapter, "utf8").matchAll(
  /^```(.*)\n([\s\S]*?)^```$/gm,
)) {
  const said = Object.fromEntries(
    [...info.matchAll(/([\w-]+)=("[^"]*"|\S+)/g)].map(([, name, value]) => [name, value]),
  );
  if (said["not-run"]) continue;
  if (said.file) write(said.file, text);
  else if (said.record) write(`catalog/${said.record}/record.yaml`, text);
  else if (said["adds-to"])
    appendFileSync(path.join(place, `catalog/${said["adds-to"]}/record.yaml`), text);
  else if (info.startsWith("sh")) run(text);
}

function write(file, text) {
  const whole = path.join(place, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, text);
}

/** Runs `commands`; the next ones begin in the folder in which these end. */
function run(commands) {
  const state = path.join(path.resolve(folder), ".place");
  execFileSync("sh", ["-c", `set -eu\n${commands}\npwd > '${state}'\n`], {
    cwd: place,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  place = readFileSync(state, "utf8").trim();
}
