// The title of a model, in its own language.

import { element, spoken } from "../filter-index.js";

export function titleOf({ title, title_language: lang }) {
  return element("span", spoken(lang), title);
}
