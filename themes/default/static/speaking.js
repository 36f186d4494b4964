// Sentences of the site's language. The build hands each part of the page code its messages, as a
// module `words/<name>.js` that exports `say` and `parts`.

/** Digits in groups of three, as on the pages made at build time. */
export function digits(number) {
  const text = String(number);
  return text.length < 5 ? text : text.replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** The decimal sign of a language. */
function pointOf(language) {
  const [, { value }] = new Intl.NumberFormat(language).formatToParts(0.5);
  return value;
}

const pagePoint = globalThis.document ? pointOf(document.documentElement.lang || "en") : ".";

/** A text about numbers with the decimal sign of the page's language. */
export function decimals(text) {
  return pagePoint === "." ? text : text.replace(/(?<=\d)\.(?=\d)/g, pagePoint);
}

/** A drawing, as text, whose texts have that sign; its attributes keep the point. */
export function decimalsOfTexts(svg) {
  return pagePoint === "." ? svg : svg.replace(/>[^<]+</g, decimals);
}

/** The attributes of an element whose text is English, as what programs say is on every site. */
export function inEnglish() {
  return /^en\b/i.test(document.documentElement.lang) ? {} : { lang: "en", dir: "ltr" };
}

/**
 * @param {string} language a BCP 47 tag
 * @param {object} messages by their names: a text, or an array of texts and of places `[name]` or
 *   `[name, cases, otherwise]`
 */
export function speaker(language, messages) {
  const plurals = new Intl.PluralRules(language);
  const point = pointOf(language);
  function filled(pattern, values) {
    if (typeof pattern === "string") return [pattern];
    return pattern.flatMap((part) => {
      if (typeof part === "string") return [part];
      const [name, cases, otherwise] = part;
      const value = values[name];
      if (!cases) return [typeof value === "number" ? digits(value) : (value ?? "")];
      return filled(cases[keyOf(cases, value) ?? otherwise], values);
    });
  }
  function keyOf(cases, value) {
    const keys = [String(value)];
    if (typeof value === "number") keys.push(plurals.select(value));
    return keys.find((key) => Object.hasOwn(cases, key));
  }
  /** The message as texts and as the nodes among its values. */
  const parts = (name, values = {}) => filled(messages[name] ?? name, values);
  /** The message as a text. */
  const say = (name, values) => parts(name, values).join("");
  /** A number as `toFixed` writes it, with the language's decimal sign. */
  const decimal = (text) => text.replace(".", point);
  return { say, parts, decimal };
}
