// What the editor proposes: variables of the query, prefixes, terms of the statements, keywords.

/**
 * @typedef {object} Vocabulary
 * @property {[string, string][]} prefixes prefix and namespace
 * @property {{iri: string, isClass: boolean, count: number}[]} terms
 */

const KEYWORDS = `
  ASK BASE BIND CONSTRUCT DESCRIBE DISTINCT EXISTS FILTER FROM GRAPH HAVING LIMIT MINUS
  NAMED OFFSET OPTIONAL PREFIX REDUCED SELECT UNDEF UNION VALUES WHERE AS ASC DESC IN NOT
`
  .trim()
  .split(/\s+/);
const PHRASES = ["GROUP BY", "ORDER BY", "NOT EXISTS"];
const FUNCTIONS = `
  ABS AVG BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY FLOOR GROUP_CONCAT IF IRI
  ISBLANK ISIRI ISLITERAL LANG LANGMATCHES LCASE MAX MIN MONTH NOW REGEX REPLACE ROUND
  SAMPLE STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS SUBSTR SUM UCASE
  YEAR
`
  .trim()
  .split(/\s+/);

const WORDS = [
  ...[...KEYWORDS, ...PHRASES].map((label) => ({ label, type: "keyword", boost: -20 })),
  ...FUNCTIONS.map((name) => ({
    label: name,
    apply: `${name}(`,
    type: "function",
    detail: "function",
    boost: -30,
  })),
];

/** A completion source over what `vocabulary` returns. */
export function completions(vocabulary) {
  return (context) => {
    const { state, pos } = context;
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable)
      return {
        from: variable.from,
        options: variables(state.doc.toString(), variable),
        validFor: /^[?$]\w*$/,
      };
    const word = context.matchBefore(/[A-Za-z][\w-]*(?::[\w-]*)?|:[\w-]*/);
    if (!word && !context.explicit) return null;
    const from = word?.from ?? pos;
    if (isElsewhere(state.sliceDoc(0, from))) return null;
    const { prefixes, terms } = vocabulary();
    const known = new Map([...prefixes, ...declared(state.doc.toString())]);
    return { from, options: [...named(known, terms), ...WORDS], validFor: /^[\w-]*(?::[\w-]*)?$/ };
  };
}

/** Whether what follows `before` stands in a comment, a string or an IRI. */
function isElsewhere(before) {
  const line = before.slice(before.lastIndexOf("\n") + 1);
  let inside = "";
  for (const char of line) {
    if (!inside && (char === '"' || char === "'" || char === "#" || char === "<")) inside = char;
    else if (inside === "<" && (char === ">" || char === " ")) inside = "";
    else if (inside !== "#" && inside === char) inside = "";
  }
  return inside !== "";
}

function variables(text, at) {
  const names = new Set(
    [...text.matchAll(/[?$]\w+/g)].filter((match) => match.index !== at.from).map(([name]) => name),
  );
  return [...names].sort().map((label) => ({ label, type: "variable" }));
}

function declared(text) {
  return [...text.matchAll(/\bPREFIX\s+([\w-]*):\s*<([^>]*)>/gi)].map(([, prefix, namespace]) => [
    prefix,
    namespace,
  ]);
}

function named(prefixes, terms) {
  const options = [...prefixes].map(([prefix, namespace]) => ({
    label: `${prefix}:`,
    type: "namespace",
    detail: namespace,
    boost: -10,
  }));
  for (const { iri, isClass, count } of terms) {
    const label = shorten(prefixes, iri);
    const detail = `${isClass ? "class" : "property"}, ${count} ×`;
    options.push({
      label,
      type: isClass ? "class" : "property",
      detail,
      boost: Math.min(Math.log2(count + 1), 30),
    });
  }
  return options;
}

function shorten(prefixes, iri) {
  for (const [prefix, namespace] of prefixes) {
    if (namespace && iri.startsWith(namespace) && /^[\w-]+$/.test(iri.slice(namespace.length))) {
      return `${prefix}:${iri.slice(namespace.length)}`;
    }
  }
  return `<${iri}>`;
}
