// Models of a built site.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The models that a visitor can try, `{slug, display}`, in the order of their slugs. */
export function tried(site) {
  const folder = path.join(site, "models");
  const file = (slug) => path.join(folder, slug, "try.json");
  const slugs = readdirSync(folder).filter((slug) => existsSync(file(slug)));
  return slugs
    .sort()
    .map((slug) => ({ slug, display: JSON.parse(readFileSync(file(slug), "utf8")).display }));
}

/** The first model of jets. */
export const firstJets = (site) => tried(site).find(({ display }) => display === "jet")?.slug;
