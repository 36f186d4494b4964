// What a result shows, and in which order results stand once their titles are known.

import { element, spoken } from "./filter-index.js";
import { plain, singular } from "./search-query.js";
import { alsoIn, identity } from "./search-federation.js";
import { say } from "./words/list.js";

/** Kinds of results that are no works, in the order in which they follow works. */
const AGENTS = ["person", "organization"];
const PAGES = ["manual", "principle", "page"];
/** Works, people and organizations, and other pages, of which so many titles are looked at. */
const LOOKED_AT = [24, 12, 16];

/**
 * `results` with those first that are called what was asked for, then those whose titles begin with
 * it, then those whose titles have all its words, of both the shorter ones first, as they say less
 * else; of others works come before people, of whom hardly anybody asks by what they do, and
 * before the manual, which says many words often.
 * @param {{id: string, data: () => Promise<object>}[]} results best first
 * @param {Map} facets
 * @param {string} query
 */
export async function inOrder(results, facets, query) {
  const of = (kinds) => kinds.map((kind) => facets.get("kind")?.get(kind) ?? new Set());
  const [agents, pages] = [of(AGENTS), of(PAGES)];
  const has = (sets, { id }) => sets.some((ids) => ids.has(id));
  const group = (it) => (has(pages, it) ? 2 : Number(has(agents, it)));
  const groups = [0, 1, 2].map((wanted) => results.filter((it) => group(it) === wanted));
  const looked = groups.flatMap((group, at) => group.slice(0, LOOKED_AT[at]));
  const fits = await Promise.all(
    looked.map(async (it) => ({ it, group: group(it), ...fit(await it.data(), query) })),
  );
  const first = fits
    .filter(({ how }) => how > 0)
    .sort((a, b) => b.how - a.how || a.group - b.group || a.length - b.length)
    .map(({ it }) => it);
  const rest = groups.flat().filter((it) => !first.includes(it));
  return [...first, ...rest];
}

/**
 * How a title fits: 3: it is called so; 2: its title begins with it; 1: that has all words; 0: none
 * of these. And the length by which titles are told apart, which for names does not count.
 */
function fit({ url, meta }, query) {
  const title = meta.title ?? "";
  // Of a place in a page, the name of the place: `#R1.1`.
  const slug = (url.split("/").filter(Boolean).at(-1) ?? "").replace(/^#/, "");
  const asked = plain(query);
  if (asked && [title, slug].some((name) => plain(name) === asked)) return { how: 3, length: 0 };
  const [words, wanted] = [wordsOf(title), wordsOf(query)];
  if (!wanted.every((word) => words.includes(word))) return { how: 0, length: 0 };
  const begins = wanted.every((word, place) => words[place] === word);
  return { how: begins ? 2 : 1, length: title.length };
}

/** The words of `text` as they are compared, each also in its parts. */
function wordsOf(text) {
  return text
    .split(/[\s"“”()[\]:;,]+/)
    .map((word) => singular(plain(word)))
    .filter(Boolean);
}

/** A value as people read it; kinds are in the index as in the records. */
export function label(name, value) {
  return name === "kind" && value ? say(`kind-${value}`) : value;
}

/** A result as it is shown; nothing where the same work is shown already. */
export function entry(page, result) {
  const { url, title, catalog, words, also } = identity(result, page.base, page.joined);
  if (page.shown.has(url)) {
    page.folded += 1;
    page.say(page.folded);
    return null;
  }
  page.shown.add(url);
  const made = card(result, { url, title, catalog, words }, page.query);
  const elsewhere = alsoIn(also);
  if (elsewhere) made.append(elsewhere);
  return made;
}

function card({ meta, excerpt, filters }, { url, title, catalog, words }, query) {
  const parts = [label("kind", filters?.kind?.[0]), meta.year ?? meta.date?.slice(0, 4), catalog];
  const top = parts.filter(Boolean);
  return element(
    "li",
    { class: "card" },
    top.length
      ? element("p", { class: "card-top" }, ...top.map((text) => element("span", {}, text)))
      : null,
    element("h3", {}, element("a", { href: url, ...spoken(meta.title_language) }, title)),
    ...texts(
      {
        about: words ?? meta.summary,
        title,
        excerpt,
        isSaid: words !== undefined,
        lang: meta.summary_language,
      },
      query,
    ),
  );
}

/**
 * What the record says of itself; and the place at which it has words that neither that nor the
 * title has. A catalogue's own words stand alone, where the excerpt may be another's.
 */
function texts({ about, title, excerpt, isSaid, lang }, query) {
  const found = new DOMParser().parseFromString(excerpt ?? "", "text/html").body;
  const marks = [...found.querySelectorAll("mark")].map((mark) => plain(mark.textContent));
  const wanted = new Set([...marks, ...query.split(/\s+/).map(plain)].filter(Boolean));
  const told = about
    ? [element("p", { class: "card-text", ...spoken(lang) }, ...markedWords(about, wanted))]
    : [];
  const known = plain(`${title} ${about ?? ""}`);
  if (isSaid || marks.every((mark) => known.includes(mark))) return told;
  return [...told, element("p", { class: "card-text excerpt" }, "… ", ...marked(found), " …")];
}

/** `text`, with those words marked that are among `wanted`. */
function markedWords(text, wanted) {
  return text
    .split(/(\s+)/)
    .map((word) => (wanted.has(plain(word)) ? element("mark", {}, word) : word));
}

/** An excerpt as text and marks; nothing else in it becomes an element. */
function marked(body) {
  return [...body.childNodes].map((node) =>
    node.nodeName === "MARK" ? element("mark", {}, node.textContent) : node.textContent,
  );
}
