// Bundles the editor: node build.mjs OUT_FOLDER makes editor.js and editor.licences.txt there.

import { build } from "esbuild";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(process.argv[2] ?? path.join(here, "../../themes/default/static/wasm"));

const result = await build({
  absWorkingDir: here,
  entryPoints: ["src/editor.js"],
  outfile: path.join(out, "editor.js"),
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  metafile: true,
  banner: { js: "// Licences: editor.licences.txt" },
});

/** Folders of the packages of which something is in the bundle. */
function packages(inputs) {
  const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
  return [...new Set(inputs.map((input) => folder.exec(input)?.[1]).filter(Boolean))].sort();
}

const used = Object.entries(result.metafile.outputs).flatMap(([, output]) => Object.keys(output.inputs));
const texts = packages(used).map((folder) => {
  const { name, version } = JSON.parse(readFileSync(path.join(here, folder, "package.json"), "utf8"));
  const file = readdirSync(path.join(here, folder)).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version}\n\n${readFileSync(path.join(here, folder, file), "utf8").trim()}\n`;
});
writeFileSync(path.join(out, "editor.licences.txt"), texts.join(`\n${"-".repeat(72)}\n\n`));
