// Works of other catalogues in the search. Their indexes are loaded once somebody asks for them.

import { element } from "./filter-index.js";
import { loadFacets } from "./search-facets.js";
import { say } from "./words/list.js";

/** The facet by which works are of one catalogue or another. */
export const CATALOGUE = "catalogue";
/** Its value for the site's own works, which the index does not have. */
export const OWN = say("federation-this");

/**
 * Adds the indexes of all other catalogues to `pagefind`.
 * @param {object} pagefind
 * @param {string} base address of the site
 * @param {Set<string>} own ids of the site's own records
 * @returns {Promise<{facets: Map, all: Set<string>, joined: Map}>} what there is then; by the
 *   addresses of own records, where else these are
 */
export async function addCatalogs(pagefind, base, own) {
  const { catalogs } = await (await load(`${base}federation/catalogs.json`)).json();
  for (const { search } of catalogs)
    for (const part of search) await pagefind.mergeIndex(`${base}${part}`, { baseUrl: base });
  const facets = await loadFacets(pagefind);
  const all = idsOf(facets);
  facets.get(CATALOGUE)?.set(OWN, own);
  return { facets, all, joined: await joinedIn(base) };
}

async function joinedIn(base) {
  const groups = await (await load(`${base}federation/joined.json`)).json();
  const joined = new Map();
  for (const { members } of groups) {
    const own = members.find(({ catalog }) => !catalog);
    if (own)
      joined.set(
        `${base}${own.href}`,
        members.filter(({ catalog }) => catalog),
      );
  }
  return joined;
}

/** Ids of all records that have any value of any facet. */
export function idsOf(facets) {
  const values = [...facets.values()].flatMap((values) => [...values.values()]);
  return new Set(values.flatMap((ids) => [...ids]));
}

/** The words of the names of other catalogues' works. */
export async function foreignWords(base) {
  const text = await (await load(`${base}federation/words.txt`)).text();
  return text.split("\n").filter(Boolean);
}

async function load(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(say("search-answered", { status: String(response.status) }));
  return response;
}

/**
 * What `result` is, and where else the same work is. A work that this site has too is shown as its
 * own.
 * @param {object} result of pagefind
 * @param {string} base address of the site
 * @param {Map | undefined} joined where else own records are
 * @returns {{url: string, title: string, catalog: string | undefined, words: string | undefined,
 *   also: {catalog: string, href: string}[]}} `catalog`: where it is at home, if not here; `words`:
 *   what is said of it there, where the index holds the words of several catalogues
 */
export function identity({ url, meta }, base, joined) {
  const others = read(meta.also);
  const own = others.find(({ catalog }) => !catalog);
  const title = meta.title ?? url;
  const catalog = meta[CATALOGUE];
  const words = others.length ? (meta.summary ?? "") : undefined;
  if (!own) return { url, title, catalog, words, also: joined?.get(url) ?? others };
  const address = `${base}${own.href}`;
  const said = own.summary ?? "";
  return { url: address, title: own.title, words: said, also: joined?.get(address) ?? [] };
}

function read(text) {
  try {
    return text ? JSON.parse(text) : [];
  } catch {
    return [];
  }
}

/** The line that leads to the same work elsewhere; nothing where it is nowhere else. */
export function alsoIn(also) {
  if (also.length === 0) return null;
  const links = also.flatMap(({ catalog, href }, place) => [
    place ? ", " : "",
    element("a", { href: safe(href), rel: "nofollow" }, catalog),
  ]);
  return element("p", { class: "card-text also" }, `${say("search-also-in")} `, ...links);
}

/** Addresses of other catalogues are addresses of the web, whatever else they say. */
function safe(href) {
  return /^https?:\/\//.test(href) ? href : "#";
}
