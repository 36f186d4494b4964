// One page of each sort of a built site.

import { readFileSync, existsSync, readdirSync } from "node:fs";
import path from "node:path";

const KINDS = [
  "models",
  "datasets",
  "software",
  "workflows",
  "training-materials",
  "people",
  "organizations",
];

/** Every page of the manual, and every record. */
export function longPages(site) {
  const folders = ["manual", ...KINDS].filter((folder) => existsSync(path.join(site, folder)));
  return folders.flatMap((folder) =>
    readdirSync(path.join(site, folder))
      .filter((name) => existsSync(path.join(site, folder, name, "index.html")))
      .sort()
      .map((name) => `${folder}/${name}/`),
  );
}

/** The fixed pages, the first record of each kind, and the first model that was run. */
export function pages(site) {
  const fixed = [
    "",
    "models/",
    "datasets/",
    "tags/",
    "search/",
    "sparql/",
    "compare/",
    "compare/choose/?models=hbb-in-pythia-2842,hbb-in-pythia-8498",
    "scorecards/",
    "principles/",
    "manual/",
    "manual/tutorial/",
    "manual/fields/",
    "manual/fields/model/",
    "manual/settings/",
    "manual/commands/new/",
    "formats/",
    "assess/",
    "about/",
    "404.html",
  ];
  const records = KINDS.flatMap((kind) => {
    const folder = path.join(site, kind);
    if (!existsSync(folder)) return [];
    const slug = readdirSync(folder)
      .sort()
      .find((name) => existsSync(path.join(folder, name, "record.jsonld")));
    return slug ? [`${kind}/${slug}/`] : [];
  });
  // A model that was run shows more than others.
  const models = path.join(site, "models");
  const wasRun = (name) => {
    const page = path.join(models, name, "index.html");
    return existsSync(page) && readFileSync(page, "utf8").includes('id="verification"');
  };
  const run = existsSync(models) ? readdirSync(models).sort().find(wasRun) : undefined;
  if (run && !records.includes(`models/${run}/`)) records.push(`models/${run}/`);
  const exists = (name) =>
    existsSync(path.join(site, name.endsWith("/") || name === "" ? `${name}index.html` : name));
  return [...fixed, ...records].filter(exists);
}
