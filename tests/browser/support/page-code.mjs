// Page code without a browser, from the built site: its messages are modules that the build makes.

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** The module `name`, as "run/truth.js". */
export function pageCode(name) {
  return import(pathToFileURL(resolve(process.env.FAIRCAT_SITE, "static", name)).href);
}
