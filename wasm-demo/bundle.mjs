// Bundles what comes from npm packages: node bundle.mjs NAME OUT_FOLDER makes NAME.js, of
// src/NAME.js beside this file, and NAME.licences.txt. `cargo xtask wasm` puts it beside the
// installed packages of wasm-demo/NAME.

import { build } from "esbuild";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const [name, out] = process.argv.slice(2);

const result = await build({
  absWorkingDir: here,
  entryPoints: [`src/${name}.js`],
  outfile: path.resolve(out, `${name}.js`),
  bundle: true,
  format: "esm",
  target: "es2022",
  // WebAssembly that a package holds as text would double in size if it were escaped.
  charset: "utf8",
  minify: true,
  legalComments: "none",
  metafile: true,
  banner: { js: `// Licences: ${name}.licences.txt` },
});

/** Folders of the packages of which something is in the bundle. */
function packages(inputs) {
  const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
  return [...new Set(inputs.map((input) => folder.exec(input)?.[1]).filter(Boolean))].sort();
}

const used = Object.entries(result.metafile.outputs).flatMap(([, output]) =>
  Object.keys(output.inputs),
);
const texts = packages(used).map((folder) => {
  const { name, version } = JSON.parse(
    readFileSync(path.join(here, folder, "package.json"), "utf8"),
  );
  const file = readdirSync(path.join(here, folder)).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version}\n\n${readFileSync(path.join(here, folder, file), "utf8").trim()}\n`;
});
writeFileSync(path.resolve(out, `${name}.licences.txt`), texts.join(`\n${"-".repeat(72)}\n\n`));
