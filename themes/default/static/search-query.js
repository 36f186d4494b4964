// What a query asks, and which records answer it. Nothing here touches the page.
//
// Pagefind is only asked for exact words and phrases. Left to itself it takes a word that it does
// not know for the longest beginning that it does, so that "ATLAS" would find every "at".

/** Shortest beginning of a word that is completed, in characters. */
const SHORTEST = 3;
/** Completions of one word that are tried. */
const MOST_COMPLETIONS = 12;
/** How much a hit counts by the way in which it was found. */
const WEIGHT = { exact: 1, synonym: 0.6, completed: 0.3 };

/** Words of letters that are as often written apart; `CC-BY-4.0` is one word. */
const JOINED = /^\p{L}+(?:[-‐‑–/_]\p{L}+)+$/u;

/** Letters that Unicode does not take apart, as people write them without the key for them. */
const LETTERS = {
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  ı: "i",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
};

/** `text` as words are compared: without case, accents, punctuation, with the index's signs. */
export function plain(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[łøđðħıßæœþ]/g, (letter) => LETTERS[letter])
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}+#&√]/gu, "");
}

/** `text` with the signs that the index has, which leaves out others. */
function indexed(text) {
  return text.replace(/"|(?![+√]|\p{Extended_Pictographic})\p{S}/gu, " ").trim();
}

/** The words of `text` without what joins them: "jet tagger" of "jet-tagger". */
function loose(text) {
  return text
    .split(/[^\p{L}\p{N}\p{M}+#&√]+/u)
    .filter(Boolean)
    .join(" ");
}

/** Several words, each made plain. */
function plainPhrase(text) {
  return text.split(/\s+/).map(plain).filter(Boolean);
}

/**
 * The parts of a query that must all be found: phrases in quotes, phrases that have a synonym, and
 * single words.
 * @param {string[][]} synonyms lists of phrases that mean the same
 * @returns {{text: string, quoted: boolean, synonyms: string[]}[]}
 */
export function parts(query, synonyms) {
  const found = [];
  for (const [piece, phrase] of query.matchAll(/"([^"]+)"|[^"]+/g)) {
    if (phrase === undefined) found.push(...unquoted(piece, synonyms));
    else if (plain(phrase)) found.push({ text: phrase, quoted: true, synonyms: [] });
  }
  return found;
}

function unquoted(text, synonyms) {
  const words = text.split(/\s+/).filter((word) => plain(word));
  const known = phrasesOf(synonyms);
  const found = [];
  for (let place = 0; place < words.length; ) {
    const rest = words.slice(place).map((word) => singular(plain(word)));
    const phrase = known.find(
      ({ key }) => key.length <= rest.length && key.every((word, at) => word === rest[at]),
    );
    const length = phrase ? phrase.key.length : 1;
    found.push({
      text: words.slice(place, place + length).join(" "),
      quoted: false,
      synonyms: phrase?.others ?? [],
    });
    place += length;
  }
  return found;
}

/** Every phrase that has synonyms, longest first. */
function phrasesOf(synonyms) {
  const others = new Map();
  for (const list of synonyms) {
    for (const phrase of list) {
      const key = plainPhrase(phrase).map(singular).join(" ");
      const same = others.get(key) ?? new Set();
      for (const other of list) if (other !== phrase) same.add(other);
      others.set(key, same);
    }
  }
  return [...others]
    .map(([key, same]) => ({ key: key.split(" "), others: [...same] }))
    .sort((a, b) => b.key.length - a.key.length);
}

/** `word` without the `s` of a plural. */
export function singular(word) {
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

/** The words of the catalogue's names that begin as `word` does, shortest first. */
export function completions(word, words) {
  const start = plain(word);
  if ([...start].length < SHORTEST) return [];
  const same = word.toLowerCase();
  return words
    .filter((known) => known !== same && plain(known).startsWith(start))
    .sort((a, b) => a.length - b.length || a.localeCompare(b))
    .slice(0, MOST_COMPLETIONS);
}

/**
 * The records that answer `query`, best first.
 * @param {object} pagefind
 * @param {{synonyms: string[][], words: () => Promise<string[]>}} lexicon
 * @returns {Promise<{results: object[], whole: boolean, unknown: string[]}>} `whole`: every record
 *   has all parts; else each has as many as any. `unknown`: parts that no record has.
 */
export async function answer(pagefind, query, lexicon) {
  const asked = parts(query, lexicon.synonyms);
  const hits = await Promise.all(
    asked.map((part, place) => hitsOf(pagefind, part, place === asked.length - 1, lexicon)),
  );
  const records = new Map();
  for (const hit of hits) {
    for (const [id, { result, worth }] of hit) {
      const record = records.get(id) ?? { result, worth: 0, parts: 0 };
      record.worth += worth;
      record.parts += 1;
      records.set(id, record);
    }
  }
  const found = [...records.values()];
  const most = found.reduce((most, { parts }) => Math.max(most, parts), 0);
  const results = found
    .filter(({ parts }) => parts === most)
    .sort((a, b) => b.worth - a.worth)
    .map(({ result }) => result);
  const unknown = asked.filter((_, place) => hits[place].size === 0).map(({ text }) => text);
  return { results, whole: most === asked.length, unknown };
}

/**
 * Records with the exact words `text`, each with how well it answers, from 0 to 1. Exact answers
 * all score the same; the free search knows that a word in a title counts for more.
 */
async function exactly(pagefind, text) {
  const [{ results }, free] = await Promise.all([
    pagefind.search(`"${text}"`),
    pagefind.search(text),
  ]);
  const scores = new Map(free.results.map(({ id, score }) => [id, score]));
  const scoreOf = ({ id }) => scores.get(id) ?? 0;
  const best = results.reduce((best, result) => Math.max(best, scoreOf(result)), 0) || 1;
  return results.map((result) => ({ result, fit: (1 + scoreOf(result) / best) / 2 }));
}

/** The records that have one part, by their id, each with what that is worth. */
async function hitsOf(pagefind, part, last, lexicon) {
  const hits = new Map();
  const add = async (text, weight) => {
    const words = indexed(text);
    const found = await exactly(pagefind, words);
    const apart = loose(words);
    // Parts that a hyphen joins here, and a blank in the record.
    const asked = found.length === 0 || JOINED.test(words);
    if (asked && apart && apart !== words) found.push(...(await exactly(pagefind, apart)));
    for (const { result, fit } of found) {
      const worth = weight * fit;
      if (worth > (hits.get(result.id)?.worth ?? 0)) hits.set(result.id, { result, worth });
    }
  };
  await add(part.text, WEIGHT.exact);
  if (part.quoted) return hits;
  await Promise.all(part.synonyms.map((text) => add(text, WEIGHT.synonym)));
  // Somebody may still be typing the last word, or has no key for its accents.
  if (last || hits.size === 0) {
    const longer = completions(part.text, await lexicon.words());
    const whole = plain(part.text);
    await Promise.all(
      longer.map((text) => add(text, plain(text) === whole ? WEIGHT.exact : WEIGHT.completed)),
    );
  }
  return hits;
}
