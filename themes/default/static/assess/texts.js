// Texts of documents and names of files, within bounds.

/** `text`, of which no more than `most` letters are shown. */
export function short(text, most) {
  // Of a text of megabytes only the beginning is taken apart.
  const letters = Array.from(text.slice(0, 2 * most + 2));
  return letters.length > most ? `${letters.slice(0, most).join("")}…` : text;
}

/** Letters of a name of a file: with an ending, fewer bytes than any system takes. */
const LONGEST_STEM = 60;

/** What names of files about the document `name` begin with, in whatever script it is. */
export function stem(name) {
  const plain = name
    .slice(-1000)
    .replace(/^.*[/\\]/, "")
    .replace(/\.[^.]*$/, "")
    .replace(/[^\p{L}\p{M}\p{N}_.-]+/gu, "-")
    .replace(/^[.-]+/, "");
  return Array.from(plain).slice(0, LONGEST_STEM).join("") || "document";
}
