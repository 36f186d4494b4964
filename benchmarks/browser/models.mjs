// Models of a built site.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The first model of jets that a visitor can try. */
export function firstJets(site) {
  const slugs = readdirSync(path.join(site, "models")).sort();
  return slugs.find((name) => {
    const file = path.join(site, "models", name, "try.json");
    return existsSync(file) && JSON.parse(readFileSync(file, "utf8")).display === "jet";
  });
}
