// The word that was meant, where no record has the one that was typed.

import { plain } from "./search-query.js";

/** Shortest word whose slips are told from other words, in characters. */
const SHORTEST = 4;
/** Length from which two slips are thought to be slips. */
const LONG = 8;

/**
 * The word of `words` that differs from `typed` by the fewest slips (a letter too many, missing,
 * another, or two exchanged), if by no more than anybody makes; of several the one with the same
 * beginning.
 * @returns {string | undefined}
 */
export function nearest(typed, words) {
  const word = plain(typed);
  const length = [...word].length;
  if (length < SHORTEST) return undefined;
  let best;
  let least = (length < LONG ? 1 : 2) + 1;
  for (const known of words) {
    const other = plain(known);
    const slips = distance(word, other, least);
    const better = slips < least || (slips === least && best && closer(word, known, best));
    if (slips === 0 || !better) continue;
    [best, least] = [known, slips];
  }
  return best;
}

/** Whether `one` begins more like `word` than `other`; else the shorter, then by the alphabet. */
function closer(word, one, other) {
  const same = (text) => {
    const letters = plain(text);
    let count = 0;
    while (count < word.length && letters[count] === word[count]) count += 1;
    return count;
  };
  const order = same(other) - same(one) || one.length - other.length || one.localeCompare(other);
  return order < 0;
}

/** Slips between two words, or any number above `most` where there are more. */
function distance(one, other, most) {
  const [a, b] = [[...one], [...other]];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [];
  let above = b.map((_, at) => at).concat(b.length);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let at = 1; at <= b.length; at += 1) {
      const changed = above[at - 1] + (a[row - 1] === b[at - 1] ? 0 : 1);
      line[at] = Math.min(above[at] + 1, line[at - 1] + 1, changed);
      const exchanged = row > 1 && at > 1 && a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1];
      if (exchanged) line[at] = Math.min(line[at], before[at - 2] + 1);
    }
    if (Math.min(...line) > most) return most + 1;
    [before, above] = [above, line];
  }
  return above[b.length];
}

/**
 * `query` with what was meant in place of each of `unknown`; nothing where no word is near.
 * @param {string[]} words all that can be meant
 */
export function meant(query, unknown, words) {
  let better = query;
  for (const word of unknown) {
    const found = nearest(word, words);
    if (found) better = better.replace(word, () => found);
  }
  return better === query ? undefined : better;
}
